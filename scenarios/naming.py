"""What was found in a run, by name: the result with its checks and notes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from scenarios.checks import run_checks
from scenarios.fan import FanBuilder
from scenarios.portfolio import CostLayer, Initiative, ValueBasis
from scenarios.results import (
    Fan,
    Influence,
    InitiativeResult,
    PortfolioResult,
    SimulationResult,
    Stamp,
    Tco,
)
from scenarios.run import PORTFOLIO, UNSTATED, Run
from scenarios.summarise import histogram, influences, spread

#: A mean above this multiple of the median is called carried by a few draws.
_MOST_MEAN_TO_MEDIAN = 3
_UNDEFINED = "the cost is zero in some or all draws, so that ROI is undefined"


def result_of(run: Run, stamp: Stamp, fan: bool) -> SimulationResult:
    """Every figure of a run under its name.

    ``stamp`` says what was run; the yardsticks in force are added to it. ``fan`` also lays out
    cumulative cash by month, and ranks the drivers by influence.
    """
    layer_base = {
        initiative.id: {
            layer: float(value)
            for layer, value in zip(CostLayer, run.base.layers[row], strict=True)
            if layer in run.layer_mean[initiative.id]
        }
        for row, initiative in enumerate(run.facts.costed)
    }
    portfolio = _portfolio(run, fan, layer_base)
    initiatives = tuple(
        _initiative(run, initiative, layer_base.get(initiative.id, {}))
        for initiative in run.facts.portfolio.initiatives
    )
    partial = not run.takes_cost or any(
        set(r.missing_layers) - set(r.assumed_layers) for r in initiatives if r.cost is not None
    )
    stamp = replace(
        stamp,
        hurdle_rate=run.settings.hurdle_rate,
        discount_rate=run.settings.discount_rate,
        horizon_months=run.settings.horizon_months,
        tco=_tco(run, partial),
    )
    return SimulationResult(
        stamp=stamp,
        currency=run.facts.portfolio.currency,
        hurdle_rate=run.settings.hurdle_rate,
        discount_rate=run.settings.discount_rate,
        horizon_months=run.settings.horizon_months,
        portfolio=portfolio,
        initiatives=initiatives,
        drivers=run.world.drivers,
        checks=run_checks(
            portfolio,
            initiatives,
            {rule: float(drawn.cost[-1]) for rule, drawn in run.acc.shared.items()},
            run.base.allocated,
            float((run.base.cost * run.discount).sum()),
            {basis: float((cash * run.discount).sum()) for basis, cash in run.base.benefit.items()},
        ),
        notes=run.facts.notes + _notes(run),
        repair=run.world.repair,
        partial=partial,
    )


def _notes(run: Run) -> tuple[str, ...]:
    """What this scenario leaves out, besides what holds of the portfolio anyway."""
    said = list(run.notes)
    if run.acc.plan.beyond:
        lines = "line starts" if run.acc.plan.beyond == 1 else "lines start"
        said.append(f"{run.acc.plan.beyond} {lines} after the horizon and are left out.")
    mean, median = float(run.cost[:-1].mean()), float(np.median(run.cost[:-1]))
    if run.takes_cost and mean > _MOST_MEAN_TO_MEDIAN * median:
        said.append(
            f"The mean cost is {mean / median:.0f} times its median: a few extreme draws carry "
            "it, so read medians."
        )
    unstated = run.facts.unstated_share[PORTFOLIO]
    if run.asks(PORTFOLIO) and unstated:
        said.append(
            f"{unstated:.0%} of the first year's cost does not state how it behaves; it is "
            "held as stated, whatever usage, prices and models do."
        )
    return tuple(said)


def _tco(run: Run, partial: bool) -> Tco:
    if not run.takes_cost:
        return "no cost"
    if any(run.assumed.values()):
        return "assumed"
    return "partial" if partial else "complete"


def _initiative(
    run: Run, initiative: Initiative, layer_base: dict[CostLayer, float]
) -> InitiativeResult:
    id_ = initiative.id
    unanswered = dict(run.unanswered[id_])
    outcomes = {
        basis: collector.outcomes[id_]
        for basis, collector in run.collectors.items()
        if id_ in collector.outcomes
    }
    for basis in run.settings.bases:
        if basis not in outcomes:
            unanswered.setdefault(basis, _UNDEFINED)
    return InitiativeResult(
        id=id_,
        name=initiative.name,
        supplied=run.facts.supplied[id_],
        outcomes=outcomes,
        cost=run.costs.get(id_),
        layer_base=layer_base,
        layer_mean=run.layer_mean.get(id_, {}),
        missing_layers=run.facts.missing_layers[id_],
        assumed_layers=run.assumed.get(id_, ()),
        unanswered=unanswered,
        cost_unanswered=UNSTATED if run.asks_in_vain(id_) else "",
    )


def _portfolio(
    run: Run, fan: bool, layer_base: dict[str, dict[CostLayer, float]]
) -> PortfolioResult:
    unanswered = dict(run.portfolio_unanswered)
    answered = [basis for basis in run.settings.bases if run.answers(basis)]
    for basis in run.settings.bases:
        if basis not in answered:
            unanswered.setdefault(basis, _UNDEFINED)
    npv_influences, roi_influences = _influences(run, answered) if fan else ((), ())
    cost_influences = influences(run.world, run.cost[:-1]) if fan and run.takes_cost else ()
    return PortfolioResult(
        outcomes={basis: run.collectors[basis].outcomes[PORTFOLIO] for basis in answered},
        fans=_fans(run, answered) if fan else {},
        histograms={
            basis: histogram(np.sort(run.benefit[basis][:-1] / run.cost[:-1] - 1))
            for basis in answered
        },
        cost=spread(run.cost) if run.takes_cost else None,
        layer_base=_layer_sums(layer_base),
        layer_mean=_layer_sums(run.layer_mean),
        indirect_base=run.base.indirect(),
        influences=npv_influences,
        roi_influences=roi_influences,
        cost_influences=cost_influences,
        unanswered=unanswered,
        cost_unanswered=UNSTATED if run.asks_in_vain(PORTFOLIO) else "",
    )


def _fans(run: Run, bases: list[ValueBasis]) -> dict[ValueBasis, Fan]:
    return FanBuilder(run.acc, tuple(bases)).fans()


def _influences(
    run: Run, answered: list[ValueBasis]
) -> tuple[tuple[Influence, ...], tuple[Influence, ...]]:
    """On captured NPV and ROI, or on those of the first basis that can be answered."""
    if not answered:
        return (), ()
    basis = ValueBasis.CAPTURED if ValueBasis.CAPTURED in answered else answered[0]
    benefit, cost = run.benefit[basis][:-1], run.cost[:-1]
    return influences(run.world, benefit - cost), influences(run.world, benefit / cost - 1)


def _layer_sums(by_initiative: dict[str, dict[CostLayer, float]]) -> dict[CostLayer, float]:
    """Layers summed over initiatives; a layer nobody has is absent, not zero."""
    found: dict[CostLayer, float] = {}
    for layers in by_initiative.values():
        for layer, value in layers.items():
            found[layer] = found.get(layer, 0.0) + value
    return {layer: found[layer] for layer in CostLayer if layer in found}
