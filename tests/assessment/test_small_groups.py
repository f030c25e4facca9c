"""No figure on the habits of a small group is shown, nor can be worked out from those shown."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cockpit.assessment import facts
from cockpit.assessment.changes import changes
from cockpit.assessment.evidence_rows import left_out, rows_table
from cockpit.assessment.files import answer_tables
from cockpit.assessment.small_groups import Group, Key, hidden_groups
from cockpit.assessment.thresholds import defaults, thresholds_of
from cockpit.assessment.value.effects import effects_of
from cockpit.assessment.value.tracked import catalogue_table
from cockpit.inventory.reading import Inventory
from cockpit.inventory.rows import MetricRow
from tests.assessment.maturity_books import benefit, case, initiative, inventory, metric

SMALLEST = 5
CHALLENGED = "output challenged"


@st.composite
def organisations(draw: st.DrawFn) -> tuple[dict[Key, frozenset[int]], list[int], list[Group]]:
    """People in disjoint cells; each group is some of them, and may not state its size.

    An initiative has up to three teams and people in none of them; so has the
    organisation. Whether an initiative's total is stated is left open.
    """
    cells: list[int] = []
    members: dict[Key, frozenset[int]] = {}

    def people(low: int, high: int) -> frozenset[int]:
        cells.append(draw(st.integers(low, high)))
        return frozenset({len(cells) - 1})

    for name in "ABC"[: draw(st.integers(1, 3))]:
        of_teams = [people(1, 12) for _ in range(draw(st.integers(0, 3)))]
        for place, team in enumerate(of_teams):
            members[(name, f"{name}{place}")] = team
        if not of_teams or draw(st.booleans()):
            members[(name, None)] = frozenset().union(*of_teams, people(0 if of_teams else 1, 8))
    members[(None, None)] = frozenset().union(*members.values(), people(0, 8))
    groups = []
    for key, inside in members.items():
        size = sum(cells[place] for place in inside)
        unknown = key != (None, None) and draw(st.integers(0, 5)) == 0
        groups.append(Group(*key, None if unknown else size, {}, ()))
    # A cell without people is part of nothing.
    held = {key: frozenset(n for n in inside if cells[n]) for key, inside in members.items()}
    return held, cells, groups


def solvable(wanted: frozenset[int], shown: list[frozenset[int]], cells: list[int]) -> bool:
    """Whether the sum over these cells follows from the sums over the groups shown.

    By linear algebra: the wanted sum lies in the span of the known ones. Empty cells
    hold nobody and do not matter.
    """
    real = [place for place, size in enumerate(cells) if size]
    known = np.array([[place in each for place in real] for each in shown], dtype=float)
    target = np.array([place in wanted for place in real], dtype=float)
    if not len(shown) or not target.any():
        return False
    found = np.linalg.lstsq(known.T, target, rcond=None)[0]
    return bool(np.allclose(known.T @ found, target, atol=1e-8))


@settings(deadline=None, max_examples=400)
@given(organisations())
def test_no_hidden_group_follows_from_those_shown(
    found: tuple[dict[Key, frozenset[int]], list[int], list[Group]],
) -> None:
    members, cells, groups = found
    hidden = hidden_groups(groups, SMALLEST)
    shown = [members[each.key] for each in groups if each.key not in hidden]
    for each in groups:
        if each.key not in hidden:
            assert each.size is not None
            assert each.size >= SMALLEST
            continue
        wanted = members[each.key]
        # What holds a whole shown group is at least as large as that one.
        if not any(inside <= wanted for inside in shown):
            assert not solvable(wanted, shown, cells), each.key


@settings(deadline=None, max_examples=200)
@given(organisations())
def test_no_few_people_follow_from_those_shown(
    found: tuple[dict[Key, frozenset[int]], list[int], list[Group]],
) -> None:
    """Nor do people whom no row states: the rest of an initiative or of the organisation."""
    members, cells, groups = found
    hidden = hidden_groups(groups, SMALLEST)
    shown = [members[each.key] for each in groups if each.key not in hidden]
    real = [place for place, size in enumerate(cells) if 0 < size < SMALLEST]
    for count in range(1, SMALLEST):
        for few in itertools.combinations(real, count):
            if sum(cells[place] for place in few) < SMALLEST:
                assert not solvable(frozenset(few), shown, cells)


def group(initiative_id: str | None, team: str | None, size: int | None) -> Group:
    return Group(initiative_id, team, size, {}, ())


@pytest.mark.parametrize(
    ("stated", "shown"),
    [
        # The four of B are the four of its team X: 100 less 96 is them alone.
        ([("A", None, 96), ("B", None, 4), ("B", "X", 4)], set()),
        # Nobody states the three that are left.
        ([("A", None, 97)], set()),
        ([("A", None, 50), ("B", None, 47)], {("A", None)}),
        ([("A", "S", 50), ("B", None, 47)], {("A", "S")}),
        # 50 and 47 leave three, whoever else is counted twice.
        ([("A", None, 50), ("B", None, 47), ("C", None, 30)], {("A", None), ("C", None)}),
        # All of them, and nobody left.
        ([("A", None, 50), ("B", None, 50)], {("A", None), ("B", None)}),
        # The same small team in two initiatives is one team.
        ([("A", None, 60), ("B", "X", None), ("C", "x", None)], set()),
    ],
)
def test_totals_of_initiatives_count_as_parts_of_the_organisation(
    stated: list[tuple[str | None, str | None, int | None]], shown: set[Key]
) -> None:
    found = [group(None, None, 100), *(group(*each) for each in stated)]
    assert {each.key for each in found} - hidden_groups(found, 5) == {(None, None), *shown}


def test_any_size_that_is_stated_of_a_group_is_subtracted() -> None:
    # 97 of the 100 answered one question, 60 of them another.
    found = [group(None, None, 100), Group("A", None, 60, {}, (), frozenset({60, 97}))]
    assert hidden_groups(found, 5) == {("A", None)}


def test_a_hundred_groups_of_a_large_organisation_take_no_time() -> None:
    # All initiatives together are half of the organisation, so nothing can be worked out.
    sizes = [200 + 37 * place for place in range(100)]
    found = [group(str(place), None, size) for place, size in enumerate(sizes)]
    assert not hidden_groups([group(None, None, 2 * sum(sizes)), *found], 5)


def test_nobody_may_ask_for_less_than_five() -> None:
    (threshold,) = (each for each in defaults() if each.key == "smallest_group")
    assert threshold.low == threshold.value == 5
    assert thresholds_of(None, {"smallest_group": 3})["smallest_group"] == 5


def habit(key: str | None, row: int, team: str | None, size: int | None, **more: Any) -> MetricRow:
    return metric(key, row, more.pop("name", CHALLENGED), team=team, group_size=size, **more)


def small_team(**more: Any) -> Inventory:
    """A team of four with values of its own, one of forty, and a benefit in a habit."""
    rows = (
        habit("A", 2, "Tiny Crew", more.pop("size", 4), baseline=0.123457, current=0.876541),
        habit("A", 3, "Large", 40, baseline=0.5, current=0.4, **more),
        metric("A", 4, "review hours"),
    )
    told = benefit("A", 2, metric="output reviewed", baseline=0.314159, current=0.271828)
    return inventory((initiative("A", 2),), benefits=(told,), measured=rows, headcount=400)


def test_a_median_is_that_of_the_groups_shown() -> None:
    table = catalogue_table(case(small_team()), of_grid=False).set_index("Metric")
    # The large team alone: 0.5 to 0.4 is a fifth less.
    assert table.loc[CHALLENGED, "Median gain"] == pytest.approx(-0.2)
    only = inventory((initiative("A", 2),), measured=small_team().metrics[:1])
    table = catalogue_table(case(only), of_grid=False).set_index("Metric")
    assert list(table.loc[CHALLENGED, ["Tracked here", "Initiatives"]]) == ["no", 0]
    assert np.isnan(table.loc[CHALLENGED, "Median gain"])


def test_no_list_of_rows_holds_a_hidden_one() -> None:
    the_case = case(small_team())
    every = [row.at for row in (*the_case.inventory.metrics, *the_case.inventory.benefits)]
    table = rows_table(the_case, every)
    assert table["What"].tolist() == [f"{CHALLENGED} (Large)", "review hours"]
    assert left_out(the_case, every) == "2 rows on habits of small groups are not shown."
    assert not left_out(the_case, every[1:3])
    assert not effects_of(the_case)
    written = str(answer_tables(the_case))
    for secret in ("Tiny Crew", "0.123457", "0.876541", "0.314159", "0.271828"):
        assert secret not in written


@pytest.mark.parametrize("sizes", [(4, 4), (4, 40), (40, 4), (40, None)])
def test_a_row_hidden_in_either_file_is_no_change(sizes: tuple[int | None, int | None]) -> None:
    before = small_team(size=sizes[0])
    after = small_team(size=sizes[1])
    moved = (after.metrics[0].model_copy(update={"current": 0.765432}), *after.metrics[1:])
    earlier, later, count = facts.comparable(before, replace(after, metrics=moved), 5)
    assert changes(earlier, later) == ()
    assert count == 2


def test_a_hidden_row_that_is_new_or_gone_is_no_change() -> None:
    whole = small_team()
    less = replace(whole, metrics=whole.metrics[1:])
    for before, after in ((whole, less), (less, whole)):
        earlier, later, _ = facts.comparable(before, after, 5)
        assert changes(earlier, later) == ()


def test_a_large_group_is_compared_as_ever() -> None:
    before = small_team(size=40)
    moved = (before.metrics[0].model_copy(update={"current": 0.7}), *before.metrics[1:])
    earlier, later, _ = facts.comparable(before, replace(before, metrics=moved), 5)
    (change,) = changes(earlier, later)
    assert (change.key, change.column) == (f"A · {CHALLENGED} · Tiny Crew", "Current")
    # The threshold on the screen decides on what was read before, too.
    earlier, later, count = facts.comparable(before, replace(before, metrics=moved), 41)
    assert (changes(earlier, later), count) == ((), 3)
