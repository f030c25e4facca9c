"""Tables of the maturity ladder: what to ask for, each layer, how it fails, each initiative."""

from __future__ import annotations

from cockpit import wording
from cockpit.assessment.case import Case
from cockpit.assessment.evidence_rows import NOBODY
from cockpit.assessment.maturity.evidence_table import NOTE, asked_rows
from cockpit.assessment.maturity.evidence_words import asked_for
from cockpit.assessment.maturity.layer_answers import by_weight
from cockpit.assessment.maturity.layer_texts import TEXT_OF
from cockpit.assessment.maturity.next_evidence import WORTH_NOTE
from cockpit.assessment.maturity.patterns import patterns
from cockpit.assessment.maturity.scores import LAYER_KEYS, Maturity
from cockpit.boardpack import cells
from cockpit.boardpack.model import (
    Cell,
    Column,
    Kind,
    Table,
    missing,
    text_cell,
)
from cockpit.rows.maturity import (
    LADDER_NOTE,
    STANDING_NOTE,
    must_pass,
    next_in_short,
    standing_word,
    state_words,
)


def asked(case: Case, found: Maturity) -> Table:
    """What to ask for next, from whom, and what it lifts."""
    currency = case.portfolio.currency
    unit = wording.code(currency) or "amount"

    def share(value: float) -> Cell:
        return Cell(value, wording.compared(value, found.threshold)[0])

    return Table(
        "next_evidence",
        f"What to ask for next, until {must_pass(found).removesuffix(' must pass')} pass",
        (
            Column("evidence", "Evidence to gather", Kind.TEXT, "What to ask for", width=2.4),
            Column("column", "In the workbook", Kind.TEXT, "Sheet and column that is blank", "", 2),
            Column("initiatives", "Initiatives", Kind.COUNT, "Initiatives that lack it", "count"),
            Column(
                "alone",
                "Lifts share to, alone",
                Kind.SHARE,
                "Share of the full cost a year that passes once this alone is there and good",
                "share",
            ),
            Column(
                "reached",
                "With the rows above",
                Kind.SHARE,
                "The same with this and every row above",
                "share",
            ),
            Column(
                "worth",
                f"Worth up to, {unit}",
                Kind.MONEY,
                "What knowing all own figures of these initiatives is worth at most; each "
                "initiative counts in its first row",
                currency,
            ),
            Column(
                "cost",
                f"Cost, {unit}",
                Kind.MONEY,
                "Stated cost of next evidence; each initiative counts in its first row",
                currency,
            ),
            Column("owner", "From whom", Kind.TEXT, "First owner, and how many more there are"),
        ),
        tuple(
            (
                text_cell(asked_for(each.piece.need)),
                text_cell(each.piece.need.label),
                cells.count(len(each.piece.initiatives)),
                share(each.piece.lifts_to),
                share(each.reached),
                Cell(each.worth, each.worth_words),
                Cell(each.cost, each.cost_words),
                text_cell(each.owner),
            )
            for each in asked_rows(case, found)
        ),
        shown=8,
        note=f"{NOTE} {WORTH_NOTE}",
        brief=("evidence", "initiatives", "alone", "reached"),
    )


def layers(found: Maturity) -> Table:
    """Layer by layer: shares, whether it holds, and what it usually fails like."""

    def shares(key: str) -> tuple[Cell, ...]:
        score = found.scores.get(key)
        if score is None:
            return (missing(),) * 4
        near = wording.compared(score.supported, found.threshold)[0]
        return (
            Cell(score.supported, near),
            cells.share(score.score),
            cells.share(score.missing),
            cells.share(score.failing),
        )

    return Table(
        "layers",
        "Layer by layer, from the ground up",
        (
            Column("layer", "Layer", Kind.TEXT, "Evidence layer", width=1.4),
            Column("question", "Question", Kind.TEXT, "What the layer asks", width=2.6),
            Column(
                "supported",
                "Passes with all below",
                Kind.SHARE,
                "Share of the full cost a year that passes this layer and every layer below",
                "share",
            ),
            Column("alone", "By itself", Kind.SHARE, "Share that passes this layer", "share"),
            Column("missing", "Missing", Kind.SHARE, "Share whose evidence is missing", "share"),
            Column("fails", "Fails", Kind.SHARE, "Share whose evidence does not suffice", "share"),
            Column("state", "State", Kind.TEXT, "Whether the layer holds", width=1.2),
            Column(
                "failure", "Usually fails like this", Kind.TEXT, "Known failure pattern", width=2.6
            ),
        ),
        tuple(
            (
                text_cell(text.name),
                text_cell(text.question),
                *shares(key),
                text_cell(state_words(found, key)),
                text_cell(text.failure),
            )
            for key, text in TEXT_OF.items()
        ),
        note=LADDER_NOTE,
    )


def patterns_sought(case: Case) -> Table:
    """The failure patterns looked for in the data, layer by layer."""
    return Table(
        "patterns",
        "Failure patterns looked for in the data",
        (
            Column("layer", "Layer", Kind.TEXT, "Evidence layer"),
            Column("pattern", "Pattern", Kind.TEXT, "What was looked for", width=1.6),
            Column(
                "seen", "Seen", Kind.TEXT, "yes, no, or unknown where the data cannot say", "", 0.6
            ),
            Column("finding", "What the data shows", Kind.TEXT, "Finding in a sentence", width=4),
        ),
        tuple(
            (
                text_cell(TEXT_OF[key].name),
                text_cell(each.title),
                text_cell("yes" if each.seen else "no" if each.known else "unknown"),
                text_cell(each.sentence),
            )
            for key in LAYER_KEYS
            for each in patterns(case, key)
        ),
    )


def initiatives(case: Case, found: Maturity) -> Table:
    """Every initiative, the dearest first: its level, each layer, and what is next."""
    scale = wording.scale_of_table(
        each.amount for each in found.weights.values() if not each.assumed
    )
    currency = case.portfolio.currency
    rows = []
    for key in by_weight(found, case):
        level, weight = found.level_of(key), found.weights.get(key)
        known = None if weight is None or weight.assumed else weight.amount
        reason = found.passes[key][LAYER_KEYS[level]].reason if level < len(LAYER_KEYS) else ""
        rows.append(
            (
                text_cell(case.name(key)),
                cells.money(known, scale),
                cells.count(level),
                *(text_cell(standing_word(found, key, layer)) for layer in LAYER_KEYS),
                text_cell(case.owner(key) or NOBODY),
                text_cell(next_in_short(reason) or "nothing"),
            )
        )
    return Table(
        "initiatives",
        "Initiatives by evidence layer, the dearest first",
        (
            Column("initiative", "Initiative", Kind.TEXT, "Name of the initiative", width=2),
            Column(
                "cost",
                f"Full cost a year, {scale.unit(currency)}",
                Kind.MONEY,
                "Full cost a year; missing where none is supplied",
                currency,
                divisor=scale.divisor,
                decimals=1 if scale.divisor > 1 else 0,
            ),
            Column("level", "Level of 5", Kind.COUNT, "Layers passed without a gap", "layers", 0.6),
            *(
                Column(key, TEXT_OF[key].name, Kind.TEXT, f"How it stands at {TEXT_OF[key].title}")
                for key in LAYER_KEYS
            ),
            Column("owner", "Owner", Kind.TEXT, "Who owns the initiative"),
            Column("next", "What is next", Kind.TEXT, "What keeps it from its next layer", width=2),
        ),
        tuple(rows),
        note=STANDING_NOTE,
    )
