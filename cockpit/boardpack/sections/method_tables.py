"""Tables of the section Method: provenance, levers, completeness, checks, thresholds, rules."""

from __future__ import annotations

import math
from collections.abc import Iterable

import pandas as pd

from cockpit import locales, wording
from cockpit.assessment.thresholds import Threshold
from cockpit.boardpack import cells
from cockpit.boardpack.material import Material
from cockpit.boardpack.model import Cell, Column, Kind, Table, missing, text_cell
from cockpit.explain import levers_in_force
from cockpit.inventory.rules import rules_in_force
from cockpit.rows.provenance import QUANTILES, provenance_table
from scenarios.portfolio import ValueBasis
from scenarios.results import Check

#: Names that stand in a cell before the rest is counted.
_MOST_NAMES = 6
#: Said where no lever is set.
AS_STATED = "None: every lever as stated"


def _texts(*columns: tuple[str, str, str, float]) -> tuple[Column, ...]:
    """Columns of text from key, title, meaning and width."""
    return tuple(
        Column(key, title, Kind.TEXT, meaning, width=width)
        for key, title, meaning, width in columns
    )


def _from(frame: pd.DataFrame) -> tuple[tuple[Cell, ...], ...]:
    """Every row of a frame of texts."""
    return tuple(
        tuple(text_cell(str(each)) if each not in (None, "") else missing() for each in row)
        for row in frame.itertuples(index=False, name=None)
    )


def provenance(material: Material) -> Table:
    """From what the figures can be worked out again; the rates of this scenario in force."""
    stamp, inventory = material.result.stamp, material.reading.inventory
    assert inventory is not None, "a pack is made of a workbook that could be read"
    stated = _from(provenance_table(inventory, material.reading, material.portfolio))
    run = (
        ("Scenario", stamp.scenario_name),
        ("Scenario hash (SHA-256)", stamp.scenario_hash),
        ("Levers in force", "; ".join(levers_in_force(material.scenario.levers)) or AS_STATED),
        ("Seed", str(stamp.seed)),
        ("Draws", wording.whole(stamp.draws)),
        ("Version", stamp.version),
        ("Value basis on screen", material.basis.value),
        ("Horizon in this scenario", wording.months(stamp.horizon_months)),
        ("Discount rate in this scenario", wording.percent(stamp.discount_rate, decimals=1)),
        ("Hurdle rate in this scenario", wording.percent(stamp.hurdle_rate, decimals=1)),
        ("Full cost (TCO)", stamp.tco),
    )
    rows = (*stated, *((text_cell(what), text_cell(value)) for what, value in run))
    return Table(
        "provenance",
        "Where the figures come from",
        _texts(("what", "What", "What is stated", 1.0), ("value", "Value", "Its value", 2.4)),
        rows,
        shown=len(rows),
    )


def levers(material: Material) -> Table:
    """Every lever that is not as today."""
    scenario = material.scenario
    said = levers_in_force(scenario.levers)
    return Table(
        "levers",
        f"Levers in force under “{scenario.name}”",
        _texts(("lever", "Lever", "Lever and its value; all others as stated", 1.0)),
        tuple((text_cell(each),) for each in said) or ((text_cell(AS_STATED),),),
        shown=0,
        note=scenario.description,
    )


def completeness(material: Material) -> Table:
    """What is missing, how many are concerned, and which."""
    case, result, reading = material.case, material.result, material.reading
    portfolio = material.portfolio

    def names(ids: Iterable[str]) -> tuple[int, str]:
        found = [case.name(each) for each in ids]
        more = len(found) - _MOST_NAMES
        tail = f" and {more} more" if more > 0 else ""
        return len(found), ", ".join(found[:_MOST_NAMES]) + tail

    sheets = [each for each in reading.counts if each.rejected]
    rejected = wording.listed(
        f"{each.title}: {each.rejected} of {wording.count(each.found, 'row')}" for each in sheets
    )
    ids = [each.id for each in portfolio.initiatives]
    partial = [each.id for each in case.cost.initiatives if each.supplied and each.partial]
    silent = [each.id for each in result.initiatives if ValueBasis.CAPTURED not in each.outcomes]
    rows: tuple[tuple[str, int, str], ...] = (
        ("Rows rejected", len(reading.rejected), rejected),
        ("Initiatives without any cost", *names(i for i in ids if not case.costs[i].supplied)),
        ("Initiatives without any benefit", *names(i for i in ids if not portfolio.has_benefit(i))),
        ("Initiatives whose cost lacks a layer", *names(partial)),
        ("Missing pairs of initiative and layer", case.cost.missing_pairs, "of these"),
        ("Initiatives without an answer on captured ROI", *names(silent)),
        ("Rows on habits of small groups, never shown", len(case.hidden_rows), "not told"),
    )
    return Table(
        "completeness",
        "What is missing, and never counted as zero",
        (
            Column("what", "What", Kind.TEXT, "What is missing", width=1.6),
            Column("count", "Count", Kind.COUNT, "How many", "count", 0.5),
            Column("which", "Which", Kind.TEXT, "Sheets or initiatives concerned", width=3),
        ),
        tuple(
            (
                text_cell(what),
                cells.count(number),
                text_cell(which or ("none" if not number else None)),
            )
            for what, number, which in rows
        ),
    )


