"""What the data in use can answer, where its figures come from, and how it is read."""

from __future__ import annotations

import streamlit as st

from cockpit import frame, state, wording
from cockpit.inventory.capabilities import Answer, capabilities
from cockpit.inventory.contract import SHEETS
from cockpit.inventory.rules import rules_in_force
from cockpit.rows import provenance as sources
from cockpit.state import Pending
from cockpit.views import data_tables as tables
from cockpit.views.parts import Loaded, csv_download, finding, remark, table_height, tabled
from scenarios.world import effective_drivers


def can_answer(loaded: Loaded) -> None:
    """Questions that the file answers, and the columns that unlock the others."""
    found = capabilities(loaded.inventory)
    counts = {answer: sum(each.answer is answer for each in found) for answer in Answer}
    finding(
        f"Of {wording.count(len(found), 'question')}, this file answers {counts[Answer.YES]} in "
        f"full, {counts[Answer.PARTLY]} in part and {counts[Answer.NO]} not at all"
    )
    tabled(tables.capabilities_table(found), "capabilities", loaded.stamp_line)


def columns(loaded: Loaded) -> None:
    """How the columns of the file in use are read, and the way to read them otherwise."""
    upload = state.current_upload()
    rows = tables.read_columns_table(loaded.data.reading.tables)
    kept = int((rows["Read as"] == tables.KEPT).sum())
    finding(
        f"{wording.count(len(rows) - kept, 'column')} read, {kept} kept as they are"
        if len(rows)
        else "No table was read"
    )
    if upload is not None:
        st.button(
            "Read the columns otherwise",
            key="remap",
            icon=":material/view_column:",
            on_click=state.hold,
            args=(Pending(upload, mapped=False),),
        )
        remark("The data in use stays in use until you confirm.")
    tabled(rows, "columns", loaded.stamp_line)


def provenance(loaded: Loaded) -> None:
    """File, content, settings and assumptions behind the figures."""
    portfolio = loaded.portfolio
    drivers = effective_drivers(portfolio.vendors, portfolio.drivers)
    assumptions = sources.assumptions_table(drivers, portfolio.as_of)
    finding(sources.stated_sentence(assumptions))
    tabled(
        assumptions,
        "assumptions",
        loaded.stamp_line,
        height=table_height(len(assumptions), 12),
        exported=sources.assumptions_export(drivers, portfolio.as_of),
    )
    finding("Where the figures come from")
    rows = sources.provenance_table(loaded.inventory, loaded.data.reading, portfolio)
    upload = state.current_upload()
    if upload is not None:
        rows = tables.with_intake(rows, upload.intake)
    tabled(rows, "provenance", loaded.stamp_line)


def rules(loaded: Loaded) -> None:
    """Weights, widths and powers of the scenario on screen, which turn rows into figures."""
    finding("Rules in force: what turns rows into figures")
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


def documentation() -> None:
    """Every column of our own workbook, sheet by sheet."""
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
