"""From rows to the cost and benefit lines of the engine."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable

from cockpit.inventory.benefit_change import change_of
from cockpit.inventory.calendar_months import flow_month, one_off_month
from cockpit.inventory.reading import Inventory
from cockpit.inventory.rows import BenefitRow, CostRow, InitiativeRow
from cockpit.inventory.values import fold
from cockpit.inventory.working_time import freed_time_of, hours_per_unit, is_freed_time
from scenarios.portfolio import (
    AllocationRule,
    BenefitLine,
    CaptureStatus,
    CostLayer,
    CostLine,
    Timing,
)

LUMP_ITEM = "Annual cost, layer not stated"
LUMP_BENEFIT = "Annual benefit as stated"


class _Keys:
    """Stable keys: content and occurrence, so that moving a row moves no random number."""

    def __init__(self) -> None:
        self._seen: Counter[tuple[str | None, str]] = Counter()

    def make(self, initiative: str | None, *parts: str | None) -> str:
        content = "|".join(fold(part or "") for part in parts)
        self._seen[initiative, content] += 1
        return f"{content}|{self._seen[initiative, content]}"


def _starts_ahead(
    inventory: Inventory, initiative: str | None, decision: dt.date
) -> dt.date | None:
    """The initiative's start, where it lies after the decision month."""
    row = inventory.by_id.get(initiative or "")
    if row is not None and row.start is not None and flow_month(decision, row.start) > 1:
        return row.start
    return None


def cost_lines(inventory: Inventory, decision: dt.date, notes: list[str]) -> Iterable[CostLine]:
    """Lines of the Costs sheet that lie ahead; ``notes`` says what was left out."""
    keys = _Keys()
    sunk = ended = 0
    for row in inventory.costs:
        key = keys.make(row.initiative, row.layer.value, row.item, row.vendor)
        start = row.start or _starts_ahead(inventory, row.initiative, decision)
        if row.timing is Timing.ONE_OFF:
            first = one_off_month(decision, start) if start else 0
            last = None
            if first < 0:
                sunk += 1
                continue
        else:
            first = max(1, flow_month(decision, start)) if start else 1
            last = flow_month(decision, row.end) if row.end else None
            if last is not None and last < 1:
                ended += 1
                continue
        yield _cost_line(row, key, first, last, _rate(inventory, row.currency))
    if sunk:
        notes.append(f"{_lines(sunk, 'one-off cost')} before the decision date left out as sunk.")
    if ended:
        notes.append(f"{_lines(ended, 'cost line')} left out that ended before the decision date.")


def _cost_line(row: CostRow, key: str, first: int, last: int | None, rate: float) -> CostLine:
    return CostLine(
        key=key,
        initiative_id=row.initiative,
        layer=row.layer,
        item=row.item,
        amount=row.amount * rate,
        behaviour=row.behaviour,
        timing=row.timing,
        vendor=row.vendor,
        p10=_times(row.p10, rate),
        p90=_times(row.p90, rate),
        start_month=first,
        end_month=last,
        block=row.block,
        commitment=_times(row.commitment, rate),
        allocation=row.allocation or AllocationRule.SPEND,
        actual=row.actual,
        in_it_budget=row.in_it_budget,
        source=row.at,
    )


def _lumps(
    inventory: Inventory, amounts: dict[str, float], itemised: set[str | None], decision: dt.date
) -> tuple[list[tuple[InitiativeRow, float, int]], int]:
    """Totals a year that stand for an initiative, each with its first month; how many do not.

    ``amounts`` holds the stated totals by initiative, in the portfolio's currency. A
    total does not count beside rows of the sheet that itemises it.
    """
    found = []
    for row in inventory.initiatives:
        if row.id in amounts and row.id not in itemised:
            start = _starts_ahead(inventory, row.id, decision)
            first = flow_month(decision, start) if start else 1
            found.append((row, amounts[row.id], first))
    return found, len(amounts) - len(found)


def lump_costs(inventory: Inventory, decision: dt.date, notes: list[str]) -> Iterable[CostLine]:
    """Annual costs of the Initiatives sheet, for initiatives without a row on the Costs sheet."""
    amounts = {
        row.id: row.annual_cost * _rate(inventory, row.currency)
        for row in inventory.initiatives
        if row.annual_cost is not None
    }
    itemised = {row.initiative for row in inventory.costs}
    lumps, skipped = _lumps(inventory, amounts, itemised, decision)
    for row, amount, first in lumps:
        yield CostLine(
            key=f"lump|{fold(LUMP_ITEM)}|1",
            initiative_id=row.id,
            layer=CostLayer.C2,
            item=LUMP_ITEM,
            amount=amount,
            behaviour=None,
            timing=Timing.ANNUAL,
            vendor=row.vendor,
            start_month=first,
            source=row.at,
        )
    if lumps:
        notes.append(
            f"{_initiatives(len(lumps))} with an annual cost only: layer not stated, counted in "
            f"{CostLayer.C2.title}; the other six layers are missing."
        )
    if skipped:
        notes.append(
            f"{_initiatives(skipped)} with an annual cost and rows on the Costs sheet: the rows "
            "count, the annual cost does not."
        )


