"""What an assessment looks at: the rows, the portfolio, its cost, and simulations on demand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar, cast

from cockpit import locales
from cockpit.assessment.answer import Answer, Entry, Missing, Need
from cockpit.assessment.evidence.own import OwnWorth, evidence_costs, own_worths
from cockpit.assessment.full_cost import FullCost, InitiativeCost, full_cost
from cockpit.assessment.measures import Measures
from cockpit.assessment.rejected import without_unread
from cockpit.assessment.small_groups import hidden_rows
from cockpit.assessment.thresholds import Thresholds, thresholds_of
from cockpit.inventory.reading import Inventory
from cockpit.inventory.rows import BenefitRow, CostRow, InitiativeRow, ProcessingRow
from scenarios.break_even import BreakEven, base_break_even_prices
from scenarios.draw_table import DrawTable
from scenarios.portfolio import Portfolio, Source
from scenarios.presets import PRESETS
from scenarios.results import SimulationResult
from scenarios.simulate import DEFAULT_DRAWS, DEFAULT_SEED, Simulator

T = TypeVar("T")
_Row = TypeVar("_Row", CostRow, BenefitRow, ProcessingRow)

#: Simulates the preset with this key.
Simulate = Callable[[str], SimulationResult]
#: Every draw of the preset with this key.
Draw = Callable[[str], DrawTable]


@dataclass(frozen=True)
class Case:
    """One inventory to be assessed.

    ``as_of`` is the decision date; ages and dues count from it, never from a clock.
    ``seed`` and ``draws`` are those of every simulation behind ``simulate`` and ``draw``;
    without ``draw`` nothing is known of what further evidence is worth.
    """

    inventory: Inventory
    portfolio: Portfolio
    cost: FullCost
    as_of: dt.date
    simulate: Simulate
    thresholds: Thresholds
    seed: int = DEFAULT_SEED
    draws: int = DEFAULT_DRAWS
    draw: Draw | None = None
    _results: dict[str, SimulationResult | str] = field(
        default_factory=dict, repr=False, compare=False
    )
    # Answers hold figures in words: each is kept for the locale in which it was written.
    _answers: dict[tuple[str, str], Answer] = field(default_factory=dict, repr=False, compare=False)
    _kept: dict[tuple[str, str], Any] = field(default_factory=dict, repr=False, compare=False)

    def answer(self, entry: Entry) -> Answer:
        """The entry's answer; worked out once."""
        key = (locales.current(), entry.key)
        if key not in self._answers:
            found = entry.assess(self)
            self._answers[key] = without_unread(entry, found, self.inventory.unread)
        return self._answers[key]

    def once(self, name: str, compute: Callable[[Case], T]) -> T:
        """What ``compute`` finds in this case alone; worked out once for each name."""
        key = (locales.current(), name)
        if key not in self._kept:
            self._kept[key] = compute(self)
        return cast(T, self._kept[key])

    @cached_property
    def measures(self) -> Measures:
        """The Metrics sheet by initiative and name."""
        return Measures(self.inventory.metrics)

    @cached_property
    def hidden_rows(self) -> frozenset[Source]:
        """Rows on habits of small groups, which no page and no file may list."""
        return hidden_rows(self.inventory, round(self.thresholds["smallest_group"]))

    @cached_property
    def costs(self) -> dict[str, InitiativeCost]:
        """First-year full cost by initiative."""
        return {each.id: each for each in self.cost.initiatives}

    @cached_property
    def cost_rows(self) -> dict[str | None, tuple[CostRow, ...]]:
        """Rows of the Costs sheet by initiative; shared ones under ``None``."""
        return _grouped(self.inventory.costs)

    @cached_property
    def benefit_rows(self) -> dict[str | None, tuple[BenefitRow, ...]]:
        """Rows of the Benefits sheet by initiative."""
        return _grouped(self.inventory.benefits)

    @cached_property
    def processing_rows(self) -> dict[str | None, tuple[ProcessingRow, ...]]:
        """Rows of the Processing sheet by initiative."""
        return _grouped(self.inventory.processing)

    @property
    def initiatives(self) -> tuple[InitiativeRow, ...]:
        """Rows of the Initiatives sheet."""
        return self.inventory.initiatives

    @cached_property
    def price_break_evens(self) -> dict[str, BreakEven | None]:
        """Change of all vendors' prices at which each initiative's captured base ROI is the hurdle.

        ``None`` where its ROI cannot be answered; empty where nothing can be simulated.
        Only the base case is read, which neither the seed nor the number of draws moves.
        """
        try:
            return base_break_even_prices(Simulator(self.portfolio, 2, self.seed), PRESETS["base"])
        except ValueError:
            return {}

    @cached_property
    def evidence_worth(self) -> Mapping[str, OwnWorth]:
        """Worth and cost of evidence on each initiative's own figures, in the base case.

        Only those whose captured ROI is answered; empty where nothing can be simulated.
        """
        if self.draw is None:
            return {}
        try:
            return own_worths(self.draw("base"), evidence_costs(self.inventory))
        except ValueError:
            return {}

    def result(self, preset: str = "base") -> SimulationResult | None:
        """The simulation of a preset; ``None`` where there is nothing to simulate."""
        found = self._simulated(preset)
        return None if isinstance(found, str) else found

    def knows(self, preset: str = "base") -> bool:
        """Whether the simulation of a preset was asked for before, so that it takes no time."""
        return preset in self._results

    def why_no_result(self, preset: str = "base") -> str:
        """Why :meth:`result` is ``None``; empty where it is not."""
        found = self._simulated(preset)
        return found if isinstance(found, str) else ""

    def _simulated(self, preset: str) -> SimulationResult | str:
        if preset not in self._results:
            try:
                self._results[preset] = self.simulate(preset)
            except ValueError as error:
                self._results[preset] = str(error)
        return self._results[preset]

    def name(self, initiative: str | None) -> str:
        """Name of an initiative; of the whole organisation for ``None``."""
        if initiative is None:
            return "whole organisation"
        row = self.inventory.by_id.get(initiative)
        return row.name if row else initiative

    def owner(self, initiative: str | None) -> str | None:
        """Owner of an initiative; ``None`` where nobody is named."""
        row = self.inventory.by_id.get(initiative or "")
        return row.owner if row else None

    def lacks(self, need: Need, *initiatives: str | None) -> tuple[Missing, ...]:
        """The same need for each of these initiatives, with its owner.

        The owner of a metric is who answers for its row, else the initiative's.
        Without an initiative the need concerns the organisation.
        """
        return tuple(
            Missing(need, each, self._owner_of(need, each)) for each in initiatives or (None,)
        )

    @cached_property
    def partial_cost(self) -> tuple[Missing, ...]:
        """Initiatives whose cost is supplied without a line in every layer: more is to come.

        Also those that state no cost of their own and only bear a part of the shared.
        """
        partial = [each.id for each in self.cost.initiatives if each.supplied and each.partial]
        shared_only = [
            each.id
            for each in self.cost.initiatives
            if each.supplied and not self.portfolio.has_cost(each.id)
        ]
        found = self.lacks(Need("costs", "layer"), *partial) if partial else ()
        return (*found, *(self.lacks(Need("costs", "amount"), *shared_only) if shared_only else ()))

    def _owner_of(self, need: Need, initiative: str | None) -> str | None:
        if need.metric is not None:
            rows = self.measures.rows_of(initiative, need.metric)
            named = next((row.owner for row in rows if row.owner), None)
            if named:
                return named
        return self.owner(initiative)


