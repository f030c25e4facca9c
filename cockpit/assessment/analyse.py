"""How an analysis is asked for: worked out once for the same inputs, wherever it is kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

from scenarios.scenario import Scenario
from scenarios.simulate import Simulator

T = TypeVar("T")


class Analyse(Protocol):
    """Finds once what ``compute`` does with the simulator of these draws (see cockpit.cached)."""

    def __call__(
        self,
        name: str,
        scenario: Scenario,
        draws: int,
        seed: int,
        compute: Callable[[Simulator], T],
        params: str = "",
    ) -> T: ...
