"""From claimed to captured to cashable: which part of the benefit is lost where.

Present values of the base case over the scenario's horizon. The totals are those
of the simulation's base case; the deductions split the way between them by line.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from scenarios.base_benefits import base_benefits
from scenarios.facts import gather_facts
from scenarios.portfolio import BenefitLine, CaptureStatus, Portfolio, ValueBasis
from scenarios.scenario import Scenario, Valuation
from scenarios.valuation import basis_weights, cashable_share, net_time_share


class Loss(StrEnum):
    """Why benefit that is claimed does not count, in the order of the waterfall."""

    POTENTIAL = "potential only"
    NO_STATUS = "no capture status"
    OBSERVED = "observed, not captured"
    NO_DESTINATION = "freed time without destination"
    NOT_REDEPLOYED = "freed time not redeployed"
    BURDEN = "review and coordination burden"
    UNKNOWN = "not known to be cashable"


#: Losses between claimed and captured; the others lie between captured and cashable.
BEFORE_CAPTURE = (Loss.POTENTIAL, Loss.NO_STATUS, Loss.OBSERVED)


@dataclass(frozen=True, slots=True)
class ValueBridge:
    """Claimed, captured and cashable benefit, and the losses between them.

    ``left_out`` is the claimed benefit of initiatives that supply no cost; it is
    in no total, as in the simulation. ``losses`` are signed like the benefit they
    are taken from: dropping a line that makes work worse is a negative loss.
    """

    claimed: float
    captured: float
    cashable: float
    losses: dict[Loss, float]
    left_out: float


def value_bridge(portfolio: Portfolio, scenario: Scenario) -> ValueBridge:
    """Split the base case's direct benefit by what keeps it from being cashable."""
    totals = dict.fromkeys(ValueBasis, 0.0)
    losses = dict.fromkeys(Loss, 0.0)
    left_out = 0.0
    facts = gather_facts(portfolio)
    for line, value in base_benefits(portfolio, scenario):
        if not facts.counts_benefit(line.initiative_id):
            left_out += value
            continue
        net_time = net_time_share(portfolio, line.initiative_id, scenario.valuation)
        weights = basis_weights(line, net_time, scenario.valuation)
        for basis, weight in weights.items():
            totals[basis] += weight * value
        for loss, weight in _lost(line, net_time, scenario.valuation).items():
            losses[loss] += weight * value
    return ValueBridge(
        totals[ValueBasis.CLAIMED],
        totals[ValueBasis.CAPTURED],
        totals[ValueBasis.CASHABLE],
        losses,
        left_out,
    )


def _lost(line: BenefitLine, net_time: float | None, valuation: Valuation) -> dict[Loss, float]:
    """Share of a line that each loss takes; with the cashable weight they sum to 1."""
    if line.capture_status is None:
        return {Loss.NO_STATUS: 1.0}
    captured = valuation.capture_weight[line.capture_status]
    potential = line.capture_status is CaptureStatus.POTENTIAL
    lost = {Loss.POTENTIAL if potential else Loss.OBSERVED: 1 - captured}
    share = cashable_share(line, net_time)
    if share is None:
        # What made the work worse counts in full there, so that nothing of it is lost.
        return lost if line.change < 0 else {**lost, Loss.UNKNOWN: captured}
    if not line.freed_time:
        return lost
    if line.destination is None:
        return {**lost, Loss.NO_DESTINATION: captured}
    redeployed = line.redeployed_share or 0.0
    return {
        **lost,
        Loss.NOT_REDEPLOYED: captured * (1 - redeployed),
        Loss.BURDEN: captured * (redeployed - share),
    }
