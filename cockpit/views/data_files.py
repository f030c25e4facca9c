"""The file handed back: with its problems marked, or as an inventory of ours."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import streamlit as st

from cockpit import cached, frame
from cockpit.inventory.corrections import apply
from cockpit.state import Upload

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def file_downloads(data: cached.Dataset, upload: Upload | None) -> None:
    """Buttons for the workbook with its problems marked, and for the inventory as read."""
    marked = _writer("error_workbook", "error_workbook")
    whole = _writer("writer", "inventory_workbook")
    reading, stem = data.reading, Path(data.name).stem
    with st.container(horizontal=True):
        if upload is not None and marked is not None and reading.issues:
            raw = apply(cached.raw(upload), upload.intake.corrections)
            frame.download(
                "Your file with the problems marked",
                lambda: marked(raw, reading),
                f"{stem}_to_correct.xlsx",
                key="error_workbook",
                mime=_XLSX,
            )
        if whole is not None and reading.inventory is not None:
            frame.download(
                "Inventory as read",
                lambda: whole(reading),
                f"{stem}_inventory.xlsx",
                key="inventory_workbook",
                mime=_XLSX,
            )


def _writer(module: str, name: str) -> Callable[..., bytes] | None:
    """A writer of workbooks, where this cockpit has it."""
    path = f"cockpit.inventory.{module}"
    return getattr(import_module(path), name) if find_spec(path) else None
