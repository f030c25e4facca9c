"""docs/methods.md, generated from the registry: ``python -m cockpit.assessment.methods``."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

from cockpit.assessment.methods import METHODS, Method

TARGET = Path("docs") / "methods.md"

_WIDTH = 100
_INTRODUCTION = """# Methods

This page is generated from the registry (`cockpit/assessment/methods/`); change that, then run
`python -m cockpit.assessment.methods`.

How each analysis is worked out: the question it answers, its formula, where that comes from, what
it assumes, and when not to trust it. The same text opens from the sign beside a chart. Runs of one
analysis share their draws, so that they differ by what is moved alone; see the
[decisions](decisions.md) for why.
"""


def generate() -> str:
    """The whole page as markdown."""
    return "\n".join([_INTRODUCTION, *(_section(each) for each in METHODS.values())])


def _section(method: Method) -> str:
    parts = [f"**{label}.**{_joined(text)}" for label, text in method.parts]
    blocks = [f"## {method.title}", *(_filled(part) for part in parts)]
    return "\n\n".join(blocks) + "\n"


def _joined(text: str) -> str:
    """A paragraph goes on after its label, a list begins below it."""
    return f"\n\n{text}" if text.startswith("- ") else f" {text}"


def _filled(markdown: str) -> str:
    """Paragraphs and items wrapped anew, since a label stands before the first."""
    return "\n\n".join(
        "\n".join(_wrapped(item) for item in re.split(r"\n(?=- )", block))
        for block in markdown.split("\n\n")
    )


def _wrapped(text: str) -> str:
    indent = "  " if text.startswith("- ") else ""
    return textwrap.fill(
        " ".join(text.split()),
        _WIDTH,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )


if __name__ == "__main__":
    TARGET.write_text(generate(), encoding="utf-8")
