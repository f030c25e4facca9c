"""Tables of draws stated directly, for analyses that read nothing else."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from scipy.special import ndtri

from scenarios.distributions import Normal
from scenarios.draw_table import DrawTable
from scenarios.drivers import Driver
from scenarios.portfolio import ValueBasis


def uniforms(seed: int, draws: int, names: str) -> dict[str, np.ndarray]:
    rng = np.random.default_rng(seed)
    return {name: rng.random(draws) for name in names}


def normal(table: Mapping[str, np.ndarray], name: str) -> np.ndarray:
    return ndtri(table[name])


def drawn(
    npv: Mapping[str, np.ndarray],
    known: Mapping[str, np.ndarray] | None = None,
    drivers: Mapping[str, object] | None = None,
    cost: float = 1.0,
    shared: float = 0.0,
    own_benefit: Mapping[str, np.ndarray] | None = None,
) -> DrawTable:
    """NPV by initiative; each costs ``cost``, of which ``shared`` stays when it goes."""
    known = known or {}
    rows = np.array([np.asarray(row, dtype=float) for row in npv.values()])
    spent, same = np.full(rows.shape, cost), np.zeros(rows.shape)
    estimated = np.array([(own_benefit or {}).get(i, np.zeros(rows.shape[1])) for i in npv])
    stated = drivers or {}
    return DrawTable(
        basis=ValueBasis.CAPTURED,
        initiatives=tuple(npv),
        cost=spent,
        benefit=rows + spent,
        shared_cost=same + shared,
        estimated_benefit=estimated,
        estimated_cost=same,
        all_cost=spent.sum(axis=0),
        all_benefit=(rows + spent).sum(axis=0),
        uniforms=known,
        drivers=tuple(
            Driver(name=n, distribution=stated.get(n, Normal(mean=0, sd=1))) for n in known
        ),
        hurdle_rate=0.0,
    )
