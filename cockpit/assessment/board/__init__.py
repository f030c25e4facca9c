"""The ten board questions: one module each, gathered here in the order of the page."""

from __future__ import annotations

from cockpit.assessment.answer import Entry
from cockpit.assessment.board import evidence, exposure, materiality, processing, stresses

QUESTIONS: tuple[Entry, ...] = (
    exposure.ENTRY,
    evidence.ENTRY,
    stresses.ENTRY,
    materiality.ENTRY,
    processing.ENTRY,
)
