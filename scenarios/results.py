"""What a simulation returns: small frozen values, ready for screens and files.

No array of draws leaves the engine; whoever needs another statistic adds it here.
Money is in portfolio currency, present value unless a name says otherwise; ROI
and probabilities are shares (0.84 = 84 %). Each estimate carries its Monte Carlo
standard error (``se``); see :mod:`scenarios.measures` for how it is taken.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

import numpy as np

from scenarios.drivers import Driver
from scenarios.measures import discount_factors, internal_rate, payback_month
from scenarios.portfolio import CostLayer, ValueBasis

Tco = Literal["complete", "partial", "assumed", "no cost"]

#: Internal rates above this are not reported.
_GREATEST_RATE = 10.0


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure estimated from draws, and its Monte Carlo standard error."""

    value: float
    se: float


@dataclass(frozen=True, slots=True)
class Spread:
    """A quantity's base case beside its distribution."""

    base: float
    mean: Estimate
    p10: Estimate
    p50: Estimate
    p90: Estimate


@dataclass(frozen=True, slots=True)
class Expected:
    """A quantity's base case beside the mean of its draws."""

    base: float
    mean: Estimate


@dataclass(frozen=True, slots=True)
class Outcome:
    """Economics of one initiative, or of the portfolio, on one value basis.

    ``cvar95`` is the mean NPV of the worst 5 % of draws. ``base_net_cash`` is the
    base case's net cash of each month 0…horizon, undiscounted; payback (with and
    without discounting, ``None`` when never within the horizon) and the annual
    IRR (``None`` where it does not exist or is not unique) are read from it.
    """

    roi: Spread
    npv: Spread
    benefit: Expected
    p_roi_nonnegative: Estimate
    p_roi_hurdle: Estimate
    cvar95: Estimate
    base_net_cash: tuple[float, ...]
    discount_rate: float

    @property
    def payback_months(self) -> int | None:
        """First month in which cumulative net cash is not negative."""
        return payback_month(np.asarray(self.base_net_cash))

    @property
    def discounted_payback_months(self) -> int | None:
        """The same with each month discounted."""
        cash = np.asarray(self.base_net_cash)
        return payback_month(cash * discount_factors(self.discount_rate, len(cash) - 1))

    @property
    def irr(self) -> float | None:
        """Annual internal rate of return of the base case.

        ``None`` also where the first flow is no outlay, and above 1,000 % a year,
        where a small first outlay makes a rate that says nothing.
        """
        cash = np.asarray(self.base_net_cash)
        flowing = np.flatnonzero(cash)
        if flowing.size == 0 or cash[flowing[0]] > 0:
            return None
        monthly = internal_rate(cash)
        annual = None if monthly is None else (1 + monthly) ** 12 - 1
        return None if annual is None or annual > _GREATEST_RATE else annual


class Supplied(StrEnum):
    """What the inventory supplies for an initiative; decides what can be answered."""

    BOTH = "cost and benefit"
    COST_ONLY = "no benefit supplied"
    BENEFIT_ONLY = "no cost supplied"
    NEITHER = "not supplied"


@dataclass(frozen=True, slots=True)
class InitiativeResult:
    """One initiative. ``outcomes`` holds only the bases that can be answered.

    ``cost`` is the full cost with the allocated share of shared lines;
    ``layer_base`` and ``layer_mean`` are its present values by layer. Layers in
    ``missing_layers`` are absent from both unless they are in ``assumed_layers``.
    ``cost_unanswered`` is why the cost under the scenario is not known although lines stand:
    then ``cost`` is only what would stand if nothing moved; empty where it is known.
    """

    id: str
    name: str
    supplied: Supplied
    outcomes: dict[ValueBasis, Outcome]
    cost: Expected | None
    layer_base: dict[CostLayer, float]
    layer_mean: dict[CostLayer, float]
    missing_layers: tuple[CostLayer, ...]
    assumed_layers: tuple[CostLayer, ...]
    unanswered: dict[ValueBasis, str]
    cost_unanswered: str = ""

    @property
    def known_cost(self) -> Expected | None:
        """The full cost, where it can be told."""
        return None if self.cost_unanswered else self.cost


