"""Comparison of two uploads: what is found, and what must not be reported."""

from __future__ import annotations

import math

from cockpit.assessment.changes import Change, ChangeKind, changes, count_by_kind, unique_keys


def test_order_of_rows_is_no_change() -> None:
    before = {"Costs": {"A|x": {"amount": 1.0}, "B|y": {"amount": 2.0}}}
    after = {"Costs": {"B|y": {"amount": 2.0}, "A|x": {"amount": 1.0}}}
    assert changes(before, after) == ()


def test_added_removed_and_changed_are_told_apart() -> None:
    before = {"Costs": {"A|x": {"amount": 100.0, "vendor": "V"}, "B|y": {"amount": 2.0}}}
    after = {"Costs": {"A|x": {"amount": 130.0, "vendor": "V"}, "C|z": {"amount": 9.0}}}
    found = changes(before, after)
    assert found == (
        Change(ChangeKind.ADDED, "Costs", "C|z", None, None, None),
        Change(ChangeKind.REMOVED, "Costs", "B|y", None, None, None),
        Change(ChangeKind.CHANGED, "Costs", "A|x", "amount", 100.0, 130.0),
    )
    assert found[2].size == 30.0
    assert count_by_kind(found) == {
        ChangeKind.ADDED: 1,
        ChangeKind.REMOVED: 1,
        ChangeKind.CHANGED: 1,
    }


def test_zero_and_blank_differ_but_ways_of_being_blank_do_not() -> None:
    before = {"Costs": {"k": {"amount": 0.0, "vendor": None, "p10": math.nan}}}
    after = {"Costs": {"k": {"amount": None, "vendor": "", "p10": None}}}
    assert changes(before, after) == (
        Change(ChangeKind.CHANGED, "Costs", "k", "amount", 0.0, None),
    )


def test_a_column_that_is_new_is_reported_cell_by_cell() -> None:
    found = changes({"S": {"k": {}}}, {"S": {"k": {"owner": "Finance"}}})
    assert [(each.column, each.before, each.after) for each in found] == [
        ("owner", None, "Finance")
    ]


def test_sheet_on_one_side_only() -> None:
    assert [each.kind for each in changes({}, {"S": {"k": {"a": 1}}})] == [ChangeKind.ADDED]
    assert [each.kind for each in changes({"S": {"k": {"a": 1}}}, {})] == [ChangeKind.REMOVED]


def test_size_is_zero_without_two_numbers() -> None:
    assert Change(ChangeKind.CHANGED, "S", "k", "c", True, False).size == 0
    assert Change(ChangeKind.CHANGED, "S", "k", "c", None, 5.0).size == 0


def test_repeated_keys_stay_apart() -> None:
    assert unique_keys([("k", {"a": 1}), ("k", {"a": 2}), ("m", {"a": 3})]) == {
        "k": {"a": 1},
        "k #2": {"a": 2},
        "m": {"a": 3},
    }
