"""Reverse stress against closed forms and against brute force over many points."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from scipy.special import ndtr

from scenarios.break_geometry import symmetric_root
from scenarios.distributions import Discrete, Lognormal, Normal
from scenarios.drivers import Correlation
from scenarios.levers import Levers
from scenarios.nearest_break import moving_directions, nearest_break
from scenarios.portfolio import Exponents, Portfolio, ValueBasis
from scenarios.reverse_stress import Break, driver_stress, lever_stress
from scenarios.scenario import Scenario
from scenarios.simulate import Simulator
from tests.scenarios.portfolios import driver, rich_portfolio
from tests.scenarios.stating import benefit, cost
from tests.scenarios.test_break_even import STILL, by_hand, stated

CLAIMED = ValueBasis.CLAIMED
SIGMA_BENEFIT, SIGMA_COST = 0.2, 0.3
#: ROI + 1 is 2 × exp(0.2 z₁ − 0.3 z₂); it must not fall below 1.2.
ROOM = math.log(2 / 1.2)


def log_linear(correlation: float = 0.0, **more) -> Portfolio:
    line = cost("a", amount=150.0, exponents=Exponents(review=1.0))
    linked = Correlation(first="realisation", second="review_burden", value=correlation)
    return stated(
        [line], [benefit("a")],
        drivers=(driver("realisation", Lognormal(median_value=1.0, sigma=SIGMA_BENEFIT)),
                 driver("review_burden", Lognormal(median_value=1.0, sigma=SIGMA_COST)),
                 *more.pop("drivers", ())),
        correlations=(linked,) if correlation else (), **more,
    )  # fmt: skip


# Drivers ----------------------------------------------------------------------------


@pytest.mark.parametrize("correlation", [0.0, 0.6, -0.5])
def test_two_lognormal_drivers_in_closed_form(correlation: float) -> None:
    """With a = (0.2, −0.3) and C the correlations, z = −ROOM × C a / a′C a."""
    runs: list[int] = []
    found = driver_stress(Simulator(log_linear(correlation), 2), STILL, progress=runs.append)
    assert found is not None
    assert runs == list(range(1, len(runs) + 1))
    matrix = np.array([[1, correlation], [correlation, 1]])
    a = np.array([SIGMA_BENEFIT, -SIGMA_COST])
    variance = float(a @ matrix @ a)
    names = ("realisation", "review_burden")
    expected = dict(zip(names, -ROOM * matrix @ a / variance, strict=True))
    assert found.verdict is Break.BREAKS
    assert found.distance == pytest.approx(ROOM / math.sqrt(variance), rel=1e-6)
    assert found.probability == pytest.approx(ndtr(-ROOM / math.sqrt(variance)), rel=1e-5)
    moves = {move.name: move for move in found.moves}
    assert set(moves) == set(expected)
    for name, sigma in (("realisation", SIGMA_BENEFIT), ("review_burden", SIGMA_COST)):
        assert moves[name].units == pytest.approx(expected[name], rel=1e-4)
        assert moves[name].base == 1.0
        assert moves[name].value == pytest.approx(math.exp(sigma * moves[name].units))
        assert moves[name].percentile == pytest.approx(ndtr(expected[name]), rel=1e-4)
    assert (found.base_roi, found.hurdle_rate) == pytest.approx((1.0, 0.2))
    assert found.roi == pytest.approx(0.2, abs=1e-9)
    assert found.roi <= 0.2
    assert found.agreeing == found.starts > 2


def test_the_probability_is_that_of_the_draws_where_all_is_log_linear() -> None:
    """Without estimation errors and with one direction, P(ROI ≤ hurdle) is Φ(−distance)."""
    portfolio = log_linear()
    certain = STILL.model_copy(
        update={"valuation": STILL.valuation.model_copy(
            update={"estimate_p90": 1.0, "ungraded_p90": 1.0})}
    )  # fmt: skip
    found = driver_stress(Simulator(portfolio, 2), certain)
    table = Simulator(portfolio, 8192).draw_table(certain)
    assert found is not None
    assert np.mean(table.portfolio_roi < 0.2) == pytest.approx(found.probability, abs=0.003)


def test_no_point_nearer_breaks_the_hurdle() -> None:
    """Twenty thousand states of the world within 97 % of the distance all hold."""
    simulator = Simulator(rich_portfolio(), 2)
    base = simulator.base_points(Scenario(), {}, CLAIMED)
    assert base is not None
    scenario = Scenario(levers=Levers(hurdle_rate=round(float(base.roi[0]) - 0.4, 2)))
    found = driver_stress(simulator, scenario, CLAIMED)
    assert found is not None
    assert found.verdict is Break.BREAKS
    assert found.distance is not None
    assert {name.split(":")[0] for name in found.left_out} == {
        "seat_growth", "price_event_month", "price_event_size",
    }  # fmt: skip
    smooth = [d for d in simulator.drivers(scenario) if d.name not in found.left_out]
    place = {d.name: k for k, d in enumerate(smooth)}
    matrix = np.eye(len(smooth))
    for each in rich_portfolio().correlations:
        i, j = place[each.first], place[each.second]
        matrix[i, j] = matrix[j, i] = each.value
    rng = np.random.default_rng(5)
    way = rng.standard_normal((20_000, len(smooth)))
    way *= 0.97 * found.distance / np.linalg.norm(way, axis=1, keepdims=True)
    scores = way @ np.linalg.cholesky(matrix).T
    values = {d.name: d.distribution.ppf(ndtr(scores[:, k])) for k, d in enumerate(smooth)}
    points = simulator.base_points(scenario, values, CLAIMED)
    assert points is not None
    assert points.margin.min() > 0
    assert 0 < points.margin.min() < base.roi[0] - scenario.levers.hurdle_rate


def test_what_cannot_be_broken_and_what_is_broken_already() -> None:
    far = Scenario(levers=Levers(hurdle_rate=-0.5, value_follows_usage=0.0))
    found = driver_stress(Simulator(log_linear(), 2), far, radius=3.0)
    assert found is not None
    assert (found.verdict, found.moves, found.distance) == (Break.HOLDS, (), None)
    assert found.probability is None
    # The worst within three: 2 × exp(−3 × √0.13) − 1.
    assert found.roi == pytest.approx(2 * math.exp(-3 * math.sqrt(0.13)) - 1, abs=0.01)
    assert found.roi > -0.5
    poor = Scenario(levers=Levers(realisation=0.5, value_follows_usage=0.0))
    found = driver_stress(Simulator(log_linear(), 2), poor)
    assert found is not None
    assert (found.verdict, found.distance, found.moves) == (Break.ALREADY, 0.0, ())
    assert found.roi == found.base_roi == pytest.approx(0.0)
    with pytest.raises(ValueError, match="radius"):
        driver_stress(Simulator(log_linear(), 2), STILL, radius=0.0)


def test_drivers_that_jump_are_left_out_and_named() -> None:
    few = driver("wage_growth", Discrete(values=(0.0, 0.1), probabilities=(0.5, 0.5)))
    found = driver_stress(Simulator(log_linear(drivers=(few,)), 2), STILL)
    assert found is not None
    assert found.left_out == ("wage_growth",)


def test_no_answer_no_stress() -> None:
    no_status = stated([cost("a")], [benefit("a", capture_status=None)])
    assert driver_stress(Simulator(no_status, 2), Scenario()) is None
    assert lever_stress(Simulator(no_status, 2), Scenario()) is None
    silent = stated([cost("a", behaviour=None)], [benefit("a")])
    assert lever_stress(Simulator(silent, 2), Scenario()) is None
    assert driver_stress(Simulator(silent, 2), Scenario()) is not None


def test_an_irrelevant_driver_changes_no_bit() -> None:
    plain = log_linear()
    zebra = driver("price_trend:Zebra", Normal(mean=0.5, sd=1))
    idle = cost("a", "idle", 0.0, behaviour="tokens", vendor="Zebra")
    for more in (
        replace(plain, drivers=(*plain.drivers, zebra)),
        replace(plain, drivers=(*plain.drivers, zebra), costs=(*plain.costs, idle)),
    ):
        one, other = (driver_stress(Simulator(p, 2), STILL) for p in (plain, more))
        assert one is not None
        assert other is not None
        assert replace(other, left_out=()) == replace(one, left_out=())


# Levers -----------------------------------------------------------------------------


def test_two_levers_in_closed_form() -> None:
    """300 (1 − a/2) = 1.2 × (150 + 100 b), that is 150 a + 120 b = 120."""
    ranges = {"realisation": (0.5, 1.5), "price_change": (-0.5, 1.0), "wages": (0.5, 2.0)}
    runs: list[int] = []
    found = lever_stress(Simulator(by_hand(), 2), STILL, ranges=ranges, progress=runs.append)
    assert found is not None
    assert found.verdict is Break.BREAKS
    assert found.distance == pytest.approx(120 / math.hypot(150, 120), rel=1e-6)
    first, second = found.moves
    a, b = 120 * 150 / (150**2 + 120**2), 120 * 120 / (150**2 + 120**2)
    assert (first.name, second.name) == ("realisation", "price_change")
    assert (first.units, second.units) == pytest.approx((-a, b), rel=1e-3)
    assert (first.value, second.value) == pytest.approx((1 - a / 2, b), rel=1e-3)
    assert found.probability is first.percentile is None
    assert found.roi == pytest.approx(0.2, abs=1e-9)
    assert runs == list(range(1, len(runs) + 1))
    without = {name: ranges[name] for name in ("realisation", "price_change")}
    assert lever_stress(Simulator(by_hand(), 2), STILL, ranges=without) == found


def test_levers_that_act_only_together_are_seen() -> None:
    """No share moved, or at today's price, nothing happens; both together break it."""
    ranges = {"model_share_moved": (0.0, 1.0), "model_price_ratio": (1.0, 5.0)}
    found = lever_stress(Simulator(by_hand(), 2), STILL, ranges=ranges)
    assert found is not None
    assert found.verdict is Break.BREAKS
    moves = {move.name: move.value for move in found.moves}
    # 100 × (1 + share × (ratio − 1)) = 200, as token cost may double.
    assert moves["model_share_moved"] * (moves["model_price_ratio"] - 1) == pytest.approx(1)
    shares = np.linspace(0.25, 1, 7_501)
    ways = np.hypot(shares, np.log(1 + 1 / shares) / math.log(5))
    assert found.distance == pytest.approx(ways.min(), rel=1e-3)


