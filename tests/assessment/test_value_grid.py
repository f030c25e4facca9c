"""The value grid against arithmetic written out by hand."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cockpit.assessment.answer import Answer, Status
from cockpit.assessment.case import Case
from cockpit.assessment.value import CELLS, across, tracked
from cockpit.assessment.value.amdahl import ceiling, ceilings
from cockpit.assessment.value.effects import Bounds, bounds_of, effects_of
from cockpit.assessment.value.reach import Verdict, initiative_reaches, judged, tier_reaches
from cockpit.inventory.catalogue import CATALOGUE
from cockpit.inventory.vocabulary import Tier
from tests.assessment.value_books import benefit, case, initiative, nothing

_CELLS = {entry.key: entry for entry in CELLS}


def cell(case_: Case, key: str) -> Answer:
    return case_.answer(_CELLS[f"grid-{key}"])


def test_gain_is_positive_when_better_in_either_direction() -> None:
    found = case(
        [initiative("A")],
        [
            ["A", "task completion time", 10, 8],  # lower is better: +20 %
            ["A", "throughput", 100, 90],  # higher is better: −10 %
        ],
    )
    assert cell(found, "T1-individual").figure == pytest.approx(0.2)
    assert cell(found, "T1-collective").figure == pytest.approx(-0.1)


def test_a_cell_is_the_median_of_metrics_and_benefits() -> None:
    found = case(
        [initiative("A"), initiative("B")],
        [["A", "task completion time", 10, 8], ["B", "error rate", 0.1, 0.09]],
        [
            benefit("A", "drafting", Beneficiary="individual", Unit="hours", Baseline=2, Current=1),
            # the same quantity as the metric: once
            benefit(
                "A",
                "again",
                Beneficiary="individual",
                Baseline=99,
                Current=1,
                Metric="task completion time",
            ),
        ],
    )
    # gains 20 %, 10 %, 50 %
    answer = cell(found, "T1-individual")
    assert answer.figure == pytest.approx(0.2)
    assert answer.status is Status.ANSWERED
    assert len(answer.frame) == 3


def test_beneficiary_and_tier_decide_the_cell() -> None:
    def gains(**row: object) -> dict[str, float | None]:
        found = case(
            [initiative("A", "T2")], [], [benefit("A", "b", Baseline=10, Current=9, **row)]
        )
        return {key: cell(found, key).figure for key in ("T1-collective", "T2-individual")}

    assert gains(Beneficiary="client")["T2-individual"] == pytest.approx(0.1)
    assert gains(Beneficiary="client")["T1-collective"] is None
    moved = gains(Beneficiary="client", Tier_of_effect="T1 Internal tools")
    assert moved["T1-collective"] == pytest.approx(0.1)
    assert moved["T2-individual"] is None


def test_pass_through_and_paradox_of_a_tier() -> None:
    found = case(
        [initiative("A")],
        [["A", "task completion time", 100, 76], ["A", "throughput", 100, 101]],
    )
    tier = tier_reaches(found, effects_of(found))[0]
    assert tier.ratio == pytest.approx(0.01 / 0.24)
    assert tier.verdict is Verdict.PARADOX
    line = across.answer_line(found, effects_of(found)).replace("\u00a0", " ")
    assert line == (
        "In T1 the gain stays with the person (24 % → 1 %), the productivity paradox; in 1 "
        "initiative it stays with the person: Name A."
    )


@pytest.mark.parametrize(
    ("individual", "collective", "verdict"),
    [
        (0.10, 0.0249, Verdict.PARADOX),  # at the gain, just under the pass-through
        (0.10, 0.025, Verdict.REACHES),  # 0.25 exactly passes
        (0.0999, 0.0, Verdict.SMALL),  # just under the gain: not tested
        (0.4, -0.1, Verdict.PARADOX),  # the organisation lost
        (-0.2, 0.3, Verdict.SMALL),
    ],
)
def test_paradox_at_its_thresholds(individual: float, collective: float, verdict: Verdict) -> None:
    def exact(gain: float) -> Bounds:
        return Bounds(gain, gain)

    assert judged(exact(individual), exact(collective), 0.10, 0.25) is verdict


def test_a_gain_of_a_tenth_is_a_tenth_though_binary_is_not() -> None:
    # (1 − 0.9) ÷ 1 = 0.09999999999999998
    found = case([initiative("A")], [["A", "task completion time", 1, 0.9]])
    found2 = case(
        [initiative("A")], [["A", "task completion time", 1, 0.9], ["A", "throughput", 100, 100]]
    )
    assert cell(found, "T1-individual").figure == pytest.approx(0.1)
    assert tier_reaches(found2, effects_of(found2))[0].verdict is Verdict.PARADOX


def test_unknown_where_a_side_is_missing_and_t3_is_never_tested() -> None:
    found = case(
        [initiative("A"), initiative("P", "T3")],
        [
            ["A", "task completion time", 10, 5],
            ["P", "client task time", 10, 5],
            ["P", "churn rate", 0.1, 0.1],
        ],
    )
    t1, _, t3 = tier_reaches(found, effects_of(found))
    assert (t1.verdict, t1.ratio) == (Verdict.UNKNOWN, None)
    assert (t3.verdict, t3.ratio) == (Verdict.INDIRECT, None)


def test_what_is_not_measured_counts_as_the_lowest_and_is_named() -> None:
    rows = [["A", "throughput", 100, 130], ["B", "throughput", 100, 120], ["C", "throughput", 1, 1]]
    whole = case([initiative(key) for key in "ABC"], rows)
    assert cell(whole, "T1-collective").figure == pytest.approx(0.2)
    # C is blank: 30 %, 20 % and something: the median is 20 % at least.
    part = case([initiative(key) for key in "ABC"], [*rows[:2], ["C", "throughput", None, 1]])
    answer = cell(part, "T1-collective")
    assert answer.status is Status.PARTLY
    assert answer.figure == pytest.approx(0.2)
    assert answer.columns == ("Metrics: Baseline",)
    # Two of three blank: no median holds.
    blank = case(
        [initiative(key) for key in "ABC"],
        [rows[0], *(["BC"[i], *rows[1][1:2], None, 1] for i in range(2))],
    )
    assert cell(blank, "T1-collective").status is Status.CANNOT


def test_a_benefit_without_beneficiary_weighs_on_both_sides() -> None:
    found = case(
        [initiative("A")],
        [["A", "task completion time", 10, 5], ["A", "throughput", 10, 15]],
        [benefit("A", "b", Baseline=10, Current=9)],
    )
    for key in ("T1-individual", "T1-collective"):
        assert cell(found, key).columns == ("Benefits: Beneficiary",)
        assert cell(found, key).figure is None


def test_a_baseline_of_zero_and_a_plan_give_no_gain() -> None:
    found = case(
        [initiative("A")],
        [["A", "throughput", 0, 15]],
        [
            benefit(
                "A", "plan", Beneficiary="collective", Baseline=10, Current=5, Start="2027-01-01"
            )
        ],
    )
    answer = cell(found, "T1-collective")
    assert (answer.status, answer.figure) == (Status.CANNOT, None)
    assert len(effects_of(found)) == 1


def test_straddling_effects_stay_in_their_tiers() -> None:
    found = case(
        [initiative("K", "T2")],
        [["K", "time to resolution", 10, 5], ["K", "support ticket volume", 100, 80]],
        [
            benefit(
                "K",
                "upkeep",
                Beneficiary="collective",
                Baseline=10,
                Current=6,
                Tier_of_effect="T1 Internal tools",
            )
        ],
    )
    effects = effects_of(found)
    assert across.straddling(effects) == {"K": (Tier.T1, Tier.T2)}
    # 40 % in T1, 20 % in T2: each in its own cell, in no sum.
    assert cell(found, "T1-collective").figure == pytest.approx(0.4)
    assert cell(found, "T2-collective").figure == pytest.approx(0.2)
    reach = initiative_reaches(found, effects)
    assert reach["K", Tier.T2].ratio == pytest.approx(0.2 / 0.5)
    assert reach["K", Tier.T1].verdict is Verdict.UNKNOWN
    assert list(across.straddling_table(found, effects)["Gain"]) == pytest.approx([0.4, 0.5, 0.2])
    # both sides of client support gain
    assert [key for key, _ in across.both_gain(found, effects, Tier.T2)] == ["K"]


def test_indirect_effects_are_apart() -> None:
    found = case(
        [initiative("A"), initiative("P", "T3")],
        [],
        [
            benefit(
                "A",
                "image",
                Beneficiary="collective",
                Baseline=10,
                Current=5,
                Direct_or_indirect="indirect",
            ),
            benefit(
                "P",
                "renewal",
                Beneficiary="client",
                Baseline=50,
                Current=55,
                Better="higher",
                Direct_or_indirect="indirect",
            ),
        ],
    )
    assert cell(found, "T1-collective").status is Status.CANNOT
    assert cell(found, "T3-collective").figure == pytest.approx(0.1)
    assert cell(found, "T3-individual").figure is None
    table = across.indirect_table(found, effects_of(found))
    assert dict(zip(table["What improved"], table["Shown in"], strict=True)) == {
        "image": "listed here only",
        "renewal": "T3, the organisation",
    }


def test_a_bottleneck_is_an_individual_gain_that_the_system_does_not_follow() -> None:
    found = case(
        [initiative(key) for key in "ABC"],
        [
            # A gains 40 %: a quarter of it is 10 %; cycle time 5 %, throughput 9 %
            ["A", "task completion time", 10, 6],
            ["A", "cycle time", 100, 95],
            ["A", "throughput", 100, 109],
            # B: cycle time follows
            ["B", "task completion time", 10, 6],
            ["B", "cycle time", 100, 90],
            # C: nothing is measured
            ["C", "task completion time", 10, 6],
        ],
    )
    effects = effects_of(found)
    assert across.stuck_initiatives(found, effects) == ("A",)
    words = dict(across.reach_table(found, effects)[["Initiative", "Bottleneck"]].to_numpy())
    assert (words["Name A"], words["Name B"]) == ("likely", "no")
    assert words["Name C"].startswith("unknown")


def test_ceiling_in_closed_form() -> None:
    # half of the time, twice as fast: a quarter less
    assert ceiling(0.5, 2) == pytest.approx(0.25)
    assert ceiling(0.18, 1.4) == pytest.approx(0.18 * 0.4 / 1.4)
    assert ceiling(0.4, 1) == pytest.approx(0)
    assert ceiling(0.4, 1e12) == pytest.approx(0.4)
    assert ceiling(1, 4) == pytest.approx(0.75)
    for share, speed_up in ((1.2, 2), (-0.1, 2), (0.5, 0)):
        with pytest.raises(ValueError, match="must"):
            ceiling(share, speed_up)


@given(share=st.floats(0, 1), speed_up=st.floats(1, 1e9))
def test_ceiling_lies_between_nothing_and_the_share(share: float, speed_up: float) -> None:
    assert -1e-12 <= ceiling(share, speed_up) <= share + 1e-12


def test_ceiling_beside_what_was_realised() -> None:
    found = case(
        [initiative(key) for key in "ABC"],
        [
            ["A", "AI share of cycle time", None, 0.5],
            ["A", "speed-up of the AI step", None, 2],
            ["A", "cycle time", 10, 9],
            ["B", "AI share of cycle time", None, 0.5],
            ["C", "AI share of cycle time", None, 0.5],
            ["C", "speed-up of the AI step", None, 0],
        ],
    )
    a, *rest = ceilings(found)
    assert (a.limit, a.realised) == (pytest.approx(0.25), pytest.approx(0.1))
    by_id = {each.initiative: each for each in rest}
    assert "speed-up" in by_id["B"].words
    assert by_id["B"].missing[0].need.label == "Metrics: Current of “speed-up of the AI step”"
    assert by_id["C"].limit is None


@given(gains=st.lists(st.floats(-1, 5), max_size=6), unmeasured=st.integers(0, 4))
def test_bounds_hold_whatever_is_unmeasured(gains: list[float], unmeasured: int) -> None:
    bounds = bounds_of(gains, unmeasured)
    if not gains and not unmeasured:
        assert bounds == Bounds(None, None)
        return
    for guess in (-7.0, 0.0, 9.0):
        truth = bounds_of([*gains, *[guess] * unmeasured], 0).low
        assert bounds.low is not None
        assert bounds.high is not None
        assert truth is not None
        assert bounds.low <= truth <= bounds.high


_METRICS = ("task completion time", "throughput", "time saved per task", "cost per output")


@settings(max_examples=25, deadline=None)
@given(
    values=st.lists(st.tuples(st.integers(1, 9), st.integers(1, 9)), min_size=4, max_size=4),
    blank=st.integers(0, 3),
    current=st.booleans(),
)
def test_blanking_never_improves(values: list[tuple[int, int]], blank: int, current: bool) -> None:
    rows = [["A", name, *pair] for name, pair in zip(_METRICS, values, strict=True)]
    less = [list(row) for row in rows]
    less[blank][3 if current else 2] = None
    whole, part = case([initiative("A")], rows), case([initiative("A")], less)
    for key in ("T1-individual", "T1-collective"):
        before, after = cell(whole, key), cell(part, key)
        assert before.figure is not None
        assert (after.figure if after.figure is not None else -math.inf) <= before.figure
        if after.figure != before.figure:
            assert after.status is not Status.ANSWERED
    verdicts = {tier_reaches(each, effects_of(each))[0].verdict for each in (whole, part)}
    assert len(verdicts - {Verdict.UNKNOWN}) <= 1, "a verdict holds or becomes unknown"


def test_no_initiative_no_answer() -> None:
    found = nothing()
    for entry in CELLS:
        assert found.answer(entry).status is Status.CANNOT


def test_the_catalogue_table_holds_every_metric_of_the_six_tables() -> None:
    found = case(
        [initiative("A"), initiative("B")],
        [
            ["A", "throughput", 100, 110],
            ["B", "team throughput", 100, 130],
            ["A", "own name", 1, 2],
        ],
    )
    table = tracked.catalogue_table(found)
    assert len(table) == sum(metric.cell is not None for metric in CATALOGUE) == 26
    row = table.set_index("Metric").loc["throughput"]
    assert (row["Tracked here"], row["Initiatives"]) == ("yes", 2)
    assert row["Median gain"] == pytest.approx(0.2)
    assert set(table.set_index("Metric").drop("throughput")["Tracked here"]) == {"no"}
    others = tracked.catalogue_table(found, of_grid=False)
    assert len(table) + len(others) == len(CATALOGUE)
    assert tracked.own_names(found) == ("own name",)
