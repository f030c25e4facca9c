"""The rules of verdicts, in the order in which they are asked.

A rule says whether it is met, is not met, or cannot be judged for want of evidence
(``None``), and why, with the figures and thresholds it used. The first that is met
decides. A new rule is one function and one place in :data:`RULES`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from cockpit import wording
from cockpit.assessment.answer import Missing
from cockpit.assessment.thresholds import Thresholds
from cockpit.assessment.verdicts.figures import VerdictFigures
from cockpit.assessment.verdicts.layers import LayerState
from cockpit.assessment.verdicts.needs import EVIDENCE_COST
from cockpit.inventory.vocabulary import Verdict
from scenarios.break_even import Holds
from scenarios.results import Estimate

#: Said where the worth of evidence would enter and is not known.
NOT_COMPUTED = "What further evidence is worth cannot be computed, so this may change."

#: Nearer to a threshold than this many standard errors is within the simulation's error.
NEAR = 2.0


class EvidenceValue(Protocol):
    """What further evidence on an initiative is worth, and what it costs, in currency."""

    @property
    def value(self) -> Estimate:
        """Expected gain from knowing its own figures for certain before deciding (EVPPI)."""

    @property
    def cost(self) -> float | None:
        """Cost of getting the evidence; ``None`` where it is not stated."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """What one rule says: ``met`` is ``None`` where evidence is missing (``needs``).

    ``limits`` are the keys of the thresholds it used; ``telling`` says that a rule that is
    not met belongs among the reasons all the same.
    """

    verdict: Verdict
    met: bool | None
    reason: str
    limits: tuple[str, ...] = ()
    needs: tuple[Missing, ...] = ()
    telling: bool = False


Rule = Callable[[VerdictFigures, Thresholds, EvidenceValue | None], Ruling]


def unanswered(figures: VerdictFigures, limits: Thresholds, worth: EvidenceValue | None) -> Ruling:
    """CONTAIN where the captured ROI cannot be given."""
    reason = f"Captured ROI cannot be given: {figures.unanswered or 'it is answered'}."
    met = figures.p_roi_hurdle is None
    return Ruling(Verdict.CONTAIN, met, reason, needs=figures.roi_needs if met else ())


def stop(figures: VerdictFigures, limits: Thresholds, worth: EvidenceValue | None) -> Ruling:
    """STOP: P(NPV > 0) is low, and the evidence that might save it costs more than its worth."""
    key, p = "stop_p_npv", figures.p_npv_positive
    if p is None:
        return _open(Verdict.STOP, "P(NPV > 0) is not known.", (key,), figures.roi_needs)
    low, text = p.value < limits[key], _against("P(NPV > 0)", p, limits[key])
    if not low:
        return Ruling(Verdict.STOP, False, f"{text}.", (key,))
    against = _against_its_cost(figures, worth)
    return replace(against, reason=f"{text}. {against.reason}", limits=(key,))


def stated(cost: float, currency: str, scale: wording.Scale | None = None) -> str:
    """A stated cost, without a nought that says nothing in any locale: ``EUR 60 k``."""
    return re.sub(f"[.,]0(?={wording.GAP})", "", wording.money(cost, currency, scale=scale))


def _against_its_cost(figures: VerdictFigures, worth: EvidenceValue | None) -> Ruling:
    """STOP's second half: whether knowing more is worth less than finding it out.

    A cost that is not stated takes no stop away, or a blank would save an initiative; it
    is named as what may change the verdict. Evidence worth nothing, or no more than the
    error of the simulation, is not bought at any.
    """
    if worth is None:
        return Ruling(Verdict.STOP, True, NOT_COMPUTED)
    if worth.value.value <= NEAR * worth.value.se:
        return Ruling(Verdict.STOP, True, "No evidence on its own figures could change that.")
    value = wording.money(worth.value.value, figures.currency, se=worth.value.se)
    most = f"Knowing its own figures for certain is worth {value}"
    if worth.cost is None:
        needs = (Missing(EVIDENCE_COST, figures.id, figures.owner),)
        said = f"{most}; what finding out costs is not stated, so this may change."
        return Ruling(Verdict.STOP, True, said, needs=needs)
    met = worth.value.value < worth.cost
    near = abs(worth.value.value - worth.cost) < NEAR * worth.value.se
    note = " (within the error of the simulation)" if near else ""
    tail = "less than" if met else "not less than"
    cost = stated(worth.cost, figures.currency)
    said = f"{most}, {tail} the {cost} that finding out costs{note}."
    return Ruling(Verdict.STOP, met, said, telling=not met)


def scale(figures: VerdictFigures, limits: Thresholds, worth: EvidenceValue | None) -> Ruling:
    """SCALE: the hurdle holds at base and in every stress, on evidence, and pays back in time."""
    tests = (_at_base, _under_stress, _on_evidence, _in_time)
    parts = [part for test in tests if (part := test(figures, limits)) is not None]
    keys = tuple(key for part in parts for key in part.limits)
    for wanted in (False, None):
        found = [part for part in parts if part.met is wanted]
        if found:
            needs = tuple(need for part in found for need in part.needs)
            said = " ".join(part.reason for part in found)
            return Ruling(Verdict.SCALE, wanted, said, keys, needs)
    return Ruling(Verdict.SCALE, True, " ".join(part.reason for part in parts), keys)


def straddling(figures: VerdictFigures, limits: Thresholds, worth: EvidenceValue | None) -> Ruling:
    """CONTAIN where the hurdle lies within P10–P90 of ROI: the data does not decide."""
    low, high = wording.percent(figures.roi_p10), wording.percent(figures.roi_p90)
    where = "lies between" if figures.straddles else "does not lie between"
    hurdle = wording.percent(figures.hurdle)
    reason = f"The hurdle of {hurdle} {where} P10 ({low}) and P90 ({high}) of captured ROI."
    return Ruling(Verdict.CONTAIN, figures.straddles, reason)


def renegotiate(figures: VerdictFigures, limits: Thresholds, worth: EvidenceValue | None) -> Ruling:
    """RENEGOTIATE: a plausible price rise breaks the hurdle, and vendors' price weighs much."""
    rise, share = "renegotiate_price_rise", "renegotiate_c2_share"
    keys, found = (rise, share), figures.break_even
    if found is None:
        said = "The price at which it breaks even is not known."
        return _open(Verdict.RENEGOTIATE, said, keys, figures.behaviour_needs)
    plausible = wording.percent(limits[rise])
    at = found.value
    near = found.kind is Holds.UP_TO and at is not None and 0 <= at <= limits[rise]
    if not near:
        said = f"No price rise up to {plausible} takes base ROI to the hurdle."
        return Ruling(Verdict.RENEGOTIATE, False, said, keys)
    breaks = f"Base ROI falls to the hurdle when prices rise {wording.percent(at)}, within the "
    breaks += f"plausible {plausible}"
    if figures.c2_share is None:
        said = f"{breaks}; what part of the cost is layer C2 is not stated."
        return _open(Verdict.RENEGOTIATE, said, (rise, share), figures.layer_needs)
    met = figures.c2_share > limits[share]
    is_now, limit = wording.compared(figures.c2_share, limits[share])
    part = f"layer C2 is {is_now} of its full cost"
    side = "over" if met else "not over"
    said = f"{breaks}; {part}, {side} {limit}."
    return Ruling(Verdict.RENEGOTIATE, met, said, (rise, share))


