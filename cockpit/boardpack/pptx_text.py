"""Texts on slides: runs with a language, in the colours of the theme, exactly as given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.oxml.ns import qn
from pptx.slide import Slide
from pptx.text.text import TextFrame
from pptx.util import Pt

from cockpit.boardpack.pptx_measure import plain
from cockpit.boardpack.pptx_template import BODY, LANGUAGE, Box, Colour

_DECORATIVE = (
    '<a:extLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative xmlns:adec='
    '"http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
)
_NAMES: dict[MSO_THEME_COLOR, str] = {
    Colour.INK: "tx1",
    Colour.PAPER: "bg1",
    Colour.QUIET: "tx2",
    Colour.RULE: "bg2",
    Colour.CURRENT: "accent1",
    Colour.BASE: "accent2",
    Colour.BETTER: "accent3",
    Colour.WORSE: "accent4",
    Colour.BAND: "accent5",
    Colour.ACCENT: "accent6",
}


@dataclass(frozen=True, slots=True)
class Style:
    """How a run reads: size in points, weight, colour; ``None`` leaves it to the layout."""

    size: float | None = BODY
    bold: bool | None = None
    colour: MSO_THEME_COLOR | None = Colour.INK
    before: float = 0.0
    align: str = ""


#: Runs of one paragraph, each with its style; the paragraph takes alignment from the first.
Line = Sequence[tuple[str, Style]]

INHERITED = Style(None, None, None)


def write(frame: TextFrame, lines: Sequence[Line]) -> None:
    """Paragraphs into a text frame, in place of what it holds."""
    body = frame._txBody
    for old in body.findall(qn("a:p")):
        body.remove(old)
    for line in lines or [()]:
        body.append(_paragraph(line))


def _paragraph(line: Line) -> Any:
    paragraph = etree.Element(qn("a:p"))
    if line and (line[0][1].before or line[0][1].align):
        look = etree.SubElement(paragraph, qn("a:pPr"))
        if line[0][1].align:
            look.set("algn", line[0][1].align)
        if line[0][1].before:
            space = etree.SubElement(look, qn("a:spcBef"))
            etree.SubElement(space, qn("a:spcPts"), val=f"{line[0][1].before * 100:.0f}")
    for text, style in line:
        run = etree.SubElement(paragraph, qn("a:r"))
        _properties(run, "a:rPr", style)
        etree.SubElement(run, qn("a:t")).text = plain(text)
    if not line:
        etree.SubElement(paragraph, qn("a:endParaRPr"), lang=LANGUAGE)
    return paragraph


def _properties(parent: Any, tag: str, style: Style) -> None:
    look = etree.SubElement(parent, qn(tag), lang=LANGUAGE)
    if style.size is not None:
        look.set("sz", f"{style.size * 100:.0f}")
    if style.bold is not None:
        look.set("b", str(int(style.bold)))
    if style.colour is not None:
        fill = etree.SubElement(look, qn("a:solidFill"))
        etree.SubElement(fill, qn("a:schemeClr"), val=_NAMES[style.colour])


def text_box(slide: Slide, box: Box, name: str, lines: Sequence[Line]) -> None:
    """A text box without margins that neither grows nor shrinks."""
    shape = slide.shapes.add_textbox(*box.emu)
    shape.name = name
    frame = shape.text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = Pt(0)
    write(frame, lines)


def describe(shape: Any, name: str, words: str) -> None:
    """Name and alternative text of a picture, chart or table."""
    properties = shape._element.xpath(".//p:cNvPr")[0]
    properties.set("name", plain(name))
    properties.set("descr", plain(words))


def decorate(shape: Any) -> None:
    """Marks a line as decoration, which a screen reader passes over."""
    properties = shape._element.xpath(".//p:cNvPr")[0]
    properties.append(etree.fromstring(_DECORATIVE))
