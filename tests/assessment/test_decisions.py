"""Cards of decisions: how record and figures compare, their order, the words, the tables."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from cockpit.assessment.case import case_of
from cockpit.assessment.decisions.cards import (
    NOT_JUDGED,
    NOT_RECORDED,
    DecisionCard,
    Standing,
    agreement,
    cards_table,
    comparable,
    cross_table,
    decision_cards,
    first_line,
    money_in,
)
from cockpit.assessment.decisions.steadiness import FlipsFound
from cockpit.assessment.evidence.pieces import buying
from cockpit.assessment.verdicts import NextEvidence
from scenarios.nearest_flips import Flip, Flips
from scenarios.results import Estimate
from scenarios.stability import Stays
from tests.assessment import fixture
from tests.inventory import books
from tests.sample_readings import inventory, portfolio


@cache
def of_fixture() -> dict[str, DecisionCard]:
    return {card.id: card for card in decision_cards(fixture.full())}


@cache
def of_sample() -> tuple[DecisionCard, ...]:
    return decision_cards(case_of(inventory(), portfolio(), draws=512))


def with_decision(field: str, value: object) -> tuple[DecisionCard, ...]:
    """The fixture with a column of C's decision changed."""
    rows = fixture.sheets()
    head = rows["Initiatives"][0]
    row = next(row for row in rows["Initiatives"] if row[head.index("ID")] == "C")
    row[head.index(field)] = value
    return decision_cards(fixture.case(rows))


def test_the_fixture_has_one_decision_that_the_figures_contradict() -> None:
    """C loses four fifths of its cost and is recorded as optimise; the others agree."""
    standing = {key: card.standing for key, card in of_fixture().items()}
    assert standing.pop("C") is Standing.CONTRADICTED
    assert set(standing.values()) == {Standing.AGREES}
    assert next(iter(of_fixture())) == "C"


def test_the_first_line_counts_verdicts_and_money() -> None:
    """C's own 9,000 a month and its fifth of 5,000 shared: 120,000 a year."""
    assert first_line(tuple(of_fixture().values()), "EUR").replace("\u00a0", " ") == (
        "1 of 5 should scale, 1 stop, 1 be renegotiated, 1 be optimised, 1 be contained. 1 of 5 "
        "recorded decisions is not borne out, with EUR 120.0 k a year in them."
    )


def test_a_decision_that_is_not_on_record_is_said_and_never_counted_as_agreeing() -> None:
    cards = with_decision("Decision", None)
    card = next(each for each in cards if each.id == "C")
    assert card.standing is Standing.UNRECORDED
    assert card.recorded == NOT_RECORDED
    assert card.record == "No decision is on record."
    assert "The figures contradict none" in first_line(cards, "EUR")


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("Decided by", None, "optimise, nobody named on"),
        ("Decision date", None, "no date stated"),
        ("Next review", None, "No next review is stated."),
    ],
)
def test_what_a_record_lacks_is_said(field: str, value: object, said: str) -> None:
    card = next(each for each in with_decision(field, value) if each.id == "C")
    assert said in card.record


def test_a_review_that_is_overdue_is_said() -> None:
    assert of_fixture()["C"].record.endswith("Next review 2026-01-01 (overdue).")
    assert "overdue" not in of_fixture()["A"].record


def test_contradicted_decisions_come_first_and_the_dearest_of_them_on_top() -> None:
    order = list(Standing)
    keys = [(order.index(card.standing), -(card.cost or 0)) for card in of_sample()]
    assert keys == sorted(keys)
    assert of_sample()[0].standing is Standing.CONTRADICTED


def test_what_cannot_be_judged_has_no_verdict_and_contradicts_nothing() -> None:
    silent = {card.id: card for card in of_sample() if card.verdict == NOT_JUDGED}
    assert set(silent) == {"AI-19", "AI-27", "AI-28"}
    assert all(card.standing is not Standing.CONTRADICTED for card in silent.values())
    assert silent["AI-27"].cost is None
    assert "3 cannot be judged" in first_line(of_sample(), "EUR")


def test_verdicts_of_the_first_line_add_up_to_all_initiatives() -> None:
    said = first_line(of_sample(), "EUR").partition(". ")[0]
    numbers = [int(word) for word in said.replace(" of 28", "").split() if word.isdigit()]
    assert sum(numbers) == 28


