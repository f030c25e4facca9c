"""``python -m benchmarks.pack``: what the board pack of the sample takes, as a person runs it.

Whole processes: from the start of ``cockpit pack`` to its last file, the import of every
library included. Each round runs the full pack, then one format at a time, then the floor:
a process that imports pandas and altair and writes nothing. Prints and writes wall time,
processor time, peak memory and the ratio to the floor, and holds the goals against them.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from cockpit.boardpack.formats import FORMATS
from sample_data import SAMPLE

RESULT = Path(__file__).with_name("PACK.md")
#: Most that the full pack may take: seconds of wall time, and GiB of memory.
GOAL_SECONDS, GOAL_GIB = 15.0, 1.0
SCENARIO = "tenfold-usage"
FULL, FLOOR = "full pack", "floor: pandas and altair imported"

#: Runs a command; prints wall time, processor time and peak memory of its process.
_MEASURED = """
import json, resource, subprocess, sys, time
begin = time.perf_counter()
subprocess.run(sys.argv[1:], check=True, capture_output=True)
wall = time.perf_counter() - begin
used = resource.getrusage(resource.RUSAGE_CHILDREN)
unit = 1 if sys.platform == "darwin" else 1024
print(json.dumps([wall, used.ru_utime + used.ru_stime, used.ru_maxrss * unit / 2**30]))
"""


@dataclass(frozen=True)
class Taken:
    """Wall and processor seconds of a process, and its memory at the peak in GiB."""

    wall: float
    processor: float
    gib: float


def taken(*command: str) -> Taken:
    """What a Python process with these arguments takes."""
    done = subprocess.run(
        [sys.executable, "-c", _MEASURED, sys.executable, *command],
        check=True,
        capture_output=True,
        text=True,
    )
    return Taken(*json.loads(done.stdout))


def packed(folder: Path, *options: str) -> Taken:
    """The pack of the sample with these options."""
    words = ("-m", "cockpit.cli", "pack", str(SAMPLE), "--scenario", SCENARIO)
    return taken(*words, "--out", str(folder), *options)


def measure(rounds: int) -> tuple[dict[str, list[Taken]], float, int]:
    """What each contender took in each round; size of the full pack in MB, and its files."""
    found: dict[str, list[Taken]] = {}
    with tempfile.TemporaryDirectory() as name:
        for each in range(rounds):
            folder = Path(name) / str(each)
            found.setdefault(FULL, []).append(packed(folder / "full"))
            for row in FORMATS:
                one = packed(folder / row.key, "--formats", row.key)
                found.setdefault(f"{row.title} alone", []).append(one)
            found.setdefault(FLOOR, []).append(taken("-c", "import pandas, altair"))
        files = [path for path in (folder / "full").rglob("*") if path.is_file()]
        size = sum(path.stat().st_size for path in files) / 1e6
    return found, size, len(files)


def load() -> str:
    """How busy the machine is with other work, which lengthens wall time and nothing else."""
    if not hasattr(os, "getloadavg"):
        return ""
    return (
        f"Load by other work before the start: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores."
    )


def page(found: dict[str, list[Taken]], size: float, files: int, busy: str) -> str:
    """What was measured, and the goals held against it; ``busy`` says what else ran."""
    middle = {name: statistics.median(each.wall for each in all_) for name, all_ in found.items()}
    most = max(each.gib for each in found[FULL])
    lines = []
    for name, all_ in found.items():
        processor = statistics.median(each.processor for each in all_)
        peak = max(each.gib for each in all_)
        ratio = middle[name] / middle[FLOOR]
        lines.append(
            f"| {name} | {middle[name]:.1f} s | {processor:.1f} s | {peak:.2f} GiB | {ratio:.1f} |"
        )
    rounds = len(found[FULL])
    return (
        "# The board pack of the sample\n\n"
        f"`python -m benchmarks.pack`, {platform.machine()}, Python {platform.python_version()}; "
        f"medians of {rounds} {'round' if rounds == 1 else 'rounds'} in turn, peak memory the "
        "greatest of them. Whole processes of `cockpit pack`, all sections, 10,000 draws, under "
        f"tenfold usage: {files} files of {size:.1f} MB. {busy}\n\n"
        "| goal for the full pack | goal | measured | |\n|---|---|---|---|\n"
        f"| wall time | < {GOAL_SECONDS:.0f} s | {middle[FULL]:.1f} s "
        f"| {_verdict(middle[FULL] < GOAL_SECONDS)} |\n"
        f"| memory at the peak | < {GOAL_GIB:.0f} GiB | {most:.2f} GiB "
        f"| {_verdict(most < GOAL_GIB)} |\n\n"
        "| what | wall time | processor | peak memory | ÷ floor |\n|---|---|---|---|---|\n"
        + "\n".join(lines)
        + "\n"
    )


def _verdict(met: bool) -> str:
    return "met" if met else "**not met**"


def main(arguments: list[str] | None = None) -> int:
    """Measure, print and write the result; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pack", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--out", type=Path, default=RESULT)
    chosen = parser.parse_args(arguments)
    busy = load()
    text = page(*measure(chosen.rounds), busy)
    chosen.out.write_text(text, encoding="utf-8")
    print(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
