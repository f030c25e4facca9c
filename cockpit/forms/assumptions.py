"""What is assumed of missing layers, and with how many draws it is all simulated."""

from __future__ import annotations

from typing import Any

import streamlit as st
from pydantic import ValidationError

from cockpit import state, wording
from cockpit.choice import DRAWS_RANGE, SEED_RANGE, Setting
from cockpit.forms.entry import Parts, entry
from cockpit.lever_specs import Value, exact
from scenarios.portfolio import CostLayer
from scenarios.scenario import MissingLayers

DRAWS_STOPS = (1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000)


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

    entry(
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

    entry(
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
