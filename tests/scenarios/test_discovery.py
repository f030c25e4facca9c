"""Scenario discovery: planted boxes, direct counts, and another implementation."""

from __future__ import annotations

import math
import warnings
from dataclasses import replace

import numpy as np
import pytest

from scenarios.discovery import Box, Discovery, Limit, PeelSettings, discover, discover_boxes
from scenarios.drivers import split_driver_name
from scenarios.levers import Levers
from scenarios.peeling import Peeler, quasi_p
from scenarios.scenario import Scenario
from scenarios.simulate import Simulator
from tests.scenarios.portfolios import rich_portfolio

DRAWS = 6_000
#: Fails where the first driver is high and the second in the middle.
PLANTED = {"first": (0.65, None), "second": (0.30, 0.75)}


def uniforms(*names: str, draws: int = DRAWS, seed: int = 3) -> dict[str, np.ndarray]:
    """Ranks of independent drivers; each depends on its own name alone."""
    return {
        name: np.random.default_rng([seed, *name.encode()]).random(draws) for name in names
    }  # fmt: skip


def inside(ranks: dict[str, np.ndarray], limits) -> np.ndarray:
    """Draws within limits (driver, low, high), counted the obvious way."""
    found = np.ones(len(next(iter(ranks.values()))), dtype=bool)
    for driver, low, high in limits:
        for draw, value in enumerate(ranks[driver]):
            if (low is not None and value < low) or (high is not None and value > high):
                found[draw] = False
    return found


def planted(ranks: dict[str, np.ndarray]) -> np.ndarray:
    return inside(ranks, [(name, *ends) for name, ends in PLANTED.items()])


def by_driver(box: Box) -> dict[str, Limit]:
    return {limit.driver: limit for limit in box.limits}


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("slips", [0.0, 0.04])
def test_a_planted_box_is_recovered_within_five_per_cent(seed: int, slips: float) -> None:
    """Also where 4 % of the draws answer at random."""
    ranks = uniforms("first", "second", "third", "fourth", seed=seed)
    failing = planted(ranks) ^ (np.random.default_rng(seed).random(DRAWS) < slips)
    found = discover_boxes(ranks, failing)
    (box, *others) = found.boxes
    assert others == []
    limits = by_driver(box)
    assert set(limits) == set(PLANTED)
    for name, (low, high) in PLANTED.items():
        for stated, told in ((low, limits[name].low), (high, limits[name].high)):
            assert (stated is None) == (told is None)
            if stated is not None:
                assert told == pytest.approx(stated, abs=0.05 * stated)
    assert all(limit.quasi_p < 1e-6 for limit in box.limits)


def test_coverage_density_and_mass_by_direct_count() -> None:
    ranks = uniforms("first", "second", "third")
    chance = 0.15 + 0.6 * planted(ranks)
    failing = np.random.default_rng(8).random(DRAWS) < chance
    found = discover_boxes(ranks, failing, boxes=1)
    (box,) = found.boxes
    held = inside(ranks, [(limit.driver, limit.low, limit.high) for limit in box.limits])
    assert box.coverage == failing[held].sum() / failing.sum()
    assert box.density == failing[held].mean()
    assert box.mass == held.mean()
    assert (found.coverage, found.density) == (box.coverage, box.density)
    assert found.failures == failing.mean()
    first = box.trajectory[0]
    assert (first.coverage, first.density, first.mass, first.limited) == (1, failing.mean(), 1, 0)
    for step in box.trajectory:
        assert step.coverage == pytest.approx(step.density * step.mass / failing.mean())
    masses = [step.mass for step in box.trajectory]
    assert min(masses) >= 0.05
    means = [2 / (1 / s.coverage + 1 / s.density) for s in box.trajectory]
    assert means[box.chosen] == max(means)


