"""The Data page in a real browser: drop a file, fix two cells in place, undo, use another."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Locator, Page, expect

import sample_data
from tests.browser.server import Server
from tests.browser.test_scenarios import go_to
from tests.inventory.books import book, costs

OWN = costs(
    ["A", "C2", "Calls", "fixed", "monthly", 100],
    ["A", "C6", "Support", "fixed", "weekly", 20],
    ["B", "C1", "Servers", "fixed", "monthly", "many"],
)


def dropped(page: Page, file: Path) -> None:
    """Drop a file where inventories go."""
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(str(file))


def type_over(page: Page, grid: Locator, line: int, column: int, text: str) -> None:
    """Type over a cell of the editor by keyboard, from its first cell; both count from 0."""
    box = grid.locator("canvas").first.bounding_box()
    assert box is not None
    # The first line below the headings, in the first column.
    page.mouse.click(box["x"] + 20, box["y"] + 35 + 17)
    for key in ["ArrowDown"] * line + ["ArrowRight"] * column:
        page.wait_for_timeout(100)  # the grid takes one key a frame
        page.keyboard.press(key)
    page.wait_for_timeout(100)
    page.keyboard.type(text, delay=20)
    page.keyboard.press("Enter")


def test_two_cells_are_fixed_in_place_and_undone(
    page: Page, cockpit: Server, tmp_path: Path
) -> None:
    ours = tmp_path / "ours.xlsx"
    ours.write_bytes(book(OWN))
    page.goto(f"{cockpit.url}/data")
    dropped(page, ours)
    answer = page.get_by_role("heading", level=4)
    expect(answer).to_contain_text("4 rows accepted, 2 rejected")
    grid = page.get_by_test_id("stDataFrame").nth(1)  # below the table of causes
    expect(grid).to_be_visible()
    # Row, What is wrong, then the columns at fault: Timing (row 3) and Amount (row 4).
    type_over(page, grid, 0, 2, "monthly")
    expect(page.get_by_role("button", name="Apply 1 correction")).to_be_enabled()
    type_over(page, grid, 1, 3, "40")
    apply = page.get_by_role("button", name="Apply 2 corrections")
    expect(apply).to_be_enabled()

    # What was typed is kept while another page is looked at.
    go_to(page, "Full cost")
    expect(page.get_by_role("heading", level=1)).to_have_text("What does AI cost in full?")
    go_to(page, "Data")
    expect(apply).to_be_enabled()
    apply.click()
    expect(answer).to_contain_text("6 rows accepted, none rejected")
    expect(page.get_by_text("2 cells corrected on the screen")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(answer).to_contain_text("4 rows accepted, 2 rejected")
    page.get_by_role("button", name="Redo").click()
    expect(answer).to_contain_text("none rejected")

    # Another file waits until it is confirmed, and the way back is one click.
    dropped(page, sample_data.BROKEN)
    expect(page.get_by_text("broken_inventory.xlsx is not in use yet")).to_be_visible()
    expect(answer).to_contain_text("ours.xlsx")
    page.get_by_role("button", name="Use this file").click()
    expect(answer).to_contain_text("56 rejected")
    page.get_by_role("button", name="Back to ours.xlsx").click()
    expect(answer).to_contain_text("6 rows accepted, none rejected")