def checks_of(material: Material) -> tuple[Check, ...]:
    """The identities of the simulation, and that every row of the file is accounted for."""
    counts = material.reading.counts
    found = sum(each.found for each in counts)
    told = sum(each.accepted + each.rejected for each in counts)
    rows = Check(
        "Rows found are accepted or rejected",
        all(each.found == each.accepted + each.rejected for each in counts),
        f"{found:,} found, {told:,} accepted or rejected",
    )
    return (rows, *material.result.checks)


def checks(material: Material) -> Table:
    """Each check with its result."""
    return Table(
        "checks",
        "Checks of the figures against each other",
        _texts(
            ("check", "Check", "The identity", 2.0),
            ("holds", "Holds", "Whether it does", 0.6),
            ("detail", "Detail", "What was compared", 2.4),
        ),
        tuple(
            (
                text_cell(each.name),
                text_cell("yes" if each.passed else "no"),
                text_cell(locales.rewritten(each.detail)),
            )
            for each in checks_of(material)
        ),
    )


def thresholds(material: Material) -> Table:
    """Every threshold in force with where it comes from."""
    return Table(
        "thresholds",
        "Thresholds in force: what verdicts and colours hang on",
        (
            Column("threshold", "Threshold", Kind.TEXT, "What is judged by it", width=2.4),
            Column("used_by", "Used by", Kind.TEXT, "Where it is used"),
            Column(
                "value", "Value", Kind.NUMBER, "Value in force; shares as 0.15", "own unit", 0.7,
                decimals=4,
            ),
            Column("origin", "Set by", Kind.TEXT, "Default, workbook or screen", width=1.2),
            Column("date", "Date", Kind.DAY, "When it was set", width=0.8),
            Column("source", "Source", Kind.TEXT, "Why it is so", width=2),
        ),
        tuple(
            (
                text_cell(each.label),
                text_cell(each.used_by),
                Cell(each.value, _limit(each)),
                text_cell(each.origin),
                cells.day(each.date),
                text_cell(each.source),
            )
            for each in material.case.thresholds.by_key.values()
        ),
    )  # fmt: skip


def _limit(each: Threshold) -> str:
    if each.kind == "share":
        return wording.percent(each.value, decimals=0 if round(each.value, 2) == each.value else 1)
    return f"{each.value:g}"


def assumptions(frame: pd.DataFrame, exported: pd.DataFrame) -> Table:
    """Every driver in use: the stated ones first; ``exported`` has the quantiles as numbers."""

    def column(title: str) -> Column:
        key, meaning = title.casefold().replace(" ", "_"), f"{title} of the assumption"
        if title in QUANTILES:
            return Column(key, title, Kind.NUMBER, meaning, "see unit", decimals=6)
        return Column(key, title, Kind.TEXT, meaning)

    texts, places = _from(frame), [list(frame.columns).index(title) for title in QUANTILES]
    rows = [list(row) for row in texts]
    for row, numbers in zip(rows, exported[list(QUANTILES)].to_numpy(float), strict=True):
        for place, number in zip(places, numbers, strict=True):
            # A month beyond ten years stands for never and is no number.
            value = float(number) if math.isfinite(number) else None
            row[place] = Cell(value, row[place].text)
    return Table(
        "assumptions",
        "Assumptions in use, those stated by you first",
        tuple(column(str(title)) for title in frame.columns),
        tuple(tuple(row) for row in rows),
        shown=0,
    )


def rules(material: Material) -> Table:
    """What turns rows into figures."""
    return Table(
        "rules",
        "Rules in force: what turns rows into figures",
        _texts(
            ("about", "About", "What the rule is about", 1.0),
            ("rule", "Rule", "The rule", 4.0),
            ("value", "Value", "Its value", 1.0),
            ("set_by", "Set by", "Default or this scenario", 1.0),
        ),
        tuple(
            (
                text_cell(each.topic),
                text_cell(each.rule),
                text_cell(each.value),
                text_cell(each.set_by),
            )
            for each in rules_in_force(material.scenario)
        ),
        shown=0,
    )
