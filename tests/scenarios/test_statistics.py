"""Estimates against closed forms: means, percentiles, probabilities, tails, coverage."""

from __future__ import annotations

import math
from dataclasses import replace
from statistics import NormalDist

import numpy as np
import pytest

from scenarios.distributions import (
    Discrete,
    EventMonth,
    Normal,
    Pert,
    Point,
    Quantiles,
)
from scenarios.drivers import DRIVERS, Correlation, Driver
from scenarios.portfolio import (
    Behaviour,
    BenefitLine,
    CaptureStatus,
    CostLayer,
    CostLine,
    EvidenceGrade,
    Exponents,
    Initiative,
    Portfolio,
    Timing,
    ValueBasis,
)
from scenarios.results import Estimate, Outcome
from scenarios.scenario import Scenario
from scenarios.simulate import Simulator
from tests.scenarios.portfolios import driver

CAPTURED = ValueBasis.CAPTURED
PHI = NormalDist()
Z90 = PHI.inv_cdf(0.9)
RATE, HORIZON = 0.1, 24
ANNUITY = sum(1.1 ** (-m / 12) for m in range(1, HORIZON + 1))


def quiet(*stated: Driver) -> tuple[Driver, ...]:
    """The stated drivers, and every other one held at its median."""
    rest = [
        driver(spec.name, Point(value=spec.default.median))
        for spec in DRIVERS.values()
        if spec.name not in {d.name for d in stated}
    ]
    return (*stated, *rest)


def portfolio(cost: CostLine, benefit: BenefitLine, hurdle: float = 0.5) -> Portfolio:
    return Portfolio(
        "One", "EUR", (Initiative("a", "A"),), (cost,), (benefit,), discount_rate=RATE,
        hurdle_rate=hurdle, horizon_months=HORIZON,
    )  # fmt: skip


def cost_line(width: float = 1.0, **changes) -> CostLine:
    """A hundred a month, with P90 ``width`` times as high and P10 as much lower."""
    values = {"amount": 100.0, "p10": 100 / width, "p90": 100 * width, **changes}
    return CostLine("c", "a", CostLayer.C2, "Cost", **values)


def benefit_line(grade: EvidenceGrade | None = None) -> BenefitLine:
    return BenefitLine(
        "b", "a", "Benefit", 10, 1, 20, capture_status=CaptureStatus.CAPTURED, grade=grade
    )


def outcome(
    one: Portfolio, *drivers: Driver, draws: int = 4096, seed: int = 7, sampling="sobol", **scenario
) -> Outcome:
    run = Simulator(one, draws, seed, sampling).run(
        Scenario(drivers=quiet(*drivers), **scenario), bases=(CAPTURED,), fan=False
    )
    return run.initiatives[0].outcomes[CAPTURED]


def within(found: Estimate, truth: float, errors: float = 4) -> bool:
    return abs(found.value - truth) <= errors * found.se


# Means ---------------------------------------------------------------------------


@pytest.mark.parametrize("sampling", ["sobol", "random"])
def test_mean_of_lognormal_cost_and_benefit(sampling) -> None:
    # E exp(σZ) = exp(σ²/2): estimates at ±50 % and ±25 % (P90 over median).
    found = outcome(
        portfolio(cost_line(1.5), benefit_line(EvidenceGrade.MEASURED)), sampling=sampling
    )
    cost = 100 * ANNUITY * math.exp((math.log(1.5) / Z90) ** 2 / 2)
    benefit = 200 * ANNUITY * math.exp((math.log(1.25) / Z90) ** 2 / 2)
    assert found.npv.base == pytest.approx(100 * ANNUITY, rel=1e-12)
    assert within(found.benefit.mean, benefit)
    assert within(found.npv.mean, benefit - cost)
    # sd of a lognormal: mean × √(exp σ² − 1); independent, so variances add.
    sd = math.hypot(
        cost * math.sqrt(math.expm1((math.log(1.5) / Z90) ** 2)),
        benefit * math.sqrt(math.expm1((math.log(1.25) / Z90) ** 2)),
    )
    assert found.npv.mean.se == pytest.approx(sd / math.sqrt(4096), rel=0.05)


def test_strata_make_the_mean_far_better_than_its_stated_error() -> None:
    found = outcome(portfolio(cost_line(1.5), benefit_line(EvidenceGrade.MEASURED)))
    benefit = 200 * ANNUITY * math.exp((math.log(1.25) / Z90) ** 2 / 2)
    assert within(found.benefit.mean, benefit, errors=0.05)


