"""What usage transparency lets people do: divide the cost, tell pilots apart, find anomalies."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from statistics import median

import pandas as pd

from cockpit import wording
from cockpit.assessment import spend
from cockpit.assessment.case import Case
from cockpit.assessment.maturity.pattern import money_column
from cockpit.inventory.rows import InitiativeRow
from cockpit.inventory.vocabulary import Stage
from scenarios.portfolio import Behaviour, CostLayer

NOT_STATED = "not stated"
SHARE = "Share of cost"

#: Modified z-score from which a value counts as an outlier, and its constant:
#: Iglewicz and Hoaglin, How to Detect and Handle Outliers, 1993.
OUTLIER, _Z = 3.5, 0.6745
#: With fewer values than this there is no pattern to stand out from.
_FEWEST = 5

#: Behaviours whose cost follows the use of the model or service.
METERED = (Behaviour.TOKENS, Behaviour.USAGE, Behaviour.COMMIT)
MONTHS_AHEAD = 12

_STAGES = {
    Stage.IDEA: "pilots and ideas",
    Stage.PILOT: "pilots and ideas",
    Stage.PRODUCTION: "run-rate",
    Stage.SCALING: "run-rate",
    Stage.RETIRED: "retired",
}


def by_unit(case: Case) -> pd.DataFrame:
    """Full cost a year by business unit, shared lines divided by their rule."""
    return _grouped(case, "Business unit", lambda row: row.business_unit)


def by_model(case: Case) -> pd.DataFrame:
    """Full cost a year by model, and of it what is paid for model access (C2)."""
    found = _grouped(case, "Model", lambda row: row.model)
    models: dict[str, float] = {}
    for row in case.initiatives:
        part = case.costs[row.id].layers.get(CostLayer.C2, 0.0)
        models[row.model or NOT_STATED] = models.get(row.model or NOT_STATED, 0.0) + part
    found.insert(3, f"Of it C2, {money_column(case)}", [models[name] for name in found["Model"]])
    return found


def by_stage(case: Case) -> pd.DataFrame:
    """Full cost a year of pilots, of what runs daily, and of what is retired and still paid."""
    return _grouped(case, "State", lambda row: _STAGES[row.stage] if row.stage else None)


def by_vendor(case: Case) -> pd.DataFrame:
    """Recurring cost by vendor; what names no vendor stands last."""
    shares = spend.vendor_shares(case.cost)
    pairs = [*shares.vendors, *([(NOT_STATED, shares.no_vendor)] if shares.no_vendor else [])]
    total = case.cost.recurring or math.nan
    return pd.DataFrame(
        [(name, amount, amount / total) for name, amount in pairs],
        columns=["Vendor", money_column(case), SHARE],
    )


def _grouped(case: Case, header: str, group: Callable[[InitiativeRow], str | None]) -> pd.DataFrame:
    """Known full cost by group, largest first; initiatives without cost are only counted."""
    sums: dict[str, list[float]] = {}
    for row in case.initiatives:
        cost = case.costs[row.id]
        sums.setdefault(group(row) or NOT_STATED, []).append(
            cost.recurring if cost.supplied else math.nan
        )
    total = case.cost.recurring
    rows = []
    for name, amounts in sums.items():
        known = [amount for amount in amounts if not math.isnan(amount)]
        amount = sum(known) if known else math.nan
        without = len(amounts) - len(known)
        rows.append((name, len(amounts), amount, amount / total if total else math.nan, without))
    rows.sort(key=lambda each: -each[2] if not math.isnan(each[2]) else math.inf)
    return pd.DataFrame(
        rows, columns=[header, "Initiatives", money_column(case), SHARE, "Without known cost"]
    )


def anomalies(case: Case) -> pd.DataFrame:
    """Spend worth a second look: paid after retirement, committed beyond use, dear a request."""
    rows: list[tuple[str, str, float]] = []
    for row in case.initiatives:
        cost = case.costs[row.id]
        if row.stage is Stage.RETIRED and cost.own_recurring > 0:
            rows.append((row.name, "retired and still paid", cost.own_recurring))
    for use in spend.commitment_use(case.cost):
        if use.unused > 0:
            name = case.name(use.line.line.initiative_id)
            rows.append((name, f"committed beyond use: {use.line.line.item}", use.unused))
    rows += _dear_requests(case)
    rows.sort(key=lambda each: -each[2])
    return pd.DataFrame(rows, columns=["Initiative", "What stands out", money_column(case)])


def _dear_requests(case: Case) -> Iterable[tuple[str, str, float]]:
    """Cost a request far from the others, by the modified z-score of its logarithm."""
    logs: dict[str, float] = {}
    for row in case.initiatives:
        cost = case.costs[row.id].recurring
        if row.monthly_requests and cost > 0:
            logs[row.id] = math.log10(cost / 12 / row.monthly_requests)
    if len(logs) < _FEWEST:
        return
    middle = median(logs.values())
    spread = median(abs(value - middle) for value in logs.values())
    for key, value in logs.items():
        if spread > 0 and abs(_Z * (value - middle) / spread) > OUTLIER:
            each = wording.number(10**value, 2)
            yield (
                case.name(key),
                f"{each} a request, far from the rest",
                case.costs[key].recurring,
            )


def metered(case: Case) -> pd.DataFrame:
    """Metered cost a month now, and in twelve months at the growth that is stated.

    now × (1 + monthly growth)^12; n/a where no growth is stated. The dearest growth
    stands first: there a cap matters most.
    """
    rows = []
    for row in case.initiatives:
        lines = [
            each.line
            for each in case.cost.lines
            if each.line.initiative_id == row.id and each.line.behaviour in METERED
        ]
        now = sum(each.recurring for each in case.cost.lines if each.line in lines) / 12
        if now <= 0:
            continue
        growth = math.nan if row.monthly_growth is None else row.monthly_growth
        later = now * (1 + growth) ** MONTHS_AHEAD
        rows.append((row.name, now, growth, later, later - now, _capped(lines)))
    rows.sort(key=lambda each: -each[4] if not math.isnan(each[4]) else math.inf)
    month = money_column(case, "a month")
    return pd.DataFrame(
        rows,
        columns=[
            "Initiative",
            f"Now, {month}",
            "Growth share a month",
            f"In 12 months, {month}",
            f"More, {month}",
            "Price model",
        ],
    )


def _capped(lines: Iterable[object]) -> str:
    kinds = {getattr(line, "behaviour", None) for line in lines}
    return "committed" if Behaviour.COMMIT in kinds else "metered, no commitment"
