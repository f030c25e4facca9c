"""Broken and hostile logs: each ends in a sentence, and the good lines count."""

from __future__ import annotations

import json

import pytest

from cockpit.usage import tally as tally_module
from cockpit.usage.isolation import read_logs
from cockpit.usage.streams import UnreadableLogError
from cockpit.usage.sums import UsageLog
from tests.usage.logs import (
    apart,
    csv_of,
    here,
    json_lines,
    spend_row,
    totals,
)

GOOD = json_lines([spend_row(1)])

HOSTILE: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "empty"),
    "blanks": (b"  \n \n", "empty"),
    "gzip": (b"\x1f\x8b\x08" + b"x" * 50, "Unpack"),
    "workbook": (b"PK\x03\x04" + b"x" * 50, "save it as CSV"),
    "parquet": (b"PAR1" + b"\0" * 50, "Parquet"),
    "binary": (b"\x00\x01\x02\x03" * 50, "no text"),
    "other table": (b"name,amount\nA,3\n", "log that is known"),
    "two columns of one name": (
        b"model,time,input_tokens,Input Tokens,output_tokens\nm,2026-10-01,1,2,3\n",
        "called input_tokens",
    ),
    "cut-off array": (b'[{"prompt_tokens": 1}, {"prom', "no JSON"),
    "deep array": (b"[" * 200_000, "nested"),
    "deep object": (b'{"a":' * 200_000, "nested"),
    "wide header": (",".join(f"c{n}" for n in range(5000)).encode() + b"\n1\n", "log that is"),
    "damaged utf-16": (b"\xff\xfe" + b"\x00\xd8" * 3 + b"a", "UTF-16"),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_file_that_is_no_log_ends_in_a_sentence(kind: str) -> None:
    content, words = HOSTILE[kind]
    with pytest.raises(UnreadableLogError, match=words) as found:
        apart(("bad.log", content))
    assert str(found.value).startswith("bad.log: ")
    assert str(found.value).endswith(".")


LINES: dict[str, tuple[bytes, str]] = {
    "10 MB line": (b'{"x": "' + b"a" * 10 * 2**20 + b'"}', "longer than 8 MB"),
    "nesting": (b'{"prompt_tokens":' * 5000 + b"1" + b"}" * 5000, "nested"),
    "NaN": (b'{"prompt_tokens": NaN}', "NaN"),
    "infinity": (b'{"prompt_tokens": -Infinity}', "Infinity"),
    "1e400": (json.dumps(spend_row(2)).replace("1000", "1e400").encode(), "whole number"),
    "many digits": (b'{"prompt_tokens": ' + b"9" * 6000 + b"}", "digits"),
    "no JSON": (b"{'a': 1}", "no JSON"),
    "a list": (b"[1, 2]", "no record"),
    "a number": (b"17", "no record"),
    "infinite spend": (json.dumps(spend_row(2, spend="1e99")).encode(), "Spend"),
    "negative spend": (json.dumps(spend_row(2, spend=-1)).encode(), "Spend"),
    "no model": (json.dumps(spend_row(2, model="", model_group=" ")).encode(), "model"),
}


@pytest.mark.parametrize("kind", LINES)
def test_a_bad_line_is_counted_with_its_place_and_the_good_ones_count(kind: str) -> None:
    line, words = LINES[kind]
    log = here(("a", GOOD + line + b"\n" + json_lines([spend_row(7)])))
    assert {key: value[0] for key, value in totals(log).items()} == {
        ("2026-10", "kestralis-large-4"): 2
    }
    assert [(each.place, words in each.reason) for each in log.problems] == [("line 2", True)]
    assert log.outcome("unreadable") == 1


def test_bad_rows_of_a_table_are_counted_with_their_place() -> None:
    good = csv_of([spend_row(1), spend_row(2)]).decode().splitlines()
    wide = good[2].replace("req-2", "req-3") + ",more,cells"
    text = "\r\n".join([*good[:2], wide, good[2], 'req-4,"never closed', ""])
    log = here(("a", text.encode()))
    assert log.sums[0].requests == 2
    assert log.problems[0].place == "line 3"
    assert "cells under" in log.problems[0].reason
    assert log.outcome("unreadable") == 2, "the row that is cut off has no time"


def test_mixed_encodings_are_read_and_said() -> None:
    rows = csv_of([spend_row(1, team_id="Kfz-Schäden")]).decode()
    mixed = rows.encode("utf-8") + rows.splitlines()[1].replace("req-1", "req-2").encode("cp1252")
    log = here(("a", mixed))
    assert {label for each in log.sums for label in each.labels} == {
        ("tag", "AI-04"),
        ("team", "Kfz-Schäden"),
    }
    assert "Windows-1252" in " ".join(log.notes)


def test_problems_are_bounded_and_their_number_is_not() -> None:
    log = here(("a", json_lines([spend_row(n, prompt_tokens=-1) for n in range(500)])))
    assert log.outcome("unreadable") == 500
    assert len(log.problems) == tally_module.MOST_PROBLEMS


def test_the_limits_of_the_child_end_in_sentences() -> None:
    content = json_lines([spend_row(n) for n in range(40_000)])
    with pytest.raises(UnreadableLogError, match="seconds and was stopped"):
        apart(("a", content), wall_seconds=0.3)
    with pytest.raises(UnreadableLogError, match="memory"):
        apart(("a", b"[" + content.replace(b"\n", b",") + b"{}]"), memory_bytes=100 * 2**20)
    with pytest.raises(UnreadableLogError, match="At most"):
        apart(*[(str(n), b"x") for n in range(20)])


def test_progress_is_told_up_to_the_end() -> None:
    told: list[float] = []
    content = json_lines([spend_row(n) for n in range(8_000)])
    log: UsageLog = read_logs([("a", content)], told.append)
    assert log.sums[0].requests == 8_000
    assert told == sorted(told)
    assert told[-1] == 1.0
    assert len(told) > 2
