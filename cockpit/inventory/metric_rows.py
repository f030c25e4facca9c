"""Which rows of one metric count, and what they sum to: one rule for every figure.

Of a metric that is stated for several periods the latest counts; a period in free text
counts only where none can be put in order, and then the last one in the sheet. Rows of
one period both count, also where they repeat each other. Amounts that count something
(outputs or hours a month, people) add up over the teams that state them. Everything
else (shares, times, points) takes the row of the whole; where only teams state it,
their last row.
"""

from __future__ import annotations

from collections.abc import Iterable

from cockpit.inventory.catalogue import CatalogueMetric, known_metric
from cockpit.inventory.periods import Period, period_of
from cockpit.inventory.rows import MetricRow
from cockpit.inventory.values import fold


def canonical(name: str) -> str:
    """The name under which a metric is found: of the catalogue where it is known there."""
    known = known_metric(name)
    return fold(known.name if known else name)


def adds_up(metric: CatalogueMetric | None) -> bool:
    """Whether the parts of several teams sum to the whole."""
    return metric is not None and (metric.unit.endswith("a month") or metric.unit == "people")


def rows_that_count(rows: tuple[MetricRow, ...]) -> tuple[MetricRow, ...]:
    """Of all rows of one metric of one initiative those that make its value.

    Raises
    ------
    IndexError
        Without any row.
    """
    used = _newest(_of_the_whole(rows))
    return used if adds_up(known_metric(rows[-1].metric)) else used[-1:]


def total(values: Iterable[float | None]) -> float | None:
    """Sum, or ``None`` where one part is not stated: a missing part is not 0."""
    found = list(values)
    if any(value is None for value in found):
        return None
    return sum(value for value in found if value is not None)


def _of_the_whole(rows: tuple[MetricRow, ...]) -> tuple[MetricRow, ...]:
    """The rows of no team; all rows where each is of a team.

    Rows of teams are never added to those of the whole, which already contains them.
    """
    return tuple(row for row in rows if row.team is None) or rows


def _newest(rows: tuple[MetricRow, ...]) -> tuple[MetricRow, ...]:
    """Of each team (or of the whole) the rows of its latest current period."""
    newest: dict[str, Period | str] = {}
    for row in rows:
        team, period, known = fold(row.team or ""), _period(row), newest.get(fold(row.team or ""))
        if isinstance(known, str) or known is None:
            newest[team] = period
        elif not isinstance(period, str):
            newest[team] = max(known, period)
    return tuple(row for row in rows if _period(row) == newest[fold(row.team or "")])


def _period(row: MetricRow) -> Period | str:
    """The period where it can be put in order, else its text."""
    return period_of(row.current_period) or fold(row.current_period or "")
