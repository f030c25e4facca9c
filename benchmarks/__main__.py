"""``python -m benchmarks``: measure everything in one run and write RESULTS.md."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

_FORCED_KERNEL = ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE")
_ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}


def _own_environment() -> None:
    """Start again, before numpy is loaded, with one BLAS thread and no forced kernel."""
    wanted = {k: v for k, v in os.environ.items() if k not in _FORCED_KERNEL} | _ONE_THREAD
    if wanted != dict(os.environ):
        os.execve(sys.executable, [sys.executable, "-m", "benchmarks", *sys.argv[1:]], wanted)


def main(arguments: list[str] | None = None) -> int:
    """Run the benchmarks; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--sizes", default="small,medium,large", help="which sizes to time")
    parser.add_argument(
        "--no-huge", action="store_true", help="leave out 5,000 initiatives × 100,000 draws"
    )
    parser.add_argument("--no-screen", action="store_true", help="leave the browser out")
    parser.add_argument("--out", type=Path, default=Path(__file__).with_name("RESULTS.md"))
    chosen = parser.parse_args(arguments)

    from benchmarks import children, engine, goals, machine, peers, reading, report, startup

    found = peers.installed()
    results = goals.Results(machine.describe(found), found)
    results.absent = [name for name in peers.PEERS if name not in found]
    for name in results.absent:
        _say(f"{name}: not installed, left out (extra bench)")
    sizes = [size for size in engine.ROUNDS if size in chosen.sizes.split(",")]
    for size in sizes:
        if size != "large":
            _say(f"{size}: do all implementations agree?")
            results.agreement[size] = engine.agree(size, found)
    for size in sizes:
        _say(f"{size}: timing")
        results.times[size] = engine.time_size(size, found)
    _say("draws for equal error")
    for size, seeds in (("small", 100), ("medium", 40)):
        if size in sizes:
            results.equal_error += engine.equal_error(size, seeds)
    _say("same bits in other processes, memory")
    results.digests = children.sameness()
    results.memory = {
        "large × 10,000": children.memory("large", 10_000),
        "large × 100,000": children.memory("large", 100_000),
    }
    if not chosen.no_huge:
        results.memory["huge × 100,000"] = children.memory("huge", 100_000)
    _measure_screen(results, chosen.no_screen)
    results.startup = startup.measure()
    _say("reading a workbook")
    results.reading = reading.measure()
    _say("profiles")
    for size in sizes:
        results.profiles[f"first run, {size}"] = engine.profile(size, moved=False)
        results.profiles[f"usage move, {size}"] = engine.profile(size, moved=True)
    chosen.out.write_text(report.markdown(results), encoding="utf-8")
    reading.RESULT.write_text(reading.page(results.reading), encoding="utf-8")
    for bar in goals.bars(results):
        print(f"{bar.verdict.strip('*'):8} {bar.name}: {bar.measured}, goal {bar.goal}")
    return 0


def _measure_screen(results: object, left_out: bool) -> None:
    from benchmarks import goals, screen

    assert isinstance(results, goals.Results)
    if left_out:
        results.no_screen = "left out by --no-screen"
        return
    _say("screen")
    try:
        results.screen = screen.measure()
    except screen.UnavailableError as missing:
        results.no_screen = str(missing)
        _say(f"screen: {missing}, left out")


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    _own_environment()
    raise SystemExit(main())
