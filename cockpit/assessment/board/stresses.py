"""Question 3: what is left of the return when usage, models or prices move against us."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from cockpit import wording
from cockpit.assessment.answer import Answer, Entry, Missing, Need, Status, Unit, cannot, status_of
from cockpit.assessment.benefit_terms import SEEN
from cockpit.assessment.board.common import COST, SOURCE, direct_lines, lacking, nothing, uncosted
from cockpit.assessment.board.exposure import BEHAVIOUR, VENDOR, VENDOR_PRICED
from cockpit.assessment.case import Case
from scenarios.drivers import split_driver_name
from scenarios.portfolio import CostLine, Source, Timing, ValueBasis
from scenarios.presets import PRESETS
from scenarios.results import SimulationResult
from scenarios.scenario import Valuation
from scenarios.stress import BASE, STRESSES, StressRow, StressTable, scale_all_bounds, stress_table

VOLUME = Need("benefits", "volume")
VALUE = Need("benefits", "value_per_unit")
STATUS = Need("benefits", "capture_status")
LAYER = Need("costs", "layer")
BASELINE = Need("benefits", "baseline")
CURRENT = Need("benefits", "current")
GRADE = Need("benefits", "grade")
DRIVER = Need("assumptions", "driver")

#: The stress that joins all others; shown, but never the worst *single* one.
JOINT = "everything-at-once"
_BASIS = ValueBasis.CAPTURED
#: Usage at which the bounds are given where nobody states how cost behaves.
_TENFOLD = 10.0


@dataclass(frozen=True, slots=True)
class Stressed:
    """The stress table of a case with the presets' names; ``None`` where nothing simulates."""

    table: StressTable
    base: SimulationResult

    @property
    def single(self) -> tuple[StressRow, ...]:
        """The stresses of one kind each, without the one that joins them all."""
        return tuple(row for row in self.table.rows if row.key not in (BASE, JOINT))

    @property
    def worst(self) -> StressRow | None:
        """The single stress with the least chance; ``None`` unless all can be answered."""
        if any(row.p_hurdle is None for row in self.single):
            return None
        return min(self.single, key=lambda row: row.p_hurdle.value if row.p_hurdle else 0.0)


def stressed(case: Case) -> Stressed | None:
    """The base and every stress of the case, simulated on the same draws."""
    results = {key: case.result(key) for key in (BASE, *STRESSES)}
    known = {key: result for key, result in results.items() if result is not None}
    if len(known) < len(results):
        return None
    return Stressed(stress_table(known, _BASIS), known[BASE])


def assess(case: Case) -> Answer:
    """P(captured ROI ≥ hurdle) in the worst single stress; ``frame`` holds every stress."""
    if not case.initiatives:
        return nothing(case, Unit.PROBABILITY, ENTRY.rests_on)
    missing = (
        *_cost_gaps(case),
        *_benefit_gaps(case),
        *_driver_gaps(case),
        *uncosted(case),
        *case.partial_cost,
    )
    missing = tuple(dict.fromkeys(missing))
    found = stressed(case)
    if found is None or found.table.rows[0].p_hurdle is None:
        why = found.table.rows[0].unanswered if found else case.why_no_result()
        return cannot(
            Unit.PROBABILITY,
            f"Captured ROI cannot be answered: {(why or 'nothing is simulated').rstrip('.')}.",
            missing or case.lacks(VALUE),
        )
    frame = _frame(found)
    worst = _trusted(case, found)
    if worst is None and not missing:
        missing = case.lacks(BEHAVIOUR)
    return Answer(
        Status.PARTLY if worst is None else status_of(missing),
        worst.p_hurdle.value if worst and worst.p_hurdle else None,
        Unit.PROBABILITY,
        _bounds(found) if worst is None else _sentence(case, found, worst),
        frame=frame,
        rows=_places(case),
        missing=missing,
        tables={"Base and stresses": frame, "Expected regret": _regrets(found)},
        remarks=_remarks(case, found),
    )


