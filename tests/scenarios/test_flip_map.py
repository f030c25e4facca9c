"""The map of two levers against single runs."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from scenarios.flip_map import PRICE_CHANGE, USAGE, FlipMap, flip_map
from scenarios.levers import Levers
from scenarios.portfolio import ValueBasis
from scenarios.presets import PRESETS
from scenarios.scenario import Scenario
from scenarios.simulate import Simulator, simulate
from tests.scenarios.portfolios import rich_portfolio

DRAWS = 64
CLAIMED, CAPTURED = ValueBasis.CLAIMED, ValueBasis.CAPTURED


def small(**more) -> FlipMap:
    axes = {"columns": (0.5, 1.0, 10.0), "rows": (-0.5, 0.0, 1.0)} | more
    return flip_map(Simulator(rich_portfolio(), DRAWS), Scenario(), **axes)


def test_each_cell_is_a_single_run_to_the_last_bit() -> None:
    found = small()
    for row, price in enumerate(found.rows):
        for column, usage in enumerate(found.columns):
            levers = Levers(usage=usage, price_change=price)
            single = simulate(rich_portfolio(), Scenario(levers=levers), DRAWS)
            outcome = single.portfolio.outcomes[CAPTURED]
            assert found.roi_p50[row][column] == outcome.roi.p50
            assert found.p_hurdle[row][column] == outcome.p_roi_hurdle
    assert (found.hurdle_rate, found.draws, found.basis) == (0.2, DRAWS, CAPTURED)


def test_other_levers_stay_where_the_scenario_has_them() -> None:
    slip = PRESETS["benefits-slip"]
    found = flip_map(
        Simulator(rich_portfolio(), DRAWS), slip, CLAIMED, "review_burden", "benefit_delay_months",
        columns=(1.0, 2.0), rows=(6,),
    )  # fmt: skip
    whole = simulate(rich_portfolio(), slip, DRAWS).portfolio.outcomes[CLAIMED]
    assert found.roi_p50[0][0] == whole.roi.p50
    assert found.roi_p50[0][1] != whole.roi.p50


def test_dearer_is_never_better() -> None:
    found = small(columns=USAGE, rows=PRICE_CHANGE)
    assert len(found.roi_p50) == len(PRICE_CHANGE)
    for figures in (found.roi_p50, found.p_hurdle):
        for cheap, dear in pairwise(figures):
            assert len(cheap) == len(USAGE)
            for one, other in zip(cheap, dear, strict=True):
                assert one is not None
                assert other is not None
                assert other.value <= one.value
        assert figures[0] != figures[-1]


def test_the_same_map_twice_and_after_other_runs() -> None:
    simulator = Simulator(rich_portfolio(), DRAWS)
    one = flip_map(simulator, Scenario(), columns=(1.0, 3.0), rows=(0.0, 0.5))
    simulator.run(PRESETS["everything-at-once"])
    assert flip_map(simulator, Scenario(), columns=(1.0, 3.0), rows=(0.0, 0.5)) == one


def test_a_cell_without_an_answer_stays_empty() -> None:
    """Most cost says nothing of how it behaves, so only today's place has an answer."""
    portfolio = rich_portfolio()
    mute = replace(portfolio, costs=tuple(c for c in portfolio.costs if c.initiative_id == "mute"))
    found = flip_map(Simulator(mute, DRAWS), Scenario(), columns=(1.0, 2.0), rows=(0.0, 0.5))
    answered = [[cell is not None for cell in row] for row in found.roi_p50]
    assert answered == [[True, False], [False, False]]
    assert [[cell is not None for cell in row] for row in found.p_hurdle] == answered


def test_a_hurdle_that_moves_is_not_given_as_one() -> None:
    found = small(row_lever="hurdle_rate", rows=(0.0, 0.5))
    assert found.hurdle_rate is None
    assert found.roi_p50[0] == found.roi_p50[1]
    assert found.p_hurdle[0] != found.p_hurdle[1]


def test_it_can_be_watched_and_broken_off() -> None:
    seen: list[tuple[int, int]] = []
    small(progress=lambda done, total: seen.append((done, total)))
    assert seen == [(k, 9) for k in range(1, 10)]

    def stop(done: int, total: int) -> None:
        if done == 2:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        small(progress=stop)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"row_lever": "usage"}, "two different"),
        ({"row_lever": "weather"}, "no lever"),
        ({"rows": ()}, "price_change must ascend"),
        ({"columns": (2.0, 1.0)}, "usage must ascend"),
        ({"columns": (1.0, 21.0)}, "usage must lie between 0.1 and 20"),
        ({"rows": (-0.95, 0.0)}, "price_change must lie between -0.9 and 3"),
    ],
)
def test_impossible_axes_are_refused_before_the_first_run(change: dict, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        small(progress=lambda done, total: pytest.fail("a run was made"), **change)
