"""The CFO's view: ROI on three bases, and what the value comes from."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from cockpit import wording
from cockpit.assessment.answer import Answer, Entry, Missing, Need, Unit, cannot, status_of
from cockpit.assessment.case import Case
from cockpit.assessment.stakeholders.common import (
    AMOUNT,
    CURRENT,
    LAYER,
    PAGE,
    SOURCE,
    without_targets,
)
from cockpit.inventory.burden import BURDEN_METRICS, burden_gaps
from cockpit.inventory.vocabulary import ValueDriver
from cockpit.inventory.working_time import unclear_field
from scenarios.portfolio import BenefitLine, ValueBasis
from scenarios.results import Outcome, SimulationResult
from scenarios.scenario import Valuation
from scenarios.valuation import basis_weights, net_time_share

#: Group of benefits that name no driver.
NO_DRIVER = "driver not stated"

_VOLUME = Need("benefits", "volume")
_VALUE = Need("benefits", "value_per_unit")
_UNIT = Need("benefits", "unit")
_STATUS = Need("benefits", "capture_status")
_DRIVER = Need("benefits", "value_driver")
_DESTINATION = Need("benefits", "destination")
_REDEPLOYED = Need("benefits", "redeployed_share")
#: Hours that are taken off freed time before any of it is cashable.
_BURDEN = {name: Need("metrics", "current", name) for name in BURDEN_METRICS}

_COLUMNS = ("Value driver", "Claimed a year", "Captured a year", "Cashable a year", "Benefits")


def assess(case: Case) -> Answer:
    """Captured ROI of the base case, beside claimed and cashable, with its drivers."""
    missing = _missing(case)
    result = case.result()
    outcomes = result.portfolio.outcomes if result else {}
    captured = outcomes.get(ValueBasis.CAPTURED)
    drivers = drivers_table(case)
    if result is None or captured is None:
        why = result.portfolio.unanswered.get(ValueBasis.CAPTURED, "") if result else ""
        # A figure that cannot be given names a gap even where no single blank explains it.
        gaps = missing or case.lacks(_STATUS)
        claimed = _claimed_alone(outcomes)
        return cannot(
            Unit.SHARE,
            f"Captured ROI is unknown: {why or case.why_no_result()}.{claimed}",
            gaps,
            tables={"Value by driver": drivers},
        )
    partial = len([each for each in case.partial_cost if each.need == LAYER])
    answer = Answer(
        status_of(missing),
        captured.roi.base,
        Unit.SHARE,
        _sentence(result, drivers, partial),
        frame=_frame(case, drivers),
        rows=tuple(line.source for line in _lines(case) if line.source),
        missing=missing,
        tables={"ROI by basis": roi_table(result), "Value by driver": drivers},
        remarks=_remarks(case, drivers),
    )
    return without_targets(case, answer)


def drivers_table(case: Case) -> pd.DataFrame:
    """Value a year at full effect by driver and basis; a driver without a benefit is blank."""
    totals: dict[str, dict[ValueBasis, float]] = {}
    counts: dict[str, int] = {}
    stated = {row.at: row.value_driver for row in case.inventory.benefits}
    valuation = Valuation()
    for line in _lines(case):
        driver = stated.get(line.source) if line.source else None
        name = driver.value if driver else NO_DRIVER
        net_time = net_time_share(case.portfolio, line.initiative_id, valuation)
        sums = totals.setdefault(name, dict.fromkeys(ValueBasis, 0.0))
        counts[name] = counts.get(name, 0) + 1
        for basis, weight in basis_weights(line, net_time, valuation).items():
            sums[basis] += 12 * line.monthly_value * weight
    names = [*sorted(totals, key=lambda name: -totals[name][ValueBasis.CLAIMED])]
    names += [driver.value for driver in ValueDriver if driver.value not in totals]
    rows = [
        (
            name,
            *(totals[name][basis] if name in totals else None for basis in _BASES),
            counts.get(name, 0),
        )
        for name in names
    ]
    return pd.DataFrame(rows, columns=list(_COLUMNS))


_BASES = (ValueBasis.CLAIMED, ValueBasis.CAPTURED, ValueBasis.CASHABLE)


def roi_table(result: SimulationResult) -> pd.DataFrame:
    """ROI by basis: base case, range of the draws and chance to reach the hurdle."""
    rows = []
    for basis in _BASES:
        outcome = result.portfolio.outcomes.get(basis)
        why = result.portfolio.unanswered.get(basis, "")
        rows.append((basis.value, *_roi_words(outcome, why)))
    columns = ["Basis", "ROI, base case", "P10", "P50", "P90", "P(ROI ≥ hurdle)"]
    return pd.DataFrame(rows, columns=columns)


def _roi_words(outcome: Outcome | None, why: str) -> tuple[str, ...]:
    """Base case, percentiles and chance, each with the digits that its error supports."""
    if outcome is None:
        return (f"{wording.NA}: {why}" if why else wording.NA, *[wording.NA] * 4)
    roi, chance = outcome.roi, outcome.p_roi_hurdle
    return (
        wording.percent(roi.base),
        *(wording.percent(each.value, se=each.se) for each in (roi.p10, roi.p50, roi.p90)),
        wording.chance(chance.value, se=chance.se),
    )


def freed_hours(case: Case) -> tuple[float, float]:
    """Hours a month claimed as freed, and those of them that are cashable.

    Volume × change of direct benefits in hours; cashable weighs them by capture
    status, redeployed share and what review, coordination and security leave.
    """
    valuation = Valuation()
    claimed = cashable = 0.0
    for line in _lines(case):
        if line.freed_time:
            net_time = net_time_share(case.portfolio, line.initiative_id, valuation)
            weight = basis_weights(line, net_time, valuation)[ValueBasis.CASHABLE]
            claimed += line.volume * line.change
            cashable += line.volume * line.change * weight
    return claimed, cashable


def _lines(case: Case, counted: bool = True) -> list[BenefitLine]:
    """Direct benefits of initiatives whose cost is known, or of the others."""
    return [
        line
        for line in case.portfolio.benefits
        if line.direct and case.costs[line.initiative_id].supplied is counted
    ]


def _missing(case: Case) -> tuple[Missing, ...]:
    found: list[Missing] = []
    unpriced = [each for each, cost in case.costs.items() if not cost.supplied]
    found += case.lacks(AMOUNT, *unpriced) if unpriced else ()
    found += case.partial_cost
    for row in case.initiatives:
        rows = case.benefit_rows.get(row.id, ())
        if not rows:
            needs = (_STATUS, _DRIVER) if row.annual_benefit is not None else (_VOLUME, _VALUE)
            found += [each for need in needs for each in case.lacks(need, row.id)]
        for benefit in rows:
            if benefit.direct is False:
                continue
            blank = [
                (_VOLUME, benefit.volume is None),
                (_VALUE, benefit.value_per_unit is None),
                (_STATUS, benefit.capture_status is None),
                (_DRIVER, benefit.value_driver is None),
            ]
            found += [each for need, gone in blank if gone for each in case.lacks(need, row.id)]
            # Where nobody can tell freed time, nobody can tell what needs a destination.
            field = unclear_field(benefit)
            found += case.lacks(Need("benefits", field), row.id) if field else ()
    for line in case.portfolio.benefits:
        if line.direct and line.freed_time and line.destination is None:
            found += case.lacks(_DESTINATION, line.initiative_id)
        elif line.direct and line.freed_time and line.redeployed_share is None:
            found += case.lacks(_REDEPLOYED, line.initiative_id)
        elif line.direct and line.freed_time and line.redeployed_share:
            for name in burden_gaps(case.inventory, line.initiative_id):
                found += case.lacks(_BURDEN[name], line.initiative_id)
    return tuple(dict.fromkeys(found))


def _sentence(result: SimulationResult, drivers: pd.DataFrame, partial: int) -> str:
    outcomes = result.portfolio.outcomes

    def roi(basis: ValueBasis) -> str:
        return wording.percent(outcomes[basis].roi.base) if basis in outcomes else wording.NA

    parts = (
        f"Captured ROI is {roi(ValueBasis.CAPTURED)} over {wording.months(result.horizon_months)}; "
        f"claimed {roi(ValueBasis.CLAIMED)}, cashable {roi(ValueBasis.CASHABLE)}."
    )
    if partial:
        verb = "lacks" if partial == 1 else "lack"
        initiatives = wording.count(partial, "initiative")
        return f"At most: {initiatives} {verb} cost layers. {parts}"
    total, top = drivers["Claimed a year"].sum(), drivers.iloc[0]
    if not total > 0:
        return parts
    share = wording.percent(top["Claimed a year"] / total)
    return f"{parts} {share} of what is claimed is {top['Value driver']}."


def _claimed_alone(outcomes: dict[ValueBasis, Outcome]) -> str:
    claimed = outcomes.get(ValueBasis.CLAIMED)
    return f" Claimed ROI is {wording.percent(claimed.roi.base)}." if claimed else ""


def _frame(case: Case, drivers: pd.DataFrame) -> pd.DataFrame:
    """Drivers with a benefit: claimed as the whole, captured as its strong part."""
    shown = drivers[drivers["Benefits"] > 0]
    pairs: Iterable[tuple[float, float]] = zip(
        shown["Claimed a year"], shown["Captured a year"], strict=True
    )
    scale = wording.scale_for(shown["Claimed a year"])
    words = [
        f"{wording.in_scale(claimed, scale)}, of which {wording.in_scale(captured, scale)}"
        for claimed, captured in pairs
    ]
    unit = scale.unit(case.portfolio.currency)
    return shown.drop(columns=["Benefits"]).assign(**{"In words": words, "Unit": unit})


def _remarks(case: Case, drivers: pd.DataFrame) -> tuple[str, ...]:
    claimed, cashable = freed_hours(case)
    said = [
        "Value a year at full effect and today's usage; the ROI counts ramp-up, start and "
        "discounting as well."
    ]
    if claimed:
        said.append(
            f"Of {wording.number(claimed)} freed hours a month, {wording.number(cashable)} are "
            "cashable hours: evidenced, redeployed to a destination, and net of the hours that "
            "review, coordination and security take. The claimed ROI counts every hour at its full "
            "rate. Two other counts differ: hours put to use (Value grid) keep that burden in, and "
            "leave out what is only observed; net hours (board question 6) ask for no destination."
        )
    silent = drivers.loc[drivers["Benefits"] == 0, "Value driver"]
    if len(silent):
        said.append(f"No benefit is stated for {wording.listed(silent)}.")
    out = sum(12 * line.monthly_value for line in _lines(case, counted=False))
    if out:
        money = wording.money(out, case.portfolio.currency)
        said.append(f"Left out: {money} a year claimed by initiatives whose cost nobody supplied.")
    return tuple(said)


CFO = Entry(
    key="cfo-roi",
    title="Return, and what it comes from",
    question="What comes back for the money, and from where?",
    page=PAGE,
    method="Base case of the engine: net ROI = (benefit − full cost) ÷ full cost, present values "
    "over the horizon. Claimed counts each benefit whole; captured weighs it by capture status; "
    "cashable takes from that, of freed time, only the redeployed share net of burden hours. By "
    "driver: volume × change × value per unit × 12. Indirect benefits are in none of them.",
    source=f"{SOURCE}, value for Finance.",
    rests_on=(
        AMOUNT,
        LAYER,
        CURRENT,
        _VOLUME,
        _VALUE,
        _UNIT,
        _STATUS,
        _DRIVER,
        _DESTINATION,
        _REDEPLOYED,
        *_BURDEN.values(),
    ),
    assess=assess,
    better="higher",
)
