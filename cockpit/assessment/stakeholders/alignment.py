"""The COO's and PMO's view: which spend belongs to work that is funded."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from cockpit import wording
from cockpit.assessment.answer import Answer, Entry, Missing, Need, Unit, cannot, status_of
from cockpit.assessment.case import Case
from cockpit.assessment.evidence_rows import NOBODY
from cockpit.assessment.maturity.funding import Funding, funding_of, likely_duplicates, resolves
from cockpit.assessment.stakeholders.common import AMOUNT, PAGE, SOURCE, spend
from cockpit.inventory.rows import InitiativeRow

_ITEM = Need("initiatives", "funded_item")
_REGISTER = Need("settings", "funded_items")

MAPPED = "on a funded item"
UNRESOLVED = "item not in the register"
ORPHAN = "no funded item"
#: In the order of the chart.
STATES = (MAPPED, UNRESOLVED, ORPHAN)


_STATE = {
    Funding.FUNDED: MAPPED,
    Funding.UNRESOLVED: UNRESOLVED,
    Funding.NO_REGISTER: UNRESOLVED,
    Funding.UNFUNDED: ORPHAN,
}


@dataclass(frozen=True, slots=True)
class Placed:
    """One initiative: its state, and its cost a year if known."""

    row: InitiativeRow
    state: str
    cost: float | None


def placed(case: Case) -> tuple[Placed, ...]:
    """Every initiative with its place in the register, dearest first."""
    costs = spend(case)
    found = [
        Placed(
            row,
            _STATE[funding_of(case, row)],
            costs[row.id].recurring if row.id in costs else None,
        )
        for row in case.initiatives
    ]
    return tuple(sorted(found, key=lambda each: (each.cost is None, -(each.cost or 0.0))))


def assess(case: Case) -> Answer:
    """Share of the full cost a year that belongs to funded items."""
    found = placed(case)
    register = case.inventory.settings.funded_items
    missing: list[Missing] = [
        *(each for one in found if one.cost is None for each in case.lacks(AMOUNT, one.row.id)),
        *(each for one in found if one.state == ORPHAN for each in case.lacks(_ITEM, one.row.id)),
    ]
    if not register:
        missing += case.lacks(_REGISTER)
    total = sum(each.cost or 0.0 for each in found)
    tables = {"Initiatives and their funded item": _table(found)} if found else {}
    if not total:
        text = "No cost a year is supplied, so no spend can be mapped to funded items."
        return cannot(Unit.SHARE, text, missing or case.lacks(AMOUNT), tables=tables)
    named = [each for each in found if each.row.funded_item]
    if not register or not named:
        share = sum(each.cost or 0.0 for each in named) / total
        text = (
            f"{wording.percent(share)} of the spend names a funded item, but there is no register "
            "of funded items to find it in."
            if named
            else "No initiative names a funded item, so no spend can be mapped."
        )
        return cannot(Unit.SHARE, text, missing, tables=tables)
    overlaps = overlap_table(case)
    return Answer(
        status_of(missing),
        _sum(found, MAPPED) / total,
        Unit.SHARE,
        _sentence(case, found, total),
        frame=_frame(case, found, total),
        rows=tuple(each.row.at for each in found),
        missing=tuple(missing),
        tables={**tables, **({"Likely overlaps": overlaps} if len(overlaps) else {})},
        remarks=_remarks(overlaps, found, register),
    )


def _sum(found: tuple[Placed, ...], state: str) -> float:
    return sum(each.cost or 0.0 for each in found if each.state == state)


def overlap_table(case: Case) -> pd.DataFrame:
    """Pairs of initiatives that may do the same work, most in common first."""
    costs = spend(case)
    rows = []
    for pair in likely_duplicates(case):
        both = (pair.first, pair.second)
        known = [costs[row.id].recurring for row in both if row.id in costs]
        rows.append(
            {
                "Initiative": pair.first.name,
                "And": pair.second.name,
                "Why look": "; ".join(pair.reasons),
                "Full cost a year, both": sum(known) if len(known) == len(both) else None,
                "Owners": wording.listed(dict.fromkeys(row.owner or NOBODY for row in both)),
            }
        )
    columns = ["Initiative", "And", "Why look", "Full cost a year, both", "Owners"]
    return pd.DataFrame(rows, columns=columns)


def _table(found: tuple[Placed, ...]) -> pd.DataFrame:
    """Orphans and unresolved first, each dearest first."""
    order = sorted(found, key=lambda each: STATES.index(each.state), reverse=True)
    return pd.DataFrame(
        [
            {
                "Initiative": each.row.name,
                "State": each.state,
                "Funded item as stated": each.row.funded_item,
                "Full cost a year": each.cost,
                "Owner": each.row.owner or NOBODY,
            }
            for each in order
        ]
    )


def _sentence(case: Case, found: tuple[Placed, ...], total: float) -> str:
    share = wording.percent(_sum(found, MAPPED) / total)
    orphans = [each for each in found if each.state == ORPHAN]
    unresolved = [each for each in found if each.state == UNRESOLVED]
    if not orphans and not unresolved:
        return f"{share} of the spend belongs to funded items: every initiative is on one."
    money = wording.money(_sum(found, ORPHAN) + _sum(found, UNRESOLVED), case.portfolio.currency)
    return (
        f"{share} of the spend belongs to funded items. {money} a year does not: "
        f"{_name(len(orphans))} none, {_name(len(unresolved))} one that is not in the register."
    )


def unfunded(case: Case) -> float | None:
    """Full cost a year on no funded item of the register; ``None`` where that is not known."""
    if case.answer(COO).figure is None:
        return None
    found = placed(case)
    return _sum(found, ORPHAN) + _sum(found, UNRESOLVED)


def unfunded_words(case: Case) -> str:
    """Whose spend that is: ``6 % of the spend; 5 without an item, 1 not in the register``."""
    found, share = placed(case), case.answer(COO).figure
    if share is None:
        return ""
    none, lost = (sum(each.state == state for each in found) for state in (ORPHAN, UNRESOLVED))
    return (
        f"{wording.percent(1 - share)} of the spend; {wording.count(none, 'initiative')} without a "
        f"funded item, {lost} not in the register"
    )


def _name(number: int) -> str:
    return f"{wording.count(number, 'initiative')} {'names' if number == 1 else 'name'}"


def _frame(case: Case, found: tuple[Placed, ...], total: float) -> pd.DataFrame:
    scale = wording.scale_for(_sum(found, state) for state in STATES)
    return pd.DataFrame(
        [
            {
                "State": state,
                "Full cost a year": _sum(found, state),
                "In words": f"{wording.in_scale(_sum(found, state), scale)} "
                f"({wording.percent(_sum(found, state) / total)}, "
                f"{sum(each.state == state for each in found)})",
                "Funded": state == MAPPED,
                "Unit": scale.unit(case.portfolio.currency),
            }
            for state in STATES
        ]
    )


def _remarks(
    overlaps: pd.DataFrame, found: tuple[Placed, ...], register: tuple[str, ...]
) -> tuple[str, ...]:
    said = []
    if len(overlaps):
        said.append(
            f"{wording.count(len(overlaps), 'pair')} may do the same work. That is a reason to "
            "look, and no finding."
        )
    stated = [each.row.funded_item for each in found if each.row.funded_item]
    idle = [item for item in register if not any(resolves(text, (item,)) for text in stated)]
    if idle:
        said.append(f"No initiative belongs to {wording.listed(idle)}.")
    silent = sum(each.cost is None for each in found)
    if silent:
        said.append(f"Without any cost, so in no share: {wording.count(silent, 'initiative')}.")
    return tuple(said)


COO = Entry(
    key="coo-alignment",
    title="Delivery alignment",
    question="Which spend belongs to work that is funded?",
    page=PAGE,
    method="Annual full cost of initiatives whose funded item is found in the register of the "
    "Settings sheet, over that of all initiatives. An item is found where its text, or its first "
    "word as a code, is the same but for case and spacing. An initiative that names none is an "
    "orphan, and counts as not mapped.",
    source=f"Evidence layer E4; {SOURCE}, view of operations.",
    rests_on=(AMOUNT, _ITEM, _REGISTER),
    assess=assess,
    better="higher",
)
