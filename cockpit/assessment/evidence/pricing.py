"""What each thing is worth to know before the initiatives are decided, under one scenario."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from cockpit.assessment.evidence.subjects import Kind, Subject, subjects
from scenarios.draw_table import DrawTable
from scenarios.drivers import Correlation, Driver
from scenarios.information import Information, Worth
from scenarios.results import Estimate
from scenarios.scenario import Scenario
from scenarios.simulate import Simulator

#: Told the share done, 0…1; may raise to break off.
Progress = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class OwnParts:
    """EVPPI of an initiative's own benefits alone and of its own costs alone."""

    benefit: Estimate
    cost: Estimate


@dataclass(frozen=True, eq=False)
class Pricing:
    """EVPPI of everything that can be found out, in portfolio currency.

    Parameters
    ----------
    everything
        EVPI: the ceiling of all others.
    inputs
        All drivers known together, but no initiative's own figures; a lower bound.
    worths
        Each subject with what it is worth.
    parts
        Own benefits and own costs apart, by initiative.
    means
        Mean NPV of each initiative that is answered: it is continued where that is positive.
    drivers
        Every input with the distribution used.
    """

    everything: Worth
    inputs: Worth | None
    worths: tuple[tuple[Subject, Worth], ...]
    parts: Mapping[str, OwnParts]
    means: Mapping[str, float]
    drivers: tuple[Driver, ...]

    @property
    def initiatives(self) -> tuple[str, ...]:
        """Those whose captured ROI is answered, in portfolio order."""
        return tuple(self.means)


def price(simulator: Simulator, scenario: Scenario, progress: Progress | None = None) -> Pricing:
    """Price all evidence on the draws of a scenario, at captured value.

    Raises
    ------
    ValueError
        If nothing can be simulated, in words for a person.
    """
    table = simulator.draw_table(scenario)
    return price_table(table, simulator.correlations(scenario), progress)


def price_table(
    table: DrawTable,
    correlations: Iterable[Correlation] = (),
    progress: Progress | None = None,
) -> Pricing:
    """Price all evidence on these draws."""
    asked = Information(table)
    found = subjects(table.drivers, correlations, table.initiatives)
    tell = progress or (lambda share: None)
    worths = []
    for done, subject in enumerate(found, start=1):
        worths.append((subject, _worth(asked, subject)))
        tell(0.9 * done / len(found))
    parts = {
        id_: OwnParts(asked.own_benefit(id_).total, asked.own_cost(id_).total)
        for id_ in table.initiatives
    }
    names = [driver.name for driver in table.drivers]
    return Pricing(
        everything=asked.everything,
        inputs=asked.group("inputs", names) if names else None,
        worths=tuple(worths),
        parts=parts,
        means=dict(zip(table.initiatives, table.npv.mean(axis=1).tolist(), strict=True)),
        drivers=table.drivers,
    )


def _worth(asked: Information, subject: Subject) -> Worth:
    if subject.kind is Kind.OWN:
        assert subject.initiative is not None
        return asked.own_figures(subject.initiative)
    names = [driver.name for driver in subject.drivers]
    return asked.driver(names[0]) if len(names) == 1 else asked.group(subject.key, names)
