"""Evidence worth buying: what to find out first, what that is worth, and what it costs."""

from __future__ import annotations

from collections.abc import Sequence

from cockpit import wording
from cockpit.assessment.evidence.pieces import (
    RELIABILITY,
    Piece,
    buying_sentence,
    pieces_of,
)
from cockpit.assessment.evidence.pricing import Pricing, price
from cockpit.assessment.methods import METHODS
from cockpit.boardpack.material import Material
from cockpit.boardpack.model import (
    Chart,
    KeyFigure,
    Kind,
    NativeChart,
    Role,
    Section,
    Series,
    Shape,
)
from cockpit.boardpack.sections import evidence_tables as tables
from cockpit.boardpack.sections.texts import method_words
from cockpit.charts.evidence import STEP, EvidenceBar, evidence_bars
from cockpit.rows import evidence as rows
from scenarios.results import Estimate


def section(material: Material) -> Section:
    """The ranking by worth with cost and owner, and what has no price."""
    case = material.case
    pricing = material.analyse(
        rows.PRICED,
        material.scenario,
        material.draws,
        material.seed,
        lambda simulator: price(simulator, material.scenario),
    )
    found = pieces_of(case, pricing, case.thresholds[RELIABILITY])
    active = None if material.is_base else material.scenario.name
    priced = bool(pricing.initiatives)
    remarks = [rows.basis_words(material.basis)]
    if priced:
        remarks += [
            f"{rows.count_sentence(found)}.",
            buying_sentence(case, found, case.thresholds[RELIABILITY]),
        ]
    drawn = rows.bars(found, material.currency) if priced else []
    return Section(
        key="evidence",
        title="Evidence worth buying",
        question="What should be found out first, and does it pay to find out?",
        headline=rows.answer(case, pricing, found, active),
        figures=_figures(material, pricing, found),
        charts=(_ranking(material, drawn),) if drawn else (),
        tables=tuple(
            each
            for each in (
                tables.pieces(material, found) if priced else None,
                tables.bases(found) if priced else None,
                tables.gaps(material, pricing),
            )
            if each is not None and each.rows
        ),
        remarks=tuple(remarks),
        method=method_words(METHODS["information"]),
        answered=priced,
    )


def _figures(material: Material, pricing: Pricing, found: Sequence[Piece]) -> tuple[KeyFigure, ...]:
    """The ceiling, what all inputs are worth, and the decisions that could turn."""
    priced = bool(pricing.initiatives)
    everything = pricing.everything.total if priced else None
    inputs = pricing.inputs.total if priced and pricing.inputs else None
    number = rows.turned(found) if priced else None
    return (
        _money("everything", rows.EVERYTHING, everything, material.currency),
        _money("inputs", rows.INPUTS, inputs, material.currency),
        KeyFigure(
            "turned",
            rows.TURNED[0],
            number,
            wording.NA if number is None else f"{number} of {len(pricing.initiatives)}",
            Kind.COUNT,
            "initiatives",
            rows.TURNED[1],
        ),
    )


def _money(key: str, told: tuple[str, str], worth: Estimate | None, currency: str) -> KeyFigure:
    text = wording.NA if worth is None else wording.money(worth.value, currency, se=worth.se)
    return KeyFigure(
        key,
        told[0],
        worth.value if worth else None,
        text,
        Kind.MONEY,
        currency,
        told[1],
        worth.se if worth else None,
    )


def _ranking(material: Material, drawn: Sequence[EvidenceBar]) -> Chart:
    """What is worth most to know, beside what a study brings and what it costs."""
    scale = wording.scale_of_table(value for bar in drawn for value in (bar.worth, bar.cost))
    unit = scale.unit(material.currency)

    def scaled(value: float | None) -> float | None:
        return None if value is None else value / scale.divisor

    first = drawn[0]
    return Chart(
        "ranking",
        f"Evidence by what it is worth to know, {wording.code(material.currency) or 'amount'}; "
        "broad: for certain, slim: as a study tells it, upright line: its cost",
        f"Worth most to know: {first.name}, {first.text}. {rows.bars_words(drawn)}",
        evidence_bars(drawn, material.colours, rows.bars_words(drawn)),
        NativeChart(
            Shape.BAR,
            tuple(bar.name for bar in drawn),
            (
                _series("Known for certain", Role.QUIET, [scaled(bar.worth) for bar in drawn], [
                    wording.in_scale(bar.worth, scale, se=bar.error) for bar in drawn
                ]),
                _series("As a study tells it", Role.CURRENT, [scaled(b.study) for b in drawn], [
                    wording.in_scale(bar.study, scale, se=bar.error) for bar in drawn
                ]),
                _series("Costs", Role.WORSE, [scaled(bar.cost) for bar in drawn], [
                    "" if bar.cost is None else wording.in_scale(bar.cost, scale) for bar in drawn
                ]),
            ),
            unit,
            1 if scale.divisor > 1 else 0,
            title=f"Worth of evidence against its cost, {unit}",
        ),
        width=800,
        height=STEP * len(drawn) + 20,
    )  # fmt: skip


def _series(name: str, role: Role, values: Sequence[float | None], labels: Sequence[str]) -> Series:
    return Series(name, tuple(values), role, tuple(labels))
