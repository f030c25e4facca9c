"""A workbook whose names try to be markup."""

from __future__ import annotations

from pathlib import Path

import openpyxl

HOSTILE = "![x](http://example.org/a.png)<img src=x>:red[y]"


def hostile_workbook(sample: Path, folder: Path) -> Path:
    """The sample with every initiative, cost item, vendor and owner renamed to markup."""
    book = openpyxl.load_workbook(sample)
    for sheet, columns in (("Initiatives", ("Name", "Owner")), ("Costs", ("Item", "Vendor"))):
        page = book[sheet]
        places = [cell.column for cell in page[1] if cell.value in columns]
        assert len(places) == len(columns), f"{sheet} has other headers"
        for line in range(2, page.max_row + 1):
            for place in places:
                cell = page.cell(line, place)
                if cell.value:
                    cell.value = f"{HOSTILE} {cell.value}"
    file = folder / "hostile.xlsx"
    book.save(file)
    return file
