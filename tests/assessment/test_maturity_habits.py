"""Habits are shown for groups only, and no small group can be worked out from what is shown."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cockpit.assessment.maturity.habits import (
    habits_of,
    habits_sentence,
    habits_table,
    hidden_sentence,
    worse_habits,
)
from cockpit.assessment.small_groups import Group, Key, hidden_groups
from cockpit.inventory.catalogue import HABITS
from cockpit.inventory.rows import MetricRow
from tests.assessment.maturity_books import case, initiative, inventory, metric


def group(initiative_id: str | None, team: str | None, size: int | None) -> Group:
    return Group(initiative_id, team, size, {}, ())


def teams(*sizes: int | None, total: int | None = 100) -> list[Group]:
    """The organisation, and teams T0, T1 … of initiative A."""
    return [
        group(None, None, total),
        *(group("A", f"T{place}", size) for place, size in enumerate(sizes)),
    ]


@pytest.mark.parametrize(
    ("sizes", "hidden"),
    [
        ((20, 30), set()),
        ((4, 20, 30), {"T0", "T1"}),  # the total less T1 and T2 would show T0
        ((4, 3, 30), {"T0", "T1"}),  # two hidden, seven people together
        ((2, 2, 6, 30), {"T0", "T1", "T2"}),  # two hidden, but four people together
        ((None, 8, 30), {"T0", "T1"}),  # unknown size, and the next smallest with it
        ((None, 4, 30), {"T0", "T1"}),
        ((5, 6), set()),
    ],
)
def test_small_groups_and_what_would_show_them_are_hidden(
    sizes: tuple[int | None, ...], hidden: set[str]
) -> None:
    assert {team for _, team in hidden_groups(teams(*sizes), 5)} == hidden


def test_without_a_total_nothing_can_be_subtracted() -> None:
    assert {team for _, team in hidden_groups(teams(4, 20, 30, total=None)[1:], 5)} == {"T0"}


def test_people_left_over_by_a_total_count_as_a_group() -> None:
    # 34 people in all, teams of 20 and 12 shown: two people would be left over.
    assert {team for _, team in hidden_groups(teams(20, 12, total=34), 5)} == {"T1"}


def test_the_total_of_an_initiative_protects_its_teams_too() -> None:
    found = [group("A", None, 60), group("A", "T0", 4), group("A", "T1", 20), group("A", "T2", 36)]
    assert hidden_groups(found, 5) == {("A", "T0"), ("A", "T1")}


@settings(deadline=None, max_examples=300)
@given(
    st.lists(st.one_of(st.none(), st.integers(1, 12)), min_size=1, max_size=7),
    st.integers(0, 20),
    st.integers(3, 8),
)
def test_no_difference_of_shown_groups_is_a_small_group(
    sizes: list[int | None], others: int, smallest: int
) -> None:
    """Every sum of shown teams, taken from the total, leaves nobody or enough people."""
    total = sum(size or 0 for size in sizes) + others
    found = teams(*sizes, total=total)
    hidden = hidden_groups(found, smallest)
    shown = [each for each in found if each.key not in hidden]
    assert all(each.size is not None and each.size >= smallest for each in shown)
    if (None, None) in hidden:
        return
    parts = [each.size or 0 for each in shown if each.team is not None]
    known = all(size is not None for size in sizes)
    for count in range(len(parts) + 1):
        for chosen in itertools.combinations(parts, count):
            left = total - sum(chosen)
            assert left == 0 or left >= smallest or not known


@settings(deadline=None, max_examples=200)
@given(st.lists(st.integers(1, 40), min_size=1, max_size=8), st.integers(3, 20))
def test_a_higher_threshold_never_shows_more_of_the_small(sizes: list[int], smallest: int) -> None:
    found = teams(*sizes, total=sum(sizes))
    small: set[Key] = {each.key for each in found if (each.size or 0) < smallest}
    assert small <= hidden_groups(found, smallest)


def habit_rows() -> tuple[MetricRow, ...]:
    """The organisation, and three teams of which one has four people."""
    rows: list[MetricRow] = []
    for name, before, now in zip(HABITS, (0.1, 0.7, 0.3, 0.7), (0.2, 0.6, 0.2, 0.6), strict=True):
        rows.append(metric(None, len(rows) + 2, name, baseline=before, current=now))
        for team, size in (("North", 4), ("South", 9), ("West", 30)):
            rows.append(
                metric(
                    "A",
                    len(rows) + 2,
                    name,
                    baseline=0.123,
                    current=0.456 if size == 4 else now,
                    team=team,
                    group_size=size,
                )
            )
    return tuple(rows)


def test_hidden_values_are_nowhere() -> None:
    the_case = case(inventory((initiative("A", 2),), measured=habit_rows(), headcount=400))
    found = habits_of(the_case)
    table = habits_table(the_case, found)
    # North has four people; South is hidden with it, since West and the total are shown.
    assert table["Group"].tolist() == ["whole organisation", "West (Initiative A)"]
    assert table["People"].tolist() == [400, 30]
    assert found.hidden == 2
    assert len(found.hidden_rows) == 8
    said = f"{table.to_csv()} {habits_sentence(found)} {hidden_sentence(found)}"
    for secret in ("North", "South", "0.456", "46"):
        assert secret not in said
    assert "2 groups are left out" in said
    assert worse_habits(found) == ("output reviewed before use", "output challenged")


def test_the_organisation_takes_its_size_from_the_headcount_only() -> None:
    found = habits_of(case(inventory((initiative("A", 2),), measured=habit_rows())))
    assert (None, None) not in {each.key for each in found.shown}
    assert "not for a group large enough" in habits_sentence(found)


def test_without_habits_nothing_is_claimed() -> None:
    found = habits_of(case(inventory((initiative("A", 2),))))
    assert (found.shown, found.hidden, found.stated) == ((), 0, False)
    assert habits_sentence(found).startswith("Nothing is known")
