"""The CDO's view: how trust grows from knowing a tool to recommending it."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from cockpit import wording
from cockpit.assessment.answer import Answer, Entry, Missing, Need, Unit, cannot, status_of
from cockpit.assessment.case import Case
from cockpit.assessment.stakeholders.common import PAGE, SOURCE

_HEADCOUNT = Need("settings", "headcount")


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage: who is counted, of whom, and the threshold of a healthy share."""

    name: str
    metric: str
    of: str
    threshold: str

    @property
    def need(self) -> Need:
        """The column that counts its people."""
        return Need("metrics", "current", self.metric)


STAGES = (
    Stage("Awareness", "people aware of the tools", "all people", "funnel_aware"),
    Stage("Trial", "people who tried", "those aware", "funnel_tried"),
    Stage("Regular use", "people who use weekly", "those who tried", "funnel_weekly"),
    Stage("Reliance", "people who rely on it", "weekly users", "funnel_rely"),
    Stage("Advocacy", "people who recommend", "those who rely on it", "funnel_recommend"),
)


@dataclass(frozen=True, slots=True)
class Step:
    """One stage with its count and that of the stage before; ``None`` where not stated."""

    stage: Stage
    people: float | None
    of_people: float | None
    healthy: float
    before: float | None

    @property
    def contradiction(self) -> bool:
        """Whether more people are counted than in the stage that they must come from."""
        return (
            self.people is not None
            and self.of_people is not None
            and (self.people > self.of_people or self.people < 0)
        )

    @property
    def conversion(self) -> float | None:
        """Share of the stage before; ``None`` where it is not known or contradicts itself."""
        if self.people is None or not self.of_people or self.contradiction:
            return None
        return self.people / self.of_people

    @property
    def state(self) -> str:
        """Healthy above its threshold, else below it."""
        if self.contradiction:
            return "contradiction"
        if self.conversion is None:
            return "not known"
        return "healthy" if self.conversion > self.healthy else "below"


def steps(case: Case) -> tuple[Step, ...]:
    """The five stages, in order, now; ``before`` is the conversion of the baseline counts."""
    headcount = case.inventory.settings.headcount
    of_now: float | None = None if headcount is None else float(headcount)
    # The headcount of the time before is not stated, so the first conversion of then is not known.
    of_then: float | None = None
    found = []
    for stage in STAGES:
        counted = case.measures.of(None, stage.metric)
        now = counted.current if counted else None
        then = counted.baseline if counted else None
        before = then / of_then if then is not None and of_then else None
        found.append(Step(stage, now, of_now, case.thresholds[stage.threshold], before))
        of_now, of_then = now, then
    return tuple(found)


def weakest(found: tuple[Step, ...]) -> Step | None:
    """The step farthest from its healthy share, relative to it; ``None`` where none is known."""
    known = [step for step in found if step.conversion is not None]
    return min(known, key=_relative, default=None)


def _relative(step: Step) -> float:
    assert step.conversion is not None
    return step.conversion / step.healthy if step.healthy > 0 else float("inf")


def assess(case: Case) -> Answer:
    """Conversion of the weakest step, with all five."""
    found = steps(case)
    missing: list[Missing] = []
    if case.inventory.settings.headcount is None:
        missing += case.lacks(_HEADCOUNT)
    for step in found:
        # A count of 0, or more people than in the stage before, cannot be divided by.
        if step.people is None or step.contradiction:
            missing += case.lacks(step.stage.need)
    remarks = tuple(_contradiction(step) for step in found if step.contradiction)
    worst = weakest(found)
    if worst is None:
        text = "The trust funnel is unknown: no two stages in a row are counted."
        return cannot(Unit.SHARE, text, missing or case.lacks(STAGES[0].need), remarks=remarks)
    # After a stage that nobody reaches, the rest has no share; nothing is weaker than 0.
    whole = all(step.conversion is not None or step.of_people == 0 for step in found)
    return Answer(
        status_of(missing),
        # Another step may be weaker still where one is not known.
        worst.conversion if whole else None,
        Unit.SHARE,
        _sentence(found, worst),
        frame=_frame(found),
        rows=tuple(
            place
            for stage in STAGES
            if (counted := case.measures.of(None, stage.metric))
            for place in counted.sources
        ),
        missing=tuple(missing),
        tables={"Trust funnel": funnel_table(found)},
        remarks=remarks,
    )


def funnel_table(found: tuple[Step, ...]) -> pd.DataFrame:
    """The five steps with people, denominator, conversion before and now, healthy share."""
    return pd.DataFrame(
        [
            {
                "Stage": step.stage.name,
                "Counted": step.stage.metric,
                "People": step.people,
                "Of": step.stage.of,
                "Of people": step.of_people,
                "Conversion before": step.before,
                "Conversion": step.conversion,
                "Healthy above": step.healthy,
                "State": step.state,
            }
            for step in found
        ]
    )


def _sentence(found: tuple[Step, ...], worst: Step) -> str:
    known = [step for step in found if step.conversion is not None]
    of_known = "" if len(known) == len(found) else f" of the {len(known)} known"
    text = (
        f"The weakest step{of_known} is {worst.stage.name.lower()}: "
        f"{wording.percent(worst.conversion)} of {worst.stage.of} against "
        f"{wording.percent(worst.healthy)}."
    )
    clash = next((step for step in found if step.contradiction), None)
    if clash is not None:
        return f"{text} {_contradiction(clash)}"
    healthy = sum(step.state == "healthy" for step in known)
    return f"{text} {healthy} of {len(known)} steps are healthy."


def _contradiction(step: Step) -> str:
    """Why two counts cannot both be right."""
    if step.people is not None and step.people < 0:
        return f"“{step.stage.metric}” is negative."
    return (
        f"The counts contradict each other: {wording.number(step.people)} {step.stage.metric}, but "
        f"only {wording.number(step.of_people)} are {step.stage.of}."
    )


def _frame(found: tuple[Step, ...]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "Stage": step.stage.name,
                "Conversion": step.conversion,
                "Healthy above": step.healthy,
                "State": step.state,
                "In words": _in_words(step),
            }
            for step in found
        ]
    )


def _in_words(step: Step) -> str:
    if step.conversion is None:
        return "counts contradict each other" if step.contradiction else wording.NA
    counts = f"{wording.number(step.people)} of {wording.number(step.of_people)}"
    return f"{wording.percent(step.conversion)} ({counts})"


CDO = Entry(
    key="cdo-funnel",
    title="Trust funnel",
    question="Where do we lose people on the way to trust?",
    page=PAGE,
    method="Each conversion is people of one stage over people of the stage before, from counts of "
    "the whole organisation; the first over the headcount. The weakest step is the one with the "
    "smallest conversion relative to its healthy share. It is a figure only where all five are "
    "known, since an unknown one may be weaker.",
    source=f"{SOURCE}, trust funnel.",
    rests_on=(_HEADCOUNT, *(stage.need for stage in STAGES)),
    assess=assess,
    better="higher",
)
