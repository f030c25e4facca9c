"""``cockpit export`` and ``cockpit check --errors``, as a person runs them."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from cockpit.cli import main
from cockpit.inventory.marks import PROBLEMS
from cockpit.inventory.reader import read_workbook
from sample_data import BROKEN, SAMPLE
from tests.inventory.round_trip import assert_equal

LIST = "Projektname;Abteilung;Phase\r\nSchadenfoto;Schaden;Betrieb\r\nTarif;Aktuariat;Erprobung\r\n"


def test_an_inventory_is_exported_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out.xlsx"
    assert main(["export", str(SAMPLE), "--out", str(out)]) == 0
    assert_equal(read_workbook(SAMPLE, SAMPLE.name), read_workbook(out, SAMPLE.name))
    assert main(["export", str(SAMPLE), "--out", str(out)]) == 2
    assert "--force" in capsys.readouterr().err
    assert main(["export", str(BROKEN), "--out", str(out), "--force"]) == 0
    assert "kept out" in capsys.readouterr().err


def test_a_mapped_file_is_exported_under_our_headers(tmp_path: Path) -> None:
    file, chosen, out = tmp_path / "liste.csv", tmp_path / "map.json", tmp_path / "out.xlsx"
    file.write_text(LIST, encoding="utf-8", newline="")
    assert main(["map", str(file), "--out", str(chosen)]) == 0
    assert main(["export", str(file), "--mapping", str(chosen), "--out", str(out)]) == 0
    assert main(["check", str(out)]) == 0
    page = openpyxl.load_workbook(out)["Initiatives"]
    assert [cell.value for cell in page[2]] == [
        "schadenfoto",
        "Schadenfoto",
        "Schaden",
        "production",
        "Betrieb",
    ]


def test_problems_are_marked_in_a_copy(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "marked.xlsx"
    assert main(["check", str(BROKEN), "--errors", str(out)]) == 1
    assert openpyxl.load_workbook(out).sheetnames[0] == PROBLEMS
    before = capsys.readouterr().out.splitlines()[-1]
    assert main(["check", str(out)]) == 1
    assert capsys.readouterr().out.splitlines()[-1].split(" Data")[0] == before.split(" Data")[0]


@pytest.mark.parametrize("name", ["same.xlsx", "out.csv"])
def test_a_wrong_target_is_refused(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "same.xlsx"
    file.write_bytes(BROKEN.read_bytes())
    assert main(["check", str(file), "--errors", str(tmp_path / name)]) == 2
    assert file.read_bytes() == BROKEN.read_bytes()
    assert "cockpit:" in capsys.readouterr().err


def test_a_file_that_is_none_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "bad.xlsx"
    file.write_bytes(b"PK\x03\x04 cut off")
    assert main(["check", str(file), "--errors", str(tmp_path / "out.xlsx")]) == 1
    assert main(["export", str(file), "--out", str(tmp_path / "out.xlsx")]) == 1
    assert "no cells to mark" in capsys.readouterr().err
    assert not (tmp_path / "out.xlsx").exists()
