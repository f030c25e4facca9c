"""Question 10: whether trust, quality, accountability and resilience grow or shrink."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pandas as pd

from cockpit import wording
from cockpit.assessment.answer import Answer, Entry, Missing, Need, Unit, cannot, status_of
from cockpit.assessment.board.common import SOURCE, nothing
from cockpit.assessment.case import Case
from cockpit.inventory.catalogue import known_metric
from cockpit.inventory.vocabulary import Better
from scenarios.portfolio import Source

ACCEPTED, REJECTED = "accepted outputs", "rejected outputs"
INCIDENTS, OVERRIDES, CSAT = "incidents", "overrides", "CSAT"
ACCOUNTABLE = "staff who name the accountable person"

NOT_KNOWN, BETTER, WORSE = "not known", "better", "worse"

_PERIODS = ("baseline", "current")
#: Metrics behind the five signals; acceptance takes two.
_METRICS = (ACCEPTED, REJECTED, INCIDENTS, OVERRIDES, CSAT, ACCOUNTABLE)
_NEEDS = tuple(Need("metrics", period, name) for name in _METRICS for period in _PERIODS)


@dataclass(frozen=True)
class Signal:
    """One signal before and now, in its own unit; ``None`` without two periods.

    ``share`` says that its unit is a share, ``of`` what it covers.
    """

    name: str
    share: bool
    better: Better
    before: float | None
    now: float | None
    of: str
    places: tuple[Source, ...]
    missing: tuple[Missing, ...]

    @property
    def known(self) -> bool:
        """Whether two periods can be compared."""
        return self.before is not None and self.now is not None

    @property
    def improves(self) -> bool:
        """Whether it moved in the good direction; no change is no improvement."""
        if self.before is None or self.now is None:
            return False
        up = self.now > self.before
        return up if self.better is Better.HIGHER else self.now < self.before

    @property
    def worsens(self) -> bool:
        """Whether it moved in the bad direction."""
        return self.known and self.now != self.before and not self.improves

    @property
    def change(self) -> float | None:
        """Change as a share of what was, positive where it rose; ``None`` where that was 0."""
        if self.before is None or self.now is None or not self.before:
            return None
        return (self.now - self.before) / abs(self.before)

    @property
    def direction(self) -> str:
        """Whether it got better or worse, whichever way its figure moved."""
        if not self.known:
            return NOT_KNOWN
        return BETTER if self.improves else WORSE if self.worsens else "unchanged"

    @property
    def movement(self) -> str:
        """Before and now in its own unit: ``11 → 21``."""
        if self.before is None or self.now is None:
            return NOT_KNOWN
        return f"{self._plain(self.before)} → {self._plain(self.now)}"

    def _plain(self, value: float) -> str:
        if self.share:
            return wording.percent(value)
        return wording.number(value, 0 if value == round(value) and abs(value) >= 10 else 1)


def signals(case: Case) -> tuple[Signal, ...]:
    """The five signals."""
    return (
        _acceptance(case),
        _stated(case, "incidents", INCIDENTS, Better.LOWER, sum),
        _stated(case, "overrides", OVERRIDES, Better.LOWER, _mean),
        _stated(case, "satisfaction", CSAT, Better.HIGHER, _mean),
        _stated(case, "named accountability", ACCOUNTABLE, Better.HIGHER, _mean),
    )


def assess(case: Case) -> Answer:
    """Share of the five signals that improve; ``frame`` holds one row a signal."""
    if not case.initiatives:
        return nothing(case, Unit.SHARE, _NEEDS)
    found = signals(case)
    missing = tuple(dict.fromkeys(gap for each in found for gap in each.missing))
    frame = _frame(found)
    tables = {"Signals before and now": frame}
    places = tuple(place for each in found for place in each.places)
    known = [each for each in found if each.known]
    if not known:
        said = "No signal of trust, of the five asked for, is known in two periods."
        return cannot(Unit.SHARE, said, missing, frame=frame, rows=places, tables=tables)
    better = [each.name for each in known if each.improves]
    # With a signal missing and none that improves, 0 would state what nobody knows.
    figure = None if missing and not better else len(better) / len(found)
    return Answer(
        status_of(missing),
        figure,
        Unit.SHARE,
        _sentence(found, figure),
        frame=frame,
        rows=places,
        missing=missing,
        tables=tables,
        remarks=(
            "Right in the chart is better, left is worse: incidents and overrides are better when "
            "they fall. The dot lies at the change as a share of what was.",
            "Signals count alike. One that is not known in two periods counts as not improving.",
        ),
    )


def _acceptance(case: Case) -> Signal:
    """Accepted of all outputs, pooled over the initiatives that state both in both periods."""
    totals = dict.fromkeys(_PERIODS, 0.0)
    accepted = dict.fromkeys(_PERIODS, 0.0)
    places: list[Source] = []
    missing: list[Missing] = []
    used = 0
    for row in case.initiatives:
        good, bad = (case.measures.of(row.id, name) for name in (ACCEPTED, REJECTED))
        if good is None and bad is None:
            continue
        gaps = [
            Need("metrics", period, name)
            for name, metric in ((ACCEPTED, good), (REJECTED, bad))
            for period in _PERIODS
            if metric is None or getattr(metric, period) is None
        ]
        missing += [gap for need in gaps for gap in case.lacks(need, row.id)]
        if gaps or good is None or bad is None:
            continue
        used += 1
        places += [*good.sources, *bad.sources]
        for period in _PERIODS:
            accepted[period] += getattr(good, period)
            totals[period] += getattr(good, period) + getattr(bad, period)
    known = used > 0 and all(totals.values())
    if not used and not missing:
        needs = [
            Need("metrics", period, name) for name in (ACCEPTED, REJECTED) for period in _PERIODS
        ]
        missing = [gap for need in needs for gap in case.lacks(need)]
    before, now = (accepted[p] / totals[p] if known else None for p in _PERIODS)
    of = f"pooled over {wording.count(used, 'initiative')}" if used else NOT_KNOWN
    return Signal("acceptance", True, Better.HIGHER, before, now, of, tuple(places), tuple(missing))


def _stated(
    case: Case, title: str, name: str, better: Better, pool: Callable[[list[float]], float]
) -> Signal:
    """The organisation's own figure, else that of the initiatives with two periods, pooled."""
    known = known_metric(name)
    share = known is not None and known.unit.startswith("share")
    whole = case.measures.of(None, name)
    parts = [case.measures.of(row.id, name) for row in case.initiatives]
    pooled = [each for each in parts if each is not None and each.in_two_periods]
    used = [whole] if whole is not None and whole.in_two_periods else pooled
    if not used:
        gaps = tuple(
            gap
            for period in _PERIODS
            if whole is None or getattr(whole, period) is None
            for gap in case.lacks(Need("metrics", period, name))
        )
        gaps = gaps or case.lacks(Need("metrics", "baseline", name))
        return Signal(title, share, better, None, None, NOT_KNOWN, (), gaps)
    before = pool([each.baseline for each in used if each.baseline is not None])
    now = pool([each.current for each in used if each.current is not None])
    own = used == [whole]
    of = "organisation" if own else f"pooled over {wording.count(len(used), 'initiative')}"
    places = tuple(place for each in used for place in each.sources)
    return Signal(title, share, better, before, now, of, places, ())


