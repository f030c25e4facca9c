"""Tables of the data page: issues, rejected rows, changes, provenance, documentation."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd

from cockpit import wording
from cockpit.assessment.changes import Change, ChangeKind
from cockpit.inventory.capabilities import Answer, Capability
from cockpit.inventory.contract import SHEETS
from cockpit.inventory.intake import Intake
from cockpit.inventory.reading import Issue, Reading, RejectedRow, TableRead
from cockpit.inventory.rules import Rule

Formats = dict[str, Callable[[Any], str]]

#: What is said of a column that no rule reads.
KEPT = "kept, not computed with"


def whole(value: float) -> str:
    """A count."""
    return wording.number(value, 0)


def issues_table(issues: Sequence[Issue]) -> pd.DataFrame:
    """Every issue with its place; a row of 0 stands for the whole sheet and stays blank."""
    columns = ["Severity", "Sheet", "Row", "Column", "Value", "Problem", "What to do"]
    rows = [
        (
            issue.severity.value,
            issue.sheet,
            issue.row or None,
            issue.column,
            issue.value,
            issue.problem,
            issue.remedy,
        )
        for issue in issues
    ]
    frame = pd.DataFrame(rows, columns=columns)
    return frame.astype({"Row": "Int64"})


def issues_json(reading: Reading, stamp_line: str) -> bytes:
    """All issues as JSON, with the file they belong to."""
    content = {
        "file": reading.name,
        "stamp": stamp_line,
        "issues": [
            {
                "severity": issue.severity.value,
                "sheet": issue.sheet,
                "row": issue.row or None,
                "column": issue.column,
                "value": issue.value,
                "problem": issue.problem,
                "remedy": issue.remedy,
            }
            for issue in reading.issues
        ],
    }
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def read_columns_table(found: Sequence[TableRead]) -> pd.DataFrame:
    """Every column with a heading, and what it was read as."""
    rows = []
    for table in found:
        sheet = SHEETS[table.sheet]
        for place, header in table.headers.items():
            column = sheet.by_field.get(table.fields.get(place, ""))
            meant = column.header if column else KEPT
            rows.append((table.tab, header, sheet.title, meant))
    return pd.DataFrame(rows, columns=["Sheet", "Heading in the file", "Read on", "Read as"])


def with_intake(rows: pd.DataFrame, intake: Intake) -> pd.DataFrame:
    """Provenance with how the file was to be read: its mapping, and cells corrected here."""
    added = []
    if intake.mapping is not None:
        added.append(("Columns", f"as confirmed on the screen: {intake.mapping.name or 'unnamed'}"))
    if intake.corrections:
        count = wording.count(len(intake.corrections), "cell")
        added.append(("Corrections", f"{count} corrected on the screen; the hash covers them"))
    return pd.concat([rows, pd.DataFrame(added, columns=list(rows.columns))], ignore_index=True)


def rejected_table(rows: Sequence[RejectedRow]) -> pd.DataFrame:
    """Rejected rows of one sheet with their raw values, beside what is wrong with them."""
    found = []
    for row in rows:
        wrong = "; ".join(f"{issue.column}: {issue.problem}" for issue in row.issues)
        # The file may have a column of the same name as ours: ours are told apart by place.
        values = {
            f"{name} (file)" if name in ("Row", "Wrong") else name: value
            for name, value in row.values.items()
        }
        found.append({"Row": row.row, "Wrong": wrong, **values})
    return pd.DataFrame(found).fillna("")


def changes_table(found: Sequence[Change]) -> pd.DataFrame:
    """Differences between two uploads; numbers with all digits, blanks in words."""
    rows = [
        (
            change.sheet,
            change.kind.value,
            change.key,
            change.column or "whole row",
            "" if change.kind is not ChangeKind.CHANGED else _cell(change.before),
            "" if change.kind is not ChangeKind.CHANGED else _cell(change.after),
        )
        for change in found
    ]
    return pd.DataFrame(rows, columns=["Sheet", "What", "Row", "Column", "Before", "Now"])


def columns_words(
    columns: dict[str, tuple[tuple[str, ...], tuple[str, ...]]],
) -> list[str]:
    """Columns that only one of two uploads fills, in sentences."""
    said = []
    for sheet, (added, gone) in columns.items():
        if added:
            said.append(f"New columns on {sheet}: {', '.join(added)}.")
        if gone:
            said.append(f"Columns no longer filled on {sheet}: {', '.join(gone)}.")
    return said


def capabilities_table(found: Sequence[Capability]) -> pd.DataFrame:
    """Questions with their answers, what is open first, and the columns that unlock it."""
    order = [Answer.NO, Answer.PARTLY, Answer.YES]
    rows = [
        (each.question, each.answer.value, each.sentence, "; ".join(each.missing))
        for each in sorted(found, key=lambda each: order.index(each.answer))
    ]
    return pd.DataFrame(rows, columns=["Question", "Answered", "How far", "Columns that unlock it"])


def changes_export(found: Sequence[Change]) -> pd.DataFrame:
    """The same with every value as it stands; a blank stays blank."""
    rows = [
        (each.sheet, each.kind.value, each.key, each.column, each.before, each.after)
        for each in found
    ]
    columns = ["Sheet", "What", "Row", "Column", "Before", "Now"]
    return pd.DataFrame(rows, columns=columns, dtype=object)


def _cell(value: Any) -> str:
    if value is None:
        return "blank"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return wording.number(value, 0 if float(value).is_integer() else 4)
    return str(value)


def figures_table(
    before: dict[str, float | None], now: dict[str, float | None], shares: Sequence[str]
) -> pd.DataFrame:
    """Headline figures before and now; ``shares`` are shown as percent."""
    rows = []
    for name, value in now.items():
        old = before.get(name)
        share = name in shares

        def text(amount: float | None, share: bool = share) -> str:
            return wording.percent(amount) if share else wording.number(amount, 0)

        change = None if old is None or value is None else value - old
        moved = wording.points(change) if share else wording.number(change, 0, signed=True)
        rows.append((name, text(old), text(value), moved))
    return pd.DataFrame(rows, columns=["Figure", "Before", "Now", "Change"])


def figures_export(before: dict[str, float | None], now: dict[str, float | None]) -> pd.DataFrame:
    """The same with all digits; shares as shares."""
    rows = [(name, before.get(name), value) for name, value in now.items()]
    return pd.DataFrame(rows, columns=["Figure", "Before", "Now"])


def rules_table(rules: Sequence[Rule]) -> pd.DataFrame:
    """Every rule with its value and who set it."""
    return pd.DataFrame(
        [(each.topic, each.rule, each.value, each.set_by) for each in rules],
        columns=["About", "Rule", "Value", "Set by"],
    )


def columns_table(sheet: str) -> pd.DataFrame:
    """The contract's columns of one sheet, as its documentation."""
    rows = []
    for column in SHEETS[sheet].columns:
        allowed = "; ".join(choice.text for choice in column.allowed)
        rows.append(
            (
                column.header,
                "required" if column.required else "optional",
                column.type.value,
                column.unit,
                column.help,
                allowed,
                "; ".join(column.synonyms),
            )
        )
    return pd.DataFrame(
        rows,
        columns=[
            "Column",
            "Needed",
            "Type",
            "Unit",
            "What it means",
            "Allowed values",
            "Also read",
        ],
    )
