"""Which initiative passes which evidence layer, and what keeps it from passing.

A pass has three values: passed, not passed because evidence is missing, and not
passed although the evidence is there (an estimate instead of a booked actual, say).
Missing evidence is never read as a pass, nor as a refutation.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from cockpit import wording
from cockpit.assessment.answer import Need
from cockpit.assessment.benefit_terms import MEASURED
from cockpit.assessment.case import Case
from cockpit.assessment.maturity.funding import Funding, funding_of
from cockpit.inventory.rows import BenefitRow, CostRow, InitiativeRow
from scenarios.portfolio import CaptureStatus, Source, Timing

#: Metrics that a layer asks for, by their canonical names.
ACCEPTED, REJECTED, REVIEW_MINUTES = "accepted outputs", "rejected outputs", "review minutes"
WORKFLOW = ("throughput", "rework", "cycle time")
BURDEN = ("review hours", "coordination hours", "security hours")


OWNER = Need("initiatives", "owner")
VENDOR = Need("initiatives", "vendor")
START = Need("initiatives", "start")
CHANNEL = Need("initiatives", "channel")
COST_VENDOR = Need("costs", "vendor")
COST_START = Need("costs", "start")
COST_CHANNEL = Need("costs", "channel")
AMOUNT = Need("costs", "amount")
ACTUAL = Need("costs", "actual")
FUNDED_ITEM = Need("initiatives", "funded_item")
REGISTER = Need("settings", "funded_items")
BENEFIT = Need("benefits", "benefit")
STATUS = Need("benefits", "capture_status")
GRADE = Need("benefits", "grade")
RISK = Need("initiatives", "risk_class")
FIT = Need("initiatives", "strategic_fit")
DECISION = Need("initiatives", "decision")
DECISION_DATE = Need("initiatives", "decision_date")


class Standing(StrEnum):
    """The three values of a pass."""

    PASSES = "passes"
    MISSING = "evidence missing"
    FAILS = "does not pass"


@dataclass(frozen=True, slots=True)
class Shortfall:
    """One thing that keeps an initiative from passing.

    ``absent`` says that the column is blank; otherwise it is filled, and what it says
    is not enough (``reason``). ``elsewhere`` is another blank column that would do.
    """

    need: Need
    reason: str
    absent: bool = True
    elsewhere: Need | None = None


@dataclass(frozen=True, slots=True)
class LayerPass:
    """How one initiative stands at one layer, and the rows that this rests on."""

    layer: str
    shortfalls: tuple[Shortfall, ...]
    rows: tuple[Source, ...]

    @property
    def standing(self) -> Standing:
        """Fails where something stated is not enough: filling blanks would not help."""
        if not self.shortfalls:
            return Standing.PASSES
        absent = all(each.absent for each in self.shortfalls)
        return Standing.MISSING if absent else Standing.FAILS

    @property
    def passed(self) -> bool:
        """Whether all evidence of the layer is there."""
        return not self.shortfalls

    @property
    def missing(self) -> tuple[Need, ...]:
        """The columns that are blank, with those that would do in their place."""
        absent = [each for each in self.shortfalls if each.absent]
        found = [need for each in absent for need in (each.need, each.elsewhere) if need]
        return tuple(dict.fromkeys(found))

    @property
    def reason(self) -> str:
        """Why it does not pass, in words; empty where it does."""
        return "; ".join(dict.fromkeys(each.reason for each in self.shortfalls))


Rule = Callable[[Case, InitiativeRow], LayerPass]


def passes(case: Case) -> dict[str, dict[str, LayerPass]]:
    """Every pass: initiative id → layer key (E1 … E5) → pass; worked out once for a case."""
    return case.once("passes", _passes)


def _passes(case: Case) -> dict[str, dict[str, LayerPass]]:
    return {
        row.id: {layer: rule(case, row) for layer, rule in RULES.items()}
        for row in case.initiatives
    }


def _usage(case: Case, row: InitiativeRow) -> LayerPass:
    """E1: owner, vendor, period, booked cost, and the channel by which spend compares."""
    costs = case.cost_rows.get(row.id, ())
    short = [*_blank((OWNER, "owner", row.owner)), *_vendor(case, row), *_period(row, costs)]
    if not row.channel and not any(cost.channel for cost in costs):
        elsewhere = COST_CHANNEL if costs else None
        short.append(Shortfall(CHANNEL, "channel not stated", elsewhere=elsewhere))
    return LayerPass("E1", (*short, *_booked(case, row, costs)), _places(row, costs))


def _vendor(case: Case, row: InitiativeRow) -> list[Shortfall]:
    costs = case.cost_rows.get(row.id, ())
    if row.vendor or any(cost.vendor for cost in costs):
        return []
    elsewhere = COST_VENDOR if costs else None
    return [Shortfall(VENDOR, "vendor not stated", elsewhere=elsewhere)]


def _period(row: InitiativeRow, costs: tuple[CostRow, ...]) -> list[Shortfall]:
    recurring = [cost for cost in costs if cost.timing is not Timing.ONE_OFF]
    dated = bool(recurring) and all(cost.start for cost in recurring)
    if row.start or dated:
        return []
    elsewhere = COST_START if recurring else None
    return [Shortfall(START, "no start of the cost or initiative", elsewhere=elsewhere)]


def _booked(case: Case, row: InitiativeRow, costs: tuple[CostRow, ...]) -> Iterator[Shortfall]:
    """Every row of its own is a booked actual; what lies ahead cannot be booked yet."""
    costs = tuple(cost for cost in costs if not _planned(case, cost))
    if not costs:
        supplied = row.id in case.costs and case.costs[row.id].supplied
        if supplied:
            yield Shortfall(ACTUAL, "cost without a row of its own on Costs")
        else:
            yield Shortfall(AMOUNT, "no cost supplied")
    blank = sum(cost.actual is None for cost in costs)
    estimates = sum(cost.actual is False for cost in costs)
    if blank:
        yield Shortfall(ACTUAL, f"{wording.count(blank, 'cost row')}: actual or estimate?")
    if estimates:
        yield Shortfall(ACTUAL, f"{wording.count(estimates, 'cost row')} estimated", absent=False)


def _planned(case: Case, cost: CostRow) -> bool:
    """Whether a one-off cost lies at or after the decision date."""
    return cost.timing is Timing.ONE_OFF and cost.start is not None and cost.start >= case.as_of


def _output(case: Case, row: InitiativeRow) -> LayerPass:
    """E2: accepted and rejected outputs and review minutes, as they are now."""
    names = (ACCEPTED, REJECTED, REVIEW_MINUTES)
    short = list(_metrics(case, row, names, baseline=False))
    accepted, rejected = (case.measures.current(row.id, name) for name in (ACCEPTED, REJECTED))
    if accepted is not None and rejected is not None and accepted + rejected <= 0:
        need = Need("metrics", "current", ACCEPTED)
        short.append(Shortfall(need, "no output to accept or reject", absent=False))
    return LayerPass("E2", tuple(short), _metric_places(case, row, names))


def _workflow(case: Case, row: InitiativeRow) -> LayerPass:
    """E3: the workflow before and after, and the hours that AI itself takes."""
    short = (
        *_metrics(case, row, WORKFLOW, baseline=True),
        *_metrics(case, row, BURDEN, baseline=False),
    )
    return LayerPass("E3", short, _metric_places(case, row, (*WORKFLOW, *BURDEN)))


def _delivery(case: Case, row: InitiativeRow) -> LayerPass:
    """E4: the funded item is named and stands in the register."""
    short: dict[Funding, Shortfall] = {
        Funding.UNFUNDED: Shortfall(FUNDED_ITEM, "no funded item named"),
        Funding.NO_REGISTER: Shortfall(REGISTER, "no register of funded items"),
        Funding.UNRESOLVED: Shortfall(FUNDED_ITEM, "funded item not in the register", absent=False),
    }
    found = [short[state] for state in (funding_of(case, row),) if state in short]
    if not case.inventory.settings.funded_items and not row.funded_item:
        found.append(short[Funding.NO_REGISTER])
    return LayerPass("E4", tuple(found), (row.at,))


def _strategy(case: Case, row: InitiativeRow) -> LayerPass:
    """E5: value evidence, risk class, vendor exposure, strategic fit, dated decision."""
    benefits = case.benefit_rows.get(row.id, ())
    short = (
        *value_shortfalls(benefits),
        *_blank((RISK, "risk class", row.risk_class), (FIT, "strategic fit", row.strategic_fit)),
        *_vendor(case, row),
        *_blank(
            (DECISION, "decision", row.decision),
            (DECISION_DATE, "date of decision", row.decision_date),
        ),
    )
    rows = _places(row, case.cost_rows.get(row.id, ()))
    return LayerPass("E5", short, (*rows, *(each.at for each in benefits)))


def value_shortfalls(benefits: Iterable[BenefitRow]) -> tuple[Shortfall, ...]:
    """What keeps benefit rows from being evidence of value; empty where one row is evidence.

    A row is evidence where it is direct, seen in practice (its status is more than
    potential) and measured.
    """
    direct = [row for row in benefits if row.direct is not False]
    if not direct:
        return (Shortfall(BENEFIT, "no direct benefit stated"),)
    gaps = [tuple(_gaps(row)) for row in direct]
    # The row that needs least: one whose only gaps are blanks before one that is refuted.
    return min(gaps, key=lambda found: (sum(not each.absent for each in found), len(found)))


def _gaps(row: BenefitRow) -> Iterator[Shortfall]:
    if row.capture_status is None:
        yield Shortfall(STATUS, "capture status not stated")
    elif row.capture_status is CaptureStatus.POTENTIAL:
        yield Shortfall(STATUS, "benefit only potential", absent=False)
    if row.grade is None:
        yield Shortfall(GRADE, "evidence grade not stated")
    elif row.grade not in MEASURED:
        yield Shortfall(GRADE, f"benefit only {row.grade.value}", absent=False)


def _blank(*stated: tuple[Need, str, object]) -> Iterator[Shortfall]:
    for need, name, value in stated:
        if value is None or value == "":
            yield Shortfall(need, f"{name} not stated")


def _metrics(
    case: Case, row: InitiativeRow, names: Iterable[str], *, baseline: bool
) -> Iterator[Shortfall]:
    for name in names:
        found = case.measures.of(row.id, name)
        if baseline and (found is None or found.baseline is None):
            yield Shortfall(Need("metrics", "baseline", name), f"{name} before not stated")
        if found is None or found.current is None:
            yield Shortfall(Need("metrics", "current", name), f"{name} today not stated")


def _places(row: InitiativeRow, costs: Iterable[CostRow]) -> tuple[Source, ...]:
    return (row.at, *(cost.at for cost in costs))


def _metric_places(case: Case, row: InitiativeRow, names: Iterable[str]) -> tuple[Source, ...]:
    found = (case.measures.of(row.id, name) for name in names)
    return tuple(place for each in found if each for place in each.sources)


#: How a pass is found, by layer.
RULES: dict[str, Rule] = {
    "E1": _usage,
    "E2": _output,
    "E3": _workflow,
    "E4": _delivery,
    "E5": _strategy,
}
