"""What is read from a result: payback and IRR, histogram, influences, lines of a bridge."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from scenarios.base_benefits import base_benefits
from scenarios.distributions import Lognormal
from scenarios.levers import Levers
from scenarios.portfolio import (
    Behaviour,
    BenefitLine,
    CaptureStatus,
    CostLayer,
    CostLine,
    Initiative,
    Portfolio,
    Source,
    Timing,
    ValueBasis,
)
from scenarios.presets import PRESETS
from scenarios.results import Outcome, SimulationResult
from scenarios.scenario import Scenario
from scenarios.simulate import Simulator, simulate
from scenarios.world import effective_drivers, sample_world
from tests.scenarios.portfolios import driver, rich_portfolio

CLAIMED, CAPTURED = ValueBasis.CLAIMED, ValueBasis.CAPTURED


# One outlay, one stream -------------------------------------------------------------


def investment(rate: float) -> SimulationResult:
    """1,000 once, then 50 a month: IRR and payback can be worked out by hand."""
    portfolio = Portfolio(
        "Invest", "EUR", (Initiative("a", "A"),),
        (CostLine("c", "a", CostLayer.C4, "Build", 1000, timing=Timing.ONE_OFF),),
        (BenefitLine("b", "a", "Saved", 50, 1, 1, capture_status=CaptureStatus.CAPTURED),),
        discount_rate=rate, horizon_months=36,
    )  # fmt: skip
    return simulate(portfolio, Scenario(), 16)


def test_payback_and_irr_of_an_investment() -> None:
    found = investment(0.3).portfolio.outcomes[CAPTURED]
    assert found.base_net_cash == (-1000.0, *[50.0] * 36)
    assert found.payback_months == 20
    # 50 a₍ₙ₎ at 30 % a year reaches 1,000 for n = −ln(1 − 20 i)/ln(1 + i), i = 1.3^(1/12) − 1.
    i = 1.3 ** (1 / 12) - 1
    assert found.discounted_payback_months == int(np.ceil(-np.log(1 - 20 * i) / np.log(1 + i)))
    assert found.irr is not None
    monthly = (1 + found.irr) ** (1 / 12) - 1
    assert 50 * (1 - (1 + monthly) ** -36) / monthly == pytest.approx(1000, rel=1e-9)
    assert found.npv.base == pytest.approx(50 * (1 - (1 + i) ** -36) / i - 1000)


def test_no_payback_and_no_irr_where_there_is_none(tiny_portfolio) -> None:
    idle = replace(
        tiny_portfolio,
        benefits=tuple(replace(b, value_per_unit=1.0) for b in tiny_portfolio.benefits),
    )
    found = simulate(idle, Scenario(), 4).portfolio.outcomes[CAPTURED]
    assert (found.payback_months, found.discounted_payback_months, found.irr) == (None, None, None)


def test_the_paper_example(tiny_portfolio) -> None:
    result = simulate(tiny_portfolio, Scenario(), 64)
    found = result.initiatives[0].outcomes[CAPTURED]
    assert (found.roi.base, found.npv.base, found.payback_months) == (1.0, 54_000.0, 1)
    whole = result.portfolio.outcomes[CAPTURED]
    assert whole.roi.base == pytest.approx(0.875, rel=1e-12)
    assert result.portfolio.layer_base == {
        CostLayer.C1: 3_600.0, CostLayer.C2: 36_000.0, CostLayer.C6: 18_000.0
    }  # fmt: skip
    assert result.portfolio.fans[CAPTURED].base[-1] == pytest.approx(108_000 - 57_600)


def outcome_with(*cash: float) -> Outcome:
    """An outcome of which only the base case's cash is looked at."""
    found = investment(0.1).portfolio.outcomes[CAPTURED]
    return replace(found, base_net_cash=cash)


