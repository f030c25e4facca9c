"""The command line as a person uses it: in a process of its own, by exit code and output."""

from __future__ import annotations

import csv
import io
import json
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from cockpit import cli
from cockpit.export import safe_text, to_csv
from cockpit.inventory.portfolio_from import portfolio_of
from cockpit.inventory.reader import read_workbook
from cockpit.result_tables import result_tables
from scenarios.presets import PRESETS
from scenarios.simulate import simulate


def cockpit(*words: object, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "cockpit.cli", *(str(word) for word in words)]
    return subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", cwd=cwd, check=False, timeout=120
    )


def test_template_check_simulate_in_a_row(tmp_path: Path) -> None:
    out = tmp_path / "inventory.xlsx"
    assert cockpit("template", out).returncode == 0
    assert out.read_bytes()[:2] == b"PK"
    again = cockpit("template", out)
    assert again.returncode == 2
    assert "--force" in again.stderr
    assert cockpit("template", out, "--force").returncode == 0
    empty = cockpit("check", out)
    assert empty.returncode == 1
    assert "could not be read" in empty.stdout
    assert "Traceback" not in empty.stderr + empty.stdout


def test_check_of_a_sound_file(sample_path: Path) -> None:
    done = cockpit("check", sample_path)
    assert done.returncode == 0
    assert "0 rows rejected" in done.stdout
    assert "Initiatives" in done.stdout


