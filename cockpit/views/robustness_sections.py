"""Below the fold, one section at a time: each is worked out when it is opened."""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Callable, Collection

import streamlit as st

from cockpit import filters, frame, theme, wording
from cockpit.assessment.robustness import flips, futures, shocks, swings, words
from cockpit.assessment.robustness.break_evens import LEVERS
from cockpit.charts.bars import Bar, ranked_bars
from cockpit.charts.cells import Cell, cell_grid
from cockpit.charts.robustness_more import trade_off
from cockpit.lever_specs import SPECS
from cockpit.views import robustness_fold, robustness_uncertain
from cockpit.views import robustness_stress as stress
from cockpit.views.answer_parts import formats_of
from cockpit.views.chart_files import chart
from cockpit.views.kept import kept
from cockpit.views.method_parts import explained
from cockpit.views.parts import remark, table_height, tabled
from cockpit.views.robustness_asked import Asked
from cockpit.views.working import BrokenOff
from scenarios.reverse_stress import Break

_FIRST_PAIR = ("usage", "price_change")


def two_levers(asked: Asked) -> None:
    """The flip map of any two levers."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        column = _lever("Across", _FIRST_PAIR[0])
        row = _lever("Down", _FIRST_PAIR[1])
    if column == row:
        remark("Choose two different levers.")
        return
    found = asked.flip_map(column, row)
    told = flips.cells(found, asked.loaded.portfolio, asked.loaded.scenario)
    said = flips.sentence(found, told)
    explained(said, "flip_map")
    if not flips.answered(told):
        remark(
            "Off the place where both stand, ROI has no answer on this basis: the workbook does "
            "not state how cost or benefit follows these levers. Choose two levers that have a "
            "break-even above."
        )
        return
    cells = [
        Cell(
            cell.row,
            cell.column,
            wording.chance(cell.chance),
            1.0 if cell.holds else 0.0,
            bad=cell.holds is False,
            marked=cell.stands,
        )
        for cell in told
    ]
    chart(
        cell_grid(
            cells,
            frame.colours(),
            f"{said}. In each cell the chance to earn the hurdle.",
            step=30,
            title=words.lever_title(column),
            row_title=words.lever_title(row),
            text_size=theme.PROJECTED,
        ),
        "chart_flip_map",
        said,
        asked.stamp,
        note=(
            "In each cell the chance to earn the hurdle. Filled: the median ROI earns it. Framed: "
            "where both stand now."
        ),
    )
    table = flips.table(found, told)
    tabled(table, "robustness_map", asked.stamp, formats_of(table))


def _lever(label: str, first: str) -> str:
    offered = {SPECS[name].key if name in SPECS else name: name for name in LEVERS}
    asked = kept(label.casefold(), offered, first, f"robustness_map_{label}")
    return st.selectbox(
        label,
        LEVERS,
        index=LEVERS.index(asked.value),
        format_func=words.lever_title,
        width=320,
        key=asked.key,
        on_change=asked.change,
    )


def joint_move(asked: Asked) -> None:
    """Reverse stress: the smallest joint move of drivers, and of levers."""
    explained("The smallest joint move that breaks the hurdle", "reverse_stress")
    left, right = st.columns(2, gap="large")
    for place, title, of_levers in (
        (left, "Of the uncertain drivers, by what is likely", False),
        (right, "Of the levers, by what the presets span", True),
    ):
        with place:
            st.markdown(f"**{title}**")
            _shock(asked, of_levers=of_levers)


def _shock(asked: Asked, *, of_levers: bool) -> None:
    found = asked.reverse_stress(levers=of_levers)
    if found is None:
        remark("It cannot be answered: somewhere on the way ROI has no answer on this basis.")
        return
    st.markdown(wording.escape_markdown(shocks.sentence(found)))
    if found.verdict is Break.BREAKS:
        remark(shocks.distance_words(found))
        bars = [
            Bar(
                shocks.move_title(found, move),
                abs(move.units),
                abs(move.units),
                shocks.move_words(found, move),
            )
            for move in shocks.named_moves(found)
        ]
        said = "; ".join(f"{bar.name} {bar.text}" for bar in bars)
        alt_text = f"Moves in standardised units: {said}."
        chart(
            ranked_bars(bars, frame.colours(), alt_text, text_size=theme.PROJECTED),
            f"chart_shock_of_{found.kind}",
            shocks.distance_words(found),
            asked.stamp,
        )
        table = shocks.table(found)
        name = f"robustness_shock_of_{found.kind}"
        height = table_height(len(table), 5)
        tabled(table, name, asked.stamp, _shock_formats(), height=height)
    if said := shocks.left_out_words(found):
        remark(said)


def _shock_formats() -> dict[str, frame.Format]:
    return {
        "Standard deviations": lambda v: wording.number(v, 2, signed=True),
        "Share of the way": lambda v: wording.percent(v, signed=True),
        "Percentile": wording.percent,
    }


def failing_futures(asked: Asked) -> None:
    """Scenario discovery: boxes in plain words and their trade-off curve."""
    found = asked.discovery()
    explained(futures.sentence(found), "discovery")
    for sentence in futures.told(found):
        st.markdown(wording.escape_markdown(sentence))
    remark(futures.took_part(found))
    if not found.boxes:
        return
    left, right = st.columns(2, gap="large")
    steps = futures.trade_off(found)
    usual = wording.percent(found.failures)
    with left:
        alt_text = f"Coverage against density of {wording.count(len(steps), 'box', 'boxes')}."
        chart(
            trade_off(steps, found.failures, alt_text, frame.colours()),
            "chart_failing_futures",
            futures.sentence(found),
            asked.stamp,
            note=(
                "Each dot is a tighter box than the last. Up: more of the box fails. Right: more "
                f"of all failures lie in it. Dashed: {usual} of all draws fail."
            ),
        )
    with right:
        limits = futures.limits_table(found)
        tabled(limits, "robustness_boxes", asked.stamp, _box_formats(limits.columns))
        tabled(
            steps, "robustness_trade_off", asked.stamp, _box_formats(steps.columns),
            height=230,
        )  # fmt: skip


def _box_formats(columns: Collection[str]) -> dict[str, frame.Format]:
    chances = ("Chance that the limit does nothing",)
    shares = (
        "Coverage of the box", "Density of the box", "Share of the draws", "Coverage", "Density",
    )  # fmt: skip
    formats: dict[str, frame.Format] = dict.fromkeys(shares, wording.percent)
    formats |= dict.fromkeys(chances, wording.chance)
    return {name: words_of for name, words_of in formats.items() if name in columns}


def as_tables(asked: Asked) -> None:
    """Break-evens and swings in figures."""
    robustness_fold.everything(asked)
    for name, of_levers in (("drivers", False), ("levers", True)):
        found = asked.tornado(levers=of_levers)
        if found is None:
            continue
        explained(f"Swings of the {name}", "tornado", f"_{name}")
        table = swings.table(found)
        scale = wording.scale_of_table(table["NPV"])
        money = f"NPV ({scale.unit(asked.loaded.portfolio.currency)})"
        formats: dict[str, frame.Format] = {
            "ROI": wording.percent,
            money: functools.partial(wording.amount, scale=scale),
        }
        shown = table.rename(columns={"NPV": money})
        stamp = asked.stamp
        tabled(shown, f"robustness_swings_{name}", stamp, formats, exported=table)


SECTIONS: dict[str, Callable[[Asked], None]] = {
    "Two levers": two_levers,
    "Smallest joint move": joint_move,
    "Futures that fail": failing_futures,
    "Regret": stress.regrets,
    "Stress by stress": stress.stresses,
    "What makes it uncertain": robustness_uncertain.uncertain,
    "Enough draws?": robustness_uncertain.enough,
    "As tables": as_tables,
}


def chosen(asked: Asked) -> None:
    """The section that is chosen; the others are not worked out.

    No fragment: a click in one could not break off what it works out.
    """
    first = next(iter(SECTIONS))
    section = kept("section", filters.codes(SECTIONS), first, "robustness_section")
    name = st.segmented_control(
        "Section",
        list(SECTIONS),
        default=section.value,
        required=True,
        label_visibility="collapsed",
        key=section.key,
        on_change=section.change,
    )
    with contextlib.suppress(BrokenOff):  # the section says so where its progress stood
        SECTIONS[name or first](asked)
