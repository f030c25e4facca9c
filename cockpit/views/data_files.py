"""The file handed back: with its problems marked, or as an inventory of ours."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from cockpit import cached, frame
from cockpit.inventory.corrections import apply
from cockpit.inventory.error_workbook import error_workbook
from cockpit.inventory.writer import inventory_workbook
from cockpit.state import Upload

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def file_downloads(data: cached.Dataset, upload: Upload | None) -> None:
    """Buttons for the workbook with its problems marked, and for the inventory as read."""
    reading, stem = data.reading, Path(data.name).stem
    with st.container(horizontal=True):
        if upload is not None and reading.issues:
            raw = apply(cached.raw(upload), upload.intake.corrections)
            frame.download(
                "Your file with the problems marked",
                lambda: error_workbook(raw, reading),
                f"{stem}_to_correct.xlsx",
                key="error_workbook",
                mime=_XLSX,
            )
        if reading.inventory is not None:
            frame.download(
                "Inventory as read",
                lambda: inventory_workbook(reading),
                f"{stem}_inventory.xlsx",
                key="inventory_workbook",
                mime=_XLSX,
            )