def case_of(
    inventory: Inventory,
    portfolio: Portfolio,
    *,
    chosen: dict[str, float] | None = None,
    simulate: Simulate | None = None,
    draw: Draw | None = None,
    seed: int = DEFAULT_SEED,
    draws: int = DEFAULT_DRAWS,
) -> Case:
    """A case to assess without a screen, with a simulator of its own where none is handed in.

    ``simulate`` and ``draw`` belong together: hand in both, or neither.
    """
    if simulate is None:
        simulator = Simulator(portfolio, draws, seed)
        simulate = lambda preset: simulator.run(PRESETS[preset])  # noqa: E731
        draw = lambda preset: simulator.draw_table(PRESETS[preset])  # noqa: E731
    return Case(
        inventory=inventory,
        portfolio=portfolio,
        cost=full_cost(portfolio),
        as_of=dt.date.fromisoformat(portfolio.as_of),
        simulate=simulate,
        thresholds=thresholds_of(inventory, chosen),
        seed=seed,
        draws=draws,
        draw=draw,
    )


def _grouped(rows: Iterable[_Row]) -> dict[str | None, tuple[_Row, ...]]:
    found: dict[str | None, list[_Row]] = {}
    for row in rows:
        found.setdefault(row.initiative, []).append(row)
    return {key: tuple(value) for key, value in found.items()}
