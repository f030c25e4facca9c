"""Write the sample workbooks from their readable sources: ``python -m sample_data.make_samples``.

The main sample comes from one CSV file for each sheet in ``source/`` (headers are
the contract's field names, blanks are blanks), the minimal one from the list
below, the broken one from :mod:`sample_data.planted`. The same sources give the
same bytes.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import sample_data
from cockpit.inventory.contract import SETTINGS_KEYS, SHEETS, Column, ColumnType
from cockpit.inventory.template import write_workbook
from sample_data.planted import write_broken

SOURCE = Path(__file__).resolve().parent / "source"

_NUMBERS = {
    ColumnType.NUMBER, ColumnType.MONEY, ColumnType.SHARE, ColumnType.RATIO, ColumnType.COUNT,
    ColumnType.MONTHS,
}  # fmt: skip

#: Name, annual cost, annual benefit in one currency that the file does not name.
MINIMAL_ROWS: tuple[tuple[str, int | None, int | None], ...] = (
    ("Invoice matching", 96_000, 240_000),
    ("Sales call notes", 74_000, 81_000),
    ("Warehouse slotting", 310_000, 540_000),
    ("Service chatbot", 182_000, 150_000),
    ("Contract search", 58_000, None),
    ("Demand forecast", 265_000, 690_000),
    ("Drafting assistant, all staff", 420_000, 610_000),
    ("Spare-part photographs", None, 45_000),
)


def source_rows(sheet: str) -> list[dict[str, Any]]:
    """The rows of one source file as values that the workbook writer takes.

    Raises
    ------
    KeyError
        Naming a header that is not a field of the contract.
    ValueError
        Naming the file and line of a value that its column does not take.
    """
    path = SOURCE / f"{sheet}.csv"
    columns = SHEETS[sheet].by_field
    keys = {key.header: key for key in SETTINGS_KEYS}
    rows = []
    with path.open(newline="", encoding="utf-8") as file:
        reader = csv.DictReader(file)
        for texts in reader:
            row: dict[str, Any] = {}
            for field, text in texts.items():
                column = columns[field]
                if sheet == "settings" and field == "value":
                    key = texts["setting"]
                    column = keys[key] if key in keys else columns[field]
                    if key.startswith("rate "):
                        row[field] = float(text)
                        continue
                try:
                    row[field] = cell_value(column, text)
                except ValueError as error:
                    raise ValueError(f"{path.name}, line {reader.line_num}: {error}") from error
            rows.append(row)
    return rows


def cell_value(column: Column, text: str) -> Any:
    """A source text as its column's type; ``None`` for a blank, a choice in full words."""
    if text == "":
        return None
    if column.type in _NUMBERS:
        number = float(text)
        return int(number) if number.is_integer() else number
    if column.type is ColumnType.DATE:
        return dt.date.fromisoformat(text)
    if column.allowed:
        for choice in column.allowed:
            if text in (choice.text, str(choice.value), *choice.also):
                return choice.text
        raise ValueError(f"{column.header} does not take {text!r}")
    return text


def write_main(target: Path) -> None:
    """Write the main sample with all seven sheets."""
    write_workbook(target, {sheet: source_rows(sheet) for sheet in SHEETS})


def write_minimal(target: Path) -> None:
    """Write the one-sheet sample: what the smallest useful inventory looks like."""
    fields = ("name", "annual_cost", "annual_benefit")
    rows = [dict(zip(fields, row, strict=True)) for row in MINIMAL_ROWS]
    write_workbook(
        target, {"initiatives": rows}, sheets=["initiatives"], readme=False,
        columns={"initiatives": fields},
    )  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> None:
    """Write every sample file, next to this script or into another folder."""
    parser = argparse.ArgumentParser(description="Write the sample workbooks from their sources.")
    parser.add_argument("--out", type=Path, default=sample_data.SAMPLE.parent)
    out = parser.parse_args(arguments).out
    out.mkdir(parents=True, exist_ok=True)
    write_main(out / sample_data.SAMPLE.name)
    write_minimal(out / sample_data.MINIMAL.name)
    write_broken(out / sample_data.BROKEN.name)


if __name__ == "__main__":
    main()
