"""What one run measured, and each goal held against it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from benchmarks.engine import Agreement, EqualError
from benchmarks.reading import GOAL, Reading
from benchmarks.screen import Screen
from benchmarks.timing import Ratio, Timings, ratio

Profile = list[tuple[str, float]]


@dataclass
class Results:
    """Everything that one run measured; ``None`` or empty where it was not measured."""

    machine: dict[str, str]
    peers: dict[str, str]
    agreement: dict[str, Agreement] = field(default_factory=dict)
    times: dict[str, dict[str, Timings]] = field(default_factory=dict)
    equal_error: list[EqualError] = field(default_factory=list)
    memory: dict[str, dict[str, float]] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)
    startup: dict[str, float] = field(default_factory=dict)
    reading: Reading | None = None
    screen: Screen | None = None
    no_screen: str = ""
    profiles: dict[str, Profile] = field(default_factory=dict)
    absent: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Bar:
    """One goal: what was measured, and whether that meets it (``None``: not measured)."""

    name: str
    goal: str
    measured: str
    met: bool | None
    profile: str = ""

    @property
    def verdict(self) -> str:
        """``met``, ``not met`` or ``n/a``."""
        return "n/a" if self.met is None else "met" if self.met else "**not met**"


def bars(results: Results) -> list[Bar]:
    """Every goal, measured."""
    found = [*_engine_bars(results)]
    found += [
        Bar(
            f"draws for equal error: {one.quantity}",
            "≥ 4× fewer",
            f"{one.factor:.1f}× ({one.low:.1f}–{one.high:.1f})",
            one.factor >= 4,
        )
        for one in results.equal_error
        if "mean NPV" not in one.quantity
    ]
    huge = results.memory.get("huge × 100,000")
    found.append(
        Bar(
            "memory above the inputs, huge × 100,000 draws",
            "≤ 0.4 GiB",
            f"{huge['gib']:.2f} GiB" if huge else "n/a (left out)",
            huge["gib"] <= 0.4 if huge else None,
        )
    )
    if results.digests:
        same = len(set(results.digests.values())) == 1
        found.append(
            Bar(
                "same result to the last bit, 1, 2, 3 and 5 BLAS threads, processes apart",
                "one digest",
                "one digest" if same else "digests differ",
                same,
            )
        )
    if results.reading is not None:
        name = "whole check of 5,000 × 60 cells ÷ (library + typed rows)"
        found.append(_at_most(name, GOAL, results.reading.over("typed rows")))
    return found + _screen_bars(results)


def _engine_bars(results: Results) -> Iterable[Bar]:
    for size in ("medium", "large"):
        if size in results.times:
            times = results.times[size]
            yield _at_most(
                f"first run ÷ floor, {size}",
                10,
                ratio(times["first run"], times["floor"]),
                f"first run, {size}",
            )
    for size, against_loop in (("small", 300.0), ("medium", 500.0)):
        times = results.times.get(size, {})
        peers = [name for name in results.peers if name in times]
        if peers:
            fastest = min(peers, key=lambda name: times[name].median)
            yield _at_least(
                f"{fastest} (fastest peer, whole) ÷ usage move, {size}",
                45,
                ratio(times[fastest], times["usage move"]),
                f"usage move, {size}",
            )
        elif times:
            yield Bar(f"fastest peer ÷ usage move, {size}", "≥ 45", "no peer installed", None)
        if times:
            yield _at_least(
                f"naive loop ÷ usage move, {size}",
                against_loop,
                ratio(times["naive loop"], times["usage move"]),
                f"usage move, {size}",
            )
    for size, times in results.times.items():
        part = ratio(times["hurdle move"], times["usage move"])
        yield _at_most(f"hurdle move ÷ usage move, {size}", 0.03, part, f"usage move, {size}")


def _screen_bars(results: Results) -> list[Bar]:
    screen = results.screen
    if screen is None:
        return [Bar("screen", "see below", f"n/a ({results.no_screen})", None)]
    sent = screen.bytes_a_move["Scenarios"] / 1e3
    return [
        _at_most(
            "slider to repaint ÷ empty rerun (medians)",
            1.5,
            _of_medians(screen.scenarios_move, screen.empty_move),
        ),
        Bar("bytes over the wire a move", "≤ 30 KB", f"{sent:.1f} KB", sent <= 30),
        _at_most(
            "first paint of `cockpit run` ÷ `streamlit hello`",
            1.5,
            ratio(screen.cockpit_paint, screen.hello_paint),
        ),
    ]


def _of_medians(above: Timings, below: Timings) -> Ratio:
    """Ratio of the medians, as the goal is put; the range is that of the rounds."""
    each = ratio(above, below)
    return Ratio(above.median / below.median, each.low, each.high)


def _at_most(name: str, goal: float, measured: Ratio, profile: str = "") -> Bar:
    return Bar(name, f"≤ {goal:g}", str(measured), measured.median <= goal, profile)


def _at_least(name: str, goal: float, measured: Ratio, profile: str = "") -> Bar:
    return Bar(name, f"≥ {goal:g}", str(measured), measured.median >= goal, profile)
