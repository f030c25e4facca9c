"""Figures as different readers write them; the digits are the same in each."""

from __future__ import annotations

import threading

import pytest

from cockpit import locales, theme, wording
from scenarios.results import Stamp

#: As the style guides of these languages print it, looked up by hand.
PRINTED = {
    "en-GB": "1,234,567.8",
    "de-DE": "1.234.567,8",
    "de-CH": "1’234’567.8",
    "fr-FR": "1\u202f234\u202f567,8",
    "sv-SE": "1\u00a0234\u00a0567,8",
    "pl-PL": "1\u00a0234\u00a0567,8",
}


@pytest.mark.parametrize(("locale", "text"), PRINTED.items())
def test_a_number_is_written_as_its_readers_write_it(locale: str, text: str) -> None:
    with locales.speaking(locale):
        assert wording.number(1_234_567.84, 1) == text


def test_every_kind_of_figure_follows() -> None:
    with locales.speaking("de-DE"):
        assert wording.money(1_234_567, "EUR") == "EUR\u00a01,2\u00a0m"
        assert wording.money(-999.4, "EUR") == "EUR\u00a0−999"
        assert wording.percent(12.345, decimals=1) == "1.234,5\u00a0%"
        assert wording.multiple(0.3) == "×0,3"
        assert wording.multiple(1_000) == "×1.000"
        assert wording.lever_value(0.125, "%") == "12,5\u00a0%"
        assert wording.lever_value(0.3, "%") == "30\u00a0%"
        assert wording.count(1_234, "row") == "1.234 rows"
        assert wording.compared(0.596, 0.6) == ("59,6\u00a0%", "60\u00a0%")
        assert wording.error_in_points(0.0015) == "±\u00a00,15\u00a0pts"
        assert wording.months(1_200) == "1.200\u00a0months"
        assert wording.number(None) == wording.NA


def test_the_same_digits_in_every_locale() -> None:
    for value in (0.0, -0.04, 5.0, 1_234.5, -98_765_432.109):
        digits = set()
        for locale in locales.LOCALES:
            with locales.speaking(locale):
                text = wording.number(value, 2, signed=True)
            digits.add("".join(sign for sign in text if sign.isdigit() or sign in "+−"))
        assert len(digits) == 1


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        (None, "en-GB"),
        ("en-US", "en-US"),
        ("en-AU", "en-GB"),
        ("de-AT", "de-DE"),
        ("de-LI", "de-CH"),
        ("fr-CA", "fr-FR"),
        ("pt-BR", "it-IT"),
        ("xx-YY", "en-GB"),
        ("", "en-GB"),
    ],
)
def test_a_browsers_language_finds_its_locale(tag: str | None, expected: str) -> None:
    assert locales.nearest(tag) == expected


def test_an_unknown_locale_is_english() -> None:
    with locales.speaking("tlh"):
        assert wording.number(1_234.5, 1) == "1,234.5"


def test_one_thread_does_not_write_in_anothers_locale() -> None:
    found = []
    with locales.speaking("de-DE"):
        other = threading.Thread(target=lambda: found.append(wording.number(1_234.5, 1)))
        other.start()
        other.join()
        assert wording.number(1_234.5, 1) == "1.234,5"
    assert found == ["1,234.5"]
    assert wording.number(1_234.5, 1) == "1,234.5"


def test_axes_follow_without_changing_the_shared_spec() -> None:
    spec = {"mark": "bar", "config": {"font": "x"}}
    with locales.speaking("de-DE"):
        config = theme.localised(spec)["config"]
    assert (config["locale"]["number"]["decimal"], config["font"]) == (",", "x")
    assert spec["config"] == {"font": "x"}


def test_a_stamp_reads_the_same_everywhere() -> None:
    stamp = Stamp("d" * 64, "Base", "s" * 64, 7, 10_000, "0", "2026-11-01", "f.xlsx")
    with locales.speaking("de-DE"):
        german = stamp.line()
    assert german == stamp.line()
    assert "10000 draws" in german


def test_texts_of_the_engine_are_rewritten_number_by_number() -> None:
    text = "ROI 1.23 and 48,008,690.14; version 0.1.0, 2026-11-01, P10, Q4.2x, 5 of 7. End 0.5."
    with locales.speaking("de-DE"):
        assert locales.rewritten(text) == (
            "ROI 1,23 and 48.008.690,14; version 0.1.0, 2026-11-01, P10, Q4.2x, 5 of 7. End 0,5."
        )
    assert locales.rewritten(text) == text
