"""The pack as plain tables: tidy, typed, with a data dictionary, safe to open in a spreadsheet.

Every value has all its digits; missing is blank. Each row carries the stamp. What each
column means stands twice: in ``fields.csv`` for people and in ``datapackage.json``
(Frictionless Data Package) for programs.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from cockpit.boardpack.material import Progress
from cockpit.boardpack.model import Column, Kind, Pack, Section, Value
from cockpit.export import to_csv

FOLDER = "csv"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One file of the bundle: its columns as described, and its rows."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]


def _text(key: str, meaning: str) -> Column:
    return Column(key, key, Kind.TEXT, meaning)


_WHERE = (_text("section", "Section of the pack."), _text("key", "Name within the section."))
_FIGURES = (
    *_WHERE,
    _text("label", "What the figure is."),
    Column("value", "value", Kind.NUMBER, "The figure with all its digits; blank: not known."),
    _text("date or text", "The figure where it is no number."),
    _text("unit", "Unit of the value; shares as 0.84."),
    Column(
        "standard error", "standard error", Kind.NUMBER, "Monte Carlo standard error of the value."
    ),
    _text("as shown", "How pages, slides and documents print it."),
    _text("note", "Range or caveat printed beside it."),
)
_CHARTS = (
    *_WHERE,
    _text("title", "What is drawn, and in which unit."),
    _text("category", "Category of the axis."),
    _text("series", "What is drawn for it."),
    Column("value", "value", Kind.NUMBER, "Length or place of the mark, in the unit of the row."),
    _text("unit", "Unit of the value; shares as 0.84."),
    _text("as shown", "Text at the mark; blank: none."),
)
_SECTIONS = (
    _text("section", "Key of the section."),
    _text("title", "Its title."),
    _text("question", "The question that it answers."),
    _text("answered", "yes, or no where the data does not answer it."),
    _text("headline", "The answer in words."),
    _text("remarks", "How to read it, and what was left out."),
    _text("method", "How the figures are formed."),
)
_DICTIONARY = (
    _text("file", "File of the bundle."),
    _text("column", "Column of the file."),
    _text("meaning", "What it holds."),
    _text("unit", "Unit of its values."),
    _text("type", "Type of its values: number, date or string."),
)


def files(pack: Pack, progress: Progress | None = None) -> dict[str, bytes]:
    """``csv/….csv`` by name, and the description of them all."""
    sheets = tuple(_sheets(pack))
    line = pack.footer
    found = {
        f"{FOLDER}/{sheet.name}.csv": to_csv(
            [column.key for column in sheet.columns], sheet.rows, line
        )
        for sheet in sheets
    }
    found[f"{FOLDER}/fields.csv"] = to_csv(
        [column.key for column in _DICTIONARY], _dictionary(sheets), line
    )
    found[f"{FOLDER}/datapackage.json"] = _package(pack, sheets)
    return found


def _sheets(pack: Pack) -> Iterator[Sheet]:
    yield Sheet("sections", "Sections of the pack", _SECTIONS, tuple(map(_told, pack.sections)))
    yield Sheet("figures", "Headline figures", _FIGURES, tuple(_figures(pack)))
    yield Sheet("charts", "What the charts draw", _CHARTS, tuple(_charts(pack)))
    for section in pack.sections:
        for table in section.tables:
            yield Sheet(
                f"{section.key}_{table.key}",
                f"{section.title}: {table.title}",
                table.columns,
                tuple(tuple(cell.value for cell in row) for row in table.rows),
            )


def _told(section: Section) -> tuple[Value, ...]:
    return (
        section.key,
        section.title,
        section.question,
        "yes" if section.answered else "no",
        section.headline,
        " ".join(section.remarks),
        section.method,
    )


def _figures(pack: Pack) -> Iterator[tuple[Value, ...]]:
    for section in pack.sections:
        for each in section.figures:
            plain = isinstance(each.value, (int, float))
            yield (
                section.key,
                each.key,
                each.label,
                each.value if plain else None,
                None if plain else each.value,
                each.unit,
                each.se,
                each.text,
                each.note,
            )


def _charts(pack: Pack) -> Iterator[tuple[Value, ...]]:
    for section in pack.sections:
        for chart in section.charts:
            if chart.native is None:
                continue
            for series in chart.native.series:
                labels: Sequence[str] = series.labels or ("",) * len(series.values)
                for category, value, label in zip(
                    chart.native.categories, series.values, labels, strict=True
                ):
                    yield (
                        section.key,
                        chart.key,
                        chart.title,
                        category,
                        series.name,
                        value,
                        "share" if chart.native.percent else chart.native.unit,
                        label,
                    )


_STAMP = _text(
    "stamp",
    "Classification, and from what the figure can be worked out again: data hash, scenario, seed, "
    "draws, version, date, source.",
)


def _dictionary(sheets: Sequence[Sheet]) -> Iterator[tuple[str, ...]]:
    for sheet in sheets:
        for column in (*sheet.columns, _STAMP):
            unit = column.unit or ("text" if column.kind is Kind.TEXT else column.kind.value)
            yield f"{sheet.name}.csv", column.key, column.meaning, unit, _type(column)


def _type(column: Column) -> str:
    if column.kind is Kind.DAY:
        return "date"
    return "number" if column.kind.numeric else "string"


def _package(pack: Pack, sheets: Sequence[Sheet]) -> bytes:
    """Frictionless Data Package 1.0: every file, its columns and their types."""
    content: dict[str, Any] = {
        "profile": "tabular-data-package",
        "name": "board-pack",
        "title": pack.title,
        "description": pack.footer,
        "resources": [
            {
                "name": sheet.name.replace("_", "-"),
                "title": sheet.title,
                "path": f"{sheet.name}.csv",
                "encoding": "utf-8",
                "profile": "tabular-data-resource",
                "dialect": {"lineTerminator": "\r\n"},
                "schema": {
                    "fields": [
                        {
                            "name": column.key,
                            "title": column.title,
                            "type": _type(column),
                            "description": column.meaning,
                        }
                        for column in (*sheet.columns, _STAMP)
                    ],
                    "missingValues": [""],
                },
            }
            for sheet in sheets
        ],
    }
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()
