"""How far each lever may move before the hurdle is missed: answers, their order, their words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

import pandas as pd

from cockpit import wording
from cockpit.assessment.robustness import words
from cockpit.lever_specs import SINGLE_LEVERS, SPECS
from scenarios.break_even import BreakEven, Holds, lever_break_even
from scenarios.lever_moves import lever_range, with_levers
from scenarios.levers import SECTIONS
from scenarios.portfolio import ValueBasis
from scenarios.results import Outcome
from scenarios.scenario import Scenario
from scenarios.simulate import Simulator
from scenarios.tornado import preset_ranges

#: Every lever that is one number; what a board asks of first comes first.
LEVERS: tuple[str, ...] = tuple(
    dict.fromkeys(("usage", "price_change", "realisation", "review_burden", *SINGLE_LEVERS))
)
#: Width at which a root counts as found, far below what is shown.
_TOLERANCE = 1e-6
_HURDLE = "hurdle_rate"


class Rank(IntEnum):
    """Groups of the ranked table, first things first."""

    STRESSED = 0
    FURTHER = 1
    YARDSTICK = 2
    NEVER = 3
    ALWAYS = 4
    IDLE = 5
    UNANSWERED = 6


@dataclass(frozen=True, slots=True)
class LeverAnswer:
    """What one lever does to the hurdle, all else as in the scenario.

    Attributes
    ----------
    found
        The break-even; ``None`` without effect or without an answer.
    stands
        Where the lever stands; ``None`` where each line states its own.
    effect
        Whether the lever moves the figure at all in this scenario.
    reach
        Way to the break-even over the way to the strongest value of any preset on that
        side, on the lever's own scale; ``None`` where no preset goes there.
    room
        The same over the way to the end of the lever's range.
    """

    lever: str
    found: BreakEven | None
    stands: float | None
    effect: bool
    reach: float | None = None
    room: float | None = None

    @property
    def shown(self) -> float | None:
        """The break-even, rounded so that what is shown still holds."""
        if self.found is None or self.found.value is None:
            return None
        return words.to_the_holding_side(self.lever, self.found.value, self.found.kind)

    @property
    def rank(self) -> Rank:
        """Group in the ranked table."""
        if not self.effect:
            return Rank.IDLE
        if self.found is None:
            return Rank.UNANSWERED
        if self.found.kind in (Holds.ALWAYS, Holds.NEVER):
            return Rank.ALWAYS if self.found.kind is Holds.ALWAYS else Rank.NEVER
        if SPECS[self.lever].section == SECTIONS[-1]:
            return Rank.YARDSTICK
        return Rank.FURTHER if self.reach is None else Rank.STRESSED

    @property
    def in_words(self) -> str:
        """``holds up to ×2.6``, ``holds ×0.12 to ×2.6``, ``never``, ``always``."""
        if not self.effect:
            return "no effect in this scenario"
        if self.found is None:
            return "cannot be answered"
        if self.shown is None:
            return self.found.kind.value
        return f"holds {wording.listed(self._part(*part) for part in self.found.held)}"

    @property
    def others(self) -> str:
        """The further break-evens in words; empty where there is one at most."""
        if self.found is None:
            return ""
        further = (place for place in self.found.crossings if place != self.found.value)
        return ", ".join(words.lever_words(self.lever, place) for place in further)

    def _part(self, low: float, high: float) -> str:
        """One part of the range in which the hurdle is earned: ``up to ×2.6``."""
        assert self.found is not None

        def end(value: float, kind: Holds) -> str:
            shown = words.to_the_holding_side(self.lever, value, kind)
            return words.lever_words(self.lever, shown)

        if low == self.found.low:
            return f"up to {end(high, Holds.UP_TO)}"
        if high == self.found.high:
            return f"from {end(low, Holds.FROM)}"
        return f"{end(low, Holds.FROM)} to {end(high, Holds.UP_TO)}"


def lever_answer(
    simulator: Simulator, scenario: Scenario, lever: str, basis: ValueBasis, now: Outcome
) -> LeverAnswer:
    """The break-even of one lever, searched only where the lever has an effect.

    Parameters
    ----------
    now
        The portfolio's outcome in this scenario, to compare with both ends of the range.
    """
    stands = words.stands_at(lever, simulator.portfolio, scenario)
    if lever == _HURDLE:
        return _placed(LeverAnswer(lever, _hurdle(now.roi.p50.value), stands, effect=True))
    if not _moves(simulator, scenario, lever, basis, now):
        return LeverAnswer(lever, None, stands, effect=False)
    found = lever_break_even(simulator, scenario, lever, basis, tolerance=_TOLERANCE)
    return _placed(LeverAnswer(lever, found, stands, effect=True))


def _placed(answer: LeverAnswer) -> LeverAnswer:
    """The answer with how far away its break-even is."""
    lever, found, stands = answer.lever, answer.found, answer.stands
    if found is None or found.value is None or stands is None:
        return answer
    stressed = preset_ranges().get(lever)
    reach = None if stressed is None else _share(lever, stands, found.value, stressed)
    room = _share(lever, stands, found.value, (found.low, found.high))
    return replace(answer, reach=reach, room=room)


def _hurdle(roi: float) -> BreakEven:
    """The hurdle moves nothing but itself: it holds up to the ROI."""
    span = lever_range(_HURDLE)
    if span.low <= roi < span.high:
        return BreakEven.once(Holds.UP_TO, roi, _HURDLE, span.low, span.high)
    kind = Holds.NEVER if roi < span.low else Holds.ALWAYS
    return BreakEven.once(kind, None, _HURDLE, span.low, span.high)


def ranked(answers: Iterable[LeverAnswer]) -> tuple[LeverAnswer, ...]:
    """What breaks first comes first: by reach, then by room, then by name."""

    def place(answer: LeverAnswer) -> tuple[int, float, float, str]:
        far = float("inf")
        reach = far if answer.reach is None else answer.reach
        room = far if answer.room is None else answer.room
        return answer.rank, reach, room, words.lever_title(answer.lever)

    return tuple(sorted(answers, key=place))


def table(answers: Sequence[LeverAnswer]) -> pd.DataFrame:
    """One row a lever in the order given, for the screen and the download."""
    return pd.DataFrame(
        [
            {
                "Lever": words.lever_title(answer.lever),
                "Answer": answer.in_words,
                "Stands at": words.lever_words(answer.lever, answer.stands),
                "Break-even": answer.found.value if answer.found else None,
                "Other break-evens": answer.others,
                "Share of the strongest preset": answer.reach,
                "Searched from": _end(answer, high=False),
                "to": _end(answer, high=True),
            }
            for answer in answers
        ],
        columns=[
            "Lever", "Answer", "Stands at", "Break-even", "Other break-evens",
            "Share of the strongest preset", "Searched from", "to",
        ],
    )  # fmt: skip


def first_sentence(answers: Sequence[LeverAnswer], *, holds: bool) -> str:
    """What breaks the hurdle first, or would earn it where it is missed: the chart's heading."""
    so_far = "" if len(answers) == len(LEVERS) else f", {len(answers)} of {len(LEVERS)} asked"
    does, would = ("breaks", "break") if holds else ("would earn", "would earn")
    crossing = [a for a in answers if a.rank in (Rank.STRESSED, Rank.FURTHER)]
    if not crossing:
        return f"No single lever {'breaks' if holds else 'earns'} the hurdle{so_far}"
    inside = [a for a in crossing if a.reach is not None and a.reach <= 1]
    if not inside:
        alone = "breaks" if holds else "earns"
        return f"No single lever {alone} the hurdle within what the presets span{so_far}"
    names = wording.listed(words.within(words.lever_title(a.lever)) for a in inside)
    verb = does if len(inside) == 1 else would
    return f"{names[:1].upper()}{names[1:]} {verb} it alone{so_far}"


