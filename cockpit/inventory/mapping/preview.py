"""The first rows of a table as they would be read, with counts for each column."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from cockpit.inventory.cells_in import drafts_of
from cockpit.inventory.contract import SHEETS
from cockpit.inventory.dates_bare import bare_problem
from cockpit.inventory.drafts import Draft
from cockpit.inventory.mapping.apply import mapped_tables
from cockpit.inventory.mapping.constants import problems
from cockpit.inventory.mapping.model import Mapping
from cockpit.inventory.raw import RawWorkbook
from cockpit.inventory.reading import Issue, Severity
from cockpit.inventory.schema import Column, ColumnType
from cockpit.inventory.values import Rules

#: Rows kept out that are shown below the first rows.
_MORE_KEPT_OUT = 3
#: Stands for their column where a person states one value for all rows.
ALL_ROWS = "(all rows)"


@dataclass(frozen=True)
class PreviewColumn:
    """One mapped column over all rows: ``read`` + ``blank`` + ``unreadable`` is their number.

    ``examples`` are up to three cells that cannot be read, with their rows. ``keeps_out``
    counts the rows that are kept out for it, ``problem`` says why and what helps. ``bare`` says
    what of a column of dates is a year or another number alone, each with the remedy.
    """

    field: str
    ours: str
    theirs: str
    read: int
    blank: int
    unreadable: int
    examples: tuple[str, ...] = ()
    keeps_out: int = 0
    problem: str = ""
    bare: tuple[str, ...] = ()


@dataclass(frozen=True)
class TablePreview:
    """One table: its rows by number, each with a text for each of ``columns``.

    ``kept_out`` says for each of these rows why it would be kept out; empty where it is read.
    """

    tab: str
    sheet: str
    count: int
    rejected: int
    columns: tuple[PreviewColumn, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    kept_out: tuple[str, ...] = ()


def preview(raw: RawWorkbook, mapping: Mapping, rows: int = 5) -> tuple[TablePreview, ...]:
    """Every table that the mapping reads, all of its rows counted and the first few shown.

    Of the rows that would be kept out up to three more are shown.

    Nothing is shown where a value for all rows cannot be used.

    What only other rows can tell (a repeated ID, an unknown reference) is left to the
    reading itself.
    """
    found = []
    if problems(mapping):
        return ()
    for key, sheet, header, _ in mapped_tables(mapping, raw):
        drafts = drafts_of(sheet, SHEETS[key], header, Rules())
        places = sorted(header.places.items(), key=lambda item: item[1])
        places.sort(key=lambda item: _harmless(SHEETS[key].by_field[item[0]]))
        names = [*(name for name, _ in places), *header.constants]
        theirs = [header.headers[place] for _, place in places]
        theirs += [ALL_ROWS] * len(header.constants)
        columns = tuple(
            _column(drafts, name, SHEETS[key].by_field[name].header, text)
            for name, text in zip(names, theirs, strict=True)
        )
        out = [draft for draft in drafts[rows:] if draft.bad][:_MORE_KEPT_OUT]
        first = [*drafts[:rows], *out]
        texts = tuple((draft.row, tuple(_shown(draft, name) for name in names)) for draft in first)
        bad = sum(draft.bad for draft in drafts)
        why = tuple(map(_why, first))
        found.append(TablePreview(sheet.name, key, len(drafts), bad, columns, texts, why))
    return tuple(found)


def _harmless(column: Column) -> int:
    """The order of columns in a preview: what says which row, what can be read wrongly, texts.

    On a laptop only the first columns are seen without scrolling.
    """
    if column.required:
        return 0
    return 2 if column.type in (ColumnType.TEXT, ColumnType.TEXTS) else 1


def _why(draft: Draft) -> str:
    """Why a row would be kept out; empty where it is read."""
    return " ".join(
        f"{issue.column}: {issue.value[:40]} – {issue.problem}" if issue.value else issue.problem
        for issue in draft.issues
        if issue.severity is Severity.ERROR
    )


def _column(drafts: Sequence[Draft], name: str, ours: str, theirs: str) -> PreviewColumn:
    read = unreadable = 0
    examples: dict[str, int] = {}
    causes: list[Issue] = []
    for draft in drafts:
        own = (issue for issue in draft.issues if issue.column == theirs)
        causes += [issue for issue in own if issue.severity is Severity.ERROR][:1]
        if name in draft.values:
            read += 1
        elif name in draft.unread or name in draft.aside:
            unreadable += 1
            if len(examples) < 3:
                examples.setdefault(draft.raw(name), draft.row)
    said = tuple(f"row {row}: {text}" for text, row in examples.items())
    empty = len(drafts) - read - unreadable
    problem = f"{causes[0].problem} {causes[0].remedy}" if causes else ""
    kinds = Counter(draft.bare[name] for draft in drafts if name in draft.bare)
    bare = tuple(" ".join(bare_problem(kind, count)) for kind, count in kinds.items())
    return PreviewColumn(
        name, ours, theirs, read, empty, unreadable, said, len(causes), problem, bare
    )


def _shown(draft: Draft, name: str) -> str:
    if name not in draft.values:
        return ""
    return shown(draft.values[name])


def shown(value: Any) -> str:
    """A value as it was read, for a table."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, StrEnum):
        return str(getattr(value, "title", value) if hasattr(value, "label") else value)
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, float):
        return f"{value:,.2f}".rstrip("0").rstrip(".")
    return "; ".join(map(str, value)) if isinstance(value, tuple) else str(value)
