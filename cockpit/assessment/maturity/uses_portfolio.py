"""What delivery and strategy evidence let people do: fund, defer, compare."""

from __future__ import annotations

import math

import pandas as pd

from cockpit import wording
from cockpit.assessment.case import Case
from cockpit.assessment.maturity.funding import Funding, funding_of, likely_duplicates
from cockpit.assessment.maturity.passes import LayerPass, passes, value_shortfalls
from cockpit.assessment.maturity.pattern import known_cost, money_column
from cockpit.assessment.maturity.uses_cost import NOT_STATED, SHARE
from cockpit.inventory.rows import InitiativeRow
from cockpit.inventory.vocabulary import StrategicFit

#: Metrics that tell what an initiative does to people's skills.
CAPABILITY = ("entry-level tasks", "training hours")
_FITS = [None, *StrategicFit]


def by_funding(case: Case) -> pd.DataFrame:
    """Full cost a year by the state of the funded item."""
    rows = []
    for state in Funding:
        here = [row.id for row in case.initiatives if funding_of(case, row) is state]
        if not here:
            continue
        known = [cost for each in here if (cost := known_cost(case, each)) is not None]
        amount = sum(known) if known else math.nan
        total = case.cost.recurring
        rows.append((state.value, len(here), amount, amount / total if total else math.nan))
    return pd.DataFrame(rows, columns=["Funded item", "Initiatives", money_column(case), SHARE])


def duplicates(case: Case) -> pd.DataFrame:
    """Pairs that may do the same work; a reason to look, not a finding."""
    rows = []
    for pair in likely_duplicates(case):
        costs = [known_cost(case, each.id) for each in (pair.first, pair.second)]
        smaller = None if None in costs else min(each for each in costs if each is not None)
        reasons = wording.listed(pair.reasons)
        rows.append((pair.first.name, pair.second.name, reasons, smaller))
    return pd.DataFrame(
        rows,
        columns=["Initiative", "And", "In common", f"The smaller of the two, {money_column(case)}"],
    )


def fund_or_defer(case: Case) -> pd.DataFrame:
    """Work without a resolved funded item: fund where the evidence holds, else defer."""
    found = passes(case)
    rows = []
    for row in case.initiatives:
        state = funding_of(case, row)
        if state is Funding.FUNDED:
            continue
        lower = [found[row.id][key] for key in ("E1", "E2", "E3")]
        rows.append(
            (row.name, state.value, known_cost(case, row.id), _candidate(lower), _why(lower))
        )
    rows.sort(key=lambda each: -(each[2] or 0.0))
    return pd.DataFrame(
        rows, columns=["Initiative", "Funded item", money_column(case), "Candidate to", "Because"]
    )


def _candidate(lower: list[LayerPass]) -> str:
    return "fund" if all(each.passed for each in lower) else "defer until the evidence is there"


def _why(lower: list[LayerPass]) -> str:
    first = next((each for each in lower if not each.passed), None)
    return f"{first.layer}: {first.reason}" if first else "layers 1 to 3 pass"


def side_by_side(case: Case) -> pd.DataFrame:
    """Every initiative by fit, value evidence, risk, vendor and effect on skills."""
    rows = [
        (
            row.name,
            row.strategic_fit.value if row.strategic_fit else NOT_STATED,
            _value(case, row),
            _risk(row),
            _vendor(case, row),
            _capability(case, row),
            row.decision.value if row.decision else NOT_STATED,
            known_cost(case, row.id),
        )
        for row in sorted(
            case.initiatives,
            key=lambda row: (-_FITS.index(row.strategic_fit), -(known_cost(case, row.id) or 0.0)),
        )
    ]
    return pd.DataFrame(
        rows,
        columns=[
            "Initiative",
            "Strategic fit",
            "Value evidence",
            "Operating risk",
            "Vendor exposure",
            "Effect on skills",
            "Decision",
            money_column(case),
        ],
    )


def _value(case: Case, row: InitiativeRow) -> str:
    short = value_shortfalls(case.benefit_rows.get(row.id, ()))
    return "; ".join(each.reason for each in short) or "measured"


def _risk(row: InitiativeRow) -> str:
    flags = {
        "customer-facing": row.customer_facing,
        "regulated": row.regulated,
        "critical process": row.critical_process,
    }
    said = [name for name, flag in flags.items() if flag]
    unknown = sum(flag is None for flag in flags.values())
    risk = row.risk_class.value if row.risk_class else "class not stated"
    tail = [f"{unknown} not assessed"] if unknown else []
    return ", ".join([risk, *said, *tail])


def _vendor(case: Case, row: InitiativeRow) -> str:
    """The vendor that takes most of the initiative's own cost, and its share of it."""
    by_vendor: dict[str, float] = {}
    own = [each for each in case.cost.lines if each.line.initiative_id == row.id]
    total = sum(each.recurring for each in own)
    for each in own:
        if each.line.vendor:
            by_vendor[each.line.vendor] = by_vendor.get(each.line.vendor, 0.0) + each.recurring
    if not by_vendor or total <= 0:
        return row.vendor or NOT_STATED
    name = max(sorted(by_vendor), key=by_vendor.__getitem__)
    return f"{name}, {wording.percent(by_vendor[name] / total)} of its own cost"


def _capability(case: Case, row: InitiativeRow) -> str:
    """Gain of entry-level work or training; habits of people are never shown by initiative."""
    for name in CAPABILITY:
        found = case.measures.of(row.id, name)
        if found and found.gain is not None:
            return f"{name} {wording.percent(found.gain, signed=True)}"
    return "not measured"