def test_without_benefits_no_verdict_is_computed() -> None:
    rows = books.costs(["A", "C2", "Tokens", "tokens", "monthly", 100])
    case = fixture.case(rows)
    cards = decision_cards(case)
    assert {card.verdict for card in cards} == {NOT_JUDGED}
    assert first_line(cards, "EUR").startswith("No verdict can be computed")
    assert cards_table(cards, {}, None)["P(verdict stays)"].isna().all()


def test_the_cross_table_holds_every_initiative_and_all_money_once() -> None:
    table = cross_table(of_sample())
    assert table["Initiatives"].sum() == len(of_sample())
    assert table["Cost a year"].sum() == pytest.approx(money_in(of_sample()))
    pairs = {(row.Recorded, row.Computed): row.Initiatives for row in table.itertuples()}
    recorded = [card for card in of_sample() if card.recorded == "scale"]
    assert sum(n for (word, _), n in pairs.items() if word == "scale") == len(recorded)


def test_the_table_tells_chance_and_flips_where_they_are_known() -> None:
    stays = {"C": Stays("stop", Estimate(0.97, 0.01), ("contain",))}
    turns = {"C": Flips("stop", Flip(-0.84, "contain"), None)}
    flips = FlipsFound({"usage": {}, "price_change": turns, "realisation": {}})
    table = cards_table(tuple(of_fixture().values()), stays, flips).set_index("ID")
    assert table.loc["C", "P(verdict stays)"] == 0.97
    assert table.loc["C", "Flips with vendor prices"] == "contain at prices −84\u00a0%"
    assert table["P(verdict stays)"].isna().sum() == 4
    assert table["Flips with usage"].isna().all()
    assert table.loc["C", "Cost of next evidence"] == 5_000


def test_the_next_evidence_names_who_can_and_the_stated_cost() -> None:
    said = of_fixture()["C"].next_evidence("EUR").replace("\u00a0", " ")
    assert "Who can: Cem." in said
    assert said.endswith("finding out is stated to cost EUR 5 k.")


@pytest.mark.parametrize(
    ("study", "cost", "first", "last"),
    [
        (18_000, 45_000.0, "Missing, but not worth buying now: ", ": not worth it."),
        (90_000, 45_000.0, "Find out next: ", ": worth it."),
        (45_100, 45_000.0, "Find out next: ", ": too close to call."),
        (90_000.0, None, "Find out next: ", "what finding out costs is not stated."),
        (0, 45_000.0, "Missing, but not worth buying now: ", "EUR 45 k."),
    ],
)
def test_nothing_is_recommended_that_is_not_worth_its_cost(
    study: float, cost: float | None, first: str, last: str
) -> None:
    """The same rule as on Evidence: worth of the study less its stated cost."""
    card = replace(
        of_fixture()["C"],
        worth=Estimate(100_000.0, 100.0),
        study=Estimate(study, 100.0),
        evidence_cost=cost,
    )
    said = card.next_evidence("EUR").replace("\u00a0", " ")
    assert said.startswith(first)
    assert said.endswith(last)
    assert card.buy == buying(card.worth, card.study, cost)


def test_the_stated_cost_is_not_that_of_a_stress() -> None:
    card = of_fixture()["C"]
    stress = NextEvidence("Find out how likely “Tenfold usage” is", "Cem", own=False)
    finding = replace(card.decided.finding, evidence=stress)
    said = replace(card, decided=replace(card.decided, finding=finding)).next_evidence("EUR")
    assert "EUR" not in said
    assert "worth and costs is not stated" in said


def test_what_cannot_be_compared_is_no_disagreement() -> None:
    """No verdict: nothing agrees and nothing is at odds, and the rest is counted apart."""
    found = tuple(of_fixture().values())
    blind = tuple(
        replace(
            card,
            decided=replace(card.decided, finding=replace(card.decided.finding, computable=False)),
        )
        for card in found
    )
    assert "cannot be compared" in agreement(blind)
    assert " 0 of" not in agreement(blind)
    assert not comparable(blind)
    recorded = sum(card.decided.row.decision is not None for card in found)
    part = agreement((*blind[:1], *found[1:]))
    silent = blind[0].decided.row.decision is not None
    assert f"of {recorded} decision" in part
    assert part.endswith("cannot be compared") is (silent or len(comparable(found)) < recorded)
