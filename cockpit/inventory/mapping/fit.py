"""A mapping of an earlier file laid over another: the same headers, elsewhere or in part."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from cockpit.inventory.contract import SHEETS
from cockpit.inventory.mapping.model import ColumnMapping, Mapping, TableMapping
from cockpit.inventory.mapping.signature import differences, signature
from cockpit.inventory.mapping.tables import FoundTable, find_tables
from cockpit.inventory.mapping.words import normal
from cockpit.inventory.raw import RawWorkbook

#: Share of the headers of either side that must be alike for a mapping to fit a table.
LEAST_ALIKE = 0.5
_MOST_NAMED = 8


@dataclass(frozen=True)
class Fitted:
    """A mapping as it lies in this file. ``changes`` says which headers are gone or new.

    ``new`` holds the columns whose headers are new: number of the table (from 0) and place.
    ``rivals`` names others that fit as well, where one of several was chosen.
    """

    mapping: Mapping
    changes: tuple[str, ...] = ()
    new: frozenset[tuple[int, int]] = frozenset()
    rivals: tuple[str, ...] = ()

    @property
    def exact(self) -> bool:
        """Whether every header is as it was."""
        return not self.changes


def fit(mapping: Mapping, raw: RawWorkbook) -> Fitted | None:
    """The mapping laid over the tables of a file; ``None`` where none is alike enough.

    Each mapped table takes the table of the file whose headers are most alike, by name and in
    whatever order; a column that the contract requires must be among them. Rows of totals
    are those of this file.
    """
    found = list(find_tables(raw))
    tables: list[TableMapping] = []
    changes: list[str] = []
    new: set[tuple[int, int]] = set()
    for table in mapping.tables:
        if not table.sheet:
            continue
        best = max(found, key=lambda each: _alike(table, each), default=None)
        if best is None or _alike(table, best) < LEAST_ALIKE:
            changes.append(f"No table like that of {table.tab!r} is in this file.")
            continue
        moved = _moved(table, best)
        required = [column.field for column in SHEETS[table.sheet].columns if column.required]
        if any(table.column_of(name) and not moved.column_of(name) for name in required):
            continue
        found.remove(best)
        new |= {(len(tables), place) for place in _new_places(table, best)}
        tables.append(moved)
        changes += _changes(table, best)
    if not tables:
        return None
    return Fitted(
        mapping.model_copy(update={"tables": tuple(tables)}), tuple(changes), frozenset(new)
    )


def recognise(raw: RawWorkbook, known: Sequence[Mapping]) -> Fitted | None:
    """The mapping among those known that fits a file best: unchanged headers first.

    Of several that fit as well the first; hand them in with the newest first.
    """
    fitted = [found for mapping in known if (found := fit(mapping, raw)) is not None]
    if not fitted:
        return None
    best = min(fitted, key=lambda each: len(each.changes))
    rivals = (
        each.mapping.name
        for each in fitted
        if each is not best and len(each.changes) == len(best.changes)
    )
    return replace(best, rivals=tuple(rivals))


def _alike(table: TableMapping, found: FoundTable) -> float:
    """Headers in common over all headers of both, each as often as it occurs."""
    had = Counter(normal(column.header) for column in table.columns)
    have = Counter(map(normal, found.headers.values()))
    every = sum((had | have).values())
    return sum((had & have).values()) / every if every else 0.0


def _moved(table: TableMapping, found: FoundTable) -> TableMapping:
    """The columns at their places in this file; new ones are kept as extra columns."""
    waiting: dict[str, list[ColumnMapping]] = {}
    for column in table.columns:
        waiting.setdefault(normal(column.header), []).append(column)
    columns = []
    for place, header in found.headers.items():
        same = waiting.get(normal(header))
        known = same.pop(0) if same else None
        columns.append(
            ColumnMapping(place=place, header=header)
            if known is None
            else known.model_copy(update={"place": place, "header": header})
        )
    return table.model_copy(
        update={
            "tab": found.tab,
            "header_row": found.header_row,
            "header_rows": found.header_rows,
            "first_row": found.first_row,
            "last_row": found.last_row,
            "columns": tuple(columns),
            "skip_rows": found.left_out,
        }
    )


def _new_places(table: TableMapping, found: FoundTable) -> list[int]:
    """Places of the headers that the mapping does not know, each header as often as it occurs."""
    had = Counter(normal(column.header) for column in table.columns)
    new = []
    for place, header in found.headers.items():
        if had[normal(header)] > 0:
            had[normal(header)] -= 1
        else:
            new.append(place)
    return new


def _changes(table: TableMapping, found: FoundTable) -> list[str]:
    now = [ColumnMapping(place=place, header=text) for place, text in found.headers.items()]
    if signature(table.columns) == signature(now):
        return []
    gone, new = differences((each.header for each in table.columns), found.headers.values())
    said = []
    if gone:
        said.append(f"Headers that the mapping knows and this file lacks: {_listed(gone)}.")
    if new:
        said.append(
            f"Headers that are new since the mapping was saved, kept as extra columns: "
            f"{_listed(new)}."
        )
    return said


def _listed(names: Sequence[str]) -> str:
    more = len(names) - _MOST_NAMED
    return ", ".join(names[:_MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
