"""Verdicts as a whole: what never happens whatever the figures, the fixture, the sample."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.assessment.case import case_of
from cockpit.assessment.evidence.own import OwnWorth
from cockpit.assessment.verdicts import VerdictFinding, findings, judge
from cockpit.assessment.verdicts.figures import VerdictFigures
from cockpit.assessment.verdicts.layers import LayerState
from cockpit.assessment.verdicts.tables import figures_table, limits_table, why_table
from cockpit.inventory.vocabulary import Verdict
from scenarios.crossing import Holds
from scenarios.presets import PRESETS
from scenarios.stress import STRESSES
from tests.assessment import fixture
from tests.assessment.verdict_figures import LIMITS, PASSED, figures, p, price, verdict
from tests.sample_readings import inventory, portfolio

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


def test_the_sample_stops_only_what_evidence_would_not_save() -> None:
    """Stopped: P(NPV > 0) under 20 % and its own figures worth less than finding out costs."""
    case = case_of(inventory(), portfolio(), draws=1024)
    for key, each in sample().items():
        chance, worth = each.figures.p_npv_positive, case.evidence_worth.get(key)
        if chance is None or chance.value >= 0.2:
            continue
        assert worth is not None
        assert worth.cost == inventory().by_id[key].evidence_cost
        assert worth.cost is not None
        assert (each.verdict is Verdict.STOP) == (worth.value.value < worth.cost)


def test_a_stated_worth_replaces_that_of_the_case() -> None:
    case = fixture.full()
    dear = {"C": OwnWorth(p(9_000.0), 5_000.0)}
    assert findings(case, dear)["C"].verdict is not Verdict.STOP
    assert findings(case, {})["C"].worth is None


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


def test_tables_show_what_the_rules_judged_and_by_what() -> None:
    found = findings(fixture.full()).values()
    table = figures_table(found).set_index("Initiative")
    assert table.loc["Contract reader", "Cost of an accepted output"] == pytest.approx(40)
    assert table.loc["Insight panel", "Share by which prices may rise"] == pytest.approx(0.25)
    # base ROI of A holds whatever prices do: there is no such rise, and none is made up
    assert table["Share by which prices may rise"].isna()["Drafting desk"]
    assert table.loc["Ticket router", "E1"] == "not passed"
    why = why_table(found).set_index("Initiative")
    # It loses 80 % whatever its own estimates: no study of them turns that.
    assert "No evidence on its own figures" in why.loc["Client answers", "Decided by"]
    limits = limits_table(LIMITS, found)
    assert limits["Date"].notna().all()
    assert len(limits) == 6
