"""The Metrics sheet."""

from __future__ import annotations

from cockpit.inventory.schema import Column, ColumnType, Sheet, choices
from cockpit.inventory.vocabulary import ORG, Better

T = ColumnType

METRICS = Sheet(
    "metrics",
    "Metrics",
    "One row for each measured quantity, before and now, of an initiative or of the whole "
    "organisation.",
    synonyms=("metric", "kpis", "measures"),
    columns=(
        Column(
            "initiative",
            "Initiative",
            T.INITIATIVE,
            required=True,
            words=(ORG,),
            synonyms=("initiative id", "initiative name", "use case", "project"),
            help="ID or name from the Initiatives sheet, or ORG for the whole organisation.",
            example="AI-001",
        ),
        Column(
            "metric",
            "Metric",
            T.TEXT,
            required=True,
            synonyms=("measure", "kpi"),
            help="What is measured. The names of the metric catalogue unlock answers: accepted "
            "outputs, rejected outputs, review minutes, review hours, throughput, rework, cycle "
            "time and others. Further names are kept and shown.",
            example="review hours",
        ),
        Column(
            "better",
            "Better",
            T.CHOICE,
            allowed=choices(Better, HIGHER=("up",), LOWER=("down",)),
            synonyms=("better direction", "direction"),
            help="Direction of improvement.",
            example="lower",
        ),
        Column(
            "baseline",
            "Baseline",
            T.RATIO,
            "unit",
            synonyms=("before", "baseline value"),
            help="Value before.",
            example=310,
        ),
        Column(
            "baseline_period",
            "Baseline period",
            T.TEXT,
            synonyms=("baseline date",),
            help="When that was.",
            example="2025-Q1",
        ),
        Column(
            "current",
            "Current",
            T.RATIO,
            "unit",
            synonyms=("after", "actual", "current value"),
            help="Value now.",
            example=260,
        ),
        Column(
            "current_period",
            "Current period",
            T.TEXT,
            synonyms=("current date",),
            help="When that is: 2026, 2026-H1, 2026-Q2, 2026-04 and the like. Of several rows of "
            "one metric the latest counts; another text only where no row has such a period.",
            example="2026-Q1",
        ),
        Column("unit", "Unit", T.TEXT, help="Unit of both values.", example="hours a month"),
        Column(
            "source", "Source", T.TEXT, help="Where the figures come from.", example="Time sheets"
        ),
        Column(
            "owner",
            "Owner",
            T.TEXT,
            synonyms=("metric owner",),
            help="Who answers for the figure.",
            example="Head of Claims",
        ),
        Column(
            "team",
            "Team",
            T.TEXT,
            synonyms=("department", "team name"),
            help="Team or unit that the figure is of, where it is not the whole initiative. Rows "
            "of several teams or periods stand side by side.",
            example="Claims Hamburg",
        ),
        Column(
            "group_size",
            "Group size",
            T.COUNT,
            "people",
            minimum=1,
            synonyms=("people in the group", "respondents"),
            help="How many people the figure is about. Figures on habits of groups under five "
            "are never shown, and none without a group size.",
            example=24,
        ),
        Column(
            "green",
            "Green from",
            T.RATIO,
            "unit",
            synonyms=("green", "green threshold", "good from"),
            help="Value from which the metric is good, itself included. Give both thresholds, or "
            "neither.",
            example=240,
        ),
        Column(
            "red",
            "Red from",
            T.RATIO,
            "unit",
            synonyms=("red", "red threshold", "bad from"),
            help="Value from which it is bad, itself included; between green and red it is amber.",
            example=320,
        ),
        Column(
            "action",
            "Action",
            T.TEXT,
            synonyms=("action when red", "countermeasure"),
            help="What is done when it is red; the owner of the figure answers for it.",
            example="Review one output in ten instead of every one",
        ),
        Column(
            "due",
            "Due",
            T.DATE,
            synonyms=("due date", "action due"),
            help="Day by which the action is done.",
            example="2026-06-30",
        ),
    ),
)
