"""Tags in every way that exports write them, and keys that differ in case only."""

from __future__ import annotations

import time

import pytest

from cockpit.actuals.actual_costs import actual_costs
from cockpit.actuals.amounts import decimal_of
from cockpit.actuals.choices import Choices
from cockpit.actuals.rules import Rule, tags_of
from cockpit.actuals.suggest import offered_key, suggested_key, tag_keys
from cockpit.actuals.tags import read_tags
from tests.actuals.exports import SETTING, csv_of, extract, row


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('{"use": "AI-1", "env": "x"}', {"use": "AI-1", "env": "x"}),
        ('"use": "AI-1"', {"use": "AI-1"}),
        ('[{"key": "use", "value": "AI-1"}]', {"use": "AI-1"}),
        ("use=AI-1;env=x", {"use": "AI-1", "env": "x"}),
        (" use = AI-1 , cost centre = a b ", {"use": "AI-1", "cost centre": "a b"}),
        ("{user_use=AI-1, aws:by=me}", {"user_use": "AI-1", "aws:by": "me"}),
        ("use=;env=x;", {"use": "", "env": "x"}),
        ("{'use': 'AI-1', 'live': True, 'n': 3}", {"use": "AI-1", "live": "True", "n": "3"}),
        (r"""{'a': 'it\'s', "b": "x: {'", 'c': None}""", {"a": "it's", "b": "x: {'", "c": ""}),
        ("AI-1", None),
        ("use=AI-1;nonsense", None),
        ("use=a=b", None),
        ("use=a;use=b", None),
        ("{'use': AI-1}", None),
        ("{'use': __import__('os')}", None),
        ("{'use': 'AI-1'", None),
        ("{bad", None),
        ("[1, 2]", None),
    ],
)
def test_tags_are_taken_apart_or_not_at_all(text: str, found: dict[str, str] | None) -> None:
    assert read_tags(text) == found


@pytest.mark.parametrize(
    "text",
    ["=" * 20_000, " " * 19_000 + "x" + " " * 900, "{'a': '" + "b" * 19_000, "{" + "'a':1," * 3_000,
     "[" * 50_000, "a=b;" * 5_000 + "c", r"{'" + r"\'" * 9_000],
    ids=["signs", "blanks", "open text", "open object", "nested", "pairs", "escapes"],
)  # fmt: skip
def test_hostile_tags_end_at_once(text: str) -> None:
    begun = time.process_time()
    assert read_tags(text) is None
    assert time.process_time() - begun < 0.5


def test_tags_that_cannot_be_taken_apart_are_said() -> None:
    export = extract(csv_of([row(Tags="{bad"), row(Tags="use=AI-1")]))
    assert {cell.tags for cell in export.cells} == {'{"tags": "{bad"}', '{"use": "AI-1"}'}
    assert any("“{bad” are neither JSON nor a list of key=value" in r for r in export.remarks)
    assert not extract(csv_of([row(Tags="use=AI-1"), row(Tags="")])).remarks


def test_keys_that_differ_in_case_are_one() -> None:
    rows = [
        row(EffectiveCost="1", Tags='{"Initiative": "AI-1"}'),
        row(EffectiveCost="2", Tags='{"initiative": "AI-1"}'),
        row(EffectiveCost="4", Tags='{"initiative": "AI-2", "INITIATIVE": "ai-2 "}'),
        row(EffectiveCost="8", Tags='{"initiative": "AI-2", "INITIATIVE": "AI-1"}'),
    ]
    export = extract(csv_of(rows))
    (key,) = tag_keys([export], SETTING.initiatives)
    assert (key.key, key.others) == ("initiative", ("INITIATIVE", "Initiative"))
    assert (key.rows, key.matched_rows, key.initiatives) == (4, 3, 2)
    assert suggested_key((key,)) == offered_key((key,), "INITIATIVE") == "initiative"
    assert offered_key((key,), "team") is None
    for chosen in ("initiative", "Initiative"):
        actual = actual_costs([export], Choices(tag_key=chosen), SETTING)
        assert decimal_of(actual.matched) == 7  # the last row names two initiatives
    rule = Rule("initiative", "tag INITIATIVE", "is", "AI-1", "AI-1")
    actual = actual_costs([export], Choices(initiative_rules=(rule,)), SETTING)
    assert decimal_of(actual.matched) == 3
    assert [tags_of(cell) for cell in export.cells if cell.tags.count("INIT") and
            "ai-2" not in cell.tags] == [{}]  # fmt: skip


def test_both_spellings_outlast_other_detail() -> None:
    rows = [
        row(ResourceId=f"r{n}", Tags=f'{{"{"Use" if n % 2 else "use"}": "AI-1", "pod": "p{n}"}}')
        for n in range(300)
    ]
    export = extract(csv_of(rows), most_cells=20, names=["ai 1"])
    actual = actual_costs([export], Choices(tag_key="use"), SETTING)
    assert actual.matched == actual.total
