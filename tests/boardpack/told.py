"""What a pack tells, however it is written: figures, tables and marks of charts, made comparable.

Each format is read back into a :class:`Told` by a program that did not write it. White
space is left out, since programs break lines and bind words differently; every digit and
sign stays.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from cockpit.boardpack.model import Pack, texts
from tests.boardpack.reading_back import bare

#: A text in a table may be cut where it is long, and says so; a figure never is.
LONG, CUT = 30, "…"
#: Value of a cell as files hold it: a number, an ISO date or a text; missing is empty.
Plain = float | str
Rows = list[list[str]]


@dataclass
class Told:
    """What one format says.

    ``figures``: by section, label, text and note of each headline figure, in order.
    ``tables``: by section and table, its head and the rows that people see.
    ``values``: by section and label, the whole value of a figure, where a format holds it.
    ``cells``: by section and table, the whole values of all rows, where a format holds them.
    ``marks``: how often a section draws which value (section, category, series, value).
    ``labels``: how often a section writes which text at a mark.
    ``drawn``: all text in the drawings of a section.
    """

    figures: dict[str, list[tuple[str, str, str]]] = field(default_factory=dict)
    tables: dict[tuple[str, str], Rows] = field(default_factory=dict)
    values: dict[tuple[str, str], Plain] = field(default_factory=dict)
    cells: dict[tuple[str, str], list[list[Plain]]] = field(default_factory=dict)
    marks: Counter[tuple[str, str, str, float]] = field(default_factory=Counter)
    labels: Counter[tuple[str, str]] = field(default_factory=Counter)
    drawn: dict[str, str] = field(default_factory=dict)

    def write(self, where: str, series: str, labels: Iterable[str]) -> None:
        """Texts at the marks of a series, without its name, which stands there for a legend."""
        said = (bare(each).removeprefix(bare(series)) for each in labels)
        self.labels.update((where, each) for each in said if each)


#: Parts of what is told, by the names of their fields.
PARTS = ("figures", "tables", "values", "cells", "marks", "labels")


def plain(value: Any) -> Plain:
    """A value as files hold it: missing is empty, a date is written as ISO 8601."""
    if value is None:
        return ""
    if isinstance(value, (int, float)):
        return float(value)
    if hasattr(value, "isoformat"):
        return str(value.isoformat())[:10]
    return "" if value == "n/a" else bare(str(value))


def of_pack(pack: Pack) -> Told:
    """What the pack means to say, from the model."""
    told = Told()
    for section in pack.sections:
        where = bare(section.title)
        told.figures[where] = [(bare(f.label), bare(f.text), bare(f.note)) for f in section.figures]
        for figure in section.figures:
            told.values[where, bare(figure.label)] = plain(figure.value)
        for table in section.tables:
            key = (where, bare(table.title))
            told.cells[key] = [[plain(cell.value) for cell in row] for row in table.rows]
            if table.shown and table.rows:
                head = [bare(column.title) for column in table.columns]
                rows = [list(map(bare, texts(row))) for row in table.rows[: table.shown]]
                told.tables[key] = [head, *rows]
        for chart in section.charts:
            for series in chart.native.series if chart.native else ():
                for category, value in zip(chart.native.categories, series.values, strict=True):
                    if value is not None:
                        told.marks[where, bare(category), bare(series.name), float(value)] += 1
                told.write(where, series.name, series.labels)
    return told


def differences(meant: Told, found: Told, parts: tuple[str, ...]) -> list[str]:
    """Where a format says something else than is meant, or something less or more."""
    told: list[str] = []
    for part in parts:
        ours, theirs = getattr(meant, part), getattr(found, part)
        for key in sorted(ours.keys() | theirs.keys(), key=str):
            if key not in theirs:
                if ours[key] or isinstance(ours[key], (str, float)):
                    told.append(f"{part} {key}: missing, {str(ours[key])[:200]} is meant")
            elif key not in ours:
                told.append(f"{part} {key}: nobody meant {str(theirs[key])[:200]}")
            elif part == "tables":
                told += [f"{part} {key}: {each}" for each in _in_table(ours[key], theirs[key])]
            elif ours[key] != theirs[key]:
                told += [f"{part} {key}: {each}" for each in _in_list(ours[key], theirs[key])]
    return told


def _in_list(ours: Any, theirs: Any) -> list[str]:
    """The entries that differ, of a list or of a value."""
    if not isinstance(ours, list) or len(ours) != len(theirs):
        return [f"{str(theirs)[:300]} instead of {str(ours)[:300]}"]
    pairs = enumerate(zip(ours, theirs, strict=True), start=1)
    return [f"entry {n}: {b} instead of {a}" for n, (a, b) in pairs if a != b]


def _in_table(ours: Rows, theirs: Rows) -> list[str]:
    if [len(row) for row in ours] != [len(row) for row in theirs]:
        return [f"{len(theirs)} rows of {theirs[:2]} instead of {len(ours)} of {ours[:2]}"]
    return [
        f"row {row}, {ours[0][column]}: {b!r} instead of {a!r}"
        for row, (one, other) in enumerate(zip(ours, theirs, strict=True))
        for column, (a, b) in enumerate(zip(one, other, strict=True))
        if a != b and not _is_cut(a, b)
    ]


def _is_cut(whole: str, shown: str) -> bool:
    """Whether a long text is cut at a word, and says so."""
    return len(whole) > LONG and shown.endswith(CUT) and whole.startswith(shown[:-1])
