"""Tables of the evidence worth buying: what to find out, what it rests on, what has no price."""

from __future__ import annotations

from collections.abc import Sequence

from cockpit import wording
from cockpit.assessment.evidence.pieces import (
    Piece,
    rests_on,
    turns_in_short,
    worthy,
)
from cockpit.assessment.evidence.pricing import Pricing
from cockpit.assessment.evidence.unpriced import COLUMNS, unpriced
from cockpit.assessment.evidence_rows import NOBODY
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
from scenarios.results import Estimate

#: Rows that stand on a page where more than those could change a decision.
_SHOWN = 12


def pieces(material: Material, found: Sequence[Piece]) -> Table:
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


def bases(found: Sequence[Piece]) -> Table:
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


def gaps(material: Material, pricing: Pricing) -> Table:
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
