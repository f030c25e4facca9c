"""The cards of the page Decisions: verdict and record side by side, what would turn the verdict."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal, TypeVar

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from cockpit import cached, filters, frame, state, wording
from cockpit.assessment.case import Case
from cockpit.assessment.decisions.cards import (
    NOT_JUDGED,
    DecisionCard,
    Standing,
    cards_table,
    stop_sentence,
)
from cockpit.assessment.decisions.steadiness import (
    WATCHED,
    FlipsFound,
    Progress,
    Watched,
    chance_to_stay,
    lever_flips,
)
from cockpit.assessment.verdicts.tables import figures_table, limits_table
from cockpit.views.answer_parts import card_grid, formats_of
from cockpit.views.kept import kept, kept_switch
from cockpit.views.method_parts import info
from cockpit.views.parts import Loaded, finding, in_currency, remark, tabled
from cockpit.views.working import BrokenOff, Tell, Work, only_known
from scenarios.nearest_flips import Flips
from scenarios.presets import PRESETS
from scenarios.simulate import Simulator
from scenarios.stability import Stays

T = TypeVar("T")

#: Cards that stand on the page before somebody asks for all.
_FIRST = 6
_REASON_LENGTH = 260
_WAITING = "How steady the verdict is, and what would turn it, is being worked out."

_STANDING: dict[Standing, tuple[str, Literal["blue", "gray", "red"]]] = {
    Standing.CONTRADICTED: (":material/close:", "red"),
    Standing.UNRECORDED: (":material/edit_off:", "gray"),
    Standing.NOT_JUDGED: (":material/help:", "gray"),
    Standing.OPEN: (":material/contrast:", "gray"),
    Standing.AGREES: (":material/check:", "blue"),
}
_AGAINST = "not borne out"
#: Columns that only the download has: the cards tell them in words.
_ONLY_EXPORTED = (
    "ID", "Decided by", "Reasons", "Find out next", "Who can", "Cost of next evidence",
    "Worth buying", "Owner",
)  # fmt: skip


@dataclass
class Places:
    """Where what takes seconds is filled in: on each card shown, in the table, its progress."""

    progress: DeltaGenerator
    table: DeltaGenerator
    by_card: Mapping[str, DeltaGenerator]


def cards(loaded: Loaded, found: tuple[DecisionCard, ...]) -> Places:
    """The filter, the most important cards, room for the table of all; places to be filled."""
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        with st.container(width="content"):
            finding("Initiative by initiative, the most money in a decision not borne out first")
        info("stability", "_cards")
    wanted = _filter(found)
    shown = [card for card in found if _passes(card, wanted)]
    progress = st.empty()
    every = kept_switch("all", "decisions_all")
    whole = len(shown) <= _FIRST or st.toggle(
        f"Show all {wording.count(len(shown), 'initiative')}",
        every.value,
        key=every.key,
        on_change=every.change,
    )
    with card_grid():
        by_card = {card.id: _card(loaded, card) for card in (shown if whole else shown[:_FIRST])}
    return Places(progress, st.container(), by_card)


def _filter(found: tuple[DecisionCard, ...]) -> str | None:
    """A verdict, or those not borne out, or all (``None``)."""
    count = Counter(card.verdict for card in found)
    against = sum(card.standing is Standing.CONTRADICTED for card in found)
    options = [*([_AGAINST] if against else []), *count]
    labels = {_AGAINST: f"{_AGAINST} ({wording.whole(against)})"} | {
        word: f"{word} ({wording.whole(number)})" for word, number in count.items()
    }
    offered: dict[str, str | None] = {**filters.codes(options)}
    only = kept("only", offered, None, "decisions_filter")
    return st.pills(
        "Show only",
        options,
        default=only.value,
        format_func=lambda word: labels.get(word, word),
        key=only.key,
        on_change=only.change,
        label_visibility="collapsed",
    )


def _passes(card: DecisionCard, wanted: str | None) -> bool:
    if wanted == _AGAINST:
        return card.standing is Standing.CONTRADICTED
    return wanted is None or card.verdict == wanted


def _card(loaded: Loaded, card: DecisionCard) -> DeltaGenerator:
    """One card; returns the place for what is worked out later."""
    icon, colour = _STANDING[card.standing]
    evidence = card.next_evidence(loaded.portfolio.currency)
    with st.container(border=True, height="stretch", gap="xsmall"):
        with st.container(
            horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
        ):
            st.markdown(f"**{wording.escape_markdown(card.name)}**", width="content")
            st.caption(
                wording.escape_markdown(
                    "cost not stated" if card.cost is None else f"{loaded.money(card.cost)} a year"
                ),
                width="content",
            )
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(f"#### {_title(card)}", anchors=False, width="content")
            st.badge(card.standing.value, icon=icon, color=colour)
        remark(card.record)
        reasons = " ".join(card.decided.finding.reasons)
        st.markdown(wording.escape_markdown(wording.shorten(reasons, _REASON_LENGTH)))
        place = st.empty()
        if card.verdict != NOT_JUDGED:
            # Also takes away what an earlier run, with other inputs, had written here.
            place.caption(_WAITING)
        remark(evidence)
        if st.button(
            "Reasons and figures",
            key=f"decision_{card.id}",
            icon=":material/open_in_full:",
            type="tertiary",
        ):
            _open(loaded, card)
    return place


def _title(card: DecisionCard) -> str:
    """The verdict as the card's heading: our own words only."""
    verdict = card.verdict
    return f"{verdict[:1].upper()}{verdict[1:]}"


