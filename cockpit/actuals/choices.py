"""What a person chooses about cost exports, and what the inventory says."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from cockpit.actuals.charges import Basis
from cockpit.actuals.cost_export import CostExport
from cockpit.actuals.rules import Rule, default_layer_rules
from cockpit.inventory.reading import Inventory


@dataclass(frozen=True)
class Choices:
    """What a person chose about exports.

    ``currency`` is that of rows which name none; ``left_out`` are charge categories
    that do not count; ``tag_key`` is the tag whose value is an initiative's id or name.
    """

    basis: Basis = "effective"
    currency: str | None = None
    left_out: frozenset[str] = frozenset()
    count_repeated: bool = True
    tag_key: str | None = None
    layer_rules: tuple[Rule, ...] = field(default_factory=default_layer_rules)
    initiative_rules: tuple[Rule, ...] = ()


def mark(files: Iterable[CostExport], choices: Choices) -> str:
    """SHA-256 of everything that actual costs hang on beside the inventory."""
    plain = replace(choices, left_out=frozenset())
    orders = [f"{each.digest} {each.date_order}" for each in files]
    content = repr((orders, plain, sorted(choices.left_out)))
    return hashlib.sha256(content.encode()).hexdigest()


@dataclass(frozen=True)
class Setting:
    """What the inventory says: its currency, rates into it, and name by initiative id."""

    currency: str
    rates: Mapping[str, float]
    initiatives: Mapping[str, str]

    def rate(self, currency: str) -> Decimal | None:
        """Units of the portfolio's currency for one of this; ``None`` where not stated."""
        if currency == self.currency:
            return Decimal(1)
        stated = self.rates.get(currency)
        return None if stated is None else Decimal(str(stated))


def setting_of(inventory: Inventory) -> Setting:
    """What an inventory says."""
    return Setting(
        currency=inventory.currency,
        rates={code: rate.value for code, rate in inventory.settings.rates.items()},
        initiatives={row.id: row.name for row in inventory.initiatives},
    )
