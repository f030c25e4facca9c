"""One evidence layer in full: its words, its failure pattern, and what it lets people do."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from cockpit import frame, wording
from cockpit.assessment.answer import Entry
from cockpit.assessment.evidence_rows import left_out, missing_table, rows_table
from cockpit.assessment.maturity.layer_answers import INITIATIVES_TABLE, gate_remarks
from cockpit.assessment.maturity.layer_texts import TEXT_OF, LayerText
from cockpit.assessment.maturity.pattern import Pattern
from cockpit.assessment.maturity.patterns import patterns
from cockpit.assessment.maturity.scores import maturity_of
from cockpit.assessment.maturity.uses import USES, uses
from cockpit.charts.maturity import CHARTS
from cockpit.views import answer_parts
from cockpit.views.chart_files import chart
from cockpit.views.parts import Loaded, finding, remark, tabled

_TABS = (
    "How it fails here",
    "What it lets you do",
    "Initiatives",
    "Missing evidence",
    "Rows and method",
)


def layer_in_full(loaded: Loaded, entry: Entry) -> None:
    """Answer and words of the layer, then its tables under five tabs."""
    left, right = st.columns([5, 6], gap="large")
    with left:
        answer_parts.headline(loaded, entry)
        figure = CHARTS[entry.key](loaded.case.answer(entry), frame.colours(), small=True)
        if figure is not None:
            chart(figure, f"chart_{entry.key.lower()}_layer", entry.title, loaded.base_stamp_line)
        for sentence in gate_remarks(maturity_of(loaded.case), entry.key):
            remark(sentence)
    with right:
        _words(TEXT_OF[entry.key])
    fails, lets, initiatives, missing, rows = st.tabs(_TABS)
    with fails:
        for each in patterns(loaded.case, entry.key):
            _pattern(loaded, entry, each)
    with lets:
        _uses(loaded, entry)
    with initiatives:
        table = loaded.case.answer(entry).tables[INITIATIVES_TABLE]
        _tabled(loaded, entry, "initiatives", table)
    with missing:
        _missing(loaded, entry)
    with rows:
        _rows(loaded, entry)


def _words(text: LayerText) -> None:
    decisions = wording.listed(text.decisions)
    for label, words in (
        ("You know it by", text.signal),
        ("Usually owned by", f"{wording.listed(text.disciplines)}."),
        ("It carries decisions to", f"{decisions}."),
        ("It usually fails like this", text.failure),
    ):
        st.markdown(f"**{label}:** {wording.escape_markdown(words)}")


def _pattern(loaded: Loaded, entry: Entry, each: Pattern) -> None:
    finding(each.title)
    st.markdown(wording.escape_markdown(each.sentence))
    if each.seen:
        _tabled(loaded, entry, each.title, each.table)


def _uses(loaded: Loaded, entry: Entry) -> None:
    made = uses(loaded.case, entry.key)
    for title in USES[entry.key]:
        finding(title)
        if title in made:
            _tabled(loaded, entry, title, made[title])
        else:
            remark("Nothing in the data to list here.")


def _missing(loaded: Loaded, entry: Entry) -> None:
    missing = loaded.case.answer(entry).missing
    if not missing:
        remark("No evidence is missing.")
        return
    _tabled(loaded, entry, "missing", missing_table(loaded.case, missing))


def _rows(loaded: Loaded, entry: Entry) -> None:
    answer = loaded.case.answer(entry)
    if answer.rows:
        _tabled(loaded, entry, "rows", rows_table(loaded.case, answer.rows))
        if hidden := left_out(loaded.case, answer.rows):
            remark(hidden)
    remark(f"How it is worked out: {entry.method} Source: {entry.source}")


def _tabled(loaded: Loaded, entry: Entry, title: str, table: pd.DataFrame) -> None:
    name = "".join(sign if sign.isalnum() else "_" for sign in title.casefold())
    formats = answer_parts.formats_of(table)
    tabled(table, f"{entry.key}_{name}", loaded.base_stamp_line, formats)
