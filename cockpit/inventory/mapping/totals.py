"""Rows of totals and averages: told by their words, or by values worked out from those above."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from cockpit.inventory.drafts import blank
from cockpit.inventory.mapping import languages
from cockpit.inventory.mapping.words import word_set, words
from cockpit.inventory.numbers_text import UnreadableCellError, read_number
from cockpit.inventory.raw import Cell
from cockpit.inventory.values import show

_WORDS = word_set(
    """
    total totals sum subtotal summe gesamt gesamtsumme zwischensumme insgesamt somme totaux
    suma totale totali subtotale totaal subtotaal subtotalen eindtotaal totales soustotal somma
    average averages avg mean median durchschnitt durchschnittlich mittelwert moyenne promedio
    gemiddelde gemiddeld mediana mediane mediaan
    """
    + languages.TOTALS
)
#: Words that name a summary only where no other text stands beside them.
_ALONE = word_set("media mittel schnitt minimum maximum min max count anzahl nombre aantal numero")
_WITH = word_set(
    "grand overall sub general generale generales all of the in gesamt sous all'anno gran over "
    "per pro par por je "
    "zwischen und et costs kosten cost year jahr 2023 2024 2025 2026 2027 eur usd geral"
)
#: Relative difference up to which a value equals a sum: what rounding for display leaves.
_TOLERANCE = 1e-6


def is_total_word(text: str) -> bool:
    """Whether a text names a total or an average in one of the languages of the lexicon."""
    found = words(text)
    return bool(found) and bool(_WORDS.intersection(found)) and all(
        word in _WORDS or word in _WITH for word in found
    )  # fmt: skip


def totals_rows(
    rows: Sequence[Sequence[Cell]], first: int, last: int, headers: Mapping[int, str]
) -> dict[int, str]:
    """Rows of totals and averages (from 0, inclusive bounds) with the reason in words.

    By its words: the first or second filled cell names a total or an average. By its values:
    a row that names nothing of its own at the first column, and each of whose numbers (one at
    least that is not zero, over two rows or more) equals the sum, or the mean, of those above
    it in its column: of all, or of those since the last total or row of one text (a group).
    """
    found: dict[int, str] = {}
    places = sorted(headers)
    every, group = _Sums(places), _Sums(places)
    for number in range(first, last + 1):
        cells = [
            (place, rows[number][place])
            for place in places
            if place < len(rows[number]) and not blank(rows[number][place])
        ]
        texts = [show(cell) for _, cell in cells if isinstance(cell, str)]
        named = next((text for text in texts[:2] if is_total_word(text)), None)
        if named is None and len(texts) == 1 < len(cells) and _is_alone(texts[0]):
            named = texts[0]
        what = ""
        if cells and cells[0][0] != places[0]:
            numbers = _numbers(rows[number], places)
            what = every.what(numbers) or group.what(numbers)
        if named is not None:
            found[number] = f"It says “{named.strip()}”."
        elif what:
            where = ", ".join(headers[place] for place in numbers)
            found[number] = f"Its values equal the {what} of those above ({where})."
        if number in found or (len(cells) == 1 and texts):
            group = _Sums(places)
            continue
        every.add(rows[number])
        group.add(rows[number])
    return found


def _is_alone(text: str) -> bool:
    found = words(text)
    return bool(found) and _ALONE.issuperset(found)


def _numbers(cells: Sequence[Cell], places: Sequence[int]) -> dict[int, float]:
    """The numbers of a row by column."""
    width = len(cells)
    return {
        place: value
        for place in places
        if place < width and (value := _value(cells[place])) is not None
    }


class _Sums:
    """Sums and counts by column, of the rows so far.

    Numbers are read where sums are asked for, which most sheets never come to.
    """

    def __init__(self, places: Sequence[int]) -> None:
        self.places = places
        self.waiting: list[Sequence[Cell]] = []
        self.sums: dict[int, float] = {}
        self.counts: dict[int, int] = {}

    def add(self, cells: Sequence[Cell]) -> None:
        """Add a row."""
        self.waiting.append(cells)

    def _count(self) -> None:
        for cells in self.waiting:
            for place, value in _numbers(cells, self.places).items():
                self.sums[place] = self.sums.get(place, 0.0) + value
                self.counts[place] = self.counts.get(place, 0) + 1
        self.waiting.clear()

    def what(self, numbers: Mapping[int, float]) -> str:
        """Whether all of these numbers are the sums, or the means, of the rows so far."""
        if not any(numbers.values()):
            return ""
        self._count()
        if any(self.counts.get(each, 0) < 2 for each in numbers):
            return ""
        if all(_equal(value, self.sums[place]) for place, value in numbers.items()):
            return "sums"
        means = {place: self.sums[place] / self.counts[place] for place in numbers}
        alike = all(_equal(value, means[place]) for place, value in numbers.items())
        return "means" if alike else ""


def _equal(value: float, total: float) -> bool:
    return abs(value - total) <= _TOLERANCE * max(abs(value), abs(total))


def _value(cell: Cell) -> float | None:
    if isinstance(cell, bool):
        return None
    if isinstance(cell, float):
        return cell
    return _number(cell) if isinstance(cell, str) and len(cell) < 30 else None


@lru_cache(maxsize=65_536)
def _number(text: str) -> float | None:
    """The number that a text holds; kept, since the same texts stand in many rows."""
    if not any(map(str.isdigit, text)):
        return None
    try:
        return read_number(text).value
    except UnreadableCellError:
        return None