@pytest.mark.parametrize(
    ("cash", "irr"),
    [
        ((-100.0, *[0.0] * 11, 121.0), 0.21),
        ((0.0, -100.0, *[0.0] * 11, 121.0), 0.21),
        # What begins with an income is no investment, though a rate could be solved for.
        ((100.0, *[0.0] * 11, -121.0), None),
        # 1,000 % a year is the most that is reported.
        ((-100.0, *[0.0] * 11, 1099.0), 9.99),
        ((-100.0, *[0.0] * 11, 1101.0), None),
        ((0.0, 0.0), None),
    ],
)
def test_irr_is_annual_and_of_an_investment(cash: tuple[float, ...], irr: float | None) -> None:
    assert outcome_with(*cash).irr == (None if irr is None else pytest.approx(irr, rel=1e-9))


# Distribution and influences ----------------------------------------------------------


def test_the_histogram_is_that_of_the_portfolios_roi() -> None:
    simulator = Simulator(rich_portfolio(), 1024)
    result = simulator.run(PRESETS["tenfold-usage"])
    for basis, histogram in result.portfolio.histograms.items():
        roi = result.portfolio.outcomes[basis].roi
        edges, below = np.array(histogram.edges), np.cumsum(histogram.share)
        for share, estimate in ((0.1, roi.p10), (0.5, roi.p50), (0.9, roi.p90)):
            reached = np.searchsorted(edges[1:], estimate.value)
            assert below[reached] >= share - 1e-9
            assert reached == 0 or below[reached - 1] <= share + 1e-9
        assert len(histogram.share) == 48


@pytest.mark.parametrize("quantity", ["NPV", "ROI", "cost"])
def test_influences_by_plain_correlation(quantity: str) -> None:
    simulator = Simulator(rich_portfolio(), 1000)
    found = simulator.run(Scenario()).portfolio
    run = simulator._last[1]
    benefit, cost = run.benefit[CAPTURED][:-1], run.cost[:-1]
    figure, influences = {
        "NPV": (benefit - cost, found.influences),
        "ROI": (benefit / cost - 1, found.roi_influences),
        "cost": (cost, found.cost_influences),
    }[quantity]
    portfolio = rich_portfolio()
    drivers = effective_drivers(portfolio.vendors, portfolio.drivers)
    world = sample_world(drivers, portfolio.correlations, 1000, 7)
    assert {i.driver for i in influences} == {d.name for d in drivers}
    for influence in influences:
        uniforms = world.uniforms[influence.driver]
        share = np.corrcoef(stats.norm.ppf(uniforms), figure)[0, 1] ** 2
        # Within three standard errors of no correlation counts as none.
        expected = share if share > 9 / 1000 else 0.0
        assert influence.variance_share == pytest.approx(expected, rel=1e-6)
        order = np.argsort(uniforms)
        assert influence.low == pytest.approx(figure[order[:200]].mean(), rel=1e-9)
        assert influence.high == pytest.approx(figure[order[-200:]].mean(), rel=1e-9)


# Lines of a bridge --------------------------------------------------------------------


@pytest.mark.parametrize("preset", PRESETS)
def test_benefit_lines_sum_to_the_claimed_benefit(preset: str) -> None:
    portfolio, scenario = rich_portfolio(), PRESETS[preset]
    lines = base_benefits(portfolio, scenario)
    assert all(line.direct for line, _ in lines)
    for found in simulate(portfolio, scenario, 4).initiatives:
        of_lines = [value for line, value in lines if line.initiative_id == found.id]
        if CLAIMED in found.outcomes:
            assert sum(of_lines) == pytest.approx(found.outcomes[CLAIMED].benefit.base)
        weights = scenario.valuation.capture_weight
        captured = sum(
            value * weights[line.capture_status]
            for line, value in lines
            if line.initiative_id == found.id and line.capture_status is not None
        )
        if CAPTURED in found.outcomes:
            assert captured == pytest.approx(found.outcomes[CAPTURED].benefit.base, abs=1e-6)
    assert any(line.initiative_id == "value" for line, _ in lines), "also where cost is missing"


