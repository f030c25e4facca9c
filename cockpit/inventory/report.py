"""What reading a file found, as aligned text for a terminal and as JSON for a program."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import Any

from cockpit.inventory.capabilities import Answer, capabilities
from cockpit.inventory.reading import Issue, Reading

_GAP = "  "
_VALUE_WIDTH = 28
#: Rows and cells of one cause that are listed; ``--json`` and ``--errors`` hold them all.
_MOST_ROWS = 6
_MOST_VALUES = 2


def as_text(reading: Reading, width: int | None = None) -> str:
    """Issues as a table, counts, notes, and what the file can answer.

    ``width`` wraps the last column for a terminal; ``None`` leaves lines whole.
    Signs that could steer a terminal are shown as question marks.
    """
    if reading.inventory is None:
        lines = [f"{_printable(reading.name)} could not be read."]
        lines += [_bullet(f"{issue.problem} {issue.remedy}", width) for issue in reading.issues]
        return "\n".join(lines) + "\n"
    parts = [_issue_table(reading.issues, width)] if reading.issues else []
    counts = [
        (count.title, str(count.found), str(count.accepted), str(count.rejected))
        for count in reading.counts
    ]
    parts.append(_table(("Sheet", "Rows", "Accepted", "Rejected"), counts, right=(1, 2, 3)))
    if reading.notes:
        parts.append("Notes\n" + "\n".join(_bullet(note, width) for note in reading.notes))
    found = capabilities(reading.inventory)
    can = [f"{item.question} {item.sentence}" for item in found if item.answer is Answer.YES]
    partly = [_unlocking(item) for item in found if item.answer is Answer.PARTLY]
    cannot = [_unlocking(item) for item in found if item.answer is Answer.NO]
    for title, lines in (
        ("Can be answered", can), ("Answered in part", partly), ("Cannot be answered yet", cannot),
    ):  # fmt: skip
        if lines:
            parts.append(title + "\n" + "\n".join(_bullet(line, width) for line in lines))
    rejected, warnings = len(reading.rejected), len(reading.warnings)
    parts.append(
        f"{_counted(len(reading.errors), 'error')} ({_counted(rejected, 'row')} rejected), "
        f"{_counted(warnings, 'warning')}. Data hash {reading.data_hash[:12]}."
    )
    return "\n\n".join(parts) + "\n"


def as_json(reading: Reading) -> dict[str, Any]:
    """The same as values for JSON, with the raw values of each rejected row."""
    answers = capabilities(reading.inventory) if reading.inventory is not None else ()
    return {
        "file": reading.name,
        "readable": reading.inventory is not None,
        "data_hash": reading.data_hash,
        "sheets": [
            {"sheet": count.title, "found": count.found, "accepted": count.accepted,
             "rejected": count.rejected}
            for count in reading.counts
        ],
        "issues": [
            {"severity": issue.severity.value, "sheet": issue.sheet, "row": issue.row,
             "column": issue.column, "value": issue.value, "problem": issue.problem,
             "remedy": issue.remedy}
            for issue in reading.issues
        ],
        "rejected": [
            {"sheet": row.sheet, "row": row.row, "values": row.values} for row in reading.rejected
        ],
        "notes": list(reading.notes),
        "answers": [
            {"question": item.question, "answer": item.answer.value, "sentence": item.sentence,
             "missing": list(item.missing)}
            for item in answers
        ],
    }  # fmt: skip


def _unlocking(item: Any) -> str:
    return f"{item.question} {item.sentence} Needed: {', '.join(item.missing)}."


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")


def _issue_table(issues: Sequence[Issue], width: int | None) -> str:
    """One line for each problem; the same words in one column of a sheet share a line."""
    groups: dict[tuple[str, ...], list[Issue]] = {}
    for issue in issues:
        key = (issue.severity.value, issue.sheet, issue.column, issue.problem, issue.remedy)
        groups.setdefault(key, []).append(issue)
    rows = [
        (found[0].severity.value, _place(found), found[0].column, _values(found),
         f"{found[0].problem} {found[0].remedy}")
        for found in groups.values()
    ]  # fmt: skip
    return _table(("Kind", "Place", "Column", "Value", "Problem and remedy"), rows, width=width)


def _place(issues: Sequence[Issue]) -> str:
    """Sheet and rows of problems of one sheet, the first few rows by number."""
    rows = [str(issue.row) for issue in issues if issue.row]
    if not rows:
        return issues[0].sheet
    more = len(rows) - _MOST_ROWS
    tail = f" and {more:,} more" if more > 0 else ""
    return f"{issues[0].sheet}!{', '.join(rows[:_MOST_ROWS])}{tail}"


def _values(issues: Sequence[Issue]) -> str:
    """The first few different cells at fault."""
    texts = list(dict.fromkeys(_cut(issue.value) for issue in issues))
    more = len(texts) - _MOST_VALUES
    return "; ".join(texts[:_MOST_VALUES]) + (f"; {more:,} others" if more > 0 else "")


def _cut(text: str) -> str:
    return text if len(text) <= _VALUE_WIDTH else text[: _VALUE_WIDTH - 1] + "…"


def _printable(text: str) -> str:
    return "".join(sign if sign.isprintable() else "?" for sign in " ".join(text.split()))


def _table(
    head: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[int] = (),
    width: int | None = None,
) -> str:  # fmt: skip
    """Columns aligned under their heads; the last one wrapped where a width is given."""
    plain = [[_printable(cell) for cell in row] for row in rows]
    wide = [max(len(row[place]) for row in [list(head), *plain]) for place in range(len(head))]
    indent = sum(wide[:-1]) + len(_GAP) * (len(head) - 1)
    room = max(40, width - indent) if width is not None else None
    lines = []
    for row in [list(head), ["-" * size for size in wide[:-1]] + ["-" * len(head[-1])], *plain]:
        cells = [
            cell.rjust(wide[place]) if place in right else cell.ljust(wide[place])
            for place, cell in enumerate(row[:-1])
        ]
        last = row[-1].rjust(wide[-1]) if len(head) - 1 in right else row[-1]
        wrapped = textwrap.wrap(last, room) if room and last.strip() else [last]
        lines.append(_GAP.join([*cells, wrapped[0]]).rstrip())
        lines += [" " * indent + line for line in wrapped[1:]]
    return "\n".join(lines)


def _bullet(text: str, width: int | None) -> str:
    plain = _printable(text)
    if width is None:
        return f"- {plain}"
    return textwrap.fill(plain, max(width, 40), initial_indent="- ", subsequent_indent="  ")
