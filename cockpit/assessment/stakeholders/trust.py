"""Trust in four lines: transparency, control, measurement, value; never one mixed score."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from cockpit import wording
from cockpit.assessment.answer import Answer, Entry, Missing, Need, Unit, cannot, status_of
from cockpit.assessment.benefit_terms import MEASURED
from cockpit.assessment.board.materiality import FLAGS, is_material, unassessed
from cockpit.assessment.board.processing import FILLED, UNUSED, cells
from cockpit.assessment.case import Case
from cockpit.assessment.evidence_rows import NOBODY
from cockpit.assessment.stakeholders.common import (
    AMOUNT,
    CURRENT,
    PAGE,
    RISK_CLASS,
    SOURCE,
    without_targets,
)
from cockpit.inventory.rows import InitiativeRow
from cockpit.inventory.vocabulary import ProcessingKind, RiskClass
from scenarios.portfolio import EvidenceGrade, Source, ValueBasis

_EXPLAINED = "explained decisions"
_COVERAGE = "EU AI Act transparency coverage"
#: What each risk class is judged by: a high-risk system has a file, the others show their log.
_SEEN_BY = {RiskClass.HIGH: _COVERAGE, RiskClass.LIMITED: _EXPLAINED}
_CONTROL = Need("processing", "control_owner")
_VOLUME = Need("benefits", "volume")
_VALUE = Need("benefits", "value_per_unit")
_GRADE = Need("benefits", "grade")
_STATUS = Need("benefits", "capture_status")

_FORMULA = f"{SOURCE}: trust rests on transparency, control, measurement and value."


def transparency(case: Case) -> Answer:
    """Mean over high-risk and limited-risk initiatives of what people can see."""
    scope = [row for row in case.initiatives if row.risk_class in _SEEN_BY]
    unassessed = [row.id for row in case.initiatives if row.risk_class is None]
    missing: list[Missing] = list(case.lacks(RISK_CLASS, *unassessed)) if unassessed else []
    values = {row.id: case.measures.current(row.id, _metric(row)) for row in scope}
    for row in scope:
        if values[row.id] is None:
            missing += case.lacks(Need("metrics", "current", _metric(row)), row.id)
    known = [value for value in values.values() if value is not None]
    if not scope and not missing and case.initiatives:
        text = "No initiative is of high or limited risk, so no decision needs an explanation."
        return Answer(status_of(()), None, Unit.SHARE, text)
    if not known:
        text = "How far people can see what the AI decides is unknown."
        return cannot(Unit.SHARE, text, missing or case.lacks(RISK_CLASS))
    # One that measures nothing stays in the total: leaving it blank raises nothing.
    share = sum(known) / len(scope)
    at_least = "At least " if missing else ""
    return Answer(
        status_of(missing),
        share,
        Unit.SHARE,
        f"{at_least}{wording.percent(share)} of what people should see is shown, over "
        f"{wording.count(len(scope), 'initiative')} of high or limited risk; {len(known)} of them "
        "measure it.",
        frame=_line(share),
        rows=_metric_rows(case, scope),
        missing=tuple(missing),
        tables={"Transparency by initiative": _transparency_table(case, scope)},
    )


def _metric(row: InitiativeRow) -> str:
    assert row.risk_class is not None
    return _SEEN_BY[row.risk_class]


def control(case: Case) -> Answer:
    """Share of processing in material initiatives that somebody controls."""
    material = [row for row in case.initiatives if is_material(row)]
    # One that may be material belongs to the total: a blank must not raise the share.
    open_ones = [row for row in case.initiatives if is_material(row) is None]
    done = {row.id: _controlled(case, row) for row in material}
    gaps = [row.id for row in material if done[row.id] < len(ProcessingKind)]
    missing = (*unassessed(case), *(case.lacks(_CONTROL, *gaps) if gaps else ()))
    total = len(ProcessingKind) * (len(material) + len(open_ones))
    controlled = sum(done.values())
    if not total and case.initiatives:
        text = "No initiative is material, so no processing needs an owner of its control."
        return Answer(status_of(()), None, Unit.SHARE, text)
    if not controlled:
        text = "Who controls the processing of material initiatives is unknown."
        return cannot(Unit.SHARE, text, missing or case.lacks(_CONTROL))
    share = controlled / total
    at_least = "At least " if missing else ""
    return Answer(
        status_of(missing),
        share,
        Unit.SHARE,
        f"{at_least}{wording.percent(share)} of the processing of "
        f"{wording.count(len(material), 'material initiative')} has a named owner of its control.",
        frame=_line(share),
        rows=tuple(each.at for row in material for each in case.processing_rows.get(row.id, ())),
        missing=missing,
        tables={"Control by initiative": _control_table(material, done)},
    )


def _controlled(case: Case, row: InitiativeRow) -> int:
    """Kinds of processing with a control owner, or declared not to occur."""
    rows = case.processing_rows.get(row.id, ())
    states = (cells(rows, kind)["Control owner"] for kind in ProcessingKind)
    return sum(state in (FILLED, UNUSED) for state in states)


def _control_table(material: list[InitiativeRow], done: dict[str, int]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "Initiative": row.name,
                "Kinds of data controlled": done[row.id],
                "Of": len(ProcessingKind),
                "Owner": row.owner or NOBODY,
            }
            for row in sorted(material, key=lambda row: done[row.id])
        ]
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
    share = sum(sizes.get(grade, 0.0) for grade in MEASURED) / total
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
    answer = Answer(
        status_of(missing),
        share,
        Unit.SHARE,
        f"{at_least}{wording.percent(share)} of the claimed benefit of {money} a year is measured.",
        frame=_line(share),
        rows=_sources(line.source for line in lines),
        missing=missing,
        tables={"Claimed benefit by evidence": table},
    )
    return without_targets(case, answer)


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
    answer = Answer(
        status_of(missing),
        share,
        Unit.SHARE,
        f"{wording.percent(share)} of the claimed benefit of {money} over "
        f"{wording.months(result.horizon_months)} is captured.",
        frame=_line(share),
        rows=_sources(line.source for line in case.portfolio.benefits if line.direct),
        missing=missing,
    )
    return without_targets(case, answer)


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
            "Judged by": _metric(row),
            "Decisions explained": case.measures.current(row.id, _EXPLAINED),
            "Transparency coverage": case.measures.current(row.id, _COVERAGE),
            "Owner": row.owner or NOBODY,
        }
        for row in scope
    ]
    table = pd.DataFrame(rows)
    return table.sort_values(["Risk class", "Initiative"], ignore_index=True)


def _metric_rows(case: Case, scope: Iterable[InitiativeRow]) -> tuple[Source, ...]:
    found = (case.measures.of(row.id, _metric(row)) for row in scope)
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
        method="Mean over initiatives of high risk, judged by the coverage of their transparency "
        "duties, and of limited risk, judged by the share of decisions explained. One that does "
        "not measure it adds nothing, so the figure is a lower bound.",
        source=_FORMULA,
        rests_on=(
            RISK_CLASS,
            Need("metrics", "current", _EXPLAINED),
            Need("metrics", "current", _COVERAGE),
        ),
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
        rests_on=(*FLAGS, _CONTROL),
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
        rests_on=(CURRENT, _VOLUME, _VALUE, _GRADE),
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
        rests_on=(AMOUNT, CURRENT, _VOLUME, _VALUE, _STATUS),
        assess=value,
        better="higher",
    ),
)
