"""Headers that nobody has shown the lexicon: each in a small table with values of its kind."""

from __future__ import annotations

import pytest

from cockpit.inventory.mapping import suggest
from cockpit.inventory.mapping.model import TableMapping
from cockpit.inventory.raw import RawSheet, RawWorkbook

NAMES = (
    "Grid load forecast", "Wildfire detection", "Request tagging", "Fault detection",
    "Letter drafts", "Pothole finder", "Claims triage", "Meeting minutes",
)  # fmt: skip


def first_table(rows: list[list[str]], tab: str = "list") -> TableMapping:
    return suggest(RawWorkbook((RawSheet(tab, rows),))).tables[0]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "headers",
    [
        ["Use Case ID", "Use Case Name", "Description", "Status"],
        ["Ref", "Project", "Description", "Phase"],
        ["No", "Title", "Description", "Stage"],
    ],
)
def test_a_short_list_with_descriptions_is_no_sheet_of_benefits(headers: list[str]) -> None:
    stages = ("Deployed", "Pilot", "Retired", "Pre-deployment")
    rows = [
        [f"X-{turn}", name, f"It helps with case {turn}.", stages[turn % 4]]
        for turn, name in enumerate(NAMES, 1)
    ]
    table = first_table([headers, *rows])
    assert table.sheet == "initiatives"
    assert [column.field for column in table.columns] == ["id", "name", None, "stage"]


def test_benefits_with_names_of_their_own_are_still_a_sheet_of_benefits() -> None:
    rows = [[name, f"Fewer calls {turn}", "1,200"] for turn, name in enumerate(NAMES)]
    table = first_table([["Initiative", "Benefit name", "Volume per month"], *rows])
    assert table.sheet == "benefits"
