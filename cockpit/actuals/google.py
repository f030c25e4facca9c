"""Google Cloud's own billing export: its cost stands before credits, which lie in a list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pyarrow as pa

from cockpit.actuals.columns import FoundColumns
from cockpit.inventory.raw import UnreadableFileError

_CREDITS = "credits"


def before_credits(headers: Sequence[str], found: FoundColumns) -> int | None:
    """Place of a cost to which credits must be added; ``None`` in every other file."""
    place = found.places.get("BilledCost")
    is_own = place is not None and headers[place].strip() == "cost" and _CREDITS in headers
    return place if is_own else None


def refused_credits() -> UnreadableFileError:
    """Why such a file cannot be read where its credits cannot."""
    return UnreadableFileError(
        "This is Google Cloud's own billing export: its cost stands before credits, and the "
        "credits cannot be read from this file.",
        "Export its FOCUS view, or the billing table itself as Parquet.",
    )


def net_of_credits(found: FoundColumns, credits: pa.DataType) -> FoundColumns:
    """The columns with what is done said.

    Raises
    ------
    UnreadableFileError
        If the credits are no list of amounts.
    """
    is_list = pa.types.is_list(credits) or pa.types.is_large_list(credits)
    if not is_list or not pa.types.is_struct(credits.value_type):
        raise refused_credits()
    if credits.value_type.get_field_index("amount") < 0:
        raise refused_credits()
    remark = "“cost” stands before credits; the amounts in “credits” are added to it, row by row."
    unused = tuple(name for name in found.unused if name != _CREDITS)
    return replace(found, remarks=(*found.remarks, remark), unused=unused)


def with_credits(cost: pa.Array, credits: pa.ChunkedArray) -> pa.Array:
    """Costs (as text) with the credits of each row; text is left where a sum cannot be formed."""
    given = credits.to_pylist()
    if not any(given):
        return cost
    texts = [None if text is None else text.decode() for text in cost.to_pylist()]
    for row, each in enumerate(given):
        amounts = [credit.get("amount") for credit in each or () if credit]
        stated = [Decimal(str(amount)) for amount in amounts if amount is not None]
        if not stated:
            continue
        try:
            net = sum(stated, Decimal(texts[row] or "x"))
        except ArithmeticError:
            texts[row] = f"{texts[row] or 'no cost'} with credits"
        else:
            texts[row] = str(net)
    return pa.array(texts, pa.string()).cast(pa.binary())
