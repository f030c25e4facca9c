"""Lower part of the page: who and what the money went to, what is unmatched, and the files."""

from __future__ import annotations

import functools
from collections.abc import Callable

import pandas as pd
import streamlit as st

from cockpit import export, frame, wording
from cockpit.actuals.amounts import as_float
from cockpit.actuals.files import (
    UNCLASSIFIED,
    UNMATCHED,
    Table,
    costs_sheet,
    excluded_table,
    lines_table,
    tie_out_table,
)
from cockpit.actuals.lines import ActualCosts, ActualLine
from cockpit.charts.actual_cost import month_label
from cockpit.charts.bars import Bar, ranked_bars
from cockpit.views.actual_cost_store import Booked
from cockpit.views.chart_files import chart
from cockpit.views.parts import finding, remark, tabled
from scenarios.portfolio import CostLayer

_MOST_BARS = 12


def tie_out(found: Booked, stamp_line: str) -> None:
    """Every row and every cent in one place, and what does not count."""
    tie = found.actual.tie_out
    finding(
        f"{wording.count(tie.rows_read, 'row')}: {wording.whole(tie.rows_used)} in cost lines, "
        f"{wording.whole(tie.rows_excluded)} excluded, {wording.whole(tie.rows_unreadable)} not "
        f"readable; {tie.verdict}"
    )
    names, rows = tie_out_table(found.actual)
    shown = pd.DataFrame(rows, columns=[name.capitalize() for name in names])
    money = {name.capitalize(): _figure for name in names[2:]}
    tabled(shown, "tie_out", stamp_line, money)
    if found.actual.excluded:
        finding("What does not count, and why")
        names, rows = excluded_table(found.actual)
        frame_ = pd.DataFrame(rows, columns=[name.capitalize() for name in names])
        tabled(frame_, "not_counted", stamp_line, dict.fromkeys(frame_.columns[2:4], _figure))
    for note in found.actual.notes:
        remark(note)


def _figure(value: float) -> str:
    return wording.number(value, 0 if round(value, 2) == round(value) else 2)


def by_month(found: Booked, stamp_line: str) -> None:
    """Months by layer."""
    actual = found.actual
    table = _pivot(actual, lambda line: line.key.layer.title if line.key.layer else UNCLASSIFIED)
    order = [layer.title for layer in CostLayer if layer.title in table.index]
    order += [UNCLASSIFIED] if UNCLASSIFIED in table.index else []
    finding(f"Actual cost by layer and month, {wording.code(actual.currency)}")
    _shown(table.reindex(order), "Layer", "actual_by_layer", stamp_line)
    if actual.booked_ahead:
        remark(
            f"{wording.money(as_float(actual.booked_ahead), actual.currency)} falls in "
            "months after those that the exports cover: paid ahead, spread over its period, and "
            "not in the headline."
        )
    if actual.booked_before:
        remark(
            f"{wording.money(as_float(actual.booked_before), actual.currency)} falls in "
            f"months before {month_label(actual.first_month)}, the first that the exports cover: "
            "it is in no comparison and not in the headline."
        )


def by_initiative(found: Booked, stamp_line: str) -> None:
    """Initiatives by amount, what nobody claims last."""
    actual = found.actual
    names = found.setting.initiatives

    def owner(line: ActualLine) -> str:
        id_ = line.key.initiative
        if id_ is None:
            return UNMATCHED
        return f"{id_} {names[id_]}" if id_ in names and names[id_] != id_ else id_

    table = _pivot(actual, owner)
    table = table.loc[table.sum(axis=1).sort_values(ascending=False).index]
    sums = table.sum(axis=1)
    drawn = sums.head(_MOST_BARS)
    scale = wording.scale_for(drawn)
    unit = scale.unit(actual.currency)
    bars = [
        Bar(
            wording.shorten(str(name), 36),
            max(float(amount), 0.0),
            0.0 if name == UNMATCHED else max(float(amount), 0.0),
            wording.amount(float(amount), scale),
        )
        for name, amount in drawn.items()
    ]
    top = str(sums.index[0])
    share = float(sums.iloc[0]) / as_float(actual.total) if actual.total else None
    finding(f"The largest part is {top}: {wording.percent(share)}")
    chart(
        ranked_bars(
            bars,
            frame.colours(),
            f"Actual cost by initiative, {unit}: "
            + "; ".join(f"{bar.name} {bar.text}" for bar in bars),
        ),
        "chart_actual_by_initiative",
        f"Actual cost by initiative, {unit}: the largest part is {top}",
        stamp_line,
        note=f"{unit}, all months together.",
    )
    with st.expander("By initiative and month"):
        _shown(table, "Initiative", "actual_by_initiative", stamp_line)