def test_levers_in_months_and_outside_their_range_take_no_part() -> None:
    ranges = {"benefit_delay_months": (0.0, 6.0), "usage": (2.0, 10.0), "realisation": (0.9, 1.0)}
    found = lever_stress(Simulator(by_hand(), 2), STILL, ranges=ranges)
    assert found is not None
    assert found.left_out == ("benefit_delay_months", "usage")
    assert found.verdict is Break.HOLDS
    assert found.roi == pytest.approx(0.8, abs=1e-6), "300 × 0.9 ÷ 150 − 1"


# The search alone -------------------------------------------------------------------


def test_a_curved_margin_with_two_ways_out() -> None:
    """Two discs around (2, 0) and (0, −1.5) break; the second is nearer, at 1."""

    def margins(points: np.ndarray) -> np.ndarray:
        one = np.hypot(points[:, 0] - 2, points[:, 1]) - 0.5
        other = np.hypot(points[:, 0], points[:, 1] + 1.5) - 0.5
        return np.minimum(one, other)

    ends = np.full(2, 4.0)
    found = nearest_break(margins, -ends, ends, 4.0)
    assert found.distance == pytest.approx(1.0, rel=1e-6)
    assert found.point == pytest.approx(np.array([0.0, -1.0]), abs=1e-4)


