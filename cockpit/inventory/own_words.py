"""Words of a mapped file that became words of ours: its column is kept beside ours.

Two of their words may become one of ours, so the way back is not known. A column of theirs in
which any word is another than ours is kept whole, as an extra column; one that holds our own
words is not, since nothing of it is lost.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from cockpit.inventory.contract import Column, ColumnType
from cockpit.inventory.drafts import Draft
from cockpit.inventory.headers import HeaderMap
from cockpit.inventory.raw import Cell, CellError, Uncached, Unsupported
from cockpit.inventory.values import (
    BLANK_WORDS,
    Rules,
    UnreadableCellError,
    fold,
    parse,
    show,
)

_OF_WORDS = (ColumnType.CHOICE, ColumnType.CHOICES, ColumnType.BOOLEAN)
_UNREAD = (CellError, Uncached, Unsupported)


def keep_own_words(drafts: Sequence[Draft], columns: Sequence[Column], header: HeaderMap) -> None:
    """Name the columns of a mapped table that are kept beside ours among its unknown ones.

    Called once the cells of ``columns`` are read, and before the unknown ones are kept.
    """
    for column in columns:
        place, rule = header.places.get(column.field), header.rules.get(column.field)
        of_words = column.type in _OF_WORDS or bool(rule and rule.values)
        if place is not None and of_words and _any_other(drafts, column, place):
            header.unknown[place] = header.kept[place]


def columns_kept(header: HeaderMap) -> dict[str, str]:
    """Their header of each field whose column is kept as well."""
    return {
        name: header.headers[place]
        for name, place in header.places.items()
        if place in header.unknown
    }


def _any_other(drafts: Sequence[Draft], column: Column, place: int) -> bool:
    """Whether any word of theirs in a column is another than the word of ours it became."""
    seen: set[tuple[Cell, Any]] = set()
    name = column.field
    for draft in drafts:
        cell = draft.cells[place] if place < len(draft.cells) else None
        if cell is None or name in draft.unread or isinstance(cell, _UNREAD):
            continue
        pair = (cell, draft.values.get(name))
        if pair not in seen:
            seen.add(pair)
            if not _is_ours(cell, pair[1], column):
                return True
    return False


def _is_ours(cell: Cell, value: Any, column: Column) -> bool:
    """Whether a cell says no more than the value that was read of it."""
    text = show(cell).strip()
    if not text or text.casefold() in BLANK_WORDS:
        return True
    if value is None:
        return False
    if column.type is ColumnType.BOOLEAN:
        try:
            return bool(parse(cell, column, Rules()).value == value)
        except UnreadableCellError:
            return False
    known = _own_words(column)
    if not isinstance(value, tuple):
        return fold(text) in known.get(value, {fold(str(value))})
    words = [fold(word) for word in re.split(r"[;,\n]", text) if word.strip()]
    return len(words) == len(value) and all(
        word in known.get(each, {fold(str(each))}) for word, each in zip(words, value, strict=True)
    )


@lru_cache(maxsize=256)
def _own_words(column: Column) -> dict[Any, set[str]]:
    """By value of a choice, the words by which we write it."""
    return {choice.value: {fold(choice.text), fold(str(choice.value))} for choice in column.allowed}