def test_two_planted_boxes_are_covered_one_after_the_other() -> None:
    ranks = uniforms("first", "second", "third", "fourth", draws=12_000)
    one = inside(ranks, [("first", 0.75, None), ("second", 0.3, None)])
    other = inside(ranks, [("third", None, 0.15), ("fourth", None, 0.5)])
    found = discover_boxes(ranks, one | other)
    assert len(found.boxes) == 2
    large, small = (by_driver(box) for box in found.boxes)
    assert large["first"].low == pytest.approx(0.75, rel=0.05)
    assert large["second"].low == pytest.approx(0.3, rel=0.05)
    assert small["third"].high == pytest.approx(0.15, rel=0.05)
    assert small["fourth"].high == pytest.approx(0.5, rel=0.05)
    assert found.coverage > 0.95
    assert found.density is not None
    assert found.density > 0.95
    assert found.coverage == pytest.approx(sum(box.coverage for box in found.boxes))


def test_quasi_p_is_the_upper_tail_of_a_binomial() -> None:
    """Seven draws: the box holds 3 of 4 failing; without its limit 4 of 7 fail."""
    x = np.array([[0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7]])
    y = np.array([True, True, True, False, True, False, False])
    limits = np.array([[-np.inf, 0.4]])
    p = 4 / 7
    assert quasi_p(x, y, limits, 0) == pytest.approx(4 * p**3 * (1 - p) + p**4)


def test_a_limit_by_chance_is_not_told() -> None:
    """One driver decides; tight boxes of the trajectory limit others too, the one told does not."""
    ranks = uniforms("first", *(f"noise {k}" for k in range(12)))
    failing = np.random.default_rng(1).random(DRAWS) < np.where(ranks["first"] > 0.7, 0.8, 0.1)
    found = discover_boxes(ranks, failing, settings=PeelSettings(trace=1.0))
    assert len(found.drivers) == 13
    assert [limit.driver for limit in found.boxes[0].limits] == ["first"]
    assert found.boxes[0].trajectory[-1].limited > 1


def test_nothing_to_find() -> None:
    ranks = uniforms("first", "second")
    nowhere, everywhere = np.zeros(DRAWS, dtype=bool), np.ones(DRAWS, dtype=bool)
    assert discover_boxes(ranks, nowhere) == Discovery((), 0.0, DRAWS, 0.0, None, ())
    assert discover_boxes(ranks, everywhere) == Discovery((), 1.0, DRAWS, 0.0, None, ())
    by_chance = np.random.default_rng(2).random(DRAWS) < 0.3
    assert discover_boxes(ranks, by_chance).boxes == ()
    assert discover_boxes({}, by_chance).boxes == ()
    with pytest.raises(ValueError, match="one value for each draw"):
        discover_boxes({"first": np.zeros(3)}, by_chance)


@pytest.mark.parametrize(
    "wrong", [{"peel": 0.0}, {"peel": 0.5}, {"paste": 0.0}, {"least_mass": 0.0}, {"trace": 0.0}]
)
def test_settings_that_never_end_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="share"):
        PeelSettings(**wrong)


def test_an_irrelevant_driver_changes_no_bit() -> None:
    ranks = uniforms("first", "second", "third")
    failing = planted(ranks)
    alone = discover_boxes(ranks, failing)
    for noise in range(20):
        name = f"noise {noise}"
        assert discover_boxes({**uniforms(name), **ranks}, failing) == alone
        assert discover_boxes({**ranks, **uniforms(name)}, failing) == alone


def test_tied_values_end_where_the_ties_end() -> None:
    """A driver with four values: the box takes whole values or none."""
    ranks = uniforms("first", "second")
    ranks["steps"] = np.floor(4 * uniforms("steps")["steps"])
    failing = (ranks["steps"] >= 2) & (ranks["first"] > 0.5)
    limits = by_driver(discover_boxes(ranks, failing).boxes[0])
    assert limits["steps"].low is not None
    assert 1 < limits["steps"].low <= 2
    assert limits["first"].low == pytest.approx(0.5, rel=0.05)


