"""The register of decisions: what the figures say beside what was decided, and the money in it."""

from __future__ import annotations

from collections.abc import Sequence

from cockpit import wording
from cockpit.assessment.decisions.cards import (
    DecisionCard,
    agreement,
    comparable,
    cross_table,
    decision_cards,
    first_line,
)
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
from cockpit.boardpack.sections import decisions_tables as tables
from cockpit.boardpack.sections.texts import method_words
from cockpit.charts.decisions import against
from cockpit.rows import decisions as rows
from cockpit.rows.board import base_only, of_base

_QUESTION = "What should happen to each initiative, and what was decided?"
_ROW, _LEAST_HEIGHT = 30, 80


def section(material: Material) -> Section:
    """Sums by verdict, then every initiative: the most money in a contradiction first."""
    case = material.case
    method = method_words(METHODS["verdicts"])
    if not case.initiatives:
        said = f"Nothing can be decided: {wording.EMPTY['initiatives']}"
        return Section("decisions", "Decisions", _QUESTION, said, method=method, answered=False)
    cards = decision_cards(case)
    remarks = [f"{agreement(cards)}."]
    if case.result() is None:
        remarks.append(f"Nothing can be simulated: {case.why_no_result()}")
    if not material.is_base:
        remarks.append(base_only(material.scenario.name))
    return Section(
        key="decisions",
        title="Decisions",
        question=_QUESTION,
        headline=of_base(first_line(cards, material.currency), material.is_base),
        figures=_figures(material, cards),
        charts=(_against(material, cards),),
        tables=(
            tables.sums(material, cards),
            tables.register(case, cards),
            tables.reasons(case, cards),
        ),
        remarks=tuple(remarks),
        method=method,
        answered=any(card.decided.finding.computable for card in cards),
    )


def _figures(material: Material, cards: Sequence[DecisionCard]) -> tuple[KeyFigure, ...]:
    """The three figures of the page."""
    amount = rows.money_against(cards)
    late, none = rows.overdue(cards), rows.unrecorded(cards)
    return (
        KeyFigure(
            "money_against",
            rows.AGAINST,
            amount,
            wording.money(amount, material.currency),
            Kind.MONEY,
            material.currency,
            "" if comparable(cards) else "no decision can be compared",
        ),
        KeyFigure(
            "overdue", rows.OVERDUE, late, wording.count(late, "review"), Kind.COUNT, "reviews"
        ),
        KeyFigure(
            "unrecorded",
            rows.UNRECORDED,
            none,
            wording.count(none, "initiative"),
            Kind.COUNT,
            "initiatives",
        ),
    )


def _against(material: Material, cards: Sequence[DecisionCard]) -> Chart:
    """Recorded against computed as a grid; as bars, the money by verdict on both sides."""
    found = rows.verdict_sums(cards)
    scale = rows.sums_scale(found)
    unit = scale.unit(material.currency)
    table = cross_table(cards)
    figure = against(table, scale, material.colours)

    def series(name: str, role: Role, side: str) -> Series:
        money = [getattr(each, f"{side}_money") for each in found]
        return Series(
            name,
            tuple(None if value is None else value / scale.divisor for value in money),
            role,
            tuple(
                _counted(getattr(each, side), value, scale)
                for each, value in zip(found, money, strict=True)
            ),
        )

    return Chart(
        "against",
        f"Full cost by recorded decision and computed verdict, {unit} a year; in brackets: "
        "initiatives",
        f"{agreement(cards)}. {_told(found, scale, unit)} {figure.alt}",
        figure,
        NativeChart(
            Shape.BAR,
            tuple(each.verdict for each in found),
            (
                series("Computed verdict", Role.CURRENT, "computed"),
                series("Recorded decision", Role.BASE, "recorded"),
            ),
            unit,
            1 if scale.divisor > 1 else 0,
            title=f"Full cost a year by verdict, {unit}; in brackets: initiatives",
        ),
        width=700,
        height=_LEAST_HEIGHT + _ROW * table["Recorded"].nunique(),
    )


def _told(found: Sequence[rows.VerdictSum], scale: wording.Scale, unit: str) -> str:
    """The bars in words: money and initiatives of each verdict, computed and recorded."""
    parts = (
        f"{each.verdict} {_counted(each.computed, each.computed_money, scale)} computed, "
        f"{_counted(each.recorded, each.recorded_money, scale)} recorded"
        for each in found
    )
    return f"Full cost a year by verdict, {unit}, in brackets initiatives: {'; '.join(parts)}."


def _counted(number: int, money: float | None, scale: wording.Scale) -> str:
    """``4.2 (7)``; nothing where there is no initiative."""
    return f"{wording.amount(money, scale)} ({wording.whole(number)})" if number else ""
