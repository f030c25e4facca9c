"""The tabs of the value grid: initiatives, scorecard, chain, waterfall, first workflow, metrics."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import streamlit as st

from cockpit import frame, wording
from cockpit.assessment.answer import figure_text
from cockpit.assessment.value import CELLS, SWAPS, across, amdahl, hours, tracked, workflows
from cockpit.assessment.value import chain as chains
from cockpit.assessment.value.effects import effects_of
from cockpit.assessment.value_bridge import value_bridge
from cockpit.charts.bars import Bar, ranked_bars
from cockpit.charts.value import waterfall
from cockpit.charts.value_grid import CHARTS
from cockpit.inventory.catalogue import known_metric
from cockpit.inventory.vocabulary import Tier
from cockpit.rows.overview import bridge_steps
from cockpit.views.answer_parts import badge, more
from cockpit.views.chart_files import chart
from cockpit.views.parts import Loaded, csv_download, finding, remark, tabled
from scenarios.portfolio import ValueBasis
from scenarios.presets import PRESETS

#: Signs of a name in a table that must stand whole on a laptop.
_NAME_LENGTH = 40


def _signed(value: float) -> str:
    return wording.percent(value, signed=True)


def _percents(*names: str) -> dict[str, Callable[[Any], str]]:
    return dict.fromkeys(names, _signed)


def initiatives(loaded: Loaded) -> None:
    """Where the gain stays with the person, where work is stuck, and what the AI step allows."""
    case = loaded.case
    effects = effects_of(case)
    paradox = across.paradox_initiatives(case, effects)
    stuck = across.stuck_initiatives(case, effects)
    table = across.reach_table(case, effects)
    if table.empty:
        finding("Nothing is measured for any initiative: where its gain stays is unknown")
        remark(
            "A start is one metric with its value before and now, for the person and for the team "
            "(Metrics sheet)."
        )
        _ceilings(loaded)
        return
    tested = int((table["Pass-through"] != wording.NA).sum())
    finding(
        f"The gain stays with the person in {len(paradox)} of "
        f"{wording.count(tested, 'case')} that can be tested; a bottleneck is likely in "
        f"{wording.count(len(stuck), 'initiative')}"
        if tested
        else "No initiative is measured on both sides: where its gain stays is unknown"
    )
    shown = table.drop(columns=["Why", "Cycle time gain", "Throughput gain"])
    shown["Bottleneck"] = [
        ": ".join(each for each in pair if each)
        for pair in zip(table["Bottleneck"], table["Why"], strict=True)
    ]
    shown["Initiative"] = [wording.shorten(name, _NAME_LENGTH) for name in shown["Initiative"]]
    shown["What it says"] = shown["What it says"].str.replace(": the gain stays", ": stays")
    tabled(
        shown,
        "pass_through_by_initiative",
        loaded.base_stamp_line,
        _percents("Individual gain", "Collective gain"),
        height=388,
        exported=table,
        column_config={
            # All columns stand on a laptop; the rest of the width goes to the longest texts.
            "Initiative": st.column_config.TextColumn(width=276),
            "Tier": st.column_config.TextColumn(width=56),
            "Individual gain": st.column_config.NumberColumn(width=112),
            "Collective gain": st.column_config.NumberColumn(width=116),
            "Pass-through": st.column_config.TextColumn(width=108, alignment="right"),
        },
    )
    remark(
        "Measure the system, not the person: a bottleneck is likely where people gain and neither "
        "cycle time nor throughput follows. That is a sign to redesign the workflow, not the tool. "
        "However fast the AI step becomes, the whole cannot gain more than that step’s share of "
        "the cycle time."
    )
    _ceilings(loaded)
    _both_gain(loaded)
    _straddling(loaded)
    _indirect(loaded)


def _ceilings(loaded: Loaded) -> None:
    case = loaded.case
    found = amdahl.ceilings(case)
    known = [each for each in found if each.limit is not None]
    if not found:
        finding("What the AI step allows at most: n/a")
        remark(
            f"No initiative states its {amdahl.SHARE} and the {amdahl.SPEED_UP} (Metrics sheet)."
        )
        return
    low = [each for each in known if each.limit is not None and each.limit < 0.1]
    finding(
        f"What the AI step allows at most: under 10 % of the cycle time in {len(low)} of "
        f"{wording.count(len(known), 'initiative')}"
    )
    formats = _percents("Ceiling", "Realised")
    formats["AI share of cycle time"] = wording.percent
    formats["AI step faster by"] = wording.multiple
    tabled(amdahl.ceilings_table(case, found), "ceilings", loaded.base_stamp_line, formats)
    remark(
        "Ceiling = 1 − ((1 − s) + s ÷ k) for an AI share s of the cycle time and a step k times "
        "faster. However fast the step becomes, the gain never exceeds s."
    )


def _both_gain(loaded: Loaded) -> None:
    effects = effects_of(loaded.case)
    table = across.both_gain_table(loaded.case, effects)
    finding(
        f"{Tier.T2.title}: clients and the support team both gain in "
        f"{wording.count(len(table), 'initiative')}"
    )
    if table.empty:
        remark("No initiative is measured to gain on both sides.")
        return
    tabled(table, "both_sides_gain", loaded.base_stamp_line, _percents(*table.columns[1:]))
    remark("Worth going first: one effort, two gains, each measured on its own.")


def _indirect(loaded: Loaded) -> None:
    table = across.indirect_table(loaded.case, effects_of(loaded.case))
    finding(f"Indirect effects, kept apart: {len(table)}")
    if table.empty:
        remark("No indirect effect is stated.")
        return
    tabled(table, "indirect_effects", loaded.base_stamp_line, height=248)
    remark("Real, with many causes. In no pass-through, no total and no ROI.")


def _straddling(loaded: Loaded) -> None:
    effects = effects_of(loaded.case)
    several = across.straddling(effects)
    finding(
        f"{wording.count(len(several), 'initiative')} with effects in more than one tier: each "
        "effect counts in its own tier"
    )
    if not several:
        remark("Every initiative has its effects in one tier.")
        return
    table = across.straddling_table(loaded.case, effects)
    tabled(table, "effects_in_several_tiers", loaded.base_stamp_line, _percents("Gain"), height=318)
    remark("Both sides are measured and never summed, even where they share one system.")


def scorecard(loaded: Loaded) -> None:
    """Five counts of use, each beside what must change for it to be value."""
    answers = [loaded.case.answer(entry) for entry in SWAPS]
    answered = sum(each.figure is not None for each in answers)
    finding(f"Use is counted; what it changed is shown for {answered} of {len(SWAPS)} counts")
    for entry, answer in zip(SWAPS, answers, strict=True):
        counted, asked = entry.title.split(" → ")
        with st.container(border=True):
            left, right = st.columns([2, 5], gap="medium")
            with left:
                remark("What is counted")
                st.markdown(f"**{wording.escape_markdown(counted)}**")
                st.markdown(f"### {wording.escape_markdown(_use(answer.frame, counted))}")
            with right:
                with st.container(horizontal=True, horizontal_alignment="distribute"):
                    remark(f"What must change: {asked}")
                    badge(answer.status)
                figure = figure_text(answer, loaded.portfolio.currency)
                st.markdown(f"### {wording.escape_markdown(figure)}")
                st.markdown(wording.escape_markdown(answer.sentence))
            more(loaded, entry, CHARTS[entry.key](answer, frame.colours(), small=False))
    remark(
        "Counts of use say where people try things and where help or rules are needed. They prove "
        "access, not that the work changed."
    )
    finding("What changed in each workflow")
    tabled(
        workflows.changes_table(loaded.case), "workflow_changes", loaded.base_stamp_line, height=388
    )


def _use(table: pd.DataFrame, counted: str) -> str:
    """How much is counted now, over all initiatives that state it."""
    metric = known_metric(counted)
    column = "Used now" if metric else "Claimed hours a month"
    if column not in table.columns or table[column].dropna().empty:
        return wording.NA
    unit = metric.unit if metric else "hours a month"
    return f"{wording.number(table[column].sum())}{wording.GAP}{unit}"


def cells(loaded: Loaded) -> None:
    """Each cell with its two questions: what improved, and does it reach the others."""
    answers = [loaded.case.answer(entry) for entry in CELLS]
    known = sum(each.figure is not None for each in answers)
    finding(f"{known} of {len(CELLS)} cells have a measured gain")
    for entry, answer in zip(CELLS, answers, strict=True):
        left, right = st.columns([2, 5], gap="medium")
        with left:
            st.markdown(f"**{wording.escape_markdown(entry.title)}**")
            badge(answer.status)
        with right:
            remark(entry.question)
            st.markdown(wording.escape_markdown(answer.sentence))
        more(loaded, entry, CHARTS[entry.key](answer, frame.colours(), small=False))


def chain(loaded: Loaded) -> None:
    """Six links a workflow, and the first that is not shown."""
    found = chains.chains(loaded.case)
    whole = sum(each.broken_at is None for each in found)
    first = [each.broken_at for each in found if each.broken_at is not None]
    most = max(chains.Link, key=first.count) if first else None
    tail = f"; most break at {most.value}, {first.count(most)} of them" if most else ""
    finding(f"The chain holds in {whole} of {wording.count(len(found), 'workflow')}{tail}")
    remark("Baseline → context → output → review → action → measured result.")
    table = chains.chain_table(loaded.case, found)
    tabled(table, "value_chain", loaded.base_stamp_line, height="content")
    tabled(chains.links_table(found), "links_of_the_chain", loaded.base_stamp_line)
    remark(
        "Held: the workbook shows evidence. Breaks here: the first link without. Not shown: no "
        "evidence after that, which is not the same as a no."
    )


def waterfall_and_hours(loaded: Loaded) -> None:
    """From claimed to cashable, and beside it where the hours went."""
    left, right = st.columns(2, gap="large")
    with left:
        _waterfall(loaded)
    with right:
        _hours(loaded)


def _waterfall(loaded: Loaded) -> None:
    result = loaded.case.result()
    if result is None:
        finding("Cashable benefit: n/a")
        remark(loaded.case.why_no_result())
        return
    bridge = value_bridge(loaded.portfolio, PRESETS["base"])
    unanswered = result.portfolio.unanswered.get(ValueBasis.CASHABLE)
    if unanswered:
        finding(f"Cashable benefit: n/a, {unanswered}")
    else:
        share = bridge.cashable / bridge.claimed if bridge.claimed > 0 else None
        finding(f"{wording.percent(share)} of the claimed benefit is cashable")
    if not bridge.claimed:
        remark("No direct benefit of an initiative with a cost is supplied with a value.")
        return
    scale = wording.scale_for([bridge.claimed, bridge.captured])
    steps = bridge_steps(bridge, scale)[: 1 if unanswered else None]
    said = "; ".join(f"{step.name} {step.text}" for step in steps)
    chart(
        waterfall(steps, frame.colours(), f"Benefit from claimed to cashable: {said}"),
        "chart_claimed_to_cashable",
        f"Benefit from claimed to cashable, {scale.unit(result.currency)}",
        loaded.base_stamp_line,
        note=(
            f"{scale.unit(result.currency)}, present value over "
            f"{wording.months(result.horizon_months)}, base case."
        ),
    )
    table = pd.DataFrame(
        [(step.name, step.end if step.total else step.end - step.start) for step in steps],
        columns=["Step", f"Present value, {result.currency}"],
    )
    csv_download(table, "claimed_to_cashable", loaded.base_stamp_line)


def _hours(loaded: Loaded) -> None:
    freed = hours.freed_time(loaded.case)
    lost = [each for each in freed if each.row.destination is None]
    claimed, nowhere = (hours.total(each.hours for each in group) for group in (freed, lost))
    if claimed is None or claimed <= 0:
        finding("Where freed hours went: n/a")
        remark("No direct benefit in hours is stated with a volume (Benefits sheet).")
        return
    finding(
        f"{wording.percent((nowhere or 0.0) / claimed)} of the claimed hours have no destination"
        if lost
        else "Every claimed hour has a destination"
    )
    table = hours.destinations_table(freed)
    bars = [
        Bar(
            str(where),
            0.0 if pd.isna(hours_claimed) else hours_claimed,
            0.0 if pd.isna(used) else used,
            f"{wording.number(hours_claimed)}, put to use {wording.number(used)}",
        )
        for where, hours_claimed, used in zip(
            table["Where the hours went"], table["Claimed, h"], table["Put to use, h"], strict=True
        )
    ]
    said = "; ".join(f"{bar.name} {bar.text}" for bar in bars)
    chart(
        ranked_bars(bars, frame.colours(), f"Claimed hours a month by destination: {said}"),
        "chart_hours_by_destination",
        "Claimed hours a month by destination",
        loaded.base_stamp_line,
    )
    numbers = dict.fromkeys(hours.DESTINATION_COLUMNS[1:4], wording.number)
    narrow = table.drop(columns=hours.DESTINATION_COLUMNS[-1])
    tabled(narrow, "hours_by_destination", loaded.base_stamp_line, numbers, exported=table)
    remark(
        "Hours a month. Time saved needs a destination: without one the tool may be useful, and "
        "is no economic case. Hours put to use: captured, times the share redeployed. Two other "
        "counts differ: cashable hours (Stakeholders) are also net of review, coordination and "
        "security, and count in part what is only observed; net hours (board question 6) are net "
        "of that, too, and ask for no destination."
    )


def picker(loaded: Loaded) -> None:
    """Which workflow to begin with."""
    found = workflows.candidates(loaded.case)
    if not found:
        finding("No initiative is running, so there is no workflow to begin with")
        return
    first = found[0]
    name = wording.shorten(loaded.case.name(first.initiative), 60)
    signals = f"{len(first.signals)} of {len(workflows.SIGNALS)} signals"
    finding(
        f"Easiest to measure is {name}, {signals}, but: {wording.listed(first.against)}"
        if first.against
        else f"Begin with {name}: {signals}, and nothing known against it"
    )
    table = workflows.candidates_table(loaded.case, found)
    tabled(
        table.drop(columns="Baseline"),
        "first_workflow",
        loaded.base_stamp_line,
        {"Volume a month": wording.number},
        height="content",
        column_config={"What speaks against it": st.column_config.TextColumn(width=310)},
        exported=table,
    )
    remark(
        "Signals: volume, a metric that hurts with its value before, a baseline, an owner. This "
        "ranks how well a workflow can be measured and how much runs through it, not what it is "
        "worth: most signals first, of these what nothing speaks against, then the largest volume."
    )


def catalogue(loaded: Loaded) -> None:
    """Every metric of the six tables, and the others that the cockpit knows."""
    table = tracked.catalogue_table(loaded.case)
    used = int((table["Tracked here"] == "yes").sum())
    finding(f"{used} of the {len(table)} metrics of the grid are tracked in this workbook")
    formats = _percents("Median gain")
    tabled(table, "metrics_of_the_grid", loaded.base_stamp_line, formats, height="content")
    others = tracked.catalogue_table(loaded.case, of_grid=False)
    with st.expander(f"{len(others)} further metrics that other answers rest on"):
        tabled(others, "further_metrics", loaded.base_stamp_line, formats)
    names = tracked.own_names(loaded.case)
    if names:
        remark(
            f"{wording.count(len(names), 'metric name')} of the workbook not in the catalogue, "
            "shown and in no cell: " + wording.shorten(wording.listed(names), 200)
        )
