"""The failure pattern of each layer, looked for in the data."""

from __future__ import annotations

from collections.abc import Callable
from statistics import median

import pandas as pd

from cockpit import wording
from cockpit.assessment.case import Case
from cockpit.assessment.maturity.funding import Funding, funding_of
from cockpit.assessment.maturity.passes import (
    ACCEPTED,
    REJECTED,
    REVIEW_MINUTES,
    value_shortfalls,
)
from cockpit.assessment.maturity.pattern import (
    Pattern,
    case_money,
    known_cost,
    money_column,
    not_seen,
    unknown,
    verb,
)
from cockpit.assessment.maturity.patterns_cost import embedded_demand, idle_seats, shadow_spend
from cockpit.inventory.vocabulary import StrategicFit, Verdict
from cockpit.inventory.working_time import freed_hours, is_freed_time


def patterns(case: Case, layer: str) -> tuple[Pattern, ...]:
    """The failure patterns of one layer."""
    return tuple(find(case) for find in PATTERNS[layer])


def cheap_output(case: Case) -> Pattern:
    """Made below the median cost, yet rejected more or reviewed longer than the median."""
    title = "Cheap output taken for valuable output"
    made: list[tuple[str, float, float, float | None]] = []
    for row in case.initiatives:
        accepted, rejected, minutes = (
            case.measures.current(row.id, name) for name in (ACCEPTED, REJECTED, REVIEW_MINUTES)
        )
        if accepted is None or rejected is None or accepted + rejected <= 0:
            continue
        cost = case.costs[row.id]
        if cost.supplied and cost.recurring > 0:
            outputs = accepted + rejected
            made.append((row.id, cost.recurring / 12 / outputs, accepted / outputs, minutes))
    if len(made) < 3:
        return unknown(title, "fewer than three initiatives state cost and outcome")
    middle_cost = median(each[1] for each in made)
    middle_share = median(each[2] for each in made)
    stated = [each[3] for each in made if each[3] is not None]
    middle_review = median(stated) if stated else None
    rows, places = [], []
    for key, cost_each, share, minutes in sorted(made, key=lambda each: each[2]):
        long = minutes is not None and middle_review is not None and minutes > middle_review
        if cost_each < middle_cost and (share < middle_share or long):
            why = [
                *(["more rejected"] if share < middle_share else []),
                *(["longer review"] * long),
            ]
            rows.append((case.name(key), cost_each, share, minutes, wording.listed(why)))
            places += [row.at for row in case.measures.rows_of(key, ACCEPTED)]
    table = pd.DataFrame(
        rows,
        columns=[
            "Initiative",
            f"{wording.code(case.portfolio.currency) or 'Amount'} an output made",
            "Accepted share",
            "Review minutes an output",
            "Against the median",
        ],
    )
    if not rows:
        return not_seen(title, "what is cheap to make is accepted as often as the rest")
    return Pattern(
        title,
        f"{wording.count(len(rows), 'initiative')} {verb(len(rows), 'makes', 'make')} output below "
        "the median cost that is rejected more, or reviewed longer, than the median.",
        True,
        table=table,
        rows=tuple(places),
    )


def hours_without_destination(case: Case) -> Pattern:
    """Direct benefits in hours that do not say what the hours became."""
    title = "Hours counted without a destination"
    freed = [
        row for row in case.inventory.benefits if is_freed_time(row) and row.direct is not False
    ]
    if not freed:
        return unknown(title, "no benefit is stated in hours")
    open_ended = [row for row in freed if row.destination is None]
    if not open_ended:
        return not_seen(title, "every hour counted has a destination")
    hours = {row.at: freed_hours(row) for row in open_ended}
    table = pd.DataFrame(
        [
            (
                str(row.at),
                case.name(row.initiative),
                row.benefit,
                hours[row.at],
                row.capture_status.value if row.capture_status else "not stated",
            )
            for row in open_ended
        ],
        columns=["Row", "Initiative", "Benefit", "Hours a month", "Capture status"],
    )
    total = sum(each for each in hours.values() if each is not None)
    return Pattern(
        title,
        f"{wording.count(len(open_ended), 'benefit')} of {len(freed)} in hours "
        f"{verb(len(open_ended), 'does', 'do')} not say what the hours became: "
        f"{wording.number(total)} hours a month.",
        True,
        table=table,
        rows=tuple(row.at for row in open_ended),
    )


def outside_the_portfolio(case: Case) -> Pattern:
    """Spend on initiatives whose funded item is absent or not in the register."""
    title = "AI work outside the portfolio's choices"
    if not case.inventory.settings.funded_items:
        return unknown(title, "no register of funded items is stated")
    found = [
        (row, state)
        for row in case.initiatives
        if (state := funding_of(case, row)) is not Funding.FUNDED
    ]
    if not found:
        return not_seen(title, "every initiative has a funded item")
    amounts = {row.id: known_cost(case, row.id) for row, _ in found}
    table = pd.DataFrame(
        [
            (str(row.at), row.name, state.value, row.funded_item or "", amounts[row.id])
            for row, state in sorted(found, key=lambda each: -(amounts[each[0].id] or 0.0))
        ],
        columns=["Row", "Initiative", "State", "Funded item as stated", money_column(case)],
    )
    return Pattern(
        title,
        f"{wording.count(len(found), 'initiative')} {verb(len(found), 'runs', 'run')} outside the "
        f"funded portfolio: {case_money(case, sum(each or 0.0 for each in amounts.values()))} a "
        "year.",
        True,
        table=table,
        rows=tuple(row.at for row, _ in found),
    )


def strategic_by_narrative(case: Case) -> Pattern:
    """High strategic fit, or a recorded decision to scale, without evidence of value."""
    title = "Strategic by narrative"
    if not any(row.strategic_fit or row.decision for row in case.initiatives):
        return unknown(title, "neither strategic fit nor decisions are stated")
    rows, places = [], []
    for row in case.initiatives:
        claims = [
            *(["strategic fit high"] if row.strategic_fit is StrategicFit.HIGH else []),
            *(["decision to scale"] if row.decision is Verdict.SCALE else []),
        ]
        short = value_shortfalls(case.benefit_rows.get(row.id, ()))
        if claims and short:
            why = "; ".join(each.reason for each in short)
            amount = known_cost(case, row.id)
            rows.append((str(row.at), row.name, wording.listed(claims), why, amount))
            places.append(row.at)
    if not rows:
        return not_seen(title, "what is called strategic has evidence of value")
    rows.sort(key=lambda each: -(each[4] or 0.0))
    table = pd.DataFrame(
        rows, columns=["Row", "Initiative", "Called strategic by", "But", money_column(case)]
    )
    return Pattern(
        title,
        f"{wording.count(len(rows), 'initiative')} {verb(len(rows), 'counts', 'count')} as "
        "strategic without evidence of value: "
        f"{case_money(case, sum(each[4] or 0.0 for each in rows))} a year.",
        True,
        table=table,
        rows=tuple(places),
    )


#: What is looked for at each layer.
PATTERNS: dict[str, tuple[Callable[[Case], Pattern], ...]] = {
    "E1": (embedded_demand, idle_seats, shadow_spend),
    "E2": (cheap_output,),
    "E3": (hours_without_destination,),
    "E4": (outside_the_portfolio,),
    "E5": (strategic_by_narrative,),
}
