"""Headers of other inventories with a few rows each, and what each column should become.

Written by hand after the styles of public and company inventories, before the words of the
lexicon were tried on them. Half of the sets are held out: no word was added for them. A
column of bare years, or of the date of a status, is expected as nobody's start.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from cockpit.inventory.mapping import suggest
from cockpit.inventory.raw import Cell, RawSheet, RawWorkbook

#: Fields that every inventory is asked for; a suggestion of any other field is not counted.
CORE = (
    "id", "name", "business_unit", "owner", "stage", "vendor", "start", "risk_class",
    "annual_cost", "annual_benefit", "currency",
)  # fmt: skip


@dataclass(frozen=True)
class ForeignSet:
    """``expected`` holds, by field, the headers that are right for it."""

    name: str
    held_out: bool
    expected: dict[str, tuple[str, ...]]
    rows: list[list[Cell]]

    def raw(self) -> RawWorkbook:
        """The set as a file with one sheet."""
        return RawWorkbook((RawSheet(self.name, self.rows),))

    def suggested(self) -> dict[str, str]:
        """Headers that are suggested, by field."""
        table = suggest(self.raw()).tables[0]
        return {column.field: column.header for column in table.columns if column.field}


@dataclass(frozen=True)
class Score:
    """Suggestions that are right, wrong, and missing, over :data:`CORE`."""

    right: int
    wrong: list[str]
    missing: list[str]

    @property
    def precision(self) -> float:
        """Share of the suggestions that are right."""
        return self.right / (self.right + len(self.wrong))

    @property
    def recall(self) -> float:
        """Share of the expected fields whose column is suggested rightly."""
        return self.right / (self.right + len(self.missing))


def foreign_sets() -> list[ForeignSet]:
    """Every set of ``foreign_headers.txt``."""
    text = Path(__file__).with_name("foreign_headers.txt").read_text(encoding="utf-8")
    return [_set(part) for part in text.split("## ")[1:]]


def _set(text: str) -> ForeignSet:
    title, *lines = [line for line in text.splitlines() if line.strip()]
    name, _, kind = title.partition(" | ")
    expected: dict[str, tuple[str, ...]] = {}
    rows: list[list[Cell]] = []
    for line in lines:
        if "|" in line:
            rows.append([cell.strip() for cell in line.split("|")])
            continue
        for part in line.split(";"):
            field, _, headers = part.strip().partition("=")
            expected[field] = tuple(each.strip() for each in headers.split(", "))
    known = {cell for cell in rows[0] if isinstance(cell, str)}
    for field in expected:
        if not set(expected[field]) <= known:  # a header with a comma in it
            expected[field] = (", ".join(expected[field]),)
        assert set(expected[field]) <= known, (name, field)
    return ForeignSet(name, kind == "held", expected, rows)


def measure(sets: list[ForeignSet]) -> Score:
    """Right, wrong and missing suggestions over these sets."""
    right, wrong, missing = 0, [], []
    for each in sets:
        found = each.suggested()
        for field in CORE:
            good, got = each.expected.get(field), found.get(field)
            if got is not None and good is not None and got in good:
                right += 1
                continue
            if got is not None:
                wrong.append(f"{each.name}: {field} <- {got}")
            if good is not None:
                missing.append(f"{each.name}: {field} <- {' or '.join(good)}")
    return Score(right, wrong, missing)
