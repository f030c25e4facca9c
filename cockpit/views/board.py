"""Board questions: ten answers, each on a card that stands alone, with the detail behind it."""

from __future__ import annotations

import functools
from collections.abc import Callable

from cockpit import frame, wording
from cockpit.assessment.answer import Entry
from cockpit.assessment.board import QUESTIONS
from cockpit.assessment.thresholds import defaults
from cockpit.charts.board import CHARTS, capture
from cockpit.charts.figure import Figure
from cockpit.rows.board import first_line
from cockpit.views import answer_parts, board_stress
from cockpit.views.chart_files import chart
from cockpit.views.parts import Loaded, load, remark

#: What question 8 judges by.
_VERDICT_THRESHOLDS = tuple(each.key for each in defaults() if each.used_by == "Verdicts")


def page() -> None:
    """The whole page, top to bottom."""
    loaded = load()
    answers = [loaded.case.answer(entry) for entry in QUESTIONS]
    frame.heading("board", first_line(answers))
    frame.show_rejected(loaded.data)
    answer_parts.scenario_remark(loaded)
    if not loaded.inventory.initiatives:
        remark(wording.EMPTY["initiatives"])
    with answer_parts.card_grid():
        for place, entry in enumerate(QUESTIONS, start=1):
            _card(loaded, entry, place)
    answer_parts.thresholds(loaded, _VERDICT_THRESHOLDS)
    frame.footer(loaded.case.result())


def _figure(loaded: Loaded, entry: Entry, *, small: bool) -> Figure | None:
    draw = CHARTS.get(entry.key)
    if draw is None:
        return None
    return draw(loaded.case.answer(entry), frame.colours(), small=small)


def _between(loaded: Loaded, entry: Entry) -> Callable[[], None] | None:
    """What stands below the chart of a detail beyond its tables."""
    if entry.key == "Q3":
        return functools.partial(board_stress.depth, loaded)
    figure = capture(loaded.case.answer(entry), frame.colours(), 30) if entry.key == "Q2" else None
    if figure is None:
        return None
    return functools.partial(
        chart, figure, f"chart_{entry.key}_more", entry.title, loaded.base_stamp_line
    )


def _card(loaded: Loaded, entry: Entry, place: int) -> None:
    def open_detail() -> None:
        answer_parts.headline(loaded, entry)
        full = _figure(loaded, entry, small=False)
        answer_parts.detail(loaded, entry, full, _between(loaded, entry))

    answer_parts.card(
        loaded,
        entry,
        _figure(loaded, entry, small=True),
        number=place,
        open_detail=open_detail,
    )


page()
