"""The Processing and Assumptions sheets."""

from __future__ import annotations

from cockpit.inventory.schema import Choice, Column, ColumnType, Sheet, choices
from cockpit.inventory.vocabulary import DistributionKind, ProcessingKind
from scenarios.drivers import DRIVERS

T = ColumnType

PROCESSING = Sheet(
    "processing",
    "Processing",
    "Where prompts, completions, embeddings, logs and agent actions are processed, and who "
    "controls it.",
    synonyms=("data processing", "processing register"),
    columns=(
        Column(
            "initiative",
            "Initiative",
            T.INITIATIVE,
            required=True,
            synonyms=("initiative id", "initiative name", "use case", "project"),
            help="ID or name from the Initiatives sheet.",
            example="AI-001",
        ),
        Column(
            "kind",
            "Kind",
            T.CHOICE,
            required=True,
            allowed=choices(
                ProcessingKind,
                PROMPT=("prompts",),
                COMPLETION=("completions",),
                EMBEDDING=("embeddings",),
                LOG=("logs",),
                AGENT_ACTION=("agent actions",),
            ),
            synonyms=("data kind", "type"),
            help="What is processed.",
            example="prompt",
        ),
        Column(
            "region",
            "Region",
            T.TEXT,
            synonyms=("location", "country"),
            help="Where it is processed.",
            example="EU (Frankfurt)",
        ),
        Column(
            "processor",
            "Processor",
            T.TEXT,
            synonyms=("sub-processor",),
            help="Who processes it.",
            example="Northwind AI",
        ),
        Column(
            "retention_days",
            "Retention days",
            T.COUNT,
            "days",
            minimum=0,
            synonyms=("retention", "retention (days)"),
            help="Days for which it is kept; 0 for not at all.",
            example=30,
        ),
        Column(
            "control_owner",
            "Control owner",
            T.TEXT,
            synonyms=("owner", "control"),
            help="Who answers for the control.",
            example="CISO",
        ),
    ),
)

_DRIVER_CHOICES = tuple(Choice(name, name, (spec.label,)) for name, spec in DRIVERS.items())

ASSUMPTIONS = Sheet(
    "assumptions",
    "Assumptions",
    "One row for each uncertain input that you know better than the defaults, with its owner and "
    "source.",
    synonyms=("assumption", "drivers"),
    columns=(
        Column(
            "driver",
            "Driver",
            T.CHOICE,
            allowed=_DRIVER_CHOICES,
            required=True,
            synonyms=("name", "assumption"),
            help="; ".join(
                f"{name}: {spec.label.lower()} ({spec.unit})" for name, spec in DRIVERS.items()
            ),
            example="usage_growth",
        ),
        Column(
            "vendor",
            "Vendor",
            T.TEXT,
            help="Needed for the drivers that exist once for each vendor: "
            + ", ".join(name for name, spec in DRIVERS.items() if spec.per_vendor)
            + ".",
            example="Northwind AI",
        ),
        Column(
            "distribution",
            "Distribution",
            T.CHOICE,
            allowed=choices(
                DistributionKind,
                PERT=("beta-pert",),
                QUANTILES=("quantiles", "p10 p50 p90"),
                POINT=("certain", "constant"),
                EVENT=("bernoulli", "event month"),
            ),
            synonyms=("shape",),
            help="point needs P50; uniform low and high; triangular and PERT low, mode and high; "
            "normal "
            "P10 and P90; lognormal P10 and P90 (P50 optional); P10/P50/P90 all three (low is an "
            "optional floor); discrete values; event the probability within a year. Blank only "
            "in a "
            "row that states a correlation.",
            example="P10/P50/P90",
        ),
        Column("p10", "P10", T.RATIO, help="Value that one case in ten stays below.", example="0%"),
        Column("p50", "P50", T.RATIO, synonyms=("median",), help="Median.", example="20%"),
        Column(
            "p90", "P90", T.RATIO, help="Value that nine cases in ten stay below.", example="60%"
        ),
        Column("low", "Low", T.RATIO, synonyms=("minimum", "min"), help="Least value.", example=""),
        Column(
            "mode",
            "Mode",
            T.RATIO,
            synonyms=("most likely",),
            help="Most likely value.",
            example="",
        ),
        Column(
            "high", "High", T.RATIO, synonyms=("maximum", "max"), help="Greatest value.", example=""
        ),
        Column(
            "probability",
            "Probability",
            T.SHARE,
            "share a year",
            minimum=0,
            maximum=0.999,
            help="For event: chance within twelve months.",
            example="",
        ),
        Column(
            "values",
            "Values",
            T.TEXT,
            help="For discrete: value:probability pairs in ascending order, separated by "
            "semicolons, "
            "with decimal points.",
            example="0:0.3; 1:0.7",
        ),
        Column(
            "correlated_with",
            "Correlated with",
            T.TEXT,
            synonyms=("correlation with",),
            help="Another driver; for one of a vendor write driver:Vendor.",
            example="wage_growth",
        ),
        Column(
            "correlation",
            "Correlation",
            T.NUMBER,
            minimum=-1,
            maximum=1,
            help="Correlation of the two drivers' normal scores, −1 to 1.",
            example=0.4,
        ),
        Column(
            "owner",
            "Owner",
            T.TEXT,
            help="Who answers for the assumption.",
            example="Head of FinOps",
        ),
        Column("source", "Source", T.TEXT, help="Where it comes from.", example="Contract 2025-17"),
        Column(
            "date",
            "Date",
            T.DATE,
            synonyms=("stated on",),
            help="When it was stated.",
            example="2026-01-15",
        ),
        Column(
            "expiry",
            "Expiry",
            T.DATE,
            synonyms=("expires on", "valid until"),
            help="After this day it is still used, with a warning.",
            example="2026-12-31",
        ),
    ),
)
