"""What a file can answer, what it cannot, and which columns would unlock it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from cockpit.inventory.burden import burden_gaps
from cockpit.inventory.contract import SHEETS
from cockpit.inventory.reading import NO_CURRENCY, Inventory
from cockpit.inventory.rows import BenefitRow
from cockpit.inventory.values import fold
from cockpit.inventory.working_time import freed_time_of, is_freed_time
from scenarios.portfolio import Behaviour, CostLayer


class Answer(StrEnum):
    """How far a question can be answered from the file."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Capability:
    """One question and whether this file answers it.

    ``answerable`` is false only where nothing at all can be said; ``answer`` also
    tells a part from the whole. ``missing`` names columns as "Sheet: Header".
    """

    question: str
    answer: Answer
    missing: tuple[str, ...]
    sentence: str

    @property
    def answerable(self) -> bool:
        """Whether at least a part can be answered."""
        return self.answer is not Answer.NO


def capabilities(inventory: Inventory) -> tuple[Capability, ...]:
    """The answer to every question of :data:`QUESTIONS`, in that order."""
    return tuple(_judge(question, assess(inventory)) for question, assess in QUESTIONS)


@dataclass(frozen=True, slots=True)
class _Coverage:
    """How many of how many things are supplied, and the columns for the others."""

    have: int
    of: int
    what: str
    columns: tuple[str, ...]


def _judge(question: str, found: _Coverage) -> Capability:
    if found.of == 0:
        return Capability(
            question, Answer.NO, found.columns, f"Cannot be answered: the file has no {found.what}."
        )
    if found.have >= found.of:
        sentence = f"Answered for {found.have} of {found.of} {found.what}."
        return Capability(question, Answer.YES, (), sentence)
    if found.have > 0:
        sentence = (
            f"Answered for {found.have} of {found.of} {found.what}; not supplied for the others."
        )
        return Capability(question, Answer.PARTLY, found.columns, sentence)
    sentence = f"Cannot be answered: supplied for none of the {found.of} {found.what}."
    return Capability(question, Answer.NO, found.columns, sentence)


def _names(sheet: str, *fields: str) -> tuple[str, ...]:
    declared = SHEETS[sheet]
    return tuple(f"{declared.title}: {declared.by_field[name].header}" for name in fields)


def _count(items: Iterable[object]) -> int:
    return sum(1 for item in items if item)


def _cost(inventory: Inventory) -> _Coverage:
    itemised = {row.initiative for row in inventory.costs}
    have = _count(
        row.id in itemised or row.annual_cost is not None for row in inventory.initiatives
    )
    return _Coverage(
        have,
        len(inventory.initiatives),
        "initiatives",
        _names("costs", "layer", "timing", "amount") + _names("initiatives", "annual_cost"),
    )


def _layers(inventory: Inventory) -> _Coverage:
    of_each: dict[str | None, set[CostLayer]] = {}
    for row in inventory.costs:
        of_each.setdefault(row.initiative, set()).add(row.layer)
    shared = of_each.get(None, set())
    have = sum(
        len(of_each.get(row.id, set()) | shared) or int(row.annual_cost is not None)
        for row in inventory.initiatives
    )
    return _Coverage(
        have,
        len(inventory.initiatives) * len(CostLayer),
        "layers of all initiatives",
        _names("costs", "initiative", "layer", "amount"),
    )


def _currency(inventory: Inventory) -> _Coverage:
    known = len(inventory.initiatives) if inventory.currency != NO_CURRENCY else 0
    return _Coverage(
        known, len(inventory.initiatives), "initiatives", _names("settings", "setting", "value")
    )


def _money(row: BenefitRow) -> bool:
    return row.volume is not None and row.value_per_unit is not None and row.direct is not False


def _with_roi(inventory: Inventory, accept: Callable[[BenefitRow], bool], lump: bool) -> int:
    """Initiatives with a cost and with a benefit that the reading accepts."""
    costed = {row.initiative for row in inventory.costs}
    ids = {row.initiative for row in inventory.benefits if _money(row) and accept(row)}
    return _count(
        (row.id in ids or (lump and row.annual_benefit is not None))
        and (row.id in costed or row.annual_cost is not None)
        for row in inventory.initiatives
    )


def _claimed(inventory: Inventory) -> _Coverage:
    return _Coverage(
        _with_roi(inventory, lambda row: True, True),
        len(inventory.initiatives),
        "initiatives",
        _names("benefits", "volume", "value_per_unit") + _names("initiatives", "annual_benefit"),
    )


def _captured(inventory: Inventory) -> _Coverage:
    have = _with_roi(inventory, lambda row: row.capture_status is not None, False)
    return _Coverage(
        have,
        len(inventory.initiatives),
        "initiatives",
        _names("benefits", "capture_status", "current", "grade"),
    )


