"""Two results side by side as tables: initiatives, layers, pinned scenarios.

Pure; numbers stay numbers, missing stays missing (``None``, never zero). The same
tables feed the screen and the downloads.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from cockpit import reading, wording
from scenarios.portfolio import CostLayer, ValueBasis
from scenarios.results import Estimate, InitiativeResult, SimulationResult

FALLS = "falls below"
RISES = "rises above"
STAYS_BELOW = "stays below"
STAYS_ABOVE = "stays above"

#: Columns with a figure from draws; each has its standard error in a column ``… se``.
INITIATIVE_FIGURES = (
    "ROI before",
    "ROI now",
    "Chance before",
    "Chance now",
    "Δ NPV",
    "NPV now",
    "Full cost now",
)
INITIATIVE_COLUMNS = (
    "Initiative",
    "Verdict before",
    "Verdict now",
    "At the hurdle",
    *INITIATIVE_FIGURES,
    "Cost layers",
    *(f"{name} se" for name in INITIATIVE_FIGURES),
)


@dataclass(frozen=True)
class Verdicts:
    """Computed verdicts by initiative under two scenarios; one without a verdict is left out."""

    before: Mapping[str, str]
    now: Mapping[str, str]

    @property
    def turned(self) -> tuple[tuple[str, str], ...]:
        """(before, now) of every initiative whose verdict is another, in portfolio order."""
        return tuple(
            (was, self.now[key])
            for key, was in self.before.items()
            if key in self.now and self.now[key] != was
        )

    def sentence(self, name: str) -> str:
        """How many verdicts the scenario turns, and which way most of them go."""
        both = sum(key in self.now for key in self.before)
        if not both:
            return "No verdict can be computed: no captured ROI is known."
        if not self.turned:
            return f"“{name}” turns none of {wording.count(both, 'verdict')}"
        ways = Counter(self.turned).most_common()
        told = ", ".join(f"{count} {was} → {new}" for (was, new), count in ways)
        return f"“{name}” turns {len(self.turned)} of {wording.count(both, 'verdict')}: {told}"


#: Where verdicts are not asked for.
NO_VERDICTS = Verdicts({}, {})


def initiative_table(
    now: SimulationResult,
    before: SimulationResult,
    basis: ValueBasis,
    verdicts: Verdicts = NO_VERDICTS,
) -> pd.DataFrame:
    """One row an initiative that can be answered, most value at stake first.

    Among equals, those that cross the hurdle come first. Columns
    ``INITIATIVE_COLUMNS``; ROI is the median and chance the probability that it
    reaches the hurdle, both as shares; NPV is the median and full cost the mean
    present value. Value at stake is |Δ NPV|, or
    |NPV| where nothing moved. The error of Δ NPV is given as that of NPV now:
    both sides share their draws, so the true one is smaller.
    """
    former = {item.id: item for item in before.initiatives}
    rows = []
    for item in now.initiatives:
        outcome = item.outcomes.get(basis)
        old_item = former.get(item.id)
        old = old_item.outcomes.get(basis) if old_item else None
        if outcome is None:
            continue
        estimates = (
            old.roi.p50 if old else None,
            outcome.roi.p50,
            old.p_roi_hurdle if old else None,
            outcome.p_roi_hurdle,
            _difference(outcome.npv.p50, old.npv.p50) if old else None,
            outcome.npv.p50,
            item.known_cost.mean if item.known_cost else None,
        )
        hurdle = _at_hurdle(
            outcome.roi.p50.value >= now.hurdle_rate,
            old.roi.p50.value >= before.hurdle_rate if old else None,
        )
        judged = verdicts.before.get(item.id), verdicts.now.get(item.id)
        figures = (*_values(estimates), layers_tag(item), *_errors(estimates))
        rows.append((item.name, *judged, hurdle, *figures))
    table = pd.DataFrame(rows, columns=list(INITIATIVE_COLUMNS))
    if table.empty:
        return table
    moved = table["Δ NPV"].abs().fillna(0.0)
    stake = moved if moved.sum() > 0 else table["NPV now"].abs()
    flips = table["At the hurdle"].isin((FALLS, RISES))
    ranks = pd.DataFrame({"stake": stake, "flips": flips})
    order = ranks.sort_values(["stake", "flips"], ascending=False, kind="stable").index
    return table.loc[order].reset_index(drop=True)


def _difference(now: Estimate, before: Estimate) -> Estimate:
    return Estimate(now.value - before.value, now.se)


def _values(estimates: Iterable[Estimate | None]) -> list[float | None]:
    return [None if estimate is None else estimate.value for estimate in estimates]


def _errors(estimates: Iterable[Estimate | None]) -> list[float | None]:
    return [None if estimate is None else estimate.se for estimate in estimates]


def _at_hurdle(above: bool, was_above: bool | None) -> str:
    if was_above is None:
        return "above" if above else "below"
    if above:
        return STAYS_ABOVE if was_above else RISES
    return FALLS if was_above else STAYS_BELOW


def layers_tag(item: InitiativeResult) -> str:
    """Completeness of an initiative's cost in words: complete, partial, assumed."""
    missing = [layer for layer in item.missing_layers if layer not in item.assumed_layers]
    words = []
    if missing:
        words.append(f"partial: no {' '.join(missing)}")
    if item.assumed_layers:
        words.append(f"assumed: {' '.join(item.assumed_layers)}")
    return "; ".join(words) or "all seven"


