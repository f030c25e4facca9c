"""What a search for a failure pattern gives: what was found, and the rows that show it.

A pattern that is not seen is said to be not seen; one that cannot be looked for, because
its columns are blank, is said to be unknown. Neither is taken for the other.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import pandas as pd

from cockpit import wording
from cockpit.assessment.case import Case
from cockpit.assessment.full_cost import LineCost
from scenarios.portfolio import Source


@dataclass(frozen=True)
class Pattern:
    """What was looked for and found. ``known`` is false where the data cannot say.

    ``sentence`` may hold names from the file; ``table`` lists the rows that show it.
    """

    title: str
    sentence: str
    seen: bool
    known: bool = True
    table: pd.DataFrame = field(default_factory=pd.DataFrame)
    rows: tuple[Source, ...] = ()


def unknown(title: str, why: str) -> Pattern:
    """A pattern that the data cannot show or refute."""
    return Pattern(title, f"Unknown: {why}.", seen=False, known=False)


def not_seen(title: str, why: str) -> Pattern:
    """A pattern that the data refutes, as far as it goes."""
    return Pattern(title, f"Not seen: {why}.", seen=False)


def money_column(case: Case, per: str = "a year") -> str:
    """Heading of a money column."""
    return f"{wording.code(case.portfolio.currency) or 'Amount'} {per}".strip()


def case_money(case: Case, amount: float | None) -> str:
    """Money in the portfolio's currency."""
    return wording.money(amount, case.portfolio.currency)


def known_cost(case: Case, initiative: str) -> float | None:
    """Full cost a year; ``None`` where none is supplied."""
    cost = case.costs[initiative]
    return cost.recurring if cost.supplied else None


def verb(number: int, one: str, many: str) -> str:
    """The form of the verb that fits the number."""
    return one if number == 1 else many


def lines_table(case: Case, lines: Iterable[LineCost]) -> pd.DataFrame:
    """Cost lines with place, initiative, item, vendor and run-rate."""
    return pd.DataFrame(
        [
            (
                str(each.line.source or ""),
                case.name(each.line.initiative_id),
                each.line.item,
                each.line.vendor or "",
                each.recurring,
            )
            for each in lines
        ],
        columns=["Row", "Initiative", "Cost line", "Vendor", money_column(case)],
    )


def sources(lines: Iterable[LineCost]) -> tuple[Source, ...]:
    """Sheet and row of the lines that have one."""
    return tuple(each.line.source for each in lines if each.line.source)
