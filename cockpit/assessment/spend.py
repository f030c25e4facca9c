"""Cuts through the full cost: invoice, shadow spend, seats, commitments, vendors.

Every figure here is annual run-rate as :mod:`cockpit.assessment.full_cost`
defines it, in portfolio currency, unless a name says otherwise. ``None`` stands
for what the workbook does not say.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cockpit.assessment.full_cost import FullCost, InitiativeCost, LineCost, months_in_year
from cockpit.inventory.lines_from import LUMP_ITEM
from scenarios.portfolio import Behaviour, CostLayer, Portfolio, Source, Timing

#: HHI (0–10,000) from which a market counts as moderately and as highly
#: concentrated: Merger Guidelines of the US agencies, December 2023, guideline 1.
HHI_MODERATE, HHI_HIGH = 1_000, 1_800


@dataclass(frozen=True, slots=True)
class Invoice:
    """What the model vendors bill, beside the full stack.

    The invoice is every recurring line of layer C2 (model access & hosting) that
    names a vendor. ``booked`` is the part of it marked as a booked actual.
    """

    invoice: float
    booked: float
    full: float
    lines: tuple[LineCost, ...]

    @property
    def share(self) -> float | None:
        """Invoice over full cost; ``None`` without cost."""
        return self.invoice / self.full if self.full else None

    @property
    def multiple(self) -> float | None:
        """Full cost over invoice; ``None`` without an invoice line above zero."""
        return self.full / self.invoice if self.invoice else None


def is_invoice(each: LineCost) -> bool:
    """Whether a line is what a model vendor bills: layer C2 with a vendor."""
    # A total stands in C2 only because its layer is unknown: nobody billed it as a model.
    lump = each.line.item == LUMP_ITEM
    return each.line.layer is CostLayer.C2 and bool(each.line.vendor) and not lump


def invoice_only(cost: FullCost) -> Invoice:
    """The model invoice against the full stack, over the whole portfolio."""
    lines = tuple(each for each in cost.lines if is_invoice(each) and each.recurring)
    return Invoice(
        invoice=sum(each.recurring for each in lines),
        booked=sum(each.recurring for each in lines if each.line.actual),
        full=cost.recurring,
        lines=lines,
    )


def invoice_by_initiative(cost: FullCost) -> dict[str, float | None]:
    """Invoice of each initiative's own lines; ``None`` where it has no such line."""
    invoices: dict[str, float | None] = {each.id: None for each in cost.initiatives}
    for each in cost.lines:
        if each.line.initiative_id is not None and is_invoice(each):
            known = invoices[each.line.initiative_id] or 0.0
            invoices[each.line.initiative_id] = known + each.recurring
    return invoices


@dataclass(frozen=True, slots=True)
class BudgetSplit:
    """Recurring cost by what the workbook says of the IT budget."""

    inside: float
    shadow: float
    not_stated: float
    shadow_lines: tuple[LineCost, ...]


def budget_split(cost: FullCost) -> BudgetSplit:
    """Shadow spend is what is stated to lie outside the IT budget; blanks stay apart."""

    def total(stated: bool | None) -> float:
        return sum(each.recurring for each in cost.lines if each.line.in_it_budget is stated)

    shadow = [each for each in cost.lines if each.line.in_it_budget is False]
    shadow.sort(key=lambda each: -each.recurring)
    return BudgetSplit(total(True), total(False), total(None), tuple(shadow))


@dataclass(frozen=True, slots=True)
class SeatUse:
    """Seats of one initiative. ``idle_money`` is ``None`` without a seat cost line.

    ``idle`` is licensed less active; negative when more are active than paid for,
    which is a slip in the workbook and costs nothing here.
    """

    id: str
    name: str
    licensed: float
    active: float | None
    seat_cost: float | None

    @property
    def idle(self) -> float | None:
        """Seats paid for and not in use."""
        return None if self.active is None else self.licensed - self.active

    @property
    def idle_money(self) -> float | None:
        """Seat cost × idle share, a year."""
        if self.idle is None or self.seat_cost is None or not self.licensed:
            return None
        return self.seat_cost * max(self.idle, 0.0) / self.licensed


