"""Text of a file made fit for paper and markup: without controls, and breakable where endless."""

from __future__ import annotations

import re

#: A word longer than this may be broken, every so many characters, where there is no hyphen.
LONG_WORD, _PIECE = 28, 14
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def inert(text: str) -> str:
    """Text with a mark (U+FFFD) for each sign that no document may hold."""
    return _CONTROLS.sub("\ufffd", text)


def soft(text: str) -> str:
    """Inert text that fits any column: very long words may break."""
    return re.sub(
        rf"\S{{{LONG_WORD},}}",
        lambda word: "\u200b".join(
            word[0][at : at + _PIECE] for at in range(0, len(word[0]), _PIECE)
        ),
        inert(text),
    )
