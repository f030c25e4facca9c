"""The CFO's figures against paper: 547 %, value by driver, and what of it is trusted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from cockpit.assessment.answer import Answer, Entry, Status
from cockpit.assessment.case import Case, case_of
from cockpit.assessment.stakeholders import CFO, TRUST, VIEWS
from cockpit.assessment.stakeholders.summary import headline, key_figures
from cockpit.assessment.stakeholders.value_drivers import NO_DRIVER, freed_hours
from cockpit.assessment.stakeholders.worked_example import example_table, example_words
from cockpit.inventory.portfolio_from import portfolio_of, to_portfolio
from cockpit.inventory.reading import Inventory
from cockpit.inventory.rows import Settings
from tests.inventory import books

Rows = Sequence[Mapping[str, Any]]

SETTINGS = {"Currency": "EUR", "Decision date": "2026-04-01", "Discount rate": 0,
            "Horizon months": 12}  # fmt: skip


def sheet(rows: Rows) -> list[list[Any]]:
    """Rows as they stand in a workbook: the headers that any of them names, then the cells."""
    head = list(dict.fromkeys(name for row in rows for name in row))
    return [head, *([row.get(name) for name in head] for row in rows)]


def case(settings: Mapping[str, Any] | None = None, **sheets: Rows) -> Case:
    """A case of a workbook with these rows by sheet."""
    stated = {**SETTINGS, **(settings or {})}
    tabs = {name: sheet(rows) for name, rows in sheets.items()}
    tabs["Settings"] = [["Setting", "Value"], *([name, value] for name, value in stated.items())]
    reading = books.read(tabs)
    assert reading.inventory is not None, reading.issues
    assert not reading.rejected, [each.issues for each in reading.rejected]
    return case_of(reading.inventory, portfolio_of(reading), draws=64)


def answer(entry: Entry, of: Case) -> Answer:
    return of.answer(entry)


#: The example of the source text as a workbook: three costs, two benefits.
ONE = [{"ID": "X", "Name": "Example", "Owner": "Ana"}]
COSTS = [
    {"Initiative": "X", "Layer": layer, "Item": item, "Behaviour": "fixed", "Timing": "annual",
     "Amount": amount}
    for layer, item, amount in (
        ("C1", "Platform", 50_000), ("C2", "Model calls", 24_000), ("C6", "Team", 100_000),
        # The example knows of no other cost; declared zero, or its ROI would be a bound.
        ("C3", "None", 0), ("C4", "None", 0), ("C5", "None", 0), ("C7", "None", 0),
    )
]  # fmt: skip
TICKETS = {
    "Initiative": "X", "Benefit": "Tickets deflected", "Unit": "tickets",
    "Volume a month": 50_000 / 12, "Value per unit": 15, "Capture status": "captured",
    "Value driver": "support deflection", "Evidence grade": "measured",
}  # fmt: skip
HOURS = {
    "Initiative": "X", "Benefit": "Analyst time", "Unit": "hours",
    "Volume a month": 5_000 / 12, "Value per unit": 75, "Capture status": "captured",
    "Value driver": "knowledge-worker hours", "Evidence grade": "estimated",
}  # fmt: skip


#: The example counts no hours of minding the AI.
BURDEN = [
    {"Initiative": "X", "Metric": name, "Current": 0}
    for name in ("review hours", "coordination hours", "security hours")
]


def example(burden: Rows = tuple(BURDEN), **hours: Any) -> Case:
    benefits = [TICKETS, {**HOURS, **hours}]
    return case(Initiatives=ONE, Costs=COSTS, Benefits=benefits, Metrics=burden)


def words(of: Case) -> dict[str, str]:
    """ROI in words by basis, from the CFO's table."""
    table = of.answer(CFO).tables["ROI by basis"]
    said = table.set_index("Basis")["ROI, base case"].to_dict()
    return {name: text.replace("\u00a0", " ") for name, text in said.items()}


def test_the_claimed_return_of_the_example_is_547_percent() -> None:
    """(50,000 × 15 + 5,000 × 75 − 174,000) ÷ 174,000 = 951,000 ÷ 174,000 = 5.4655."""
    cost, benefit = 50_000 + 24_000 + 100_000, 50_000 * 15 + 5_000 * 75
    assert (cost, benefit) == (174_000, 1_125_000)
    assert (benefit - cost) / cost == pytest.approx(5.4655, abs=5e-5)
    whole = example(**{"Destination": "more volume", "Redeployed share": 1})
    found = whole.answer(CFO)
    assert found.status is Status.ANSWERED, found.columns
    assert found.figure == pytest.approx((benefit - cost) / cost, rel=1e-12)
    assert words(whole) == {"claimed": "547 %", "captured": "547 %", "cashable": "547 %"}


def test_hours_without_a_destination_are_not_cash() -> None:
    """Cashable: 750,000 of tickets only, (750,000 − 174,000) ÷ 174,000 = 331 %."""
    found = example()
    assert words(found) == {"claimed": "547 %", "captured": "547 %", "cashable": "331 %"}
    said = found.answer(CFO)
    assert said.status is Status.PARTLY
    assert said.columns == ("Benefits: Destination",)
    assert said.owner == "Ana"
    assert "cashable 331\u00a0%" in said.sentence


