"""Words that a cell may contain where the contract allows only certain values.

The engine's own vocabularies (cost layer, behaviour, capture status …) live in
:mod:`scenarios.portfolio`; those that only screens and assessments need are here.
"""

from __future__ import annotations

from enum import StrEnum


class Tier(StrEnum):
    """Who benefits from an initiative."""

    T1 = "T1"
    T2 = "T2"
    T3 = "T3"

    @property
    def label(self) -> str:
        """Name of the tier, without its code."""
        return {"T1": "Internal tools", "T2": "Client support", "T3": "AI in the platform"}[
            self.value
        ]

    @property
    def title(self) -> str:  # type: ignore[override]
        """Code and name."""
        return f"{self.value} {self.label}"


class Stage(StrEnum):
    """How far an initiative has come."""

    IDEA = "idea"
    PILOT = "pilot"
    PRODUCTION = "production"
    SCALING = "scaling"
    RETIRED = "retired"


class HorizonClass(StrEnum):
    """When an initiative is expected to have paid back."""

    WITHIN_12 = "≤ 12 months"
    WITHIN_24 = "≤ 24 months"
    LATER = "later"

    @property
    def months(self) -> int | None:
        """Months within which payback is expected; ``None`` for later."""
        return {"≤ 12 months": 12, "≤ 24 months": 24}.get(self.value)


class Channel(StrEnum):
    """The way by which AI is bought or provided."""

    SAAS = "SaaS"
    CLOUD = "cloud"
    DATA_CENTRE = "data centre"
    PRIVATE_CLOUD = "private cloud"
    LABOUR_SUBSTITUTION = "labour substitution"
    SHARED_SERVICES = "shared services"


class StrategicFit(StrEnum):
    """How closely an initiative serves the stated strategy."""

    NONE = "none"
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class RiskClass(StrEnum):
    """Risk class under the EU AI Act; general-purpose models stand apart."""

    PROHIBITED = "prohibited"
    HIGH = "high"
    LIMITED = "limited"
    MINIMAL = "minimal"
    GENERAL_PURPOSE = "general-purpose model"


class Verdict(StrEnum):
    """What is decided about an initiative."""

    SCALE = "scale"
    OPTIMISE = "optimise"
    CONTAIN = "contain"
    STOP = "stop"
    REPLATFORM = "replatform"
    RENEGOTIATE = "renegotiate"


class Beneficiary(StrEnum):
    """Whether single people or a team, client or the organisation gain."""

    INDIVIDUAL = "individual"
    COLLECTIVE = "collective"
    CLIENT = "client"


class Better(StrEnum):
    """The direction in which a metric improves."""

    HIGHER = "higher"
    LOWER = "lower"


class ValueDriver(StrEnum):
    """What the value of a benefit comes from."""

    DEFLECTION = "support deflection"
    HOURS = "knowledge-worker hours"
    DECISION_TIME = "decision time"
    ERRORS = "error reduction"
    SPEND = "reduced spend"
    REVENUE = "revenue"
    OTHER = "other"


class ProcessingKind(StrEnum):
    """What is processed outside or inside the organisation."""

    PROMPT = "prompt"
    COMPLETION = "completion"
    EMBEDDING = "embedding"
    LOG = "log"
    AGENT_ACTION = "agent action"


class DistributionKind(StrEnum):
    """Shape of an assumption; which columns it needs stands in the contract."""

    POINT = "point"
    UNIFORM = "uniform"
    TRIANGULAR = "triangular"
    PERT = "PERT"
    NORMAL = "normal"
    LOGNORMAL = "lognormal"
    QUANTILES = "P10/P50/P90"
    DISCRETE = "discrete"
    EVENT = "event"


class NumberLocale(StrEnum):
    """How numbers written as text are to be read."""

    POINT = "1,234.56"
    COMMA = "1.234,56"


class DateOrder(StrEnum):
    """How dates written as text with slashes are to be read."""

    DAY_FIRST = "day/month/year"
    MONTH_FIRST = "month/day/year"


class DatesAs(StrEnum):
    """What a bare number in a column of dates means, where a person says so."""

    YEAR_START = "a year is 1 January"
    YEAR_END = "a year is 31 December"
    SERIAL = "Excel serial days (1900)"


#: Word in the initiative column for a cost that several initiatives share.
SHARED = "SHARED"
#: Word in the initiative column for a metric of the whole organisation.
ORG = "ORG"
