"""A portfolio compiled for simulation: every line reduced to what the engine needs.

A line's monthly cash is amount × error × Π factor^exponent over a window. Lines
that share factors and window form a *group*: the factor path of a group is
summed once per draw, and each of its lines only multiplies. The plan depends on
the portfolio and on the few levers that change exponents or windows; all other
levers act on it in :mod:`scenarios.effects`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from scenarios.distributions import split_sigma
from scenarios.drivers import Driver, split_driver_name
from scenarios.levers import Levers
from scenarios.portfolio import (
    Behaviour,
    BenefitLine,
    CaptureStatus,
    CostLine,
    Exponents,
    Initiative,
    Portfolio,
    Timing,
    ValueBasis,
)
from scenarios.scenario import Valuation
from scenarios.valuation import Weights, basis_weights, net_time_share

Array = NDArray[np.float64]
LineT = TypeVar("LineT", CostLine, BenefitLine)

#: How each behaviour follows the factors; ``price`` acts only on a line with a vendor.
#: ``capacity`` follows usage in steps and ``commit`` not below its commitment.
BEHAVIOUR_EXPONENTS: dict[Behaviour, Exponents] = {
    Behaviour.FIXED: Exponents(price=1),
    Behaviour.SEATS: Exponents(seats=1, price=1),
    Behaviour.USAGE: Exponents(usage=1, price=1),
    Behaviour.TOKENS: Exponents(usage=1, price=1, tier=1),
    Behaviour.REVIEW: Exponents(usage=1, wages=1, review=1),
    Behaviour.STAFF: Exponents(wages=1),
    Behaviour.DATA: Exponents(data=1, price=1),
    Behaviour.CAPACITY: Exponents(usage=1, price=1),
    Behaviour.COMMIT: Exponents(usage=1, price=1, tier=1),
}


class Path(NamedTuple):
    """Powers of the shared factors along which a group of lines moves."""

    usage: float = 0.0
    seats: float = 0.0
    wages: float = 0.0
    data: float = 0.0
    prices: tuple[tuple[str, float], ...] = ()
    tier: float = 0.0
    review: float = 0.0
    benefit: bool = False


class Window(NamedTuple):
    """Months first…last in which a line falls, rising linearly over ``ramp`` months."""

    first: int
    last: int
    ramp: int = 0

    def weights(self, horizon_months: int) -> Array:
        """Share of the full amount that falls in each month 0…horizon."""
        return _window_weights(self, horizon_months)


@lru_cache(maxsize=4096)
def _window_weights(window: Window, horizon_months: int) -> Array:
    months = np.arange(horizon_months + 1)
    inside = (months >= window.first) & (months <= window.last)
    risen = np.ones(months.shape)
    if window.ramp > 1:
        risen = np.clip((months - window.first + 1) / window.ramp, 0.0, 1.0)
    weights = np.where(inside, risen, 0.0)
    weights.setflags(write=False)
    return weights


class Group(NamedTuple):
    """Lines with one path and one window."""

    path: Path
    window: Window


@dataclass(frozen=True)
class Stream(Generic[LineT]):
    """One line, compiled.

    ``amount`` is currency a month, or once. ``sigma`` is the standard deviation of
    the logarithm of the line's own error, below and above its median.
    ``usage_power`` says how it follows the initiative's active seats.
    ``usage_path`` is the path of usage alone, for lines that are not log-linear in
    it: ``is_step`` for those that follow usage in steps of capacity,
    ``is_commitment`` for those that do not fall below a commitment.
    ``weights`` is what a benefit counts for under each basis.
    """

    line: LineT
    group: int
    amount: float
    sigma: tuple[float, float]
    usage_power: float
    moves_model: bool
    usage_path: Path
    is_step: bool = False
    is_commitment: bool = False
    is_benefit: bool = False
    review: float = 0.0
    block: float | None = None
    commitment: float = 0.0
    weights: Weights | None = None


CostStream = Stream[CostLine]
BenefitStream = Stream[BenefitLine]


@dataclass(frozen=True)
class Plan:
    """Streams by initiative; ``shared`` are those to allocate, ``indirect`` in no sum.

    ``beyond`` counts the lines left out because they start after the horizon.
    """

    horizon_months: int
    groups: tuple[Group, ...]
    costs: dict[str, tuple[CostStream, ...]]
    shared: tuple[CostStream, ...]
    benefits: dict[str, tuple[BenefitStream, ...]]
    indirect: tuple[BenefitStream, ...]
    beyond: int = 0

    def weights_of(self, initiative_id: str, basis: ValueBasis) -> tuple[float, ...]:
        """What each benefit of an initiative counts for under a basis."""
        return tuple((stream.weights or {})[basis] for stream in self.benefits[initiative_id])


class _Compiler:
    """Gives each distinct group a number while lines are compiled."""

    def __init__(
        self, portfolio: Portfolio, levers: Levers, valuation: Valuation, horizon_months: int
    ) -> None:
        self.portfolio, self.levers, self.valuation = portfolio, levers, valuation
        self.horizon_months = horizon_months
        self.numbers: dict[Group, int] = {}
        self.beyond = 0

    def number(self, group: Group) -> int:
        return self.numbers.setdefault(group, len(self.numbers))

    def cost(
        self, line: CostLine, usage_vendor: str | None, moves_model: bool
    ) -> CostStream | None:
        """Compile a cost line; ``None`` when it falls outside the horizon or is sunk."""
        if line.timing is Timing.ONE_OFF:
            window = Window(line.start_month, line.start_month)
        else:
            last = self.horizon_months if line.end_month is None else line.end_month
            window = Window(max(1, line.start_month), min(last, self.horizon_months))
        if window.first < 0 or window.first > min(window.last, self.horizon_months):
            self.beyond += window.first > self.horizon_months
            return None
        powers = line_exponents(line)
        usage_prices = self._usage_prices(usage_vendor, powers.usage)
        own_prices = ((line.vendor, powers.price),) if line.vendor and powers.price else ()
        path = Path(
            powers.usage, powers.seats, powers.wages, powers.data,
            _merge(own_prices + usage_prices), powers.tier, powers.review,
        )  # fmt: skip
        usage_path = Path(usage=powers.usage, prices=usage_prices)
        is_step = line.behaviour is Behaviour.CAPACITY
        if is_step:
            # Usage acts on the number of steps alone.
            path = path._replace(usage=0.0, prices=_merge(own_prices))
        return Stream(
            line=line,
            group=self.number(Group(path, window)),
            amount=line.amount / 12 if line.timing is Timing.ANNUAL else line.amount,
            sigma=self._cost_sigma(line),
            usage_power=0.0 if is_step else powers.usage,
            moves_model=moves_model,
            usage_path=usage_path,
            is_step=is_step,
            is_commitment=line.behaviour is Behaviour.COMMIT,
            review=powers.review,
            block=line.block,
            commitment=line.commitment or 0.0,
        )

    def benefit(
        self,
        line: BenefitLine,
        usage_vendor: str | None,
        moves_model: bool,
        follows_usage: bool,
        net_time: float | None,
    ) -> BenefitStream | None:
        """Compile a benefit line; ``None`` when it starts after the horizon."""
        last = self.horizon_months if line.end_month is None else line.end_month
        first = max(1, line.start_month)
        if not is_banked(line):
            first += self.levers.benefit_delay_months
        window = Window(first, min(last, self.horizon_months), line.ramp_months)
        if window.first > window.last:
            self.beyond += line.start_month > self.horizon_months
            return None
        beta = self.value_power(line) if follows_usage else 0.0
        return Stream(
            line=line,
            group=self.number(
                Group(
                    Path(beta, prices=self._usage_prices(usage_vendor, beta), benefit=True), window
                )
            ),
            amount=line.monthly_value,
            sigma=self._benefit_sigma(line),
            usage_power=1.0,
            moves_model=moves_model,
            usage_path=Path(usage=1.0, prices=self._usage_prices(usage_vendor, 1.0)),
            is_benefit=True,
            weights=basis_weights(line, net_time, self.valuation),
        )

    def value_power(self, line: BenefitLine) -> float:
        """β: the lever where it is set, else the line's own, else the rule's."""
        if self.levers.value_follows_usage is not None:
            return self.levers.value_follows_usage
        if line.value_follows_usage is not None:
            return line.value_follows_usage
        return self.valuation.value_follows_usage

    def _usage_prices(self, vendor: str | None, power: float) -> tuple[tuple[str, float], ...]:
        power = power * self.levers.price_elasticity
        return ((vendor, power),) if vendor and power else ()

    def _cost_sigma(self, line: CostLine) -> tuple[float, float]:
        if line.amount <= 0:
            return 0.0, 0.0
        if line.p10 is not None and line.p90 is not None:
            return split_sigma(line.amount, line.p10, line.p90)
        ratio = self.valuation.actual_p90 if line.actual else self.valuation.estimate_p90
        return split_sigma(1.0, 1 / ratio, ratio)

    def _benefit_sigma(self, line: BenefitLine) -> tuple[float, float]:
        """Own range and realisation by grade together.

        A product of lognormals is a lognormal whose squared sigmas add; this is
        done on either side of the median, exactly so for a symmetric range.
        """
        grade = self.valuation.ungraded_p90
        if line.grade is not None:
            grade = self.valuation.realisation_p90[line.grade]
        realised = split_sigma(1.0, 1 / grade, grade)
        if line.p10 is None or line.p90 is None or line.monthly_value == 0:
            return realised
        low, high = sorted((abs(line.p10), abs(line.p90)))
        own = split_sigma(abs(line.monthly_value), low, high)
        return float(np.hypot(realised[0], own[0])), float(np.hypot(realised[1], own[1]))


def line_exponents(line: CostLine) -> Exponents:
    """The line's own exponents, else those of its behaviour; none where it is not stated."""
    if line.exponents is not None:
        return line.exponents
    return Exponents() if line.behaviour is None else BEHAVIOUR_EXPONENTS[line.behaviour]