def benefit_lines(
    inventory: Inventory, decision: dt.date, notes: list[str]
) -> Iterable[BenefitLine]:
    """Lines of the Benefits sheet that lie ahead; ``notes`` says what was left out."""
    keys = _Keys()
    ended = without_money = 0
    for row in inventory.benefits:
        key = keys.make(row.initiative, row.benefit, row.metric)
        if row.volume is None or row.value_per_unit is None:
            without_money += 1
            continue
        last = flow_month(decision, row.end) if row.end else None
        if last is not None and last < 1:
            ended += 1
            continue
        start = row.start or _starts_ahead(inventory, row.initiative, decision)
        first = flow_month(decision, start) if start else 1
        yield _benefit_line(row, key, first, last, _rate(inventory, row.currency))
    if without_money:
        notes.append(
            f"{_lines(without_money, 'benefit')} without volume or value per unit: listed, not "
            f"counted."
        )
    if ended:
        notes.append(f"{_lines(ended, 'benefit')} left out that ended before the decision date.")


def _benefit_line(
    row: BenefitRow, key: str, first: int, last: int | None, rate: float
) -> BenefitLine:
    """A benefit that runs already has risen since its start; the rest of its ramp lies ahead."""
    assert row.volume is not None
    assert row.value_per_unit is not None
    change, measured = change_of(row.baseline, row.current, row.target, row.better)
    status = row.capture_status
    if status is None and not measured:
        status = CaptureStatus.POTENTIAL
    # Working time is counted in hours: 30 minutes are half an hour, and worth as much.
    hours = (hours_per_unit(row.unit) if is_freed_time(row) else None) or 1.0
    ramp = row.ramp_months or 0
    return BenefitLine(
        key=key,
        initiative_id=row.initiative,
        benefit=row.benefit,
        volume=row.volume,
        change=change * hours,
        value_per_unit=row.value_per_unit * rate / hours,
        p10=_times(row.p10, rate),
        p90=_times(row.p90, rate),
        start_month=max(1, first),
        ramp_months=max(0, ramp - max(0, 1 - first)),
        end_month=last,
        value_follows_usage=row.value_follows_usage,
        capture_status=status,
        freed_time=freed_time_of(row),
        destination=row.destination,
        redeployed_share=row.redeployed_share,
        direct=row.direct is not False,
        grade=row.grade,
        owner=row.owner,
        source=row.at,
    )


def lump_benefits(
    inventory: Inventory, decision: dt.date, notes: list[str]
) -> Iterable[BenefitLine]:
    """Annual benefits of the Initiatives sheet, where the Benefits sheet has no row."""
    amounts = {
        row.id: row.annual_benefit * _rate(inventory, row.currency)
        for row in inventory.initiatives
        if row.annual_benefit is not None
    }
    itemised: set[str | None] = {row.initiative for row in inventory.benefits}
    lumps, skipped = _lumps(inventory, amounts, itemised, decision)
    for row, amount, first in lumps:
        yield BenefitLine(
            key=f"lump|{fold(LUMP_BENEFIT)}|1",
            initiative_id=row.id,
            benefit=LUMP_BENEFIT,
            volume=1.0,
            change=1.0,
            value_per_unit=amount / 12,
            start_month=first,
            freed_time=None,
            owner=row.owner,
            source=row.at,
        )
    if lumps:
        notes.append(
            f"{_initiatives(len(lumps))} with an annual benefit only: no status, no evidence, so "
            "that only the claimed value can be answered."
        )
    if skipped:
        notes.append(
            f"{_initiatives(skipped)} with an annual benefit and rows on the Benefits sheet: the "
            "rows count, the annual benefit does not."
        )


def _rate(inventory: Inventory, currency: str | None) -> float:
    rate = inventory.rate(currency)
    if rate is None:  # the reader rejects such rows
        raise ValueError(f"no rate from {currency} to {inventory.currency}")
    return rate


def _times(value: float | None, rate: float) -> float | None:
    return None if value is None else value * rate


def _lines(count: int, what: str) -> str:
    return f"{count} {what}{'s' if count != 1 else ''}"


def _initiatives(count: int) -> str:
    return _lines(count, "initiative")
