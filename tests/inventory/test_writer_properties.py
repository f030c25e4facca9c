"""Any workbook that can be read comes back equal when it is written and loaded again."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from cockpit.inventory.contract import SHEETS, Column, ColumnType
from cockpit.inventory.formats import read_here
from cockpit.inventory.handover import workbook_of_answer
from cockpit.inventory.layout import layout
from cockpit.inventory.raw import (
    DETECTED,
    LIMITS,
    Cell,
    CellError,
    RawSheet,
    RawWorkbook,
    Uncached,
    Unsupported,
)
from cockpit.inventory.reader import read_workbook
from cockpit.inventory.reading import RejectedRow
from cockpit.inventory.values import EARLIEST, LATEST
from cockpit.inventory.writer import inventory_workbook
from tests.inventory.round_trip import assert_equal, rejected

AS_OF = dt.date(2026, 4, 15)
T = ColumnType

ODD_TEXTS = st.sampled_from(
    ["=1+1", "+49 40", "-5", "@SUM(A1)", "\t=1", "NA", "None", "null", "n/a", "<r>bold</r>",
     "<r><t>x</t></r>", "_x0041_", "_x000D_", "a\r\nb", "a\nb", " spaces ", "'quoted'", "#REF!",
     "TRUE", "1e5", "007", "ﬁ Ω 💶", "0.1", "2026-04-01", "x" * 31_999, "é" * 300]
)  # fmt: skip
TEXTS = ODD_TEXTS | st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1
)
BAD: st.SearchStrategy[Cell] = st.sampled_from(
    [CellError("#REF!"), CellError("#DIV/0!"), Uncached(), "abc", "1,234", "03/04/2026", True,
     -1e300, "12%", "n/a", "€ 5", "EUR 1.5", "$7", "   "]
)  # fmt: skip
DAYS = st.dates(dt.date(1890, 1, 1), dt.date(9999, 12, 30))
#: Cells of every kind, for columns that are kept as they stand.
KEPT: st.SearchStrategy[Cell] = (
    st.none() | TEXTS | st.floats(-1e6, 1e6).map(float) | st.floats() | st.booleans() | DAYS
    | st.builds(dt.datetime.combine, DAYS, st.times())
    | st.sampled_from([CellError("#N/A"), CellError("#SPILL!"), Uncached()])
    | st.times().map(lambda time: Unsupported(time.replace(microsecond=0).isoformat()))
    | st.timedeltas(dt.timedelta(days=-900), dt.timedelta(days=9_000)).map(
        lambda span: Unsupported(str(span - span % dt.timedelta(milliseconds=1)), duration=True))
)  # fmt: skip
EXTRA_HEADS = ["Mood", "Mood", "Vendor of it", "=x", "Notes (2)", "Größe", "Column F (no header)"]


def numbers(column: Column) -> st.SearchStrategy[Any]:
    low = -1e12 if column.minimum is None else column.minimum
    high = 1e12 if column.maximum is None else column.maximum
    return st.floats(low, high, allow_subnormal=False)


def cells(column: Column) -> st.SearchStrategy[Cell]:
    """Cells that a column of this type takes, in the ways in which a person writes them."""
    dates = st.dates(EARLIEST, LATEST)
    by_type: dict[ColumnType, st.SearchStrategy[Any]] = {
        T.TEXTS: st.lists(TEXTS, min_size=1, max_size=3).map("; ".join),
        T.SHARE: numbers(column).filter(lambda x: abs(x) <= 1) | st.sampled_from(["12%", "0.5%"]),
        T.MONEY: numbers(column) | st.sampled_from(["€ 12.5", "1 234", "2,5 EUR", "USD 7", "5 k€"]),
        T.NUMBER: numbers(column),
        T.RATIO: numbers(column) | st.just("12%"),
        T.COUNT: st.integers(int(column.minimum or 0), 10_000).map(float),
        T.MONTHS: st.integers(int(column.minimum or 0), 120).map(float),
        T.DATE: dates | dates.map(lambda day: dt.datetime.combine(day, dt.time()))
        | dates.map(dt.date.isoformat),
        T.BOOLEAN: st.sampled_from(["yes", "No", True, False, 1.0, "ja"]),
        T.CURRENCY: st.sampled_from(["EUR", "USD", "€"]),
        T.INITIATIVE: st.sampled_from(["A-0", "alpha 1", "SHARED", "ORG", "nobody"]),
        T.CHOICES: st.sampled_from([choice.text for choice in column.allowed] or [""]),
    }  # fmt: skip
    if column.type is T.CHOICE:
        return st.sampled_from([choice.text for choice in column.allowed])
    return by_type.get(column.type, TEXTS)


@st.composite
def sheets(draw: st.DrawFn, key: str) -> RawSheet:
    """A sheet of the contract with some of its columns, some extra ones and some bad cells."""
    sheet = SHEETS[key]
    columns = [c for c in sheet.columns if c.required or draw(st.booleans())]
    columns = draw(st.permutations(columns))
    money = draw(st.sampled_from(["", " (EUR)", " (USD)"]))
    heads = [c.header + money * (c.type is T.MONEY) for c in columns]
    extras = draw(st.lists(st.sampled_from(EXTRA_HEADS), max_size=4))
    rows: list[list[Cell]] = [[*heads, *extras]]
    for number in range(draw(st.integers(1, 4))):
        row: list[Cell] = []
        for column in columns:
            share = draw(st.integers(0, 30))
            if (key, column.field) == ("initiatives", "name"):
                row.append(f"Alpha {number}" if share else draw(TEXTS))
            elif (key, column.field) == ("initiatives", "id"):
                row.append(f"A-{number}" if share > 5 else None)
            elif share == 0:
                row.append(draw(BAD))
            else:
                row.append(draw(cells(column)) if share > 8 or column.required else None)
        row += [draw(KEPT) for _ in extras]
        rows.append(row)
    return RawSheet(sheet.title, rows)


SETTINGS: list[list[Cell]] = [
    ["Setting", "Value", "Date", "Source"], ["rate USD", 0.9, dt.date(2026, 1, 31), "ECB"],
    ["threshold maturity pass share", "80%", dt.date(2026, 1, 1), None],
]  # fmt: skip


@st.composite
def workbooks(draw: st.DrawFn) -> RawWorkbook:
    others = draw(
        st.sets(st.sampled_from([key for key in SHEETS if key != "settings"]), max_size=3)
    )
    made = [draw(sheets(key)) for key in ("initiatives", *sorted(others - {"initiatives"}))]
    stated: list[list[Cell]] = [*SETTINGS]
    if draw(st.booleans()):
        stated.append(["Currency", draw(st.sampled_from(["EUR", "USD"])), None, None])
    if draw(st.booleans()):
        stated.append(
            ["Number locale", draw(st.sampled_from(["1,234.56", "1.234,56"])), None, None]
        )
    if draw(st.booleans()):
        hurdle = draw(st.floats(-0.5, 1.0) | st.sampled_from(["150%", "299%"]))
        stated.append(["Hurdle rate", hurdle, None, None])
    if draw(st.booleans()):
        made.append(RawSheet("Settings", stated))
    return RawWorkbook(tuple(made))


def loaded(data: bytes) -> RawWorkbook:
    """As the child process reads it, without the process."""
    return workbook_of_answer(read_here(data, "a.xlsx", DETECTED, LIMITS).answer(LIMITS))


@settings(
    max_examples=50,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)
@given(workbooks())
def test_a_workbook_comes_back_equal(raw: RawWorkbook) -> None:
    reading = read_workbook(raw, "a.xlsx", AS_OF)
    if reading.inventory is None:
        return
    apart = {(row.sheet, row.row) for row in layout(reading).apart}
    back = read_workbook(loaded(inventory_workbook(reading)), "a.xlsx", AS_OF)
    if back.inventory is None:
        assert apart
        assert not reading.inventory.initiatives, "without a row there is nothing to read"
        return
    if apart and reading.inventory.settings.currency is None:
        return  # the portfolio's currency is then that of all rows; those apart have no say
    if apart:  # then fewer rows are unread, and nothing else may differ
        reading.inventory.unread.clear()
        back.inventory.unread.clear()
    assert_equal(reading, back)
    stayed = tuple(row for row in reading.rejected if (row.sheet, row.row) not in apart)
    assert problems(back.rejected) == problems(stayed)


def problems(rows: tuple[RejectedRow, ...]) -> list[list[str]]:
    """What is wrong with each row, the order of its columns apart."""
    return [sorted(problem for _, _, problem, _ in issues) for _, issues in rejected(rows)]


@settings(max_examples=60, deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=8))
def test_any_text_comes_back_as_it_was(texts: list[str]) -> None:
    rows: list[list[Cell]] = [
        ["Name", "Word"],
        *(["Alpha " + str(n), text] for n, text in enumerate(texts)),
    ]
    reading = read_workbook(RawWorkbook((RawSheet("Initiatives", rows),)), "a.xlsx", AS_OF)
    back = read_workbook(loaded(inventory_workbook(reading)), "a.xlsx", AS_OF)
    assert_equal(reading, back)


@settings(max_examples=60, deadline=None)
@given(st.lists(KEPT, min_size=1, max_size=12))
def test_any_cell_that_is_kept_comes_back_with_its_kind(cells: list[Cell]) -> None:
    rows: list[list[Cell]] = [
        ["Name", "Own"],
        *(["Alpha " + str(n), cell] for n, cell in enumerate(cells)),
    ]
    reading = read_workbook(RawWorkbook((RawSheet("Initiatives", rows),)), "a.xlsx", AS_OF)
    back = read_workbook(loaded(inventory_workbook(reading)), "a.xlsx", AS_OF)
    assert_equal(reading, back)
    assert len(back.issues) == len(reading.issues) - cells.count(CellError("#SPILL!"))
