"""The answer of each layer: how much of the money passes it, and what is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pandas as pd

from cockpit import wording
from cockpit.assessment.answer import Answer, Missing, Need, Unit, cannot, status_of
from cockpit.assessment.case import Case
from cockpit.assessment.evidence_rows import NOBODY
from cockpit.assessment.maturity.layer_texts import TEXT_OF, LayerText
from cockpit.assessment.maturity.passes import AMOUNT, REGISTER, Standing
from cockpit.assessment.maturity.pattern import Pattern, money_column
from cockpit.assessment.maturity.patterns import patterns
from cockpit.assessment.maturity.scores import LayerScore, Maturity, maturity_of
from cockpit.assessment.maturity.uses import uses

NAME = Need("initiatives", "name")
INITIATIVES_TABLE = "Initiatives at this layer"
#: Columns of the chart's frame.
STANDING, SHARE, COUNT, WORDS = "Standing", "Share of cost", "Initiatives", "In words"


def layer_answer(key: str) -> Callable[[Case], Answer]:
    """The assessment of one layer."""
    return lambda case: _assess(case, TEXT_OF[key])


def _assess(case: Case, text: LayerText) -> Answer:
    if not case.initiatives:
        return cannot(Unit.SHARE, f"{text.title}: no initiative is on record.", case.lacks(NAME))
    found = maturity_of(case)
    missing = tuple(dict.fromkeys(_missing(case, found, text.key)))
    seen = patterns(case, text.key)
    tables = {
        INITIATIVES_TABLE: initiatives_table(case, found, text.key),
        **{f"{each.title}: rows": each.table for each in seen if each.seen},
        **uses(case, text.key),
    }
    rows = tuple(
        dict.fromkeys(place for each in found.passes.values() for place in each[text.key].rows)
    )
    if not found.scores:
        return cannot(
            Unit.SHARE,
            f"{text.title}: no cost a year is known, so that nothing can be weighed.",
            missing or case.lacks(AMOUNT),
            rows=rows,
            tables=tables,
            remarks=_remarks(seen),
        )
    score = found.scores[text.key]
    sentence = _sentence(found, text, score, at_least=bool(missing))
    frame = _frame(found, text.key)
    if score.score is None:
        return cannot(
            Unit.SHARE,
            sentence,
            missing,
            frame=frame,
            rows=rows,
            tables=tables,
            remarks=_remarks(seen),
        )
    return Answer(
        status_of(missing),
        score.score,
        Unit.SHARE,
        sentence,
        frame=frame,
        rows=rows,
        missing=missing,
        tables=tables,
        remarks=(*gate_remarks(found, text.key), *_remarks(seen)),
    )


def _missing(case: Case, found: Maturity, key: str) -> Iterator[Missing]:
    """Blank columns by initiative; the register and an unknown weight count, too."""
    unweighed = [each for each, weight in found.weights.items() if weight.assumed]
    if not found.weights:
        unweighed = [row.id for row in case.initiatives]
    yield from case.lacks(AMOUNT, *unweighed) if unweighed else ()
    for initiative, layers in found.passes.items():
        for need in layers[key].missing:
            whole = need == REGISTER
            yield from case.lacks(need, *(() if whole else (initiative,)))


def _sentence(found: Maturity, text: LayerText, score: LayerScore, *, at_least: bool) -> str:
    total = len(found.passes)
    passing = sum(each[text.key].passed for each in found.passes.values())
    if score.score is None:
        return (
            f"No initiative shows {text.proof}: the evidence is missing for "
            f"{wording.percent(score.missing)} of the cost."
        )
    least = "At least " if at_least else ""
    share, need = wording.compared(score.score, found.threshold)
    return (
        f"{least}{share} of the cost a year shows {text.proof} "
        f"({passing} of {wording.count(total, 'initiative')}). The layer holds from {need}."
    )


def gate_remarks(found: Maturity, key: str) -> tuple[str, ...]:
    """How much of the cost passes every layer below too, and whether the score carries."""
    score = found.scores.get(key)
    if score is None or key == "E1":
        return ()
    supported, _ = wording.compared(score.supported, found.threshold)
    said = [f"{supported} of the cost passes this layer and all below it."]
    if score.above_gate and found.guessing:
        below = TEXT_OF[found.guessing]
        said.append(
            f"Unsupported: layer {below.number}, {below.title}, does not hold, so that this share "
            "carries no decision yet."
        )
    return tuple(said)


def _remarks(seen: tuple[Pattern, ...]) -> tuple[str, ...]:
    return tuple(f"{each.title}: {each.sentence}" for each in seen)


def _frame(found: Maturity, key: str) -> pd.DataFrame:
    """Share of the cost and number of initiatives by standing."""
    score = found.scores[key]
    shares = {
        Standing.PASSES: score.passing,
        Standing.FAILS: score.failing,
        Standing.MISSING: score.missing,
    }
    rows = []
    for standing, share in shares.items():
        number = sum(each[key].standing is standing for each in found.passes.values())
        words = f"{standing.value} {wording.percent(share)}"
        rows.append((standing.value, share, number, words))
    return pd.DataFrame(rows, columns=[STANDING, SHARE, COUNT, WORDS])


def initiatives_table(case: Case, found: Maturity, key: str) -> pd.DataFrame:
    """Each initiative at one layer, the dearest first: standing, why, and who owns the gap."""
    rows = []
    for initiative in by_weight(found, case):
        here, weight = found.passes[initiative][key], found.weights.get(initiative)
        standing = here.standing.value
        if here.passed and found.level_of(initiative) < TEXT_OF[key].number:
            standing = "passes, a lower layer does not"
        known = None if weight is None or weight.assumed else weight.amount
        owner = case.owner(initiative) or NOBODY
        rows.append((case.name(initiative), known, standing, here.reason, owner))
    return pd.DataFrame(
        rows, columns=["Initiative", money_column(case), "Standing", "What keeps it", "Owner"]
    )


def by_weight(found: Maturity, case: Case) -> list[str]:
    """Ids of the initiatives, the dearest first; those of unknown cost last."""

    def size(initiative: str) -> tuple[bool, float]:
        weight = found.weights.get(initiative)
        return (weight is None or weight.assumed, -(weight.amount if weight else 0.0))

    return sorted((row.id for row in case.initiatives), key=size)
