"""The stability matrix in words: initiative by preset, flips marked, the share kept."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from cockpit import wording
from cockpit.assessment.decisions.cards import DecisionCard
from scenarios.presets import PRESETS
from scenarios.stability import VerdictMatrix

#: Before a verdict that differs from the one at base.
FLIP = "→ "
_NO_ANSWER = "no answer"


def matrix_table(
    found: VerdictMatrix, cards: Sequence[DecisionCard], first: str | None = None
) -> pd.DataFrame:
    """One row an initiative, the least steady first and then the dearest; words as they stand.

    The column of the preset ``first`` stands next to that of Base.
    """
    by_id = {card.id: card for card in cards}
    rows = []
    for id_, words in zip(found.initiatives, found.verdicts, strict=True):
        flips = set(found.flips(id_))
        row: dict[str, object] = {
            "Initiative": by_id[id_].name,
            "Share kept": found.share_kept(id_),
            "Cost a year": by_id[id_].cost,
        }
        for key, word in zip(found.scenarios, words, strict=True):
            text = word or _NO_ANSWER
            row[PRESETS[key].name] = f"{FLIP}{text}" if key in flips else text
        rows.append(row)
    base, *others = found.scenarios
    order = [base, *sorted(others, key=lambda key: key != first)]
    columns = ["Initiative", "Share kept", "Cost a year", *(PRESETS[key].name for key in order)]
    table = pd.DataFrame(rows, columns=columns)
    table = table.astype({"Cost a year": "float64", "Share kept": "float64"})
    return table.sort_values(
        ["Share kept", "Cost a year"],
        ascending=[True, False],
        na_position="last",
        ignore_index=True,
        kind="stable",
    )


def matrix_sentence(found: VerdictMatrix) -> str:
    """How many verdicts hold in every preset, and the presets that turn most."""
    turned = {
        key: sum(key in found.flips(id_) for id_ in found.initiatives)
        for key in found.scenarios[1:]
    }
    total = len(found.initiatives)
    whole = sum(not found.flips(id_) for id_ in found.initiatives)
    said = f"{whole} of {wording.count(total, 'verdict')} stay the same in every preset"
    worst = sorted((key for key in turned if turned[key]), key=lambda key: -turned[key])[:2]
    if not worst:
        return said
    told = wording.listed(f"“{PRESETS[key].name}” turns {turned[key]}" for key in worst)
    return f"{said}; {told}"
