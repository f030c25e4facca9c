"""Monthly cost bands against the slow reference, draw by draw."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scenarios.portfolio import CostLayer, CostLine, Initiative, Portfolio, Timing
from scenarios.presets import PRESETS
from scenarios.simulate import Simulator
from tests.scenarios.lines import percentile
from tests.scenarios.portfolios import any_portfolio, any_scenario, rich_portfolio
from tests.scenarios.test_reference import SEED, reference_of

DRAWS = 8


def agree(portfolio: Portfolio, scenario, names) -> None:
    """Every band of all months equals that of the plain loops."""
    reference = reference_of(portfolio, scenario, DRAWS)
    months = range(1, reference.horizon + 1)
    found = Simulator(portfolio, DRAWS, SEED).monthly_cost(scenario, names, tuple(months))
    by_id = portfolio.by_id
    lines = [c for c in portfolio.costs if (c.initiative_id, c.key) in names]

    def cash(chosen: list[CostLine], draw: int | None, month: int) -> float:
        return sum(
            reference.cost_in_month(
                line,
                by_id.get(line.initiative_id or ""),
                draw,
                month - (line.timing is Timing.ONE_OFF),
            )
            for line in chosen
        )

    bands = {None: found.total, **found.layers}
    for layer, band in bands.items():
        chosen = [line for line in lines if layer is None or line.layer is layer]
        for month in months:
            draws = [cash(chosen, draw, month) for draw in range(DRAWS)]
            scale = max(1.0, *map(abs, draws))
            expected = [
                cash(chosen, None, month), *(percentile(draws, p) for p in (0.1, 0.5, 0.9))
            ]  # fmt: skip
            got = [one[month - 1] for one in (band.base, band.p10, band.p50, band.p90)]
            assert np.allclose(got, expected, rtol=1e-9, atol=1e-9 * scale), (layer, month)


def all_lines(portfolio: Portfolio) -> set[tuple[str | None, str]]:
    return {(line.initiative_id, line.key) for line in portfolio.costs}


@pytest.mark.parametrize("preset", ["base", "tenfold-usage"])
def test_bands_equal_the_plain_loops(preset: str) -> None:
    portfolio = rich_portfolio()
    names = all_lines(portfolio)
    agree(portfolio, PRESETS[preset], names)
    agree(portfolio, PRESETS[preset], set(sorted(names, key=str)[::2]))


@settings(max_examples=15, deadline=None)
@given(any_portfolio(), any_scenario(), st.data())
def test_bands_of_any_portfolio_equal_the_plain_loops(portfolio, scenario, data) -> None:
    names = sorted(all_lines(portfolio), key=str)
    chosen = data.draw(st.sets(st.sampled_from(names))) if names else set()
    agree(portfolio, scenario, chosen)


def test_a_certain_line_costs_what_it_states_in_its_window_and_nothing_outside() -> None:
    line = CostLine("k", "a", CostLayer.C1, "Hosting", 100.0, start_month=2, end_month=3, p10=100.0,
                    p90=100.0)  # fmt: skip
    portfolio = Portfolio("p", "EUR", (Initiative("a", "A"),), (line,))
    found = Simulator(portfolio, 8).monthly_cost(PRESETS["base"], {("a", "k")}, (1, 2, 3, 4))
    assert found.total.p10 == found.total.p90 == (0.0, 100.0, 100.0, 0.0)
    assert list(found.layers) == [CostLayer.C1]


def test_a_one_off_stands_in_its_calendar_month() -> None:
    """A one-off of the decision month is month 0 of the model, and paid in month 1."""
    line = CostLine("k", "a", CostLayer.C4, "Set-up", 500.0, timing=Timing.ONE_OFF, p10=500.0,
                    p90=500.0)  # fmt: skip
    portfolio = Portfolio("p", "EUR", (Initiative("a", "A"),), (line,))
    found = Simulator(portfolio, 8).monthly_cost(PRESETS["base"], {("a", "k")}, (1, 2))
    assert found.total.base == found.total.p50 == (500.0, 0.0)


def test_a_month_outside_the_horizon_is_refused() -> None:
    simulator = Simulator(rich_portfolio(), 8)
    with pytest.raises(ValueError, match="between 1 and"):
        simulator.monthly_cost(PRESETS["base"], set(), (0,))


def test_asking_for_months_changes_no_result() -> None:
    portfolio, scenario = rich_portfolio(), PRESETS["base"]
    simulator = Simulator(portfolio, 64)
    before = simulator.run(scenario)
    simulator.monthly_cost(scenario, all_lines(portfolio), (1, 2))
    assert simulator.run(scenario) == before