def test_benefit_lines_follow_the_yardsticks() -> None:
    portfolio = rich_portfolio()
    levers = Levers(discount_rate=0.0, horizon_months=12)
    moved = dict(base_benefits(portfolio, Scenario(levers=levers)))
    deflected = next(line for line in moved if line.benefit == "Deflected")
    # From month 2, a ninth more each month: 1/9 … 9/9, then full.
    full = deflected.monthly_value
    assert moved[deflected] == pytest.approx(full * (sum(range(1, 10)) / 9 + 2))
    assert not any(line.start_month > 12 for line in moved)


# Words ----------------------------------------------------------------------------


def test_notes_of_the_reader_are_passed_on() -> None:
    noted = replace(rich_portfolio(), notes=("Row 7 was left out.",))
    assert "Row 7 was left out." in simulate(noted, Scenario(), 4).notes


def test_lines_after_the_horizon_are_mentioned() -> None:
    # "Too late" starts in month 200 and "No status" in month 130; sunk cost is no such line.
    notes = simulate(rich_portfolio(), Scenario(), 4).notes
    assert any(note.startswith("2 lines start after the horizon") for note in notes)
    levers = Levers(horizon_months=12)
    notes = simulate(rich_portfolio(), Scenario(levers=levers), 4).notes
    assert any(note.startswith("3 lines start after the horizon") for note in notes)


def test_a_mean_that_rests_on_few_draws_is_mentioned(tiny_portfolio) -> None:
    def said(sigma: float) -> bool:
        wild = driver("review_burden", Lognormal(median_value=1, sigma=sigma))
        line = CostLine("r", "A", CostLayer.C5, "Review", 9_000, Behaviour.REVIEW)
        portfolio = replace(tiny_portfolio, costs=(line,), drivers=(wild,))
        notes = simulate(portfolio, Scenario(), 1024).notes
        return any("times its median" in note for note in notes)

    # E exp(σZ) is exp(σ²/2) of the median: 3.1 at σ = 1.5 and 2.3 at 1.3.
    assert said(1.6)
    assert not said(1.2)


def test_layers_and_sources_have_names_to_show() -> None:
    assert [layer.title for layer in CostLayer] == [
        "C1 Infrastructure & compute", "C2 Model access & hosting", "C3 Data & retrieval",
        "C4 Application orchestration", "C5 Risk & governance", "C6 Operations & support",
        "C7 Portfolio oversight",
    ]  # fmt: skip
    assert str(Source("Costs", 7)) == "Costs!7"


# What a portfolio refuses -------------------------------------------------------------


@pytest.mark.parametrize(
    "make",
    [
        lambda: CostLine("k", "a", CostLayer.C1, "Item", -1.0),
        lambda: CostLine("k", "a", CostLayer.C1, "Item", float("nan")),
        lambda: CostLine("k", "a", CostLayer.C1, "Item", float("inf")),
        lambda: CostLine("k", "a", CostLayer.C1, "Item", 10.0, p10=11.0, p90=12.0),
        lambda: CostLine("k", "a", CostLayer.C1, "Item", 10.0, p10=1.0, p90=9.0),
        lambda: CostLine("k", "a", CostLayer.C1, "Item", 10.0, p10=0.0, p90=12.0),
        lambda: BenefitLine("k", "a", "Benefit", 1.0, 1.0, float("nan")),
        lambda: BenefitLine("k", "a", "Benefit", 1.0, 1.0, 5.0, p10=-1.0, p90=9.0),
        lambda: BenefitLine("k", "a", "Benefit", 1.0, 1.0, 5.0, p10=6.0, p90=9.0),
    ],
)
def test_lines_that_cannot_be_simulated_are_refused(make) -> None:
    with pytest.raises(ValueError, match=r"Item|Benefit"):
        make()


def test_an_amount_may_miss_its_range_by_rounding() -> None:
    line = BenefitLine("k", "a", "Benefit", 3.0, 0.1, 1.0, p10=0.1, p90=0.3)
    assert line.monthly_value > 0.3
    portfolio = Portfolio(
        "P", "EUR", (Initiative("a", "A"),), (CostLine("c", "a", CostLayer.C1, "C", 0.1),), (line,)
    )
    found = simulate(portfolio, Scenario(), 64).portfolio.outcomes[CLAIMED]
    assert found.roi.p90.value > found.roi.base
