"""How steadily verdicts stand: in every preset, with other draws, and as one lever moves."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from cockpit import wording
from cockpit.assessment.case import Case
from cockpit.assessment.decisions.rejudging import Rejudging
from cockpit.assessment.verdicts.figures import BASIS
from scenarios.lever_moves import LeverRange, lever_range, with_levers
from scenarios.nearest_flips import Flip, Flips, nearest_flips
from scenarios.presets import PRESETS
from scenarios.simulate import Simulator
from scenarios.stability import Stays, VerdictMatrix, verdict_matrix, verdict_stays

#: Told the share done, 0…1; may raise to break off.
Progress = Callable[[float], None]

#: Width of a flip's place: half a percent, or half a point of a price; finer than is shown.
_RESOLUTION = 0.005
#: Evaluations of one lever that a progress bar expects; it waits at its end where more come.
_EXPECTED = 140


def verdict_table(case: Case, simulator: Simulator) -> VerdictMatrix:
    """The verdict of every initiative were each preset the base case, in portfolio order.

    The first column is the verdict as it stands; ``None`` where ROI is not answered.
    Initiatives without a verdict today are in no row. ``simulator`` must be of the case's
    portfolio, seed and number of draws.

    Raises
    ------
    ValueError
        If nothing can be simulated, in words for a person.
    """
    rules = Rejudging(case, simulator)
    found: dict[str, Mapping[str, str]] = {"base": rules.today}
    if rules.found:
        for key in (each for each in PRESETS if each != "base"):
            judged = rules.under(PRESETS[key])
            found[key] = {id_: word for id_, word in judged.items() if word is not None}
    return verdict_matrix(found)


def chance_to_stay(
    case: Case, simulator: Simulator, progress: Progress | None = None
) -> dict[str, Stays]:
    """P(verdict stays) by initiative, were as many draws drawn anew.

    It measures the chance of the simulation, never that the data is right. ``simulator``
    must be of the case's portfolio, seed and number of draws.

    Raises
    ------
    ValueError
        If nothing can be simulated, in words for a person.
    """
    rules = Rejudging(case, simulator)
    tell = progress or (lambda share: None)
    if not rules.found:
        return {}
    tables = {}
    for done, (key, scenario) in enumerate(PRESETS.items(), start=1):
        tables[key] = simulator.draw_table(scenario, BASIS)
        tell(0.1 * done / len(PRESETS))
    return verdict_stays(
        tables,
        rules.with_draws,
        progress=lambda done, total: tell(0.1 + 0.9 * done / total),
    )


@dataclass(frozen=True, slots=True)
class Watched:
    """A lever whose flips are looked for: how its places read, and what the range is called."""

    lever: str
    column: str
    say: Callable[[float], str]

    @property
    def span(self) -> LeverRange:
        """Where it may stand."""
        return lever_range(self.lever)

    @property
    def searched(self) -> str:
        """The range, in words."""
        return f"{self.say(self.span.low)} to {self.say(self.span.high).rpartition(' ')[2]}"

    def nearest(self, flips: Flips) -> Flip | None:
        """The flip at the shorter distance on the lever's own scale."""
        found = [each for each in (flips.falling, flips.rising) if each is not None]
        start = getattr(PRESETS["base"].levers, self.lever)
        return min(found, key=lambda each: self.span.distance(each.value, start), default=None)

    def words(self, flip: Flip | None) -> str:
        """A flip in a few words: ``stop at prices +38 %``; none says so."""
        if flip is None:
            return "none in range"
        return f"{flip.verdict or 'no answer'} at {self.say(flip.value)}"


def _usage(value: float) -> str:
    return f"usage {wording.multiple(value, decimals=1 if value >= 1 else 2)}"


def _prices(value: float) -> str:
    return f"prices {wording.percent(value, signed=True)}"


def _benefits(value: float) -> str:
    return f"benefits {wording.multiple(value)}"


#: Levers whose flips are looked for, in the order in which they are told.
WATCHED = (
    Watched("usage", "Flips with usage", _usage),
    Watched("price_change", "Flips with vendor prices", _prices),
    Watched("realisation", "Flips with benefits", _benefits),
)


@dataclass(frozen=True)
class FlipsFound:
    """The nearest flips by lever, then by initiative."""

    by_lever: Mapping[str, Mapping[str, Flips]]

    def words(self, initiative: str) -> dict[str, str]:
        """The nearest flip with each lever, by the column it stands in."""
        return {
            each.column: each.words(each.nearest(flips))
            for each in WATCHED
            if (flips := self.by_lever[each.lever].get(initiative)) is not None
        }

    def both_ways(self, initiative: str) -> list[tuple[str, str, str]]:
        """Lever, flip as it falls, flip as it rises; in words."""
        return [
            (each.searched, each.words(flips.falling), each.words(flips.rising))
            for each in WATCHED
            if (flips := self.by_lever[each.lever].get(initiative)) is not None
        ]

    def sentence(self, initiative: str) -> str:
        """What turns a verdict: ``Flips to stop at prices +38 % or usage ×4.1.``"""
        told: dict[str, list[str]] = {}
        silent = []
        for each in WATCHED:
            flips = self.by_lever[each.lever].get(initiative)
            if flips is None:
                continue
            flip = each.nearest(flips)
            if flip is None:
                silent.append(each.searched)
            else:
                told.setdefault(flip.verdict or "no answer", []).append(each.say(flip.value))
        said = [f"to {verdict} at {_either(places)}" for verdict, places in told.items()]
        sentences = [f"Flips {', '.join(said)}."] if said else []
        if silent:
            sentences.append(f"No flip with {wording.listed(silent)}.")
        return " ".join(sentences)


def lever_flips(
    case: Case, simulator: Simulator, watched: Watched, progress: Progress | None = None
) -> dict[str, Flips]:
    """Where each verdict turns first as one lever moves from its base place, all else as it is.

    ``simulator`` must be of the case's portfolio, seed and number of draws.

    Raises
    ------
    ValueError
        If nothing can be simulated, in words for a person.
    """
    rules, base, span = Rejudging(case, simulator), PRESETS["base"], watched.span
    start = float(getattr(base.levers, watched.lever))
    if not rules.found:
        return {}

    def verdicts(value: float) -> Mapping[str, str | None]:
        if value == start:
            return rules.today
        return rules.under(with_levers(base, **{watched.lever: value}))

    def count(done: int) -> None:
        if progress is not None:
            progress(min(1.0, done / _EXPECTED))

    def some(value: float, ids: frozenset[str]) -> Mapping[str, str | None]:
        return rules.under(with_levers(base, **{watched.lever: value}), ids)

    return nearest_flips(
        verdicts, span.low, span.high, start, span, _RESOLUTION, progress=count, some=some
    )


def _either(places: list[str]) -> str:
    """``A, B or C``."""
    return " or ".join(part for part in (", ".join(places[:-1]), places[-1]) if part)
