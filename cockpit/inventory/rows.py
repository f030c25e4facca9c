"""Row models: one frozen, typed value for each accepted row of each sheet.

Field names are those of the contract (a test holds the two together). ``at`` is
the sheet and row that the person sees; ``extra`` keeps columns that the contract
does not know, each cell with its kind. ``None`` always means not supplied, never zero. Money is
in ``currency`` or, where that is ``None``, in the portfolio's currency.
"""

from __future__ import annotations

import datetime as dt

from pydantic import BaseModel, ConfigDict, Field, SkipValidation

from cockpit.inventory.raw import Cell
from cockpit.inventory.vocabulary import (
    Beneficiary,
    Better,
    Channel,
    DateOrder,
    DistributionKind,
    HorizonClass,
    NumberLocale,
    ProcessingKind,
    RiskClass,
    Stage,
    StrategicFit,
    Tier,
    ValueDriver,
    Verdict,
)
from scenarios.portfolio import (
    AllocationRule,
    Behaviour,
    CaptureStatus,
    CostLayer,
    Destination,
    EvidenceGrade,
    Source,
    Timing,
)


class Row(BaseModel):
    """What every row has."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", allow_inf_nan=False, arbitrary_types_allowed=True
    )

    at: Source
    #: Cells of a file: there is nothing to check, and most of a large file may stand here.
    extra: SkipValidation[dict[str, Cell]] = Field(default_factory=dict)


class InitiativeRow(Row):
    """One initiative; ``id`` is always set, derived from the name where it was blank."""

    id: str
    name: str
    business_unit: str | None = None
    owner: str | None = None
    sponsor: str | None = None
    tier: Tier | None = None
    stage: Stage | None = None
    start: dt.date | None = None
    horizon_class: HorizonClass | None = None
    channel: Channel | None = None
    vendor: str | None = None
    model: str | None = None
    monthly_requests: float | None = None
    tokens_in: float | None = None
    tokens_out: float | None = None
    seats_licensed: int | None = None
    seats_active: int | None = None
    peak_rpm: float | None = None
    capacity_rpm: float | None = None
    monthly_growth: float | None = None
    funded_item: str | None = None
    strategic_fit: StrategicFit | None = None
    risk_class: RiskClass | None = None
    customer_facing: bool | None = None
    employee_impact: bool | None = None
    regulated: bool | None = None
    critical_process: bool | None = None
    decision: Verdict | None = None
    decision_date: dt.date | None = None
    decided_by: str | None = None
    next_review: dt.date | None = None
    evidence_cost: float | None = None
    currency: str | None = None
    annual_cost: float | None = None
    annual_benefit: float | None = None


class CostRow(Row):
    """One cost line; ``initiative`` is an id, ``None`` for SHARED."""

    initiative: str | None
    layer: CostLayer
    item: str
    vendor: str | None = None
    channel: Channel | None = None
    behaviour: Behaviour | None = None
    timing: Timing
    amount: float
    currency: str | None = None
    p10: float | None = None
    p90: float | None = None
    start: dt.date | None = None
    end: dt.date | None = None
    block: float | None = None
    commitment: float | None = None
    allocation: AllocationRule | None = None
    actual: bool | None = None
    in_it_budget: bool | None = None


class BenefitRow(Row):
    """One benefit; ``initiative`` is an id."""

    initiative: str
    benefit: str
    beneficiary: Beneficiary | None = None
    metric: str | None = None
    unit: str | None = None
    better: Better | None = None
    baseline: float | None = None
    current: float | None = None
    target: float | None = None
    volume: float | None = None
    value_per_unit: float | None = None
    currency: str | None = None
    p10: float | None = None
    p90: float | None = None
    start: dt.date | None = None
    end: dt.date | None = None
    ramp_months: int | None = None
    value_follows_usage: float | None = None
    capture_status: CaptureStatus | None = None
    destination: Destination | None = None
    redeployed_share: float | None = None
    direct: bool | None = None
    grade: EvidenceGrade | None = None
    source: str | None = None
    owner: str | None = None
    tier: Tier | None = None
    value_driver: ValueDriver | None = None


class MetricRow(Row):
    """One metric; ``initiative`` is an id, ``None`` for ORG.

    ``green`` and ``red`` are in the unit of the values and belong to the good and to
    the bad side; ``group_size`` counts people.
    """

    initiative: str | None
    metric: str
    better: Better | None = None
    baseline: float | None = None
    baseline_period: str | None = None
    current: float | None = None
    current_period: str | None = None
    unit: str | None = None
    source: str | None = None
    owner: str | None = None
    team: str | None = None
    group_size: int | None = None
    green: float | None = None
    red: float | None = None
    action: str | None = None
    due: dt.date | None = None


class ProcessingRow(Row):
    """Where one kind of data is processed; ``initiative`` is an id."""

    initiative: str
    kind: ProcessingKind
    region: str | None = None
    processor: str | None = None
    retention_days: int | None = None
    control_owner: str | None = None


class AssumptionRow(Row):
    """One assumption as stated; see :mod:`cockpit.inventory.assumptions` for its driver."""

    driver: str
    vendor: str | None = None
    distribution: DistributionKind | None = None
    p10: float | None = None
    p50: float | None = None
    p90: float | None = None
    low: float | None = None
    mode: float | None = None
    high: float | None = None
    probability: float | None = None
    values: str | None = None
    correlated_with: str | None = None
    correlation: float | None = None
    owner: str | None = None
    source: str | None = None
    date: dt.date | None = None
    expiry: dt.date | None = None


class SettingRow(Row):
    """One setting as stated."""

    setting: str
    value: str | None = None
    date: dt.date | None = None
    source: str | None = None


class Rate(BaseModel):
    """Value of one unit of ``currency`` in the portfolio's currency."""

    model_config = ConfigDict(frozen=True)

    currency: str
    value: float
    date: dt.date | None = None
    source: str | None = None


class StatedThreshold(BaseModel):
    """One threshold as stated; which names are valid is for those to say who judge by it."""

    model_config = ConfigDict(frozen=True, arbitrary_types_allowed=True)

    name: str
    value: float
    date: dt.date | None = None
    source: str | None = None
    at: Source


class Settings(BaseModel):
    """All settings; ``None`` means that nothing is stated and a documented default applies.

    ``thresholds`` goes by the name as :func:`cockpit.inventory.values.fold` evens it out:
    lower case, single spaces, no dashes or underscores.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    portfolio_name: str | None = None
    currency: str | None = None
    decision_date: dt.date | None = None
    horizon_months: int | None = None
    discount_rate: float | None = None
    hurdle_rate: float | None = None
    headcount: int | None = None
    number_locale: NumberLocale | None = None
    date_order: DateOrder | None = None
    zero_channels: tuple[Channel, ...] = ()
    funded_items: tuple[str, ...] = ()
    rates: dict[str, Rate] = Field(default_factory=dict)
    thresholds: dict[str, StatedThreshold] = Field(default_factory=dict)


#: Row model of each sheet.
MODELS: dict[str, type[Row]] = {
    "initiatives": InitiativeRow,
    "costs": CostRow,
    "benefits": BenefitRow,
    "metrics": MetricRow,
    "processing": ProcessingRow,
    "assumptions": AssumptionRow,
    "settings": SettingRow,
}
