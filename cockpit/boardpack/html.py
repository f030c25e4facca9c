"""The pack as one web page that needs nothing but itself: no script, no request, no network.

Jinja2 escapes every text of the pack; drawings and typefaces are in the file, and a
content security policy forbids the browser everything else.
"""

from __future__ import annotations

import base64
import functools
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup, escape

from cockpit.boardpack import column_widths, fonts, pictures
from cockpit.boardpack.material import Progress
from cockpit.boardpack.model import Chart, Pack, Section, Table
from cockpit.boardpack.pptx_measure import whole_units
from cockpit.boardpack.sheet_content import FULL, facts, is_long, rows_left_out
from cockpit.boardpack.signs import inert
from cockpit.theme import DARK, LIGHT, Palette

_TEMPLATE = Path(__file__).with_name("page.html.j2")
#: What the page shows; figures in italics there are none.
_FACES = ((400, "normal"), (600, "normal"))
#: A chart grows to this times its size at most; pixels of a root em.
_LARGEST, _PIXELS = 1.25, 16


def files(pack: Pack, progress: Progress | None = None) -> dict[str, bytes]:
    """The file ``board_pack.html``; the same pack gives the same bytes."""
    if progress is not None:
        progress(0.0, "page")
    text = _template().render(
        pack=pack,
        day=pack.dated,
        facts=facts(pack),
        family=fonts.FAMILY,
        faces=list(_faces()),
        light=_colours(LIGHT),
        dark=_colours(DARK),
        drawing=_drawing,
        rows_left_out=rows_left_out,
        shares=_shares,
        is_long=is_long,
        whole_units=whole_units,
    )
    return {"board_pack.html": text.encode("utf-8", "replace")}


@functools.lru_cache(maxsize=1)
def _template() -> jinja2.Template:
    """The template; whatever it is given is escaped unless we made it as markup."""
    frame = jinja2.Environment(
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        finalize=_inert,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return frame.from_string(_TEMPLATE.read_text(encoding="utf-8"))


def _inert(value: Any) -> Any:
    """Text without controls; markup of ours as it is."""
    return inert(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _drawing(section: Section, chart: Chart) -> Markup:
    """The chart as part of the page, with its title and message for those who cannot see it."""
    drawn = pictures.svg(chart.figure, chart.width, chart.height, titled=False)
    name = f"{section.key}-{chart.key}"
    words = Markup('<title id="{0}-name">{1}</title><desc id="{0}-words">{2}</desc>').format(
        name, inert(chart.title), inert(chart.takeaway)
    )
    spoken = (
        f'<svg role="img" aria-labelledby="{escape(name)}-name {escape(name)}-words" '
        f'style="max-width: {_LARGEST * chart.width / _PIXELS:.2f}rem"'
    )
    head, rest = drawn.replace("<svg", spoken, 1).split(">", 1)
    # Vega escapes the texts of a drawing; what is added here is escaped above.
    return Markup(f"{head}>{words}{rest}")


def _shares(table: Table) -> list[str]:
    """Width of each column in percent of the table, as on paper: by the texts that it holds."""
    widths = column_widths.fitted(table, FULL)
    return [f"{100 * each / sum(widths):.2f}" for each in widths]


def _faces() -> Iterator[dict[str, Any]]:
    """The typeface as it is put into the page."""
    for weight, style in _FACES:
        content = (fonts.FOLDER / fonts.FILES[weight, style]).read_bytes()
        yield {"weight": weight, "style": style, "data": base64.b64encode(content).decode()}


def _colours(palette: Palette) -> list[tuple[str, str]]:
    return [(name, value) for name, value in asdict(palette).items() if name != "name"]
