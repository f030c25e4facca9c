"""Tables of the register of decisions: sums by verdict, every initiative, and all reasons."""

from __future__ import annotations

from collections.abc import Sequence

from cockpit import wording
from cockpit.assessment.case import Case
from cockpit.assessment.decisions.cards import (
    DecisionCard,
)
from cockpit.assessment.evidence_rows import NOBODY
from cockpit.assessment.verdicts.figures import BASIS
from cockpit.boardpack import cells
from cockpit.boardpack.material import Material
from cockpit.boardpack.model import (
    Cell,
    Column,
    Kind,
    Table,
    missing,
    text_cell,
)
from cockpit.rows import decisions as rows
from scenarios.results import Outcome


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


def sums(material: Material, cards: Sequence[DecisionCard]) -> Table:
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
        repeats="against",
    )


def _sum(number: int, money: float | None, scale: wording.Scale) -> Cell:
    """A sum over no initiative is nothing; over those of unknown cost it is unknown."""
    return cells.money(money if number else 0.0, scale)


#: Initiatives of a register that stand on pages; a larger portfolio is read in the files.
_SHOWN = 40


def register(case: Case, cards: Sequence[DecisionCard]) -> Table:
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
        # A board must find every initiative that should stop, by name.
        shown=_SHOWN,
        note="Cost and NPV at full cost; NPV and chance are of the base case at "
        f"{BASIS} value, a present value over the horizon.",
        brief=("initiative", "computed", "recorded", "cost"),
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


def reasons(case: Case, cards: Sequence[DecisionCard]) -> Table:
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
