"""The pages of the cockpit: one row a page, in the order in which they are read."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

_VIEWS = Path(__file__).parent / "views"


@dataclass(frozen=True, slots=True)
class PageRow:
    """A page: short title for the menu, the question it answers, its script and address."""

    title: str
    question: str
    script: str
    url_path: str
    section: str
    icon: str

    @property
    def path(self) -> Path:
        """The view's script."""
        return _VIEWS / self.script


PAGES: tuple[PageRow, ...] = (
    PageRow(
        "Overview",
        "Where does the AI money go, and is it worth it?",
        "overview.py",
        "overview",
        "Where we stand",
        ":material/summarize:",
    ),
    PageRow(
        "Full cost",
        "What does AI cost in full?",
        "full_cost.py",
        "full-cost",
        "What it costs",
        ":material/stacked_bar_chart:",
    ),
    PageRow(
        "Scenarios", "Does ROI survive?", "scenarios.py", "scenarios", "What if", ":material/tune:"
    ),
    PageRow(
        "Data", "What do the figures rest on?", "data.py", "data", "Data", ":material/table_view:"
    ),
)


def page_row(url_path: str) -> PageRow:
    """The row with this address.

    Raises
    ------
    KeyError
        If no page has the address.
    """
    for row in PAGES:
        if row.url_path == url_path:
            return row
    raise KeyError(url_path)


def present() -> tuple[PageRow, ...]:
    """The pages whose view exists; a page without a view is never shown as an empty one."""
    return tuple(row for row in PAGES if row.path.exists())


def sections(rows: tuple[PageRow, ...]) -> dict[str, list[PageRow]]:
    """Pages by section, in order; without sections as long as each holds one page only.

    A menu that opens on a single entry costs a click and tells nothing.
    """
    grouped: dict[str, list[PageRow]] = {}
    for row in rows:
        grouped.setdefault(row.section, []).append(row)
    if all(len(group) == 1 for group in grouped.values()):
        return {"": list(rows)}
    return grouped
