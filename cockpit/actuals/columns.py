"""The columns of a cost export: declared once in ``columns.csv``, found under many headers.

A header is compared without case, spaces, underscores and signs, so that
``SkuPriceid`` or ``billing currency`` is the column that it means. Headers of older
provider exports are listed where they mean one column and no other.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from cockpit import wording
from cockpit.actuals.inflating import EXPORT_ANEW
from cockpit.inventory.raw import UnreadableFileError

Kind = Literal["money", "instant", "text", "tags"]

#: One column for each tag, as some providers write them; the rest of the header is the key.
TAG_PREFIXES = ("resourcetags/user:", "resource_tags_user_", "tag:", "tags/", "label:", "labels.")
#: Columns that do where one is missing: those that a later version replaced, or that add to it.
_INSTEAD = {
    "ServiceProviderName": ("ProviderName",),
    "Tags": ("AllocatedTags", "x_ProjectLabels"),
}
#: At least one of these is needed: without an amount there is no cost.
AMOUNTS = ("BilledCost", "EffectiveCost")
_MOST_COLUMNS = 2_000


@dataclass(frozen=True, slots=True)
class CostColumn:
    """One column: its name in the specification, and what is lost ``without`` it.

    ``since`` is the version that brought it, empty for a custom column; ``aliases``
    are headers of older exports.
    """

    name: str
    kind: Kind
    since: str
    aliases: tuple[str, ...]
    without: str


@dataclass(frozen=True)
class FoundColumns:
    """Where the columns of a file are.

    ``places`` holds the 0-based place of each column found, ``tags`` the places of
    tag columns by key, ``unused`` the headers on which no figure rests.
    """

    places: Mapping[str, int]
    tags: Mapping[str, int]
    remarks: tuple[str, ...]
    missing: tuple[tuple[str, str], ...]
    unused: tuple[str, ...]


@cache
def cost_columns() -> Mapping[str, CostColumn]:
    """Every declared column by name, in the order of the file."""
    path = Path(__file__).with_name("columns.csv")
    with path.open(newline="", encoding="utf-8") as file:
        rows = [
            CostColumn(
                row["name"],
                row["kind"],  # type: ignore[arg-type]
                row["since"],
                tuple(part.strip() for part in row["aliases"].split(";") if part.strip()),
                row["without"],
            )
            for row in csv.DictReader(file)
        ]
    return MappingProxyType({row.name: row for row in rows})


def folded(header: str) -> str:
    """A header without case, spaces and signs."""
    return "".join(sign for sign in header.casefold() if sign.isalnum())


@cache
def _known() -> Mapping[str, tuple[str, int]]:
    """Folded header → the column's name, and its rank: 0 the specification's own, then aliases."""
    known: dict[str, tuple[str, int]] = {}
    for column in cost_columns().values():
        for rank, alias in enumerate(column.aliases, start=1):
            known.setdefault(folded(alias), (column.name, rank))
    for name in cost_columns():
        known[folded(name)] = (name, 0)
    return known


def other_dataset(headers: Sequence[str]) -> str:
    """Name of the FOCUS data set that these headers are of, "" if it is, or may be, cost and usage.

    Invoice details (since 1.4) repeat what cost and usage holds charge by charge, and
    contract commitments (since 1.3) are no cost of a month.
    """
    found = {folded(header) for header in headers}
    if "chargeperiodstart" in found:
        return ""
    if {"invoicedetailid", "billedcost"} <= found:
        return "Invoice Detail"
    return "Contract Commitment" if "contractcommitmentid" in found else ""


def _tag_key(header: str) -> str | None:
    low = header.strip().casefold()
    for prefix in TAG_PREFIXES:
        if low.startswith(prefix) and len(low) > len(prefix):
            return header.strip()[len(prefix) :]
    return None


def find_columns(headers: Sequence[str]) -> FoundColumns:
    """Find every declared column under the headers of a file.

    The specification's own name wins over an alias, an alias over those that
    ``columns.csv`` lists behind it; of two equal headers the first is read. Every header
    that is not spelt as the specification spells it is said.
    """
    found: dict[str, tuple[int, int]] = {}
    tags: dict[str, int] = {}
    unused, remarks = [], []
    for place, header in enumerate(headers):
        key = _tag_key(header)
        name, rank = _known().get(folded(header), ("", 0))
        if key is not None:
            tags.setdefault(key, place)
        elif not name:
            unused.append(header)
        elif name in found:
            found[name], lost = sorted([found[name], (rank, place)])
            left = wording.shorten(headers[lost[1]], 60)
            remarks.append(f"{name} stands under two headers; “{left}” is not read.")
        else:
            found[name] = rank, place
    places = {name: found[name][1] for name in cost_columns() if name in found}
    for name, place in places.items():
        if headers[place].strip() != name:
            remarks.append(f"“{wording.shorten(headers[place], 60)}” is read as {name}.")
    if tags:
        keys = wording.shorten(wording.listed(tags), 120)
        remarks.append(f"{wording.count(len(tags), 'column')} read as tags: {keys}.")
    read = {*places, *(["Tags"] if tags else [])}
    return FoundColumns(
        MappingProxyType(places),
        MappingProxyType(tags),
        tuple(remarks),
        tuple(
            (column.name, column.without)
            for column in cost_columns().values()
            if column.without and not ({column.name, *_INSTEAD.get(column.name, ())} & read)
        ),
        tuple(unused),
    )


def check_headers(headers: Sequence[str]) -> None:
    """Refuse a file whose headers cannot be those of a cost export.

    Raises
    ------
    UnreadableFileError
        In words for a person.
    """
    if len(headers) > _MOST_COLUMNS:
        raise UnreadableFileError(
            f"The file has {len(headers):,} columns; at most {_MOST_COLUMNS:,} can be read.",
            EXPORT_ANEW,
        )
    if dataset := other_dataset(headers):
        raise UnreadableFileError(
            f"This is the data set {dataset} of a FOCUS export; it does not hold the charges.",
            "Load the data set Cost and Usage.",
        )
    places = find_columns(headers).places
    if not any(name in places for name in AMOUNTS):
        raise UnreadableFileError(
            "No column holds a billed or effective cost. The columns are: "
            + wording.shorten(wording.listed(headers), 200)
            + ".",
            "Load an export in the FOCUS format, with BilledCost or EffectiveCost.",
        )
    if "ChargePeriodStart" not in places and "BillingPeriodStart" not in places:
        raise UnreadableFileError(
            "No column says when a charge falls.",
            "Load an export with ChargePeriodStart or BillingPeriodStart.",
        )
