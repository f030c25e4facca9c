"""The pages of a pack, the same for the PDF and for the pictures of pages.

They are set twice: as they are, and then with charts grown into what their pages have
left, so that no page is half empty. Pages are A4 landscape.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from cockpit.boardpack import sheet_content, typesetting
from cockpit.boardpack.model import Pack
from cockpit.boardpack.sheet_content import Plan

_PAGES, _PICTURES = "pack.typ", "picture.typ"
#: Charts of a page grow to this at most, and leave so many points of it white.
_MOST_GROWTH, _SPARE = 1.5, 20.0
#: Where the text of a page ends, in points from its top.
_FOOT = 544.0


def page_pdf(pack: Pack) -> bytes:
    """All pages as one PDF."""
    return typesetting.pdf(_PAGES, _fitting(pack), pack.as_of)


def page_pngs(pack: Pack) -> list[bytes]:
    """Each page as PNG, two pixels a point."""
    return typesetting.pngs(_PAGES, _fitting(pack))


def chart_pngs(pack: Pack) -> list[bytes]:
    """Each chart with its title and stamp as PNG, two pixels a pixel of the chart."""
    if not any(section.charts for section in pack.sections):
        return []
    return typesetting.pngs(_PICTURES, sheet_content.charts(pack))


def _fitting(pack: Pack) -> dict[str, Any]:
    """What the pages are set from in the end."""
    return sheet_content.pages(pack, _plan(sheet_content.pages(pack, None)))


def _plan(content: Mapping[str, Any]) -> Plan:
    """How high charts stand so that their pages are filled.

    The pages are set once as they are; the template marks where each row begins and ends,
    where a section ends and what its last page has left.
    """
    marks = typesetting.marks(_PAGES, content)
    grown: dict[tuple[str, int], float] = {}
    for section in content["sections"]:
        own = [mark for mark in marks if mark["section"] == section["label"]]
        heights = {
            place: max(each["height"] for each in row)
            for place, row in enumerate(section["rows"])
            if all(each["kind"] == "chart" for each in row)
        }
        for page in {mark["page"] for mark in own}:
            here = [mark for mark in own if mark["page"] == page]
            begun = {mark["part"] for mark in here} & heights.keys()
            drawn = sum(heights[place] for place in begun)
            left = _left(here) - _SPARE
            if drawn and left > 0:
                grown |= {
                    (section["label"], place): min(_MOST_GROWTH, 1 + left / drawn)
                    for place in begun
                }
    return Plan(grown)


def _left(marks: Sequence[Mapping[str, Any]]) -> float:
    """Points that stay white at the foot of a page."""
    used = max((mark["y"] for mark in marks if mark["part"] != "foot"), default=0.0)
    foot = min((mark["y"] for mark in marks if mark["part"] == "foot"), default=_FOOT)
    return float(foot - used)
