"""The best mix and the frontier against every mix there is."""

from __future__ import annotations

from itertools import product
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import ndtri

from scenarios.portfolio_choice import (
    Candidates,
    Mix,
    NoMix,
    Rules,
    best_mix,
    candidates,
    efficient_frontier,
    measured,
    regret_of_mix,
)
from scenarios.presets import PRESETS
from scenarios.simulate import Simulator
from tests.scenarios.drawn import drawn
from tests.scenarios.portfolios import rich_portfolio


class Tried(NamedTuple):
    funded: tuple[str, ...]
    mean: float
    cvar: float
    spent: float


def every_mix(choice: Candidates, rules: Rules) -> list[Tried]:
    """All mixes that keep the rules, by plain loops and a full sort of the draws."""
    found = []
    draws = choice.fixed.size
    worst = -(-draws // 20)  # five in a hundred, rounded up
    for picked in product((False, True), repeat=len(choice.initiatives)):
        names = tuple(n for n, taken in zip(choice.initiatives, picked, strict=True) if taken)
        spent = sum(c for c, taken in zip(choice.costs, picked, strict=True) if taken)
        if rules.budget is not None and spent > rules.budget:
            continue
        if not rules.must_fund <= set(names) or rules.must_stop & set(names):
            continue
        npv = choice.fixed.copy()
        for row, taken in zip(choice.worth, picked, strict=True):
            if taken:
                npv += row
        found.append(Tried(names, npv.mean(), np.sort(npv)[:worst].mean(), spent))
    return found


def made(seed: int, size: int, draws: int = 240) -> Candidates:
    """Some good, some bad, some risky together, at round costs so that budgets bind exactly."""
    rng = np.random.default_rng(seed)
    common = rng.standard_normal(draws)
    own = rng.standard_normal((size, draws)) * rng.uniform(0.2, 3, (size, 1))
    worth = rng.normal(0.5, 1, (size, 1)) + own + rng.uniform(-1, 2, (size, 1)) * common
    names = tuple(f"i{k:02}" for k in range(size))
    costs = rng.integers(0, 6, size).astype(float)
    return Candidates(names, worth * 1e6, -1e5 * (1 + rng.random(draws)), costs)


def value(tried: Tried, aversion: float) -> float:
    return (1 - aversion) * tried.mean + aversion * tried.cvar


@settings(max_examples=30, deadline=None)
@given(
    seed=st.integers(0, 10_000),
    size=st.integers(1, 8),
    budget=st.one_of(st.none(), st.integers(0, 20)),
    aversion=st.sampled_from((0.0, 0.3, 0.7, 1.0)),
    data=st.data(),
)
def test_the_best_mix_is_the_best_of_all(seed, size, budget, aversion, data) -> None:
    choice = made(seed, size)
    marks = data.draw(st.lists(st.sampled_from("fs-----"), min_size=size, max_size=size))
    rules = Rules(
        None if budget is None else float(budget),
        frozenset(n for n, m in zip(choice.initiatives, marks, strict=True) if m == "f"),
        frozenset(n for n, m in zip(choice.initiatives, marks, strict=True) if m == "s"),
    )
    tried = every_mix(choice, rules)
    found = best_mix(choice, rules, aversion)
    if not tried:
        taken = dict(zip(choice.initiatives, choice.costs.tolist(), strict=True))
        needed = sum(taken[name] for name in rules.must_fund)
        assert found == NoMix(float(budget), needed)
        assert regret_of_mix(choice, (), rules, aversion) is None
        return
    assert isinstance(found, Mix)
    top = max(value(t, aversion) for t in tried)
    stake = np.abs(choice.worth).mean(axis=1).sum()
    assert found.value == pytest.approx(top, abs=2e-6 * stake)
    assert found.gap is not None
    assert found.gap <= 1e-6 * stake
    same = next(t for t in tried if t.funded == found.funded)
    assert found.mean.value == pytest.approx(same.mean, rel=1e-9, abs=1e-3)
    assert found.cvar95.value == pytest.approx(same.cvar, rel=1e-9, abs=1e-3)
    assert found.spent == same.spent


@pytest.mark.parametrize("seed", range(4))
def test_twelve_initiatives_by_enumeration(seed: int) -> None:
    choice, rules = made(seed, 12), Rules(budget=14.0, must_fund=frozenset({"i03"}))
    tried = every_mix(choice, rules)
    for aversion in (0.0, 0.5):
        found = best_mix(choice, rules, aversion)
        assert isinstance(found, Mix)
        assert found.value == pytest.approx(max(value(t, aversion) for t in tried), rel=1e-6)
        today = choice.initiatives[:5]
        lost = regret_of_mix(choice, today, rules, aversion)
        now = measured(choice, today, aversion)
        assert lost == pytest.approx(found.value - now.value)
        if now.spent <= 14 and "i03" in today:
            assert lost >= -1e-6 * abs(found.value)


@pytest.mark.parametrize("seed", range(6))
def test_the_frontier_against_every_mix(seed: int) -> None:
    """Each point has the greatest mean of all mixes that are no worse in the bad draws."""
    choice, rules = made(seed, 9), Rules(budget=16.0)
    tried = every_mix(choice, rules)
    seen: list[tuple[int, int]] = []
    found = efficient_frontier(choice, rules, points=7, progress=lambda *at: seen.append(at))
    assert seen == [(k, 7) for k in range(2, 8)]
    assert found[0].mean.value == pytest.approx(max(t.mean for t in tried))
    assert found[-1].cvar95.value == pytest.approx(max(t.cvar for t in tried))
    slack = 2e-6 * np.abs(choice.worth).mean(axis=1).sum()
    for mix in found:
        as_safe = [t.mean for t in tried if t.cvar >= mix.cvar95.value - slack]
        assert mix.mean.value == pytest.approx(max(as_safe), abs=slack)
        assert mix.spent <= 16
    means, worst = [m.mean.value for m in found], [m.cvar95.value for m in found]
    assert means == sorted(means, reverse=True)
    assert worst == sorted(worst)
    assert len({m.funded for m in found}) == len(found)


def test_without_risk_or_budget_every_initiative_of_positive_mean_is_funded() -> None:
    choice = made(3, 30, draws=500)
    found = best_mix(choice)
    expected = tuple(
        n for n, row in zip(choice.initiatives, choice.worth, strict=True) if row.mean() > 0
    )
    assert isinstance(found, Mix)
    assert found.funded == expected


def test_cvar_of_a_normal_mix() -> None:
    """Two initiatives of N(1, 1) and N(2, 2): mean 3, CVaR 3 − 2.0627 √5."""
    u = (np.arange(20_000) + 0.5) / 20_000
    rng = np.random.default_rng(5)
    a, b = 1 + ndtri(rng.permutation(u)), 2 + 2 * ndtri(rng.permutation(u))
    found = measured(Candidates(("a", "b"), np.array([a, b]), np.zeros(20_000), np.ones(2)), "ab")
    assert found.mean.value == pytest.approx(3)
    assert abs(found.cvar95.value - (3 - 2.062712808 * 5**0.5)) < 4 * found.cvar95.se
    assert found.cvar95.se < 0.05


def test_must_fund_over_budget_says_what_would_suffice() -> None:
    choice = made(1, 4)
    dear = Candidates(choice.initiatives, choice.worth, choice.fixed, np.array([3.0, 4, 5, 6]))
    rules = Rules(8.0, must_fund=frozenset({"i01", "i02"}))
    assert best_mix(dear, rules) == NoMix(budget=8.0, least_budget=9.0)
    assert efficient_frontier(dear, rules) == ()
    exact = best_mix(dear, Rules(9.0, must_fund=rules.must_fund))
    assert isinstance(exact, Mix)
    assert exact.funded == ("i01", "i02")


def test_a_budget_is_kept_to_the_last_cent() -> None:
    """Both fit but for a ten-millionth, less than the solver sees."""
    worth = np.ones((2, 40)) * [[5.0], [4.0]]
    choice = Candidates(("a", "b"), worth, np.zeros(40), np.array([1.0, 1.0 + 1e-7]))
    found = best_mix(choice, Rules(2.0))
    assert isinstance(found, Mix)
    assert found.funded == ("a",)
    nothing = best_mix(choice, Rules(0.0))
    assert isinstance(nothing, Mix)
    assert nothing.funded == ()


def test_today_beyond_the_rules_may_be_worth_more() -> None:
    choice = Candidates(("a", "b"), np.ones((2, 40)), np.zeros(40), np.array([1.0, 1.0]))
    assert regret_of_mix(choice, ("a", "b"), Rules(1.0)) == -1.0
    assert regret_of_mix(choice, (), Rules(1.0)) == 1.0


def test_shared_cost_stays_when_an_initiative_goes() -> None:
    """Each costs 10, of which 4 is shared: a benefit of 7 loses 3 at full cost, and adds 1."""
    table = drawn({"a": np.full(20, -3.0), "b": np.full(20, 5.0)}, cost=10.0, shared=4.0)
    choice = candidates(table)
    assert choice.costs.tolist() == [6.0, 6.0]
    assert choice.fixed == pytest.approx(-8.0)
    found = best_mix(choice)
    assert isinstance(found, Mix)
    assert found.funded == ("a", "b")
    assert found.mean.value == pytest.approx(2.0)
    assert measured(choice, "b").mean.value == pytest.approx(1.0)
    assert measured(choice, "").mean.value == pytest.approx(-8.0)


@pytest.mark.parametrize("preset", ["base", "tenfold-usage"])
def test_all_of_them_is_the_portfolio_of_the_result(preset: str) -> None:
    """Also the cost of initiatives without an answer, which stays in every mix."""
    simulator = Simulator(rich_portfolio(), 300, 2)
    choice = candidates(simulator.draw_table(PRESETS[preset]))
    outcome = simulator.run(PRESETS[preset]).portfolio
    found = measured(choice, choice.initiatives)
    for basis, whole in outcome.outcomes.items():
        if basis.value == "captured":
            assert found.mean.value == pytest.approx(whole.npv.mean.value, rel=1e-9)
            assert found.cvar95.value == pytest.approx(whole.cvar95.value, rel=1e-9)


def test_costs_handed_in() -> None:
    table = drawn({"a": np.ones(20), "b": np.ones(20)})
    assert candidates(table, {"b": 2.0, "a": 3.0}).costs.tolist() == [3.0, 2.0]
    with pytest.raises(ValueError, match="no cost stated for b"):
        candidates(table, {"a": 3.0})
    with pytest.raises(ValueError, match="0 or more"):
        candidates(table, {"a": 3.0, "b": -1.0})


def test_nothing_to_choose_from() -> None:
    none = Candidates((), np.zeros((0, 20)), np.full(20, -1.0), np.zeros(0))
    found = best_mix(none, Rules(1.0), 0.5)
    assert isinstance(found, Mix)
    assert (found.funded, found.value) == ((), -1.0)


@pytest.mark.parametrize(
    ("ask", "words"),
    [
        (lambda c: best_mix(c, Rules(-1.0)), "budget"),
        (lambda c: best_mix(c, Rules(float("nan"))), "budget"),
        (lambda c: best_mix(c, None, 1.5), "risk aversion"),
        (lambda c: best_mix(c, Rules(must_fund=frozenset("x"))), "not among the candidates: x"),
        (lambda c: measured(c, ("x",)), "not among the candidates: x"),
        (
            lambda c: best_mix(c, Rules(None, frozenset({"i00"}), frozenset({"i00"}))),
            "both to be funded and to be stopped: i00",
        ),
        (lambda c: efficient_frontier(c, points=1), "at least 2 points"),
    ],
)
def test_impossible_questions_are_refused(ask, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        ask(made(0, 3))