def _cashable(inventory: Inventory) -> _Coverage:
    def told(row: BenefitRow) -> bool:
        time = freed_time_of(row)
        if row.capture_status is None or time is None:
            return False
        placed = row.destination is not None and not burden_gaps(inventory, row.initiative)
        return not time or placed

    return _Coverage(
        _with_roi(inventory, told, False),
        len(inventory.initiatives),
        "initiatives",
        _names("benefits", "destination", "redeployed_share", "unit", "capture_status")
        + _names("metrics", "metric", "current"),
    )


def _net_time(inventory: Inventory) -> _Coverage:
    freed = {row.initiative for row in inventory.benefits if is_freed_time(row)}
    return _Coverage(
        sum(not burden_gaps(inventory, each) for each in freed),
        len(freed),
        "initiatives that free time",
        _names("metrics", "metric", "current") + _names("benefits", "unit"),
    )


def _usage(inventory: Inventory) -> _Coverage:
    stated = _count(row.behaviour is not None for row in inventory.costs)
    return _Coverage(
        stated, len(inventory.costs), "cost rows", _names("costs", "behaviour", "vendor")
    )


def _vendors(inventory: Inventory) -> _Coverage:
    priced = {
        Behaviour.USAGE,
        Behaviour.TOKENS,
        Behaviour.SEATS,
        Behaviour.DATA,
        Behaviour.CAPACITY,
        Behaviour.COMMIT,
    }
    rows = [row for row in inventory.costs if row.behaviour in priced]
    return _Coverage(
        _count(row.vendor for row in rows),
        len(rows),
        "cost rows that follow prices",
        _names("costs", "vendor", "behaviour"),
    )


def _exposure(inventory: Inventory) -> _Coverage:
    return _Coverage(
        _count(row.channel for row in inventory.initiatives),
        len(inventory.initiatives),
        "initiatives",
        _names("initiatives", "channel") + _names("costs", "channel"),
    )


def _seats(inventory: Inventory) -> _Coverage:
    seated = {row.initiative for row in inventory.costs if row.behaviour is Behaviour.SEATS}
    rows = [
        row for row in inventory.initiatives if row.id in seated or row.seats_licensed is not None
    ]
    have = _count(row.seats_licensed is not None and row.seats_active is not None for row in rows)
    return _Coverage(
        have,
        len(rows),
        "initiatives with seats",
        _names("initiatives", "seats_licensed", "seats_active"),
    )


def _budget(inventory: Inventory) -> _Coverage:
    return _Coverage(
        _count(row.in_it_budget is not None for row in inventory.costs),
        len(inventory.costs),
        "cost rows",
        _names("costs", "in_it_budget"),
    )


def _unit_cost(inventory: Inventory) -> _Coverage:
    have = {
        row.initiative
        for row in inventory.metrics
        if fold(row.metric) == "accepted outputs" and row.current is not None
    }
    return _Coverage(
        _count(row.id in have for row in inventory.initiatives),
        len(inventory.initiatives),
        "initiatives",
        _names("metrics", "metric", "current"),
    )


def _decisions(inventory: Inventory) -> _Coverage:
    have = _count(row.decision and row.decision_date for row in inventory.initiatives)
    return _Coverage(
        have,
        len(inventory.initiatives),
        "initiatives",
        _names("initiatives", "decision", "decision_date", "decided_by"),
    )


def _owners(inventory: Inventory) -> _Coverage:
    return _Coverage(
        _count(row.owner for row in inventory.initiatives),
        len(inventory.initiatives),
        "initiatives",
        _names("initiatives", "owner"),
    )


#: Every question with what it takes. To add one, add a row and its coverage above.
QUESTIONS: tuple[tuple[str, Callable[[Inventory], _Coverage]], ...] = (
    ("In which currency are the amounts?", _currency),
    ("What does each initiative cost?", _cost),
    ("What is the full cost over all seven layers?", _layers),
    ("Through which channels is AI bought?", _exposure),
    ("What ROI is claimed?", _claimed),
    ("What ROI is captured, by evidence?", _captured),
    ("What ROI is cashable?", _cashable),
    ("How much time is freed net of review and coordination?", _net_time),
    ("How do costs respond to usage, seats and models?", _usage),
    ("What do price changes of a vendor do?", _vendors),
    ("Which paid seats are unused?", _seats),
    ("What is spent outside the IT budget?", _budget),
    ("What does an accepted output cost?", _unit_cost),
    ("Who owns each initiative?", _owners),
    ("What has been decided, and when?", _decisions),
)
