"""Rows with one text alone: notes below a table, titles of groups, or names of initiatives."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from cockpit.inventory.drafts import blank
from cockpit.inventory.raw import Cell
from cockpit.inventory.values import show

_LONG_NOTE = 60
_NOTE_WORDS = (
    "source", "note", "*", "quelle", "hinweis", "nb", "n.b", "anm", "bron", "fuente", "fonte",
    "remarque", "nota", "as of", "footnote", "(", "¹", "1)", "prepared by", "compiled by",
    "created by", "erstellt", "stand:", "legend", "legende", "last updated", "confidential",
)  # fmt: skip


def lone_text(cells: Sequence[Cell], places: Collection[int]) -> str:
    """The text of a row that holds nothing but one text; empty for any other row."""
    own = [cell for cell in cells if not blank(cell)]
    if len(own) != 1 or not isinstance(own[0], str):
        return ""
    held = any(place < len(cells) and not blank(cells[place]) for place in places)
    return " ".join(own[0].split()) if held else ""


def is_note(
    rows: Sequence[Sequence[Cell]], first: int, last: int, headers: Mapping[int, str]
) -> bool:
    """Whether the last row is a lone text below the table (or blank)."""
    cells = [cell for cell in rows[last] if not blank(cell)]
    if not cells:
        return True
    if len(cells) > 1 or len(headers) < 3 or not isinstance(cells[0], str):
        return False
    apart = last > first and all(map(blank, rows[last - 1]))
    return apart or _reads_like_note(cells[0])


def asides_of(
    rows: Sequence[Sequence[Cell]],
    first: int,
    last: int,
    headers: Mapping[int, str],
    apart: Collection[int],
) -> tuple[dict[int, str], dict[int, str]]:
    """Rows of one text alone among those of a table (from 0, inclusive), each with the reason.

    The first are left out unless the person says otherwise: among or above the totals at the
    end, below a blank row, or above the headers that stand again (``apart``: rows of totals
    and of headers). The second are read unless the person says otherwise, since an initiative
    of which only the name is known looks the same: the last rows with nothing else to tell.
    """
    sure: dict[int, str] = {}
    open_: dict[int, str] = {}
    below, totals_below = True, False
    for number in range(last, first - 1, -1):
        text = lone_text(rows[number], headers) if len(headers) > 1 else ""
        if number in apart:
            totals_below = totals_below or below
            continue
        if not text:
            below = below and all(map(blank, rows[number]))
            continue
        if below and (totals_below or _reads_like_note(text)):
            sure[number] = f"Below the rows it holds one text alone: “{_cut(text)}”."
        elif number + 1 in apart or (number > first and all(map(blank, rows[number - 1]))):
            sure[number] = f"It holds one text alone, like the title of a group: “{_cut(text)}”."
        elif below:
            open_[number] = f"It holds one text alone: “{_cut(text)}”."
    return dict(sorted(sure.items())), dict(sorted(open_.items()))


def _reads_like_note(text: str) -> bool:
    plain = text.strip().casefold()
    return plain.startswith(_NOTE_WORDS) or len(plain) > _LONG_NOTE or show(plain).endswith(".")


def _cut(text: str) -> str:
    return text if len(text) <= _LONG_NOTE else f"{text[:_LONG_NOTE]}…"
