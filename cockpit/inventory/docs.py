"""docs/workbook.md, generated from the contract: ``python -m cockpit.inventory.docs``."""

from __future__ import annotations

from pathlib import Path

from cockpit.inventory import calendar_months, numbers_text
from cockpit.inventory.capabilities import QUESTIONS
from cockpit.inventory.catalogue import CATALOGUE
from cockpit.inventory.contract import SETTINGS_KEYS, SHEETS, Column
from cockpit.inventory.headers import HEADER_SEARCH_ROWS
from cockpit.inventory.raw import LIMITS
from cockpit.inventory.rules import rules_in_force
from cockpit.inventory.values import BLANK_WORDS, LARGEST, PARSERS
from scenarios.scenario import Scenario

_AT = LIMITS

TARGET = Path("docs") / "workbook.md"

_INTRODUCTION = f"""# The workbook

This page is generated from the contract (`cockpit/inventory/contract.py`); change that, then run
`python -m cockpit.inventory.docs`.

One file with up to seven sheets. Only **Initiatives** is required, and of its columns only
the name: a single sheet of any name with the columns *Name*, *Annual cost* and *Annual benefit* is
enough to start. `cockpit template OUT.xlsx` writes the empty workbook, `cockpit check FILE` lists
every problem with its sheet, row, column and remedy.

- A blank is read as not supplied, never as zero. To declare a zero, write 0.
- Good rows load; a row with an error stays out, whole, until it is corrected. A warning keeps
  nothing out.
- Headers are recognised by name or synonym, whatever their case, spaces and dashes, in one row
  among the first {HEADER_SEARCH_ROWS}. A currency may follow the name of an amount: *Annual cost
  (EUR)*.
- Columns and sheets that are not listed here are kept or named in a note, and not computed with.
- Two columns with one meaning: the one with the exact header counts. Two with the same header:
  none does.
- Formats: .xlsx, .xlsm (macros are never run), .xls, .xlsb, .ods, text with columns (.csv, .tsv)
  and a .zip of such text files, told by their content. Values of text files are texts, read by the
  rules below; encoding, delimiter and decimal sign are detected, shown, and can be set.
- Limits: file {_AT.file_mb} MB; unpacked {_AT.inflated_mb} MB, {_AT.member_mb} MB a part,
  {_AT.members:,} parts, {_AT.ratio} : 1 above {_AT.ratio_from_mb} MB; in a sheet
  {_AT.rows:,} rows below the header, {_AT.columns} columns, {_AT.cells:,} cells with content,
  {_AT.merges:,} merged ranges and {_AT.text_characters:,} characters in a cell; XML nested
  {_AT.depth} deep, with {_AT.attributes} attributes and pieces of {_AT.token_bytes // 2**20} MB;
  {_AT.wall_seconds:g} seconds and {_AT.memory_mb:,} MB of memory to read it.
"""


def generate() -> str:
    """The whole page as markdown."""
    parts = [_INTRODUCTION]
    for sheet in SHEETS.values():
        parts.append(
            f"## {sheet.title}\n\n{sheet.help}" + (" Required." if sheet.required else "") + "\n"
        )
        parts.append(_table(sheet.columns))
        if sheet.name == "settings":
            parts.append("### Settings by key\n")
            parts.append(_table(SETTINGS_KEYS, "Setting"))
        if sheet.name == "metrics":
            parts.append("### Metrics that unlock answers\n")
            parts.append(_catalogue())
    parts.append(_rules())
    parts.append(_rules_to_figures())
    parts.append(
        "## What a file can answer\n\nThe Data page and `cockpit check` say for each file which of "
        "these it answers, and which columns would unlock the others:\n"
    )
    parts.append("".join(f"- {question}\n" for question, _ in QUESTIONS))
    return "\n".join(parts)


def _table(columns: tuple[Column, ...], first: str = "Column") -> str:
    lines = [
        f"| {first} | Type | Unit | Required | Meaning | Example |",
        "|---|---|---|---|---|---|",
    ]
    for column in columns:
        meaning = column.help
        if column.allowed:
            meaning += " Allowed: " + "; ".join(choice.text for choice in column.allowed) + "."
        if column.synonyms:
            meaning += " Also read: " + ", ".join(column.synonyms) + "."
        cells = (
            f"**{column.header}**",
            column.type.value,
            column.unit,
            "yes" if column.required else "",
            meaning,
            str(column.example),
        )
        lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return "\n".join(lines) + "\n"


def _catalogue() -> str:
    heads = ("Metric", "Means", "Unit", "Better", "Level", "Value grid", "How measured")
    lines = ["| " + " | ".join(heads) + " |", "|---" * len(heads) + "|"]
    for metric in CATALOGUE:
        tier, side = metric.cell or ("", "")
        lines.append(
            f"| {metric.name} | {metric.meaning} | {metric.unit} | {metric.better or ''} | "
            f"{metric.level} {metric.level.label} | {f'{tier} {side}'.strip()} | "
            f"{metric.measured} |"
        )
    return "\n".join(lines) + "\n"


def _rules() -> str:
    lines = ["## How cells are read\n", "| Type | Rule |", "|---|---|"]
    lines += [f"| {kind.value} | {parser.rule} |" for kind, parser in PARSERS.items()]
    words = ", ".join(f"`{word}`" for word in sorted(BLANK_WORDS))
    lines += [
        "",
        f"In every column except text, {words} are read as not supplied, with a warning. Cells "
        "that show an error (`#REF!`; in a text file its code), and formulas whose result was "
        f"never stored, keep their row out, and so does a number beyond {LARGEST:,.0f}.",
        "",
        "### Numbers written as text\n",
        _numbered(numbers_text.__doc__ or ""),
        "",
        "### Months\n",
        _paragraph(calendar_months.__doc__ or ""),
        "",
    ]
    return "\n".join(lines)


def _rules_to_figures() -> str:
    """What is computed from the rows: the rules of a scenario in which nothing is changed."""
    lines = [
        "## Rules that turn rows into figures",
        "",
        "As they stand where a scenario changes nothing. The Data page shows those in force, and "
        "`summary.json` of `cockpit simulate` holds them with every number in full.",
    ]
    topic = ""
    for rule in rules_in_force(Scenario()):
        if rule.topic != topic:
            topic = rule.topic
            lines += [f"### {topic}\n"]
        lines.append(f"- {rule.rule}" + (f" **{rule.value}**" if rule.value else ""))
    found = "\n".join(lines)
    return found.replace("\n### ", "\n\n### ") + "\n"


def _numbered(text: str) -> str:
    return text.partition("\n\n")[2].strip()


def _paragraph(text: str) -> str:
    return " ".join(text.partition("\n\n")[2].split())


def main() -> None:
    """Write the page into the project, from its root."""
    TARGET.write_text(generate(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
