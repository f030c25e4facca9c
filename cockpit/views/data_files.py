"""The file handed back: with its problems marked, or as an inventory of ours."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from cockpit import cached, frame, state, wording
from cockpit.dataset import Dataset, Upload
from cockpit.inventory.corrections import apply
from cockpit.inventory.error_workbook import error_workbook
from cockpit.inventory.masking import for_others
from cockpit.inventory.writer import inventory_workbook
from cockpit.views.parts import remark
from scenarios.portfolio import Source

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def file_downloads(data: Dataset, upload: Upload | None) -> None:
    """Buttons for the workbook with its problems marked, and for the inventory as read.

    Of a file that the cockpit serves to others, rows that the screen hides are in neither; a
    person's own upload is handed back whole.
    """
    stem, left_out, reading = Path(data.name).stem, 0, data.reading
    if upload is not None and upload.served:
        reading, left_out = for_others(reading, _hidden(data))
    with st.container(horizontal=True):
        if upload is not None and reading.issues and not left_out:
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
                lambda: inventory_workbook(reading, left_out),
                f"{stem}_inventory.xlsx",
                key="inventory_workbook",
                mime=_XLSX,
            )
    if left_out:
        remark(
            f"{wording.count(left_out, 'row')} on habits of small groups, or of groups of unknown "
            "size, left out of this file, as on screen: the cockpit serves it to others. The "
            "file with its problems marked would hold them, so it is not offered."
        )


def _hidden(data: Dataset) -> frozenset[Source]:
    """Rows that no page lists, by the size of a group that is asked for now."""
    inventory, chosen = data.reading.inventory, state.choice()
    if inventory is None:
        return frozenset()
    return cached.case(data, inventory, chosen.thresholds, chosen.draws, chosen.seed).hidden_rows
