"""What the audit starts from: stated amounts, medians and levers, and the engine's own workings.

The numbers here are the inputs of the audit's formulas. The workings are stored beside the
formulas as their results, for programs that show a workbook without calculating it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from cockpit.boardpack.model import Audit
from cockpit.inventory.rows import CostRow
from scenarios.base_case import BaseCase
from scenarios.drivers import DRIVERS, driver_name, split_driver_name
from scenarios.effects import LeverEffects
from scenarios.facts import gather_facts
from scenarios.levers import LONGEST_HORIZON, Levers
from scenarios.measures import discount_factors
from scenarios.paths import base_by_month
from scenarios.plan import BenefitStream, CostStream, Path, compile_plan, line_exponents
from scenarios.portfolio import BenefitLine, CostLayer, CostLine, Initiative, Portfolio, Source
from scenarios.run import MOSTLY
from scenarios.valuation import net_time_share
from scenarios.world import World, effective_drivers, sample_world

Array = NDArray[np.float64]

#: Drivers of the whole portfolio, as the audit names their medians.
SHARED_DRIVERS = tuple(spec for spec in DRIVERS.values() if not spec.per_vendor)


@dataclass(frozen=True, slots=True)
class VendorInput:
    """One vendor's price in the base case; ``event_month`` ``None`` where none comes."""

    number: int
    name: str
    own_change: float
    trend: float
    event_month: int | None
    event_size: float


@dataclass(frozen=True, slots=True)
class RateInput:
    """A currency, and what one unit of it is in the portfolio's."""

    currency: str
    rate: float


@dataclass(frozen=True)
class CostInput:
    """A cost line with what the portfolio makes of it; ``cash`` (months + 1,), undiscounted."""

    number: int
    line: CostLine
    owner: int
    owner_name: str
    vendor: int
    usage_vendor: int
    moves_model: bool
    cash: Array
    falls: bool
    stated: float
    stated_commitment: float | None
    currency: str


@dataclass(frozen=True)
class BenefitInput:
    """A benefit line likewise; ``cash`` is claimed, before any weight."""

    number: int
    line: BenefitLine
    owner: int
    owner_name: str
    usage_vendor: int
    moves_model: bool
    follows_usage: bool
    cash: Array


