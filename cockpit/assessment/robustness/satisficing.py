"""What holds under stress: satisficing shares, worst cases and regret of each initiative."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from cockpit import wording
from cockpit.assessment.robustness.regret import KEYS, TOGETHER, stress_name, without
from scenarios.payoffs import CONTINUE, STOP, Payoffs, by_stress, continue_or_stop, mean_npvs
from scenarios.portfolio import ValueBasis
from scenarios.presets import PRESETS
from scenarios.results import Outcome, SimulationResult
from scenarios.robustness import greatest_regret
from scenarios.stress import BASE, STRESSES

#: The stress set without all stresses at once.
SINGLE: tuple[str, ...] = tuple(key for key in STRESSES if key != TOGETHER)

Results = Mapping[str, SimulationResult]


@dataclass(frozen=True, slots=True)
class WorstCase:
    """The worst mean of the worst 5 % of draws over base and stresses, and where it is."""

    cvar: float
    key: str


def satisficed(
    results: Results, basis: ValueBasis, level: float, stresses: Sequence[str] = STRESSES
) -> float | None:
    """Share of the stresses in which the portfolio's P(ROI ≥ hurdle) reaches a level.

    ``None`` where a stress gives no answer: a share of the rest would flatter.
    """
    found = [results[key].portfolio.outcomes.get(basis) for key in stresses]
    known = [each.p_roi_hurdle.value for each in found if each is not None]
    if len(known) < len(found):
        return None
    return sum(value >= level for value in known) / len(known)


def worst_cvar(results: Results, basis: ValueBasis) -> WorstCase | None:
    """The portfolio's least CVaR of NPV; ``None`` where a scenario gives no answer."""
    found = {key: results[key].portfolio.outcomes.get(basis) for key in KEYS}
    known = {key: each.cvar95.value for key, each in found.items() if each is not None}
    if len(known) < len(found):
        return None
    key = min(known, key=lambda name: known[name])
    return WorstCase(known[key], key)


def sentence(results: Results, basis: ValueBasis, level: float, currency: str) -> str:
    """How many stresses the portfolio satisfies, and its worst 5 %."""
    share, worst = satisficed(results, basis, level), worst_cvar(results, basis)
    alone = satisficed(results, basis, level, SINGLE)
    if share is None or alone is None or worst is None:
        return f"A stress gives no answer on the {basis} basis, so no share over all is given."
    held = round(share * len(STRESSES))
    return (
        f"In {held} of {len(STRESSES)} stresses ({round(alone * len(SINGLE))} of {len(SINGLE)} "
        f"single ones) the chance to earn the hurdle is {wording.percent(level)} or more; the "
        f"worst 5 % of draws average {wording.money(worst.cvar, currency)} under "
        f"{stress_name(worst.key)}."
    )


def portfolio_table(results: Results, basis: ValueBasis, level: float) -> pd.DataFrame:
    """Base and stresses: median ROI, chance of the hurdle, mean NPV, mean of the worst 5 %."""
    rows = []
    for key in KEYS:
        outcome = results[key].portfolio.outcomes.get(basis)
        chance = outcome.p_roi_hurdle.value if outcome else None
        rows.append(
            {
                "Scenario": PRESETS[key].name,
                "Median ROI": outcome.roi.p50.value if outcome else None,
                "P(ROI ≥ hurdle)": chance,
                "Reaches the level": _yes(chance, level),
                "NPV, mean": outcome.npv.mean.value if outcome else None,
                "NPV, worst 5 %": outcome.cvar95.value if outcome else None,
            }
        )
    return pd.DataFrame(rows)


def initiative_table(results: Results, basis: ValueBasis, level: float) -> pd.DataFrame:
    """One row an initiative: what continuing or stopping could be regretted for.

    At full cost. The greatest of the smaller regrets first, since most hangs on the
    choice there; those that some scenario does not answer come last. Columns with
    "single" leave out all stresses at once.
    """
    worths = mean_npvs({key: results[key] for key in KEYS}, basis)
    chances = by_stress(results, basis, STRESSES)
    single = by_stress(results, basis, SINGLE)
    cvars = by_stress(results, basis, KEYS, _cvar)
    shares, shares_single = chances.satisficing(level), single.satisficing(level)
    rows = []
    for place, each in enumerate(results[BASE].initiatives):
        payoffs = continue_or_stop(worths, each.id)
        row = cvars.values[place]
        at = None if bool((row != row).any()) else int(row.argmin())
        rows.append(
            {
                "Initiative": each.name,
                **_regrets(payoffs),
                "Stresses satisfied": shares[each.id],
                "Single stresses satisfied": shares_single[each.id],
                "NPV, worst 5 % at worst": None if at is None else float(row[at]),
                "Worst under": wording.NA if at is None else PRESETS[KEYS[at]].name,
            }
        )
    frame = pd.DataFrame(rows)
    at_stake = frame[["Regret of continuing", "Regret of stopping"]].min(axis=1)
    order = at_stake.sort_values(ascending=False, kind="stable", na_position="last").index
    return frame.loc[order].reset_index(drop=True)


def _regrets(payoffs: Payoffs | None) -> dict[str, float | str | None]:
    if payoffs is None:
        return {
            "Regret of continuing": None,
            "Regret of stopping": None,
            "Least regret": wording.NA,
            "Least regret, single": wording.NA,
        }
    greatest = payoffs.of(greatest_regret)
    return {
        "Regret of continuing": greatest[CONTINUE],
        "Regret of stopping": greatest[STOP],
        "Least regret": _either(payoffs.minimax_regret),
        "Least regret, single": _either(without(payoffs).minimax_regret),
    }


def _either(decisions: Sequence[str]) -> str:
    return decisions[0] if len(decisions) == 1 else "either"


def _cvar(outcome: Outcome) -> float:
    return outcome.cvar95.value


def _yes(chance: float | None, level: float) -> str:
    return wording.NA if chance is None else "yes" if chance >= level else "no"
