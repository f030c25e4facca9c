"""Sections on the stress set: regret of mixes and initiatives, satisficing, worst cases."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from cockpit import frame, theme, wording
from cockpit.assessment.robustness import regret, satisficing
from cockpit.charts.cells import Cell, cell_grid
from cockpit.rows.robustness import LEVEL, stress_results
from cockpit.views import answer_parts
from cockpit.views.chart_files import chart
from cockpit.views.method_parts import explained
from cockpit.views.parts import remark, tabled
from cockpit.views.robustness_asked import Asked
from scenarios.payoffs import Payoffs
from scenarios.presets import PRESETS


def regrets(asked: Asked) -> None:
    """Regret of mixes under each stress, with minimax regret and maximin."""
    loaded = asked.loaded
    today = regret.today_mix(loaded.inventory.initiatives)
    payoffs = regret.mix_payoffs(asked.stress_worths(), today)
    if payoffs is None:
        remark("No initiative is answered under every stress, so no mix can be compared.")
        return
    currency = loaded.portfolio.currency
    explained(regret.sentence(payoffs, currency), "regret")
    table = regret.matrix(payoffs)
    _regret_grid(table, payoffs, currency, asked.base_stamp)
    st.markdown(wording.escape_markdown(regret.maximin_sentence(payoffs, currency)))
    remark(
        "Regret: what the best mix under that scenario would bring more, mean present value. "
        "Shared cost stays whatever the mix. Stresses have no probability: each weighs alike."
    )
    if unstated := sum(row.stage is None for row in loaded.inventory.initiatives):
        count = wording.count(unstated, "initiative")
        remark(f"{count} without a stage: counted as running today, since the cost is paid.")
    if said := regret.alike(payoffs, currency):
        remark(said)
    remark(
        "Decisions answers another question: which mix fits a budget and has the best mean in the "
        "base case. Regret asks which mix one would rue least, whatever comes; “stop all” may "
        "then be regretted least although many initiatives are worth funding in the base case."
    )
    if payoffs.left_out:
        names = wording.listed(loaded.case.name(id_) for id_ in payoffs.left_out)
        remark(f"Without an answer under some stress, and in no mix: {names}.")
    worst = table[["Mix", *(name for name in table if str(name).startswith(("Great", "Worst")))]]
    _money_table(worst, "robustness_regret", asked, exported=table)


def _regret_grid(table: pd.DataFrame, payoffs: Payoffs, currency: str, stamp: str) -> None:
    """The matrix as cells: the least of each column filled, the greatest of each row in words."""
    stresses = [PRESETS[key].name for key in payoffs.stresses]
    columns = [*stresses, "Greatest regret", "Greatest, single stresses"]
    scale = wording.scale_of_table(table[columns].to_numpy().ravel())
    least = {column: table[column].min() for column in columns}
    rows = table.to_dict("records")
    cells = [
        Cell(
            row["Mix"],
            column,
            wording.amount(row[column], scale),
            1.0 if row[column] == least[column] else 0.0,
            marked=column not in stresses and row[column] == least[column],
        )
        for row in rows
        for column in columns
    ]
    unit = scale.unit(currency)
    said = "; ".join(
        f"{row['Mix']} at most {wording.amount(row['Greatest regret'], scale)}" for row in rows
    )
    chart(
        cell_grid(
            cells,
            frame.colours(),
            f"Regret of each mix in {unit}: {said}.",
            step=30,
            title=f"Regret, {unit}; filled: the least of its column",
            text_size=theme.PROJECTED,
            stacked=True,
        ),
        "chart_regret",
        f"Regret of each mix, {unit}",
        stamp,
    )


def stresses(asked: Asked) -> None:
    """Satisficing and worst cases of the portfolio, then initiative by initiative."""
    loaded, basis = asked.loaded, asked.basis
    results = stress_results(loaded.case)
    if isinstance(results, str):
        remark(results)
        return
    level = loaded.case.thresholds[LEVEL]
    currency = loaded.portfolio.currency
    explained(satisficing.sentence(results, basis, level, currency), "regret", "_stress")
    answer_parts.thresholds(loaded, [LEVEL])
    _money_table(satisficing.portfolio_table(results, basis, level), "robustness_stresses", asked)
    explained("Continue or stop, initiative by initiative, at full cost", "regret", "_each")
    table = satisficing.initiative_table(results, basis, level)
    _money_table(table, "robustness_initiatives", asked)
    remark(
        "Regret of continuing: the most that stopping would have saved under any scenario; of "
        "stopping: the most that continuing would have earned. Most at stake first. “Single” "
        "leaves out everything at once."
    )


#: Headings with which all columns stand on a laptop; the full name is help and download.
_SHORT = {
    "Regret of continuing": "Regret: continue",
    "Regret of stopping": "Regret: stop",
    "Stresses satisfied": "Satisfied",
    "Single stresses satisfied": "Satisfied, single",
    "Least regret, single": "Least, single",
    "NPV, worst 5 % at worst": "Worst 5 %",
}
_SHARES = ("Median ROI", "Stresses satisfied", "Single stresses satisfied")


def _money_table(
    table: pd.DataFrame, name: str, asked: Asked, exported: pd.DataFrame | None = None
) -> None:
    """A table whose numbers are money in one scale, except shares and chances."""
    formats: dict[str, frame.Format] = {
        column: wording.percent for column in _SHARES if column in table
    }
    if "P(ROI ≥ hurdle)" in table:
        formats["P(ROI ≥ hurdle)"] = wording.chance
    numbers = table.select_dtypes("number").columns
    money = [column for column in numbers if column not in formats]
    scale = wording.scale_of_table(table[money].to_numpy(dtype=float).ravel())
    for column in money:
        formats[column] = lambda value: wording.amount(value, scale)
    headings = {
        column: st.column_config.Column(short, help=column)
        for column, short in _SHORT.items()
        if column in table
    }
    stamp = asked.base_stamp
    tabled(table, name, stamp, formats, exported=exported, column_config=headings)
    remark(f"Money in {scale.unit(asked.loaded.portfolio.currency)}, present value.")
