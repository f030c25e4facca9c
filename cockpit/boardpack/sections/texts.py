"""Methods of the registry as running text, for notes and pages that know no markdown."""

from __future__ import annotations

import re

from cockpit.assessment.methods import Method


def plain(text: str) -> str:
    """A text of the registry on one line: list items become sentences beside each other."""
    return " ".join(re.sub(r"(?m)^- ", "", text).replace("`", "").split())


def method_words(method: Method) -> str:
    """Formula, assumptions and when not to trust it, in one paragraph."""
    told = dict(method.parts)
    wanted = ("Formula", "How it is worked out", "Assumptions", "When not to trust it", "Source")
    parts = [f"{label}: {plain(told[label])}" for label in wanted if label in told]
    return f"{method.title}. {' '.join(parts)}"
