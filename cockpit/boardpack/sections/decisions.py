"""The register of decisions: what the figures say beside what was decided, and the money in it."""

from __future__ import annotations

from collections.abc import Sequence

from cockpit import wording
from cockpit.assessment.case import Case
from cockpit.assessment.decisions.cards import (
    DecisionCard,
    agreement,
    comparable,
    cross_table,
    decision_cards,
    first_line,
)
from cockpit.assessment.evidence_rows import NOBODY
from cockpit.assessment.methods import METHODS
from cockpit.assessment.verdicts.figures import BASIS
from cockpit.boardpack import cells
from cockpit.boardpack.material import Material
from cockpit.boardpack.model import (
    Cell,
    Chart,
    Column,
    KeyFigure,
    Kind,
    NativeChart,
    Role,
    Section,
    Series,
    Shape,
    Table,
    missing,
    text_cell,
)
from cockpit.boardpack.sections.texts import method_words
from cockpit.charts.decisions import against
from cockpit.rows import decisions as rows
from cockpit.rows.board import base_only
from scenarios.results import Outcome

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
        headline=first_line(cards, material.currency),
        figures=_figures(material, cards),
        charts=(_against(material, cards),),
        tables=(_sums(material, cards), _register(case, cards), _reasons(case, cards)),
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
    scale = wording.scale_for(
        value for each in found for value in (each.computed_money, each.recorded_money)
    )
    unit = scale.unit(material.currency)
    table = cross_table(cards)
    figure = against(table, material.currency, material.colours)

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
        f"Initiatives by recorded decision and computed verdict, with their full cost a year, "
        f"{wording.code(material.currency) or 'amount'}",
        f"{agreement(cards)}. {figure.alt}",
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
        height=_LEAST_HEIGHT + _ROW * table["Recorded"].nunique(),
    )


def _counted(number: int, money: float | None, scale: wording.Scale) -> str:
    """``4.2 (7)``; nothing where there is no initiative."""
    return f"{wording.in_scale(money, scale)} ({number})" if number else ""


def _money_columns(currency: str, scale: wording.Scale, **columns: tuple[str, str]) -> list[Column]:
    """Columns of money in one scale, by key with title and meaning."""
    return [
        Column(
            key,
            f"{title}, {scale.unit(currency)}",
            Kind.MONEY,
            meaning,
            currency,
            divisor=scale.divisor,
            decimals=1 if scale.divisor > 1 else 0,
        )
        for key, (title, meaning) in columns.items()
    ]


def _sums(material: Material, cards: Sequence[DecisionCard]) -> Table:
    """What should be stopped, scaled, renegotiated: how many, and the money in them."""
    found = rows.verdict_sums(cards)
    scale = wording.scale_of_table(
        value for each in found for value in (each.computed_money, each.recorded_money)
    )
    computed, recorded = _money_columns(
        material.currency,
        scale,
        computed_money=("Cost a year, computed", "Full cost a year of those so judged"),
        recorded_money=("Cost a year, recorded", "Full cost a year of those so decided"),
    )
    return Table(
        "sums",
        "Initiatives and full cost a year by verdict",
        (
            Column("verdict", "Verdict", Kind.TEXT, "What should happen, or was decided"),
            Column("computed", "Computed", Kind.COUNT, "Initiatives so judged", "initiatives"),
            computed,
            Column("recorded", "Recorded", Kind.COUNT, "Initiatives so decided", "initiatives"),
            recorded,
        ),
        tuple(
            (
                text_cell(each.verdict),
                cells.count(each.computed),
                _sum(each.computed, each.computed_money, scale),
                cells.count(each.recorded),
                _sum(each.recorded, each.recorded_money, scale),
            )
            for each in found
        ),
    )


def _sum(number: int, money: float | None, scale: wording.Scale) -> Cell:
    """A sum over no initiative is nothing; over those of unknown cost it is unknown."""
    return cells.money(money if number else 0.0, scale)


