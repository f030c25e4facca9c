"""One block of rows: read, checked and summed by everything that a rule may ask for."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from cockpit.actuals.amounts import (
    DECIMALS,
    MOST,
    AmountError,
    DecimalSign,
    amount_of,
    decimal_of,
    read_amount,
)
from cockpit.actuals.charges import category_of
from cockpit.actuals.columns import AMOUNTS
from cockpit.actuals.cost_export import BadRow
from cockpit.actuals.periods import Open, Placed, settle
from cockpit.actuals.source import Source, decoded
from cockpit.actuals.spans import NO_USAGE, Span, span_of

MONEY = pa.decimal128(38, DECIMALS)
#: Text fields of a cell, each from the first of these columns that the file has.
FIELDS: dict[str, tuple[str, ...]] = {
    "currency": ("BillingCurrency",),
    "category": ("ChargeCategory",),
    "charge_class": ("ChargeClass",),
    "status": ("CommitmentDiscountStatus",),
    "pricing": ("PricingCurrency",),
    "provider": ("ServiceProviderName", "ProviderName", "InvoiceIssuerName", "PublisherName"),
    "service_category": ("ServiceCategory",),
    "service_subcategory": ("ServiceSubcategory",),
    "service": ("ServiceName",),
    "sku": ("SkuId", "SkuMeter"),
    "sub_account": ("SubAccountId",),
    "sub_account_name": ("SubAccountName",),
    "resource": ("ResourceId", "ResourceName"),
    "cost_centre": ("x_CostCenter",),
    "project_tags": ("x_ProjectLabels",),
    "tags": ("Tags",),
    "allocated_tags": ("AllocatedTags",),
}
#: Fields that hold tags; where two have one key, the later wins.
TAG_FIELDS = ("project_tags", "tags", "allocated_tags")
_OF_SPANS = ("provider", "category")
DATE_COLUMNS = ("ChargePeriodStart", "ChargePeriodEnd", "BillingPeriodStart")
#: Columns beyond these are not compared when equal rows are looked for.
_MOST_COMPARED = 300
_PRIME = np.uint64(0x9E3779B97F4A7C15)

Codes = NDArray[np.int64]


@dataclass(frozen=True)
class Group:
    """Rows alike: the words of each key, and their sums in 10^-18 (``None``: not stated).

    ``unread`` is the column of the one amount that cannot be read, "" where there is none.
    """

    when: Placed | Open
    words: tuple[str | None, ...]
    tag_words: tuple[str | None, ...]
    repeated: bool
    unread: str
    rows: int
    billed: int | None
    effective: int | None


@dataclass
class Block:
    """What a block gives: groups, and the rows that cannot be used, or with one amount only."""

    groups: list[Group]
    rows: int
    bad: list[BadRow] = field(default_factory=list)
    bad_counts: dict[str, int] = field(default_factory=dict)
    part_counts: dict[str, int] = field(default_factory=dict)
    first: str = ""
    last: str = ""
    spans: list[Span] = field(default_factory=list)


def text_of(cell: bytes | None, encodings: set[str]) -> str | None:
    """A cell as text without outer blanks (:func:`decoded`). ``None`` when blank."""
    if not cell:
        return None
    text = decoded(cell, encodings).strip()
    return text if text and text.casefold() != "null" else None


class Column:
    """A column as words and, for each row, which of them."""

    words: list[Any]
    codes: Codes

    def __init__(self, array: pa.Array, encodings: set[str]) -> None:
        if not pa.types.is_dictionary(array.type):
            array = array.dictionary_encode()
        raw = array.dictionary.to_pylist()
        self.words = [*(text_of(cell, encodings) for cell in raw), None]
        indices = pc.fill_null(array.indices, len(raw))
        self.codes = indices.to_numpy(zero_copy_only=False).astype(np.int64)


def read_block(
    arrays: Sequence[pa.Array],
    source: Source,
    first_row: int,
    seen: Callable[[NDArray[np.uint64]], NDArray[np.bool_]],
    without: Collection[str] = (),
) -> Block:
    """Sum the rows of a block that can be read.

    Parameters
    ----------
    first_row
        Number of the block's first row below the header, for places.
    seen
        Says of each row's fingerprint whether an earlier row had it.
    without
        Fields that are not told apart.
    """
    places, rows = source.found.places, len(arrays[0])
    names = {n: next((c for c in cs if c in places), None) for n, cs in FIELDS.items()}
    columns: dict[int, Column] = {}

    def column(name: str | None) -> Column | None:
        if name is None or name not in places:
            return None
        return columns.setdefault(places[name], Column(arrays[places[name]], source.encodings))

    keys = [None if each in without else column(names[each]) for each in FIELDS]
    dates = [column(name) for name in DATE_COLUMNS]
    when, found, places_in_time = _when(dates, rows)
    tags = [
        columns.setdefault(p, Column(arrays[p], source.encodings))
        for p in source.found.tags.values()
    ]
    amounts: dict[str, pa.Array] = {}
    wrong: dict[str, dict[int, str]] = {}
    for name in AMOUNTS:
        if name in places:
            amounts[name], wrong[name] = _amounts(arrays[places[name]], source.decimal)
    prints = _fingerprints(arrays, amounts, wrong, places)
    spans = _spans(found, places_in_time, *(keys[list(FIELDS).index(n)] for n in _OF_SPANS))
    moments = [w for w in found if isinstance(w, Placed) and w.begin]
    block = Block(
        [],
        rows,
        first=min((w.begin for w in moments), default=""),
        last=max((w.end for w in moments), default=""),
        spans=spans,
    )
    unread = _unread(wrong, rows)
    _list_bad(block, wrong, unread, first_row)
    block.groups = _grouped([when, *keys, *tags], amounts, seen(prints), unread, len(keys))
    return block


def _unread(wrong: Mapping[str, Mapping[int, str]], rows: int) -> Codes:
    """By row: 0, the number of the amount in ``AMOUNTS`` that cannot be read, or -1 for all."""
    unread = np.zeros(rows, dtype=np.int64)
    for name, found in wrong.items():
        others = [each for other, each in wrong.items() if other != name]
        for row in found:
            in_all = all(row in other for other in others)
            unread[row] = -1 if in_all else AMOUNTS.index(name) + 1
    return unread


def _list_bad(
    block: Block, wrong: Mapping[str, Mapping[int, str]], unread: Codes, first_row: int
) -> None:
    """Count the rows with an amount that cannot be read, each under its first reason."""
    told: set[int] = set()
    every = [(row, name, why) for name, found in wrong.items() for row, why in found.items()]
    for row, name, why in sorted(every, key=lambda each: each[0]):
        if row not in told:
            told.add(row)
            counts = block.bad_counts if unread[row] < 0 else block.part_counts
            counts[f"{name} {why}"] = counts.get(f"{name} {why}", 0) + 1
            block.bad.append(BadRow(first_row + row, name, why))


class _When(Column):
    """Where each row falls, as a column."""

    def __init__(self, words: list[Placed | Open], codes: Codes) -> None:
        self.words, self.codes = words, codes


def _when(
    dates: list[Column | None], rows: int
) -> tuple[_When, list[Placed | Open], NDArray[np.intp]]:
    """Where the rows fall; and with their moments, and for each row which of them."""
    joint = np.zeros(rows, dtype=np.int64)
    for column in dates:
        if column is not None:
            joint = joint * len(column.words) + column.codes
    _, example, codes = np.unique(joint, return_index=True, return_inverse=True)
    texts = (
        Open(*(None if column is None else column.words[column.codes[row]] for column in dates))
        for row in example
    )
    found = [settle(each, None, final=False) for each in texts]
    # Moments differ from hour to hour; rows are told apart by where they fall alone.
    words: dict[Placed | Open, int] = {}
    short = [w._replace(begin="", end="") if isinstance(w, Placed) else w for w in found]
    number = np.array([words.setdefault(each, len(words)) for each in short], dtype=np.int64)
    return _When(list(words), number[codes]), found, codes


def _spans(
    found: list[Placed | Open],
    codes: NDArray[np.intp],
    provider: Column | None,
    category: Column | None,
) -> list[Span]:
    """Days of the usage charges of a block, by provider and month."""
    joint = codes.astype(np.int64)
    for column in (provider, category):
        if column is not None:
            joint = joint * len(column.words) + column.codes
    spans: dict[tuple[str | None, str], Span] = {}
    for row in np.unique(joint, return_index=True)[1]:
        when = found[codes[row]]
        kind = category.words[category.codes[row]] if category is not None else None
        if not isinstance(when, Placed) or not when.begin or category_of(kind) in NO_USAGE:
            continue
        name = provider.words[provider.codes[row]] if provider is not None else None
        span = span_of(name, when.begin, when.end)
        key = (name, span.month)
        spans[key] = spans[key].joined(span) if key in spans else span
    return list(spans.values())


def _amounts(array: pa.Array, decimal: DecimalSign) -> tuple[pa.Array, dict[int, str]]:
    """Exact amounts, and the rows whose amount cannot be read."""
    try:
        text = array.cast(pa.string())
        text = pc.if_else(pc.equal(text, ""), None, text)
        if decimal == ".":
            found = text.cast(MONEY)
            edges = pc.min_max(found).as_py()
            if all(each is None or abs(each) < MOST for each in edges.values()):
                return found, {}
    except pa.ArrowInvalid:
        text = None  # read one by one below
    coded = array.dictionary_encode()
    amounts: list[Decimal | None] = []
    wrong: dict[int, str] = {}
    for code, cell in enumerate(coded.dictionary.to_pylist()):
        amount = None
        try:
            amount = read_amount((cell or b"").decode("utf-8", "replace")[:200], decimal)
        except AmountError as error:
            wrong[code] = str(error)
        amounts.append(None if amount is None else decimal_of(amount))
    found = pa.array(amounts, MONEY).take(coded.indices)
    if not wrong:
        return found, {}
    codes = pc.fill_null(coded.indices, -1).to_numpy(zero_copy_only=False)
    rows = np.flatnonzero(np.isin(codes, list(wrong)))
    return found, {int(row): wrong[int(codes[row])] for row in rows}


def _fingerprints(
    arrays: Sequence[pa.Array],
    amounts: dict[str, pa.Array],
    wrong: Mapping[str, Mapping[int, str]],
    places: Mapping[str, int],
) -> NDArray[np.uint64]:
    """64 bits of every row: equal rows have equal ones, others almost never."""
    total = np.zeros(len(arrays[0]), dtype=np.uint64)
    money = {places[name]: values for name, values in amounts.items()}
    bad = {places[name]: list(rows) for name, rows in wrong.items() if rows}
    for place, array in enumerate(arrays[:_MOST_COMPARED]):
        if place in money:
            bits = pc.fill_null(money[place], Decimal(0))
            pair = np.frombuffer(bits.buffers()[1], dtype=np.uint64)[
                2 * bits.offset : 2 * (bits.offset + len(bits))
            ]
            blank = pc.is_null(money[place]).to_numpy(zero_copy_only=False)
            part = (pair[0::2] * _PRIME + pair[1::2]) ^ blank  # a blank is no zero
            if place in bad:
                part[bad[place]] = _hashed(array)[bad[place]]
        else:
            part = _hashed(array)
        total = (total ^ part) * _PRIME + np.uint64(place)
    return total


def _hashed(array: pa.Array) -> NDArray[np.uint64]:
    """64 bits of every cell of a text column, as it stands."""
    if not pa.types.is_dictionary(array.type):
        array = array.dictionary_encode()
    words = np.array([*array.dictionary.to_pylist(), b""], dtype=object)
    codes = pc.fill_null(array.indices, len(words) - 1).to_numpy(zero_copy_only=False)
    found: NDArray[np.uint64] = pd.util.hash_array(words, categorize=False)[codes]
    return found


def _grouped(
    keys: list[Column | None],
    amounts: dict[str, pa.Array],
    repeated: NDArray[np.bool_],
    unread: Codes,
    fields: int,
) -> list[Group]:
    """Sums by key of the rows with an amount that can be read."""
    named = {f"k{place}": key for place, key in enumerate(keys) if key is not None}
    data: dict[str, pa.Array] = {name: pa.array(key.codes) for name, key in named.items()}
    data["repeated"], data["unread"] = pa.array(repeated), pa.array(unread)
    by = list(data)
    for name in AMOUNTS:
        values = amounts.get(name, pa.nulls(len(repeated), MONEY))
        data[name], data[f"has {name}"] = values, pc.is_valid(values)
        by.append(f"has {name}")
    table = pa.table(data).filter(pa.array(unread >= 0))
    sums = table.group_by(by, use_threads=False).aggregate(
        [("BilledCost", "sum"), ("EffectiveCost", "sum"), ([], "count_all")]
    )
    plain = {name: sums.column(name).to_pylist() for name in sums.column_names}
    nothing: list[Any] = [None] * sums.num_rows
    words: list[list[Any]] = [
        [key.words[code] for code in plain[f"k{place}"]] if key is not None else nothing
        for place, key in enumerate(keys)
    ]
    return [
        Group(
            when, each[:fields], each[fields:], again, ("", *AMOUNTS)[bad], rows,
            _whole(b, has_b), _whole(e, has_e),
        )
        for when, each, again, bad, rows, b, has_b, e, has_e in zip(
            words[0],
            zip(*words[1:], strict=True),
            plain["repeated"],
            plain["unread"],
            plain["count_all"],
            plain["BilledCost_sum"],
            plain["has BilledCost"],
            plain["EffectiveCost_sum"],
            plain["has EffectiveCost"],
            strict=True,
        )
    ]  # fmt: skip


def _whole(amount: Decimal | None, stated: bool) -> int | None:
    return amount_of(amount or Decimal(0)) if stated else None
