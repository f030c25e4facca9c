"""Verdicts as tables for a person: why, on which figures, by which thresholds."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from cockpit.assessment.thresholds import Thresholds
from cockpit.assessment.verdicts.finding import VerdictFinding
from scenarios.break_even import Holds

#: How a layer stands, by whether it is passed.
_STANDING = {True: "passed", False: "not passed", None: "evidence missing"}


def why_table(found: Iterable[VerdictFinding]) -> pd.DataFrame:
    """What decides each verdict, what else was considered, and what to find out next."""
    columns = ["Initiative", "Verdict", "Decided by", "Next evidence", "Who answers for it", "Also"]
    rows = []
    for each in found:
        decisive, *others = each.reasons
        evidence = each.evidence
        rows.append(
            (
                each.name,
                each.verdict.value,
                decisive,
                evidence.what if evidence else None,
                evidence.owner if evidence else None,
                " ".join(others) or None,
            )
        )
    return pd.DataFrame(rows, columns=columns)


def figures_table(found: Iterable[VerdictFinding]) -> pd.DataFrame:
    """The figures that the rules judged; missing where there is none."""
    rows = []
    for each in found:
        figures, worst = each.figures, each.figures.worst_stress
        rise = figures.break_even
        rows.append(
            {
                "Initiative": each.name,
                "Verdict": each.verdict.value,
                "P(NPV > 0)": figures.p_npv_positive.value if figures.p_npv_positive else None,
                "P(ROI ≥ hurdle)": figures.p_roi_hurdle.value if figures.p_roi_hurdle else None,
                "Worst stress": worst[0] if worst else None,
                "P(ROI ≥ hurdle) in it": worst[1].value if worst else None,
                "Captured ROI P10": figures.roi_p10,
                "Captured ROI P90": figures.roi_p90,
                "Share by which prices may rise": (
                    rise.value if rise and rise.kind is Holds.UP_TO else None
                ),
                "Share of layer C2": figures.c2_share,
                "Cost of an accepted output": figures.unit_cost,
                "Its target": figures.target,
                "Payback month": figures.payback_months,
                "Expected by month": figures.payback_limit,
                **{layer.code: _STANDING[layer.passed] for layer in figures.layers},
            }
        )
    table = pd.DataFrame(rows)
    words = {"Initiative", "Verdict", "Worst stress", "E1", "E2", "E3"}
    numbers = [name for name in table.columns if name not in words]
    table[numbers] = table[numbers].astype("float64")
    return table


def limits_table(thresholds: Thresholds, found: Iterable[VerdictFinding]) -> pd.DataFrame:
    """The thresholds that these verdicts used, each with its date and source."""
    used = {key for each in found for key in each.limits}
    rows = [
        (limit.label, limit.value, limit.date, limit.source, limit.origin)
        for key, limit in thresholds.by_key.items()
        if key in used
    ]
    return pd.DataFrame(rows, columns=["Threshold", "Share", "Date", "Source", "Set by"])
