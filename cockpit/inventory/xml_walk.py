"""Walks an XML part of a package, element by element, without a tree. In the child process only."""

from __future__ import annotations

from typing import Protocol
from xml.parsers import expat


class Walker(Protocol):
    """Is told each element as it begins and ends, and the text in it; may raise to stop."""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""

    def end(self, tag: str) -> None:
        """It ends."""

    def characters(self, data: str) -> None:
        """Text in it, in one piece or several."""


class DamagedXmlError(Exception):
    """What is walked is no sound XML; ``line`` is where that shows, from 1."""

    def __init__(self, line: int) -> None:
        self.line = line
        super().__init__(line)


def walk(walker: Walker, xml: bytes) -> None:
    """Tell the walker all of a part, in order.

    Raises
    ------
    DamagedXmlError
        If it is no well-formed XML.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = walker.start
    parser.EndElementHandler = walker.end
    parser.CharacterDataHandler = walker.characters
    try:
        parser.Parse(xml, True)
    except (expat.ExpatError, ValueError) as error:
        raise DamagedXmlError(parser.ErrorLineNumber) from error
