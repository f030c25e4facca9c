"""Left side of the usage page: upload of logs, the sample, and what became of each file."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import pandas as pd
import streamlit as st

import sample_data
from cockpit import frame, state, wording
from cockpit.usage.dialects import DIALECTS
from cockpit.usage.isolation import FILE_BYTES_LIMIT, FILES_LIMIT, read_logs
from cockpit.usage.model_prices import read_catalogue
from cockpit.usage.streams import UnreadableLogError
from cockpit.usage.sums import OUTCOMES, UsageLog
from cockpit.views import usage_session as session
from cockpit.views.parts import Loaded, finding, remark, table_height

_TAKEN = "usage_taken"
_PROBLEM = "usage_problem"
_TURN = "usage_turn"
_MEGABYTES = FILE_BYTES_LIMIT // 2**20


def controls(loaded: Loaded) -> None:
    """Upload, the sample, and the way back to none."""
    finding("Use your own usage logs")
    turn = state.remembered(_TURN, 0)
    files = st.file_uploader(
        f"CSV, JSON or JSON lines, up to {FILES_LIMIT} files of {_MEGABYTES} MB",
        # Every file is taken to the reader, which says in words what it cannot read.
        type=None,
        accept_multiple_files=True,
        key=f"usage_files_{turn}",
        max_upload_size=_MEGABYTES,
    )
    marks = tuple(sorted(file.file_id for file in files))
    if marks and state.remembered(_TAKEN) != marks:
        state.remember(_TAKEN, marks)
        _take([(file.name, file.getvalue()) for file in files])
        st.rerun()
    problem = state.remembered(_PROBLEM)
    if problem:
        st.error(wording.escape_markdown(problem))
    remark(
        "All files chosen together replace the log in use. Only monthly sums by model and label "
        "are kept, in this session's memory; keys, names of users, prompts and answers are not "
        "looked at."
    )
    with st.container(horizontal=True):
        st.button(
            "Sample usage log",
            key="use_sample_usage",
            on_click=_sample,
            disabled=not loaded.data.is_sample,
            help=None
            if loaded.data.is_sample
            else "It belongs to the sample portfolio, which is not in use.",
        )
        frame.download(
            "Sample as a file",
            sample_data.USAGE.read_bytes,
            sample_data.USAGE.name,
            key="sample_usage_file",
        )
        if session.log() is not None:
            st.button("Remove the log", key="remove_usage", type="tertiary", on_click=_remove)


def _take(files: Sequence[tuple[str, bytes]]) -> None:
    """Read the files; a log that cannot be read leaves the one before in use."""
    bar = st.progress(0.0, "Reading the usage log")

    def tell(share: float) -> None:
        bar.progress(share, "Reading the usage log")

    try:
        found = read_logs(files, tell)
    except UnreadableLogError as error:
        state.remember(_PROBLEM, str(error))
    else:
        state.remember(_PROBLEM, None)
        if any(found.outcome(name) for name in ("counted", "failed", "duplicate", "unreadable")):
            session.keep_log(found)
        else:
            state.remember(
                _PROBLEM,
                "No line of these files is a request to a model. Known are "
                + wording.listed(dialect.title for dialect in DIALECTS)
                + ".",
            )
    finally:
        bar.empty()


def _sample() -> None:
    content = sample_data.USAGE.read_bytes()
    session.keep_log(read_logs([(sample_data.USAGE.name, content)]))
    state.remember(_PROBLEM, None)
    own = read_catalogue(sample_data.MODEL_PRICES.read_bytes()).prices
    known = session.catalogue()
    added = [price for price in own if known.named(price.model) is None]
    session.keep_prices((*added, *known.prices))


def _remove() -> None:
    session.keep_log(None)
    state.remember(_PROBLEM, None)
    state.remember(_TAKEN, None)
    state.remember(_TURN, state.remembered(_TURN, 0) + 1)


def formats() -> None:
    """What can be read, and how each kind counts cached tokens."""
    finding("What can be read")
    with st.container(gap="xxsmall"):
        for each in DIALECTS:
            remark(f"{each.title}: {each.rule}")


def files(log: UsageLog) -> None:
    """Every line of every file, by what became of it; the numbers add up."""
    rows = [
        {
            "File": file.name,
            "Lines": file.lines,
            **{OUTCOMES[name]: file.outcomes[name] for name in OUTCOMES},
            "Kind": ", ".join(file.kinds) or wording.NA,
        }
        for file in log.files
    ]
    table = pd.DataFrame(rows).set_index("File").T if len(rows) == 1 else pd.DataFrame(rows)
    if len(rows) == 1:
        table = table.reset_index(names="Lines of the file").astype(str)
    finding("What became of each line")
    frame.table(table, height=table_height(len(table), 8), alt="Lines by what became of them")


def problems_of(log: UsageLog) -> pd.DataFrame:
    """Lines that could not be read, with their places."""
    return pd.DataFrame(
        [(each.file, each.place, each.reason) for each in log.problems],
        columns=["File", "Place", "What is wrong"],
    )


def mark_of(log: UsageLog) -> str:
    """What a download is stamped with beside the data: the files it was read from."""
    text = log.digest or hashlib.sha256(repr(log.sums).encode()).hexdigest()
    return f"usage log {text[:12]}"
