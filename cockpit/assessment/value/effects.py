"""Effects: every improvement that the workbook states, with its place in the value grid.

An effect comes from a row of the Metrics sheet whose metric has a cell in the
catalogue, or from a row of the Benefits sheet. The same quantity of one initiative
stated on both sheets counts once, as the metric. Nothing is summed: the grid shows
medians of gains, each measured against its own baseline.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

from cockpit.assessment.answer import Missing, Need
from cockpit.assessment.benefit_terms import MEASURED
from cockpit.assessment.case import Case
from cockpit.assessment.measures import Measured, gain
from cockpit.inventory.catalogue import Side, known_metric
from cockpit.inventory.rows import BenefitRow
from cockpit.inventory.values import fold
from cockpit.inventory.vocabulary import Beneficiary, Better, Tier
from scenarios.portfolio import Source

BASELINE = Need("metrics", "baseline")
CURRENT = Need("metrics", "current")
TIER = Need("initiatives", "tier")
BENEFICIARY = Need("benefits", "beneficiary")
BENEFIT_BASELINE = Need("benefits", "baseline")
BENEFIT_CURRENT = Need("benefits", "current")
BENEFIT_BETTER = Need("benefits", "better")


#: A cell of the grid.
Place = tuple[Tier, Side]


@dataclass(frozen=True, slots=True)
class Effect:
    """One improvement of one initiative.

    ``places`` are the cells in which it may stand: one where all is stated, several
    where its tier or beneficiary is not, none for an indirect effect outside T3,
    which is shown apart. ``guessed`` marks a benefit graded estimated or anecdotal,
    or not graded at all.
    """

    initiative: str
    name: str
    tier: Tier | None
    places: tuple[Place, ...]
    better: Better | None
    unit: str | None
    baseline: float | None
    current: float | None
    indirect: bool
    guessed: bool
    known_from: str
    rows: tuple[Source, ...]
    missing: tuple[Missing, ...] = ()

    @property
    def gain(self) -> float | None:
        """Share of the baseline, positive when better; ``None`` unmeasured or from 0."""
        return gain(self.better, self.baseline, self.current)

    @property
    def unmeasured(self) -> bool:
        """Whether a value is missing; a baseline of 0 is a value, though it gives no share."""
        return self.baseline is None or self.current is None or self.better is None

    @property
    def apart(self) -> bool:
        """Whether it stands in no cell."""
        return not self.places

    @property
    def place(self) -> Place | None:
        """Its cell; ``None`` where it has none or it is not known which."""
        return self.places[0] if len(self.places) == 1 else None


@dataclass(frozen=True, slots=True)
class Bounds:
    """The median of gains, whatever those that are not measured turn out to be.

    ``low`` and ``high`` are the median with each unmeasured gain as the lowest and
    as the highest; both are the median itself where all are measured, −∞ and ∞
    where nothing holds, ``None`` where there is no effect at all.
    """

    low: float | None
    high: float | None

    @property
    def figure(self) -> float | None:
        """What the median is at least; ``None`` where that cannot be said."""
        return None if self.low is None or math.isinf(self.low) else self.low

    @property
    def exact(self) -> bool:
        """Whether nothing is unmeasured that could move it."""
        return self.low is not None and self.low == self.high


def bounds_of(gains: Iterable[float], unmeasured: int) -> Bounds:
    """Lowest and highest median of known gains and a number of unknown ones."""
    known = list(gains)
    if not known and not unmeasured:
        return Bounds(None, None)
    return Bounds(
        median([*known, *[-math.inf] * unmeasured]), median([*known, *[math.inf] * unmeasured])
    )


def effects_of(case: Case) -> tuple[Effect, ...]:
    """Every effect of every initiative, metrics before benefits."""
    found: list[Effect] = []
    for row in case.initiatives:
        stated = set()
        for measured in case.measures.all_of(row.id):
            metric = known_metric(measured.name)
            if metric is not None and metric.cell is not None:
                stated.add(fold(metric.name))
                found.append(_of_metric(case, row.id, measured, metric.cell))
        found.extend(
            _of_benefit(case, benefit)
            for benefit in case.benefit_rows.get(row.id, ())
            if not (
                _same_quantity(benefit, stated)
                or _ahead(case, benefit)
                or _no_measure(benefit)
                or benefit.at in case.hidden_rows
            )
        )
    return tuple(found)


def _of_metric(case: Case, initiative: str, measured: Measured, cell: Place) -> Effect:
    lacks = [
        Missing(need, initiative, measured.owner or case.owner(initiative))
        for need, value in ((BASELINE, measured.baseline), (CURRENT, measured.current))
        if value is None
    ]
    source = next((row.source for row in measured.rows if row.source), None)
    return Effect(
        initiative=initiative,
        name=measured.name,
        tier=cell[0],
        places=(cell,),
        better=measured.better,
        unit=measured.unit,
        baseline=measured.baseline,
        current=measured.current,
        indirect=cell == (Tier.T3, Side.COLLECTIVE),
        guessed=False,
        known_from=source or "source not stated",
        rows=measured.sources,
        missing=tuple(lacks),
    )


def _same_quantity(row: BenefitRow, stated: set[str]) -> bool:
    if row.metric is None:
        return False
    known = known_metric(row.metric)
    return fold(known.name if known else row.metric) in stated


def _ahead(case: Case, row: BenefitRow) -> bool:
    """Whether it starts only after the decision date: a plan is no measured effect."""
    return row.start is not None and row.start > case.as_of


def _no_measure(row: BenefitRow) -> bool:
    """Whether it states an amount of money and no quantity that could have improved."""
    return row.baseline is None and row.current is None and row.target is None


def _of_benefit(case: Case, row: BenefitRow) -> Effect:
    initiative = case.inventory.by_id.get(row.initiative)
    tier = row.tier or (initiative.tier if initiative else None)
    places = _places(row, tier)
    better = _direction(row)
    grade = row.grade.value if row.grade else "grade not stated"
    owner = row.owner or case.owner(row.initiative)
    needs = _needs(row, tier, better) if places else ()
    return Effect(
        initiative=row.initiative,
        name=row.metric or row.benefit,
        tier=tier,
        places=places,
        better=better,
        unit=row.unit,
        baseline=row.baseline,
        current=row.current,
        indirect=row.direct is False,
        guessed=row.grade not in MEASURED,
        known_from=f"{row.source}, {grade}" if row.source else grade,
        rows=(row.at,),
        missing=tuple(Missing(need, row.initiative, owner) for need in needs),
    )


def _needs(row: BenefitRow, tier: Tier | None, better: Better | None) -> tuple[Need, ...]:
    stated = (
        (TIER, tier is not None),
        (BENEFICIARY, row.beneficiary is not None or row.direct is False),
        (BENEFIT_BASELINE, row.baseline is not None),
        (BENEFIT_CURRENT, row.current is not None),
        (BENEFIT_BETTER, better is not None or row.baseline is None),
    )
    return tuple(need for need, known in stated if not known)


def _places(row: BenefitRow, tier: Tier | None) -> tuple[Place, ...]:
    """The cells in which a benefit may stand; indirect ones belong to T3's organisation only."""
    tiers = tuple(Tier) if tier is None else (tier,)
    if row.direct is False:
        return tuple((each, Side.COLLECTIVE) for each in tiers if each is Tier.T3)
    return tuple((each, side) for each in tiers for side in _sides(row.beneficiary, each))


def _sides(beneficiary: Beneficiary | None, tier: Tier) -> tuple[Side, ...]:
    """Who gains: in T1 clients are part of the collective, elsewhere they are the person."""
    match beneficiary:
        case Beneficiary.INDIVIDUAL:
            return (Side.INDIVIDUAL,)
        case Beneficiary.COLLECTIVE:
            return (Side.COLLECTIVE,)
        case Beneficiary.CLIENT:
            return (Side.COLLECTIVE if tier is Tier.T1 else Side.INDIVIDUAL,)
        case _:
            return tuple(Side)


def _direction(row: BenefitRow) -> Better | None:
    """As stated; where blank that of the target against the baseline."""
    if row.better is not None or row.target is None or row.baseline is None:
        return row.better
    if row.target == row.baseline:
        return None
    return Better.HIGHER if row.target > row.baseline else Better.LOWER
