"""The main job in a real browser: upload, slide, read, go back, download, share."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from cockpit import navigation, wording
from sample_data import BROKEN, SAMPLE
from scenarios.presets import PRESETS
from tests.browser.server import Server
from tests.hostile import hostile_workbook

ROI = "Captured ROI, P50"


def settle(page: Page) -> None:
    """Wait until no script runs and nothing on the page is stale or moves any more."""
    seen = None
    for _ in range(100):
        page.wait_for_function(
            "() => document.querySelector('[data-testid=stApp]')"
            "?.getAttribute('data-test-script-state') === 'notRunning'"
            " && !document.querySelector('[data-stale=true], [data-testid=stSkeleton]')"
        )
        now = page.get_by_test_id("stMain").inner_text()
        if now == seen:
            return
        seen = now
        page.wait_for_timeout(150)
    raise AssertionError("the page never comes to rest")


def open_page(page: Page, cockpit: Server, address: str) -> None:
    """Open an address of the cockpit and wait for its heading."""
    page.goto(f"{cockpit.url}/{address}")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    settle(page)


def upload(page: Page, cockpit: Server, file: Path) -> None:
    """Upload a workbook on the Data page, as a person does."""
    open_page(page, cockpit, "data")
    page.locator("input[type=file]").first.set_input_files(file)
    expect(page.get_by_text(file.name).first).to_be_visible()
    settle(page)


def go_to(page: Page, title: str) -> None:
    """Choose a page in the menu of its section; the session goes on."""
    section = next(row.section for row in navigation.PAGES if row.title == title)
    page.get_by_test_id("stTopNav").get_by_text(section, exact=True).click()
    page.get_by_role("menuitem", name=title, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    settle(page)


def figure(page: Page, label: str) -> str:
    """A headline figure as it stands on the screen."""
    metric = page.get_by_test_id("stMetric").filter(has_text=label)
    return metric.get_by_test_id("stMetricValue").inner_text().strip()


def figures(page: Page) -> list[str]:
    """All headline figures of the page, at rest."""
    expect(page.get_by_test_id("stMetricValue").first).to_be_visible()
    settle(page)
    return [text.strip() for text in page.get_by_test_id("stMetricValue").all_inner_texts()]


def levers_in(url: str) -> dict[str, list[str]]:
    """Query parameters of an address."""
    return parse_qs(urlsplit(url).query)


def slider(page: Page, label: str) -> Locator:
    """The slider of a lever."""
    return page.get_by_role("group", name=label, exact=True).get_by_role("slider")


def slide(page: Page, label: str, key: str) -> None:
    """Press a key on a lever's slider."""
    slider(page, label).focus()
    slider(page, label).press(key)


