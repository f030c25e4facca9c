"""Widgets from the lever registry: each lever is a slider, an exact entry and a reset in step.

The choice in :mod:`cockpit.state` is the truth; a widget is set to it before it
is drawn and reports back through its callback. A slider stops at round values,
an entry takes any value within the limits; such a value becomes a stop of its
own, so that both always show the same.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import streamlit as st
from pydantic import ValidationError

from cockpit import frame, state, theme, wording
from cockpit.choice import DRAWS_RANGE, SEED_RANGE, Setting
from cockpit.entries import UnreadableEntryError, entry_text, read_entry
from cockpit.lever_specs import BY_VENDOR, LeverSpec, Value, exact, in_section
from scenarios.levers import SECTIONS
from scenarios.portfolio import CostLayer, Portfolio
from scenarios.scenario import MissingLayers

Change = Callable[[Value], None]

#: Pixels of an exact entry: room for the digits, none for step buttons (the arrow keys step).
_ENTRY_WIDTH = 92

#: What the label of a lever's entry says after its title.
_EXACT = ", exact value"

DRAWS_STOPS = (1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000)


@dataclass(frozen=True, slots=True)
class Parts:
    """Fragments of the page: ``form`` holds the levers, ``shown`` follow every change of them.

    ``below`` draws more under a lever of the first section; it is told what to refresh.
    """

    form: str
    shown: tuple[str, ...]
    below: Mapping[str, Callable[[tuple[str, ...]], None]] = field(default_factory=dict)


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
        _entry(
            title + _EXACT,
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


def _entry(
    label: str,
    base: str,
    value: Value,
    change: Change,
    refreshed: tuple[str, ...],
    *,
    placeholder: str,
    collapsed: bool = False,
    **rules: Any,
) -> None:
    """A number to type, with a point or a comma; one that cannot be read is refused in words.

    ``rules`` are those of :func:`cockpit.entries.read_entry`; ``value`` is in the unit
    of the entry. It reads as it was typed for as long as it stands.
    """
    shown = entry_text(value, state.remembered(f"text_{base}"), **rules)
    key = state.widget_key(base, shown)

    def report() -> None:
        if state.is_current(base, key):
            text = str(state.value(key) or "")
            try:
                number = read_entry(text, **rules)
            except UnreadableEntryError as error:
                state.note(f"{label.removesuffix(_EXACT)}: {error}")
            else:
                state.remember(f"text_{base}", text)
                change(number)
        state.refresh(*refreshed)

    st.text_input(
        label,
        shown,
        key=key,
        on_change=report,
        placeholder=placeholder,
        autocomplete="off",
        width=_ENTRY_WIDTH if collapsed else "stretch",
        label_visibility="collapsed" if collapsed else "visible",
    )


def missing_layers_form(parts: Parts) -> None:
    """What is done where a cost layer has no line: leave it out, or assume a stated share."""
    now = state.choice().now
    missing = now.missing
    key = state.widget_key("missing_treatment", missing.treatment)
    treatments = {"leave out": "Leave it out (partial TCO)", "assume": "Assume a share"}

    def treat() -> None:
        _set_missing(missing, treatment=state.value(key))
        state.refresh(parts.form, *parts.shown)

    st.radio(
        "Where a layer is missing",
        treatments,
        key=key,
        on_change=treat,
        horizontal=True,
        index=list(treatments).index(missing.treatment),
        format_func=treatments.__getitem__,
    )
    if missing.treatment == "leave out":
        return
    st.caption(
        "Share of full cost that a missing layer is assumed to have. C1 is 30–45 % and the "
        "model invoice in C2 10–20 % in published breakdowns; every other share is yours "
        "to set. Its range is wide, since nobody has measured it."
    )
    for layer in CostLayer:
        _allowance(layer, missing, parts)

    def widen(ratio: Value) -> None:
        if ratio is not None:
            _set_missing(missing, p90_ratio=float(ratio))

    _entry(
        "Range: P90 as a multiple of the share",
        "allowance_range",
        missing.p90_ratio,
        widen,
        (parts.form, *parts.shown),
        low=1.0,
        high=10.0,
        placeholder="",
    )


def _set_missing(missing: MissingLayers, **update: Any) -> None:
    """Take the change where the rules allow it, else say why not."""
    try:
        changed = MissingLayers.model_validate({**missing.model_dump(), **update})
    except ValidationError:
        state.note("The assumed shares must sum to less than 95 %; the last entry was not taken.")
    else:
        state.set_now(state.choice().now.model_copy(update={"missing": changed}))


def _allowance(layer: CostLayer, missing: MissingLayers, parts: Parts) -> None:
    share = missing.share_of_full_cost.get(layer)
    shown = None if share is None else round(share * 100, 6)

    def change(typed: Value) -> None:
        shares = {**missing.share_of_full_cost}
        shares.pop(layer, None)
        if typed:
            shares[layer] = exact(typed / 100)
        _set_missing(missing, share_of_full_cost=shares)

    _entry(
        f"{layer.title}, % of full cost",
        f"allowance_{layer}",
        shown,
        change,
        (parts.form, *parts.shown),
        low=0.0,
        high=90.0,
        percent=True,
        placeholder="left out",
    )


def draws_form(parts: Parts) -> None:
    """Number of draws and seed: the same two always give the same figures."""
    choice = state.choice()
    draws = state.widget_key("draws", choice.draws)
    seed = state.widget_key("seed", choice.seed)

    def change(field: str, key: str) -> None:
        if state.value(key) is not None:
            update = {field: int(state.value(key))}
            state.choose(state.choice().model_copy(update=update))
            state.refresh(parts.form, *parts.shown)

    st.select_slider(
        "Draws",
        sorted({*DRAWS_STOPS, choice.draws}),
        value=choice.draws,
        key=draws,
        on_change=change,
        args=("draws", draws),
        format_func=wording.whole,
        help=" to ".join(map(wording.whole, DRAWS_RANGE)) + ". More draws, smaller error.",
    )
    st.number_input(
        "Seed",
        min_value=SEED_RANGE[0],
        max_value=SEED_RANGE[1],
        value=choice.seed,
        step=1,
        key=seed,
        on_change=change,
        args=("seed", seed),
        help="Another seed gives other draws of the same world; figures then differ "
        "within their standard error.",
    )


def changed_since(setting: Setting) -> bool:
    """Whether anything was moved since the preset or file."""
    return bool(
        setting.changes()
        or setting.vendor_prices
        or setting.missing != setting.origin.missing_layers
    )
