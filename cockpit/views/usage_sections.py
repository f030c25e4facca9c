"""Sections of the usage page: months by model, the sheet beside the log, labels, notes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from cockpit import filters, frame, state, wording
from cockpit.charts.usage import MOST_LINES, usage_lines
from cockpit.inventory.contract import SHEETS
from cockpit.usage.compared import Comparison, Stated, requests_of, whole_months
from cockpit.usage.matching import NOWHERE, Matched, MatchRule
from cockpit.usage.sums import UsageLog, UsageSum
from cockpit.views import usage_session as session
from cockpit.views.chart_files import chart
from cockpit.views.kept import kept
from cockpit.views.parts import Loaded, csv_download, finding, remark, table_height, tabled
from cockpit.views.usage_upload import mark_of, problems_of

_MEASURES = ("Requests", "Input tokens", "Output tokens")
_OWN, _NONE = "by its name", "belongs to none"
_MOST_LABELS = 300


def size(number: float | None) -> str:
    """A count in k, m or bn with one decimal: ``1.7 m``."""
    if number is None:
        return wording.NA
    scale = wording.scale_for([number])
    return wording.GAP.join(
        part for part in (wording.in_scale(number, scale), scale.suffix) if part
    )


def month_words(month: str) -> str:
    """``2026-10`` as ``Oct 2026``."""
    day = wording.day(pd.Timestamp(f"{month}-01").date())
    return day.split(wording.GAP, 1)[1]


def answer_without_log(sheet: Sequence[Stated]) -> str:
    """What the sheet says as long as there is no log."""
    asked = [each for each in sheet if each.monthly_requests is not None]
    mixed = [each for each in asked if each.tokens_in is not None and each.tokens_out is not None]
    if not asked:
        return (
            "No usage log is loaded, and the Initiatives sheet states no monthly requests: what "
            "is asked of which model cannot be answered."
        )
    total = size(sum(each.monthly_requests or 0 for each in asked))
    return (
        f"No usage log is loaded. The Initiatives sheet states {total} requests a month for "
        f"{wording.count(len(asked), 'initiative')}, with tokens for {len(mixed)} of them."
    )


def answer(log: UsageLog, matched: Matched, initiatives: int) -> str:
    """The last whole month in a sentence: requests, models, tokens, and what has no owner."""
    if not log.sums:
        return "No line of the usage log could be counted; the reasons stand below."
    whole = whole_months(log)
    month = whole[-1] if whole else log.months[-1]
    sums = [each for each in log.sums if each.month == month]
    asked = requests_of(sums)
    models = len({each.model for each in sums})
    tokens = sum(each.input + each.output for each in sums)
    counted = "an unstated number of requests"
    if asked is not None:
        counted = f"{size(asked)} {'request' if asked == 1 else 'requests'}"
    said = (
        f"In {month_words(month)}{'' if whole else ' (not a whole month)'}, {counted} to "
        f"{wording.count(models, 'model')} took {size(tokens)} tokens, for "
        f"{wording.count(initiatives, 'initiative')} of the inventory"
    )
    lost = [each for each in matched.unmatched if each.month == month]
    share = sum(each.input + each.output for each in lost) / tokens if tokens else 0.0
    if lost and tokens:
        return f"{said}; {wording.percent(share, decimals=1)} of the tokens belong to none."
    return f"{said}."


def months(loaded: Loaded, log: UsageLog) -> None:
    """The chart, and the sums behind it as a download."""
    if not log.sums:
        return
    asked = kept("measure", filters.codes(_MEASURES), _MEASURES[0], "usage_measure")
    measure = st.segmented_control(
        "Measure", _MEASURES, default=asked.value, required=True, key=asked.key,
        on_change=asked.change, label_visibility="collapsed",
    )  # fmt: skip
    table = monthly(log.sums)
    if measure == _MEASURES[0] and any(each.uncounted for each in log.sums):
        remark("Some lines do not state how many requests they hold; those are not in the chart.")
    wide = table.pivot_table(
        index="Model", columns="Month", values=measure, aggfunc="sum", fill_value=0
    ).astype(float)
    ordered = wide.loc[wide.sum(axis=1).sort_values(ascending=False, kind="stable").index]
    shown = {str(name): list(values) for name, values in ordered.head(MOST_LINES).iterrows()}
    if len(ordered) > MOST_LINES:
        rest = ordered.iloc[MOST_LINES:]
        shown[f"{len(rest)} others"] = list(rest.sum())
    scale = wording.scale_for([value for values in shown.values() for value in values])
    words = {
        name: f"{wording.shorten(name, 26)} {wording.in_scale(values[-1], scale)}"
        for name, values in shown.items()
    }
    unit = {"": "", "k": "thousands", "m": "millions", "bn": "billions"}[scale.suffix]
    title = f"{measure} a month by model{', ' + unit if unit else ''}"
    chart(
        usage_lines(
            [month_words(month) for month in wide.columns],
            shown,
            frame.colours(),
            title=title,
            words=words,
            divisor=scale.divisor,
        ),
        "chart_usage_by_month",
        title,
        stamp(loaded, log),
        note=(
            f"UTC months, {wording.day(pd.Timestamp(log.first_day).date())} to "
            f"{wording.day(pd.Timestamp(log.last_day).date())}. Cached input is part of input and "
            "counts once."
        ),
    )
    csv_download(table, "usage_by_month_and_model", stamp(loaded, log))


def stamp(loaded: Loaded, log: UsageLog) -> str:
    """What every download of this page is stamped with."""
    return f"{loaded.stamp_line} · {mark_of(log)}"


def monthly(sums: Sequence[UsageSum]) -> pd.DataFrame:
    """Requests, tokens and spend by month, model and currency; blank where not stated."""
    groups: dict[tuple[str, str, str], list[UsageSum]] = {}
    for each in sums:
        groups.setdefault((each.month, each.model, each.currency), []).append(each)
    rows: list[dict[str, Any]] = []
    for (month, model, currency), of in sorted(groups.items()):
        cached_known = all(each.cached_stated == each.measured_lines for each in of)
        rows.append(
            {
                "Month": month,
                "Model": model,
                "Requests": requests_of(of),
                "Input tokens": sum(each.input for each in of),
                "Of which cached": sum(each.cached for each in of) if cached_known else None,
                "Output tokens": sum(each.output for each in of),
                "Requests with tokens": sum(each.measured for each in of),
                "Spend stated": (
                    sum(each.spend for each in of) if any(e.spend_lines for e in of) else None
                ),
                "Currency": currency or None,
            }
        )
    return pd.DataFrame(rows)


def comparison(loaded: Loaded, log: UsageLog, found: Sequence[Comparison]) -> None:
    """What was logged beside what the Initiatives sheet states."""
    if not found:
        finding("No request of the log belongs to an initiative yet")
        remark("Say below which label belongs to which initiative.")
        return
    whole = whole_months(log)
    far = [row for row in found if abs(row.requests_variance or 0.0) > 0.2]
    finding(
        f"{len(far)} of {wording.count(len(found), 'initiative')} are asked over 20 % more or less "
        "than the sheet states"
        if whole
        else "The log holds no whole month, so monthly requests cannot be compared"
    )
    table = comparison_table(found)
    shares = [name for name in table if name.startswith(("Δ", "Growth", "sheet: growth"))]
    counts = [name for name in table.columns[1:] if name not in (*shares, "Cached")]
    frame.table(
        table,
        {
            **dict.fromkeys(counts, wording.number),
            **{name: lambda v: wording.percent(v, signed=True) for name in shares},
            "Cached": wording.percent,
        },
        height=table_height(len(table), 12),
        alt="Usage as logged and as stated",
        column_config={
            "Initiative": st.column_config.TextColumn(width=242),
            **{name: st.column_config.NumberColumn(width=76) for name in table.columns[1:]},
            "sheet: requests": st.column_config.NumberColumn(width=108),
            "sheet: growth": st.column_config.NumberColumn(width=96),
        },
    )
    requests = f"Requests of {month_words(whole[-1])}; tokens" if whole else "Tokens"
    remark(
        f"{requests} of a request over all months; growth a month over the whole months. Δ is the "
        "log over the sheet. Embedding calls are left out. The CSV has the columns of the "
        "Initiatives sheet, to be pasted into it."
    )
    csv_download(as_columns(found), "initiatives_usage_columns", stamp(loaded, log))


def comparison_table(found: Sequence[Comparison]) -> pd.DataFrame:
    """Logged, stated and the difference of each initiative; blank where either is missing."""
    table = pd.DataFrame(
        [
            {
                "Initiative": f"{row.stated.id} · {row.stated.name}",
                "Requests": row.logged.requests,
                "sheet: requests": row.stated.monthly_requests,
                "Δ requests": row.requests_variance,
                "Tokens in": row.logged.tokens_in,
                "sheet: in": row.stated.tokens_in,
                "Δ in": row.tokens_in_variance,
                "Tokens out": row.logged.tokens_out,
                "sheet: out": row.stated.tokens_out,
                "Δ out": row.tokens_out_variance,
                "Cached": row.logged.cached_share,
                "Growth": row.logged.growth,
                "sheet: growth": row.stated.monthly_growth,
            }
            for row in found
        ]
    )
    return table.astype(dict.fromkeys(table.columns[1:], "float64"))


def as_columns(found: Sequence[Comparison]) -> pd.DataFrame:
    """The log as columns of the Initiatives sheet, under its own headers."""
    columns = SHEETS["initiatives"].by_field
    fields = ("id", "name", "monthly_requests", "tokens_in", "tokens_out", "monthly_growth")
    rows = [
        (
            row.stated.id,
            row.stated.name,
            row.logged.requests,
            None if row.logged.tokens_in is None else round(row.logged.tokens_in, 1),
            None if row.logged.tokens_out is None else round(row.logged.tokens_out, 1),
            None if row.logged.growth is None else round(row.logged.growth, 4),
        )
        for row in found
    ]
    return pd.DataFrame(rows, columns=[columns[name].header for name in fields], dtype=object)


def labels(loaded: Loaded, log: UsageLog, matched: Matched) -> None:
    """Which label belongs to which initiative; a person's rule goes before names."""
    table = labels_table(log, matched)
    lost = sum(each.lines for each in matched.unmatched)
    finding(
        f"{wording.count(lost, 'line')} of the log belong to no initiative"
        if lost
        else "Every line of the log belongs to an initiative"
    )
    bare = sum(each.lines for each in matched.unmatched if not each.labels)
    if bare:
        remark(f"{wording.count(bare, 'line')} carry no label at all and stay without one.")
    if matched.torn:
        torn = sum(each.lines for each in matched.torn)
        remark(f"{wording.count(torn, 'line')} name two initiatives and count for none.")
    if table.empty:
        return
    names = {f"{row.id} · {row.name}": row.id for row in session.initiatives(loaded.data)}
    by_id = {identity: name for name, identity in names.items()}
    said = {(rule.kind, rule.label): rule.initiative for rule in session.rules()}
    table["Rule"] = [
        (by_id.get(said[key], _OWN) if said[key] != NOWHERE else _NONE) if key in said else _OWN
        for key in zip(table["Kind"], table["Label"], strict=True)
    ]
    shown = table.head(_MOST_LABELS)
    shown = shown.assign(Now=[by_id.get(home, wording.NA) for home in shown["Now"]])
    edited = st.data_editor(
        shown,
        hide_index=True,
        height=table_height(len(shown), 10),
        disabled=["Kind", "Label", "Requests", "Lost", "Now"],
        key=f"usage_rules_{state.remembered('usage_rules_turn', 0)}",
        column_config={
            "Requests": st.column_config.NumberColumn(format="localized"),
            "Lost": st.column_config.NumberColumn(
                "Of these without an initiative", format="localized"
            ),
            "Now": st.column_config.TextColumn("Belongs to", width=300),
            "Rule": st.column_config.SelectboxColumn(
                "Your rule", options=[_OWN, _NONE, *names], required=True, width="medium"
            ),
        },
    )
    found = [
        MatchRule(kind, label, NOWHERE if rule == _NONE else names[rule])
        for kind, label, rule in zip(edited["Kind"], edited["Label"], edited["Rule"], strict=True)
        if rule != _OWN
    ]
    remark(
        "A label belongs to the initiative whose ID or name it is, unless your rule says "
        "otherwise. The strongest label decides: initiative, tag, team, project, service."
    )
    if set(found) != set(session.rules()):
        session.keep_rules(found)
        state.remember("usage_rules_turn", state.remembered("usage_rules_turn", 0) + 1)
        st.rerun()