def _open(loaded: Loaded, card: DecisionCard) -> None:
    show = functools.partial(_detail, loaded, card)
    st.dialog(f"Verdict: {card.verdict}", width="large")(frame.guarded(show))()


def _detail(loaded: Loaded, card: DecisionCard) -> None:
    """All reasons, the figures judged and the thresholds used; flips both ways."""
    case, one = loaded.case, card.decided.finding
    finding(card.name)
    remark(card.record)
    for sentence in one.reasons:
        st.markdown(wording.escape_markdown(sentence))
    try:
        # A dialog's clicks wait for the page behind it, so that nothing long may begin here.
        steady, flips = _steadiness(loaded, only_known)
    except BrokenOff:
        remark("How steady this verdict is, is not worked out yet: open this again once it is.")
    else:
        if card.id in steady:
            st.markdown(wording.escape_markdown(_stays_words(steady[card.id])))
        if turns := flips.both_ways(card.id):
            finding("Where the verdict turns as one lever moves")
            table = pd.DataFrame(turns, columns=["Searched", "As it falls", "As it rises"])
            tabled(table, f"flips_{card.id}", loaded.base_stamp_line)
    finding("Figures behind it")
    figures = figures_table([one])
    # One row of many columns would run out of the dialog: on screen one row a figure.
    words, missing = formats_of(figures), figures.isna()
    shown = pd.DataFrame(
        [
            (
                name,
                wording.NA
                if missing[name].iloc[0]
                else words.get(name, str)(figures[name].iloc[0]),
            )
            for name in figures.columns
            if name not in ("Initiative", "Verdict")
        ],
        columns=["Figure", "Value"],
    )
    tabled(shown, f"figures_{card.id}", loaded.base_stamp_line, exported=figures)
    finding("Thresholds used")
    limits = limits_table(case.thresholds, [one])
    tabled(limits, f"limits_{card.id}", loaded.base_stamp_line, formats_of(limits))


def fill(loaded: Loaded, found: tuple[DecisionCard, ...], places: Places) -> None:
    """Work out how steady each verdict is, with progress, and fill it in where it belongs."""
    if all(card.verdict == NOT_JUDGED for card in found):
        with places.table:
            _table(loaded, found, {}, None)
        return

    work = Work("steadiness", "How steady each verdict is, and where it turns", places.progress)
    try:
        steady, flips = _steadiness(loaded, work.tell)
    except BrokenOff:
        for place in places.by_card.values():
            place.caption("How steady the verdict is, was broken off.")
        with places.table:
            _table(loaded, found, {}, None)
        return
    work.done()
    cards_by_id = {card.id: card for card in found}
    for id_, place in places.by_card.items():
        if id_ in steady:
            parts = (
                flips.sentence(id_),
                stop_sentence(cards_by_id[id_].verdict, flips, id_),
                _stays_words(steady[id_]),
            )
            place.markdown(wording.escape_markdown(" ".join(filter(None, parts))))
    with places.table:
        _table(loaded, found, steady, flips)


def _stays_words(stays: Stays) -> str:
    """P(verdict stays), told as what it is: the chance of the simulation, not of the world."""
    p = stays.probability
    others = f", else {wording.listed(stays.others)}" if stays.others else ""
    return (
        f"P(verdict stays) with other draws of the same assumptions: "
        f"{wording.chance(p.value, se=p.se)}{others}."
    )


def _table(
    loaded: Loaded,
    found: tuple[DecisionCard, ...],
    steady: Mapping[str, Stays],
    flips: FlipsFound | None,
) -> None:
    """All initiatives in one table; the download has every column."""
    table = cards_table(found, steady, flips)
    with st.expander(f"All {wording.count(len(found), 'initiative')} in one table, with download"):
        table = in_currency(loaded, table, "Cost a year", "Cost of next evidence")
        shown = table[[name for name in table.columns if not name.startswith(_ONLY_EXPORTED)]]
        formats = formats_of(shown)
        tabled(shown, "decisions", loaded.base_stamp_line, formats, exported=table)
        remark(
            "P(verdict stays) is the chance of the simulation alone: with other draws, not with "
            "other data. Flips: the nearest place at which the verdict is another, one lever at "
            "a time, all else as today."
        )


def _steadiness(loaded: Loaded, tell: Tell) -> tuple[Mapping[str, Stays], FlipsFound]:
    """P(verdict stays) and the nearest flips, each worked out once for the same inputs.

    ``tell`` is told the share done, and may break off.
    """
    case, parts = loaded.case, 1 + len(WATCHED)
    # What the screen may change of the case besides draws and seed.
    params = repr(state.choice().thresholds)

    def analysis(
        name: str, place: int, what: str, compute: Callable[[Simulator, Progress], T]
    ) -> T:
        def part(share: float) -> None:
            tell((place + share) / parts, what)

        def begun(simulator: Simulator) -> T:
            part(0.0)
            return compute(simulator, part)

        base = PRESETS["base"]
        return cached.analysis(name, loaded.data, base, case.draws, case.seed, begun, params)

    steady = analysis(
        "verdict stays",
        0,
        "How steady each verdict is",
        lambda simulator, part: chance_to_stay(case, simulator, part),
    )
    found = {}
    for place, each in enumerate(WATCHED, start=1):
        what = f"Where verdicts turn: {each.searched}"
        compute = functools.partial(_flips, case, each)
        found[each.lever] = analysis(f"flips {each.lever}", place, what, compute)
    return steady, FlipsFound(found)


def _flips(case: Case, watched: Watched, simulator: Simulator, part: Progress) -> dict[str, Flips]:
    return lever_flips(case, simulator, watched, part)