def test_a_driver_pulled_along_against_its_own_harm() -> None:
    """Minimise z′C⁻¹z on z₁ + 0.1 z₂ = −2 with strong correlation: z₂ follows z₁ the other way."""
    matrix = np.array([[1.0, -0.8], [-0.8, 1.0]])
    a = np.array([1.0, 0.1])
    ends = np.full(2, 5.0)
    found = nearest_break(lambda p: 2 + p @ a, -ends, ends, 5.0, symmetric_root(matrix))
    best = -2 * matrix @ a / (a @ matrix @ a)
    assert best[1] > 0, "although a higher z₂ does good"
    assert found.point == pytest.approx(best, rel=1e-4)
    assert found.distance == pytest.approx(2 / math.sqrt(a @ matrix @ a), rel=1e-6)


@pytest.mark.parametrize("rho", [-1.0, -0.99, -0.9, -0.7, 0.5, 0.9, 0.99, 1.0])
@pytest.mark.parametrize("second", [-1.0, -0.3, 0.1, 0.7])
@pytest.mark.parametrize("distance", [0.5, 1.0, 2.0, 3.9])
def test_any_linear_margin_of_two_is_met_at_its_distance(rho, second, distance) -> None:
    """b + a′z ≤ 0 is nearest at β = b / √(a′C a), whether C has an inverse or not."""
    matrix, a = np.array([[1, rho], [rho, 1]]), np.array([-1.0, -second])
    length = math.sqrt(a @ matrix @ a)
    if length < 1e-6:
        return  # a direction without variance: nothing moves
    ends, b = np.full(2, 4.0), distance * length
    found = nearest_break(lambda z: b + z @ a, -ends, ends, 4.0, symmetric_root(matrix))
    assert found.distance == pytest.approx(distance, rel=1e-6)
    assert found.point == pytest.approx(-b * matrix @ a / length**2, abs=1e-4)


