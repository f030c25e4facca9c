"""What a board pack says, before anybody decides how it looks.

A section is a message, the figures, charts and tables that bear it out, and how they
were worked out. Each figure and each cell is a value with its text: renderers write the
value where a number is wanted (workbook, CSV, native charts) and the text where people
read, and never word a value themselves.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from cockpit import wording
from cockpit.charts.figure import Figure
from cockpit.inventory.reading import Inventory
from scenarios.portfolio import Portfolio
from scenarios.results import SimulationResult
from scenarios.scenario import Scenario

#: What a cell or figure may hold: missing is ``None``, never 0 and never an empty text.
Value = float | int | str | dt.date | None


class Kind(StrEnum):
    """What a value is, which decides number format, alignment and type in every file."""

    MONEY = "money"
    SHARE = "share"
    POINTS = "percentage points"
    MULTIPLE = "multiple"
    MONTHS = "months"
    COUNT = "count"
    NUMBER = "number"
    DAY = "date"
    TEXT = "text"

    @property
    def numeric(self) -> bool:
        """Whether the values are numbers, to be right-aligned and written as such."""
        return self not in (Kind.DAY, Kind.TEXT)


@dataclass(frozen=True, slots=True)
class Cell:
    """One value of a table and how it reads; a missing value reads ``n/a``."""

    value: Value
    text: str


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A headline figure.

    Parameters
    ----------
    key
        Stable name, unique within its section; with the section's it names the figure in
        every file (``verdict.roi_base``).
    label, text, note
        As a person reads them: what it is, its value, and its range or caveat.
    value, kind, unit
        The value with all its digits, in ``unit`` (``EUR``, ``share``, ``months``, …);
        shares as 0.84. Money is never scaled here.
    se
        Monte Carlo standard error in the unit of ``value``; ``None`` where it has none.
    """

    key: str
    label: str
    value: Value
    text: str
    kind: Kind
    unit: str = ""
    note: str = ""
    se: float | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    ``title`` names it with its unit as people read it (``Full cost a year, EUR m``);
    ``meaning`` and ``unit`` are for the data dictionary, the unit being that of the value
    (``EUR``, ``share``), which is never scaled. ``divisor`` is what the texts divide money
    by (1e6 for millions), so that a workbook can show the same digits. ``width`` is the
    share of the table's width relative to its other columns.
    """

    key: str
    title: str
    kind: Kind
    meaning: str
    unit: str = ""
    width: float = 1.0
    divisor: float = 1.0
    decimals: int = 0


@dataclass(frozen=True)
class Table:
    """Rows of cells; ``shown`` of them stand on a page or slide, all of them in the files.

    With ``shown`` 0 the table stands in the files only (workbook, CSV). ``title`` says what
    the rows are; the order is that of importance.

    ``brief`` are the keys of the columns that stand where there is room for a few only (the
    one slide of a section beside its figures or chart). ``repeats`` is the key of the chart
    of the same section whose figures the table holds, or differences of them: slides leave
    such a table to the workbook.
    """

    key: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    shown: int = 12
    note: str = ""
    brief: tuple[str, ...] = ()
    repeats: str = ""

    def __post_init__(self) -> None:
        strange = set(self.brief) - {column.key for column in self.columns}
        if strange:
            raise ValueError(f"table {self.key}: no columns {sorted(strange)} to be brief with")
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError(f"table {self.key}: a row has other cells than the table columns")


class Role(StrEnum):
    """What a series stands for, which decides its colour and fill (see cockpit.theme)."""

    CURRENT = "current"  # actual or on screen: solid and dark
    BASE = "base"  # the reference: grey
    BETTER = "better"
    WORSE = "worse"
    QUIET = "quiet"  # context, light
    PLAN = "plan"  # outlined
    HIDDEN = "hidden"  # no fill: carries a floating bar


class Shape(StrEnum):
    """Native chart types that every office program has."""

    BAR = "bar"  # horizontal, one bar a category and series
    STACKED_BAR = "stacked bar"
    COLUMN = "column"
    STACKED_COLUMN = "stacked column"
    LINE = "line"


@dataclass(frozen=True)
class Series:
    """One series of a native chart; ``labels`` are written at the marks where they are given."""

    name: str
    values: tuple[float | None, ...]
    role: Role = Role.CURRENT
    labels: tuple[str, ...] = ()


@dataclass(frozen=True)
class NativeChart:
    """The same chart for programs that draw their own: categories and series, nothing else.

    ``values`` stand in ``unit`` (already scaled, e.g. EUR m) with ``decimals`` digits; ``percent``
    says that they are shares to be shown as percent. Categories run top down. ``title`` is
    for a chart whose marks differ from those of the picture, so that its title would name
    what is not drawn; without it the title of the :class:`Chart` stands.
    """

    shape: Shape
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str = ""
    decimals: int = 1
    percent: bool = False
    title: str = ""

    def __post_init__(self) -> None:
        for each in self.series:
            if len(each.values) != len(self.categories):
                raise ValueError(f"series {each.name} has not one value a category")


@dataclass(frozen=True)
class Chart:
    """A chart: the one of the page, and the same for programs that draw their own.

    ``title`` says what is drawn and in which unit; ``takeaway`` what it shows, with the
    figure in it (the alternative text everywhere). ``figure`` is drawn on white;
    ``width`` and ``height`` are its size in pixels at single density. Without ``native``
    the picture itself is set, or ``table`` where that says the same better.
    """

    key: str
    title: str
    takeaway: str
    figure: Figure
    native: NativeChart | None = None
    width: int = 560
    height: int = 300


@dataclass(frozen=True)
class Section:
    """One message of the pack.

    ``headline`` is the message with its number in one or two sentences; ``question`` what it
    answers; ``method`` how the figures are formed, for notes and the method pages. A
    section that cannot be answered says so in ``headline`` and what is missing in
    ``remarks``; it is never left out in silence. ``glance`` says the first table in short, for
    a screen that has no room for it; it holds nothing that the tables do not.
    """

    key: str
    title: str
    question: str
    headline: str
    figures: tuple[KeyFigure, ...] = ()
    charts: tuple[Chart, ...] = ()
    tables: tuple[Table, ...] = ()
    remarks: tuple[str, ...] = ()
    method: str = ""
    answered: bool = True
    glance: Table | None = None

    def __post_init__(self) -> None:
        for kind, things in (
            ("figure", self.figures),
            ("chart", self.charts),
            ("table", self.tables),
        ):
            keys = [each.key for each in things]
            if len(keys) != len(set(keys)):
                raise ValueError(f"section {self.key}: a {kind} key stands twice")


@dataclass(frozen=True)
class Provenance:
    """What every page carries: from what the figures can be worked out again.

    ``line`` is the stamp as the pages print it (hash, scenario, seed, draws, version, as-of,
    source); the rest is the same in parts.
    """

    line: str
    data_hash: str
    source_name: str
    scenario: str
    scenario_hash: str
    seed: int
    draws: int
    version: str
    as_of: str
    currency: str


@dataclass(frozen=True)
class Audit:
    """From what the base case on screen can be worked out again, line by line.

    ``result`` is the simulation of ``portfolio`` under ``scenario`` that the pack reports:
    what a recalculation must come to. ``inventory`` has the amounts in their own currencies;
    without it all count as stated in the portfolio's.
    """

    portfolio: Portfolio
    scenario: Scenario
    result: SimulationResult
    inventory: Inventory | None = None


@dataclass(frozen=True)
class Pack:
    """The whole pack.

    ``as_of`` is the date it is stated for, ``locale`` a tag such as ``en-GB``. Only the
    workbook reads ``audit``; without one it has no audit sheets.
    """

    title: str
    organisation: str
    classification: str
    locale: str
    as_of: dt.date
    provenance: Provenance
    sections: tuple[Section, ...] = field(default_factory=tuple)
    audit: Audit | None = field(default=None, repr=False)

    @property
    def dated(self) -> str:
        """The date as covers print it; that of the figures beside it where it is another."""
        stated = f"As of {wording.day(self.as_of)}"
        figures = self.provenance.as_of
        if figures in ("", self.as_of.isoformat()):
            return stated
        return f"{stated}, figures as of {wording.day(dt.date.fromisoformat(figures))}"

    @property
    def footer(self) -> str:
        """The line at the foot of every page: classification, then what can be traced."""
        figures = self.provenance.as_of
        other = "" if figures in ("", self.as_of.isoformat()) else f"pack of {self.as_of}"
        parts = (self.classification, other, self.provenance.line)
        return " · ".join(part for part in parts if part)

    def figures(self) -> Iterator[tuple[str, KeyFigure]]:
        """Every headline figure with its full name, ``section.figure``."""
        for section in self.sections:
            for each in section.figures:
                yield f"{section.key}.{each.key}", each


def missing() -> Cell:
    """A cell for what is not known."""
    return Cell(None, wording.NA)


def text_cell(text: str | None) -> Cell:
    """A text; missing where there is none."""
    return Cell(text, text) if text else missing()


def texts(row: Sequence[Cell]) -> tuple[str, ...]:
    """How the cells of a row read."""
    return tuple(cell.text for cell in row)
