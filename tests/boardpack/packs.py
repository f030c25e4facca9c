"""Packs for the tests of the renderers: the sample's, and one whose every text is hostile."""

from __future__ import annotations

import datetime as dt
from functools import cache

import altair as alt
import pandas as pd

from cockpit.boardpack.build import build
from cockpit.boardpack.headless import material_of
from cockpit.boardpack.model import (
    Cell,
    Chart,
    Column,
    KeyFigure,
    Kind,
    Pack,
    Provenance,
    Section,
    Table,
)
from cockpit.boardpack.options import PackOptions
from cockpit.charts.figure import ROWS, Figure, spec_of
from cockpit.inventory.portfolio_from import portfolio_of
from cockpit.inventory.reader import read_workbook
from cockpit.theme import LIGHT
from sample_data import SAMPLE
from scenarios.presets import PRESETS

AS_OF = dt.date(2026, 1, 1)
#: Names that are markup, code, a formula or a layout's nightmare somewhere.
HOSTILE = (
    '#read("/etc/passwd")',
    "<script>alert(1)</script> & </svg>",
    "*bold* _thin_ `code` $x^2$ = head",
    "@cite <label> https://example.org/a",
    "=1+1 \\ #panic() ] [ } {",
    "שלום مرحبا",
    "Ωμέγα – Привет ‰ ≥ −",
    "emoji 🚀 漢字",
    "Wort" * 75,
    "quote \" and ' and --> <!-- ]]>",
)


@cache
def sample_pack(scenario: str = "tenfold-usage", draws: int = 2000) -> Pack:
    """The pack of the sample with every section."""
    reading = read_workbook(SAMPLE, SAMPLE.name)
    portfolio = portfolio_of(reading, AS_OF)
    return build(material_of(reading, portfolio, PRESETS[scenario], draws=draws), PackOptions())


def bar_figure(names: tuple[str, ...]) -> Figure:
    """A bar for each name, as long as its place."""
    frame = pd.DataFrame({"Name": names, "Size": [float(place + 1) for place in range(len(names))]})
    chart = (
        alt.Chart(ROWS)
        .mark_bar()
        .encode(alt.Y("Name:N", sort=None, title=None), alt.X("Size:Q", title=None))
        .properties(height=alt.Step(20))
    )
    return Figure(frame, spec_of(chart, LIGHT), "bars")


@cache
def hostile_pack() -> Pack:
    """Every text of the model is hostile, and every kind of thing is there."""
    sections = tuple(_hostile_section(place, text) for place, text in enumerate(HOSTILE))
    return Pack(
        title=HOSTILE[0],
        organisation=HOSTILE[1],
        classification=HOSTILE[2],
        locale="en-GB",
        as_of=AS_OF,
        provenance=Provenance(
            f"data 0123 · {HOSTILE[3]} · seed 1",
            *("0123", HOSTILE[4], HOSTILE[5], "4567", 1, 100, "0.1.0", "2026-01-01", "EUR"),
        ),
        sections=sections,
    )


def _hostile_section(place: int, text: str) -> Section:
    columns = (
        Column("name", text, Kind.TEXT, text),
        Column("amount", "Amount, EUR m", Kind.MONEY, "amount", "EUR", divisor=1e6, decimals=1),
    )
    rows = tuple(
        (Cell(f"{each} r{row}", f"{each} r{row}"), Cell(row * 1e5, f"{row / 10:,.1f}"))
        for row, each in enumerate(HOSTILE)
    )
    chart = Chart("bars", f"Bars of {text}", f"Longest: {text}", bar_figure(HOSTILE), height=260)
    return Section(
        key=f"s{place}",
        title=f"T{place} {text}",
        question=f"Q{place} {text}?",
        headline=f"H{place} {text}",
        figures=(
            KeyFigure("one", f"L{place} {text}", 1.0, f"1 {text}", Kind.NUMBER, note=text),
            KeyFigure("none", f"M{place}", None, "n/a", Kind.NUMBER),
        ),
        charts=(chart,),
        tables=(Table("t", f"Table {text}", columns, rows, note=text),),
        remarks=(f"R{place} {text}",),
        method=f"How {text}",
    )
