"""Shares by which shared cost lines are divided among initiatives.

Shared cost goes to initiatives that have a cost of their own on record; the
others are not simulated, and a share given to them would vanish. Where no
initiative has one, all take part. Shares of a rule always sum to 1.
"""

from __future__ import annotations

from scenarios.portfolio import AllocationRule, Behaviour, CostLayer, CostLine, Portfolio, Timing

Shares = dict[AllocationRule, dict[str, float]]


def allocation_shares(portfolio: Portfolio) -> tuple[Shares, tuple[str, ...]]:
    """Share of each initiative under each rule that a shared line uses, and notes.

    ``usage`` divides by monthly requests among the initiatives that state them;
    ``spend`` by own cost of the first twelve months, one-off costs included;
    ``even`` in equal parts. Where the basis of a rule sums to zero, the rule falls
    back to ``even`` and a note says so.
    """
    rules = {line.allocation for line in portfolio.costs_of.get(None, ())}
    ids = [i.id for i in portfolio.initiatives if portfolio.has_cost(i.id)]
    ids = ids or [i.id for i in portfolio.initiatives]
    shares: Shares = {}
    notes: list[str] = []
    for rule in AllocationRule:
        if rule not in rules or not ids:
            continue
        basis = {id_: _basis(portfolio, rule, id_) for id_ in ids}
        stated = {id_: value for id_, value in basis.items() if value is not None}
        total = sum(stated.values())
        if total <= 0:
            notes.append(
                f"Shared cost by {rule.value} is divided in equal parts: "
                "no initiative states a basis."
            )
            shares[rule] = {id_: 1 / len(ids) for id_ in ids}
            continue
        silent = len(ids) - len(stated)
        if silent:
            notes.append(
                f"Shared cost by {rule.value}: initiatives that state no monthly requests bear "
                f"no part of it ({silent} of {len(ids)})."
            )
        shares[rule] = {id_: value / total for id_, value in stated.items()}
    return shares, tuple(notes)


def missing_layers(
    portfolio: Portfolio, initiative_id: str, shares: Shares
) -> tuple[CostLayer, ...]:
    """Layers of which the initiative bears nothing: no line of its own, no shared part.

    A line with a stated amount of zero counts as present: zero is an answer.
    """
    present = {line.layer for line in portfolio.costs_of.get(initiative_id, ())}
    present |= {
        line.layer
        for line in portfolio.costs_of.get(None, ())
        if shares.get(line.allocation, {}).get(initiative_id)
    }
    return tuple(layer for layer in CostLayer if layer not in present)


def _basis(portfolio: Portfolio, rule: AllocationRule, initiative_id: str) -> float | None:
    if rule is AllocationRule.EVEN:
        return 1.0
    if rule is AllocationRule.USAGE:
        return portfolio.by_id[initiative_id].monthly_requests
    return sum(first_year_cost(line) for line in portfolio.costs_of.get(initiative_id, ()))


def first_year_cost(line: CostLine) -> float:
    """Cost of months 0…12 at today's usage and price, undiscounted.

    A commitment counts with the greater of the committed and the metered amount.
    """
    committed = line.commitment or 0.0 if line.behaviour is Behaviour.COMMIT else 0.0
    if line.timing is Timing.ONE_OFF:
        return max(line.amount, committed) if 0 <= line.start_month <= 12 else 0.0
    last = 12 if line.end_month is None else min(12, line.end_month)
    months = max(0, last - max(1, line.start_month) + 1)
    monthly = line.amount / 12 if line.timing is Timing.ANNUAL else line.amount
    return months * max(monthly, committed)
