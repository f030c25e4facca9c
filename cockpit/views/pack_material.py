"""The material of a board pack from what is on screen, and its sections, built once each."""

from __future__ import annotations

from cockpit import cached, locales, state
from cockpit.boardpack.build import build
from cockpit.boardpack.headless import compared_with
from cockpit.boardpack.material import Material, Progress
from cockpit.boardpack.model import Pack, Section
from cockpit.boardpack.options import PackOptions
from cockpit.boardpack.sections.registry import section_row
from cockpit.theme import Palette
from cockpit.views.parts import Loaded
from scenarios.presets import PRESETS
from scenarios.results import SimulationResult
from scenarios.scenario import Scenario


def material(loaded: Loaded, colours: Palette) -> Material:
    """What the pages show, for the sections of a pack: same data, scenario, draws and caches.

    Ask only where ``loaded.result`` is there.
    """
    assert loaded.result is not None
    chosen, data = state.choice(), loaded.data

    def simulate(scenario: Scenario) -> SimulationResult:
        return cached.result(data, scenario, chosen.draws, chosen.seed)

    return Material(
        reading=data.reading,
        case=loaded.case,
        scenario=loaded.scenario,
        result=loaded.result,
        base=simulate(PRESETS["base"]),
        basis=chosen.basis,
        draws=chosen.draws,
        seed=chosen.seed,
        compared=_compared(loaded),
        simulate=simulate,
        analyse=cached.analyse(data),
        threshold_words=chosen.threshold_words,
        colours=colours,
    )


def _compared(loaded: Loaded) -> tuple[tuple[str, Scenario], ...]:
    """The presets, the scenario on screen, and the pinned ones that are none of these."""
    found = compared_with(loaded.scenario)
    known = [scenario for _, scenario in found]
    pins = (pin.scenario(loaded.portfolio) for pin in state.choice().pins)
    return (*found, *((pin.name, pin) for pin in pins if pin not in known))


def section(loaded: Loaded, key: str, colours: Palette, locale: str = "") -> Section:
    """One section in these colours; the same question is worked out once.

    Figures are written as in ``locale``, else as on the pages.
    """
    with locales.speaking(locale or locales.current()):
        return _section(loaded, key, colours)


def _section(loaded: Loaded, key: str, colours: Palette) -> Section:
    chosen = state.choice()
    params = f"{colours.name} {chosen.model_dump_json()}"
    return cached.analysis(
        f"pack section {key}",
        loaded.data,
        loaded.scenario,
        chosen.draws,
        chosen.seed,
        lambda _: section_row(key).build(material(loaded, colours)),
        params,
    )


def pack(loaded: Loaded, options: PackOptions, colours: Palette, progress: Progress) -> Pack:
    """The whole pack, from the sections that are known already where they are."""
    with locales.speaking(options.locale):
        return build(
            material(loaded, colours),
            options,
            progress,
            lambda row, _: _section(loaded, row.key, colours),
        )
