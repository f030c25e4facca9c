"""What the pages of a pack are set from: texts, drawings and sizes, as JSON knows them.

The templates (``pack.typ``, ``picture.typ``) take it as data and work nothing out.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from cockpit import wording
from cockpit.boardpack import column_widths, fonts, pictures
from cockpit.boardpack.model import Chart, KeyFigure, Pack, Section, Table, texts
from cockpit.boardpack.pptx_measure import whole_units
from cockpit.boardpack.signs import inert, soft
from cockpit.theme import LIGHT

#: Width of the text of a page and of a half of it, in points.
FULL, HALF = 751.0, 361.0
#: Points a pixel of a chart, beside another one and alone: its 12 pixels read as 8 or 9 points.
_BESIDE, _ALONE = 0.66, 0.75
#: A chart asking for more pixels than this stands alone.
_NARROW = 700
#: White around a chart that is a picture of its own.
_MARGIN = 16
_MOST_FIGURES = 5
#: Points between two headline figures, and of a character of their labels.
_COLUMN_GAP, _LABEL_CHARACTER = 20.0, 4.4
#: A method of at most so many characters stands in one column.
_ONE_COLUMN = 500
#: A table of at most so many rows, and of texts no longer than this, stands on one page whole.
_WHOLE, _PARAGRAPH = 18, 200


@dataclass(frozen=True)
class Plan:
    """What an earlier setting of the pages taught.

    ``grown`` is how many times higher a row of charts stands than its charts ask for, by
    section and place; ``None``, while that is not known, leaves charts blank. ``tight`` are the
    labels of sections that are set closer, so that their last page is not almost empty.
    """

    grown: Mapping[tuple[str, int], float] | None = field(default_factory=dict)
    tight: frozenset[str] = frozenset()


def pages(pack: Pack, plan: Plan) -> dict[str, Any]:
    """What ``pack.typ`` sets."""
    lead = pack.sections[0].headline if pack.sections else ""
    region = pack.locale[-2:] if pack.locale.startswith("en-") else "GB"
    return {
        "title": soft(pack.title),
        "organisation": soft(pack.organisation),
        "running": wording.shorten(f"{pack.organisation} · {pack.title}", 120),
        "description": inert(pack.footer),
        "footer": soft(pack.footer),
        "day": [pack.as_of.year, pack.as_of.month, pack.as_of.day],
        "day_text": pack.dated,
        "region": region,
        **_house(),
        "lead": soft(lead),
        "facts": [[name, soft(text)] for name, text in facts(pack)],
        "contents_gap": 10 if len(pack.sections) <= 10 else 4,
        "sections": [_section(each, plan) for each in pack.sections],
        "methods": [
            {"title": soft(each.title), "label": label(each), "method": _method(soft(each.method))}
            for each in pack.sections
            if each.method
        ],
    }


def facts(pack: Pack) -> tuple[tuple[str, str], ...]:
    """What the first page says of where the figures come from."""
    stamp = pack.provenance
    return (
        ("Classification", pack.classification or wording.NA),
        ("Scenario", stamp.scenario),
        ("Source", stamp.source_name),
        ("Draws and seed", f"{wording.number(stamp.draws)}, {stamp.seed}"),
        ("Data", stamp.data_hash[:12]),
        ("Version", stamp.version),
    )


def charts(pack: Pack) -> dict[str, Any]:
    """What ``picture.typ`` sets: every chart at the size it asks for."""
    return {
        **_house(),
        "title": soft(pack.title),
        "footer": soft(pack.footer),
        "margin": _MARGIN,
        "charts": [
            {
                "title": soft(chart.title),
                "alt": inert(chart.takeaway),
                "width": chart.width,
                "svg": pictures.svg(chart.figure, chart.width, chart.height, titled=False),
            }
            for section in pack.sections
            for chart in section.charts
        ],
    }


def _house() -> dict[str, Any]:
    """Typeface and colours."""
    colours = {name: value for name, value in asdict(LIGHT).items() if value.startswith("#")}
    return {"font": fonts.FAMILY, "colours": colours}


def label(section: Section) -> str:
    """The name of the section within the template."""
    return f"section-{section.key}"


def _section(section: Section, plan: Plan) -> dict[str, Any]:
    return {
        "label": label(section),
        "title": soft(section.title),
        "headline": soft(section.headline),
        "headline_size": 19 if len(section.headline) <= 170 else 16,
        "answered": section.answered,
        "figures": _figures(section.figures),
        "gap": 10 if label(section) in plan.tight else 14,
        "rows": _rows(section, plan),
        "remarks": [soft(each) for each in section.remarks],
        "told": bool(section.method),
    }


def _method(text: str) -> list[str]:
    """The method in one or two columns, parted behind the sentence nearest to its middle."""
    ends = [match.end() for match in re.finditer(r"\. ", text)]
    if len(text) <= _ONE_COLUMN or not ends:
        return [text] if text else []
    middle = min(ends, key=lambda end: abs(end - len(text) / 2))
    return [text[:middle].rstrip(), text[middle:]]


def _figures(figures: Sequence[KeyFigure]) -> list[list[dict[str, Any]]]:
    """Headline figures in rows of equal length, at most five a row."""
    if not figures:
        return []
    lines = math.ceil(len(figures) / _MOST_FIGURES)
    each_line = math.ceil(len(figures) / lines)
    longest = max(len(each.text) for each in figures)
    size = 24 if longest <= 14 and each_line <= 4 else 19 if longest <= 18 else 13
    room = FULL / each_line - _COLUMN_GAP
    most = max(math.ceil(len(each.label) * _LABEL_CHARACTER / room) for each in figures)
    shown = [
        {
            "label": soft(each.label),
            "lines": max(1, most),
            "text": soft(each.text),
            "note": soft(each.note),
            "size": size,
        }
        for each in figures
    ]
    return [shown[at : at + each_line] for at in range(0, len(shown), each_line)]


def _rows(section: Section, plan: Plan) -> list[list[dict[str, Any]]]:
    """Charts and tables in rows of one or two, in the order of the section.

    A narrow one takes the next narrow one of its kind to its side.
    """
    things: list[Chart | Table] = [
        *section.charts,
        *(each for each in section.tables if each.shown and each.rows),
    ]
    rows: list[list[Chart | Table]] = []
    while things:
        first = things.pop(0)
        fits = (each for each in things if _narrow(first) and _beside(first, each))
        partner = next(fits, None)
        if partner is not None:
            things = [each for each in things if each is not partner]
        rows.append([first] if partner is None else [first, partner])
    return [
        [_block(each, len(row) == 2, plan, (label(section), place)) for each in row]
        for place, row in enumerate(rows)
    ]


def _narrow(thing: Chart | Table) -> bool:
    """Whether it stands well on half a page."""
    if isinstance(thing, Chart):
        return thing.width <= _NARROW
    return sum(column_widths.wanted(thing)) <= HALF


def _beside(one: Chart | Table, other: Chart | Table) -> bool:
    """Whether the other can stand to the right: it is narrow and of the same kind."""
    return type(one) is type(other) and _narrow(other)


def _block(
    thing: Chart | Table, beside: bool, plan: Plan, place: tuple[str, int]
) -> dict[str, Any]:
    if isinstance(thing, Table):
        return _table(thing, HALF if beside else FULL, place[0] in plan.tight)
    return _chart(thing, beside, None if plan.grown is None else plan.grown.get(place, 1.0))


def _chart(chart: Chart, beside: bool, grown: float | None) -> dict[str, Any]:
    """The chart drawn for the width it has on the page; blank where ``grown`` is unknown."""
    points, scale = (HALF, _BESIDE) if beside else (FULL, _ALONE)
    width, height = round(points / scale), round(chart.height * (grown or 1.0))
    blank = f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}"/>'
    return {
        "kind": "chart",
        "long": False,
        "title": soft(chart.title),
        "alt": inert(chart.takeaway),
        "svg": blank if grown is None else pictures.svg(chart.figure, width, height, titled=False),
        "points": points,
        "height": height * scale,
    }


def rows_left_out(table: Table) -> str:
    """Words for a table of which not all rows are shown; none where they are."""
    if len(table.rows) <= table.shown:
        return ""
    shown, rows = wording.whole(table.shown), wording.whole(len(table.rows))
    return f"The first {shown} of {rows} rows; the workbook and the CSV hold all."


def is_long(table: Table) -> bool:
    """Whether a table goes on on another page: of many rows, or with texts of many lines."""
    shown = table.rows[: table.shown]
    return len(shown) > _WHOLE or any(
        len(text) > _PARAGRAPH for row in shown for text in texts(row)
    )


def _table(table: Table, room: float, tight: bool) -> dict[str, Any]:
    shown = table.rows[: table.shown]
    more = rows_left_out(table)
    return {
        "kind": "table",
        "long": is_long(table),
        "title": soft(table.title),
        "columns": [
            {
                "title": soft(whole_units(each.title)),
                "numeric": each.kind.numeric,
                "width": width,
            }
            for each, width in zip(table.columns, column_widths.fitted(table, room), strict=True)
        ],
        "rows": [[soft(text) for text in texts(row)] for row in shown],
        "note": " ".join(part for part in (soft(table.note), more) if part),
        "size": 9.5 if len(table.columns) <= 8 and not tight else 8.5,
        "pad": 2.4 if tight else 4.0 if len(shown) <= 14 else 3.2,
    }