def _places(case: Case) -> tuple[Source, ...]:
    """Rows of every line that is simulated."""
    costs = [line.source for line in case.portfolio.costs]
    benefits = [line.source for line in case.portfolio.benefits]
    return tuple(source for source in (*costs, *benefits) if source is not None)


def _trusted(case: Case, found: Stressed) -> StressRow | None:
    """The worst stress, unless a stress has nothing to act on and so would look harmless."""
    priced = any(line.vendor for line in case.portfolio.costs)
    measured = any(row.current is not None or row.target is None for row in case.inventory.benefits)
    return found.worst if priced and measured else None


def _sentence(case: Case, found: Stressed, worst: StressRow) -> str:
    base = found.table.rows[0]
    assert base.p_hurdle is not None
    assert worst.p_hurdle is not None
    hurdle = wording.percent(found.base.hurdle_rate)
    first = (
        f"The chance to earn the hurdle of {hurdle} falls from {_chance(base)} to "
        f"{_chance(worst)} in the worst single stress: {_name(worst.key).lower()}."
    )
    if worst.p_hurdle.value >= base.p_hurdle.value:
        first = (
            f"The chance to earn the hurdle of {hurdle} is {_chance(base)}, and no single stress "
            "makes it worse."
        )
    if worst.regret is None or worst.regret.continuing <= 0:
        return first
    money = wording.money(worst.regret.continuing, case.portfolio.currency)
    where = "Going" if worst.p_hurdle.value >= base.p_hurdle.value else "There, going"
    return f"{first} {where} on with all costs {money} more than stopping what loses money."


def _bounds(found: Stressed) -> str:
    """What can be said where the stresses have nothing to act on: scale all cost, or none."""
    base, cost = found.base.portfolio.outcomes[_BASIS], found.base.portfolio.cost
    said = f"Without stress, the chance to earn the hurdle is {_chance(found.table.rows[0])}."
    if cost is None or cost.base <= 0:
        return f"{said} How cost answers to stress is unknown."
    follows = Valuation().value_follows_usage
    roi = scale_all_bounds(base.benefit.base, cost.base, _TENFOLD, follows)
    return (
        f"{said} At tenfold usage captured ROI lies between {wording.percent(roi.all_cost_moves)} "
        f"and {wording.percent(roi.no_cost_moves)}, since nobody states what moves the cost."
    )


def _frame(found: Stressed) -> pd.DataFrame:
    """One row a scenario, base first, then the stresses with the least chance first."""
    base, *others = found.table.rows
    ranked = sorted(others, key=lambda r: r.p_hurdle.value if r.p_hurdle else 2.0)
    return pd.DataFrame(
        [
            {
                "Scenario": _name(row.key),
                "P(ROI ≥ hurdle)": row.p_hurdle.value if row.p_hurdle else None,
                "ROI P50": row.roi_p50.value if row.roi_p50 else None,
                "ROI base case": row.roi_base,
                "NPV, mean": row.npv_mean.value if row.npv_mean else None,
                "Remark": row.unanswered or "",
            }
            for row in (base, *ranked)
        ]
    )


def _regrets(found: Stressed) -> pd.DataFrame:
    """Expected money lost by one choice for all, against the better choice for each."""
    return pd.DataFrame(
        [
            {
                "Scenario": _name(row.key),
                "Regret of going on with all": row.regret.continuing if row.regret else None,
                "Regret of stopping all": row.regret.stopping if row.regret else None,
                "Initiatives compared": row.counted,
                "Left out": row.left_out,
            }
            for row in found.table.rows
        ]
    )


def _remarks(case: Case, found: Stressed) -> tuple[str, ...]:
    said = [
        "Stresses are the presets of the Scenarios page but “Prices collapse”, which helps. "
        "“Everything at once” joins them and is not counted as a single one."
    ]
    return (*said, *_both_choices(case, found), *found.base.notes)


