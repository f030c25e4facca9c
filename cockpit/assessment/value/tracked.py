"""The metric catalogue beside the workbook: what each metric means, and whether it is tracked."""

from __future__ import annotations

from statistics import median

import pandas as pd

from cockpit.assessment.case import Case
from cockpit.assessment.measures import Measures
from cockpit.inventory.catalogue import CATALOGUE, CatalogueMetric, known_metric

COLUMNS = (
    "Cell",
    "Metric",
    "Tracked here",
    "Initiatives",
    "Median gain",
    "Better",
    "Unit",
    "Level",
    "What it is",
    "How it is measured",
)


def catalogue_table(case: Case, *, of_grid: bool = True) -> pd.DataFrame:
    """Every metric of the six tables, or every other one of the catalogue.

    Tracked means that a row names it for an initiative or for the organisation; the
    gain is the median over those with baseline and current, ``n/a`` without any. Rows
    on habits of small groups take no part: a median of a few could give them away.
    """
    shown = Measures(row for row in case.inventory.metrics if row.at not in case.hidden_rows)
    rows = [
        _row(case, shown, metric) for metric in CATALOGUE if (metric.cell is not None) is of_grid
    ]
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    table["Median gain"] = table["Median gain"].astype("float64")
    return table if of_grid else table.drop(columns=["Cell"])


def _row(case: Case, shown: Measures, metric: CatalogueMetric) -> tuple[object, ...]:
    owners = [None, *(row.id for row in case.initiatives)]
    found = [each for each in (shown.of(owner, metric.name) for owner in owners) if each]
    gains = [each.gain for each in found if each.gain is not None]
    return (
        f"{metric.cell[0].value} {metric.cell[1].value}" if metric.cell else "",
        metric.name,
        "yes" if found else "no",
        sum(each.initiative is not None for each in found),
        median(gains) if gains else None,
        metric.better.value if metric.better else "neither",
        metric.unit,
        f"{metric.level.value} {metric.level.label}",
        metric.meaning,
        metric.measured,
    )


def own_names(case: Case) -> tuple[str, ...]:
    """Names of metrics in the workbook that the catalogue does not know, each once."""
    names = (row.metric for row in case.inventory.metrics if known_metric(row.metric) is None)
    return tuple(dict.fromkeys(names))
