"""The rules of verdicts asked again: were another scenario the base case, or other draws drawn.

What a scenario moves is judged anew: P(NPV > 0), P(ROI ≥ hurdle) and P10–P90 of captured
ROI, payback, whether a plausible further price rise breaks the hurdle, and what evidence on
an initiative's own figures is worth. The rest stays as it is today: the stress set, the
evidence layers, the share of layer C2 and the cost of an accepted output.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache

from cockpit.assessment.case import Case
from cockpit.assessment.evidence.own import OwnWorth
from cockpit.assessment.verdicts import EvidenceValue, VerdictFinding, findings, judge
from cockpit.assessment.verdicts.figures import BASIS, VerdictFigures
from cockpit.assessment.verdicts.rules import NEAR
from cockpit.inventory.vocabulary import Verdict
from scenarios.break_even import PRICE, BreakEven, Holds
from scenarios.information import Information
from scenarios.lever_moves import lever_range, with_levers
from scenarios.presets import PRESETS
from scenarios.results import Estimate, Outcome
from scenarios.scenario import Scenario
from scenarios.simulate import Simulator
from scenarios.stability import Figures
from scenarios.stress import STRESSES

#: Draws of a run of which only the base case is read.
_BASE_ONLY = 2


class Rejudging:
    """The rules, ready to be asked again of every initiative whose captured ROI is answered.

    ``simulator`` must be of the case's portfolio, seed and number of draws.

    Raises
    ------
    ValueError
        If nothing can be simulated, in words for a person.
    """

    def __init__(self, case: Case, simulator: Simulator) -> None:
        self.case, self.simulator = case, simulator
        self.found = {key: each for key, each in findings(case).items() if each.computable}
        self._rise = case.thresholds["renegotiate_price_rise"]
        limits = {each.value for each in case.thresholds.by_key.values()}
        self._limits = tuple(sorted(limits))
        self._judged: dict[tuple[object, ...], str] = {}
        self._small = Simulator(case.portfolio, _BASE_ONLY, case.seed)

    @property
    def today(self) -> dict[str, str]:
        """The verdict of each initiative as the pages show it."""
        return {key: each.verdict.value for key, each in self.found.items()}

    def under(
        self, scenario: Scenario, only: frozenset[str] | None = None
    ) -> dict[str, str | None]:
        """Verdict by initiative were ``scenario`` the base case, of all or ``only`` of some.

        ``None`` where the captured ROI has no answer under it.
        """
        outcomes, table = self.simulator.outcomes_and_draws(scenario, BASIS, only)

        # Each is asked of few initiatives, if any, and worked out when the first one asks.
        @cache
        def information() -> Information:
            return Information(table)

        @cache
        def dearer() -> dict[str, Outcome]:
            return self._dearer(scenario, only)

        verdicts: dict[str, str | None] = {}
        for key, finding in self.found.items():
            if only is not None and key not in only:
                continue
            outcome = outcomes.get(key)
            if outcome is None:
                verdicts[key] = None
                continue
            figures = _moved(finding.figures, outcome, table.hurdle_rate)
            worth = self._worth(finding, outcome.p_roi_nonnegative.value, information)
            verdict = self._verdict(figures, worth)
            margin = _margin(outcome, table.hurdle_rate)
            if margin >= 0 and self._price_counts(figures, verdict):
                rises = self._rises(margin, dearer().get(key), table.hurdle_rate)
                verdict = self._verdict(replace(figures, break_even=rises), worth)
            verdicts[key] = verdict.value
        return verdicts

    def with_draws(self, drawn: Mapping[str, Mapping[str, Figures]]) -> dict[str, str]:
        """Verdict by initiative on other draws: figures by preset, then by initiative.

        What the base case alone decides (payback, break-even price) does not move. The
        error of the worth of evidence is taken to be today's.
        """
        return {
            key: self._on_draws(finding, {name: drawn[name].get(key) for name in drawn})
            for key, finding in self.found.items()
        }

    def _on_draws(self, finding: VerdictFinding, drawn: Mapping[str, Figures | None]) -> str:
        """The verdict on other figures; worked out once wherever no comparison turns."""
        base = drawn["base"]
        assert base is not None
        known, worth = finding.worth, None
        if known is not None:
            worth = OwnWorth(Estimate(base.own_worth, known.value.se), known.cost)
        figures = replace(
            finding.figures,
            p_npv_positive=Estimate(base.p_roi_nonnegative, 0.0),
            p_roi_hurdle=Estimate(base.p_roi_hurdle, 0.0),
            roi_p10=base.roi_p10,
            roi_p90=base.roi_p90,
            stresses={PRESETS[name].name: _p(drawn[name]) for name in STRESSES},
        )
        sides = (finding.id, self._sides(figures, worth))
        if sides not in self._judged:
            self._judged[sides] = self._verdict(figures, worth).value
        return self._judged[sides]

    def _sides(self, figures: VerdictFigures, worth: EvidenceValue | None) -> tuple[object, ...]:
        """Where each figure lies among all that a rule could hold it against.

        Rules compare and do no sums: figures on the same sides have the same verdict.
        """
        worst = figures.worst_stress
        chances = [figures.p_npv_positive, figures.p_roi_hurdle, worst[1] if worst else None]
        sides: list[object] = [
            *(None if each is None else _place(each.value, self._limits) for each in chances),
            figures.straddles,
        ]
        if worth is not None:
            limits = [NEAR * worth.value.se, *([] if worth.cost is None else [worth.cost])]
            sides.append(_place(worth.value.value, tuple(sorted(limits))))
        return (*sides, figures.unanswered_stresses)

    def _verdict(self, figures: VerdictFigures, worth: EvidenceValue | None) -> Verdict:
        return judge(figures, self.case.thresholds, worth).verdict

    def _worth(
        self, finding: VerdictFinding, p_pays: float, information: Callable[[], Information]
    ) -> EvidenceValue | None:
        """What knowing its own figures is worth there; as today where no rule will ask."""
        known = finding.worth
        asked = p_pays < self.case.thresholds["stop_p_npv"]
        if known is None or known.cost is None or not asked:
            return known
        if p_pays == 0:
            # No draw pays, so that nothing known of it would change what is done.
            return OwnWorth(Estimate(0.0, 0.0), known.cost)
        return OwnWorth(information().own_figures(finding.id).total, known.cost)

    def _price_counts(self, figures: VerdictFigures, verdict: Verdict) -> bool:
        """Whether a break-even price could turn what the rules say without one."""
        share = figures.c2_share
        return (
            verdict in (Verdict.OPTIMISE, Verdict.CONTAIN)
            and not figures.straddles
            and share is not None
            and share > self.case.thresholds["renegotiate_c2_share"]
        )

    def _dearer(self, scenario: Scenario, only: frozenset[str] | None) -> dict[str, Outcome]:
        """The base case of initiatives with prices up by the most that is plausible."""
        now = scenario.levers.price_change
        # Beyond the lever's own end nothing is simulated; a rise up to there is looked at.
        most = min((1 + now) * (1 + self._rise) - 1, lever_range(PRICE).high)
        moved = with_levers(scenario, **{PRICE: max(now, most)})
        return self._small.outcomes_and_draws(moved, BASIS, only)[0]

    def _rises(self, here: float, dearer: Outcome | None, hurdle_rate: float) -> BreakEven | None:
        """Further price rise at which the base case meets the hurdle, if a plausible one does.

        Between now and the greatest plausible rise the margin, ``here`` and 0 or more now,
        is taken as a straight line, as it is where each cost follows price to the power 0
        or 1. The rule asks no more than whether the hurdle breaks within that range, which
        the two ends tell.
        """
        if dearer is None:
            return None
        there, limit = _margin(dearer, hurdle_rate), self._rise
        if there >= 0:
            return BreakEven.once(Holds.ALWAYS, None, PRICE, 0.0, limit)
        return BreakEven.once(Holds.UP_TO, limit * here / (here - there), PRICE, 0.0, limit)


def verdicts_under(case: Case, simulator: Simulator, scenario: Scenario) -> dict[str, str]:
    """Verdict by initiative were ``scenario`` the base case, of those whose ROI is answered there.

    Raises
    ------
    ValueError
        If nothing can be simulated, in words for a person.
    """
    found = Rejudging(case, simulator).under(scenario)
    return {key: verdict for key, verdict in found.items() if verdict is not None}


def _moved(figures: VerdictFigures, outcome: Outcome, hurdle_rate: float) -> VerdictFigures:
    """The figures with what a scenario moves; the break-even price only if it is asked for."""
    return replace(
        figures,
        hurdle=hurdle_rate,
        p_npv_positive=outcome.p_roi_nonnegative,
        p_roi_hurdle=outcome.p_roi_hurdle,
        roi_p10=outcome.roi.p10.value,
        roi_p90=outcome.roi.p90.value,
        payback_months=outcome.payback_months,
        break_even=None,
    )


def _margin(outcome: Outcome, hurdle_rate: float) -> float:
    """Base case's NPV less the hurdle on its cost; it has the sign of ROI − hurdle."""
    benefit, npv = outcome.benefit.base, outcome.npv.base
    return npv - hurdle_rate * (benefit - npv)


def _place(value: float, limits: tuple[float, ...]) -> tuple[int, int]:
    """How many limits lie below a value, and how many at or below it."""
    return bisect_left(limits, value), bisect_right(limits, value)


def _p(figures: Figures | None) -> Estimate | None:
    return None if figures is None else Estimate(figures.p_roi_hurdle, 0.0)
