"""What two readings must have in common for a round trip to count as equal."""

from __future__ import annotations

import re
from typing import Any

from cockpit.inventory.reading import Inventory, Reading, RejectedRow

SHEETS = ("initiatives", "costs", "benefits", "metrics", "processing", "assumptions")
#: Columns that become explicit: a derived ID, a currency that stood in a header or a cell.
EXPLICIT = {"id", "currency"}


def content(inventory: Inventory) -> dict[str, Any]:
    """Everything of an inventory but the places of its rows and the name of its file."""
    settings = inventory.settings.model_dump()
    for threshold in settings["thresholds"].values():
        del threshold["at"]
    return {
        "currency": inventory.currency,
        "settings": settings,
        "unread": {name: each.rows for name, each in inventory.unread.items()},
        **{
            name: [row.model_dump(exclude={"at"}) for row in getattr(inventory, name)]
            for name in SHEETS
        },
    }


def rejected(rows: tuple[RejectedRow, ...]) -> list[Any]:
    """Rejected rows by values and problems; rows that a problem names may have moved."""
    return [
        (
            {_plain(header): text for header, text in row.values.items() if text},
            [(_plain(issue.column), issue.value, _no_row(issue.problem), issue.remedy)
             for issue in row.issues],
        )
        for row in rows
    ]  # fmt: skip


def _plain(header: str) -> str:
    """A header without invisible signs, which ours do not have."""
    return "".join(sign for sign in header if sign.isprintable())


def _no_row(text: str) -> str:
    return re.sub(r"(\([^()]*, )?row \d+", "row", text)


def assert_equal(before: Reading, after: Reading) -> None:
    """The same inventory, cell by cell, with its extra columns."""
    assert before.inventory is not None
    assert after.inventory is not None, after.issues
    old, new = content(before.inventory), content(after.inventory)
    for name in old:
        assert new[name] == old[name], name
    for name, unread in after.inventory.unread.items():
        fields = set(before.inventory.unread[name].fields)
        # A currency that stood in a header is at fault in its own column now, not at the amount.
        assert set(unread.fields) - {"currency"} <= fields, name
        if not any("(" in text for table in before.tables for text in table.headers.values()):
            assert set(unread.fields) == fields, name
    assert set(after.inventory.columns) == set(before.inventory.columns)
    for name, fields in before.inventory.columns.items():
        gained = set(after.inventory.columns[name]) - set(fields)
        assert set(fields) <= set(after.inventory.columns[name]), name
        assert gained <= EXPLICIT, (name, gained)
