"""Step 2 of the data page: what the headings of a file mean, confirmed by the person."""

from __future__ import annotations

from cockpit.inventory.intake import Intake
from cockpit.inventory.raw import RawWorkbook
from cockpit.state import Upload

try:  # the screen and its suggestions come with the mapping
    from cockpit.views.mapping import confirm

    from cockpit.inventory.mapping import needs_confirmation
except ImportError:

    def needs_confirmation(raw: RawWorkbook) -> bool:
        """Whether a person must confirm the columns; never, while there is no such screen."""
        return False

    def confirm(upload: Upload, raw: RawWorkbook) -> Intake | None:
        """The intake as it stands, while there is no such screen."""
        return upload.intake


__all__ = ["confirm", "needs_confirmation"]
