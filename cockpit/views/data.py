"""Data: what was read, what must be fixed, what it can answer, what changed, where it is from."""

from __future__ import annotations

import streamlit as st

from cockpit import cached, frame, state, wording
from cockpit.assessment import changes, facts
from cockpit.assessment.answers import data_answer
from cockpit.assessment.evidence_rows import hidden_words
from cockpit.assessment.full_cost import full_cost
from cockpit.inventory.capabilities import Answer, capabilities
from cockpit.inventory.contract import SHEETS
from cockpit.inventory.reading import Issue, Reading, Severity
from cockpit.inventory.rules import rules_in_force
from cockpit.views import data_tables as tables
from cockpit.views import data_upload as upload
from cockpit.views.parts import Loaded, csv_download, finding, load, remark, table_height, tabled
from scenarios.portfolio import ValueBasis
from scenarios.results import SimulationResult
from scenarios.world import effective_drivers

_ALL = "all"
_MOST_ROWS = 300
_MONEY = ("Full cost a year", "Captured NPV, base case")
_SHARES = ("Captured ROI, base case", "P(ROI ≥ hurdle)")


def page() -> None:
    """The whole page, top to bottom."""
    loaded = load()
    reading = loaded.data.reading
    if loaded.unreadable:
        frame.heading("data", loaded.unreadable)
        upload.controls(loaded)
        return
    total = [sum(getattr(c, name) for c in reading.counts) for name in ("accepted", "rejected")]
    frame.heading("data", data_answer(loaded.data.name, len(loaded.inventory.initiatives), *total))
    refused = upload.refused()
    if refused is not None:
        _refused(refused)
    left, right = st.columns([2, 3], gap="large")
    with left:
        upload.controls(loaded)
    with right:
        finding("What was read of each sheet")
        counts, formats = tables.counts_table(reading)
        tabled(counts, "rows_by_sheet", loaded.stamp_line, formats)
        for note in reading.notes:
            remark(note)
    _issues(loaded)
    _rejected(loaded)
    _capabilities(loaded)
    _changed(loaded)
    _provenance(loaded)
    _rules(loaded)
    _documentation()
    frame.footer(loaded.result)


def _refused(reading: Reading) -> None:
    """A file that could not be read as a whole; the data before it stays in use."""
    st.error(
        wording.escape_markdown(
            data_answer(reading.name, None, 0, 0)
            + "".join(f" {issue.problem} {issue.remedy}" for issue in reading.issues[:3])
        )
    )


def _issues(loaded: Loaded) -> None:
    reading = loaded.data.reading
    errors, warnings = len(reading.errors), len(reading.warnings)
    if not reading.issues:
        finding("Nothing to fix: every cell could be read")
        return
    rows_out = wording.count(len(reading.rejected), "row")
    kept_out = f"{wording.count(errors, 'error')}, {rows_out} kept out"
    finding(
        f"What to fix: {kept_out if errors else 'no row is kept out'}, "
        f"{wording.count(warnings, 'warning')}"
    )
    causes = tables.causes_table(reading.issues)
    frame.table(
        causes,
        {"Count": tables.whole},
        height=table_height(len(causes), 6),
        alt="Problems by cause",
    )
    shown = _filtered(reading)
    rows = tables.issues_table(shown)
    wide = st.column_config.TextColumn(width="large")
    frame.table(
        rows,
        {"Row": tables.whole},
        height=table_height(len(rows)),
        alt="Every problem",
        column_config={"Problem": wide, "What to do": wide},
    )
    with st.container(horizontal=True):
        csv_download(tables.issues_table(reading.issues), "issues", loaded.stamp_line)
        frame.download(
            "JSON",
            lambda: tables.issues_json(reading, loaded.stamp_line),
            "issues.json",
            key="json_issues",
            mime="application/json",
        )


def _filtered(reading: Reading) -> list[Issue]:
    """The issues of the severity and sheet that are chosen above the table."""
    sheets = sorted({issue.sheet for issue in reading.issues})
    left, right, _ = st.columns([1, 1, 2])
    with left:
        severity = st.segmented_control(
            "Severity",
            [_ALL, *(each.value for each in Severity)],
            default=_ALL,
            required=True,
            key="issues_severity",
            format_func=str.capitalize,
        )
    with right:
        sheet = st.selectbox(
            "Sheet", [_ALL, *sheets], key="issues_sheet", format_func=lambda name: name or "file"
        )
    return [
        issue
        for issue in reading.issues
        if severity in (_ALL, issue.severity.value) and sheet in (_ALL, issue.sheet)
    ]


def _rejected(loaded: Loaded) -> None:
    rejected = loaded.data.reading.rejected
    if not rejected:
        return
    finding(f"{wording.count(len(rejected), 'row')} kept out, as they stand in the file")
    for place, sheet in enumerate(dict.fromkeys(row.sheet for row in rejected), start=1):
        rows = tables.rejected_table([row for row in rejected if row.sheet == sheet])
        remark(f"{sheet}: {wording.count(len(rows), 'row')}")
        tabled(rows, f"rejected_rows_{place}", loaded.stamp_line)


