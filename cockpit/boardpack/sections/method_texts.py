"""Methods and glossary as tables: the same texts as on the pages, in short."""

from __future__ import annotations

from cockpit.assessment.methods import METHODS
from cockpit.boardpack.model import Column, Kind, Table, text_cell
from cockpit.boardpack.sections.texts import plain

#: Term and meaning, in the order in which a reader meets them.
GLOSSARY = (
    (
        "Full cost a year",
        "All recurring cost of the next twelve months in seven layers, with the part of shared "
        "cost that each initiative bears.",
    ),
    ("TCO, partial", "Full cost of which a layer is not supplied: a lower end, never completed."),
    ("Claimed benefit", "The benefit as stated, whatever is known of it."),
    ("Captured benefit", "What is evidenced of it, weighed by its capture status."),
    (
        "Cashable benefit",
        "What is freed and given a destination, less the work that AI itself makes.",
    ),
    (
        "NPV, ROI",
        "Present value of benefits less that of costs over the horizon; the same divided by the "
        "present value of costs.",
    ),
    ("Hurdle", "The ROI over the horizon that an investment must earn."),
    ("Base case", "One run with every assumption at its median and every amount as stated."),
    (
        "P10, P50, P90",
        "One in ten draws lies below P10, half lie below P50 (the median), nine in ten below P90.",
    ),
    ("P(ROI ≥ hurdle)", "Share of the draws in which the hurdle is earned."),
    ("CVaR, worst 5 %", "Mean of the worst one in twenty draws."),
    ("Stress", "A preset that moves levers to where they hurt; it has no probability."),
    ("Regret", "What the best choice under a stress would have brought more."),
    (
        "EVPI, EVPPI, EVSI",
        "Worth of knowing everything, one thing for certain, or one thing as a study tells it, "
        "before deciding.",
    ),
    ("±, n/a", "Standard error of the simulation; not known, which is never zero and never no."),
)


def glossary() -> Table:
    """What the words mean."""
    return Table(
        "glossary",
        "Words used",
        (
            Column("term", "Term", Kind.TEXT, "The word as used in this pack"),
            Column("meaning", "Meaning", Kind.TEXT, "What it means", width=3.4),
        ),
        tuple((text_cell(term), text_cell(meaning)) for term, meaning in GLOSSARY),
        shown=len(GLOSSARY),
    )


def methods() -> Table:
    """How each analysis is worked out, and when not to trust it, for the files."""
    labels = {
        "question": "Question",
        "formula": "Formula",
        "working": "How it is worked out",
        "source": "Source",
        "assumption": "Assumptions",
        "holds": "What holds by construction",
        "mistrust": "When not to trust it",
    }
    rows = []
    for method in METHODS.values():
        told = dict(method.parts)
        parts = (text_cell(plain(told.get(label, ""))) for label in labels.values())
        rows.append((text_cell(method.title), *parts))
    return Table(
        "methods",
        "How each analysis is worked out",
        (
            Column("method", "Method", Kind.TEXT, "Name of the analysis"),
            *(
                Column(key, label, Kind.TEXT, f"{label} of the analysis", width=2)
                for key, label in labels.items()
            ),
        ),
        tuple(rows),
        shown=0,
    )
