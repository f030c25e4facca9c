"""Last lines of a page: checks, stamp, and how figures are written."""

from __future__ import annotations

import streamlit as st

from cockpit import locales, state, wording
from scenarios.portfolio import ValueBasis
from scenarios.results import SimulationResult, Stamp


def footer(
    result: SimulationResult | None, stamp: Stamp | None = None, *, basis: ValueBasis | None = None
) -> None:
    """Quiet last lines: failed checks, repairs, and what a figure can be reproduced from.

    ``basis`` is the value basis that the whole page rests on, where it is one.
    """
    if result is not None:
        stamp = result.stamp
        failed = [check for check in result.checks if not check.passed]
        for check in failed:
            st.warning(
                wording.escape_markdown(
                    f"Check failed: {check.name}. {locales.rewritten(check.detail)}"
                ),
                icon=":material/warning:",
            )
        if result.repair is not None:
            st.caption(
                wording.escape_markdown(
                    "The stated correlations contradict each other; the nearest possible matrix "
                    f"was used (largest change {wording.number(result.repair.largest_change, 2)})."
                )
            )
        if result.checks:
            passed = len(result.checks) - len(failed)
            verb = "holds" if len(result.checks) == 1 else "hold"
            checks = wording.count(len(result.checks), "check")
            st.caption(f"{passed} of {checks} that figures add up {verb}.")
    if stamp is not None:
        on = f" · {basis} value" if basis else ""
        line = stamp.line() + state.choice().threshold_words + on
        # The same line as in files, with no figure torn from its sign at the end of a line.
        st.caption(wording.escape_markdown(line.replace(" %", f"{wording.GAP}%")))
    _writing()


def _writing() -> None:
    """How figures are written: as the browser's language does, or as chosen here."""
    now = locales.current()
    with st.popover(
        f"Numbers: {locales.LOCALES[now].written('1,234.5')}",
        type="tertiary",
        key="writing",
        help="How figures are written on every page",
        on_change="rerun",
    ) as popover:
        if not popover.open:
            return
        chosen = st.radio(
            "Write figures as in",
            list(locales.LOCALES),
            list(locales.LOCALES).index(now),
            format_func=locales.title,
            key=f"locale_{now}",
        )
    if chosen != now:
        state.write_as(chosen)
        # A fragment alone would leave the rest of the page in the former writing.
        st.rerun()
