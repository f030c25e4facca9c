"""Whether there are enough draws: running estimates, digits that stand, other seeds."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from cockpit import wording
from scenarios.convergence import Convergence, Figure, Replicates

#: The last digit that the screen shows of each figure: whole per cent.
STEPS: dict[Figure, float] = {"p50": 0.01, "p_hurdle": 0.01}
NAMES: dict[Figure, str] = {
    "mean": "Mean ROI",
    "p50": "Median ROI",
    "p_hurdle": "P(ROI ≥ hurdle)",
}
#: Further seeds that are simulated beside the one on screen.
MORE_SEEDS = 4


def seeds(seed: int) -> tuple[int, ...]:
    """The seed on screen and those after it."""
    return tuple(range(seed, seed + MORE_SEEDS + 1))


def sentence(found: Convergence) -> str:
    """Whether the whole per cent stands, figure by figure."""
    draws = found.running[-1].draws
    shaky = [NAMES[each.figure] for each in found.stability if not each.stable]
    if not shaky:
        return f"{wording.whole(draws)} draws are enough: every whole per cent shown stands"
    verb = "does" if len(shaky) == 1 else "do"
    names = wording.listed(shaky)
    needed = f"More than {wording.whole(draws)} draws would be needed"
    return f"{needed}: {names} {verb} not stand to the per cent"


def standing(found: Convergence) -> str:
    """Since how many draws each figure stands."""
    told = [
        f"{NAMES[each.figure]} has stood within half a per cent since "
        f"{wording.whole(each.stands_since)} draws"
        for each in found.stability
    ]
    return wording.listed(told) + "."


def seeds_sentence(found: Sequence[Replicates]) -> str:
    """What other seeds say of the same figures."""
    told = [
        f"{NAMES[each.figure]} {wording.percent(min(each.values), decimals=1)} to "
        f"{wording.percent(max(each.values), decimals=1)}"
        for each in found
        if each.figure in STEPS
    ]
    apart = [NAMES[each.figure] for each in found if not each.agree and each.figure in STEPS]
    agree = (
        "within what the standard errors allow"
        if not apart
        else f"wider than the standard errors allow for {wording.listed(apart)}"
    )
    count = len(found[0].values) if found else 0
    return f"With {count} seeds: {wording.listed(told)}, {agree}."


def running_table(found: Convergence) -> pd.DataFrame:
    """One row a number of draws: each figure with its standard error."""
    return pd.DataFrame(
        [
            {
                "Draws": each.draws,
                "ROI, mean": each.mean.value,
                "ROI, mean, error": each.mean.se,
                "ROI P50": each.p50.value,
                "ROI P50, error": each.p50.se,
                "P(ROI ≥ hurdle)": each.p_hurdle.value,
                "P(ROI ≥ hurdle), error": each.p_hurdle.se,
            }
            for each in found.running
        ]
    )


def seeds_table(found: Sequence[Replicates], used: Sequence[int]) -> pd.DataFrame:
    """One row a seed with each figure, then the spread and the errors stated."""
    rows = [
        {"Seed": str(seed), **{NAMES[each.figure]: each.values[k] for each in found}}
        for k, seed in enumerate(used)
    ]
    spread = {NAMES[each.figure]: each.spread for each in found}
    stated = {NAMES[each.figure]: each.stated for each in found}
    return pd.DataFrame([*rows, {"Seed": "spread", **spread}, {"Seed": "stated error", **stated}])
