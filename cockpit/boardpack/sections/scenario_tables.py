"""Tables of the scenario comparison: side by side, initiatives, cost by layer, what is assumed."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from cockpit import comparison, wording
from cockpit.boardpack.frames import Field, table_of
from cockpit.boardpack.material import Material
from cockpit.boardpack.model import Column, Kind, Table, text_cell
from cockpit.explain import levers_in_force
from cockpit.rows import scenarios as rows
from scenarios.results import SimulationResult
from scenarios.scenario import Scenario

#: Columns of figures in the pack, by their heading in the tables of the pages.
_SCENARIO_KEYS = {
    "ROI P10": "roi_p10",
    "ROI P50": "roi_p50",
    "ROI P90": "roi_p90",
    "Chance of hurdle": "p_roi_hurdle",
    "NPV P50": "npv_p50",
    "NPV worst 5 %": "npv_worst",
    "Full cost P50": "full_cost_p50",
}
_INITIATIVE_KEYS = {
    "ROI before": "roi_before",
    "ROI now": "roi_now",
    "Chance before": "p_before",
    "Chance now": "p_now",
    "Δ NPV": "npv_change",
    "Full cost now": "full_cost_now",
}
_TEXTS = {
    "Verdict": ("verdict", 1.8),
    "At the hurdle": ("at_hurdle", 1.1),
    "Cost layers": ("layers", 1.1),
}
_NAME_LENGTH = 40
_INITIATIVE = Column("initiative", "Initiative", Kind.TEXT, "Name of the initiative", width=2.6)
_SCENARIO = Column("scenario", "Scenario", Kind.TEXT, "Name of the scenario", width=2.2)


def scenario_tables(
    material: Material,
    results: list[tuple[str, SimulationResult]],
    verdicts: comparison.Verdicts,
) -> tuple[Table, ...]:
    """Side by side, then of the scenario on screen, then what each scenario assumes."""
    found: list[Table | None] = [_side_by_side(material, results)]
    if not material.is_base:
        found += [_initiatives(material, verdicts), _layers(material)]
    found.append(_assumed(material))
    return tuple(table for table in found if table is not None)


def what_is_set(scenario: Scenario) -> str:
    """The scenario with its description and every lever that is not as today."""
    levers = wording.listed(levers_in_force(scenario.levers))
    return " ".join(
        part
        for part in (f"{scenario.name}:", scenario.description, f"Set: {levers}." if levers else "")
        if part
    )


def short_name(material: Material) -> str:
    """The scenario on screen where there is little room; whole it stands in the first table."""
    return wording.shorten(material.scenario.name, _NAME_LENGTH)


def _side_by_side(material: Material, results: list[tuple[str, SimulationResult]]) -> Table:
    """One row a scenario, in the order in which they are compared."""
    frame = comparison.scenario_table(results, material.basis)
    scale = rows.money_scale(frame, rows.SCENARIOS_MONEY)
    formats = rows.formats_of(frame, rows.SCENARIOS, scale, rows.SCENARIOS_MONEY)
    figures = _figures(material, frame, _SCENARIO_KEYS, rows.SCENARIOS, scale, rows.SCENARIOS_MONEY)
    counts = (
        Field(
            "Initiatives below hurdle",
            Column("below", "Below hurdle", Kind.COUNT, rows.HELP["Below"], "initiatives"),
        ),
        Field(
            "Of",
            Column("answered", "Of", Kind.COUNT, "Initiatives that can be answered", "initiatives"),
        ),
    )
    months = wording.months(material.result.horizon_months)
    return table_of(
        "side_by_side",
        f"Scenarios side by side, {material.basis} value; money in "
        f"{scale.unit(material.currency)}, present value over {months}",
        frame,
        (Field("Scenario", _SCENARIO), *figures, *counts),
        {**formats, "Initiatives below hurdle": wording.number, "Of": wording.number},
    )


def _initiatives(material: Material, verdicts: comparison.Verdicts) -> Table | None:
    """What the scenario does to each initiative and its verdict, most value at stake first."""
    found = comparison.initiative_table(material.result, material.base, material.basis, verdicts)
    if found.empty:
        return None
    frame = rows.initiative_rows(found)
    money = rows.INITIATIVES_MONEY
    scale = rows.money_scale(frame, money)
    formats = rows.formats_of(frame, rows.INITIATIVES, scale, money, rows.INITIATIVES_SIGNED)
    figures = {
        field.heading: field
        for field in _figures(material, frame, _INITIATIVE_KEYS, rows.INITIATIVES, scale, money)
    }
    texts = {
        heading: Field(
            heading,
            Column(key, rows.INITIATIVES[heading], Kind.TEXT, rows.HELP[heading], width=width),
        )
        for heading, (key, width) in _TEXTS.items()
    }
    fields = {"Initiative": Field("Initiative", _INITIATIVE), **figures, **texts}
    said = verdicts.sentence(short_name(material)).rstrip(".")
    return table_of(
        "initiatives",
        f"{said}; money in {scale.unit(material.currency)}, present value",
        frame,
        [fields[heading] for heading in rows.INITIATIVES],
        formats,
        shown=10,
        note=f"was: Base; now: {short_name(material)}. {rows.HELP['Verdict']}.",
    )


def _figures(
    material: Material,
    frame: pd.DataFrame,
    keys: Mapping[str, str],
    titles: Mapping[str, str],
    scale: wording.Scale,
    money: tuple[str, ...],
) -> list[Field]:
    """The columns with figures from draws, in the decimals that their errors support."""
    fields = []
    for heading, key in keys.items():
        meaning = rows.HELP[heading]
        if heading in money:
            decimals = wording.column_decimals(frame[f"{heading} se"], scale)
            title = f"{titles[heading]}, {scale.unit(material.currency)}"
            column = Column(
                key, title, Kind.MONEY, meaning, material.currency, 1.2, scale.divisor, decimals
            )
        else:
            column = Column(key, titles[heading], Kind.SHARE, meaning, "share")
        fields.append(Field(heading, column))
    return fields


def _layers(material: Material) -> Table | None:
    """Mean present value of each layer before and now; what grew most first."""
    frame = comparison.layer_table(material.result, material.base)
    if frame[["Before", "Now"]].isna().all(axis=None):
        return None
    scale = wording.scale_for([*frame["Before"].dropna(), *frame["Now"].dropna()])
    unit = scale.unit(material.currency)

    def money(key: str, title: str, meaning: str) -> Column:
        return Column(
            key,
            f"{title}, {unit}",
            Kind.MONEY,
            f"{meaning}, mean present value",
            material.currency,
            1.2,
            scale.divisor,
            1,
        )

    blank = "not stated" if material.result.portfolio.cost_unanswered else "not supplied"
    layer = Column("layer", "Layer", Kind.TEXT, "Cost layer", width=2.6)
    return table_of(
        "layers",
        f"Full cost by layer before and under {short_name(material)}, {unit}",
        frame,
        (
            Field("Layer", layer),
            Field("Before", money("before", "Base", "Cost under the base"), blank),
            Field("Now", money("now", short_name(material), "Cost under the scenario"), blank),
            Field("Δ", money("change", "Δ", "Change of the cost"), blank),
        ),
        {
            "Before": lambda value: wording.in_scale(value, scale),
            "Now": lambda value: wording.in_scale(value, scale),
            "Δ": lambda value: wording.in_scale(value, scale, signed=True),
        },
        repeats="layer_change",
    )


def _assumed(material: Material) -> Table:
    """What each scenario means, and the levers that it sets."""
    return Table(
        "assumed",
        "What each scenario assumes",
        (
            _SCENARIO,
            Column("description", "What it means", Kind.TEXT, "In a sentence", width=4.0),
            Column("levers", "Levers set", Kind.TEXT, "Every lever not as today", width=3.0),
        ),
        tuple(
            (
                text_cell(name),
                text_cell(each.description),
                text_cell(wording.listed(levers_in_force(each.levers)) or "none: as stated"),
            )
            for name, each in material.compared
        ),
    )
