"""Trust in four lines: transparency, control, measurement, value; never one mixed score."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from cockpit import wording
from cockpit.assessment.answer import Answer, Entry, Missing, Need, Unit, cannot, status_of
from cockpit.assessment.case import Case
from cockpit.assessment.stakeholders.common import AMOUNT, PAGE, RISK_CLASS, SOURCE
from cockpit.inventory.rows import InitiativeRow
from cockpit.inventory.vocabulary import ProcessingKind, RiskClass
from scenarios.portfolio import EvidenceGrade, Source, ValueBasis

_EXPLAINED = Need("metrics", "current", "explained decisions")
_COVERAGE = "EU AI Act transparency coverage"
_FLAGS = ("customer_facing", "employee_impact", "regulated", "critical_process")
_FLAG_NEEDS = {flag: Need("initiatives", flag) for flag in _FLAGS}
_CONTROL = Need("processing", "control_owner")
_VOLUME = Need("benefits", "volume")
_VALUE = Need("benefits", "value_per_unit")
_GRADE = Need("benefits", "grade")
_STATUS = Need("benefits", "capture_status")

_MEASURED = (EvidenceGrade.MEASURED, EvidenceGrade.MEASURED_WITH_BASELINE)
#: Words in a processor cell that declare that this kind of data does not occur.
_NONE_WORDS = ("none", "not used")
_FORMULA = f"{SOURCE}: trust rests on transparency, control, measurement and value."


def transparency(case: Case) -> Answer:
    """Share of decisions explained, over high-risk and limited-risk initiatives."""
    scope = [
        row for row in case.initiatives if row.risk_class in (RiskClass.HIGH, RiskClass.LIMITED)
    ]
    unassessed = [row.id for row in case.initiatives if row.risk_class is None]
    missing: list[Missing] = list(case.lacks(RISK_CLASS, *unassessed)) if unassessed else []
    values = {row.id: case.measures.current(row.id, "explained decisions") for row in scope}
    silent = [key for key, value in values.items() if value is None]
    missing += case.lacks(_EXPLAINED, *silent) if silent else ()
    known = [value for value in values.values() if value is not None]
    if not scope and not missing and case.initiatives:
        text = "No initiative is of high or limited risk, so no decision needs an explanation."
        return Answer(status_of(()), None, Unit.SHARE, text)
    if not known:
        text = "How many decisions come with an explanation is unknown."
        return cannot(Unit.SHARE, text, missing or case.lacks(RISK_CLASS))
    share = sum(known) / len(scope)
    at_least = "At least " if missing else ""
    return Answer(
        status_of(missing),
        share,
        Unit.SHARE,
        f"{at_least}{wording.percent(share)} of decisions are explained, over {len(scope)} "
        f"initiatives of high or limited risk; {len(known)} of them measure it.",
        frame=_line(share),
        rows=_metric_rows(case, scope, "explained decisions"),
        missing=tuple(missing),
        tables={"Transparency by initiative": _transparency_table(case, scope)},
    )


def control(case: Case) -> Answer:
    """Share of processing in material initiatives that somebody controls."""
    material = [row for row in case.initiatives if any(getattr(row, flag) for flag in _FLAGS)]
    blank = [
        (row, flag) for row in case.initiatives for flag in _FLAGS if getattr(row, flag) is None
    ]
    missing: list[Missing] = [
        gap for row, flag in blank for gap in case.lacks(_FLAG_NEEDS[flag], row.id)
    ]
    # One that may be material belongs to the total: a blank must not raise the share.
    open_ones = [row for row in {row.id: row for row, _ in blank}.values() if row not in material]
    cells = {row.id: _controlled(case, row) for row in material}
    for row in material:
        missing += case.lacks(_CONTROL, row.id) if cells[row.id] < len(ProcessingKind) else ()
    total = len(ProcessingKind) * (len(material) + len(open_ones))
    controlled = sum(cells.values())
    if not total and case.initiatives:
        text = "No initiative is material, so no processing needs an owner of its control."
        return Answer(status_of(()), None, Unit.SHARE, text)
    if not controlled:
        text = "Who controls the processing of material initiatives is unknown."
        return cannot(Unit.SHARE, text, missing or case.lacks(_CONTROL))
    share = controlled / total
    at_least = "At least " if missing else ""
    table = pd.DataFrame(
        [
            {
                "Initiative": row.name,
                "Kinds with a control owner": cells[row.id],
                "Of": len(ProcessingKind),
                "Owner": row.owner,
            }
            for row in sorted(material, key=lambda row: cells[row.id])
        ]
    )
    return Answer(
        status_of(missing),
        share,
        Unit.SHARE,
        f"{at_least}{wording.percent(share)} of the processing of "
        f"{wording.count(len(material), 'material initiative')} has a named owner of its control.",
        frame=_line(share),
        rows=tuple(each.at for row in material for each in case.processing_rows.get(row.id, ())),
        missing=tuple(missing),
        tables={"Control by initiative": table},
    )


def measurement(case: Case) -> Answer:
    """Share of the claimed benefit a year that is measured."""
    lines = [line for line in case.portfolio.benefits if line.direct]
    missing = _benefit_gaps(case, (_VOLUME, _VALUE, _GRADE))
    sizes: dict[EvidenceGrade | None, float] = {}
    for line in lines:
        sizes[line.grade] = sizes.get(line.grade, 0.0) + 12 * abs(line.monthly_value)
    total = sum(sizes.values())
    graded = any(line.grade is not None for line in lines)
    if not total or not graded:
        text = (
            "No benefit states how well it is evidenced."
            if total
            else "No direct benefit with a value is supplied."
        )
        return cannot(Unit.SHARE, text, missing or case.lacks(_GRADE))
    share = sum(sizes.get(grade, 0.0) for grade in _MEASURED) / total
    at_least = "At least " if missing else ""
    money = wording.money(total, case.portfolio.currency)
    table = pd.DataFrame(
        [
            {
                "Evidence": grade.value if grade else "not stated",
                "Claimed a year": size,
                "Share": size / total,
            }
            for grade, size in sorted(sizes.items(), key=lambda pair: -pair[1])
        ]
    )
    return Answer(
        status_of(missing),
        share,
        Unit.SHARE,
        f"{at_least}{wording.percent(share)} of the claimed benefit of {money} a year is measured.",
        frame=_line(share),
        rows=_sources(line.source for line in lines),
        missing=missing,
        tables={"Claimed benefit by evidence": table},
    )


def value(case: Case) -> Answer:
    """Captured benefit over claimed benefit, base case."""
    missing = (
        (*case.lacks(AMOUNT, *(key for key, cost in case.costs.items() if not cost.supplied)),)
        if any(not cost.supplied for cost in case.costs.values())
        else ()
    )
    missing += _benefit_gaps(case, (_VOLUME, _VALUE, _STATUS))
    result = case.result()
    outcomes = result.portfolio.outcomes if result else {}
    captured, claimed = outcomes.get(ValueBasis.CAPTURED), outcomes.get(ValueBasis.CLAIMED)
    if result is None or captured is None or claimed is None or claimed.benefit.base <= 0:
        text = "Which part of the claimed benefit is captured is unknown."
        return cannot(Unit.SHARE, text, missing or case.lacks(_STATUS))
    share = captured.benefit.base / claimed.benefit.base
    money = wording.money(claimed.benefit.base, case.portfolio.currency)
    return Answer(
        status_of(missing),
        share,
        Unit.SHARE,
        f"{wording.percent(share)} of the claimed benefit of {money} over "
        f"{wording.months(result.horizon_months)} is captured.",
        frame=_line(share),
        rows=_sources(line.source for line in case.portfolio.benefits if line.direct),
        missing=missing,
    )


def _controlled(case: Case, row: InitiativeRow) -> int:
    """Kinds of processing with a control owner, or declared not to occur."""
    kinds = {
        each.kind
        for each in case.processing_rows.get(row.id, ())
        if each.control_owner or (each.processor or "").strip().casefold() in _NONE_WORDS
    }
    return len(kinds)


def _benefit_gaps(case: Case, needs: tuple[Need, ...]) -> tuple[Missing, ...]:
    """Blank cells of direct benefits; all of them for an initiative without any benefit."""
    found: list[Missing] = []
    for row in case.initiatives:
        rows = case.benefit_rows.get(row.id, ())
        lump = row.annual_benefit is not None
        for need in needs:
            stated_once = lump and need in (_VOLUME, _VALUE)
            gone = any(
                each.direct is not False and getattr(each, need.field) is None for each in rows
            )
            if gone or (not rows and not stated_once):
                found += case.lacks(need, row.id)
    return tuple(found)


def _transparency_table(case: Case, scope: list[InitiativeRow]) -> pd.DataFrame:
    rows = [
        {
            "Initiative": row.name,
            "Risk class": row.risk_class.value if row.risk_class else None,
            "Decisions explained": case.measures.current(row.id, "explained decisions"),
            "Transparency coverage": case.measures.current(row.id, _COVERAGE),
            "Owner": row.owner,
        }
        for row in scope
    ]
    table = pd.DataFrame(rows)
    return table.sort_values("Decisions explained", na_position="first", ignore_index=True)


def _metric_rows(case: Case, scope: Iterable[InitiativeRow], name: str) -> tuple[Source, ...]:
    found = (case.measures.of(row.id, name) for row in scope)
    return tuple(place for each in found if each for place in each.sources)


def _sources(places: Iterable[Source | None]) -> tuple[Source, ...]:
    return tuple(dict.fromkeys(place for place in places if place is not None))


def _line(share: float) -> pd.DataFrame:
    return pd.DataFrame({"Share": [share], "In words": [wording.percent(share)]})


TRUST = (
    Entry(
        key="trust-transparency",
        title="Trust: transparency",
        question="Can people see how it decides?",
        page=PAGE,
        method="Mean of “explained decisions” over initiatives of high and limited risk. One that "
        "does not measure it adds nothing, so the figure is a lower bound. Coverage of the "
        "transparency duties stands beside it and is not mixed in.",
        source=_FORMULA,
        rests_on=(RISK_CLASS, _EXPLAINED),
        assess=transparency,
        better="higher",
    ),
    Entry(
        key="trust-control",
        title="Trust: control",
        question="Can somebody change what it does?",
        page=PAGE,
        method="Kinds of processing (prompt, completion, embedding, log, agent action) with a "
        "named control owner, or declared not to occur, over five for each material initiative. "
        "One whose four flags of materiality leave it open counts in the total only.",
        source=_FORMULA,
        rests_on=(*_FLAG_NEEDS.values(), _CONTROL),
        assess=control,
        better="higher",
    ),
    Entry(
        key="trust-measurement",
        title="Trust: measurement",
        question="Can we prove that it works?",
        page=PAGE,
        method="Direct benefit a year at full effect, in absolute size, with evidence grade "
        "“measured” or “measured with baseline”, over all direct benefit claimed.",
        source=_FORMULA,
        rests_on=(_VOLUME, _VALUE, _GRADE),
        assess=measurement,
        better="higher",
    ),
    Entry(
        key="trust-value",
        title="Trust: value",
        question="Does it demonstrably help?",
        page=PAGE,
        method="Captured over claimed benefit of the base case, present values over the horizon.",
        source=_FORMULA,
        rests_on=(AMOUNT, _VOLUME, _VALUE, _STATUS),
        assess=value,
        better="higher",
    ),
)
