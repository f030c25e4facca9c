"""Files that are no inventory: a cost export or a usage log, told by its headings."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from cockpit.inventory.raw import RawWorkbook

#: Rows at the top of a sheet among which the headings are looked for.
_SEARCH_ROWS = 20
#: So many of the headings must be known.
_ENOUGH = 3

#: Headings of the FinOps cost and usage specification that no inventory has.
_COST = frozenset(
    {
        "billedcost", "effectivecost", "listcost", "contractedcost", "billingperiodstart",
        "billingperiodend", "chargeperiodstart", "chargeperiodend", "chargecategory",
        "chargedescription", "billingaccountid", "subaccountid", "servicecategory", "skuid",
        "skupriceid", "pricingquantity", "consumedquantity", "lineitemusagestartdate",
        "lineitemunblendedcost", "lineitemusageaccountid",
    }
)  # fmt: skip
#: Headings of spend logs and of traces of model calls.
_USAGE = frozenset(
    {
        "prompttokens", "completiontokens", "totaltokens", "inputtokens", "outputtokens",
        "cachedtokens", "cachereadinputtokens", "reasoningtokens", "requestid", "callid",
        "apikey", "modelgroup", "genaiusageinputtokens", "genaiusageoutputtokens",
        "genairequestmodel", "genaiprovidername", "genaisystem", "genaioperationname", "traceid",
        "spanid",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The page that reads a file, by its address, and why, in a sentence."""

    page: str
    sentence: str


_COST_PAGE = Elsewhere(
    "actual-cost",
    "This is a cost export, not an inventory: its rows are charges. Drop it on the page Actual "
    "cost. Nothing was taken from it here.",
)
_USAGE_PAGE = Elsewhere(
    "usage",
    "This is a usage log, not an inventory: its rows are model calls. Drop it on the page Usage "
    "and model prices. Nothing was taken from it here.",
)
_PARQUET = Elsewhere(
    "actual-cost",
    "This is a Parquet file. Inventories are spreadsheets; cost exports come as Parquet, and are "
    "read on the page Actual cost.",
)


def belongs_elsewhere(content: bytes, raw: RawWorkbook | None) -> Elsewhere | None:
    """The page that reads this file, where it is no inventory.

    Parameters
    ----------
    content
        The file's bytes; Parquet and JSON lines are told by them.
    raw
        Its cells, ``None`` where it could not be read as a spreadsheet. At least three
        headings in one row must be those of a cost export or of a usage log.
    """
    if content.startswith(b"PAR1"):
        return _PARQUET
    if raw is None:
        return _of_headings(_first_keys(content))
    for sheet in raw.sheets:
        for row in sheet.rows[:_SEARCH_ROWS]:
            found = _of_headings(cell for cell in row if isinstance(cell, str))
            if found is not None:
                return found
    return None


def _of_headings(headings: Iterable[str]) -> Elsewhere | None:
    words = {"".join(sign for sign in text.casefold() if sign.isalnum()) for text in headings}
    cost, usage = len(words & _COST), len(words & _USAGE)
    if max(cost, usage) < _ENOUGH:
        return None
    return _COST_PAGE if cost >= usage else _USAGE_PAGE


def _first_keys(content: bytes) -> list[str]:
    """Keys of the first object of a file of JSON lines, one level down too."""
    line = content.lstrip(b"\xef\xbb\xbf \t\r\n[").split(b"\n", 1)[0][:65_536].rstrip(b"\r, ")
    try:
        first = json.loads(line)
    except (ValueError, RecursionError):
        return []
    if not isinstance(first, dict):
        return []
    inner = [value for value in first.values() if isinstance(value, dict)]
    return [str(key) for each in (first, *inner) for key in each]
