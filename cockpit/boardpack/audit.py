"""The audit sheets of the workbook: the base case worked out again from its inputs."""

from __future__ import annotations

from cockpit.boardpack.model import Audit
from cockpit.boardpack.xlsx_book import Book


def write_audit(book: Book, audit: Audit) -> list[tuple[str, str]]:
    """Write the sheets; the name of each and what it is."""
    return []
