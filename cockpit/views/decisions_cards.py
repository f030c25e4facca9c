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

from cockpit import cached, frame, state, wording
from cockpit.assessment.decisions.cards import (
    NOT_JUDGED,
    DecisionCard,
    Standing,
    cards_table,
)
from cockpit.assessment.decisions.steadiness import (
    WATCHED,
    FlipsFound,
    Progress,
    chance_to_stay,
    lever_flips,
)
from cockpit.assessment.verdicts.tables import figures_table, limits_table
from cockpit.views.answer_parts import card_grid, formats_of
from cockpit.views.method_parts import info
from cockpit.views.parts import Loaded, finding, remark, tabled
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
_ONLY_EXPORTED = ("ID", "Decided by", "Reasons", "Who can", "Cost of next evidence", "Owner")


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
    kept = [card for card in found if _passes(card, wanted)]
    progress = st.empty()
    whole = len(kept) <= _FIRST or st.toggle(
        f"Show all {wording.count(len(kept), 'initiative')}", key="decisions_all"
    )
    with card_grid():
        by_card = {card.id: _card(loaded, card) for card in (kept if whole else kept[:_FIRST])}
    return Places(progress, st.container(), by_card)


def _filter(found: tuple[DecisionCard, ...]) -> str | None:
    """A verdict, or those not borne out, or all (``None``)."""
    count = Counter(card.verdict for card in found)
    against = sum(card.standing is Standing.CONTRADICTED for card in found)
    options = [*([_AGAINST] if against else []), *count]
    labels = {_AGAINST: f"{_AGAINST} ({against})"} | {
        word: f"{word} ({number})" for word, number in count.items()
    }
    return st.pills(
        "Show only",
        options,
        format_func=lambda word: labels.get(word, word),
        key="decisions_filter",
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
                wording.escape_markdown(f"{loaded.money(card.cost)} a year"), width="content"
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
        remark(f"Find out next: {evidence}")
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
    steady, flips = _steadiness(loaded, st.empty())
    if card.id in steady:
        st.markdown(wording.escape_markdown(_stays_words(steady[card.id])))
    turns = flips.both_ways(card.id)
    if turns:
        finding("Where the verdict turns as one lever moves")
        columns = ["Searched", "As it falls", "As it rises"]
        tabled(pd.DataFrame(turns, columns=columns), f"flips_{card.id}", loaded.base_stamp_line)
    finding("Figures behind it")
    figures = figures_table([one])
    tabled(figures, f"figures_{card.id}", loaded.base_stamp_line, formats_of(figures))
    finding("Thresholds used")
    limits = limits_table(case.thresholds, [one])
    tabled(limits, f"limits_{card.id}", loaded.base_stamp_line, formats_of(limits))


def fill(loaded: Loaded, found: tuple[DecisionCard, ...], places: Places) -> None:
    """Work out how steady each verdict is, with progress, and fill it in where it belongs."""
    if all(card.verdict == NOT_JUDGED for card in found):
        with places.table:
            _table(loaded, found, {}, None)
        return

    steady, flips = _steadiness(loaded, places.progress)
    for id_, place in places.by_card.items():
        if id_ in steady:
            said = f"{flips.sentence(id_)} {_stays_words(steady[id_])}"
            place.markdown(wording.escape_markdown(said))
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
        shown = table[[name for name in table.columns if name not in _ONLY_EXPORTED]]
        formats = formats_of(shown)
        tabled(shown, "decisions", loaded.base_stamp_line, formats, exported=table)
        remark(
            "P(verdict stays) is the chance of the simulation alone: with other draws, not with "
            "other data. Flips: the nearest place at which the verdict is another, one lever at "
            "a time, all else as today."
        )


def _steadiness(loaded: Loaded, progress: DeltaGenerator) -> tuple[Mapping[str, Stays], FlipsFound]:
    """P(verdict stays) and the nearest flips, each worked out once for the same inputs."""
    case, parts = loaded.case, 1 + len(WATCHED)
    # What the screen may change of the case besides draws and seed.
    params = repr(state.choice().thresholds)

    def analysis(name: str, compute: Callable[[Simulator], T]) -> T:
        base = PRESETS["base"]
        return cached.analysis(name, loaded.data, base, case.draws, case.seed, compute, params)

    def part(place: int, what: str) -> Progress:
        def tell(share: float) -> None:
            progress.progress(min(1.0, (place + share) / parts), what)

        return tell

    steady = analysis(
        "verdict stays",
        lambda simulator: chance_to_stay(case, simulator, part(0, "How steady each verdict is")),
    )
    found = {}
    for place, each in enumerate(WATCHED, start=1):
        tell = part(place, f"Where verdicts turn: {each.searched}")
        compute = functools.partial(lever_flips, case, watched=each, progress=tell)
        found[each.lever] = analysis(f"flips {each.lever}", compute)
    progress.empty()
    return steady, FlipsFound(found)
