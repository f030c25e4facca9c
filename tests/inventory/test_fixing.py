"""Causes, the rows that an editor shows, and corrections made of them."""

from __future__ import annotations

import pytest

import sample_data
from cockpit.inventory.causes import causes
from cockpit.inventory.corrections import Correction, History
from cockpit.inventory.fixing import Cells, replacements
from cockpit.inventory.formats import read_raw
from cockpit.inventory.intake import Intake
from cockpit.inventory.masking import NOT_SHOWN
from cockpit.inventory.raw import RawWorkbook
from cockpit.inventory.reader import Reading, read_workbook
from cockpit.inventory.reading import Issue, Severity
from tests.inventory.books import AS_OF, Sheets, book, costs


@pytest.fixture(scope="module")
def broken() -> tuple[RawWorkbook, Reading]:
    raw = read_raw(sample_data.BROKEN.read_bytes(), sample_data.BROKEN.name)
    return raw, read_workbook(raw, sample_data.BROKEN.name, AS_OF)


def issue(problem: str, row: int = 2, value: str = "") -> Issue:
    return Issue("Costs", row, "Amount", value, problem, "Correct it.", Severity.ERROR)


def test_every_issue_has_one_cause(broken: tuple[RawWorkbook, Reading]) -> None:
    found = causes(broken[1].issues)
    assert sorted(map(id, (each for cause in found for each in cause.issues))) == sorted(
        map(id, broken[1].issues)
    )
    severities = [cause.severity for cause in found]
    assert severities == sorted(severities, key=lambda each: each is not Severity.ERROR)


def test_problems_that_differ_in_a_cell_alone_are_one_cause() -> None:
    (found,) = causes([issue("P10 exceeds P90 (1,5).", 2), issue("P10 exceeds P90 (300).", 9, "x")])
    assert found.problem == "P10 exceeds P90 (…)."
    assert (found.count, found.places(), found.values) == (2, "Costs 2, 9", (("", 1), ("x", 1)))
    (same,) = causes([issue("Not one of 'Stage' in 3."), issue("Not one of 'Stage' in 3.")])
    assert same.problem == "Not one of 'Stage' in 3."
    assert len(causes([issue("Too long."), issue("Too short.")])) == 2


def test_the_editor_shows_rejected_rows_as_they_stand(broken: tuple[RawWorkbook, Reading]) -> None:
    raw, reading = broken
    found = Cells(raw, reading, ()).to_fix(reading.errors)
    rows = {(each.table.tab, row.row): row for each in found for row in each.rows}
    for rejected in reading.rejected:
        row = rows[(rejected.sheet, rejected.row)]
        assert set(rejected.values.values()) - {""} <= set(row.cells.values())


def test_a_corrected_cell_is_read_and_only_its_row_changes(
    broken: tuple[RawWorkbook, Reading],
) -> None:
    raw, reading = broken
    cells = Cells(raw, reading, ())
    wrong = next(each for each in reading.errors if each.value == "wishful")
    place = cells.place_of(wrong)
    assert place is not None
    made = cells.correction(place[0], wrong.row, place[1], "pilot")
    assert (made.before, made.header, made.after) == ("wishful", "Stage", "pilot")
    after = read_workbook(raw, reading.name, AS_OF, Intake(corrections=(made,)))
    assert {(each.sheet, each.row) for each in reading.rejected} - {
        (each.sheet, each.row) for each in after.rejected
    } == {(wrong.sheet, wrong.row)}
    assert after.data_hash != reading.data_hash
    again = Cells(raw, after, (made,))
    assert again.now(made.place) == "pilot"
    assert again.in_file(made.place) == "wishful"


def test_one_value_is_replaced_in_all_rows_of_a_cause() -> None:
    rows = [["A", "C2", "x", "fixed", "weekly", 1], ["B", "C2", "y", "fixed", "weekly", 2],
            ["B", "C3", "y", "fixed", "hourly", 2]]  # fmt: skip
    raw = read_raw(book(costs(*rows)))
    reading = read_workbook(raw, "x", AS_OF)
    (cause,) = causes(reading.errors)
    assert cause.values == (("weekly", 2), ("hourly", 1))
    made = replacements(Cells(raw, reading, ()), cause, "weekly", "monthly")
    assert [(each.row, each.before, each.after) for each in made] == [
        (2, "weekly", "monthly"), (3, "weekly", "monthly"),
    ]  # fmt: skip
    after = read_workbook(raw, "x", AS_OF, Intake(corrections=made))
    assert [each.value for each in after.errors] == ["hourly"]
    assert "2 cells were corrected on the screen" in " ".join(after.notes)


def test_cells_on_habits_can_be_corrected_unseen() -> None:
    head = ["Initiative", "Metric", "Current", "Current period", "Group size"]
    sheets: Sheets = {**costs(), "Metrics": [head, ["A", "output reviewed", "0.4x", "2026-Q1", 4]]}
    raw = read_raw(book(sheets))
    reading = read_workbook(raw, "x", AS_OF)
    cells = Cells(raw, reading, ())
    ((table, row),) = [(each.table, row) for each in cells.to_fix(reading.errors)
                       for row in each.rows]  # fmt: skip
    assert set(row.cells.values()) <= {NOT_SHOWN, "output reviewed", ""}
    made = cells.correction(table, row.row, 2, "0.4")
    after = read_workbook(raw, "x", AS_OF, Intake(corrections=(made,)))
    assert not after.errors


def test_a_correction_that_no_longer_fits_is_not_shown_as_made() -> None:
    raw = read_raw(book(costs(["A", "C2", "x", "fixed", "weekly", 1])))
    reading = read_workbook(raw, "x", AS_OF)
    odd = Correction("Costs", 2, 4, "Timing", "daily", "monthly")
    assert Cells(raw, reading, (odd,)).now(odd.place) == "weekly"


def test_steps_go_back_and_forth() -> None:
    one, two = (Correction("S", row, 0, "H", "a", "b") for row in (2, 3))
    steps = History().stepped([one]).stepped([two])
    assert steps.now == (one, two)
    assert steps.undone().now == (one,)
    assert steps.undone().undone() == History((), (), ((one,), (one, two)))
    assert steps.undone().redone() == steps
    assert steps.undone().undone().undone().now == ()
    assert steps.redone() is steps
    assert steps.stepped([one]) is steps
    discarded = steps.discarded()
    assert discarded.now == ()
    assert discarded.undone().now == steps.now
    other = Correction("S", 9, 0, "H", "a", "b")
    assert steps.undone().stepped([other]).future == (), "a new step ends what was undone"