def reading(answers: Sequence[LeverAnswer]) -> str:
    """How to read the chart, and the levers that are not in it, with the reason."""
    said = [
        "All levers by the median of the draws; first what breaks within the span of the presets. "
        "Filled: the hurdle is earned. Orange: the nearest break-even, rounded so that what is "
        "shown still holds. Dot: where the lever stands."
    ]
    idle = [words.within(words.lever_title(a.lever)) for a in answers if a.rank is Rank.IDLE]
    if idle:
        said.append(f"No effect in this scenario: {wording.listed(idle)}.")
    lost = [words.within(words.lever_title(a.lever)) for a in answers if a.rank is Rank.UNANSWERED]
    if lost:
        why = "Cannot be answered, since ROI has no answer somewhere in the range"
        said.append(f"{why}: {wording.listed(lost)}.")
    return " ".join(said)


def _moves(
    simulator: Simulator, scenario: Scenario, lever: str, basis: ValueBasis, now: Outcome
) -> bool:
    """Whether either end of the lever's range changes the figures."""
    span = lever_range(lever)
    for value in (span.low, span.high):
        found = simulator.portfolio_outcome(with_levers(scenario, **{lever: value}), basis)
        if found is None or (found.roi.p50, found.roi.mean) != (now.roi.p50, now.roi.mean):
            return True
    return False


def _share(lever: str, stands: float, value: float, ends: tuple[float, float]) -> float | None:
    """Way from where the lever stands to a value, over the way to the end on that side."""
    span, end = lever_range(lever), ends[1] if value >= stands else ends[0]
    whole = span.distance(end, stands)
    if whole <= 0 or (end - stands) * (value - stands) < 0:
        return None
    return span.distance(value, stands) / whole


def _end(answer: LeverAnswer, *, high: bool) -> str:
    span = lever_range(answer.lever)
    return words.lever_words(answer.lever, span.high if high else span.low)
