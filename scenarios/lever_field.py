"""How one lever is declared."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

Unit = Literal["×", "%", "months", "share"]


def lever_field(
    default: Any,
    title: str,
    section: str,
    unit: Unit,
    low: float,
    high: float,
    step: float,
    help: str,
    *,
    key: str,
    scale: Literal["linear", "log"] = "linear",
) -> Any:
    """A field with everything that a form, a URL and a document need.

    ``key`` is the short name in the URL, ``scale`` how a slider is spaced.
    """
    return Field(
        default=default,
        ge=low,
        le=high,
        title=title,
        description=help,
        json_schema_extra={
            "section": section,
            "unit": unit,
            "low": low,
            "high": high,
            "step": step,
            "key": key,
            "scale": scale,
        },
    )
