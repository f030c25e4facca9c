"""Board question 8 on the fixture: what was decided beside what the figures call for."""

from __future__ import annotations

from functools import cache

from cockpit.assessment.answer import Status
from cockpit.assessment.board import decisions
from tests.assessment import fixture


@cache
def decided() -> dict[str, decisions.Decided]:
    return {each.row.id: each for each in decisions.decided(fixture.full())}


def test_age_and_overdue_reviews() -> None:
    """Decided 2026-02, 2025-12, 2024-10, 2026-01 and 2025-10; looked at in 2026-04."""
    assert {key: each.age_months for key, each in decided().items()} == {
        "A": 2, "B": 4, "C": 18, "D": 3, "E": 6,
    }  # fmt: skip
    assert [key for key, each in decided().items() if each.overdue] == ["C"]


def test_only_c_is_at_odds_with_its_figures() -> None:
    found = fixture.full().answer(decisions.ENTRY)
    assert found.figure == 1
    assert [key for key, each in decided().items() if each.contradicted] == ["C"]
    assert "Client answers (recorded optimise, computed stop)" in found.sentence
    assert set(found.frame["ID"]) == {"A", "C", "E"}
    assert set(found.tables["Initiatives that are not material"]["ID"]) == {"B", "D"}


def test_a_decision_that_nobody_recorded_is_open_and_counts() -> None:
    rows = fixture.sheets()
    head, *body = rows["Initiatives"]
    body[0][head.index("Decision")] = None
    found = fixture.case(rows).answer(decisions.ENTRY)
    assert (found.status, found.figure) == (Status.PARTLY, 2)
    assert found.columns == ("Initiatives: Decision",)
    assert found.owner == "Ana"


def test_a_verdict_that_is_not_computed_contradicts_nobody() -> None:
    rows = fixture.sheets()
    head = rows["Benefits"][0]
    for row in rows["Benefits"][1:]:
        if row[0] == "C":
            row[head.index("Volume a month")] = None
    found = fixture.case(rows).answer(decisions.ENTRY)
    line = found.frame.set_index("ID").loc["C"]
    assert list(line[["Recorded", "Computed", "Compared"]]) == [
        "optimise",
        decisions.NOT_COMPUTED,
        "open",
    ]
    assert found.sentence.endswith("for 2 of 3 material initiatives: 1 cannot be computed.")


def test_what_is_not_assessed_is_asked_as_well() -> None:
    rows = fixture.sheets()
    head, *body = rows["Initiatives"]
    body[3][head.index("Regulated")] = None
    found = fixture.case(rows).answer(decisions.ENTRY)
    assert set(found.frame["ID"]) == {"A", "C", "D", "E"}
    assert found.columns == ("Initiatives: Regulated",)


def test_cost_of_nothing_leaves_every_verdict_open_and_names_the_cost() -> None:
    rows = fixture.sheets()
    head = rows["Costs"][0]
    for row in rows["Costs"][1:]:
        for name in ("Amount", "P10", "P90", "Commitment"):
            if name in head and row[head.index(name)] is not None:
                row[head.index(name)] = 0
    found = fixture.case(rows).answer(decisions.ENTRY)
    assert found.status is Status.CANNOT
    assert found.figure is None
    assert "Costs: Amount" in found.columns
