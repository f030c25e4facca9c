"""The search for a crossing, on functions whose crossings are known."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenarios.crossing import BreakEven, Holds, find_break_even
from scenarios.lever_moves import LeverRange


@pytest.mark.parametrize(
    ("start", "kind", "root"),
    [(0.0, "holds from", 1), (1.4, "holds from", 1), (1.8, "holds up to", 2),
     (2.4, "holds up to", 2), (3.5, "holds from", 4), (9.0, "holds from", 4)],
)  # fmt: skip
def test_of_several_crossings_the_nearest_is_given(start: float, kind: str, root: float) -> None:
    found = find_break_even(lambda x: (x - 1) * (x - 2) * (x - 4), 0, 5, start, lever="x")
    assert found is not None
    assert (found.kind, found.value) == (Holds(kind), pytest.approx(root, rel=1e-8))
    assert found.crossings == pytest.approx((1, 2, 4), rel=1e-8)
    assert found.held == (pytest.approx((1, 2), rel=1e-8), pytest.approx((4, 5), rel=1e-8))


def test_parts_that_hold_are_closed_by_the_range() -> None:
    found = find_break_even(lambda x: (x - 1) * (x - 2), 0, 5, 1.2)
    assert found is not None
    assert found.held == (pytest.approx((0, 1), rel=1e-8), pytest.approx((2, 5), rel=1e-8))


def test_nearest_is_meant_on_the_levers_own_scale() -> None:
    """From 4, the crossing at 1 is nearer in steps, the one at 10 is nearer in ratios."""
    ratios = LeverRange(0.1, 20, "log", whole=False)
    for span, root in ((None, 1), (ratios, 10)):
        found = find_break_even(lambda x: (x - 1) * (10 - x), 0.1, 20, 4, span=span)
        assert found is not None
        assert found.value == pytest.approx(root, rel=1e-8)


@given(st.floats(-50, 50), st.floats(0.01, 100), st.sampled_from([1, -1]))
def test_any_bent_line_is_met_where_it_crosses(root: float, slope: float, sign: int) -> None:
    found = find_break_even(lambda x: sign * slope * math.atan(x - root), -60, 60, 0.0)
    assert found is not None
    assert found.value == pytest.approx(root, abs=1e-7)
    assert found.kind is (Holds.FROM if sign == 1 else Holds.UP_TO)
    assert not found.turns


def test_a_margin_of_exactly_zero_holds() -> None:
    assert find_break_even(lambda x: 0.0, 0, 1, 0) == BreakEven.once(Holds.ALWAYS, None, "", 0, 1)
    found = find_break_even(lambda x: 0.0 if x <= 0 else -1.0, -1, 1, 0)
    assert found is not None
    assert (found.kind, found.value) == (Holds.UP_TO, pytest.approx(0, abs=1e-8))


def test_a_jump_is_found_where_it_is() -> None:
    found = find_break_even(lambda x: 3.0 if x < math.pi else -0.1, 0, 10, 1)
    assert found is not None
    assert found.value == pytest.approx(math.pi, abs=1e-8)


def test_whole_months_give_the_last_or_first_that_holds() -> None:
    months = LeverRange(0, 100, "linear", whole=True)
    up = find_break_even(lambda x: 41.5 - x, 0, 100, 3, span=months)
    assert up == BreakEven.once(Holds.UP_TO, 41, "", 0, 100)
    exact = find_break_even(lambda x: x - 42, 0, 100, 3, span=months)
    assert exact == BreakEven.once(Holds.FROM, 42, "", 0, 100)
    with pytest.raises(ValueError, match="whole months"):
        find_break_even(lambda x: x, 0.5, 100, 3, span=months)


@pytest.mark.parametrize("hole", [lambda x: x <= 0, lambda x: 0.4 < x < 0.41, lambda x: x >= 1])
@pytest.mark.parametrize("nothing", [None, math.nan])
def test_one_point_without_an_answer_is_no_answer(hole, nothing) -> None:
    def margin(x: float) -> float | None:
        return nothing if hole(x) else 0.405 - x

    assert find_break_even(margin, 0, 1, 0.5) is None


def test_a_range_turned_round_is_refused() -> None:
    with pytest.raises(ValueError, match="low end"):
        find_break_even(lambda x: x, 1, 1, 1)
    with pytest.raises(ValueError, match="tolerance"):
        find_break_even(lambda x: x, 0, 1, 1, tolerance=0)
