"""The COO's and PMO's view: which spend belongs to work that is funded."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from cockpit import wording
from cockpit.assessment.answer import Answer, Entry, Missing, Need, Unit, cannot, status_of
from cockpit.assessment.case import Case
from cockpit.assessment.stakeholders.common import AMOUNT, PAGE, SOURCE, spend
from cockpit.inventory.rows import InitiativeRow
from cockpit.inventory.values import fold

_ITEM = Need("initiatives", "funded_item")
_REGISTER = Need("settings", "funded_items")

MAPPED = "mapped to a funded item"
UNRESOLVED = "names an item that is not in the register"
ORPHAN = "names no funded item"
#: In the order of the chart.
STATES = (MAPPED, UNRESOLVED, ORPHAN)


@dataclass(frozen=True, slots=True)
class Placed:
    """One initiative: its state, the register's entry, and its cost a year if known."""

    row: InitiativeRow
    state: str
    item: str | None
    cost: float | None


def resolve(stated: str, register: tuple[str, ...]) -> str | None:
    """The register's entry that a text means: the same text, or its first word as a code."""
    wanted = fold(stated)
    for entry in register:
        code = entry.split(maxsplit=1)[0] if entry.strip() else ""
        # Fold makes dashes blanks, so a code is compared whole.
        if wanted and wanted in (fold(entry), fold(code)):
            return entry
    return None


def placed(case: Case) -> tuple[Placed, ...]:
    """Every initiative with its place in the register, dearest first."""
    register, costs = case.inventory.settings.funded_items, spend(case)
    found = []
    for row in case.initiatives:
        item = resolve(row.funded_item, register) if row.funded_item else None
        state = MAPPED if item else UNRESOLVED if row.funded_item else ORPHAN
        cost = costs[row.id].recurring if row.id in costs else None
        found.append(Placed(row, state, item, cost))
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
    overlaps = overlap_table(found)
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


def overlap_table(found: tuple[Placed, ...]) -> pd.DataFrame:
    """Initiatives that share a funded item and a tier: work to be looked at together."""
    groups: dict[tuple[str, str], list[Placed]] = {}
    for each in found:
        if each.item and each.row.tier:
            groups.setdefault((each.item, each.row.tier.title), []).append(each)
    rows = [
        {
            "Funded item": item,
            "Tier": tier,
            "Initiatives": wording.listed(each.row.name for each in group),
            "Full cost a year": sum(each.cost or 0.0 for each in group),
            "Owners": wording.listed(dict.fromkeys(each.row.owner or "nobody" for each in group)),
        }
        for (item, tier), group in groups.items()
        if len(group) > 1
    ]
    columns = ["Funded item", "Tier", "Initiatives", "Full cost a year", "Owners"]
    table = pd.DataFrame(rows, columns=columns)
    return table.sort_values("Full cost a year", ascending=False, ignore_index=True)


def _table(found: tuple[Placed, ...]) -> pd.DataFrame:
    """Orphans and unresolved first, each dearest first."""
    order = sorted(found, key=lambda each: STATES.index(each.state), reverse=True)
    return pd.DataFrame(
        [
            {
                "Initiative": each.row.name,
                "State": each.state,
                "Funded item as stated": each.row.funded_item,
                "In the register": each.item,
                "Full cost a year": each.cost,
                "Owner": each.row.owner,
            }
            for each in order
        ]
    )


def _sentence(case: Case, found: tuple[Placed, ...], total: float) -> str:
    share = wording.percent(_sum(found, MAPPED) / total)
    orphans = [each for each in found if each.state == ORPHAN]
    unresolved = [each for each in found if each.state == UNRESOLVED]
    money = wording.money(_sum(found, ORPHAN) + _sum(found, UNRESOLVED), case.portfolio.currency)
    return (
        f"{share} of the spend belongs to funded items. {money} a year does not: "
        f"{_name(len(orphans))} none, {_name(len(unresolved))} one that is not in the register."
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
            f"Two or more initiatives for the same tier stand under "
            f"{wording.count(len(overlaps), 'funded item')}: look whether they do the same work. "
            "This is a hint and no finding."
        )
    used = {each.item for each in found}
    idle = [item for item in register if item not in used]
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
