"""Pages with everything open: details, dialogs and folded parts drawn, files made and kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import streamlit as st

from cockpit import frame


def open_everything(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """From now on pages draw at once what waits for a click; the list gathers their files."""
    files: list[str] = []
    expander, button, download = st.expander, st.button, frame.download

    def opened(label: str, expanded: bool = False, **more: Any) -> Any:
        return expander(label, expanded=True, **more)

    def pressed(label: str, *args: Any, **more: Any) -> bool:
        return button(label, *args, **more) or str(more.get("key")).startswith("open_")

    def inline(*_: Any, **__: Any) -> Callable[[Any], Any]:
        return lambda function: function

    def kept(label: str, make: Any, file_name: str, **more: Any) -> None:
        content = make if isinstance(make, bytes) else make()
        if not file_name.endswith(".xlsx"):  # the empty template and the sample
            files.append(f"{file_name}\n{content.decode('utf-8-sig')}")
        download(label, content, file_name, **more)

    monkeypatch.setattr(st, "expander", opened)
    monkeypatch.setattr(st, "button", pressed)
    monkeypatch.setattr(st, "dialog", inline)
    monkeypatch.setattr(frame, "download", kept)
    return files
