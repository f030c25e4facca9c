"""The reasons behind a figure name the right quantity, basis and owner."""

from __future__ import annotations

from dataclasses import replace

from cockpit.explain import explain, strongest_assumption
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
    )
    return replace(made, portfolio=portfolio)


def test_the_basis_is_the_one_that_was_ranked() -> None:
    assert "spread of captured NPV" in strongest_assumption("npv", moved(ValueBasis.CAPTURED))[0]
    assert "spread of claimed NPV" in strongest_assumption("npv", moved(ValueBasis.CLAIMED))[0]


def test_each_figure_is_explained_by_what_moves_that_figure() -> None:
    ranked = moved(BASIS)
    portfolio = replace(
        ranked.portfolio,
        roi_influences=(Influence("wage_growth", 0.3, -0.1, 0.4),),
        cost_influences=(Influence("data_growth", 0.2, 900.0, 1_400.0),),
    )
    ranked = replace(ranked, portfolio=portfolio)

    def mover(kind: str) -> str:
        return explain(kind, "Figure", PORTFOLIO, ranked, Levers()).mover.replace("\u00a0", " ")

    assert mover("npv").startswith("Usage growth: it explains 42 %")
    assert mover("cvar") == mover("npv")
    assert mover("roi") == (
        "Wage growth: it explains 30 % of the spread of captured ROI, which averages −10 % in its "
        "lowest fifth and 40 % in its highest."
    )
    assert mover("p_hurdle") == mover("roi")
    assert mover("cost") == (
        "Data growth: it explains 20 % of the spread of full cost, which averages EUR 900 in its "
        "lowest fifth and EUR 1.4 k in its highest."
    )
    found = explain("cost", "Full cost", PORTFOLIO, ranked, Levers())
    assert set(found.rows["Kind"]) == {"cost"}
