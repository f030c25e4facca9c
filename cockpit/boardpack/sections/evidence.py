"""Evidence worth buying: what to find out first, what that is worth, and what it costs."""

from __future__ import annotations

from collections.abc import Sequence

from cockpit import wording
from cockpit.assessment.evidence.pieces import (
    RELIABILITY,
    Piece,
    buying_sentence,
    pieces_of,
    rests_on,
    turns_in_short,
    worthy,
)
from cockpit.assessment.evidence.pricing import Pricing, price
from cockpit.assessment.evidence.unpriced import COLUMNS, unpriced
from cockpit.assessment.evidence_rows import NOBODY
from cockpit.assessment.methods import METHODS
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
from cockpit.charts.evidence import STEP, EvidenceBar, evidence_bars
from cockpit.rows import evidence as rows
from scenarios.results import Estimate

_SHOWN = 12


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
                _pieces(material, found) if priced else None,
                _bases(found) if priced else None,
                _gaps(material, pricing),
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
    scale = wording.scale_for(bar.worth for bar in drawn)
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
        height=STEP * len(drawn) + 20,
    )  # fmt: skip


def _series(name: str, role: Role, values: Sequence[float | None], labels: Sequence[str]) -> Series:
    return Series(name, tuple(values), role, tuple(labels))


def _pieces(material: Material, found: Sequence[Piece]) -> Table:
    """What could change a decision first, then everything else that was priced."""
    some = worthy(found)
    keys = {each.subject.key for each in some}
    order = (*some, *(each for each in found if each.subject.key not in keys))
    currency = material.currency
    scale = wording.scale_of_table(
        value
        for each in (some or found)
        for value in (each.worth.value, each.study.value, each.cost)
    )

    def column(key: str, title: str, meaning: str) -> Column:
        return Column(
            key,
            f"{title}, {scale.unit(currency)}",
            Kind.MONEY,
            meaning,
            currency,
            divisor=scale.divisor,
            decimals=1 if scale.divisor > 1 else 0,
        )

    return Table(
        "pieces",
        "What to find out, by what it is worth to know",
        (
            Column("evidence", "What to find out", Kind.TEXT, "The thing to find out", width=2.4),
            column("worth", "Worth", "Value of knowing it for certain (EVPPI)"),
            column("error", "±", "Monte Carlo standard error of the worth"),
            column("study", "Study worth", "Value of a study of the reliability in force (EVSI)"),
            column("cost", "Costs", "Stated cost; missing where none is stated"),
            column("net", "Net", "Study worth less cost"),
            Column("buy", "Buy it", Kind.TEXT, "Whether the study pays", width=1.1),
            Column("owner", "Owner", Kind.TEXT, "Who can find out", width=1.2),
            Column("turns", "Could change", Kind.TEXT, "Decisions it could turn", width=1.8),
        ),
        tuple(
            (
                text_cell(each.label),
                cells.money(each.worth, scale),
                cells.money(each.worth.se, scale),
                # As on the page: digits of a study are those that its worth supports.
                _with_error(each.study.value, each.worth.se, scale),
                cells.money(each.cost, scale),
                missing()
                if each.net is None
                else _with_error(each.net.value, each.worth.se, scale),
                text_cell(each.buy),
                text_cell(wording.listed(each.owners) or NOBODY),
                text_cell(turns_in_short(each)),
            )
            for each in order
        ),
        shown=min(_SHOWN, len(some)) or _SHOWN,
        note="Worth: what deciding with this known for certain gains on average over deciding "
        "now. Net: worth of the study less its cost. Continue or stop goes by mean NPV at full "
        "cost; a verdict asks more, so that the two may differ.",
    )


def _with_error(value: float, se: float, scale: wording.Scale) -> Cell:
    return cells.money(Estimate(value, se), scale)


def _bases(found: Sequence[Piece]) -> Table:
    """On what each worth rests and which decisions it could turn, for the files."""
    return Table(
        "bases",
        "What each worth rests on, and the decisions it could turn",
        (
            Column("evidence", "What to find out", Kind.TEXT, "The thing to find out"),
            Column("kind", "Kind", Kind.TEXT, "What sort of thing it is"),
            Column("basis", "Rests on", Kind.TEXT, "Where its range comes from"),
            Column("turns", "Decisions it could change", Kind.TEXT, "With before and after"),
        ),
        tuple(
            (
                text_cell(each.label),
                text_cell(each.subject.kind.value),
                text_cell(rests_on(each.subject)),
                text_cell("; ".join(turn.words for turn in each.turns) or "none"),
            )
            for each in found
        ),
        shown=0,
    )


def _gaps(material: Material, pricing: Pricing) -> Table:
    """What cannot be priced, why, and what would help."""
    keys = ("gap", "why", "help")
    return Table(
        "gaps",
        "What cannot be priced, or only in part",
        tuple(
            Column(key, title, Kind.TEXT, title, width=2)
            for key, title in zip(keys, COLUMNS, strict=True)
        ),
        tuple(
            tuple(text_cell(str(each)) for each in row)
            for row in unpriced(material.case, pricing, material.result).itertuples(index=False)
        ),
        shown=6,
    )
