"""``cockpit actuals`` and the sample cost export."""

from __future__ import annotations

import csv
import gzip
import hashlib
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

import sample_data
from cockpit import cli
from cockpit.inventory.reader import read_workbook
from cockpit.inventory.template import write_workbook
from sample_data.make_cost_export import export_bytes
from tests.actuals.exports import csv_of, row


def read(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def test_the_sample_export_is_what_its_source_writes() -> None:
    assert sample_data.COST_EXPORT.read_bytes() == export_bytes()


def test_the_sample_ties_out_from_file_to_lines(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["actuals", str(sample_data.COST_EXPORT), "--out", str(tmp_path)]) == 0
    said = capsys.readouterr().out
    assert "Matched by the tag 'initiative'" in said
    assert "rows and sums tie out" in said
    rates = {"EUR": Decimal(1), "USD": Decimal("0.87"), "GBP": Decimal("1.15")}
    stated = sum(
        Decimal(each["EffectiveCost"]) * rates[each["BillingCurrency"]]
        for each in read(sample_data.COST_EXPORT)
        if each["BillingCurrency"] in rates
    )
    found = sum(Decimal(each["amount"]) for each in read(tmp_path / "actual_costs.csv"))
    assert abs(found - stated) < Decimal("0.005")
    (stamp,) = {each["stamp"] for each in read(tmp_path / "actual_costs.csv")}
    data = read_workbook(sample_data.SAMPLE, sample_data.SAMPLE.name).data_hash
    digest = hashlib.sha256(sample_data.COST_EXPORT.read_bytes()).hexdigest()
    assert stamp.startswith(f"data {data[:12]} · cost export {digest[:12]} · choices ")


def test_its_costs_rows_load_as_a_costs_sheet(tmp_path: Path) -> None:
    """The rows go into a workbook as they stand, and every one is accepted."""
    from cockpit.inventory.contract import SHEETS

    cli.main(["actuals", str(sample_data.COST_EXPORT), "--out", str(tmp_path)])
    fields = {column.header: column.field for column in SHEETS["costs"].columns}
    rows = [
        {fields[name]: float(cell) if name == "Amount" else cell
         for name, cell in each.items() if cell and name in fields}
        for each in read(tmp_path / "costs_sheet.csv")
    ]  # fmt: skip
    for each in rows:
        each["actual"] = each["actual"]
    initiatives = [{"id": f"AI-{n:02d}", "name": f"Initiative {n}"} for n in range(1, 29)]
    book = tmp_path / "book.xlsx"
    write_workbook(book, {"initiatives": initiatives, "costs": rows})
    reading = read_workbook(book, book.name)
    assert reading.inventory is not None
    assert not reading.rejected
    assert len(reading.inventory.costs) == len(rows) > 50
    assert all(cost.actual for cost in reading.inventory.costs)


def test_options_take_effect(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    export = tmp_path / "x.csv"
    export.write_bytes(csv_of([row(BillingCurrency="", BilledCost="3", EffectiveCost="2"),
                               row(ChargeCategory="Tax", BillingCurrency="EUR")]))  # fmt: skip
    rules = tmp_path / "rules.csv"
    rules.write_text(
        "kind,field,test,value,target,why\ninitiative,charge category,is,usage,AI-01,\n"
    )
    done = cli.main([
        "actuals", str(export), "--out", str(tmp_path / "out"), "--basis", "billed",
        "--currency", "eur", "--leave-out", "Tax", "--rules", str(rules), "--once",
    ])  # fmt: skip
    assert done == 0
    (line,) = read(tmp_path / "out" / "actual_costs.csv")
    assert (line["initiative"], line["amount"]) == ("AI-01", "3.0")
    assert "Tax, left out as you chose" in capsys.readouterr().out


def test_runs_that_differ_in_what_counts_bear_different_stamps(tmp_path: Path) -> None:
    export = tmp_path / "x.csv"
    export.write_bytes(csv_of([row(BillingCurrency="EUR", Tags='{"a": "AI-01", "b": "AI-02"}')]))
    rules = tmp_path / "rules.csv"
    rules.write_text("kind,field,test,value,target,why\nlayer,provider,contains,x,C7,\n")
    stamps = set()
    ways = ([], ["--leave-out", "Tax"], ["--tag", "b"], ["--rules", str(rules)], ["--once"])
    for number, more in enumerate(ways):
        out = tmp_path / str(number)
        assert cli.main(["actuals", str(export), "--out", str(out), *more]) == 0
        stamps.add(read(out / "actual_costs.csv")[0]["stamp"])
    assert len(stamps) == len(ways)


def test_what_the_costs_rows_leave_out_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    export = tmp_path / "x.csv"
    whole = {"BillingCurrency": "EUR", "ChargePeriodStart": "2025-04-01",
             "ChargePeriodEnd": "2025-05-01"}  # fmt: skip
    rows = [row(**whole, EffectiveCost="12"), row(**whole, EffectiveCost="30.5")]
    export.write_bytes(csv_of(rows))
    assert cli.main(["actuals", str(export), "--out", str(tmp_path)]) == 0
    notes = " ".join(each["note"] for each in read(tmp_path / "notes.csv"))
    for said in (notes, capsys.readouterr().out):
        assert "42.50 EUR without an initiative or a layer is in no row" in said


@pytest.mark.parametrize(
    ("content", "said"),
    [(None, "There is no file"), (b"", "The file is empty"), (b"a,b\n1,2\n", "No column holds")],
)
def test_what_cannot_be_read_ends_in_a_sentence(
    content: bytes | None, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "x.csv"
    if content is not None:
        file.write_bytes(content)
    assert cli.main(["actuals", str(file), "--out", str(tmp_path)]) == 1
    captured = capsys.readouterr().err
    assert said in captured
    assert "Traceback" not in captured


def test_an_open_question_is_no_success(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "x.csv"
    file.write_bytes(csv_of([row(BillingPeriodStart="", ChargePeriodStart="4/3/25",
                                 ChargePeriodEnd="4/4/25")]))  # fmt: skip
    assert cli.main(["actuals", str(file), "--out", str(tmp_path)]) == 1
    assert "choose the order of dates" in capsys.readouterr().out


@pytest.mark.parametrize("pack", [bytes, gzip.compress, lambda data: data.replace(b"\r\n", b"\n")])
def test_a_file_given_twice_is_refused_however_it_is_packed(
    pack: Callable[[bytes], bytes], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = csv_of([row(EffectiveCost="5", BillingCurrency="EUR")])
    one, other = tmp_path / "a.csv", tmp_path / "b.csv"
    one.write_bytes(data)
    other.write_bytes(pack(data))
    out = tmp_path / "out"
    for files in ([one, one], [one, other]):
        for more in ([], ["--overlap"]):
            assert cli.main(["actuals", *map(str, files), "--out", str(out), *more]) == 1
            assert "holds the same charges as a.csv" in capsys.readouterr().err
    assert not out.exists()


def test_files_that_share_a_month_count_together_only_on_request(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = []
    for name, amounts in (("a", ["5"]), ("b", ["5", "7"])):
        file = tmp_path / f"{name}.csv"
        rows = [row(EffectiveCost=amount, BillingCurrency="EUR") for amount in amounts]
        file.write_bytes(csv_of(rows))
        files.append(str(file))
    arguments = ["actuals", *files, "--out", str(tmp_path / "out")]
    assert cli.main(arguments) == 1
    assert "a.csv and b.csv hold charges of the same provider" in capsys.readouterr().err
    assert cli.main([*arguments, "--overlap"]) == 0
    (line,) = read(tmp_path / "out" / "actual_costs.csv")
    assert line["amount"] == "17.0"
    assert "counts twice; remove one" in capsys.readouterr().out
