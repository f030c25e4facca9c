"""The first line of the page: how far it holds, and in which futures it fails."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cockpit import wording
from cockpit.assessment.robustness import words
from cockpit.assessment.robustness.break_evens import LEVERS, LeverAnswer, Rank, ranked
from scenarios.break_even import Holds
from scenarios.discovery import Box, Discovery, Limit
from scenarios.portfolio import ValueBasis
from scenarios.results import Outcome

#: Asked in every meeting; told whenever they have a break-even.
_ALWAYS_TOLD = ("usage", "price_change")
_MOST_TOLD = 3


def first_line(
    now: Outcome,
    hurdle_rate: float,
    basis: ValueBasis,
    answers: Mapping[str, LeverAnswer],
    discovery: Discovery | None,
    scenario: str | None = None,
) -> str:
    """One sentence: the verdict, the break-evens that matter, the futures that fail.

    Parameters
    ----------
    answers
        By lever; those known so far. That no lever does it is said of all of them only.
    scenario
        Name of the scenario on screen, ``None`` for the base.
    """
    under = "" if scenario is None else f"Under “{wording.shorten(scenario, 60)}”, "
    subject = f"{under}{basis if under else basis.value.capitalize()} ROI"
    hurdle = wording.percent(hurdle_rate)
    p50 = wording.percent(now.roi.p50.value, se=now.roi.p50.se)
    told = _told(answers)
    if now.roi.p50.value >= hurdle_rate:
        how = f" {_reaches(told)}" if told else f" (median {p50}){_without(answers, holds=True)}"
        first = f"{subject} holds the {hurdle} hurdle{how}"
    else:
        rescue = f"; it would hold with {_rescues(told)}" if told else ""
        first = (
            f"{subject} misses the {hurdle} hurdle (median {p50})"
            f"{rescue or _without(answers, holds=False)}"
        )
    if discovery is None:
        return f"{first}."
    return f"{first}; {fails(discovery)}."


def _without(answers: Mapping[str, LeverAnswer], *, holds: bool) -> str:
    """What is said where no break-even is told: of all levers only once all are known."""
    if not set(LEVERS) <= answers.keys():
        if not answers:
            return "; how far each lever may move is not worked out yet"
        return f"; {len(answers)} of {len(LEVERS)} levers asked so far"
    ranks = {answer.rank for answer in answers.values()}
    silent = " that can be answered" if Rank.UNANSWERED in ranks else ""
    if holds:
        return f" wherever a single lever{silent} stands" + (
            ", yardsticks apart" if Rank.YARDSTICK in ranks else ""
        )
    return f"; no single lever{silent} moves it there" + (
        ", only another yardstick" if Rank.YARDSTICK in ranks else ""
    )


def fails(discovery: Discovery) -> str:
    """``it fails in 7 of 10 futures with benefit realisation below 83 %``."""
    if discovery.failures == 0:
        return f"it fails in none of {wording.whole(discovery.draws)} futures"
    if not discovery.boxes:
        if discovery.failures == 1:
            return f"it fails in all {wording.whole(discovery.draws)} futures"
        tail = "no narrower set stands out" if discovery.drivers else "no driver tells which"
        return f"it fails in {_of(discovery.failures)} futures; {tail}"
    box = discovery.boxes[0]
    return f"it fails in {_of(box.density)} futures with {box_words(box)}"


def box_words(box: Box) -> str:
    """The limits of a box: ``benefit realisation below 83 % and usage growth above +30 %``."""
    return wording.listed(_limit_words(limit) for limit in box.limits)


def _limit_words(limit: Limit) -> str:
    label = words.within(words.driver_label(limit.driver))
    low, high = (_value(limit.driver, value) for value in (limit.low_value, limit.high_value))
    if low and high:
        return f"{label} between {low} and {high}"
    if low:
        return f"{label} above {low}"
    if high:
        return f"{label} below {high}"
    # Without a distribution only the rank is known.
    ends = [wording.percent(rank) for rank in (limit.low, limit.high) if rank is not None]
    return f"{label} around its {' to '.join(ends)} rank"


def _value(driver: str, value: float | None) -> str:
    return "" if value is None else words.driver_words(driver, value)


def _of(share: float) -> str:
    """A share of futures as a count that is easily said."""
    if share == 1:
        return "all"
    if share >= 0.95:
        return "almost all"
    if share >= 0.1:
        return f"{round(share * 10):d} of 10"
    if share >= 0.01:
        return f"{round(share * 100):d} of 100"
    return "fewer than 1 of 100"


def _told(answers: Mapping[str, LeverAnswer]) -> tuple[LeverAnswer, ...]:
    """The break-evens of the first line: what is always asked, and what breaks first."""
    crossing = [a for a in ranked(answers.values()) if a.rank in (Rank.STRESSED, Rank.FURTHER)]
    asked = [a for a in crossing if a.lever in _ALWAYS_TOLD]
    others = [a for a in crossing if a.lever not in _ALWAYS_TOLD]
    kept = {a.lever for a in (*asked, *others[: _MOST_TOLD - len(asked)])}
    return tuple(a for a in crossing if a.lever in kept)


def _rescues(told: Sequence[LeverAnswer]) -> str:
    """``usage at most ×2.6 or value follows usage at least 0.58``, the nearest first."""
    near = [a for a in told if a.reach is not None and a.reach <= 1]
    names = []
    for a in near or told:
        if a.found is not None and a.shown is not None:
            side = "at most" if a.found.kind is Holds.UP_TO else "at least"
            title = words.within(words.lever_title(a.lever))
            names.append(f"{title} {side} {words.lever_words(a.lever, a.shown)}")
    return _either(names)


def _reaches(told: Sequence[LeverAnswer]) -> str:
    """``up to usage ×2.6 or vendor prices +57 %, and down to benefit realisation 83 %``."""
    sides = []
    for kind, preposition in ((Holds.UP_TO, "up to"), (Holds.FROM, "down to")):
        names = [
            words.lever_at(a.lever, a.shown)
            for a in told
            if a.found is not None and a.found.kind is kind and a.shown is not None
        ]
        if names:
            sides.append(f"{preposition} {_either(names)}")
    return " and ".join(sides)


def _either(names: Sequence[str]) -> str:
    """``A, B or C``."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} or {names[-1]}"
