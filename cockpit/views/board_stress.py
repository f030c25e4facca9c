"""Below question 3: cash in the worst stress, break-evens, and the map where ROI flips."""

from __future__ import annotations

import streamlit as st

from cockpit import cached, frame, wording
from cockpit.assessment.board.stress_depth import StressDepth
from cockpit.assessment.board.stresses import stressed
from cockpit.charts.board import flips
from cockpit.charts.cash_fan import cash_fan
from cockpit.views.chart_files import chart
from cockpit.views.parts import Loaded, finding, remark, tabled
from scenarios.portfolio import ValueBasis
from scenarios.presets import PRESETS


def depth(loaded: Loaded) -> None:
    """What takes more simulations than a card should wait for; shown with its progress."""
    if loaded.case.result() is None:
        remark(f"Nothing can be simulated: {loaded.case.why_no_result()}")
        return
    _fan(loaded)
    bar = st.progress(0.0, "Break-evens and map")

    def tell(share: float, what: str) -> None:
        bar.progress(share, what)

    found = cached.depth(loaded.data, loaded.case.seed, tell)
    bar.empty()
    _break_evens(loaded, found)
    _map(loaded, found)
    remark(found.remark)


def _fan(loaded: Loaded) -> None:
    """Cumulative cash under the worst single stress over that of the base."""
    found = stressed(loaded.case)
    worst = found.worst if found else None
    if found is None or worst is None:
        return
    now = loaded.case.result(worst.key)
    figure = now and cash_fan(now, found.base, ValueBasis.CAPTURED, frame.colours(), "base case")
    if figure:
        said = f"Cash under {PRESETS[worst.key].name.lower()}, the worst single stress"
        finding(said)
        chart(figure, "chart_worst_stress_cash", said, loaded.base_stamp_line)


def _break_evens(loaded: Loaded, found: StressDepth) -> None:
    finding("How far each may move before the hurdle is missed")
    table = found.break_evens
    tabled(
        table.drop(columns="Break-even"),
        "Q3_break_evens",
        loaded.base_stamp_line,
        exported=table,
        in_dialog=True,
    )


def _map(loaded: Loaded, found: StressDepth) -> None:
    known = found.flip_map[found.flip_map["Hurdle earned"] != "n/a"]
    earned = int((known["Hurdle earned"] == "yes").sum())
    said = f"Usage and price together: the hurdle is earned in {earned} of {len(known)} cases"
    finding(said)
    figure = flips(found.flip_map, frame.colours())
    if figure is not None:
        chart(figure, "chart_usage_and_price", said, loaded.base_stamp_line)
    remark(
        "In each cell the chance to earn the hurdle. Filled: the median ROI earns it. "
        "Framed: today."
    )
    words = {"P(ROI ≥ hurdle)": wording.chance, "ROI P50": wording.percent}
    tabled(found.flip_map, "Q3_flip_map", loaded.base_stamp_line, words, in_dialog=True)
