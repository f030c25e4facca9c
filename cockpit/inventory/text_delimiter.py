"""Which sign separates the columns of a text file.

Each candidate splits the first rows; the one that gives the most rows of one width wins,
and a split that leaves other candidates inside the cells loses ground. Runs in the child
process only.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from dataclasses import dataclass
from itertools import islice

CANDIDATES = (",", ";", "\t", "|")
NAMES = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars (|)", "": "nothing"}

_SAMPLE_CHARACTERS = 1 << 20
_SAMPLE_ROWS = 500
#: A comma or semicolon in prose or in a number is no sign of a wrong split.
_HARMLESS = re.compile(r"[,;|]\s|\d,\d")


@dataclass(frozen=True, slots=True)
class Delimiter:
    """The sign (``""`` for none), whether another is unlikely, and a sentence about it."""

    delimiter: str
    certain: bool
    remark: str


def detect_delimiter(text: str) -> Delimiter:
    """The delimiter of a text; ``""`` where each line is one cell."""
    scores = {sign: _score(text, sign) for sign in CANDIDATES if sign in text}
    ranked = sorted(scores, key=lambda sign: scores[sign], reverse=True)
    if not ranked or scores[ranked[0]] == 0:
        certain = not ranked
        return Delimiter("", certain, "No delimiter was found: each line is one cell.")
    best = ranked[0]
    second = scores[ranked[1]] if len(ranked) > 1 else 0.0
    certain = scores[best] >= 0.6 and second < 0.6 * scores[best]
    remark = f"Columns separated by {NAMES[best]}."
    if not certain:
        remark += " This is not certain; look at the columns."
    return Delimiter(best, certain, remark)


def _score(text: str, delimiter: str) -> float:
    """From 0 to 1: share of rows of the usual width, times how clean their cells are."""
    csv.field_size_limit(_SAMPLE_CHARACTERS)
    source = io.StringIO(text[:_SAMPLE_CHARACTERS], newline="")
    try:
        rows = [row for row in islice(csv.reader(source, delimiter=delimiter), _SAMPLE_ROWS) if row]
    except csv.Error:
        return 0.0
    if len(rows) > 1 and len(text) > _SAMPLE_CHARACTERS:
        rows.pop()  # cut off by the sample
    widths = Counter(len(row) for row in rows)
    if not widths:
        return 0.0
    width, count = max(widths.items(), key=lambda item: (item[1], item[0]))
    if width < 2:
        return 0.0
    others = [sign for sign in CANDIDATES if sign != delimiter]
    seen = foul = 0
    for row in rows:
        for cell in row:
            seen += 1
            foul += any(sign in cell for sign in others) and not _HARMLESS.search(cell)
    return count / len(rows) * (1 - foul / max(seen, 1))