def test_hours_whose_burden_is_not_stated_are_not_cash() -> None:
    """Without security hours nobody knows what is left of the hours: tickets only, 331 %."""
    found = example(BURDEN[:2], **{"Destination": "more volume", "Redeployed share": 1})
    assert words(found) == {"claimed": "547 %", "captured": "547 %", "cashable": "331 %"}
    assert found.answer(CFO).columns == ("Metrics: Current of “security hours”",)
    assert any("not all stated" in note for note in found.result().notes)  # type: ignore[union-attr]


def test_a_return_on_part_of_the_cost_is_called_a_bound() -> None:
    three = [row for row in COSTS if row["Amount"]]
    found = case(Initiatives=ONE, Costs=three, Benefits=[TICKETS]).answer(CFO)
    assert found.status is Status.PARTLY
    assert "Costs: Layer" in found.columns
    assert found.sentence.startswith("At most: 1 initiative lacks cost layers.")


def test_hours_that_are_only_observed_count_half() -> None:
    """Captured: (750,000 + 375,000 ÷ 2 − 174,000) ÷ 174,000 = 763,500 ÷ 174,000 = 4.3879."""
    found = example(**{"Capture status": "observed"})
    assert found.answer(CFO).figure == pytest.approx(763_500 / 174_000, rel=1e-12)
    assert words(found)["captured"] == "439 %"


def test_the_worked_example_on_the_page_is_the_workbook_s() -> None:
    table = example_table().set_index("What became of it")
    claimed = 951_000 / 174_000
    assert table["Claimed ROI"].tolist() == pytest.approx([claimed] * 4)
    assert table["Captured ROI"].tolist() == pytest.approx(
        [claimed, claimed, 763_500 / 174_000, -1]
    )
    assert table["Cashable ROI"].tolist() == pytest.approx(
        [claimed, 576_000 / 174_000, 576_000 / 174_000, -1]
    )
    said = example_words()
    for number in ("174,000", "1,125,000", "6.5"):
        assert number in said


def test_value_by_driver() -> None:
    """Tickets 750,000 a year; hours 375,000, observed 187,500, of which 40 % redeployed 75,000."""
    found = example(
        **{"Capture status": "observed", "Destination": "more volume", "Redeployed share": 0.4}
    )
    table = found.answer(CFO).tables["Value by driver"].set_index("Value driver")
    money = ["Claimed a year", "Captured a year", "Cashable a year"]
    assert table.loc["support deflection", money].tolist() == pytest.approx([750_000] * 3)
    assert table.loc["knowledge-worker hours", money].tolist() == pytest.approx(
        [375_000, 187_500, 75_000]
    )
    # A driver without any benefit is blank, not nought.
    assert table.loc["decision time", money].isna().all()
    assert freed_hours(found) == pytest.approx((5_000 / 12, 5_000 / 12 * 0.5 * 0.4))


def test_a_benefit_without_driver_stands_apart_and_is_missing() -> None:
    found = example(**{"Value driver": None, "Destination": "more volume", "Redeployed share": 1})
    said = found.answer(CFO)
    assert said.columns == ("Benefits: Value driver",)
    drivers = said.tables["Value by driver"].set_index("Value driver")
    assert drivers.loc[NO_DRIVER, "Claimed a year"] == pytest.approx(375_000)
    assert said.figure == pytest.approx(951_000 / 174_000)


def test_benefits_without_cost_are_left_out_and_named() -> None:
    two = [*ONE, {"ID": "Y", "Name": "Free lunch"}]
    hours = {**HOURS, "Initiative": "Y"}
    found = case(Initiatives=two, Costs=COSTS, Benefits=[TICKETS, hours]).answer(CFO)
    assert found.figure == pytest.approx(576_000 / 174_000)
    assert "Costs: Amount" in found.columns
    assert any("EUR\u00a0375.0\u00a0k a year claimed" in sentence for sentence in found.remarks)


def test_trust_in_measurement_and_value() -> None:
    """Measured: 750,000 of 1,125,000. Captured: (750,000 + 187,500) of 1,125,000."""
    found = example(**{"Capture status": "observed"})
    _, _, measurement, value = (found.answer(entry) for entry in TRUST)
    assert measurement.figure == pytest.approx(750 / 1_125)
    assert value.figure == pytest.approx(937.5 / 1_125)


def test_no_view_breaks_or_guesses_on_nothing() -> None:
    nothing = Inventory("", "", "XXX", Settings(), ())
    empty = case_of(nothing, to_portfolio(nothing), draws=64)
    for entry in VIEWS:
        found = empty.answer(entry)
        assert found.status is Status.CANNOT, entry.key
        assert found.missing
        assert {need.label for need in entry.rests_on} >= set(found.columns), entry.key
    assert "Nothing can be said yet" in headline(empty)
    assert {each.value for each in key_figures(empty)} == {"n/a"}


def test_keys_and_titles_are_unlike() -> None:
    assert len({entry.key for entry in VIEWS}) == len({entry.title for entry in VIEWS}) == 11
    assert all(entry.page == "stakeholders" and entry.rests_on for entry in VIEWS)
