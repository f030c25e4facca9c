"""The mix to fund: against every mix there is, and with the budgets of a small workbook by hand."""

from __future__ import annotations

from functools import cache
from itertools import product

import numpy as np
import pytest

from cockpit.assessment.case import Case
from cockpit.assessment.decisions.cards import DecisionCard, decision_cards
from cockpit.assessment.decisions.mix import (
    Ask,
    Chosen,
    Funding,
    choose,
    frontier,
    frontier_table,
    funding,
    kept_though_stopped,
    mix_sentence,
    mix_table,
)
from scenarios.portfolio_choice import Candidates, NoMix
from scenarios.results import Estimate
from scenarios.simulate import Simulator
from tests.assessment import fixture
from tests.inventory import books

#: Shared lines of 4 × 1,250 a month: nobody's choice takes them away.
STAYS = 60_000.0
#: Own cost a year of A to E: 12 months of 39,000, 19,000, 9,000, 9,000 and 19,000.
OWN = {"A": 468_000.0, "B": 228_000.0, "C": 108_000.0, "D": 108_000.0, "E": 228_000.0}


def case() -> Case:
    return fixture.full()


@cache
def found() -> Funding:
    simulator = Simulator(case().portfolio, fixture.DRAWS, fixture.SEED)
    answered = funding(case(), simulator)
    assert answered is not None
    return answered


@cache
def cards() -> dict[str, DecisionCard]:
    return {card.id: card for card in decision_cards(case())}


