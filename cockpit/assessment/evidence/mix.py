"""What is worth knowing before a mix is chosen within a budget."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from cockpit import wording
from cockpit.assessment.case import Case
from cockpit.assessment.evidence.subjects import driver_label
from scenarios.draw_table import DrawTable
from scenarios.information import Information
from scenarios.mix_information import MixInformation
from scenarios.mix_search import Rules
from scenarios.portfolio_choice import candidates
from scenarios.results import Estimate

#: Told the share done, 0…1; may raise to break off.
Progress = Callable[[float], None]


@dataclass(frozen=True)
class MixPricing:
    """The choice of a mix by mean NPV, with and without information, in portfolio currency.

    Parameters
    ----------
    budget, cost_of_all
        Mean present value of the cost that goes away with an initiative: what may be
        spent, and what all of them take.
    funded, dropped
        The mix by the means, and the rest, as ids.
    everything
        EVPI of the choice; a lower bound, as are the others.
    drivers
        EVPPI by full name of each driver, worth most first.
    """

    budget: float
    cost_of_all: float
    funded: tuple[str, ...]
    dropped: tuple[str, ...]
    everything: Estimate
    drivers: tuple[tuple[str, Estimate], ...]


def price_mix(
    table: DrawTable, share: float, progress: Progress | None = None
) -> MixPricing | None:
    """Price information for the best mix within a share of what all of them cost.

    ``None`` where no initiative can be chosen.

    Parameters
    ----------
    share
        Budget over the own cost of all candidates, 0…1.

    Raises
    ------
    ValueError
        For a share outside 0…1.
    """
    if not 0 <= share <= 1:
        raise ValueError("the budget is a share between 0 and 1 of what all initiatives cost")
    if not table.initiatives:
        return None
    tell = progress or (lambda done: None)
    choice = candidates(table)
    cost_of_all = float(choice.costs.sum())
    budget = share * cost_of_all
    # The whole cost is no limit; a limit equal to it would be one in the last digit.
    chosen = MixInformation(choice, Rules(budget=budget if share < 1 else None))
    everything = chosen.everything().total
    tell(0.4)
    asked, found = Information(table, choice.worth), []
    for done, driver in enumerate(table.drivers, start=1):
        worth = chosen.driver(asked, driver.name, everything.value).total
        found.append((driver.name, worth))
        tell(0.4 + 0.6 * done / len(table.drivers))
    found.sort(key=lambda pair: (-pair[1].value, pair[0]))
    kept = [bool(each) for each in chosen.mix]
    return MixPricing(
        budget=budget,
        cost_of_all=cost_of_all,
        funded=tuple(i for i, yes in zip(choice.initiatives, kept, strict=True) if yes),
        dropped=tuple(i for i, yes in zip(choice.initiatives, kept, strict=True) if not yes),
        everything=everything,
        drivers=tuple(found),
    )


def mix_sentence(case: Case, found: MixPricing) -> str:
    """What information is worth to the mix; one or two sentences."""
    currency = case.portfolio.currency
    most = wording.money(found.everything.value, currency, se=found.everything.se)
    budget = wording.money(found.budget, currency)
    if found.everything.value <= 0:
        return f"With {budget} to spend, no information could change which initiatives to fund."
    said = f"With {budget} to spend, knowing everything before funding is worth {most}"
    name, worth = found.drivers[0] if found.drivers else ("", Estimate(0.0, 0.0))
    if worth.value <= 0:
        return f"{said}; no single input could change the mix."
    label = driver_label(name)
    single = wording.money(worth.value, currency, se=worth.se)
    return f"{said}; {label[:1].lower()}{label[1:]} alone {single}."


def mix_table(case: Case, found: MixPricing) -> pd.DataFrame:
    """Inputs worth knowing for the mix, with all digits; the ceiling first."""
    unit = wording.code(case.portfolio.currency)
    tail = f", {unit}" if unit else ""
    rows = [("Everything at once (the ceiling)", found.everything.value, found.everything.se)]
    rows += [(driver_label(name), each.value, each.se) for name, each in found.drivers]
    columns = ["What to find out", f"Worth to the mix{tail}", f"Standard error{tail}"]
    return pd.DataFrame(rows, columns=columns)
