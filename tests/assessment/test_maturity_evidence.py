"""What to ask for next: in plain words, as a set that reaches the threshold, counted once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cockpit.assessment.answer import Need
from cockpit.assessment.case import Case
from cockpit.assessment.maturity import LAYERS
from cockpit.assessment.maturity import passes as evidence
from cockpit.assessment.maturity.evidence_set import gaps_at, share_with, together
from cockpit.assessment.maturity.evidence_table import COUNTED, asked_table
from cockpit.assessment.maturity.evidence_words import asked_for, asked_for_where
from cockpit.assessment.maturity.next_evidence import guess_sentence, level_sentence
from cockpit.assessment.maturity.scores import maturity_of
from tests.assessment.maturity_books import case, changed, complete

#: Places of the metrics of one initiative among the rows of ``complete``, and their number.
_ACCEPTED, _REJECTED, _MINUTES, _METRICS = 0, 1, 2, 9
_NEED = {
    name: Need("metrics", "current", name)
    for name in (evidence.ACCEPTED, evidence.REJECTED, evidence.REVIEW_MINUTES)
}


def outputs_missing(**limits: float) -> Case:
    """A 5,000 passes all; B 2,500, C 1,500 and D 1,000 lack outputs, of 10,000.

    B lacks review minutes and rejected outputs, C review minutes, D accepted outputs.
    """
    book = complete(5_000, 2_500, 1_500, 1_000)
    for initiative, place in ((1, _MINUTES), (1, _REJECTED), (2, _MINUTES), (3, _ACCEPTED)):
        book = changed(book, "metrics", initiative * _METRICS + place, current=None)
    for initiative, cost in ((1, 400.0), (2, 300.0), (3, 200.0)):
        book = changed(book, "initiatives", initiative, evidence_cost=cost)
    return case(book, **limits)


def test_the_set_reaches_the_threshold_and_spares_what_it_can() -> None:
    """Minutes: 5,000 + 1,500 = 65 %; with rejected + 2,500 = 90 %. Accepted is not needed."""
    found = maturity_of(outputs_missing())
    steps = together(found)
    assert [each.need for each in steps] == [
        _NEED[evidence.REVIEW_MINUTES],
        _NEED[evidence.REJECTED],
    ]
    assert [each.share for each in steps] == pytest.approx([0.65, 0.9])
    assert steps[-1].share >= found.threshold


@pytest.mark.parametrize("threshold", [0.55, 0.6, 0.65, 0.7, 0.8, 0.9, 0.95, 1.0])
def test_no_piece_of_the_set_can_be_spared(threshold: float) -> None:
    found = maturity_of(outputs_missing(maturity_pass_share=threshold))
    assert found.guessing is not None
    needs = [each.need for each in together(found)]
    gaps = gaps_at(found, found.guessing)
    assert share_with(found, gaps, needs) >= threshold - 1e-12
    for spared in needs:
        rest = [need for need in needs if need != spared]
        assert share_with(found, gaps, rest) < threshold - 1e-12


def test_the_sentence_says_that_one_piece_is_not_enough_and_what_is() -> None:
    the_case = outputs_missing()
    said = guess_sentence(the_case, maturity_of(the_case)).replace("\u00a0", " ")
    assert said == (
        "The next evidence to gather is minutes of review for each output, for 2 initiatives. "
        "Alone it lifts layer 2 from 50 % to 65 %; with outputs that were thrown away the layer "
        "reaches 90 %, and 80 % must pass."
    )


def test_each_initiative_counts_once_and_what_lifts_nothing_is_left_out() -> None:
    """B and C cost 400 + 300 in the first row; B's second row counts nothing again; D 200."""
    the_case = outputs_missing()
    table = asked_table(the_case, maturity_of(the_case))
    assert table["Evidence to gather"].tolist() == [
        "minutes of review for each output",
        "outputs that were thrown away",
        "outputs that were used",
    ]
    assert table["Lifts share to, alone"].tolist() == pytest.approx([0.65, 0.5, 0.6])
    assert table["With the rows above"].tolist() == pytest.approx([0.65, 0.9, 1.0])
    assert table["Cost, EUR"].tolist() == ["700", COUNTED, "200"]
    # At 65 % the minutes are enough: what lifts nothing by itself is not asked for.
    enough = outputs_missing(maturity_pass_share=0.65)
    assert asked_table(enough, maturity_of(enough))["Evidence to gather"].tolist() == [
        "minutes of review for each output",
        "outputs that were used",
    ]


def test_a_cost_that_only_some_state_says_so() -> None:
    the_case = outputs_missing()
    book = changed(the_case.inventory, "initiatives", 2, evidence_cost=None)
    partly = case(book)
    first = asked_table(partly, maturity_of(partly))["Cost, EUR"].tolist()[0]
    assert first == "400 (1 of 2)"


def test_every_column_has_words_of_its_own() -> None:
    needs = {need for entry in LAYERS for need in entry.rests_on}
    for need in needs:
        assert asked_for(need) != need.label, need.label
        assert asked_for_where(need) == f"{asked_for(need)} ({need.label})"
    assert len({asked_for(need) for need in needs}) == len(needs)


def test_a_share_just_below_the_threshold_does_not_read_as_reached() -> None:
    """5,960 of 10,000 against 60 %: 60 % would read as passed."""
    book = complete(5_960, 4_040)
    book = changed(book, "costs", 1, actual=False)
    found = maturity_of(case(book, maturity_pass_share=0.6))
    assert found.level == 0
    said = level_sentence(found).replace("\u00a0", " ")
    assert said.endswith("59.6 % of the cost passes, 60 % must.")
    answer = case(book, maturity_pass_share=0.6).answer(LAYERS[0])
    assert answer.sentence.replace("\u00a0", " ").startswith("59.6 % of the cost a year")


def test_nothing_to_ask_for_where_all_holds_or_nothing_is_weighed() -> None:
    for book in (complete(1.0), replace(complete(1.0), costs=())):
        found = maturity_of(case(book))
        assert together(found) == ()
        assert asked_table(case(book), found).empty
