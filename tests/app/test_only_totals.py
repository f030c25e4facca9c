"""A file of totals with vendors: no layer is known, so nothing is called a model invoice."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from cockpit import navigation
from cockpit.assessment.case import Case, case_of
from cockpit.assessment.spend import invoice_only
from cockpit.assessment.verdicts.finding import findings
from cockpit.cli import WORKBOOK_VARIABLE
from cockpit.inventory.portfolio_from import portfolio_of
from cockpit.inventory.reader import read_workbook
from scenarios.presets import PRESETS
from scenarios.simulate import Simulator

TOTALS = b"Name,Vendor,Annual cost,Annual benefit\nA,V1,100,300\nB,V2,200,100\n"


@pytest.fixture
def case() -> tuple[Case, list[str]]:
    """The totals as a case, and the presets that it has simulated."""
    reading = read_workbook(TOTALS, "totals.csv")
    assert reading.inventory is not None
    portfolio = portfolio_of(reading)
    asked: list[str] = []

    def simulate(preset: str):  # type: ignore[no-untyped-def]
        asked.append(preset)
        return Simulator(portfolio, 200, 1).run(PRESETS[preset])

    return case_of(reading.inventory, portfolio, simulate=simulate, seed=1, draws=200), asked


def test_a_total_is_no_model_invoice(case: tuple[Case, list[str]]) -> None:
    invoice = invoice_only(case[0].cost)
    assert case[0].cost.recurring == 300
    assert (invoice.invoice, invoice.multiple, invoice.lines) == (0, None, ())


def test_no_stress_is_simulated_where_base_answers_for_nobody(
    case: tuple[Case, list[str]],
) -> None:
    """The benefits state no capture status, which no lever supplies."""
    found, asked = case
    first = findings(found)
    assert set(asked) == {"base"}
    assert all(set(each.figures.unanswered_stresses) for each in first.values())
    assert all(each.figures.p_roi_hurdle is None for each in first.values())


def test_the_page_does_not_set_an_invoice_beside_unknown_layers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "totals.csv"
    path.write_bytes(TOTALS)
    monkeypatch.setenv(WORKBOOK_VARIABLE, str(path))
    app = Path(navigation.__file__).with_name("app.py")
    at = AppTest.from_file(str(app), default_timeout=60).run()
    at.switch_page(f"views/{navigation.page_row('full-cost').script}").run()
    assert not at.exception
    said = "\n".join(each.value for each in at.markdown).replace("\\", "")
    assert "the layers are unknown" in said
    assert "model invoices show" not in said
