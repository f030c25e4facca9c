"""Two models and a mix to a price ratio, with its arithmetic; sets the lever on Scenarios."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from cockpit import frame, state, wording
from cockpit.dataset import Dataset
from cockpit.lever_specs import SPECS, exact
from cockpit.usage.mix import Mix, PriceRatio, price_ratio
from cockpit.usage.model_prices import Catalogue, ModelPrice
from cockpit.views import usage_session as session
from cockpit.views.parts import remark

LEVER = "model_price_ratio"
_PARTS = ("Input", "Cached input", "Output")
_PICKED = "usage_picked"


def beside_lever(refreshed: tuple[str, ...]) -> None:
    """Below the lever: the models behind its number, and the way to pick them."""
    pair = session.pair()
    with st.container(gap=None):
        with st.popover(
            "Pick models", type="tertiary", key="pick_models", on_change="rerun"
        ) as popover:
            if popover.open:
                _popover(refreshed)
        if pair is not None:
            st.caption(wording.escape_markdown(pair.words))


def _popover(refreshed: tuple[str, ...]) -> None:
    found = pick(frame.dataset(), "lever")
    if found is None:
        return
    spec = SPECS[LEVER]
    ratio = exact(round(found.ratio, 4))
    if not spec.low <= ratio <= spec.high:
        explain(found)
        remark(
            f"The lever takes {spec.words(spec.low)} to {spec.words(spec.high)}; this ratio lies "
            "outside and cannot be set."
        )
        return
    st.button(
        f"Set {spec.title} to {wording.multiple(ratio)}",
        type=frame.leading(),
        key="set_ratio",
        on_click=_set,
        args=(ratio, words_of(found), refreshed),
    )
    explain(found)
    if state.choice().now.levers.model_share_moved == 0:
        remark(f"{SPECS['model_share_moved'].title} stands at 0 %: the price has no effect yet.")


def _set(ratio: float, words: str, refreshed: tuple[str, ...]) -> None:
    session.keep_pair(session.Pair(ratio, words))
    state.set_now(state.choice().now.with_lever(LEVER, ratio))
    state.refresh(*refreshed)


def words_of(found: PriceRatio) -> str:
    """The pair in a line: both models and where the mix is from."""
    return f"{found.today.model} to {found.tomorrow.model}, mix of {found.mix.origin}"


def pick(data: Dataset, key: str) -> PriceRatio | None:
    """Choose today's model, tomorrow's and the mix; shows the ratio or says why there is none."""
    prices = session.catalogue()
    if len(prices.prices) < 2:
        remark("The catalogue needs the prices of two models. Add them on the Usage page.")
        return None
    names = [each.model for each in prices.prices]
    before = state.remembered(_PICKED, {})
    # Another log brings other defaults: widgets of its own.
    found_log = session.log()
    key = f"{key}_{found_log.digest[:8] if found_log is not None else 'none'}"
    first_column, second_column, third_column = st.columns(3)
    with first_column:
        started = before.get("today") or _logged_model(prices)
        today = _model("Model today", names, started, f"{key}_a")
    with second_column:
        tomorrow = _model("Model tomorrow", names, before.get("tomorrow"), f"{key}_b")
    with third_column:
        picked = _source(data, before.get("mix"), key)
    mix = _mix(data, picked, key)
    if today is None or tomorrow is None or mix is None:
        if mix is not None:
            remark("Choose both models to see the ratio.")
        return None
    state.remember(_PICKED, {**state.remembered(_PICKED, {}), "today": today, "tomorrow": tomorrow})
    first, second = prices.named(today), prices.named(tomorrow)
    assert first is not None, "the names are those of the catalogue"
    assert second is not None
    found = price_ratio(mix, first, second)
    if isinstance(found, str):
        st.text(found)
        return None
    _result(found)
    return found


def _model(label: str, names: list[str], chosen: str | None, key: str) -> str | None:
    picked: str | None = st.selectbox(
        label,
        names,
        index=names.index(chosen) if chosen in names else None,
        placeholder="Choose a model",
        key=f"usage_model_{key}",
    )
    return picked


def _logged_model(prices: Catalogue) -> str | None:
    """The model of the log with most tokens that has a price."""
    found = session.log()
    tokens: dict[str, int] = {}
    for each in found.sums if found is not None else ():
        price = prices.named(each.model)
        if price is not None and not each.embedding:
            tokens[price.model] = tokens.get(price.model, 0) + each.input + each.output
    return max(sorted(tokens), key=lambda name: tokens[name], default=None)


def _source(data: Dataset, before: str | None, key: str) -> str:
    """Whose mix is taken: all initiatives', one's, or what the person types."""
    known = session.mixes(data)
    names = {row.id: f"{row.id} · {row.name}" for row in session.initiatives(data)}
    options = [*known, session.TYPED]

    def title(option: str) -> str:
        if option == session.EVERYTHING:
            return "All initiatives together"
        return "My own mix" if option == session.TYPED else wording.shorten(names[option], 60)

    picked: str = st.selectbox(
        "Token mix of",
        options,
        index=options.index(before) if before in options else 0,
        format_func=title,
        key=f"usage_mix_{key}",
        help="Of the usage log where it has the initiative, else as the Initiatives sheet "
        "states tokens in and out. All together: each request weighs by its tokens, as on "
        "the bill.",
    )
    state.remember(_PICKED, {**state.remembered(_PICKED, {}), "mix": picked})
    return picked


def _mix(data: Dataset, picked: str, key: str) -> Mix | None:
    """The chosen mix, or the one that is typed; ``None`` as long as that is not whole."""
    known = session.mixes(data)
    if picked != session.TYPED:
        mix = known[picked]
        if picked == session.EVERYTHING:
            return mix
        return Mix(mix.input, mix.cached, mix.output, f"{picked}, {mix.origin}", mix.cached_known)
    if not known:
        remark("Neither a usage log nor the Initiatives sheet states tokens; type a mix.")
    columns = st.columns(3)
    typed = [
        column.number_input(
            part, min_value=0, value=None, step=100, key=f"usage_typed_{key}_{part}",
            placeholder="tokens",
        )
        for column, part in zip(columns, _PARTS, strict=True)
    ]  # fmt: skip
    if typed[0] is None or typed[2] is None:
        remark(
            "Type the input tokens that are not cached, and the output tokens of a typical "
            "request; cached ones where you know them."
        )
        return None
    return Mix(typed[0], typed[1] or 0, typed[2], "your own entry", typed[1] is not None)


def _result(found: PriceRatio) -> None:
    """The ratio in a line."""
    told = (
        f"{wording.number(found.cost_tomorrow, 4)} ÷ {wording.number(found.cost_today, 4)} "
        f"{wording.code(found.today.currency)} per million tokens of this mix"
    )
    ratio = wording.escape_markdown(wording.multiple(found.ratio))
    st.markdown(f"{wording.escape_markdown(told)} = **{ratio}**")


def explain(found: PriceRatio) -> None:
    """How the ratio is formed, what it rests on and what it leaves out."""
    rows = arithmetic(found)
    amounts = [name for name in rows.columns if name.startswith(("Today", "Tomorrow"))]
    frame.table(
        rows,
        {
            "Share of tokens": lambda v: wording.percent(v, decimals=1),
            **dict.fromkeys(amounts, lambda v: wording.trimmed(v, 4)),
        },
        alt="Price of a million tokens of each kind, today and tomorrow",
    )
    said = [f"Mix of {found.mix.origin}."]
    if not found.mix.cached_known:
        said.append("Cached input is not stated for all of it and counts as other input.")
    said += [
        f"No price of cached input is stated for {price.model}: it costs what other input costs."
        for price in (found.today, found.tomorrow)
        if price.cached is None and found.mix.cached
    ]
    said += list(dict.fromkeys(_dated(price) for price in (found.today, found.tomorrow)))
    said.append("Equal tokens are assumed; another model may need more or fewer.")
    remark(" ".join(said))
    remark(
        "On Scenarios the lever moves the token lines of every initiative by this one number, "
        "whosever mix it rests on."
    )


def arithmetic(found: PriceRatio) -> pd.DataFrame:
    """Share, price today and tomorrow of each kind of token, and what they add up to."""
    lines = []
    prices = [
        (price.input, price.input if price.cached is None else price.cached, price.output)
        for price in (found.today, found.tomorrow)
    ]
    for place, part in enumerate(_PARTS):
        lines.append((part, found.mix.shares[place], prices[0][place], prices[1][place]))
    lines.append(("This mix", 1.0, found.cost_today, found.cost_tomorrow))
    code = wording.code(found.today.currency)
    return pd.DataFrame(
        lines, columns=["Tokens", "Share of tokens", f"Today, {code}", f"Tomorrow, {code}"]
    )


def _dated(price: ModelPrice) -> str:
    day = f", as of {wording.day(price.as_of)}" if price.as_of else ""
    return f"Prices: {price.source}{day}."
