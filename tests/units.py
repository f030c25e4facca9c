"""Which units of money the labels of a chart are written in."""

from __future__ import annotations

import re

from cockpit.charts.figure import Figure

#: A number, and behind a no-break space the letters that scale it.
_SCALED = re.compile(r"\d\u00a0(bn|m|k)\b")


def units_of(figure: Figure) -> set[str]:
    """Letters of every scale that stands at a mark: one at most, or nobody can compare them."""
    texts = figure.frame.select_dtypes(["object", "string"])
    return {unit for text in texts.to_numpy().ravel() for unit in _SCALED.findall(str(text))}
