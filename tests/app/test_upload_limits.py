"""How much a session keeps of what is dropped: three files, each of 25 MB at most."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from cockpit import state
from cockpit.inventory.raw import LIMITS


def _drop_all(contents: list[bytes]) -> None:
    """Runs as a page: takes each file as the Data page does, and shows what is kept."""
    import streamlit as st

    from cockpit import state

    for number, content in enumerate(contents):
        problem = state.refusal(content)
        if problem:
            st.error(problem)
        else:
            state.take(state.new_upload(f"{number}.xlsx", content))
    st.text(" ".join(upload.name for upload in state.uploads()))
    current = state.current_upload()
    st.text(current.name if current else "none")


def _kept(*contents: bytes) -> tuple[list[str], list[str]]:
    page = AppTest.from_function(_drop_all, args=(list(contents),), default_timeout=60).run()
    assert not page.exception
    return [text.value for text in page.text], [error.value for error in page.error]


def test_a_file_kept_five_times_is_kept_once() -> None:
    (kept, current), _ = _kept(*[b"same"] * 5)
    assert kept == "4.xlsx"
    assert current == "4.xlsx"


def test_the_oldest_of_five_files_make_room() -> None:
    (kept, current), _ = _kept(*(f"file {n}".encode() for n in range(5)))
    assert kept == "2.xlsx 3.xlsx 4.xlsx"
    assert current == "4.xlsx"


def _refused_then_taken() -> None:
    """Runs as the Data page does with an empty file and then a good one."""
    import streamlit as st

    from cockpit import state
    from cockpit.views import data_upload
    from sample_data import MINIMAL

    data_upload.drop("nothing.csv", b"")
    st.text(" ".join(state.notes()))
    data_upload.drop(MINIMAL.name, MINIMAL.read_bytes())
    st.text("Still said: " + " ".join(state.notes()))


def test_a_refused_file_is_named_until_the_next_one_comes() -> None:
    page = AppTest.from_function(_refused_then_taken, default_timeout=60).run()
    assert not page.exception
    first, later = [text.value for text in page.text]
    assert first.startswith("nothing.csv could not be read: it is empty. The data before it stays")
    assert later == "Still said:"


def test_a_file_too_large_is_refused_and_displaces_none() -> None:
    (kept, current), errors = _kept(b"small", b"x" * (state.UPLOAD_BYTES_LIMIT + 1), b"")
    assert kept == current == "0.xlsx"
    assert any("25 MB" in error for error in errors)
    assert any("empty" in error for error in errors)


def test_the_largest_file_is_kept_and_a_session_never_holds_more_than_three_of_them() -> None:
    full = [bytes([n]) * state.UPLOAD_BYTES_LIMIT for n in range(4)]
    (kept, _), errors = _kept(*full)
    assert kept == "1.xlsx 2.xlsx 3.xlsx"
    assert errors == []
    assert state.UPLOAD_LIMIT * state.UPLOAD_BYTES_LIMIT == 3 * 25 * 2**20
    assert LIMITS.file_mb * 2**20 == state.UPLOAD_BYTES_LIMIT
