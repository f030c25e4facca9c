"""Evidence on which no price can be put, and why."""

from __future__ import annotations

import pandas as pd

from cockpit import wording
from cockpit.assessment.case import Case
from cockpit.assessment.evidence.own import evidence_costs
from cockpit.assessment.evidence.pricing import Pricing
from cockpit.assessment.evidence.subjects import driver_label
from scenarios.drivers import DEFAULT_SOURCE
from scenarios.results import SimulationResult

COLUMNS = ("What", "Why it has no price, or a doubtful one", "What would help")
#: Names listed before the rest is counted.
_MOST_NAMES = 4


def unpriced(case: Case, pricing: Pricing, result: SimulationResult) -> pd.DataFrame:
    """One row for each kind of evidence without a sound price; empty where there is none."""
    rows = [
        row
        for row in (
            _unanswered(case, pricing),
            _layers(case, result),
            _indirect(case),
            _certain(pricing),
            _defaults(pricing),
            _costs(case, pricing),
        )
        if row is not None
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _unanswered(case: Case, pricing: Pricing) -> tuple[str, str, str] | None:
    silent = [row.name for row in case.initiatives if row.id not in pricing.means]
    if not silent:
        return None
    return (
        f"Evidence on {_names(silent)}",
        "Captured ROI is not known, so nobody can say which decision it would turn",
        "The cost and benefit rows that these initiatives lack",
    )


def _layers(case: Case, result: SimulationResult) -> tuple[str, str, str] | None:
    lacking = [
        case.name(each.id)
        for each in result.initiatives
        if each.cost is not None and set(each.missing_layers) - set(each.assumed_layers)
    ]
    if not lacking:
        return None
    return (
        f"Cost layers that nobody supplied, for {_names(lacking)}",
        "They are left out of every figure, so knowing them has no price",
        "A row for each layer, or an allowance on Scenarios",
    )


def _indirect(case: Case) -> tuple[str, str, str] | None:
    indirect = sum(row.direct is False for row in case.inventory.benefits)
    if not indirect:
        return None
    return (
        wording.count(indirect, "indirect benefit"),
        "Indirect benefits are shown apart and count in no ROI",
        "Evidence that they reach revenue or cost, as direct benefits",
    )


def _certain(pricing: Pricing) -> tuple[str, str, str] | None:
    certain = [
        driver_label(each.name) for each in pricing.drivers if each.distribution.kind == "point"
    ]
    if not certain:
        return None
    return (
        _names(certain),
        "Stated without a range, as if it were certain: so it is worth nothing to know",
        "A range on the Assumptions sheet",
    )


def _defaults(pricing: Pricing) -> tuple[str, str, str] | None:
    defaults = sum(each.source == DEFAULT_SOURCE for each in pricing.drivers)
    if not defaults:
        return None
    return (
        f"{defaults} of {wording.count(len(pricing.drivers), 'input')}",
        "Range is a default of this tool: its worth is no better than that",
        "A range of your own on the Assumptions sheet, with owner and source",
    )


def _costs(case: Case, pricing: Pricing) -> tuple[str, str, str]:
    costs = evidence_costs(case.inventory)
    blank = [case.name(id_) for id_ in pricing.initiatives if costs.get(id_) is None]
    also = f", and {_names(blank)} state none" if blank else ""
    return (
        "What finding out costs",
        f"The workbook holds a cost of next evidence for initiatives, none for inputs{also}",
        "Initiatives: Cost of next evidence" if blank else "An offer for the study",
    )


def _names(names: list[str]) -> str:
    if len(names) <= _MOST_NAMES:
        return wording.listed(names)
    more = wording.whole(len(names) - _MOST_NAMES)
    return f"{', '.join(names[:_MOST_NAMES])} and {more} more"
