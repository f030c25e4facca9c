"""Board pack: what the board gets, chosen on the left and seen on the right, and its files."""

from __future__ import annotations

import datetime as dt

import streamlit as st
from pydantic import ValidationError

from cockpit import frame, locales, wording
from cockpit.boardpack.options import CLASSIFICATIONS, PackOptions
from cockpit.boardpack.sections.registry import SECTIONS, section_row
from cockpit.views import pack_files, pack_material, pack_parts
from cockpit.views.parts import Loaded, load, without_answer

_PAGE = "board-pack"
_TITLES = {row.key: row.title for row in SECTIONS}


@frame.guarded
def page() -> None:
    """Choices, preview and export."""
    loaded = load()
    if loaded.result is None:
        why = f"There is nothing to hand out: {loaded.why_not}"
        without_answer(loaded, _PAGE, why, wording.EMPTY["result"])
        return
    frame.heading(_PAGE, _answer(loaded))
    frame.show_rejected(loaded.data)
    working = st.empty()
    left, right = st.columns([3, 8], gap="large")
    with left:
        options = _choices(loaded)
    if options is None:
        frame.footer(loaded.result)
        return
    with left:
        pack_files.export(loaded, options, working)
    with right:
        _preview(loaded, options)
    frame.footer(loaded.result)


def _answer(loaded: Loaded) -> str:
    under = f"under “{loaded.active}”" if loaded.active else "in the base case"
    return f"Everything below is {under}; the files hold the same figures, each with its stamp."


def _choices(loaded: Loaded) -> PackOptions | None:
    """What to hand out; ``None``, with the reason on the page, where it cannot be used."""
    defaults = PackOptions()
    sections = st.pills(
        "Sections",
        list(_TITLES),
        selection_mode="multi",
        default=list(_TITLES),
        format_func=_TITLES.__getitem__,
        key="pack_sections",
        wrap=True,
        persist_state="session",
    )
    title = st.text_input(
        "Title", defaults.title, max_chars=120, key="pack_title", persist_state="session"
    )
    classification = st.selectbox(
        "Classification",
        list(CLASSIFICATIONS),
        CLASSIFICATIONS.index(defaults.classification),
        accept_new_options=True,
        key="pack_classification",
        help="Printed on every page. Choose one, or type your own.",
        persist_state="session",
    )
    locale = st.selectbox(
        "Number format",
        list(locales.LOCALES),
        list(locales.LOCALES).index(locales.current()),
        format_func=locales.title,
        key="pack_locale",
        help="How figures are written. The texts are in English.",
        persist_state="session",
    )
    as_of: dt.date | None = st.date_input(
        "As-of date",
        loaded.case.as_of,
        format="YYYY-MM-DD",
        key=f"pack_as_of_{loaded.data.digest[:12]}",
        help="The date the pack is stated for. Figures are as of "
        f"{wording.day(loaded.case.as_of)}, the decision date of the data; where the two differ, "
        "the files say both.",
        persist_state="session",
    )
    try:
        return PackOptions(
            title=title,
            classification=classification or "",
            locale=locale,
            as_of=as_of,
            sections=tuple(sections),
        )
    except ValidationError as error:
        reasons = {
            "title": "Give the pack a title.",
            "sections": "Choose at least one section.",
            "classification": "Shorten the classification to 60 characters.",
        }
        for problem in error.errors():
            st.error(reasons.get(str(problem["loc"][0]), str(problem["msg"])))
        return None


def _preview(loaded: Loaded, options: PackOptions) -> None:
    sections = options.sections
    key = st.pills(
        "Preview",
        list(sections),
        default=sections[0],
        format_func=_TITLES.__getitem__,
        wrap=True,
        key=f"pack_preview_{'-'.join(sections)}",
        required=True,
    )
    with st.spinner(f"Working out: {section_row(key).title}", show_time=False):
        found = pack_material.section(loaded, key, frame.colours(), options.locale)
    st.markdown(f"##### {wording.escape_markdown(found.question)}")
    pack_parts.section(found, loaded.base_stamp_line)


page()