def labels_table(log: UsageLog, matched: Matched) -> pd.DataFrame:
    """Every label with its requests, those of most requests without an initiative first."""
    requests: dict[tuple[str, str], int] = {}
    lost: dict[tuple[str, str], int] = {}
    for each in log.sums:
        for label in each.labels:
            requests[label] = requests.get(label, 0) + each.requests
    for each in matched.unmatched:
        for label in each.labels:
            lost[label] = lost.get(label, 0) + each.requests
    ordered = sorted(
        requests, key=lambda label: (label not in lost, -lost.get(label, 0), label[0], label[1])
    )
    return pd.DataFrame(
        [(*label, requests[label], lost.get(label, 0), matched.homes[label]) for label in ordered],
        columns=["Kind", "Label", "Requests", "Lost", "Now"],
    )


def notes(loaded: Loaded, log: UsageLog) -> None:
    """By which rules the log was read, and which lines could not be."""
    unreadable = log.outcome("unreadable")
    if unreadable:
        finding(f"{wording.count(unreadable, 'line')} could not be read and take no part")
        rows = problems_of(log)
        tabled(
            rows, "unreadable_usage_lines", stamp(loaded, log), height=table_height(len(rows), 8)
        )
        if unreadable > len(rows):
            remark(
                f"The first {wording.whole(len(rows))} of {wording.whole(unreadable)} are listed."
            )
    finding("How the log was read")
    with st.container(gap="xxsmall"):
        for sentence in log.notes:
            remark(sentence)