def _both_choices(case: Case, found: Stressed) -> tuple[str, ...]:
    """What going on with all and stopping all may cost at most, and in which scenario each."""
    table = found.table
    known = [(row, row.regret) for row in table.rows if row.regret is not None]
    # Sums of different initiatives cannot be set beside each other.
    if len(known) < len(table.rows) or any(row.counted != table.compared for row in table.rows):
        return ()

    def money(amount: float) -> str:
        return wording.money(amount, case.portfolio.currency)

    base = known[0][1]
    going, lost = max(known, key=lambda pair: pair[1].continuing)
    stopping, forgone = max(known, key=lambda pair: pair[1].stopping)
    count = wording.count(table.compared, "initiative")
    months = wording.months(case.portfolio.horizon_months)
    return (
        f"One choice for {count} alike, over {months}: going on with all loses at most "
        f"{money(lost.continuing)} ({_name(going.key)}), stopping all gives up at most "
        f"{money(forgone.stopping)} ({_name(stopping.key)}). In the base case it is "
        f"{money(base.continuing)} and {money(base.stopping)}. No single choice is right for all: "
        "question 8 judges one by one.",
    )


def _cost_gaps(case: Case) -> tuple[Missing, ...]:
    """Recurring lines that do not say how they behave, or who bills them."""
    lines = [each.line for each in case.cost.lines if each.line.timing is not Timing.ONE_OFF]

    def ids(lacks: list[CostLine]) -> list[str | None]:
        return [line.initiative_id for line in lacks]

    unbilled = [line for line in lines if line.behaviour in VENDOR_PRICED and not line.vendor]
    return (
        *lacking(case, BEHAVIOUR, ids([line for line in lines if line.behaviour is None])),
        *lacking(case, VENDOR, ids(unbilled)),
    )


def _benefit_gaps(case: Case) -> tuple[Missing, ...]:
    """Benefits that count for nothing, or for a hope, because something is blank."""
    direct = {
        row.id: [r for r in case.benefit_rows.get(row.id, ()) if r.direct is not False]
        for row in case.initiatives
    }
    costed = [name for name in direct if case.costs[name].supplied]
    none = [name for name in costed if not direct[name] and not direct_lines(case, name)]

    def blank(field: str) -> list[str]:
        return [name for name in costed if any(getattr(r, field) is None for r in direct[name])]

    hoped = [
        name
        for name in costed
        if any(
            r.capture_status in SEEN and r.baseline is not None and r.current is None
            for r in direct[name]
        )
    ]
    return (
        *lacking(case, BASELINE, none),
        *lacking(case, CURRENT, [*none, *hoped]),
        *lacking(case, VOLUME, blank("volume")),
        *lacking(case, VALUE, blank("value_per_unit")),
        *lacking(case, STATUS, blank("capture_status")),
        *lacking(case, GRADE, blank("grade")),
    )


def _driver_gaps(case: Case) -> tuple[Missing, ...]:
    """Whether nobody states how usage grows, or how prices move: defaults are no evidence."""
    stated = {split_driver_name(driver.name)[0] for driver in case.portfolio.drivers}
    usage, price = "usage_growth" in stated, bool(stated & {"price_market", "price_trend"})
    return () if usage and price else case.lacks(DRIVER)


def _name(key: str) -> str:
    return PRESETS[key].name if key != BASE else "Base case"


def _chance(row: StressRow) -> str:
    assert row.p_hurdle is not None
    return wording.chance(row.p_hurdle.value, se=row.p_hurdle.se)


ENTRY = Entry(
    key="Q3",
    title="Economics under stress",
    question="What is left of our return if usage multiplies, models get dearer or vendors raise "
    "prices?",
    page="board",
    method=(
        "Every stress is simulated on the same draws as the base. The figure is the least "
        "P(captured ROI ≥ hurdle) of the single stresses. Regret is the expected money lost by "
        "one choice for all against the better choice for each. Where no cost states how it "
        "behaves, only bounds are given: all cost moves with usage, or none does. Where nobody "
        "states how usage grows and prices move, the tool's own ranges stand in."
    ),
    source=f"{SOURCE} 3",
    rests_on=(
        COST,
        LAYER,
        BEHAVIOUR,
        VENDOR,
        BASELINE,
        CURRENT,
        VOLUME,
        VALUE,
        STATUS,
        GRADE,
        DRIVER,
    ),
    assess=assess,
    better="higher",
)
