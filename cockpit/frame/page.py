"""Head of a page: question, answer, notes and what takes no part; the ways between pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import streamlit as st

from cockpit import cached, navigation, state, theme, wording
from cockpit.assessment.thresholds import defaults
from cockpit.choice import data_mark
from cockpit.dataset import Dataset


def heading(url_path: str, answer: str | None = None) -> None:
    """Where the page stands, its question as the heading and, below, the answer in a sentence."""
    row = navigation.page_row(url_path)
    with st.container(gap=None):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(f"{row.section} · {row.title}", width="stretch")
            _present(url_path)
        st.title(row.question, anchor=False)
    if answer:
        headline(answer)


def _present(url_path: str) -> None:
    """The way to the presenter, at the screen that shows what this page shows."""
    presenter = navigation.page_row("present")
    st.page_link(
        f"views/{presenter.script}",
        label="Present",
        icon=presenter.icon,
        help="One message a screen, in large type, without the menu",
        query_params={"screen": navigation.section_of(url_path)},
    )


def _threshold_words(kind: str, value: float) -> str:
    return wording.percent(value) if kind == "share" else f"{value:g}"


def show_thresholds() -> None:
    """One quiet line where verdicts and colours hang on thresholds set on the screen."""
    known = {each.key: each for each in defaults()}
    words = [
        f"{known[key].label}: {_threshold_words(known[key].kind, value)}"
        for key, value in state.choice().thresholds
        if key in known
    ]
    if words:
        st.caption(wording.escape_markdown(f"Set on the screen: {'; '.join(words)}."))


def headline(answer: str) -> None:
    """The answer to the page's question: plain text from our own words and figures."""
    st.markdown(f"#### {wording.escape_markdown(answer)}", anchors=False)


def dataset() -> Dataset:
    """The data on which every page of this session works now."""
    data = cached.dataset(state.current_upload())
    state.work_on("" if data.is_sample else data_mark(data.digest))
    return data


def open_page(row: navigation.PageRow, run: Callable[[], None]) -> None:
    """A page; in its place what is wrong, where the data in use could not be read as a whole."""
    data = dataset()
    if data.unreadable and not row.without_data:
        show_notes(data)
        heading(row.url_path, data.unreadable)
    else:
        run()


def guide() -> None:
    """Every page by its question, section by section, for whoever looks for the right one."""
    pages = navigation.sections(navigation.present())
    for column, (section, rows) in zip(st.columns(len(pages)), pages.items(), strict=True):
        with column:
            st.markdown(f"**{section}**")
            for row in rows:
                with st.container(gap=None):
                    st.page_link(f"views/{row.script}", label=row.title, icon=row.icon)
                    st.caption(row.question)


def show_notes(data: Dataset) -> None:
    """What of an opened link or file could not be used, and data that does not match a link."""
    sentences = list(state.notes())
    mark = state.link_mark()
    if mark and mark != data_mark(data.digest):
        sentences.append(
            f"This link was made on other data (hash {mark}). The figures below rest on "
            f"{data.name}. Upload the same workbook on the Data page to see the same figures."
        )
    if sentences:
        st.info(wording.escape_markdown(" ".join(sentences)), icon=":material/info:")


def show_rejected(data: Dataset) -> None:
    """A quiet line where a file waits, and where rows take no part, with the way to them."""
    waiting = state.pending()
    if waiting is not None:
        st.page_link(
            f"views/{navigation.page_row('data').script}",
            label=f"{wording.escape_markdown(waiting.upload.name)} is not in use yet: confirm it "
            "on Data",
            icon=":material/pending:",
        )
    rejected = len(data.reading.rejected)
    if rejected:
        verb = "takes" if rejected == 1 else "take"
        st.page_link(
            f"views/{navigation.page_row('data').script}",
            label=f"{wording.count(rejected, 'rejected row')} {verb} no part in these figures: "
            "see Data",
            icon=":material/rule:",
        )


def show_way_to_data() -> None:
    """Where a page cannot answer: the way to what the file can answer, and to the template."""
    st.page_link(
        f"views/{navigation.page_row('data').script}",
        label="What this file can answer, and what to supply: Data",
        icon=":material/table_view:",
    )


def colours() -> theme.Palette:
    """The palette of the theme that the browser shows."""
    return theme.palette("dark" if state.is_dark() else "light")


def leading() -> Literal["primary", "secondary"]:
    """Type of the button that a page leads to: filled where its white label can be read.

    The accent of the dark theme is light, so that links and levers can be read on it.
    """
    return "secondary" if state.is_dark() else "primary"
