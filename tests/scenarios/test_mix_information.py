"""Information for a mix within a budget, against every mix there is."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scenarios.information import Information
from scenarios.mix_information import MixInformation
from scenarios.portfolio_choice import Candidates, Rules, candidates
from tests.scenarios.drawn import drawn, normal, uniforms
from tests.scenarios.test_information import loss, near
from tests.scenarios.test_portfolio_choice import made


def totals(choice: Candidates, rules: Rules) -> np.ndarray:
    """Worth of every mix that keeps the rules in every draw, (mixes, draws)."""
    found = []
    for picked in product((False, True), repeat=len(choice.initiatives)):
        kept = np.array(picked, dtype=bool)
        names = {n for n, taken in zip(choice.initiatives, picked, strict=True) if taken}
        over = rules.budget is not None and choice.costs[kept].sum() > rules.budget
        if not (over or rules.must_fund - names or rules.must_stop & names):
            found.append(choice.worth[kept].sum(axis=0))
    return np.array(found)


@settings(max_examples=25, deadline=None)
@given(
    seed=st.integers(0, 9_999),
    size=st.integers(1, 8),
    budget=st.sampled_from((None, 0.0, 2.0, 4.0, 10.0, 20.0)),
    fund=st.booleans(),
    stop=st.booleans(),
)
def test_perfect_information_against_every_mix(seed, size, budget, fund, stop) -> None:
    """Whatever the parts of the budget round, no mix is missed that the error does not hold."""
    choice = made(seed, size, draws=60)
    rules = Rules(
        budget,
        frozenset(choice.initiatives[:1] if fund and size > 1 else ()),
        frozenset(choice.initiatives[-1:] if stop else ()),
    )
    every = totals(choice, rules)
    if not len(every):
        with pytest.raises(ValueError, match="does not suffice"):
            MixInformation(choice, rules)
        return
    found = MixInformation(choice, rules).everything()
    truth = every.max(axis=0).mean() - every.mean(axis=1).max()
    assert found.total.value == pytest.approx(truth, rel=1e-9, abs=1e-6)
    assert found.total.value >= 0
    assert 0 <= found.missed <= found.total.se + 1e-6


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("share", [0.35, 0.5, 0.8])
def test_costs_that_are_no_whole_parts_against_every_mix(seed: int, share: float) -> None:
    """Budgets that a mix fills to the last cent: the best by the means does."""
    choice = made(seed, 10, draws=200)
    costs = np.random.default_rng(seed).uniform(1, 3, 10)
    choice = replace(choice, costs=costs)
    some = np.random.default_rng(seed + 99).random(10) < share
    rules = Rules(float(costs[some].sum()))
    every = totals(choice, rules)
    found = MixInformation(choice, rules).everything()
    truth = every.max(axis=0).mean() - every.mean(axis=1).max()
    assert found.total.value <= truth * (1 + 1e-9) + 1e-6
    assert found.total.value == pytest.approx(truth, rel=1e-3, abs=1e-6)
    assert truth <= found.total.value + found.missed + 1e-6


def three(seed: int = 31) -> tuple[Information, Candidates]:
    """a and b compete for room for one; x favours a over b and turns neither alone."""
    known = uniforms(seed, 8_000, "xyz")
    x, y = normal(known, "x"), normal(known, "y")
    table = drawn({"a": 20 + x + y, "b": 20.3 - x + y, "c": -30 + y}, known)
    choice = candidates(table, {"a": 1.0, "b": 1.0, "c": 1.0})
    return Information(table, choice.worth), choice


def test_a_driver_that_matters_only_to_the_mix() -> None:
    """b − a = 0.3 − 2x: worth the loss of N(0.3, 2) with room for one, nothing without."""
    asked, choice = three()
    tight, loose = MixInformation(choice, Rules(1.0)), MixInformation(choice, Rules())
    near(tight.driver(asked, "x").total, loss(0.3, 2))
    assert asked.driver("x").total.value == 0.0
    assert loose.driver(asked, "x").total.value == 0.0
    assert tight.driver(asked, "y").total.value == 0.0
    assert tight.driver(asked, "z").total.value < 0.01
    everything = tight.everything().total
    near(everything, loss(0.3, 2))
    assert tight.driver(asked, "x", most=0.1).total.value == 0.1


def test_without_a_budget_it_is_the_sum_over_initiatives() -> None:
    known = uniforms(32, 4_000, "xz")
    x, z = normal(known, "x"), normal(known, "z")
    table = drawn({"a": 0.3 + x + z, "b": -0.5 + 2 * x - z, "c": 0.1 * z + 3}, known)
    choice = candidates(table)
    asked, mix = Information(table, choice.worth), MixInformation(choice, Rules())
    assert mix.everything().total.value == pytest.approx(asked.everything.total.value)
    assert mix.driver(asked, "x").total.value == pytest.approx(asked.driver("x").total.value)
    assert mix.driver(asked, "x").total.se == pytest.approx(asked.driver("x").total.se, rel=0.5)


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 9_999), st.sampled_from((None, 3.0, 7.7, 12.0)))
def test_never_negative_and_never_above_perfect_information(seed, budget) -> None:
    choice = made(seed, 6, draws=400)
    known = uniforms(seed, 400, "x")
    worth = choice.worth + 1e6 * normal(known, "x") * np.arange(-2, 4)[:, None]
    table = drawn(dict(zip(choice.initiatives, worth, strict=True)), known)
    choice = candidates(table, dict(zip(choice.initiatives, choice.costs.tolist(), strict=True)))
    mix = MixInformation(choice, Rules(budget))
    most = mix.everything().total.value
    found = mix.driver(Information(table, choice.worth), "x", most).total
    assert 0 <= found.value <= most
    assert np.isfinite(found.se)


def test_an_irrelevant_driver_changes_no_bit() -> None:
    asked, choice = three()
    known = dict(asked.table.uniforms) | {"new": np.linspace(0.001, 0.999, 8_000)}
    rows = dict(zip(choice.initiatives, choice.worth, strict=True))
    table = drawn(rows, known)
    more = candidates(table, dict.fromkeys("abc", 1.0))
    wider = MixInformation(more, Rules(1.0)).driver(Information(table, more.worth), "x")
    assert wider == MixInformation(choice, Rules(1.0)).driver(asked, "x")


def test_other_figures_are_refused() -> None:
    asked, choice = three()
    other = Information(asked.table, choice.worth + 1)
    with pytest.raises(ValueError, match="worth of the candidates"):
        MixInformation(choice, Rules(1.0)).driver(other, "x")
    with pytest.raises(KeyError):
        MixInformation(choice, Rules(1.0)).driver(asked, "weather")
