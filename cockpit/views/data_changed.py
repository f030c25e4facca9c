"""What changed between two data sets: rows, cells, columns, and the headline figures."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from cockpit import cached, state, wording
from cockpit.assessment import changes
from cockpit.assessment.evidence_rows import hidden_words
from cockpit.dataset import Dataset
from cockpit.views import data_tables as tables
from cockpit.views.parts import Loaded, finding, remark, tabled
from scenarios.portfolio import ValueBasis
from scenarios.results import SimulationResult

_MOST_ROWS = 300
_MONEY = ("Full cost a year", "Captured NPV, base case")
_SHARES = ("Captured ROI, base case", "P(ROI ≥ hurdle)")
_PREVIOUS, _AS_DROPPED = "the previous upload", "this file without the corrections"


def changed(loaded: Loaded) -> None:
    """What changed since the previous upload, or by the corrections on the screen."""
    current, before = state.current_upload(), state.previous_upload()
    offered = {}
    if before is not None:
        offered[_PREVIOUS] = before
    if current is not None and current.intake.corrections:
        plain = replace(current, intake=replace(current.intake, corrections=()))
        if cached.dataset(plain).reading.inventory is not None:
            offered[_AS_DROPPED] = plain
    if not offered:
        finding("What changed since the previous upload: there is none yet")
        remark(
            "Upload a corrected or newer workbook, and every added, removed and changed row "
            "stands here, with its effect on the headline figures."
        )
        return
    chosen = next(iter(offered))
    if len(offered) > 1:
        chosen = st.segmented_control(
            "Compare with", list(offered), default=chosen, required=True, key="compare_with",
            format_func=str.capitalize,
        )  # fmt: skip
    old = cached.dataset(offered[chosen])
    since = old.name if chosen == _PREVIOUS else f"{old.name} as it was dropped"
    compared(loaded.data, old, loaded.stamp_line, since)


def compared(new: Dataset, old: Dataset, stamp_line: str, since: str, key: str = "") -> None:
    """Every difference between two data sets that could be read, and their figures.

    ``since`` names the older one; ``key`` tells two such tables in one session apart.
    """
    found, columns, left_out = cached.changes(old, new, _smallest_group(new))
    kinds = changes.count_by_kind(found)
    said = ", ".join(
        f"{wording.count(count, 'cell' if kind == 'changed' else 'row')} {kind}"
        for kind, count in kinds.items()
    )
    finding(f"Since {since}: {said}")
    _effect(new, old, stamp_line, key)
    for sentence in tables.columns_words(columns):
        remark(sentence)
    if found:
        rows = tables.changes_table(found[:_MOST_ROWS])
        exported = tables.changes_export(found)
        tabled(rows, f"changes{key}", stamp_line, exported=exported)
    else:
        remark("No row and no cell differs.")
    if len(found) > _MOST_ROWS:
        remark(
            f"The first {_MOST_ROWS} of {wording.whole(len(found))} differences; all are in the "
            "CSV."
        )
    if left_out:
        remark(hidden_words(left_out))


def _smallest_group(data: Dataset) -> int:
    chosen = state.choice()
    inventory = data.reading.inventory
    assert inventory is not None
    case = cached.case(data, inventory, chosen.thresholds, chosen.draws, chosen.seed)
    return round(case.thresholds["smallest_group"])


def _effect(new: Dataset, old: Dataset, stamp_line: str, key: str) -> None:
    """Headline figures before and now."""
    before, now = _figures(old), _figures(new)
    if old.portfolio.currency != new.portfolio.currency:
        before = {name: None if name in _MONEY else value for name, value in before.items()}
        remark("The two files state different currencies; their amounts are not compared.")
    tabled(
        tables.figures_table(before, now, _SHARES),
        f"effect_on_figures{key}",
        stamp_line,
        exported=tables.figures_export(before, now),
    )


def _result(data: Dataset) -> SimulationResult | None:
    chosen = state.choice()
    try:
        return cached.result(data, chosen.now.scenario(data.portfolio), chosen.draws, chosen.seed)
    except ValueError:
        return None


def _figures(data: Dataset) -> dict[str, float | None]:
    """Headline figures of one data set; ``None`` where it has no answer."""
    result = _result(data)
    outcome = result.portfolio.outcomes.get(ValueBasis.CAPTURED) if result else None
    values = (
        cached.cost(data).recurring,
        outcome.npv.base if outcome else None,
        outcome.roi.base if outcome else None,
        outcome.p_roi_hurdle.value if outcome else None,
        float(len(data.portfolio.initiatives)),
    )
    return dict(zip((*_MONEY, *_SHARES, "Initiatives"), values, strict=True))
