"""The same export in every format gives the same; a hostile one gives a sentence."""

from __future__ import annotations

import gzip
import io
import re
import zipfile
from pathlib import Path

import pyarrow as pa
import pyarrow.csv as pacsv
import pyarrow.parquet as pq
import pytest

from cockpit.actuals.actual_costs import actual_costs
from cockpit.actuals.charges import Basis
from cockpit.actuals.choices import Choices
from cockpit.actuals.cost_export import CostExport
from cockpit.actuals.importing import ImportLimits, Progress, read_export
from cockpit.inventory.raw import UnreadableFileError
from tests.actuals.exports import SETTING, csv_of, extract, row

ROWS = [
    row(EffectiveCost=f"{n}.125", ServiceName=f"Dienst {n % 4} – größer", Tags='{"i": "AI-1"}',
        ResourceId=f"r{n}")
    for n in range(60)
]  # fmt: skip
DATA = csv_of(ROWS)
BASES: tuple[Basis, ...] = ("effective", "billed")


def same(found: CostExport, wanted: CostExport) -> None:
    assert sorted(map(str, found.cells)) == sorted(map(str, wanted.cells))
    assert found.totals == wanted.totals
    assert found.rows_read == wanted.rows_read


def zipped(data: bytes, name: str = "costs.csv") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(name, data)
    return buffer.getvalue()


def parquet(data: bytes, types: dict[str, pa.DataType] | None = None) -> bytes:
    table = pacsv.read_csv(
        io.BytesIO(data), convert_options=pacsv.ConvertOptions(column_types=types or {})
    )
    buffer = io.BytesIO()
    pq.write_table(table, buffer)
    return buffer.getvalue()


TEXTS = dict.fromkeys(ROWS[0], pa.string())


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbf" + DATA,
        DATA.replace(b"\r\n", b"\n"),
        DATA.replace(b"\r\n", b"\n\n"),
        DATA.decode().encode("cp1252"),
        DATA.decode().encode("utf-16"),
        csv_of(ROWS, delimiter=";"),
        csv_of(ROWS, delimiter="\t"),
        gzip.compress(DATA),
        zipped(DATA),
        parquet(DATA, TEXTS),
        parquet(DATA, TEXTS | {"EffectiveCost": pa.decimal128(20, 6), "BilledCost": pa.float64()}),
        parquet(DATA, TEXTS | {"EffectiveCost": pa.float64(), "ServiceName": pa.dictionary(
            pa.int32(), pa.string())}),
    ],
    ids=["BOM", "LF", "empty lines", "cp1252", "UTF-16", "semicolons", "tabs", "gzip", "zip",
         "parquet", "parquet decimals", "parquet floats"],
)  # fmt: skip
def test_every_format_reads_alike(data: bytes) -> None:
    same(extract(data), extract(DATA))


def test_parquet_dates_and_maps_read_alike() -> None:
    table = pacsv.read_csv(io.BytesIO(DATA))
    tags = pa.array([[("i", "AI-1")]] * len(ROWS), pa.map_(pa.string(), pa.string()))
    table = table.set_column(table.column_names.index("Tags"), "Tags", tags)
    buffer = io.BytesIO()
    pq.write_table(table, buffer)
    same(extract(buffer.getvalue()), extract(DATA))


def test_a_decimal_comma_is_read_in_a_file_with_semicolons() -> None:
    rows = [row(EffectiveCost="1.234,56", BilledCost="2,5")]
    total = extract(csv_of(rows, delimiter=";")).totals[0]
    assert (total.effective, total.billed) == (123456 * 10**16, 25 * 10**17)


def test_a_point_before_three_digits_is_a_thousand_beside_decimal_commas() -> None:
    """1.234,56 + 1.234 + 12.500 = 14.968,56; without the first, nothing says so."""
    rows = [row(EffectiveCost=text, BilledCost="0") for text in ("1.234,56", "1.234", "12.500")]
    (total,) = extract(csv_of(rows, delimiter=";")).totals
    assert total.effective == 1496856 * 10**16
    assert extract(csv_of(rows)).totals[0].effective == 1496856 * 10**16
    refused = extract(csv_of(rows[1:], delimiter=";"))
    assert [cell.effective for cell in refused.cells] == [None]
    assert refused.partly == {"EffectiveCost has a point that may be a decimal sign or not": 2}


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b"\x00\x01\x02\x03" * 100, "no text"),
        (b"hello", "No column holds a billed"),
        (b"BilledCost\r\n1\r\n", "No column says when"),
        (("c," * 1_000_000).encode() + b"BilledCost\n1", "longer than 1 MB"),
        ((",".join(f"c{n}" for n in range(3000)) + ",BilledCost\n").encode(), "columns"),
        (DATA + b'"' + b"x" * (9 * 2**20) + b"\r\n", "longer than 8 MB"),
        (parquet(DATA)[:-20], "Parquet"),
        (b"PAR1" + b"\xff" * 500 + b"PAR1", "Parquet"),
        (gzip.compress(DATA * 50)[:-400], "damaged or was cut off"),
        (b"PK\x03\x04 not really", "damaged"),
        (zipped(b"x", "readme.md"), "holds 0 CSV files"),
        (zipped(b"<x/>", "[Content_Types].xml"), "workbook"),
        (gzip.compress(DATA + b"0" * 40_000_000), "unfolds to more than"),
        (zipped(DATA + b"," * 40_000_000), "unfolds to more than"),
    ],
    ids=["empty", "binary", "no table", "no date", "1e6 columns", "3000 columns", "open quote",
         "truncated parquet", "fake parquet", "truncated gzip", "fake zip", "no csv", "workbook",
         "gzip bomb", "zip bomb"],
)  # fmt: skip
def test_a_hostile_file_ends_in_a_sentence(data: bytes, said: str) -> None:
    with pytest.raises(UnreadableFileError, match=re.escape(said)) as caught:
        extract(data)
    assert caught.value.problem.endswith(".")


