"""The pack as one PDF: contents with page numbers, tagged, vector charts with their message."""

from __future__ import annotations

from cockpit.boardpack import sheets
from cockpit.boardpack.material import Progress
from cockpit.boardpack.model import Pack


def files(pack: Pack, progress: Progress | None = None) -> dict[str, bytes]:
    """The file ``board_pack.pdf``; the same pack gives the same bytes."""
    if progress is not None:
        progress(0.0, "pages")
    return {"board_pack.pdf": sheets.page_pdf(pack)}
