"""Small logs for the tests, and a second, plain way of adding one up."""

from __future__ import annotations

import csv
import io
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from cockpit.usage.isolation import read_logs
from cockpit.usage.streams import Source, read_file
from cockpit.usage.sums import UsageLog
from cockpit.usage.tally import Tally

Row = Mapping[str, Any]


def here(*files: tuple[str, bytes]) -> UsageLog:
    """The log as the child reads it, within this process: fast, for many small files."""
    tally = Tally()
    for name, content in files:
        tally.open(name)
        read_file(Source(io.BytesIO(content), len(content), lambda done: None), tally)
        tally.close()
    return tally.result()


def apart(*files: tuple[str, bytes], **limits: float) -> UsageLog:
    """The log as the page reads it, in a process of its own."""
    return read_logs(files, **limits)  # type: ignore[arg-type]


def json_lines(rows: Sequence[Row]) -> bytes:
    """One JSON object a line."""
    return "\n".join(json.dumps(row) for row in rows).encode() + b"\n"


def csv_of(rows: Sequence[Row], delimiter: str = ",") -> bytes:
    """A CSV file with the names of the first row."""
    buffer = io.StringIO(newline="")
    writer = csv.DictWriter(buffer, list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(
        {k: json.dumps(v) if isinstance(v, dict | list) else v for k, v in row.items()}
        for row in rows
    )
    return buffer.getvalue().encode()


def spend_row(number: int, **changed: Any) -> dict[str, Any]:
    """One row of LiteLLM's spend log."""
    return {
        "request_id": f"req-{number}",
        "call_type": "acompletion",
        "api_key": "88dc28d0f030c55ed4ab77ed8faf098196cb1c05df778539800c9f1243fe6b4b",
        "spend": 0.25,
        "total_tokens": 1200,
        "prompt_tokens": 1000,
        "completion_tokens": 200,
        "startTime": "2026-10-05T09:00:00+00:00",
        "endTime": "2026-10-05T09:00:02+00:00",
        "model": "kestralis-large-4",
        "model_group": "large",
        "custom_llm_provider": "kestralis",
        "user": "maren.brandt@example.org",
        "metadata": {"usage_object": {"prompt_tokens_details": {"cached_tokens": 400}}},
        "request_tags": ["AI-04"],
        "team_id": "claims",
        "cache_hit": "False",
        "status": "success",
        **changed,
    }


def span(number: int, **changed: Any) -> dict[str, Any]:
    """One span of OpenTelemetry, attributes as an object."""
    attributes = {
        "gen_ai.operation.name": "chat",
        "gen_ai.provider.name": "kestralis",
        "gen_ai.request.model": "kestralis-large-4",
        "gen_ai.usage.input_tokens": 1000,
        "gen_ai.usage.cache_read.input_tokens": 400,
        "gen_ai.usage.output_tokens": 200,
        "initiative.id": "AI-04",
        **{name: value for name, value in changed.items() if "." in name},
    }
    return {
        "traceId": "5b8efff798038103d269b633813fc60c",
        "spanId": f"{number:016x}",
        "startTimeUnixNano": "1791190800000000000",  # 2026-10-05 09:00 UTC
        "attributes": {name: value for name, value in attributes.items() if value is not None},
        **{name: value for name, value in changed.items() if "." not in name},
    }


def nested(spans: Sequence[Row]) -> bytes:
    """Spans as an export request: attributes as lists of keys and typed values."""

    def typed(value: Any) -> dict[str, Any]:
        if isinstance(value, int):
            return {"intValue": str(value)}
        return {"stringValue": value}

    listed = [
        {
            **each,
            "attributes": [{"key": k, "value": typed(v)} for k, v in each["attributes"].items()],
        }
        for each in spans
    ]
    resource = {"attributes": [{"key": "service.name", "value": {"stringValue": "workbench"}}]}
    return json.dumps(
        {"resourceSpans": [{"resource": resource, "scopeSpans": [{"spans": listed}]}]}
    ).encode()


def plain_totals(rows: Sequence[Row]) -> dict[tuple[str, str], tuple[int, int, int, int]]:
    """Requests, input, cached and output by month and model, of well-formed spend rows.

    Written without anything of the product: the months are cut from UTC text, a row counts
    once, failures and answers from the gateway's cache add no tokens.
    """
    seen: set[str] = set()
    found: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for row in rows:
        mark = json.dumps(row, sort_keys=True)
        if mark in seen or row["status"] == "failure":
            continue
        seen.add(mark)
        into = found[row["startTime"][:7], row["model"]]
        into[0] += 1
        if row["cache_hit"] != "True":
            into[1] += row["prompt_tokens"]
            into[2] += row["metadata"]["usage_object"]["prompt_tokens_details"]["cached_tokens"]
            into[3] += row["completion_tokens"]
    return {key: (a, b, c, d) for key, (a, b, c, d) in found.items()}


def totals(log: UsageLog) -> dict[tuple[str, str], tuple[int, int, int, int]]:
    """The same of a log as read."""
    found: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for each in log.sums:
        into = found[each.month, each.model]
        into[:] = [
            a + b
            for a, b in zip(
                into, (each.requests, each.input, each.cached, each.output), strict=True
            )
        ]
    return {key: (a, b, c, d) for key, (a, b, c, d) in found.items()}
