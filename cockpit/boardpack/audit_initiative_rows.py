"""Every initiative as the audit needs it, from the engine's own functions."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from cockpit.boardpack.audit_inputs import AuditInputs, BenefitInput, CostInput
from scenarios.allocation import first_year_cost
from scenarios.portfolio import AllocationRule, CostLayer, Initiative, ValueBasis
from scenarios.valuation import basis_weights

RULES = tuple(AllocationRule)


@dataclass(frozen=True)
class InitiativeInput:
    """One initiative, and what the engine makes of it."""

    number: int
    initiative: Initiative
    own_lines: int
    candidate: bool
    spend: float
    shares: dict[AllocationRule, float]
    missing: tuple[CostLayer, ...]
    hours: float
    net_time: float | None
    own: float
    shared: float
    assumed: float
    direct: int
    benefit: dict[ValueBasis, float]
    told: dict[ValueBasis, bool]
    in_vain: bool
    engine_cost: float | None
    engine_npv: dict[ValueBasis, float]

    @property
    def bears(self) -> bool:
        """Whether any cost is borne, own or shared."""
        return self.own_lines > 0 or bool(self.shares)

    @property
    def counts(self) -> bool:
        """Whether the benefit counts."""
        return self.bears and self.direct > 0

    @property
    def known(self) -> float:
        """Present value of cost before any allowance."""
        return self.own + self.shared

    @property
    def rest(self) -> float:
        """Full cost where missing layers are assumed, else the known cost."""
        return self.known / (1 - self.assumed)

    def npv(self, basis: ValueBasis) -> float | None:
        """NPV on a basis; ``None`` where the engine's rules give none."""
        if not self.told[basis] or self.in_vain or self.rest <= 0:
            return None
        return self.benefit[basis] - self.rest


class Initiatives:
    """Every initiative as the audit needs it, from the engine's own functions."""

    def __init__(self, inputs: AuditInputs) -> None:
        self.inputs = inputs
        self.results = {each.id: each for each in inputs.result.initiatives}

    @cached_property
    def rows(self) -> tuple[InitiativeInput, ...]:
        """In the order of the portfolio."""
        return tuple(self._row(n, each) for n, each in enumerate(self.inputs.initiatives, start=1))

    @cached_property
    def shared_pv(self) -> dict[AllocationRule, float]:
        """Present value of the shared lines of each rule."""
        found = dict.fromkeys(RULES, 0.0)
        for each in self.inputs.costs:
            if not each.owner:
                found[each.line.allocation] += self._pv(each)
        return found

    @cached_property
    def shared_lines(self) -> dict[AllocationRule, int]:
        """Number of shared lines of each rule."""
        rules = [each.line.allocation for each in self.inputs.costs if not each.owner]
        return {rule: rules.count(rule) for rule in RULES}

    def _pv(self, each: CostInput | BenefitInput) -> float:
        return float((each.cash * self.inputs.discount).sum())

    def _row(self, number: int, initiative: Initiative) -> InitiativeInput:
        inputs, id_ = self.inputs, initiative.id
        own = [each for each in inputs.costs if each.owner == number]
        any_own = any(each.owner for each in inputs.costs)
        benefits = [each for each in inputs.benefits if each.owner == number]
        shares = {rule: given[id_] for rule, given in inputs.facts.shares.items() if id_ in given}
        missing = inputs.facts.missing_layers[id_]
        net = inputs.net_time(id_)
        weights = [
            basis_weights(each.line, net, inputs.audit.scenario.valuation) for each in benefits
        ]
        direct = sum(each.line.direct for each in benefits)
        counts = (bool(own) or bool(shares)) and direct > 0
        result = self.results[id_]
        return InitiativeInput(
            number=number,
            initiative=initiative,
            own_lines=len(own),
            candidate=bool(own) or not any_own,
            spend=sum(first_year_cost(each.line) for each in own),
            shares=shares,
            missing=missing,
            hours=sum(
                each.line.volume * each.line.change * weight[ValueBasis.CAPTURED]
                for each, weight in zip(benefits, weights, strict=True)
                if _holds_burden(each)
            ),
            net_time=net,
            own=sum(self._pv(each) for each in own),
            shared=sum(share * self.shared_pv[rule] for rule, share in shares.items()),
            assumed=sum(inputs.assumed_share(layer) or 0.0 for layer in missing),
            direct=direct,
            benefit={
                basis: sum(
                    self._pv(each) * weight[basis]
                    for each, weight in zip(benefits, weights, strict=True)
                )
                if counts
                else 0.0
                for basis in ValueBasis
            },
            told={basis: basis not in inputs.facts.unanswered[id_] for basis in ValueBasis},
            in_vain=inputs.asks_in_vain(id_),
            engine_cost=sum(result.layer_base.values()) if result.cost else None,
            engine_npv={basis: each.npv.base for basis, each in result.outcomes.items()},
        )


def _holds_burden(each: BenefitInput) -> bool:
    line = each.line
    freed = line.freed_time or (line.freed_time is None and line.change < 0)
    return bool(freed and line.direct and line.capture_status and line.start_month <= 1)
