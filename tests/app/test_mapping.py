"""The mapping screen in the app: suggested, changed, confirmed, saved and recognised."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from cockpit import navigation

APP = Path(navigation.__file__).with_name("app.py")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = (
    b"Projektname;Abteilung;Phase;Beginn;Kosten pro Monat (k\xe2\x82\xac)\r\n"
    b"Schadenfoto;Schaden;Betrieb;25.03.2024;1,5\r\n"
    b"Sprachdialog;Service;Wartet;04.03.2025;2,25\r\n"
    b"Summe;;;;3,75\r\n"
)


@pytest.fixture
def at() -> AppTest:
    """The Data page with a foreign text file waiting to be mapped."""
    page = AppTest.from_file(str(APP), default_timeout=120).run()
    page = page.switch_page(f"views/{navigation.page_row('data').script}").run()
    return drop(page, "liste.csv")


def drop(at: AppTest, name: str, more: bytes = b"") -> AppTest:
    at.file_uploader[0].set_value((name, CSV + more, "text/csv")).run()
    assert not at.exception
    return at


def said(at: AppTest) -> str:
    """Every sentence on the page, as it is read."""
    found = "\n".join(each.value for each in [*at.markdown, *at.caption, *at.text])
    return found.replace("\\", "")


def test_the_screen_says_what_it_found(at: AppTest) -> None:
    assert "5 of 5 columns are suggested" in said(at)
    assert "Read like this: 2 rows of 2 as Initiatives" in said(at)
    assert "Row 4: It says “Summe”." in said(at)
    assert at.button(key="confirm_mapping").disabled is False
    assert any("Stage: 2 words of yours, 1 left blank" in each.label for each in at.expander)


def test_a_total_that_is_read_is_no_initiative(at: AppTest) -> None:
    toggle = next(each for each in at.toggle if "totals" in each.label)
    toggle.set_value(False).run()
    assert "Read like this: 3 rows of 3 as Initiatives" in said(at)
    at.button(key="confirm_mapping").click().run()
    assert not at.exception
    assert "looks like a row of totals" in "".join(
        each.value.to_string() for each in at.dataframe
    ), "it is kept out as such"


def test_a_table_that_is_not_read_cannot_be_confirmed(at: AppTest) -> None:
    box = next(each for each in at.selectbox if "Read the table" in each.label)
    box.set_value("").run()
    assert at.button(key="confirm_mapping").disabled is True
    assert any("No table is read as Initiatives" in each.value for each in at.warning)


def test_a_saved_mapping_is_recognised_next_time(at: AppTest) -> None:
    name = next(each for each in at.text_input if each.label == "Name of the mapping")
    name.set_value("Programme office").run()
    at.button(key="save_mapping").click().run()
    assert not at.exception
    at.button(key="discard_pending").click().run()
    drop(at, "naechstes_jahr.csv", b"Tarifmodell;Leben;Betrieb;;2\r\n")
    assert "Recognised by its headings: the mapping Programme office" in said(at)
    assert "stay in this session's memory" in said(at)
    next(each for each in at.selectbox if each.label == "Saved mappings").select_index(0).run()
    at.button(key="delete_mapping").click().run()
    assert not at.exception
    assert "Recognised by its headings" not in said(at)


def test_another_session_sees_no_saved_mapping(at: AppTest) -> None:
    at.button(key="save_mapping").click().run()
    other = AppTest.from_file(str(APP), default_timeout=120).run()
    other = other.switch_page(f"views/{navigation.page_row('data').script}").run()
    drop(other, "liste.csv")
    assert "Recognised by its headings" not in said(other)
    assert not any(each.label == "Saved mappings" for each in other.selectbox)


def test_a_unit_above_the_table_is_shown_and_proposed(at: AppTest) -> None:
    at.button(key="discard_pending").click().run()
    lines = "KI-Portfolio (alle Beträge in Tsd. EUR);;;\r\n;;;\r\nTitel;Phase;Kosten p.a.;Ort\r\n"
    body = "".join(f"Vorhaben {n};Pilot;{50 + n};Ulm\r\n" for n in range(4))
    at.file_uploader[0].set_value(("tsd.csv", (lines + body).encode(), "text/csv")).run()
    assert not at.exception
    assert "Row 1, above it: KI-Portfolio (alle Beträge in Tsd. EUR)" in said(at)
    assert any("proposed times 1,000 and in EUR" in each.value for each in at.warning)


def test_one_value_for_all_rows_is_asked_for_where_no_column_supplies_it(at: AppTest) -> None:
    box = next(each for each in at.selectbox if "Read the table" in each.label)
    box.set_value("costs").run()
    assert not at.exception
    assert any("have no column" in each.label for each in at.expander)
    layer = next(each for each in at.selectbox if each.label == "All rows: Layer")
    assert layer.value == "", "nothing is assumed"
    lacking = "choose the column that becomes Layer"
    assert any(lacking in each.value for each in at.warning)
    layer.set_value("C2 Model access & hosting").run()
    assert not at.exception
    assert not any(lacking in each.value for each in at.warning)


def test_a_table_of_costs_beside_the_inventory_says_what_to_do(at: AppTest) -> None:
    book, names = openpyxl.Workbook(), ("Photo check", "Voice dialogue", "Letter drafts")
    first = book.active
    assert first is not None
    for row in [["Use case", "Dept.", "Phase"], *([name, "Claims", "Pilot"] for name in names)]:
        first.append(row)
    spend = book.create_sheet("Spend")
    for line in [["Project", "Cost (A$)"], *([name, 1200] for name in names)]:
        spend.append(line)
    held = io.BytesIO()
    book.save(held)
    at.file_uploader[0].set_value(("book.xlsx", held.getvalue(), XLSX)).run()
    assert not at.exception
    assert "Spend holds amounts of these initiatives and is suggested as Costs." in said(at)
    assert at.button(key="confirm_mapping").disabled
    chosen = next(each for each in at.selectbox if each.value == "costs")
    chosen.set_value("").run()
    assert not at.exception
    assert at.button(key="confirm_mapping").disabled is False
