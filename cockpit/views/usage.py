"""Usage and model prices: what is asked of which model, and what another one would cost."""

from __future__ import annotations

import streamlit as st

from cockpit import frame
from cockpit.usage.compared import compared
from cockpit.views import usage_prices as prices
from cockpit.views import usage_sections as sections
from cockpit.views import usage_session as session
from cockpit.views import usage_upload as upload
from cockpit.views.parts import Loaded, load


def page() -> None:
    """The whole page, top to bottom."""
    loaded = load()
    log = session.log()
    rows = session.initiatives(loaded.data)
    if log is None:
        frame.heading("usage", sections.answer_without_log(session.stated(rows)))
        frame.show_rejected(loaded.data)
        _without(loaded)
    else:
        matched = session.matched(loaded.data, log)
        found = compared(log, matched, session.stated(rows))
        frame.heading("usage", sections.answer(log, matched, len(found)))
        frame.show_rejected(loaded.data)
        left, right = st.columns([2, 3], gap="large")
        with right:
            sections.months(loaded, log)
        with left:
            upload.controls(loaded)
            upload.files(log)
        sections.comparison(loaded, log, found)
        sections.labels(loaded, log, matched)
        prices.ratio(loaded)
        prices.catalogue(loaded)
        sections.notes(loaded, log)
    frame.footer(loaded.result)


def _without(loaded: Loaded) -> None:
    """Before a log is there: how to bring one, and prices, which need none."""
    left, right = st.columns([2, 3], gap="large")
    with left:
        upload.controls(loaded)
        upload.formats()
    with right:
        prices.ratio(loaded)
    prices.catalogue(loaded)


page()
