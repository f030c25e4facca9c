"""Verdicts: every rule at its threshold and on both sides of it, their order, and the sample."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from cockpit.assessment.thresholds import thresholds_of
from cockpit.assessment.verdicts import RULES, VerdictFinding, judge
from cockpit.assessment.verdicts.figures import WeakBenefit
from cockpit.assessment.verdicts.layers import LayerState
from cockpit.assessment.verdicts.rules import NOT_COMPUTED
from cockpit.inventory.vocabulary import Verdict
from scenarios.crossing import Holds
from scenarios.portfolio import EvidenceGrade
from scenarios.presets import PRESETS
from scenarios.results import Estimate
from tests.assessment.verdict_figures import LIMITS, NEED, PASSED, STEP, figures, p, price, verdict


def test_plain_example_is_contained() -> None:
    found = judge(figures(), LIMITS)
    assert found.verdict is Verdict.CONTAIN
    assert found.computable
    assert not found.missing
    assert len(found.rulings) == len(RULES)


# --- stop ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "expected"),
    [(0.2 - STEP, Verdict.STOP), (0.2, Verdict.CONTAIN), (0.2 + STEP, Verdict.CONTAIN)],
)
def test_stop_at_its_threshold(value: float, expected: Verdict) -> None:
    assert verdict(figures(p_npv_positive=p(value))) is expected


@dataclass(frozen=True)
class Worth:
    value: Estimate
    cost: float | None


def low(worth: Worth | None) -> VerdictFinding:
    """An initiative that hardly pays, with what evidence on it is worth and costs."""
    return judge(figures(p_npv_positive=p(0.1)), LIMITS, worth)


@pytest.mark.parametrize(
    ("value", "expected"),
    [(4_999.0, Verdict.STOP), (5_000.0, Verdict.CONTAIN), (5_001.0, Verdict.CONTAIN)],
)
def test_stop_waits_for_evidence_worth_its_cost(value: float, expected: Verdict) -> None:
    found = low(Worth(p(value), 5_000.0))
    assert found.verdict is expected
    assert not found.missing
    said = " ".join(found.reasons)
    assert "EUR\u00a05.0\u00a0k" in said
    assert ("not less than" in said) is (expected is not Verdict.STOP)
    assert NOT_COMPUTED not in said


def test_evidence_within_its_error_of_the_cost_says_so() -> None:
    assert "within the error" in low(Worth(Estimate(4_900.0, 60.0), 5_000.0)).reasons[0]
    assert "within the error" not in low(Worth(Estimate(4_900.0, 40.0), 5_000.0)).reasons[0]


def test_a_cost_of_evidence_that_is_not_stated_saves_nobody_but_is_named() -> None:
    found = low(Worth(p(5_000.0), None))
    assert found.verdict is Verdict.STOP
    assert "not stated" in found.reasons[0]
    assert [(each.need.label, each.owner) for each in found.missing] == [
        ("Initiatives: Cost of next evidence", "Ada")
    ]


def test_evidence_worth_nothing_is_bought_at_no_price() -> None:
    worths = (Worth(v, c) for v in (p(0.0), Estimate(3.0, 22.0)) for c in (None, 0.0, 5_000.0))
    for worth in worths:
        found = low(worth)
        assert found.verdict is Verdict.STOP
        assert "could change" in found.reasons[0]
        assert not found.missing


def test_stop_says_where_the_worth_of_evidence_cannot_be_computed() -> None:
    found = low(None)
    assert found.verdict is Verdict.STOP
    assert NOT_COMPUTED in found.reasons[0]


def test_the_worth_of_evidence_matters_to_no_initiative_that_may_pay() -> None:
    for worth in (None, Worth(p(9.0), 1.0), Worth(p(1.0), 9.0)):
        assert judge(figures(), LIMITS, worth).reasons == judge(figures(), LIMITS).reasons


def test_stop_comes_before_all_else() -> None:
    everything = figures(p_npv_positive=p(0.1), p_roi_hurdle=p(0.9), unit_cost=9.0)
    assert verdict(everything) is Verdict.STOP


# --- scale -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("base", "stress", "expected"),
    [
        (0.8, 0.6, Verdict.SCALE),
        (0.8 + STEP, 0.6 + STEP, Verdict.SCALE),
        (0.8 - STEP, 0.6, Verdict.CONTAIN),
        (0.8, 0.6 - STEP, Verdict.CONTAIN),
    ],
)
def test_scale_at_its_thresholds(base: float, stress: float, expected: Verdict) -> None:
    stresses = {"Tenfold usage": p(0.99), "Benefits slip": p(stress)}
    assert verdict(figures(p_roi_hurdle=p(base), stresses=stresses)) is expected


@pytest.mark.parametrize(
    ("month", "limit", "expected"),
    [
        (11, 12, Verdict.SCALE),
        (12, 12, Verdict.SCALE),
        (13, 12, Verdict.CONTAIN),
        (24, 24, Verdict.SCALE),
        (25, 24, Verdict.CONTAIN),
        (None, 24, Verdict.CONTAIN),
        (None, None, Verdict.SCALE),
    ],
)
def test_scale_within_the_horizon_class(
    month: int | None, limit: int | None, expected: Verdict
) -> None:
    sound = figures(p_roi_hurdle=p(0.9), payback_months=month, payback_limit=limit)
    assert verdict(sound) is expected


@pytest.mark.parametrize("place", range(3))
def test_scale_needs_each_of_the_first_three_layers(place: int) -> None:
    refuted = list(PASSED)
    refuted[place] = LayerState(refuted[place].code, False, "1 cost row estimated", owner="Ada")
    found = judge(figures(p_roi_hurdle=p(0.9), layers=tuple(refuted)), LIMITS)
    assert found.verdict is Verdict.CONTAIN
    assert not found.missing
    assert found.evidence is not None
    code = PASSED[place].code
    assert found.evidence.what == f"Supply what layer {code} lacks: 1 cost row estimated"

    silent = list(PASSED)
    silent[place] = LayerState(silent[place].code, None, "review hours not stated", (NEED,))
    found = judge(figures(p_roi_hurdle=p(0.9), layers=tuple(silent)), LIMITS)
    assert found.verdict is Verdict.CONTAIN
    assert found.missing == (NEED,)
    assert any(sentence.startswith("Scale is open") for sentence in found.reasons)


def test_missing_evidence_of_a_layer_is_not_asked_for_where_it_decides_nothing() -> None:
    silent = (LayerState("E1", None, "owner not stated", (NEED,)), *PASSED[1:])
    assert judge(figures(layers=silent), LIMITS).missing == ()


def test_a_stress_without_an_answer_leaves_scale_open_unless_another_fails() -> None:
    silent = {"Tenfold usage": None, "Benefits slip": p(0.9)}
    open_ = figures(p_roi_hurdle=p(0.9), stresses=silent, behaviour_needs=(NEED,))
    found = judge(open_, LIMITS)
    assert found.verdict is Verdict.CONTAIN
    assert found.missing == (NEED,)
    failing = {"Tenfold usage": None, "Benefits slip": p(0.1)}
    assert judge(replace(open_, stresses=failing), LIMITS).missing == ()


# --- straddling, renegotiate, optimise, contain -----------------------------------------------


@pytest.mark.parametrize(
    ("low", "high", "straddles"),
    [
        (0.15 - STEP, 0.15, True),
        (0.15 - STEP, 0.5, True),
        (0.15, 0.5, False),
        (0.15 + STEP, 0.5, False),
        (-0.2, 0.15 - STEP, False),
    ],
)
def test_the_hurdle_within_p10_to_p90_is_contained(
    low: float, high: float, straddles: bool
) -> None:
    dear = figures(roi_p10=low, roi_p90=high, unit_cost=9.0)
    found = judge(dear, LIMITS)
    assert found.straddles is straddles
    assert found.verdict is (Verdict.CONTAIN if straddles else Verdict.OPTIMISE)
    assert found.would_be is (Verdict.OPTIMISE if straddles else None)


def test_scale_and_stop_stand_although_the_hurdle_lies_within() -> None:
    wide = figures(roi_p10=0.1, roi_p90=0.9)
    assert verdict(replace(wide, p_roi_hurdle=p(0.85))) is Verdict.SCALE
    assert verdict(replace(wide, p_npv_positive=p(0.1))) is Verdict.STOP


@pytest.mark.parametrize(
    ("kind", "rise", "share", "expected"),
    [
        (Holds.UP_TO, 0.3, 0.25 + STEP, Verdict.RENEGOTIATE),
        (Holds.UP_TO, 0.0, 0.9, Verdict.RENEGOTIATE),
        (Holds.UP_TO, 0.3 + STEP, 0.9, Verdict.CONTAIN),
        (Holds.UP_TO, -STEP, 0.9, Verdict.CONTAIN),
        (Holds.UP_TO, 0.3, 0.25, Verdict.CONTAIN),
        (Holds.UP_TO, 0.3, 0.25 - STEP, Verdict.CONTAIN),
        (Holds.ALWAYS, None, 0.9, Verdict.CONTAIN),
        (Holds.NEVER, None, 0.9, Verdict.CONTAIN),
        (Holds.FROM, 0.1, 0.9, Verdict.CONTAIN),
    ],
)
def test_renegotiate_at_its_thresholds(
    kind: Holds, rise: float | None, share: float, expected: Verdict
) -> None:
    assert verdict(figures(break_even=price(kind, rise), c2_share=share)) is expected


def test_renegotiate_comes_before_optimise_and_is_open_without_the_layers() -> None:
    both = figures(break_even=price(Holds.UP_TO, 0.1), unit_cost=9.0)
    assert verdict(both) is Verdict.RENEGOTIATE
    found = judge(replace(both, c2_share=None, layer_needs=(NEED,)), LIMITS)
    assert found.verdict is Verdict.OPTIMISE
    assert found.missing == (NEED,)


@pytest.mark.parametrize(
    ("chance", "cost", "expected"),
    [
        (0.5, 2.0 + STEP, Verdict.OPTIMISE),
        (0.5 + STEP, 2.5, Verdict.OPTIMISE),
        (0.5 - STEP, 2.5, Verdict.CONTAIN),
        (0.5, 2.0, Verdict.CONTAIN),
        (0.5, 2.0 - STEP, Verdict.CONTAIN),
    ],
)
def test_optimise_at_its_thresholds(chance: float, cost: float, expected: Verdict) -> None:
    assert verdict(figures(p_npv_positive=p(chance), unit_cost=cost)) is expected


@pytest.mark.parametrize("blank", ["unit_cost", "target"])
def test_optimise_is_open_without_a_unit_cost_or_a_target(blank: str) -> None:
    found = judge(figures(**{blank: None}, unit_needs=(NEED,)), LIMITS)
    assert found.verdict is Verdict.CONTAIN
    assert found.missing == (NEED,)


def test_replatform_is_never_computed_and_says_why() -> None:
    said = {each.verdict: each.reason for each in judge(figures(), LIMITS).rulings}
    assert "Not judged" in said[Verdict.REPLATFORM]


def test_without_a_roi_the_verdict_is_contain_with_what_is_missing() -> None:
    blank = figures(
        p_npv_positive=None, p_roi_hurdle=None, roi_p10=None, roi_p90=None,
        unanswered="no benefit is supplied", roi_needs=(NEED,),
    )  # fmt: skip
    found = judge(blank, LIMITS)
    assert (found.verdict, found.computable) == (Verdict.CONTAIN, False)
    assert found.missing == (NEED,)
    assert "no benefit is supplied" in found.reasons[0]
    assert found.evidence is not None
    assert found.evidence.owner == "Ada"


def test_the_next_evidence_is_the_weakest_link() -> None:
    benefit = WeakBenefit("Reading time", EvidenceGrade.ESTIMATED, "Ben")
    found = judge(figures(weakest=benefit), LIMITS).evidence
    assert found is not None
    assert "Reading time" in found.what
    assert found.owner == "Ben"
    # all measured: the single stress under 60 %, although all at once is worse
    joint = PRESETS["everything-at-once"].name
    measured = replace(benefit, grade=EvidenceGrade.MEASURED_WITH_BASELINE)
    stresses = {"Tenfold usage": p(0.3), joint: p(0.0)}
    found = judge(figures(weakest=measured, stresses=stresses), LIMITS).evidence
    assert found is not None
    assert "Tenfold usage" in found.what
    assert not found.own, "the stated cost of next evidence buys no chance of a stress"


def test_what_is_measured_is_not_told_to_be_measured() -> None:
    """Only what was before is open where the benefit is measured, and a stated one is confirmed."""
    bare = WeakBenefit("Reading time", EvidenceGrade.MEASURED, "Ben")
    for benefit, first in (
        (bare, "Measure the baseline of"),
        (replace(bare, baseline=True), "Confirm that the baseline of"),
    ):
        found = judge(figures(weakest=benefit), LIMITS).evidence
        assert found is not None
        assert found.what.startswith(first)
        assert "Measure “Reading time”" not in found.what


def test_thresholds_are_data() -> None:
    lenient = thresholds_of(chosen={"scale_p_hurdle": 0.7})
    assert verdict(figures(), lenient) is Verdict.SCALE
    strict = thresholds_of(chosen={"stop_p_npv": 0.95})
    assert verdict(figures(), strict) is Verdict.STOP
    assert judge(figures(), LIMITS).limits == (
        "stop_p_npv", "scale_p_hurdle", "scale_p_stress", "renegotiate_price_rise",
        "renegotiate_c2_share", "optimise_p_npv",
    )  # fmt: skip


def test_a_probability_within_the_error_of_its_threshold_says_so() -> None:
    near = judge(figures(p_npv_positive=Estimate(0.19, 0.01)), LIMITS)
    assert "within the error" in near.reasons[0]
    far = judge(figures(p_npv_positive=Estimate(0.17, 0.01)), LIMITS)
    assert "within the error" not in far.reasons[0]


def test_a_share_that_rounds_to_its_limit_is_told_with_more_digits() -> None:
    """19.6 % under 20 % must not read as 20 % under 20 %."""
    found = judge(
        figures(p_npv_positive=Estimate(0.1962, 0.004), roi_p10=-0.9, roi_p90=-0.1), LIMITS
    )
    said = found.reasons[0].replace("\u00a0", " ")
    assert "19.6 %, under 20 %" in said
