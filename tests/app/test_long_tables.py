"""Tables longer than pandas words at once: page by page, and whole in the download."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

ROWS = 30_000


def _page() -> None:
    import pandas as pd

    from cockpit import wording
    from cockpit.views import parts

    rows = pd.DataFrame({f"Column {place}": range(30_000) for place in range(10)})
    parts.tabled(rows, "long", "stamp", {"Column 0": wording.number})


def test_a_table_above_the_limit_of_its_formats_stands_page_by_page() -> None:
    """300,000 cells: pandas refuses to word more than 262,144."""
    at = AppTest.from_function(_page, default_timeout=60).run()
    assert not at.exception
    first = list(at.dataframe[0].value["Column 1"])
    (chosen,) = at.selectbox
    pages = list(chosen.options)
    assert first[0] == 0
    assert pages[0].startswith("1 to ")
    assert pages[-1].endswith(f" to {ROWS:,}")
    chosen.select_index(len(pages) - 1).run()
    assert not at.exception
    assert list(at.dataframe[0].value["Column 1"])[-1] == ROWS - 1


def _all_rows() -> None:
    import pandas as pd
    import streamlit as st

    from cockpit import frame

    rows = pd.DataFrame({"A": range(30_000)})
    seen = frame.one_page(rows, "pages")
    st.text(f"{seen['A'].iloc[0]} {seen['A'].iloc[-1]}")
    frame.table(rows)


def test_pages_hold_every_row_once() -> None:
    at = AppTest.from_function(_all_rows, default_timeout=60).run()
    expected = 0
    for place in range(len(at.selectbox[0].options)):
        at.selectbox[0].select_index(place).run()
        first, last = map(int, at.text[0].value.split())
        assert first == expected
        expected = last + 1
    assert expected == ROWS
    assert any("of 30,000 rows" in each.value for each in at.caption), "no pages, and it is said"
