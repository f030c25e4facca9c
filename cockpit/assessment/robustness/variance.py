"""What makes ROI uncertain: shares of variance by driver, and drivers against estimation errors."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from cockpit import wording
from cockpit.assessment.robustness import words
from scenarios.portfolio import ValueBasis
from scenarios.scenario import Scenario
from scenarios.sensitivity import (
    LEAST_DRAWS,
    Indices,
    Sensitivity,
    Share,
    VarianceShares,
    table_sensitivity,
    variance_shares,
)
from scenarios.simulate import Simulator

#: Most drivers drawn, and the least total share of one that is.
_MOST_SHOWN, _LEAST_SHOWN = 10, 0.005
#: Joint partners named of one driver.
_PARTNERS = 2


def indices_of(simulator: Simulator, scenario: Scenario, basis: ValueBasis) -> Sensitivity | None:
    """Shares of variance of portfolio ROI; ``None`` with too few draws to say."""
    if simulator.draws < LEAST_DRAWS:
        return None
    table = simulator.draw_table(scenario, basis)
    return table_sensitivity(
        table, correlations=simulator.correlations(scenario), seed=simulator.seed
    )


def origins_of(simulator: Simulator, scenario: Scenario, basis: ValueBasis) -> VarianceShares:
    """Drivers against estimation errors, from a second run with other errors alone."""
    other = Simulator(
        simulator.portfolio,
        simulator.draws,
        simulator.seed,
        simulator.sampling,
        error_seed=simulator.seed + 1,
    )
    one, two = (each.draw_table(scenario, basis).portfolio_roi for each in (simulator, other))
    return variance_shares(one, two)


def shown(found: Sensitivity) -> tuple[Indices, ...]:
    """The drivers worth drawing, greatest total first."""
    worth = [each for each in found.indices if each.total.value >= _LEAST_SHOWN]
    return tuple(worth[:_MOST_SHOWN])


def sentence(found: Sensitivity, origins: VarianceShares) -> str:
    """The driver that matters most, and what is the drivers' and what the errors'."""
    split = (
        f"drivers make {_percent(origins.drivers)} of the variance of ROI, estimation errors "
        f"{_percent(origins.errors)}"
    )
    if not shown(found):
        return split[:1].upper() + split[1:]
    first = found.indices[0]
    return f"{words.driver_label(first.key)} alone makes {_percent(first.first)}; all {split}"


def unseen(found: Sensitivity, origins: VarianceShares) -> str:
    """How much of the drivers' share single drivers and pairs do not explain."""
    gap = max(0.0, origins.drivers.value - found.explained.value)
    return (
        f"Single drivers and pairs explain {_percent(found.explained)} of the variance; "
        f"{wording.percent(gap)} is joint effects of three or more, or unseen."
    )


def label(each: Indices) -> str:
    """Name of a driver, or of those taken together."""
    return words.driver_label(each.key)


def acts_with(each: Indices) -> str:
    """The drivers with which it has a joint effect, strongest first."""
    named = [words.within(words.driver_label(key)) for key in each.pairs[:_PARTNERS]]
    return wording.listed(named) or "none found"


def table(found: Sensitivity, origins: VarianceShares) -> pd.DataFrame:
    """One row a driver with both indices and their 95 % intervals, then the errors."""
    rows = [
        {
            "Driver": label(each),
            **_columns("Alone", each.first),
            **_columns("In total", each.total),
            "Acts with": acts_with(each),
        }
        for each in found.indices
    ]
    nobody = Share(float("nan"), float("nan"), float("nan"), float("nan"))
    rows.append(
        {
            "Driver": "Estimation errors of all lines",
            **_columns("Alone", nobody),
            **_columns("In total", origins.errors),
            "Acts with": wording.NA,
        }
    )
    return pd.DataFrame(rows)


def share_columns(columns: Sequence[str]) -> list[str]:
    """The columns that hold shares."""
    return [name for name in columns if name.startswith(("Alone", "In total"))]


def _columns(name: str, share: Share) -> dict[str, float]:
    return {name: share.value, f"{name}, from": share.low, f"{name}, to": share.high}


def _percent(share: Share) -> str:
    return wording.percent(max(0.0, share.value), se=share.se)
