"""Text with columns: encoding, delimiter and decimal sign detected and shown, nothing shifted."""

from __future__ import annotations

import time

import pytest

from cockpit.inventory.formats import read_raw
from cockpit.inventory.raw import RawSheet, ReadOptions, UnreadableFileError
from cockpit.inventory.reader import read_workbook

GERMAN = "Name;Kosten;Ort\nMüller;1.234,56;Köln\nÖzil;2,5;Fürth\n"
GERMAN_ROWS = [["Name", "Kosten", "Ort"], ["Müller", "1.234,56", "Köln"], ["Özil", "2,5", "Fürth"]]


def one(data: bytes, name: str = "costs.csv", options: ReadOptions | None = None) -> RawSheet:
    (sheet,) = read_raw(data, name, options or ReadOptions()).sheets
    return sheet


@pytest.mark.parametrize(
    ("codec", "mark", "named", "certain"),
    [
        ("utf-8", b"", "utf-8", True),
        ("utf-8", b"\xef\xbb\xbf", "utf-8-sig", True),
        ("utf-16-le", b"\xff\xfe", "utf-16", True),
        ("utf-16-be", b"\xfe\xff", "utf-16", True),
        ("utf-16-le", b"", "utf-16-le", False),
        ("utf-16-be", b"", "utf-16-be", False),
        ("cp1252", b"", "cp1252", False),
    ],
)
def test_the_encoding_is_found_and_shown(
    codec: str, mark: bytes, named: str, certain: bool
) -> None:
    sheet = one(mark + GERMAN.encode(codec))
    assert sheet.rows == GERMAN_ROWS
    shown = sheet.text_format
    assert shown is not None
    assert (shown.encoding, shown.delimiter, shown.decimal) == (named, ";", ",")
    assert shown.certain is certain


def test_where_the_encoding_is_a_guess_the_words_to_look_at_are_shown() -> None:
    shown = one(GERMAN.encode("cp1252")).text_format
    assert shown is not None
    assert "Müller" in shown.remark


@pytest.mark.parametrize("codec", ["cp1251", "shift_jis"])
def test_another_alphabet_is_found(codec: str) -> None:
    words = {
        "cp1251": "Название,Стоимость\nПроект поддержки клиентов,15\nАнализ документов,20\n",
        "shift_jis": "名前,費用\n顧客対応の支援,15\n文書の分析と要約,20\n",
    }[codec]
    sheet = one(words.encode(codec))
    assert sheet.rows == [line.split(",") for line in words.splitlines()]
    assert sheet.text_format is not None
    assert not sheet.text_format.certain


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_the_delimiter_is_found_whatever_the_name_says(sign: str) -> None:
    text = sign.join(("Name", "Note", "Cost")) + "\n"
    text += "".join(sign.join((f"A {n}", '"x, y; z"', str(n))) + "\n" for n in range(5))
    sheet = one(text.encode(), "inventory.xlsx")
    assert {len(row) for row in sheet.rows} == {3}
    assert sheet.text_format is not None
    assert (sheet.text_format.delimiter, sheet.text_format.certain) == (sign, True)
    assert sheet.name == "inventory"


def test_a_decimal_comma_is_not_taken_for_a_delimiter() -> None:
    sheet = one(b"Name;Cost;Share\nA;1,5;2,5\nB;2,5;3,5\n")
    assert sheet.rows[1] == ["A", "1,5", "2,5"]
    assert sheet.text_format is not None
    assert sheet.text_format.decimal == ","


@pytest.mark.parametrize(
    ("cells", "decimal", "certain"),
    [
        ("1.5;2.25", ".", True),
        ("1.234,50;2", ",", True),
        ("1,234.50;2", ".", True),
        ("1,234;1.234", "", True),  # thousands or decimals: no number tells
        ("1,5;2.5", "", False),
        ("03.04.2026;x", "", True),
    ],
)
def test_the_decimal_sign_is_told_only_where_numbers_tell(
    cells: str, decimal: str, certain: bool
) -> None:
    shown = one(f"a;b\n{cells}\n{cells}\n".encode()).text_format
    assert shown is not None
    assert (shown.decimal, shown.certain) == (decimal, certain)


def test_the_person_overrides_encoding_and_delimiter() -> None:
    data = "Name|A;B\nŻółw|1;2\n".encode("cp1250")
    sheet = one(data, options=ReadOptions("cp1250", "|"))
    assert sheet.rows == [["Name", "A;B"], ["Żółw", "1;2"]]
    assert sheet.text_format is not None
    assert sheet.text_format.certain
    assert (sheet.text_format.encoding, sheet.text_format.delimiter) == ("cp1250", "|")


def test_the_person_may_state_that_there_is_one_column() -> None:
    sheet = one(b"Name\nAlpha, Inc\nBeta, Inc\n", options=ReadOptions(delimiter=""))
    assert sheet.rows == [["Name"], ["Alpha, Inc"], ["Beta, Inc"]]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (ReadOptions("utf-8"), "Line 2 is not in the stated encoding"),
        (ReadOptions("klingon"), "not known"),
        (ReadOptions("base64"), "not known"),
        (ReadOptions(None, "ab"), "cannot separate"),
        (ReadOptions(None, '"'), "cannot separate"),
    ],
)
def test_what_the_person_states_is_checked(options: ReadOptions, words: str) -> None:
    with pytest.raises(UnreadableFileError, match=words):
        one(GERMAN.encode("cp1252"), options=options)


