"""What reading a workbook gives: the inventory, the issues, and counts that tie out."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any

from cockpit.inventory.raw import Cell
from cockpit.inventory.rows import (
    AssumptionRow,
    BenefitRow,
    CostRow,
    InitiativeRow,
    MetricRow,
    ProcessingRow,
    SettingRow,
    Settings,
)

#: ISO 4217 code for "no currency", used where a workbook states none.
NO_CURRENCY = "XXX"


class Severity(StrEnum):
    """An error keeps its row out; a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Issue:
    """One problem with its place and what to do about it.

    ``row`` is the row number in the sheet as the person sees it, 0 for a problem
    of the whole sheet or file; ``column`` the header, ``value`` the cell as text.
    """

    sheet: str
    row: int
    column: str
    value: str
    problem: str
    remedy: str
    severity: Severity = Severity.ERROR


@dataclass(frozen=True, slots=True)
class AsItStands:
    """The content of a rejected row, whole, for writing it back; never shown on a screen.

    ``sheet`` is the contract's key. ``cells`` holds the cells of the file by field; where
    a mapping turned a cell into our unit and words, ``values`` holds that instead.
    """

    sheet: str
    cells: dict[str, Cell]
    values: dict[str, Any]
    extra: dict[str, Cell]


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """A row that was kept out, with its raw values by header and all its problems."""

    sheet: str
    row: int
    values: dict[str, str]
    issues: tuple[Issue, ...]
    stands: AsItStands | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class SheetCount:
    """Rows of one table found, accepted and rejected; the last two sum to the first.

    ``left_out`` are rows that the person left out beside them, such as totals.
    """

    name: str
    title: str
    found: int
    accepted: int
    rejected: int
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Unread:
    """Rows of one sheet that were rejected: how many, and the fields that are at fault."""

    rows: int
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TableRead:
    """Where one table stood: by it every problem finds its cell again.

    ``sheet`` is the contract's key, ``tab`` the person's. Rows count from 1, as the
    person sees them, and ``last_row`` is inclusive; columns count from 0.
    ``header_row`` is the last of ``header_rows`` rows of headers. ``headers`` holds
    the person's own headings, ``fields`` the contract's fields, both by column;
    ``left_out`` the rows within that were not read, each with its reason. ``extras`` are the
    columns that are kept beside, by column under the name that they keep.
    """

    sheet: str
    tab: str
    header_row: int
    first_row: int
    last_row: int
    headers: dict[int, str]
    fields: dict[int, str]
    header_rows: int = 1
    left_out: dict[int, str] = field(default_factory=dict)
    extras: dict[int, str] = field(default_factory=dict)

    def holds(self, tab: str, row: int) -> bool:
        """Whether this row of this tab belongs to the table."""
        return tab == self.tab and self.first_row <= row <= self.last_row

    def places(self, header: str) -> tuple[int, ...]:
        """Columns with this heading; several where the file repeats it."""
        return tuple(place for place, text in self.headers.items() if text == header)


@dataclass(frozen=True)
class Inventory:
    """The accepted rows of one workbook.

    ``currency`` is the portfolio's, :data:`NO_CURRENCY` where none is stated.
    ``title`` is the portfolio's name, ``source_name`` the file's.
    ``columns`` holds, by sheet, the fields whose column the file has; ``unread``,
    by sheet, what of it was rejected: evidence that exists and takes no part.
    """

    title: str
    source_name: str
    currency: str
    settings: Settings
    initiatives: tuple[InitiativeRow, ...]
    costs: tuple[CostRow, ...] = ()
    benefits: tuple[BenefitRow, ...] = ()
    metrics: tuple[MetricRow, ...] = ()
    processing: tuple[ProcessingRow, ...] = ()
    assumptions: tuple[AssumptionRow, ...] = ()
    columns: dict[str, tuple[str, ...]] = field(default_factory=dict)
    unread: dict[str, Unread] = field(default_factory=dict)

    @cached_property
    def by_id(self) -> dict[str, InitiativeRow]:
        """Initiatives by id."""
        return {row.id: row for row in self.initiatives}

    def rate(self, currency: str | None) -> float | None:
        """Portfolio currency for one unit of ``currency``; ``None`` where no rate is stated."""
        if currency is None or currency == self.currency:
            return 1.0
        rate = self.settings.rates.get(currency)
        return None if rate is None else rate.value


@dataclass(frozen=True)
class Reading:
    """Everything that came of reading one file.

    ``inventory`` is ``None`` when the file as a whole cannot be read; the one
    issue then says why. ``notes`` are plain sentences on what was decided or left
    unread. ``data_hash`` is the SHA-256 of the content (not of the file's bytes),
    empty when nothing could be read. ``tables`` says where the rows stood;
    ``settings_rows`` are the rows of the Settings sheet as they are stated.
    """

    name: str
    inventory: Inventory | None
    issues: tuple[Issue, ...]
    rejected: tuple[RejectedRow, ...] = ()
    counts: tuple[SheetCount, ...] = ()
    notes: tuple[str, ...] = ()
    data_hash: str = ""
    tables: tuple[TableRead, ...] = ()
    settings_rows: tuple[SettingRow, ...] = ()

    @property
    def errors(self) -> tuple[Issue, ...]:
        """Issues that keep a row or the file out."""
        return tuple(issue for issue in self.issues if issue.severity is Severity.ERROR)

    @property
    def warnings(self) -> tuple[Issue, ...]:
        """Issues that keep nothing out."""
        return tuple(issue for issue in self.issues if issue.severity is Severity.WARNING)

    @property
    def ok(self) -> bool:
        """Whether the file was read and no row was rejected."""
        return self.inventory is not None and not self.errors
