"""A saved mapping and a renamed header: suggested for the field that is free, to be checked."""

from __future__ import annotations

from typing import Any

from cockpit.inventory.intake import Intake
from cockpit.inventory.mapping import fit, renewed, suggest
from cockpit.inventory.mapping.edits import ColumnChoice, with_columns
from cockpit.inventory.raw import RawSheet, RawWorkbook
from cockpit.inventory.reader import read_workbook

HEAD: list[Any] = ["Use Case Name", "Bureau", "Status", "Supplier", "Notes"]


def book(head: list[Any]) -> RawWorkbook:
    body: list[list[Any]] = [
        [f"Case {n}", "Unit", ("Pilot", "Production")[n % 2], "SAP", f"note {n}"] for n in range(6)
    ]
    return RawWorkbook((RawSheet("List", [head, *body]),), data_hash="x")


def test_a_renamed_header_is_suggested_for_the_field_it_leaves_free() -> None:
    saved = suggest(book(HEAD))
    later = book([*HEAD[:2], "Lifecycle stage", *HEAD[3:]])
    fitted = fit(saved, later)
    assert fitted is not None
    assert fitted.mapping.tables[0].column_of("stage") is None
    found = renewed(fitted, later)
    stage = found.mapping.tables[0].column_of("stage")
    assert stage is not None
    assert (stage.header, stage.confidence < 0.8) == ("Lifecycle stage", True)
    assert stage.values or stage.why
    assert any("Lifecycle stage as Stage" in sentence for sentence in found.changes)


def test_what_a_person_chose_stays() -> None:
    first = book(HEAD)
    kept = with_columns(suggest(first), 0, {3: ColumnChoice(None)}, first.sheets[0])
    later = book([*HEAD[:4], "Remarks"])
    fitted = fit(kept, later)
    assert fitted is not None
    assert renewed(fitted, later).mapping.tables[0].columns[3].field is None, "known, kept as extra"


def test_without_a_person_a_new_header_is_kept_as_an_extra_column() -> None:
    saved = suggest(book(HEAD))
    later = book([*HEAD[:2], "Lifecycle stage", *HEAD[3:]])
    reading = read_workbook(later, "list.csv", None, Intake(mapping=saved))
    assert reading.inventory is not None
    assert {row.stage for row in reading.inventory.initiatives} == {None}
    extra = reading.inventory.initiatives[0].extra
    assert extra["Lifecycle stage (as supplied)"] == "Pilot", "in an export it would read as Stage"
