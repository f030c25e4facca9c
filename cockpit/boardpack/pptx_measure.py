"""How much room a text takes on a slide, without a font on the machine: widths of Arial.

A file cannot ask the program that will show it. The widths are those of Arial, the
typeface of the slides, in thousandths of the font size; what the table lacks is taken
wider than it is likely to be, so that a text never needs more room than was planned.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache

from cockpit.wording import GAP

#: Height of a line and of what is added for safety, in font sizes.
LINE = 1.2
_SAFE = 1.02
#: Signs of a clause at least: a few words are no message.
_CLAUSE = 30
#: Signs beyond which a word may be torn where a text is cut.
_LONG_WORD = 40
_UNKNOWN, _WIDE, _PICTURE = 800, 1050, 1400

_REGULAR = (
    "278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 "
    "556 556 556 556 278 278 584 584 584 556 1015 667 667 722 722 667 611 778 722 278 500 667 "
    "556 833 722 778 667 778 722 667 611 722 667 944 667 667 611 278 278 278 469 556 333 556 "
    "556 500 556 556 278 556 556 222 222 500 222 833 556 556 556 556 333 500 278 556 500 722 "
    "500 500 500 334 260 334 584"
)
_REGULAR_UPPER = (
    "278 333 556 556 556 556 260 556 333 737 370 556 584 333 737 552 400 549 333 333 333 576 "
    "537 278 333 333 365 556 834 834 834 611 667 667 667 667 667 667 1000 722 667 667 667 667 "
    "278 278 278 278 722 722 778 778 778 778 778 584 778 722 722 722 722 667 667 611 556 556 "
    "556 556 556 556 889 500 556 556 556 556 278 278 278 278 556 556 556 556 556 556 556 549 "
    "611 556 556 556 556 500 556 500"
)
_BOLD = (
    "278 333 474 556 556 889 722 238 333 333 389 584 278 333 278 278 556 556 556 556 556 556 "
    "556 556 556 556 333 333 584 584 584 611 975 722 722 722 722 667 611 778 722 278 556 722 "
    "611 833 722 778 667 778 722 667 611 722 667 944 667 667 611 333 278 333 584 556 333 556 "
    "611 556 611 556 333 611 611 278 278 556 278 889 611 611 611 611 389 556 333 611 556 778 "
    "556 556 500 389 280 389 584"
)
_BOLD_UPPER = (
    "278 333 556 556 556 556 280 556 333 737 370 556 584 333 737 552 400 549 333 333 333 576 "
    "556 278 333 333 365 556 834 834 834 611 722 722 722 722 722 722 1000 722 667 667 667 667 "
    "278 278 278 278 722 722 778 778 778 778 778 584 778 722 722 722 722 667 667 611 556 556 "
    "556 556 556 556 889 556 556 556 556 556 278 278 278 278 611 611 611 611 611 611 611 549 "
    "611 611 611 611 611 556 611 556"
)
_MARKS = {
    "\u2013": 556,
    "\u2014": 1000,
    "\u2018": 278,
    "\u2019": 278,
    "\u201c": 500,
    "\u201d": 500,
    "\u2026": 1000,
    "\u2212": 584,
    "\u2022": 350,
    "\u20ac": 556,
    "\u2264": 549,
    "\u2265": 549,
    "\u2192": 1000,
    "\u202f": 278,
    "\u2060": 0,
}


def _table(ascii_part: str, upper: str) -> dict[str, int]:
    widths = {chr(32 + place): int(word) for place, word in enumerate(ascii_part.split())}
    widths |= {chr(160 + place): int(word) for place, word in enumerate(upper.split())}
    return widths | _MARKS


_WIDTHS = {False: _table(_REGULAR, _REGULAR_UPPER), True: _table(_BOLD, _BOLD_UPPER)}


@lru_cache(maxsize=4096)
def _other(sign: str) -> int:
    """Width of a sign that the table lacks: that of a letter, an ideograph, a picture, or none."""
    category = unicodedata.category(sign)
    if category in ("Mn", "Me", "Cf"):
        return 0
    if category in ("So", "Co", "Cs", "Cn"):
        return _PICTURE
    return _WIDE if unicodedata.east_asian_width(sign) in "WF" else _UNKNOWN


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Width of a text on one line, in points."""
    known = _WIDTHS[bold]
    units = sum(known[sign] if sign in known else _other(sign) for sign in text)
    return units * size / 1000 * _SAFE


@lru_cache(maxsize=32_768)
def wrapped(text: str, size: float, room: float, *, bold: bool = False) -> tuple[str, ...]:
    """The lines of a text in ``room`` points; a word wider than that is broken.

    Breaks at plain spaces alone: a program that also breaks at hyphens needs no more lines.
    """
    lines: list[str] = []
    line, used = "", 0.0
    space = width(" ", size, bold=bold)
    for word in text.split(" "):
        for piece in _pieces(word, size, room, bold):
            wide = width(piece, size, bold=bold)
            if line and used + space + wide > room:
                lines.append(line)
                line, used = piece, wide
            else:
                used = used + space + wide if line else wide
                line = f"{line} {piece}" if line else piece
    return (*lines, line)


