"""Workbooks that leave much out: the pages say what is absent, and never call it nil."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from cockpit import navigation
from tests.app.test_pages import WORKBOOK, sentences, visit
from tests.inventory import books

BENEFIT = ["A", "Hours", 100, 60]


def pages(sheets: books.Sheets) -> dict[str, AppTest]:
    """Every page of the cockpit on this workbook, by title."""
    upload = ("ours.xlsx", books.book(sheets), WORKBOOK)
    return {row.title: visit(row, upload) for row in navigation.PAGES}


def metrics(at: AppTest) -> dict[str, str]:
    """Headline figures of a page."""
    return {metric.label: metric.value.replace("\u00a0", " ") for metric in at.metric}


@pytest.mark.parametrize(
    "sheets",
    [
        books.benefits(BENEFIT),
        {"Initiatives": books.INITIATIVES},
        books.costs(
            ["A", "C4", "Set-up", "fixed", "one-off", 900, "2020-01-01"], extra=("Start date",)
        ),
    ],
    ids=["benefits only", "names only", "one-off costs of the past"],
)
def test_absent_cost_is_never_nil(sheets: books.Sheets) -> None:
    shown = pages(sheets)
    for title, at in shown.items():
        assert not at.exception
        assert not at.error, title
        assert not re.search(r"\b(EUR )?0 a year\b", sentences(at)), title
    assert metrics(shown["Overview"])["Full cost a year"] == "n/a"
    assert metrics(shown["Scenarios"])["Full cost: none supplied"] == "n/a"
    assert "unknown" in sentences(shown["Full cost"])
    assert "lists no initiative" not in sentences(shown["Scenarios"])


def test_what_cannot_be_answered_leads_to_data_and_compares_nothing() -> None:
    shown = pages({"Initiatives": books.INITIATIVES})
    for title in ("Overview", "Full cost", "Robustness"):
        ways = [link.proto.label for link in shown[title].get("page_link")]
        assert "What this file can answer, and what to supply: Data" in ways, title
    said = sentences(shown["Overview"])
    assert "No decision is on record and no verdict can be computed." in said
    assert not shown["Overview"].dataframe, "nothing tells decisions apart"
    assert "Cumulative cash: n/a, since no captured ROI can be answered" in sentences(
        shown["Scenarios"]
    )


def test_shared_cost_alone_is_shown_by_initiative() -> None:
    shared = ["SHARED", "C1", "Platform", "fixed", "monthly", 1_000, "even"]
    shown = pages(books.costs(shared, extra=("Allocation rule",)))
    for title, at in shown.items():
        assert not at.exception
        assert not at.error, title
    figures = metrics(shown["Full cost"])
    assert figures["Full cost a year"] == "EUR 12.0 k"
    assert figures["One-off, first year"] == "n/a"
    assert figures["Layers missing"] == "12"
    assert "over 2 initiatives" in sentences(shown["Overview"])


def test_rejected_rows_are_said_where_figures_stand(broken_path: Path) -> None:
    upload = (broken_path.name, broken_path.read_bytes(), WORKBOOK)
    for row in navigation.PAGES:
        if row.url_path == "data" or row.alone:
            continue
        links = visit(row, upload).get("page_link")
        assert any(re.search(r"\d+ rejected rows take no part", link.proto.label) for link in links)
    clean = visit(navigation.page_row("overview")).get("page_link")
    assert not any("rejected" in link.proto.label for link in clean)


def test_another_basis_is_offered_where_the_chosen_one_has_no_answer(minimal_path: Path) -> None:
    upload = (minimal_path.name, minimal_path.read_bytes(), WORKBOOK)
    text = sentences(visit(navigation.page_row("scenarios"), upload))
    assert "Choose claimed to see an answer." in text
    assert "No initiative can be answered on the captured basis" in text