@dataclass(frozen=True, slots=True)
class Fan:
    """Cumulative net cash by month, undiscounted: base case and percentiles.

    Every tuple has one entry for each of the months 0…horizon.
    """

    months: tuple[int, ...]
    base: tuple[float, ...]
    p10: tuple[float, ...]
    p50: tuple[float, ...]
    p90: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Histogram:
    """Share of draws by bin: ``edges`` has one more entry than ``share``.

    The outermost bins also hold the draws beyond them, so that shares sum to 1.
    """

    edges: tuple[float, ...]
    share: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Influence:
    """How much one driver moves a figure of the portfolio: NPV, ROI or cost.

    ``variance_share`` is the squared correlation of the driver's normal score
    with the figure; ``low`` and ``high`` are the figure's mean over the draws in
    which the driver is in its lowest and highest fifth.
    """

    driver: str
    variance_share: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class PortfolioResult:
    """All initiatives together. ``histograms`` are of ROI.

    ``influences`` are those on captured NPV, ``roi_influences`` on captured ROI,
    ``cost_influences`` on full cost, most first; where captured cannot be answered,
    the first basis that can takes its place.

    ``cost`` is ``None`` where no cost line takes part: unknown, not zero.
    ``cost_unanswered`` is as in :class:`InitiativeResult`.
    """

    outcomes: dict[ValueBasis, Outcome]
    fans: dict[ValueBasis, Fan]
    histograms: dict[ValueBasis, Histogram]
    cost: Spread | None
    layer_base: dict[CostLayer, float]
    layer_mean: dict[CostLayer, float]
    indirect_base: float
    influences: tuple[Influence, ...]
    roi_influences: tuple[Influence, ...]
    cost_influences: tuple[Influence, ...]
    unanswered: dict[ValueBasis, str]
    cost_unanswered: str = ""

    @property
    def known_cost(self) -> Spread | None:
        """The full cost, where it can be told."""
        return None if self.cost_unanswered else self.cost


@dataclass(frozen=True, slots=True)
class Check:
    """One identity that must hold; shown on the page and in exports when it fails."""

    name: str
    passed: bool
    detail: str


@dataclass(frozen=True, slots=True)
class CorrelationRepair:
    """The nearest valid correlation matrix that replaced an impossible one."""

    drivers: tuple[str, ...]
    stated: tuple[tuple[float, ...], ...]
    used: tuple[tuple[float, ...], ...]
    largest_change: float


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a figure can be reproduced from, and the yardsticks it was taken with.

    ``tco`` says whether the full cost is complete, partial (a layer is missing),
    assumed (missing layers were completed) or not supplied at all.
    """

    data_hash: str
    scenario_name: str
    scenario_hash: str
    seed: int
    draws: int
    version: str
    as_of: str
    source_name: str
    hurdle_rate: float = 0.0
    discount_rate: float = 0.0
    horizon_months: int = 0
    tco: Tco = "complete"
    rejected_rows: int = 0

    def line(self) -> str:
        """One line for footers and exports; the same in every locale, so without groups."""
        return (
            f"data {self.data_hash[:12] or 'n/a'} · scenario {self.scenario_name} "
            f"{self.scenario_hash[:8]} · seed {self.seed} · {self.draws} draws · "
            f"version {self.version} · as of {self.as_of or 'n/a'} · "
            f"source {self.source_name or 'n/a'} · hurdle {100 * self.hurdle_rate:.4g} % · "
            f"discount {100 * self.discount_rate:.4g} % · {self.horizon_months} months · "
            f"TCO {self.tco}"
            + (
                f" · {self.rejected_rows} row{'s' * (self.rejected_rows != 1)} rejected"
                if self.rejected_rows
                else ""
            )
        )


@dataclass(frozen=True, slots=True)
class SimulationResult:
    """The answer to (portfolio, scenario, draws, seed).

    ``drivers`` lists every driver that took part, with the distribution used, so
    that a default is never mistaken for a stated assumption. ``notes`` says in
    plain sentences what was left out or assumed.
    """

    stamp: Stamp
    currency: str
    hurdle_rate: float
    discount_rate: float
    horizon_months: int
    portfolio: PortfolioResult
    initiatives: tuple[InitiativeResult, ...]
    drivers: tuple[Driver, ...]
    checks: tuple[Check, ...]
    notes: tuple[str, ...]
    repair: CorrelationRepair | None
    partial: bool
