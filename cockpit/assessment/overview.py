"""The facts of the first page: verdict, decisions on record, evidence, movers.

Sentences are composed here; how money and shares are written is handed in as
``money`` and ``percent``, since the screen owns that.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from cockpit.assessment.full_cost import FullCost, InitiativeCost
from scenarios.portfolio import EvidenceGrade, Portfolio, ValueBasis
from scenarios.results import InitiativeResult, SimulationResult, Spread

Money = Callable[[float], str]
Percent = Callable[[float], str]

#: Recorded decisions that a low or a high chance of reaching the hurdle contradicts.
SCALE, STOP = "scale", "stop"


@dataclass(frozen=True, slots=True)
class Headline:
    """What the first line says. ``captured`` and ``claimed`` are ``None`` when unanswered."""

    run_rate: float
    initiatives: int
    captured: Spread | None
    claimed_base: float | None
    without_benefit: int
    without_cost: int
    partial: int
    why_unanswered: str | None
    scenario: str | None


def headline(
    portfolio: Portfolio, cost: FullCost, result: SimulationResult, scenario: str | None = None
) -> Headline:
    """Collect the figures of the verdict; ``scenario`` is named unless it is the base."""
    outcomes = result.portfolio.outcomes
    captured, claimed = outcomes.get(ValueBasis.CAPTURED), outcomes.get(ValueBasis.CLAIMED)
    return Headline(
        run_rate=cost.recurring,
        initiatives=len(portfolio.initiatives),
        captured=captured.roi if captured else None,
        claimed_base=claimed.roi.base if claimed else None,
        without_benefit=sum(not portfolio.has_benefit(each.id) for each in portfolio.initiatives),
        without_cost=sum(not portfolio.has_cost(each.id) for each in portfolio.initiatives),
        partial=sum(each.partial for each in cost.initiatives if each.supplied),
        why_unanswered=None if captured else result.portfolio.unanswered.get(ValueBasis.CAPTURED),
        scenario=scenario,
    )


def verdict(facts: Headline, money: Money, percent: Percent) -> str:
    """The state of the portfolio in three short sentences."""
    prefix = f"Scenario “{facts.scenario}”: " if facts.scenario else ""
    sentences = [f"{prefix}{money(facts.run_rate)} a year over {_count(facts.initiatives)}."]
    if facts.captured is None:
        reason = facts.why_unanswered or "the workbook has no cost and benefit to compare"
        sentences.append(f"Captured ROI cannot be answered: {reason.rstrip('.')}.")
    else:
        claimed = "" if facts.claimed_base is None else f"; claimed {percent(facts.claimed_base)}"
        sentences.append(
            f"Captured ROI {percent(facts.captured.base)} "
            f"(P10 {percent(facts.captured.p10.value)}, P90 {percent(facts.captured.p90.value)})"
            f"{claimed}."
        )
    if facts.without_benefit:
        verb = "has" if facts.without_benefit == 1 else "have"
        sentences.append(f"{_count(facts.without_benefit)} {verb} no benefit on record.")
    if facts.without_cost:
        verb = "states" if facts.without_cost == 1 else "state"
        sentences.append(f"{_count(facts.without_cost)} {verb} no cost.")
    return " ".join(sentences)


@dataclass(frozen=True, slots=True)
class DecisionGroup:
    """Initiatives with the same recorded decision; ``None`` means none is recorded."""

    decision: str | None
    run_rate: float
    initiatives: tuple[InitiativeCost, ...]


def decision_mix(
    cost: FullCost, decisions: Mapping[str, str | None]
) -> tuple[DecisionGroup, ...]:
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
    """An initiative whose recorded decision is missing or at odds with its figures."""

    id: str
    name: str
    decision: str | None
    run_rate: float
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
        for each in results if ValueBasis.CAPTURED in each.outcomes
    }
    issues = []
    for each in cost.initiatives:
        decision, p = decisions.get(each.id) or None, chance.get(each.id)
        spoken = (decision or "").casefold()
        at_odds = p is not None and (
            (spoken == SCALE and p < 0.5) or (spoken == STOP and p >= 0.5)
        )
        issues.append(DecisionIssue(each.id, each.name, decision, each.recurring, p, at_odds))
    issues.sort(key=lambda each: (not each.at_odds, each.decision is not None, -each.run_rate))
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
        ("actual", total(True)), ("estimate", total(False)), (None, total(None)),
    )
    return Coverage("Cost", parts, total(True))


def benefit_coverage(portfolio: Portfolio) -> Coverage:
    """Claimed direct benefit a year at full effect, by evidence grade; measured is solid.

    A line that makes a workflow worse counts by its size, so that shares add up.
    """
    sums: dict[EvidenceGrade | None, float] = {grade: 0.0 for grade in (*EvidenceGrade, None)}
    for line in portfolio.benefits:
        if line.direct:
            sums[line.grade] += abs(line.monthly_value) * 12
    solid = sums[EvidenceGrade.MEASURED_WITH_BASELINE] + sums[EvidenceGrade.MEASURED]
    return Coverage("Benefit", tuple((g and g.value, amount) for g, amount in sums.items()), solid)


def weakest_evidence(coverages: tuple[Coverage, ...], percent: Percent) -> str:
    """Which side of the account rests on least evidence, in words."""
    known = [each for each in coverages if each.solid_share is not None]
    if not known:
        return "There is neither a cost nor a benefit to evidence."
    weakest = min(known, key=lambda each: each.solid_share or 0.0)
    what = "booked as actuals" if weakest.title == "Cost" else "measured"
    return (
        f"Weakest evidence: {weakest.title.lower()}. Only {percent(weakest.solid_share or 0.0)} "
        f"of the money is {what}."
    )


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
            self.before.run_rate if self.before else 0.0)

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
        for each in results if ValueBasis.CAPTURED in each.outcomes
    }
    return {each.id: Standing(each.name, each.recurring, npv.get(each.id)) for each in cost.initiatives}


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


def _count(number: int) -> str:
    return "1 initiative" if number == 1 else f"{number} initiatives"