def unanswered_table(result: SimulationResult, basis: ValueBasis) -> pd.DataFrame:
    """Initiatives without an answer on this basis: name, what is supplied, and why."""
    rows = [
        (item.name, item.supplied.value, item.unanswered.get(basis, wording.NA))
        for item in result.initiatives
        if basis not in item.outcomes
    ]
    return pd.DataFrame(rows, columns=["Initiative", "Supplied", "Why there is no answer"])


def layer_table(now: SimulationResult, before: SimulationResult) -> pd.DataFrame:
    """Seven rows: mean present value by layer before and now, what grew most first.

    A layer that no line supplies has ``None`` on that side.
    """
    growth = reading.layer_growth(now, before)
    rows = []
    for layer in CostLayer:
        old, new = (
            None if side.portfolio.cost_unanswered else side.portfolio.layer_mean.get(layer)
            for side in (before, now)
        )
        rows.append((layer.title, old, new, growth.get(layer)))
    table = pd.DataFrame(rows, columns=["Layer", "Before", "Now", "Δ"]).astype(
        {"Before": float, "Now": float, "Δ": float}
    )
    flat = not table["Δ"].abs().fillna(0).sum()
    key = table["Now"] if flat else table["Δ"]
    order = key.fillna(float("-inf")).sort_values(ascending=False, kind="stable").index
    return table.loc[order].reset_index(drop=True)


SCENARIO_FIGURES = (
    "ROI P10",
    "ROI P50",
    "ROI P90",
    "Chance of hurdle",
    "NPV P50",
    "NPV worst 5 %",
    "Full cost P50",
)
SCENARIO_COLUMNS = (
    "Scenario",
    *SCENARIO_FIGURES,
    "Initiatives below hurdle",
    "Of",
    *(f"{name} se" for name in SCENARIO_FIGURES),
)


def traced(
    table: pd.DataFrame, now: SimulationResult, before: SimulationResult, basis: ValueBasis
) -> pd.DataFrame:
    """The table for a file: basis, currency and both scenarios in every row."""
    return table.assign(
        **{
            "Value basis": basis.value,
            "Currency": now.currency,
            "Scenario now": f"{now.stamp.scenario_name} {now.stamp.scenario_hash[:8]}",
            "Scenario before": f"{before.stamp.scenario_name} {before.stamp.scenario_hash[:8]}",
        }
    )


def scenario_table(results: list[tuple[str, SimulationResult]], basis: ValueBasis) -> pd.DataFrame:
    """One row a scenario: the base, the pinned ones and the one on screen."""
    rows = []
    for name, result in results:
        outcome = result.portfolio.outcomes.get(basis)
        crossed = reading.crossings(result, result, basis)
        known = result.portfolio.known_cost
        cost = known.p50 if known else None
        estimates: list[Estimate | None] = [None] * 6
        if outcome is not None:
            roi = outcome.roi
            estimates = [
                roi.p10,
                roi.p50,
                roi.p90,
                outcome.p_roi_hurdle,
                outcome.npv.p50,
                outcome.cvar95,
            ]
        rows.append(
            (
                name,
                *_values([*estimates, cost]),
                len(crossed.below),
                crossed.compared,
                *_errors([*estimates, cost]),
            )
        )
    return pd.DataFrame(rows, columns=list(SCENARIO_COLUMNS))