def _mean(values: list[float]) -> float:
    return sum(values) / len(values)


def _frame(found: Sequence[Signal]) -> pd.DataFrame:
    frame = pd.DataFrame(
        [
            {
                "Signal": each.name,
                "Before": each.before,
                "Now": each.now,
                "Change": each.change,
                "Direction": each.direction,
                "In words": each.movement,
                "Covers": each.of,
            }
            for each in found
        ]
    )
    for name in ("Before", "Now", "Change"):
        frame[name] = frame[name].astype("float64")
    return frame


def _sentence(found: Sequence[Signal], figure: float | None) -> str:
    better = [each.name for each in found if each.improves]
    worse = [f"{each.name} ({each.movement})" for each in found if each.worsens]
    unknown = [each.name for each in found if not each.known]
    share = "" if figure is None else f" ({wording.percent(figure)})"
    least = "At least " if unknown and better else ""
    verb = "improves" if len(better) == 1 else "improve"
    said = f"{least}{len(better)} of {len(found)} signals {verb}{share}"
    if worse:
        said += f"; worse: {wording.listed(worse)}"
    if unknown:
        said += f"; not known: {wording.listed(unknown)}"
    return f"{said}."


ENTRY = Entry(
    key="Q10",
    title="Trust and accountability",
    question="Do trust, quality, accountability and resilience grow with AI, or wear away unseen?",
    page="board",
    method=(
        "Five signals between two periods: acceptance of outputs, incidents, overrides, "
        "satisfaction, and staff who can name who answers. The organisation’s own figure is "
        "taken where it states one; else incidents are summed over initiatives, and overrides "
        "and satisfaction take their mean. Acceptance is pooled over initiatives with both "
        "periods. The figure is the share of the five that improve."
    ),
    source=f"{SOURCE} 10",
    rests_on=_NEEDS,
    assess=assess,
    better="higher",
)
