"""A file with foreign headers, read by a confirmed mapping: what is read, kept, left and said."""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from cockpit.inventory.formats import read_raw
from cockpit.inventory.intake import Intake
from cockpit.inventory.mapping import (
    Mapping,
    MappingFileError,
    Period,
    fit,
    from_json,
    needs_confirmation,
    preview,
    recognise,
    suggest,
)
from cockpit.inventory.mapping.edits import (
    ColumnChoice,
    doubled,
    lacking,
    with_columns,
    with_sheet,
    with_values,
)
from cockpit.inventory.mapping.shelf import discard, keep, kept
from cockpit.inventory.mapping.tables import find_tables
from cockpit.inventory.raw import RawSheet, RawWorkbook
from cockpit.inventory.reader import read_workbook
from cockpit.inventory.reading import Reading
from cockpit.inventory.vocabulary import Stage
from sample_data import MINIMAL, SAMPLE

AS_OF = dt.date(2026, 4, 1)
HEAD: list[Any] = [
    "Projektname",
    "Abteilung",
    "Phase",
    "Beginn",
    "Kosten pro Monat (k€)",
    "Wer",
    "Wer",
]
BODY: list[list[Any]] = [
    ["Schadenfoto", "Schaden", "Betrieb", "25/3/2024", "1,5", "a", "b"],
    ["Sprachdialog", "Service", "Erprobung", "4/3/2025", "2,25", "", "c"],
    ["Tarifmodell", "Aktuariat", "Warteschleife", "im Herbst", "0,5", "", ""],
]


def raw(*rows: Sequence[Any], name: str = "Liste", **about: Any) -> RawWorkbook:
    return RawWorkbook((RawSheet(name, [list(row) for row in rows], **about),), data_hash="x")


def read(book: RawWorkbook, mapping: Mapping | None = None) -> Reading:
    chosen = mapping or suggest(book)
    return read_workbook(book, "list.csv", AS_OF, Intake(mapping=chosen))


def rows_of(reading: Reading) -> dict[str, Any]:
    assert reading.inventory is not None, reading.issues
    return {row.name: row for row in reading.inventory.initiatives}


def test_amounts_words_and_dates_become_ours() -> None:
    rows = rows_of(read(raw(HEAD, *BODY)))
    first, second = rows["Schadenfoto"], rows["Sprachdialog"]
    assert first.annual_cost == pytest.approx(1.5 * 1000 * 12)
    assert second.annual_cost == pytest.approx(2.25 * 1000 * 12)
    assert (first.stage, second.stage) == (Stage.PRODUCTION, Stage.PILOT)
    assert first.start == dt.date(2024, 3, 25)
    assert second.start == dt.date(2025, 3, 4), "25/3 decides for the whole column"


def test_what_has_no_meaning_is_left_blank_kept_and_said() -> None:
    reading = read(raw(HEAD, *BODY))
    row = rows_of(reading)["Tarifmodell"]
    assert (row.stage, row.start) == (None, None)
    assert (row.extra["Phase"], row.extra["Beginn"]) == ("Warteschleife", "im Herbst")
    assert not reading.errors
    said = {(issue.row, issue.column): issue.problem for issue in reading.warnings}
    assert "mapped to no value" in said[4, "Phase"]
    assert "kept as an extra column" in said[4, "Beginn"]
    assert any("1 cell of 'Phase' holds 1 word" in note for note in reading.notes)


def test_a_number_that_cannot_be_read_keeps_its_row_out() -> None:
    reading = read(raw(HEAD, *BODY, ["Vierte", "Schaden", "Betrieb", "", "viel", "", ""]))
    assert [row.row for row in reading.rejected] == [5]
    assert reading.counts[0].found == reading.counts[0].accepted + reading.counts[0].rejected == 4


def test_nothing_unmapped_is_dropped() -> None:
    head: list[Any] = [*HEAD, None]
    body: list[list[Any]] = [[*BODY[0], "ohne Kopf"], BODY[1], [*BODY[2], None]]
    long = "x" * 900
    body[1] = [*BODY[1][:5], long, "c"]
    rows = rows_of(read(raw(head, *body)))
    assert rows["Schadenfoto"].extra == {
        "Wer": "a",
        "Wer (2)": "b",
        "Column H (no header)": "ohne Kopf",
        "Phase": "Betrieb",  # read as production: their own word is kept beside it
    }
    assert rows["Sprachdialog"].extra["Wer"] == long


