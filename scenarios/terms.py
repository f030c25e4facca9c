"""The field's terms as closed lists: layers, behaviours, statuses, bases."""

from __future__ import annotations

from enum import StrEnum


class CostLayer(StrEnum):
    """The seven layers of full cost. ``label`` is the name shown everywhere."""

    C1 = "C1"
    C2 = "C2"
    C3 = "C3"
    C4 = "C4"
    C5 = "C5"
    C6 = "C6"
    C7 = "C7"

    @property
    def label(self) -> str:
        """The full name of the layer, without its code."""
        return _LAYER_LABELS[self.value]

    @property
    def title(self) -> str:  # type: ignore[override]
        """Code and name, as printed on charts and in exports."""
        return f"{self.value} {self.label}"


_LAYER_LABELS = {
    "C1": "Infrastructure & compute",
    "C2": "Model access & hosting",
    "C3": "Data & retrieval",
    "C4": "Application orchestration",
    "C5": "Risk & governance",
    "C6": "Operations & support",
    "C7": "Portfolio oversight",
}


class Behaviour(StrEnum):
    """How a cost line responds to usage, seats, prices, wages and data volume.

    The exponents that each behaviour stands for are in
    :data:`scenarios.plan.BEHAVIOUR_EXPONENTS`.
    """

    FIXED = "fixed"
    SEATS = "seats"
    USAGE = "usage"
    TOKENS = "tokens"
    REVIEW = "review"
    STAFF = "staff"
    DATA = "data"
    CAPACITY = "capacity"
    COMMIT = "commit"


class Timing(StrEnum):
    """When an amount falls due. An annual amount is spread over twelve months."""

    ONE_OFF = "one-off"
    MONTHLY = "monthly"
    ANNUAL = "annual"


class AllocationRule(StrEnum):
    """How a shared cost line is divided among the initiatives.

    ``USAGE`` by monthly requests, ``SPEND`` by own first-year cost, ``EVEN`` in
    equal parts. See :mod:`scenarios.allocation` for what is done where the
    basis is missing.
    """

    USAGE = "usage"
    SPEND = "spend"
    EVEN = "even"


class CaptureStatus(StrEnum):
    """How far a benefit has come from being stated to being banked."""

    POTENTIAL = "potential"
    OBSERVED = "observed"
    CAPTURED = "captured"
    SUSTAINED = "sustained"


class EvidenceGrade(StrEnum):
    """How well a benefit is evidenced; the width of its realisation follows."""

    MEASURED_WITH_BASELINE = "measured with baseline"
    MEASURED = "measured"
    ESTIMATED = "estimated"
    ANECDOTAL = "anecdotal"


class Destination(StrEnum):
    """What freed time became. Time without a destination is never cashable."""

    MORE_VOLUME = "more volume"
    FASTER_ANSWERS = "faster answers"
    AVOIDED_HIRE = "avoided hire"
    REDUCED_SPEND = "reduced spend"
    SENIOR_TIME = "senior time"


class ValueBasis(StrEnum):
    """Under which reading of the benefits a figure is given."""

    CLAIMED = "claimed"
    CAPTURED = "captured"
    CASHABLE = "cashable"
