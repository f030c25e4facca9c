"""docs/frameworks.md, generated from the registries: ``python -m cockpit.assessment.docs``."""

from __future__ import annotations

from pathlib import Path

from cockpit.assessment.answer import Entry, Status
from cockpit.assessment.case import Case, case_of
from cockpit.assessment.registries import REGISTRIES
from cockpit.assessment.thresholds import Threshold, defaults
from cockpit.inventory.contract import THRESHOLD_PREFIX
from cockpit.inventory.portfolio_from import to_portfolio
from cockpit.inventory.reading import Inventory
from cockpit.inventory.rows import Settings

TARGET = Path("docs") / "frameworks.md"

_INTRODUCTION = f"""# The frameworks

This page is generated from the registries (`cockpit/assessment/registries.py`); change those, then
run `python -m cockpit.assessment.docs`.

Each question below is answered from the workbook. An answer is one of three:

- **{Status.ANSWERED}**: everything that it rests on is supplied.
- **{Status.PARTLY}**: a part is missing and is listed with its owner. A figure, where there is one,
  is a bound or covers the known part, and its sentence says so.
- **{Status.CANNOT}**: there is no figure. It is never shown as zero, and never as “no”.

The columns are those of [the workbook](workbook.md), the metrics those of its catalogue. Verdicts
and their rules use the [thresholds](#thresholds) at the end.
"""

_THRESHOLDS = f"""## Thresholds

Whatever a verdict or a colour hangs on. A row `{THRESHOLD_PREFIX}KEY` on the Settings sheet, with
its date and source, replaces a default; the pages show which value is in force and where it comes
from.
"""

_BETTER = {"higher": "higher is better", "lower": "lower is better", None: "no direction is better"}


def generate() -> str:
    """The whole page as markdown."""
    empty = _nothing()
    parts = [_INTRODUCTION]
    for area, entries in REGISTRIES.items():
        parts.append(f"## {area}\n")
        parts += [_entry(entry, empty) for entry in entries]
    parts += [_THRESHOLDS, _table(defaults())]
    return "\n".join(parts)


def _nothing() -> Case:
    """A case without any initiative: asked for its unit, an entry still knows it."""
    empty = Inventory("", "", "EUR", Settings(), ())
    return case_of(empty, to_portfolio(empty))


def _entry(entry: Entry, empty: Case) -> str:
    needs = "; ".join(need.label for need in entry.rests_on)
    lines = (
        f"### {_named(entry)}\n",
        f"{entry.question}\n",
        f"- Figure: {empty.answer(entry).unit.value}, {_BETTER[entry.better]}",
        f"- Page: `{entry.page}`",
        f"- How it is worked out: {entry.method}",
        f"- Source: {entry.source}",
        f"- Rests on: {needs}",
    )
    return "\n".join(lines) + "\n"


def _named(entry: Entry) -> str:
    return f"{entry.key} {entry.title}" if len(entry.key) <= len("Q10") else entry.title


def _table(thresholds: tuple[Threshold, ...]) -> str:
    heads = ("Key", "Threshold", "Used by", "Default", "From", "To", "Date", "Source")
    lines = ["| " + " | ".join(heads) + " |", "|---" * len(heads) + "|"]
    for each in thresholds:
        cells = (
            f"`{each.key}`",
            each.label,
            each.used_by,
            _value(each, each.value),
            _value(each, each.low),
            _value(each, each.high),
            each.date.isoformat() if each.date else "",
            each.source,
        )
        lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return "\n".join(lines) + "\n"


def _value(each: Threshold, value: float) -> str:
    return f"{value * 100:g} %" if each.kind == "share" else f"{value:g}"


def main() -> None:
    """Write the page into the project, from its root."""
    TARGET.write_text(generate(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
