"""One workbook on its way to bytes: its looks, its sheets and what every sheet carries."""

from __future__ import annotations

import datetime as dt
import io
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from cockpit import wording
from cockpit.boardpack.model import Pack, Value
from cockpit.boardpack.xlsx_formats import DAY, PLAIN, number_format
from cockpit.boardpack.xlsx_paper import (
    READABLE,
    ROW_POINTS,
    Block,
    columns_wide,
    laid_out,
    pages_down,
)
from cockpit.inventory.cells_out import TEXT_STAYS_TEXT, Pen, pieces
from cockpit.inventory.template import CREATED
from cockpit.theme import LIGHT

Look = dict[str, Any]

FONT = "Arial"
TITLE: Look = {"bold": True, "font_size": 16, "font_color": LIGHT.current}
HEADING: Look = {"bold": True, "font_size": 11, "font_color": LIGHT.current}
HEAD: Look = {
    "bold": True,
    "font_color": LIGHT.current,
    "bottom": 1,
    "bottom_color": LIGHT.base,
    "text_wrap": True,
    "valign": "bottom",
}
QUIET: Look = {"font_color": LIGHT.quiet}
BODY: Look = {"valign": "top", "text_wrap": True}
#: A text that stands right of figures keeps its distance.
ASIDE: Look = {"align": "left", "indent": 1}
LINE: Look = {"bottom": 1, "bottom_color": LIGHT.rule}

#: Rows of 15 points, at 4/3 pixels a point.
ROW_PIXELS = 20
_LONGEST_NAME = 31
#: Words that a name must not end with where its last ones had to go.
_JOINING = {
    "a",
    "against",
    "an",
    "and",
    "as",
    "at",
    "by",
    "for",
    "from",
    "in",
    "is",
    "of",
    "on",
    "or",
}
_JOINING |= {"per", "that", "the", "to", "under", "with"}
#: Most that a header or a footer of a sheet can hold, its codes included.
_LONGEST_FOOTER = 255
_FORBIDDEN = re.compile(r"[\[\]:*?/\\'\x00-\x1f]")


class _Page(Worksheet):  # type: ignore[misc]
    """A worksheet that takes formulas as they stand.

    XlsxWriter searches each formula for thirty functions of later programs to rename, which
    takes most of the time of an audit of ten thousand formulas; none of ours uses one.
    """

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        return formula.removeprefix("=")


@dataclass
class Book:
    """A workbook of a pack; the same pack gives the same bytes."""

    pack: Pack
    _buffer: io.BytesIO = field(default_factory=io.BytesIO)
    _names: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        options = {
            **TEXT_STAYS_TEXT,
            "in_memory": True,
            "default_format_properties": {"font_name": FONT, "font_size": 10},
        }
        self.book: Any = xlsxwriter.Workbook(self._buffer, options)
        self.book.set_properties(
            {
                "title": self.pack.title,
                "company": self.pack.organisation,
                "category": self.pack.classification,
                "comments": self.pack.footer,
                "created": CREATED,
            }
        )
        # Whatever is stored as a result, a program that can calculate does so on opening.
        self.book.set_calc_mode("auto")
        self.pen = Pen(self.book)

    def content(self) -> bytes:
        """The file; nothing can be written after it."""
        self.book.close()
        return self._buffer.getvalue()

    def style(self, **look: Any) -> Any:
        """The format of a look."""
        return self.pen.style(**look)

    def sheet(self, title: str, *, portrait: bool = False) -> Sheet:
        """A new sheet, set up for the screen and for paper, the stamp in its footer."""
        page: Worksheet = self.book.add_worksheet(self._name(title), _Page)
        page.hide_gridlines(2)
        page.set_paper(9)
        page.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.75)
        if not portrait:
            page.set_landscape()
        page.fit_to_pages(1, 0)
        page.set_footer(self._footer())
        return Sheet(self, page, 515.0 if portrait else 770.0, 745.0 if portrait else 498.0)

    def _footer(self) -> str:
        """Classification and page number, and below them as much of the stamp as there is room."""
        first, number = "&L&8 ", "&R&8 &P / &N"
        above = _footer_text(self.pack.classification, 60)
        room = _LONGEST_FOOTER - _utf16(first + above + "\n&6 " + number)
        return f"{first}{above}\n&6 {_footer_text(self.pack.provenance.line, room)}{number}"

    def _name(self, title: str) -> str:
        """A sheet name that a spreadsheet program accepts and no other sheet has."""
        # What follows a comma or a colon explains; the tab has room for the name alone.
        short = re.split(r"[,:;] ", title)[0]
        plain = " ".join(_FORBIDDEN.sub(" ", short).split()) or "Sheet"
        for number in range(1, 1000):
            tail = f" {number}" if number > 1 else ""
            name = _of_whole_words(plain, _LONGEST_NAME - _utf16(tail)) + tail
            if name.casefold() not in self._names:
                self._names[name.casefold()] = name
                return name
        raise ValueError(f"too many sheets are called {title!r}")


