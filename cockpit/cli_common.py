"""What several commands share: arguments, the workbook, the scenario, and writing files."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from cockpit import cli_map
from cockpit.cli_error import CommandError
from cockpit.inventory.reader import read_workbook
from cockpit.inventory.reading import Reading
from scenarios.presets import PRESETS
from scenarios.scenario import Scenario

#: Work of this length is watched without a bar.
PATIENCE_SECONDS = 1.0

AS_OF_HELP = "month 0 where the workbook states no decision date, as YYYY-MM-DD (default: today)"


def as_of(options: argparse.Namespace) -> dt.date:
    """Today, unless a date is asked for; matters only where a workbook states none."""
    chosen: dt.date = options.as_of or dt.date.today()
    return chosen


def port(text: str) -> int:
    """A port to answer on."""
    return _whole(text, 1, 65_535)


def draws(text: str) -> int:
    """A number of draws."""
    return _whole(text, 2, 10_000_000)


def seed(text: str) -> int:
    """A seed."""
    return _whole(text, 0, 2**31 - 1)


def _whole(text: str, low: int, high: int) -> int:
    try:
        number = int(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number") from error
    if not low <= number <= high:
        raise argparse.ArgumentTypeError(f"{number} does not lie between {low} and {high}")
    return number


def day(text: str) -> dt.date:
    """A date as YYYY-MM-DD."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date like 2026-04-01") from error


def add_simulation_options(parser: argparse.ArgumentParser) -> None:
    """Scenario, draws, seed, folder, date and mapping: what a simulated result depends on."""
    parser.add_argument(
        "--scenario",
        default="base",
        metavar="PRESET|FILE",
        help=f"a preset ({', '.join(PRESETS)}) or a scenario file (base)",
    )
    add_draw_options(parser)
    parser.add_argument(
        "--out",
        type=Path,
        required=True,
        metavar="DIR",
        help="directory for the files; made if absent",
    )
    parser.add_argument("--as-of", type=day, metavar="DATE", help=AS_OF_HELP)
    cli_map.add_mapping_option(parser)


def add_draw_options(parser: argparse.ArgumentParser) -> None:
    """Number of draws and seed."""
    parser.add_argument(
        "--draws", type=draws, default=10_000, metavar="N", help="number of draws (10000)"
    )
    parser.add_argument("--seed", type=seed, default=7, metavar="N", help="seed of every draw (7)")


def reading_of(options: argparse.Namespace) -> Reading:
    """The workbook; rejected rows are said, an unreadable file ends the command."""
    reading = read_workbook(
        options.file, options.file.name, as_of(options), cli_map.intake_of(options)
    )
    if reading.inventory is None:
        issue = reading.issues[0]
        raise CommandError(f"{options.file.name}: {issue.problem} {issue.remedy}")
    if reading.rejected:
        count = len(reading.rejected)
        rows = "1 row was" if count == 1 else f"{count} rows were"
        print(f"{rows} rejected and left out; cockpit check lists them.", file=sys.stderr)
    return reading


def write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """The files in a folder, made where it is absent, each told by its path."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
        print(path)


def scenario_of(word: str) -> Scenario:
    """The preset or scenario file that a command names."""
    if word in PRESETS:
        return PRESETS[word]
    path = Path(word)
    if not path.is_file():
        raise CommandError(
            f"{word!r} is neither a preset nor a file. Presets: {', '.join(PRESETS)}.", 2
        )
    try:
        return Scenario.from_json(path.read_bytes())
    except ValueError as error:
        raise CommandError(f"{word} is not a scenario file: {_reasons(error)}", 2) from error


def _reasons(error: ValueError) -> str:
    """What is wrong with a scenario file, field by field."""
    details: Callable[[], list[dict[str, object]]] | None = getattr(error, "errors", None)
    if details is None:
        return str(error)
    found = []
    for item in details():
        place = item.get("loc")
        where = ".".join(str(part) for part in place) if isinstance(place, tuple) else ""
        found.append(f"{where}: {item.get('msg')}" if where else str(item.get("msg")))
    return "; ".join(found) + "."


class ProgressBar:
    """A bar on the error stream, drawn only once the work has taken a second."""

    def __init__(self, title: str) -> None:
        self._title, self._begin, self._drawn = title, time.monotonic(), -1

    def __call__(self, share: float) -> None:
        done = int(share * 40)
        if done != self._drawn and time.monotonic() - self._begin >= PATIENCE_SECONDS:
            self._drawn = done
            bar = "#" * done + "." * (40 - done)
            print(f"\r{self._title} [{bar}] {share:4.0%}", end="", file=sys.stderr, flush=True)

    def close(self) -> None:
        """End the line, if one was begun."""
        if self._drawn >= 0:
            print(file=sys.stderr)
