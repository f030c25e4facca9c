"""What a start of the cockpit consists of, part by part, in a process of its own.

Imports nothing of the project before it measures. ``python -m benchmarks.startup``
prints the seconds of each part as JSON.
"""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
import time
from typing import Any


def measure() -> dict[str, float]:
    """Seconds by part, in a child."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.startup"], text=True, capture_output=True, check=True
    )
    parts: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return parts


def _main() -> None:
    parts: dict[str, float] = {}
    begin = time.perf_counter()

    def lap(name: str) -> None:
        nonlocal begin
        parts[name] = time.perf_counter() - begin
        begin = time.perf_counter()

    importlib.import_module("streamlit.web.cli")
    lap("import Streamlit's server")
    simulate: Any = importlib.import_module("scenarios.simulate")
    lap("import the engine with numpy and scipy")
    reader: Any = importlib.import_module("cockpit.inventory.reader")
    compile_: Any = importlib.import_module("cockpit.inventory.portfolio_from")
    lap("import the reader with openpyxl")
    for name in ("cached", "frame", "forms", "charts.figure"):
        importlib.import_module(f"cockpit.{name}")
    lap("import pages and charts with pandas and Altair")
    sample: Any = importlib.import_module("sample_data").SAMPLE
    portfolio = compile_.portfolio_of(reader.read_workbook(sample.read_bytes(), sample.name))
    lap("read the sample")
    scenario: Any = importlib.import_module("scenarios.scenario")
    simulate.Simulator(portfolio).run(scenario.Scenario())
    lap("first simulation, whole screen")
    print(json.dumps(parts))


if __name__ == "__main__":
    _main()
