"""Method and provenance: what the figures are made from, by which rules, and what is missing."""

from __future__ import annotations

from cockpit import locales, wording
from cockpit.assessment.methods import METHODS
from cockpit.boardpack.material import Material
from cockpit.boardpack.model import KeyFigure, Kind, Section
from cockpit.boardpack.sections import method_tables as tables
from cockpit.boardpack.sections import method_texts as texts
from cockpit.rows.provenance import (
    BY_YOU,
    assumptions_export,
    assumptions_table,
    stated_sentence,
)
from scenarios.world import effective_drivers

_METHOD = (
    "All figures come from the rows that could be read, by the rules below; the same data, "
    "scenario, seed, number of draws and version give the same figures to the last digit. Methods: "
)


def section(material: Material) -> Section:
    """Provenance, completeness, checks, thresholds, assumptions, rules, methods and glossary."""
    reading, result = material.reading, material.result
    accepted = sum(each.accepted for each in reading.counts)
    rejected = len(reading.rejected)
    drivers = effective_drivers(material.portfolio.vendors, material.portfolio.drivers)
    assumptions = assumptions_table(drivers, material.portfolio.as_of)
    exported = assumptions_export(drivers, material.portfolio.as_of)
    stated = int((assumptions["Stated"] == BY_YOU).sum())
    failed = [each for each in tables.checks_of(material) if not each.passed]
    return Section(
        key="method",
        title="Method and provenance",
        question="What do the figures rest on, and what is missing?",
        headline=_headline(accepted, rejected, stated, len(assumptions), len(failed)),
        figures=(
            _count("rows_accepted", "Rows that take part", accepted, "row"),
            _count("rows_rejected", "Rows rejected", rejected, "row"),
            KeyFigure(
                "assumptions_stated",
                "Assumptions stated by you",
                stated,
                f"{stated} of {len(assumptions)}",
                Kind.COUNT,
                "assumptions",
                "the rest are defaults of the tool",
            ),
            _count("checks_failed", "Checks that do not hold", len(failed), "check"),
        ),
        tables=tuple(
            each
            for each in (
                tables.provenance(material),
                tables.levers(material),
                tables.completeness(material),
                tables.checks(material),
                tables.thresholds(material),
                tables.assumptions(assumptions, exported),
                tables.rules(material),
                texts.methods(),
                texts.glossary(),
            )
            if each.rows
        ),
        remarks=(
            f"{stated_sentence(assumptions)}.",
            *(f"{each.name}: {locales.rewritten(each.detail)}" for each in failed),
            *material.case.thresholds.notes,
            *reading.notes,
            *result.notes,
        ),
        method=_METHOD + wording.listed(each.title for each in METHODS.values()) + ".",
    )


def _headline(accepted: int, rejected: int, stated: int, assumptions: int, failed: int) -> str:
    """What the figures rest on, in two sentences."""
    left = "none rejected" if not rejected else f"{rejected:,} rejected"
    held = "every check holds" if not failed else f"{wording.count(failed, 'check')} fail to hold"
    return (
        f"The figures rest on {wording.count(accepted, 'row')}, {left}; {held}. {stated} of "
        f"{wording.count(assumptions, 'assumption')} are stated, the rest are defaults of the tool."
    )


def _count(key: str, label: str, number: int, noun: str) -> KeyFigure:
    return KeyFigure(key, label, number, wording.count(number, noun), Kind.COUNT, f"{noun}s")
