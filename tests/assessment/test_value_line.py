"""The first line of the value grid, and the reason beside a gain that stays with the person."""

from __future__ import annotations

from cockpit.assessment.value import across
from cockpit.assessment.value.effects import effects_of
from tests.assessment.value_books import case, initiative


def test_the_first_line_says_both_where_a_gain_arrives_and_where_it_stays() -> None:
    """T1: person 30, 40 and 24 %, team 30, 40 and 1 %: medians 30 and 30; A alone keeps all."""
    rows = [("A", 76, 101), ("B", 70, 130), ("C", 60, 140)]
    found = case(
        [initiative(key) for key, *_ in rows],
        [
            row
            for key, time, units in rows
            for row in (
                [key, "task completion time", 100, time],
                [key, "throughput", 100, units],
            )
        ],
    )
    line = across.answer_line(found, effects_of(found)).replace("\u00a0", " ")
    assert line == (
        "In T1 the gain reaches the organisation (30 % → 30 %); in 1 initiative it stays with the "
        "person, the productivity paradox: Name A."
    )


def test_nothing_measured_is_unknown_and_not_nought() -> None:
    found = case([initiative("A")])
    effects = effects_of(found)
    assert across.answer_line(found, effects) == (
        "Whether individual gains reach the organisation is unknown: no tier is measured well "
        "enough on both sides."
    )
    assert across.reach_table(found, effects).empty


def test_the_reason_of_a_paradox_stands_beside_it() -> None:
    """AI step of 20 % of cycle time, twice as fast; else what cycle time did."""
    time, units = ["task completion time", 100, 76], ["throughput", 100, 101]
    stated = [["AI share of cycle time", None, 0.2], ["speed-up of the AI step", None, 2]]

    def why(*rows: list[object]) -> str:
        found = case([initiative("A")], [["A", *row] for row in (time, units, *rows)])
        return str(across.reach_table(found, effects_of(found))["Why"].iloc[0])

    assert why(*stated).replace("\u00a0", " ") == "AI step 20 % of cycle time"
    assert why() == "share of the AI step not stated"
    assert why(["cycle time", 100, 96]).replace("\u00a0", " ") == "cycle time 4 % less"
    assert why(["cycle time", 100, 104]).replace("\u00a0", " ") == "cycle time 4 % more"
