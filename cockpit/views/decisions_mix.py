"""Portfolio choice on the page Decisions: the best mix within limits, and the frontier."""

from __future__ import annotations

import functools
import math
from collections.abc import Mapping

import streamlit as st

from cockpit import cached, frame, state, wording
from cockpit.assessment.decisions.cards import DecisionCard, decision_cards
from cockpit.assessment.decisions.mix import (
    Ask,
    Chosen,
    Funding,
    choose,
    frontier,
    frontier_table,
    funding,
    kept_though_stopped,
    mix_sentence,
    mix_table,
)
from cockpit.charts.decisions import Point, frontier_chart
from cockpit.views.chart_files import chart
from cockpit.views.method_parts import explained
from cockpit.views.parts import Loaded, csv_download, finding, in_currency, remark, tabled
from cockpit.views.working import BrokenOff, Work
from scenarios.portfolio_choice import Mix
from scenarios.presets import PRESETS

_STEP_OF_AVERSION = 0.1
#: Widths in pixels and headings with which all columns stand on a laptop; the full name is help.
_NAME, _NARROW, _WORD = 200, 92, 70
_SHORT = ("Own cost", "Full-cost NPV", "Avoidable NPV")


def mix(loaded: Loaded) -> None:
    """The section, no fragment: a new budget must break off what the page still works out."""
    case = loaded.case
    found = cached.analysis(
        "funding", loaded.data, PRESETS["base"], case.draws, case.seed,
        lambda simulator: funding(case, simulator),
    )  # fmt: skip
    if found is None:
        explained("No mix can be chosen", "portfolio_choice")
        remark("The captured ROI of no initiative is known.")
        return
    cards = {card.id: card for card in decision_cards(case)}
    # The answer stands above the inputs that it is an answer to.
    top = st.container()
    ask = _inputs(loaded, found, cards)
    if both := ask.must_fund & ask.must_stop:
        names = wording.listed(sorted(cards[id_].name for id_ in both))
        with top:
            explained("No mix can be chosen", "portfolio_choice")
            remark(f"Both to be funded and to be stopped: {names}. Take it out of one list.")
        return
    answer = choose(found, ask)
    with top:
        explained(mix_sentence(found, answer, ask, case.portfolio.currency), "portfolio_choice")
    if isinstance(answer, Chosen):
        left, right = st.columns([4, 5], gap="large")
        with left:
            _frontier(loaded, found, ask, answer, cards)
        with right:
            _mix_table(loaded, found, answer, cards)
    _why_two_npvs(loaded, found, answer if isinstance(answer, Chosen) else None, cards)


def _inputs(loaded: Loaded, found: Funding, cards: Mapping[str, DecisionCard]) -> Ask:
    """What the person asks; kept for the session, by the data it belongs to."""
    mark = loaded.data.digest[:12]
    ids = list(found.choice.initiatives)
    budget = None
    boxes = st.columns([2, 3, 3, 2], gap="medium", vertical_alignment="top")
    with boxes[0]:
        if loaded.cost.states_recurring:
            budget = _budget(loaded, found, f"mix_budget_{mark}")
        else:
            remark("No cost a year is stated, so no budget can be kept.")
    chosen = []
    labels = ("Must be funded", "Must stop")
    for box, name, label in zip(boxes[1:3], ("fund", "stop"), labels, strict=True):
        key = f"mix_{name}_{mark}"
        state.put(key, state.remembered(key, []))
        with box:
            chosen.append(
                st.multiselect(
                    label,
                    ids,
                    format_func=lambda id_: cards[id_].name,
                    key=key,
                    on_change=_keep,
                    args=(key,),
                    placeholder="none",
                )
            )
    key = f"mix_aversion_{mark}"
    state.put(key, state.remembered(key, 0.0))
    with boxes[3]:
        aversion = st.slider(
            "Risk aversion",
            0.0,
            1.0,
            step=_STEP_OF_AVERSION,
            format="%.1f",
            key=key,
            on_change=_keep,
            args=(key,),
            help="0 looks at the mean NPV alone, 1 at the worst 5 % of draws alone (CVaR).",
        )
    return Ask(budget, frozenset(chosen[0]), frozenset(chosen[1]), aversion)


def _budget(loaded: Loaded, found: Funding, key: str) -> float:
    """Budget a year at full cost; today's full cost, rounded up, unless somebody sets another."""
    scale = wording.scale_for([found.full_cost])
    today = math.ceil(found.full_cost / scale.divisor * 100) / 100
    state.put(key, state.remembered(key, today))
    number = st.number_input(
        f"Budget a year ({scale.unit(loaded.portfolio.currency)})",
        min_value=0.0,
        step=0.5,
        format="%.2f",
        key=key,
        on_change=_keep,
        args=(key,),
        help=f"At full cost. Today {loaded.money(found.full_cost)}, of which "
        f"{loaded.money(found.stays)} stays whatever is funded: shared cost, and the cost of "
        "initiatives that cannot be judged.",
    )
    return float(number or 0.0) * scale.divisor


