"""``cockpit map`` and ``--mapping``, as a person runs them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cockpit.cli import main
from cockpit.inventory.mapping import from_json

LIST = (
    "Projektname;Abteilung;Phase;Beginn;Kosten pro Jahr (k€)\r\n"
    "Schadenfoto;Schaden;Betrieb;25.03.2024;18,5\r\n"
    "Sprachdialog;Service;Erprobung;04.03.2025;27,25\r\n"
)


@pytest.fixture
def inventory(tmp_path: Path) -> Path:
    """A small list with other headers, as a text file."""
    path = tmp_path / "liste.csv"
    path.write_text(LIST, encoding="utf-8", newline="")
    return path


def test_a_suggestion_is_written_checked_and_used(
    inventory: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "map.json"
    assert main(["map", str(inventory), "--out", str(out)]) == 0
    mapping = from_json(out.read_text(encoding="utf-8"))
    assert {column.field for column in mapping.tables[0].columns} == {
        "name", "business_unit", "stage", "start", "annual_cost",
    }  # fmt: skip
    capsys.readouterr()
    asked = ["check", str(inventory), "--mapping", str(out), "--json", "--as-of", "2026-04-01"]
    assert main(asked) == 0
    assert json.loads(capsys.readouterr().out)["sheets"][0]["accepted"] == 2
    assert main(["map", str(inventory), "--out", str(out)]) == 2, "it replaces nothing unasked"


def test_changed_headers_are_said(
    inventory: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "map.json"
    main(["map", str(inventory), "--out", str(out)])
    inventory.write_text(LIST.replace("Beginn", "Wann"), encoding="utf-8", newline="")
    assert main(["check", str(inventory), "--mapping", str(out)]) == 0
    said = capsys.readouterr().err
    assert "lacks: Beginn" in said
    assert "kept as extra columns: Wann" in said


def test_what_is_suggested_for_a_new_header_is_said_and_added_on_request(
    inventory: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, new = tmp_path / "map.json", tmp_path / "new.json"
    main(["map", str(inventory), "--out", str(out), "--name", "PMO"])
    later = LIST.replace("Phase", "Projektstatus")
    inventory.write_text(later, encoding="utf-8", newline="")
    capsys.readouterr()
    asked = ["check", str(inventory), "--mapping", str(out), "--json", "--as-of", "2026-04-01"]
    main(asked)
    found = capsys.readouterr()
    assert "Projektstatus as Stage" in found.err
    assert "No suggestion is used before a person has seen it" in found.err
    assert main(["map", str(inventory), "--mapping", str(out), "--out", str(new)]) == 0
    assert "Projektstatus as Stage" in capsys.readouterr().err
    mapping = from_json(new.read_text(encoding="utf-8"))
    stage = mapping.tables[0].column_of("stage")
    assert stage is not None
    assert (mapping.name, stage.header) == ("PMO", "Projektstatus")


@pytest.mark.parametrize("text", ["", "{}", '{"tables": 1}'])
def test_what_is_no_mapping_ends_in_a_sentence(
    text: str, inventory: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = tmp_path / "map.json"
    given.write_text(text, encoding="utf-8")
    assert main(["check", str(inventory), "--mapping", str(given)]) in (1, 2)
    assert "cockpit: map.json" in capsys.readouterr().err
    assert main(["check", str(inventory), "--mapping", str(tmp_path / "absent.json")]) == 2
