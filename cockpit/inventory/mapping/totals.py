"""Rows of totals: told by their words, or by values that equal the sum of those above."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cockpit.inventory.drafts import blank
from cockpit.inventory.mapping.words import word_set, words
from cockpit.inventory.numbers_text import UnreadableCellError, read_number
from cockpit.inventory.raw import Cell
from cockpit.inventory.values import show

_WORDS = word_set(
    """
    total totals sum subtotal summe gesamt gesamtsumme zwischensumme insgesamt somme totaux
    suma totale totali subtotale totaal subtotaal subtotalen eindtotaal totales soustotal somma
    """
)
_WITH = word_set(
    "grand overall sub general generale generales all of the in gesamt sous all'anno gran over "
    "zwischen und et costs kosten cost year jahr 2023 2024 2025 2026 2027 eur usd geral"
)
#: Relative difference up to which a value equals a sum: what rounding for display leaves.
_TOLERANCE = 1e-6


def is_total_word(text: str) -> bool:
    """Whether a text names a total in one of the languages of the lexicon."""
    found = words(text)
    return bool(found) and bool(_WORDS.intersection(found)) and all(
        word in _WORDS or word in _WITH for word in found
    )  # fmt: skip


def totals_rows(
    rows: Sequence[Sequence[Cell]], first: int, last: int, headers: Mapping[int, str]
) -> dict[int, str]:
    """Rows of totals (from 0, inclusive bounds) with the reason in words.

    By its words: the first or second filled cell names a total. By its values: a row that
    names nothing of its own at the first column, and each of whose numbers (one at least that
    is not zero, over two rows or more) equals the sum of those above it in its column.
    """
    found: dict[int, str] = {}
    sums: dict[int, float] = {}
    counts: dict[int, int] = {}
    places = sorted(headers)
    for number in range(first, last + 1):
        cells = [
            (place, rows[number][place])
            for place in places
            if place < len(rows[number]) and not blank(rows[number][place])
        ]
        texts = [show(cell) for _, cell in cells[:2] if isinstance(cell, str)]
        named = next((text for text in texts if is_total_word(text)), None)
        if named is not None:
            found[number] = f"It says “{named.strip()}”."
            continue
        numbers = {place: value for place, cell in cells if (value := _value(cell)) is not None}
        missing = bool(cells) and cells[0][0] != places[0]
        if missing and numbers and any(numbers.values()) and all(
            counts.get(place, 0) >= 2 and _equal(value, sums[place])
            for place, value in numbers.items()
        ):  # fmt: skip
            where = ", ".join(headers[place] for place in numbers)
            found[number] = f"Its values equal the sums of those above ({where})."
            continue
        for place, value in numbers.items():
            sums[place] = sums.get(place, 0.0) + value
            counts[place] = counts.get(place, 0) + 1
    return found


def _equal(value: float, total: float) -> bool:
    return abs(value - total) <= _TOLERANCE * max(abs(value), abs(total))


def _value(cell: Cell) -> float | None:
    if isinstance(cell, bool):
        return None
    if isinstance(cell, float):
        return cell
    if isinstance(cell, str) and len(cell) < 30 and any(map(str.isdigit, cell)):
        try:
            return read_number(cell).value
        except UnreadableCellError:
            return None
    return None
