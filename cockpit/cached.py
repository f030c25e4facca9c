"""The only place that caches: readings, simulators and results.

Every entry is found by one SHA-256 of canonical content (data hash, scenario,
draws, seed, version), never by a frame or an array, since Streamlit hashes only
a sample of large ones. The sample portfolio is shared by all sessions; whatever
stems from an upload is cached within its session and ends with it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any, TypeVar, cast

import streamlit as st

import scenarios
from cockpit import locales
from cockpit.assessment import changes as compare
from cockpit.assessment import facts
from cockpit.assessment.analyse import Analyse
from cockpit.assessment.board.stress_depth import (
    DEPTH_DRAWS,
    Progress,
    StressDepth,
    stress_depth,
)
from cockpit.assessment.case import Case, case_of
from cockpit.assessment.full_cost import FullCost, full_cost
from cockpit.dataset import Dataset, Upload, cells, read
from cockpit.inventory.raw import RawWorkbook, UnreadableFileError
from cockpit.inventory.reading import Inventory
from sample_data import SAMPLE
from scenarios.portfolio import ValueBasis
from scenarios.presets import PRESETS
from scenarios.results import SimulationResult
from scenarios.scenario import Scenario
from scenarios.simulate import ALL_BASES, Simulator

_DATASETS = 6
_RAW = 2
_SIMULATORS = 3
_CASES = 6
#: Results and analyses of a session, each of them small.
_ANALYSES = 160

T = TypeVar("T")
#: Differences, columns that one side alone has, and rows left out for small groups.
Changes = tuple[tuple[compare.Change, ...], dict[str, tuple[tuple[str, ...], tuple[str, ...]]], int]


def dataset(upload: Upload | None) -> Dataset:
    """The upload as read, or the sample portfolio where there is none."""
    if upload is None:
        return _shared_dataset(SAMPLE.name)
    return _own_dataset(_key(upload.digest, upload.name, upload.intake.digest()), upload)


def raw(upload: Upload) -> RawWorkbook:
    """The cells of an upload as the file holds them, without corrections.

    Raises
    ------
    UnreadableFileError
        If the file cannot be read as a whole.
    """
    found = _raw(upload)
    if isinstance(found, UnreadableFileError):
        raise found
    return found


def _raw(upload: Upload) -> RawWorkbook | UnreadableFileError:
    options = upload.intake.options
    key = _key(upload.digest, upload.name, repr(options))
    return _own_raw(key, upload)


def of_file(upload: Upload, name: str, params: str, compute: Callable[[], T]) -> T:
    """What ``compute`` finds in the cells of a file; asked once for the same file and options.

    ``name`` and ``params`` say what is computed: nothing else may enter it.
    """
    options = upload.intake.options
    key = _key(upload.digest, upload.name, repr(options), "of_file", name, params)
    return _once(key, compute, shared=False)


def cost(data: Dataset) -> FullCost:
    """First-year cost of the data, added up once."""
    key = _key(data.digest, data.name, "cost")
    return _once(key, lambda: full_cost(data.portfolio), shared=data.is_sample)


def result(
    data: Dataset,
    scenario: Scenario,
    draws: int,
    seed: int,
    bases: tuple[ValueBasis, ...] = ALL_BASES,
    progress: Callable[[float], None] | None = None,
) -> SimulationResult:
    """The simulation of a scenario on these value bases; the same arguments are computed once.

    ``progress`` is told the share done, only while it is simulated, and may break it off:
    nothing is kept then.

    Raises
    ------
    ValueError
        If the scenario cannot be simulated, in words for a person.
    """
    key = _key(data.digest, data.name, scenario.model_dump_json(), str(draws), str(seed), *bases)

    def simulate() -> SimulationResult:
        return _simulator(data, draws, seed).run(scenario, bases, progress=progress)

    return _once(key, simulate, shared=data.is_sample)


def case(
    data: Dataset,
    inventory: Inventory,
    thresholds: tuple[tuple[str, float], ...],
    draws: int,
    seed: int,
) -> Case:
    """What the assessments look at; answers found once are kept with it."""
    chosen = "&".join(f"{name}={value!r}" for name, value in thresholds)
    key = _key(data.digest, data.name, chosen, str(draws), str(seed))

    def look() -> Case:
        return case_of(
            inventory,
            data.portfolio,
            chosen=dict(thresholds),
            simulate=lambda preset: result(data, PRESETS[preset], draws, seed),
            draw=lambda preset: _simulator(data, draws, seed).draw_table(PRESETS[preset]),
            seed=seed,
            draws=draws,
        )

    return (_shared_case if data.is_sample else _own_case)(key, look)


def depth(data: Dataset, seed: int, progress: Progress | None = None) -> StressDepth:
    """Break-evens and flip map of question 3; ``progress`` is told only while they are computed.

    Raises
    ------
    ValueError
        If nothing can be simulated, in words for a person.
    """
    return analysis(
        "depth",
        data,
        PRESETS["base"],
        DEPTH_DRAWS,
        seed,
        lambda simulator: stress_depth(simulator, progress),
    )


def changes(old: Dataset, new: Dataset, smallest: int) -> Changes:
    """What differs between two data sets that could be read, compared once.

    Columns by sheet that one of them alone fills, and how many rows are left out because
    their group is smaller than ``smallest``.
    """
    before, after = old.reading.inventory, new.reading.inventory
    assert before is not None
    assert after is not None

    def compute() -> Changes:
        earlier, later, left_out = facts.comparable(before, after, smallest)
        columns = compare.columns_on_one_side(earlier, later)
        return compare.changes(earlier, later), columns, left_out

    key = _key(old.digest, new.digest, "changes", str(smallest))
    return _once(key, compute, shared=False)


def analysis(
    name: str,
    data: Dataset,
    scenario: Scenario,
    draws: int,
    seed: int,
    compute: Callable[[Simulator], T],
    params: str = "",
) -> T:
    """What ``compute`` finds with the simulator of these draws; the same inputs are asked once.

    ``name`` and ``params`` say what is computed beside data, scenario, draws and seed:
    nothing else may enter it, so that nothing stale ever stands beside new levers.
    ``compute`` may show its progress, and may be broken off by the person: nothing is
    kept then.

    Raises
    ------
    ValueError
        If nothing can be simulated, in words for a person.
    """
    key = _key(
        data.digest, data.name, "analysis", name, scenario.model_dump_json(),
        str(draws), str(seed), params,
    )  # fmt: skip
    return _once(key, lambda: compute(_simulator(data, draws, seed)), shared=data.is_sample)


def analyse(data: Dataset) -> Analyse:
    """:func:`analysis` on this data, for what asks alike on a page and without one."""

    def ask(
        name: str,
        scenario: Scenario,
        draws: int,
        seed: int,
        compute: Callable[[Simulator], T],
        params: str = "",
    ) -> T:
        return analysis(name, data, scenario, draws, seed, compute, params)

    return ask


def later(
    data: Dataset, scenario: Scenario, draws: int, seed: int
) -> Callable[[], SimulationResult]:
    """A call that simulates on all value bases when it is made, for deferred downloads.

    Those run outside of any session, where nothing that belongs to one can be
    looked up: the simulator is looked up now.
    """
    simulator = _simulator(data, draws, seed)
    return lambda: simulator.run(scenario, ALL_BASES)


# Sessions share simulators: each lets one thread in at a time.
def _simulator(data: Dataset, draws: int, seed: int) -> Simulator:
    make = _shared_simulator if data.is_sample else _own_simulator
    key = _key(data.digest, data.name, str(draws), str(seed))
    return make(key, lambda: Simulator(data.portfolio, draws, seed))


def _key(*parts: str) -> str:
    # Answers hold figures in words, and so belong to the locale in which they were written.
    canonical = "\x1f".join((scenarios.__version__, locales.current(), *parts))
    return hashlib.sha256(canonical.encode()).hexdigest()


@st.cache_resource(max_entries=1, show_spinner=False)
def _shared_dataset(name: str) -> Dataset:
    content = SAMPLE.read_bytes()
    upload = Upload(name, content, hashlib.sha256(content).hexdigest())
    return read(cells(upload), upload, is_sample=True)


@st.cache_resource(max_entries=_DATASETS, show_spinner="Checking the rows", scope="session")
def _own_dataset(key: str, _upload: Upload) -> Dataset:
    return read(_raw(_upload), _upload, is_sample=False)


# A few files only: their cells are the largest thing that a session holds.
@st.cache_resource(max_entries=_RAW, show_spinner="Reading the file", scope="session")
def _own_raw(key: str, _upload: Upload) -> RawWorkbook | UnreadableFileError:
    return cells(_upload)


@st.cache_resource(max_entries=_SIMULATORS, show_spinner=False)
def _shared_simulator(key: str, _make: Callable[[], Simulator]) -> Simulator:
    return _make()


@st.cache_resource(max_entries=_SIMULATORS, show_spinner=False, scope="session")
def _own_simulator(key: str, _make: Callable[[], Simulator]) -> Simulator:
    return _make()


def _once(key: str, compute: Callable[[], T], *, shared: bool) -> T:
    """What ``compute`` finds; nothing is kept where it is broken off."""
    found = (_shared_places if shared else _own_places)(key)
    if not found:
        found.append(compute())
    return cast(T, found[0])


# An empty place to be filled: inside a cached function no progress could be shown.
@st.cache_resource(max_entries=_ANALYSES, show_spinner=False)
def _shared_places(key: str) -> list[Any]:
    return []


@st.cache_resource(max_entries=_ANALYSES, show_spinner=False, scope="session")
def _own_places(key: str) -> list[Any]:
    return []


@st.cache_resource(max_entries=_CASES, show_spinner=False)
def _shared_case(key: str, _make: Callable[[], Case]) -> Case:
    return _make()


@st.cache_resource(max_entries=_CASES, show_spinner=False, scope="session")
def _own_case(key: str, _make: Callable[[], Case]) -> Case:
    return _make()
