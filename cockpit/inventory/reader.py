"""From a file to an inventory with every problem listed: :func:`read_workbook`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from cockpit.inventory.calendar_months import first_of_month
from cockpit.inventory.check_context import Context
from cockpit.inventory.checks import CHECKS
from cockpit.inventory.contract import SHEETS, Sheet
from cockpit.inventory.corrections import apply
from cockpit.inventory.drafts import Draft, blank, drafts_of
from cockpit.inventory.formats import read_raw
from cockpit.inventory.headers import HeaderMap, find_header, match_sheet
from cockpit.inventory.intake import AS_IT_STANDS, Intake
from cockpit.inventory.masking import masked
from cockpit.inventory.raw import RawSheet, RawWorkbook, UnreadableFileError
from cockpit.inventory.reading import (
    NO_CURRENCY,
    Inventory,
    Issue,
    Reading,
    RejectedRow,
    Severity,
    SheetCount,
    TableRead,
    Unread,
)
from cockpit.inventory.references import index_initiatives, resolve
from cockpit.inventory.rows import MODELS, Row, Settings
from cockpit.inventory.settings_read import read_settings, rules_of
from cockpit.inventory.template import README_TITLE
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
    """One reading while it is made."""

    name: str
    issues: list[Issue] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    drafts: dict[str, list[Draft]] = field(default_factory=dict)
    found: dict[str, tuple[RawSheet, HeaderMap]] = field(default_factory=dict)


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
        return _read(apply(raw, intake.corrections), name, as_of)
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


def _read(raw: RawWorkbook, name: str, as_of: dt.date | None) -> Reading:
    work = _Work(name, notes=list(raw.notes))
    _assign_sheets(raw, work)
    settings = _settings(work)
    for key, (sheet, header) in work.found.items():
        if key != "settings":
            work.drafts[key] = drafts_of(sheet, SHEETS[key], header, rules_of(settings))
    index, derived = index_initiatives(work.drafts.get("initiatives", ()))
    if derived:
        work.notes.append(
            f"{derived} initiative{'s' if derived > 1 else ''} had no ID; it was derived from "
            f"the name."
        )
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
    return _finish(work, raw, settings, currency, rows)


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


def _assign_sheets(raw: RawWorkbook, work: _Work) -> None:
    """Find each sheet of the contract in the file, by its tab and its header."""
    unread = []
    for sheet in raw.sheets:
        known = match_sheet(sheet.name)
        if known is None or known.name in work.found:
            if fold(sheet.name) != fold(README_TITLE):
                unread.append(sheet)
        elif not any(not blank(cell) for row in sheet.rows for cell in row):
            work.notes.append(f"The sheet {sheet.name!r} is empty.")
        else:
            header = find_header(sheet, known)
            if header is None:
                _no_header(work, sheet, known)
            else:
                work.found[known.name] = (sheet, header)
    if "initiatives" not in work.found:
        _find_initiatives(work, unread)
    for sheet in unread:
        if any(not blank(cell) for row in sheet.rows for cell in row):
            work.notes.append(
                f"The sheet {sheet.name!r} is not part of the workbook contract and was not read."
            )
    for key, (sheet, header) in work.found.items():
        _describe(work, SHEETS[key], sheet, header)
    work.found = {key: work.found[key] for key in SHEETS if key in work.found}


def _no_header(work: _Work, raw: RawSheet, sheet: Sheet) -> None:
    needed = ", ".join(column.header for column in sheet.columns if column.required)
    problem = f"No row with the headers of {sheet.title} was found; the sheet was not read."
    remedy = f"Put the headers into one row at the top; needed are: {needed}."
    if sheet.required:
        raise UnreadableFileError(
            f"On the sheet {raw.name!r}: no column with the names of the initiatives was found.",
            remedy,
        )
    work.issues.append(Issue(raw.name, 0, "", "", problem, remedy))


def _find_initiatives(work: _Work, unread: list[RawSheet]) -> None:
    """Take the first sheet with a name column for the Initiatives sheet."""
    sheet = SHEETS["initiatives"]
    for hidden in (False, True):
        for raw in unread:
            header = find_header(raw, sheet) if raw.hidden is hidden else None
            if header is not None:
                work.found["initiatives"] = (raw, header)
                work.notes.append(f"The sheet {raw.name!r} was read as Initiatives.")
                unread.remove(raw)
                return
    raise UnreadableFileError(
        "No sheet has a column with the names of the initiatives.",
        "Name the column Name or Initiative, with one row for each initiative below it; "
        "or fill in the template.",
    )


def _describe(work: _Work, sheet: Sheet, raw: RawSheet, header: HeaderMap) -> None:
    """Say what is unusual about a sheet that was found."""
    if raw.hidden:
        work.notes.append(f"The sheet {raw.name!r} is hidden; it was read like the others.")
    if raw.hidden_rows:
        work.notes.append(
            f"The sheet {raw.name!r} has {raw.hidden_rows} hidden rows; they were read like the "
            f"others."
        )
    skipped = sum(any(not blank(cell) for cell in row) for row in raw.rows[: header.row])
    if skipped:
        work.notes.append(
            f"On the sheet {raw.name!r}, {skipped} rows above the header were not read."
        )
    unknown = list(header.unknown.values())
    if unknown:
        work.notes.append(
            f"Columns on {raw.name!r} that are kept but not computed with: {', '.join(unknown)}."
        )
    for text in header.invisible:
        work.notes.append(
            f"The header {text!r} on {raw.name!r} holds invisible signs; they were ignored."
        )
    for text, winner in header.outranked:
        work.issues.append(
            Issue(
                raw.name,
                header.row + 1,
                text,
                "",
                f"The column {winner!r} holds the same; this one was not used.",
                "Delete or rename one of the two columns.",
                Severity.WARNING,
            )
        )
    for name, headers in header.clashes.items():
        work.issues.append(
            Issue(
                raw.name,
                header.row + 1,
                ", ".join(headers),
                "",
                f"{len(headers)} columns claim to be {sheet.by_field[name].header!r}; none of "
                f"them was used.",
                "Delete or rename all but one.",
            )
        )


def _settings(work: _Work) -> Settings:
    if "settings" not in work.found:
        return Settings()
    raw, header = work.found["settings"]
    work.drafts["settings"] = drafts_of(raw, SHEETS["settings"], header, Rules())
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
        values: dict[str, Any] = dict(draft.values)
        if draft.sheet.name != "initiatives" and "initiative" in draft.sheet.by_field:
            values.setdefault("initiative", None)
        try:
            rows.append(
                MODELS[draft.sheet.name](
                    at=Source(draft.tab, draft.row), extra=draft.extra, **values
                )
            )
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
    for key in work.found:
        bad = [draft for draft in work.drafts[key] if draft.bad]
        if bad:
            at_fault = dict.fromkeys(name for draft in bad for name in draft.bad_fields)
            found[key] = Unread(len(bad), tuple(at_fault))
    return found


def _finish(
    work: _Work,
    raw: RawWorkbook,
    settings: Settings,
    currency: str,
    rows: dict[str, tuple[Row, ...]],
) -> Reading:
    issues, rejected, counts = list(work.issues), [], []
    for key, (sheet, _) in work.found.items():
        drafts = work.drafts[key]
        for draft in drafts:
            issues += draft.issues
            if draft.bad:
                rejected.append(draft.rejected())
        accepted = len(rows[key])
        counts.append(SheetCount(key, sheet.name, len(drafts), accepted, len(drafts) - accepted))
    if not work.drafts["initiatives"]:
        raise UnreadableFileError(
            "The Initiatives sheet has headers, but no row below them.",
            "Enter one row for each initiative.",
        )
    typed: dict[str, Any] = {key: value for key, value in rows.items() if key != "settings"}
    lump = sum(row.annual_cost is not None for row in typed["initiatives"])
    if lump:
        work.notes.append(
            f"Annual cost on the Initiatives sheet ({lump} rows): its layer is not stated, so it "
            "counts in C2 where the Costs sheet has no row; the other six layers are missing."
        )
    inventory = Inventory(
        title=settings.portfolio_name or Path(work.name).stem,
        source_name=work.name,
        currency=currency,
        settings=settings,
        columns={key: tuple(header.places) for key, (_, header) in work.found.items()},
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
            raw.data_hash,
            tuple(_table(key, sheet, header) for key, (sheet, header) in work.found.items()),
        )
    )


def _table(key: str, sheet: RawSheet, header: HeaderMap) -> TableRead:
    """Where the rows of a sheet stood."""
    return TableRead(
        key,
        sheet.name,
        header_row=header.row + 1,
        first_row=header.row + 2,
        last_row=len(sheet.rows),
        headers=dict(header.headers),
        fields={place: name for name, place in header.places.items()},
    )
