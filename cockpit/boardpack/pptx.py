"""The board pack as slides: native, editable charts and tables, with notes on every slide.

A cover, the contents, then each section on as many slides as it needs. Nothing here
works out or words a figure; where things stand is decided in :mod:`pptx_plan`.
"""

from __future__ import annotations

import copy
import datetime as dt
from typing import Any

from lxml import etree
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml.ns import qn
from pptx.presentation import Presentation
from pptx.slide import Slide

from cockpit import wording
from cockpit.boardpack import pptx_draw, pptx_template
from cockpit.boardpack.material import Progress
from cockpit.boardpack.model import Cell, Column, Kind, Pack, Section, Table
from cockpit.boardpack.pptx_blocks import REMARKS_TITLE, Page, charts_on
from cockpit.boardpack.pptx_grid import parts_of
from cockpit.boardpack.pptx_measure import counted, cut, opened, plain
from cockpit.boardpack.pptx_package import packed
from cockpit.boardpack.pptx_plan import body_top, one_line, pages_of
from cockpit.boardpack.pptx_template import (
    BODY,
    BODY_BOTTOM,
    BODY_TOP,
    COVER_LAYOUT,
    COVER_TITLE,
    EYEBROW,
    FOOTER,
    FOOTER_BOX,
    LEDE_INDEX,
    LEFT,
    MESSAGE_LAYOUT,
    NUMBER,
    ROOM,
    SHORT_LAYOUT,
    SMALL,
    Box,
    Colour,
)
from cockpit.boardpack.pptx_text import INHERITED, Style, write

FILE = "board_pack.pptx"
#: Signs of a link that stay on one line.
_LINK = 30
_SLIDE_LINK = "ppaction://hlinksldjump"


def files(pack: Pack, progress: Progress | None = None) -> dict[str, bytes]:
    """The slides of a pack, under their file name; same pack, same bytes.

    ``progress`` is told section by section.
    """
    deck = pptx_template.template()
    made = dt.datetime.combine(pack.as_of, dt.time())
    _properties(deck, pack, made)
    _cover(deck, pack)
    planned = [pages_of(section) for section in pack.sections]
    contents = _contents_parts(planned)
    listed = [_contents(deck, pack, part) for part in contents]
    first: list[Slide] = []
    for place, pages in enumerate(planned):
        if progress is not None:
            progress(place / len(planned), f"Slides: {pages[0].section.title}")
        slides = [_page(deck, pack, page, made) for page in pages]
        first.append(slides[0])
    _link(listed, first)
    return {FILE: packed(deck)}


def _properties(deck: Presentation, pack: Pack, made: dt.datetime) -> None:
    """Document properties; the dates are the pack's, never those of a clock."""
    core = deck.core_properties
    core.title = plain(pack.title)[:255]
    core.subject = plain(f"{pack.organisation}, scenario {pack.provenance.scenario}")[:255]
    core.category = plain(pack.classification)[:255]
    core.author = core.last_modified_by = "AI Value Cockpit"
    core.keywords = core.comments = ""
    core.language = pptx_template.LANGUAGE
    core.created = core.modified = made
    core.revision = 1


def _cover(deck: Presentation, pack: Pack) -> None:
    slide = deck.slides.add_slide(deck.slide_layouts[COVER_LAYOUT])
    title = cut(plain(pack.title), pptx_template.COVER, COVER_TITLE.width, 2, bold=True)
    write(slide.shapes.title.text_frame, [[(title, INHERITED)]])
    lines = [
        (pack.organisation, Style(24.0, False, Colour.CURRENT)),
        (pack.dated, Style(18.0, None, None, before=14)),
        (f"Scenario: {pack.provenance.scenario}", Style(18.0, None, None)),
        (pack.classification, Style(18.0, None, None)),
    ]
    shown = [
        [(cut(plain(text), style.size or BODY, ROOM, 2), style)] for text, style in lines if text
    ]
    write(slide.placeholders[1].text_frame, shown)
    _frame(slide, pack, [pack.title, pack.organisation])


def _contents_parts(planned: list[list[Page]]) -> list[Any]:
    """The contents as parts of a table: section, message, slide."""

    def table(start: int) -> Table:
        rows, number = [], start
        for pages in planned:
            section = pages[0].section
            message = opened(plain(section.headline), BODY, 600, 2)[0]
            # A link is not broken at spaces by every program.
            title = section.title.replace(" ", wording.GAP)
            texts = (title if len(title) <= _LINK else section.title, message, str(number))
            rows.append(tuple(Cell(text, text) for text in texts))
            number += len(pages)
        columns = (
            Column("section", "Section", Kind.TEXT, "Title of the section", width=1.0),
            Column("message", "Message", Kind.TEXT, "What it says", width=4.0),
            Column("slide", "Slide", Kind.COUNT, "Its first slide", width=0.4),
        )
        return Table("contents", "Contents", columns, tuple(rows), shown=len(rows))

    room = BODY_BOTTOM - BODY_TOP
    # How many slides the contents take does not depend on the numbers in them.
    count = len(parts_of(table(3), room))
    return list(parts_of(table(2 + count), room))