def test_mean_of_a_range_that_is_wider_upwards() -> None:
    # Two half lognormals: E = exp(s₁²/2) Φ(−s₁) + exp(s₂²/2) Φ(s₂).
    found = outcome(
        portfolio(cost_line(), benefit_line(EvidenceGrade.MEASURED_WITH_BASELINE)),
        draws=16,
        valuation={"realisation_p90": dict.fromkeys(EvidenceGrade, 1.0)},
    )
    assert found.npv.mean.se == pytest.approx(0, abs=1e-6)
    skewed = portfolio(cost_line(p10=80.0, p90=200.0), benefit_line())
    result = Simulator(skewed, 4096).run(Scenario(drivers=quiet())).portfolio.cost
    below, above = math.log(1.25) / Z90, math.log(2) / Z90
    mean = math.exp(below**2 / 2) * PHI.cdf(-below) + math.exp(above**2 / 2) * PHI.cdf(above)
    assert within(result.mean, 100 * ANNUITY * mean)
    assert result.p10.value == pytest.approx(80 * ANNUITY, rel=2e-3)
    assert result.p50.value == pytest.approx(100 * ANNUITY, rel=2e-3)
    assert result.p90.value == pytest.approx(200 * ANNUITY, rel=2e-3)


def test_mean_of_usage_growth_by_cases() -> None:
    chances = {-0.2: 0.3, 0.0: 0.4, 1.0: 0.3}
    growth = driver(
        "usage_growth", Discrete(values=tuple(chances), probabilities=tuple(chances.values()))
    )
    line = cost_line(behaviour=Behaviour.USAGE)
    result = Simulator(portfolio(line, benefit_line()), 4096).run(Scenario(drivers=quiet(growth)))
    truth = sum(
        chance * sum(100 * (1 + g) ** (m / 12) * 1.1 ** (-m / 12) for m in range(1, HORIZON + 1))
        for g, chance in chances.items()
    )
    assert within(result.portfolio.cost.mean, truth)
    assert result.portfolio.cost.base == pytest.approx(100 * ANNUITY)


def test_mean_of_pert_realisation() -> None:
    found = outcome(
        portfolio(cost_line(), benefit_line(EvidenceGrade.MEASURED)),
        driver("realisation", Pert(low=0.2, mode=1.0, high=1.2)),
        valuation={"realisation_p90": dict.fromkeys(EvidenceGrade, 1.0)},
    )
    assert within(found.benefit.mean, 200 * ANNUITY * (0.2 + 4 * 1.0 + 1.2) / 6)
    # Bounds of the beta are never crossed.
    assert 0.2 - 1e-9 <= found.roi.p10.value / 2 + 0.5 <= found.roi.p90.value / 2 + 0.5 <= 1.2


@pytest.mark.parametrize("correlation", [-0.8, 0.0, 0.6])
def test_mean_of_two_correlated_factors(correlation: float) -> None:
    """One-off in month 12: E[(1 + g)(1 + p)] = (1 + μ)(1 + ν) + ρστ for normals."""
    line = cost_line(
        timing=Timing.ONE_OFF, start_month=12, vendor="V", exponents=Exponents(usage=1, price=1)
    )
    drivers = (
        driver("usage_growth", Normal(mean=0.3, sd=0.2)),
        driver("price_market", Normal(mean=-0.1, sd=0.15)),
    )
    ties = (Correlation(first="price_market", second="usage_growth", value=correlation),)
    result = Simulator(portfolio(line, benefit_line()), 8192).run(
        Scenario(drivers=quiet(*drivers), correlations=ties)
    )
    truth = 100 / 1.1 * (1.3 * 0.9 + correlation * 0.2 * 0.15)
    assert within(result.portfolio.cost.mean, truth, errors=2)
    assert abs(truth - 100 / 1.1 * 1.17) > 4 * result.portfolio.cost.mean.se or correlation == 0


@pytest.mark.parametrize("month", [1, 6, 12, 30])
def test_mean_with_a_price_event(month: int) -> None:
    """A price three times as high with the chance that the event has come by then."""
    line = cost_line(
        timing=Timing.ONE_OFF, start_month=month, vendor="V", exponents=Exponents(price=1)
    )
    drivers = (
        driver("price_event_month:V", EventMonth(annual_probability=0.4)),
        driver("price_event_size", Point(value=3)),
    )
    one = portfolio(line, benefit_line())
    scenario = Scenario(drivers=quiet(*drivers), levers={"horizon_months": 36})
    result = Simulator(one, 8192).run(scenario).portfolio.cost
    come = 1 - 0.6 ** (month / 12)
    assert within(result.mean, 100 * 1.1 ** (-month / 12) * (1 + 2 * come))
    assert result.base == pytest.approx(100 * 1.1 ** (-month / 12))


# Percentiles, probabilities and tails --------------------------------------------------


def test_percentiles_probability_and_tail_of_a_lognormal_cost() -> None:
    sigma = math.log(1.5) / Z90
    certain = {"realisation_p90": dict.fromkeys(EvidenceGrade, 1.0)}
    found = outcome(
        portfolio(cost_line(1.5), benefit_line(EvidenceGrade.MEASURED), hurdle=0.6),
        valuation=certain,
    )
    # ROI = 2/ε − 1, and the lower the cost the higher the ROI.
    assert within(found.roi.p10, 2 / 1.5 - 1)
    assert within(found.roi.p50, 1.0)
    assert within(found.roi.p90, 2 * 1.5 - 1)
    assert within(found.p_roi_hurdle, PHI.cdf(math.log(2 / 1.6) / sigma))
    assert within(found.p_roi_nonnegative, PHI.cdf(math.log(2) / sigma))
    # NPV of the worst twentieth: E[ε | ε > q₉₅] = exp(σ²/2) Φ(σ − z₉₅)/0.05.
    tail = math.exp(sigma**2 / 2) * PHI.cdf(sigma - PHI.inv_cdf(0.95)) / 0.05
    assert within(found.cvar95, (200 - 100 * tail) * ANNUITY)
    assert found.cvar95.value < found.npv.p10.value


