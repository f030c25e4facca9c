"""Problems in a terminal: one line for one cause in one column, with its rows."""

from __future__ import annotations

from dataclasses import replace

from cockpit.inventory.raw import RawSheet, RawWorkbook
from cockpit.inventory.reader import read_workbook
from cockpit.inventory.reading import Issue, Severity
from cockpit.inventory.report import as_json, as_text

BOOK = RawWorkbook((RawSheet("Initiatives", [["Name"], ["Alpha"]]),))


def issue(row: int, value: str, problem: str = "This is not a date.") -> Issue:
    return Issue("List", row, "Start", value, problem, "Write it so.", Severity.WARNING)


def test_the_same_words_share_a_line_and_no_row_is_lost_in_json() -> None:
    issues = tuple(issue(row, f"text {row}") for row in range(2, 12))
    other = issue(12, "x", "Another problem.")
    reading = replace(read_workbook(BOOK, "list.csv"), issues=(*issues, other))
    lines = [line for line in as_text(reading).splitlines() if line.startswith("warning")]
    assert len(lines) == 2
    assert "List!2, 3, 4, 5, 6, 7 and 4 more" in lines[0]
    assert "text 2; text 3; 8 others" in lines[0]
    assert "List!12 " in lines[1]
    assert "Another problem. Write it so." in lines[1]
    assert len(as_json(reading)["issues"]) == 11
    assert "11 warnings" in as_text(reading)