@pytest.mark.parametrize(
    ("data", "rows"),
    [
        (b'Name,Note\nA,"x\ny, ""z"""\nB,q\n', [["Name", "Note"], ["A", 'x\ny, "z"'], ["B", "q"]]),
        (b"Name,Cost\rA,1\rB,2\r", [["Name", "Cost"], ["A", "1"], ["B", "2"]]),
        (b"sep=;\r\nName;Cost\r\nA;1\r\n", [["Name", "Cost"], ["A", "1"]]),
        (b"Name,Cost\n", [["Name", "Cost"]]),
        (b"Name", [["Name"]]),
        (b"Name\nAlpha, Inc\nBeta\n", [["Name"], ["Alpha, Inc"], ["Beta"]]),
        (b"Name,Cost\nA,1\n\n ,\n\n", [["Name", "Cost"], ["A", "1"]]),
        (b"Name,Cost\n\nA,1\n", [["Name", "Cost"], [], ["A", "1"]]),
        (b'"Name","Cost"\n"A","1"\n', [["Name", "Cost"], ["A", "1"]]),
        ("Name,Cost\nA\u2028B,1\n".encode(), [["Name", "Cost"], ["A\u2028B", "1"]]),
        (b"Name,Cost\nNA,null\nB,1e400\n", [["Name", "Cost"], ["NA", "null"], ["B", "1e400"]]),
        (b"Title\n\nName,Cost\nA,1\n", [["Title"], [], ["Name", "Cost"], ["A", "1"]]),
    ],
)  # fmt: skip
def test_cells_stay_the_text_that_they_are(data: bytes, rows: list[list[str]]) -> None:
    assert one(data).rows == rows


def test_a_row_wider_than_the_header_stays_out_with_its_number() -> None:
    text = "Name,Owner\nAlpha,Ott\nBeta,Meyer, Anna\nGamma,Rau\n"
    reading = read_workbook(text.encode(), "initiatives.csv")
    assert reading.inventory is not None
    assert [row.name for row in reading.inventory.initiatives] == ["Alpha", "Gamma"]
    (issue,) = [each for each in reading.errors if each.row == 3]
    assert "3 cells, the header 2" in issue.problem


def test_a_row_that_ends_early_is_remarked() -> None:
    odd = one(b"Name,Owner,Vendor\nA,b,c\nB,\nC,d,e\n").odd_rows(0)
    assert list(odd) == [3]
    assert not odd[3][0].blocks
    assert "2 of 3" in odd[3][0].problem


def test_where_blanks_at_the_end_are_left_out_as_a_rule_nothing_is_odd() -> None:
    assert one(b"Name,Owner,Vendor\nA\nB\nC,d,e\nD,x\n").odd_rows(0) == {}


def test_a_stray_quotation_mark_is_remarked() -> None:
    sheet = one(b'Name,Size\nB,x\nA,"5" disk"\n')
    assert [(each.row, each.blocks) for each in sheet.remarks] == [(3, False)]


def test_a_byte_that_is_no_utf8_is_replaced_and_told() -> None:
    sheet = one(b"Name,Ort\n" + "Müller,Köln\n".encode() * 20 + b"M\xfcller,x\n")
    assert sheet.rows[1] == ["Müller", "Köln"]
    assert [each.row for each in sheet.remarks] == [22]
    assert sheet.text_format is not None
    assert not sheet.text_format.certain


WORST: dict[str, tuple[bytes, str]] = {
    "nothing but blanks": (b"\n\n  \n", "holds no text"),
    "byte order mark alone": (b"\xef\xbb\xbf", "holds no text"),
    "delimiters alone": (b"," * 1000, "no text"),
    "NUL": (b"Name,Cost\nAl\0pha,1\n" + b"Beta,2\n" * 20, "Line 2 holds a NUL"),
    "cell of 20 MB": (b"Name,x\n" + b"y" * (20 * 2**20), "row that begins in line 2"),
    "a million columns": (b"a," * 10**6, "reaches beyond"),
    "a million rows": (b"a,b\n" * 10**6, "reaches beyond"),
    "open quotation mark": (b'Name,Owner\nA,b\n"Alpha,x\nBeta,y\n', "line 3 is never closed"),
    "JSON": (b'{"a": 1}', "JSON"),
    "rich text": (b"{\\rtf1 x}", "RTF"),
    "Parquet": (b"PAR1xxxxPAR1", "Parquet"),
    "gzip": (b"\x1f\x8b\x08\x00abc", "packed"),
    "picture": (b"\x89PNG\r\n\x1a\n", "picture"),
}


@pytest.mark.parametrize("name", WORST)
def test_each_ends_in_one_sentence_quickly(name: str) -> None:
    data, words = WORST[name]
    begin = time.monotonic()
    with pytest.raises(UnreadableFileError, match=words) as caught:
        read_raw(data, "x.csv")
    assert caught.value.remedy
    assert time.monotonic() - begin < 5
