"""Verdicts: every rule at its threshold and on both sides of it, their order, and the sample."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.assessment.answer import Missing, Need
from cockpit.assessment.case import case_of
from cockpit.assessment.thresholds import Thresholds, thresholds_of
from cockpit.assessment.verdicts import RULES, VerdictFinding, findings, judge
from cockpit.assessment.verdicts.figures import VerdictFigures, WeakBenefit
from cockpit.assessment.verdicts.layers import LayerState
from cockpit.assessment.verdicts.rules import NOT_WORKED_OUT
from cockpit.inventory.vocabulary import Verdict
from scenarios.crossing import BreakEven, Holds
from scenarios.portfolio import EvidenceGrade
from scenarios.presets import PRESETS
from scenarios.results import Estimate
from scenarios.stress import STRESSES
from tests.assessment import fixture
from tests.sample_readings import inventory, portfolio

LIMITS = thresholds_of()
PASSED = tuple(LayerState(code, True) for code in ("E1", "E2", "E3"))
NEED = Missing(Need("metrics", "current", "review hours"), "X", "Ada")
#: As near to a threshold as no display shows.
STEP = 1e-9


def p(value: float) -> Estimate:
    return Estimate(value, 0.0)


def price(kind: Holds, value: float | None) -> BreakEven:
    return BreakEven(kind, value, "price_change", -0.9, 3.0, turns=False)


def figures(**changes: Any) -> VerdictFigures:
    """An initiative that just earns no verdict but contain: nothing straddles, nothing is dear."""
    plain = VerdictFigures(
        id="X",
        name="Example",
        currency="EUR",
        hurdle=0.15,
        horizon_months=36,
        owner="Ada",
        p_npv_positive=p(0.9),
        p_roi_hurdle=p(0.75),
        # the hurdle of 15 % lies under P10
        roi_p10=0.2,
        roi_p90=0.6,
        stresses={"Tenfold usage": p(0.7), "Benefits slip": p(0.6)},
        c2_share=0.5,
        break_even=price(Holds.ALWAYS, None),
        unit_cost=1.0,
        target=2.0,
        payback_months=6,
        payback_limit=12,
        layers=PASSED,
    )
    return replace(plain, **changes)


def verdict(found: VerdictFigures, limits: Thresholds = LIMITS) -> Verdict:
    return judge(found, limits).verdict


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
    value: float
    cost: float


@pytest.mark.parametrize(
    ("value", "expected"),
    [(4_999.0, Verdict.STOP), (5_000.0, Verdict.CONTAIN), (5_001.0, Verdict.CONTAIN)],
)
def test_stop_waits_for_evidence_worth_its_cost(value: float, expected: Verdict) -> None:
    found = judge(figures(p_npv_positive=p(0.1)), LIMITS, Worth(value, 5_000.0))
    assert found.verdict is expected
    said = " ".join(ruling.reason for ruling in found.rulings)
    assert NOT_WORKED_OUT not in said
    assert "EUR\u00a05.0\u00a0k" in said


def test_stop_says_that_the_worth_of_evidence_is_not_known() -> None:
    assert NOT_WORKED_OUT in judge(figures(p_npv_positive=p(0.1)), LIMITS).reasons[0]


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
    assert found.evidence.what == f"{PASSED[place].code}: 1 cost row estimated"

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


# --- properties -------------------------------------------------------------------------------

shares = st.floats(0, 1)


@st.composite
def any_figures(draw: st.DrawFn) -> VerdictFigures:
    """Whatever may come, of an initiative with a ROI."""
    low = draw(st.floats(-1, 2))
    layers = tuple(
        LayerState(f"E{n}", draw(st.sampled_from([True, False, None]))) for n in range(1, 4)
    )
    kind = draw(st.sampled_from(list(Holds)))
    at = draw(st.floats(-0.9, 3)) if kind in (Holds.UP_TO, Holds.FROM) else None
    return figures(
        p_npv_positive=p(draw(shares)),
        p_roi_hurdle=p(draw(shares)),
        roi_p10=low,
        roi_p90=low + draw(st.floats(0, 2)),
        stresses={"a": draw(st.none() | shares.map(p)), "b": p(draw(shares))},
        c2_share=draw(st.none() | shares),
        break_even=price(kind, at),
        unit_cost=draw(st.none() | st.floats(0, 10)),
        payback_months=draw(st.none() | st.integers(0, 36)),
        payback_limit=draw(st.sampled_from([None, 12, 24])),
        layers=layers,
    )


@given(any_figures(), shares)
def test_more_chance_of_the_hurdle_never_takes_scale_away(found: VerdictFigures, to: float) -> None:
    assert found.p_roi_hurdle is not None
    better = replace(found, p_roi_hurdle=p(max(to, found.p_roi_hurdle.value)))
    if verdict(found) is Verdict.SCALE:
        assert verdict(better) is Verdict.SCALE


@given(any_figures(), shares)
def test_more_chance_to_pay_never_leads_to_stop(found: VerdictFigures, to: float) -> None:
    assert found.p_npv_positive is not None
    better = replace(found, p_npv_positive=p(max(to, found.p_npv_positive.value)))
    if verdict(found) is not Verdict.STOP:
        assert verdict(better) is not Verdict.STOP


@given(any_figures())
def test_evidence_that_turns_up_never_takes_scale_away(found: VerdictFigures) -> None:
    if verdict(found) is Verdict.SCALE:
        assert verdict(replace(found, layers=PASSED)) is Verdict.SCALE
    else:
        blank = tuple(replace(each, passed=None) for each in PASSED)
        assert verdict(replace(found, layers=blank)) is not Verdict.SCALE


@given(any_figures())
def test_every_finding_has_one_deciding_rule_and_a_reason(found: VerdictFigures) -> None:
    judged = judge(found, LIMITS)
    assert [each.met for each in judged.rulings].count(True) == 1
    assert judged.decisive.verdict is judged.verdict
    assert all(judged.reasons)


# --- the fixture and the sample ---------------------------------------------------------------


def test_each_verdict_of_the_fixture_follows_from_its_figures() -> None:
    """A earns 400 %, C loses 80 %, D straddles, E breaks at +25 %, B costs 40 against 30."""
    found = findings(fixture.full())
    assert {key: each.verdict for key, each in found.items()} == {
        "A": Verdict.SCALE,
        "B": Verdict.OPTIMISE,
        "C": Verdict.STOP,
        "D": Verdict.CONTAIN,
        "E": Verdict.RENEGOTIATE,
    }
    # E: 27,600 = 1.15 × (20,000 + 16,000 × rise) by all that is priced by a vendor
    assert found["E"].figures.break_even is not None
    assert found["E"].figures.break_even.value == pytest.approx((27_600 / 1.15 - 20_000) / 16_000)
    assert found["E"].figures.c2_share == pytest.approx(0.5)
    # B: 20,000 a month for 500 accepted outputs
    assert found["B"].figures.unit_cost == pytest.approx(40)
    assert found["B"].figures.target == 30
    assert found["D"].straddles


@cache
def sample() -> dict[str, VerdictFinding]:
    return findings(case_of(inventory(), portfolio(), draws=1024))


def test_the_sample_has_one_to_stop_and_one_to_scale() -> None:
    assert sample()["AI-13"].verdict is Verdict.STOP
    assert sample()["AI-23"].verdict is Verdict.SCALE


def test_the_sample_contradicts_a_recorded_scale() -> None:
    office = sample()["AI-01"]
    assert inventory().by_id["AI-01"].decision is Verdict.SCALE
    assert office.computable
    assert office.verdict is not Verdict.SCALE


def test_the_sample_cannot_compute_what_lacks_cost_or_benefit() -> None:
    silent = {key for key, each in sample().items() if not each.computable}
    assert silent == {"AI-19", "AI-27", "AI-28"}
    assert all(sample()[key].verdict is Verdict.CONTAIN for key in silent)
    assert all(sample()[key].missing for key in silent)


def test_figures_of_the_sample_are_those_of_the_simulation() -> None:
    case = case_of(inventory(), portfolio(), draws=1024)
    found = sample()["AI-23"].figures
    assert found.stresses is not None
    assert set(found.stresses) == {PRESETS[key].name for key in STRESSES}
    for key in ("base", *STRESSES):
        result = case.result(key)
        assert result is not None
        of = next(each for each in result.initiatives if each.id == "AI-23")
        simulated = of.outcomes[next(b for b in of.outcomes if b.value == "captured")].p_roi_hurdle
        stated = found.p_roi_hurdle if key == "base" else found.stresses[PRESETS[key].name]
        assert stated == simulated