def replatform(figures: VerdictFigures, limits: Thresholds, worth: EvidenceValue | None) -> Ruling:
    """REPLATFORM: not judged, since a workbook states no alternative with its switching cost."""
    said = "Not judged: the workbook holds no alternative with its price and its cost of switching."
    return Ruling(Verdict.REPLATFORM, False, said)


def optimise(figures: VerdictFigures, limits: Thresholds, worth: EvidenceValue | None) -> Ruling:
    """OPTIMISE: more likely to pay than not, and an accepted output costs more than it may."""
    key, p = "optimise_p_npv", figures.p_npv_positive
    if p is None:
        return _open(Verdict.OPTIMISE, "P(NPV > 0) is not known.", (key,), figures.roi_needs)
    text = _against("P(NPV > 0)", p, limits[key])
    if p.value < limits[key]:
        return Ruling(Verdict.OPTIMISE, False, f"{text}.", (key,))
    if figures.unit_cost is None or figures.target is None:
        lacking = "accepted outputs are" if figures.unit_cost is None else "a target cost is"
        said = f"{text}; {lacking} not stated, so its unit cost cannot be judged."
        return _open(Verdict.OPTIMISE, said, (key,), figures.unit_needs)
    met = figures.unit_cost > figures.target
    side = "over" if met else "not over"
    cost, target = (price(each, figures.currency) for each in (figures.unit_cost, figures.target))
    said = f"{text}; an accepted output costs {cost}, {side} its target of {target}."
    return Ruling(Verdict.OPTIMISE, met, said, (key,))


