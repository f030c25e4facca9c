"""Figures of one made-up initiative, for tests of the rules of verdicts."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from cockpit.assessment.answer import Missing, Need
from cockpit.assessment.thresholds import Thresholds, thresholds_of
from cockpit.assessment.verdicts import judge
from cockpit.assessment.verdicts.figures import VerdictFigures
from cockpit.assessment.verdicts.layers import LayerState
from cockpit.inventory.vocabulary import Verdict
from scenarios.crossing import BreakEven, Holds
from scenarios.results import Estimate

LIMITS = thresholds_of()
PASSED = tuple(LayerState(code, True) for code in ("E1", "E2", "E3"))
NEED = Missing(Need("metrics", "current", "review hours"), "X", "Ada")
#: As near to a threshold as no display shows.
STEP = 1e-9


def p(value: float) -> Estimate:
    return Estimate(value, 0.0)


def price(kind: Holds, value: float | None) -> BreakEven:
    return BreakEven.once(kind, value, "price_change", -0.9, 3.0)


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
