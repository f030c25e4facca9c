"""Widgets from the lever registry: each lever is a slider, an exact entry and a reset in step.

A slider stops at round values, an entry takes any value within the limits; such a value
becomes a stop of its own, so that both always show the same.
"""

from __future__ import annotations

import math

import streamlit as st

from cockpit import frame, state, theme, wording
from cockpit.forms.entry import EXACT, Change, Parts, entry
from cockpit.lever_specs import BY_VENDOR, LeverSpec, Value, exact, in_section
from scenarios.levers import SECTIONS
from scenarios.portfolio import Portfolio


def lever_form(portfolio: Portfolio, parts: Parts) -> None:
    """Every lever by section: the first open, the others drawn only once they are opened.

    A lever of the first section is a fragment of its own, so that moving it
    sends nothing of the others.
    """
    for spec in in_section(SECTIONS[0]):
        own = f"lever_{spec.name}"
        st.fragment(frame.guarded(_main), key=own)(spec, portfolio, parts)
    every = (parts.form, *parts.shown)
    for section in SECTIONS[1:]:
        with st.container(key=f"part_{section}", gap="xxsmall"):
            _folded(section, portfolio, every)


def _main(spec: LeverSpec, portfolio: Portfolio, parts: Parts) -> None:
    refreshed = (f"lever_{spec.name}", *parts.shown)
    _single(spec, portfolio, refreshed)
    if spec.name in parts.below:
        parts.below[spec.name](refreshed)


def _folded(section: str, portfolio: Portfolio, every: tuple[str, ...]) -> None:
    """One section; how many of its levers are set stands below it.

    The label stays the same whatever is set: another label would be another section
    to the browser, closed, and the lever in hand would be gone.
    """
    specs = in_section(section)
    with st.expander(section, key=f"section_{section}", on_change="rerun") as folder:
        if folder.open:
            for spec in specs:
                if spec.name == BY_VENDOR:
                    _by_vendor(spec, portfolio, every)
                else:
                    _single(spec, portfolio, every)
    now = state.choice().now
    moved = sum(spec.name in now.changes() for spec in specs)
    if BY_VENDOR in (spec.name for spec in specs):
        moved += len(now.vendor_prices)
    if moved:
        st.caption(f"{moved} set in {section}")


def _stated(spec: LeverSpec, portfolio: Portfolio) -> tuple[Value, bool]:
    """Where “as stated” lies among the values of a lever, and whether it is that very value."""
    match spec.name:
        case "discount_rate" | "hurdle_rate" | "horizon_months":
            return getattr(portfolio, spec.name), True
        case "value_follows_usage":
            return state.choice().now.origin.valuation.value_follows_usage, False
        case "active_seat_share":
            seats = [each for each in portfolio.initiatives if each.seats_active is not None]
            paid = sum(each.seats_licensed or 0.0 for each in seats)
            return (sum(each.seats_active or 0.0 for each in seats) / paid if paid else None), False
        case "value_cap":
            return math.inf, False
    return None, False


def round_stops(spec: LeverSpec, portfolio: Portfolio, value: Value) -> list[Value]:
    """A dozen round values of a lever at most, with ``value`` and where it starts among them."""
    start = getattr(state.choice().now.origin.levers, spec.name)
    stated, same = _stated(spec, portfolio)
    every = spec.stops(value, start, stated=stated, same=same)
    if spec.log:
        kept = [stop for stop in every if stop is None or f"{stop:e}"[0] in "125"]
    else:
        kept = every[:: max(1, len(every) // 9)]
    kept += [stop for stop in every if stop is None or stop in (value, start)]
    return [stop for stop in every if stop in kept]


def _single(spec: LeverSpec, portfolio: Portfolio, refreshed: tuple[str, ...]) -> None:
    now = state.choice().now
    start = getattr(now.origin.levers, spec.name)

    def change(value: Value) -> None:
        state.set_now(state.choice().now.with_lever(spec.name, value))

    value = getattr(now.levers, spec.name)
    _lever(spec, spec.title, spec.name, value, start, change, refreshed, *_stated(spec, portfolio))


def _by_vendor(spec: LeverSpec, portfolio: Portfolio, refreshed: tuple[str, ...]) -> None:
    """One vendor at a time, and the list of those that are set."""
    if not portfolio.vendors:
        st.caption("No cost line names a vendor, so no single price can be changed.")
        return
    now = state.choice().now
    prices = now.price_by_vendor(portfolio)
    vendor = st.selectbox(spec.title, portfolio.vendors, key="vendor", help=spec.help)
    place = portfolio.vendors.index(vendor)

    def change(value: Value) -> None:
        setting = state.choice().now
        found = {**setting.price_by_vendor(portfolio), vendor: float(value or 0)}
        state.set_now(setting.with_vendor_prices(portfolio, found))

    _lever(
        spec,
        f"Price of {wording.escape_markdown(vendor)}",
        f"vendor_{place}",
        prices.get(vendor, 0.0),
        0.0,
        change,
        refreshed,
    )
    for name, value in prices.items():
        st.text(f"{name}: {spec.words(value)}")


def _lever(
    spec: LeverSpec,
    title: str,
    key: str,
    value: Value,
    start: Value,
    change: Change,
    refreshed: tuple[str, ...],
    stated: Value = None,
    same: bool = False,
) -> None:
    typed_before = state.remembered(f"typed_{key}")
    stops = spec.stops(value, start, typed_before, stated=stated, same=same)
    slider = state.widget_key(f"slider_{key}", value)

    def from_slider() -> None:
        if state.is_current(f"slider_{key}", slider):
            change(state.value(slider))
        state.refresh(*refreshed)

    def from_entry(number: Value) -> None:
        typed = spec.stored(number)
        if typed is not None or spec.optional:
            state.remember(f"typed_{key}", typed)
            change(typed)

    def reset() -> None:
        state.remember(f"typed_{key}", None)
        change(start)
        state.refresh(*refreshed)

    def words(stop: Value) -> str:
        text = spec.words(stop)
        return f"{spec.words(stated)} {text}" if same and stop is None else text

    with st.container(horizontal=True, wrap=False, vertical_alignment="bottom", gap="xsmall"):
        st.select_slider(
            title,
            stops,
            key=slider,
            on_change=from_slider,
            help=spec.help,
            value=next(stop for stop in stops if stop == value),
            format_func=words,
        )
        entry(
            title + EXACT,
            f"entry_{key}",
            spec.entry(value),
            from_entry,
            refreshed,
            low=exact(spec.low * spec.factor),
            high=exact(spec.high * spec.factor),
            whole=spec.whole,
            percent=spec.unit == "%",
            placeholder=spec.words(stated) if same else wording.AS_STATED,
            collapsed=True,
        )
        st.button(
            f"![Reset {title}]({theme.UNDO_ADDRESS})",
            key=f"reset_{key}",
            on_click=reset,
            type="tertiary",
            disabled=value == start,
            help=f"Reset {title} to {words(start)}",
        )
