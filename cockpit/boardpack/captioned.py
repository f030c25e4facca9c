"""A chart as a picture that stands alone: its title above, what it rests on below.

Whoever pastes it elsewhere loses the page around it; title and stamp travel with it. The
chart keeps the height that it has on its page, so that nothing of it is cut off.
"""

from __future__ import annotations

import html
import re
from dataclasses import asdict
from typing import Any

from cockpit.boardpack import fonts, pictures
from cockpit.boardpack.pptx_measure import wrapped
from cockpit.boardpack.signs import inert
from cockpit.charts.figure import Figure
from cockpit.theme import DARK, LIGHT

#: Pixels: usual width of a picture, its margin, and each kind of text.
WIDTH, _MARGIN, _TITLE, _STAMP = 760, 18, 18, 12
_LINE = 1.3
#: Lines of a title and of a stamp; what is longer ends with an ellipsis.
_MOST_LINES = 3


def on_white(figure: Figure) -> Figure:
    """The chart in the colours of the light theme, whichever theme its spec was made for."""
    light = asdict(LIGHT)
    swap = {colour.casefold(): light[name] for name, colour in asdict(DARK).items()}
    return Figure(figure.frame, _swapped(figure.spec, swap), figure.alt)


def _swapped(part: Any, swap: dict[str, str]) -> Any:
    if isinstance(part, dict):
        return {key: _swapped(value, swap) for key, value in part.items()}
    if isinstance(part, list):
        return [_swapped(value, swap) for value in part]
    if isinstance(part, str):
        return re.sub(
            r"#[0-9A-Fa-f]{6}", lambda found: swap.get(found[0].casefold(), found[0]), part
        )
    return part


def svg(figure: Figure, title: str, stamp: str, width: int = WIDTH) -> str:
    """The chart with title and stamp as SVG on white, ``width`` pixels wide.

    Raises
    ------
    ValueError
        If Vega-Lite cannot draw the spec.
    """
    inner = pictures.natural(on_white(figure), width - 2 * _MARGIN)
    head = _lines(title, _TITLE, width, bold=True)
    foot = _lines(stamp, _STAMP, width, bold=False)
    top = _MARGIN + _height(head, _TITLE) + (12 if head else 0)
    below = top + inner.height + (10 if foot else 0)
    height = round(below + _height(foot, _STAMP) + _MARGIN)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" font-family="{fonts.FAMILY}">',
        f"<title>{html.escape(inert(title))}</title>",
        f"<desc>{html.escape(inert(figure.alt))}</desc>",
        f'<rect width="{width}" height="{height}" fill="{LIGHT.paper}"/>',
        _text(head, _MARGIN, _TITLE, LIGHT.ink, 600),
        f'<g transform="translate({_MARGIN},{top:g})">{inner.drawing}</g>',
        _text(foot, below, _STAMP, LIGHT.quiet, 400),
        "</svg>",
    ]
    return "".join(parts)


def png(figure: Figure, title: str, stamp: str, width: int = WIDTH, density: int = 2) -> bytes:
    """The same picture as PNG of ``density`` times its size in pixels."""
    return pictures.painted(svg(figure, title, stamp, width), density)


def _lines(text: str, size: int, width: int, *, bold: bool) -> tuple[str, ...]:
    """The text in lines of the picture's width; none for an empty text."""
    text = " ".join(inert(text).split())
    if not text:
        return ()
    found = wrapped(text, size, width - 2 * _MARGIN, bold=bold)
    if len(found) > _MOST_LINES:
        found = (*found[: _MOST_LINES - 1], f"{found[_MOST_LINES - 1]} …")
    return found


def _height(lines: tuple[str, ...], size: int) -> float:
    return len(lines) * size * _LINE


def _text(lines: tuple[str, ...], top: float, size: int, colour: str, weight: int) -> str:
    return "".join(
        f'<text x="{_MARGIN}" y="{top + (place + 0.8) * size * _LINE:.1f}" font-size="{size}" '
        f'font-weight="{weight}" fill="{colour}">{html.escape(line)}</text>'
        for place, line in enumerate(lines)
    )
