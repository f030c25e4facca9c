"""The figures that the rules of verdicts judge, gathered once for every initiative."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cockpit.assessment.answer import Missing
from cockpit.assessment.case import Case
from cockpit.assessment.facts import accepted_outputs
from cockpit.assessment.full_cost import InitiativeCost
from cockpit.assessment.spend import unit_costs
from cockpit.assessment.verdicts.layers import LayerState, layer_states
from cockpit.assessment.verdicts.needs import (
    LAYER,
    TARGET,
    behaviour_needs,
    roi_needs,
    unit_needs,
)
from cockpit.inventory.lines_from import LUMP_ITEM
from scenarios.break_even import BreakEven
from scenarios.portfolio import CostLayer, EvidenceGrade, ValueBasis
from scenarios.presets import PRESETS
from scenarios.results import Estimate, InitiativeResult, Outcome, Supplied
from scenarios.stress import STRESSES

BASIS = ValueBasis.CAPTURED

#: Grades from the best evidence to the worst; nothing stated is worst.
_GRADES: tuple[EvidenceGrade | None, ...] = (
    EvidenceGrade.MEASURED_WITH_BASELINE,
    EvidenceGrade.MEASURED,
    EvidenceGrade.ESTIMATED,
    EvidenceGrade.ANECDOTAL,
    None,
)


@dataclass(frozen=True, slots=True)
class WeakBenefit:
    """The direct benefit with the weakest evidence; ``grade`` is ``None`` where not stated.

    ``baseline`` says whether one is stated, however it was found.
    """

    benefit: str
    grade: EvidenceGrade | None
    owner: str | None
    baseline: bool = False


@dataclass(frozen=True)
class VerdictFigures:
    """What is known of one initiative, at captured value.

    Parameters
    ----------
    p_npv_positive, p_roi_hurdle
        P(NPV > 0) and P(ROI ≥ hurdle) at base; ``None`` where ROI is not answered.
    roi_p10, roi_p90, hurdle
        As shares (0.15 = 15 %).
    stresses
        P(ROI ≥ hurdle) by the name of each stress; ``None`` where it is not answered.
    c2_share
        Part of layer C2 in the annual full cost; ``None`` where a layer is not stated.
    break_even
        Change of all vendors' prices at which base ROI meets the hurdle.
    unit_cost, target
        Annual full cost of an accepted output, and what it may cost, in currency.
    payback_months, payback_limit
        First month in which the base case has paid back (``None``: not within the
        horizon), and the months of the horizon class (``None``: none is stated, or later).
    layers
        Whether E1, E2 and E3 are passed.
    unanswered
        Why ROI is not answered; empty where it is.
    roi_needs
        Evidence that the ROI lacks: without it there is none, or only a part of it.
    behaviour_needs, layer_needs, unit_needs
        Evidence that the stresses, the share of C2 and the unit cost lack.
    """

    id: str
    name: str
    currency: str
    hurdle: float
    horizon_months: int
    owner: str | None = None
    p_npv_positive: Estimate | None = None
    p_roi_hurdle: Estimate | None = None
    roi_p10: float | None = None
    roi_p90: float | None = None
    stresses: Mapping[str, Estimate | None] | None = None
    c2_share: float | None = None
    break_even: BreakEven | None = None
    unit_cost: float | None = None
    target: float | None = None
    payback_months: int | None = None
    payback_limit: int | None = None
    layers: tuple[LayerState, ...] = ()
    weakest: WeakBenefit | None = None
    unanswered: str = ""
    roi_needs: tuple[Missing, ...] = ()
    behaviour_needs: tuple[Missing, ...] = ()
    layer_needs: tuple[Missing, ...] = ()
    unit_needs: tuple[Missing, ...] = ()

    @property
    def straddles(self) -> bool:
        """Whether the hurdle lies within P10–P90 of ROI: P10 < hurdle ≤ P90."""
        if self.roi_p10 is None or self.roi_p90 is None:
            return False
        return self.roi_p10 < self.hurdle <= self.roi_p90

    @property
    def worst_stress(self) -> tuple[str, Estimate] | None:
        """The answered stress with the lowest P(ROI ≥ hurdle)."""
        known = [(name, p) for name, p in (self.stresses or {}).items() if p is not None]
        return min(known, key=lambda pair: pair[1].value, default=None)

    @property
    def unanswered_stresses(self) -> tuple[str, ...]:
        """Stresses under which there is no answer."""
        return tuple(name for name, p in (self.stresses or {}).items() if p is None)


def figures_of(case: Case) -> dict[str, VerdictFigures]:
    """The figures of every initiative, by id; worked out once for a case."""
    return case.once("verdict figures", _figures_of)


def _figures_of(case: Case) -> dict[str, VerdictFigures]:
    base = _outcomes(case, "base")
    judged = presets_to_judge(case)
    stresses = {
        PRESETS[key].name: _outcomes(case, key) if key in judged else {} for key in STRESSES
    }
    accepted = accepted_outputs(case.inventory)
    per_output = {
        each.id: each.cost_per_output for each in unit_costs(case.cost.initiatives, accepted)
    }
    states = layer_states(case)
    found = {}
    for row in case.initiatives:
        outcome, why = base.get(row.id, (None, case.why_no_result() or "nothing is simulated"))
        found[row.id] = VerdictFigures(
            id=row.id,
            name=row.name,
            currency=case.portfolio.currency,
            hurdle=case.portfolio.hurdle_rate,
            horizon_months=case.portfolio.horizon_months,
            owner=row.owner,
            stresses={name: _p(of.get(row.id)) for name, of in stresses.items()},
            c2_share=_c2_share(case, row.id),
            break_even=case.price_break_evens.get(row.id),
            unit_cost=per_output.get(row.id),
            target=case.measures.current(row.id, TARGET),
            payback_limit=row.horizon_class.months if row.horizon_class else None,
            layers=states.get(row.id, ()),
            weakest=_weakest(case, row.id),
            unanswered="" if outcome else why,
            roi_needs=roi_needs(case, row.id),
            behaviour_needs=behaviour_needs(case, row.id),
            layer_needs=case.lacks(LAYER, row.id) if _c2_share(case, row.id) is None else (),
            unit_needs=unit_needs(case, row.id, accepted),
            **_economics(outcome),  # type: ignore[arg-type]
        )
    return found


def presets_to_judge(case: Case) -> tuple[str, ...]:
    """Presets whose simulation the verdicts rest on.

    Levers supply no figure that is missing: where base answers for no initiative, no stress does.
    """
    answered = any(outcome is not None for outcome, _ in _outcomes(case, "base").values())
    return tuple(STRESSES) if answered else ()


_Answered = tuple[Outcome | None, str]


def _outcomes(case: Case, preset: str) -> dict[str, _Answered]:
    """Outcome by initiative under a preset, or ``None`` with the reason."""
    result = case.result(preset)
    if result is None:
        return {}
    return {each.id: (each.outcomes.get(BASIS), _why(each)) for each in result.initiatives}


def _why(each: InitiativeResult) -> str:
    if each.supplied is not Supplied.BOTH:
        return each.unanswered.get(BASIS, each.supplied.value)
    return each.unanswered.get(BASIS, "")


def _p(answered: _Answered | None) -> Estimate | None:
    outcome = answered[0] if answered else None
    return outcome.p_roi_hurdle if outcome else None


def _economics(outcome: Outcome | None) -> dict[str, object]:
    if outcome is None:
        return {}
    return {
        "p_npv_positive": outcome.p_roi_nonnegative,
        "p_roi_hurdle": outcome.p_roi_hurdle,
        "roi_p10": outcome.roi.p10.value,
        "roi_p90": outcome.roi.p90.value,
        "payback_months": outcome.payback_months,
    }


def _c2_share(case: Case, initiative: str) -> float | None:
    """C2 of the annual full cost; unknown without a line in it, or with a total alone."""
    cost: InitiativeCost | None = case.costs.get(initiative)
    lines = case.portfolio.costs_of.get(initiative, ())
    if cost is None or not cost.recurring or any(line.item == LUMP_ITEM for line in lines):
        return None
    amount = cost.layers.get(CostLayer.C2)
    return None if amount is None else amount / cost.recurring


def _weakest(case: Case, initiative: str) -> WeakBenefit | None:
    rows = [row for row in case.benefit_rows.get(initiative, ()) if row.direct is not False]
    if not rows:
        return None
    worst = max(rows, key=lambda row: _GRADES.index(row.grade))
    owner = worst.owner or case.owner(initiative)
    return WeakBenefit(worst.benefit, worst.grade, owner, worst.baseline is not None)