# Of a simulation --------------------------------------------------------------------


def test_boxes_of_a_portfolio_speak_in_units_of_the_drivers() -> None:
    simulator = Simulator(rich_portfolio(), 4_000)
    middle = simulator.draw_table(Scenario())
    hurdle = float(np.quantile(middle.portfolio_roi, 0.25))
    table = simulator.draw_table(Scenario(levers=Levers(hurdle_rate=hurdle)))
    found = discover(table)
    assert found.failures == pytest.approx(0.25, abs=0.001)
    assert found.boxes
    distributions = {d.name: d.distribution for d in table.drivers}
    for box in found.boxes:
        ranks = [(limit.driver, limit.low, limit.high) for limit in box.limits]
        held = inside(dict(table.uniforms), ranks)
        for limit in box.limits:
            for rank, value in ((limit.low, limit.low_value), (limit.high, limit.high_value)):
                assert (rank is None) == (value is None)
                if rank is not None:
                    ppf = distributions[limit.driver].ppf(np.array([rank]))
                    assert value == ppf[0]
    failing = table.portfolio_roi < hurdle
    first = found.boxes[0]
    held = inside(dict(table.uniforms), [(x.driver, x.low, x.high) for x in first.limits])
    assert first.density == failing[held].mean()
    assert first.density > 2 * found.failures
    # A driver nobody's line answers to, added to the table, changes nothing.
    more = replace(
        table, uniforms={"idle": uniforms("idle", draws=4_000)["idle"], **table.uniforms}
    )
    assert discover(more) == found
    assert all(split_driver_name(name)[0] for name in found.drivers)


# Another implementation -------------------------------------------------------------


def workbench():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return pytest.importorskip("ema_workbench.analysis.prim")


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("noise", [0.0, 0.1])
def test_peeling_takes_the_steps_of_the_ema_workbench(seed: int, noise: float) -> None:
    """The same boxes in the same order; pasting differs in what a slice is counted from."""
    prim = workbench()
    pandas = pytest.importorskip("pandas")
    ranks = uniforms("first", "second", "third", "fourth", draws=2_000, seed=seed)
    failing = planted(ranks) ^ (np.random.default_rng(seed).random(2_000) < noise)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = prim.Prim(pandas.DataFrame(ranks), failing.astype(int), threshold=0.1)
        box = theirs.find_box()
    settings = PeelSettings(trace=1.0)
    columns = np.array(list(ranks.values()))
    steps = Peeler(columns, failing, int(failing.sum()), 2_000, settings).run()
    trajectory = box.peeling_trajectory
    masses = [step.mass for step in steps.told]
    peels = masses.index(min(masses)) + 1
    assert peels > 10
    for k in range(peels):
        step, row = steps.told[k], trajectory.iloc[k]
        assert (step.coverage, step.density, step.mass) == pytest.approx(
            (row.coverage, row.density, row.mass), abs=1e-12
        )
        assert step.limited == row.res_dim
        for driver, (low, high) in zip(ranks, steps.limits[k].tolist(), strict=True):
            theirs_low, theirs_high = box.box_lims[k][driver]
            if math.isfinite(low):
                assert low == pytest.approx(theirs_low, abs=1e-12)
            if math.isfinite(high):
                assert high == pytest.approx(theirs_high, abs=1e-12)


def test_the_box_told_is_about_that_of_the_ema_workbench() -> None:
    prim = workbench()
    pandas = pytest.importorskip("pandas")
    ranks = uniforms("first", "second", "third", draws=4_000)
    failing = planted(ranks)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = prim.Prim(pandas.DataFrame(ranks), failing.astype(int), threshold=0.8).find_box()
    (ours,) = discover_boxes(ranks, failing).boxes
    assert ours.coverage == pytest.approx(float(theirs.coverage), abs=0.05)
    assert ours.density == pytest.approx(float(theirs.density), abs=0.05)
    assert {limit.driver for limit in ours.limits} == set(PLANTED)
