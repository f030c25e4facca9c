"""What every page shares: question, answer, figures with their reasons, tables, footer.

Text that may come from a file is shown with ``st.text`` or in a table, or goes
through ``wording.escape_markdown`` first.
"""

from cockpit.frame.figures import figure, show_why
from cockpit.frame.foot import footer
from cockpit.frame.guard import guarded
from cockpit.frame.page import (
    colours,
    dataset,
    guide,
    heading,
    headline,
    leading,
    open_page,
    show_notes,
    show_rejected,
    show_thresholds,
    show_way_to_data,
)
from cockpit.frame.tables import Format, Height, chart, download, one_page, table

__all__ = [
    "Format",
    "Height",
    "chart",
    "colours",
    "dataset",
    "download",
    "figure",
    "footer",
    "guarded",
    "guide",
    "heading",
    "headline",
    "leading",
    "one_page",
    "open_page",
    "show_notes",
    "show_rejected",
    "show_thresholds",
    "show_way_to_data",
    "show_why",
    "table",
]
