"""Rungs, tables and words of the maturity ladder, for the page and the board pack."""

from __future__ import annotations

import pandas as pd

from cockpit import wording
from cockpit.assessment.case import Case
from cockpit.assessment.evidence_rows import NOBODY
from cockpit.assessment.maturity.layer_answers import by_weight
from cockpit.assessment.maturity.layer_texts import TEXT_OF
from cockpit.assessment.maturity.passes import Standing
from cockpit.assessment.maturity.pattern import money_column
from cockpit.assessment.maturity.scores import LAYER_KEYS, LayerScore, Maturity
from cockpit.charts.maturity import Rung

#: How an initiative stands at a layer: sign and word.
PASSES, ALONE, MISSING, FAILS = "✓ passes", "(✓) unsupported", "? missing", "✗ fails"
_SIGNS = frozenset(["✓", "(✓)", "?", "✗"])
#: How to read the ladder.
LADDER_NOTE = (
    "Share of the full cost a year. With all below (strong): passes this layer and every layer "
    "below. By itself (faint): passes this layer, which supports nothing where a lower one fails."
)
#: How to read the table of initiatives by layer.
STANDING_NOTE = (
    "Missing: a column is blank. Fails: it is filled, and what it says is not enough. "
    "Unsupported: passes, but a lower layer of the same initiative does not."
)


def rungs(found: Maturity) -> list[Rung]:
    """The layers as the ladder draws them, from the ground up."""
    return [_rung(found, found.scores[key]) for key in LAYER_KEYS]


def _rung(found: Maturity, score: LayerScore) -> Rung:
    text = TEXT_OF[score.layer]
    supported, _ = wording.compared(score.supported, found.threshold)
    if score.score is None:
        words = f"nothing passes, evidence missing for {wording.percent(score.missing)}"
    elif score.layer == LAYER_KEYS[0]:
        words = f"{supported} passes"
    else:
        words = f"{supported} with all below; {wording.percent(score.score)} by itself"
    return Rung(
        name=text.name,
        supported=score.supported,
        alone=score.score,
        gate=found.guessing == score.layer,
        grey=score.above_gate,
        text=words,
        state=state_words(found, score.layer),
    )


def must_pass(found: Maturity) -> str:
    """The limit in words: ``60 % must pass``."""
    return f"{wording.compared(1.0, found.threshold)[1]} must pass"


def state_words(found: Maturity, key: str) -> str:
    """Whether a layer holds, is the one at which we guess, or rests on none that holds."""
    score = found.scores.get(key)
    if score is None:
        return "cannot be weighed"
    if score.holds:
        return "holds"
    return "unsupported" if score.above_gate else "we guess from here"


def standings_sentence(found: Maturity) -> str:
    """How many initiatives pass all five layers, and how many not even the first."""
    levels = [found.level_of(key) for key in found.passes]
    whole = sum(level == len(LAYER_KEYS) for level in levels)
    none = sum(level == 0 for level in levels)
    return (
        f"{wording.whole(whole)} of {wording.count(len(levels), 'initiative')} pass all five "
        f"layers; {wording.whole(none)} {'does' if none == 1 else 'do'} not pass the first"
    )


def heat_table(case: Case, found: Maturity) -> pd.DataFrame:
    """One row an initiative, the dearest first: level, standing at each layer, what is next."""
    rows = []
    for key in by_weight(found, case):
        level, weight = found.level_of(key), found.weights.get(key)
        layers = found.passes[key]
        row: dict[str, object] = {
            "Initiative": case.name(key),
            money_column(case): None if weight is None or weight.assumed else weight.amount,
            "Level": f"{level} of 5",
        }
        for number, layer in enumerate(LAYER_KEYS, start=1):
            row[TEXT_OF[layer].name] = _word(layers[layer].standing, supported=number <= level)
        first = LAYER_KEYS[level] if level < len(LAYER_KEYS) else None
        row["Owner"] = case.owner(key) or NOBODY
        row["What is next"] = layers[first].reason if first else ""
        rows.append(row)
    table = pd.DataFrame(rows)
    table[money_column(case)] = table[money_column(case)].astype(float)
    return table


def standing_word(found: Maturity, initiative: str, layer: str) -> str:
    """How an initiative stands at a layer, without the sign."""
    supported = LAYER_KEYS.index(layer) < found.level_of(initiative)
    said = _word(found.passes[initiative][layer].standing, supported=supported)
    return " ".join(word for word in said.split() if word not in _SIGNS)


def next_in_short(reasons: str) -> str:
    """The first of several reasons, and how many more there are."""
    first, *more = reasons.replace(" not stated", "").split("; ")
    return f"{first} (+{len(more)})" if more else first


def _word(standing: Standing, *, supported: bool) -> str:
    match standing:
        case Standing.PASSES:
            return PASSES if supported else ALONE
        case Standing.MISSING:
            return MISSING
        case Standing.FAILS:
            return FAILS
