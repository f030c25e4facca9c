"""Colours and chart settings: one source for the app, the charts and the exports.

Figures follow the reporting convention that actual or current is solid and dark,
the reference is a grey outline, and colour appears only where it means better or
worse. Blue and vermillion stay apart for every common colour deficiency, and are
never the only sign: a word or a sign always says the same.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cockpit import locales

FONT = '"Source Sans", "Source Sans Pro", "Helvetica Neue", Arial, sans-serif'

#: The tab's icon, drawn here: a named icon would be fetched from the network.
ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">'
    '<path fill="#0072B2" d="M2 9h3v5H2zM6.5 5.5h3V14h-3zM11 2h3v12h-3z"/></svg>'
)

#: What the menu at the right of the header says beside the choice of theme.
ABOUT = "AI Value Cockpit: which AI initiatives deserve money, and how sure that is."

_UNDO = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16" viewBox="0 0 16 16">'
    '<path fill="none" stroke="#7A858F" stroke-width="1.6" stroke-linecap="round" '
    'd="M5.5 3 2.5 6l3 3M3 6h6.5a3.5 3.5 0 0 1 0 7H6"/></svg>'
)
#: The reset sign as a data address: in a label its alternative text names the button.
UNDO_ADDRESS = "data:image/svg+xml;base64," + base64.b64encode(_UNDO.encode()).decode()


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours of one theme; each text or mark colour has at least 3 : 1 on ``paper``."""

    name: str
    paper: str
    ink: str
    quiet: str
    rule: str
    base: str
    current: str
    band: str
    better: str
    worse: str
    accent: str


LIGHT = Palette(
    name="light",
    paper="#FFFFFF",
    ink="#0E161F",
    quiet="#5F6B76",
    rule="#E3E7EB",
    base="#8A949E",
    current="#1F3A5F",
    band="#C9D5E3",
    better="#0072B2",
    worse="#BF5300",
    accent="#0072B2",
)
DARK = Palette(
    name="dark",
    paper="#0F151C",
    ink="#E8ECF0",
    quiet="#A3AEB9",
    rule="#2B343E",
    base="#7C8894",
    current="#C5D7EC",
    band="#33506F",
    better="#56B4E9",
    worse="#F0843C",
    accent="#56B4E9",
)


def palette(theme_type: str | None) -> Palette:
    """The palette for ``"light"``, ``"dark"`` or unknown (light)."""
    return DARK if theme_type == "dark" else LIGHT


#: Chart text in pixels: usual, and on pages that a meeting reads from a projector.
TEXT, PROJECTED = 12, 13


def localised(spec: Mapping[str, Any]) -> dict[str, Any]:
    """The spec with axes and labels that write numbers as the locale in force does."""
    signs = locales.signs()
    number = {"decimal": signs.decimal, "thousands": signs.group, "grouping": [3],
              "currency": ["", ""], "minus": "\u2212"}  # fmt: skip
    return {**spec, "config": {**spec.get("config", {}), "locale": {"number": number}}}


#: Everything a chart says is written in it and in its description: a tooltip, or a description of
#: each mark, would say the names of fields.
MARK: dict[str, Any] = {"tooltip": None, "aria": False}


def vega_config(colours: Palette, text_size: int = TEXT) -> dict[str, Any]:
    """Vega-Lite ``config`` for every chart: quiet axes, one typeface, no frame."""
    return {
        "background": "transparent",
        "font": FONT,
        "view": {"stroke": None},
        "axis": {
            "labelColor": colours.quiet,
            "titleColor": colours.quiet,
            "labelFontSize": text_size,
            "titleFontSize": text_size,
            "titleFontWeight": "normal",
            "gridColor": colours.rule,
            "domainColor": colours.rule,
            "tickColor": colours.rule,
            "labelLimit": 220,
        },
        "text": {"color": colours.ink, "fontSize": text_size},
        "title": {
            "color": colours.ink,
            "fontSize": 14,
            "fontWeight": 600,
            "anchor": "start",
            "subtitleColor": colours.quiet,
            "subtitleFontSize": 12,
            "offset": 8,
        },
        "legend": {"disable": True},
        "mark": MARK,
    }
