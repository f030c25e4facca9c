"""The pages of a pack, the same for the PDF and for the pictures of pages.

They are set twice: as they are, and then with charts grown into what their pages have
left, so that no page is half empty. A section that would leave a few lines on its last page
is set closer before. Pages are A4 landscape.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cockpit.boardpack import sheet_content, typesetting
from cockpit.boardpack.model import Pack
from cockpit.boardpack.sheet_content import Plan

_PAGES, _PICTURES = "pack.typ", "picture.typ"
#: Charts of a page grow to this at most, and leave so many points of it white.
_MOST_GROWTH, _SPARE = 1.5, 20.0
#: Where the text of a page begins and ends, in points from its top.
_HEAD, _FOOT = 51.0, 544.0
#: A last page with no more than this on it is almost empty.
_FEW = 150.0


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
    content = sheet_content.pages(pack, Plan(None))
    marks = typesetting.marks(_PAGES, content)
    loose = _pages_of(marks)
    few = frozenset(_almost_empty(marks))
    if not few:
        return sheet_content.pages(pack, _plan(content, marks))
    content = sheet_content.pages(pack, Plan(None, few))
    closer = _pages_of(typesetting.marks(_PAGES, content))
    # What no page is saved by stays as it is: closer lines are harder to read.
    saved = frozenset(each for each in few if closer[each] < loose[each])
    content = sheet_content.pages(pack, Plan(None, saved))
    return sheet_content.pages(pack, _plan(content, typesetting.marks(_PAGES, content), saved))


def _pages_of(marks: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    """The last page of each section, counted from its first."""
    sections = {mark["section"] for mark in marks}
    pages = {key: [mark["page"] for mark in marks if mark["section"] == key] for key in sections}
    return {key: max(own) - min(own) for key, own in pages.items()}


def _almost_empty(marks: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Sections of which a few lines stand on a page of their own."""
    for mark in marks:
        own = [each for each in marks if each["section"] == mark["section"]]
        alone = mark["page"] > min(each["page"] for each in own)
        if mark["part"] == "end" and alone and mark["y"] - _HEAD < _FEW:
            yield str(mark["section"])


def _plan(
    content: Mapping[str, Any],
    marks: Sequence[Mapping[str, Any]],
    tight: frozenset[str] = frozenset(),
) -> Plan:
    """How high charts stand so that their pages are filled.

    The template marks where each row begins and ends, and where a section ends.
    """
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
    return Plan(grown, tight)


def _left(marks: Sequence[Mapping[str, Any]]) -> float:
    """Points that stay white at the foot of a page."""
    return float(_FOOT - max((mark["y"] for mark in marks), default=0.0))
