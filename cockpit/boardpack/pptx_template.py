"""The template of the slides, made in code: one master, a cover, message slides.

Texts stand in placeholders, so that the outline view, screen readers and "reset slide"
work; colours and typeface stand in the theme, so that a company's own theme can be laid
over the slides. Lengths are points; a slide is 960 by 540 (13.333 by 7.5 inches).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import pptx
from lxml import etree
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.presentation import Presentation
from pptx.util import Pt

from cockpit.theme import LIGHT

#: On every machine, and Liberation Sans stands in for it with the same widths.
TYPEFACE = "Arial"
LANGUAGE = "en-GB"
WIDTH, HEIGHT = 960.0, 540.0
LEFT, ROOM = 44.0, 872.0
#: Font sizes in points.
TITLE, LEDE, BODY, SMALL, FIGURE, COVER = 24.0, 14.0, 12.0, 10.0, 30.0, 40.0
#: Placeholders of the layouts, by their index.
EYEBROW, LEDE_INDEX, FOOTER, NUMBER = 13, 14, 11, 12
COVER_LAYOUT, MESSAGE_LAYOUT, SHORT_LAYOUT = 0, 1, 2

_NS = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
_THEME = {
    "dk1": LIGHT.ink,
    "lt1": LIGHT.paper,
    "dk2": LIGHT.quiet,
    "lt2": LIGHT.rule,
    "accent1": LIGHT.current,
    "accent2": LIGHT.base,
    "accent3": LIGHT.better,
    "accent4": LIGHT.worse,
    "accent5": LIGHT.band,
    "accent6": LIGHT.accent,
    "hlink": LIGHT.current,
    "folHlink": LIGHT.current,
}


class Colour:
    """Colours of the palette as places of the theme."""

    INK = MSO_THEME_COLOR.TEXT_1
    PAPER = MSO_THEME_COLOR.BACKGROUND_1
    QUIET = MSO_THEME_COLOR.TEXT_2
    RULE = MSO_THEME_COLOR.BACKGROUND_2
    CURRENT = MSO_THEME_COLOR.ACCENT_1
    BASE = MSO_THEME_COLOR.ACCENT_2
    BETTER = MSO_THEME_COLOR.ACCENT_3
    WORSE = MSO_THEME_COLOR.ACCENT_4
    BAND = MSO_THEME_COLOR.ACCENT_5
    ACCENT = MSO_THEME_COLOR.ACCENT_6


@dataclass(frozen=True, slots=True)
class Box:
    """A place on a slide, in points from its upper left corner."""

    left: float
    top: float
    width: float
    height: float

    @property
    def bottom(self) -> float:
        """Lower edge."""
        return self.top + self.height

    @property
    def emu(self) -> tuple[int, int, int, int]:
        """Left, top, width and height in English metric units."""
        return (Pt(self.left), Pt(self.top), Pt(self.width), Pt(self.height))


@dataclass(frozen=True, slots=True)
class _Holder:
    """A placeholder of the master or of a layout."""

    name: str
    type: str
    index: int
    box: Box
    size: float
    colour: str = "tx1"
    bold: bool = False
    align: str = "l"
    anchor: str = "t"
    prompt: str = ""


#: How much higher everything stands below a title of one line.
SHORTER = 28.0
_TITLE_BOX = Box(LEFT, 46, ROOM, 60)
_SHORT_BOX = Box(LEFT, 46, ROOM, 60 - SHORTER)
_LEDE_TOP, _LEDE_HEIGHT = 110.0, 36.0
EYEBROW_BOX = Box(LEFT, 25, ROOM, 18)
FOOTER_BOX = Box(LEFT, 503, 800, 26)
COVER_TITLE, COVER_TEXT = Box(LEFT, 120, ROOM, 100), Box(LEFT, 262, ROOM, 190)
_NUMBER_BOX = Box(856, 503, 60, 26)
#: Top of what a slide shows below a title of two lines, with a lede besides; and its bottom.
BODY_TOP, BODY_TOP_LEDE, BODY_BOTTOM = 122.0, 158.0, 490.0

_TITLE = _Holder("Title", "title", 0, _TITLE_BOX, TITLE, bold=True, prompt="The message")
_FOOTER = _Holder("Footer", "ftr", FOOTER, FOOTER_BOX, SMALL, "tx2", prompt="Footer")
_NUMBER = _Holder("Slide number", "sldNum", NUMBER, _NUMBER_BOX, SMALL, "tx2", align="r")
_BODY = _Holder("Text", "body", 1, Box(LEFT, BODY_TOP, ROOM, 366), LEDE, prompt="Text")


def _message(title: Box, shift: float) -> tuple[_Holder, ...]:
    """Placeholders of a message slide."""
    lede = Box(LEFT, _LEDE_TOP - shift, ROOM, _LEDE_HEIGHT)
    return (
        _Holder("Title", "title", 0, title, TITLE, bold=True, prompt="The message"),
        _Holder("Section", "body", EYEBROW, EYEBROW_BOX, BODY, "tx2", prompt="Section"),
        _Holder("Lede", "body", LEDE_INDEX, lede, LEDE, "tx2", prompt="Lede"),
        _FOOTER,
        _NUMBER,
    )


_LAYOUTS = {
    "Cover": (
        _Holder("Title", "ctrTitle", 0, COVER_TITLE, COVER, bold=True, anchor="b", prompt="Title"),
        _Holder("Text", "subTitle", 1, COVER_TEXT, 18, "tx2", prompt="Organisation and date"),
        _FOOTER,
        _NUMBER,
    ),
    "Message of two lines": _message(_TITLE_BOX, 0.0),
    "Message of one line": _message(_SHORT_BOX, SHORTER),
}


def template() -> Presentation:
    """An empty presentation with the master, its theme and its layouts:
    the cover, and message slides for titles of two lines and of one.
    """
    deck = pptx.Presentation()
    deck.slide_width, deck.slide_height = Pt(WIDTH), Pt(HEIGHT)
    size = deck.part._element.find("{*}sldSz")
    size.attrib.pop("type", None)
    master = deck.slide_master
    # The other layouts of the default template are for slides that a pack does not have.
    for layout in list(master.slide_layouts)[len(_LAYOUTS) :]:
        master.slide_layouts.remove(layout)
    _theme(master.part.part_related_by(RT.THEME))
    _fill(master._element, (_TITLE, _BODY, _FOOTER, _NUMBER))
    _rule(master._element)
    _styles(master._element)
    for layout, (name, holders) in zip(master.slide_layouts, _LAYOUTS.items(), strict=True):
        layout._element.cSld.set("name", name)
        layout._element.attrib.pop("type", None)
        layout._element.set("userDrawn", "1")
        _fill(layout._element, holders)
    _accent(deck.slide_layouts[COVER_LAYOUT]._element)
    return deck


def _theme(part: object) -> None:
    """The palette and the typeface into the theme of the default template."""
    text = part.blob.decode("utf-8")  # type: ignore[attr-defined]
    for name, colour in _THEME.items():
        swatch = f'<a:{name}><a:srgbClr val="{colour.removeprefix("#")}"/></a:{name}>'
        text = re.sub(rf"<a:{name}>.*?</a:{name}>", swatch, text, count=1)
    text = text.replace('<a:latin typeface="Calibri"/>', f'<a:latin typeface="{TYPEFACE}"/>')
    text = text.replace('name="Office Theme"', 'name="AI Value Cockpit"')
    text = re.sub(r'(clrScheme|fontScheme) name="Office"', r'\1 name="AI Value Cockpit"', text)
    part._blob = text.encode("utf-8")  # type: ignore[attr-defined]


def _fill(element: etree._Element, holders: tuple[_Holder, ...]) -> None:
    """Placeholders in place of those of the default template."""
    tree = element.find(".//{*}spTree")
    assert tree is not None
    for shape in tree.findall("{*}sp"):
        tree.remove(shape)
    for number, holder in enumerate(holders, start=2):
        tree.append(etree.fromstring(_shape(number, holder)))


def _shape(number: int, holder: _Holder) -> str:
    """One placeholder; its level carries size, weight, colour and alignment."""
    left, top, width, height = holder.box.emu
    index = f' idx="{holder.index}"' if holder.index else ""
    weight = ' b="1"' if holder.bold else ""
    run = f'<a:rPr lang="{LANGUAGE}"/>'
    content = (
        f'<a:fld id="{{C1FF6DA9-008F-8B48-92A6-B652298478BF}}" type="slidenum">{run}'
        "<a:t>‹#›</a:t></a:fld>"
        if holder.type == "sldNum"
        else f"<a:r>{run}<a:t>{holder.prompt}</a:t></a:r>"
    )
    return (
        f'<p:sp {_NS}><p:nvSpPr><p:cNvPr id="{number}" name="{holder.name} {number - 1}"/>'
        '<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f'<p:nvPr><p:ph type="{holder.type}"{index}/></p:nvPr></p:nvSpPr>'
        f'<p:spPr><a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/>'
        '</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr>'
        '<p:txBody><a:bodyPr vert="horz" wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" '
        f'anchor="{holder.anchor}"><a:noAutofit/></a:bodyPr>'
        f'<a:lstStyle><a:lvl1pPr marL="0" indent="0" algn="{holder.align}"><a:buNone/>'
        f'<a:defRPr sz="{holder.size * 100:.0f}"{weight}><a:solidFill>'
        f'<a:schemeClr val="{holder.colour}"/></a:solidFill></a:defRPr></a:lvl1pPr></a:lstStyle>'
        f"<a:p>{content}</a:p></p:txBody></p:sp>"
    )


def _rule(element: etree._Element) -> None:
    """A hair line above the footer of every slide."""
    tree = element.find(".//{*}spTree")
    assert tree is not None
    line = (
        f'<p:cxnSp {_NS}><p:nvCxnSpPr><p:cNvPr id="20" name="Rule"/><p:cNvCxnSpPr/><p:nvPr '
        f'userDrawn="1"/></p:nvCxnSpPr><p:spPr><a:xfrm><a:off x="{Pt(LEFT)}" y="{Pt(498)}"/>'
        f'<a:ext cx="{Pt(ROOM)}" cy="0"/></a:xfrm><a:prstGeom prst="line"><a:avLst/></a:prstGeom>'
        f'<a:ln w="9525"><a:solidFill><a:schemeClr val="bg2"/></a:solidFill></a:ln></p:spPr>'
        "</p:cxnSp>"
    )
    tree.append(etree.fromstring(line))


def _accent(element: etree._Element) -> None:
    """The one touch of colour on the cover."""
    tree = element.find(".//{*}spTree")
    assert tree is not None
    left, top, width, height = Box(LEFT, 236, 64, 5).emu
    bar = (
        f'<p:sp {_NS}><p:nvSpPr><p:cNvPr id="21" name="Accent"/><p:cNvSpPr/><p:nvPr userDrawn="1"/>'
        f'</p:nvSpPr><p:spPr><a:xfrm><a:off x="{left}" y="{top}"/>'
        f'<a:ext cx="{width}" cy="{height}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
        '</a:prstGeom><a:solidFill><a:schemeClr val="accent6"/></a:solidFill><a:ln><a:noFill/>'
        "</a:ln></p:spPr></p:sp>"
    )
    tree.insert(2, etree.fromstring(bar))


def _styles(element: etree._Element) -> None:
    """Text styles of the master: left, no bullets, the typeface of the theme."""
    old = element.find("{*}txStyles")
    assert old is not None

    def level(size: float, face: str, bold: bool = False) -> str:
        return (
            '<a:lvl1pPr marL="0" indent="0" algn="l" rtl="0" eaLnBrk="1" hangingPunct="1">'
            '<a:spcBef><a:spcPts val="0"/></a:spcBef><a:buNone/>'
            f'<a:defRPr sz="{size * 100:.0f}" b="{int(bold)}" kern="1200"><a:solidFill>'
            f'<a:schemeClr val="tx1"/></a:solidFill><a:latin typeface="+{face}-lt"/>'
            f'<a:ea typeface="+{face}-ea"/><a:cs typeface="+{face}-cs"/></a:defRPr></a:lvl1pPr>'
        )

    new = (
        f"<p:txStyles {_NS}><p:titleStyle>{level(TITLE, 'mj', True)}</p:titleStyle>"
        f"<p:bodyStyle>{level(LEDE, 'mn')}</p:bodyStyle>"
        f"<p:otherStyle>{level(BODY, 'mn')}</p:otherStyle></p:txStyles>"
    )
    element.replace(old, etree.fromstring(new))