def seat_use(portfolio: Portfolio, cost: FullCost) -> tuple[SeatUse, ...]:
    """Initiatives that state licensed seats, the dearest idle ones first."""
    seat_cost: dict[str, float] = {}
    for each in cost.lines:
        owner = each.line.initiative_id
        if owner is not None and each.line.behaviour is Behaviour.SEATS:
            seat_cost[owner] = seat_cost.get(owner, 0.0) + each.recurring
    uses = [
        SeatUse(each.id, each.name, each.seats_licensed, each.seats_active, seat_cost.get(each.id))
        for each in portfolio.initiatives
        if each.seats_licensed is not None
    ]
    return tuple(sorted(uses, key=lambda use: (-(use.idle_money or 0.0), -(use.idle or 0.0))))


@dataclass(frozen=True, slots=True)
class CommitmentUse:
    """A commitment against the metered use it covers, a year."""

    line: LineCost
    committed: float
    metered: float

    @property
    def unused(self) -> float:
        """Paid for without use."""
        return max(0.0, self.committed - self.metered)


def commitment_use(cost: FullCost) -> tuple[CommitmentUse, ...]:
    """Every line with a commitment, the largest unused first."""
    uses = []
    for each in cost.lines:
        line = each.line
        if line.behaviour is Behaviour.COMMIT and line.commitment is not None:
            months = months_in_year(line)
            monthly = line.amount / 12 if line.timing is Timing.ANNUAL else line.amount
            uses.append(CommitmentUse(each, line.commitment * months, monthly * months))
    return tuple(sorted(uses, key=lambda use: -use.unused))


@dataclass(frozen=True, slots=True)
class VendorShares:
    """Recurring cost by vendor, largest first, and how concentrated it is."""

    vendors: tuple[tuple[str, float], ...]
    no_vendor: float

    @property
    def total(self) -> float:
        """Recurring cost of lines that name a vendor."""
        return sum(amount for _, amount in self.vendors)

    @property
    def hhi(self) -> float | None:
        """Herfindahl–Hirschman index, 0–10,000: sum of squared shares in percent."""
        if self.total <= 0:
            return None
        return sum((100 * amount / self.total) ** 2 for _, amount in self.vendors)


def vendor_shares(cost: FullCost) -> VendorShares:
    """Who is paid, over the lines that name a vendor; the rest stays apart."""
    by_vendor = _sum_by((each.line.vendor, each.recurring) for each in cost.lines)
    no_vendor = by_vendor.pop(None, 0.0)
    ranked = sorted(
        ((v, a) for v, a in by_vendor.items() if v), key=lambda pair: (-pair[1], pair[0])
    )
    return VendorShares(tuple(ranked), no_vendor)


def by_channel(cost: FullCost, channel_of: Mapping[Source, str | None]) -> dict[str | None, float]:
    """Recurring cost by channel, largest first; ``None`` holds what names none.

    ``channel_of`` maps the sheet and row of a cost line to its channel.
    """
    split = _sum_by(
        (channel_of.get(each.line.source) if each.line.source else None, each.recurring)
        for each in cost.lines
    )
    return dict(sorted(split.items(), key=lambda pair: (pair[0] is None, -pair[1])))


@dataclass(frozen=True, slots=True)
class UnitCost:
    """Full cost per accepted output; ``None`` where the workbook gives no volume."""

    id: str
    name: str
    annual_cost: float
    accepted_a_month: float | None
    partial: bool

    @property
    def cost_per_output(self) -> float | None:
        """Run-rate a month over accepted outputs a month."""
        if not self.accepted_a_month:
            return None
        return self.annual_cost / 12 / self.accepted_a_month


def unit_costs(
    initiatives: Iterable[InitiativeCost], accepted: Mapping[str, float]
) -> tuple[UnitCost, ...]:
    """Unit cost of every initiative with cost; known ones first, dearest first.

    ``accepted`` maps initiative to accepted outputs a month.
    """
    costs = [
        UnitCost(each.id, each.name, each.recurring, accepted.get(each.id), each.partial)
        for each in initiatives
        if each.supplied
    ]
    return tuple(
        sorted(
            costs,
            key=lambda each: (
                each.cost_per_output is None,
                -(each.cost_per_output or 0.0),
                each.name,
            ),
        )
    )


def _sum_by(pairs: Iterable[tuple[str | None, float]]) -> dict[str | None, float]:
    sums: dict[str | None, float] = {}
    for name, amount in pairs:
        sums[name] = sums.get(name, 0.0) + amount
    return sums


def hhi_word(hhi: float) -> str:
    """Low, moderate or high, by the two thresholds above."""
    if hhi > HHI_HIGH:
        return "high"
    return "moderate" if hhi > HHI_MODERATE else "low"
