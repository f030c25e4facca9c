"""Timing for a shared, noisy machine: interleaved rounds, medians, ratios within a round."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Timings:
    """Wall seconds of one contender, one entry a round."""

    seconds: tuple[float, ...]

    @property
    def median(self) -> float:
        """Median wall seconds."""
        return statistics.median(self.seconds)


@dataclass(frozen=True)
class Ratio:
    """A ratio of two contenders, taken round by round.

    ``low`` and ``high`` are the least and the greatest ratio of any round: a wide
    range says that the machine was noisy, or that one round is all there was.
    """

    median: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{_short(self.median)} ({_short(self.low)}–{_short(self.high)})"


def interleave(contenders: dict[str, Callable[[int], object]], rounds: int) -> dict[str, Timings]:
    """Run every contender once a round, in turn, and time each run.

    A contender is called with the number of its round, so that it can set a
    lever to a value which no earlier round has seen. Garbage is collected before
    each run, not within it.
    """
    seconds: dict[str, list[float]] = {name: [] for name in contenders}
    for index in range(rounds):
        for name, run in contenders.items():
            gc.collect()
            begin = time.perf_counter()
            run(index)
            seconds[name].append(time.perf_counter() - begin)
    return {name: Timings(tuple(values)) for name, values in seconds.items()}


def ratio(above: Timings, below: Timings) -> Ratio:
    """``above`` ÷ ``below`` in each round that both ran; medians where rounds differ in number."""
    if len(above.seconds) == len(below.seconds):
        each = [a / b for a, b in zip(above.seconds, below.seconds, strict=True)]
    else:
        each = [a / b for a in above.seconds for b in below.seconds]
    return Ratio(statistics.median(each), min(each), max(each))


def milliseconds(seconds: float) -> str:
    """Seconds as milliseconds to three figures, e.g. ``1.32 ms``; above 10 s in seconds."""
    if seconds >= 10:
        return f"{seconds:.1f} s"
    return f"{_short(seconds * 1e3)} ms"


def _short(value: float) -> str:
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}" if value >= 0.1 else f"{value:.4f}"
