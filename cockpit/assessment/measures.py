"""The Metrics sheet by initiative and canonical name, before and now.

Which of several rows count is the rule of :mod:`cockpit.inventory.metric_rows`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cockpit.inventory.catalogue import known_metric
from cockpit.inventory.metric_rows import canonical, rows_that_count, total
from cockpit.inventory.rows import MetricRow
from cockpit.inventory.vocabulary import Better
from scenarios.portfolio import Source


def gain(better: Better | None, baseline: float | None, current: float | None) -> float | None:
    """Improvement as a share of the baseline; negative where it got worse.

    ±(current − baseline) / |baseline| by the better direction. ``None`` where one
    of the three is not stated or the baseline is 0.
    """
    if better is None or baseline is None or current is None or baseline == 0:
        return None
    change = (current - baseline) / abs(baseline)
    return change if better is Better.HIGHER else -change


@dataclass(frozen=True, slots=True)
class Measured:
    """One metric of one initiative (``None``: the organisation), before and now."""

    name: str
    initiative: str | None
    better: Better | None
    unit: str | None
    baseline: float | None
    current: float | None
    rows: tuple[MetricRow, ...]

    @property
    def gain(self) -> float | None:
        """Improvement against the baseline, see :func:`gain`."""
        return gain(self.better, self.baseline, self.current)

    @property
    def in_two_periods(self) -> bool:
        """Whether both values are stated; one period stated for both is no comparison."""
        if self.baseline is None or self.current is None:
            return False
        return all(
            row.baseline_period is None or row.baseline_period != row.current_period
            for row in self.rows
        )

    @property
    def sources(self) -> tuple[Source, ...]:
        """Sheet and row of what it rests on."""
        return tuple(row.at for row in self.rows)

    @property
    def owner(self) -> str | None:
        """Who answers for it; ``None`` where no row names anybody."""
        return next((row.owner for row in self.rows if row.owner), None)


class Measures:
    """All rows of the Metrics sheet, found by initiative and name."""

    def __init__(self, rows: Iterable[MetricRow]) -> None:
        self.rows = tuple(rows)
        self._found: dict[tuple[str | None, str], list[MetricRow]] = {}
        for row in self.rows:
            self._found.setdefault((row.initiative, canonical(row.metric)), []).append(row)

    def rows_of(self, initiative: str | None, name: str) -> tuple[MetricRow, ...]:
        """Every row of a metric, by its canonical name or one of its synonyms."""
        # Most initiatives have no metric at all, and are asked for a dozen.
        return tuple(self._found.get((initiative, canonical(name)), ())) if self._found else ()

    def of(self, initiative: str | None, name: str) -> Measured | None:
        """The metric of an initiative (``None``: the organisation); ``None`` without a row."""
        rows = self.rows_of(initiative, name)
        return _measured(initiative, rows) if rows else None

    def current(self, initiative: str | None, name: str) -> float | None:
        """Value now; ``None`` where it is not stated."""
        found = self.of(initiative, name)
        return found.current if found else None

    def all_of(self, initiative: str | None) -> tuple[Measured, ...]:
        """Every metric of an initiative, in the order of the sheet."""
        return tuple(
            _measured(initiative, tuple(rows))
            for (owner, _), rows in self._found.items()
            if owner == initiative
        )


def _measured(initiative: str | None, rows: tuple[MetricRow, ...]) -> Measured:
    known = known_metric(rows[-1].metric)
    used = rows_that_count(rows)
    last = used[-1]
    return Measured(
        name=known.name if known else last.metric,
        initiative=initiative,
        better=last.better or (known.better if known else None),
        unit=last.unit or (known.unit if known else None),
        baseline=total(row.baseline for row in used),
        current=total(row.current for row in used),
        rows=used,
    )
