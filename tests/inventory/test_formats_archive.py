"""A zip of text files: one sheet each, nothing nested, nothing too large."""

from __future__ import annotations

import zipfile

import pytest

from cockpit.inventory.formats import read_raw
from cockpit.inventory.raw import Limits, ReadOptions, UnreadableFileError
from cockpit.inventory.reader import read_workbook
from tests.inventory.books import INITIATIVES, book
from tests.inventory.makers import zipped

NAMES = "Name;Peak rpm\nAlpha;200\n"


def test_each_text_is_a_sheet_and_the_rest_is_named() -> None:
    data = zipped(
        {
            "export/": b"",
            "export/Initiatives.csv": NAMES.encode("cp1252"),
            "export/Costs.tsv": "Initiative\tLayer\tAmount\nAlpha\tC2\t5\n",
            "other/costs.txt": "a,b\n1,2\n",
            "logo.png": b"\x89PNG\r\n\x1a\n" + bytes(200),
            "__MACOSX/._Initiatives.csv": b"\0\5\x16\7 and text",
        }
    )
    raw = read_raw(data, "export.zip")
    assert [sheet.name for sheet in raw.sheets] == ["Initiatives", "Costs", "costs (2)"]
    formats = [sheet.text_format for sheet in raw.sheets]
    assert [each.delimiter for each in formats if each] == [";", "\t", ","]
    (skipped,) = [note for note in raw.notes if "not read" in note]
    assert "logo.png" in skipped
    assert "__MACOSX" in skipped


def test_an_inventory_in_parts_loads() -> None:
    reading = read_workbook(zipped({"Initiatives.csv": NAMES}), "parts.zip")
    assert reading.inventory is not None
    assert [row.name for row in reading.inventory.initiatives] == ["Alpha"]


def test_the_person_states_the_delimiter_for_all() -> None:
    raw = read_raw(zipped({"a.csv": "x|y,z\n1|2,3\n"}), "a.zip", ReadOptions(delimiter="|"))
    assert raw.sheets[0].rows == [["x", "y,z"], ["1", "2,3"]]


NESTED = zipped({"a.csv": "x,y\n"})
WORST = {
    "archive in archive": ({"a.csv": "x,y\n", "in.zip": NESTED}, "'in.zip'"),
    "archive under a false name": ({"a.csv": NESTED}, "'a.csv'"),
    "workbook in archive": ({"book.xlsx": book({"Initiatives": INITIATIVES})}, "'book.xlsx'"),
    "old workbook in archive": ({"b.xls": bytes.fromhex("D0CF11E0A1B11AE1")}, "'b.xls'"),
    "nothing to read": ({"a.bin": bytes(100)}, "without a workbook or a text"),
    "outside": ({"../a.csv": "x,y\n"}, "points outside"),
    "bomb": ({"a.csv": "x," * (3 * 2**20)}, "times its size"),
    "wide": ({"a.csv": "x,y\n", "b.csv": ",".join(["x"] * 501)}, "'b' reaches beyond"),
}


@pytest.mark.parametrize("name", WORST)
def test_each_ends_in_one_sentence(name: str) -> None:
    members, words = WORST[name]
    with pytest.raises(UnreadableFileError, match=words) as caught:
        read_raw(zipped(members), "a.zip")
    assert caught.value.remedy


def test_the_limits_are_settings() -> None:
    data = zipped({f"{n}.csv": "x,y\n1,2\n" for n in range(5)})
    assert len(read_raw(data, "a.zip").sheets) == 5
    for limits, words in (
        (Limits(members=4), "more than 4 are not read"),
        (Limits(cells=15), "more than 15 cells"),
        (Limits(rows=1, top_rows=0), "reaches beyond 1 rows"),
        (Limits(text_characters=0), "more than 0 characters"),
        (Limits(file_mb=0), "larger than 0 MB"),
        (Limits(inflated_mb=0), "larger than 0 MB"),
    ):
        with pytest.raises(UnreadableFileError, match=words):
            read_raw(data, "a.zip", limits=limits)


def test_a_member_longer_than_it_says_is_counted_while_inflating() -> None:
    data = zipped({"a.csv": "x,y\n" * 1000})
    place = data.rfind(b"PK\x01\x02")
    lying = data[: place + 24] + (8).to_bytes(4, "little") + data[place + 28 :]
    with pytest.raises((UnreadableFileError, zipfile.BadZipFile)) as caught:
        read_raw(lying, "a.zip")
    assert isinstance(caught.value, UnreadableFileError)