def is_banked(line: BenefitLine) -> bool:
    """Whether a benefit is captured and running already, so that it can no longer come late."""
    banked = line.capture_status in (CaptureStatus.CAPTURED, CaptureStatus.SUSTAINED)
    return banked and line.start_month <= 1


def _merge(prices: tuple[tuple[str, float], ...]) -> tuple[tuple[str, float], ...]:
    """Powers summed by vendor, sorted, zeros dropped."""
    total: dict[str, float] = {}
    for vendor, power in prices:
        total[vendor] = total.get(vendor, 0.0) + power
    return tuple(sorted((vendor, power) for vendor, power in total.items() if power))


def usage_vendor(initiative: Initiative, lines: tuple[CostLine, ...]) -> str | None:
    """The vendor whose price usage answers to: the initiative's, if it bills a line.

    A vendor that no line is priced by cannot change usage through its price.
    """
    priced = {line.vendor for line in lines if line_exponents(line).price}
    return initiative.vendor if initiative.vendor in priced else None


def compile_plan(
    portfolio: Portfolio, levers: Levers, valuation: Valuation, horizon_months: int
) -> Plan:
    """Compile every line; only elasticity, β and the delay of ``levers`` matter here."""
    compiler = _Compiler(portfolio, levers, valuation, horizon_months)
    shared = portfolio.costs_of.get(None, ())
    costs: dict[str, tuple[CostStream, ...]] = {}
    benefits: dict[str, tuple[BenefitStream, ...]] = {}
    indirect: list[BenefitStream] = []
    for initiative in portfolio.initiatives:
        own = portfolio.costs_of.get(initiative.id, ())
        vendor = usage_vendor(initiative, own + shared)
        moves_model = any(line_exponents(line).tier for line in own)
        costs[initiative.id] = _compiled(compiler.cost(line, vendor, moves_model) for line in own)
        net_time = net_time_share(portfolio, initiative.id, valuation)
        # Where no cost says how it follows usage, the benefit must not run ahead of it.
        follows_usage = not own or any(line.behaviour or line.exponents for line in own)
        streams = _compiled(
            compiler.benefit(line, vendor, moves_model, follows_usage, net_time)
            for line in portfolio.benefits_of.get(initiative.id, ())
        )
        benefits[initiative.id] = tuple(s for s in streams if s.line.direct)
        indirect.extend(s for s in streams if not s.line.direct)
    # A shared model line moves with the model of the platform it pays for.
    shared_streams = _compiled(
        compiler.cost(line, None, bool(line_exponents(line).tier)) for line in shared
    )
    return Plan(
        horizon_months,
        tuple(compiler.numbers),
        costs,
        shared_streams,
        benefits,
        tuple(indirect),
        compiler.beyond,
    )


def _compiled(streams: Iterable[Stream[LineT] | None]) -> tuple[Stream[LineT], ...]:
    return tuple(stream for stream in streams if stream is not None)


def idle_drivers(plan: Plan, drivers: tuple[Driver, ...]) -> frozenset[str]:
    """Full names of the drivers of vendors whose prices no line follows."""
    owned: list[CostStream | BenefitStream] = [*plan.shared]
    owned += [stream for streams in plan.costs.values() for stream in streams]
    owned += [stream for streams in plan.benefits.values() for stream in streams]
    paths = {
        path
        for stream in owned
        if stream.amount
        for path in (plan.groups[stream.group].path, stream.usage_path)
    }
    followed = {vendor for path in paths for vendor, _ in path.prices}
    vendors = {driver.name: split_driver_name(driver.name)[1] for driver in drivers}
    return frozenset(
        name for name, vendor in vendors.items() if vendor is not None and vendor not in followed
    )
