"""A slow, obvious simulator: plain loops over draws, initiatives, lines and months.

Written from the economic model and not from the engine. It takes from the engine
only random numbers (a uniform for each driver, a standard normal for each line)
and declared data (the default drivers); every number that is
computed from them is computed here once more, in plain Python floats.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field

from scenarios.drivers import DRIVERS
from scenarios.portfolio import (
    AllocationRule,
    Behaviour,
    BenefitLine,
    CaptureStatus,
    CostLayer,
    CostLine,
    Initiative,
    Portfolio,
    Timing,
    ValueBasis,
)
from scenarios.scenario import Scenario
from tests.scenarios.lines import exponents, falls, first_year, is_silent
from tests.scenarios.textbook import NEVER, Z90, inverse

#: A draw's number, or ``None`` for the base case.
Draw = int | None


@dataclass
class Drawn:
    """One initiative, or the portfolio, in one draw: present values and monthly cash."""

    cost: float = 0.0
    layers: dict[CostLayer, float] = field(default_factory=dict)
    benefit: dict[ValueBasis, float] = field(default_factory=lambda: dict.fromkeys(ValueBasis, 0.0))
    cost_by_month: list[float] = field(default_factory=list)
    benefit_by_month: dict[ValueBasis, list[float]] = field(default_factory=dict)


class Reference:
    """The model on one portfolio and scenario.

    Parameters
    ----------
    uniforms
        By full driver name, one a draw.
    normals
        (kind of line, owner, key) → one a draw.
    """

    def __init__(
        self,
        portfolio: Portfolio,
        scenario: Scenario,
        uniforms: dict[str, list[float]],
        normals: Callable[[str, str, str], list[float]],
    ) -> None:
        self.portfolio, self.scenario, self.levers = portfolio, scenario, scenario.levers
        self.uniforms, self.normals = uniforms, normals
        given = self.levers
        self.horizon = given.horizon_months or portfolio.horizon_months
        rate = portfolio.discount_rate if given.discount_rate is None else given.discount_rate
        self.discount = [(1 + rate) ** (-month / 12) for month in range(self.horizon + 1)]
        stated = (*portfolio.drivers, *scenario.drivers)
        self.stated = {driver.name: driver.distribution for driver in stated}
        self._errors: dict[tuple[str, str, str], list[float]] = {}
        self._drivers: dict[tuple[str, Draw], float] = {}

    # The world ------------------------------------------------------------------

    def driver(self, name: str, draw: Draw, vendor: str | None = None) -> float:
        """Value of a driver, worked out once."""
        full = name if vendor is None else f"{name}:{vendor}"
        if (full, draw) not in self._drivers:
            self._drivers[full, draw] = self._driver(name, full, draw)
        return self._drivers[full, draw]

    def _driver(self, name: str, full: str, draw: Draw) -> float:
        """The vendor's own statement, else the general one, else the default."""
        distribution = self.stated.get(full) or self.stated.get(name) or DRIVERS[name].default
        if draw is not None:
            value = inverse(distribution, self.uniforms[full][draw])
        elif distribution.kind == "event month" and distribution.annual_probability < 0.5:
            value = NEVER
        else:
            value = inverse(distribution, 0.5)
        return min(max(value, DRIVERS[name].minimum), NEVER)

    def growth(self, name: str, draw: Draw, month: int) -> float:
        return (1 + self.driver(name, draw)) ** (month / 12)

    def price(self, vendor: str, draw: Draw, month: int) -> float:
        """Price of a vendor against today: trends, event and levers."""
        price = self.growth("price_market", draw, month)
        price *= (1 + self.driver("price_trend", draw, vendor)) ** (month / 12)
        if math.floor(self.driver("price_event_month", draw, vendor)) <= month:
            price *= self.driver("price_event_size", draw, vendor)
        if month >= self.levers.price_change_month:
            price *= 1 + self.levers.price_change
            price *= 1 + self.levers.price_change_by_vendor.get(vendor, 0.0)
        return price

    def requests(self, initiative: Initiative | None, draw: Draw, month: int) -> float:
        """Usage against today by growth, lever and the answer to the price, without people."""
        ramp = self.levers.usage_ramp_months
        usage = self.growth("usage_growth", draw, month)
        usage *= self.levers.usage ** (1.0 if ramp == 0 else min(1.0, month / ramp))
        if initiative is not None and self._is_priced(initiative):
            usage *= self.price(initiative.vendor, draw, month) ** self.levers.price_elasticity
        return usage

    def _is_priced(self, initiative: Initiative) -> bool:
        """Whether the initiative's vendor prices any line that the initiative bears."""
        lines = [c for c in self.portfolio.costs if c.initiative_id in (initiative.id, None)]
        return initiative.vendor is not None and any(
            line.vendor == initiative.vendor and exponents(line).price for line in lines
        )

    def active(self, initiative: Initiative | None) -> float:
        """Active seats against today's."""
        share = self.levers.active_seat_share
        if share is None or initiative is None:
            return 1.0
        if not initiative.seats_licensed or not initiative.seats_active:
            return 1.0
        return share / (initiative.seats_active / initiative.seats_licensed)

    def moved(self, effect: float) -> float:
        """Average effect when a share is moved to the other model."""
        share = self.levers.model_share_moved
        return (1 - share) + share * effect

    # Errors ---------------------------------------------------------------------

    def error(self, kind: str, owner: str, key: str, draw: Draw, below: float, above: float):
        """Lognormal error with median 1 and the given P10 = 1/below and P90 = above."""
        if draw is None:
            return 1.0
        if (kind, owner, key) not in self._errors:
            self._errors[kind, owner, key] = self.normals(kind, owner, key)
        score = self._errors[kind, owner, key][draw]
        return math.exp(score * math.log(above if score > 0 else below) / Z90)

    def cost_error(self, line: CostLine, draw: Draw) -> float:
        kind, owner = ("shared", "") if line.initiative_id is None else ("cost", line.initiative_id)
        valuation = self.scenario.valuation
        ratio = valuation.actual_p90 if line.actual else valuation.estimate_p90
        below = above = ratio
        if line.p10 is not None and line.p90 is not None and line.amount > 0:
            below, above = line.amount / line.p10, line.p90 / line.amount
        return self.error(kind, owner, line.key, draw, below, above)

    def benefit_error(self, line: BenefitLine, draw: Draw) -> float:
        """Realisation by grade and own range: variances of the logarithm add on each side."""
        valuation = self.scenario.valuation
        ratio = valuation.ungraded_p90 if line.grade is None else None
        ratio = valuation.realisation_p90[line.grade] if ratio is None else ratio
        below = above = math.log(ratio)
        value = line.volume * line.change * line.value_per_unit
        if line.p10 is not None and line.p90 is not None and value != 0:
            small, large = sorted((line.p10 / value, line.p90 / value))
            below = math.sqrt(below**2 + math.log(1 / small) ** 2)
            above = math.sqrt(above**2 + math.log(large) ** 2)
        return self.error(
            "benefit", line.initiative_id, line.key, draw, math.exp(below), math.exp(above)
        )

    # Lines ----------------------------------------------------------------------

    def cost_in_month(
        self, line: CostLine, initiative: Initiative | None, draw: Draw, month: int
    ) -> float:
        if not falls(line, month):
            return 0.0
        power, levers = exponents(line), self.levers
        people = levers.adoption * self.active(initiative)
        usage = (self.requests(initiative, draw, month) * people) ** power.usage
        if line.behaviour is Behaviour.CAPACITY:
            peak = initiative.peak_rpm if initiative else None
            blocks = peak / line.block if peak and line.block else 1.0
            usage = math.ceil(blocks * usage - 1e-9) / math.ceil(blocks - 1e-9)
        seats = self.growth("seat_growth", draw, month) * levers.seats
        wages = self.growth("wage_growth", draw, month) * levers.wages
        data = self.growth("data_growth", draw, month) * levers.data_volume
        tier = self.moved(levers.model_price_ratio * self.driver("model_price_ratio", draw))
        review = self.driver("review_burden", draw) * levers.review_burden
        if self._moves_model(line):
            review *= self.moved(levers.model_review_effect)
        cash = line.amount / 12 if line.timing is Timing.ANNUAL else line.amount
        cash *= self.cost_error(line, draw) * usage
        cash *= seats**power.seats * wages**power.wages * data**power.data
        cash *= tier**power.tier * review**power.review
        if line.vendor is not None:
            cash *= self.price(line.vendor, draw, month) ** power.price
        if line.behaviour is Behaviour.COMMIT:
            cash = max(cash, line.commitment or 0.0)
        return cash

    def _moves_model(self, line: CostLine | BenefitLine) -> bool:
        if line.initiative_id is None:
            return exponents(line).tier != 0
        own = [c for c in self.portfolio.costs if c.initiative_id == line.initiative_id]
        return any(exponents(c).tier for c in own)

    def benefit_in_month(
        self, line: BenefitLine, initiative: Initiative, draw: Draw, month: int
    ) -> float:
        """Claimed value: volume × change × value × ramp × U^β × realisation."""
        levers = self.levers
        first = max(1, line.start_month)
        if not self.is_banked(line):
            first += levers.benefit_delay_months
        if month < first or (line.end_month is not None and month > line.end_month):
            return 0.0
        ramp = min(1.0, (month - first + 1) / line.ramp_months) if line.ramp_months else 1.0
        beta = levers.value_follows_usage
        if beta is None:
            beta = line.value_follows_usage
        if beta is None:
            beta = self.scenario.valuation.value_follows_usage
        own = [c for c in self.portfolio.costs if c.initiative_id == initiative.id]
        if own and all(is_silent(c) for c in own):
            beta = 0.0
        risen = self.requests(initiative, draw, month) ** beta
        if levers.value_cap is not None:
            risen = min(risen, levers.value_cap)
        value = line.volume * line.change * line.value_per_unit
        value *= self.benefit_error(line, draw) * ramp * risen
        value *= levers.adoption * self.active(initiative)
        value *= levers.realisation * self.driver("realisation", draw)
        if self._moves_model(line):
            value *= self.moved(levers.model_acceptance_effect)
        return value

    @staticmethod
    def is_banked(line: BenefitLine) -> bool:
        """Captured and running: it can no longer come late."""
        banked = (CaptureStatus.CAPTURED, CaptureStatus.SUSTAINED)
        return line.capture_status in banked and line.start_month <= 1

    def weight(self, line: BenefitLine, basis: ValueBasis) -> float:
        """Captured weighs by status; cashable takes the redeployed share of freed time."""
        if basis is ValueBasis.CLAIMED:
            return 1.0
        weight = 0.0
        if line.capture_status is not None:
            weight = self.scenario.valuation.capture_weight[line.capture_status]
        if basis is ValueBasis.CASHABLE:
            part = self.cashable_part(line)
            if part == "unknown":  # a gain counts nothing, a loss all
                part = 1.0 if line.change < 0 else 0.0
            weight *= part
        return weight

    def cashable_part(self, line: BenefitLine) -> float | str:
        """Part of a captured line that is cashable; "unknown" where nobody can tell."""
        if line.freed_time is False:
            return 1.0
        if line.freed_time is None:
            return "unknown"
        if line.destination is None or line.redeployed_share == 0.0:
            return 0.0
        burden = self.portfolio.by_id[line.initiative_id].burden_hours_month
        if burden is None or line.redeployed_share is None:
            return "unknown"
        net = self._net_time(line.initiative_id, burden) if line.change >= 0 else 1.0
        return line.redeployed_share * net

    def _net_time(self, initiative_id: str, burden: float) -> float:
        """Hours that are captured and run today, less the burden, over these hours.

        What may be hours and became worse is taken for hours.
        """
        freed = 0.0
        for line in self.portfolio.benefits:
            if line.initiative_id != initiative_id or not line.direct:
                continue
            if line.freed_time is False or (line.freed_time is None and line.change >= 0):
                continue
            if line.capture_status is not None and line.start_month <= 1:
                weight = self.scenario.valuation.capture_weight[line.capture_status]
                freed += line.volume * line.change * weight
        if burden <= 0:
            return 1.0
        return max(0.0, freed - burden) / freed if freed > 0 else 0.0

    # Initiatives ------------------------------------------------------------------

    def candidates(self) -> list[Initiative]:
        """Who may bear shared cost: those with a cost of their own, or else all."""
        own = {line.initiative_id for line in self.portfolio.costs}
        owning = [i for i in self.portfolio.initiatives if i.id in own]
        return owning or list(self.portfolio.initiatives)

    def share(self, rule: AllocationRule, initiative: Initiative) -> float | None:
        """Part of the shared cost of a rule that an initiative bears; ``None`` for none."""

        def basis(one: Initiative) -> float | None:
            if rule is AllocationRule.EVEN:
                return 1.0
            if rule is AllocationRule.USAGE:
                return one.monthly_requests
            return sum(
                first_year(line) for line in self.portfolio.costs if line.initiative_id == one.id
            )

        bases = {one.id: basis(one) for one in self.candidates()}
        total = sum(value for value in bases.values() if value is not None)
        if initiative.id not in bases or (total > 0 and bases[initiative.id] is None):
            return None
        return bases[initiative.id] / total if total > 0 else 1 / len(bases)

    def bears(self, initiative: Initiative) -> bool:
        """Whether any cost falls on an initiative, its own or a share."""
        return any(
            line.initiative_id == initiative.id
            or (line.initiative_id is None and self.share(line.allocation, initiative) is not None)
            for line in self.portfolio.costs
        )

    def bearing(self) -> list[Initiative]:
        return [i for i in self.portfolio.initiatives if self.bears(i)]

    def initiative(self, initiative: Initiative, draw: Draw) -> Drawn:
        """Cost with shared part and allowances, and benefit, in one draw."""
        by_layer: dict[CostLayer, list[float]] = {}
        months = range(self.horizon + 1)
        for line in self.portfolio.costs:
            if line.initiative_id not in (initiative.id, None):
                continue
            shared = line.initiative_id is None
            part = self.share(line.allocation, initiative) if shared else 1.0
            if part is None:
                continue
            owner = None if shared else initiative
            row = by_layer.setdefault(line.layer, [0.0 for _ in months])
            for month in months:
                row[month] += part * self.cost_in_month(line, owner, draw, month)
        self._complete(initiative, draw, by_layer)
        drawn = Drawn(cost_by_month=[sum(row[m] for row in by_layer.values()) for m in months])
        for layer, row in by_layer.items():
            drawn.layers[layer] = sum(row[m] * self.discount[m] for m in months)
        drawn.cost = sum(drawn.layers.values())
        drawn.benefit_by_month = {basis: [0.0 for _ in months] for basis in ValueBasis}
        for line in self.portfolio.benefits:
            if line.initiative_id != initiative.id or not line.direct:
                continue
            if not self.bears(initiative):
                continue
            for month in months:
                value = self.benefit_in_month(line, initiative, draw, month)
                for basis in ValueBasis:
                    weighed = value * self.weight(line, basis)
                    drawn.benefit[basis] += weighed * self.discount[month]
                    drawn.benefit_by_month[basis][month] += weighed
        return drawn

    def _complete(
        self, initiative: Initiative, draw: Draw, by_layer: dict[CostLayer, list[float]]
    ) -> None:
        """With shares s of full cost and known cost K, a missing layer costs s K/(1 − Σs)."""
        rule = self.scenario.missing_layers
        if rule.treatment == "leave out":
            return
        present = {
            line.layer
            for line in self.portfolio.costs
            if line.initiative_id == initiative.id
            or (line.initiative_id is None and self.share(line.allocation, initiative))
        }
        shares = {
            layer: share
            for layer, share in rule.share_of_full_cost.items()
            if layer not in present and share > 0
        }
        known = [sum(row[m] for row in by_layer.values()) for m in range(self.horizon + 1)]
        for layer, share in shares.items():
            ratio = share / (1 - sum(shares.values()))
            ratio *= self.error(
                "allowance", initiative.id, layer.value, draw, rule.p90_ratio, rule.p90_ratio
            )
            by_layer[layer] = [ratio * amount for amount in known]

    def indirect(self) -> float:
        """Base-case present value of indirect benefits."""
        return sum(
            self.benefit_in_month(line, self.portfolio.by_id[line.initiative_id], None, month)
            * self.discount[month]
            for line in self.portfolio.benefits
            if not line.direct
            for month in range(self.horizon + 1)
        )
