"""The facts of the first page: decisions on record, evidence, movers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cockpit.assessment.board.decisions import Decided
from cockpit.assessment.case import Case
from cockpit.assessment.full_cost import FullCost
from scenarios.portfolio import EvidenceGrade, Portfolio, ValueBasis
from scenarios.results import InitiativeResult


@dataclass(frozen=True, slots=True)
class VerdictGroup:
    """Initiatives with the same computed verdict; ``None`` where none can be computed.

    ``agreed`` is the run-rate of those whose recorded decision is the same; ``known``
    says whether any of them states a cost.
    """

    verdict: str | None
    run_rate: float
    agreed: float
    initiatives: tuple[str, ...]
    known: bool


def verdict_mix(case: Case, found: Iterable[Decided]) -> tuple[VerdictGroup, ...]:
    """Computed verdicts with the run-rate in each, largest first, the open ones last."""
    groups: dict[str | None, list[Decided]] = {}
    for each in found:
        known = each.finding.verdict.value if each.finding.computable else None
        groups.setdefault(known, []).append(each)

    def money(members: Iterable[Decided]) -> float:
        return sum(case.costs[each.row.id].recurring for each in members)

    mix = [
        VerdictGroup(
            verdict,
            money(members),
            money(each for each in members if each.row.decision is each.finding.verdict)
            if verdict
            else 0.0,
            tuple(each.row.id for each in members),
            any(case.costs[each.row.id].supplied for each in members),
        )
        for verdict, members in groups.items()
    ]
    return tuple(sorted(mix, key=lambda group: (group.verdict is None, -group.run_rate)))


def decisions_that_matter(
    case: Case, found: Iterable[Decided], count: int = 3
) -> tuple[Decided, ...]:
    """The decisions to look at first.

    Recorded ones that a computed verdict contradicts, then those not recorded, then
    all others; by run-rate within each.
    """

    def place(each: Decided) -> tuple[bool, bool, float]:
        run_rate = case.costs[each.row.id].recurring
        return (not each.contradicted, each.row.decision is not None, -run_rate)

    return tuple(sorted(found, key=place)[:count])


@dataclass(frozen=True, slots=True)
class Coverage:
    """Money by how well it is evidenced, a year; ``None`` is what nothing is said of."""

    title: str
    parts: tuple[tuple[str | None, float], ...]
    solid: float

    @property
    def total(self) -> float:
        """All of the money."""
        return sum(amount for _, amount in self.parts)

    @property
    def solid_share(self) -> float | None:
        """Share that is booked or measured; ``None`` without any money."""
        return self.solid / self.total if self.total else None


def cost_coverage(cost: FullCost) -> Coverage:
    """Run-rate by actual, estimate and not stated; booked actuals are solid."""

    def total(stated: bool | None) -> float:
        return sum(each.recurring for each in cost.lines if each.line.actual is stated)

    parts: tuple[tuple[str | None, float], ...] = (
        ("actual", total(True)),
        ("estimate", total(False)),
        (None, total(None)),
    )
    return Coverage("Cost", parts, total(True))


def benefit_coverage(portfolio: Portfolio) -> Coverage:
    """Claimed direct benefit a year at full effect, by evidence grade; measured is solid.

    A line that makes a workflow worse counts by its size, so that shares add up.
    """
    sums: dict[EvidenceGrade | None, float] = dict.fromkeys((*EvidenceGrade, None), 0.0)
    for line in portfolio.benefits:
        if line.direct:
            sums[line.grade] += abs(line.monthly_value) * 12
    solid = sums[EvidenceGrade.MEASURED_WITH_BASELINE] + sums[EvidenceGrade.MEASURED]
    return Coverage("Benefit", tuple((g and g.value, amount) for g, amount in sums.items()), solid)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one initiative stands in one upload, for comparison with another."""

    name: str
    run_rate: float
    npv: float | None


@dataclass(frozen=True, slots=True)
class Mover:
    """One initiative before and after an upload; ``None`` where it did not exist."""

    id: str
    name: str
    before: Standing | None
    after: Standing | None

    @property
    def run_rate_change(self) -> float:
        """Change of annual run-rate; an initiative that is absent costs nothing."""
        return (self.after.run_rate if self.after else 0.0) - (
            self.before.run_rate if self.before else 0.0
        )

    @property
    def npv_change(self) -> float | None:
        """Change of captured base-case NPV; ``None`` when one side has no answer."""
        old = self.before.npv if self.before else 0.0
        new = self.after.npv if self.after else 0.0
        return None if old is None or new is None else new - old


def standings(cost: FullCost, results: tuple[InitiativeResult, ...]) -> dict[str, Standing]:
    """Run-rate and captured base-case NPV by initiative."""
    npv = {
        each.id: each.outcomes[ValueBasis.CAPTURED].npv.base
        for each in results
        if ValueBasis.CAPTURED in each.outcomes
    }
    return {
        each.id: Standing(each.name, each.recurring, npv.get(each.id)) for each in cost.initiatives
    }


def movers(
    before: Mapping[str, Standing], after: Mapping[str, Standing], count: int = 3
) -> tuple[Mover, ...]:
    """The largest moves between two uploads, by the larger of the two changes.

    Moves under one unit of currency are no moves.
    """

    def size(mover: Mover) -> float:
        return max(abs(mover.run_rate_change), abs(mover.npv_change or 0.0))

    pairs = []
    for key in dict.fromkeys([*after, *before]):
        old, new = before.get(key), after.get(key)
        named = new or old
        if named is not None:
            pairs.append(Mover(key, named.name, old, new))
    moved = [mover for mover in pairs if size(mover) >= 1]
    return tuple(sorted(moved, key=lambda mover: (-size(mover), mover.name))[:count])
