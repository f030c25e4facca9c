"""How one analysis is worked out, as the pages and the documentation tell it."""

from __future__ import annotations

from dataclasses import dataclass
from inspect import cleandoc


@dataclass(frozen=True, slots=True)
class Method:
    """One analysis, in markdown of our own: paragraphs, and lists with "- ".

    Texts may be indented like a docstring; :attr:`parts` gives them without.

    Attributes
    ----------
    question
        What it answers, in a sentence.
    formula
        What is computed.
    source
        Where the formula comes from.
    assumption
        What must hold for it.
    mistrust
        When not to trust it.
    working
        How it is worked out from the draws; empty where the formula says it.
    holds
        What holds by construction; empty where nothing needs saying.
    """

    key: str
    title: str
    question: str
    formula: str
    source: str
    assumption: str
    mistrust: str
    working: str = ""
    holds: str = ""

    @property
    def parts(self) -> tuple[tuple[str, str], ...]:
        """Label and text of each part that is stated, in the order of reading."""
        found = (
            ("Question", self.question),
            ("Formula", self.formula),
            ("How it is worked out", self.working),
            ("Source", self.source),
            ("Assumptions", self.assumption),
            ("What holds by construction", self.holds),
            ("When not to trust it", self.mistrust),
        )
        return tuple((label, cleandoc(text)) for label, text in found if text)