def _pieces(word: str, size: float, room: float, bold: bool) -> list[str]:
    """A word, in parts where it is wider than the room."""
    if width(word, size, bold=bold) <= room:
        return [word]
    parts, part = [], ""
    for sign in word:
        if part and width(part + sign, size, bold=bold) > room:
            parts.append(part)
            part = ""
        part += sign
    return [*parts, part]


def height(text: str, size: float, room: float, *, bold: bool = False) -> float:
    """Height of a text in ``room`` points, in points."""
    return len(wrapped(text, size, room, bold=bold)) * size * LINE


def longest_word(text: str, size: float, *, bold: bool = False) -> float:
    """Width of the longest word, in points: less room would break it."""
    return max((width(word, size, bold=bold) for word in text.split(" ")), default=0.0)


def cut(text: str, size: float, room: float, lines: int, *, bold: bool = False) -> str:
    """The text where it fits into ``lines`` lines, else as many whole words as do, and ``…``.

    A number and its unit are one word (no-break space), so no figure is torn.
    """
    if len(wrapped(text, size, room, bold=bold)) <= lines:
        return text

    def too_long(end: int) -> bool:
        return len(wrapped(_shortened(text, end), size, room, bold=bold)) > lines

    ends = [0, *(place for place, sign in enumerate(text) if sign == " ")]
    word = ends[max(0, bisect_left(ends, True, key=too_long) - 1)]
    sign = max(0, bisect_left(range(len(text)), True, key=too_long) - 1)
    # A word that is no word of any language may be torn; it would leave nothing else.
    return _shortened(text, sign if sign - word > _LONG_WORD else word)


def _shortened(text: str, end: int) -> str:
    """The text up to ``end`` and ``…``; a no-break space belongs to its word and stays."""
    head = text[:end].rstrip(" ")
    return f"{head} …" if head else "…"


def sentences(text: str) -> list[str]:
    """The sentences of a text, each with its full stop."""
    return [part for part in re.split(r"(?<=[.!?]) +(?=[A-Z0-9“])", text.strip()) if part]


def fitting(parts: Sequence[str], size: float, room: float, lines: int, *, bold: bool) -> int:
    """How many of the first ``parts`` (sentences) fit into ``lines`` lines together."""
    most = 0
    for count in range(1, len(parts) + 1):
        if len(wrapped(" ".join(parts[:count]), size, room, bold=bold)) > lines:
            break
        most = count
    return most


def opened(headline: str, size: float, room: float, lines: int) -> tuple[str, str]:
    """A headline as title and what is left for the body.

    As many whole sentences as fit; of a first sentence that does not, as many whole parts
    between semicolons, else its first clauses (cut outside brackets, never within a
    figure), and then the body holds it whole; else what stands before an "and", and the
    body goes on from there.
    """
    parts = sentences(headline)
    count = fitting(parts, size, room, lines, bold=True)
    if count:
        return " ".join(parts[:count]), " ".join(parts[count:])
    for end in reversed(_clauses(headline)):
        short = headline[:end].rstrip(" ,;:") + " …"
        if len(wrapped(short, size, room, bold=True)) <= lines:
            rest = headline[end:].strip()
            return short, f"… {rest}" if headline[end - 1] == ";" else headline
    joints = [each.start() for each in re.finditer(" and ", headline) if each.start() >= _CLAUSE]
    for end in reversed(joints):
        short = headline[:end] + " …"
        if len(wrapped(short, size, room, bold=True)) <= lines and _closed(short):
            return short, f"… {headline[end:].strip()}"
    return cut(headline, size, room, lines, bold=True), headline


def _closed(text: str) -> bool:
    """Whether no bracket is left open."""
    return text.count("(") == text.count(")")


def whole_units(text: str) -> str:
    """A title whose units (``EUR m``) are not torn over two lines."""
    return re.sub(r"\b([A-Z]{3}) (bn|m|k)\b", rf"\1{GAP}\2", text)


def _clauses(text: str) -> list[int]:
    """Where a clause ends: before an opening bracket, after a comma, colon or semicolon."""
    places, depth = [], 0
    for place, sign in enumerate(text):
        if sign == "(" and depth == 0:
            places.append(place)
        depth += (sign == "(") - (sign == ")" and depth > 0)
        if depth == 0 and sign in ",;:" and text[place + 1 : place + 2] == " ":
            places.append(place + 1)
    return [place for place in places if place >= _CLAUSE]


def counted(part: int, parts: int) -> str:
    """What follows a title that stands on several slides, never torn over two lines."""
    return f" ({part} of {parts})".replace(" ", GAP).replace(GAP, " ", 1) if parts > 1 else ""


def plain(text: str) -> str:
    """A text as a slide can hold it, on one line.

    Signs that the file format forbids are shown as U+FFFD, not dropped in silence.
    """
    flat = re.sub(r"[\t\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+", " ", text)
    return re.sub(r"[\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]", "\ufffd", flat)
