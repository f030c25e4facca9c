"""What a page shows beyond the choice, as its address holds it: a filter, a section, a lever.

Each is one parameter ``f.name`` with a short code in it. Codes are words of our own or
places in a list, never a name or an amount of an uploaded file: a link travels. What
the address no longer knows, or never knew, is set aside with a note.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TypeVar

T = TypeVar("T")

#: Before the name of every such parameter; no lever and no setting begins with it.
PREFIX = "f."
NOTE = "The link names a choice that is not offered here; it was set aside."


def parameter(name: str) -> str:
    """The parameter of a filter.

    Raises
    ------
    ValueError
        If the name is not short and plain.
    """
    if not re.fullmatch(r"[a-z][a-z0-9_]{1,30}", name):
        raise ValueError(f"no name of a filter: {name!r}")
    return PREFIX + name


def codes(words: Iterable[str]) -> dict[str, str]:
    """Our own words by what a link calls them; never for words of a file.

    Raises
    ------
    ValueError
        If two words would be called alike.
    """
    words = list(words)
    found = {re.sub(r"[^a-z0-9]+", "-", word.casefold()).strip("-"): word for word in words}
    if len(found) != len(set(words)) or "" in found:
        raise ValueError("words that a link cannot tell apart")
    return found


def code_of(offered: Mapping[str, T], value: T, default: T) -> str:
    """What the address says of a value; nothing of the default."""
    if value == default:
        return ""
    return next((code for code, each in offered.items() if each == value), "")


def value_of(offered: Mapping[str, T], code: str, default: T) -> tuple[T, bool]:
    """The value that a code stands for, and whether the code could be used."""
    if not code:
        return default, True
    return (offered[code], True) if code in offered else (default, False)
