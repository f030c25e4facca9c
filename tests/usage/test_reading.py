"""Usage logs: every kind to the same sums, each rule by hand, every line accounted for."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cockpit.usage import tally as tally_module
from cockpit.usage.isolation import read_logs
from cockpit.usage.sums import from_plain, to_plain
from tests.usage.logs import (
    apart,
    csv_of,
    here,
    json_lines,
    nested,
    plain_totals,
    span,
    spend_row,
    totals,
)

ONE = {("2026-10", "kestralis-large-4"): (1, 1000, 400, 200)}
THREE = {("2026-10", "kestralis-large-4"): (3, 3000, 1200, 600)}


def flat(number: int) -> dict[str, Any]:
    """A span as a table holds it."""
    each = span(number)
    return {
        "Timestamp": "2026-10-05 09:00:00",
        "TraceId": each["traceId"],
        "SpanId": each["spanId"],
        **{f"SpanAttributes.{k}": v for k, v in each["attributes"].items()},
    }


def old_span(number: int) -> dict[str, Any]:
    """A span by the names of earlier conventions."""
    return span(
        number,
        **{
            "gen_ai.usage.input_tokens": None,
            "gen_ai.usage.output_tokens": None,
            "gen_ai.usage.prompt_tokens": 1000,
            "gen_ai.usage.completion_tokens": 200,
        },
    )


KINDS = {
    "litellm json lines": json_lines([spend_row(n) for n in range(3)]),
    "litellm array": json.dumps([spend_row(n) for n in range(3)], indent=1).encode(),
    "litellm csv": csv_of([spend_row(n) for n in range(3)]),
    "litellm csv semicolon": csv_of([spend_row(n) for n in range(3)], ";"),
    "utf-16": csv_of([spend_row(n) for n in range(3)]).decode().encode("utf-16"),
    "byte order mark": b"\xef\xbb\xbf" + csv_of([spend_row(n) for n in range(3)]),
    "spans": json_lines([span(n) for n in range(3)]),
    "spans, earlier names": json_lines([old_span(n) for n in range(3)]),
    "spans nested": nested([span(n) for n in range(3)]),
    "spans nested, a line each": b"\n".join(nested([span(n)]) for n in range(3)),
    "spans as a table": csv_of([flat(n) for n in range(3)]),
    "console exporter": json_lines(
        [
            {
                "name": "chat",
                "context": {"trace_id": "0xa", "span_id": hex(n)},
                "start_time": "2026-10-05T09:00:00.000000Z",
                "status": {"status_code": "UNSET"},
                "attributes": span(n)["attributes"],
            }
            for n in range(3)
        ]
    ),
    "openai": csv_of(
        [
            {
                "start_time_iso": "2026-10-05T00:00:00+00:00",
                "project_name": "AI-04",
                "num_model_requests": 3,
                "model": "kestralis-large-4",
                "input_tokens": 3000,
                "output_tokens": 600,
                "input_cached_tokens": 1200,
            }
        ]
    ),
    "anthropic messages": json_lines(
        [
            {
                "id": n,
                "timestamp": "2026-10-05T00:00:00Z",
                "model": "kestralis-large-4",
                "usage": {
                    "input_tokens": 500,
                    "cache_creation_input_tokens": 100,
                    "cache_read_input_tokens": 400,
                    "output_tokens": 200,
                },
            }
            for n in range(3)
        ]
    ),
    "plain": csv_of(
        [
            {
                "time": "2026-10-05",
                "id": n,
                "model": "kestralis-large-4",
                "input_tokens": "1,000",
                "cached_input_tokens": "400",
                "output_tokens": "200.0",
            }
            for n in range(3)
        ]
    ),
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_gives_the_same_sums(kind: str) -> None:
    log = here((kind, KINDS[kind]))
    assert totals(log) == THREE
    assert log.problems == ()
    assert log.files[0].kinds, "the kind of log is said"


def test_the_child_reads_as_this_process_does() -> None:
    content = KINDS["litellm json lines"] + json_lines([spend_row(9, prompt_tokens=-1)])
    log, same = apart(("a", content)), here(("a", content))
    assert (log.sums, log.problems, log.files) == (same.sums, same.problems, same.files)
    assert from_plain(json.loads(json.dumps(to_plain(log)))) == log


def test_cached_input_is_counted_once_where_it_stands_apart() -> None:
    row = {
        "usage_date_utc": "2026-10-05",
        "model_version": "m",
        "api_key": "a",
        "workspace": "claims",
        "usage_input_tokens_no_cache": 70,
        "usage_input_tokens_cache_write_5m": 8,
        "usage_input_tokens_cache_write_1h": 2,
        "usage_input_tokens_cache_read": 20,
        "usage_output_tokens": 30,
    }
    other = {**row, "api_key": "b"}
    log = here(("anthropic.csv", csv_of([row, other, row])))
    (each,) = log.sums
    assert (each.input, each.cached, each.output) == (200, 40, 60)
    assert (each.requests, each.uncounted) == (0, 2), "the number of requests is not stated"
    assert log.outcome("duplicate") == 1, "the third line is the first again, not another key"


def test_more_cached_than_input_contradicts_itself() -> None:
    found = here(("a", json_lines([span(1, **{"gen_ai.usage.cache_read.input_tokens": 1001})])))
    assert found.sums == ()
    assert "cannot be more" in found.problems[0].reason


@pytest.mark.parametrize(
    ("time", "month"),
    [
        ("2026-10-31T23:30:00-02:00", "2026-11"),
        ("2026-11-01T00:30:00+01:00", "2026-10"),
        ("2026-10-31T23:59:59.999999Z", "2026-10"),
        ("2026-10-31 23:59:59", "2026-10"),
        ("2026-10-31 23:59:59.123 UTC", "2026-10"),
        (1793491199, "2026-10"),
        (1793491200.0, "2026-11"),
        ("1793491199999", "2026-10"),
        ("1793491199999999999", "2026-10"),
        (1793491200000000000, "2026-11"),
    ],
)
def test_months_are_those_of_utc(time: Any, month: str) -> None:
    log = here(("a", json_lines([spend_row(1, startTime=time)])))
    assert log.months == (month,)


@pytest.mark.parametrize("time", ["", None, "31/10/2026", "yesterday", 12, True, "0001-01-01", []])
def test_a_time_that_would_have_to_be_guessed_is_refused(time: Any) -> None:
    log = here(("a", json_lines([spend_row(1, startTime=time)])))
    assert log.sums == ()
    assert log.problems[0].place in ("line 1", "item 1")
    assert "time" in log.problems[0].reason


@pytest.mark.parametrize(
    "tokens",
    [-1, 1.5, "1.5", "1e3", "12,34", "NaN", "many", True, {"a": 1}, [1], 10**14, "9" * 5000],
)
def test_tokens_that_are_no_count_are_refused(tokens: Any) -> None:
    log = here(("a", json_lines([spend_row(1, prompt_tokens=tokens), spend_row(2)])))
    assert totals(log) == ONE
    assert log.problems[0].place == "line 1"
    assert "Input tokens" in log.problems[0].reason


def test_missing_tokens_are_not_zero() -> None:
    log = here(("a", json_lines([spend_row(1, completion_tokens=None), spend_row(2)])))
    (each,) = log.sums
    assert (each.requests, each.measured, each.input) == (2, 1, 1000)


def test_failures_cache_hits_frames_and_attempts_by_their_rules() -> None:
    rows = [
        spend_row(1),
        spend_row(2, status="failure", completion_tokens=0),
        spend_row(3, cache_hit="True"),
        spend_row(1, spend=0.5),
    ]
    log = here(("a", json_lines(rows)))
    (each,) = log.sums
    assert (each.requests, each.measured, each.input, each.cache_hits) == (3, 2, 2000, 1)
    assert (log.outcome("failed"), log.failed_tokens) == (1, 1000)
    said = " ".join(log.notes)
    assert "repeat the id of another with other figures: 1." in said
    assert "gateway's own cache" in said
    frames = [span(1), span(2, **{"gen_ai.operation.name": "invoke_agent"})]
    log = here(("a", json_lines(frames)))
    assert totals(log) == ONE
    assert log.outcome("other") == 1
    failed = [span(1), span(2, **{"error.type": "timeout"}), span(3, status={"code": 2})]
    log = here(("a", json_lines(failed)))
    assert (totals(log), log.outcome("failed")) == (ONE, 2)


def lying_in(number: int, parent: int, **changed: Any) -> dict[str, Any]:
    return span(number, parentSpanId=f"{parent:016x}", **changed)


def test_of_nested_model_spans_only_the_innermost_counts() -> None:
    # A framework's chat (2) around a client's (4), with plain HTTP (3) between; an embedding
    # within the framework's chat is a request of its own.
    http = {"gen_ai.request.model": None, "gen_ai.operation.name": None}
    spans = [
        span(1, **{"gen_ai.operation.name": "invoke_agent"}),
        lying_in(2, 1, **{"gen_ai.usage.input_tokens": 1200}),
        lying_in(3, 2, **http),
        lying_in(4, 3),
        lying_in(5, 2, **{"gen_ai.operation.name": "embeddings"}),
    ]
    for order in (spans, spans[::-1]):
        for files in ([("a", nested(order))], [("a", nested(order[:2])), ("b", nested(order[2:]))]):
            log = here(*files)
            chats = [each for each in log.sums if not each.embedding]
            assert [(s.requests, s.input, s.cached, s.output) for s in chats] == [
                (1, 1000, 400, 200)
            ]
            assert sum(s.requests for s in log.sums if s.embedding) == 1
            assert (log.outcome("counted"), log.outcome("other")) == (2, 3)
            assert any("enclose another one with tokens: 1." in note for note in log.notes)


def test_spans_that_do_not_repeat_each_other_all_count() -> None:
    tool = {"gen_ai.operation.name": "execute_tool", "gen_ai.request.model": None}
    other_trace = {**lying_in(5, 1), "traceId": "f" * 32}
    for spans, requests in (
        ([span(1), lying_in(2, 99)], 2),  # the parent is not in the log
        ([span(1), lying_in(2, 1, **tool), lying_in(3, 2)], 2),  # a tool asks a model of its own
        ([span(1), other_trace], 2),
        ([span(1), lying_in(2, 1, **{"error.type": "timeout"})], 1),  # the try failed, no repeat
        ([lying_in(1, 1)], 1),
    ):
        log = here(("a", json_lines(spans)))
        assert sum(each.requests for each in log.sums) == requests
    without = {"gen_ai.usage.input_tokens": None, "gen_ai.usage.output_tokens": None,
               "gen_ai.usage.cache_read.input_tokens": None}  # fmt: skip
    (found,) = here(("a", json_lines([span(1), lying_in(2, 1, **without)]))).sums
    assert found.input == 1000, "tokens stand with the outer span alone"


def metric(kind: str, temporality: int = 1) -> dict[str, Any]:
    point = {
        "attributes": [
            {"key": "gen_ai.token.type", "value": {"stringValue": kind}},
            {"key": "gen_ai.request.model", "value": {"stringValue": "kestralis-large-4"}},
            {"key": "gen_ai.operation.name", "value": {"stringValue": "chat"}},
        ],
        "startTimeUnixNano": "1791190800000000000",
        "timeUnixNano": "1791190860000000000",
        "count": "3",
        "sum": 3000.0 if kind == "input" else 600.0,
    }
    histogram = {"aggregationTemporality": temporality, "dataPoints": [point]}
    metrics = [{"name": "gen_ai.client.token.usage", "histogram": histogram}]
    return {"resourceMetrics": [{"scopeMetrics": [{"metrics": metrics}]}]}


def test_metrics_count_where_there_are_no_spans() -> None:
    both = json_lines([metric("input"), metric("output")])
    (each,) = here(("m", both)).sums
    assert (each.requests, each.measured, each.input, each.output) == (3, 3, 3000, 600)
    assert each.cached_stated == 0, "metrics do not tell cached tokens"
    log = here(("s", json_lines([span(1)])), ("m", both))
    assert totals(log) == ONE
    assert "Only the spans count" in " ".join(log.notes)
    assert log.files[1].outcomes["other"] == 2
    refused = here(("m", json_lines([metric("input", 2)])))
    assert "delta temporality" in refused.problems[0].reason


def test_nothing_private_is_kept() -> None:
    rows = [
        spend_row(
            1,
            request_tags=[
                "sk-abcdef123456",
                "maren.brandt@example.org",
                "User-Agent: curl",
                "AI-04",
            ],
            messages="My account number is 4711",
        )
    ]
    log = apart(("a", json_lines(rows)))
    text = json.dumps(to_plain(log))
    for secret in ("88dc28d0", "sk-abcdef", "maren", "curl", "4711"):
        assert secret not in text
    assert ("tag", "AI-04") in log.sums[0].labels


rows_strategy = st.lists(
    st.builds(
        spend_row,
        st.integers(0, 12),
        startTime=st.sampled_from(["2026-09-30T10:00:00Z", "2026-10-01T10:00:00Z"]),
        prompt_tokens=st.integers(400, 5000),
        completion_tokens=st.integers(0, 900),
        model=st.sampled_from(["m1", "m2"]),
        status=st.sampled_from(["success", "success", "failure"]),
        cache_hit=st.sampled_from(["False", "False", "True"]),
        spend=st.floats(0, 3, allow_nan=False).map(lambda x: round(x, 9)),
    ),
    max_size=30,
)


@settings(max_examples=60, deadline=None)
@given(rows_strategy, st.randoms(use_true_random=False))
def test_sums_are_those_of_a_plain_count_in_any_order(
    rows: list[dict[str, Any]], chance: random.Random
) -> None:
    if not rows:
        return
    log = here(("a", json_lines(rows)))
    assert totals(log) == plain_totals(rows)
    shuffled = [*rows]
    chance.shuffle(shuffled)
    other = here(("a", json_lines(shuffled)))
    assert (other.sums, other.notes, other.files) == (log.sums, log.notes, log.files)
    half = len(rows) // 2
    if half:
        split = here(("a", json_lines(rows[:half])), ("b", json_lines(rows[half:])))
        assert split.sums == log.sums
    for file in log.files:
        assert sum(file.outcomes.values()) == file.lines == len(rows)


def test_a_file_given_twice_counts_once() -> None:
    content = KINDS["plain"]
    log = read_logs([("a.csv", content), ("copy of a.csv", content)])
    assert totals(log) == THREE
    assert "Files given twice: 1." in " ".join(log.notes)
    same = read_logs([("a.jsonl", KINDS["litellm json lines"]), ("b.csv", KINDS["litellm csv"])])
    assert totals(same) == THREE, "the same requests in another format are the same requests"


def test_too_many_tags_are_left_out_whatever_the_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tally_module, "MOST_GROUPS", 5)
    rows = [spend_row(n, request_tags=[f"request {n}"]) for n in range(20)]
    log, back = here(("a", json_lines(rows))), here(("a", json_lines(rows[::-1])))
    assert log.sums == back.sums
    assert log.sums[0].labels == (("team", "claims"),)
    assert "tags differ" in " ".join(log.notes)


def test_requests_beyond_the_limit_end_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tally_module, "MOST_REQUESTS", 5)
    with pytest.raises(tally_module.TooMuchError, match="Export fewer months"):
        here(("a", json_lines([spend_row(n) for n in range(9)])))
