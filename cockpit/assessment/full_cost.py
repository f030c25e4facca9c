"""Annual full cost by initiative and layer: what falls due in the next twelve months.

Definitions, used wherever the cockpit speaks of cost "a year":

* **annual run-rate**: recurring cost of months 1…12 after the decision date, at
  today's usage, seats and prices, undiscounted, without any growth. It is the
  base case of the engine with a horizon of twelve months, a discount rate of 0
  and every growth driver at 0. A commitment counts with the greater of the committed
  and the metered amount.
* **one-off**: one-off amounts of months 0…12, never mixed into the run-rate.
* **full cost** of an initiative: its own lines and its share of the shared ones.

A layer without any line is missing: it is absent from ``layers``, never 0.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal

from scenarios.allocation import Shares, allocation_shares, missing_layers
from scenarios.portfolio import (
    AllocationRule,
    Behaviour,
    CostLayer,
    CostLine,
    Portfolio,
    Timing,
)

#: Months that one year of cost covers.
YEAR_MONTHS = 12


@dataclass(frozen=True, slots=True)
class LineCost:
    """One cost line in the first year: recurring and one-off money, in currency."""

    line: CostLine
    recurring: float
    one_off: float


@dataclass(frozen=True, slots=True)
class InitiativeCost:
    """First-year cost of one initiative, in portfolio currency.

    Parameters
    ----------
    layers
        Recurring cost by layer, own and allocated together; a layer that is
        missing has no entry.
    own_recurring, allocated_recurring
        The two parts of the recurring cost; they sum to the layers.
    one_off
        One-off cost, own and allocated.
    missing
        Layers with neither an own nor a shared line.
    supplied
        Whether the initiative has a cost line of its own, or bears a part of a shared
        one (which all do where no initiative has a line of its own).
    states_one_off
        Whether a one-off line is among them; without one, ``one_off`` is not known.
    """

    id: str
    name: str
    owner: str | None
    layers: dict[CostLayer, float]
    own_recurring: float
    allocated_recurring: float
    one_off: float
    missing: tuple[CostLayer, ...]
    supplied: bool
    states_one_off: bool

    @property
    def recurring(self) -> float:
        """Annual run-rate, own and allocated."""
        return self.own_recurring + self.allocated_recurring

    @property
    def partial(self) -> bool:
        """Whether any layer is missing, so that the sum is a partial TCO."""
        return bool(self.missing)


@dataclass(frozen=True, slots=True)
class Allocation:
    """How one shared line was divided, to the cent.

    ``parts`` maps initiative to (share, recurring, one-off); the money is rounded
    by the largest remainder, so that the parts sum to the rounded line exactly.
    """

    line: CostLine
    rule: AllocationRule
    recurring: Decimal
    one_off: Decimal
    parts: dict[str, tuple[float, Decimal, Decimal]]

    @property
    def difference(self) -> Decimal:
        """Line less the sum of its parts; zero when the allocation reconciles."""
        parts = sum((r + o for _, r, o in self.parts.values()), Decimal(0))
        return self.recurring + self.one_off - parts


@dataclass(frozen=True, slots=True)
class FullCost:
    """The portfolio's first-year cost. ``initiatives`` descend by run-rate.

    ``later_one_off`` is one-off money that falls due after the first year and is
    in no other figure here. ``notes`` says where an allocation rule had no basis.
    """

    currency: str
    lines: tuple[LineCost, ...]
    initiatives: tuple[InitiativeCost, ...]
    layers: dict[CostLayer, float]
    allocations: tuple[Allocation, ...]
    recurring: float
    one_off: float
    later_one_off: float
    notes: tuple[str, ...]

    @property
    def states_recurring(self) -> bool:
        """Whether any line recurs; without one, the cost a year is unknown and not 0."""
        return any(each.line.timing is not Timing.ONE_OFF for each in self.lines)

    @property
    def states_one_off(self) -> bool:
        """Whether any line is one-off; without one, one-off cost is unknown and not 0."""
        return any(each.line.timing is Timing.ONE_OFF for each in self.lines)

    @property
    def missing_pairs(self) -> int:
        """Number of (initiative, layer) pairs without a line, among those with any cost."""
        return sum(len(each.missing) for each in self.initiatives if each.supplied)

    @property
    def difference(self) -> float:
        """Lines less initiatives, recurring and one-off: 0 but for rounding of floats."""
        of_initiatives = sum(each.recurring + each.one_off for each in self.initiatives)
        return self.recurring + self.one_off - of_initiatives


def full_cost(portfolio: Portfolio) -> FullCost:
    """First-year cost by line, layer and initiative."""
    lines = tuple(_line_cost(line) for line in portfolio.costs)
    shares, notes = allocation_shares(portfolio)
    by_owner: dict[str | None, list[LineCost]] = {}
    for each in lines:
        by_owner.setdefault(each.line.initiative_id, []).append(each)
    initiatives = [
        _of_initiative(
            portfolio, each.id, by_owner.get(each.id, []), by_owner.get(None, []), shares
        )
        for each in portfolio.initiatives
    ]
    initiatives.sort(key=lambda each: (not each.supplied, -each.recurring, each.name))
    return FullCost(
        currency=portfolio.currency,
        lines=lines,
        initiatives=tuple(initiatives),
        layers=_by_layer(lines),
        allocations=tuple(
            _allocate(each, shares.get(each.line.allocation, {}))
            for each in lines
            if each.line.initiative_id is None
        ),
        recurring=sum(each.recurring for each in lines),
        one_off=sum(each.one_off for each in lines),
        later_one_off=sum(
            line.amount
            for line in portfolio.costs
            if line.timing is Timing.ONE_OFF and line.start_month > YEAR_MONTHS
        ),
        notes=notes,
    )


def months_in_year(line: CostLine) -> int:
    """Months 1…12 in which a recurring line falls due."""
    last = YEAR_MONTHS if line.end_month is None else min(line.end_month, YEAR_MONTHS)
    return max(0, last - max(line.start_month, 1) + 1)


def to_cents(amount: float) -> Decimal:
    """A float as money with two decimals, half to even."""
    return Decimal(repr(amount)).quantize(Decimal("0.01"), rounding=ROUND_HALF_EVEN)


def split_cents(total: Decimal, shares: Mapping[str, float]) -> dict[str, Decimal]:
    """Divide money by shares (summing to 1) so that the parts sum to it exactly.

    Largest-remainder method: every part is rounded down to the cent, then the
    cents left over go to the largest remainders, ties by name.
    """
    cents = int(total * 100)
    exact = {name: cents * share for name, share in shares.items()}
    parts = {name: int(value // 1) for name, value in exact.items()}
    left = cents - sum(parts.values())
    for name in sorted(exact, key=lambda name: (parts[name] - exact[name], name))[:left]:
        parts[name] += 1
    return {name: Decimal(part) / 100 for name, part in parts.items()}


def _line_cost(line: CostLine) -> LineCost:
    if line.timing is Timing.ONE_OFF:
        due = 0 <= line.start_month <= YEAR_MONTHS
        return LineCost(line, 0.0, line.amount if due else 0.0)
    monthly = line.amount / 12 if line.timing is Timing.ANNUAL else line.amount
    if line.behaviour is Behaviour.COMMIT:
        monthly = max(monthly, line.commitment or 0.0)
    return LineCost(line, monthly * months_in_year(line), 0.0)


def _by_layer(lines: tuple[LineCost, ...]) -> dict[CostLayer, float]:
    layers: dict[CostLayer, float] = {}
    for layer in CostLayer:
        of_layer = [each.recurring for each in lines if each.line.layer is layer]
        if of_layer:
            layers[layer] = sum(of_layer)
    return layers


def _of_initiative(
    portfolio: Portfolio,
    initiative_id: str,
    own: list[LineCost],
    shared: list[LineCost],
    shares: Shares,
) -> InitiativeCost:
    # An initiative of unstated usage bears no part of a line shared by usage; one without
    # any cost of its own takes no part in the allocation, unless none has one.
    weighted = [(each, 1.0) for each in own] + [
        (each, shares[each.line.allocation][initiative_id])
        for each in shared
        if shares[each.line.allocation].get(initiative_id)
    ]
    layers: dict[CostLayer, float] = {}
    for each, share in weighted:
        layers[each.line.layer] = layers.get(each.line.layer, 0.0) + share * each.recurring
    own_recurring = sum(each.recurring for each in own)
    initiative = portfolio.by_id[initiative_id]
    return InitiativeCost(
        id=initiative_id,
        name=initiative.name,
        owner=initiative.owner,
        layers={layer: layers[layer] for layer in CostLayer if layer in layers},
        own_recurring=own_recurring,
        allocated_recurring=sum(layers.values()) - own_recurring,
        one_off=sum(share * each.one_off for each, share in weighted),
        missing=missing_layers(portfolio, initiative_id, shares),
        supplied=bool(weighted),
        states_one_off=any(each.line.timing is Timing.ONE_OFF for each, _ in weighted),
    )


def _allocate(each: LineCost, shares: Mapping[str, float]) -> Allocation:
    recurring, one_off = to_cents(each.recurring), to_cents(each.one_off)
    split_recurring, split_one_off = split_cents(recurring, shares), split_cents(one_off, shares)
    return Allocation(
        line=each.line,
        rule=each.line.allocation,
        recurring=recurring,
        one_off=one_off,
        parts={
            name: (share, split_recurring[name], split_one_off[name])
            for name, share in shares.items()
        },
    )
