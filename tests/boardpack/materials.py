"""Material for packs: of the sample, and of workbooks that leave much out."""

from __future__ import annotations

from functools import cache
from typing import Any

import sample_data
from cockpit.boardpack.headless import material_of
from cockpit.boardpack.material import Material
from cockpit.boardpack.model import KeyFigure, Section, Table
from cockpit.boardpack.sections.registry import section_row
from cockpit.inventory.portfolio_from import portfolio_of
from scenarios.presets import PRESETS
from tests.inventory import books
from tests.sample_readings import portfolio, reading

#: Enough where no figure is compared with a page, which draws more.
FEW_DRAWS = 400

_TOTALS: list[list[Any]] = [
    ["Name", "Annual cost", "Annual benefit"],
    ["Alpha", 1_200, 3_000],
    ["Beta", 800, None],
]
SPARSE: dict[str, books.Sheets] = {
    "names only": {"Initiatives": books.INITIATIVES},
    "totals only": {"Initiatives": _TOTALS},
    "no benefit": books.costs(["A", "C2", "Tokens", "tokens", "monthly", 1_000]),
    "no cost": books.benefits(["A", "Hours", 100, 60]),
    "one-off cost only": books.costs(["A", "C4", "Set-up", "fixed", "one-off", 900]),
}


@cache
def of_sample(preset: str = "base") -> Material:
    """The sample on the draws of the pages."""
    return material_of(reading(sample_data.SAMPLE), portfolio(), PRESETS[preset])


def of_sheets(sheets: books.Sheets, preset: str = "base") -> Material:
    """A workbook written here, on few draws."""
    found = books.read(sheets)
    return material_of(found, portfolio_of(found, books.AS_OF), PRESETS[preset], draws=FEW_DRAWS)


def built(key: str, material: Material) -> Section:
    """The section of this key."""
    return section_row(key).build(material)


def figure(section: Section, key: str) -> KeyFigure:
    """A headline figure of a section."""
    return next(each for each in section.figures if each.key == key)


def table(section: Section, key: str) -> Table:
    """A table of a section."""
    return next(each for each in section.tables if each.key == key)


def column(found: Table, key: str) -> list[Any]:
    """The values of one column."""
    place = [each.key for each in found.columns].index(key)
    return [row[place].value for row in found.rows]


def wording_of(found: Table, key: str) -> list[str]:
    """How one column reads."""
    place = [each.key for each in found.columns].index(key)
    return [row[place].text for row in found.rows]
