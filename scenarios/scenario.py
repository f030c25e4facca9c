"""A scenario: named levers, drivers and valuation rules, readable as one JSON file."""

from __future__ import annotations

import json
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from scenarios.drivers import Correlation, Driver
from scenarios.levers import Levers
from scenarios.portfolio import CaptureStatus, CostLayer, EvidenceGrade

#: Realised share of a benefit at P90 over its median, by evidence grade.
REALISATION_P90 = {
    EvidenceGrade.MEASURED_WITH_BASELINE: 1.10,
    EvidenceGrade.MEASURED: 1.25,
    EvidenceGrade.ESTIMATED: 1.50,
    EvidenceGrade.ANECDOTAL: 2.00,
}

#: Weight of a benefit in "captured", by capture status.
CAPTURE_WEIGHT = {
    CaptureStatus.POTENTIAL: 0.0,
    CaptureStatus.OBSERVED: 0.5,
    CaptureStatus.CAPTURED: 1.0,
    CaptureStatus.SUSTAINED: 1.0,
}


class Valuation(BaseModel):
    """Rules that turn stated lines into uncertain ones; shown and editable.

    ``realisation_p90`` is P90 over median of the realised share, by grade; the
    range is symmetric in ratios (P10 is its inverse). ``actual_p90`` and
    ``estimate_p90`` do the same for cost lines without a range of their own;
    a line that does not say which it is counts as an estimate.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    capture_weight: dict[CaptureStatus, float] = Field(default_factory=lambda: dict(CAPTURE_WEIGHT))
    realisation_p90: dict[EvidenceGrade, float] = Field(
        default_factory=lambda: dict(REALISATION_P90)
    )
    ungraded_p90: float = Field(default=2.00, ge=1, le=10)
    actual_p90: float = Field(default=1.05, ge=1, le=10)
    estimate_p90: float = Field(default=1.25, ge=1, le=10)
    value_follows_usage: float = Field(default=0.3, ge=0, le=1)

    @field_validator("capture_weight")
    @classmethod
    def _shares(cls, value: dict[CaptureStatus, float]) -> dict[CaptureStatus, float]:
        if set(value) != set(CaptureStatus) or not all(0 <= w <= 1 for w in value.values()):
            raise ValueError("a weight between 0 and 1 is needed for each capture status")
        return value

    @field_validator("realisation_p90")
    @classmethod
    def _ratios(cls, value: dict[EvidenceGrade, float]) -> dict[EvidenceGrade, float]:
        if set(value) != set(EvidenceGrade) or not all(1 <= w <= 10 for w in value.values()):
            raise ValueError("a ratio between 1 and 10 is needed for each evidence grade")
        return value


class MissingLayers(BaseModel):
    """What is done where an initiative has no line in a cost layer.

    ``leave out`` simulates a partial TCO and marks it so. ``assume`` completes
    each missing layer that has a share here: with shares s of the *full* cost
    and known cost K, the allowance of layer l is s_l × K / (1 − Σs). Its range is
    lognormal with P90 = ``p90_ratio`` × and P10 = 1/``p90_ratio`` ×. Only the
    share of C1 (30–45 %) and of the model invoice in C2 (10–20 %) has a published
    source; every other share is the user's to set.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    treatment: Literal["leave out", "assume"] = "leave out"
    share_of_full_cost: dict[CostLayer, float] = Field(default_factory=dict)
    p90_ratio: float = Field(default=2.5, ge=1, le=10)

    @field_validator("share_of_full_cost")
    @classmethod
    def _shares(cls, value: dict[CostLayer, float]) -> dict[CostLayer, float]:
        if any(not 0 <= share < 1 for share in value.values()) or sum(value.values()) >= 0.95:
            raise ValueError("shares lie between 0 and 1 and sum to less than 0.95")
        return value


class Scenario(BaseModel):
    """A named set of levers, drivers and rules; not one draw.

    ``drivers`` and ``correlations`` replace those of the portfolio by name.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = "Base"
    description: str = "Today's usage, prices and models."
    levers: Levers = Field(default_factory=Levers)
    drivers: tuple[Driver, ...] = ()
    correlations: tuple[Correlation, ...] = ()
    valuation: Valuation = Field(default_factory=Valuation)
    missing_layers: MissingLayers = Field(default_factory=MissingLayers)

    def to_json(self) -> str:
        """The scenario as one readable file; :meth:`from_json` gives it back whole."""
        content = self.model_dump(mode="json", exclude_defaults=True)
        content |= {"name": self.name, "description": self.description}
        # A distribution is told by its kind, which is always at its default.
        content |= {
            name: [part.model_dump(mode="json") for part in parts]
            for name, parts in (("drivers", self.drivers), ("correlations", self.correlations))
            if parts
        }
        return json.dumps(content, indent=2, ensure_ascii=False) + "\n"

    @classmethod
    def from_json(cls, text: str | bytes) -> Scenario:
        """Read what :meth:`to_json` wrote.

        Raises
        ------
        pydantic.ValidationError
            Naming each field that is unknown or out of range.
        """
        return cls.model_validate_json(text)
