"""Results made by hand, so that sentences and tables are tested against known figures."""

from __future__ import annotations

from scenarios.portfolio import CostLayer, ValueBasis
from scenarios.results import (
    Estimate,
    Expected,
    Fan,
    Histogram,
    InitiativeResult,
    Outcome,
    PortfolioResult,
    SimulationResult,
    Spread,
    Stamp,
    Supplied,
)

BASIS = ValueBasis.CAPTURED


def estimate(value: float, se: float = 0.0) -> Estimate:
    """A figure with its standard error."""
    return Estimate(value, se)


def spread(p50: float, width: float = 0.2, se: float = 0.0) -> Spread:
    """A distribution around ``p50`` whose base case is a little higher."""
    return Spread(
        base=p50 + 0.01,
        mean=estimate(p50, se),
        p10=estimate(p50 - width, se),
        p50=estimate(p50, se),
        p90=estimate(p50 + width, se),
    )


def outcome(roi: float, npv: float, chance: float, se: float = 0.0) -> Outcome:
    """Economics with these medians."""
    return Outcome(
        roi=spread(roi, se=se),
        npv=spread(npv, width=100.0),
        benefit=Expected(npv, estimate(npv)),
        p_roi_nonnegative=estimate(chance),
        p_roi_hurdle=estimate(chance),
        cvar95=estimate(npv - 500.0),
        base_net_cash=(-100.0, 60.0, 60.0),
        discount_rate=0.08,
    )


def initiative(
    name: str,
    roi: float | None,
    npv: float = 0.0,
    *,
    missing: str = "",
    assumed: str = "",
    cost: float | None = 1_000.0,
) -> InitiativeResult:
    """An initiative; ``roi`` of ``None`` means that it cannot be answered."""
    answered = roi is not None
    return InitiativeResult(
        id=name,
        name=name,
        supplied=Supplied.BOTH if answered else Supplied.NEITHER,
        outcomes={BASIS: outcome(roi, npv, 0.5)} if roi is not None else {},
        cost=None if cost is None else Expected(cost, estimate(cost)),
        layer_base={},
        layer_mean={},
        missing_layers=tuple(CostLayer(code) for code in missing.split()),
        assumed_layers=tuple(CostLayer(code) for code in assumed.split()),
        unanswered={} if answered else {BASIS: "neither cost nor benefit is supplied"},
    )


def result(
    scenario: str,
    roi: float | None,
    initiatives: list[InitiativeResult],
    layers: dict[str, float],
    *,
    hurdle: float = 0.15,
    partial: bool = False,
    se: float = 0.0,
) -> SimulationResult:
    """A portfolio with this P50 ROI and these mean costs by layer."""
    means = {CostLayer(code): amount for code, amount in layers.items()}
    total = sum(layers.values())
    outcomes = {} if roi is None else {BASIS: outcome(roi, roi * total, 0.7, se)}
    portfolio = PortfolioResult(
        outcomes=outcomes,
        fans={
            BASIS: Fan(
                (0, 1, 2), (0.0, 1.0, 2.0), (0.0, 0.0, 0.0), (0.0, 1.0, 2.0), (0.0, 2.0, 4.0)
            )
        },
        histograms={BASIS: Histogram((0.0, 0.5, 1.5), (0.25, 0.75))},
        cost=spread(total, width=10.0) if layers else None,
        layer_base=means,
        layer_mean=means,
        indirect_base=0.0,
        influences=(),
        roi_influences=(),
        cost_influences=(),
        unanswered=dict.fromkeys(ValueBasis, "no benefit is supplied.") if not outcomes else {},
    )
    return SimulationResult(
        stamp=Stamp("ab" * 32, scenario, scenario, 7, 1_000, "0", "2026-01-01", "x.xlsx"),
        currency="EUR",
        hurdle_rate=hurdle,
        discount_rate=0.08,
        horizon_months=36,
        portfolio=portfolio,
        initiatives=tuple(initiatives),
        drivers=(),
        checks=(),
        notes=(),
        repair=None,
        partial=partial,
    )
