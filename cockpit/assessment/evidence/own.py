"""What evidence on each initiative's own benefits and costs is worth, beside its stated cost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cockpit.inventory.reading import Inventory
from scenarios.draw_table import DrawTable
from scenarios.information import Information, Worth
from scenarios.results import Estimate


@dataclass(frozen=True, slots=True)
class OwnWorth:
    """Worth and cost of the next evidence on one initiative, in portfolio currency.

    Parameters
    ----------
    value
        EVPPI of its own estimates of benefit and cost, known for certain: no study of
        them is worth more.
    cost
        Its stated cost of next evidence; ``None`` where none is stated, or in a currency
        without a rate.
    found
        What a study of them can be priced from.
    """

    value: Estimate
    cost: float | None
    found: Worth | None = None


def own_worths(table: DrawTable, costs: Mapping[str, float | None]) -> dict[str, OwnWorth]:
    """Worth by initiative, of those whose ROI is answered in these draws.

    Parameters
    ----------
    costs
        Stated cost of next evidence by initiative; one left out has none stated.
    """
    asked = Information(table)
    found = {id_: asked.own_figures(id_) for id_ in table.initiatives}
    return {id_: OwnWorth(each.total, costs.get(id_), each) for id_, each in found.items()}


def evidence_costs(inventory: Inventory) -> dict[str, float | None]:
    """Stated cost of next evidence by initiative, in portfolio currency; missing is ``None``."""
    return {row.id: evidence_cost(inventory, row.id) for row in inventory.initiatives}


def evidence_cost(inventory: Inventory, initiative: str) -> float | None:
    """Stated cost of next evidence of one initiative, in portfolio currency.

    ``None`` where it is not stated or has a currency without a rate; a stated 0 stays 0.

    Raises
    ------
    KeyError
        If there is no such initiative.
    """
    row = inventory.by_id[initiative]
    rate = inventory.rate(row.currency)
    return None if row.evidence_cost is None or rate is None else row.evidence_cost * rate