def test_metalog_growth_gives_its_own_percentiles() -> None:
    growth = driver("usage_growth", Quantiles(p10=-0.1, p50=0.1, p90=0.5, lower=-1))
    line = cost_line(behaviour=Behaviour.USAGE, timing=Timing.ONE_OFF, start_month=24)
    found = Simulator(portfolio(line, benefit_line()), 8192).run(Scenario(drivers=quiet(growth)))
    for estimate, g in zip(
        (found.portfolio.cost.p10, found.portfolio.cost.p50, found.portfolio.cost.p90),
        (-0.1, 0.1, 0.5),
        strict=True,
    ):
        assert estimate.value == pytest.approx(100 * (1 + g) ** 2 / 1.21, rel=5e-3)


# Standard errors ---------------------------------------------------------------------

SEEDS = 200


def truth_of_coverage() -> dict[str, float]:
    sigma = math.log(1.5) / Z90
    tail = math.exp(sigma**2 / 2) * PHI.cdf(sigma - PHI.inv_cdf(0.95)) / 0.05
    return {
        "mean": (200 - 100 * math.exp(sigma**2 / 2)) * ANNUITY,
        "p10": (200 - 150) * ANNUITY,
        "p50": 100 * ANNUITY,
        "p90": (200 - 100 / 1.5) * ANNUITY,
        "p_hurdle": PHI.cdf(math.log(2 / 1.6) / sigma),
        "cvar": (200 - 100 * tail) * ANNUITY,
    }


def estimates_of(found: Outcome) -> dict[str, Estimate]:
    npv = found.npv
    return {
        "mean": npv.mean, "p10": npv.p10, "p50": npv.p50, "p90": npv.p90,
        "p_hurdle": found.p_roi_hurdle, "cvar": found.cvar95,
    }  # fmt: skip


@pytest.fixture(scope="module")
def replications() -> dict[str, list[dict[str, Estimate]]]:
    one = portfolio(cost_line(1.5), benefit_line(EvidenceGrade.MEASURED), hurdle=0.6)
    certain = {"realisation_p90": dict.fromkeys(EvidenceGrade, 1.0)}
    return {
        sampling: [
            estimates_of(
                outcome(one, draws=400, seed=seed, sampling=sampling, valuation=certain)
            )
            for seed in range(SEEDS)
        ]
        for sampling in ("random", "sobol")
    }  # fmt: skip


@pytest.mark.parametrize("figure", truth_of_coverage())
def test_stated_errors_are_honest_over_many_seeds(replications, figure: str) -> None:
    """Nineteen in twenty 95 % intervals hold the truth; of 200, 190 ± 3.

    The tail of 400 draws is 20 of a skewed law, for which the normal interval is short.
    """
    truth = truth_of_coverage()[figure]
    found = [estimates[figure] for estimates in replications["random"]]
    covered = sum(within(estimate, truth, errors=1.96) for estimate in found)
    assert (0.85 if figure == "cvar" else 0.90) * SEEDS <= covered <= 0.99 * SEEDS
    scatter = np.std([estimate.value for estimate in found])
    assert np.mean([estimate.se for estimate in found]) == pytest.approx(scatter, rel=0.25)


@pytest.mark.parametrize("figure", truth_of_coverage())
def test_strata_err_less_than_they_say(replications, figure: str) -> None:
    truth = truth_of_coverage()[figure]
    found = [estimates[figure] for estimates in replications["sobol"]]
    rms = math.sqrt(np.mean([(estimate.value - truth) ** 2 for estimate in found]))
    assert rms < np.mean([estimate.se for estimate in found])


# Ranges half stated -----------------------------------------------------------------


@pytest.mark.parametrize("end", ["p10", "p90"])
def test_one_end_of_a_range_alone_is_no_range(end: str) -> None:
    """The reader reports it; the engine takes the width that a line without one has."""
    plain = portfolio(cost_line(p10=None, p90=None), benefit_line())
    half = replace(
        plain,
        costs=(replace(plain.costs[0], **{end: 100.0}),),
        benefits=(replace(plain.benefits[0], **{end: 200.0}),),
    )
    assert outcome(half, draws=64) == outcome(plain, draws=64)


def test_a_stated_zero_with_a_range_of_zero_is_certain() -> None:
    nothing = CostLine("z", "a", CostLayer.C1, "Free", 0.0, p10=0.0, p90=0.0)
    idle = BenefitLine("z", "a", "Idle", 0.0, 1.0, 5.0, p10=0.0, p90=0.0)
    plain = portfolio(cost_line(1.5), benefit_line())
    beside = replace(plain, costs=(*plain.costs, nothing), benefits=(*plain.benefits, idle))
    assert outcome(beside, draws=64) == outcome(plain, draws=64)
