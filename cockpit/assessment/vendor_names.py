"""Whether a provider of an export and a vendor of the plan are the same, by their names."""

from __future__ import annotations

import re
from functools import lru_cache

from cockpit.inventory.values import fold

#: Words that many companies have in their names.
_COMMON_WORDS = (
    "ab ag ai bv cloud co company corp corporation data europe global gmbh group holding inc "
    "international kg limited llc ltd nv of partners plc sa sarl sas se services software "
    "solutions systems technologies the und and"
)
_COMMON = frozenset(_COMMON_WORDS.split())


@lru_cache(maxsize=4096)
def same_vendor(provider: str, vendor: str) -> bool:
    """Whether both names share a word of their own, or one is the other's initials.

    ``Microsoft Azure`` and ``Microsoft`` are the same; ``Acme Cloud`` and ``Zenith Cloud``
    are not.
    """
    one, other = _words(provider), _words(vendor)
    if _joined(one) == _joined(other):
        return True
    if (set(one) & set(other)) - _COMMON:
        return True
    return _initials(one) == _joined(other) or _initials(other) == _joined(one)


def _words(name: str) -> tuple[str, ...]:
    return tuple(re.findall(r"[^\W_]+", fold(name)))


def _joined(words: tuple[str, ...]) -> str:
    return "".join(words)


def _initials(words: tuple[str, ...]) -> str:
    return "".join(word[0] for word in words) if len(words) > 2 else ""
