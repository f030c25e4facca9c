"""Sections of the maturity page: ladder rungs, heat map, one part a layer, habits."""

from __future__ import annotations

import pandas as pd
import streamlit as st
from pandas.io.formats.style import Styler

from cockpit import frame, wording
from cockpit.assessment.evidence_rows import NOBODY
from cockpit.assessment.maturity import LAYERS
from cockpit.assessment.maturity import habits as habit_groups
from cockpit.assessment.maturity.layer_answers import by_weight
from cockpit.assessment.maturity.layer_texts import TEXT_OF
from cockpit.assessment.maturity.passes import Standing
from cockpit.assessment.maturity.pattern import money_column
from cockpit.assessment.maturity.scores import LAYER_KEYS, LayerScore, Maturity
from cockpit.charts.maturity import Rung
from cockpit.inventory.catalogue import HABITS, known_metric
from cockpit.inventory.vocabulary import Better
from cockpit.views.maturity_layer import layer_in_full
from cockpit.views.parts import Loaded, csv_download, finding, remark, table_height, tabled

PASSES, ALONE, MISSING, FAILS = "✓ passes", "(✓) unsupported", "? missing", "✗ fails"
#: Layers in a heading that leaves room for ten columns; the full name is its help.
_SHORT = {
    "E1": "E1 Usage",
    "E2": "E2 Output",
    "E3": "E3 Productivity",
    "E4": "E4 Delivery",
    "E5": "E5 Strategy",
}
_NAME_LENGTH = 36
#: Tints that leave text readable in both themes; the words say the same.
_TINTS = {
    PASSES: "background-color: rgba(0, 114, 178, 0.30)",
    ALONE: "background-color: rgba(127, 127, 127, 0.18)",
    FAILS: "background-color: rgba(213, 94, 0, 0.30)",
}


def rungs(found: Maturity) -> list[Rung]:
    """The layers as the ladder draws them, from the ground up."""
    return [_rung(found, found.scores[key]) for key in LAYER_KEYS]


def _rung(found: Maturity, score: LayerScore) -> Rung:
    text = TEXT_OF[score.layer]
    supported, _ = wording.compared(score.supported, found.threshold)
    if score.score is None:
        words = f"nothing passes, evidence missing for {wording.percent(score.missing)}"
    elif score.layer == LAYER_KEYS[0]:
        words = f"{supported} passes"
    else:
        words = f"{supported} with all below; {wording.percent(score.score)} by itself"
    gate = found.guessing == score.layer
    state = "holds" if score.holds else "we guess from here" if gate else "unsupported"
    return Rung(
        name=text.name,
        supported=score.supported,
        alone=score.score,
        gate=gate,
        grey=score.above_gate,
        text=words,
        state=state,
    )


def heat_map(loaded: Loaded, found: Maturity) -> None:
    """Initiatives by layer, in words and tints."""
    levels = [found.level_of(key) for key in found.passes]
    whole = sum(level == len(LAYER_KEYS) for level in levels)
    none = sum(level == 0 for level in levels)
    finding(
        f"{whole} of {wording.count(len(levels), 'initiative')} pass all five layers; {none} fail "
        "at the first"
    )
    table = heat_table(loaded, found)
    money = money_column(loaded.case)
    # Who owns what is missing stands with each layer; here the reason needs the room.
    shown = table.drop(columns="Owner")
    shown["What is next"] = shown["What is next"].str.replace(" not stated", "").map(_first_of)
    # So that the last column stands whole on a laptop; the download has the names in full.
    shown["Initiative"] = [wording.shorten(name, _NAME_LENGTH) for name in shown["Initiative"]]
    shown = frame.one_page(shown, "maturity")
    style = shown.style.map(_tint, subset=[TEXT_OF[key].name for key in LAYER_KEYS])
    style = style.format({money: lambda value: wording.number(value, 0)}, na_rep=wording.NA)
    _shown(style, len(shown))
    csv_download(table, "maturity_by_initiative", loaded.base_stamp_line)
    remark(
        "Missing: a column is blank. Fails: it is filled, and what it says is not enough. "
        "Unsupported: passes, but a lower layer of the same initiative does not."
    )


def _shown(style: Styler, rows: int) -> None:
    st.dataframe(
        style,
        hide_index=True,
        height=table_height(rows, 40),
        placeholder=wording.NA,
        alt="Initiatives by evidence layer: passes, unsupported, missing or fails",
        column_config={
            TEXT_OF[key].name: st.column_config.TextColumn(label, help=TEXT_OF[key].name)
            for key, label in _SHORT.items()
        },
    )


def _first_of(reasons: str) -> str:
    """The first of several reasons, and how many more there are."""
    first, *more = reasons.split("; ")
    return f"{first} (+{len(more)})" if more else first


def _tint(word: str) -> str:
    return _TINTS.get(word, "")


def heat_table(loaded: Loaded, found: Maturity) -> pd.DataFrame:
    """One row an initiative, the dearest first: level, standing at each layer, what is next."""
    case = loaded.case
    rows = []
    for key in by_weight(found, case):
        level, weight = found.level_of(key), found.weights.get(key)
        layers = found.passes[key]
        row: dict[str, object] = {
            "Initiative": case.name(key),
            money_column(case): None if weight is None or weight.assumed else weight.amount,
            "Level": f"{level} of 5",
        }
        for number, layer in enumerate(LAYER_KEYS, start=1):
            row[TEXT_OF[layer].name] = _word(layers[layer].standing, supported=number <= level)
        first = LAYER_KEYS[level] if level < len(LAYER_KEYS) else None
        row["Owner"] = case.owner(key) or NOBODY
        row["What is next"] = layers[first].reason if first else ""
        rows.append(row)
    table = pd.DataFrame(rows)
    table[money_column(case)] = table[money_column(case)].astype(float)
    return table


def _word(standing: Standing, *, supported: bool) -> str:
    match standing:
        case Standing.PASSES:
            return PASSES if supported else ALONE
        case Standing.MISSING:
            return MISSING
        case Standing.FAILS:
            return FAILS


def layers(loaded: Loaded, found: Maturity) -> None:
    """One part for each layer; the one at which we guess is open."""
    finding("Layer by layer: the question, what the data shows, and what it lets you do")
    for entry in LAYERS:
        share, state = _share(found, entry.key), _state(found, entry.key)
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


def _state(found: Maturity, key: str) -> str:
    score = found.scores.get(key)
    if score is None:
        return "cannot be weighed"
    if score.holds:
        return "holds"
    return "unsupported" if score.above_gate else "we guess from here"


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
        tabled(_before_and_now(table), "habits_by_group", loaded.base_stamp_line, exported=table)
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
