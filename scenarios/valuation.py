"""Claimed, captured, cashable: what each benefit counts for, and what is unanswered."""

from __future__ import annotations

from scenarios.portfolio import BenefitLine, Portfolio, ValueBasis
from scenarios.results import Supplied
from scenarios.scenario import Valuation

Weights = dict[ValueBasis, float]


def net_time_share(portfolio: Portfolio, initiative_id: str, valuation: Valuation) -> float:
    """Share of captured freed hours left after review, coordination and security hours.

    The burden is held against the hours that count as captured and run today:
    hours that are only hoped for, or lie ahead, carry none of it. 1 where no
    burden is stated beyond what cost lines carry; never below 0.
    """
    burden = portfolio.by_id[initiative_id].burden_hours_month or 0.0
    freed = sum(
        line.volume * line.change * valuation.capture_weight[line.capture_status]
        for line in portfolio.benefits_of.get(initiative_id, ())
        if line.direct and line.freed_time and line.capture_status and line.start_month <= 1
    )
    if burden <= 0:
        return 1.0
    return max(0.0, 1 - burden / freed) if freed > 0 else 0.0


def basis_weights(line: BenefitLine, net_time: float, valuation: Valuation) -> Weights:
    """Weight of a direct benefit line under each basis.

    Claimed counts it whole. Captured weighs it by capture status; without one it
    counts nothing, since nobody says that it was seen. Cashable takes from that,
    of freed time, only the share redeployed to a destination, net of the burden
    hours. Indirect benefits are in no basis.
    """
    if not line.direct:
        return dict.fromkeys(ValueBasis, 0.0)
    captured = 0.0
    if line.capture_status is not None:
        captured = valuation.capture_weight[line.capture_status]
    cashable = captured
    if line.freed_time:
        redeployed = line.redeployed_share if line.destination is not None else None
        cashable *= (redeployed or 0.0) * net_time
    return {
        ValueBasis.CLAIMED: 1.0,
        ValueBasis.CAPTURED: captured,
        ValueBasis.CASHABLE: cashable,
    }


def supplied(portfolio: Portfolio, initiative_id: str, bears_cost: bool) -> Supplied:
    """What the inventory has on an initiative; ``bears_cost`` counts shared cost as well."""
    cost, benefit = bears_cost, portfolio.has_benefit(initiative_id)
    if cost and benefit:
        return Supplied.BOTH
    if cost:
        return Supplied.COST_ONLY
    return Supplied.BENEFIT_ONLY if benefit else Supplied.NEITHER


_NO_STATUS = "no benefit states a capture status"
_NO_SHARE = "no benefit states what share of the freed time was redeployed"
_REASONS = {
    Supplied.COST_ONLY: "no benefit is supplied",
    Supplied.BENEFIT_ONLY: "no cost is supplied",
    Supplied.NEITHER: "neither cost nor benefit is supplied",
}


def unanswered(portfolio: Portfolio, initiative_id: str, state: Supplied) -> dict[ValueBasis, str]:
    """Bases on which an initiative's ROI cannot be given, with the reason."""
    if state is not Supplied.BOTH:
        return dict.fromkeys(ValueBasis, _REASONS[state])
    lines = [line for line in portfolio.benefits_of[initiative_id] if line.direct]
    if all(line.capture_status is None for line in lines):
        return {ValueBasis.CAPTURED: _NO_STATUS, ValueBasis.CASHABLE: _NO_STATUS}
    if all(_redeployment_unknown(line) for line in lines):
        return {ValueBasis.CASHABLE: _NO_SHARE}
    return {}


def _redeployment_unknown(line: BenefitLine) -> bool:
    """Freed time with a destination, of which nobody says how much went there.

    Freed time without a destination is known: none of it is cashable.
    """
    return line.freed_time and line.destination is not None and line.redeployed_share is None


def portfolio_unanswered(
    portfolio: Portfolio, states: dict[str, Supplied]
) -> dict[ValueBasis, str]:
    """Bases on which the portfolio's ROI cannot be given, with the reason."""
    if Supplied.BOTH not in states.values():
        return dict.fromkeys(ValueBasis, "no initiative supplies both cost and benefit")
    open_bases = [unanswered(portfolio, id_, state) for id_, state in states.items()]
    found: dict[ValueBasis, str] = {}
    for basis, reason in ((ValueBasis.CAPTURED, _NO_STATUS), (ValueBasis.CASHABLE, _NO_SHARE)):
        if all(basis in reasons for reasons in open_bases):
            found[basis] = _NO_STATUS if ValueBasis.CAPTURED in found else reason
    return found


def notes(portfolio: Portfolio, states: dict[str, Supplied]) -> tuple[str, ...]:
    """Plain sentences on what the figures leave out."""
    said: list[str] = []

    def count(state: Supplied) -> int:
        return sum(found is state for found in states.values())

    if n := count(Supplied.COST_ONLY):
        said.append(f"{_initiatives(n)} no benefit: the cost is counted, the benefit is unknown.")
    if n := count(Supplied.BENEFIT_ONLY):
        said.append(
            f"{_initiatives(n)} no cost: the benefits are left out of the portfolio, since a "
            "missing cost is not a cost of zero."
        )
    if n := count(Supplied.NEITHER):
        said.append(f"{_initiatives(n)} neither cost nor benefit: not simulated.")
    direct = [line for line in portfolio.benefits if line.direct]
    if n := sum(line.capture_status is None for line in direct):
        said.append(
            f"No capture status stated, so counted as claimed only: {n} of "
            f"{_benefits(len(direct))}."
        )
    if n := sum(line.freed_time and line.destination is None for line in direct):
        said.append(f"Freed time with no destination, none of it cashable: {_benefits(n)}.")
    if n := sum(_redeployment_unknown(line) for line in direct):
        said.append(f"A destination but no redeployed share, so not cashable: {_benefits(n)}.")
    return tuple(said)


def _initiatives(number: int) -> str:
    return f"{number} initiative supplies" if number == 1 else f"{number} initiatives supply"


def _benefits(number: int) -> str:
    return "1 benefit" if number == 1 else f"{number} benefits"
