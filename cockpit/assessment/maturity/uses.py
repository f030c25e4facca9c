"""What each evidence layer lets people do, as tables drawn from the data by title."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from cockpit.assessment.case import Case
from cockpit.assessment.maturity import uses_cost, uses_portfolio, uses_work

#: Tables of each layer, in the order in which they are shown.
USES: dict[str, dict[str, Callable[[Case], pd.DataFrame]]] = {
    "E1": {
        "Showback by business unit": uses_cost.by_unit,
        "Showback by vendor": uses_cost.by_vendor,
        "Showback by model": uses_cost.by_model,
        "Pilots apart from run-rate": uses_cost.by_stage,
        "Spend that stands out": uses_cost.anomalies,
        "Forecast of metered spend, and where to cap it": uses_cost.metered,
    },
    "E2": {
        "Useful and discarded output, and what review takes": uses_work.outputs,
        "Model fit: acceptance by model": uses_work.model_fit,
        "Candidates to stop or to route elsewhere": uses_work.stop_or_route,
    },
    "E3": {
        "Usage against throughput, rework and cycle time": uses_work.usage_against_flow,
        "Capacity set free, or activity grown": uses_work.capacity_or_activity,
    },
    "E4": {
        "Spend on funded and unfunded work": uses_portfolio.by_funding,
        "Likely duplicates": uses_portfolio.duplicates,
        "Fund or defer": uses_portfolio.fund_or_defer,
    },
    "E5": {"Initiatives side by side": uses_portfolio.side_by_side},
}


def uses(case: Case, layer: str) -> dict[str, pd.DataFrame]:
    """The tables of one layer that have a row."""
    made = {title: make(case) for title, make in USES[layer].items()}
    return {title: table for title, table in made.items() if not table.empty}
