"""The kinds of usage log that are understood, as data: their names for each column.

A name is compared after :func:`folded`, so that ``gen_ai.usage.input_tokens``,
``Attributes.gen_ai.usage.input_tokens`` and ``gen_ai_usage_input_tokens`` are one. Only
the names that stand here are ever looked at: keys, users, prompts and answers are not.

Sources: OpenTelemetry semantic conventions for generative AI (spans and metrics; earlier
names included), LiteLLM's table of spend logs, the usage exports of OpenAI and Anthropic.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

#: Kinds of label by which a request can belong to an initiative, the strongest first.
LABEL_KINDS = ("initiative", "tag", "team", "project", "service")

_PREFIX = re.compile(r"^(span_?attributes|attributes|resource_?attributes|resource)_")

_INITIATIVE = ("initiative", "initiative_id", "ai_initiative", "use_case", "use_case_id")


class Cached(StrEnum):
    """How a log counts cached input; either way it is counted once."""

    INCLUDED = "included"
    APART = "apart"


@dataclass(frozen=True, slots=True)
class Dialect:
    """One kind of log.

    Parameters
    ----------
    needs
        A line is of this kind when it has at least one name of each group.
    columns
        Names of each field; the first that holds a value counts.
    identity
        Fields that together identify a request; the first whole group counts.
    summed
        Fields all of whose names are added up.
    by_line
        Whether a line is a sum of many requests, and identical lines are one.
    currency
        Currency of the spend where no column states it.
    """

    key: str
    title: str
    cached: Cached
    needs: tuple[tuple[str, ...], ...]
    columns: Mapping[str, tuple[str, ...]]
    identity: tuple[tuple[str, ...], ...] = ()
    summed: tuple[str, ...] = ()
    by_line: bool = False
    currency: str = ""
    rule: str = ""


OTEL = Dialect(
    "otel",
    "OpenTelemetry GenAI",
    Cached.INCLUDED,
    needs=(
        ("gen_ai_request_model", "gen_ai_response_model"),
        (
            "start_time_unix_nano",
            "starttimeunixnano",
            "start_time",
            "starttime",
            "timestamp",
            "time",
        ),
    ),
    columns={
        "time": (
            "start_time_unix_nano",
            "starttimeunixnano",
            "start_time",
            "starttime",
            "timestamp",
            "time",
        ),
        "trace": ("trace_id", "traceid", "context_trace_id"),
        "span": ("span_id", "spanid", "context_span_id"),
        "parent": ("parent_span_id", "parentspanid", "parent_id"),
        "response": ("gen_ai_response_id",),
        "model": ("gen_ai_response_model", "gen_ai_request_model"),
        "provider": ("gen_ai_provider_name", "gen_ai_system"),
        "operation": ("gen_ai_operation_name",),
        "input": ("gen_ai_usage_input_tokens", "gen_ai_usage_prompt_tokens"),
        "cached": (
            "gen_ai_usage_cache_read_input_tokens",
            "gen_ai_usage_input_tokens_cached",
            "gen_ai_usage_cached_tokens",
        ),
        "output": ("gen_ai_usage_output_tokens", "gen_ai_usage_completion_tokens"),
        "spend": ("gen_ai_usage_cost",),
        "error": ("error_type",),
        "status": ("status_status_code", "status_code", "otel_status_code", "statuscode"),
        "initiative": (*_INITIATIVE, "gen_ai_initiative"),
        "tag": ("tags", "tag"),
        "team": ("team", "team_name", "team_id"),
        "project": ("project", "project_name", "project_id", "service_namespace"),
        "service": ("service_name", "servicename"),
    },
    identity=(("trace", "span"), ("span",), ("response",)),
    currency="USD",
    rule="Input tokens include cached ones. The model that answered counts, else the one asked. "
    "Of spans that lie one within the other, the innermost that states tokens counts.",
)

LITELLM = Dialect(
    "litellm",
    "LiteLLM spend log",
    Cached.INCLUDED,
    needs=(
        ("prompt_tokens",),
        ("starttime", "start_time"),
        ("spend", "response_cost", "call_type", "custom_llm_provider", "model_group"),
    ),
    columns={
        "time": ("starttime", "start_time"),
        "request": ("request_id", "id"),
        "model": ("model", "model_group"),
        "provider": ("custom_llm_provider",),
        "operation": ("call_type",),
        "input": ("prompt_tokens",),
        "cached": (
            "metadata_usage_object_prompt_tokens_details_cached_tokens",
            "metadata_usage_object_cache_read_input_tokens",
            "metadata_additional_usage_values_prompt_tokens_details_cached_tokens",
            "metadata_additional_usage_values_cache_read_input_tokens",
            "prompt_tokens_details_cached_tokens",
            "cached_tokens",
            "cache_read_input_tokens",
        ),
        "output": ("completion_tokens",),
        "total": ("total_tokens",),
        "spend": ("spend", "response_cost"),
        "status": ("status", "metadata_status"),
        "cache_hit": ("cache_hit",),
        "initiative": (
            *_INITIATIVE,
            *(f"metadata_{name}" for name in _INITIATIVE),
            *(f"metadata_spend_logs_metadata_{name}" for name in _INITIATIVE),
        ),
        "tag": ("request_tags",),
        "team": ("metadata_user_api_key_team_alias", "team_alias", "team_id"),
    },
    identity=(("request",),),
    currency="USD",
    rule="Prompt tokens include cached ones; spend is in USD.",
)

OPENAI = Dialect(
    "openai",
    "OpenAI usage export",
    Cached.INCLUDED,
    needs=(("num_model_requests",), ("input_tokens",), ("start_time_iso", "start_time", "date")),
    columns={
        "time": ("start_time_iso", "start_time", "date"),
        "model": ("model",),
        "requests": ("num_model_requests",),
        "input": ("input_tokens",),
        "cached": ("input_cached_tokens",),
        "output": ("output_tokens",),
        "project": ("project_name", "project_id"),
    },
    by_line=True,
    rule="Input tokens include cached ones; a line is a sum of requests.",
)

ANTHROPIC = Dialect(
    "anthropic",
    "Anthropic usage export",
    Cached.APART,
    needs=(
        ("usage_input_tokens_no_cache", "uncached_input_tokens"),
        ("usage_output_tokens", "output_tokens"),
        ("usage_date_utc", "date", "starting_at", "start_time"),
    ),
    columns={
        "time": ("usage_date_utc", "date", "starting_at", "start_time"),
        "model": ("model_version", "model"),
        "input": ("usage_input_tokens_no_cache", "uncached_input_tokens"),
        "cache_write": (
            "usage_input_tokens_cache_write_5m",
            "usage_input_tokens_cache_write_1h",
            "cache_creation_ephemeral_5m_input_tokens",
            "cache_creation_ephemeral_1h_input_tokens",
        ),
        "cached": ("usage_input_tokens_cache_read", "cache_read_input_tokens"),
        "output": ("usage_output_tokens", "output_tokens"),
        "project": ("workspace", "workspace_id"),
    },
    summed=("cache_write",),
    by_line=True,
    rule="Input, cache writes and cache reads stand apart and are added; a line is a sum of "
    "requests whose number is not stated.",
)

ANTHROPIC_MESSAGES = Dialect(
    "anthropic-messages",
    "Anthropic message usage",
    Cached.APART,
    needs=(
        ("input_tokens", "usage_input_tokens"),
        ("cache_read_input_tokens", "usage_cache_read_input_tokens"),
        ("timestamp", "time", "created_at", "start_time"),
        ("model",),
    ),
    columns={
        "time": ("timestamp", "time", "created_at", "start_time"),
        "request": ("request_id", "id"),
        "model": ("model",),
        "input": ("input_tokens", "usage_input_tokens"),
        "cache_write": ("cache_creation_input_tokens", "usage_cache_creation_input_tokens"),
        "cached": ("cache_read_input_tokens", "usage_cache_read_input_tokens"),
        "output": ("output_tokens", "usage_output_tokens"),
        "status": ("status",),
        "initiative": _INITIATIVE,
        "tag": ("tags", "tag"),
        "team": ("team", "team_id"),
        "project": ("project", "workspace"),
    },
    identity=(("request",),),
    rule="Input, cache writes and cache reads stand apart and are added.",
)

PLAIN = Dialect(
    "plain",
    "Plain request log",
    Cached.INCLUDED,
    needs=(
        ("input_tokens", "tokens_in", "prompt_tokens"),
        ("output_tokens", "tokens_out", "completion_tokens"),
        ("model", "model_name"),
        ("timestamp", "time", "date", "created_at", "start_time"),
    ),
    columns={
        "time": ("timestamp", "time", "date", "created_at", "start_time"),
        "request": ("request_id", "id"),
        "model": ("model", "model_name"),
        "provider": ("provider",),
        "requests": ("requests", "num_requests"),
        "input": ("input_tokens", "tokens_in", "prompt_tokens"),
        "cached": ("cached_input_tokens", "input_cached_tokens", "cached_tokens"),
        "output": ("output_tokens", "tokens_out", "completion_tokens"),
        "spend": ("spend", "cost"),
        "currency": ("currency",),
        "status": ("status",),
        "initiative": _INITIATIVE,
        "tag": ("tags", "tag"),
        "team": ("team", "team_id"),
        "project": ("project",),
    },
    identity=(("request",),),
    rule="Input tokens include cached ones.",
)

#: In the order in which a line is tried.
DIALECTS = (OTEL, LITELLM, OPENAI, ANTHROPIC, ANTHROPIC_MESSAGES, PLAIN)

#: Names of one span or point that say what it is, before any column is looked up.
WANTED = frozenset(
    name for dialect in DIALECTS for names in dialect.columns.values() for name in names
) | {"gen_ai_token_type"}


@lru_cache(maxsize=4096)
def folded(name: str) -> str:
    """A name for comparison: small letters and digits joined by ``_``, known prefixes off."""
    plain = re.sub(r"[^a-z0-9]+", "_", name[:200].lower()).strip("_")
    return _PREFIX.sub("", plain)


def dialect_of(names: Mapping[str, object] | frozenset[str]) -> Dialect | None:
    """The kind of log that these folded names belong to; ``None`` where it is none."""
    for dialect in DIALECTS:
        if all(any(name in names for name in group) for group in dialect.needs):
            return dialect
    return None