def test_rows_of_totals_are_left_out_as_chosen_and_counted() -> None:
    book = raw(HEAD, *BODY, ["Summe", "", "", "", "4,25", "", ""])
    mapping = suggest(book)
    assert mapping.tables[0].skip_rows == (5,)
    reading = read(book, mapping)
    count = reading.counts[0]
    assert (count.found, count.accepted, count.left_out) == (3, 3, 1)
    assert reading.tables[0].left_out == {5: "total"}
    kept_in = mapping.tables[0].model_copy(update={"skip_rows": ()})
    counted = read(book, mapping.model_copy(update={"tables": (kept_in,)}))
    assert [row.row for row in counted.rejected] == [5], "a total is never an initiative"


def test_repeated_names_are_told_apart_without_an_id_column() -> None:
    reading = read(raw(["Use Case", "Unit"], ["Chatbot", "A"], ["Chatbot", "B"], ["Chatbot", "A"]))
    assert reading.inventory is not None
    assert [row.id for row in reading.inventory.initiatives] == [
        "chatbot",
        "chatbot-2",
        "chatbot-3",
    ]
    assert any("share the name" in note for note in reading.notes)


def test_another_mapping_is_another_reading() -> None:
    book = raw(HEAD, *BODY)
    mapping = suggest(book)
    other = with_values(mapping, 0, 2, {"Betrieb": "scaling", "Erprobung": "pilot"})
    assert read(book, mapping).data_hash != read(book, other).data_hash
    assert rows_of(read(book, other))["Schadenfoto"].stage is Stage.SCALING
    assert Intake(mapping=mapping).digest() != Intake(mapping=other).digest()
    assert Intake().digest() == Intake().digest()


def test_json_there_and_back_and_what_is_no_mapping() -> None:
    mapping = suggest(raw(HEAD, *BODY))
    assert from_json(mapping.to_json()) == mapping
    for text in ("", "{", "[]", '{"tables": 3}', '{"version": 99}', '{"surprise": 1}'):
        with pytest.raises(MappingFileError, match="This is not a mapping"):
            from_json(text)


def test_next_year_the_headers_are_recognised_in_any_order() -> None:
    mapping = suggest(raw(HEAD, *BODY)).model_copy(update={"name": "Ours"})
    turned = [head.upper() for head in HEAD[:5]][::-1]
    book = raw(["Stand 2027"], [], turned, *(row[:5][::-1] for row in BODY), name="Neu")
    assert suggest(raw(HEAD[::-1], *(row[::-1] for row in BODY))).signature == mapping.signature
    found = recognise(book, [mapping])
    assert found is not None
    assert not found.exact
    assert any("lacks: Wer" in sentence for sentence in found.changes)
    reading = read(book, mapping)
    assert rows_of(reading)["Schadenfoto"].annual_cost == pytest.approx(18_000)
    assert set(found.changes) <= set(reading.notes)


def test_a_mapping_that_does_not_fit_is_said() -> None:
    mapping = suggest(raw(HEAD, *BODY))
    book = raw(["Country", "Capital", "People"], ["France", "Paris", 68.0])
    assert fit(mapping, book) is None
    reading = read(book, mapping)
    assert reading.inventory is None
    assert "fits no table" in reading.issues[0].problem


def test_mappings_are_kept_in_a_folder(tmp_path: Any) -> None:
    mapping = suggest(raw(HEAD, *BODY)).model_copy(update={"name": "Ours / 2026"})
    keep(tmp_path, mapping)
    (tmp_path / "other.json").write_text("no mapping")
    assert kept(tmp_path) == (mapping,)
    assert kept(None) == kept(tmp_path / "absent") == ()


