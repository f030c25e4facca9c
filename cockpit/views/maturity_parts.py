"""Sections of the maturity page: heat map, one part a layer, habits."""

from __future__ import annotations

import pandas as pd
import streamlit as st
from pandas.io.formats.style import Styler

from cockpit import frame, wording
from cockpit.assessment.maturity import LAYERS
from cockpit.assessment.maturity import habits as habit_groups
from cockpit.assessment.maturity.layer_texts import TEXT_OF
from cockpit.assessment.maturity.pattern import money_column
from cockpit.assessment.maturity.scores import LAYER_KEYS, Maturity
from cockpit.inventory.catalogue import HABITS, known_metric
from cockpit.inventory.vocabulary import Better
from cockpit.rows.maturity import (
    ALONE,
    FAILS,
    PASSES,
    STANDING_NOTE,
    heat_table,
    next_in_short,
    standings_sentence,
    state_words,
)
from cockpit.views.maturity_layer import layer_in_full
from cockpit.views.parts import Loaded, csv_download, finding, remark, table_height, tabled

#: Layers in a heading that leaves room for ten columns; the full name is its help.
_SHORT = {
    "E1": "E1 Usage",
    "E2": "E2 Output",
    "E3": "E3 Productivity",
    "E4": "E4 Delivery",
    "E5": "E5 Strategy",
}
_NAME_LENGTH = 40
#: Widths in pixels with which all columns stand on a laptop, each as wide as its longest word.
_NAME, _LEVEL, _FIRST, _STANDING, _NEXT = 266, 62, 90, 118, 164
#: Tints that leave text readable in both themes; the words say the same.
_TINTS = {
    PASSES: "background-color: rgba(0, 114, 178, 0.30)",
    ALONE: "background-color: rgba(127, 127, 127, 0.18)",
    FAILS: "background-color: rgba(213, 94, 0, 0.30)",
}


def heat_map(loaded: Loaded, found: Maturity) -> None:
    """Initiatives by layer, in words and tints."""
    finding(standings_sentence(found))
    table = heat_table(loaded.case, found)
    money = money_column(loaded.case)
    # Who owns what is missing stands with each layer; here the reason needs the room.
    shown = table.drop(columns="Owner")
    shown["What is next"] = shown["What is next"].map(next_in_short)
    # So that the last column stands whole on a laptop; the download has the names in full.
    shown["Initiative"] = [wording.shorten(name, _NAME_LENGTH) for name in shown["Initiative"]]
    shown = frame.one_page(shown, "maturity")
    style = shown.style.map(_tint, subset=[TEXT_OF[key].name for key in LAYER_KEYS])
    style = style.format({money: lambda value: wording.number(value, 0)}, na_rep=wording.NA)
    _shown(style, len(shown))
    csv_download(table, "maturity_by_initiative", loaded.base_stamp_line)
    remark(STANDING_NOTE)


def _shown(style: Styler, rows: int) -> None:
    st.dataframe(
        style,
        hide_index=True,
        height=table_height(rows, 40),
        placeholder=wording.NA,
        alt="Initiatives by evidence layer: passes, unsupported, missing or fails",
        column_config={
            TEXT_OF[key].name: st.column_config.TextColumn(
                # Nothing lies below the first layer that could leave it unsupported.
                label,
                help=TEXT_OF[key].name,
                width=_FIRST if key == LAYER_KEYS[0] else _STANDING,
            )
            for key, label in _SHORT.items()
        }
        | {
            name: st.column_config.Column(width=width)
            for name, width in (("Initiative", _NAME), ("Level", _LEVEL), ("What is next", _NEXT))
        },
    )


def _tint(word: str) -> str:
    return _TINTS.get(word, "")


def layers(loaded: Loaded, found: Maturity) -> None:
    """One part for each layer; the one at which we guess is open."""
    finding("Layer by layer: the question, what the data shows, and what it lets you do")
    for entry in LAYERS:
        share, state = _share(found, entry.key), state_words(found, entry.key)
        with st.expander(
            f"{entry.key} {entry.title}: {share}, {state}",
            expanded=entry.key == found.guessing,
            key=f"layer_{entry.key}",
            on_change="rerun",
        ) as opened:
            if opened.open:
                layer_in_full(loaded, entry)


def _share(found: Maturity, key: str) -> str:
    """The share by itself and with all layers below, which are not the same."""
    score = found.scores.get(key)
    if score is None or score.score is None:
        return wording.NA
    supported, _ = wording.compared(score.supported, found.threshold)
    alone = wording.percent(score.score)
    return supported if key == LAYER_KEYS[0] else f"{alone} by itself, {supported} with all below"


def habits(loaded: Loaded) -> None:
    """How people work with AI, in groups only."""
    found = habit_groups.habits_of(loaded.case)
    worse = habit_groups.worse_habits(found)
    finding(
        f"People and AI: less {wording.listed(worse)} than before"
        if worse
        else "People and AI: habits in groups, never of a person"
    )
    whole = next((each for each in found.shown if each.key == (None, None)), None)
    if whole is not None:
        columns = st.columns(len(HABITS))
        for column, name in zip(columns, HABITS, strict=True):
            with column:
                _habit(name, *whole.values.get(name, (None, None)))
    else:
        remark(habit_groups.habits_sentence(found))
    if found.shown:
        table = habit_groups.habits_table(loaded.case, found)
        tabled(
            _before_and_now(table),
            "habits_by_group",
            loaded.base_stamp_line,
            {"People": wording.number},
            exported=table,
        )
    remark(
        f"{habit_groups.hidden_sentence(found)} Work delegated and work done unaided are neither "
        "good nor bad in themselves."
    )


def _before_and_now(table: pd.DataFrame) -> pd.DataFrame:
    """Each habit in one column, before and now; the download has them apart."""
    shown = table[["Group", "People"]].copy()
    for name in HABITS:
        title = f"{name[:1].upper()}{name[1:]}"
        pairs = zip(table[f"{title}, share before"], table[f"{title}, share now"], strict=True)
        shown[title] = [
            wording.NA
            if pd.isna(before) and pd.isna(now)
            else f"{wording.percent(before)} → {wording.percent(now)}"
            for before, now in pairs
        ]
    return shown


def _habit(name: str, before: float | None, now: float | None) -> None:
    known = known_metric(name)
    change = None if before is None or now is None else now - before
    good = None
    if known is not None and known.better is Better.HIGHER and change:
        good = change > 0
    frame.figure(
        f"{name[:1].upper()}{name[1:]}",
        wording.percent(now),
        change=None if change is None else wording.points(change),
        better=good,
        against=None if before is None else f"from {wording.percent(before)}",
    )
