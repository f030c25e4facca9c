"""Sections of the page Evidence worth buying: ranking, figures, table, mix, what has no price."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from cockpit import cached, frame, state, theme, wording
from cockpit.assessment.decisions.mix import funding_of
from cockpit.assessment.evidence.mix import (
    CLEAR,
    MixPricing,
    funded_sentence,
    mix_sentence,
    mix_table,
    price_mix,
)
from cockpit.assessment.evidence.pieces import (
    MEAN,
    RELIABILITY,
    Piece,
    buying_sentence,
    parts_table,
    pieces_table,
    turns_in_short,
    worthy,
)
from cockpit.assessment.evidence.pricing import Pricing
from cockpit.assessment.evidence.unpriced import unpriced
from cockpit.assessment.thresholds import DEFAULT
from cockpit.assessment.verdicts.figures import BASIS
from cockpit.charts.bars import Bar, ranked_bars
from cockpit.charts.evidence import evidence_bars
from cockpit.frame import Format
from cockpit.rows import evidence as rows
from cockpit.views.chart_files import chart
from cockpit.views.method_parts import explained
from cockpit.views.parts import Loaded, csv_download, finding, noted_figure, remark, tabled
from cockpit.views.working import BrokenOff, Work
from scenarios.simulate import Simulator

BUDGET = "mix_budget_share"
_MOST_MIX_BARS = 6
#: Columns that the screen leaves to the download.
_IN_DOWNLOAD = ["Kind", "Rests on"]
#: Width of a column of money, in pixels.
_NARROW = 88


def basis_remark() -> None:
    """Which value and which decision all of the page rests on."""
    remark(rows.basis_words(state.choice().basis))


def figures(loaded: Loaded, pricing: Pricing, found: Sequence[Piece]) -> None:
    """The ceiling, what the inputs are worth together, and the reliability of a study."""
    currency = loaded.portfolio.currency
    most = pricing.everything.total
    inputs = pricing.inputs.total if pricing.inputs else None
    one, two = st.columns(2)
    with one:
        noted_figure(
            rows.EVERYTHING[0],
            wording.money(most.value, currency, se=most.se),
            rows.EVERYTHING[1],
        )
    with two:
        noted_figure(
            rows.INPUTS[0],
            wording.NA if inputs is None else wording.money(inputs.value, currency, se=inputs.se),
            rows.INPUTS[1],
        )
    noted_figure(
        rows.TURNED[0],
        f"{rows.turned(found)} of {len(pricing.initiatives)}",
        rows.TURNED[1],
    )
    value = _share_slider(
        loaded,
        RELIABILITY,
        "Reliability of a study",
        "Share of a study's result that is not error: 100 % tells the truth, 0 % nothing.",
    )
    finding(buying_sentence(loaded.case, found, value))


def _share_slider(loaded: Loaded, name: str, label: str, help_text: str) -> float:
    """A threshold as a slider in percent, with where its value comes from."""
    each = loaded.case.thresholds.by_key[name]
    key = state.widget_key(f"slider_{name}", round(each.value * 100))

    def change() -> None:
        state.set_threshold(name, state.value(key) / 100)

    st.slider(
        label,
        round(each.low * 100),
        round(each.high * 100),
        round(each.value * 100),
        5,
        format="%d %%",
        key=key,
        on_change=change,
        help=help_text,
    )
    remark(
        each.source if each.origin in (DEFAULT, each.source) else f"{each.source} ({each.origin})"
    )
    return each.value


def ranking(loaded: Loaded, found: Sequence[Piece]) -> None:
    """The pieces worth most, as bars."""
    said = "What to find out first, by what it is worth to know"
    explained(said, "information")
    drawn = rows.bars(found, loaded.portfolio.currency)
    if not drawn:
        remark(rows.NOTHING_TURNS)
        return
    chart(
        evidence_bars(drawn, frame.colours(), rows.bars_words(drawn)),
        "chart_evidence",
        said,
        loaded.base_stamp_line,
        note=rows.BARS_NOTE,
    )


def pieces(loaded: Loaded, found: Sequence[Piece]) -> None:
    """All evidence that could turn a decision, with owner and decisions; the rest as a count."""
    some = worthy(found)
    rest = len(found) - len(some)
    table = pieces_table(loaded.case, found)
    listed = some or found
    shown = pieces_table(loaded.case, listed).drop(columns=_IN_DOWNLOAD)
    shown["Decisions it could change"] = [turns_in_short(each) for each in listed]
    finding(rows.count_sentence(found))
    shown, formats = _scaled(loaded, shown)
    tabled(
        shown,
        "evidence",
        loaded.stamp_on(BASIS),
        formats,
        exported=table,
        column_config={
            "What to find out": st.column_config.TextColumn(width=292),
            "Decisions it could change": st.column_config.TextColumn("Could change", width=250),
            "Owner": st.column_config.TextColumn(width=120),
            "Buy it": st.column_config.TextColumn(width=104),
        }
        | {
            name: st.column_config.NumberColumn(
                name.replace("Study worth", "Study"), help=name, width=_NARROW
            )
            for name in formats
        },
    )
    remark(
        "Worth: what deciding with this known for certain gains on average over deciding now. "
        "Net: worth of the study less its cost. Continue or stop goes by mean NPV at full cost; a "
        "verdict (in the download) asks more, so that the two may differ. "
        f"{wording.count(rest, 'other thing')} could change no decision, or no more than the "
        "error of the simulation, or nothing beyond a part listed here: see the download."
    )


def _scaled(
    loaded: Loaded, table: pd.DataFrame, apart: Sequence[str] = ()
) -> tuple[pd.DataFrame, dict[str, Format]]:
    """The table with its money in one scale, said in the headings.

    What carries a standard error shows no digit that it does not support; columns set
    ``apart`` have no say in the scale.
    """
    currency = wording.code(loaded.portfolio.currency)
    tail = f", {currency}" if currency else ""
    money = [str(name) for name in table.columns if table[name].dtype == "float64"]
    judged = [name for name in money if name not in apart]
    scale = wording.scale_of_table([v for name in judged for v in table[name].dropna()])
    unit = scale.unit(currency or "XXX")
    titles = {name: f"{name.removesuffix(tail)}, {unit}" for name in money}
    # The sign leaves room for the decisions.
    titles |= {name: f"±, {unit}" for name in money if name.startswith("Standard error")}
    errors = table.get(f"Standard error{tail}")

    def words(value: float, error: float | None) -> str:
        return wording.in_scale(value, scale, se=error)

    formats: dict[str, Format] = {
        titles[name]: wording.by_value(
            table[name],
            [None] * len(table) if errors is None or name.startswith("Costs") else errors,
            words,
        )
        for name in money
    }
    return table.rename(columns=titles), formats


def mix(loaded: Loaded) -> None:
    """What information is worth where a budget ties the decisions together."""
    explained("Where a budget ties the decisions together", "information", "_mix")
    if not loaded.cost.states_recurring:
        remark("No cost a year is stated, so no budget can be kept.")
        return
    share = loaded.case.thresholds[BUDGET]
    remark(
        "Another decision than above: there each initiative is continued or stopped by itself, "
        "here a mix is chosen within a budget. So all that is known may be worth more here, or "
        "less. Decisions starts from today's full cost, this from a cut."
    )
    chosen, work = state.choice(), Work("evidence_mix", "What evidence is worth to the mix")

    def priced(simulator: Simulator) -> MixPricing:
        table = simulator.draw_table(loaded.scenario)
        return price_mix(funding_of(loaded.case, table), table, share, work.tell)

    try:
        found = cached.analysis(
            "evidence-mix",
            loaded.data,
            loaded.scenario,
            chosen.draws,
            chosen.seed,
            priced,
            params=repr(share),
        )
    except BrokenOff:
        return
    work.done()
    left, right = st.columns([7, 4], gap="large")
    with right:
        _share_slider(
            loaded,
            BUDGET,
            "Budget a year over today's full cost",
            f"Today {loaded.money(found.full_cost)} a year, of which {loaded.money(found.stays)} "
            "stays whatever is funded: shared cost, and that of initiatives that cannot be judged.",
        )
        if found.everything is not None:
            remark(funded_sentence(loaded.case, found))
    with left:
        st.text(mix_sentence(loaded.case, found))
        if found.everything is not None:
            _mix_bars(loaded, found)
    if found.everything is None:
        return
    table, formats = _scaled(loaded, mix_table(loaded.case, found))
    tabled(
        table.head(_clear_rows(found)),
        "evidence_mix",
        loaded.stamp_on(BASIS),
        formats,
        exported=mix_table(loaded.case, found),
    )
    remark(
        "Each figure is a lower bound. Here an initiative counts what goes away with it; shared "
        "cost stays. So one that stops at full cost can still be worth funding. Own figures are "
        "priced above only: for a mix the workbook's inputs alone are."
    )


def _clear_rows(found: MixPricing) -> int:
    """Everything at once and those inputs whose worth is more than the error of the simulation."""
    return 1 + sum(each.value > CLEAR * each.se for _, each in found.drivers)


def _gaps(table: pd.DataFrame) -> None:
    """Three columns of sentences as text: a table would cut them off."""
    for row in table.itertuples(index=False):
        what, why, remedy = (wording.escape_markdown(str(each)) for each in row)
        st.markdown(f"- **{what}.** {why}. Would help: {remedy}.")


def _mix_bars(loaded: Loaded, found: MixPricing) -> None:
    currency = loaded.portfolio.currency
    table = mix_table(loaded.case, found).head(min(_clear_rows(found), _MOST_MIX_BARS))
    rows = list(table.itertuples(index=False, name=None))
    scale = wording.scale_of_table(value for _, value, _ in rows)
    bars = [
        Bar(
            wording.shorten(name, 50), value, value if place else 0.0,
            wording.money(value, currency, se=error, scale=scale),
        )
        for place, (name, value, error) in enumerate(rows)
    ]  # fmt: skip
    said = "; ".join(f"{bar.name}: {bar.text}" for bar in bars)
    chart(
        ranked_bars(bars, frame.colours(), f"Worth to the mix. {said}.", text_size=theme.PROJECTED),
        "chart_evidence_mix",
        "Worth of knowing to the mix of initiatives",
        loaded.base_stamp_line,
    )


def own_figures(loaded: Loaded, pricing: Pricing) -> None:
    """Benefits and costs of each initiative apart; drawn only when it is opened."""
    label = "Benefits or costs? What each initiative's own figures are worth, apart"
    with st.expander(label, key="evidence_parts", on_change="rerun") as opened:
        if opened.open:
            explained("Own benefits and own costs, known apart and together", "information", "_own")
            table = parts_table(loaded.case, pricing)
            shown, formats = _scaled(loaded, table, apart=[MEAN])
            tabled(shown, "evidence_own_figures", loaded.stamp_on(BASIS), formats, exported=table)
            remark(
                "Both known together may be worth more, or less, than the two apart. Everything "
                "known: all inputs and all own figures. The verdict asks more than mean NPV."
            )


def without_price(loaded: Loaded, pricing: Pricing) -> None:
    """What has no price, and why."""
    assert loaded.result is not None
    table = unpriced(loaded.case, pricing, loaded.result)
    said = f"What cannot be priced, or only in part: {wording.count(len(table), 'gap')}"
    explained(said, "information", "_gaps")
    _gaps(table)
    csv_download(table, "evidence_without_price", loaded.stamp_on(BASIS))
    remark(
        "Verdicts weigh only the base case: STOP asks that knowing an initiative's own figures be "
        "worth less than finding out costs."
    )
