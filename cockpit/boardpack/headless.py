"""The material of a pack without a page: for the command line, tests and notebooks."""

from __future__ import annotations

from cockpit.assessment.case import case_of
from cockpit.boardpack.material import Material, Workbench
from cockpit.inventory.reading import Reading
from scenarios.portfolio import Portfolio, ValueBasis
from scenarios.presets import PRESETS
from scenarios.scenario import Scenario
from scenarios.simulate import DEFAULT_DRAWS, DEFAULT_SEED


def material_of(
    reading: Reading,
    portfolio: Portfolio,
    scenario: Scenario,
    *,
    draws: int = DEFAULT_DRAWS,
    seed: int = DEFAULT_SEED,
    basis: ValueBasis = ValueBasis.CAPTURED,
) -> Material:
    """Material of a workbook that could be read, with simulators of its own.

    Raises
    ------
    ValueError
        If nothing can be simulated, in words for a person.
    """
    assert reading.inventory is not None
    bench = Workbench(portfolio)
    base = PRESETS["base"]
    case = case_of(
        reading.inventory,
        portfolio,
        simulate=lambda preset: bench.run(PRESETS[preset], draws, seed),
        draw=lambda preset: bench.simulator(draws, seed).draw_table(PRESETS[preset]),
        seed=seed,
        draws=draws,
    )
    return Material(
        reading=reading,
        case=case,
        scenario=scenario,
        result=bench.run(scenario, draws, seed),
        base=bench.run(base, draws, seed),
        basis=basis,
        draws=draws,
        seed=seed,
        compared=compared_with(scenario),
        simulate=lambda wanted: bench.run(wanted, draws, seed),
        analyse=bench.analyse,
    )


def compared_with(scenario: Scenario) -> tuple[tuple[str, Scenario], ...]:
    """The presets that a pack sets side by side, the base first, and the scenario on screen."""
    presets = tuple((each.name, each) for each in PRESETS.values())
    known = any(scenario == each for _, each in presets)
    return presets if known else (*presets, (scenario.name, scenario))
