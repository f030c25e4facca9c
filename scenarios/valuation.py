"""Claimed, captured, cashable: what each benefit counts for, and what is unanswered."""

from __future__ import annotations

from scenarios.portfolio import BenefitLine, Portfolio, ValueBasis
from scenarios.results import Supplied
from scenarios.scenario import Valuation

Weights = dict[ValueBasis, float]


def net_time_share(portfolio: Portfolio, initiative_id: str, valuation: Valuation) -> float | None:
    """Share of captured freed hours left after review, coordination and security hours.

    The burden is held against the hours that count as captured and run today: hours
    that are only hoped for, or lie ahead, carry none of it. 1 where the burden is
    stated as 0 beyond what cost lines carry, ``None`` where it is not stated; never
    below 0. A loss that may be working time is taken for it.
    """
    burden = portfolio.by_id[initiative_id].burden_hours_month
    if burden is None:
        return None
    if burden <= 0:
        return 1.0
    freed = sum(
        line.volume * line.change * valuation.capture_weight[line.capture_status]
        for line in portfolio.benefits_of.get(initiative_id, ())
        if line.direct
        and (line.freed_time or (line.freed_time is None and line.change < 0))
        and line.capture_status
        and line.start_month <= 1
    )
    return max(0.0, 1 - burden / freed) if freed > 0 else 0.0


def cashable_share(line: BenefitLine, net_time: float | None) -> float | None:
    """Share of a line's captured benefit that is cashable; ``None`` where nobody can tell.

    All of what is no working time; of freed time the share redeployed to a
    destination, net of the burden hours (``net_time``, ``None`` where not stated).
    Without a destination that share is known: none. A burden lessens no loss.
    """
    if line.freed_time is None:
        return None
    if not line.freed_time:
        return 1.0
    if line.destination is None or line.redeployed_share == 0:
        return 0.0
    if line.redeployed_share is None or net_time is None:
        return None
    return line.redeployed_share * (1.0 if line.change < 0 else net_time)


def basis_weights(line: BenefitLine, net_time: float | None, valuation: Valuation) -> Weights:
    """Weight of a direct benefit line under each basis.

    Claimed counts it whole. Captured weighs it by capture status; without one it
    counts nothing, since nobody says that it was seen. Cashable takes from that the
    :func:`cashable_share`; where nobody can tell it, a gain counts nothing and a loss
    in full, so that a blank cell is never better than a filled one. Indirect benefits
    are in no basis.
    """
    if not line.direct:
        return dict.fromkeys(ValueBasis, 0.0)
    captured = 0.0
    if line.capture_status is not None:
        captured = valuation.capture_weight[line.capture_status]
    share = cashable_share(line, net_time)
    if share is None:
        share = 1.0 if line.change < 0 else 0.0
    return {
        ValueBasis.CLAIMED: 1.0,
        ValueBasis.CAPTURED: captured,
        ValueBasis.CASHABLE: captured * share,
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
_NO_UNIT = "no benefit has a unit that tells whether it is working time"
_NO_BURDEN = "review, coordination and security hours are not all stated"
_NOTHING_KNOWN = "of no benefit is it known how much is cashable"
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
    whys = {_why_unknown(portfolio, line) for line in lines}
    return {} if None in whys else {ValueBasis.CASHABLE: _one_of(whys)}


def _why_unknown(portfolio: Portfolio, line: BenefitLine) -> str | None:
    """Why nobody can tell how much of a line is cashable; ``None`` where it is known."""
    if line.capture_status is None:
        return _NO_STATUS
    if line.freed_time is None:
        return _NO_UNIT
    burden = portfolio.by_id[line.initiative_id].burden_hours_month
    if cashable_share(line, None if burden is None else 1.0) is not None:
        return None
    return _NO_SHARE if line.redeployed_share is None else _NO_BURDEN


def _one_of(reasons: set[str | None]) -> str:
    """The reason, where all share one."""
    only = next(iter(reasons)) if len(reasons) == 1 else None
    return only or _NOTHING_KNOWN


def portfolio_unanswered(
    portfolio: Portfolio, states: dict[str, Supplied]
) -> dict[ValueBasis, str]:
    """Bases on which the portfolio's ROI cannot be given, with the reason."""
    if Supplied.BOTH not in states.values():
        return dict.fromkeys(ValueBasis, "no initiative supplies both cost and benefit")
    open_bases = [
        unanswered(portfolio, id_, state) for id_, state in states.items() if state is Supplied.BOTH
    ]
    found: dict[ValueBasis, str] = {}
    for basis in (ValueBasis.CAPTURED, ValueBasis.CASHABLE):
        reasons = {each.get(basis) for each in open_bases}
        if None not in reasons:
            found[basis] = _one_of(reasons)
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
    whys = [_why_unknown(portfolio, line) for line in direct]
    if n := whys.count(_NO_UNIT):
        said.append(
            "No unit that tells whether it is working time, so no gain of it is cashable: "
            f"{_benefits(n)}."
        )
    if n := sum(bool(line.freed_time) and line.destination is None for line in direct):
        said.append(f"Freed time with no destination, none of it cashable: {_benefits(n)}.")
    if n := whys.count(_NO_SHARE):
        said.append(f"A destination but no redeployed share, so not cashable: {_benefits(n)}.")
    if n := whys.count(_NO_BURDEN):
        said.append(
            "Freed time whose review, coordination and security hours are not all stated, so not "
            f"cashable: {_benefits(n)}."
        )
    return tuple(said)


def _initiatives(number: int) -> str:
    return "1 initiative supplies" if number == 1 else f"{number:,} initiatives supply"


def _benefits(number: int) -> str:
    return "1 benefit" if number == 1 else f"{number} benefits"
