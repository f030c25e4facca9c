"""What every page shares: question, answer, figures with their reasons, tables, footer.

Text that may come from a file is shown with ``st.text`` or in a table, or goes
through ``wording.escape_markdown`` first.
"""

from __future__ import annotations

import functools
import logging
import uuid
from collections.abc import Callable, Mapping
from typing import Any, Literal, ParamSpec, TypeVar

import pandas as pd
import pyarrow as pa
import streamlit as st

from cockpit import cached, locales, navigation, state, theme, wording
from cockpit.assessment.thresholds import defaults
from cockpit.charts.figure import Figure
from cockpit.choice import data_mark
from cockpit.dataset import Dataset
from cockpit.explain import Explanation
from scenarios.portfolio import ValueBasis
from scenarios.results import SimulationResult, Stamp

_LOG = logging.getLogger("cockpit")

P = ParamSpec("P")
R = TypeVar("R")

Format = Callable[[Any], str]
Height = int | Literal["auto", "content", "stretch"]

#: One page of a table: pandas words no more than 2**18 cells, and long before that it is slow.
_MOST_ROWS, _MOST_CELLS = 5_000, 2**17


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


def figure(
    label: str,
    value: str,
    *,
    change: str | None = None,
    better: bool | None = None,
    against: str | None = None,
    why: Explanation | None = None,
    key: str = "",
    help: str | None = None,
) -> None:
    """One headline figure with its change and the reasons behind it.

    ``change`` carries its own sign, which also gives the arrow; ``better`` says
    whether it is good news (the colour), ``None`` leaves it grey; ``against``
    names what it is measured against.
    """
    text = change or ""
    arrow = "down" if wording.MINUS in text else "up" if "+" in text else "off"
    colour = "off" if better is None else "green" if better else "red"
    st.metric(
        label,
        value,
        help=help,
        delta=None if change is None else wording.escape_markdown(change),
        delta_color=colour,  # type: ignore[arg-type]
        delta_arrow=arrow,  # type: ignore[arg-type]
        delta_description=wording.escape_markdown(against) if against and change else None,
    )
    if why is not None:
        show_why(why, key=key or label)


def show_why(why: Explanation, *, key: str) -> None:
    """“Why this number?”: formula, levers, strongest assumption, owner and the rows behind."""
    with st.popover("Why?", type="tertiary", key=f"why_{key}", on_change="rerun") as popover:
        if not popover.open:
            return
        st.markdown(f"**{wording.escape_markdown(why.figure)}**")
        st.text(why.formula)
        st.text("Levers in force: " + (wording.listed(why.levers) or "none, as stated in the data"))
        st.text(f"What moves it most: {why.mover}")
        st.text(f"Owner of that assumption: {why.owner}")
        st.page_link(
            f"views/{navigation.page_row('data').script}",
            label="Weights, widths and powers: Rules in force, on Data",
            icon=":material/rule:",
        )
        if why.rows.empty:
            st.caption(wording.EMPTY["rows"])
            return
        st.text(f"Rests on {wording.count(len(why.rows), 'row')} of the inventory:")
        table(why.rows, {"Amount": lambda v: wording.number(v, 0)}, height=260)


def one_page(rows: pd.DataFrame, key: str = "") -> pd.DataFrame:
    """The rows of a long table that are on the screen: a page to choose, else the first ones.

    Short tables come back as they are. ``key`` names the table; without it there is no choice.
    """
    step = min(_MOST_ROWS, _MOST_CELLS // max(1, len(rows.columns)))
    if len(rows) <= step:
        return rows
    first = 0
    if key:
        first = st.selectbox(
            f"Rows shown, of {wording.whole(len(rows))}; the table sorts these alone",
            range(0, len(rows), step),
            key=f"page_{key}",
            format_func=lambda place: (
                f"{wording.whole(place + 1)} to {wording.whole(min(place + step, len(rows)))}"
            ),
            width=400,
        )
    else:
        st.caption(f"The first {wording.whole(step)} of {wording.whole(len(rows))} rows.")
    return rows.iloc[first : first + step]


def table(
    frame: pd.DataFrame,
    formats: Mapping[str, Format] | None = None,
    *,
    height: Height = "auto",
    alt: str | None = None,
    column_config: Mapping[str, Any] | None = None,
    key: str = "",
) -> None:
    """A read-only table: numbers stay numbers (they sort), and read as ``formats`` words them.

    Missing values read ``n/a`` in every column. A long table stands page by page where a
    ``key`` tells its pages from those of other tables.
    """
    frame = one_page(frame, key)
    shown: Any = frame
    if formats:
        shown = frame.style.format(dict(formats), na_rep=wording.NA)
    st.dataframe(
        shown,
        hide_index=True,
        height=height,
        alt=alt,
        column_config=dict(column_config or {}),
        placeholder=wording.NA,
    )


def chart(figure: Figure) -> None:
    """A chart with its description; the frame goes without the notes that pandas adds to it."""
    rows = pa.Table.from_pandas(figure.frame, preserve_index=False).replace_schema_metadata(None)
    st.vega_lite_chart(rows, theme.localised(figure.spec), theme=None, alt=figure.alt)


def download(
    label: str,
    make: Callable[[], bytes] | bytes,
    file_name: str,
    *,
    key: str,
    mime: str = "text/csv",
) -> None:
    """A download that is made when it is asked for, and does not rerun the page.

    Hand in bytes within a dialog: a button that waits for its file loses the focus, and
    with it the key that closes the dialog.
    """
    st.download_button(
        label,
        data=make,
        file_name=file_name,
        mime=mime,
        on_click="ignore",
        type="tertiary",
        icon=":material/download:",
        key=key,
    )


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


def colours() -> theme.Palette:
    """The palette of the theme that the browser shows."""
    return theme.palette("dark" if state.is_dark() else "light")


def leading() -> Literal["primary", "secondary"]:
    """Type of the button that a page leads to: filled where its white label can be read.

    The accent of the dark theme is light, so that links and levers can be read on it.
    """
    return "secondary" if state.is_dark() else "primary"


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
