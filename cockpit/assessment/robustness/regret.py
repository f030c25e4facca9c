"""Which mix would be regretted least: mixes of initiatives under the base and each stress."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from cockpit import wording
from cockpit.assessment.running import runs_today
from cockpit.inventory.rows import InitiativeRow
from scenarios.payoffs import ALL, BEST, NONE, TODAY, Payoffs, Worths, avoidable_worths, mixes
from scenarios.portfolio import ValueBasis
from scenarios.presets import PRESETS
from scenarios.robustness import greatest_regret, worst_case
from scenarios.simulate import Simulator
from scenarios.stress import BASE, STRESSES

#: Stresses on top of each other: one column can decide the whole table.
TOGETHER = "everything-at-once"
#: Base and stress set, in the order of the columns.
KEYS: tuple[str, ...] = (BASE, *STRESSES)
#: How the mixes are called on screen.
MIX_NAMES = {
    TODAY: "Today's mix",
    ALL: "Continue all",
    NONE: "Stop all",
    BEST: "Those that pay in the base case",
}
#: Mixes nearer than this share of the greatest regret read alike in the table.
_ALIKE = 0.002


@dataclass(frozen=True)
class StressWorths:
    """What each initiative adds when shared cost stays, and what stays, by stress."""

    worths: Worths
    stays: Mapping[str, float]


def stress_worths(
    simulator: Simulator,
    basis: ValueBasis,
    progress: Callable[[int, int], None] | None = None,
) -> StressWorths:
    """Worths under the base and every stress, one draw table at a time.

    ``progress`` is called with (stresses done, of all) and may raise to break off.
    """
    worths: dict[str, Mapping[str, float]] = {}
    stays: dict[str, float] = {}
    for done, key in enumerate(KEYS, start=1):
        added, kept = avoidable_worths({key: simulator.draw_table(PRESETS[key], basis)})
        worths.update(added)
        stays.update(kept)
        if progress is not None:
            progress(done, len(KEYS))
    return StressWorths(worths, stays)


def today_mix(rows: Sequence[InitiativeRow]) -> tuple[str, ...]:
    """Initiatives that run today, by the rule of :mod:`cockpit.assessment.running`."""
    return tuple(row.id for row in rows if runs_today(row))


def mix_payoffs(found: StressWorths, today: Sequence[str] | None) -> Payoffs | None:
    """The mixes against each other under the base and every stress."""
    return mixes(found.worths, today, BASE, stays=found.stays)


def without(payoffs: Payoffs, stress: str = TOGETHER) -> Payoffs:
    """The same table with one stress left out."""
    kept = [k for k, name in enumerate(payoffs.stresses) if name != stress]
    return replace(
        payoffs,
        stresses=tuple(payoffs.stresses[k] for k in kept),
        values=payoffs.values[:, kept],
    )


def sentence(payoffs: Payoffs, currency: str) -> str:
    """The mix that is regretted least, with and without all stresses at once."""
    first = _least_regretted(payoffs, currency)
    single = without(payoffs)
    if single.stresses == payoffs.stresses:
        return f"{first}."
    if set(single.minimax_regret) == set(payoffs.minimax_regret):
        return f"{first}; single stresses alone say the same."
    return f"{first}; single stresses alone: {_lower(_least_regretted(single, currency))}."


def maximin_sentence(payoffs: Payoffs, currency: str) -> str:
    """The mix whose worst case is best, with and without all stresses at once."""
    return (
        f"Best worst case: {_best_worst(payoffs, currency)}; single stresses alone: "
        f"{_best_worst(without(payoffs), currency)}."
    )


def alike(payoffs: Payoffs, currency: str) -> str:
    """Mixes whose regrets differ by less than anybody can see; empty where there are none."""
    rows = payoffs.regrets
    said = []
    for one in range(len(payoffs.decisions)):
        for two in range(one):
            apart = float(abs(rows[one] - rows[two]).max())
            if apart < _ALIKE * float(rows.max()):
                names = _joined((payoffs.decisions[two], payoffs.decisions[one]))
                money = wording.money(apart, currency)
                said.append(f"{names} differ by {money} at most, in every column.")
    return " ".join(said)


def _least_regretted(payoffs: Payoffs, currency: str) -> str:
    best = payoffs.minimax_regret
    most = payoffs.of(greatest_regret)[best[0]]
    stress = payoffs.stresses[int(payoffs.regrets[payoffs.decisions.index(best[0])].argmax())]
    names = _joined(best)
    if most <= 0:
        return f"{names}: never regretted"
    return (
        f"{names}: least regretted, by at most {wording.money(most, currency)} under "
        f"{stress_name(stress)}"
    )


def stress_name(key: str) -> str:
    """A stress, or the base case, within a sentence."""
    return "the base case" if key == BASE else _lower(PRESETS[key].name)


def _best_worst(payoffs: Payoffs, currency: str) -> str:
    best = payoffs.maximin
    least = payoffs.of(worst_case)[best[0]]
    return f"{_lower(_joined(best))} ({wording.money(least, currency)})"


def matrix(payoffs: Payoffs) -> pd.DataFrame:
    """One row a mix: regret under each scenario, the greatest with and without all at once.

    Money in portfolio currency, present value. The worst case is the mix's own worth.
    """
    single = without(payoffs)
    greatest, alone = payoffs.of(greatest_regret), single.of(greatest_regret)
    worst, worst_alone = payoffs.of(worst_case), single.of(worst_case)
    rows = []
    for place, mix in enumerate(payoffs.decisions):
        regrets = payoffs.regrets[place].tolist()
        named = [PRESETS[key].name for key in payoffs.stresses]
        rows.append(
            {
                "Mix": MIX_NAMES.get(mix, mix),
                **dict(zip(named, regrets, strict=True)),
                "Greatest regret": greatest[mix],
                "Greatest, single stresses": alone[mix],
                "Worst case": worst[mix],
                "Worst case, single stresses": worst_alone[mix],
            }
        )
    return pd.DataFrame(rows)


def _joined(mixes_named: Sequence[str]) -> str:
    return wording.listed(MIX_NAMES.get(mix, mix) for mix in mixes_named)


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