def _register(case: Case, cards: Sequence[DecisionCard]) -> Table:
    """Every initiative: verdict and record, money, chance, reasons, owner and next review."""
    currency, npvs = case.portfolio.currency, _base_npvs(case)
    scale = wording.scale_of_table(
        value for card in cards for value in (card.cost, npvs.get(card.id))
    )
    cost, npv = _money_columns(
        currency,
        scale,
        cost=("Cost a year", "Full cost a year; missing where none is supplied"),
        npv=(f"{BASIS.capitalize()} NPV", "Net present value of the base case"),
    )
    return Table(
        "register",
        "Decisions by initiative, those not borne out first",
        (
            Column("initiative", "Initiative", Kind.TEXT, "Name of the initiative", width=1.8),
            Column("computed", "Computed", Kind.TEXT, "Verdict by the rules in force"),
            Column("recorded", "Recorded", Kind.TEXT, "Decision on record"),
            Column("standing", "Standing", Kind.TEXT, "How the two compare", width=1.1),
            cost,
            npv,
            Column(
                "chance", "P(ROI ≥ hurdle)", Kind.SHARE, "Chance to earn the hurdle, base case",
                "share",
            ),
            Column("reason", "Reason", Kind.TEXT, "The rule that decides", width=3),
            Column("owner", "Owner", Kind.TEXT, "Who owns the initiative"),
            Column("review", "Next review", Kind.DAY, "Planned review", width=0.9),
            Column("overdue", "Overdue", Kind.TEXT, "Whether it lies in the past", width=0.6),
        ),
        tuple(_row(case, card, npvs.get(card.id), scale) for card in cards),
        note="Cost and NPV at full cost; NPV and chance are of the base case at "
        f"{BASIS} value, a present value over the horizon.",
    )  # fmt: skip


def _row(
    case: Case, card: DecisionCard, npv: float | None, scale: wording.Scale
) -> tuple[Cell, ...]:
    each = card.decided
    review = each.row.next_review
    return (
        text_cell(card.name),
        text_cell(card.verdict),
        text_cell(card.recorded),
        text_cell(card.standing.value),
        cells.money(card.cost, scale),
        cells.money(npv, scale),
        cells.chance(each.finding.figures.p_roi_hurdle),
        text_cell(each.finding.decisive.reason),
        text_cell(case.owner(card.id) or NOBODY),
        cells.day(review),
        missing() if review is None else text_cell("yes" if each.overdue else "no"),
    )


def _reasons(case: Case, cards: Sequence[DecisionCard]) -> Table:
    """All that a verdict rests on, for the files."""
    return Table(
        "reasons",
        "Reasons of each verdict, the record, and what to find out next",
        (
            Column("id", "ID", Kind.TEXT, "Identifier in the workbook"),
            Column("initiative", "Initiative", Kind.TEXT, "Name of the initiative"),
            Column("reasons", "Reasons", Kind.TEXT, "What decides, what is open, and why not more"),
            Column("record", "Record", Kind.TEXT, "Who decided what and when"),
            Column("decided_on", "Decided on", Kind.DAY, "Date of the recorded decision"),
            Column("next", "Find out next", Kind.TEXT, "What, who can, its worth against its cost"),
        ),
        tuple(
            (
                text_cell(card.id),
                text_cell(card.name),
                text_cell(" ".join(card.decided.finding.reasons)),
                text_cell(card.record),
                cells.day(card.decided.row.decision_date),
                text_cell(card.next_evidence(case.portfolio.currency)),
            )
            for card in cards
        ),
        shown=0,
    )


def _base_npvs(case: Case) -> dict[str, float]:
    """Base-case NPV by initiative, of those whose value is answered."""
    result = case.result()
    if result is None:
        return {}
    found: dict[str, Outcome | None] = {
        each.id: each.outcomes.get(BASIS) for each in result.initiatives
    }
    return {key: each.npv.base for key, each in found.items() if each is not None}
