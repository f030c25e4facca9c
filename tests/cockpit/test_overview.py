"""The verdict and the facts of the first page, on hand-made figures."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from cockpit import wording
from cockpit.assessment.answers import (
    Headline,
    data_answer,
    full_cost_answer,
    headline,
    verdict,
    weakest_evidence,
)
from cockpit.assessment.board.decisions import Decided, decided
from cockpit.assessment.case import Case, case_of
from cockpit.assessment.full_cost import full_cost
from cockpit.assessment.overview import (
    Coverage,
    Standing,
    benefit_coverage,
    cost_coverage,
    decisions_that_matter,
    movers,
    standings,
    verdict_mix,
)
from cockpit.assessment.spend import invoice_only
from cockpit.inventory.portfolio_from import portfolio_of
from cockpit.inventory.reader import read_workbook
from sample_data import SAMPLE
from scenarios.portfolio import Portfolio, ValueBasis
from scenarios.results import Estimate, Spread
from scenarios.scenario import Scenario
from scenarios.simulate import simulate
from tests.cockpit.cost_fixture import PORTFOLIO

COST = full_cost(PORTFOLIO)
RESULT = simulate(PORTFOLIO, Scenario(), draws=256)


def money(amount: float) -> str:
    return wording.money(amount, "EUR").replace(wording.GAP, " ")


def percent(share: float, *, se: float | None = None) -> str:
    return wording.percent(share, se=se).replace(wording.GAP, " ")


def _spread(base: float, p10: float, p50: float, p90: float) -> Spread:
    def sure(value: float) -> Estimate:
        return Estimate(value, 0.0)

    return Spread(base, sure(base), sure(p10), sure(p50), sure(p90))


def test_verdict_reads_as_a_person_would_say_it() -> None:
    facts = Headline(14.2e6, 24, _spread(0.38, -0.04, 0.35, 0.77), 1.4, 6, 0, 9, None, None)
    assert verdict(facts, money, percent) == (
        "EUR 14.2 m a year over 24 initiatives. Captured ROI 38 % in the base case "
        "(P10\u00a0−4 %, P50\u00a035 %, P90\u00a077 %); claimed 140 %. "
        "6 initiatives have no benefit on record."
    )


def test_verdict_names_the_scenario_and_the_singular() -> None:
    facts = Headline(900.0, 2, _spread(0.1, 0.0, 0.08, 0.2), None, 1, 1, 0, None, "Tenfold usage")
    assert verdict(facts, money, percent) == (
        "Under “Tenfold usage”: captured ROI 10 % in the base case "
        "(P10\u00a00 %, P50\u00a08 %, P90\u00a020 %). "
        "EUR 900 a year over 1 of 2 initiatives, as stated. "
        "1 initiative has no benefit on record. "
        "1 initiative states no cost."
    )


def test_verdict_says_what_cannot_be_answered() -> None:
    facts = Headline(900.0, 2, None, 0.5, 0, 0, 0, "no benefit states a capture status", None)
    assert verdict(facts, money, percent) == (
        "EUR 900 a year over 2 initiatives. "
        "Captured ROI cannot be answered: no benefit states a capture status."
    )


def test_verdict_rounds_to_the_error_and_never_calls_absent_cost_nil() -> None:
    roi = Spread(0.5, *(Estimate(value, 0.12) for value in (0.5, 0.11, 0.48, 1.317)))
    facts = Headline(None, 2, roi, None, 0, 2, 0, None, None)
    assert verdict(facts, money, percent) == (
        "No cost a year is supplied. Captured ROI 50 % in the base case "
        "(P10\u00a010 %, P50\u00a050 %, P90\u00a0130 %). 2 initiatives state no cost."
    )


def test_headline_counts_what_is_missing() -> None:
    facts = headline(PORTFOLIO, COST, RESULT)
    assert (facts.initiatives, facts.without_benefit, facts.without_cost) == (3, 2, 1)
    assert facts.partial == 2
    assert facts.run_rate == COST.recurring
    assert facts.captured == RESULT.portfolio.outcomes[ValueBasis.CAPTURED].roi


@pytest.mark.parametrize(("solid", "said"), [(0.0, "none"), (0.5, "only 50 %"), (1.0, "100 %")])
def test_little_evidence_is_called_little_and_full_evidence_is_not(solid, said) -> None:
    coverage = Coverage("Cost", (("actual", solid), (None, 1 - solid)), solid)
    assert weakest_evidence((coverage,), percent) == (
        f"Weakest evidence: cost, {said} of the money is booked as actuals."
    )


def test_full_cost_answer() -> None:
    assert full_cost_answer(COST, invoice_only(COST), money, percent) == (
        "EUR 53.2 k a year in full. The model invoices show EUR 39.0 k, 73 % of it. "
        "2 of 2 initiatives with cost lack at least one layer, so the true cost is higher."
    )
    empty = full_cost(Portfolio("p", "EUR", ()))
    assert "unknown" in full_cost_answer(empty, invoice_only(empty), money, percent)


@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        (("a.xlsx", 27, 182, 3), "a.xlsx: 27 initiatives, 182 rows accepted, 3 rejected."),
        (("a.xlsx", 1, 1, 0), "a.xlsx: 1 initiative, 1 row accepted, none rejected."),
        (("b.docx", None, 0, 0), "b.docx could not be read. The data before it stays in use."),
    ],
)
def test_data_answer(args: tuple, sentence: str) -> None:
    assert data_answer(*args) == sentence


def sample() -> tuple[Case, tuple[Decided, ...]]:
    """The sample with its verdicts; AI-01 is recorded “scale” and computed “stop”."""
    reading = read_workbook(SAMPLE, SAMPLE.name, dt.date(2026, 11, 1))
    assert reading.inventory is not None
    case = case_of(reading.inventory, portfolio_of(reading), draws=500)
    return case, decided(case)


def test_verdict_mix_holds_all_the_money_and_keeps_the_open_ones_last() -> None:
    case, every = sample()
    mix = verdict_mix(case, every)
    assert sum(group.run_rate for group in mix) == pytest.approx(case.cost.recurring)
    assert sum(len(group.initiatives) for group in mix) == len(case.initiatives)
    assert [group.verdict for group in mix].index(None) == len(mix) - 1
    for group in mix:
        assert 0 <= group.agreed <= group.run_rate
    stopped = next(group for group in mix if group.verdict == "stop")
    # AI-15 alone is recorded “stop” among those computed “stop”.
    assert stopped.agreed == pytest.approx(case.costs["AI-15"].recurring)


def test_contradicted_decisions_come_first_then_undecided_money() -> None:
    case, every = sample()
    ranked = decisions_that_matter(case, every, count=len(every))
    kinds = [0 if each.contradicted else 1 if each.row.decision is None else 2 for each in ranked]
    assert kinds == sorted(kinds)
    assert "AI-01" in [each.row.id for each in ranked[: kinds.count(0)]]
    for kind in set(kinds):
        money = [
            case.costs[each.row.id].recurring
            for each, of in zip(ranked, kinds, strict=True)
            if of == kind
        ]
        assert money == sorted(money, reverse=True)


def test_evidence_coverage_by_money() -> None:
    cost = cost_coverage(COST)
    assert dict(cost.parts)["actual"] == 36_000
    assert dict(cost.parts)["estimate"] == 3_000
    assert cost.total == pytest.approx(COST.recurring)
    benefit = benefit_coverage(PORTFOLIO)
    assert benefit.total == 12 * (3_000 + 500)  # the indirect benefit is in no sum
    assert benefit.solid_share == pytest.approx(3_000 / 3_500)
    assert weakest_evidence((cost, benefit), percent) == (
        "Weakest evidence: cost, only 68 % of the money is booked as actuals."
    )


def test_no_money_is_no_evidence() -> None:
    nothing = Portfolio("p", "EUR", ())
    assert benefit_coverage(nothing).solid_share is None
    assert "neither" in weakest_evidence((benefit_coverage(nothing),), percent)


def test_movers_rank_by_the_larger_change_and_name_new_and_gone() -> None:
    before = {
        "a": Standing("A", 100, 50.0),
        "b": Standing("B", 100, None),
        "g": Standing("G", 9, 1),
    }
    after = {
        "a": Standing("A", 100, -950.0),
        "b": Standing("B", 400, 5.0),
        "n": Standing("New", 20, None),
    }
    moved = movers(before, after, count=9)
    assert [(each.id, each.run_rate_change, each.npv_change) for each in moved] == [
        ("a", 0, -1000),
        ("b", 300, None),
        ("n", 20, None),
        ("g", -9, -1),
    ]
    assert moved[2].before is None
    assert moved[3].after is None
    assert movers(before, before) == ()


def test_standings_of_an_unchanged_portfolio_do_not_move() -> None:
    again = replace(PORTFOLIO, name="again")
    assert (
        movers(
            standings(COST, RESULT.initiatives),
            standings(full_cost(again), simulate(again, Scenario(), draws=256).initiatives),
        )
        == ()
    )