class AuditInputs:
    """Everything that the audit sheets are written from.

    Parameters
    ----------
    audit
        Portfolio, scenario and the simulation that the audit is held against.
    """

    def __init__(self, audit: Audit) -> None:
        self.audit = audit
        self.portfolio: Portfolio = audit.portfolio
        self.levers: Levers = audit.scenario.levers
        self.result = audit.result
        self.horizon = audit.result.horizon_months
        # Laid out are as many months as a horizon may have, so that it can be lengthened too.
        self.months = max(LONGEST_HORIZON, self.horizon)
        self.facts = gather_facts(self.portfolio)
        self.effects = LeverEffects(self.levers, self.months)
        within = discount_factors(self.result.discount_rate, self.horizon)
        self.discount = np.pad(within, (0, self.months - self.horizon))
        drivers = effective_drivers(
            self.portfolio.vendors, self.portfolio.drivers, audit.scenario.drivers
        )
        # The base case alone is read, so that neither the draws nor the seed matter.
        self.world: World = sample_world(drivers, (), draws=2, seed=0).base_only()
        self.medians = {
            driver.name: _within(driver.name, driver.distribution.median) for driver in drivers
        }
        self._plan = compile_plan(
            self.portfolio, self.levers, audit.scenario.valuation, self.horizon
        )
        effects = LeverEffects(self.levers, self.horizon)
        self._base = BaseCase(self._plan, self.world, effects, self.facts, within, (), {})
        self.numbers = {each.id: place for place, each in enumerate(self.initiatives, start=1)}

    @property
    def initiatives(self) -> tuple[Initiative, ...]:
        """Every initiative, numbered from 1 in this order."""
        return self.portfolio.initiatives

    @cached_property
    def vendors(self) -> tuple[VendorInput, ...]:
        """Every vendor that bills a line, numbered from 1."""
        found = []
        for number, name in enumerate(self.portfolio.vendors, start=1):
            month = int(self.medians[driver_name("price_event_month", name)])
            found.append(
                VendorInput(
                    number,
                    name,
                    self.levers.price_change_by_vendor.get(name, 0.0),
                    self.medians[driver_name("price_trend", name)],
                    month if month <= LONGEST_HORIZON else None,
                    self.medians[driver_name("price_event_size", name)],
                )
            )
        return tuple(found)

    @cached_property
    def costs(self) -> tuple[CostInput, ...]:
        """Every cost line, those included that fall in no month of the horizon."""
        streams: dict[int, tuple[Initiative | None, CostStream]] = {
            id(each.line): (None, each) for each in self._plan.shared
        }
        for owner in self.initiatives:
            streams |= {id(each.line): (owner, each) for each in self._plan.costs[owner.id]}
        cash = self._cash(self.portfolio.costs, streams)
        return tuple(
            CostInput(
                number,
                line,
                self._number(line.initiative_id),
                self._name(line.initiative_id),
                self.vendor_number(line.vendor),
                self.vendor_number(self.usage_vendor(line.initiative_id)),
                self._moves_model(line),
                flows,
                id(line) in streams,
                *self._stated(line),
            )
            for number, (line, flows) in enumerate(
                zip(self.portfolio.costs, cash, strict=True), start=1
            )
        )

    @cached_property
    def benefits(self) -> tuple[BenefitInput, ...]:
        """Every benefit line, direct or not."""
        by_id = self.portfolio.by_id
        compiled = [each for streams in self._plan.benefits.values() for each in streams]
        streams: dict[int, tuple[Initiative | None, BenefitStream]] = {
            id(each.line): (by_id[each.line.initiative_id], each)
            for each in (*compiled, *self._plan.indirect)
        }
        cash = self._cash(self.portfolio.benefits, streams)
        found = []
        for number, (line, flows) in enumerate(
            zip(self.portfolio.benefits, cash, strict=True), start=1
        ):
            own = self.portfolio.costs_of.get(line.initiative_id, ())
            found.append(
                BenefitInput(
                    number,
                    line,
                    self._number(line.initiative_id),
                    self._name(line.initiative_id),
                    self.vendor_number(self.usage_vendor(line.initiative_id)),
                    any(line_exponents(each).tier for each in own),
                    not own or any(each.behaviour or each.exponents for each in own),
                    flows,
                )
            )
        return tuple(found)

    def path(self, path: Path) -> Array:
        """Levers and medians along a path by month, (months + 1,)."""
        return self.effects.by_month(path) * base_by_month(self.world, path, self.months)

    def net_time(self, initiative_id: str) -> float | None:
        """Share of freed time left after the burden; ``None`` where that is not stated."""
        return net_time_share(self.portfolio, initiative_id, self.audit.scenario.valuation)

    def assumed_share(self, layer: CostLayer) -> float | None:
        """Share of full cost by which a layer is completed where it is missing."""
        rule = self.audit.scenario.missing_layers
        return None if rule.treatment == "leave out" else rule.share_of_full_cost.get(layer)

    def asks_in_vain(self, initiative_id: str | None) -> bool:
        """Whether the scenario asks what most of the cost does not tell; ``None``: of all."""
        facts, whose = self.facts, initiative_id or ""
        billed = self.levers.vendors_moved & facts.unstated_vendors[whose]
        asks = bool(billed) or self.levers.asks_behaviour
        return asks and facts.unstated_share[whose] > MOSTLY

    @cached_property
    def rates(self) -> tuple[RateInput, ...]:
        """Every currency in which a cost is stated, the portfolio's first."""
        own, inventory = self.portfolio.currency, self.audit.inventory
        foreign = sorted({each.currency for each in self.costs} - {own})
        rates = ((code, inventory.rate(code) if inventory else None) for code in foreign)
        return (
            RateInput(own, 1.0),
            *(RateInput(code, rate) for code, rate in rates if rate is not None),
        )

    def _stated(self, line: CostLine) -> tuple[float, float | None, str]:
        """Amount and commitment as the row of the file has them, and their currency."""
        row = self._rows.get(line.source) if line.source else None
        rate = self.audit.inventory.rate(row.currency) if self.audit.inventory and row else None
        # A line that something other than its row decides is shown as the engine has it.
        if row is None or row.currency is None or rate is None or row.amount * rate != line.amount:
            return line.amount, line.commitment, self.portfolio.currency
        return row.amount, row.commitment, row.currency

    @cached_property
    def _rows(self) -> dict[Source, CostRow]:
        inventory = self.audit.inventory
        return {row.at: row for row in inventory.costs} if inventory else {}

    def _cash(
        self,
        lines: Sequence[CostLine | BenefitLine],
        streams: dict[int, tuple[Initiative | None, CostStream]]
        | dict[int, tuple[Initiative | None, BenefitStream]],
    ) -> Array:
        """Cash of each line by month; none after the horizon, and of a line that falls in none."""
        cash = np.zeros((len(lines), self.months + 1))
        rows = [row for row, line in enumerate(lines) if id(line) in streams]
        cash[rows, : self.horizon + 1] = self._base.lines([streams[id(lines[row])] for row in rows])
        return cash

    def _number(self, initiative_id: str | None) -> int:
        return 0 if initiative_id is None else self.numbers[initiative_id]

    def _name(self, initiative_id: str | None) -> str:
        return "Shared" if initiative_id is None else self.portfolio.by_id[initiative_id].name

    def vendor_number(self, name: str | None) -> int:
        """Number of a vendor; 0 for none, and for one that bills no line."""
        return self.portfolio.vendors.index(name) + 1 if name in self.portfolio.vendors else 0

    def usage_vendor(self, initiative_id: str | None) -> str | None:
        """The vendor whose price usage answers to, where it bills a line; see the engine's plan."""
        if initiative_id is None:
            return None
        stated = self.portfolio.by_id[initiative_id].vendor
        billed = (*self.portfolio.costs_of.get(initiative_id, ()),)
        billed += self.portfolio.costs_of.get(None, ())
        priced = {line.vendor for line in billed if line_exponents(line).price}
        return stated if stated in priced else None

    def _moves_model(self, line: CostLine) -> bool:
        if line.initiative_id is None:
            return bool(line_exponents(line).tier)
        own = self.portfolio.costs_of.get(line.initiative_id, ())
        return any(line_exponents(each).tier for each in own)


def _within(name: str, median: float) -> float:
    """A driver's median, cut at the driver's limit as the engine cuts it."""
    return max(DRIVERS[split_driver_name(name)[0]].minimum, median)
