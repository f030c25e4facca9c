"""``cockpit export`` and the option ``--errors`` of ``cockpit check``: workbooks handed back."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from pathlib import Path
from typing import Any

from cockpit import cli_map
from cockpit.cli_error import CommandError
from cockpit.inventory.corrections import apply
from cockpit.inventory.error_workbook import error_workbook
from cockpit.inventory.formats import read_raw
from cockpit.inventory.intake import Intake
from cockpit.inventory.raw import UnreadableFileError
from cockpit.inventory.reader import read_workbook
from cockpit.inventory.reading import Reading
from cockpit.inventory.writer import inventory_workbook


def add_errors_option(command: argparse.ArgumentParser) -> None:
    """Give ``cockpit check`` the option ``--errors OUT.xlsx``."""
    command.add_argument(
        "--errors",
        type=Path,
        metavar="OUT.xlsx",
        help="write FILE with every problem marked at its cell, to correct and check again",
    )


def add_export_command(commands: Any) -> None:
    """The command ``cockpit export FILE --out OUT.xlsx``."""
    command = commands.add_parser(
        "export", help="write the inventory as read into a workbook of the template's form"
    )
    command.add_argument("file", type=Path, metavar="FILE")
    command.add_argument(
        "--out", type=Path, required=True, metavar="OUT.xlsx", help="where to write the workbook"
    )
    command.add_argument("--force", action="store_true", help="replace an existing file")
    cli_map.add_mapping_option(command)
    command.set_defaults(command=export)


def export(options: argparse.Namespace) -> int:
    """Write the inventory with its extra columns; rows kept out are written and said.

    Raises
    ------
    CommandError
        If the output exists or is no .xlsx, or FILE cannot be read.
    """
    check_target(options.out, force=options.force)
    reading = read_workbook(
        options.file, options.file.name, dt.date.today(), cli_map.intake_of(options)
    )
    if reading.inventory is None:
        issue = reading.issues[0]
        raise CommandError(f"{options.file.name}: {issue.problem} {issue.remedy}")
    options.out.write_bytes(inventory_workbook(reading))
    if reading.rejected:
        count = len(reading.rejected)
        rows = "1 row that was" if count == 1 else f"{count} rows that were"
        print(f"{rows} kept out: in the workbook as in the file.", file=sys.stderr)
    print(options.out)
    return 0


def write_errors(path: Path, out: Path, reading: Reading, intake: Intake) -> None:
    """Write FILE with the problems of its reading marked.

    Raises
    ------
    CommandError
        If the output would replace FILE or is no .xlsx, or FILE has no readable cell.
    """
    if out.resolve() == path.resolve():
        raise CommandError(f"{out} is the file itself; write to another one.", 2)
    check_target(out, force=True)
    try:
        raw = read_raw(path.read_bytes(), path.name, intake.options)
    except UnreadableFileError as found:
        raise CommandError(
            f"{path.name} has no cells to mark: {found.problem} {found.remedy}"
        ) from found
    out.write_bytes(error_workbook(apply(raw, intake.corrections), reading))
    print(f"Wrote {out}.", file=sys.stderr)


def check_target(out: Path, *, force: bool) -> None:
    """Refuse a name that is no workbook's, and one that is taken.

    Raises
    ------
    CommandError
        Saying which.
    """
    if out.suffix.lower() != ".xlsx":
        raise CommandError(f"{out} does not end in .xlsx.", 2)
    if out.exists() and not force:
        raise CommandError(f"{out} exists; --force replaces it.", 2)
