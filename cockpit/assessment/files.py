"""Every answer of every registry as plain tables, for files and the command line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cockpit.assessment.case import Case
from cockpit.assessment.evidence_rows import NOBODY, rows_table
from cockpit.assessment.registries import REGISTRIES

Table = tuple[Sequence[str], list[Sequence[Any]]]


def answer_tables(case: Case) -> dict[str, Table]:
    """Columns and rows by file name: answers, missing evidence, rows behind, thresholds.

    ``figure`` is in ``unit`` with all its digits; blank where there is none.
    """
    return {
        "answers": _answers(case),
        "missing_evidence": _missing(case),
        "evidence_rows": _rows(case),
        "thresholds": _thresholds(case),
    }


def stamp_line(case: Case) -> str:
    """What every row can be reproduced from; that of the base case where it can be simulated."""
    result = case.result()
    if result is not None:
        return result.stamp.line()
    portfolio = case.portfolio
    source = f"source {portfolio.source_name}"
    return f"data {portfolio.data_hash[:12]} · as of {portfolio.as_of} · {source}"


def _answers(case: Case) -> Table:
    columns = (
        "framework", "key", "title", "question", "status", "figure", "unit", "answer",
        "missing", "owner_of_missing",
    )  # fmt: skip
    rows: list[Sequence[Any]] = []
    for framework, entries in REGISTRIES.items():
        for entry in entries:
            answer = case.answer(entry)
            rows.append(
                (
                    framework,
                    entry.key,
                    entry.title,
                    entry.question,
                    answer.status,
                    answer.figure,
                    answer.unit,
                    answer.sentence,
                    "; ".join(answer.columns),
                    (answer.owner or NOBODY) if answer.missing else None,
                )
            )
    return columns, rows


def _missing(case: Case) -> Table:
    columns = ("key", "evidence", "initiative_id", "initiative", "owner")
    rows: list[Sequence[Any]] = [
        (
            entry.key,
            each.need.label,
            each.initiative,
            case.name(each.initiative),
            each.owner or NOBODY,
        )
        for entries in REGISTRIES.values()
        for entry in entries
        for each in dict.fromkeys(case.answer(entry).missing)
    ]
    return columns, rows


def _rows(case: Case) -> Table:
    columns = ("key", "row", "initiative", "what", "before", "now", "unit", "owner")
    rows: list[Sequence[Any]] = []
    for entries in REGISTRIES.values():
        for entry in entries:
            behind = rows_table(case, case.answer(entry).rows)
            rows += [
                (entry.key, *row)
                for row in behind.astype(object)
                .where(behind.notna(), None)
                .itertuples(index=False, name=None)
            ]
    return columns, rows


def _thresholds(case: Case) -> Table:
    columns = ("key", "label", "used_by", "value", "date", "source", "origin")
    rows: list[Sequence[Any]] = [
        (each.key, each.label, each.used_by, each.value, each.date, each.source, each.origin)
        for each in case.thresholds.by_key.values()
    ]
    return columns, rows
