"""What needs a process of its own: peak memory, and the same bits under other threads."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from dataclasses import astuple
from hashlib import sha256
from pathlib import Path

from benchmarks.engine import REFERENCE, WHOLE
from benchmarks.reference import DRAWS, SIZES, portfolio, scenario
from scenarios.simulate import Simulator


def memory(size: str, draws: int) -> dict[str, float]:
    """Peak memory above the inputs in GiB and wall seconds of a first run, in a child."""
    found: dict[str, float] = json.loads(_child("memory", size, str(draws)))
    return found


def sameness() -> dict[str, str]:
    """Digest of the whole result at medium under several BLAS thread counts, in children."""
    return {
        f"{n} BLAS threads": _child("digest", "medium", str(DRAWS), threads=n).strip()
        for n in (1, 2, 3, 5)
    }


def _child(task: str, size: str, draws: str, threads: int = 1) -> str:
    environment = dict(os.environ, OPENBLAS_NUM_THREADS=str(threads), OMP_NUM_THREADS=str(threads))
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.children", task, size, draws],
        text=True,
        env=environment,
        capture_output=True,
        timeout=1_800,
    )
    if done.returncode != 0:
        raise RuntimeError(f"{task} at {size} failed: {done.stderr[-400:]}")
    return done.stdout


def _resident(peak: bool) -> float:
    """Resident bytes: now, or at the peak of this program.

    Linux tells the peak by program; what ``getrusage`` says there is inherited from
    the parent and serves only where ``/proc`` is missing (then now is the peak so far).
    """
    status = Path("/proc/self/status")
    if status.exists():
        lines = dict(line.split(":", 1) for line in status.read_text().splitlines() if ":" in line)
        return float(lines["VmHWM" if peak else "VmRSS"].split()[0]) * 1024
    unit = 1 if sys.platform == "darwin" else 1024
    return float(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss) * unit


def _main(task: str, size: str, draws: int) -> None:
    source = portfolio(SIZES[size])
    if task == "digest":
        result = Simulator(source, draws, 7).run(scenario(usage=3), *WHOLE)
        print(sha256(repr(astuple(result)).encode()).hexdigest())
        return
    Simulator(portfolio(12), 64, 7).run(scenario(), *REFERENCE)
    before = _resident(peak=False)
    begin = os.times().elapsed
    Simulator(source, draws, 7).run(scenario(), *REFERENCE)
    print(
        json.dumps(
            {"gib": (_resident(peak=True) - before) / 2**30, "seconds": os.times().elapsed - begin}
        )
    )


if __name__ == "__main__":
    _main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
