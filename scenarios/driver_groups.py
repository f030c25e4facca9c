"""Which drivers are looked at together: those of all vendors, and those that are correlated."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from scenarios.correlation import correlated_groups
from scenarios.drivers import Correlation, split_driver_name


@dataclass(frozen=True, slots=True)
class DriverGroup:
    """Drivers under one name.

    ``key`` is the driver's own name where it is alone, the name without vendor where
    it is one kind of driver of all vendors, else the names of those joined by " + ".
    """

    key: str
    drivers: tuple[str, ...]

    @property
    def together(self) -> bool:
        """Whether there is more than one driver in it."""
        return len(self.drivers) > 1


def group_drivers(
    names: Sequence[str],
    correlations: Iterable[Correlation] = (),
    split_vendors: bool = False,
) -> tuple[DriverGroup, ...]:
    """Each driver in one group, groups in the order of their first driver.

    Parameters
    ----------
    names
        Full names of drivers, e.g. ``price_trend:Vendor``.
    correlations
        Drivers that are correlated, directly or through others, share a group.
    split_vendors
        Keep the drivers of each vendor apart unless they are correlated.
    """
    root = {name: name for name in names}

    def find(name: str) -> str:
        while root[name] != name:
            name = root[name]
        return name

    kinds = {name: name if split_vendors else split_driver_name(name)[0] for name in names}
    first: dict[str, str] = {}
    for name in names:
        root[find(name)] = find(first.setdefault(kinds[name], name))
    correlated, _ = correlated_groups(tuple(correlations), frozenset(names))
    for members, _ in correlated:
        for name in members:
            root[find(name)] = find(members[0])
    found: dict[str, list[str]] = {}
    for name in names:
        found.setdefault(find(name), []).append(name)
    return tuple(
        DriverGroup(" + ".join(dict.fromkeys(kinds[name] for name in members)), tuple(members))
        for members in found.values()
    )
