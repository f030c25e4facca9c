"""Write the dated extract of model prices: ``python -m sample_data.make_model_prices FILE``.

``FILE`` is ``model_prices_and_context_window.json`` of the litellm project (MIT licence),
in the version that :data:`SOURCE` names. The extract is a list of plain facts: what a
vendor lists for a million tokens. The same file gives the same bytes.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

from cockpit.usage.model_prices import CATALOGUE_FILE, HEADERS

SOURCE = "litellm 1.109.1, list prices as stated there"
LICENCE = "MIT"
#: Day on which the extract was taken.
AS_OF = "2026-11-22"

#: The vendor's name, the prefix of its models in the source, and the models.
VENDORS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (
        "OpenAI",
        "",
        (
            "gpt-4.1", "gpt-4.1-mini", "gpt-4o", "gpt-4o-mini", "gpt-5.1", "gpt-5.2", "gpt-5.4",
            "gpt-5.4-mini", "gpt-5.4-nano", "gpt-5.5", "gpt-5.5-pro", "gpt-5.6-luna", "gpt-5.6-sol",
            "gpt-5.6-terra", "gpt-6-astra", "gpt-6-luna", "gpt-6-sol", "gpt-6.1-sol",
            "gpt-6.1-terra",
        ),
    ),
    (
        "Anthropic",
        "",
        (
            "claude-fable-5", "claude-fable-5-1", "claude-haiku-4-5", "claude-haiku-5-5",
            "claude-mythos-5-1", "claude-opus-4-5", "claude-opus-4-8", "claude-opus-5",
            "claude-opus-5-5", "claude-sonnet-4-6", "claude-sonnet-5", "claude-sonnet-5-5",
        ),
    ),
    (
        "Google",
        "gemini/",
        (
            "gemini-2.5-flash", "gemini-2.5-flash-lite", "gemini-2.5-pro", "gemini-3.1-flash-lite",
            "gemini-3.1-pro-preview", "gemini-3.5-flash", "gemini-3.5-flash-lite",
            "gemini-3.8-flash", "gemini-4-argon",
        ),
    ),
    (
        "Mistral AI",
        "mistral/",
        (
            "codestral-2508", "ministral-14b-2512", "ministral-3b-2512", "ministral-8b-2512",
            "mistral-large-3", "mistral-large-4", "mistral-medium-3-5", "mistral-small-2603",
        ),
    ),
    ("xAI", "xai/", ("grok-4.20", "grok-4.3", "grok-4.5", "grok-4.6", "grok-4.7")),
    (
        "DeepSeek",
        "deepseek/",
        ("deepseek-v3.2", "deepseek-v4-flash", "deepseek-v4-pro"),
    ),
    ("Cohere", "", ("command-a-03-2025", "command-r-08-2024", "command-r7b-12-2024")),
    (
        "Amazon",
        "amazon-nova/",
        ("nova-lite-v1", "nova-micro-v1", "nova-premier-v1", "nova-pro-v1"),
    ),
    ("Alibaba", "dashscope/", ("qwen3.7-max", "qwen3.8-flash", "qwen3.8-max")),
    ("Moonshot AI", "moonshot/", ("kimi-k2.6", "kimi-k3", "kimi-k3.1-pro")),
    ("Z.ai", "zai/", ("glm-5", "glm-5.3", "glm-5.3-flash")),
)  # fmt: skip


def extract(content: dict[str, Any]) -> bytes:
    """The catalogue as CSV.

    Raises
    ------
    KeyError
        Naming a model that the source does not list with a price.
    """
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(HEADERS)
    for vendor, prefix, models in VENDORS:
        for model in models:
            entry = content[prefix + model]
            dearer = any(key.startswith("input_cost_per_token_above_") for key in entry)
            writer.writerow(
                [
                    model,
                    vendor,
                    "USD",
                    _per_million(entry["input_cost_per_token"]),
                    _per_million(entry.get("cache_read_input_token_cost")),
                    _per_million(entry["output_cost_per_token"]),
                    entry.get("max_input_tokens", ""),
                    AS_OF,
                    f"{SOURCE}{'; dearer for very long requests' if dearer else ''}",
                    LICENCE,
                ]
            )
    return buffer.getvalue().encode()


def _per_million(price: float | None) -> str:
    """Price of a token as the price of a million, without rounding of binary fractions."""
    return "" if price is None else f"{(Decimal(repr(price)) * 1_000_000).normalize():f}"


def main(arguments: list[str] | None = None) -> None:
    """Read the source and write the extract."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--out", type=Path, default=CATALOGUE_FILE)
    chosen = parser.parse_args(arguments)
    chosen.out.write_bytes(extract(json.loads(chosen.file.read_text(encoding="utf-8"))))


if __name__ == "__main__":
    main()
