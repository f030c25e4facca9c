"""Tags of a charge in the ways that exports write them, as one JSON object."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any


def canonical_tags(text: str | None, keys: Sequence[str], words: Sequence[str | None]) -> str:
    """Tags of a cell and of tag columns as one JSON object with sorted keys; "" without any."""
    tags: dict[str, str] = {}
    if text:
        body = text if text.startswith(("{", "[")) else "{" + text + "}"
        try:
            found = json.loads(body)
        except (ValueError, RecursionError):
            found = {"tags": text}
        if isinstance(found, list):
            found = _listed(found) or {"tags": text}
        if isinstance(found, dict):
            tags = {str(k): str(v) for k, v in found.items() if v not in (None, "")}
    tags |= {key: word for key, word in zip(keys, words, strict=True) if word}
    return json.dumps(tags, sort_keys=True, ensure_ascii=False) if tags else ""


def _listed(pairs: list[Any]) -> dict[str, Any]:
    """Tags written as a list of objects with a key and a value; empty where it is another list."""
    if not all(isinstance(pair, dict) and {"key", "value"} <= pair.keys() for pair in pairs):
        return {}
    return {str(pair["key"]): pair["value"] for pair in pairs}
