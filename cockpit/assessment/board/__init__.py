"""The ten board questions: one module each, gathered here in the order of the page."""

from __future__ import annotations

from cockpit.assessment.answer import Entry
from cockpit.assessment.board import (
    decisions,
    evidence,
    exposure,
    juniors,
    materiality,
    net_hours,
    processing,
    redesign,
    stresses,
    trust,
)

QUESTIONS: tuple[Entry, ...] = (
    exposure.ENTRY,
    evidence.ENTRY,
    stresses.ENTRY,
    materiality.ENTRY,
    processing.ENTRY,
    net_hours.ENTRY,
    redesign.ENTRY,
    decisions.ENTRY,
    juniors.ENTRY,
    trust.ENTRY,
)
