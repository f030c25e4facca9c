"""Every question that the cockpit answers, by area, in the order of the documentation."""

from __future__ import annotations

from cockpit.assessment.answer import Entry
from cockpit.assessment.board import QUESTIONS
from cockpit.assessment.maturity import LAYERS
from cockpit.assessment.stakeholders import VIEWS
from cockpit.assessment.value import CELLS, SWAPS

#: Entries by area; the name of an area is a heading of the documentation.
REGISTRIES: dict[str, tuple[Entry, ...]] = {
    "Maturity: five evidence layers": LAYERS,
    "Ten board questions": QUESTIONS,
    "Value grid": CELLS,
    "Usage is not value": SWAPS,
    "Stakeholders": VIEWS,
}


def all_entries() -> tuple[Entry, ...]:
    """Every entry of every registry."""
    return tuple(entry for entries in REGISTRIES.values() for entry in entries)
