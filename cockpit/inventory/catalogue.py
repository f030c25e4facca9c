"""The metric catalogue: every metric that the cockpit knows by name.

``metric_catalogue.csv`` has one row a metric: what it means, its unit, the
direction in which it improves (blank where neither is good in itself), how it is
measured, its level (M1 technical to M4 strategic) and its cell of the value grid.
Other names are allowed in a workbook; they are kept and shown, and stand in no cell.

The metrics with a cell are those of the six tables of “The Three Layers of AI
Value”: three tiers with two sides each. The first side of a tier is what the single
person or the single client gains; the second is what the team, the organisation or
all clients together gain.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from cockpit.inventory.values import fold
from cockpit.inventory.vocabulary import Better, Tier

#: The habits of working with AI. More work delegated, or done unaided, is neither good nor bad
#: in itself; more output reviewed or challenged is good.
HABITS = (
    "work delegated to AI",
    "output reviewed before use",
    "output challenged",
    "work done unaided",
)

_FILE = Path(__file__).with_name("metric_catalogue.csv")


class MetricLevel(StrEnum):
    """How far a metric is from the machine, and how near to the decision."""

    M1 = "M1"
    M2 = "M2"
    M3 = "M3"
    M4 = "M4"

    @property
    def label(self) -> str:
        """Name of the level, without its code."""
        return {"M1": "technical", "M2": "operational", "M3": "business", "M4": "strategic"}[
            self.value
        ]


class Side(StrEnum):
    """Who gains in the value grid: one person or client, or all of them together."""

    INDIVIDUAL = "individual"
    COLLECTIVE = "collective"


@dataclass(frozen=True, slots=True)
class CatalogueMetric:
    """One metric. ``better`` and ``cell`` are ``None`` where they do not apply."""

    name: str
    meaning: str
    unit: str
    better: Better | None
    level: MetricLevel
    cell: tuple[Tier, Side] | None
    measured: str
    synonyms: tuple[str, ...]


def _read() -> tuple[CatalogueMetric, ...]:
    with _FILE.open(newline="", encoding="utf-8") as file:
        return tuple(
            CatalogueMetric(
                name=row["name"],
                meaning=row["meaning"],
                unit=row["unit"],
                better=Better(row["better"]) if row["better"] else None,
                level=MetricLevel(row["level"]),
                cell=(Tier(row["tier"]), Side(row["side"])) if row["tier"] else None,
                measured=row["measured"],
                synonyms=tuple(name for name in row["synonyms"].split("; ") if name),
            )
            for row in csv.DictReader(file)
        )


#: Every metric, in the order of the documentation.
CATALOGUE: tuple[CatalogueMetric, ...] = _read()


@cache
def _by_folded_name() -> dict[str, CatalogueMetric]:
    names = ((name, metric) for metric in CATALOGUE for name in (metric.name, *metric.synonyms))
    return {fold(name): metric for name, metric in names}


def known_metric(name: str) -> CatalogueMetric | None:
    """The metric that a name in a workbook means; ``None`` for a name of its own."""
    return _by_folded_name().get(fold(name))


def is_habit(name: str) -> bool:
    """Whether a name in a workbook means a habit, which is shown of large groups only."""
    known = known_metric(name)
    return known is not None and known.name in HABITS
