"""The command line: ``cockpit run``, ``template``, ``check``, ``export``, ``assess``,
``simulate``, ``pack`` and ``actuals``.

Exit codes: 0 done; 1 the file cannot be read or a row is rejected (``check``), or
nothing could be simulated; 2 the command itself is wrong.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import scenarios
from cockpit import actuals_command, cli_common, cli_files, cli_map, pack_command
from cockpit.cli_error import CommandError
from cockpit.inventory.reader import read_workbook
from cockpit.inventory.report import as_json, as_text
from cockpit.inventory.template import template_bytes

#: Tells the cockpit which workbook to open with, instead of the sample.
WORKBOOK_VARIABLE = "COCKPIT_WORKBOOK"

#: Tells the cockpit which cost export to read, from disk and whatever its size.
COSTS_VARIABLE = "COCKPIT_COSTS"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; never shows a traceback for bad input."""
    _speak_utf8()
    options = build_parser().parse_args(arguments)
    try:
        return int(options.command(options))
    except CommandError as error:
        print(f"cockpit: {error}", file=sys.stderr)
        return error.code
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        reason = error.strerror or "the system refused"
        place = f" ({error.filename})" if error.filename else ""
        print(f"cockpit: {reason}{place}.", file=sys.stderr)
        return 1


def build_parser() -> argparse.ArgumentParser:
    """All commands with their options, in the order in which help lists them."""
    parser = argparse.ArgumentParser(
        prog="cockpit", description="The AI Value Cockpit on the command line."
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {scenarios.__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for add in (
        _add_run,
        _add_template,
        cli_map.add_map_command,
        _add_check,
        cli_files.add_export_command,
        _add_assess,
        actuals_command.add_command,
        _add_simulate,
        pack_command.add_command,
    ):
        add(commands)
    return parser


def _add_run(commands: Any) -> None:
    run = commands.add_parser("run", help="open the cockpit in the browser")
    run.add_argument(
        "file",
        nargs="?",
        type=Path,
        metavar="FILE",
        help="workbook to open with; the sample portfolio if none is given",
    )
    run.add_argument(
        "--costs", type=Path, metavar="FILE", help="cost export to read on the page Actual cost"
    )
    run.add_argument("--port", type=cli_common.port, default=8501, help="port to answer on (8501)")
    run.add_argument("--no-browser", action="store_true", help="do not open a browser window")
    cli_map.add_mapping_option(run)
    run.set_defaults(command=_run)


def _add_template(commands: Any) -> None:
    template = commands.add_parser("template", help="write an empty workbook")
    template.add_argument("out", type=Path, metavar="OUT.xlsx")
    template.add_argument("--force", action="store_true", help="replace an existing file")
    template.set_defaults(command=_template)


def _add_check(commands: Any) -> None:
    check = commands.add_parser("check", help="list every problem of a workbook")
    check.add_argument("file", type=Path, metavar="FILE")
    check.add_argument(
        "--json",
        nargs="?",
        const="-",
        metavar="OUT",
        help="write JSON to OUT, or instead of the table where OUT is left out",
    )
    check.add_argument("--as-of", type=cli_common.day, metavar="DATE", help=cli_common.AS_OF_HELP)
    cli_files.add_errors_option(check)
    cli_map.add_mapping_option(check)
    check.set_defaults(command=_check)


def _add_assess(commands: Any) -> None:
    assess = commands.add_parser("assess", help="answer every question and write the answers")
    assess.add_argument("file", type=Path, metavar="FILE")
    cli_common.add_draw_options(assess)
    assess.add_argument(
        "--out",
        type=Path,
        required=True,
        metavar="DIR",
        help="directory for the CSV files; made if absent",
    )
    assess.add_argument("--as-of", type=cli_common.day, metavar="DATE", help=cli_common.AS_OF_HELP)
    cli_map.add_mapping_option(assess)
    assess.set_defaults(command=_assess)


def _add_simulate(commands: Any) -> None:
    simulate = commands.add_parser("simulate", help="simulate a scenario and write the results")
    simulate.add_argument("file", type=Path, metavar="FILE")
    cli_common.add_simulation_options(simulate)
    simulate.set_defaults(command=_simulate)


def _speak_utf8() -> None:
    """Symbols such as € must not end a run on a console with a narrow encoding."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


def _run(options: argparse.Namespace) -> int:
    """Start Streamlit on the packaged app; its settings lie beside it, so any directory will do."""
    environment = dict(os.environ)
    if options.file is not None:
        if not options.file.is_file():
            raise CommandError(f"There is no file {options.file}.", 2)
        intake = cli_map.intake_of(options)
        reading = read_workbook(options.file, options.file.name, intake=intake)
        if reading.inventory is None and not cli_map.can_be_mapped(options.file):
            raise CommandError(" ".join(f"{i.problem} {i.remedy}" for i in reading.issues))
        environment[WORKBOOK_VARIABLE] = str(options.file.resolve())
        environment |= cli_map.variables(options, reading.inventory is None)
    if options.costs is not None:
        if not options.costs.is_file():
            raise CommandError(f"There is no file {options.costs}.", 2)
        environment[COSTS_VARIABLE] = str(options.costs.resolve())
    address = environment.get("STREAMLIT_SERVER_ADDRESS", "127.0.0.1")
    if _is_taken(address, options.port):
        raise CommandError(
            f"Port {options.port} is in use; choose another one with --port {options.port + 1}."
        )
    print(f"Starting the cockpit at http://{address}:{options.port} (Ctrl+C ends it).", flush=True)
    app = Path(__file__).resolve().with_name("app.py")
    command = [
        sys.executable, "-m", "streamlit", "run", str(app), "--server.port", str(options.port),
        "--server.headless", "true" if options.no_browser else "false",
    ]  # fmt: skip
    if os.name == "posix":
        # Streamlit takes this process's place, so that a signal to it ends the server.
        os.execve(sys.executable, command, environment)
    return subprocess.run(command, env=environment, check=False).returncode


def _is_taken(address: str, port: int) -> bool:
    """Whether something answers at this address and port already."""
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex((address, port)) == 0


def _template(options: argparse.Namespace) -> int:
    if options.out.suffix.lower() != ".xlsx":
        raise CommandError(f"{options.out} does not end in .xlsx.", 2)
    if options.out.exists() and not options.force:
        raise CommandError(f"{options.out} exists; --force replaces it.", 2)
    options.out.write_bytes(template_bytes())
    print(f"Wrote {options.out}. Fill it in, then: cockpit check {options.out}")
    return 0


def _check(options: argparse.Namespace) -> int:
    intake = cli_map.intake_of(options)
    reading = read_workbook(options.file, options.file.name, cli_common.as_of(options), intake)
    document = json.dumps(as_json(reading), ensure_ascii=False, indent=2) + "\n"
    if options.json == "-":
        print(document, end="")
    else:
        if options.json:
            Path(options.json).write_text(document, encoding="utf-8", newline="\n")
        width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
        print(as_text(reading, width), end="")
    if options.errors is not None:
        cli_files.write_errors(options.file, options.errors, reading, intake)
    return 0 if reading.ok else 1


def _assess(options: argparse.Namespace) -> int:
    from cockpit.assessment.case import case_of
    from cockpit.assessment.files import answer_tables, stamp_line
    from cockpit.export import to_csv
    from cockpit.inventory.portfolio_from import portfolio_of

    reading = cli_common.reading_of(options)
    assert reading.inventory is not None
    portfolio = portfolio_of(reading, cli_common.as_of(options))
    case = case_of(reading.inventory, portfolio, seed=options.seed, draws=options.draws)
    tables = answer_tables(case)
    files = {
        f"{name}.csv": to_csv(columns, rows, stamp_line(case))
        for name, (columns, rows) in tables.items()
    }
    cli_common.write_files(options.out, files)
    return 0


def _simulate(options: argparse.Namespace) -> int:
    from cockpit.export import result_files
    from cockpit.inventory.portfolio_from import portfolio_of
    from scenarios.simulate import Simulator

    scenario = cli_common.scenario_of(options.scenario)
    reading = cli_common.reading_of(options)
    bar = cli_common.ProgressBar(f"{options.draws:,} draws, {scenario.name}")
    try:
        simulator = Simulator(
            portfolio_of(reading, cli_common.as_of(options)), options.draws, options.seed
        )
        result = simulator.run(scenario, progress=bar)
    except ValueError as error:
        raise CommandError(f"{options.file.name}: {error}") from error
    finally:
        bar.close()
    cli_common.write_files(options.out, result_files(result, scenario))
    return 0


if __name__ == "__main__":
    sys.exit(main())
