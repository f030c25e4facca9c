"""A simulation of many initiatives: watched, broken off, taken up again."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from cockpit import state
from cockpit.views import parts, working

APP = str(Path(state.__file__).with_name("app.py"))
STOPPED = "Broken off, and not worked out: Simulating 28 initiatives."


@pytest.fixture(autouse=True)
def _every_portfolio_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "LARGE", 1)


def test_the_result_stands_when_the_work_is_done() -> None:
    page = AppTest.from_file(APP, default_timeout=60)
    page.query_params["draws"] = "1006"
    page.run()
    assert not page.exception
    assert not page.error
    assert "Captured ROI" in page.markdown[0].value
    assert not [button for button in page.button if button.label == "Cancel"]


def test_a_broken_off_simulation_says_so_and_can_be_taken_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = state.remembered

    def remembered(key: str, default: object = None) -> object:
        return working._question() if key == "work_simulation" else asked(key, default)

    # Another number of draws than other tests ask for, so that nothing is known yet.
    page = AppTest.from_file(APP, default_timeout=60)
    page.query_params["draws"] = "1007"
    with monkeypatch.context() as patched:
        patched.setattr(state, "remembered", remembered)
        page.run()
        said = page.markdown[0].value.replace("\\", "")
        assert "No verdict is possible: the simulation was broken off" in said
        assert STOPPED in [text.value for text in page.text]
    resume = next(button for button in page.button if button.label == "Work it out")
    resume.click().run()
    assert not page.exception
    assert "Captured ROI" in page.markdown[0].value
