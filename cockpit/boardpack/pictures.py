"""A chart as SVG and PNG, without a browser and without the network.

Vega-Lite itself draws the very spec of the page (vl-convert carries it), with the rows of
the frame in it. The typeface is the one of :mod:`cockpit.boardpack.fonts`, names of
elements are counted anew in each picture, and nothing may be loaded: the same chart is
the same bytes on every machine, and several pictures can stand in one document.
"""

from __future__ import annotations

import functools
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import altair as alt
import vl_convert

from cockpit.boardpack import fonts
from cockpit.boardpack.signs import inert
from cockpit.charts.figure import Figure
from cockpit.theme import LIGHT, localised

#: Pictures kept by each process; a pack has a dozen or two.
_KEPT = 128
#: Room for the last label of an axis, half of which the fitting of Vega leaves out.
_PADDING = {"left": 5, "right": 16, "top": 5, "bottom": 5}
_OPENING = re.compile(r'<svg [^>]*?width="([\d.]+)" height="([\d.]+)" viewBox="([^"]*)"')


def svg(figure: Figure, width: int, height: int, *, titled: bool = True) -> str:
    """The chart as SVG of exactly this size.

    Parameters
    ----------
    figure
        Chart of a page; it is drawn on white, whatever the theme of the page.
    width, height
        In pixels, axes and labels included.
    titled
        Whether a title that the chart itself draws stays; not where one stands above it.

    Raises
    ------
    ValueError
        If Vega-Lite cannot draw the spec.
    """
    return _drawn(_complete(figure, width, height, titled), width, height)


def png(figure: Figure, width: int, height: int, density: int = 2, *, titled: bool = True) -> bytes:
    """The chart as PNG of ``density`` times this size in pixels (see :func:`svg`)."""
    return _painted(svg(figure, width, height, titled=titled), density)


def natural_height(figure: Figure, width: int) -> float:
    """Pixels that a chart takes down a page where it fills ``width`` and is not squeezed.

    Raises
    ------
    ValueError
        If Vega-Lite cannot draw the spec.
    """
    opening = _OPENING.search(_drawn_freely(_complete(figure, width, None, titled=True)))
    if opening is None:
        raise ValueError("the drawing states no size")
    return float(opening[2])


@dataclass(frozen=True, slots=True)
class Natural:
    """A drawing as an element to put into another, and its height in pixels."""

    drawing: str
    height: float


def natural(figure: Figure, width: int) -> Natural:
    """The chart as SVG ``width`` pixels wide, as high as it is by itself.

    Raises
    ------
    ValueError
        If Vega-Lite cannot draw the spec.
    """
    spec = _complete(figure, width, None, titled=True)
    found = _own_names(_drawn_freely(spec), hashlib.sha256(spec.encode()).hexdigest()[:8])
    opening = _OPENING.search(found)
    if opening is None:
        raise ValueError("the drawing states no size")
    wide, high = float(opening[1]), float(opening[2])
    if wide <= width:
        return Natural(found, high)
    # A drawing that cannot be fitted (facets) is made smaller.
    return Natural(
        f'<g transform="scale({width / wide:.4f})">{found}</g>', round(high * width / wide, 1)
    )


def painted(drawing: str, density: int = 2) -> bytes:
    """An SVG as PNG of ``density`` times its size in pixels."""
    return _painted(drawing, density)


def _complete(figure: Figure, width: int, height: int | None, titled: bool) -> str:
    """The spec with its data, size and typeface as canonical JSON: the key of the cache.

    Without a height it keeps its own.
    """
    given = localised(figure.spec)
    spec = {
        **given,
        "data": {"values": _records(figure)},
        "width": width,
        **({} if height is None else {"height": height}),
        "autosize": {"type": "fit-x" if height is None else "fit", "contains": "padding"},
        "padding": _PADDING,
        "config": {
            **given.get("config", {}),
            "font": fonts.FAMILY,
            "background": LIGHT.paper,
        },
    }
    if not titled:
        spec.pop("title", None)
    return json.dumps(spec, sort_keys=True, ensure_ascii=False, default=_plain)


def _records(figure: Figure) -> list[dict[str, Any]]:
    """The rows of the frame as JSON knows them; missing and infinite values are null."""
    frame = alt.utils.sanitize_pandas_dataframe(figure.frame)
    return [
        {
            str(name): inert(value) if isinstance(value, str) else value
            for name, value in row.items()
        }
        for row in frame.to_dict("records")
    ]


def _plain(value: Any) -> Any:
    """Numbers of numpy as Python's."""
    return value.item()


@functools.lru_cache(maxsize=1)
def _know_fonts() -> None:
    """Tells the converter of our typeface, once a process."""
    vl_convert.register_font_directory(str(fonts.FOLDER))


@functools.lru_cache(maxsize=_KEPT)
def _drawn_freely(spec: str) -> str:
    _know_fonts()
    return vl_convert.vegalite_to_svg(spec, allowed_base_urls=[])


@functools.lru_cache(maxsize=_KEPT)
def _drawn(spec: str, width: int, height: int) -> str:
    _know_fonts()
    found = vl_convert.vegalite_to_svg(spec, allowed_base_urls=[])
    return _sized(_own_names(found, hashlib.sha256(spec.encode()).hexdigest()[:8]), width, height)


@functools.lru_cache(maxsize=_KEPT)
def _painted(drawing: str, density: int) -> bytes:
    _know_fonts()
    return vl_convert.svg_to_png(drawing, scale=density)


def _own_names(drawing: str, prefix: str) -> str:
    """Names of clips and gradients counted within this picture and unlike any other's.

    Vega counts them over the life of the process, so that they would depend on what was
    drawn before, and two pictures in one document could share one.
    """
    names: Mapping[str, str] = {
        old: f"p{prefix}-{place}"
        for place, old in enumerate(dict.fromkeys(re.findall(r' id="([^"]+)"', drawing)))
    }

    def renamed(match: re.Match[str]) -> str:
        old = match.group(2)
        return match.group(1) + names.get(old, old) + match.group(3)

    drawing = re.sub(r'( id=")([^"]+)(")', renamed, drawing)
    return re.sub(r"""(url\(["']?#)([^"')]+)(["']?\))""", renamed, drawing)


def _sized(drawing: str, width: int, height: int) -> str:
    """The picture at the size asked for; one that Vega-Lite cannot fit (facets) is scaled."""
    opening = _OPENING.search(drawing)
    if opening is None or (float(opening[1]), float(opening[2])) == (width, height):
        return drawing
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}"><rect width="{width}" height="{height}" '
        f'fill="{LIGHT.paper}"/>'
    )
    inner = opening[0].replace(f'width="{opening[1]}"', f'width="{width}"', 1)
    inner = inner.replace(f'height="{opening[2]}"', f'height="{height}"', 1)
    return head + drawing.replace(opening[0], inner, 1) + "</svg>"
