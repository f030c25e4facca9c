"""What is worth knowing before a mix is chosen within a budget."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from cockpit import wording
from cockpit.assessment.case import Case
from cockpit.assessment.decisions.mix import Funding
from cockpit.assessment.evidence.subjects import driver_label
from scenarios.draw_table import DrawTable
from scenarios.information import Information
from scenarios.mix_information import MixInformation
from scenarios.mix_search import Rules
from scenarios.results import Estimate

#: Standard errors from nothing at which a worth is told.
CLEAR = 2.0
#: Initiatives named in a sentence; a longer list ends with how many more there are.
_MOST_NAMES = 4

#: Told the share done, 0…1; may raise to break off.
Progress = Callable[[float], None]


@dataclass(frozen=True)
class MixPricing:
    """The choice of a mix by mean NPV, with and without information, in portfolio currency.

    Parameters
    ----------
    budget, full_cost
        What may be spent a year, and today's full cost a year.
    stays
        Part of the full cost that no choice takes away.
    funded, dropped
        The mix by the means, and the rest, as ids.
    everything
        EVPI of the choice; what its search may fall short is in the error. ``None`` where the
        budget does not even pay what stays, so that there is no choice.
    drivers
        EVPPI by full name of each driver, worth most first.
    """

    budget: float
    full_cost: float
    stays: float
    funded: tuple[str, ...]
    dropped: tuple[str, ...]
    everything: Estimate | None
    drivers: tuple[tuple[str, Estimate], ...]


def price_mix(
    found: Funding, table: DrawTable, share: float, progress: Progress | None = None
) -> MixPricing:
    """Price information for the best mix within a share of today's full cost a year.

    Parameters
    ----------
    found
        The choice among the initiatives of ``table``, as the page Decisions makes it.
    share
        Budget over the full cost a year, 0…1.

    Raises
    ------
    ValueError
        For a share outside 0…1.
    """
    if not 0 <= share <= 1:
        raise ValueError("the budget is a share between 0 and 1 of today's full cost")
    choice, tell = found.choice, progress or (lambda done: None)
    budget = share * found.full_cost
    left = budget - found.stays
    if left < 0:
        return MixPricing(budget, found.full_cost, found.stays, (), choice.initiatives, None, ())
    # The whole cost is no limit; a limit equal to it would be one in the last digit.
    chosen = MixInformation(choice, Rules(budget=left if share < 1 else None))
    known = chosen.everything()
    everything, missed = known.total, known.missed
    ceiling = everything.value + missed
    tell(0.4)
    asked = Information(table, choice.worth)
    worths = []
    for done, driver in enumerate(table.drivers, start=1):
        worth = chosen.driver(asked, driver.name, ceiling).total
        worths.append((driver.name, worth))
        tell(0.4 + 0.6 * done / len(table.drivers))
    worths.sort(key=lambda pair: (-pair[1].value, pair[0]))
    kept = [bool(each) for each in chosen.mix]
    return MixPricing(
        budget=budget,
        full_cost=found.full_cost,
        stays=found.stays,
        funded=tuple(i for i, yes in zip(choice.initiatives, kept, strict=True) if yes),
        dropped=tuple(i for i, yes in zip(choice.initiatives, kept, strict=True) if not yes),
        everything=everything,
        drivers=tuple(worths),
    )


def mix_sentence(case: Case, found: MixPricing) -> str:
    """What information is worth to the mix; one or two sentences."""
    currency = case.portfolio.currency
    budget = f"{wording.money(found.budget, currency)} a year"
    if found.everything is None:
        stays = wording.money(found.stays, currency)
        return (
            f"With {budget} there is nothing to choose: {stays} stay whatever is funded, shared "
            "cost and that of initiatives that cannot be judged."
        )
    most = wording.money(found.everything.value, currency, se=found.everything.se)
    if found.everything.value <= 0:
        return f"With {budget}, no information could change which initiatives to fund."
    said = f"With {budget}, knowing everything before funding is worth {most}"
    name, worth = found.drivers[0] if found.drivers else ("", Estimate(0.0, 0.0))
    if worth.value <= CLEAR * worth.se:
        return f"{said}; no single input could change the mix."
    label = driver_label(name)
    single = wording.money(worth.value, currency, se=worth.se)
    return f"{said}; {label[:1].lower()}{label[1:]} alone {single}."


def funded_sentence(case: Case, found: MixPricing) -> str:
    """What the means would fund, told by the shorter of the two lists."""
    total = len(found.funded) + len(found.dropped)
    if not found.dropped:
        return f"By mean NPV it funds all {total}."
    count = f"By mean NPV it funds {len(found.funded)} of {total}"
    less = len(found.dropped) <= len(found.funded)
    chosen, word = (found.dropped, "without") if less else (found.funded, "namely")
    if not chosen:
        return f"{count}."
    names = [case.name(each) for each in chosen]
    if len(names) > _MOST_NAMES:
        names = [*names[:_MOST_NAMES], f"{wording.whole(len(names) - _MOST_NAMES)} more"]
    return f"{count}, {word} {wording.listed(names)}."


def mix_table(case: Case, found: MixPricing) -> pd.DataFrame:
    """Inputs worth knowing for the mix, with all digits; all of them together first."""
    unit = wording.code(case.portfolio.currency)
    tail = f", {unit}" if unit else ""
    rows = []
    if found.everything is not None:
        most = found.everything
        rows.append(("Everything at once, for this mix", most.value, most.se))
    rows += [(driver_label(name), each.value, each.se) for name, each in found.drivers]
    columns = ["What to find out", f"Worth to the mix{tail}", f"Standard error{tail}"]
    return pd.DataFrame(rows, columns=columns)
