"""A pack from material and choices: the sections chosen, and what each page is stamped with."""

from __future__ import annotations

from collections.abc import Callable

from cockpit import locales
from cockpit.boardpack.material import Material, Progress
from cockpit.boardpack.model import Audit, Pack, Provenance, Section
from cockpit.boardpack.options import PackOptions
from cockpit.boardpack.sections.registry import SectionRow, section_row


def _built(row: SectionRow, material: Material) -> Section:
    return row.build(material)


def build(
    material: Material,
    options: PackOptions,
    progress: Progress | None = None,
    make: Callable[[SectionRow, Material], Section] = _built,
) -> Pack:
    """The pack that ``options`` ask for; ``progress`` is told section by section.

    ``make`` gives a section, for whoever keeps those that were built before.
    """
    sections = []
    for place, key in enumerate(options.sections):
        row = section_row(key)
        if progress is not None:
            progress(place / len(options.sections), row.title)
        with locales.speaking(options.locale):
            sections.append(make(row, material))
    return Pack(
        title=options.title,
        organisation=material.portfolio.name,
        classification=options.classification,
        locale=options.locale,
        as_of=options.as_of or material.case.as_of,
        provenance=provenance(material),
        sections=tuple(sections),
        audit=Audit(
            material.portfolio, material.scenario, material.result, material.reading.inventory
        ),
    )


def provenance(material: Material) -> Provenance:
    """The stamp of the simulation on screen, whole and in parts."""
    stamp = material.result.stamp
    return Provenance(
        line=stamp.line() + material.threshold_words,
        data_hash=stamp.data_hash,
        source_name=stamp.source_name,
        scenario=stamp.scenario_name,
        scenario_hash=stamp.scenario_hash,
        seed=stamp.seed,
        draws=stamp.draws,
        version=stamp.version,
        as_of=stamp.as_of,
        currency=material.currency,
    )
