"""The table of their columns with ours beside them, and the words of choice columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pandas as pd
import streamlit as st

from cockpit.inventory.contract import SHEETS
from cockpit.inventory.drafts import blank
from cockpit.inventory.mapping.choices import RISK_REMARK, has_words, is_ai_act
from cockpit.inventory.mapping.edits import ColumnChoice, with_columns, with_values
from cockpit.inventory.mapping.model import ColumnMapping, Mapping, Period, TableMapping
from cockpit.inventory.mapping.stated import Line
from cockpit.inventory.mapping.years import years_kept
from cockpit.inventory.raw import RawSheet
from cockpit.inventory.schema import Column, ColumnType
from cockpit.inventory.values import show
from cockpit.inventory.vocabulary import DateOrder, DatesAs, NumberLocale
from cockpit.views.parts import remark, table_height

#: Confidence from which a suggestion needs no second look.
SURE = 0.8
_KEEP = "keep as extra"
_LEAVE = "leave blank, keep the word"
_BELOW = 12


def editor(
    mapping: Mapping, place: int, sheet: RawSheet, key: str, beside: Sequence[Line]
) -> Mapping:
    """The columns of one table, suggested ones first; the mapping as edited.

    ``beside`` holds the texts beside the table. Where there are amounts, what is set for them
    stands before the examples and reasons, so that it is seen on a laptop, too.
    """
    table = mapping.tables[place]
    ours = SHEETS[table.sheet]
    titles = {column.field: column.header for column in ours.columns}
    fields = {title: field for field, title in titles.items()}
    order = sorted(table.columns, key=lambda column: (column.field is None, column.place))
    rows = pd.DataFrame([_row(column, titles, table, sheet) for column in order])
    wide = st.column_config.TextColumn
    mapped = [ours.by_field[column.field] for column in order if column.field]
    amounts = any(target.type is ColumnType.MONEY for target in mapped)
    edited = st.data_editor(
        rows,
        key=f"columns_{key}",
        hide_index=True,
        height=table_height(len(rows), _BELOW),
        placeholder="–",
        column_order=None if amounts else _examples_first(rows),
        disabled=["Your column", "How sure", "In your rows", "Why"],
        column_config={
            "Your column": wide(width=150, pinned=True),
            "Becomes": st.column_config.SelectboxColumn(
                options=[_KEEP, *titles.values()], required=True, width=140
            ),
            "How sure": wide(width=84, help="Of the suggestion; you decide."),
            "Currency": wide(width=92, help="Of the amounts, such as EUR.", max_chars=3),
            "Multiply by": st.column_config.NumberColumn(
                width=106, min_value=0.0, help="1,000 where amounts are in thousands."
            ),
            "Covers a": st.column_config.SelectboxColumn(
                options=["", *(str(period) for period in Period)],
                width=98,
                help="The time that an amount covers; it is turned into ours.",
            ),
            "Read as": st.column_config.SelectboxColumn(
                options=["", *map(str, DateOrder), *map(str, NumberLocale), *map(str, DatesAs)],
                width=122,
                help="Order of day and month, or the decimal sign; found from the whole column. "
                "Or what a year alone, or a number of days, means; only you can say that.",
            ),
            "In your rows": wide(width="medium"),
            "Why": wide(width="medium"),
        },
    )
    for sentence in years_kept(table, sheet):
        remark(sentence)
    choices = {
        column.place: _choice(line, fields)
        for column, (_, line) in zip(order, edited.iterrows(), strict=True)
    }
    return with_columns(mapping, place, choices, sheet, beside)


def _examples_first(rows: pd.DataFrame) -> list[str]:
    """The columns with the examples, and how dates are read, before what amounts need."""
    first = ["In your rows", "Read as"]
    names = [str(name) for name in rows.columns if name not in first]
    place = names.index("How sure") + 1
    return names[:place] + first + names[place:]


def _row(
    column: ColumnMapping, titles: dict[str, str], table: TableMapping, sheet: RawSheet
) -> dict[str, object]:
    chosen = column.field is not None
    return {
        "Your column": column.header,
        "Becomes": titles.get(column.field or "", _KEEP),
        "How sure": _sure(column),
        "Currency": column.currency or "",
        "Multiply by": column.factor if chosen else 1.0,
        "Covers a": str(column.period or ""),
        "Read as": str(column.dates_as or column.date_order or column.number_locale or ""),
        "In your rows": _examples(table, column.place, sheet),
        "Why": column.why,
    }


def _sure(column: ColumnMapping) -> str:
    if column.field is None or not column.confidence:
        return ""
    return f"{column.confidence * 100:.0f} %" + ("" if column.confidence >= SURE else ", check")


def _examples(table: TableMapping, place: int, sheet: RawSheet) -> str:
    """The first different values of a column, cut to fit."""
    found: dict[str, None] = {}
    for cells in sheet.rows[table.first_row - 1 : table.last_row][:400]:
        if place < len(cells) and not blank(cells[place]):
            found.setdefault(" ".join(show(cells[place]).split())[:60])
        if len(found) == 3:
            break
    return "  |  ".join(found)


def _choice(line: pd.Series, fields: dict[str, str]) -> ColumnChoice:
    period, said = line["Covers a"] or "", line["Read as"] or ""
    factor = line["Multiply by"]
    return ColumnChoice(
        fields.get(str(line["Becomes"])),
        str(line["Currency"] or "").strip().upper() or None,
        1.0 if pd.isna(factor) or factor <= 0 else float(factor),
        Period(period) if period else None,
        DateOrder(said) if said in set(DateOrder) else None,
        NumberLocale(said) if said in set(NumberLocale) else None,
        DatesAs(said) if said in set(DatesAs) else None,
    )


def words_editor(mapping: Mapping, place: int, sheet: RawSheet, key: str) -> Mapping:
    """For each choice column their words with ours beside them; the mapping as edited."""
    table = mapping.tables[place]
    ours = SHEETS[table.sheet]
    for column in table.columns:
        target = ours.by_field.get(column.field or "")
        if target is None or not has_words(target) or not column.values:
            continue
        open_words = sum(not text for text in column.values.values())
        words = f"{len(column.values)} word{'s' if len(column.values) > 1 else ''}"
        said = f"{open_words} left blank" if open_words else "all mapped"
        most = open_words > len(column.values) / 2
        with st.expander(f"{target.header}: {words} of yours, {said}", expanded=most):
            mapping = _words(mapping, place, column, target, sheet, key)
    return mapping


def _words(
    mapping: Mapping,
    place: int,
    column: ColumnMapping,
    target: Column,
    sheet: RawSheet,
    key: str,
) -> Mapping:
    table = mapping.tables[place]
    if target.field == "risk_class" and not is_ai_act(column.values, column.header):
        remark(RISK_REMARK)
    times = Counter(
        " ".join(show(cells[column.place]).split())
        for cells in sheet.rows[table.first_row - 1 : table.last_row]
        if column.place < len(cells) and not blank(cells[column.place])
    )
    allowed = (
        ["yes", "no"]
        if target.type is ColumnType.BOOLEAN
        else [choice.text for choice in target.allowed]
    )
    rows = pd.DataFrame(
        {
            "Your word": list(column.values),
            "Rows": [times.get(word, 0) for word in column.values],
            "Becomes": [text or _LEAVE for text in column.values.values()],
        }
    )
    edited = st.data_editor(
        rows,
        key=f"words_{key}_{column.place}_{target.field}",
        hide_index=True,
        height=table_height(len(rows), 10),
        disabled=["Your word", "Rows"],
        column_config={
            "Your word": st.column_config.TextColumn(width="large"),
            "Becomes": st.column_config.SelectboxColumn(options=[_LEAVE, *allowed], required=True),
        },
    )
    said = {
        str(line["Your word"]): "" if line["Becomes"] == _LEAVE else str(line["Becomes"])
        for _, line in edited.iterrows()
    }
    return with_values(mapping, place, column.place, said)
