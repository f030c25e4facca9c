"""The workbook of a pack: contents, figures, a sheet for each section, and the audit."""

from __future__ import annotations

from cockpit import wording
from cockpit.boardpack.audit import write_audit
from cockpit.boardpack.material import Progress
from cockpit.boardpack.model import Pack
from cockpit.boardpack.xlsx_book import ASIDE, BODY, HEAD, HEADING, LINE, QUIET, TITLE, Book, Sheet
from cockpit.boardpack.xlsx_sections import LINE_POINTS, lines_of, write_section

FILE_NAME = "board_pack.xlsx"

#: Wide enough for the longest name that a sheet can have.
_NAMES = 34
_FIGURE_COLUMNS = (
    ("Section", 22),
    ("Figure", 36),
    ("Value", 19),
    ("Unit", 16),
    ("As shown", 19),
    ("Range or caveat", 42),
    ("Monte Carlo standard error", 13),
    ("Name in the files", 20),
)
_AFTER_FIGURES = ("Unit", "Range or caveat", "Name in the files")


def files(pack: Pack, progress: Progress | None = None) -> dict[str, bytes]:
    """The workbook as ``board_pack.xlsx``; the same pack gives the same bytes."""
    book = Book(pack)
    contents = book.sheet("Contents", portrait=True)
    listed = [(_write_figures(book, pack).name, "Every headline figure with all its digits")]
    for place, section in enumerate(pack.sections):
        if progress is not None:
            progress(place / (len(pack.sections) + 1), section.title)
        listed += write_section(book, section)
    if pack.audit is not None:
        if progress is not None:
            progress(len(pack.sections) / (len(pack.sections) + 1), "Audit")
        listed += write_audit(book, pack.audit)
    _write_contents(contents, pack, listed)
    return {FILE_NAME: book.content()}


def _write_contents(sheet: Sheet, pack: Pack, listed: list[tuple[str, str]]) -> None:
    """What this workbook is, from what it was worked out, and where everything is."""
    sheet.page.set_column(0, 0, _NAMES)
    sheet.page.set_column(1, 1, 74)
    sheet.text(0, 0, pack.title, **TITLE)
    sheet.height(0, 26)
    sheet.text(1, 0, pack.organisation, **HEADING)
    known = pack.provenance
    lines = (
        ("Classification", pack.classification or "none stated"),
        ("As of", pack.dated.removeprefix("As of ")),
        ("Scenario", known.scenario),
        ("Amounts in", wording.code(known.currency) or "no currency stated"),
        ("Source", known.source_name),
        ("Worked out from", known.line),
        (
            "How to read it",
            "A cell holds the whole value and shows as many digits as the screen. What is missing "
            "reads n/a and is text, so that no sum takes it for a zero.",
        ),
    )
    row = 3
    for head, text in lines:
        sheet.wide(row, 1, text, 74, first=1)
        sheet.text(row, 0, head, **QUIET, valign="top")
        row += 1
    row += 1
    sheet.text(row, 0, "Sheet", **HEAD)
    sheet.text(row, 1, "What it answers", **HEAD)
    for row, (name, about) in enumerate(listed, start=5 + len(lines)):
        sheet.link(row, 0, name, name, valign="top", **LINE)
        sheet.wide(row, 1, about, 74, first=1, **LINE)
    sheet.page.activate()


def _write_figures(book: Book, pack: Pack) -> Sheet:
    """Every headline figure of every section, one row each."""
    sheet = book.sheet("Figures")
    for place, (head, width) in enumerate(_FIGURE_COLUMNS):
        sheet.page.set_column(place, place, width)
        right = head in ("Value", "As shown") or "error" in head
        side = {"align": "right"} if right else ASIDE if head in _AFTER_FIGURES else {}
        sheet.text(2, place, head, **{**HEAD, **side})
    sheet.height(2, 29)
    sheet.text(0, 0, "Figures", **TITLE)
    sheet.stamp(1, len(_FIGURE_COLUMNS) - 1, sum(width for _, width in _FIGURE_COLUMNS))
    row = 2
    for section in pack.sections:
        for figure in section.figures:
            row += 1
            look = {**BODY, **LINE}
            sheet.text(row, 0, section.title, **look)
            sheet.text(row, 1, figure.label, **look)
            numeric = figure.kind.numeric
            plain = {"valign": "top", **LINE}
            sheet.value(row, 2, figure.value, figure.text, numeric=numeric, **plain)
            sheet.text(row, 3, figure.unit, **look, **ASIDE)
            sheet.text(row, 4, figure.text, **{**look, "align": "right" if numeric else "left"})
            sheet.text(row, 5, figure.note, **look, **ASIDE)
            if figure.se is None:
                sheet.text(row, 6, "", **look)
            else:
                sheet.number(row, 6, figure.se, "0.0E+00", **plain)
            sheet.text(row, 7, figure.key, **look, **QUIET, **ASIDE, font_size=8)
            texts = (section.title, figure.label, figure.unit, figure.text, figure.note)
            widths = (_FIGURE_COLUMNS[place][1] for place in (0, 1, 3, 4, 5))
            high = max(lines_of(text, width) for text, width in zip(texts, widths, strict=True))
            sheet.height(row, LINE_POINTS * max(high, -(-len(figure.key) // 22)) + 2.25)
    sheet.page.freeze_panes(3, 0)
    sheet.rows_on_paper(2, row, [width for _, width in _FIGURE_COLUMNS])
    return sheet
