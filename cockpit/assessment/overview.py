"""The facts of the first page: decisions on record, evidence, movers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cockpit.assessment.full_cost import FullCost, InitiativeCost
from scenarios.portfolio import EvidenceGrade, Portfolio, ValueBasis
from scenarios.results import InitiativeResult

#: Recorded decisions that a low or a high chance of reaching the hurdle contradicts.
SCALE, STOP = "scale", "stop"

#: Evidence that rests on the books or on a measurement.
SOLID = (
    "actual",
    EvidenceGrade.MEASURED_WITH_BASELINE.value,
    EvidenceGrade.MEASURED.value,
)


@dataclass(frozen=True, slots=True)
class DecisionGroup:
    """Initiatives with the same recorded decision; ``None`` means none is recorded."""

    decision: str | None
    run_rate: float
    initiatives: tuple[InitiativeCost, ...]


def decision_mix(cost: FullCost, decisions: Mapping[str, str | None]) -> tuple[DecisionGroup, ...]:
    """Recorded decisions with the run-rate in each, largest first, blank ones last."""
    groups: dict[str | None, list[InitiativeCost]] = {}
    for each in cost.initiatives:
        groups.setdefault(decisions.get(each.id) or None, []).append(each)
    mix = [
        DecisionGroup(decision, sum(each.recurring for each in members), tuple(members))
        for decision, members in groups.items()
    ]
    return tuple(sorted(mix, key=lambda group: (group.decision is None, -group.run_rate)))


@dataclass(frozen=True, slots=True)
class DecisionIssue:
    """An initiative whose recorded decision is missing or at odds with its figures.

    ``run_rate`` is ``None`` where no cost is supplied.
    """

    id: str
    name: str
    decision: str | None
    run_rate: float | None
    p_roi_hurdle: float | None
    at_odds: bool


def decisions_that_matter(
    cost: FullCost,
    decisions: Mapping[str, str | None],
    results: tuple[InitiativeResult, ...],
    count: int = 3,
) -> tuple[DecisionIssue, ...]:
    """The decisions with most money in them that the figures question.

    At odds: recorded "scale" with P(captured ROI ≥ hurdle) under one half, or
    recorded "stop" with at least one half. Then initiatives without a recorded
    decision, then all others; by run-rate within each.
    """
    chance = {
        each.id: each.outcomes[ValueBasis.CAPTURED].p_roi_hurdle.value
        for each in results
        if ValueBasis.CAPTURED in each.outcomes
    }
    issues = []
    for each in cost.initiatives:
        decision, p = decisions.get(each.id) or None, chance.get(each.id)
        spoken = (decision or "").casefold()
        at_odds = p is not None and ((spoken == SCALE and p < 0.5) or (spoken == STOP and p >= 0.5))
        money = each.recurring if each.supplied else None
        issues.append(DecisionIssue(each.id, each.name, decision, money, p, at_odds))
    issues.sort(
        key=lambda each: (not each.at_odds, each.decision is not None, -(each.run_rate or 0.0))
    )
    return tuple(issues[:count])


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
