"""What holds of a portfolio whatever the scenario: worked out once, kept for every run."""

from __future__ import annotations

from dataclasses import dataclass

from scenarios import valuation
from scenarios.allocation import Shares, allocation_shares, first_year_cost, missing_layers
from scenarios.portfolio import CostLayer, CostLine, Initiative, Portfolio, ValueBasis
from scenarios.results import Supplied


@dataclass(frozen=True)
class Facts:
    """What is supplied, what cannot be answered, and who bears shared cost.

    ``costed`` are the initiatives that bear cost: those with a line of their own,
    or all when only shared lines exist. ``unstated_share`` is the part of an
    initiative's own first-year cost of which nobody states how it behaves, and
    ``unstated_vendors`` are those that bill it; the portfolio's stand under ``""``.
    """

    portfolio: Portfolio
    supplied: dict[str, Supplied]
    unanswered: dict[str, dict[ValueBasis, str]]
    portfolio_unanswered: dict[ValueBasis, str]
    missing_layers: dict[str, tuple[CostLayer, ...]]
    shares: Shares
    costed: tuple[Initiative, ...]
    unstated_share: dict[str, float]
    unstated_vendors: dict[str, frozenset[str]]
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
    states = {id_: valuation.supplied(portfolio, id_, id_ in bearing) for id_ in ids}
    return Facts(
        portfolio=portfolio,
        supplied=states,
        unanswered={id_: valuation.unanswered(portfolio, id_, states[id_]) for id_ in ids},
        portfolio_unanswered=valuation.portfolio_unanswered(portfolio, states),
        missing_layers={id_: missing_layers(portfolio, id_, shares) for id_ in ids},
        shares=shares,
        costed=tuple(i for i in portfolio.initiatives if i.id in bearing),
        unstated_share={
            **{id_: _unstated_share(portfolio.costs_of.get(id_, ())) for id_ in ids},
            "": _unstated_share(portfolio.costs),
        },
        unstated_vendors={
            **{id_: _unstated_vendors(portfolio.costs_of.get(id_, ())) for id_ in ids},
            "": _unstated_vendors(portfolio.costs),
        },
        notes=portfolio.notes + valuation.notes(portfolio, states) + allocation_notes,
    )


def _unstated_share(lines: tuple[CostLine, ...]) -> float:
    total = sum(first_year_cost(line) for line in lines)
    unstated = sum(first_year_cost(line) for line in lines if is_unstated(line))
    return unstated / total if total > 0 else 0.0


def _unstated_vendors(lines: tuple[CostLine, ...]) -> frozenset[str]:
    return frozenset(line.vendor for line in lines if line.vendor and is_unstated(line))


def is_unstated(line: CostLine) -> bool:
    """Whether nobody states how a cost line behaves."""
    return line.behaviour is None and line.exponents is None
