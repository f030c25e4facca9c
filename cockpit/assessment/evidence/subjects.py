"""What can be found out before a decision: inputs, groups of them, and own figures."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from cockpit import wording
from scenarios.driver_groups import group_drivers
from scenarios.drivers import DEFAULT_SOURCE, DRIVERS, Correlation, Driver, split_driver_name

#: Drivers that make prices: the market's, and those of each vendor.
_PRICES = frozenset({"price_market", "price_trend", "price_event_month", "price_event_size"})


class Kind(StrEnum):
    """What sort of thing is found out."""

    INPUT = "input"
    CORRELATED = "correlated inputs"
    VENDOR = "prices of one vendor"
    PRICES = "prices of all vendors"
    OWN = "own figures of an initiative"


@dataclass(frozen=True, slots=True)
class Subject:
    """One thing that can be found out.

    ``drivers`` are known together; for own figures there are none, and ``initiative`` is
    the id of the one they belong to.
    """

    key: str
    kind: Kind
    drivers: tuple[Driver, ...] = ()
    vendor: str | None = None
    initiative: str | None = None

    def label(self, name: Callable[[str | None], str]) -> str:
        """As it stands in a table; ``name`` turns an initiative's id into its name."""
        match self.kind:
            case Kind.OWN:
                return f"{name(self.initiative)}: own figures"
            case Kind.VENDOR:
                return f"Prices of {self.vendor}"
            case Kind.PRICES:
                return "All vendor prices together"
            case _:
                first, *others = (driver_label(each.name) for each in self.drivers)
                return " with ".join([first, *(_lower(each) for each in others)])

    def known(self, name: Callable[[str | None], str]) -> str:
        """As it follows “Knowing …”."""
        match self.kind:
            case Kind.OWN:
                return f"what {name(self.initiative)} really brings and costs"
            case Kind.VENDOR:
                return f"how the prices of {self.vendor} develop"
            case Kind.PRICES:
                return "how the prices of all vendors develop"
            case _:
                return wording.listed(_lower(driver_label(each.name)) for each in self.drivers)

    @property
    def owners(self) -> tuple[str, ...]:
        """Who answers for the drivers, each once; nobody for a default of this tool."""
        named = (each.owner for each in self.drivers if each.source != DEFAULT_SOURCE)
        return tuple(dict.fromkeys(owner for owner in named if owner))

    @property
    def by_default(self) -> bool:
        """Whether every driver in it is a default of this tool, and nobody's evidence."""
        return bool(self.drivers) and all(each.source == DEFAULT_SOURCE for each in self.drivers)


def subjects(
    drivers: Sequence[Driver], correlations: Iterable[Correlation], initiatives: Iterable[str]
) -> tuple[Subject, ...]:
    """Everything that can be found out, each once.

    The drivers of one vendor stand together as its prices; all others stand alone, and
    again with those they are correlated with.
    """
    by_name = {driver.name: driver for driver in drivers}
    vendors = {name: split_driver_name(name)[1] for name in by_name}
    found = [
        Subject(name, Kind.INPUT, (driver,))
        for name, driver in by_name.items()
        if vendors[name] is None
    ]
    for group in group_drivers(tuple(by_name), correlations, split_vendors=True):
        if group.together:
            members = tuple(by_name[name] for name in group.drivers)
            found.append(Subject(f"correlated:{group.key}", Kind.CORRELATED, members))
    for vendor in dict.fromkeys(each for each in vendors.values() if each):
        members = tuple(by_name[name] for name in by_name if vendors[name] == vendor)
        found.append(Subject(f"vendor:{vendor}", Kind.VENDOR, members, vendor=vendor))
    prices = tuple(by_name[name] for name in by_name if split_driver_name(name)[0] in _PRICES)
    if len(prices) > 1:
        found.append(Subject("prices", Kind.PRICES, prices))
    found += [Subject(f"own:{id_}", Kind.OWN, initiative=id_) for id_ in initiatives]
    return tuple(found)


def driver_label(name: str) -> str:
    """A driver's label with its vendor, as people say it."""
    base, vendor = split_driver_name(name)
    label = DRIVERS[base].label if base in DRIVERS else base
    return f"{label}, {vendor}" if vendor else label.removesuffix(", all initiatives")


def _lower(label: str) -> str:
    return label[:1].lower() + label[1:]
