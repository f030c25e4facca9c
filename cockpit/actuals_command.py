"""``cockpit actuals FILE``: reads a cost export of any size from disk and writes its tables."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from cockpit import wording
from cockpit.actuals.actual_costs import actual_costs
from cockpit.actuals.amounts import to_cents
from cockpit.actuals.charges import BASIS_TITLES, OTHER_BASIS, categories
from cockpit.actuals.choices import Choices, Setting, mark, setting_of
from cockpit.actuals.cost_export import CostExport
from cockpit.actuals.coverage import overlaps, same_charges
from cockpit.actuals.files import stamp_line, tables
from cockpit.actuals.importing import Progress, read_export
from cockpit.actuals.lines import ActualCosts
from cockpit.actuals.periods import ORDERS
from cockpit.actuals.rules import default_layer_rules, read_rules
from cockpit.actuals.suggest import suggested_basis, suggested_key, tag_keys
from cockpit.export import to_csv
from cockpit.inventory.raw import UnreadableFileError
from cockpit.inventory.reader import read_workbook
from cockpit.inventory.reading import Inventory, Reading
from sample_data import SAMPLE


def add_command(commands: Any) -> None:
    """Register ``actuals`` among the commands of the parser."""
    parser = commands.add_parser("actuals", help="read a cost export and write actual costs")
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE",
                        help="FOCUS export: CSV (.gz, .zip) or Parquet")  # fmt: skip
    parser.add_argument("--workbook", type=Path, metavar="WORKBOOK",
                        help="inventory to match with (the sample portfolio)")  # fmt: skip
    parser.add_argument("--out", type=Path, required=True, metavar="DIR",
                        help="directory for the CSV files; made if absent")  # fmt: skip
    parser.add_argument("--basis", choices=tuple(BASIS_TITLES),
                        help="amortised (effective) or invoiced (billed) cost")  # fmt: skip
    parser.add_argument("--tag", metavar="KEY", help="tag whose value names the initiative")
    parser.add_argument("--rules", type=Path, metavar="FILE",
                        help="rules of layers and initiatives, CSV or JSON")  # fmt: skip
    parser.add_argument("--currency", metavar="CODE", help="currency of rows that name none")
    parser.add_argument("--leave-out", action="append", default=[], choices=categories(),
                        help="charge category that does not count")  # fmt: skip
    parser.add_argument("--once", action="store_true",
                        help="leave out rows that equal an earlier row")  # fmt: skip
    parser.add_argument("--overlap", action="store_true",
                        help="files may share months of an account; all count")  # fmt: skip
    parser.add_argument("--date-order", choices=ORDERS, help="order of dates such as 4/1/25")
    parser.set_defaults(command=run)


def run(options: argparse.Namespace) -> int:
    """Carry the command out; 0 done, 1 a file cannot be read, used or tied out.

    Files that share months of a provider and account are not summed unless asked for:
    one may contain the other.
    """
    try:
        reading, inventory = _workbook(options)
        setting = setting_of(inventory)
        exports = tuple(_read(path, options.date_order, setting) for path in options.files)
        if problem := same_charges(exports):
            raise ValueError(problem)
        if not options.overlap and (shared := overlaps(exports)):
            raise ValueError(" ".join(shared) + " If both count, say so with --overlap.")
        actual = _actual(options, exports, setting, reading.data_hash)
    except (UnreadableFileError, ValueError) as error:
        remedy = getattr(error, "remedy", "")
        _complain(f"{getattr(error, 'problem', error)} {remedy}".strip())
        return 1
    _write(options.out, actual, options)
    for line in summary(exports, actual):
        _tell(line)
    return 0 if actual.tie_out.holds and not any(e.question for e in exports) else 1


def _read(path: Path, order: Any, setting: Setting) -> CostExport:
    if not path.is_file():
        raise ValueError(f"There is no file {path}.")
    shown = sys.stderr.isatty()

    def progress(so_far: Progress) -> None:
        if shown:
            _complain(f"\r{path.name} {so_far.share:4.0%} {so_far.rows:,} rows", end="")

    export = read_export(path, path.name, order, progress, initiatives=setting.initiatives)
    if shown:
        _complain("")
    return export


def _workbook(options: argparse.Namespace) -> tuple[Reading, Inventory]:
    workbook = options.workbook or SAMPLE
    reading = read_workbook(workbook, workbook.name)
    if reading.inventory is None:
        issue = reading.issues[0]
        raise ValueError(f"{workbook.name}: {issue.problem} {issue.remedy}")
    return reading, reading.inventory


def _actual(
    options: argparse.Namespace, exports: tuple[CostExport, ...], setting: Setting, data_hash: str
) -> ActualCosts:
    rules = read_rules(options.rules.read_bytes()) if options.rules else default_layer_rules()
    choices = Choices(
        basis=options.basis or suggested_basis(exports),
        currency=options.currency.upper() if options.currency else None,
        left_out=frozenset(options.leave_out),
        count_repeated=not options.once,
        tag_key=options.tag or suggested_key(tag_keys(exports, setting.initiatives)),
        layer_rules=tuple(rule for rule in rules if rule.kind == "layer"),
        initiative_rules=tuple(rule for rule in rules if rule.kind == "initiative"),
    )
    options.rules_used = (*choices.layer_rules, *choices.initiative_rules)
    options.tag_used = choices.tag_key
    actual = actual_costs(exports, choices, setting)
    options.stamp = stamp_line(actual, mark(exports, choices), data_hash)
    return actual


def _write(folder: Path, actual: ActualCosts, options: argparse.Namespace) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, (columns, rows) in tables(actual, options.rules_used).items():
        (folder / f"{name}.csv").write_bytes(to_csv(columns, rows, options.stamp))
        _tell(str(folder / f"{name}.csv"))
    tag = options.tag_used
    _tell(f"Matched by the tag {tag!r}." if tag else "No tag names an initiative.")


def summary(exports: tuple[CostExport, ...], actual: ActualCosts) -> list[str]:
    """What was read and what it came to, line by line."""
    tie, code = actual.tie_out, actual.currency
    other = BASIS_TITLES[OTHER_BASIS[actual.basis]].lower()
    said = [
        f"{export.name}: {export.format}; {export.rows_read:,} rows."
        + "".join(f" {remark}" for remark in export.remarks)
        for export in exports
    ]
    said += [f"Missing {n}: {w}" for export in exports for n, w in export.missing]
    said += [f"Row {bad.row}: {bad.column} {bad.problem}." for e in exports for bad in e.bad_rows]
    said.append(
        f"{wording.count(tie.rows_read, 'row')} = {tie.rows_used:,} in lines + "
        f"{tie.rows_excluded:,} excluded + {tie.rows_unreadable:,} not readable; {tie.verdict}."
    )
    said.append(
        f"Actual cost {to_cents(actual.total):,} {code}: {to_cents(actual.matched):,} matched, "
        f"{to_cents(actual.total - actual.matched):,} unmatched."
    )
    if tie.rows_used and not actual.total:
        said.append(
            f"These rows sum to nothing as {BASIS_TITLES[actual.basis].lower()}; --basis "
            f"{OTHER_BASIS[actual.basis]} takes their {other}."
        )
    said += [
        f"Not counted: {e.reason}: {_cents(e.amount)} {e.currency or ''} in "
        f"{wording.count(e.rows, 'row')}; {other} {_cents(e.other)}."
        for e in actual.excluded
    ]
    return said + [note for (note,) in tables(actual)["notes"][1]]


def _cents(amount: int | None) -> str:
    return wording.NA if amount is None else f"{to_cents(amount):,}"


def _tell(text: str) -> None:
    sys.stdout.write(text + "\n")


def _complain(text: str, end: str = "\n") -> None:
    sys.stderr.write(text + end)
    sys.stderr.flush()
