"""Recognising a file by its headers, in whatever order they stand."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable

from cockpit.inventory.mapping.model import ColumnMapping
from cockpit.inventory.mapping.words import normal


def signature(columns: Iterable[ColumnMapping]) -> str:
    """SHA-256 of the headers' words, sorted; case, order, dashes and accents do not matter."""
    names = sorted(normal(column.header) for column in columns)
    return hashlib.sha256("\n".join(names).encode()).hexdigest()


def differences(before: Iterable[str], now: Iterable[str]) -> tuple[list[str], list[str]]:
    """Headers that are gone and headers that are new, as they are written."""
    old, new = list(before), list(now)
    had, have = Counter(map(normal, old)), Counter(map(normal, new))
    gone = [text for text in old if had[normal(text)] > have[normal(text)]]
    added = [text for text in new if have[normal(text)] > had[normal(text)]]
    return list(dict.fromkeys(gone)), list(dict.fromkeys(added))
