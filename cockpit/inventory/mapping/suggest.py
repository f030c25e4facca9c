"""Which column of theirs is which of ours: suggested for a whole table at once.

Each pair of a column and a field has a score from the header and from the values. The
fields are then given out so that the sum over the table is greatest, each at most once
(``scipy.optimize.linear_sum_assignment``); a pair below :data:`LEAST` is not suggested.
Nothing is final: a person confirms.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from cockpit.inventory.contract import SHEETS
from cockpit.inventory.drafts import blank
from cockpit.inventory.headers import match_sheet
from cockpit.inventory.mapping.choices import has_words, value_map
from cockpit.inventory.mapping.conventions import conventions
from cockpit.inventory.mapping.cost_tables import as_costs, rows_of
from cockpit.inventory.mapping.evidence import Profile, profile
from cockpit.inventory.mapping.model import ColumnMapping, Mapping, TableMapping
from cockpit.inventory.mapping.scores import Score, header_scores
from cockpit.inventory.mapping.signature import signature
from cockpit.inventory.mapping.stated import with_stated
from cockpit.inventory.mapping.tables import FoundTable, find_tables
from cockpit.inventory.mapping.thousands import with_thousands
from cockpit.inventory.mapping.units import unit_of
from cockpit.inventory.mapping.weigh import by_values, unread, weigh
from cockpit.inventory.raw import Cell, RawSheet, RawWorkbook
from cockpit.inventory.schema import Column, Sheet
from cockpit.inventory.values import show

#: Score below which a pair is not suggested.
LEAST = 0.5
#: Sheets of the contract that a table of other names may be; the first where none fits better.
CANDIDATES = ("initiatives", "costs", "benefits", "metrics", "processing")
#: Different words of a choice column that are listed for mapping.
MOST_WORDS = 100
#: Score of a header that is plain where its values cannot be read: suggested, to be checked.
UNREAD = 0.55
#: Headers, by field, that name the rows where no other column does: a list of models, of products.
_NAMES_AFTER_ALL = {
    "model": frozenset({"model", "model name", "ai model"}),
    "funded_item": frozenset({"product"}),
}
#: Score of a header as another column from which its values alone say nothing.
_TOLD = 0.6
#: Score as a column of another kind ("Description"), word for word, by which a header is vague.
_VAGUE = 0.95
#: Share of the filled cells below which a column loses against a fuller one.
_FULLNESS = 0.1


_Gain = NDArray[np.float64]


@dataclass(frozen=True)
class _Pair:
    """One column as one field. ``vague``: its header alone tells no sheet from another."""

    score: float
    why: str
    vague: bool = False


def suggest(raw: RawWorkbook) -> Mapping:
    """A mapping of every table of a file, with confidence and reason for each column.

    One table is suggested for each sheet of the contract, more where their headers are
    the same; the others are listed and not read (``sheet`` is ``""``), as are tables on hidden
    sheets where a visible one will do.
    """
    sheets = {sheet.name: sheet for sheet in raw.sheets}
    found = find_tables(raw)
    mapping = mapping_of([table_mapping(sheets[each.tab], each) for each in found], raw)
    return _with_costs(mapping, found, sheets)


def _with_costs(
    mapping: Mapping, found: Sequence[FoundTable], sheets: dict[str, RawSheet]
) -> Mapping:
    """The mapping with tables as Costs that would not be read, but hold costs of the inventory."""
    read = {table.sheet: table for table in reversed(mapping.tables)}
    inventory = read.get("initiatives")
    if inventory is None or "costs" in read:
        return mapping
    listed = rows_of(inventory, sheets[inventory.tab])
    tables = list(mapping.tables)
    for place, each in enumerate(found):
        if tables[place].sheet or each.hidden_sheet:
            continue
        rows = each.rows(sheets[each.tab])
        made = as_costs(table_mapping(sheets[each.tab], each, "costs"), rows, inventory, listed)
        if made is not None:
            tables[place] = with_thousands(with_stated(made, each.beside), rows)
            break
    kept = tuple(tables)
    return Mapping(signature=mapping_signature(kept), tables=kept)


def mapping_of(tables: list[TableMapping], raw: RawWorkbook) -> Mapping:
    """The tables as one mapping; of several that claim a sheet the fullest is read."""
    hidden = {sheet.name for sheet in raw.sheets if sheet.hidden}
    order = sorted(range(len(tables)), key=lambda place: _rank(tables[place], hidden), reverse=True)
    taken: dict[str, str] = {}
    chosen: dict[int, TableMapping] = {}
    for place in order:
        table = tables[place]
        own = signature(table.columns)
        first = taken.setdefault(table.sheet, own) if table.sheet else ""
        read = bool(table.sheet) and (first == own)
        chosen[place] = table if read else table.model_copy(update={"sheet": ""})
    kept = tuple(chosen[place] for place in range(len(tables)))
    return Mapping(signature=mapping_signature(kept), tables=kept)


def mapping_signature(tables: tuple[TableMapping, ...]) -> str:
    """Signature of the tables that are read."""
    return signature([column for table in tables if table.sheet for column in table.columns])


def _rank(table: TableMapping, hidden: set[str]) -> tuple[bool, bool, float]:
    """Visible before hidden, our own tab before others, then columns found times rows."""
    match = match_sheet(table.tab)
    titled = match is not None and match.name == table.sheet
    mapped = sum(column.confidence for column in table.columns if column.field)
    rows = max(table.last_row - table.first_row + 1 - len(table.skip_rows), 0)
    return table.tab not in hidden, titled, mapped * np.log1p(rows)


def table_mapping(raw: RawSheet, found: FoundTable, sheet: str | None = None) -> TableMapping:
    """One table with its suggestions; ``sheet`` states which of ours it is (``""``: none)."""
    rows = found.rows(raw)
    profiles = {place: profile(rows, place) for place in found.headers}
    if sheet is None:
        sheet = _sheet_of(found, profiles)
    target = SHEETS.get(sheet or "initiatives") or SHEETS["initiatives"]
    pairs = _assigned(found.headers, profiles, target)
    columns = tuple(
        _column(place, header, profiles[place], target, pairs.get(place), rows)
        for place, header in found.headers.items()
    )
    if sheet and any(
        column.required and not any(each.field == column.field for each in columns)
        for column in target.columns
    ):
        sheet = ""
    table = TableMapping(
        tab=found.tab,
        sheet=sheet,
        header_row=found.header_row,
        header_rows=found.header_rows,
        first_row=found.first_row,
        last_row=found.last_row,
        columns=columns,
        skip_rows=found.left_out,
    )
    return with_thousands(with_stated(table, found.beside), rows)


def _sheet_of(found: FoundTable, profiles: dict[int, Profile]) -> str:
    """The sheet of the contract that a table is: by its tab, else by its columns."""
    known = match_sheet(found.tab)
    candidates = CANDIDATES if known is None else (known.name, *CANDIDATES)
    best, best_score = "initiatives", -1.0
    for name in dict.fromkeys(candidates):
        sheet = SHEETS[name]
        pairs = _assigned(found.headers, profiles, sheet)
        fields = {field: pair.score for field, pair in pairs.values()}
        vague = {field for field, pair in pairs.values() if pair.vague}
        required = [column.field for column in sheet.columns if column.required]
        if known is not None and name == known.name and all(each in fields for each in required):
            return name
        sure = all(fields.get(field, 0.0) >= 0.8 and field not in vague for field in required)
        score = sum(fields.values()) + 0.5 * len(required)
        if (sure or name == "initiatives") and score > best_score:
            best, best_score = name, score
    return best


def _assigned(
    headers: dict[int, str], profiles: dict[int, Profile], sheet: Sheet
) -> dict[int, tuple[str, _Pair]]:
    """The field of each place, chosen for the greatest sum."""
    places = list(headers)
    fields, decoys = header_scores([headers[place] for place in places], sheet)
    pairs: list[list[_Pair]] = [
        [_pair(column, fields[row], decoys[row], profiles[place]) for column in sheet.columns]
        for row, place in enumerate(places)
    ]
    scores = np.array([[pair.score for pair in line] for line in pairs])
    if not scores.size:
        return {}
    gain = np.where(scores >= LEAST, scores, 0.0)
    if sheet.name == "initiatives":
        first = _name_first(gain, fields, [profiles[place] for place in places], sheet)
        if first is not None:
            row, column, pair = first
            pairs[row][column] = pair or pairs[row][column]
            gain[row, :], gain[:, column] = 0.0, 0.0
            gain[row, column] = pairs[row][column].score
    found = {
        places[row]: (sheet.columns[column].field, pairs[row][column])
        for row, column in zip(*linear_sum_assignment(gain, maximize=True), strict=True)
        if gain[row, column] > 0
    }
    if sheet.name == "initiatives" and all(field != "name" for field, _ in found.values()):
        named = _name_by_values(places, profiles, found)
        if named is not None:
            found[named] = ("name", _Pair(0.4, "no header reads like a name; its texts differ"))
    return found


def _name_first(
    gain: _Gain, fields: Sequence[dict[str, Score]], seen: Sequence[Profile], sheet: Sheet
) -> tuple[int, int, _Pair | None] | None:
    """Row and column of the pair that is the name, settled before the greatest sum is sought.

    Otherwise the name could be traded for two other fields. Where no header reads like a
    name, that of a model or product is one if its texts all differ, as in a bank's list of models.
    """
    column = next(place for place, each in enumerate(sheet.columns) if each.field == "name")
    if gain[:, column].any():
        return int(gain[:, column].argmax()), column, None
    for row, (scores, each) in enumerate(zip(fields, seen, strict=True)):
        text = max(each.number, each.date, each.truth, each.code, each.model) < 0.4
        if not text or each.cells < 2 or each.distinct < 0.95:
            continue
        for field, phrases in _NAMES_AFTER_ALL.items():
            header = scores.get(field)
            if header and header.value >= 0.6 and header.phrase.casefold() in phrases:
                why = (
                    f"the header reads like “{header.phrase}”, no other names the rows, and its "
                    "texts are all different"
                )
                return row, column, _Pair(0.7, why)
    return None


def _pair(column: Column, header_of: dict[str, Score], decoy: Score, seen: Profile) -> _Pair:
    header = header_of.get(column.field)
    others = (each.value for field, each in header_of.items() if field != column.field)
    other = max(others, default=0.0)
    value, words = by_values(column, seen)
    score, why = value if max(decoy.value, other) < _TOLD else 0.0, words if value else ""
    if header is not None and header.value > 0:
        change, remark = weigh(column, seen)
        own = header.value + change
        if unread(column, header, seen):
            own, remark = UNREAD, f"its values cannot be read as {unread(column, header, seen)}"
        if column.field == "name" and other > header.value:
            own -= 0.5  # "Point of contact name" names a person
        if decoy.value > header.value:
            own -= 0.5 if decoy.exact else 0.4
        own *= 1 - _FULLNESS * (1 - seen.filled)
        if own > score:
            exact = "is" if header.exact else "reads like"
            reasons = [f"the header {exact} “{header.phrase}”"]
            if remark:
                reasons.append(remark)
            score, why = own, "; ".join(reasons)
    return _Pair(float(min(max(score, 0.0), 0.99)), why, decoy.value >= _VAGUE)


def _name_by_values(
    places: list[int], profiles: dict[int, Profile], taken: dict[int, tuple[str, _Pair]]
) -> int | None:
    """The first column left whose texts are all different and of the length of a name."""
    for place in places:
        seen = profiles[place]
        text = max(seen.number, seen.date, seen.mail, seen.code, seen.truth) < 0.5
        if place not in taken and text and seen.distinct >= 0.8 and 4 <= seen.length <= 120:
            return place
    return None


def _column(
    place: int,
    header: str,
    seen: Profile,
    sheet: Sheet,
    pair: tuple[str, _Pair] | None,
    rows: Sequence[Sequence[Cell]],
) -> ColumnMapping:
    """One column as it is suggested, with units, periods, words and conventions."""
    if pair is None:
        return ColumnMapping(place=place, header=header)
    column, why = sheet.by_field[pair[0]], pair[1].why
    unit = unit_of(header, column)
    values: dict[str, str] = {}
    remarks = [why, unit.why]
    if has_words(column):
        values, remark = value_map(column, words_in(rows, place), header)
        remarks.append(remark)
    locale, order, said = conventions(rows, place, column)
    remarks.append(said)
    return ColumnMapping(
        place=place,
        header=header,
        field=column.field,
        currency=unit.currency,
        factor=unit.factor,
        period=unit.period,
        values=values,
        number_locale=locale,
        date_order=order,
        confidence=round(pair[1].score, 2),
        why=_sentences(remarks),
    )


def words_in(rows: Sequence[Sequence[Cell]], place: int) -> list[str]:
    """The different texts of a column, the most frequent first."""
    cells = (row[place] for row in rows if place < len(row) and not blank(row[place]))
    times = Counter(" ".join(show(cell).split()) for cell in cells)
    return [text for text, _ in times.most_common(MOST_WORDS)]


def _sentences(remarks: list[str]) -> str:
    """Remarks as sentences."""
    said = [remark.strip().rstrip(".") for remark in remarks if remark.strip()]
    return " ".join(f"{each[0].upper()}{each[1:]}." for each in said)