def _capabilities(loaded: Loaded) -> None:
    found = capabilities(loaded.inventory)
    counts = {answer: sum(each.answer is answer for each in found) for answer in Answer}
    finding(
        f"Of {wording.count(len(found), 'question')}, this file answers {counts[Answer.YES]} in "
        f"full, {counts[Answer.PARTLY]} in part and {counts[Answer.NO]} not at all"
    )
    tabled(tables.capabilities_table(found), "capabilities", loaded.stamp_line)


def _changed(loaded: Loaded) -> None:
    before = state.previous_upload()
    if before is None:
        finding("What changed since the previous upload: there is none yet")
        remark(
            "Upload a corrected or newer workbook, and every added, removed and changed row "
            "stands here, with its effect on the headline figures."
        )
        return
    old = cached.dataset(before)
    assert old.reading.inventory is not None
    smallest = round(loaded.case.thresholds["smallest_group"])
    earlier, later, left_out = facts.comparable(old.reading.inventory, loaded.inventory, smallest)
    found = changes.changes(earlier, later)
    kinds = changes.count_by_kind(found)
    said = ", ".join(
        f"{count:,} {'cells' if kind == 'changed' else 'rows'} {kind}"
        for kind, count in kinds.items()
    )
    finding(f"Since {old.name}: {said}")
    left, right = st.columns([2, 3], gap="large")
    with left:
        _effect(loaded, old)
    with right:
        rows = tables.changes_table(found[:_MOST_ROWS])
        tabled(rows, "changes", loaded.stamp_line, exported=tables.changes_export(found))
        if len(found) > _MOST_ROWS:
            remark(f"The first {_MOST_ROWS} of {len(found):,} differences; all are in the CSV.")
        if left_out:
            remark(hidden_words(left_out))


def _effect(loaded: Loaded, old: cached.Dataset) -> None:
    """Headline figures before and now."""
    chosen = state.choice()
    try:
        result = cached.result(old, chosen.now.scenario(old.portfolio), chosen.draws, chosen.seed)
    except ValueError:
        result = None
    before, now = _figures(old, result), _figures(loaded.data, loaded.result)
    if old.portfolio.currency != loaded.portfolio.currency:
        before = {name: None if name in _MONEY else value for name, value in before.items()}
        remark("The two files state different currencies; their amounts are not compared.")
    tabled(
        tables.figures_table(before, now, _SHARES),
        "effect_on_figures",
        loaded.stamp_line,
        exported=tables.figures_export(before, now),
    )


def _figures(data: cached.Dataset, result: SimulationResult | None) -> dict[str, float | None]:
    """Headline figures of one data set; ``None`` where it has no answer."""
    outcome = result.portfolio.outcomes.get(ValueBasis.CAPTURED) if result else None
    values = (
        full_cost(data.portfolio).recurring,
        outcome.npv.base if outcome else None,
        outcome.roi.base if outcome else None,
        outcome.p_roi_hurdle.value if outcome else None,
        float(len(data.portfolio.initiatives)),
    )
    return dict(zip((*_MONEY, *_SHARES, "Initiatives"), values, strict=True))


def _provenance(loaded: Loaded) -> None:
    left, right = st.columns([2, 3], gap="large")
    with left:
        finding("Where the figures come from")
        rows = tables.provenance_table(loaded.inventory, loaded.data.reading, loaded.portfolio)
        tabled(rows, "provenance", loaded.stamp_line)
    with right:
        portfolio = loaded.portfolio
        drivers = effective_drivers(portfolio.vendors, portfolio.drivers)
        assumptions = tables.assumptions_table(drivers, portfolio.as_of)
        stated = int((assumptions["Stated"] == "by you").sum())
        finding(
            f"{stated} of {wording.count(len(assumptions), 'assumption')} in use are stated "
            "by you; the rest are defaults of the tool"
        )
        tabled(
            assumptions,
            "assumptions",
            loaded.stamp_line,
            exported=tables.assumptions_export(drivers, portfolio.as_of),
        )


def _rules(loaded: Loaded) -> None:
    """Weights, widths and powers of the scenario on screen, which turn rows into figures."""
    with st.expander("Rules in force", key="rules", on_change="rerun") as folder:
        if folder.open:
            rows = tables.rules_table(rules_in_force(loaded.scenario))
            # Rules are sentences of up to three lines; rows as high as that show them whole.
            st.dataframe(
                rows,
                hide_index=True,
                height=520,
                row_height=64,
                alt="Rules that turn rows into figures",
                column_config={
                    "About": st.column_config.TextColumn(width=145),
                    "Rule": st.column_config.TextColumn(width=740),
                    "Value": st.column_config.TextColumn(width=185),
                    "Set by": st.column_config.TextColumn(width=130),
                },
            )
            csv_download(rows, "rules_in_force", loaded.stamp_line)


def _documentation() -> None:
    with st.expander(
        "Every column of the workbook, and what it means", key="documentation", on_change="rerun"
    ) as folder:
        if folder.open:
            name = st.selectbox(
                "Sheet to explain",
                tuple(SHEETS),
                format_func=lambda key: SHEETS[key].title,
                key="documented_sheet",
            )
            st.caption(SHEETS[name].help)
            frame.table(tables.columns_table(name), height=420)


page()
