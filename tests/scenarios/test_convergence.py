"""Convergence: running estimates counted anew, and samples that do or do not settle."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from scenarios.convergence import Stability, compare, convergence, replicate
from scenarios.distributions import Normal
from scenarios.portfolio import ValueBasis
from scenarios.results import Estimate
from scenarios.scenario import Scenario
from scenarios.simulate import Simulator
from tests.scenarios.portfolios import driver, rich_portfolio
from tests.scenarios.stating import benefit, cost
from tests.scenarios.test_break_even import stated

CLAIMED = ValueBasis.CLAIMED


def test_each_running_estimate_is_that_of_the_first_draws() -> None:
    roi = np.random.default_rng(1).standard_normal(1_000)
    found = convergence(roi, 0.2, {"mean": 0.1})
    assert [each.draws for each in found.running] == [64, 128, 256, 512, 1_000]
    for each in found.running:
        first = roi[: each.draws]
        assert each.mean.value == pytest.approx(first.mean())
        assert each.mean.se == pytest.approx(first.std(ddof=1) / np.sqrt(each.draws), rel=0.01)
        assert each.p50.value == np.sort(first)[int(np.ceil(each.draws / 2)) - 1]
        assert each.p_hurdle.value == np.mean(first >= 0.2)
    assert found.running[-1].p_hurdle.se == pytest.approx(0.0156, abs=0.0005)


def test_a_power_of_two_is_given_once() -> None:
    found = convergence(np.arange(256.0), 10.0, {})
    assert [each.draws for each in found.running] == [64, 128, 256]
    assert found.stability == ()
    assert [each.draws for each in convergence(np.arange(9.0), 1.0, {}).running] == [9]


def test_which_digits_stand() -> None:
    """Means 0.5 at 64 draws, then 0: at a step of 1 it stands from the start, at ½ not."""
    roi = np.concatenate([np.full(64, 0.5), np.full(64, -0.5), np.tile([0.1, -0.1], 448)])
    wide, narrow = (convergence(roi, 0.0, {"mean": step}).stability[0] for step in (1.0, 0.5))
    assert wide == Stability("mean", 1.0, 64, carried=True, stable=True)
    assert narrow == Stability("mean", 0.5, 128, carried=True, stable=True)


def test_a_digit_that_moved_lately_or_that_the_error_does_not_carry() -> None:
    late = np.concatenate([np.zeros(512), np.full(512, 0.4)])
    (found,) = convergence(late, 0.0, {"mean": 0.1}).stability
    assert found == Stability("mean", 0.1, 1_024, carried=True, stable=False)
    still = np.tile([-1.0, 1.0], 512)
    (found,) = convergence(still, 0.0, {"mean": 0.05}).stability
    assert (found.stands_since, found.carried, found.stable) == (64, False, False)


def test_what_is_refused() -> None:
    with pytest.raises(ValueError, match="2 draws"):
        convergence(np.zeros(1), 0.0, {})
    with pytest.raises(ValueError, match="step"):
        convergence(np.zeros(9), 0.0, {"mean": 0.0})
    for seeds in ([1], [1, 1]):
        with pytest.raises(ValueError, match="different seeds"):
            replicate(rich_portfolio(), Scenario(), 16, seeds)


def test_of_a_simulation_the_last_estimate_is_the_result() -> None:
    simulator = Simulator(rich_portfolio(), 2_048)
    table = simulator.draw_table(Scenario(), CLAIMED)
    steps = {"mean": 0.05, "p50": 0.05, "p_hurdle": 0.05}
    found = convergence(table.portfolio_roi, table.hurdle_rate, steps)
    outcome = simulator.run(Scenario(), (CLAIMED,)).portfolio.outcomes[CLAIMED]
    last = found.running[-1]
    assert last.p50 == outcome.roi.p50
    assert last.p_hurdle == outcome.p_roi_hurdle
    assert last.mean.value == pytest.approx(outcome.roi.mean.value)
    assert [each.figure for each in found.stability] == list(steps)


def test_an_irrelevant_driver_changes_no_bit() -> None:
    plain = rich_portfolio()
    zebra = driver("price_trend:Zebra", Normal(mean=0.5, sd=1))
    more = replace(plain, drivers=(*plain.drivers, zebra))
    idle = cost("chat", "idle", 0.0, behaviour="tokens", vendor="Zebra")
    billed = replace(more, costs=(*plain.costs, idle))
    one, two, three = (
        convergence(
            Simulator(p, 512).draw_table(Scenario(), CLAIMED).portfolio_roi, 0.2, {"p50": 0.01}
        )
        for p in (plain, more, billed)
    )  # fmt: skip
    assert one == two == three


# Replicate seeds --------------------------------------------------------------------


def test_seeds_agree_within_their_stated_errors() -> None:
    seen: list[tuple[int, int]] = []
    found = replicate(
        rich_portfolio(), Scenario(), 512, range(1, 7), CLAIMED, lambda *done: seen.append(done)
    )
    assert found is not None
    assert [each.figure for each in found] == ["mean", "p50", "p_hurdle"]
    for each in found:
        assert each.agree
        assert len(set(each.values)) > 1
        assert each.spread < 2 * each.stated
        assert each.spread == pytest.approx(np.std(each.values, ddof=1))
    assert seen == [(k, 6) for k in range(1, 7)]
    alone = Simulator(rich_portfolio(), 512, 3).run(Scenario(), (CLAIMED,), fan=False)
    assert alone.portfolio.outcomes[CLAIMED].roi.p50.value == found[1].values[2]


def test_errors_stated_too_small_are_found() -> None:
    rng = np.random.default_rng(3)
    honest = [Estimate(float(value), 1.0) for value in rng.standard_normal(12)]
    assert compare("mean", honest).agree
    assert not compare("mean", [replace(each, se=0.4) for each in honest]).agree
    assert compare("mean", [replace(each, se=4.0) for each in honest]).agree
    certain = [Estimate(2.0, 0.0)] * 3
    assert compare("mean", certain).agree
    assert not compare("mean", [*certain, Estimate(2.1, 0.0)]).agree


def test_a_false_alarm_is_as_rare_as_stated() -> None:
    rng = np.random.default_rng(9)
    alarms = [
        not compare("mean", [Estimate(float(v), 1.0) for v in rng.standard_normal(8)]).agree
        for _ in range(5_000)
    ]
    assert np.sum(alarms) <= 15  # 5 expected


def test_no_answer_no_replicates() -> None:
    no_status = stated([cost("a")], [benefit("a", capture_status=None)])
    assert replicate(no_status, Scenario(), 16, [1, 2]) is None