@dataclass
class Sheet:
    """One sheet, with a way to write each kind of content.

    ``across`` and ``down`` are the points of a printed page between its margins.
    """

    book: Book
    page: Worksheet
    across: float
    down: float
    _heights: dict[int, float] = field(default_factory=dict)
    _blocks: list[Block] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The name on its tab."""
        return str(self.page.get_name())

    def text(self, row: int, column: int, text: str, **look: Any) -> None:
        """A text as it stands; one too long for a cell ends in an ellipsis."""
        parts = pieces(text)
        shown = text if len(parts) == 1 else parts[0][:-1] + "…"
        if shown:
            self.book.pen.text(self.page, row, column, shown, **look)
        else:
            self.page.write_blank(row, column, None, self.book.pen.style(**look))

    def wide(
        self, row: int, last: int, text: str, width: float, first: int = 0, **look: Any
    ) -> None:
        """A text over several columns, in a row as high as its lines in ``width`` characters."""
        look = {**BODY, **look}
        if last > first:
            self.page.merge_range(row, first, row, last, "", self.book.style(**look))
        self.text(row, first, text, **look)
        size = look.get("font_size", 10)
        lines = sum(
            max(1, math.ceil(len(part) * size / 10 / (width * 1.05))) for part in text.split("\n")
        )
        self.height(row, lines * (size * 1.35 + 1))

    def height(self, row: int, points: float) -> None:
        """Height of a row, no less than a plain one's."""
        self._heights[row] = max(ROW_POINTS, points)
        self.page.set_row(row, self._heights[row])

    def months(self, first: int, horizon: int, most: int, width: float) -> None:
        """Columns of months 0…``most`` from ``first`` on, those after the horizon folded away.

        They count all the same: a later horizon is worked out, and the sign above unfolds them.
        """
        after = first + horizon + 1
        self.page.set_column(first, first + most, width)
        if horizon < most:
            self.page.set_column(after, first + most, width, None, {"level": 1, "hidden": True})
            self.page.set_column(first + most + 1, first + most + 1, None, None, {"collapsed": 1})

    def over_pages(self, width: float) -> None:
        """Print a sheet ``width`` characters wide over as many pages as can be read."""
        self.page.fit_to_pages(max(1, math.ceil(width / READABLE)), 0)

    def together(self, first: int, last: int, *, picture: bool = False) -> None:
        """Keep rows on one printed page; a long table may be torn, a ``picture`` never.

        Blocks of a sheet must be given from top to bottom, then :meth:`blocks_on_paper` called.
        """
        self._blocks.append(Block(first, last, picture))

    def blocks_on_paper(self, last: int, widths: Sequence[float]) -> None:
        """Print rows 0…``last`` and these columns, blocks whole, on as few pages as can be read."""
        paper = laid_out(
            self._heights, self._blocks, last, columns_wide(widths), self.across, self.down
        )
        # Fitted to a width, a program would pass over the breaks; so the scale is set.
        self.page.set_print_scale(paper.scale)
        self.page.set_h_pagebreaks(list(paper.breaks))
        self.page.print_area(0, 0, last, len(widths) - 1)

    def rows_on_paper(self, head: int | None, last: int, widths: Sequence[float]) -> None:
        """Print a long table with row ``head`` on every page, the last of them not almost empty."""
        rows = sum(self._heights.get(row, ROW_POINTS) for row in range(last + 1))
        repeated = 0.0
        if head is not None:
            self.page.repeat_rows(head)
            repeated = self._heights.get(head, ROW_POINTS)
        wide = columns_wide(widths)
        self.page.fit_to_pages(1, pages_down(rows, repeated, wide, self.across, self.down))

    def link(self, row: int, column: int, sheet: str, text: str, **look: Any) -> None:
        """A link to the top of another sheet."""
        style = self.book.style(font_color=LIGHT.accent, underline=1, **look)
        self.page.write_url(row, column, f"internal:'{sheet}'!A1", style, text)

    def number(self, row: int, column: int, value: float, code: str = PLAIN, **look: Any) -> None:
        """A number with all its digits."""
        look = {"align": "right", **look, "num_format": code}
        self.book.pen.number(self.page, row, column, value, **look)

    def value(
        self, row: int, column: int, value: Value, text: str, *, numeric: bool = False, **look: Any
    ) -> None:
        """A figure: the whole value, in the format in which it reads ``text``.

        What is missing reads ``n/a`` in grey and is text: no sum takes it for a zero.
        """
        if numeric:
            look = {"align": "right", **look}
        if value is None or (isinstance(value, float) and not math.isfinite(value)):
            self.text(row, column, text or wording.NA, **{**look, **QUIET})
        elif isinstance(value, dt.date):
            look = {"num_format": DAY, "align": "left", **look}
            moment = dt.datetime(value.year, value.month, value.day)
            self.page.write_datetime(row, column, moment, self.book.pen.style(**look))
        elif isinstance(value, str):
            self.text(row, column, text, **look)
        else:
            self.number(row, column, value, number_format(value, text), **look)

    def formula(
        self, row: int, column: int, formula: str, result: float | str | None, **look: Any
    ) -> None:
        """A formula with its result, for programs that show files without calculating."""
        shown = "" if result is None else result
        self.page.write_formula(row, column, formula, self.book.style(**look), shown)

    def stamp(self, row: int, last: int, width: float) -> None:
        """The whole stamp of the pack, which the footer on paper may have to shorten."""
        self.wide(row, last, self.book.pack.footer, width, font_size=8, **QUIET)


def _of_whole_words(text: str, room: int) -> str:
    """As many words of a text as fit; a word alone that does not is cut."""
    words = text.split()
    found = words[0]
    while _utf16(found) > room:
        found = found[:-1]
    kept = [found]
    for word in words[1:]:
        if _utf16(" ".join((*kept, word))) > room:
            while len(kept) > 1 and kept[-1].casefold() in _JOINING:
                kept.pop()
            break
        kept.append(word)
    return " ".join(kept).rstrip(",;:–")


def _footer_text(text: str, room: int) -> str:
    """Text in a footer, cut where it does not fit.

    An ampersand starts a code, so that it is doubled; before a G even two are taken for
    the code of a picture.
    """
    shown = ""
    for sign in " ".join(text.split()).replace("&G", "& G").replace("&[", "& ["):
        code = "&&" if sign == "&" else sign
        if _utf16(shown + code) > room:
            return shown[:-1].rstrip("& ") + "…"
        shown += code
    return shown


def _utf16(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
