"""Tags of a charge in the ways that exports write them, as one JSON object.

1. A JSON object, also without its braces; or a JSON list of objects with a key and a value.
2. ``key=value; key=value`` (or with commas, or in braces), if every part is such a pair.
3. An object as Python prints it, ``{'key': 'value'}``, of plain texts, numbers and words.

Nothing is evaluated. Any other text stands as it is under the tag ``tags``, and is said.
Keys that differ in case only are one tag (:func:`tag_name`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

#: The tag that holds a text which cannot be taken apart.
WHOLE = "tags"
_LONGEST = 20_000
_KEY = re.compile(r"[\w .:/@+-]+")
_STRING = r"""'(?:[^'\\]|\\['"\\])*'|"(?:[^"\\]|\\['"\\])*\""""
_ITEM = rf"\s*({_STRING})\s*:\s*({_STRING}|True|False|None|[+-]?\d+(?:\.\d+)?)\s*"
_PRINTED = re.compile(rf"\{{{_ITEM}(?:,{_ITEM})*\}}")
_PRINTED_ITEM = re.compile(rf"[{{,]{_ITEM}")


def tag_name(key: str) -> str:
    """A tag's key as it is compared: without case and outer blanks."""
    return key.strip().casefold()


def read_tags(text: str) -> dict[str, Any] | None:
    """Values by key; ``None`` where the text cannot be taken apart."""
    try:
        found = json.loads(text if text.startswith(("{", "[")) else "{" + text + "}")
    except (ValueError, RecursionError):
        return _pairs(text) or _printed(text)
    return _listed(found) if isinstance(found, list) else found


def canonical_tags(
    texts: Sequence[str | None], keys: Sequence[str], words: Sequence[str | None]
) -> tuple[str, str]:
    """Tags of cells and of tag columns as one JSON object with sorted keys; "" without any.

    Of two cells with the same key the later wins, and a tag column over both. Behind it
    stands the first text that could not be taken apart, "" where all could.
    """
    tags: dict[str, str] = {}
    odd = ""
    for text in texts:
        if text:
            found = read_tags(text)
            odd = odd or ("" if found is not None else text)
            stated: Mapping[str, Any] = {WHOLE: text} if found is None else found
            tags |= {str(k): str(v) for k, v in stated.items() if v not in (None, "")}
    tags |= {key: word for key, word in zip(keys, words, strict=True) if word}
    return (json.dumps(tags, sort_keys=True, ensure_ascii=False) if tags else ""), odd


def _listed(pairs: list[Any]) -> dict[str, Any] | None:
    """Tags written as a list of objects with a key and a value."""
    if not pairs or not all(isinstance(p, dict) and {"key", "value"} <= p.keys() for p in pairs):
        return None
    return {str(pair["key"]): pair["value"] for pair in pairs}


def _pairs(text: str) -> dict[str, Any] | None:
    """Tags written as ``key=value`` with semicolons or commas between."""
    if len(text) > _LONGEST or "=" not in text:
        return None
    body = text[1:-1] if text.startswith("{") and text.endswith("}") else text
    parts = body.split(";" if ";" in body else ",")
    tags: dict[str, Any] = {}
    for part in filter(None, map(str.strip, parts)):
        key, _, value = (each.strip() for each in part.partition("="))
        if "=" in value or "=" not in part or not _KEY.fullmatch(key) or key in tags:
            return None
        tags[key] = value
    return tags


def _printed(text: str) -> dict[str, Any] | None:
    """Tags written as Python prints a dictionary."""
    if len(text) > _LONGEST or not _PRINTED.fullmatch(text):
        return None
    return {_plain(item[1]): _plain(item[2]) for item in _PRINTED_ITEM.finditer(text)}


def _plain(text: str) -> str:
    """A printed text without its quotes; ``None`` is no value."""
    if text[0] in "'\"":
        return re.sub(r"\\(.)", r"\1", text[1:-1])
    return "" if text == "None" else text
