"""The reasons behind a figure name the right quantity, basis and owner."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cockpit.explain import error_of, explain, strongest_assumption
from scenarios.drivers import DRIVERS
from scenarios.levers import Levers
from scenarios.portfolio import ValueBasis
from scenarios.results import Influence
from tests.cockpit.cost_fixture import PORTFOLIO
from tests.cockpit.results_fixture import BASIS, initiative, result


def moved(basis: ValueBasis):
    """A result answered on one basis only, with one driver that moves its NPV."""
    made = result("base", 0.5, [initiative("a", 0.5)], {"C1": 100.0, "C2": 300.0})
    portfolio = replace(
        made.portfolio,
        outcomes={basis: made.portfolio.outcomes[BASIS]},
        influences=(Influence("usage_growth", 0.42, -10.0, 20.0),),
        roi_influences=(Influence("realisation", 0.42, -0.1, 0.2),),
        cost_influences=(Influence("review_burden", 0.42, 10.0, 20.0),),
    )
    return replace(made, portfolio=portfolio)


def test_the_basis_is_the_one_that_was_ranked() -> None:
    captured, claimed = moved(ValueBasis.CAPTURED), moved(ValueBasis.CLAIMED)
    assert "spread of captured NPV" in strongest_assumption("npv", captured)[0]
    assert "spread of claimed NPV" in strongest_assumption("npv", claimed)[0]


@pytest.mark.parametrize(
    ("kind", "driver", "quantity"),
    [
        ("npv", "usage_growth", "captured NPV"),
        ("cvar", "usage_growth", "captured NPV"),
        ("roi", "realisation", "captured ROI"),
        ("p_hurdle", "realisation", "captured ROI"),
        ("cost", "review_burden", "full cost"),
    ],
)
def test_a_figure_is_explained_by_what_moves_that_figure(kind, driver, quantity) -> None:
    found = explain(kind, "Figure", PORTFOLIO, moved(BASIS), Levers())
    assert found.mover.startswith(DRIVERS[driver].label)
    assert f"spread of {quantity}," in found.mover


def test_cost_rests_on_cost_rows_alone() -> None:
    found = explain("cost", "Full cost", PORTFOLIO, moved(BASIS), Levers())
    assert set(found.rows["Kind"]) == {"cost"}


def test_a_figure_says_its_standard_error_and_the_draws_behind_it() -> None:
    made = moved(BASIS)
    error = error_of("roi", made, BASIS)
    assert error.endswith("pts")
    formula = explain("roi", "ROI", PORTFOLIO, made, Levers()).formula
    assert f"{error}, one standard error, {made.stamp.draws:,} draws" in formula


def test_absent_cost_has_no_assumption_and_no_error() -> None:
    empty = result("base", None, [], {})
    found = explain("cost", "Full cost", PORTFOLIO, empty, Levers())
    assert found.mover == "No uncertain assumption takes part in this figure."
    assert "Monte Carlo error" not in found.formula
