"""The shape of an answer: what may not be said without saying what is missing."""

from __future__ import annotations

import pytest

from cockpit.assessment.answer import Answer, Missing, Need, Status, Unit, cannot, figure_text

NEED = Need("metrics", "baseline", "cycle time")


def test_a_need_reads_as_a_person_finds_it() -> None:
    assert NEED.label == "Metrics: Baseline of “cycle time”"
    assert Need("costs", "vendor").label == "Costs: Vendor"
    assert Need("settings", "funded_items").label == "Settings: Funded items"


def test_no_figure_without_an_answer_and_no_gap_without_its_name() -> None:
    with pytest.raises(ValueError, match="no figure"):
        Answer(Status.CANNOT, 0.0, Unit.SHARE, "Nothing is known.", missing=(Missing(NEED),))
    for status in (Status.PARTLY, Status.CANNOT):
        with pytest.raises(ValueError, match="names what is missing"):
            Answer(status, None, Unit.SHARE, "Something is missing.")


def test_the_owner_is_who_is_asked_for_most() -> None:
    missing = [Missing(NEED, "A", "Ada"), Missing(NEED, "B", "Bo"), Missing(NEED, "C", "Bo")]
    assert cannot(Unit.SHARE, "Nothing is known.", missing).owner == "Bo"
    assert cannot(Unit.SHARE, "Nothing is known.", [Missing(NEED, "A")]).owner is None


@pytest.mark.parametrize(
    ("unit", "value", "text"),
    [
        (Unit.SHARE, 0.84, "84\u00a0%"),
        (Unit.MONEY_YEAR, 14_200_000.0, "EUR\u00a014.2\u00a0m"),
        (Unit.MONTHS, 2.5519, "2.6\u00a0months"),
        (Unit.HOURS_MONTH, -120.0, "\u2212120\u00a0h a month"),
        (Unit.LAYER, 2.0, "2 of 5"),
        (Unit.INITIATIVES, 1.0, "1 initiative"),
        (Unit.RATIO, 6.5, "×6.5"),
        (Unit.COUNT, 3.0, "3"),
        (Unit.SHARE, None, "n/a"),
    ],
)
def test_a_figure_reads_by_its_unit(unit: Unit, value: float | None, text: str) -> None:
    missing = () if value is not None else (Missing(NEED),)
    status = Status.ANSWERED if value is not None else Status.CANNOT
    answer = Answer(status, value, unit, "A sentence.", missing=missing)
    assert figure_text(answer, "EUR") == text
