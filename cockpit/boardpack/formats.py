"""The files of a pack: one row a format, each made by a renderer of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

# The charts behind these are loaded only where a pack is made.
if TYPE_CHECKING:
    from cockpit.boardpack.material import Progress
    from cockpit.boardpack.model import Pack

    Render = Callable[[Pack, Progress | None], dict[str, bytes]]


@dataclass(frozen=True, slots=True)
class FormatRow:
    """A format: its key on the command line, title, what it is for, and its renderer's module.

    ``single`` is the name of the file where there is one file alone.
    """

    key: str
    title: str
    purpose: str
    module: str
    single: str = ""

    def owns(self, name: str) -> bool:
        """Whether a file of the pack's folder is of this format."""
        return name == self.single or name.startswith(f"{self.key}/")

    def files(self, pack: Pack, progress: Progress | None = None) -> dict[str, bytes]:
        """File name within the pack's folder → content. The libraries are loaded here, late."""
        render: Render = import_module(f"cockpit.boardpack.{self.module}").files
        return render(pack, progress)


FORMATS: tuple[FormatRow, ...] = (
    FormatRow(
        "pptx",
        "PowerPoint",
        "Slides with charts and tables that can be edited, and the method in the notes.",
        "pptx",
        "board_pack.pptx",
    ),
    FormatRow(
        "pdf",
        "PDF",
        "Paper for the board: contents, page numbers, tagged for screen readers.",
        "pdf",
        "board_pack.pdf",
    ),
    FormatRow(
        "xlsx",
        "Excel",
        "Every figure as a number, and an audit that recomputes the base case by formulas.",
        "xlsx",
        "board_pack.xlsx",
    ),
    FormatRow(
        "html",
        "Web page",
        "One file that opens in any browser and asks nothing of the network.",
        "html",
        "board_pack.html",
    ),
    FormatRow("csv", "CSV", "Plain tables with a data dictionary.", "csv_bundle"),
    FormatRow("png", "Pictures", "Each chart and each page as PNG.", "png"),
)

_BY_KEY = {row.key: row for row in FORMATS}


def format_row(key: str) -> FormatRow:
    """The row with this key.

    Raises
    ------
    KeyError
        If there is no such format.
    """
    return _BY_KEY[key]
