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
    """Settled once for a workbook; ``seen`` remembers rows across a sheet.

    ``vendors`` are those of cost rows; ``respelt`` gives the first spelling of those
    that are written in several ways; ``of_metric`` collects the rows of one metric and
    team as they come.
    """

    decision: dt.date
    currency: str
    rates: dict[str, Rate]
    index: InitiativeIndex
    seen: dict[tuple[object, ...], int] = field(default_factory=dict)
    vendors: frozenset[str] = frozenset()
    respelt: dict[str, str] = field(default_factory=dict)
    of_metric: dict[tuple[object, ...], list[Draft]] = field(default_factory=dict)


Check = Callable[[Draft, Context], None]
