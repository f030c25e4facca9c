"""Dates, shares, truth and the rest: what is read, and what is refused."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from cockpit.inventory.contract import SHEETS
from cockpit.inventory.schema import Column, ColumnType
from cockpit.inventory.values import Rules, UnreadableCellError, parse
from cockpit.inventory.vocabulary import DateOrder

DATE = Column("d", "D", ColumnType.DATE)
SHARE = Column("s", "S", ColumnType.SHARE)
RATIO = Column("r", "R", ColumnType.RATIO)
MONEY = Column("m", "M", ColumnType.MONEY, minimum=0)
COUNT = Column("c", "C", ColumnType.COUNT, minimum=0)
TRUTH = Column("b", "B", ColumnType.BOOLEAN)
TEXT = Column("t", "T", ColumnType.TEXT)
TEXTS = Column("x", "X", ColumnType.TEXTS)
CURRENCY = Column("k", "K", ColumnType.CURRENCY)


def value(cell: Any, column: Column, rules: Rules | None = None) -> Any:
    return parse(cell, column, rules or Rules()).value


@pytest.mark.parametrize(
    "cell",
    [dt.date(2026, 4, 3), dt.datetime(2026, 4, 3), "2026-04-03", "2026/4/3", "03.04.2026",
     "3 April 2026", "3. Apr 2026"],
)  # fmt: skip
def test_ways_to_write_a_date(cell: Any) -> None:
    assert value(cell, DATE) == dt.date(2026, 4, 3)


@pytest.mark.parametrize(
    "cell",
    ["2026-04-03 08:00:00", "2026-04-03T00:00:00.000", "2026-04-03T23:59:59Z",
     "2026-04-03T01:00:00+02:00", "03/Apr/26", "03/Apr/26 9:14 AM", "3-Apr-2026", "3-Apr-26",
     "April 3, 2026", "Apr 3rd, 2026", "03.04.2026 14:30", "2026.04.03", "2026. 4. 3.",
     "2026年4月3日", "2026 年 4 月 3 日", "2026년 4월 3일"],
)  # fmt: skip
def test_dates_as_other_systems_export_them(cell: str) -> None:
    assert value(cell, DATE) == dt.date(2026, 4, 3)


def test_a_time_of_day_is_left_out_and_said_so() -> None:
    assert parse("2026-04-03 08:00:00", DATE, Rules()).remark == "The time of day was left out."
    assert parse("2026-04-03 00:00:00", DATE, Rules()).remark == ""


@pytest.mark.parametrize(
    "cell", ["2026-04", "April 2026", "04-2026", "04/2026", "4.2026", "2026/04", "Apr-2026"]
)
def test_a_month_is_its_first_day(cell: str) -> None:
    assert value(cell, DATE) == dt.date(2026, 4, 1)


@pytest.mark.parametrize("cell", ["Mar-24", "13/2026", "2026", "24", "12:30", "03/04/2026 9:14 AM"])
def test_short_forms_with_two_readings_or_none_are_refused(cell: str) -> None:
    with pytest.raises(UnreadableCellError):
        value(cell, DATE)


def test_slashes_are_read_only_where_one_reading_is_possible() -> None:
    assert value("13/04/2026", DATE) == value("04/13/2026", DATE) == dt.date(2026, 4, 13)
    assert value("04/04/2026", DATE) == dt.date(2026, 4, 4)
    with pytest.raises(UnreadableCellError, match="ambiguous"):
        value("03/04/2026", DATE)


def test_a_stated_date_order_decides_and_is_binding() -> None:
    assert value("03/04/2026", DATE, Rules(None, DateOrder.DAY_FIRST)) == dt.date(2026, 4, 3)
    assert value("03/04/2026", DATE, Rules(None, DateOrder.MONTH_FIRST)) == dt.date(2026, 3, 4)
    with pytest.raises(UnreadableCellError):
        value("13/04/2026", DATE, Rules(None, DateOrder.MONTH_FIRST))


@pytest.mark.parametrize(
    "cell", ["2026-02-30", "31.04.2026", "soon", "Q1 2026", "03/04/26", 46000.0, True, "1989-12-31",
             dt.date(2101, 1, 1), dt.date(1899, 12, 31)],
)  # fmt: skip
def test_dates_that_are_refused(cell: Any) -> None:
    with pytest.raises(UnreadableCellError):
        value(cell, DATE)


def test_a_time_of_day_is_dropped_with_a_remark() -> None:
    parsed = parse(dt.datetime(2026, 4, 3, 14, 30), DATE, Rules())
    assert parsed.value == dt.date(2026, 4, 3)
    assert parsed.remark


@pytest.mark.parametrize(
    ("cell", "share"),
    [(0.12, 0.12), ("12%", 0.12), ("0.12", 0.12), ("12,5 %", 0.125), (1.0, 1), (0.0, 0)],
)
def test_shares(cell: Any, share: float) -> None:
    assert value(cell, SHARE) == pytest.approx(share)


@pytest.mark.parametrize("cell", [12.0, "12", 1.01, -2.0, "€0.12", True])
def test_a_bare_number_above_one_is_no_share(cell: Any) -> None:
    with pytest.raises(UnreadableCellError):
        value(cell, SHARE)


def test_a_ratio_takes_both_but_no_currency() -> None:
    assert value(12.0, RATIO) == 12
    assert value("12%", RATIO) == pytest.approx(0.12)
    with pytest.raises(UnreadableCellError):
        value("€12", RATIO)


@pytest.mark.parametrize(
    "cell", [float("nan"), float("inf"), -1.0, "(5)", "12%", True, dt.date(2026, 1, 1)]
)
def test_amounts_that_are_refused(cell: Any) -> None:
    with pytest.raises(UnreadableCellError):
        value(cell, MONEY)


def test_whole_numbers() -> None:
    assert value(30.0, COUNT) == 30
    assert value("1,234,567", COUNT) == 1_234_567
    with pytest.raises(UnreadableCellError):
        value(30.5, COUNT)


@pytest.mark.parametrize(
    ("cell", "truth"),
    [("yes", True), ("Ja", True), ("TRUE", True), (1.0, True), (True, True), ("no", False),
     ("nein", False), ("0", False), (False, False)],
)  # fmt: skip
def test_truth(cell: Any, truth: bool) -> None:
    assert value(cell, TRUTH) is truth


@pytest.mark.parametrize("cell", ["maybe", 2.0, "x", dt.date(2026, 1, 1)])
def test_neither_yes_nor_no(cell: Any) -> None:
    with pytest.raises(UnreadableCellError):
        value(cell, TRUTH)


@pytest.mark.parametrize("name", ["NA", "None", "null", "n/a", "-", "#1", "=1+1"])
def test_names_are_kept_as_text(name: str) -> None:
    assert value(name, TEXT) == name


def test_numbers_and_dates_in_a_text_column_keep_their_look() -> None:
    assert value(2026.0, TEXT) == "2026"
    assert value(0.5, TEXT) == "0.5"
    assert value(dt.date(2026, 4, 3), TEXT) == "2026-04-03"


@pytest.mark.parametrize("word", ["n/a", "N/A", "-", "–", "k.A."])
@pytest.mark.parametrize("column", [DATE, SHARE, MONEY, COUNT, TRUTH], ids=lambda c: c.type)
def test_words_for_nothing_are_blank_with_a_remark(word: str, column: Column) -> None:
    parsed = parse(word, column, Rules())
    assert parsed.value is None
    assert parsed.remark


def test_currencies() -> None:
    assert value("eur", CURRENCY) == value("€", CURRENCY) == "EUR"
    for bad in ("$", "EURO", "XXX", "BTC"):
        with pytest.raises(UnreadableCellError):
            value(bad, CURRENCY)


def test_an_unknown_choice_lists_what_is_allowed() -> None:
    with pytest.raises(UnreadableCellError) as caught:
        value("dreaming", SHEETS["initiatives"].by_field["stage"])
    assert "pilot" in caught.value.remedy


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("One", ("One",)),
        ("One; Two, with a comma;  Three ", ("One", "Two, with a comma", "Three")),
        ("One;;One\nTwo", ("One", "Two")),
        (" ; ", None),
        (2026.0, ("2026",)),
    ],
)
def test_texts_are_parted_by_semicolons_and_count_once(
    cell: Any, found: tuple[str, ...] | None
) -> None:
    assert value(cell, TEXTS) == found
