"""How the tables of the stakeholder views read: shares, money and months by their headers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import streamlit as st

from cockpit import wording
from cockpit.assessment.answer import Entry
from cockpit.assessment.evidence_rows import left_out, missing_table, rows_table
from cockpit.assessment.stakeholders.coverage import DUTIES
from cockpit.charts.stakeholders import CHARTS
from cockpit.frame import colours
from cockpit.views import answer_parts
from cockpit.views.chart_files import chart
from cockpit.views.parts import Loaded, finding, remark, tabled

#: Columns that hold shares.
_SHARES = frozenset(
    {
        *(duty.name for duty in DUTIES),
        "Captured ROI",
        "Cashable ROI",
        "Claimed ROI",
        "Conversion",
        "Conversion before",
        "Decisions explained",
        "Growth",
        "Headroom",
        "Healthy above",
        "Mean",
        "Minimum",
        "Peak use",
        "Share",
        "Transparency coverage",
    }
)
#: Beginnings of headers of probabilities.
_CHANCE_BEGINS = ("P(", "Never")
#: Numbers in units of their own.
_PLAIN = frozenset({"Now", "Before", "Green from", "Red from"})
#: Counts.
_WHOLE = frozenset({"People", "Of people", "Peak", "Capacity"})

#: Figures that stand as words, since each is rounded in its own way.
_RIGHT = frozenset(
    {
        *("ROI, base case", "P10", "P50", "P90", "P(ROI ≥ hurdle)"),
        *("Now", "Before", "Red", "Green"),
    }
)

Formats = dict[str, Callable[[Any], str]]
Shape = Callable[[pd.DataFrame], pd.DataFrame]


def head(loaded: Loaded, entry: Entry) -> None:
    """Title with its status, the question, and the answer in words."""
    answer = loaded.case.answer(entry)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f"##### {wording.escape_markdown(entry.title)}", width="content")
        answer_parts.badge(answer.status)
    remark(entry.question)
    st.markdown(wording.escape_markdown(answer.sentence))


def picture(loaded: Loaded, entry: Entry, *, small: bool = False) -> None:
    """The chart of a view, where there is anything to draw."""
    figure = CHARTS[entry.key](loaded.case.answer(entry), colours(), small=small)
    if figure is not None:
        chart(figure, f"chart_{entry.key.lower()}", entry.title, loaded.base_stamp_line)


def table(
    loaded: Loaded,
    entry: Entry,
    title: str,
    *,
    said: str | None = None,
    shape: Shape | None = None,
) -> None:
    """One table of an answer with its heading and download; nothing where it has no row.

    ``shape`` makes what the screen shows of it; the download keeps every column.
    """
    found = loaded.case.answer(entry).tables.get(title)
    if found is None or found.empty:
        return
    finding(said or title)
    whole = with_currency(found, loaded.portfolio.currency)
    shown = with_currency(shape(found), loaded.portfolio.currency) if shape else whole
    name = f"{entry.key}_{title}".casefold().replace(" ", "_").replace(",", "")
    right = {
        each: st.column_config.TextColumn(alignment="right")
        for each in shown.select_dtypes(exclude="number")
        if each in _RIGHT
    }
    tabled(
        shown, name, loaded.base_stamp_line, formats_of(shown), exported=whole, column_config=right
    )


def only(*columns: str) -> Shape:
    """Shows these columns; the others are in the download."""
    return lambda rows: rows[list(columns)]


def without(*columns: str) -> Shape:
    """Shows all but these columns; they are in the download."""
    return lambda rows: rows.drop(columns=list(columns))


def in_units(rows: pd.DataFrame) -> pd.DataFrame:
    """Thresholds and actions on one screen: values with their unit's sign, due with overdue."""
    due = [
        (str(day) if pd.notna(day) else "not stated" if state == "red" else "")
        + (", overdue" if late else "")
        for day, late, state in zip(rows["Due"], rows["Overdue"], rows["State"], strict=True)
    ]
    shown = by_unit("Now", "Red from", "Green from")(rows).assign(
        Due=due,
        Metric=[wording.shorten(name, 32) for name in rows["Metric"]],
        Initiative=[wording.shorten(name, 28) for name in rows["Initiative"]],
    )
    shown = shown.rename(columns={"Red from": "Red", "Green from": "Green"})
    order = ["State", "Metric", "Initiative", "Now", "Red", "Green", "Due", "Owner", "Action"]
    return shown[order]


def by_unit(*columns: str) -> Shape:
    """Words these columns by the unit of their row: shares in percent, others as numbers."""

    def shape(rows: pd.DataFrame) -> pd.DataFrame:
        shares = [str(unit or "").startswith("share") for unit in rows["Unit"]]
        worded = {
            name: [
                wording.NA if pd.isna(value) else _share(value) if share else plain(value)
                for value, share in zip(rows[name], shares, strict=True)
            ]
            for name in columns
        }
        return rows.assign(**worded)

    return shape


def behind(loaded: Loaded, entry: Entry, *tables: str) -> None:
    """How it is worked out, these tables, what is missing and with whom, and its rows."""
    answer = loaded.case.answer(entry)
    missing = missing_table(loaded.case, answer.missing)
    pieces = f": {wording.count(len(missing), 'piece')} missing" if len(missing) else ""
    label = f"Evidence for {entry.title}{pieces}"
    with st.expander(
        wording.escape_markdown(label), key=f"behind_{entry.key}", on_change="rerun"
    ) as opened:
        if not opened.open:
            return
        remark(f"How it is worked out: {entry.method} Source: {entry.source}")
        for title in tables:
            table(loaded, entry, title)
        if len(missing):
            finding("Missing evidence")
            tabled(missing, f"{entry.key}_missing", loaded.base_stamp_line)
        if answer.rows:
            rows = rows_table(loaded.case, answer.rows)
            finding(f"Rests on {wording.count(len(rows), 'row')} of the workbook")
            tabled(rows, f"{entry.key}_rows", loaded.base_stamp_line)
            if hidden := left_out(loaded.case, answer.rows):
                remark(hidden)


def with_currency(rows: pd.DataFrame, currency: str) -> pd.DataFrame:
    """Headers of money name their currency, where there is one."""
    code = wording.code(currency)
    if not code:
        return rows
    return rows.rename(columns={name: f"{name}, {code}" for name in rows if _is_money(str(name))})


def formats_of(rows: pd.DataFrame) -> Formats:
    """How each column of numbers reads, by its header."""
    formats: Formats = {}
    for header in rows.select_dtypes("number").columns.map(str):
        if header == "Mean use":
            formats[header] = _share
        elif header in _SHARES:
            formats[header] = wording.percent
        elif header.startswith(_CHANCE_BEGINS):
            formats[header] = wording.chance
        elif _is_money(header) or header in _WHOLE:
            formats[header] = wording.number
        elif header.startswith("Months, "):
            formats[header] = _one_decimal
        elif header in _PLAIN:
            formats[header] = plain
    return formats


def plain(value: float) -> str:
    """A number in a unit of its own: as many digits as it needs, at most three decimals."""
    return wording.trimmed(value, 0 if abs(value) >= 1_000 else 3)


def _share(value: float) -> str:
    """A share with one decimal where it has one."""
    return wording.percent(value, decimals=1).replace(f".0{wording.GAP}", wording.GAP)


def _one_decimal(value: float) -> str:
    return wording.number(value, 1)


def _is_money(header: str) -> bool:
    return " a year" in header
