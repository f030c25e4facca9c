"""Correct cells where they stand: an editor with the person's own headings.

What was typed but not applied yet is kept for the session by its cell, so that a filter
or another page loses nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence

import pandas as pd
import streamlit as st

from cockpit import cached, frame, state, wording
from cockpit.dataset import Upload
from cockpit.inventory.causes import Cause
from cockpit.inventory.corrections import Correction, History
from cockpit.inventory.fixing import Cells, FixTable, replacements
from cockpit.inventory.masking import NOT_SHOWN
from cockpit.views.parts import remark, table_height

_ROW, _WRONG = "row", "wrong"
_MOST_ROWS = 200
_MOST_VALUES = 50
_TYPED = "typed_corrections"
_MOUNTED = "editor_as_drawn"

#: What was typed and not applied yet, by sheet, row and column.
Typed = dict[tuple[str, int, int], str]


def cells_of(upload: Upload) -> Cells:
    """The cells of an upload as they stand now."""
    reading = cached.dataset(upload).reading
    return Cells(cached.raw(upload), reading, upload.intake.corrections)


def editor(upload: Upload, cells: Cells, tables: Sequence[FixTable]) -> None:
    """Rows with problems of one table at a time, and the button that applies what was typed."""
    if not tables:
        return
    places = range(len(tables))
    chosen = 0
    if len(tables) > 1:
        chosen = st.segmented_control(
            "Rows of sheet",
            list(places),
            default=0,
            required=True,
            key=f"editor_sheet_{short([table.table.tab for table in tables])}",
            format_func=lambda place: (
                f"{wording.escape_markdown(tables[place].table.tab)} "
                f"({wording.whole(len(tables[place].rows))})"
            ),
        )
    shown = tables[chosen or 0]
    _grid(upload, cells, shown)
    if len(shown.rows) > _MOST_ROWS:
        remark(
            f"The first {_MOST_ROWS} of {wording.whole(len(shown.rows))} rows; the next ones "
            "follow when these are corrected. Filter to see others."
        )
    _apply_button(upload, cells)


def bulk(upload: Upload, cells: Cells, cause: Cause) -> None:
    """Replace one value in all rows of a cause."""
    offered = {
        value: len(replacements(cells, cause, value, ""))
        for value, count in cause.values[:_MOST_VALUES]
        if count > 1 and value != NOT_SHOWN
    }
    offered = {value: count for value, count in offered.items() if count > 1}
    if not offered:
        return
    key = short([upload.digest, cause.column, cause.problem])
    left, middle, right = st.columns([2, 2, 1], vertical_alignment="bottom")
    with left:
        value = st.selectbox(
            "Replace everywhere in this cause",
            list(offered),
            key=f"bulk_value_{key}",
            format_func=lambda each: (
                f"{wording.shorten(each, 40) or 'blank'} ({wording.count(offered[each], 'cell')})"
            ),
        )
    with middle:
        after = st.text_input("By", key=f"bulk_after_{key}")
    made = replacements(cells, cause, value, after) if value is not None else ()
    with right:
        st.button(
            f"Replace in {wording.count(len(made), 'cell')}",
            key=f"bulk_{key}",
            on_click=_correct,
            args=(upload, made),
            disabled=not after.strip() or after == value,
        )


def _grid(upload: Upload, cells: Cells, shown: FixTable) -> None:
    """The editor itself; what is typed is kept by its cell."""
    rows = shown.rows[:_MOST_ROWS]
    tab = shown.table.tab
    places = [*shown.faulty, *(each for each in shown.table.headers if each not in shown.faulty)]
    base = pd.DataFrame(
        [
            {_ROW: row.row, _WRONG: row.wrong, **{str(p): row.cells.get(p, "") for p in places}}
            for row in rows
        ]
    )
    numbers = [row.row for row in rows]
    key = "editor_" + short([upload.digest, upload.intake.digest(), tab, numbers, places])
    frame = _with_typed(upload, base, key, tab, numbers, places)
    wide = st.column_config.TextColumn("What is wrong", width="large", pinned=True)
    edited = st.data_editor(
        frame,
        key=key,
        hide_index=True,
        num_rows="fixed",
        disabled=[_ROW, _WRONG],
        height=table_height(len(rows), 12),
        alt="Rows to correct",
        column_config={
            _ROW: st.column_config.NumberColumn("Row", format="%d", width="small", pinned=True),
            _WRONG: wide,
            **{str(p): st.column_config.TextColumn(shown.table.headers[p]) for p in places},
        },
    )
    typed = _typed(upload)
    for line, number in enumerate(numbers):
        for place in places:
            text = edited.iloc[line][str(place)]
            text = "" if text is None or pd.isna(text) else str(text)
            if text == base.iloc[line][str(place)]:
                typed.pop((tab, number, place), None)
            else:
                typed[(tab, number, place)] = text
    _keep(upload, typed)


def _with_typed(
    upload: Upload,
    base: pd.DataFrame,
    key: str,
    tab: str,
    numbers: Sequence[int],
    places: Iterable[int],
) -> pd.DataFrame:
    """The rows with what was typed into them before this editor was drawn for the first time.

    As long as the editor stays on screen its rows must not change under it: it would
    forget what it holds.
    """
    if state.value(key) is None or state.remembered(_MOUNTED, ("", {}))[0] != key:
        state.remember(_MOUNTED, (key, _typed(upload)))
    before: Typed = state.remembered(_MOUNTED)[1]
    frame = base.copy()
    lines = {number: line for line, number in enumerate(numbers)}
    wanted = set(places)
    for (sheet, row, place), text in before.items():
        if sheet == tab and row in lines and place in wanted:
            frame.loc[lines[row], str(place)] = text
    return frame


def _typed(upload: Upload) -> Typed:
    return dict(state.remembered(_TYPED, {}).get(upload.digest, {}))


def _keep(upload: Upload, typed: Typed) -> None:
    # One file at a time: what was typed into another one is gone with it.
    state.remember(_TYPED, {upload.digest: typed})


def _apply_button(upload: Upload, cells: Cells) -> None:
    tables = cached.dataset(upload).reading.tables
    made = []
    for (tab, row, place), text in _typed(upload).items():
        table = next((each for each in tables if each.holds(tab, row)), None)
        if table is not None and place in table.headers:
            made.append(cells.correction(table, row, place, text))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            f"Apply {wording.count(len(made), 'correction')}" if made else "Apply corrections",
            key="apply_corrections",
            type=frame.leading() if made else "secondary",
            disabled=not made,
            on_click=_correct,
            args=(upload, made),
        )
        remark(
            "Typed, not applied yet."
            if made
            else "Type over a cell, then apply: the rows are checked again at once."
        )


def _correct(upload: Upload, made: Sequence[Correction]) -> None:
    _keep(upload, {})
    state.correct(upload, state.history(upload).stepped(made))


def history_bar(upload: Upload) -> None:
    """One step back, one forward, or all corrections discarded."""
    steps = state.history(upload)
    if not (steps.now or steps.past or steps.future):
        return
    with st.container(horizontal=True):
        for label, icon, act, possible in (
            ("Undo", ":material/undo:", History.undone, bool(steps.past)),
            ("Redo", ":material/redo:", History.redone, bool(steps.future)),
            (
                "Discard all corrections",
                ":material/delete:",
                History.discarded,
                bool(steps.now),
            ),
        ):
            st.button(
                label,
                key=f"step_{act.__name__}",
                icon=icon,
                on_click=_step,
                args=(upload, act),
                disabled=not possible,
            )


def _step(upload: Upload, act: Callable[[History], History]) -> None:
    state.correct(upload, act(state.history(upload)))


def short(parts: object) -> str:
    """A name for a widget that shows exactly this."""
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]