def contain(figures: VerdictFigures, limits: Thresholds, worth: EvidenceValue | None) -> Ruling:
    """CONTAIN: all else."""
    return Ruling(Verdict.CONTAIN, True, "No other verdict is borne out.")


#: Asked from first to last; the last is always met.
RULES: tuple[Rule, ...] = (
    unanswered,
    stop,
    scale,
    straddling,
    renegotiate,
    replatform,
    optimise,
    contain,
)


def price(amount: float, currency: str) -> str:
    """The cost of one output, to the cent."""
    return wording.GAP.join(
        part for part in (wording.code(currency), wording.number(amount, 2)) if part
    )


def _open(
    verdict: Verdict, reason: str, keys: tuple[str, ...], needs: tuple[Missing, ...]
) -> Ruling:
    return Ruling(verdict, None, reason, keys, needs)


def _against(what: str, p: Estimate, limit: float) -> str:
    """A probability beside its threshold, and whether the simulation can tell them apart."""
    side = "under" if p.value < limit else "at least"
    near = abs(p.value - limit) < NEAR * p.se
    note = " (within the error of the simulation)" if near else ""
    chance, at = wording.chance(p.value, se=p.se), wording.percent(limit)
    if chance == at and p.value != limit:
        # More digits than the error supports, lest the sentence contradict itself.
        chance, at = wording.compared(p.value, limit)
    return f"{what} is {chance}, {side} {at}{note}"


def _at_base(figures: VerdictFigures, limits: Thresholds) -> Ruling:
    key, p = "scale_p_hurdle", figures.p_roi_hurdle
    if p is None:
        return _open(
            Verdict.SCALE, "P(ROI ≥ hurdle) is not known at base.", (key,), figures.roi_needs
        )
    reason = _against("P(ROI ≥ hurdle) at base", p, limits[key])
    return Ruling(Verdict.SCALE, p.value >= limits[key], f"{reason}.", (key,))


def _under_stress(figures: VerdictFigures, limits: Thresholds) -> Ruling:
    key, worst = "scale_p_stress", figures.worst_stress
    silent = figures.unanswered_stresses
    if worst is not None and (worst[1].value < limits[key] or not silent):
        pair = (worst[1], limits[key])
        reason = _against(f"P(ROI ≥ hurdle) in the worst stress, {worst[0]},", *pair)
        return Ruling(Verdict.SCALE, worst[1].value >= limits[key], f"{reason}.", (key,))
    which = wording.listed(silent) or "any stress"
    said = f"P(ROI ≥ hurdle) is not known under {which}."
    return _open(Verdict.SCALE, said, (key,), figures.behaviour_needs)


def _on_evidence(figures: VerdictFigures, limits: Thresholds) -> Ruling:
    refuted = [each for each in figures.layers if each.passed is False]
    silent = [each for each in figures.layers if each.passed is None]
    if refuted:
        return Ruling(Verdict.SCALE, False, _not_passed(refuted))
    if silent or not figures.layers:
        needs = tuple(need for each in silent for need in each.missing)
        said = _not_passed(silent) if silent else "Nothing is known of E1 to E3."
        return _open(Verdict.SCALE, said, (), needs)
    return Ruling(Verdict.SCALE, True, "E1 to E3 are passed.")


def _not_passed(layers: Sequence[LayerState]) -> str:
    said = "; ".join(f"{each.code} ({each.reason})" for each in layers)
    return f"Evidence layers not passed: {said}."


def _in_time(figures: VerdictFigures, limits: Thresholds) -> Ruling | None:
    limit, month = figures.payback_limit, figures.payback_months
    if limit is None:
        return None
    if month is None:
        said = f"No payback within {wording.months(figures.horizon_months)}; {limit} are expected."
        return Ruling(Verdict.SCALE, False, said)
    side = "within" if month <= limit else "later than"
    said = f"Payback in month {month}, {side} the {limit} of its horizon class."
    return Ruling(Verdict.SCALE, month <= limit, said)