def test_of_two_mappings_for_the_same_headings_the_newest_is_laid_over(tmp_path: Path) -> None:
    book = raw(HEAD, *BODY)
    made = suggest(book)
    for age, name in ((200, "A year ago"), (100, "Zuletzt")):
        path = keep(tmp_path, made.model_copy(update={"name": name}))
        os.utime(path, (1_700_000_000 - age, 1_700_000_000 - age))
    found = recognise(book, kept(tmp_path))
    assert found is not None
    assert (found.mapping.name, found.rivals) == ("Zuletzt", ("A year ago",))
    discard(tmp_path, found.mapping)
    assert [mapping.name for mapping in kept(tmp_path)] == ["A year ago"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("ID;Name", "it is no JSON text"),
        ('{"cost": 1}', "it holds 'cost', which no mapping has"),
        ('{"version": 7}', "at version, version 7 is not known"),
    ],
)
def test_a_file_that_is_no_mapping_is_refused_in_plain_words(text: str, said: str) -> None:
    with pytest.raises(MappingFileError, match=re.escape(said)) as found:
        from_json(text)
    assert "Mapping as file" in str(found.value)


def test_our_own_workbook_needs_no_confirmation() -> None:
    assert not needs_confirmation(read_raw(SAMPLE.read_bytes(), SAMPLE.name))
    assert not needs_confirmation(read_raw(MINIMAL.read_bytes(), MINIMAL.name))
    own: list[list[Any]] = [["Name", "Annual cost", "Mood"], ["A", 1.0, "good"]]
    assert not needs_confirmation(raw(*own, name="Initiatives"))
    assert needs_confirmation(raw(*own, name="Initiatives", hidden_row_numbers=(2,)))
    assert needs_confirmation(raw(*own, ["Total", 1.0, ""], name="Initiatives"))
    assert needs_confirmation(raw(*own, name="Liste"))
    assert needs_confirmation(raw(["Use case", "Cost"], ["A", 1.0], name="Initiatives"))
    assert needs_confirmation(raw(["Name", "Project owner"], ["A", "B"], name="Initiatives"))


def test_a_hidden_table_waits_for_the_person() -> None:
    visible = RawSheet("A", [list(HEAD), *map(list, BODY)])
    old: list[list[Any]] = [["Use Case", "Unit"], *([f"Old {n}", "X"] for n in range(90))]
    hidden = RawSheet("B", old, hidden=True)
    mapping = suggest(RawWorkbook((hidden, visible)))
    assert [(table.tab, table.sheet) for table in mapping.tables] == [
        ("B", ""), ("A", "initiatives"),
    ]  # fmt: skip


def test_edits_on_screen() -> None:
    book = raw(HEAD, *BODY)
    sheet = book.sheets[0]
    mapping = suggest(book)
    same = {
        column.place: ColumnChoice(
            column.field,
            column.currency,
            column.factor,
            column.period,
            column.date_order,
            column.number_locale,
        )
        for column in mapping.tables[0].columns
    }
    assert with_columns(mapping, 0, same, sheet) == mapping
    cost = same[4]
    changed = {**same, 4: ColumnChoice("annual_cost", "USD", 1.0, Period.QUARTER)}
    column = with_columns(mapping, 0, changed, sheet).tables[0].columns[4]
    assert (column.currency, column.factor, column.period) == ("USD", 1.0, Period.QUARTER)
    twice = with_columns(mapping, 0, {5: ColumnChoice("name")}, sheet)
    assert doubled(twice.tables[0]) == ["Name"]
    assert len(lacking(twice)) == 1
    none = with_columns(mapping, 0, {0: ColumnChoice(None)}, sheet)
    assert any("becomes Name" in sentence for sentence in lacking(none))
    assert cost.field == "annual_cost"
    found = find_tables(book)[0]
    unread = with_sheet(mapping, 0, found, sheet, "")
    assert lacking(unread) == ["No table is read as Initiatives."]
    assert with_sheet(unread, 0, found, sheet, "initiatives").tables[0].column_of("name")


def test_the_preview_counts_every_row() -> None:
    book = raw(HEAD, *BODY)
    table = preview(book, suggest(book), rows=2)[0]
    assert table.count == 3
    assert [number for number, _ in table.rows] == [2, 3]
    for column in table.columns:
        assert column.read + column.blank + column.unreadable == 3
    stage = next(column for column in table.columns if column.field == "stage")
    assert (stage.read, stage.unreadable, stage.examples) == (2, 1, ("row 4: Warteschleife",))