def _keep(key: str) -> None:
    state.remember(key, state.value(key))


def _frontier(
    loaded: Loaded,
    found: Funding,
    ask: Ask,
    answer: Chosen,
    cards: Mapping[str, DecisionCard],
) -> None:
    case, currency = loaded.case, loaded.portfolio.currency
    work = Work("frontier", "Efficient frontier")
    # The frontier is that of all risk aversions.
    limits = Ask(ask.budget, ask.must_fund, ask.must_stop)
    try:
        mixes = cached.analysis(
            "frontier", loaded.data, PRESETS["base"], case.draws, case.seed,
            lambda simulator: frontier(found, limits, work.tell), limits.params,
        )  # fmt: skip
    except BrokenOff:
        return
    work.done()
    points = [_point(each, f"{len(each.funded)}", "frontier") for each in mixes]
    points.append(_point(answer.best, f"best mix: {len(answer.best.funded)} funded", "best"))
    points.append(_point(answer.today, f"today's mix: {len(answer.today.funded)}", "today"))
    scale = wording.scale_for([each.mean for each in points])
    said = "More mean, or a milder worst case: the efficient frontier"
    finding(said)
    chart(
        frontier_chart(points, currency, scale, frame.colours()),
        "chart_efficient_frontier",
        said,
        loaded.base_stamp_line,
    )
    table = frontier_table(mixes, cards)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        remark("Numbers: initiatives funded. Up and right is better in both.")
        table = in_currency(loaded, table, "Mean NPV", "CVaR, worst 5 %", "Own cost a year")
        csv_download(table, "efficient_frontier", loaded.base_stamp_line)


def _point(mix_: Mix, label: str, kind: str) -> Point:
    return Point(mix_.cvar95.value, mix_.mean.value, label, kind)


def _mix_table(
    loaded: Loaded, found: Funding, answer: Chosen, cards: Mapping[str, DecisionCard]
) -> None:
    table = mix_table(found, answer, cards)
    count = {word: int((table["Change"] == word).sum()) for word in ("add", "drop")}
    money = ["Own cost a year", "Mean NPV at full cost", "Mean NPV, avoidable"]
    scale = wording.scale_of_table(value for name in money for value in table[name])
    worded = functools.partial(wording.amount, scale=scale)
    unit = scale.unit(loaded.portfolio.currency)
    finding(f"Against today: {count['add']} more, {count['drop']} fewer (money in {unit})")
    # One word for what to do is enough on screen; the download has both sides of it.
    shown = table.drop(columns=["Today", "Change"])
    shown["Best mix"] = table["Best mix"].where(table["Change"] == "none", table["Change"])
    tabled(
        shown.rename(columns={"Computed verdict": "Verdict"}),
        "best_mix",
        loaded.base_stamp_line,
        dict.fromkeys(money, worded),
        height=380,
        column_config={
            name: st.column_config.NumberColumn(short, help=f"{name}, {unit}", width=_NARROW)
            for name, short in zip(money, _SHORT, strict=True)
        }
        | {name: st.column_config.TextColumn(width=_WORD) for name in ("Best mix", "Verdict")}
        | {"Initiative": st.column_config.TextColumn(width=_NAME)},
        exported=in_currency(loaded, table, *money),
    )


def _why_two_npvs(
    loaded: Loaded,
    found: Funding,
    answer: Chosen | None,
    cards: Mapping[str, DecisionCard],
) -> None:
    said = (
        "A verdict judges NPV at full cost, with the initiative's part of shared cost. The mix is "
        "valued by avoidable NPV: what goes away with an initiative. "
        f"{loaded.money(found.stays)} a year stays whatever is funded, so that an initiative whose "
        "verdict is stop may still be worth keeping as long as shared cost is paid."
    )
    if answer is not None:
        kept = kept_though_stopped(answer, cards)
        said += (
            f" Here that holds for {wording.listed(kept)}."
            if kept
            else " No initiative of the best mix has the verdict stop here."
        )
    if found.left_out:
        said += (
            f" {wording.count(len(found.left_out), 'initiative')} cannot be judged and "
            f"{'is' if len(found.left_out) == 1 else 'are'} no choice: the cost stays."
        )
    remark(
        f"{said} Today's mix: all but ideas and the retired. Base case, captured "
        f"value, {wording.whole(loaded.case.draws)} draws."
    )
