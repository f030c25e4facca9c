"""The engine on the reference work: agreement first, then time, error and profiles."""

from __future__ import annotations

import cProfile
import importlib
import pkgutil
import pstats
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy.stats import f as f_distribution

import scenarios
from benchmarks import naive, peers
from benchmarks.reference import DRAWS, HURDLE_RATE, SIZES, Array, Work, arrays, portfolio, scenario
from benchmarks.timing import Timings, interleave
from scenarios.portfolio import Portfolio, ValueBasis
from scenarios.sampling import Sampling
from scenarios.scenario import Scenario
from scenarios.simulate import Simulator


class Asked(NamedTuple):
    """What a run is asked for."""

    bases: tuple[ValueBasis, ...]
    fan: bool


#: The reference work values benefits once; the screen wants three readings and the fan.
REFERENCE = Asked((ValueBasis.CAPTURED,), fan=False)
WHOLE = Asked(tuple(ValueBasis), fan=True)
#: Rounds by size: enough for a median, few enough for ten minutes in all.
ROUNDS = {"small": 9, "medium": 7, "large": 5}
#: The naive versions and the peers take minutes at large; there the engine runs alone.
_COMPARED = ("small", "medium")


#: The lever moves that are timed, by the number of the step. A ramp changes the months.
_MOVES: dict[str, Callable[[int], Scenario]] = {
    "usage move": lambda step: scenario(usage=1 + 0.5 * step),
    "price move": lambda step: scenario(price_change=0.05 * step),
    "usage move, ramped": lambda step: scenario(usage=1 + 0.5 * step, usage_ramp_months=12),
}


@dataclass(frozen=True)
class Agreement:
    """Largest differences between the implementations of one size.

    ``base`` is relative; ``mean_npv`` and ``p_hurdle`` are in standard errors.
    """

    base: float
    mean_npv: dict[str, float]
    p_hurdle: dict[str, float]


@dataclass(frozen=True)
class EqualError:
    """Draws of plain Monte Carlo for the error that one stratified draw gives."""

    quantity: str
    factor: float
    low: float
    high: float


def forget() -> None:
    """Empty every module-level cache of the engine, so that a first run is one."""
    for module in pkgutil.iter_modules(scenarios.__path__):
        for value in vars(importlib.import_module(f"scenarios.{module.name}")).values():
            clear = getattr(value, "cache_clear", None)
            if callable(clear):
                clear()


def contenders(size: str, found: dict[str, str]) -> dict[str, Callable[[int], object]]:
    """Everything that is timed at one size; each is called with the round's number."""
    source = portfolio(SIZES[size])
    work = arrays(source, scenario())
    pairs = SIZES[size] * DRAWS
    runs: dict[str, Callable[[int], object]] = {
        "floor": partial(_floor, pairs, 1),
        "floor, eight a pair": partial(_floor, pairs, 8),
        "floor of a move": _floor_of_move(SIZES[size]),
    }
    for label, asked in (("", REFERENCE), (", whole screen", WHOLE)):
        runs["first run" + label] = partial(_first, source, asked)
        for move, at in _MOVES.items():
            runs[move + label] = partial(_move, _warm(source, asked), at, asked)
    runs["hurdle move"] = partial(_hurdle, _warm(source, REFERENCE))
    if size in _COMPARED:
        runs["naive vectorised"] = lambda k: naive.vectorised(work, naive.Setting(), k)
        runs["naive loop"] = lambda k: naive.loop(work, naive.Setting(), k)
        for name, (peer, sizes) in peers.PEERS.items():
            if name in found and size in sizes:
                runs[name] = partial(_peer, peer, work)
    return runs


def _peer(peer: peers.Peer, work: Work, round_number: int) -> None:
    peer(work, naive.Setting(), round_number + 1)


