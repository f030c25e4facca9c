"""The CISO's view: which duties of the EU AI Act the high-risk systems cover so far."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from cockpit import wording
from cockpit.assessment.answer import Answer, Entry, Missing, Need, Unit, cannot, status_of
from cockpit.assessment.case import Case
from cockpit.assessment.evidence_rows import NOBODY
from cockpit.assessment.stakeholders.ai_act_dates import (
    ActDate,
    caution,
    dates_table,
    next_date,
    next_high_risk,
)
from cockpit.assessment.stakeholders.common import PAGE, RISK_CLASS, SOURCE, spend
from cockpit.inventory.rows import InitiativeRow
from cockpit.inventory.vocabulary import RiskClass, Stage

#: Group of initiatives whose risk class nobody has stated.
NOT_ASSESSED = "not assessed"


@dataclass(frozen=True, slots=True)
class Duty:
    """One group of duties: its metric, what it asks, and the evidence that shows it."""

    name: str
    short: str
    metric: str
    asks: str
    evidence: str

    @property
    def need(self) -> Need:
        """The column that states how far it is covered."""
        return Need("metrics", "current", self.metric)


DUTIES = (
    Duty(
        "Transparency",
        "Transparency",
        "EU AI Act transparency coverage",
        "people get an explanation of what the system decided",
        "log of the explanation service: share of decisions explained",
    ),
    Duty(
        "Human oversight",
        "Oversight",
        "EU AI Act human oversight coverage",
        "risky cases reach a person who can overrule",
        "log of approvals: share of risky cases passed to a person",
    ),
    Duty(
        "Data governance",
        "Data",
        "EU AI Act data governance coverage",
        "data can be traced from source to result",
        "lineage records: share of inputs with a full trace",
    ),
    Duty(
        "Risk management",
        "Risk",
        "EU AI Act risk management coverage",
        "each use has a risk assessment on file",
        "register of use cases with their impact scores",
    ),
    Duty(
        "Documentation",
        "Documents",
        "EU AI Act documentation coverage",
        "the technical file is complete",
        "cards of system and model, kept up to date",
    ),
)

_Cells = dict[tuple[str, str], float | None]


def assess(case: Case) -> Answer:
    """Lowest coverage of one duty in one high-risk system, beside the mean."""
    high = [row for row in case.initiatives if row.risk_class is RiskClass.HIGH]
    # Of a prohibited system the class has to be settled again, or the system to stop.
    unsettled = [row.id for row in case.initiatives if row.risk_class is None]
    unsettled += [row.id for row in prohibited(case)]
    missing: list[Missing] = []
    if unsettled or not case.initiatives:
        missing += case.lacks(RISK_CLASS, *unsettled)
    tables = {
        "Initiatives by risk class": _classes_table(case),
        "Dates of application": dates_table(case.as_of),
        "What each duty asks, and what shows it": _duties_table(case, high),
    }
    remarks = (*_dates_ahead(case), _no_finding(), caution())
    if not high:
        return _without_high(case, missing, tables, remarks)
    cells = {
        (row.id, duty.name): case.measures.current(row.id, duty.metric)
        for row in high
        for duty in DUTIES
    }
    for duty in DUTIES:
        gone = [row.id for row in high if cells[row.id, duty.name] is None]
        missing += case.lacks(duty.need, *gone) if gone else ()
    known = {key: value for key, value in cells.items() if value is not None}
    tables = {"Coverage by system": coverage_table(high, cells), **tables}
    if not known:
        text = (
            f"{prohibited_words(case)}{wording.count(len(high), 'high-risk system')} and no duty "
            "measured: coverage is unknown."
        )
        return cannot(Unit.SHARE, text, missing, tables=tables, remarks=remarks)
    whole = len(known) == len(cells) and not prohibited(case)
    return Answer(
        status_of(missing),
        # A duty that nobody measured may be lower still: then there is no minimum to state,
        # and no coverage makes up for a system that must not run.
        min(known.values()) if whole else None,
        Unit.SHARE,
        prohibited_words(case) + _sentence(case, known, len(cells)),
        frame=_frame(case, high, cells),
        rows=(*(row.at for row in prohibited(case)), *_rows(case, high)),
        missing=tuple(missing),
        tables=tables,
        remarks=remarks,
    )


def prohibited(case: Case) -> tuple[InitiativeRow, ...]:
    """Systems whose use the EU AI Act forbids and that are not retired."""
    return tuple(
        row
        for row in case.initiatives
        if row.risk_class is RiskClass.PROHIBITED and row.stage is not Stage.RETIRED
    )


def prohibited_words(case: Case) -> str:
    """What comes before any coverage, with a blank behind it; empty where nothing is forbidden."""
    names = [row.name for row in prohibited(case)]
    if not names:
        return ""
    verb = "is" if len(names) == 1 else "are"
    return (
        f"{wording.count(len(names), 'system')} {verb} classed as prohibited and must be stopped: "
        f"{wording.listed(names)}. "
    )


def _without_high(
    case: Case,
    missing: list[Missing],
    tables: dict[str, pd.DataFrame],
    remarks: tuple[str, ...],
) -> Answer:
    """The answer where no initiative is known to be of high risk."""
    first, unassessed = prohibited_words(case), _unassessed_words(case)
    if unassessed:
        text = f"{first}No initiative is known to be high-risk, and {unassessed}"
    elif first:
        text = f"{first}No other initiative is classed as high-risk."
    else:
        text = "No initiative is classed as high-risk, so no coverage is due."
    if all(row.risk_class is None for row in case.initiatives):
        return cannot(Unit.SHARE, text, missing, tables=tables, remarks=remarks)
    return Answer(
        status_of(missing),
        None,
        Unit.SHARE,
        text,
        rows=tuple(row.at for row in prohibited(case)),
        missing=tuple(missing),
        tables=tables,
        remarks=remarks,
    )


def coverage_table(high: list[InitiativeRow], cells: _Cells) -> pd.DataFrame:
    """One row a system, weakest first: each duty, minimum, mean, and how many are measured."""
    rows = []
    for row in high:
        values = [cells[row.id, duty.name] for duty in DUTIES]
        known = [value for value in values if value is not None]
        rows.append(
            {
                "System": row.name,
                **dict(zip((duty.name for duty in DUTIES), values, strict=True)),
                "Minimum": min(known) if known else None,
                "Mean": sum(known) / len(known) if known else None,
                "Measured": f"{len(known)} of {len(DUTIES)}",
                "Owner": row.owner or NOBODY,
            }
        )
    table = pd.DataFrame(rows)
    return table.sort_values("Minimum", na_position="first", ignore_index=True)


def weakest(case: Case) -> tuple[float, bool] | None:
    """Lowest coverage known, and whether all duties are; ``None`` where none is."""
    answer = case.answer(CISO)
    if answer.frame.empty:
        return None
    values = answer.frame["Coverage"].dropna()
    return float(values.min()), answer.figure is not None


def _sentence(case: Case, known: dict[tuple[str, str], float], all_cells: int) -> str:
    (initiative, duty), least = min(known.items(), key=lambda pair: pair[1])
    mean = sum(known.values()) / len(known)
    at_most = "" if len(known) == all_cells else "at most "
    measured = "" if not at_most else f" of the {len(known)} of {all_cells} duties measured"
    text = (
        f"Lowest coverage is {at_most}{wording.percent(least)}: {duty.lower()} of "
        f"{case.name(initiative)}; the mean{measured} is {wording.percent(mean)}."
    )
    unassessed = _unassessed_words(case)
    return f"{text} {unassessed[0].upper()}{unassessed[1:]}" if unassessed else text


def _unassessed_words(case: Case) -> str:
    number = sum(row.risk_class is None for row in case.initiatives)
    if not case.initiatives:
        return "no initiative is listed."
    verb = "has" if number == 1 else "have"
    return f"{wording.count(number, 'initiative')} {verb} no risk class yet." if number else ""


def _frame(case: Case, high: list[InitiativeRow], cells: _Cells) -> pd.DataFrame:
    green, red = case.thresholds["coverage_green"], case.thresholds["coverage_red"]
    order = list(coverage_table(high, cells)["System"])
    rows = [
        {
            "System": row.name,
            "Duty": duty.name,
            "Short": duty.short,
            "Coverage": cells[row.id, duty.name],
            "In words": wording.percent(cells[row.id, duty.name]),
            "State": _state(cells[row.id, duty.name], green, red),
        }
        for row in sorted(high, key=lambda row: order.index(row.name))
        for duty in DUTIES
    ]
    return pd.DataFrame(rows)


def _state(value: float | None, green: float, red: float) -> str:
    if value is None:
        return "not measured"
    return "green" if value >= green else "red" if value < red else "amber"


def _rows(case: Case, high: list[InitiativeRow]) -> tuple:  # type: ignore[type-arg]
    found = [row.at for row in high]
    for row in high:
        for duty in DUTIES:
            measured = case.measures.of(row.id, duty.metric)
            found += measured.sources if measured else ()
    return tuple(found)


def _classes_table(case: Case) -> pd.DataFrame:
    """Initiatives and their known cost a year by risk class, those not assessed by name."""
    costs = spend(case)
    rows = []
    for risk in (*RiskClass, None):
        members = [row for row in case.initiatives if row.risk_class is risk]
        known = [costs[row.id].recurring for row in members if row.id in costs]
        rows.append(
            {
                "Risk class": risk.value if risk else NOT_ASSESSED,
                "Initiatives": len(members),
                "Full cost a year": sum(known) if known else None,
                "Which": wording.listed(row.name for row in members),
            }
        )
    return pd.DataFrame(rows)


def _duties_table(case: Case, high: list[InitiativeRow]) -> pd.DataFrame:
    rows = []
    for duty in DUTIES:
        values = [case.measures.current(row.id, duty.metric) for row in high]
        known = [value for value in values if value is not None]
        rows.append(
            {
                "Duty": duty.name,
                "What it asks": duty.asks,
                "What shows it": duty.evidence,
                "Minimum": min(known) if known else None,
                "Mean": sum(known) / len(known) if known else None,
                "Systems measured": f"{len(known)} of {len(high)}",
            }
        )
    return pd.DataFrame(rows)


def _no_finding() -> str:
    return (
        "Coverage is the share of a duty's requirements that the system's file says are met. It is "
        "no finding on the law."
    )


def next_of_portfolio(case: Case) -> ActDate | None:
    """The next date of the EU AI Act that concerns a risk class in the portfolio."""
    classes = {row.risk_class for row in case.initiatives if row.risk_class is not None}
    return next_date(case.as_of, classes)


def next_date_words(case: Case) -> str:
    """The next date for the classes in the portfolio, and that of high-risk systems beside it."""
    first, high = next_of_portfolio(case), next_high_risk(case.as_of)
    later = (
        "all high-risk duties apply already"
        if high is None
        else f"high-risk duties from {wording.day(high.date)}"
    )
    if first is None or first == high:
        return later
    what = f"{first.applies[0].lower()}{first.applies[1:]}"
    return f"next date {wording.day(first.date)}: {what}; {later}"


def _dates_ahead(case: Case) -> tuple[str, ...]:
    """The next dates as a sentence, where any class is known."""
    if next_of_portfolio(case) is None:
        return ()
    text = next_date_words(case)
    return (f"EU AI Act, for the risk classes in this portfolio: {text}.",)


CISO = Entry(
    key="ciso-coverage",
    title="EU AI Act coverage",
    question="How much of the duties do our high-risk systems cover?",
    page=PAGE,
    method="For each initiative of risk class high, the current value of five coverage metrics. "
    "The figure is the lowest of them, since a mean hides the one duty that fails; the mean stands "
    "beside it. Where a duty is not measured there is no minimum, only “at most”; nor "
    "while a system is classed as prohibited and not retired, which is named before all else.",
    source=f"{SOURCE}, readiness for the EU AI Act; Regulation (EU) 2024/1689.",
    rests_on=(RISK_CLASS, *(duty.need for duty in DUTIES)),
    assess=assess,
    better="higher",
)
