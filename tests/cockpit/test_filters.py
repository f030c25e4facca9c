"""Filters in an address: there and back, short, and nothing of a file in them."""

from __future__ import annotations

import pytest

from cockpit import address, filters

WORDS = ("Two levers", "Enough draws?", "CISO / GRC")


def test_words_go_there_and_back() -> None:
    offered = filters.codes(WORDS)
    assert list(offered) == ["two-levers", "enough-draws", "ciso-grc"]
    for word in WORDS:
        code = filters.code_of(offered, word, WORDS[0])
        assert filters.value_of(offered, code, WORDS[0]) == (word, True)


def test_the_default_is_not_written() -> None:
    assert filters.code_of(filters.codes(WORDS), WORDS[0], WORDS[0]) == ""


@pytest.mark.parametrize("code", ["two levers", "<script>", "TWO-LEVERS", "../x", "%00", "9" * 999])
def test_what_is_not_offered_is_set_aside(code: str) -> None:
    assert filters.value_of(filters.codes(WORDS), code, WORDS[0]) == (WORDS[0], False)


def test_words_that_read_alike_are_refused() -> None:
    with pytest.raises(ValueError, match="tell apart"):
        filters.codes(["a b", "a-b"])
    with pytest.raises(ValueError, match="tell apart"):
        filters.codes(["?!"])


def test_no_filter_is_taken_for_a_lever_or_setting() -> None:
    for name in ("section", "preset", "use"):
        assert not address.knows(filters.parameter(name))
    with pytest.raises(ValueError, match="no name"):
        filters.parameter("Two words")