def _floor(pairs: int, numbers: int, round_number: int) -> None:
    """Normals and exponentials alone, in blocks that stay in the cache."""
    rng = np.random.Generator(np.random.SFC64(round_number))
    block = np.empty(DRAWS, dtype=np.float32)
    for _ in range(pairs * numbers // DRAWS):
        rng.standard_normal(dtype=np.float32, out=block)
        np.exp(block, out=block)


def _floor_of_move(initiatives: int) -> Callable[[int], None]:
    """The least that numpy must do when a lever moves, on one core in single precision.

    Eight cached rows an initiative are read and summed, NPV and ROI taken and sorted.
    """
    rng = np.random.default_rng(1)
    rows = np.exp(rng.standard_normal((initiatives, 8, DRAWS), dtype=np.float32) / 4)

    def move(round_number: int) -> None:
        weights = np.full(7, 1 + round_number, dtype=np.float32)
        for own in rows:
            cost = weights @ own[:7]
            npv = own[7] - cost
            roi = own[7] / cost
            npv.sort()
            roi.sort()

    return move


def _warm(source: Portfolio, asked: Asked) -> Simulator:
    warm = Simulator(source, DRAWS, 7)
    warm.run(scenario(), asked.bases, fan=asked.fan)
    return warm


def _first(source: Portfolio, asked: Asked, round_number: int) -> None:
    forget()
    cold = Simulator(source, DRAWS, 1_000 + round_number)
    cold.run(scenario(), asked.bases, fan=asked.fan)


def _move(warm: Simulator, at: Callable[[int], Scenario], asked: Asked, round_number: int) -> None:
    warm.run(at(round_number + 1), asked.bases, fan=asked.fan)


def _hurdle(warm: Simulator, round_number: int) -> None:
    warm.hurdle_shares(scenario(), HURDLE_RATE + 0.01 * (round_number + 1))


def time_size(size: str, found: dict[str, str]) -> dict[str, Timings]:
    """Warm every contender up once, then time them in turn."""
    runs = contenders(size, found)
    for run in runs.values():
        run(ROUNDS[size])
    return interleave(runs, ROUNDS[size])


def agree(size: str, found: dict[str, str]) -> Agreement:
    """Check that everybody computes the same thing.

    Raises
    ------
    AssertionError
        If base cases differ by more than 1e-9, or a mean NPV or the mean
        P(ROI ≥ hurdle) by more than four standard errors of plain Monte Carlo.
    """
    source = portfolio(SIZES[size])
    work = arrays(source, scenario())
    result = Simulator(source, DRAWS, 7).run(scenario(), *REFERENCE)
    ours = result.portfolio.outcomes[ValueBasis.CAPTURED]
    ones = np.ones((1, *work.cost.shape))
    base = 0.0
    for usage, price_change in ((1.0, 0.0), (10.0, 0.3)):
        setting = naive.Setting(usage, price_change)
        truth = naive.evaluate_loop(work, setting, naive.medians(), ones, ones[:, :, 0])
        run = Simulator(source, 16, 7).run(scenario(usage, price_change), *REFERENCE)
        npv = run.portfolio.outcomes[ValueBasis.CAPTURED].npv.base
        base = max(base, abs(npv / float(truth.npv[0]) - 1))
    assert base <= 1e-9, f"{size}: the base cases differ by {base:.1e}"
    share = np.array(
        [i.outcomes[ValueBasis.CAPTURED].p_roi_hurdle.value for i in result.initiatives]
    )
    others: dict[str, peers.Peer] = {"naive vectorised": naive.vectorised, "naive loop": naive.loop}
    others |= {n: p for n, (p, sizes) in peers.PEERS.items() if n in found and size in sizes}
    mean_npv, p_hurdle = {}, {}
    for name, implementation in others.items():
        answer = implementation(work, naive.Setting(), 1)
        error = float(answer.npv.std()) * np.sqrt(2 / DRAWS)
        mean_npv[name] = float(abs(ours.npv.mean.value - answer.npv.mean()) / error)
        wobble = np.sqrt(2 * np.maximum(answer.p_hurdle * (1 - answer.p_hurdle), 1e-4) / DRAWS)
        p_hurdle[name] = float(np.abs((share - answer.p_hurdle) / wobble).mean())
        assert mean_npv[name] <= 4, f"{size}: mean NPV of {name} is {mean_npv[name]:.1f} errors off"
        assert p_hurdle[name] <= 4, f"{size}: P(ROI ≥ hurdle) of {name} is off"
    return Agreement(base, mean_npv, p_hurdle)


def equal_error(size: str, seeds: int) -> list[EqualError]:
    """Variance over seeds of plain Monte Carlo ÷ that of our sampling.

    Error variance falls as 1 / draws for plain Monte Carlo, so that the ratio is
    the factor by which it needs more draws. The 90 % interval is that of an F ratio.
    Initiatives whose hurdle is as good as certain, or out of reach, say nothing
    about P(ROI ≥ hurdle) and are left out there.
    """
    source = portfolio(SIZES[size])
    found: dict[Sampling, list[list[float]]] = {"sobol": [], "random": []}
    for seed in range(seeds):
        for sampling, rows in found.items():
            simulator = Simulator(source, DRAWS, seed, sampling=sampling)
            result = simulator.run(scenario(), *REFERENCE)
            each = [i.outcomes[ValueBasis.CAPTURED] for i in result.initiatives]
            each.append(result.portfolio.outcomes[ValueBasis.CAPTURED])
            rows.append(
                [x for o in each for x in (o.roi.p10.value, o.p_roi_hurdle.value, o.npv.mean.value)]
            )
    draws = {name: np.array(rows).reshape(seeds, -1, 3) for name, rows in found.items()}
    with np.errstate(divide="ignore", invalid="ignore"):
        many = draws["random"].var(axis=0, ddof=1) / draws["sobol"].var(axis=0, ddof=1)
    reach = float(f_distribution.ppf(0.95, seeds - 1, seeds - 1))
    share = draws["random"][:, :-1, 1].mean(axis=0)
    open_ = (share > 0.05) & (share < 0.95)
    return [
        *(
            EqualError(f"{size}, portfolio, {name}", float(x), float(x) / reach, float(x) * reach)
            for name, x in zip(_QUANTITIES, many[-1], strict=True)
        ),
        _middle(f"{size}, initiatives, {_QUANTITIES[0]}", many[:-1, 0]),
        _middle(f"{size}, initiatives, {_QUANTITIES[1]}", many[:-1, 1][open_]),
    ]


_QUANTITIES = ("P10 of ROI", "P(ROI ≥ hurdle)", "mean NPV")


def _middle(name: str, factors: Array) -> EqualError:
    return EqualError(name, float(np.median(factors)), float(factors.min()), float(factors.max()))


def profile(size: str, moved: bool, top: int = 8) -> list[tuple[str, float]]:
    """Functions by their own share of the time of a first run, or of a usage move."""
    source = portfolio(SIZES[size])
    warm = Simulator(source, DRAWS, 7)
    warm.run(scenario(), *REFERENCE)
    watch = cProfile.Profile()
    for k in range(5):
        if not moved:
            forget()
            warm = Simulator(source, DRAWS, 100 + k)
        watch.enable()
        warm.run(scenario(usage=2.0 + k if moved else 1.0), *REFERENCE)
        watch.disable()
    rows = pstats.Stats(watch).stats  # type: ignore[attr-defined]
    total = sum(row[2] for row in rows.values())
    ranked = sorted(rows.items(), key=lambda item: -item[1][2])[:top]
    return [
        (f"{Path(file).name}:{name}" if not file.startswith("~") else name, row[2] / total)
        for (file, _, name), row in ranked
    ]
