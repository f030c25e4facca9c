"""The ten board questions: how far each is answered, what it says, and what is missing."""

from __future__ import annotations

from collections.abc import Sequence

from cockpit import wording
from cockpit.assessment.answer import Answer, Status
from cockpit.assessment.board import QUESTIONS
from cockpit.assessment.case import Case
from cockpit.assessment.evidence_rows import NOBODY
from cockpit.boardpack import cells
from cockpit.boardpack.material import Material
from cockpit.boardpack.model import (
    Cell,
    Column,
    KeyFigure,
    Kind,
    Section,
    Table,
    missing,
    text_cell,
)
from cockpit.rows.board import base_only, figure_words, first_line, of_base, said_missing, statuses

_METHOD = (
    "An answer is whole only where every column that it rests on is filled for every initiative "
    "concerned; else it is partial, or none, and names the columns and their owners. All rest on "
    "the base case and its stress set, whatever scenario is on screen. "
)
_COUNTED = {
    Status.ANSWERED: ("answered", "Answered in full"),
    Status.PARTLY: ("partly", "Answered in part"),
    Status.CANNOT: ("cannot", "Cannot be answered"),
}


def section(material: Material) -> Section:
    """Ten rows: a status, a figure and a sentence each, with what is missing and who owns it."""
    case = material.case
    answers = [case.answer(entry) for entry in QUESTIONS]
    count = statuses(answers)
    remarks = []
    if not case.initiatives:
        remarks.append(wording.EMPTY["initiatives"])
    if not material.is_base:
        remarks.append(base_only(material.scenario.name))
    return Section(
        key="questions",
        title="Ten board questions",
        question="What can be answered from the data, and what can not?",
        headline=of_base(first_line(answers), material.is_base),
        figures=tuple(
            KeyFigure(
                key,
                label,
                count[status],
                f"{count[status]} of {len(answers)}",
                Kind.COUNT,
                "questions",
            )
            for status, (key, label) in _COUNTED.items()
        ),
        tables=(_answers(case, answers), _values(case, answers)),
        remarks=tuple(remarks),
        method=_METHOD + " ".join(f"{entry.title}: {entry.method}" for entry in QUESTIONS),
        answered=count[Status.CANNOT] < len(answers),
        glance=_glance(case, answers),
    )


def _answers(case: Case, answers: Sequence[Answer]) -> Table:
    """The table that a board reads."""
    return Table(
        "questions",
        "Ten board questions and how far the data answers them",
        (
            Column("number", "No.", Kind.COUNT, "Place on the page", width=0.35),
            Column("topic", "Topic", Kind.TEXT, "Short title of the question", width=1.1),
            Column("question", "Question", Kind.TEXT, "The question", width=1.6),
            Column("status", "Status", Kind.TEXT, "answered, partly or cannot answer", width=0.8),
            Column("figure", "Figure", Kind.TEXT, "The figure as it reads, with its unit"),
            Column("answer", "Answer", Kind.TEXT, "The answer in words", width=3.6),
            Column(
                "missing",
                "Missing evidence",
                Kind.TEXT,
                "The largest gaps and who owns them",
                width=2.4,
            ),
        ),
        tuple(
            (
                cells.count(place),
                text_cell(entry.title),
                text_cell(entry.question),
                text_cell(answer.status.value),
                _figure(answer, case.portfolio.currency),
                text_cell(answer.sentence),
                text_cell(said_missing(case, answer)),
            )
            for place, (entry, answer) in enumerate(zip(QUESTIONS, answers, strict=True), start=1)
        ),
        shown=len(answers),
        brief=("topic", "status", "figure", "answer"),
    )


def _glance(case: Case, answers: Sequence[Answer]) -> Table:
    """Topic, status and figure of all ten, which have room on one screen."""
    return Table(
        "questions_at_a_glance",
        f"The ten at a glance: {statuses(answers)[Status.ANSWERED]} answered in full",
        (
            Column("number", "No.", Kind.COUNT, "Place on the page"),
            Column("topic", "Topic", Kind.TEXT, "Short title of the question"),
            Column("status", "Status", Kind.TEXT, "answered, partly or cannot answer"),
            Column("figure", "Figure", Kind.TEXT, "The figure as it reads, with its unit"),
        ),
        tuple(
            (
                cells.count(place),
                text_cell(entry.title),
                text_cell(answer.status.value),
                _figure(answer, case.portfolio.currency),
            )
            for place, (entry, answer) in enumerate(zip(QUESTIONS, answers, strict=True), start=1)
        ),
        shown=len(answers),
    )


def _values(case: Case, answers: Sequence[Answer]) -> Table:
    """The same figures with all digits, for the files."""
    return Table(
        "values",
        "Figures of the ten answers with all digits, and all that is missing",
        (
            Column("number", "No.", Kind.COUNT, "Place on the page"),
            Column("topic", "Topic", Kind.TEXT, "Short title of the question"),
            Column(
                "value", "Figure", Kind.NUMBER, "The figure in its unit", "see unit", decimals=6
            ),
            Column("unit", "Unit", Kind.TEXT, "What the figure is measured in"),
            Column("owner", "Owner", Kind.TEXT, "Who answers for most of what is missing"),
            Column("columns", "Missing columns", Kind.TEXT, "Every column that is not filled"),
            Column("remarks", "Remarks", Kind.TEXT, "How to read it, and what was left out"),
        ),
        tuple(
            (
                cells.count(place),
                text_cell(entry.title),
                Cell(answer.figure, figure_words(answer, case.portfolio.currency)),
                text_cell(answer.unit.value),
                _owner(answer),
                text_cell("; ".join(answer.columns)),
                text_cell(" ".join(answer.remarks)),
            )
            for place, (entry, answer) in enumerate(zip(QUESTIONS, answers, strict=True), start=1)
        ),
        shown=0,
    )


def _figure(answer: Answer, currency: str) -> Cell:
    return missing() if answer.figure is None else text_cell(figure_words(answer, currency))


def _owner(answer: Answer) -> Cell:
    """Nobody is asked where nothing is missing."""
    return text_cell(answer.owner or NOBODY if answer.missing else "nobody is asked")
