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
    #: Not in the menu: it is opened from other pages, and shows no menu itself.
    alone: bool = False
    #: It has something to show where the data in use could not be read as a whole.
    without_data: bool = False

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
        "Maturity",
        "How far does our evidence carry?",
        "maturity.py",
        "maturity",
        "Where we stand",
        ":material/stairs:",
    ),
    PageRow(
        "Value grid",
        "Who gains, and does it reach the organisation?",
        "value_grid.py",
        "value-grid",
        "Where we stand",
        ":material/grid_on:",
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
        "Robustness",
        "Does it hold, and what breaks it?",
        "robustness.py",
        "robustness",
        "What if",
        ":material/shield:",
    ),
    PageRow(
        "Decisions",
        "What should happen to each initiative?",
        "decisions.py",
        "decisions",
        "Decide",
        ":material/gavel:",
    ),
    PageRow(
        "Evidence worth buying",
        "What is worth finding out first?",
        "evidence.py",
        "evidence",
        "Decide",
        ":material/search_insights:",
    ),
    PageRow(
        "Board questions",
        "Can we answer the board?",
        "board.py",
        "board",
        "Decide",
        ":material/quiz:",
    ),
    PageRow(
        "Stakeholders",
        "What must each of us act on?",
        "stakeholders.py",
        "stakeholders",
        "Decide",
        ":material/groups:",
    ),
    PageRow(
        "Board pack",
        "What does the board get?",
        "board_pack.py",
        "board-pack",
        "Decide",
        ":material/co_present:",
    ),
    PageRow(
        "Presenter",
        "What does the board see?",
        "present.py",
        "present",
        "Decide",
        ":material/slideshow:",
        alone=True,
        without_data=True,
    ),
    PageRow(
        "Data",
        "What do the figures rest on?",
        "data.py",
        "data",
        "Data",
        ":material/table_view:",
        without_data=True,
    ),
    PageRow(
        "Actual cost",
        "What did it really cost?",
        "actual_cost.py",
        "actual-cost",
        "Data",
        ":material/receipt_long:",
    ),
    PageRow(
        "Usage and model prices",
        "What is asked of which model?",
        "usage.py",
        "usage",
        "Data",
        ":material/monitoring:",
        without_data=True,
    ),
)

_BY_ADDRESS = {row.url_path: row for row in PAGES}


def page_row(url_path: str) -> PageRow:
    """The row with this address.

    Raises
    ------
    KeyError
        If no page has the address.
    """
    return _BY_ADDRESS[url_path]


def present() -> tuple[PageRow, ...]:
    """The pages whose view exists; a page without a view is never shown as an empty one."""
    return tuple(row for row in PAGES if row.path.exists())


def sections(rows: tuple[PageRow, ...]) -> dict[str, list[PageRow]]:
    """Pages by section, in order."""
    grouped: dict[str, list[PageRow]] = {}
    for row in rows:
        grouped.setdefault(row.section, []).append(row)
    return grouped


#: The section of the board pack that shows what a page shows.
_SECTION_OF = {
    "overview": "verdict",
    "maturity": "maturity",
    "full-cost": "tco",
    "scenarios": "scenarios",
    "robustness": "robustness",
    "decisions": "decisions",
    "evidence": "evidence",
    "board": "questions",
}


def section_of(url_path: str) -> str:
    """The section with which the presenter begins when it is opened from a page."""
    return _SECTION_OF.get(url_path, "verdict")


def page_of(section: str) -> str:
    """The page that shows what a section of the board pack shows; the board pack else."""
    return next((page for page, shown in _SECTION_OF.items() if shown == section), "board-pack")
