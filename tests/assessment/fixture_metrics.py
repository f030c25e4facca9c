"""The Metrics sheet of the fixture: (before, now) of A, B, C, D and E, then of the organisation."""

from __future__ import annotations

import datetime as dt
from typing import Any

HEAD = [
    "Initiative", "Metric", "Better", "Baseline", "Baseline period", "Current", "Current period",
    "Unit", "Source", "Owner", "Team", "Group size", "Green from", "Red from", "Action", "Due",
]  # fmt: skip

_HOURS = "hours a month"
_OUTPUTS = "outputs a month"

#: Metric, better, unit, then (before, now) of A, B, C, D, E.
_OF_EACH: list[tuple[Any, ...]] = [
    # acceptance before 7,000/8,750 = 0.80, now 10,800/12,000 = 0.90
    ("accepted outputs", "higher", _OUTPUTS,
     (4_000, 6_800), (400, 500), (800, 700), (900, 1_000), (900, 1_800)),
    ("rejected outputs", "lower", _OUTPUTS,
     (1_250, 400), (100, 100), (200, 300), (100, 100), (100, 300)),
    ("review minutes", "lower", "minutes an output",
     (6, 4), (10, 8), (8, 8), (5, 4), (4, 3)),
    # burden now 500, 200, 100, 100, 70
    ("review hours", "lower", _HOURS, (350, 300), (120, 100), (50, 60), (60, 60), (50, 40)),
    ("coordination hours", "lower", _HOURS, (160, 150), (60, 60), (20, 30), (30, 30), (20, 20)),
    ("security hours", "lower", _HOURS, (50, 50), (40, 40), (10, 10), (10, 10), (10, 10)),
    # gains 0.01 to 0.05
    ("throughput", "higher", "units a month",
     (1_000, 1_010), (100, 102), (500, 515), (400, 416), (200, 210)),
    # gains 0.2, −0.2, −0.25, 0.1, 0.2
    ("rework", "lower", "share of units",
     (0.10, 0.08), (0.10, 0.12), (0.20, 0.25), (0.10, 0.09), (0.10, 0.08)),
    # gains 0.2, 0.2, −0.2, 0.5, 0.25
    ("cycle time", "lower", "days", (10, 8), (20, 16), (5, 6), (2, 1), (4, 3)),
    ("steps", "lower", "steps", (10, 8), (6, 6), (8, 8), (5, 4), (10, 9)),
    ("handoffs", "lower", "times a unit", (4, 3), (3, 3), (5, 4), (4, 4), (2, 2)),
    ("AI share of cycle time", None, "share of cycle time",
     (None, 0.5), (None, 0.4), (None, 0.25), (None, 0.8), (None, 0.5)),
    ("speed-up of the AI step", "higher", "times",
     (None, 2), (None, 4), (None, 5), (None, 4), (None, 5)),
    # full cost for one accepted output: 5.88, 40, 14.29, 10, 11.11
    ("target cost per accepted output", None, "EUR an output",
     (None, 10), (None, 30), (None, 20), (None, 12), (None, 15)),
    ("active users", None, "people", (None, 300), (None, 40), (None, 60), (None, 50), (None, 100)),
    ("prompts", None, "prompts a month",
     (None, 50_000), (None, 5_000), (None, 20_000), (None, 30_000), (None, 40_000)),
]  # fmt: skip