def test_check_of_the_broken_sample_lists_every_issue(broken_path: Path, tmp_path: Path) -> None:
    document = tmp_path / "issues.json"
    done = cockpit("check", broken_path, "--json", document)
    assert done.returncode == 1
    found = json.loads(document.read_text(encoding="utf-8"))
    reading = read_workbook(broken_path, broken_path.name)
    assert len(found["issues"]) == len(reading.issues)
    assert len(found["rejected"]) == len(reading.rejected) > 0
    for sheet in found["sheets"]:
        assert sheet["found"] == sheet["accepted"] + sheet["rejected"]
    for issue in reading.issues:
        assert issue.problem in done.stdout
        assert issue.remedy
    alone = cockpit("check", broken_path, "--json")
    assert json.loads(alone.stdout) == found


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04", b"name;cost\n", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"]
)
def test_check_of_a_file_that_is_no_workbook(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "file.xlsx"
    path.write_bytes(content)
    done = cockpit("check", path)
    assert done.returncode == 1
    assert "could not be read" in done.stdout
    assert done.stderr == ""


def test_control_signs_of_a_file_do_not_steer_the_terminal(tmp_path: Path) -> None:
    path = tmp_path / "esc\x1b[31m.xlsx"
    path.write_bytes(b"no workbook")
    assert "\x1b" not in cockpit("check", path).stdout


def test_simulate_twice_gives_the_same_bytes(sample_path: Path, tmp_path: Path) -> None:
    words = ("simulate", sample_path, "--scenario", "tenfold-usage", "--draws", 500, "--seed", 7)
    outs = [tmp_path / name for name in ("one", "two")]
    for out in outs:
        assert cockpit(*words, "--out", out).returncode == 0
    names = sorted(path.name for path in outs[0].iterdir())
    assert names == ["checks.csv", "correlations.csv", "costs.csv", "fan.csv", "fields.csv",
                     "initiatives.csv", "layers.csv", "portfolio.csv", "scenario.json",
                     "summary.json"]  # fmt: skip
    for name in names:
        assert (outs[0] / name).read_bytes() == (outs[1] / name).read_bytes()
    other = tmp_path / "three"
    cockpit(*words[:-1], 8, "--out", other)
    assert (outs[0] / "portfolio.csv").read_bytes() != (other / "portfolio.csv").read_bytes()


def test_the_files_hold_the_numbers_of_the_engine(sample_path: Path, tmp_path: Path) -> None:
    cockpit(
        "simulate", sample_path, "--scenario", "pricier-models", "--draws", 500, "--out", tmp_path
    )
    reading = read_workbook(sample_path, sample_path.name)
    result = simulate(portfolio_of(reading), PRESETS["pricier-models"], 500, 7)
    for name, (columns, rows) in result_tables(result).items():
        text = (tmp_path / f"{name}.csv").read_bytes().decode("utf-8-sig")
        found = list(csv.reader(io.StringIO(text, newline="")))
        assert found[0] == [*columns, "stamp"]
        for line, row in zip(found[1:], rows, strict=True):
            assert line[-1] == result.stamp.line()
            for cell, value in zip(line[:-1], row, strict=True):
                if isinstance(value, float) and not isinstance(value, bool):
                    assert float(cell) == value
                if value is None:
                    assert cell == ""
    summary = json.loads((tmp_path / "summary.json").read_text(encoding="utf-8"))
    captured = result.portfolio.outcomes["captured"]  # type: ignore[index]
    assert (
        summary["portfolio"]["outcomes"]["captured"]["roi"]["p50"]["value"]
        == captured.roi.p50.value
    )
    assert summary["stamp"]["data_hash"] == reading.data_hash
    assert summary["scenario"]["levers"]["model_price_ratio"] > 1
    assert summary["scenario"]["valuation"]["capture_weight"]["observed"] == 0.5


def test_a_scenario_file_is_read_and_a_bad_one_explained(sample_path: Path, tmp_path: Path) -> None:
    scenario = tmp_path / "mine.json"
    scenario.write_text('{"name": "Mine", "levers": {"usage": 2}}', encoding="utf-8")
    out = tmp_path / "out"
    words = ("simulate", sample_path, "--draws", 100, "--out", out, "--scenario")
    assert cockpit(*words, scenario).returncode == 0
    assert json.loads((out / "scenario.json").read_text(encoding="utf-8"))["name"] == "Mine"
    scenario.write_text('{"levers": {"usage": 900, "luck": 1}}', encoding="utf-8")
    bad = cockpit(*words, scenario)
    assert bad.returncode == 2
    assert "levers.usage" in bad.stderr
    assert "levers.luck" in bad.stderr
    unknown = cockpit(*words, "no-such")
    assert unknown.returncode == 2
    assert "tenfold-usage" in unknown.stderr


@pytest.mark.parametrize(
    "words",
    [(), ("fly",), ("check",), ("simulate", "x.xlsx"), ("template", "out.csv"),
     ("simulate", "x.xlsx", "--out", "o", "--draws", "1"), ("run", "--port", "99999"),
     ("run", "absent.xlsx"), ("check", "x.xlsx", "--as-of", "yesterday")],
)  # fmt: skip
def test_wrong_use_ends_with_code_2_and_a_reason(
    words: tuple[str, ...],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    try:
        code = cli.main(words)
    except SystemExit as end:  # argparse leaves by itself
        code = int(end.code or 0)
    assert code == 2
    assert "cockpit" in capsys.readouterr().err


def test_every_answer_is_written_with_what_is_missing(sample_path: Path, tmp_path: Path) -> None:
    """The files hold what the registries say, and the same command writes the same bytes."""
    outs = (tmp_path / "a", tmp_path / "b")
    for out in outs:
        done = cockpit("assess", sample_path, "--draws", 300, "--out", out)
        assert done.returncode == 0, done.stderr
    names = {path.name for path in outs[0].iterdir()}
    assert names == {
        "answers.csv", "missing_evidence.csv", "evidence_rows.csv", "thresholds.csv"
    }  # fmt: skip
    for name in names:
        assert (outs[0] / name).read_bytes() == (outs[1] / name).read_bytes()
    text = (outs[0] / "answers.csv").read_text(encoding="utf-8-sig")
    answers = list(csv.DictReader(io.StringIO(text, newline="")))
    assert {row["key"] for row in answers} >= {f"Q{n}" for n in range(1, 11)} | {"E1", "E5"}
    for row in answers:
        assert (row["figure"] == "") == (row["status"] == "cannot answer") or not row["figure"]
        assert bool(row["missing"]) == (row["status"] != "answered")
        assert "seed 7 · 300 draws" in row["stamp"]


def test_simulating_an_unreadable_file_ends_with_its_reason(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(b"")
    done = cockpit("simulate", path, "--out", tmp_path / "out")
    assert done.returncode == 1
    assert "empty" in done.stderr
    assert not (tmp_path / "out").exists()


def test_a_port_in_use_is_said_with_a_way_out(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        assert cli.main(["run", "--no-browser", "--port", str(port)]) == 1
    said = capsys.readouterr()
    assert f"Port {port} is in use" in said.err
    assert "--port" in said.err
    assert "Starting" not in said.out


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.main(["--version"])
    assert "cockpit" in capsys.readouterr().out


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "\nx", "\0=1", "  =1+1"])
def test_text_that_a_spreadsheet_would_run_is_neutralised(text: str) -> None:
    assert safe_text(text).startswith("'")
    line = to_csv(("a",), [(text,)]).decode("utf-8-sig").split("\r\n", 1)[1]
    assert line.startswith("\"'")


def test_csv_keeps_numbers_and_blanks_and_quotes_text() -> None:
    content = to_csv(("name", "value"), [("a,b", -1.5), ("x", None), ('"', 0.1 + 0.2)], "data 1")
    lines = content.decode("utf-8-sig").split("\r\n")
    assert lines == [
        '"name","value","stamp"',
        '"a,b",-1.5,"data 1"',
        '"x","","data 1"',
        '"""",0.30000000000000004,"data 1"',
        "",
    ]
