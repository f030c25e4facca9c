"""Every analysis, to the last bit, with drivers added that do nothing."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any

import numpy as np
import pytest

import scenarios
from scenarios.break_even import base_break_even_prices, lever_break_even
from scenarios.convergence import convergence
from scenarios.discovery import discover
from scenarios.distributions import Normal
from scenarios.flip_map import flip_map
from scenarios.information import Information
from scenarios.mix_information import MixInformation
from scenarios.payoffs import avoidable_worths, mixes
from scenarios.portfolio import Portfolio, ValueBasis
from scenarios.portfolio_choice import Rules, best_mix, candidates, efficient_frontier
from scenarios.presets import PRESETS
from scenarios.reverse_stress import driver_stress, lever_stress
from scenarios.sensitivity import table_sensitivity, variance_shares
from scenarios.simulate import Simulator
from scenarios.stability import verdict_stays
from scenarios.studies import study
from scenarios.tornado import driver_tornado, lever_tornado
from tests.scenarios.portfolios import driver, rich_portfolio

BASE = PRESETS["base"]
BASIS = ValueBasis.CLAIMED
RANGES = {"usage": (0.5, 2.0), "realisation": (0.5, 1.2)}


@cache
def simulator(more: bool) -> Simulator:
    """A portfolio, and the same with a vendor whose line costs nothing and its drivers."""
    plain = rich_portfolio()
    return Simulator(grown(plain) if more else plain, 400, 4)


def grown(plain: Portfolio) -> Portfolio:
    zebra = [
        driver(f"{kind}:Zebra", Normal(mean=0.5, sd=1))
        for kind in ("price_trend", "price_event_size")
    ]
    mute = replace(plain.costs[0], key="zebra", vendor="Zebra", amount=0.0, block=None)
    return replace(plain, drivers=(*plain.drivers, *zebra), costs=(*plain.costs, mute))


def table(s: Simulator):
    return s.draw_table(BASE, BASIS)


def asked(s: Simulator) -> Information:
    return Information(table(s))


def chosen(s: Simulator) -> MixInformation:
    choice = candidates(table(s))
    return MixInformation(choice, Rules(0.6 * float(choice.costs.sum())))


def mix_drivers(s: Simulator) -> dict[str, Any]:
    mix = chosen(s)
    about = Information(table(s), mix.choice.worth)
    return {d.name: mix.driver(about, d.name).total for d in table(s).drivers}


def unnamed(found: Any) -> dict[str, Any]:
    """By key, without the list of drivers that are told together."""
    return {each.key: replace(each, drivers=()) for each in found}


def sums(s: Simulator, split: bool) -> Any:
    found = table_sensitivity(table(s), correlations=s.correlations(BASE), split_vendors=split)
    return unnamed(found.indices), found.explained, found.variance


def origins(s: Simulator) -> Any:
    other = Simulator(s.portfolio, s.draws, s.seed, error_seed=99)
    return variance_shares(table(s).portfolio_roi, table(other).portfolio_roi)


def stays(s: Simulator) -> Any:
    def judge(drawn: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
        return {id_: str(each.p_roi_hurdle > 0.5) for id_, each in drawn["base"].items()}

    keys = ("base", "benefits-slip")
    return verdict_stays({key: s.draw_table(PRESETS[key], BASIS) for key in keys}, judge, 40)


def studies(s: Simulator) -> Any:
    return {w.subject: study(w, 0.5, 1.0).gain for w in asked(s).drivers()}


#: What each answers that must not change; by name, and of a dictionary the keys shared.
ANALYSES: dict[str, Callable[[Simulator], Any]] = {
    "run": lambda s: replace_stamp(s.run(BASE)),
    "outcomes_and_draws": lambda s: s.outcomes_and_draws(BASE, BASIS)[0],
    "draw_table": lambda s: [table(s).npv, table(s).portfolio_roi, table(s).estimated_cost],
    "portfolio_outcome": lambda s: s.portfolio_outcome(BASE, BASIS),
    "base_points": lambda s: s.base_points(BASE, {}, BASIS).roi,
    "hurdle_shares": lambda s: s.hurdle_shares(BASE, 0.3, BASIS),
    "lever_break_even": lambda s: lever_break_even(s, BASE, "usage", BASIS),
    "base_break_even_prices": lambda s: base_break_even_prices(s, BASE, BASIS),
    "flip_map": lambda s: flip_map(s, BASE, BASIS, columns=(0.5, 1.0), rows=(0.0, 1.0)),
    "driver_stress": lambda s: replace(driver_stress(s, BASE, BASIS), left_out=()),
    "lever_stress": lambda s: lever_stress(s, BASE, BASIS, RANGES),
    "driver_tornado": lambda s: unnamed(driver_tornado(s, BASE, BASIS).swings),
    "lever_tornado": lambda s: lever_tornado(s, BASE, BASIS),
    "discover": lambda s: discover(table(s)).boxes,
    "table_sensitivity": lambda s: sums(s, split=False),
    "table_sensitivity, vendors apart": lambda s: sums(s, split=True),
    "variance_shares": origins,
    "convergence": lambda s: convergence(table(s).portfolio_roi, 0.2, {"p50": 0.01}),
    "everything": lambda s: asked(s).everything.by_initiative,
    "drivers": lambda s: {w.subject: w.by_initiative for w in asked(s).drivers()},
    "own_figures": lambda s: {i: asked(s).own_figures(i).total for i in table(s).initiatives},
    "group": lambda s: asked(s).group("all", [d.name for d in table(s).drivers]).by_initiative,
    "studies": studies,
    "candidates": lambda s: [candidates(table(s)).worth, candidates(table(s)).costs],
    "best_mix": lambda s: best_mix(candidates(table(s)), risk_aversion=0.5),
    "efficient_frontier": lambda s: efficient_frontier(candidates(table(s)), points=4),
    "mix, everything": lambda s: chosen(s).everything().total,
    "mix, drivers": mix_drivers,
    "avoidable_worths": lambda s: mixes(avoidable_worths({"base": table(s)})[0]).values,
    "verdict_stays": stays,
}


def replace_stamp(found: Any) -> Any:
    """All of a result but what names the portfolio and lists the drivers."""
    left_out = {"stamp", "drivers", "notes", "checks"}
    parts = {f.name: getattr(found, f.name) for f in fields(found) if f.name not in left_out}
    influences = ("influences", "roi_influences", "cost_influences")
    parts["portfolio"] = replace(found.portfolio, **dict.fromkeys(influences, ()))
    return parts


def same(one: Any, other: Any) -> bool:
    """Equal to the last bit; of dictionaries, where both have the key."""
    if isinstance(one, np.ndarray):
        return np.array_equal(one, other, equal_nan=True)
    if isinstance(one, Mapping):
        return all(same(one[key], other[key]) for key in one.keys() & other.keys())
    if isinstance(one, (list, tuple)):
        return len(one) == len(other) and all(map(same, one, other))
    if is_dataclass(one):
        return all(same(getattr(one, f.name), getattr(other, f.name)) for f in fields(one))
    return bool(one == other) or (one != one and other != other)


@pytest.mark.parametrize("name", ANALYSES)
def test_drivers_that_do_nothing_change_no_bit(name: str) -> None:
    one, other = (ANALYSES[name](simulator(more)) for more in (False, True))
    assert one is not None
    assert same(one, other)


def test_the_drivers_are_there() -> None:
    one, other = (table(simulator(more)) for more in (False, True))
    new = set(other.uniforms) - set(one.uniforms)
    assert {name for name in new if name.endswith(":Zebra")} == new != set()
    assert new <= other.idle
    assert not one.idle & {d.name for d in one.drivers if d.name.endswith(":Acme")}


def test_no_analysis_is_left_out() -> None:
    """Every public function of the engine that takes a simulator or its draws."""
    asks = []
    for module in pkgutil.iter_modules(scenarios.__path__):
        held = importlib.import_module(f"scenarios.{module.name}")
        for name, found in inspect.getmembers(held, inspect.isfunction):
            own = found.__module__ == held.__name__ and not name.startswith("_")
            taken = " ".join(map(str, found.__annotations__.values()))
            if own and ("Simulator" in taken or "DrawTable" in taken):
                asks.append(name)
    # These hand on what the simulator or another analysis in the table answers.
    handed_on = {"resampled", "replicate"}
    assert {*asks} - handed_on - set(ANALYSES) == set()
