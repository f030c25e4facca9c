"""A workbook whose names try to be markup."""

from __future__ import annotations

from pathlib import Path

import openpyxl

HOSTILE = "![x](http://example.org/a.png)<img src=x>:red[y]"


#: Columns of free text by sheet. The others are choices, numbers, dates or references.
COLUMNS = {
    "Initiatives": ("Name", "Business unit", "Owner", "Sponsor", "Funded item", "Decided by"),
    "Costs": ("Item", "Vendor"),
    "Benefits": ("Benefit", "Source", "Owner"),
    "Metrics": ("Source", "Owner", "Team", "Action"),
    "Processing": ("Region", "Processor", "Control owner"),
}


def hostile_workbook(sample: Path, folder: Path) -> Path:
    """The sample with free text of every sheet turned into markup, and a metric of that name."""
    book = openpyxl.load_workbook(sample)
    for sheet, columns in COLUMNS.items():
        page = book[sheet]
        places = [cell.column for cell in page[1] if cell.value in columns]
        assert len(places) == len(columns), f"{sheet} has other headers"
        for line in range(2, page.max_row + 1):
            for place in places:
                cell = page.cell(line, place)
                if cell.value:
                    cell.value = f"{HOSTILE} {cell.value}"
    _register(book)
    # A metric that the catalogue does not know keeps its name; it is red and has no action.
    values = ("higher", 1, "2026-Q1", 2, "2026-Q2")
    book["Metrics"].append(["ORG", f"{HOSTILE} metric", *values, *[HOSTILE] * 4, 9, 5, 4])
    file = folder / "hostile.xlsx"
    book.save(file)
    return file


def _register(book: openpyxl.Workbook) -> None:
    """The register of funded items names them as the Initiatives sheet does now."""
    for setting, value in book["Settings"].iter_rows(min_row=2, max_col=2):
        if setting.value == "Funded items":
            value.value = "; ".join(f"{HOSTILE} {each}" for each in value.value.split("; "))
            return
    raise AssertionError("the sample has no register of funded items")
