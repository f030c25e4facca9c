"""What output quality and productivity evidence let people do."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from cockpit import wording
from cockpit.assessment.case import Case
from cockpit.assessment.maturity.passes import (
    ACCEPTED,
    BURDEN,
    REJECTED,
    REVIEW_MINUTES,
    WORKFLOW,
)
from cockpit.assessment.maturity.pattern import known_cost
from cockpit.assessment.maturity.uses_cost import NOT_STATED
from cockpit.inventory.rows import InitiativeRow
from cockpit.inventory.working_time import freed_hours, is_freed_time
from scenarios.portfolio import CaptureStatus

#: Metrics that tell how much a tool is used, in the order in which they are looked for.
USAGE = ("prompts", "active users", "meeting summaries", "uploaded documents")
TARGET = "target cost per accepted output"


@dataclass(frozen=True, slots=True)
class Output:
    """Outputs a month of one initiative; minutes and cost are ``None`` where not stated."""

    row: InitiativeRow
    accepted: float
    rejected: float
    minutes: float | None
    cost: float | None

    @property
    def acceptance(self) -> float:
        """Accepted ÷ (accepted + rejected)."""
        return self.accepted / (self.accepted + self.rejected)

    @property
    def cost_each(self) -> float | None:
        """Full cost for one accepted output; ``None`` without cost or accepted output."""
        if self.cost is None or not self.accepted:
            return None
        return self.cost / 12 / self.accepted


def known_outputs(case: Case) -> tuple[Output, ...]:
    """Initiatives that state accepted and rejected outputs, the least accepted first."""
    found = []
    for row in case.initiatives:
        accepted, rejected, minutes = (
            case.measures.current(row.id, name) for name in (ACCEPTED, REJECTED, REVIEW_MINUTES)
        )
        if accepted is not None and rejected is not None and accepted + rejected > 0:
            found.append(Output(row, accepted, rejected, minutes, known_cost(case, row.id)))
    return tuple(sorted(found, key=lambda each: each.acceptance))


def outputs(case: Case) -> pd.DataFrame:
    """Outputs a month, used and thrown away, with the hours of review they take."""
    rows = [
        (
            each.row.name,
            each.accepted,
            each.rejected,
            each.acceptance,
            each.minutes,
            None if each.minutes is None else (each.accepted + each.rejected) * each.minutes / 60,
            each.cost_each,
        )
        for each in known_outputs(case)
    ]
    return pd.DataFrame(
        rows,
        columns=[
            "Initiative",
            "Accepted a month",
            "Discarded a month",
            "Accepted share",
            "Review minutes an output",
            "Review hours a month",
            _cost_column(case),
        ],
    )


def model_fit(case: Case) -> pd.DataFrame:
    """Acceptance by model, pooled over the initiatives that use it."""
    by_model: dict[str, list[Output]] = {}
    for each in known_outputs(case):
        by_model.setdefault(each.row.model or NOT_STATED, []).append(each)
    rows = []
    for model, group in by_model.items():
        accepted = sum(each.accepted for each in group)
        made = accepted + sum(each.rejected for each in group)
        rows.append((model, len(group), made, accepted / made))
    rows.sort(key=lambda each: each[3])
    return pd.DataFrame(rows, columns=["Model", "Initiatives", "Outputs a month", "Accepted share"])


def stop_or_route(case: Case) -> pd.DataFrame:
    """Where more is thrown away than used, or one accepted output costs more than its target."""
    rows = []
    for each in known_outputs(case):
        target = case.measures.current(each.row.id, TARGET)
        why = []
        if each.rejected > each.accepted:
            why.append("more discarded than used")
        if target is not None and each.cost_each is not None and each.cost_each > target:
            why.append("an accepted output costs more than its target")
        if why:
            rows.append(
                (
                    each.row.name,
                    each.row.model or NOT_STATED,
                    wording.listed(why),
                    each.acceptance,
                    each.cost_each,
                    target,
                )
            )
    return pd.DataFrame(
        rows,
        columns=["Initiative", "Model", "Why", "Accepted share", _cost_column(case), "Target"],
    )


def usage_against_flow(case: Case) -> pd.DataFrame:
    """Change of use beside the gains of the workflow; a gain is positive when it got better."""
    rows = []
    for row in case.initiatives:
        gains = [_gain(case, row, name) for name in WORKFLOW]
        use = _use_growth(case, row)
        if use is None and all(gain is None for gain in gains):
            continue
        requests = row.monthly_requests
        rows.append((row.name, requests, use, *gains, _reading(use, gains)))
    names = [f"{name[:1].upper()}{name[1:]}, share gained" for name in WORKFLOW]
    return pd.DataFrame(
        rows,
        columns=["Initiative", "Requests a month", "Use, share of growth", *names, "Reading"],
    )


def capacity_or_activity(case: Case) -> pd.DataFrame:
    """Hours set free a month against the hours that AI takes, and where they went."""
    rows = []
    for row in case.initiatives:
        freed = [
            each
            for each in case.benefit_rows.get(row.id, ())
            if is_freed_time(each)
            and each.direct is not False
            and each.capture_status not in (None, CaptureStatus.POTENTIAL)
        ]
        hours = [freed_hours(each) for each in freed]
        if not freed or None in hours:
            continue
        saved = sum(each for each in hours if each is not None)
        burden = _burden(case, row)
        placed = sum(
            amount or 0.0 for each, amount in zip(freed, hours, strict=True) if each.destination
        )
        net = None if burden is None else saved - burden
        if placed <= 0:
            reading = "activity: no destination for the hours"
        elif net is None:
            reading = "capacity in gross terms, burden not known"
        else:
            reading = "capacity set free" if net > 0 else "burden takes it all"
        rows.append((row.name, saved, burden, net, placed, reading))
    rows.sort(key=lambda each: -each[1])
    return pd.DataFrame(
        rows,
        columns=[
            "Initiative",
            "Hours saved a month",
            "Hours that AI takes",
            "Net hours a month",
            "Saved with a destination",
            "Reading",
        ],
    )


def _burden(case: Case, row: InitiativeRow) -> float | None:
    hours = [case.measures.current(row.id, name) for name in BURDEN]
    known = [each for each in hours if each is not None]
    return sum(known) if len(known) == len(hours) else None


def _gain(case: Case, row: InitiativeRow, name: str) -> float | None:
    found = case.measures.of(row.id, name)
    return found.gain if found else None


def _use_growth(case: Case, row: InitiativeRow) -> float | None:
    """Growth of the first usage metric with two periods, as a share of the earlier."""
    for name in USAGE:
        found = case.measures.of(row.id, name)
        if found and found.baseline and found.current is not None:
            return found.current / found.baseline - 1
    return None


def _reading(use: float | None, gains: list[float | None]) -> str:
    known = [gain for gain in gains if gain is not None]
    if len(known) < 2:
        return "flow not known"
    better = sum(gain > 0 for gain in known)
    if better >= 2:
        return "flow improves"
    return "use grows, flow does not" if use is not None and use > 0 else "flow does not improve"


def _cost_column(case: Case) -> str:
    return f"{wording.code(case.portfolio.currency) or 'Amount'} an accepted output"