def saved(page: Page, name: str, within: str = "body") -> list[dict[str, str]]:
    """The rows of a table downloaded from the page, or from a part of it."""
    with page.expect_download() as waiting:
        page.locator(within).get_by_role("button", name=name, exact=True).click()
    text = Path(waiting.value.path()).read_text(encoding="utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_upload_slide_and_back_and_download(page: Page, cockpit: Server, tmp_path: Path) -> None:
    own = tmp_path / "our inventory.xlsx"
    own.write_bytes(SAMPLE.read_bytes())
    upload(page, cockpit, own)
    go_to(page, "Scenarios")
    first, first_url = figures(page), page.url
    assert re.search(r"\d", figure(page, ROI))

    slide(page, "Usage", "ArrowRight")
    expect(page.get_by_test_id("stMetricValue").first).not_to_have_text(first[0])
    settle(page)
    assert "use" in levers_in(page.url)
    assert figures(page) != first

    captured = next(row for row in saved(page, "Portfolio") if row["basis"] == "captured")
    shown = wording.percent(float(captured["ROI P50"]), se=float(captured["ROI P50 se"]))
    assert shown == figure(page, ROI)
    assert "our inventory.xlsx" in captured["stamp"]
    assert "seed 7" in captured["stamp"]

    slide(page, "Usage", "ArrowLeft")
    expect(page.get_by_test_id("stMetricValue").first).to_have_text(first[0])
    assert figures(page) == first
    assert page.url == first_url


def test_a_link_restores_the_scenario(page: Page, cockpit: Server) -> None:
    open_page(page, cockpit, "scenarios?preset=tenfold-usage")
    slide(page, "Review burden", "ArrowRight")
    page.wait_for_url(re.compile("review="))
    shown, address = figures(page), page.url
    assert levers_in(address)["preset"] == ["tenfold-usage"]

    page.reload()
    expect(page.get_by_test_id("stMetricValue").first).to_have_text(shown[0])
    assert figures(page) == shown
    assert page.url == address


def test_presets_move_the_figures_and_base_brings_them_back(page: Page, cockpit: Server) -> None:
    open_page(page, cockpit, "scenarios")
    base = figures(page)
    seen = {tuple(base)}
    for name, preset in PRESETS.items():
        if name == "base":
            continue
        choose_preset(page, preset.name)
        page.wait_for_url(re.compile(f"preset={name}"))
        seen.add(tuple(figures(page)))
    assert len(seen) == len(PRESETS), "each preset has figures of its own"
    choose_preset(page, "Base")
    expect(page.get_by_test_id("stMetricValue").first).to_have_text(base[0])
    assert figures(page) == base


def choose_preset(page: Page, name: str) -> None:
    """Pick a scenario in the list at the top of the page."""
    page.get_by_role("combobox", name=re.compile("Scenario")).click()
    page.get_by_role("option", name=name, exact=True).click()


def test_exact_entry_and_slider_stay_together(page: Page, cockpit: Server) -> None:
    open_page(page, cockpit, "scenarios")
    entry = page.get_by_label("Usage, exact value", exact=True)
    entry.fill("7.3")
    entry.press("Enter")
    page.wait_for_url(re.compile("use=7.3"))
    expect(slider(page, "Usage")).to_have_attribute("aria-valuetext", re.compile("7.3"))


@pytest.mark.parametrize("locale", ["en-GB", "de-DE"])
def test_a_decimal_comma_is_one_and_what_is_no_number_is_refused(
    browser: Browser, cockpit: Server, locale: str
) -> None:
    context = browser.new_context(viewport={"width": 1920, "height": 1080}, locale=locale)
    page = context.new_page()
    open_page(page, cockpit, "scenarios")
    entry = page.get_by_label("Vendor prices, exact value", exact=True)
    entry.fill("7,5")
    entry.press("Enter")
    page.wait_for_url(re.compile(r"price=0\.075(&|$)"))
    expect(slider(page, "Vendor prices")).to_have_attribute("aria-valuetext", re.compile(r"7[.,]5"))
    expect(entry).to_be_focused()

    entry.fill("seven")
    entry.press("Enter")
    expect(page.get_by_test_id("stAlert")).to_contain_text("“seven” was not taken")
    settle(page)
    expect(entry).to_have_value("7,5")
    assert levers_in(page.url)["price"] == ["0.075"]
    context.close()


def test_a_key_held_down_moves_the_lever_as_far_as_it_was_pressed(
    page: Page, cockpit: Server
) -> None:
    """Faster than the page can follow: no press is lost, and the hand stays on the lever."""
    open_page(page, cockpit, "scenarios")
    handle = slider(page, "Usage")
    handle.focus()
    for _ in range(8):
        page.keyboard.press("ArrowRight")
        page.wait_for_timeout(60)
    page.wait_for_url(re.compile("use=6"))
    settle(page)
    # From ×1 the stops are 1.2, 1.5, 2, 2.5, 3, 4, 5, 6: the eighth.
    assert levers_in(page.url)["use"] == ["6"]
    expect(handle).to_have_attribute("aria-valuetext", "×6")
    expect(page.get_by_label("Usage, exact value", exact=True)).to_have_value("6")
    expect(page.locator("h4")).to_contain_text("Usage ×6")
    expect(handle).to_be_focused()


def test_the_rules_behind_a_figure_are_two_clicks_away(page: Page, cockpit: Server) -> None:
    open_page(page, cockpit, "scenarios?preset=tenfold-usage")
    page.get_by_role("button", name="Why?").first.click()
    page.get_by_role("link", name=re.compile("Rules in force")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What do the figures rest on?")
    settle(page)
    page.get_by_role("tab", name="Rules and documentation").click()
    settle(page)
    rules = saved(page, "CSV", ".st-key-csv_rules_in_force")
    weight = next(row for row in rules if "status “observed”" in row["Rule"])
    assert weight["Value"] == "×0.5"
    assert "Tenfold usage" in weight["stamp"]


def test_a_folded_section_stays_open_while_its_levers_move(page: Page, cockpit: Server) -> None:
    open_page(page, cockpit, "scenarios")
    page.get_by_text("Yardsticks", exact=True).click()
    settle(page)
    handle = slider(page, "Hurdle rate")
    handle.focus()
    # From 15 % as stated, the next stops are 20 % and 25 %.
    for rate in ("0.2", "0.25"):
        page.keyboard.press("ArrowRight")
        page.wait_for_url(re.compile(rf"hurdle={re.escape(rate)}(&|$)"))
        settle(page)
        expect(handle).to_be_visible()
        expect(handle).to_be_focused()


def test_the_result_stays_in_view_while_a_lever_far_down_moves(page: Page, cockpit: Server) -> None:
    """On a projector; on a screen of 768 the column is higher than the window and scrolls it."""
    page.set_viewport_size({"width": 1920, "height": 1080})
    open_page(page, cockpit, "scenarios")
    for section in ("Usage and adoption", "Yardsticks"):
        page.get_by_text(section, exact=True).click()
        settle(page)
    handle = slider(page, "Horizon")
    handle.focus()
    before = figures(page)
    page.keyboard.press("ArrowRight")
    page.wait_for_url(re.compile("horizon="))
    assert figures(page) != before
    expect(handle).to_be_focused()
    expect(page.get_by_role("group", name="Horizon", exact=True)).to_be_in_viewport()
    for label in (ROI, "NPV, worst 5 %"):
        expect(page.get_by_test_id("stMetric").filter(has_text=label)).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize(
    "content",
    [b"", b"not a workbook", SAMPLE.read_bytes()[:9_000]],
    ids=["empty", "text", "cut off"],
)
def test_an_unreadable_file_is_refused_in_words(
    page: Page, cockpit: Server, tmp_path: Path, content: bytes
) -> None:
    file = tmp_path / "inventory.xlsx"
    file.write_bytes(content)
    upload(page, cockpit, file)
    text = page.get_by_test_id("stMain").inner_text()
    assert "Traceback" not in text
    assert not re.search(r"\w+Error\b|\bNone\b|\bnan\b", text)
    assert re.search("could not be read|is empty", text)
    expect(page.get_by_test_id("stException")).to_have_count(0)


def test_a_file_with_defects_loads_its_good_rows(page: Page, cockpit: Server) -> None:
    upload(page, cockpit, BROKEN)
    expect(page.get_by_test_id("stException")).to_have_count(0)
    text = page.get_by_test_id("stMain").inner_text()
    assert re.search(r"\brejected\b|\bleft out\b|\bkept out\b", text)
    go_to(page, "Scenarios")
    assert re.search(r"\d", figure(page, "NPV, P50"))


def test_names_that_are_markup_stay_text(page: Page, cockpit: Server, tmp_path: Path) -> None:
    """The window itself fails the test if a name makes it ask another machine for an image."""
    upload(page, cockpit, hostile_workbook(SAMPLE, tmp_path))
    for title in ("Overview", "Full cost", "Scenarios", "Data"):
        go_to(page, title)
        fetched = page.locator("[data-testid=stMain] img:not([src^='data:'])")
        assert fetched.count() == 0, title
        assert "could not be shown" not in page.get_by_test_id("stMain").inner_text()


@pytest.mark.parametrize(
    "size", [(1920, 1080), (1366, 768), (1280, 720)], ids=lambda size: str(size[0])
)
@pytest.mark.parametrize("address", ["", "full-cost", "scenarios", "data"])
def test_nothing_sticks_out_sideways(
    page: Page, cockpit: Server, address: str, size: tuple[int, int]
) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    open_page(page, cockpit, address)
    wide = page.evaluate(
        "() => { const m = document.querySelector('[data-testid=stMain]');"
        " return m.scrollWidth - m.clientWidth; }"
    )
    assert wide <= 0
