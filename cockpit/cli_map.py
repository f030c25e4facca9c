"""``cockpit map`` and the option ``--mapping`` of the commands that read a file."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from cockpit.cli_error import CommandError
from cockpit.inventory.formats import read_raw
from cockpit.inventory.intake import AS_IT_STANDS, Intake
from cockpit.inventory.mapping import (
    Fitted,
    Mapping,
    MappingFileError,
    find_tables,
    fit,
    from_json,
    renewed,
    suggest,
)
from cockpit.inventory.mapping.edits import lacking
from cockpit.inventory.raw import RawWorkbook, UnreadableFileError

#: Tells the cockpit how the workbook that it opens with is mapped.
MAPPING_VARIABLE = "COCKPIT_MAPPING"
#: Set where that workbook waits for its columns to be confirmed.
CONFIRM_VARIABLE = "COCKPIT_CONFIRM"


def add_mapping_option(command: argparse.ArgumentParser) -> None:
    """Give a command that reads a file the option ``--mapping MAP.json``."""
    command.add_argument(
        "--mapping",
        type=Path,
        metavar="MAP.json",
        help="how the columns of FILE are read, as written by cockpit map",
    )


def add_map_command(commands: Any) -> None:
    """The command ``cockpit map FILE --out MAP.json``."""
    command = commands.add_parser("map", help="suggest how a file with other headers is read")
    command.add_argument("file", type=Path, metavar="FILE")
    command.add_argument(
        "--out", type=Path, required=True, metavar="MAP.json", help="where to write the suggestion"
    )
    command.add_argument(
        "--mapping",
        type=Path,
        metavar="OLD.json",
        help="start from an earlier mapping; what is suggested for new headers is added to it",
    )
    command.add_argument("--name", default="", help="name of the mapping (the file's)")
    command.add_argument("--force", action="store_true", help="replace an existing file")
    command.set_defaults(command=write_mapping)


def write_mapping(options: argparse.Namespace) -> int:
    """Write the suggested mapping as JSON for a person to check and edit.

    With ``--mapping`` it is that mapping laid over FILE, with suggestions for new headers.

    Raises
    ------
    CommandError
        If FILE cannot be read, the mapping fits no table of it, or the output exists.
    """
    if options.out.exists() and not options.force:
        raise CommandError(f"{options.out} exists; --force replaces it.", 2)
    raw = _raw(options.file)
    if options.mapping is None:
        mapping, name = suggest(raw), options.file.stem
    else:
        fitted = renewed(_fitted(options.mapping, options.file.name, raw), raw)
        mapping, name = fitted.mapping, fitted.mapping.name or options.file.stem
        for sentence in fitted.changes:
            print(sentence, file=sys.stderr)
    mapping = mapping.model_copy(update={"name": options.name or name})
    options.out.write_text(mapping.to_json(), encoding="utf-8", newline="\n")
    for table in mapping.tables:
        print(f"{table.tab}, header in row {table.header_row}: {table.sheet or 'not read'}")
        for column in table.columns:
            if table.sheet and column.field:
                print(f"  {column.confidence:4.0%}  {column.header} -> {column.field}")
        for field, text in table.constants.items():
            print(f"  all rows: {text} -> {field}")
    for sentence in lacking(mapping):
        print(sentence, file=sys.stderr)
    print(f"Wrote {options.out}. Check it, then: cockpit check FILE --mapping {options.out}")
    return 0


def intake_of(options: argparse.Namespace) -> Intake:
    """The intake that ``--mapping`` asks for, laid over FILE; changed headers are said.

    Raises
    ------
    CommandError
        If the mapping cannot be read or fits no table of the file.
    """
    if options.mapping is None:
        return AS_IT_STANDS
    raw = _raw(options.file)
    fitted = _fitted(options.mapping, options.file.name, raw)
    suggested = renewed(fitted, raw)
    for sentence in suggested.changes:
        print(sentence, file=sys.stderr)
    if suggested.mapping != fitted.mapping:
        print(
            "No suggestion is used before a person has seen it. To add what is suggested: cockpit "
            f"map {options.file} --mapping {options.mapping} --out NEW.json",
            file=sys.stderr,
        )
    return Intake(mapping=fitted.mapping)


def laid_over(mapping: Path, file: Path) -> Fitted:
    """A mapping laid over the tables of a file.

    Raises
    ------
    CommandError
        If either cannot be read, or the mapping fits no table.
    """
    return _fitted(mapping, file.name, _raw(file))


def _fitted(mapping: Path, name: str, raw: RawWorkbook) -> Fitted:
    """A mapping laid over the tables of a file.

    Raises
    ------
    CommandError
        If the mapping cannot be read, or fits no table.
    """
    fitted = fit(mapping_from(mapping), raw)
    if fitted is None:
        raise CommandError(f"{mapping.name} fits no table of {name}: too few headers are the same.")
    return fitted


def can_be_mapped(path: Path) -> bool:
    """Whether a file that cannot be read as it stands has a table for a person to map."""
    try:
        return bool(find_tables(read_raw(path.read_bytes(), path.name)))
    except UnreadableFileError:
        return False


def variables(options: argparse.Namespace, confirm: bool) -> dict[str, str]:
    """What the screen must know of the mapping of the workbook that it opens with."""
    found = {CONFIRM_VARIABLE: "1"} if confirm else {}
    if options.mapping is not None:
        found[MAPPING_VARIABLE] = str(options.mapping.resolve())
    return found


def mapping_from(path: Path) -> Mapping:
    """The mapping in a file.

    Raises
    ------
    CommandError
        If there is no such file, or it holds no mapping.
    """
    if not path.is_file():
        raise CommandError(f"There is no file {path}.", 2)
    try:
        return from_json(path.read_bytes())
    except MappingFileError as error:
        raise CommandError(f"{path.name}: {error}", 2) from error


def _raw(path: Path) -> RawWorkbook:
    try:
        return read_raw(path.read_bytes(), path.name)
    except UnreadableFileError as found:
        raise CommandError(f"{path.name}: {found.problem} {found.remedy}") from found