def test_bad_rows_do_not_end_the_import_and_have_a_place() -> None:
    rows = [row(), row(BilledCost="NaN"), row(EffectiveCost="1e400"), row(BilledCost="inf")]
    lines = csv_of(rows).split(b"\r\n")
    data = b"\r\n".join([*lines[:3], b"too,few", *lines[3:], lines[1], b""]).replace(
        b"\r\n\r\n", b"\r\n"
    )
    export = extract(data)
    assert export.rows_read == 6
    assert export.unreadable_rows == 1
    assert sum(cell.rows for cell in export.cells) == 5
    assert sum(export.partly.values()) == 3
    assert [sum(c.rows for c in export.cells if c.amount(b) is None) for b in BASES] == [1, 2]
    assert [(bad.row, bad.column) for bad in export.bad_rows if bad.column != "whole row"] == [
        (2, "BilledCost"), (4, "EffectiveCost"), (5, "BilledCost"),
    ]  # fmt: skip
    skipped = [bad for bad in export.bad_rows if bad.column == "whole row"]
    assert [(bad.row, bad.problem) for bad in skipped] == [(3, "has 2 cells, not 7")]


def test_cells_that_are_huge_or_hostile_are_only_text() -> None:
    rows = [row(ServiceName="=cmd()|" * 10_000, Tags="[" * 5000), row(Tags='{"i": {"j": [1]}}')]
    export = extract(csv_of(rows))
    assert export.unreadable_rows == 0
    assert len(export.cells) == 2


def test_dates_whose_order_is_open_are_asked_for_and_then_read() -> None:
    rows = [row(BillingPeriodStart="", ChargePeriodStart="4/3/25", ChargePeriodEnd="4/4/25")]
    asked = extract(csv_of(rows))
    assert asked.question == "date order"
    assert asked.cells == ()
    assert asked.unreadable == {"The order of day and month is open": 1}
    answered = extract(csv_of(rows), "day first")
    assert [cell.period for cell in answered.cells] == [
        "2025-03-04T00:00:00/2025-04-04T00:00:00"
    ]  # fmt: skip


# The child process ---------------------------------------------------------------


def test_the_child_reads_from_memory_and_from_disk(tmp_path: Path) -> None:
    file = tmp_path / "export.csv"
    file.write_bytes(DATA)
    for source in (DATA, file):
        same(read_export(source, "export.csv"), extract(DATA))


def test_the_childs_reasons_arrive_in_words() -> None:
    with pytest.raises(UnreadableFileError, match="No column holds"):
        read_export(b"a,b\r\n1,2\r\n", "x.csv")


def test_time_and_memory_are_limited() -> None:
    big = DATA.split(b"\r\n", 1)[0] + b"\r\n" + DATA.split(b"\r\n", 1)[1] * 20_000
    with pytest.raises(UnreadableFileError, match=r"more than 0\.5 seconds"):
        read_export(big, "big.csv", limits=ImportLimits(wall_seconds=0.5))
    with pytest.raises(UnreadableFileError, match="memory"):
        read_export(big, "big.csv", limits=ImportLimits(memory_bytes=120 * 2**20))


class _CancelledError(Exception):
    pass


def test_progress_is_told_and_may_break_the_reading_off(tmp_path: Path) -> None:
    file = tmp_path / "big.csv"
    head, body = DATA.split(b"\r\n", 1)
    file.write_bytes(head + b"\r\n" + body * 8_000)
    seen: list[Progress] = []

    def cancel(so_far: Progress) -> None:
        seen.append(so_far)
        raise _CancelledError

    with pytest.raises(_CancelledError):
        read_export(file, "big.csv", progress=cancel)
    assert 0 < seen[0].share <= 1
    assert seen[0].rows > 0


@pytest.mark.parametrize(
    ("given", "encoding", "said"),
    [
        ("plain", "utf-8", "UTF-8"),
        ("Übersetzung €", "utf-8", "UTF-8"),
        ("Übersetzung €", "cp1252", "Windows-1252"),
        ("Übersetzung €", "utf-16", "UTF-16"),
    ],
)
def test_the_encoding_is_that_of_the_rows_where_the_header_shows_none(
    given: str, encoding: str, said: str
) -> None:
    data = csv_of([row(ServiceName=given)]).decode().encode(encoding)
    export = extract(data)
    assert export.format == f"CSV, {said}, separated by comma"
    assert export.cells[0].service == given


def test_cells_of_two_encodings_are_both_said() -> None:
    data = csv_of([row(ServiceName="Zürich"), row(ServiceName="x")])
    mixed = data.replace(b",x,", b",\xdcbung,").replace(b",x\r\n", b",\xdcbung\r\n")
    export = extract(mixed)
    assert export.format == "CSV, UTF-8 and Windows-1252, separated by comma"
    assert {cell.service for cell in export.cells} == {"Zürich", "Übung"}


def test_an_open_quote_says_how_many_lines_it_swallows() -> None:
    names = ["ServiceName", *row()]
    rows = [row(ServiceName="multi\nline"), *(row(ServiceName=f"s{n}") for n in range(4))]
    data = csv_of(rows, names).replace(b"\r\ns1,", b'\r\n"s1,')
    export = extract(data)
    assert export.rows_read == 3
    (bad,) = export.bad_rows
    assert bad.problem.endswith("and spans 3 lines: a quotation mark may lack its pair")
    whole = extract(csv_of(rows, names))
    for found, said in ((export, True), (whole, False)):
        notes = actual_costs([found], Choices(), SETTING).notes
        assert any("span 2 further lines of their file" in note for note in notes) is said
