"""``cockpit pack`` from end to end: files, stamps, exit codes, and the same bytes anywhere."""

from __future__ import annotations

import csv
import hashlib
import io
import re
import zipfile
from pathlib import Path

import openpyxl
import pptx
import pypdf
import pytest

from cockpit.boardpack.sections.registry import SECTIONS
from sample_data import BROKEN, SAMPLE
from scenarios import __version__
from tests.boardpack.materials import SPARSE
from tests.boardpack.pack_runs import Run, alone, pack, refusing
from tests.boardpack.reading_back import bare
from tests.inventory import books

WORD = "Strictly confidential"
QUICK = ("--draws", 200, "--formats", "csv")
SINGLE = ("board_pack.pptx", "board_pack.pdf", "board_pack.xlsx", "board_pack.html")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The full pack of the sample under a scenario."""
    folder = tmp_path_factory.mktemp("whole") / "pack"
    done = pack(SAMPLE, folder, "--scenario", "tenfold-usage", "--classification", WORD)
    assert done.code == 0, done.error
    return done


def test_every_format_is_there_and_every_file_is_told(whole: Run) -> None:
    names = set(whole.files)
    assert set(SINGLE) <= names
    assert {"csv/figures.csv", "csv/fields.csv", "csv/datapackage.json"} <= names
    assert {"png/page_01.png", "png/verdict_value_bridge.png"} <= names
    told = [Path(line).relative_to(whole.folder).as_posix() for line in whole.told.splitlines()]
    assert sorted(told) == sorted(names)
    assert whole.sentences == []
    assert "Verdict" in whole.error
    assert "100% Done" in whole.error


def test_memory_stays_under_a_gibibyte(whole: Run) -> None:
    assert whole.peak < 1.0


def test_the_stamp_is_whole(whole: Run) -> None:
    """What the pages carry says from what the figures can be worked out again."""
    line = _rows(whole, "figures")[0]["stamp"]
    for part in (
        f"{WORD} · data ",
        "scenario Tenfold usage",
        "seed 7",
        "10000 draws",
        f"version {__version__}",
        "as of 2026-11-01",
        f"source {SAMPLE.name}",
    ):
        assert part in line, part
    assert re.search(r"data [0-9a-f]{12} ", line)


def test_every_page_of_every_format_is_stamped(whole: Run) -> None:
    stamp = _rows(whole, "figures")[0]["stamp"]
    files = whole.files
    for page in pypdf.PdfReader(io.BytesIO(files["board_pack.pdf"])).pages:
        assert bare(stamp) in bare(page.extract_text())
    for slide in pptx.Presentation(io.BytesIO(files["board_pack.pptx"])).slides:
        said = " ".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
        assert bare(stamp) in bare(said)
        assert bare(stamp) in bare(slide.notes_slide.notes_text_frame.text)
    book = openpyxl.load_workbook(io.BytesIO(files["board_pack.xlsx"]))
    for sheet in book:
        foot = bare(sheet.oddFooter.left.text)
        assert foot.startswith(bare(WORD)), sheet.title
        assert "data" in foot
    for name, content in files.items():
        if name.endswith(".csv"):
            rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
            assert rows[0][-1] == "stamp", name
            assert {row[-1] for row in rows[1:]} == {stamp}, name
    assert bare(stamp) in bare(files["csv/datapackage.json"].decode())
    page_ = files["board_pack.html"].decode()
    assert page_.count(stamp) >= len(SECTIONS)


def test_every_sheet_holds_the_whole_stamp(whole: Run) -> None:
    """The foot of a printed sheet has to shorten it."""
    stamp = bare(_rows(whole, "figures")[0]["stamp"]).removeprefix(bare(f"{WORD} · "))
    book = openpyxl.load_workbook(io.BytesIO(whole.files["board_pack.xlsx"]))
    for sheet in book:
        said = {bare(cell) for row in sheet.values for cell in row if isinstance(cell, str)}
        assert any(stamp in each for each in said), sheet.title


@pytest.mark.slow
@pytest.mark.parametrize("where", ["another place", "no network"])
def test_the_same_bytes_in_any_process(whole: Run, where: str, tmp_path: Path) -> None:
    """Other hash seed, time zone, language, folder and threads; then without any network."""
    again = {
        "PYTHONHASHSEED": "4711",
        "TZ": "Pacific/Auckland",
        "LANG": "de_DE.UTF-8",
        "LC_ALL": "C",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
    }
    if where == "no network":
        again |= refusing(tmp_path / "site")
    done = pack(
        SAMPLE,
        tmp_path / "elsewhere" / "pack",
        *("--scenario", "tenfold-usage", "--classification", WORD),
        environment=again,
        cwd=tmp_path,
        within=alone() if where == "no network" else (),
    )
    assert done.code == 0, done.error
    first, second = (
        {name: hashlib.sha256(content).hexdigest() for name, content in run.files.items()}
        for run in (whole, done)
    )
    assert first == second


def test_sections_stand_in_the_order_of_the_pack(tmp_path: Path) -> None:
    done = pack(SAMPLE, tmp_path / "p", *QUICK, "--sections", "method,verdict,tco")
    assert done.code == 0, done.error
    assert [row["section"] for row in _rows(done, "sections")] == ["verdict", "tco", "method"]
    assert {row["section"] for row in _rows(done, "figures")} == {"verdict", "tco", "method"}


def test_only_the_formats_that_are_asked_for(tmp_path: Path) -> None:
    done = pack(
        SAMPLE, tmp_path / "p", "--draws", 200, "--formats", "html,xlsx", "--sections", "verdict"
    )
    assert set(done.files) == {"board_pack.html", "board_pack.xlsx"}


def test_title_date_and_locale_are_printed(tmp_path: Path) -> None:
    done = pack(
        SAMPLE,
        tmp_path / "p",
        *("--draws", 200, "--formats", "html,csv", "--sections", "verdict"),
        *("--title", "=Quarter <3>", "--as-of", "2026-12-24", "--locale", "de-DE"),
    )
    page = done.files["board_pack.html"].decode()
    assert "=Quarter &lt;3&gt;" in page
    assert "24\u00a0Dec\u00a02026" in page
    assert "EUR\u00a016,5\u00a0m" in page


@pytest.mark.parametrize(
    ("options", "part"),
    [
        (("--sections", "verdict,nonsense"), "nonsense"),
        (("--sections", ","), "at least one section"),
        (("--formats", "docx"), "docx"),
        (("--formats", ""), "at least one format"),
        (("--scenario", "no-such-preset"), "no-such-preset"),
        (("--locale", "xx-XX"), "xx-XX"),
        (("--title", ""), "title"),
        (("--as-of", "yesterday"), "yesterday"),
        (("--draws", "1"), "1"),
    ],
)
def test_a_wrong_word_is_one_sentence_and_code_2(
    options: tuple[str, ...], part: str, tmp_path: Path
) -> None:
    done = pack(SAMPLE, tmp_path / "p", *options)
    assert done.code == 2
    assert done.files == {}
    assert "Traceback" not in done.error
    (said,) = (each for each in done.sentences if each.startswith("cockpit"))
    assert part in said


def test_a_file_that_is_not_there_or_no_workbook_is_one_sentence(tmp_path: Path) -> None:
    bad = tmp_path / "bad.xlsx"
    bad.write_bytes(b"PK\x03\x04 cut off")
    for file in (bad, tmp_path / "absent.xlsx"):
        done = pack(file, tmp_path / "p", *QUICK)
        assert done.code == 1, done.error
        assert len(done.sentences) == 1, done.error
        assert file.name in done.sentences[0]
        assert done.files == {}


def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.write_text("a file", encoding="utf-8")
    done = pack(SAMPLE, taken / "p", *QUICK, "--sections", "verdict")
    assert done.code == 1
    assert "Traceback" not in done.error
    assert len(done.sentences) == 1


@pytest.mark.parametrize("name", SPARSE)
def test_a_sparse_workbook_gives_every_section_or_one_sentence(name: str, tmp_path: Path) -> None:
    """What cannot be answered says so; nothing missing is a zero."""
    file = tmp_path / f"{name}.xlsx"
    file.write_bytes(books.book(SPARSE[name]))
    done = pack(
        file, tmp_path / "p", "--draws", 200, "--as-of", "2026-01-01",
        "--formats", "csv,html,pdf,pptx,xlsx",
    )  # fmt: skip
    assert "Traceback" not in done.error
    if done.code == 1:
        assert len(done.sentences) == 1, done.error
        return
    assert done.code == 0, done.error
    assert [row["section"] for row in _rows(done, "sections")] == [row.key for row in SECTIONS]
    for row in _rows(done, "figures"):
        assert (row["as shown"] == "n/a") == (row["value"] == row["date or text"] == ""), row
    for name_, content in done.files.items():
        if name_.endswith((".pptx", ".xlsx")):
            assert zipfile.ZipFile(io.BytesIO(content)).testzip() is None


def test_rejected_rows_are_said(tmp_path: Path) -> None:
    done = pack(BROKEN, tmp_path / "p", "--draws", 200, "--formats", "csv")
    assert done.code == 0, done.error
    assert any("rejected and left out" in each for each in done.sentences)
    rejected = next(r for r in _rows(done, "figures") if r["key"] == "rows_rejected")
    assert float(rejected["value"]) > 0


def _rows(run: Run, name: str) -> list[dict[str, str]]:
    text = run.files[f"csv/{name}.csv"].decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))