#: What only some measure: initiative, metric, better, before, now, unit.
_OF_SOME: list[tuple[Any, ...]] = [
    ("A", "error rate", "lower", 0.10, 0.07, "share of outputs"),
    ("C", "time to resolution", "lower", 20, 15, "hours"),
    ("D", "first contact resolution", "higher", 0.50, 0.55, "share of matters"),
    ("D", "average handling time", "lower", 10, 9, "minutes"),
    ("E", "client task time", "lower", 30, 24, "minutes"),
    ("E", "feature adoption", "higher", 0.20, 0.28, "share of clients"),
    ("E", "workflow automation rate", "higher", 0.10, 0.11, "share of workflows"),
    ("E", "churn rate", "lower", 0.10, 0.09, "share of clients"),
    ("E", "product NPS", "higher", 40, 46, "points"),
    ("A", "meeting summaries", None, None, 900, "summaries a month"),
    ("B", "meeting summaries", None, None, 100, "summaries a month"),
    ("A", "decision latency", "lower", 10, 8, "days"),
    ("B", "decision latency", "lower", 10, 12, "days"),
    ("A", "uploaded documents", None, None, 2_000, "documents a month"),
    ("B", "uploaded documents", None, None, 1_000, "documents a month"),
    ("D", "uploaded documents", None, None, 500, "documents a month"),
    ("A", "explained decisions", "higher", 0.50, 0.80, "share of decisions"),
    ("D", "explained decisions", "higher", 0.50, 0.70, "share of decisions"),
    ("C", "EU AI Act transparency coverage", "higher", 0.5, 0.9, "share of requirements met"),
    ("C", "EU AI Act human oversight coverage", "higher", 0.5, 0.8, "share of requirements met"),
    ("C", "EU AI Act data governance coverage", "higher", 0.5, 0.7, "share of requirements met"),
    ("C", "EU AI Act risk management coverage", "higher", 0.5, 0.6, "share of requirements met"),
    ("C", "EU AI Act documentation coverage", "higher", 0.5, 0.9, "share of requirements met"),
    ("E", "EU AI Act transparency coverage", "higher", 0.5, 1.0, "share of requirements met"),
    ("E", "EU AI Act human oversight coverage", "higher", 0.5, 0.9, "share of requirements met"),
    ("E", "EU AI Act data governance coverage", "higher", 0.5, 0.8, "share of requirements met"),
    ("E", "EU AI Act risk management coverage", "higher", 0.5, 0.9, "share of requirements met"),
    ("E", "EU AI Act documentation coverage", "higher", 0.5, 0.7, "share of requirements met"),
    ("ORG", "incidents", "lower", 10, 8, "a month"),
    ("ORG", "overrides", "lower", 0.10, 0.12, "share of outputs"),
    ("ORG", "CSAT", "higher", 4.0, 4.4, "points"),
    ("ORG", "staff who name the accountable person", "higher", 0.50, 0.60, "share of staff"),
    ("ORG", "entry-level tasks", "higher", 1_000, 900, "tasks a month"),
    ("ORG", "training hours", "higher", 2, 3, "hours a person and month"),
    ("ORG", "entry-level promotions", "higher", 0.10, 0.12, "share of people"),
    ("ORG", "people aware of the tools", "higher", 1_000, 1_900, "people"),
    ("ORG", "people who tried", "higher", 800, 1_200, "people"),
    ("ORG", "people who use weekly", "higher", 300, 360, "people"),
    ("ORG", "people who rely on it", "higher", 90, 108, "people"),
    ("ORG", "people who recommend", "higher", 60, 81, "people"),
]

#: Habits of two teams; the second has four people, too few to be shown.
_HABITS: list[tuple[Any, ...]] = [
    ("work delegated to AI", None, 0.20, 0.40, "Claims", 24),
    ("output reviewed before use", "higher", 0.90, 0.80, "Claims", 24),
    ("output challenged", "higher", 0.30, 0.25, "Claims", 24),
    ("work done unaided", None, 0.70, 0.50, "Claims", 24),
    ("work delegated to AI", None, 0.10, 0.90, "Legal", 4),
]

#: Green, red, action, due: one amber, one green, one red and overdue, one red and not yet due.
_JUDGED: dict[tuple[str, str], tuple[Any, ...]] = {
    ("A", "review hours"): (250, 350, "Review one output in ten", dt.date(2026, 6, 30)),
    ("A", "rework"): (0.09, 0.12, "Retrain on returned drafts", dt.date(2026, 6, 30)),
    ("C", "rework"): (0.10, 0.20, "Route hard cases to people", dt.date(2026, 3, 1)),
    ("ORG", "incidents"): (5, 8, "Freeze releases", dt.date(2026, 6, 30)),
}
_OWNER = {"A": "Ana", "B": "Ben", "C": "Cem", "D": "Dora", "E": "Eva", "ORG": "Olga"}


def _row(
    initiative: str, name: str, better: str | None, before: Any, now: Any, unit: str,
    team: str | None = None, group: int | None = None,
) -> list[Any]:  # fmt: skip
    judged = _JUDGED.get((initiative, name), (None, None, None, None))
    return [
        initiative, name, better, before, None if before is None else "2025-Q1", now, "2026-Q1",
        unit, "records", _OWNER[initiative], team, group, *judged,
    ]  # fmt: skip


METRICS: list[list[Any]] = [
    HEAD,
    *[
        _row(initiative, name, better, before, now, unit)
        for name, better, unit, *values in _OF_EACH
        for initiative, (before, now) in zip("ABCDE", values, strict=True)
    ],
    *[_row(*row) for row in _OF_SOME],
    *[
        _row("ORG", name, better, before, now, "share of tasks", team, group)
        for name, better, before, now, team, group in _HABITS
    ],
]
