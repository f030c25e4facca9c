"""What one record of a log says, by the stated rules of its kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from cockpit.usage import cells
from cockpit.usage.cells import UnusableError
from cockpit.usage.dialects import LABEL_KINDS, Cached, Dialect
from cockpit.usage.sums import Label

#: Calls that turn text into numbers.
EMBEDDINGS = {"embeddings", "embedding", "aembedding"}
_FAILED = {"failure", "failed", "error", "2", "status_code_error", "statuscode.error"}
#: Longest name of a model that is kept.
MOST_NAME = 120

#: Month, model, labels, currency of the spend, and whether it is an embedding.
Key = tuple[str, str, tuple[Label, ...], str, bool]
#: Counts one use of a rule.
Note = Callable[[str], None]

_COUNTS = {
    "input": "Input tokens",
    "cached": "Cached tokens",
    "cache_write": "Tokens written to the cache",
    "output": "Output tokens",
    "total": "Total tokens",
    "requests": "Requests",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line as understood, before it is added up."""

    key: Key
    day: str
    requests: int | None
    input: int | None
    cached: int | None
    output: int | None
    spend: int | None
    failed: bool
    cache_hit: bool


def understood(
    record: Mapping[str, Any], dialect: Dialect, decimal_comma: bool, note: Note
) -> Line:
    """One record as a line.

    Raises
    ------
    UnusableError
        In words: what of it cannot be used.
    """
    moment = cells.instant(first(record, dialect, "time"))
    model = text_of(record, dialect, "model")
    if not model:
        raise UnusableError("The model is missing")
    stated = {
        name: cells.count(first(record, dialect, name), title) for name, title in _COUNTS.items()
    }
    if "cache_write" in dialect.summed:
        stated["cache_write"] = _added(record, dialect, "cache_write")
    tokens_in, cached = stated["input"], stated["cached"]
    if dialect.cached is Cached.APART:
        if tokens_in is not None:
            tokens_in += (cached or 0) + (stated["cache_write"] or 0)
    elif cached is not None and (tokens_in is None or cached > tokens_in):
        raise UnusableError(
            f"The cached tokens ({cached:,}) are part of the input tokens, and cannot be "
            "more than they are"
        )
    total = stated["total"]
    if total is not None and total != (tokens_in or 0) + (stated["output"] or 0):
        note("total")
    money = cells.spend(first(record, dialect, "spend"), decimal_comma)
    operation = text_of(record, dialect, "operation").lower()
    requests = stated["requests"]
    if requests is None and not dialect.by_line and "requests" not in dialect.columns:
        requests = 1
    elif requests is None and dialect.key == "plain":
        requests = None if any(n in record for n in dialect.columns["requests"]) else 1
    currency = text_of(record, dialect, "currency").upper()[:3] or dialect.currency
    if operation in EMBEDDINGS and stated["output"] is None:
        stated["output"] = 0  # an embedding call has no output to state
    if not moment.zoned:
        note("zone")
    return Line(
        key=(
            moment.month,
            model[:MOST_NAME],
            labels_of(record, dialect, note),
            currency if money is not None else "",
            operation in EMBEDDINGS,
        ),
        day=moment.day.isoformat(),
        requests=requests,
        input=tokens_in,
        cached=cached,
        output=stated["output"],
        spend=money,
        failed=_has_failed(record, dialect),
        cache_hit=text_of(record, dialect, "cache_hit").lower() in ("true", "1", "yes"),
    )


def labels_of(record: Mapping[str, Any], dialect: Dialect, note: Note) -> tuple[Label, ...]:
    """The labels of a record, without those that look like keys or addresses."""
    found: set[Label] = set()
    for kind in LABEL_KINDS:
        if kind in dialect.columns:
            named, left_out = cells.labels(kind, first(record, dialect, kind))
            found.update(named)
            if left_out:
                note("labels")
    return tuple(sorted(found))


def first(record: Mapping[str, Any], dialect: Dialect, name: str) -> Any:
    """The first of a field's names that holds something."""
    for column in dialect.columns.get(name, ()):
        value = record.get(column)
        if value is not None and value != "":
            return value
    return None


def _added(record: Mapping[str, Any], dialect: Dialect, name: str) -> int | None:
    """All of a field's names added up; ``None`` where none is stated."""
    found = [cells.count(record.get(column), _COUNTS[name]) for column in dialect.columns[name]]
    stated = [each for each in found if each is not None]
    return sum(stated) if stated else None


def text_of(record: Mapping[str, Any], dialect: Dialect, name: str) -> str:
    """A field as one printable line; empty where it holds none."""
    value = first(record, dialect, name)
    if isinstance(value, bool):
        return str(value).lower()
    if not isinstance(value, str | int):
        return ""
    text = str(value) if not isinstance(value, int) or abs(value) < 10**30 else ""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def _has_failed(record: Mapping[str, Any], dialect: Dialect) -> bool:
    return bool(text_of(record, dialect, "error")) or (
        text_of(record, dialect, "status").lower() in _FAILED
    )
