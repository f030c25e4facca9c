"""OpenTelemetry's own JSON: nested resources, scopes, spans and points made plain."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from cockpit.usage.cells import shown
from cockpit.usage.dialects import WANTED, folded

#: Depth to which a record is searched for the names that are wanted.
_DEPTH = 6
_MOST_NAMES = 2_000

#: Under these names a point of a metric carries what is not an attribute.
METRIC, TEMPORALITY, COUNT, SUM = "metric", "temporality", "count", "sum"

Record = dict[str, Any]


def is_nested(document: Any) -> bool:
    """Whether this is an export request of OpenTelemetry."""
    return isinstance(document, dict) and bool(
        {"resourceSpans", "resource_spans", "resourceMetrics", "resource_metrics"} & document.keys()
    )


def records(document: Mapping[str, Any]) -> Iterator[tuple[str, Record]]:
    """Place and plain names of every span and every point of a token metric."""
    number = 0
    for resource in _items(document, "resourceSpans", "resource_spans"):
        shared = attributes(resource.get("resource"))
        for scope in _items(resource, "scopeSpans", "scope_spans", "instrumentationLibrarySpans"):
            for span in _items(scope, "spans"):
                number += 1
                yield f"span {number}", {**shared, **plain(span)}
    for resource in _items(document, "resourceMetrics", "resource_metrics"):
        shared = attributes(resource.get("resource"))
        for scope in _items(resource, "scopeMetrics", "scope_metrics"):
            for metric in _items(scope, "metrics"):
                for point in _points(metric):
                    number += 1
                    yield f"point {number}", {**shared, **point}


def _items(parent: Any, *names: str) -> Iterator[dict[str, Any]]:
    """The objects of the first of these lists that is there."""
    if isinstance(parent, dict):
        for name in names:
            found = parent.get(name)
            if isinstance(found, list):
                yield from (item for item in found if isinstance(item, dict))
                return


def _points(metric: Mapping[str, Any]) -> Iterator[Record]:
    """Points of a histogram; other metrics say nothing on requests or tokens."""
    histogram = metric.get("histogram")
    if not isinstance(histogram, dict):
        return
    temporality = histogram.get("aggregationTemporality", histogram.get("aggregation_temporality"))
    for point in _items(histogram, "dataPoints", "data_points"):
        yield {
            **plain(point),
            METRIC: shown(metric.get("name", "")),
            TEMPORALITY: temporality,
            COUNT: point.get("count"),
            SUM: point.get("sum"),
        }


def attributes(holder: Any) -> Record:
    """The wanted attributes of a resource or span, as a list of keys and values or an object."""
    found = holder.get("attributes") if isinstance(holder, dict) else None
    if isinstance(found, list):
        pairs = [(item.get("key"), item.get("value")) for item in found if isinstance(item, dict)]
        return {
            folded(key): _value(value)
            for key, value in pairs[:_MOST_NAMES]
            if isinstance(key, str) and folded(key) in WANTED
        }
    return plain(found) if isinstance(found, dict) else {}


def _value(value: Any) -> Any:
    """The content of ``{"intValue": "12"}`` and its kin."""
    if not isinstance(value, dict):
        return value
    for kind in ("stringValue", "intValue", "doubleValue", "boolValue"):
        if kind in value:
            return value[kind]
    listed = value.get("arrayValue")
    if isinstance(listed, dict) and isinstance(listed.get("values"), list):
        return [_value(item) for item in listed["values"]]
    return None


def plain(record: Mapping[str, Any]) -> Record:
    """A record's wanted names, folded and flat; everything else is not kept."""
    found: Record = {}
    _flatten(record, "", 0, found)
    status = record.get("status")
    if isinstance(status, dict) and "code" in status:
        found.setdefault("status_code", status["code"])
    if isinstance(record.get("attributes"), list):
        found.update(attributes(record))
    return found


def _flatten(record: Mapping[str, Any], prefix: str, depth: int, found: Record) -> None:
    for key, value in record.items():
        name = folded(f"{prefix}{key}")
        # A name that is there counts as there, even with nothing that can be used behind it.
        if name in WANTED and found.get(name) is None:
            found[name] = value
        if isinstance(value, dict) and depth < _DEPTH and len(found) < _MOST_NAMES:
            _flatten(value, f"{prefix}{key}_", depth + 1, found)
