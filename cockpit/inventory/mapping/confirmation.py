"""Whether a file can be read as it stands, or a person must confirm how."""

from __future__ import annotations

from collections.abc import Sequence

from cockpit.inventory.contract import SHEETS
from cockpit.inventory.drafts import blank
from cockpit.inventory.headers import (
    HeaderMap,
    find_header,
    is_told_apart,
    match_header,
    match_sheet,
)
from cockpit.inventory.mapping.scales import stated_in
from cockpit.inventory.mapping.scores import header_scores
from cockpit.inventory.mapping.tables import table_below
from cockpit.inventory.mapping.totals import is_total_word
from cockpit.inventory.raw import Cell, RawSheet, RawWorkbook
from cockpit.inventory.schema import Sheet
from cockpit.inventory.values import fold, show

#: Score from which a header that the contract does not know is taken for one to be mapped.
_LIKELY = 0.85


def needs_confirmation(raw: RawWorkbook) -> bool:
    """False only for our own workbook: tabs and headers by the contract's own names.

    Columns of its own that read like none of ours do no harm: they are kept. A person is
    asked where a sheet or a row is hidden, a text file could be read in another way, a row is
    called a total, another table stands below, or a line above the headers or at the end says
    that amounts are in thousands or the like. Nobody is asked about a file without two rows: it
    has no table.
    """
    if not any(map(_has_rows, raw.sheets)):
        return False
    found = False
    for sheet in raw.sheets:
        if not sheet.rows:
            continue
        known = match_sheet(sheet.name)
        if known is None or fold(sheet.name) != fold(known.title):
            if _holds_a_table(sheet):
                return True
            continue
        if sheet.hidden or sheet.hidden_row_numbers or not _is_certain(sheet):
            return True
        header = find_header(sheet, known)
        if header is None or not _is_own(header, known) or _has_totals(sheet, header):
            return True
        if _states_a_scale(sheet, header) or table_below(sheet, header.row):
            return True
        found = found or known.name == "initiatives"
    return not found


def _has_rows(sheet: RawSheet) -> bool:
    """Whether a row stands below another, neither of them blank."""
    filled = (row for row in sheet.rows if not all(map(blank, row)))
    return next(filled, None) is not None and next(filled, None) is not None


def _is_certain(sheet: RawSheet) -> bool:
    return sheet.text_format is None or sheet.text_format.certain


def _is_own(header: HeaderMap, sheet: Sheet) -> bool:
    """Whether every recognised header is the contract's name, and no other reads like one."""
    for place in header.places.values():
        match = match_header(header.headers[place], sheet)
        if match is None or match[1] not in (0, 2):
            return False
    free = [text for text in header.unknown.values() if not is_told_apart(text)]
    if not free:
        return True
    fields, decoys = header_scores(free, sheet)
    taken = {*header.places, *header.clashes}  # a name that stands twice is reported by the reader
    return not any(
        score.value >= _LIKELY and score.value > decoy.value and name not in taken
        for scores, decoy in zip(fields, decoys, strict=True)
        for name, score in scores.items()
    )


def _has_totals(sheet: RawSheet, header: HeaderMap) -> bool:
    """Whether the last rows call themselves a total; anywhere else the reader says so."""
    for cells in sheet.rows[header.row + 1 :][-5:]:
        first = next((show(cell) for cell in cells if not blank(cell)), "")
        if is_total_word(first):
            return True
    return False


def _states_a_scale(sheet: RawSheet, header: HeaderMap) -> bool:
    """Whether a line above the headers, or a lone one at the end, scales the amounts."""
    last = [cells for cells in sheet.rows[header.row + 1 :][-5:] if _is_lone(cells)]
    lines = (" ".join(show(cell) for cell in cells) for cells in sheet.rows[: header.row] + last)
    return any(stated_in(line).factor != 1 for line in lines if line.strip())


def _is_lone(cells: Sequence[Cell]) -> bool:
    return sum(not blank(cell) for cell in cells) == 1


def _holds_a_table(sheet: RawSheet) -> bool:
    """Whether a tab that is none of ours has a header of initiatives."""
    return find_header(sheet, SHEETS["initiatives"]) is not None
