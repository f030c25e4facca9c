"""The way from claimed to cashable, against values worked out by hand."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cockpit.assessment.value_bridge import BEFORE_CAPTURE, Loss, value_bridge
from scenarios.portfolio import (
    BenefitLine,
    CaptureStatus,
    CostLayer,
    CostLine,
    Destination,
    Initiative,
    Portfolio,
)
from scenarios.presets import PRESETS
from scenarios.scenario import Scenario

S = CaptureStatus


def _benefit(key: str, change: float = 1.0, initiative: str = "A", **more: object) -> BenefitLine:
    return BenefitLine(key, initiative, key, 100, change, 10, **more)  # type: ignore[arg-type]


def _portfolio(*benefits: BenefitLine, burden: float | None = None) -> Portfolio:
    # 12 months at a discount rate of 0: a full monthly benefit of 1,000 is worth 12,000.
    return Portfolio(
        "p",
        "EUR",
        (Initiative("A", "A", burden_hours_month=burden), Initiative("B", "B")),
        (CostLine("c", "A", CostLayer.C2, "c", 1),),
        benefits,
        discount_rate=0.0,
        horizon_months=12,
    )


def test_each_loss_by_hand() -> None:
    bridge = value_bridge(
        _portfolio(
            _benefit("potential", capture_status=S.POTENTIAL),
            _benefit("observed", capture_status=S.OBSERVED),
            _benefit("silent"),
            _benefit("money", capture_status=S.SUSTAINED),
            _benefit("idle hours", capture_status=S.CAPTURED, freed_time=True),
            _benefit(
                "used hours",
                capture_status=S.CAPTURED,
                freed_time=True,
                destination=Destination.MORE_VOLUME,
                redeployed_share=0.6,
            ),
            _benefit("image", capture_status=S.CAPTURED, direct=False),
            _benefit("free rider", initiative="B", capture_status=S.CAPTURED),
            burden=50,  # of 200 freed hours: a quarter is lost
        ),
        Scenario(),
    )
    assert bridge.claimed == pytest.approx(6 * 12_000)
    assert bridge.losses == pytest.approx(
        {
            Loss.POTENTIAL: 12_000,
            Loss.NO_STATUS: 12_000,
            Loss.OBSERVED: 6_000,
            Loss.NO_DESTINATION: 12_000,
            Loss.NOT_REDEPLOYED: 4_800,
            Loss.BURDEN: 7_200 / 4,
            Loss.UNKNOWN: 0,
        }
    )
    assert bridge.captured == pytest.approx(6_000 + 3 * 12_000)
    assert bridge.cashable == pytest.approx(6_000 + 12_000 + 7_200 * 0.75)
    assert bridge.left_out == pytest.approx(12_000)


def test_a_workflow_made_worse_lowers_every_total() -> None:
    bridge = value_bridge(
        _portfolio(
            _benefit("a", capture_status=S.CAPTURED),
            _benefit("b", change=-0.25, capture_status=S.CAPTURED),
        ),
        Scenario(),
    )
    assert (bridge.claimed, bridge.captured, bridge.cashable) == pytest.approx((9_000,) * 3)


def test_what_nobody_can_tell_is_a_loss_of_its_own_unless_the_work_became_worse() -> None:
    time = {"freed_time": True, "destination": Destination.MORE_VOLUME, "redeployed_share": 0.6}
    bridge = value_bridge(
        _portfolio(
            _benefit("no unit", capture_status=S.CAPTURED, freed_time=None),
            _benefit("worse, no unit", -0.25, capture_status=S.OBSERVED, freed_time=None),
            _benefit("no burden", capture_status=S.OBSERVED, **time),
            _benefit("money", capture_status=S.CAPTURED),
        ),
        Scenario(),
    )
    assert bridge.losses[Loss.UNKNOWN] == pytest.approx(12_000 + 6_000)
    assert bridge.losses[Loss.NOT_REDEPLOYED] == bridge.losses[Loss.BURDEN] == 0
    assert bridge.captured == pytest.approx(12_000 - 1_500 + 6_000 + 12_000)
    assert bridge.cashable == pytest.approx(12_000 - 1_500)


LINES = st.builds(
    _benefit,
    key=st.sampled_from(["x", "y"]),
    change=st.floats(-2, 2),
    capture_status=st.none() | st.sampled_from(CaptureStatus),
    freed_time=st.none() | st.booleans(),
    destination=st.none() | st.sampled_from(Destination),
    redeployed_share=st.none() | st.floats(0, 1),
)


@settings(deadline=None)
@given(
    lines=st.lists(LINES, max_size=6),
    burden=st.none() | st.floats(0, 500),
    preset=st.sampled_from(["base", "benefits-slip", "tenfold-usage"]),
)
def test_losses_lead_exactly_from_total_to_total(
    lines: list[BenefitLine], burden: float | None, preset: str
) -> None:
    bridge = value_bridge(_portfolio(*lines, burden=burden), PRESETS[preset])
    before = sum(bridge.losses[loss] for loss in BEFORE_CAPTURE)
    after = sum(value for loss, value in bridge.losses.items() if loss not in BEFORE_CAPTURE)
    assert bridge.claimed - before == pytest.approx(bridge.captured, abs=1e-6)
    assert bridge.captured - after == pytest.approx(bridge.cashable, abs=1e-6)
