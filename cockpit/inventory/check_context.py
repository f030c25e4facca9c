"""What a check may need besides the row it looks at."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field

from cockpit.inventory.drafts import Draft
from cockpit.inventory.references import InitiativeIndex
from cockpit.inventory.rows import Rate


@dataclass
class Context:
    """Settled once for a workbook; ``seen`` remembers rows across a sheet."""

    decision: dt.date
    currency: str
    rates: dict[str, Rate]
    index: InitiativeIndex
    seen: dict[tuple[object, ...], int] = field(default_factory=dict)
    vendors: frozenset[str] = frozenset()


Check = Callable[[Draft, Context], None]
