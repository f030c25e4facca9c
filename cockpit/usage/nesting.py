"""Spans of one request that two instruments state: only the innermost counts.

A framework's span of a chat and that of the client which it calls stand one within the
other and both state the tokens. Spans come in any order, often the inner one first, so
what encloses what is known only at the end.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace

from cockpit.usage.lines import Key, Line

#: A tool that asks a model of its own is no repetition of the request that called it.
_TOOL = "execute_tool"


class Nesting:
    """Which span lies in which, and what the spans with a model were counted as."""

    def __init__(self) -> None:
        self._parents: dict[int, int] = {}
        self._counted: dict[int, list[tuple[Line, int]]] = {}
        self._keys: dict[Key, Key] = {}

    def __len__(self) -> int:
        """Spans that are kept in mind."""
        return len(self._parents) + len(self._counted)

    def see(self, trace: str, span: str, parent: str, operation: str) -> None:
        """Note where a span lies, whether it asks a model or not."""
        if trace and span and parent and parent != span and operation != _TOOL:
            self._parents[_mark(trace, span)] = _mark(trace, parent)

    def count(self, trace: str, span: str, line: Line, file: int) -> None:
        """Keep what a counted span says, to take it back if it encloses another."""
        if trace and span:
            line = replace(line, key=self._keys.setdefault(line.key, line.key))
            self._counted.setdefault(_mark(trace, span), []).append((line, file))

    def enclosing(self) -> list[tuple[Line, int]]:
        """Counted spans (each with its file) that enclose a counted one which states tokens.

        An embedding within a chat is a request of its own, and the other way round.
        """
        framed: list[tuple[Line, int]] = []
        for embedding in (False, True):
            kind = {
                mark: found
                for mark, lines in self._counted.items()
                if (found := [each for each in lines if each[0].key[4] is embedding])
            }
            above: set[int] = set()
            for mark, found in kind.items():
                if all(line.input is None and line.output is None for line, _ in found):
                    continue
                parent = self._parents.get(mark)
                while parent is not None and parent != mark and parent not in above:
                    above.add(parent)
                    parent = self._parents.get(parent)
            framed += [each for mark, found in kind.items() if mark in above for each in found]
        return framed


def _mark(trace: str, span: str) -> int:
    text = f"{trace}\x1f{span}".encode(errors="replace")
    return int.from_bytes(hashlib.blake2b(text, digest_size=8).digest())
