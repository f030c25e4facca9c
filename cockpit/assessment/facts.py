"""What the pages read from the inventory beside the portfolio: channels, decisions, outputs."""

from __future__ import annotations

from enum import Enum
from typing import Any

from cockpit.assessment.changes import Row, Table, unique_keys
from cockpit.assessment.small_groups import hidden_keys, hidden_rows, key_of
from cockpit.assessment.thresholds import thresholds_of
from cockpit.inventory.catalogue import is_habit
from cockpit.inventory.contract import RATE_PREFIX, SETTINGS_KEYS, SHEETS, THRESHOLD_PREFIX
from cockpit.inventory.drafts import whole_text
from cockpit.inventory.reading import Inventory
from cockpit.inventory.vocabulary import ORG, SHARED
from scenarios.portfolio import Source

#: Name of the metric that unit cost needs.
ACCEPTED_OUTPUTS = "accepted outputs"

#: Fields that name a row of each sheet by what it is about.
_KEYS: dict[str, tuple[str, ...]] = {
    "initiatives": ("id",),
    "costs": ("initiative", "layer", "item", "timing"),
    "benefits": ("initiative", "benefit", "metric"),
    "metrics": ("initiative", "metric", "team"),
    "processing": ("initiative", "kind", "processor"),
    "assumptions": ("driver", "vendor", "correlated_with"),
}
#: What a blank initiative stands for.
_ALL = {"costs": SHARED, "metrics": ORG}


def cost_channels(inventory: Inventory) -> dict[Source, str | None]:
    """Channel of each cost row: its own, else its initiative's, else ``None``."""
    channels: dict[Source, str | None] = {}
    for row in inventory.initiatives:
        # A cost stated on the initiative itself has the initiative's row as its source.
        channels[row.at] = row.channel.value if row.channel else None
    for cost in inventory.costs:
        owner = inventory.by_id.get(cost.initiative or "")
        channel = cost.channel or (owner.channel if owner else None)
        channels[cost.at] = channel.value if channel else None
    return channels


def accepted_outputs(inventory: Inventory) -> dict[str, float]:
    """Accepted outputs a month by initiative; several rows are different outputs and add up."""
    accepted: dict[str, float] = {}
    for row in inventory.metrics:
        named = " ".join(row.metric.casefold().split()) == ACCEPTED_OUTPUTS
        if named and row.initiative is not None and row.current is not None:
            accepted[row.initiative] = accepted.get(row.initiative, 0.0) + row.current
    return accepted


def comparable(
    before: Inventory, after: Inventory, smallest: int
) -> tuple[dict[str, Table], dict[str, Table], int]:
    """Both as :func:`tables` without the habits that either must hide, and rows left out.

    A group is left out of both where it is smaller than ``smallest``, or of unknown
    size, or would give such a group away, in one of them.
    """
    # The earlier file may have asked for more people than the one on the screen does.
    stricter = max(smallest, round(thresholds_of(before)["smallest_group"]))
    keys = hidden_keys(before, stricter) | hidden_keys(after, smallest)
    found, left_out = [], set()
    for inventory in (before, after):
        hidden = hidden_rows(inventory, smallest) | frozenset(
            row.at for row in inventory.metrics if is_habit(row.metric) and key_of(row) in keys
        )
        left_out |= {
            (name, _key(name, row))
            for name in ("benefits", "metrics")
            for row in getattr(inventory, name)
            if row.at in hidden
        }
        found.append(tables(inventory, hidden))
    return found[0], found[1], len(left_out)


def tables(inventory: Inventory, hidden: frozenset[Source] = frozenset()) -> dict[str, Table]:
    """Every sheet as rows by stable key with the headers of the contract, for comparison.

    Rows at ``hidden`` places are left out.
    """
    found: dict[str, Table] = {}
    for name in _KEYS:
        sheet = SHEETS[name]
        rows = [
            (_key(name, row), _cells(name, row))
            for row in getattr(inventory, name)
            if row.at not in hidden
        ]
        found[sheet.title] = unique_keys(rows)
    found[SHEETS["settings"].title] = _settings(inventory)
    return found


def _key(sheet: str, row: Any) -> str:
    parts = []
    for name in _KEYS[sheet]:
        value = _plain(getattr(row, name))
        if value is None and name == "initiative":
            value = _ALL.get(sheet)
        if value is not None:
            parts.append(str(value))
    return " · ".join(parts)


def _cells(sheet: str, row: Any) -> Row:
    cells = {
        column.header: _plain(getattr(row, column.field))
        for column in SHEETS[sheet].columns
        if hasattr(row, column.field)
    }
    # A column of the person's own may be called as one of ours is.
    own = {
        f"{name} (own column)" if name in cells else name: whole_text(cell)
        for name, cell in row.extra.items()
    }
    return {**cells, **own}


def _settings(inventory: Inventory) -> Table:
    stated = inventory.settings
    by_field = {key.field: key.header for key in SETTINGS_KEYS}
    rows: dict[str, Row] = {
        header: {"Value": _plain(getattr(stated, field))}
        for field, header in by_field.items()
        if hasattr(stated, field)
    }
    for code, rate in stated.rates.items():
        rows[f"{RATE_PREFIX}{code}"] = {
            "Value": rate.value,
            "Date": _plain(rate.date),
            "Source": rate.source,
        }
    for name, threshold in stated.thresholds.items():
        rows[f"{THRESHOLD_PREFIX}{name}"] = {
            "Value": threshold.value,
            "Date": _plain(threshold.date),
            "Source": threshold.source,
        }
    return rows


def _plain(value: Any) -> Any:
    """Enumerations as their words, dates as ISO, collections joined."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple):
        return "; ".join(str(_plain(each)) for each in value) or None
    return value.isoformat() if hasattr(value, "isoformat") else value
