"""Inventories for the evidence layers, built row by row so that any cell can be blanked."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from cockpit.assessment.case import Case, case_of
from cockpit.assessment.maturity.passes import ACCEPTED, BURDEN, REJECTED, REVIEW_MINUTES, WORKFLOW
from cockpit.inventory.portfolio_from import to_portfolio
from cockpit.inventory.reading import Inventory
from cockpit.inventory.rows import BenefitRow, CostRow, InitiativeRow, MetricRow, Settings
from cockpit.inventory.vocabulary import Better, Channel, RiskClass, Stage, StrategicFit, Verdict
from scenarios.portfolio import (
    Behaviour,
    CaptureStatus,
    CostLayer,
    Destination,
    EvidenceGrade,
    Source,
    Timing,
)

DAY = dt.date(2026, 4, 1)
PAST = dt.date(2025, 1, 1)
REGISTER = ("EP-1 Claims", "EP-2 Service")


def initiative(key: str, row: int, **other: Any) -> InitiativeRow:
    """A complete initiative with owner, vendor, start, channel, funded item and decision."""
    stated: dict[str, Any] = {
        "name": f"Initiative {key}",
        "owner": f"Owner {key}",
        "vendor": "Vendora",
        "start": PAST,
        "channel": Channel.SAAS,
        "stage": Stage.PRODUCTION,
        "funded_item": "EP-1 Claims",
        "strategic_fit": StrategicFit.HIGH,
        "risk_class": RiskClass.MINIMAL,
        "decision": Verdict.SCALE,
        "decision_date": PAST,
    }
    return InitiativeRow(at=Source("Initiatives", row), id=key, **{**stated, **other})


def cost(key: str | None, row: int, annual: float, **other: Any) -> CostRow:
    """A booked annual cost of layer C2, without vendor, channel or start of its own."""
    stated: dict[str, Any] = {
        "layer": CostLayer.C2,
        "item": f"Line {row}",
        "behaviour": Behaviour.FIXED,
        "timing": Timing.ANNUAL,
        "actual": True,
    }
    return CostRow(at=Source("Costs", row), initiative=key, amount=annual, **{**stated, **other})


def benefit(key: str, row: int, **other: Any) -> BenefitRow:
    """A captured benefit in hours, measured with baseline: 10 × (5 − 3) = 20 hours a month."""
    stated: dict[str, Any] = {
        "benefit": "Faster",
        "unit": "hours",
        "better": Better.LOWER,
        "baseline": 5.0,
        "current": 3.0,
        "volume": 10.0,
        "value_per_unit": 50.0,
        "capture_status": CaptureStatus.CAPTURED,
        "destination": Destination.AVOIDED_HIRE,
        "direct": True,
        "grade": EvidenceGrade.MEASURED_WITH_BASELINE,
    }
    return BenefitRow(at=Source("Benefits", row), initiative=key, **{**stated, **other})


def metric(key: str | None, row: int, name: str, **other: Any) -> MetricRow:
    """A metric that was 10 and is 20."""
    stated: dict[str, Any] = {"baseline": 10.0, "current": 20.0}
    return MetricRow(at=Source("Metrics", row), initiative=key, metric=name, **{**stated, **other})


def metrics(key: str, first: int) -> tuple[MetricRow, ...]:
    """Everything that E2 and E3 ask for."""
    names = (ACCEPTED, REJECTED, REVIEW_MINUTES, *WORKFLOW, *BURDEN)
    return tuple(metric(key, first + place, name) for place, name in enumerate(names))


def inventory(
    initiatives: tuple[InitiativeRow, ...],
    costs: tuple[CostRow, ...] = (),
    benefits: tuple[BenefitRow, ...] = (),
    measured: tuple[MetricRow, ...] = (),
    **settings: Any,
) -> Inventory:
    """An inventory in EUR with a register of two funded items."""
    stated: dict[str, Any] = {
        "currency": "EUR",
        "decision_date": DAY,
        "funded_items": REGISTER,
    }
    return Inventory(
        title="Test",
        source_name="test.xlsx",
        currency="EUR",
        settings=Settings(**{**stated, **settings}),
        initiatives=initiatives,
        costs=costs,
        benefits=benefits,
        metrics=measured,
    )


def complete(*annual: float) -> Inventory:
    """Initiatives A, B, C … with these costs a year and no gap in their evidence."""
    keys = [chr(ord("A") + place) for place in range(len(annual))]
    return inventory(
        tuple(initiative(key, 2 + place) for place, key in enumerate(keys)),
        tuple(cost(key, 2 + place, annual[place]) for place, key in enumerate(keys)),
        tuple(benefit(key, 2 + place) for place, key in enumerate(keys)),
        tuple(row for place, key in enumerate(keys) for row in metrics(key, 2 + 9 * place)),
    )


def changed(book: Inventory, sheet: str, place: int, **cells: Any) -> Inventory:
    """The inventory with these cells of one row set anew (``None`` blanks them)."""
    rows = list(getattr(book, sheet))
    rows[place] = rows[place].model_copy(update=cells)
    update: dict[str, Any] = {sheet: tuple(rows)}
    return replace(book, **update)


def case(book: Inventory, **chosen: float) -> Case:
    """A case on the inventory, with these thresholds."""
    return case_of(book, to_portfolio(book), chosen=chosen)
