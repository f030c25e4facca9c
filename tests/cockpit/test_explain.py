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
    assert "spread of captured NPV" in strongest_assumption(moved(ValueBasis.CAPTURED))[0]
    assert "spread of claimed NPV" in strongest_assumption(moved(ValueBasis.CLAIMED))[0]


def test_cost_is_explained_by_cost_not_by_what_moves_npv() -> None:
    found = explain("cost", "Full cost", PORTFOLIO, moved(BASIS), Levers())
    assert found.mover.startswith("Layer C2")
    assert "75" in found.mover
    assert "NPV" not in found.mover
    assert set(found.rows["Kind"]) == {"cost"}


def test_absent_cost_has_no_largest_layer() -> None:
    empty = result("base", None, [], {})
    assert explain("cost", "Full cost", PORTFOLIO, empty, Levers()).mover == "No cost is supplied."
