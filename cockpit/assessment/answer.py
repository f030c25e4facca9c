"""The one shape of an answer: how far it goes, its figure, and what is missing.

Every registry (evidence layers, board questions, cells of the value grid, swaps,
stakeholder views) is a tuple of :class:`Entry`: data and one function each. A test
walks them all, and the documentation is made from them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

import pandas as pd

from cockpit import wording
from cockpit.inventory.contract import SETTINGS_KEYS, SHEETS
from scenarios.portfolio import Source

if TYPE_CHECKING:
    from cockpit.assessment.case import Case


class Status(StrEnum):
    """How far a question can be answered from the data."""

    ANSWERED = "answered"
    PARTLY = "partly"
    CANNOT = "cannot answer"


class Unit(StrEnum):
    """What a figure is measured in."""

    SHARE = "share"
    PROBABILITY = "probability"
    MONEY_YEAR = "money a year"
    MONEY = "money"
    INITIATIVES = "initiatives"
    COUNT = "count"
    MONTHS = "months"
    HOURS_MONTH = "hours a month"
    LAYER = "layer of five"
    RATIO = "ratio"


@dataclass(frozen=True, slots=True)
class Need:
    """A column that an answer rests on; of one metric only where ``metric`` names it."""

    sheet: str
    field: str
    metric: str | None = None

    @property
    def label(self) -> str:
        """As a person finds it: ``Metrics: Baseline of “review hours”``."""
        sheet = SHEETS[self.sheet]
        if self.sheet == "settings" and self.field not in sheet.by_field:
            header = next(key.header for key in SETTINGS_KEYS if key.field == self.field)
        else:
            header = sheet.by_field[self.field].header
        return f"{sheet.title}: {header}" + (f" of “{self.metric}”" if self.metric else "")


@dataclass(frozen=True, slots=True)
class Missing:
    """One piece of evidence that is not supplied.

    ``initiative`` is an id, ``None`` where it concerns the whole organisation;
    ``owner`` is who answers for it, ``None`` where nobody is named.
    """

    need: Need
    initiative: str | None = None
    owner: str | None = None


@dataclass(frozen=True)
class Answer:
    """What the data says on one question.

    Parameters
    ----------
    figure
        In ``unit`` (shares as 0.84); ``None`` where the question cannot be answered,
        never 0 for it.
    sentence
        The answer in words, complete in itself, with the figure in it. It may hold
        names from the file: whoever shows it, escapes it.
    frame
        Tidy rows for the chart; columns are named as a person reads them.
    rows
        Sheet and row of what the figure rests on.
    missing
        Evidence that is not supplied, one entry for each column and initiative.
    tables
        Further tables by title, for the detail and its download.
    remarks
        How to read it, and what was left out.
    """

    status: Status
    figure: float | None
    unit: Unit
    sentence: str
    frame: pd.DataFrame = field(default_factory=pd.DataFrame)
    rows: tuple[Source, ...] = ()
    missing: tuple[Missing, ...] = ()
    tables: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.status is Status.CANNOT and self.figure is not None:
            raise ValueError("an answer that cannot be given has no figure")
        if self.status is not Status.ANSWERED and not self.missing:
            raise ValueError("an answer that is not whole names what is missing")

    @property
    def owner(self) -> str | None:
        """Who answers for most of what is missing; ``None`` where nobody is named."""
        named = [each.owner for each in self.missing if each.owner]
        return max(sorted(set(named)), key=named.count) if named else None

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that are missing, each once, in order."""
        return tuple(dict.fromkeys(each.need.label for each in self.missing))


@dataclass(frozen=True)
class Entry:
    """One question of a registry.

    Parameters
    ----------
    key
        Short and stable; also the name of its chart and its downloads.
    title, question
        A few words, and the question as a person asks it.
    page
        Address of the page that shows it.
    method
        How the figure is formed, in words an auditor can follow.
    source
        Where the question or formula comes from.
    rests_on
        Every column without which the answer is not whole.
    better
        ``"higher"`` or ``"lower"`` where the figure has a good direction.
    """

    key: str
    title: str
    question: str
    page: str
    method: str
    source: str
    rests_on: tuple[Need, ...]
    assess: Callable[[Case], Answer]
    better: str | None = None


def cannot(unit: Unit, sentence: str, missing: Iterable[Missing], **more: object) -> Answer:
    """An answer that cannot be given, with what would be needed."""
    return Answer(Status.CANNOT, None, unit, sentence, missing=tuple(missing), **more)  # type: ignore[arg-type]


def status_of(missing: Iterable[Missing]) -> Status:
    """Answered where nothing is missing, else partly."""
    return Status.PARTLY if tuple(missing) else Status.ANSWERED


def figure_text(answer: Answer, currency: str) -> str:
    """The figure as a person reads it; ``n/a`` where there is none."""
    value = answer.figure
    if value is None:
        return wording.NA
    match answer.unit:
        case Unit.SHARE:
            return wording.percent(value)
        case Unit.PROBABILITY:
            return wording.chance(value)
        case Unit.MONEY | Unit.MONEY_YEAR:
            return wording.money(value, currency)
        case Unit.MONTHS:
            number = wording.number(value, 1)
            return f"{number}{wording.GAP}{'month' if number == '1.0' else 'months'}"
        case Unit.HOURS_MONTH:
            return f"{wording.number(value, 0, signed=True)}{wording.GAP}h a month"
        case Unit.LAYER:
            return f"{value:.0f} of 5"
        case Unit.RATIO:
            return wording.multiple(value)
        case Unit.INITIATIVES:
            return wording.count(round(value), "initiative")
        case Unit.COUNT:
            return wording.number(value, 0)