def random_correlation(rng: np.random.Generator, size: int, rank: int) -> np.ndarray:
    loadings = rng.normal(size=(size, rank))
    loadings /= np.sqrt((loadings**2).sum(axis=1))[:, None]
    return loadings @ loadings.T


@pytest.mark.parametrize("kink", [0.0, 0.5])
def test_random_correlations_singular_ones_too(kink: float) -> None:
    """120 full matrices of 2 to 6 drivers; with a kink, no random point lies nearer."""
    rng = np.random.default_rng(3)
    for _ in range(120):
        size = int(rng.integers(2, 7))
        matrix = random_correlation(rng, size, int(rng.integers(1, size + 2)))
        root, a = symmetric_root(matrix), rng.normal(size=size)
        length, distance = math.sqrt(a @ matrix @ a), float(rng.uniform(0.3, 3.5))
        if length < 0.05:
            continue

        def margins(z, a=a, b=distance * length):
            return b + z @ a + kink * np.minimum(z @ np.abs(a), 0.0)

        ends = np.full(size, 4.0)
        found = nearest_break(margins, -ends, ends, 4.0, root)
        if kink == 0:
            assert found.distance == pytest.approx(distance, rel=1e-4)
            assert found.point == pytest.approx(-distance * matrix @ a / length, abs=1e-2)
            continue
        u = rng.normal(size=(20_000, size))
        u /= np.sqrt((u**2).sum(axis=1))[:, None]
        reach = 4.0 if found.distance is None else 0.99 * found.distance
        assert (margins(reach * u @ root) > 0).all()


def test_what_has_no_variance_cannot_move() -> None:
    """z₂ = −z₁ exactly: a margin on z₁ + z₂ never breaks, one on z₁ breaks at 2."""
    matrix = np.array([[1.0, -1.0], [-1.0, 1.0]])
    ends, root = np.full(2, 4.0), symmetric_root(matrix)
    still = nearest_break(lambda z: 2 + z.sum(axis=1), -ends, ends, 4.0, root)
    assert still.distance is None
    assert still.lowest == pytest.approx(2.0)
    moved = nearest_break(lambda z: 2 + z[:, 0], -ends, ends, 4.0, root)
    assert moved.distance == pytest.approx(2.0)
    assert moved.point == pytest.approx(np.array([-2.0, 2.0]))


def test_a_repaired_correlation_of_the_drivers_in_closed_form() -> None:
    """Realisation and review burden fully tied: σ of ROI + 1 is 0.2 + 0.3 for ρ = −1."""
    found = driver_stress(Simulator(log_linear(-1.0), 2), STILL)
    assert found is not None
    assert found.verdict is Break.BREAKS
    assert found.distance == pytest.approx(ROOM / (SIGMA_BENEFIT + SIGMA_COST), rel=1e-3)


def test_directions_that_move_nothing_are_told() -> None:
    ends = np.full(4, 2.0)
    moving = moving_directions(lambda p: 1 + p[:, 1] + p[:, 2] * p[:, 3], -ends, ends)
    assert moving.tolist() == [1, 2, 3]
