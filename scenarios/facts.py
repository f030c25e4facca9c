"""What holds of a portfolio whatever the scenario: worked out once, kept for every run."""

from __future__ import annotations

from dataclasses import dataclass

from scenarios import valuation
from scenarios.allocation import Shares, allocation_shares, missing_layers
from scenarios.portfolio import CostLayer, Initiative, Portfolio, ValueBasis
from scenarios.results import Supplied


@dataclass(frozen=True)
class Facts:
    """What is supplied, what cannot be answered, and who bears shared cost.

    ``costed`` are the initiatives that bear cost: those with a line of their own,
    or all when only shared lines exist.
    """

    portfolio: Portfolio
    supplied: dict[str, Supplied]
    unanswered: dict[str, dict[ValueBasis, str]]
    portfolio_unanswered: dict[ValueBasis, str]
    missing_layers: dict[str, tuple[CostLayer, ...]]
    shares: Shares
    costed: tuple[Initiative, ...]
    notes: tuple[str, ...]

    def counts_benefit(self, initiative_id: str) -> bool:
        """Benefits count only where the cost is known."""
        return self.supplied[initiative_id] is Supplied.BOTH


def gather_facts(portfolio: Portfolio) -> Facts:
    """Work out the facts of a portfolio."""
    shares, allocation_notes = allocation_shares(portfolio)
    ids = [initiative.id for initiative in portfolio.initiatives]
    bearing = {id_ for by_id in shares.values() for id_ in by_id}
    bearing |= {id_ for id_ in ids if portfolio.has_cost(id_)}
    return Facts(
        portfolio=portfolio,
        supplied={id_: valuation.supplied(portfolio, id_) for id_ in ids},
        unanswered={id_: valuation.unanswered(portfolio, id_) for id_ in ids},
        portfolio_unanswered=valuation.portfolio_unanswered(portfolio),
        missing_layers={id_: missing_layers(portfolio, id_, shares) for id_ in ids},
        shares=shares,
        costed=tuple(i for i in portfolio.initiatives if i.id in bearing),
        notes=portfolio.notes + valuation.notes(portfolio) + allocation_notes,
    )
