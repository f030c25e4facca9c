"""From a file to an inventory with every problem listed: :func:`read_workbook`."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from cockpit.inventory.assigning import Table, assign
from cockpit.inventory.calendar_months import first_of_month
from cockpit.inventory.cells_in import drafts_of
from cockpit.inventory.check_context import Context
from cockpit.inventory.checks import CHECKS
from cockpit.inventory.collecting import paused
from cockpit.inventory.contract import SHEETS
from cockpit.inventory.corrections import apply
from cockpit.inventory.drafts import Draft
from cockpit.inventory.formats import read_raw
from cockpit.inventory.intake import AS_IT_STANDS, Intake
from cockpit.inventory.mapped import assign_mapped, left_blank
from cockpit.inventory.mapping.model import Mapping
from cockpit.inventory.masking import masked
from cockpit.inventory.raw import RawWorkbook, UnreadableFileError
from cockpit.inventory.reading import (
    NO_CURRENCY,
    Inventory,
    Issue,
    Reading,
    RejectedRow,
    Severity,
    SheetCount,
    Unread,
)
from cockpit.inventory.references import index_initiatives, resolve
from cockpit.inventory.rows import MODELS, Row, SettingRow, Settings
from cockpit.inventory.settings_read import read_settings, rules_of
from cockpit.inventory.values import Rules, fold
from scenarios.portfolio import Source

__all__ = [
    "Inventory",
    "Issue",
    "Reading",
    "RejectedRow",
    "Severity",
    "SheetCount",
    "read_workbook",
]

#: Decision date of a workbook that states none, where the caller gives no date either.
FALLBACK_AS_OF = dt.date(2026, 1, 1)


@dataclass
class _Work:
    """One reading while it is made; ``drafts`` holds those of all tables of a sheet."""

    name: str
    issues: list[Issue] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    drafts: dict[str, list[Draft]] = field(default_factory=dict)
    tables: list[Table] = field(default_factory=list)
    data_hash: str = ""


def read_workbook(
    source: bytes | Path | RawWorkbook,
    name: str,
    as_of: dt.date | None = None,
    intake: Intake = AS_IT_STANDS,
) -> Reading:
    """Read and check a workbook; never raises for a bad file.

    Parameters
    ----------
    source
        Content of the file, its path, or its cells as :func:`read_raw` gave them.
    name
        Its name, for display.
    as_of
        Day of reading. Its month is the decision month where the settings state
        none; past and expired entries are judged by the decision date.
    intake
        What the person stated about the file, mapped and corrected. Without a mapping
        the names and synonyms of the contract are read.
    """
    try:
        raw = _raw(source, name, intake)
        with paused():
            return _read(apply(raw, intake.corrections), name, as_of, intake.mapping)
    except UnreadableFileError as found:
        return unreadable(name, found)
    except OSError as error:
        reason = error.strerror or "the system refused"
        return unreadable(
            name,
            UnreadableFileError(
                f"The file cannot be opened: {reason}.", "Check its name and place."
            ),
        )


def _raw(source: bytes | Path | RawWorkbook, name: str, intake: Intake) -> RawWorkbook:
    if isinstance(source, RawWorkbook):
        return source
    data = source if isinstance(source, bytes) else source.read_bytes()
    return read_raw(data, name, intake.options)


def unreadable(name: str, found: UnreadableFileError) -> Reading:
    """The reading of a file that cannot be read as a whole: its one issue says why."""
    issue = Issue("", 0, "", "", found.problem, found.remedy)
    return Reading(name=name, inventory=None, issues=(issue,))


def _read(raw: RawWorkbook, name: str, as_of: dt.date | None, mapping: Mapping | None) -> Reading:
    assigned = assign(raw) if mapping is None else assign_mapped(raw, mapping)
    notes = [*raw.notes, *assigned.notes]
    work = _Work(name, assigned.issues, notes, {}, assigned.tables, _hash(raw, mapping))
    settings = _settings(work)
    for table in work.tables:
        if table.key != "settings":
            table.drafts = drafts_of(table.raw, SHEETS[table.key], table.header, rules_of(settings))
            work.drafts.setdefault(table.key, []).extend(table.drafts)
    index, derived, told_apart = index_initiatives(work.drafts.get("initiatives", ()))
    _index_notes(work, derived, told_apart)
    for table in work.tables:
        issues, notes = left_blank(table)
        work.issues += issues
        work.notes += notes
    currency = _currency(work, settings)
    decision = first_of_month(settings.decision_date or as_of or FALLBACK_AS_OF)
    if settings.decision_date is None:
        work.notes.append(f"No decision date is stated; month 0 is {decision.isoformat()}.")
    context = Context(
        decision,
        currency,
        settings.rates,
        index,
        vendors=frozenset(_vendors(work, "costs")),
        respelt=_respelt(_vendors(work, "costs", "initiatives", "assumptions")),
    )
    for key in ("initiatives", "costs", "benefits", "metrics", "processing", "assumptions"):
        for draft in work.drafts.get(key, ()):
            if key not in ("initiatives", "assumptions"):
                resolve(draft, index)
            for check in CHECKS[key]:
                check(draft, context)
    rows = {key: _accept(drafts) for key, drafts in work.drafts.items()}
    return _finish(work, settings, currency, rows)


def _hash(raw: RawWorkbook, mapping: Mapping | None) -> str:
    """Hash of the content and of how it is mapped: another mapping gives other figures."""
    if mapping is None:
        return raw.data_hash
    return hashlib.sha256(f"{raw.data_hash}\n{mapping.model_dump_json()}".encode()).hexdigest()


def _index_notes(work: _Work, derived: int, told_apart: int) -> None:
    """Say how many initiatives got an ID of ours, and how many share their name."""
    if derived:
        work.notes.append(
            f"{derived:,} initiative{'s' if derived > 1 else ''} had no ID; it was derived from "
            f"the name."
        )
    if told_apart:
        work.notes.append(
            f"{told_apart:,} of them share{'s' if told_apart == 1 else ''} the name with a row "
            "above; each is kept as an initiative of its own, with a number behind its ID."
        )


def _vendors(work: _Work, *sheets: str) -> list[str]:
    """Vendors as they are written, in the order of these sheets and their rows."""
    drafts = [draft for sheet in sheets for draft in work.drafts.get(sheet, ())]
    return [draft.get("vendor") for draft in drafts if draft.get("vendor")]


def _respelt(vendors: Sequence[str]) -> dict[str, str]:
    """Vendors that an earlier row writes in another way, with that first spelling."""
    first: dict[str, str] = {}
    found: dict[str, str] = {}
    for vendor in dict.fromkeys(vendors):
        known = first.setdefault(fold(vendor), vendor)
        if known != vendor:
            found[vendor] = known
    return found


def _settings(work: _Work) -> Settings:
    table = next((table for table in work.tables if table.key == "settings"), None)
    if table is None:
        return Settings()
    table.drafts = drafts_of(table.raw, SHEETS["settings"], table.header, Rules())
    work.drafts["settings"] = table.drafts
    return read_settings(work.drafts["settings"])


def _currency(work: _Work, settings: Settings) -> str:
    """The portfolio's currency: stated, or the only one that any row states."""
    if settings.currency is not None:
        return settings.currency
    stated: set[str] = set()
    for drafts in work.drafts.values():
        for draft in drafts:
            if draft.get("currency"):
                stated.add(draft.get("currency"))
            stated |= {next(iter(signs)) for signs in draft.signs.values() if len(signs) == 1}
    if len(stated) == 1:
        code = next(iter(stated))
        work.notes.append(
            f"The settings state no currency; every stated one is {code}, which is used for all "
            f"amounts."
        )
        return code
    if not stated:
        work.notes.append("No currency is stated; amounts are shown without one.")
    return NO_CURRENCY


