"""EVPI and EVPPI against closed forms, and the promises that hold by construction."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.stats import norm

from scenarios.distributions import Discrete, Normal, Point
from scenarios.information import Information, evpi
from scenarios.presets import PRESETS
from scenarios.simulate import Simulator
from tests.scenarios.drawn import drawn, normal, uniforms
from tests.scenarios.portfolios import driver, rich_portfolio

DRAWS = 10_000


def loss(mean: float, sd: float) -> float:
    """EVPI of continue or stop by numerical integration, not by the formula in use."""
    area = quad(lambda x: max(x, 0.0) * norm.pdf(x, mean, sd), 0, mean + 12 * sd)[0]
    return area - max(mean, 0.0)


def near(found, expected: float, errors: float = 4) -> None:
    """Within the stated error, which must itself say something."""
    assert found.se > 0
    assert abs(found.value - expected) <= errors * found.se
    assert found.se < 0.2 * expected


# EVPI -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("mean", "sd"), [(1.0, math.sqrt(5)), (0.2, 1.0), (-0.7, 1.0), (-3, 2)])
def test_evpi_of_a_normal_npv(mean: float, sd: float) -> None:
    known = uniforms(3, DRAWS, "x")
    (found,) = evpi(mean + sd * normal(known, "x")[None])
    near(found, loss(mean, sd))


def test_the_two_arm_example_of_the_literature() -> None:
    """NB = p1 − p2, p1 ~ N(1, 1), p2 ~ N(0, 2): EVPI 0.47981, EVPPI of p2 0.39559."""
    known = uniforms(11, DRAWS, "ab")
    npv = 1 + normal(known, "a") - 2 * normal(known, "b")
    asked = Information(drawn({"i": npv}, known))
    near(asked.everything.total, 0.4798107063483924)
    near(asked.driver("b").total, 0.39559311480261206)
    near(asked.driver("a").total, loss(1, 1))
    assert asked.driver("a").total.se < 0.01


def test_the_stated_error_is_that_of_other_seeds() -> None:
    """Over 60 seeds, the estimates spread by what they state, and centre on the truth."""
    found = []
    for seed in range(60):
        known = uniforms(seed, 4_000, "ab")
        npv = 0.5 + normal(known, "a") + 2 * normal(known, "b")
        found.append(Information(drawn({"i": npv}, known)).driver("a").total)
    values, errors = [f.value for f in found], [f.se for f in found]
    truth = loss(0.5, 1)
    assert np.mean(values) == pytest.approx(truth, abs=3 * np.std(values) / math.sqrt(60) + 2e-3)
    assert 0.6 < np.std(values) / np.mean(errors) < 1.3


def test_by_hand_with_four_draws() -> None:
    """Mean 1: continue. Two draws of four lose 4 and 2, so perfect knowledge is worth 1.5."""
    (found,) = evpi(np.array([[-4.0, -2.0, 3.0, 7.0]]))
    assert found.value == 1.5
    (stopped,) = evpi(-np.array([[-4.0, -2.0, 3.0, 7.0]]))
    assert stopped.value == 1.5
    (sure,) = evpi(np.array([[1.0, 2.0]]))
    assert sure.value == 0.0


# One driver -------------------------------------------------------------------------------


def test_a_curved_driver() -> None:
    """NPV = exp(x) − 1.5 + noise: the mean given x crosses zero at ln 1.5."""
    known = uniforms(5, DRAWS, "xz")
    npv = np.exp(normal(known, "x")) - 1.5 + normal(known, "z")
    found = Information(drawn({"i": npv}, known)).driver("x").total
    mean = math.exp(0.5) - 1.5
    truth = quad(lambda x: max(math.exp(x) - 1.5, 0) * norm.pdf(x), -9, 9, points=[0.4])[0] - mean
    near(found, truth)


def test_a_kinked_driver() -> None:
    """A commitment: NPV = 0.3 − max(0, x − 0.5) + noise."""
    known = uniforms(6, DRAWS, "xz")
    npv = 0.3 - np.maximum(0, normal(known, "x") - 0.5) + 0.5 * normal(known, "z")
    found = Information(drawn({"i": npv}, known)).driver("x").total
    truth = quad(lambda x: max(x - 0.8, 0) * norm.pdf(x), 0.8, 10)[0]
    near(found, truth)


def test_a_driver_of_few_values_is_known_by_its_value() -> None:
    """+1 with 80 %, −3 with 20 %: mean 0.2; knowing saves 3 × 20 %."""
    known = uniforms(7, DRAWS, "xz")
    values = Discrete(values=(-3.0, 1.0), probabilities=(0.2, 0.8))
    npv = values.ppf(known["x"]) + 4 * normal(known, "z")
    table = drawn({"i": npv}, known, {"x": values})
    near(Information(table).driver("x").total, 0.6)


def test_a_driver_that_cannot_turn_the_decision_is_worth_exactly_nothing() -> None:
    known = uniforms(8, DRAWS, "xyz")
    npv = 10 + normal(known, "x") + 8 * normal(known, "y")
    table = drawn({"far": npv, "loss": npv - 40}, known, {"z": Point(value=2)})
    asked = Information(table)
    assert asked.everything.by_initiative["far"].value > 0
    for name in "xz":
        found = asked.driver(name)
        assert found.total.value == 0.0
        assert found.changes == ()
        assert found.means == {}
    assert asked.driver("z").total.se < 1e-6


def test_chance_is_not_taken_for_information() -> None:
    """Fifty drivers of no effect on a decision in the balance: together next to nothing."""
    names = "".join(chr(300 + k) for k in range(50))
    known = uniforms(9, DRAWS, names)
    npv = 0.01 + np.random.default_rng(1).standard_normal(DRAWS)
    asked = Information(drawn({"i": npv}, known))
    found = [asked.driver(name).total.value for name in names]
    assert np.count_nonzero(found) <= 2
    assert sum(found) < 0.02
    assert asked.everything.total.value > 0.35


# Groups and own evidence --------------------------------------------------------------------


def test_a_group_of_two() -> None:
    known = uniforms(12, DRAWS, "abc")
    a, b, c = (normal(known, name) for name in "abc")
    asked = Information(drawn({"i": 0.5 + a + 1.5 * b + 2 * c}, known))
    near(asked.group("two", ("a", "b")).total, loss(0.5, math.hypot(1, 1.5)))
    near(asked.group("all", "abc").total, loss(0.5, math.sqrt(1 + 2.25 + 4)))
    assert asked.group("one", "a").total.value >= asked.driver("a").total.value


def test_a_group_whose_members_matter_only_together() -> None:
    """NPV = a b: neither tells anything alone; E max(ab, 0) = E|a| E|b| / 2 = 1/π."""
    known = uniforms(13, DRAWS, "abz")
    npv = normal(known, "a") * normal(known, "b") + normal(known, "z") - 1e-6
    asked = Information(drawn({"i": npv}, known))
    near(asked.group("both", "ab").total, 1 / math.pi)
    assert asked.driver("a").total.value < 0.05


def test_a_correlated_group_is_not_counted_twice() -> None:
    """b is a again with a little noise: both together tell what a tells."""
    known = uniforms(14, DRAWS, "az")
    a = normal(known, "a")
    mixed = 0.99 * a + math.sqrt(1 - 0.99**2) * normal(known, "z")
    both = {"a": known["a"], "b": norm.cdf(mixed)}
    noise = np.random.default_rng(2).standard_normal(DRAWS)
    asked = Information(drawn({"i": 0.3 + a + noise}, both))
    near(asked.group("both", "ab").total, loss(0.3, 1))


def test_own_evidence_of_one_initiative() -> None:
    known = uniforms(15, DRAWS, "abz")
    own, shared = 2 * normal(known, "a"), normal(known, "b")
    table = drawn(
        {"i": 1 + own + shared, "j": shared}, {"b": known["b"]}, own_benefit={"i": 100 + own}
    )
    asked = Information(table)
    found = asked.own_benefit("i")
    near(found.total, loss(1, 2))
    assert found.by_initiative["j"].value == 0
    assert found.changes == ("i",)
    assert asked.own_cost("i").total.value == 0  # nothing is uncertain there
    near(asked.own_figures("i").total, loss(1, 2))


def test_own_evidence_is_worth_what_its_index_is() -> None:
    """NPV = own − 1 + 20 z, all drawn as evenly as the engine draws: seeds agree on the integral.

    A curve fitted through that noise would err by a third of the slope, or find none.
    """
    found = []
    for seed in range(20):
        even = (np.arange(4_000) + 0.5) / 4_000
        own, noise = (norm.ppf(np.random.default_rng([seed, k]).permutation(even)) for k in (1, 2))
        table = drawn({"i": own - 1 + 20 * noise}, own_benefit={"i": own})
        found.append(Information(table).own_figures("i").total)
    truth = loss(-1, 1)
    assert [each.value for each in found] == pytest.approx([truth] * 20, rel=0.01)
    assert all(abs(each.value - truth) <= 2 * each.se for each in found)


def test_own_evidence_is_fitted_where_the_draws_contradict_the_index() -> None:
    """A commitment halves what an error does: the index says a, the mean NPV moves by a / 2."""
    known = uniforms(16, DRAWS, "az")
    a = normal(known, "a")
    npv = -0.3 + a / 2 + normal(known, "z")
    table = drawn({"i": npv}, {"z": known["z"]}, own_benefit={"i": a})
    near(Information(table).own_figures("i").total, loss(-0.3, 0.5))


def test_a_decision_is_named_only_where_its_worth_is_clear() -> None:
    """NPV = 10 + 2.5 x + 40 z: given x it turns below −4 σ alone, worth 2e-5, never seen."""
    worths = []
    for seed in range(40):
        known = uniforms(seed, 2_000, "xz")
        npv = 10 + 2.5 * normal(known, "x") + 40 * normal(known, "z")
        worths.append(Information(drawn({"i": npv}, known)).driver("x"))
    assert any(worth.total.value > 0 for worth in worths), "a curve crosses by chance"
    assert sum(bool(worth.changes) for worth in worths) <= 2


# Promises ---------------------------------------------------------------------------------


@settings(max_examples=40, deadline=None)
@given(
    st.integers(0, 10_000), st.integers(2, 400), st.floats(-3, 3), st.floats(0, 3), st.floats(0, 3)
)
def test_never_negative_and_never_above_perfect_information(
    seed: int, draws: int, mean: float, first: float, second: float
) -> None:
    known = uniforms(seed, draws, "ab")
    a, b = normal(known, "a"), normal(known, "b")
    asked = Information(drawn({"i": mean + first * a + second * a * b**2, "j": b}, known))
    for worth in (*asked.drivers(), asked.group("both", "ab")):
        for id_, found in worth.by_initiative.items():
            assert 0 <= found.value <= asked.everything.by_initiative[id_].value
            assert math.isfinite(found.se)
            assert (id_ in worth.changes) == (found.value > 2 * found.se)
    both = asked.group("both", "ab").total.value
    assert both >= max(worth.total.value for worth in asked.drivers())


@pytest.mark.parametrize("preset", ["base", "everything-at-once"])
def test_an_irrelevant_driver_changes_no_bit(preset: str) -> None:
    plain = rich_portfolio()
    zebra = driver("price_trend:Zebra", Normal(mean=0.5, sd=1))
    mute = replace(plain.costs[0], key="zebra", vendor="Zebra", amount=0.0, block=None)
    more = replace(plain, drivers=(*plain.drivers, zebra), costs=(*plain.costs, mute))
    one, two = (
        Information(Simulator(p, 500, 4).draw_table(PRESETS[preset])) for p in (plain, more)
    )
    assert len(two.table.drivers) > len(one.table.drivers)
    group = ("price_market", "price_trend:Acme", "usage_growth")
    assert one.everything.by_initiative == two.everything.by_initiative
    assert one.group("g", group).by_initiative == two.group("g", group).by_initiative
    for each in one.table.drivers:
        assert one.driver(each.name).by_initiative == two.driver(each.name).by_initiative
    wider = two.group("g", (*group, "price_trend:Zebra"))
    assert wider.by_initiative == one.group("g", group).by_initiative
    assert any(worth.total.value > 0 for worth in one.drivers())


def test_order_of_drivers_ranks_by_worth_and_can_be_broken_off() -> None:
    known = uniforms(17, 2_000, "abc")
    npv = 0.1 + normal(known, "b") + 2 * normal(known, "c")
    asked = Information(drawn({"i": npv}, known))
    seen: list[tuple[int, int]] = []
    assert [w.subject for w in asked.drivers(lambda *at: seen.append(at))][:2] == ["c", "b"]
    assert seen == [(1, 3), (2, 3), (3, 3)]

    def stop(done: int, total: int) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        asked.drivers(stop)


def test_what_does_not_exist_is_refused() -> None:
    asked = Information(drawn({"i": np.array([1.0, -1.0])}))
    with pytest.raises(KeyError):
        asked.driver("weather")
    with pytest.raises(ValueError, match="at least one driver"):
        asked.group("none", ())