def _contents(deck: Presentation, pack: Pack, part: Any) -> Any:
    slide = deck.slides.add_slide(deck.slide_layouts[SHORT_LAYOUT])
    title = f"Contents{counted(part.part, part.parts)}"
    write(slide.shapes.title.text_frame, [[(title, INHERITED)]])
    _drop(slide, EYEBROW, LEDE_INDEX)
    drawn = pptx_draw.table(slide, part, Box(LEFT, body_top("", ""), ROOM, 0))
    _frame(slide, pack, ["The message of each section in one line, and the slide it begins on."])
    return slide, drawn


def _page(deck: Presentation, pack: Pack, page: Page, made: dt.datetime) -> Slide:
    layout = SHORT_LAYOUT if one_line(page.title) else MESSAGE_LAYOUT
    slide = deck.slides.add_slide(deck.slide_layouts[layout])
    write(slide.shapes.title.text_frame, [[(page.title, INHERITED)]])
    _eyebrow(slide, page.section)
    if page.lede:
        write(_holder(slide, LEDE_INDEX).text_frame, [[(page.lede, INHERITED)]])
    else:
        _drop(slide, LEDE_INDEX)
    for block, box in page.placed:
        pptx_draw.draw(slide, block, box, made)
    _frame(slide, pack, _notes(page))
    return slide


def _eyebrow(slide: Slide, section: Section) -> None:
    """The section and the question it answers, above the title."""
    name = cut(plain(section.title), BODY, ROOM / 2, 1, bold=True)
    question = cut(plain(section.question), BODY, ROOM / 2 - 20, 1)
    line = [(name, Style(None, True, Colour.ACCENT)), (f"   {question}", INHERITED)]
    write(_holder(slide, EYEBROW).text_frame, [line])


def _notes(page: Page) -> list[str]:
    """Notes of a slide: the whole message, what the charts show, remarks and method."""
    section = page.section
    said = [f"{section.question} {section.headline}"]
    said += [f"{chart.title}: {chart.takeaway}" for chart in charts_on(page)]
    said += [f"{figure.label}: {figure.text}. {figure.note}".strip() for figure in section.figures]
    said += [f"{REMARKS_TITLE}: {remark}" for remark in section.remarks]
    said += [f"In the workbook: {each.title}" for each in section.tables if not each.shown]
    if section.method:
        said.append(f"Method: {section.method}")
    return said


def _frame(slide: Slide, pack: Pack, notes: list[str]) -> None:
    """Footer, slide number and speaker notes; every slide has them."""
    footer = plain(pack.footer)
    for holder in slide.slide_layout.placeholders:
        if holder.placeholder_format.idx in (FOOTER, NUMBER):
            slide.shapes._spTree.append(copy.deepcopy(holder._element))
    shown = cut(footer, SMALL, FOOTER_BOX.width, 2)
    write(_holder(slide, FOOTER).text_frame, [[(shown, INHERITED)]])
    # Ids within a slide are unique, also those of what came from the layout.
    for number, element in enumerate(slide.shapes._spTree.iter(qn("p:cNvPr")), start=1):
        element.set("id", str(number))
    text = slide.notes_slide.notes_text_frame
    assert text is not None
    write(text, [[(line, INHERITED)] for line in [*notes, footer] if line])


def _holder(slide: Slide, index: int) -> Any:
    return next(each for each in slide.placeholders if each.placeholder_format.idx == index)


def _drop(slide: Slide, *indexes: int) -> None:
    """Placeholders without a text would show their prompt."""
    for index in indexes:
        element = _holder(slide, index)._element
        element.getparent().remove(element)


def _link(contents: list[Any], first: list[Slide]) -> None:
    """The titles in the contents lead to their slides."""
    targets = iter(first)
    for slide, drawn in contents:
        for row in list(drawn.rows)[1:]:
            key = slide.part.relate_to(next(targets).part, RT.SLIDE)
            for look in row.cells[0]._tc.iter(qn("a:rPr")):
                link = etree.SubElement(look, qn("a:hlinkClick"), action=_SLIDE_LINK)
                link.set(qn("r:id"), key)