def _accept(drafts: Sequence[Draft]) -> tuple[Row, ...]:
    """Typed rows of the drafts without errors."""
    rows = []
    for draft in drafts:
        if draft.bad:
            continue
        at = Source(draft.tab, draft.row)
        values: dict[str, Any] = {"at": at, "extra": draft.extra, **draft.values}
        if draft.sheet.name != "initiatives" and "initiative" in draft.sheet.by_field:
            values.setdefault("initiative", None)
        try:
            rows.append(MODELS[draft.sheet.name].model_validate(values))
        except ValidationError as error:  # the contract and the row model disagree
            for item in error.errors():
                place = str(item["loc"][0]) if item["loc"] else ""
                draft.error(
                    place, f"The value is not accepted: {item['msg']}.", "Correct the cell."
                )
    return tuple(rows)


def _unread(work: _Work) -> dict[str, Unread]:
    """What was rejected, by sheet; only sheets of which something was."""
    found = {}
    for key in work.drafts:
        bad = [draft for draft in work.drafts[key] if draft.bad]
        if bad:
            at_fault = dict.fromkeys(name for draft in bad for name in draft.bad_fields)
            found[key] = Unread(len(bad), tuple(at_fault))
    return found


def _columns(work: _Work) -> dict[str, tuple[str, ...]]:
    """The fields that the file has a column for, or the person one value, by sheet."""
    found: dict[str, dict[str, None]] = {}
    for table in work.tables:
        fields = (*table.header.places, *table.header.constants)
        found.setdefault(table.key, {}).update(dict.fromkeys(fields))
    return {key: tuple(fields) for key, fields in found.items()}


def _finish(
    work: _Work,
    settings: Settings,
    currency: str,
    rows: dict[str, tuple[Row, ...]],
) -> Reading:
    issues, rejected, counts = list(work.issues), [], []
    for table in work.tables:
        out = 0
        for draft in table.drafts:
            issues += draft.issues
            if draft.bad:
                out += 1
                rejected.append(draft.rejected())
        found = len(table.drafts)
        counts.append(
            SheetCount(table.key, table.raw.name, found, found - out, out, len(table.left_out))
        )
    if not work.drafts.get("initiatives"):
        raise UnreadableFileError(
            "The Initiatives sheet has headers, but no row below them.",
            "Enter one row for each initiative.",
        )
    typed: dict[str, Any] = {key: value for key, value in rows.items() if key != "settings"}
    lump = sum(row.annual_cost is not None for row in typed["initiatives"])
    if lump:
        work.notes.append(
            f"Annual cost on the Initiatives sheet ({lump:,} row{'s' * (lump > 1)}): its layer is "
            "not stated, so it counts in C2 where the Costs sheet has no row; the other six "
            "layers are missing."
        )
    inventory = Inventory(
        title=settings.portfolio_name or Path(work.name).stem,
        source_name=work.name,
        currency=currency,
        settings=settings,
        columns=_columns(work),
        unread=_unread(work),
        **typed,
    )
    return masked(
        Reading(
            work.name,
            inventory,
            tuple(issues),
            tuple(rejected),
            tuple(counts),
            tuple(work.notes),
            work.data_hash,
            tuple(table.read() for table in work.tables),
            tuple(row for row in rows.get("settings", ()) if isinstance(row, SettingRow)),
        )
    )
