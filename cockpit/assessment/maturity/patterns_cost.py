"""Failure patterns of usage transparency: cost that comes to light too late, or not at all."""

from __future__ import annotations

import pandas as pd

from cockpit import wording
from cockpit.assessment import spend
from cockpit.assessment.case import Case
from cockpit.assessment.maturity.pattern import (
    Pattern,
    case_money,
    lines_table,
    money_column,
    not_seen,
    sources,
    unknown,
    verb,
)
from cockpit.inventory.vocabulary import Stage
from scenarios.portfolio import Source

#: Stages in which people rely on an initiative.
RELIED_ON = (Stage.PRODUCTION, Stage.SCALING)


def embedded_demand(case: Case) -> Pattern:
    """Relied on already, while the cost is estimated, not marked, or absent."""
    title = "Demand embedded before the cost is visible"
    money = money_column(case)
    found: list[tuple[str, str, str, float | None, Source]] = []
    for row in case.initiatives:
        if row.stage not in RELIED_ON:
            continue
        own = [each for each in case.cost.lines if each.line.initiative_id == row.id]
        stage = row.stage.value if row.stage else ""
        for each in own:
            if each.line.actual is not True and each.recurring > 0 and each.line.source:
                state = "estimate" if each.line.actual is False else "not marked"
                what = f"{each.line.item} ({state})"
                found.append((row.name, stage, what, each.recurring, each.line.source))
        if not own:
            found.append((row.name, stage, "no cost of its own supplied", None, row.at))
    found.sort(key=lambda each: -(each[3] or float("inf")))
    table = pd.DataFrame(
        [(str(place), name, stage, what, amount) for name, stage, what, amount, place in found],
        columns=["Row", "Initiative", "Stage", "Cost that is not booked", money],
    )
    if not any(row.stage for row in case.initiatives):
        return unknown(title, "no initiative states its stage")
    names = dict.fromkeys(each[0] for each in found)
    if not names:
        return not_seen(title, "what people rely on has booked costs")
    total = case_money(case, sum(each[3] or 0.0 for each in found))
    beside = ", and more that is not stated" if any(each[3] is None for each in found) else ""
    return Pattern(
        title,
        f"{wording.count(len(names), 'initiative')} in use {verb(len(names), 'rests', 'rest')} on "
        f"costs that nobody booked: {total} a year{beside}.",
        True,
        table=table,
        rows=tuple(each[4] for each in found),
    )


def idle_seats(case: Case) -> Pattern:
    """Seats paid for and not in use."""
    title = "Seats paid and unused"
    uses = [use for use in spend.seat_use(case.portfolio, case.cost) if use.idle is not None]
    if not uses:
        return unknown(title, "no licensed and active seats are stated")
    idle = [use for use in uses if (use.idle or 0.0) > 0]
    if not idle:
        return not_seen(title, "every seat that is counted is in use")
    table = pd.DataFrame(
        [
            (
                str(case.inventory.by_id[use.id].at),
                use.name,
                use.licensed,
                use.active,
                use.idle,
                use.idle_money,
            )
            for use in idle
        ],
        columns=["Row", "Initiative", "Seats paid", "Seats in use", "Unused", money_column(case)],
    )
    seats = sum(use.idle or 0.0 for use in idle)
    money = case_money(case, sum(use.idle_money or 0.0 for use in idle))
    return Pattern(
        title,
        f"{wording.number(seats)} seats are paid and not used: {money} a year.",
        True,
        table=table,
        rows=tuple(case.inventory.by_id[use.id].at for use in idle),
    )


def shadow_spend(case: Case) -> Pattern:
    """Recurring cost stated to lie outside the IT budget."""
    title = "Spend outside the IT budget"
    split = spend.budget_split(case.cost)
    if all(each.line.in_it_budget is None for each in case.cost.lines):
        return unknown(title, "no cost line says in whose budget it is")
    lines = [each for each in split.shadow_lines if each.recurring > 0]
    if not lines:
        return not_seen(title, "no cost line is stated to lie outside the IT budget")
    return Pattern(
        title,
        f"{case_money(case, split.shadow)} a year lies outside the IT budget, on "
        f"{wording.count(len(lines), 'cost line')}.",
        True,
        table=lines_table(case, lines),
        rows=sources(lines),
    )
