"""The evidence layers on a portfolio whose shares are worked out beside it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cockpit.assessment.answer import Need, Status
from cockpit.assessment.maturity import LAYERS
from cockpit.assessment.maturity import passes as evidence
from cockpit.assessment.maturity.funding import likely_duplicates, resolves
from cockpit.assessment.maturity.next_evidence import (
    guess_sentence,
    level_sentence,
    next_evidence,
)
from cockpit.assessment.maturity.passes import Standing, passes
from cockpit.assessment.maturity.patterns import patterns
from cockpit.assessment.maturity.scores import maturity_of, weights_of
from cockpit.assessment.maturity.uses_cost import METERED, metered
from cockpit.inventory.reading import Inventory
from cockpit.inventory.vocabulary import Tier
from scenarios.portfolio import Behaviour, CaptureStatus, EvidenceGrade, Timing
from tests.assessment.maturity_books import (
    DAY,
    case,
    changed,
    complete,
    cost,
    initiative,
    inventory,
)

#: Place of a metric of initiative number n among the rows of ``complete``.
_REWORK, _METRICS = 4, 9


def story() -> Inventory:
    """A 6,000, B 3,000, C 1,000 a year, together 10,000.

    A has everything. B lacks rework before AI, so it stops at E2. C's cost is an
    estimate, so it stops before E1; its funded item is in no register; its benefit is
    only potential.
    """
    book = complete(6_000, 3_000, 1_000)
    book = changed(book, "metrics", _METRICS + _REWORK, baseline=None)
    book = changed(book, "costs", 2, actual=False)
    book = changed(book, "initiatives", 2, funded_item="EP-9 Unknown", vendor="Other")
    return changed(book, "benefits", 2, capture_status=CaptureStatus.POTENTIAL)


def test_scores_level_and_gate_by_hand() -> None:
    found = maturity_of(case(story()))
    alone = {key: score.passing for key, score in found.scores.items()}
    supported = {key: score.supported for key, score in found.scores.items()}
    # E1: A + B = 9,000. E2: all. E3: A + C = 7,000. E4 and E5: A + B = 9,000, of 10,000.
    assert alone == pytest.approx({"E1": 0.9, "E2": 1.0, "E3": 0.7, "E4": 0.9, "E5": 0.9})
    # With all below: A and B up to E2, then A alone (6,000).
    assert supported == pytest.approx({"E1": 0.9, "E2": 0.9, "E3": 0.6, "E4": 0.6, "E5": 0.6})
    assert [score.holds for score in found.scores.values()] == [True, True, False, False, False]
    assert [score.above_gate for score in found.scores.values()] == [
        False,
        False,
        False,
        True,
        True,
    ]
    assert (found.level, found.guessing) == (2, "E3")
    assert [found.level_of(key) for key in "ABC"] == [5, 2, 0]
    assert level_sentence(found).replace("\u00a0", " ") == (
        "Evidence holds up to layer 2 of 5; we are guessing at layer 3, Productivity Value: "
        "60 % of the cost passes, 80 % must."
    )


def test_three_values_of_a_pass() -> None:
    found = passes(case(story()))
    assert found["A"]["E3"].standing is Standing.PASSES
    assert found["B"]["E3"].standing is Standing.MISSING
    assert found["B"]["E3"].missing == (Need("metrics", "baseline", "rework"),)
    assert found["B"]["E3"].reason == "rework before not stated"
    assert found["C"]["E1"].standing is Standing.FAILS
    assert found["C"]["E1"].missing == ()
    assert found["C"]["E1"].reason == "1 cost row estimated"
    assert found["C"]["E4"].standing is Standing.FAILS
    assert found["C"]["E5"].reason == "benefit only potential"


def test_answers_carry_the_plain_score_and_what_is_missing() -> None:
    the_case = case(story())
    answers = {entry.key: the_case.answer(entry) for entry in LAYERS}
    figures = {key: answer.figure for key, answer in answers.items()}
    assert figures == pytest.approx({"E1": 0.9, "E2": 1.0, "E3": 0.7, "E4": 0.9, "E5": 0.9})
    status = {key: answer.status for key, answer in answers.items()}
    # Only B's rework is blank; what C states is not enough, but it is stated.
    assert status == {
        "E1": Status.ANSWERED,
        "E2": Status.ANSWERED,
        "E3": Status.PARTLY,
        "E4": Status.ANSWERED,
        "E5": Status.ANSWERED,
    }
    assert answers["E3"].columns == ("Metrics: Baseline of “rework”",)
    assert answers["E3"].owner == "Owner B"
    assert answers["E3"].sentence.startswith("At least 70\u00a0%")
    assert any("Unsupported" in sentence for sentence in answers["E4"].remarks)
    assert not any("Unsupported" in sentence for sentence in answers["E2"].remarks)


def test_the_next_evidence_is_what_alone_lifts_most() -> None:
    the_case = case(changed(story(), "initiatives", 1, evidence_cost=700.0))
    found = maturity_of(the_case)
    first, second = next_evidence(the_case, found)
    # B alone lacks rework: 6,000 + 3,000. C alone lacks a booked cost: 6,000 + 1,000.
    assert (first.need, first.initiatives) == (Need("metrics", "baseline", "rework"), ("B",))
    assert first.lifts_to == pytest.approx(0.9)
    assert first.money == 3_000
    assert first.share == pytest.approx(0.3)
    assert (first.cost, first.priced, first.owners) == (700.0, 1, ("Owner B",))
    assert (second.need, second.initiatives) == (evidence.ACTUAL, ("C",))
    assert second.lifts_to == pytest.approx(0.7)
    assert (second.cost, second.priced) == (None, 0)
    assert guess_sentence(the_case, found) == (
        "The next evidence to gather is the share of units that come back before AI (Metrics: "
        "Baseline of “rework”) for Initiative B; owned by Owner B. It lifts layer 3 from 60\u00a0% "
        "to 90\u00a0%; 80\u00a0% must pass."
    )


def test_the_threshold_moves_the_gate() -> None:
    assert maturity_of(case(story(), maturity_pass_share=0.6)).level == 5
    assert maturity_of(case(story(), maturity_pass_share=0.95)).level == 0


def test_unknown_cost_weighs_as_much_as_the_dearest() -> None:
    book = story()
    book = replace(book, initiatives=(*book.initiatives, initiative("D", 5)))
    the_case = case(book)
    weights = weights_of(the_case)
    assert (weights["D"].amount, weights["D"].assumed) == (6_000, True)
    found = maturity_of(the_case)
    # A + B = 9,000 of 6,000 + 3,000 + 1,000 + 6,000.
    assert found.scores["E1"].passing == pytest.approx(9_000 / 16_000)
    answer = the_case.answer(LAYERS[3])
    assert answer.status is Status.PARTLY
    assert "Costs: Amount" in answer.columns


def test_without_any_cost_nothing_can_be_weighed() -> None:
    the_case = case(replace(complete(1.0, 2.0), costs=()))
    found = maturity_of(the_case)
    assert (found.level, found.guessing, found.scores) == (None, None, {})
    for entry in LAYERS:
        answer = the_case.answer(entry)
        assert (answer.status, answer.figure) == (Status.CANNOT, None)
        assert "Costs: Amount" in answer.columns


def test_missing_evidence_is_no_score_of_zero() -> None:
    book = complete(6_000, 3_000)
    for place in range(2):
        book = changed(book, "initiatives", place, owner=None)
    answer = case(book).answer(LAYERS[0])
    assert (answer.status, answer.figure, answer.columns) == (
        Status.CANNOT,
        None,
        ("Initiatives: Owner",),
    )
    for place in range(2):
        book = changed(book, "initiatives", place, owner="Somebody")
        book = changed(book, "costs", place, actual=False)
    answer = case(book).answer(LAYERS[0])
    assert (answer.status, answer.figure) == (Status.ANSWERED, 0.0)


def test_a_cost_that_lies_ahead_need_not_be_booked() -> None:
    book = complete(6_000)
    ahead = cost("A", 9, 500, timing=Timing.ONE_OFF, start=DAY, actual=False)
    undated = cost("A", 9, 500, timing=Timing.ONE_OFF, actual=False)
    assert passes(case(replace(book, costs=(*book.costs, ahead))))["A"]["E1"].passed
    assert not passes(case(replace(book, costs=(*book.costs, undated))))["A"]["E1"].passed


@pytest.mark.parametrize(
    ("item", "found"),
    [
        ("EP-1 Claims", True),
        ("ep–1  claims", True),
        ("EP-1", True),
        ("EP-1 Claims intake", False),
        ("Claims", False),
        ("EP-2", True),
        ("EP-3", False),
    ],
)
def test_a_funded_item_is_found_by_its_text_or_code(item: str, found: bool) -> None:
    assert resolves(item, ("EP-1 Claims", "EP-2 Service", "")) is found


def test_without_a_register_no_item_is_resolved() -> None:
    book = complete(6_000)
    book = replace(book, settings=book.settings.model_copy(update={"funded_items": ()}))
    answer = case(book).answer(LAYERS[3])
    assert (answer.status, answer.figure) == (Status.CANNOT, None)
    assert answer.columns == ("Settings: Funded items",)


def test_duplicates_are_of_one_tier() -> None:
    rows = (
        initiative("A", 2, name="Claims knowledge search", tier=Tier.T1, funded_item="EP-1 Claims"),
        initiative("B", 3, name="Group knowledge search", tier=Tier.T1, funded_item="EP-2 Service"),
        initiative("C", 4, name="Knowledge search", tier=Tier.T2, funded_item="EP-1 Claims"),
    )
    (pair,) = likely_duplicates(case(inventory(rows)))
    assert (pair.first.id, pair.second.id) == ("A", "B")
    assert pair.reasons == ("names share knowledge, search",)


def test_failure_patterns_show_their_rows() -> None:
    book = changed(story(), "initiatives", 0, seats_licensed=100, seats_active=75)
    book = changed(book, "costs", 0, behaviour=Behaviour.SEATS, in_it_budget=False)
    book = changed(book, "benefits", 1, destination=None)
    book = changed(book, "benefits", 0, grade=EvidenceGrade.ANECDOTAL)
    the_case = case(book)
    embedded, idle, shadow = patterns(the_case, "E1")
    assert [str(row) for row in embedded.rows] == ["Costs!4"]  # C's estimate of 1,000
    assert embedded.table["EUR a year"].tolist() == [1_000]
    # 25 of 100 seats of 6,000 a year.
    assert (idle.table["Unused"].tolist(), idle.table["EUR a year"].tolist()) == ([25], [1_500])
    assert shadow.table["EUR a year"].tolist() == [6_000]
    (hours,) = patterns(the_case, "E3")
    assert hours.table["Hours a month"].tolist() == [20]  # 10 × (5 − 3)
    (outside,) = patterns(the_case, "E4")
    assert [str(row) for row in outside.rows] == ["Initiatives!4"]
    (narrative,) = patterns(the_case, "E5")
    assert [str(row) for row in narrative.rows] == ["Initiatives!2", "Initiatives!4"]


def test_a_pattern_without_its_columns_is_unknown() -> None:
    book = complete(6_000)
    book = replace(
        book, benefits=(), settings=book.settings.model_copy(update={"funded_items": ()})
    )
    book = changed(book, "initiatives", 0, stage=None, strategic_fit=None, decision=None)
    the_case = case(book)
    found = [each for key in ("E1", "E2", "E3", "E4", "E5") for each in patterns(the_case, key)]
    assert [(each.seen, each.known) for each in found] == [(False, False)] * 7
    assert all(each.sentence.startswith("Unknown: ") for each in found)


def test_forecast_of_metered_spend() -> None:
    book = changed(complete(12_000), "costs", 0, behaviour=METERED[0])
    book = changed(book, "initiatives", 0, monthly_growth=0.1)
    row = metered(case(book)).iloc[0]
    assert row["Now, EUR a month"] == pytest.approx(1_000)
    assert row["In 12 months, EUR a month"] == pytest.approx(1_000 * 1.1**12)
    unknown = metered(case(changed(book, "initiatives", 0, monthly_growth=None))).iloc[0]
    assert unknown["In 12 months, EUR a month"] != unknown["In 12 months, EUR a month"]


def test_money_that_nobody_booked_opens_no_gate() -> None:
    """An estimate on an initiative with good output must not lift Output Quality."""
    # A 7,000 and C 800 have everything, B 2,200 lacks its outputs: E2 is 78 %, below 80 %.
    book = changed(complete(7_000, 2_200, 800), "metrics", _METRICS, current=None)
    before = maturity_of(case(book))
    assert before.scores["E2"].passing == pytest.approx(0.78)
    assert before.level == 1
    # 1,500 of estimates on C: E1 still passes (9,200 of 11,500 = 80 %), and E2 by itself is
    # now 9,300 of 11,500 = 81 %. With E1 below it, it is 7,000 of 11,500 = 61 %.
    after = maturity_of(case(replace(book, costs=(*book.costs, cost("C", 9, 1_500, actual=False)))))
    assert after.scores["E1"].passing == pytest.approx(0.8)
    assert after.scores["E2"].passing == pytest.approx(9_300 / 11_500)
    assert after.scores["E2"].supported == pytest.approx(7_000 / 11_500)
    assert after.level == 1
