"""How the tables of the stakeholder views read: shares, money and months by their headers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd
import streamlit as st

from cockpit import wording
from cockpit.assessment.answer import Entry
from cockpit.assessment.evidence_rows import missing_table, rows_table
from cockpit.assessment.stakeholders.coverage import DUTIES
from cockpit.charts.stakeholders import CHARTS
from cockpit.frame import colours
from cockpit.views import answer_parts
from cockpit.views.parts import Loaded, chart, finding, remark, tabled

#: Columns that hold shares.
_SHARES = frozenset(
    {
        *(duty.name for duty in DUTIES),
        "Average utilisation",
        "Captured ROI",
        "Cashable ROI",
        "Claimed ROI",
        "Conversion",
        "Conversion before",
        "Decisions explained",
        "Growth a month",
        "Headroom at peak",
        "Healthy above",
        "Mean",
        "Minimum",
        "Never reached",
        "Peak utilisation",
        "Share",
        "Transparency coverage",
    }
)
#: Beginnings of headers of shares that carry more than their name.
_SHARE_BEGINS = ("ROI, ", "P(")
#: Numbers in units of their own.
_PLAIN = frozenset({"Now", "Before", "Green from", "Red from"})
#: Counts.
_WHOLE = frozenset({"People", "Of people", "Peak a minute", "Capacity a minute"})

Formats = dict[str, Callable[[Any], str]]


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
        chart(figure)


def table(
    loaded: Loaded,
    entry: Entry,
    title: str,
    *,
    said: str | None = None,
    column_config: Mapping[str, Any] | None = None,
) -> None:
    """One table of an answer with its heading and download; nothing where it has no row."""
    found = loaded.case.answer(entry).tables.get(title)
    if found is None or found.empty:
        return
    finding(said or title)
    shown = with_currency(found, loaded.portfolio.currency)
    name = f"{entry.key}_{title}".casefold().replace(" ", "_").replace(",", "")
    tabled(shown, name, loaded.stamp_line, formats_of(shown), column_config=column_config)


def behind(loaded: Loaded, entry: Entry) -> None:
    """What is missing and with whom, the rows it rests on, and how it is worked out."""
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
        if len(missing):
            finding("Missing evidence")
            tabled(missing, f"{entry.key}_missing", loaded.stamp_line)
        if answer.rows:
            rows = rows_table(loaded.case, answer.rows)
            finding(f"Rests on {wording.count(len(rows), 'row')} of the workbook")
            tabled(rows, f"{entry.key}_rows", loaded.stamp_line)


def with_currency(rows: pd.DataFrame, currency: str) -> pd.DataFrame:
    """Headers of money name their currency, where there is one."""
    code = wording.code(currency)
    if not code:
        return rows
    return rows.rename(columns={name: f"{name}, {code}" for name in rows if _is_money(str(name))})


def formats_of(rows: pd.DataFrame) -> Formats:
    """How each column of numbers reads, by its header."""
    formats: Formats = {}
    for header in map(str, rows.columns):
        if header in _SHARES or header.startswith(_SHARE_BEGINS):
            formats[header] = wording.percent
        elif _is_money(header) or header in _WHOLE:
            formats[header] = wording.number
        elif header.startswith("Months, "):
            formats[header] = _one_decimal
        elif header in _PLAIN:
            formats[header] = plain
    return formats


def plain(value: float) -> str:
    """A number in a unit of its own: as many digits as it needs, at most three decimals."""
    text = wording.number(value, 0 if abs(value) >= 1_000 else 3)
    return text.rstrip("0").rstrip(".") if "." in text else text


def _one_decimal(value: float) -> str:
    return wording.number(value, 1)


def _is_money(header: str) -> bool:
    return " a year" in header
