"""The stability matrix of the page Decisions: each verdict were each preset the base case."""

from __future__ import annotations

import streamlit as st

from cockpit import cached, frame, state, wording
from cockpit.assessment.decisions.cards import DecisionCard
from cockpit.assessment.decisions.matrix import FLIP, matrix_sentence, matrix_table
from cockpit.assessment.decisions.steadiness import verdict_table
from cockpit.inventory.vocabulary import Verdict
from cockpit.views.method_parts import explained
from cockpit.views.parts import Loaded, csv_download, in_currency, remark, table_height
from scenarios.presets import PRESETS

#: Tints that leave text readable in both themes; the words say the same.
_TINTS = {
    Verdict.SCALE.value: "background-color: rgba(0, 114, 178, 0.30)",
    Verdict.STOP.value: "background-color: rgba(213, 94, 0, 0.30)",
}
#: Widths in pixels, with which all columns stand on a laptop.
_NARROW, _WORD = 92, 94
#: Headings that fit their column; the full name is its help, and stands in the download.
_SHORT = {
    "Vendors raise prices": "Prices up",
    "Prices collapse": "Prices fall",
    "Pricier models": "Dear models",
    "Review burden doubles": "Review ×2",
    "Everything at once": "All at once",
}
_FLIPPED = "background-color: rgba(127, 127, 127, 0.18)"


def matrix(loaded: Loaded, cards: tuple[DecisionCard, ...]) -> None:
    """Initiative by preset, in words and tints; flips marked, the share kept at the end."""
    case = loaded.case
    found = cached.analysis(
        "verdict matrix",
        loaded.data,
        PRESETS["base"],
        case.draws,
        case.seed,
        lambda simulator: verdict_table(case, simulator),
        repr(state.choice().thresholds),
    )
    if not found.initiatives:
        return
    explained(matrix_sentence(found), "stability", "_matrix")
    on_screen = next((key for key in found.scenarios if PRESETS[key] == loaded.scenario), None)
    table = matrix_table(found, cards, first=on_screen)
    names = [name for name in table.columns if name in {PRESETS[k].name for k in found.scenarios}]
    scale = wording.scale_of_table(table["Cost a year"])
    shown = frame.one_page(table, "verdict_matrix")
    style = shown.style.map(_tint, subset=names).format(
        {
            "Cost a year": lambda value: wording.amount(value, scale),
            "Share kept": wording.percent,
        },
        na_rep=wording.NA,
    )
    st.dataframe(
        style,
        hide_index=True,
        height=table_height(len(shown), 32),
        placeholder=wording.NA,
        alt="Verdict of each initiative under each preset; an arrow marks another verdict",
        column_config={
            "Cost a year": st.column_config.NumberColumn(
                f"{scale.unit(loaded.portfolio.currency)} a year", width=_NARROW
            ),
            "Share kept": st.column_config.NumberColumn(width=_NARROW),
        }
        | {
            name: st.column_config.TextColumn(_SHORT.get(name, name), help=name, width=_WORD)
            for name in names
        },
    )
    exported = in_currency(loaded, table, "Cost a year")
    csv_download(exported, "decisions_by_preset", loaded.base_stamp_line)
    left_out = len(cards) - len(found.initiatives)
    silent = f" {wording.count(left_out, 'initiative')} cannot be judged." if left_out else ""
    remark(
        "Prices up: vendors raise prices; prices fall: prices collapse; dear models: pricier "
        "models; review ×2: review burden doubles; all at once: everything at once. "
        f"Each column judges as if that preset were the base case. {FLIP.strip()} marks another "
        "verdict than at base; the share kept counts the other presets, which have no "
        "probability. The stress set, evidence layers, share of layer C2 and cost of an accepted "
        f"output stay as today.{silent}"
    )


def _tint(word: str) -> str:
    known = _TINTS.get(word.removeprefix(FLIP))
    return known or (_FLIPPED if word.startswith(FLIP) else "")
