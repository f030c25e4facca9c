"""What stands behind the figures of the fixture, worked out by hand from its rows."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from cockpit.assessment.answer import Answer
from cockpit.assessment.board.stress_depth import stress_depth
from cockpit.assessment.maturity.scores import maturity_of
from cockpit.assessment.registries import all_entries
from cockpit.assessment.stakeholders.actions import judged
from cockpit.assessment.stakeholders.headroom import headrooms
from cockpit.assessment.value.across import straddling
from cockpit.assessment.value.amdahl import ceilings
from cockpit.assessment.value.chain import Link, chains
from cockpit.assessment.value.effects import effects_of
from cockpit.assessment.value.reach import Verdict as Reached
from cockpit.assessment.value.reach import initiative_reaches, tier_reaches
from cockpit.assessment.value.workflows import candidates
from cockpit.assessment.verdicts import findings
from cockpit.inventory.vocabulary import Tier
from scenarios.simulate import Simulator
from tests.assessment import fixture

_ENTRIES = {entry.key: entry for entry in all_entries()}


def answer(key: str) -> Answer:
    return fixture.full().answer(_ENTRIES[key])


def column(table: pd.DataFrame, key: str, value: str) -> dict[object, object]:
    """One column by another, as numbers or words."""
    return dict(zip(table[key], table[value], strict=True))


def test_level_is_the_last_layer_below_the_first_that_does_not_hold() -> None:
    """E1 0.9, E2 1.0, E3 1.0 hold; E4 has 0.7 under 0.8; the 0.9 of E5 above it support nothing."""
    found = maturity_of(fixture.full())
    assert found.level == 3
    assert found.guessing == "E4"
    assert [found.scores[key].above_gate for key in ("E1", "E2", "E3", "E4", "E5")] == [
        False, False, False, False, True,
    ]  # fmt: skip
    # D fails E1; B and C name items that are not in the register; A and E pass all five.
    levels = {key: found.level_of(key) for key in "ABCDE"}
    assert levels == {"A": 5, "B": 3, "C": 3, "D": 0, "E": 5}


def test_exposure_by_channel_and_vendor() -> None:
    found = answer("Q1")
    by_channel = found.frame.groupby("Channel")["Cost a year"].sum()
    # SaaS 39,000 + 19,000 a month, cloud 19,000 + 9,000, labour 9,000, shared 5,000
    assert by_channel.to_dict() == pytest.approx(
        {
            "SaaS": 696_000, "cloud": 336_000, "labour substitution": 108_000,
            "shared services": 60_000, "data centre": 0, "private cloud": 0,
        }
    )  # fmt: skip
    # Northwind 44, Meridian 14 + 9 = 23, Insight 19 of 86 thousand a month:
    # 51.2² + 26.7² + 22.1² = 3,821. The model contract commits 6,000 a month.
    assert "HHI 3,821" in found.sentence
    assert "72.0\u00a0k a year is committed" in found.sentence


def test_spend_by_capture_status() -> None:
    table = answer("Q2").tables["Cost a year by capture status"]
    # the best status of each: A sustained, B and D captured, C and E observed
    assert column(table, "Status", "Cost a year") == pytest.approx(
        {"sustained": 480_000, "captured": 360_000, "observed": 360_000, "potential": 0,
         "unproven": 0}
    )  # fmt: skip


def test_stresses() -> None:
    """ROI of the base case under each stress, over 36 months, in thousands.

    - Prices up 30 % from month 6: 72 of the 100 a month are vendor-priced, 5 months at 100 and
      31 at 121.6 cost 4,269.6; 36 × 271.6 = 9,777.6 come back.
    - Pricier models: 60 % of the 20 in tokens and contract at five times the price, 20 × 3.4 =
      68 instead of 20, 148 a month; A, B, C and E have 1 + 0.6 × 0.05 more accepted: 279.388.
    - Benefits slip: 70 % of all; the 29.6 that are only observed come six months later,
      0.7 × (242 × 36 + 29.6 × 30) = 6,720 on 3,600.
    - More review costs nothing: no line is a review line.
    """
    roi = column(answer("Q3").frame, "Scenario", "ROI base case")
    assert roi["Base case"] == pytest.approx(1.716)
    assert roi["Vendors raise prices"] == pytest.approx(9_777.6 / 4_269.6 - 1)
    assert roi["Pricier models"] == pytest.approx((271.6 + 259.6 * 0.03) / 148 - 1)
    assert roi["Benefits slip"] == pytest.approx(6_720 / 3_600 - 1)
    assert roi["Review burden doubles"] == pytest.approx(1.716)
    chance = column(answer("Q3").frame, "Scenario", "P(ROI ≥ hurdle)")
    # 44 times the tokens and 13 times all else that is metered: about 1,000 a month, 380 back
    assert chance["Everything at once"] == pytest.approx(0, abs=0.01)


def test_break_evens() -> None:
    """Where ROI meets 15 %, in thousands a month.

    - Prices: 100 + 72 r = 271.6 ÷ 1.15, r = 1.891.
    - Usage: 271.6 u^0.3 = 1.15 (74 + 26 u), u = 19.2.
    - All tokens on a model five times dearer: 100 + 4 × 20 = 180 under 236; it always holds.
    """
    found = stress_depth(Simulator(fixture.full().portfolio, 256, fixture.SEED)).break_evens
    value = column(found, "What moves", "Break-even")
    price = (271.6 / 1.15 - 100) / 72
    assert value["Change of all vendor prices"] == pytest.approx(price, rel=0.02)
    usage = value["Usage against today"]
    assert isinstance(usage, float)
    assert 271.6 * usage**0.3 == pytest.approx(1.15 * (74 + 26 * usage), rel=0.02)
    assert math.isnan(float(str(value["Share of tokens moved to a model 5 times dearer"])))


def test_net_hours_by_unit() -> None:
    table = answer("Q6").frame
    expected = {"Claims": 3_500, "Legal": 400, "Service": -50 + 200, "Product": -20}
    assert column(table, "Business unit", "Net") == pytest.approx(expected)


def test_redesigned_or_layered_on() -> None:
    assert column(answer("Q7").frame, "Initiative", "Work") == {
        "Drafting desk": "redesigned", "Contract reader": "layered on",
        "Client answers": "layered on", "Ticket router": "redesigned",
        "Insight panel": "redesigned",
    }  # fmt: skip


def test_verdicts() -> None:
    """By the default thresholds.

    - A: 400 %, and under everything at once 1,000 × 44.2 + 38,000 × 1.3 + 1,000 = 94,600 a month
      against 0.7 × 2 × 200,000: scale.
    - B: 50 %; its prices may rise 76 % ((30/1.15 − 20)/8), tenfold usage costs 92,000 against
      60,000; 20,000 for 500 accepted outputs is 40, its target 30: optimise.
    - C: −80 %: stop.
    - D: 20 % ± 13 % on 15 %: the hurdle lies within the range, contain.
    - E: 38 %; at 16,000 of vendor prices the hurdle is met at +25 % ((27.6/1.15 − 20)/16), and C2
      is half of its cost: renegotiate.
    """
    found = findings(fixture.full())
    computed = {key: each.verdict.value for key, each in found.items()}
    assert computed == {
        "A": "scale", "B": "optimise", "C": "stop", "D": "contain", "E": "renegotiate",
    }  # fmt: skip
    assert "25\u00a0%" in found["E"].reasons[0]
    assert found["D"].straddles
    table = answer("Q8").frame
    assert column(table, "Initiative", "Age in months") == pytest.approx(
        {"Drafting desk": 2, "Client answers": 18, "Insight panel": 6}
    )
    assert column(table, "Initiative", "Review overdue") == {
        "Drafting desk": "no", "Client answers": "yes", "Insight panel": "no",
    }  # fmt: skip


def test_changes_for_juniors_and_in_trust() -> None:
    juniors = {"entry-level tasks": -0.1, "training hours": 0.5, "entry-level promotions": 0.2}
    assert column(answer("Q9").frame, "Signal", "Gain") == pytest.approx(juniors)
    # acceptance 7,000 of 8,750 → 10,800 of 12,000
    assert column(answer("Q10").frame, "Signal", "Gain") == pytest.approx(
        {"acceptance": 0.125, "incidents": 0.2, "overrides": -0.2, "satisfaction": 0.1,
         "named accountability": 0.2}
    )  # fmt: skip


def test_pass_through_of_tiers_and_initiatives() -> None:
    case = fixture.full()
    tiers = tier_reaches(case, effects_of(case))
    # 0.03 of 0.25 stays under a quarter; 0.20 of 0.20; T3 is indirect
    assert [each.ratio for each in tiers[:2]] == pytest.approx([0.12, 1.0])
    assert [each.verdict for each in tiers] == [Reached.PARADOX, Reached.REACHES, Reached.INDIRECT]
    own = initiative_reaches(case, effects_of(case))
    # A: median of 0.01 and 0.02 over that of 0.30 and 0.25; B: 0.02 over 0.20
    assert own["A", Tier.T1].ratio == pytest.approx(0.015 / 0.275)
    assert own["B", Tier.T1].ratio == pytest.approx(0.1)
    # C: 0.20 over the median of 0.20 and 0.25; D: median of 0.40 and 0.10 over 0.10
    assert own["C", Tier.T2].ratio == pytest.approx(0.20 / 0.225)
    assert own["D", Tier.T2].ratio == pytest.approx(2.5)
    paradox = {key for key, each in own.items() if each.verdict is Reached.PARADOX}
    assert paradox == {("A", Tier.T1), ("B", Tier.T1)}


def test_initiatives_that_straddle_tiers() -> None:
    """Throughput is an effect in T1, whoever measures it."""
    case = fixture.full()
    assert straddling(effects_of(case)) == {
        "C": (Tier.T1, Tier.T2), "D": (Tier.T1, Tier.T2), "E": (Tier.T1, Tier.T3),
    }  # fmt: skip


def test_ceiling_of_the_ai_step() -> None:
    """1 − ((1 − s) + s/k): A 0.5 at 2, B 0.4 at 4, C 0.25 at 5, D 0.8 at 4, E 0.5 at 5."""
    found = {each.initiative: each for each in ceilings(fixture.full())}
    assert {key: each.limit for key, each in found.items()} == pytest.approx(
        {"A": 0.25, "B": 0.30, "C": 0.20, "D": 0.60, "E": 0.40}
    )
    assert {key: each.realised for key, each in found.items()} == pytest.approx(
        {"A": 0.20, "B": 0.20, "C": -0.20, "D": 0.50, "E": 0.25}
    )


def test_first_broken_link() -> None:
    """B has no context of its own; the benefits of C are observed, and not measured."""
    broken = {each.initiative: each.broken_at for each in chains(fixture.full())}
    assert broken == {"A": None, "B": Link.CONTEXT, "C": Link.RESULT, "D": None, "E": None}


def test_where_to_begin() -> None:
    """All have the four signals; then by requests a month: 50, 40, 30, 20 and 5 thousand."""
    found = candidates(fixture.full())
    assert [each.initiative for each in found] == ["A", "E", "D", "C", "B"]
    assert all(len(each.signals) == 4 for each in found)


def test_hours_by_destination() -> None:
    """What is only observed is not captured yet; half of what is captured is redeployed."""
    table = answer("swap-hours").tables["Hours by destination"]
    assert column(table, "Where the hours went", "Claimed, h") == pytest.approx(
        {"more volume": 4_300, "faster answers": 600, "avoided hire": 50, "senior time": 50}
    )
    assert column(table, "Where the hours went", "Put to use, h") == pytest.approx(
        {"more volume": 2_150, "faster answers": 300, "avoided hire": 0, "senior time": 0}
    )


def test_return_by_driver() -> None:
    table = answer("cfo-roi").frame
    # a year: A 2,400, C 24 and E 28.8 thousand of hours; the rest one benefit each
    assert column(table, "Value driver", "Claimed a year") == pytest.approx(
        {"knowledge-worker hours": 2_452_800, "revenue": 633_600, "decision time": 360_000,
         "error reduction": 144_000, "reduced spend": 120_000, "support deflection": 24_000}
    )  # fmt: skip
    assert column(table, "Value driver", "Captured a year") == pytest.approx(
        {"knowledge-worker hours": 2_426_400, "revenue": 316_800, "decision time": 360_000,
         "error reduction": 144_000, "reduced spend": 0, "support deflection": 12_000}
    )  # fmt: skip


def test_a_plan_is_no_gap_in_what_is_captured() -> None:
    """A potential benefit counts nothing in captured, whether its current value is known or not.

    Without the current value of the agency pages of A its target of 90 counts: claimed rises by
    8 pages × 100 × 50 = 40,000 a month, captured stays at 271,600 on 100,000.
    """
    rows = fixture.sheets()
    pages = next(row for row in rows["Benefits"] if row[1] == "Fewer agency pages")
    pages[rows["Benefits"][0].index("Current")] = None
    case = fixture.case(rows)
    assert case.answer(_ENTRIES["cfo-roi"]).figure == pytest.approx(1.716)
    assert case.answer(_ENTRIES["Q3"]).figure == pytest.approx(1.0, abs=0.01)
    share = case.answer(_ENTRIES["trust-value"]).figure
    assert share is None or share == pytest.approx(271_600 / 351_200)


def test_coverage_minimum_beside_mean() -> None:
    table = answer("ciso-coverage").tables["Coverage by system"]
    assert column(table, "System", "Minimum") == pytest.approx(
        {"Client answers": 0.6, "Insight panel": 0.7}
    )
    # 3.9 and 4.3 over five duties, 8.2 over ten
    assert column(table, "System", "Mean") == pytest.approx(
        {"Client answers": 0.78, "Insight panel": 0.86}
    )
    assert "mean is 82\u00a0%" in answer("ciso-coverage").sentence


def test_months_to_capacity() -> None:
    """ln(capacity ÷ load) ÷ ln(1 + growth), with growth from half to one and a half as stated."""
    found = {each.row.id: each for each in headrooms(fixture.full())}
    room = math.log(3_000 / 2_100)
    assert {key: each.median for key, each in found.items()} == pytest.approx(
        {
            "A": room / math.log(1.15),
            "B": math.log(10) / math.log(1.02),
            "C": math.log(2) / math.log(1.05),
            "D": math.log(2) / math.log(1.04),
            "E": math.log(4) / math.log(1.10),
        }
    )
    assert found["A"].utilisation == pytest.approx(0.7)
    forecast = found["A"].forecast
    assert forecast.p10 == pytest.approx(room / math.log(1.225), rel=1e-2)
    assert forecast.p90 == pytest.approx(room / math.log(1.075), rel=1e-2)
    assert "2.6 months" in answer("cto-capacity").sentence.replace("\u00a0", " ")


def test_trust_funnel() -> None:
    table = answer("cdo-funnel").frame
    assert list(table["Conversion"]) == pytest.approx([0.95, 12 / 19, 0.30, 0.30, 0.75])
    assert list(table["Healthy above"]) == pytest.approx([0.9, 0.6, 0.4, 0.25, 0.5])
    assert list(table["State"]) == ["healthy", "healthy", "below", "healthy", "healthy"]


def test_alignment() -> None:
    table = answer("coo-alignment").tables["Initiatives and their funded item"]
    assert column(table, "Initiative", "State") == {
        "Contract reader": "item not in the register",
        "Client answers": "item not in the register",
        "Drafting desk": "on a funded item",
        "Insight panel": "on a funded item",
        "Ticket router": "on a funded item",
    }


def test_thresholds_and_actions() -> None:
    found = judged(fixture.full())
    assert {(each.row.initiative, each.row.metric): each.state.value for each in found} == {
        ("A", "review hours"): "amber",
        ("A", "rework"): "green",
        ("C", "rework"): "red",
        (None, "incidents"): "red",
    }
    assert [each.row.initiative for each in found if each.overdue] == ["C"]


def test_metric_levels() -> None:
    """15 + 81 + 22 + 6 = 124; see the names by level in the catalogue."""
    found = answer("metric-maturity").frame
    assert list(found["Metrics"]) == [15, 81, 22, 6]


def test_threshold_in_force_names_its_row() -> None:
    found = fixture.full().thresholds.by_key["decision_age_months"]
    assert found.value == 12
    assert "Settings" in found.origin
    assert found.source == "AI board, minutes of March"