def every_mix(of: Funding, ask: Ask) -> dict[tuple[str, ...], float]:
    """Risk-adjusted value of all mixes that keep the limits, by plain loops."""
    values = {}
    draws = of.choice.fixed.size
    worst = -(-draws // 20)
    for picked in product((False, True), repeat=len(of.choice.initiatives)):
        names = tuple(n for n, kept in zip(of.choice.initiatives, picked, strict=True) if kept)
        spent = of.stays + sum(c for c, kept in zip(of.choice.costs, picked, strict=True) if kept)
        if ask.budget is not None and spent > ask.budget + 1e-6:
            continue
        if not ask.must_fund <= set(names) or ask.must_stop & set(names):
            continue
        npv = of.choice.fixed + sum(
            (row for row, kept in zip(of.choice.worth, picked, strict=True) if kept),
            np.zeros(draws),
        )
        tail = np.sort(npv)[:worst].mean()
        values[names] = (1 - ask.risk_aversion) * npv.mean() + ask.risk_aversion * tail
    return values


def made(seed: int, size: int = 8) -> Funding:
    """Good, bad and risky ones at round costs, so that budgets bind exactly."""
    rng = np.random.default_rng(seed)
    worth = rng.normal(0.3, 1, (size, 1)) + rng.standard_normal((size, 300))
    names = tuple(f"i{k}" for k in range(size))
    choice = Candidates(
        names, worth * 1e6, np.full(300, -2e5), rng.integers(1, 6, size).astype(float)
    )
    none = dict.fromkeys(names, Estimate(0.0, 0.0))
    return Funding(choice, 3.0, names[: size // 2], none, none, ())


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("aversion", [0.0, 0.5, 1.0])
def test_the_best_mix_is_the_best_of_all(seed: int, aversion: float) -> None:
    of = made(seed)
    ask = Ask(15.0, frozenset({"i1"}), frozenset({"i5"}), aversion)
    tried = every_mix(of, ask)
    answer = choose(of, ask)
    assert isinstance(answer, Chosen)
    assert answer.best.value == pytest.approx(max(tried.values()), abs=5.0)
    assert tried[answer.best.funded] == pytest.approx(answer.best.value)
    today = every_mix(of, Ask(risk_aversion=aversion))[of.today]
    assert answer.regret == pytest.approx(max(tried.values()) - today, abs=5.0)
    assert answer.today_fits == (of.today in tried)
    if answer.today_fits:
        assert answer.regret >= -5.0


@pytest.mark.parametrize("budget", [None, 1_200_000.0, 700_000.0, 400_000.0])
@pytest.mark.parametrize("aversion", [0.0, 1.0])
def test_the_fixture_against_every_mix(budget: float | None, aversion: float) -> None:
    ask = Ask(budget, risk_aversion=aversion)
    tried = every_mix(found(), ask)
    answer = choose(found(), ask)
    assert isinstance(answer, Chosen)
    assert answer.best.value == pytest.approx(max(tried.values()), rel=1e-5)


def test_the_budget_is_the_full_cost_of_all_pages() -> None:
    assert found().stays == pytest.approx(STAYS)
    costs = dict(zip(found().choice.initiatives, found().choice.costs.tolist(), strict=True))
    assert costs == pytest.approx(OWN)
    assert found().full_cost == pytest.approx(case().cost.recurring)


def test_todays_full_cost_lets_everything_of_today_be_funded() -> None:
    ask = Ask(case().cost.recurring, must_fund=frozenset(OWN))
    answer = choose(found(), ask)
    assert isinstance(answer, Chosen)
    assert answer.best.funded == tuple(OWN)
    assert answer.regret == pytest.approx(0.0)


@pytest.mark.parametrize(
    ("ask", "least"),
    [
        (Ask(500_000.0, must_fund=frozenset("AB")), STAYS + 468_000 + 228_000),
        (Ask(50_000.0), STAYS),
        (Ask(0.0, must_fund=frozenset("D")), STAYS + 108_000),
    ],
)
def test_a_budget_that_does_not_suffice_is_told_the_least_that_does(ask: Ask, least: float) -> None:
    answer = choose(found(), ask)
    assert isinstance(answer, NoMix)
    assert answer.budget == ask.budget
    assert answer.least_budget == pytest.approx(least)
    assert frontier(found(), ask) == ()
    said = mix_sentence(found(), answer, ask, "EUR")
    assert said.startswith("No mix fits")
    enough = choose(found(), Ask(least + 0.001, must_fund=ask.must_fund))
    assert isinstance(enough, Chosen)
    assert set(enough.best.funded) == ask.must_fund


def test_funded_and_stopped_at_once_is_refused() -> None:
    with pytest.raises(ValueError, match="both"):
        choose(found(), Ask(must_fund=frozenset("A"), must_stop=frozenset("A")))


def test_avoidable_and_full_cost_npv_differ_by_the_share_of_shared_cost() -> None:
    """Each bears a fifth of 5,000 a month over the horizon, discounted here by hand."""
    result = case().result("base")
    assert result is not None
    for id_ in OWN:
        outcome = next(
            o
            for each in result.initiatives
            if each.id == id_
            for basis, o in each.outcomes.items()
            if basis.value == "captured"
        )
        assert found().full_npv[id_].value == pytest.approx(outcome.npv.mean.value)
    parts = [found().avoidable_npv[i].value - found().full_npv[i].value for i in OWN]
    assert parts == pytest.approx([parts[0]] * len(parts))
    rate, months = result.discount_rate, result.horizon_months
    stated = sum(1_000 * (1 + rate) ** (-m / 12) for m in range(1, months + 1))
    # wages drift around today's level
    assert parts[0] == pytest.approx(stated, rel=0.1)


def test_a_stop_at_full_cost_may_be_worth_keeping_while_shared_cost_is_paid() -> None:
    answer = choose(found(), Ask())
    assert isinstance(answer, Chosen)
    assert kept_though_stopped(answer, cards()) == ()
    with_c = choose(found(), Ask(must_fund=frozenset("C")))
    assert isinstance(with_c, Chosen)
    assert kept_though_stopped(with_c, cards()) == (cards()["C"].name,)


def test_todays_mix_is_what_runs_and_a_blank_stage_is_not_stopped() -> None:
    assert found().today == tuple("ABCDE")
    rows = fixture.sheets()
    head, *body = rows["Initiatives"]
    for row in body:
        if row[head.index("ID")] == "C":
            row[head.index("Stage")] = None
        if row[head.index("ID")] == "D":
            row[head.index("Stage")] = "retired"
    changed = fixture.case(rows)
    simulator = Simulator(changed.portfolio, fixture.DRAWS, fixture.SEED)
    answered = funding(changed, simulator)
    assert answered is not None
    assert answered.today == ("A", "B", "C", "E")


def test_the_tables_say_what_changes_against_today() -> None:
    answer = choose(found(), Ask())
    assert isinstance(answer, Chosen)
    table = mix_table(found(), answer, cards())
    assert list(table["Change"]).count("drop") == len(set(OWN) - set(answer.best.funded))
    assert table["Change"].iloc[0] == "drop"
    assert table["Own cost a year"].sum() == pytest.approx(sum(OWN.values()))
    mixes = frontier(found(), Ask())
    rows = frontier_table(mixes, cards())
    assert len(rows) == len(mixes) > 0
    assert rows["Mean NPV"].is_monotonic_decreasing
    assert rows["CVaR, worst 5 %"].is_monotonic_increasing


def test_the_sentence_names_regret_only_where_today_keeps_the_limits() -> None:
    ask = Ask(case().cost.recurring)
    answer = choose(found(), ask)
    assert isinstance(answer, Chosen)
    assert "regret" in mix_sentence(found(), answer, ask, "EUR")
    tight = Ask(400_000.0)
    less = choose(found(), tight)
    assert isinstance(less, Chosen)
    assert not less.today_fits
    assert "outside these limits" in mix_sentence(found(), less, tight, "EUR")


def test_asks_are_told_apart_by_their_line() -> None:
    asks = [Ask(), Ask(1.0), Ask(1.0, frozenset("A")), Ask(1.0, frozenset(), frozenset("A"))]
    asks.append(Ask(1.0, risk_aversion=0.1))
    assert len({ask.params for ask in asks}) == len(asks)


def test_without_a_benefit_there_is_no_choice() -> None:
    lonely = fixture.case(books.costs(["A", "C2", "Tokens", "tokens", "monthly", 100]))
    simulator = Simulator(lonely.portfolio, fixture.DRAWS, fixture.SEED)
    assert funding(lonely, simulator) is None
