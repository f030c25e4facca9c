"""The verdict on each initiative: what decides it, what is open, what to find out next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cockpit.assessment.answer import Missing
from cockpit.assessment.case import Case
from cockpit.assessment.maturity.evidence_words import asked_for_where
from cockpit.assessment.thresholds import Thresholds
from cockpit.assessment.verdicts.figures import VerdictFigures, WeakBenefit, figures_of
from cockpit.assessment.verdicts.rules import RULES, EvidenceValue, Ruling, straddling
from cockpit.inventory.vocabulary import Verdict
from scenarios.portfolio import EvidenceGrade
from scenarios.presets import PRESETS

#: The stress that puts all others together.
JOINT = "everything-at-once"


@dataclass(frozen=True, slots=True)
class NextEvidence:
    """What to find out next, in words, and who answers for it (``None``: nobody yet).

    ``own`` says that it is about the initiative itself, which is what its stated cost of
    next evidence buys; how likely a stress is, is not.
    """

    what: str
    owner: str | None
    own: bool = True


@dataclass(frozen=True)
class VerdictFinding:
    """The computed verdict on one initiative.

    Parameters
    ----------
    rulings
        What each rule said, in order, up to the one that decided.
    computable
        Whether the captured ROI is answered; without it the verdict is CONTAIN.
    straddles
        Whether the hurdle lies within P10–P90 of ROI.
    would_be
        What the later rules would say if the hurdle did not lie within it; ``None``
        where it does not, or where they say CONTAIN as well.
    evidence
        What to find out next; ``None`` where everything is measured with a baseline.
    worth
        What further evidence is worth and costs, as the rules knew it.
    """

    figures: VerdictFigures
    verdict: Verdict
    rulings: tuple[Ruling, ...]
    computable: bool
    straddles: bool
    would_be: Verdict | None
    evidence: NextEvidence | None
    worth: EvidenceValue | None = None

    @property
    def id(self) -> str:
        """The initiative."""
        return self.figures.id

    @property
    def name(self) -> str:
        """Name of the initiative."""
        return self.figures.name

    @property
    def decisive(self) -> Ruling:
        """The rule that is met."""
        return self.rulings[-1]

    @property
    def reasons(self) -> tuple[str, ...]:
        """Sentences: what decides, what could not be judged, and why it is not scaled."""
        said = [self.decisive.reason]
        said += [
            f"{each.verdict.value.capitalize()} is open: {each.reason}"
            for each in self.rulings
            if each.met is None
        ]
        said += [
            f"Not {each.verdict.value}: {each.reason}"
            for each in self.rulings
            if each.telling and not each.met
        ]
        if self.verdict not in (Verdict.STOP, Verdict.SCALE):
            said += [
                f"Not scale: {each.reason}"
                for each in self.rulings
                if each.verdict is Verdict.SCALE and each.met is False
            ]
        if self.would_be is not None:
            said.append(f"With a narrower range it would be: {self.would_be.value}.")
        return tuple(said)

    @property
    def limits(self) -> tuple[str, ...]:
        """Keys of the thresholds used, each once."""
        return tuple(dict.fromkeys(key for each in self.rulings for key in each.limits))

    @property
    def missing(self) -> tuple[Missing, ...]:
        """Evidence without which the verdict may change."""
        needs = [need for each in self.rulings for need in each.needs]
        if self.decisive.needs or self.figures.roi_needs:
            needs += self.figures.roi_needs
        return tuple(dict.fromkeys(needs))


def judge(
    figures: VerdictFigures, limits: Thresholds, worth: EvidenceValue | None = None
) -> VerdictFinding:
    """Ask the rules in order; the first that is met decides."""
    rulings: list[Ruling] = []
    for rule in RULES:
        rulings.append(rule(figures, limits, worth))
        if rulings[-1].met:
            break
    verdict, would_be = rulings[-1].verdict, None
    if rule is straddling:
        later = (each(figures, limits, worth) for each in RULES[len(rulings) :])
        found = next(each.verdict for each in later if each.met)
        would_be = None if found is verdict else found
    return VerdictFinding(
        figures=figures,
        verdict=verdict,
        rulings=tuple(rulings),
        computable=figures.p_roi_hurdle is not None,
        straddles=figures.straddles,
        would_be=would_be,
        evidence=_next_evidence(figures, limits),
        worth=worth,
    )


def findings(
    case: Case, worth: Mapping[str, EvidenceValue] | None = None
) -> dict[str, VerdictFinding]:
    """The verdict on every initiative, by id.

    ``worth`` of further evidence is the case's own (base case) unless it is handed in.
    """
    known = case.evidence_worth if worth is None else worth
    return {
        key: judge(figures, case.thresholds, known.get(key))
        for key, figures in figures_of(case).items()
    }


def _next_evidence(figures: VerdictFigures, limits: Thresholds) -> NextEvidence | None:
    """What ROI lacks, else the first layer not passed, else the weakest benefit, else a stress."""
    if figures.roi_needs:
        return _columns(figures.roi_needs)
    for layer in figures.layers:
        if not layer.passed:
            named = next((each.owner for each in layer.missing if each.owner), layer.owner)
            return NextEvidence(f"Supply what layer {layer.code} lacks: {layer.reason}", named)
    if figures.weakest is not None and (what := _measuring(figures.weakest)):
        return NextEvidence(what, figures.weakest.owner)
    stress = _breaking_stress(figures, limits["scale_p_stress"])
    if stress is None:
        return None
    what = f"How likely “{stress}” is: it breaks the hurdle"
    return NextEvidence(what, figures.owner, own=False)


def _measuring(weakest: WeakBenefit) -> str:
    """What is still to be measured of the weakest benefit; empty where nothing is."""
    name = f"“{weakest.benefit}”"
    match weakest.grade:
        case EvidenceGrade.MEASURED_WITH_BASELINE:
            return ""
        case EvidenceGrade.MEASURED if weakest.baseline:
            return (
                f"Confirm that the baseline of {name} was measured too: the workbook states one, "
                "and grades the benefit as measured only"
            )
        case EvidenceGrade.MEASURED:
            return f"Measure the baseline of {name}: only the benefit itself is measured"
    grade = weakest.grade.value if weakest.grade else "not stated"
    return f"Measure {name} with a baseline (evidence now: {grade})"


def _breaking_stress(figures: VerdictFigures, limit: float) -> str | None:
    """The stress that takes P(ROI ≥ hurdle) lowest; the joint one only where no single one does."""
    known = {name: p.value for name, p in (figures.stresses or {}).items() if p is not None}
    under = {name: p for name, p in known.items() if p < limit}
    single = {name: p for name, p in under.items() if name != PRESETS[JOINT].name}
    return min(single or under, key=under.__getitem__, default=None)


def _columns(needs: tuple[Missing, ...]) -> NextEvidence:
    asked = list(dict.fromkeys(asked_for_where(each.need) for each in needs))
    more = f" and {len(asked) - 2} more" if len(asked) > 2 else ""
    owner = next((each.owner for each in needs if each.owner), None)
    return NextEvidence(f"Supply {'; '.join(asked[:2])}{more}", owner)
