"""The board pack as slides: native, editable charts and tables, with notes on every slide.

A cover, the contents, one slide a section, then an appendix with all else. Nothing here
works out or words a figure; where things stand is decided in :mod:`pptx_main` and
:mod:`pptx_appendix`.
"""

from __future__ import annotations

import copy
import datetime as dt
from dataclasses import dataclass
from typing import Any

from lxml import etree
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml.ns import qn
from pptx.presentation import Presentation
from pptx.slide import Slide

from cockpit.boardpack import pptx_draw, pptx_template
from cockpit.boardpack.material import Progress
from cockpit.boardpack.model import Pack
from cockpit.boardpack.pptx_appendix import appendix_pages, remarks_pages
from cockpit.boardpack.pptx_blocks import REMARKS_TITLE, Page, charts_on
from cockpit.boardpack.pptx_contents import APPENDIX, appendix_entries, main_entries
from cockpit.boardpack.pptx_contents import parts as contents_parts
from cockpit.boardpack.pptx_grid import TablePart
from cockpit.boardpack.pptx_main import main_page
from cockpit.boardpack.pptx_measure import counted, cut, plain
from cockpit.boardpack.pptx_package import packed
from cockpit.boardpack.pptx_plan import body_top, one_line
from cockpit.boardpack.pptx_template import (
    BODY,
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
from cockpit.wording import GAP

FILE = "board_pack.pptx"
_NOTES = {
    "Contents": "The message of each section in one line, and the slide it stands on.",
    APPENDIX: "What the appendix holds, and the slide it begins on.",
}
_SLIDE_LINK = "ppaction://hlinksldjump"


def files(pack: Pack, progress: Progress | None = None) -> dict[str, bytes]:
    """The slides of a pack, under their file name; same pack, same bytes.

    ``progress`` is told section by section.
    """
    deck = pptx_template.template()
    made = dt.datetime.combine(pack.as_of, dt.time())
    _properties(deck, pack, made)
    _cover(deck, pack)
    plan = _plan(pack)
    contents = [_contents(deck, pack, part, "Contents") for part in plan.contents]
    first = []
    for place, page in enumerate(plan.main):
        if progress is not None:
            progress(place / len(plan.main), f"Slides: {pack.sections[place].title}")
        first.append(_page(deck, pack, page, made))
    divider = [_contents(deck, pack, part, APPENDIX) for part in plan.divider]
    further = [[_page(deck, pack, page, made) for page in pages] for pages in plan.appendix]
    _link(contents, [*first, *(slide for slide, _ in divider[:1])])
    _link(divider, [slides[0] for slides in further])
    return {FILE: packed(deck)}


@dataclass(frozen=True)
class _Plan:
    """All slides: contents, one a section, the contents of the appendix, the appendix."""

    contents: list[TablePart]
    main: list[Page]
    divider: list[TablePart]
    appendix: list[list[Page]]


def _plan(pack: Pack) -> _Plan:
    """What stands where; how many slides a table of contents takes hangs on no number in it."""
    planned = [main_page(section) for section in pack.sections]
    main = [page for page, _ in planned]
    groups = [
        appendix_pages(section, shown)
        for section, (_, shown) in zip(pack.sections, planned, strict=True)
    ]
    groups = [pages for pages in (*groups, remarks_pages(pack.sections)) if pages]

    def contents(first: int) -> list[TablePart]:
        divider = first + len(main) if groups else None
        return contents_parts(main_entries(main, first, divider), "Message")

    def divider(first: int) -> list[TablePart]:
        entries = appendix_entries(groups, first)
        return contents_parts(entries, "What stands there") if entries else []

    start = 2 + len(contents(3))
    further = start + len(main)
    return _Plan(contents(start), main, divider(further + len(divider(further + 1))), groups)


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


def _contents(deck: Presentation, pack: Pack, part: TablePart, named: str) -> tuple[Slide, Any]:
    slide = deck.slides.add_slide(deck.slide_layouts[SHORT_LAYOUT])
    title = f"{named}{counted(part.part, part.parts)}"
    write(slide.shapes.title.text_frame, [[(title, INHERITED)]])
    _drop(slide, EYEBROW, LEDE_INDEX)
    drawn = pptx_draw.table(slide, part, Box(LEFT, body_top("", ""), ROOM, 0))
    _frame(slide, pack, [_NOTES[named]])
    return slide, drawn


def _page(deck: Presentation, pack: Pack, page: Page, made: dt.datetime) -> Slide:
    layout = SHORT_LAYOUT if one_line(page.title) else MESSAGE_LAYOUT
    slide = deck.slides.add_slide(deck.slide_layouts[layout])
    write(slide.shapes.title.text_frame, [[(page.title, INHERITED)]])
    _eyebrow(slide, page)
    if page.lede:
        write(_holder(slide, LEDE_INDEX).text_frame, [[(page.lede, INHERITED)]])
    else:
        _drop(slide, LEDE_INDEX)
    for block, box in page.placed:
        pptx_draw.draw(slide, block, box, made)
    _frame(slide, pack, _notes(page))
    return slide


def _eyebrow(slide: Slide, page: Page) -> None:
    """The section and the question it answers, or that it is the appendix, above the title."""
    if page.section is None:
        write(_holder(slide, EYEBROW).text_frame, [[(APPENDIX, INHERITED)]])
        return
    said = APPENDIX if page.appendix else plain(page.section.question)
    name = cut(plain(page.section.title), BODY, ROOM / 2, 1, bold=True)
    question = cut(said, BODY, ROOM / 2 - 20, 1)
    line = [(name, Style(None, True, Colour.ACCENT)), (f"   {question}", INHERITED)]
    write(_holder(slide, EYEBROW).text_frame, [line])


def _notes(page: Page) -> list[str]:
    """Notes of a slide: the whole message, what the charts show, remarks and method."""
    section = page.section
    if section is None:
        return ["What has to be known to read the figures, and the sections it belongs to."]
    said = [f"{section.question} {section.headline}"]
    said += [f"{chart.title}: {chart.takeaway}" for chart in charts_on(page)]
    said += [f"{figure.label}: {figure.text}. {figure.note}".strip() for figure in section.figures]
    said += [f"{REMARKS_TITLE}: {remark}" for remark in section.remarks]
    for table in section.tables:
        if table.repeats and table.shown:
            said.append(f"In the workbook, since a chart shows the same: {table.title}")
        elif not table.shown:
            said.append(f"In the workbook: {table.title}")
    if section.method:
        said.append(f"Method: {section.method}")
    return said


def _frame(slide: Slide, pack: Pack, notes: list[str]) -> None:
    """Footer, slide number and speaker notes; every slide has them."""
    # A line ends with the dot between two parts and does not begin with it.
    footer = plain(pack.footer).replace(" · ", f"{GAP}· ").replace(" %", f"{GAP}%")
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
