"""The one boundary between a fault and a person."""

from __future__ import annotations

import functools
import logging
import uuid
from collections.abc import Callable
from typing import ParamSpec, TypeVar

import streamlit as st

from cockpit import locales, state, wording

_LOG = logging.getLogger("cockpit")

P = ParamSpec("P")
R = TypeVar("R")


def guarded(function: Callable[P, R]) -> Callable[P, R | None]:
    """Show a plain message where a page or fragment fails; the log has the details."""

    @functools.wraps(function)
    def safe(*args: P.args, **kwargs: P.kwargs) -> R | None:
        # Each run has a thread of its own, and a fragment does not pass the entry.
        locales.speak(state.locale())
        try:
            return function(*args, **kwargs)
        except Exception:  # noqa: BLE001 - the one boundary between a fault and a person
            reference = uuid.uuid4().hex[:8]
            _LOG.exception("Page failed, reference %s", reference)
            st.error(wording.ERRORS["page"].format(reference=reference))
            return None

    return safe
