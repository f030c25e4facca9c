"""``cockpit pack``: the board pack of a workbook under a scenario, written to a folder."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from cockpit import cli_common
from cockpit.boardpack.formats import FORMATS, FormatRow, format_row
from cockpit.boardpack.options import CLASSIFICATIONS, PackOptions
from cockpit.boardpack.sections.registry import SECTIONS
from cockpit.cli_error import CommandError
from cockpit.locales import LOCALES

#: Share of the work after which the sections stand and only the files are to be written.
_BUILT = 0.4


def add_command(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The command with its options."""
    pack = commands.add_parser("pack", help="write the board pack: slides, PDF, workbook, CSV, PNG")
    pack.add_argument("file", type=Path, metavar="FILE")
    cli_common.add_simulation_options(pack)
    pack.add_argument(
        "--sections",
        type=_words,
        default=tuple(row.key for row in SECTIONS),
        metavar="KEYS",
        help=f"sections, separated by commas ({', '.join(row.key for row in SECTIONS)})",
    )
    pack.add_argument(
        "--formats",
        type=_formats,
        default=FORMATS,
        metavar="KEYS",
        help=f"formats, separated by commas ({', '.join(row.key for row in FORMATS)})",
    )
    defaults = PackOptions()
    pack.add_argument("--title", default=defaults.title, help=f"title ({defaults.title})")
    pack.add_argument(
        "--classification",
        default=defaults.classification,
        help=f"printed on every page, e.g. {', '.join(CLASSIFICATIONS)} "
        f"({defaults.classification})",
    )
    pack.add_argument(
        "--locale",
        default=defaults.locale,
        help=f"how numbers are written: {', '.join(LOCALES)} ({defaults.locale})",
    )
    pack.set_defaults(command=_pack)


def _pack(arguments: argparse.Namespace) -> int:
    # Late: whoever asks for another command does not wait for the renderers.
    from cockpit.boardpack.build import build
    from cockpit.boardpack.bundle import files_of, within
    from cockpit.boardpack.headless import material_of
    from cockpit.inventory.portfolio_from import portfolio_of

    options = _options(arguments)
    scenario = cli_common.scenario_of(arguments.scenario)
    reading = cli_common.reading_of(arguments)
    steps = Steps()
    try:
        material = material_of(
            reading,
            portfolio_of(reading, cli_common.as_of(arguments)),
            scenario,
            draws=arguments.draws,
            seed=arguments.seed,
        )
        pack = build(material, options, within(steps, 0.0, _BUILT))
        files = files_of(pack, arguments.formats, within(steps, _BUILT, 1.0))
    except ValueError as error:
        raise CommandError(f"{arguments.file.name}: {error}") from error
    finally:
        steps.close()
    cli_common.write_files(arguments.out, files)
    return 0


def _options(arguments: argparse.Namespace) -> PackOptions:
    try:
        return PackOptions(
            title=arguments.title,
            classification=arguments.classification,
            locale=arguments.locale,
            as_of=arguments.as_of,
            sections=arguments.sections,
        )
    except ValidationError as error:
        raise CommandError(_refused(error.errors()[0]), 2) from error


def _refused(problem: Mapping[str, Any]) -> str:
    """Which option cannot be used, and why."""
    option, given = problem["loc"][0], problem["input"]
    match problem["type"]:
        case "string_too_short":
            reason = "it is empty"
        case "string_too_long":
            most = problem["ctx"]["max_length"]
            reason = f"it has {len(given)} characters, and {most} are allowed"
        case _:
            reason = str(problem["msg"]).removeprefix("Value error, ")
    return f"--{option}: {reason}."


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(",") if word.strip())


def _formats(text: str) -> tuple[FormatRow, ...]:
    try:
        chosen = tuple(format_row(word) for word in _words(text))
    except KeyError as error:
        raise argparse.ArgumentTypeError(
            f"there is no format {error}; the formats are {', '.join(row.key for row in FORMATS)}"
        ) from error
    if not chosen:
        raise argparse.ArgumentTypeError("choose at least one format")
    return chosen


class Steps:
    """Progress in words on the error stream, drawn only once the work has taken a second."""

    def __init__(self) -> None:
        self._begin, self._width = time.monotonic(), 0

    def __call__(self, share: float, words: str) -> None:
        if time.monotonic() - self._begin >= cli_common.PATIENCE_SECONDS:
            text = f"{share:4.0%} {words}"
            self._width = max(self._width, len(text))
            print(f"\r{text:<{self._width}}", end="", file=sys.stderr, flush=True)

    def close(self) -> None:
        """End the line, if one was begun."""
        if self._width:
            print(file=sys.stderr)