def unmatched(found: Booked, stamp_line: str) -> None:
    """Spend without an initiative or without a layer, largest first."""
    actual = found.actual
    open_lines = [
        line for line in actual.lines if line.key.initiative is None or line.key.layer is None
    ]
    if not actual.lines:
        return
    if not open_lines:
        finding("Every charge has an initiative and a layer")
        return
    amount = as_float(sum(line.amount for line in open_lines))
    finding(
        f"{wording.money(amount, actual.currency)} has no initiative or no layer; it is spread "
        "over nobody"
    )
    rows: dict[tuple[str, str, str, str], float] = {}
    for line in open_lines:
        key = (
            line.key.provider or wording.NA,
            line.key.service or wording.NA,
            line.key.initiative or UNMATCHED,
            line.key.layer.title if line.key.layer else UNCLASSIFIED,
        )
        rows[key] = rows.get(key, 0.0) + as_float(line.amount)
    table = pd.DataFrame(
        [(*key, value) for key, value in sorted(rows.items(), key=lambda item: -item[1])],
        columns=["Provider", "Service", "Initiative", "Layer", "Amount"],
    )
    money = f"Amount, {wording.code(actual.currency)}".removesuffix(", ")
    shown = table.rename(columns={"Amount": money})
    tabled(shown, "unmatched_spend", stamp_line, {money: wording.number}, exported=table)
    remark("Add a rule or a tag to match it; SHARED is for what all initiatives bear.")


def files(found: Booked, stamp_line: str) -> None:
    """Monthly lines, and rows for the Costs sheet of the workbook."""
    actual = found.actual
    finding("Take it along")
    months = sorted({line.key.month for line in actual.lines})
    whole = [month for month in months if month <= actual.last_whole_month]
    picked = st.multiselect(
        "Months on which the run rate rests", whole, default=whole[-3:], format_func=month_label,
        key="cost_run_rate",
    )  # fmt: skip
    with st.container(horizontal=True):
        _download("Monthly cost lines", lines_table(actual), "actual_costs.csv", stamp_line)
        said: tuple[str, ...] = ()
        if picked:
            sheet, said = costs_sheet(actual, picked)
            _download("Rows for the Costs sheet", sheet, "costs_sheet.csv", stamp_line)
    for sentence in said:
        remark(sentence)
    remark(
        "The rows for the Costs sheet carry evidence “actual”; replace the estimates of the same "
        "cost by them, so that nothing counts twice."
    )


def _download(label: str, table: Table, name: str, stamp_line: str) -> None:
    columns, rows = table
    frame.download(
        label,
        functools.partial(export.to_csv, columns, rows, stamp_line),
        name,
        key=f"costs_{name}",
    )


def _pivot(actual: ActualCosts, key: Callable[[ActualLine], str]) -> pd.DataFrame:
    """Sums by key (rows) and month (columns); a month without a charge is missing."""
    sums: dict[tuple[str, str], int] = {}
    for line in actual.lines:
        place = (key(line), line.key.month)
        sums[place] = sums.get(place, 0) + line.amount
    months = sorted({month for _, month in sums})
    names = list(dict.fromkeys(name for name, _ in sums))
    return pd.DataFrame(
        [[as_float(sums[n, m]) if (n, m) in sums else None for m in months] for n in names],
        index=names,
        columns=[month_label(month) for month in months],
        dtype="float64",
    )


def _shown(table: pd.DataFrame, title: str, name: str, stamp_line: str) -> None:
    full = table.assign(Sum=table.sum(axis=1)).rename_axis(title).reset_index()
    formats = {column: lambda value: f"{wording.number(value)}" for column in full.columns[1:]}
    tabled(full, name, stamp_line, formats)
