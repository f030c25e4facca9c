"""P(verdict stays) against the binomial, other seeds and a plain resampling; the matrix by hand."""

from __future__ import annotations

import math
from dataclasses import astuple

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.stats import norm

from scenarios.information import Information
from scenarios.portfolio import ValueBasis
from scenarios.presets import PRESETS
from scenarios.results import Outcome
from scenarios.sampling import Sampling
from scenarios.simulate import Simulator
from scenarios.stability import Figures, Stays, tally, verdict_matrix, verdict_stays
from tests.scenarios.drawn import drawn
from tests.scenarios.portfolios import rich_portfolio

CAPTURED = ValueBasis.CAPTURED


def likely(level: float):
    """Scale where P(NPV ≥ 0) reaches a level under the base, else contain."""

    def judge(figures):
        return {
            id_: "scale" if each.p_roi_nonnegative >= level else "contain"
            for id_, each in figures["base"].items()
        }

    return judge


def binomial(p: float, repetitions: int) -> float:
    """Standard error of a share, never nothing."""
    p = (p * repetitions + 1) / (repetitions + 2)
    return math.sqrt(p * (1 - p) / repetitions)


def test_figures_are_those_of_the_result() -> None:
    """The figures judged first are those on the screen, to the last digit."""
    simulator, seen = Simulator(rich_portfolio(), 333, 3), []

    def judge(figures):
        seen.append(figures)
        return dict.fromkeys(figures["base"], "v")

    keys = ("base", "everything-at-once")
    verdict_stays({key: simulator.draw_table(PRESETS[key]) for key in keys}, judge, 1)
    asked = Information(simulator.draw_table(PRESETS["base"]))
    for key in keys:
        found = simulator.run(PRESETS[key], fan=False)
        outcomes: dict[str, Outcome] = {
            e.id: e.outcomes[CAPTURED] for e in found.initiatives if CAPTURED in e.outcomes
        }
        assert set(seen[0][key]) == set(outcomes)
        for id_, o in outcomes.items():
            worth = asked.own_figures(id_).total.value if key == "base" else math.nan
            assert seen[0][key][id_] == Figures(
                o.p_roi_nonnegative.value, o.p_roi_hurdle.value,
                o.roi.p10.value, o.roi.p90.value, pytest.approx(worth, nan_ok=True),
            )  # fmt: skip


def test_replicates_spread_as_plain_resampling_does() -> None:
    """Draws without structure: the errors are those of samples picked again, sorted whole."""
    rng = np.random.default_rng(1)
    row = rng.standard_normal(4_000) + 0.3
    seen: list = []

    def judge(figures):
        seen.append(figures["base"]["i"])
        return {"i": "v"}

    verdict_stays({"base": drawn({"i": row})}, judge, replicates=400, seed=4)
    moved = np.array([astuple(each)[:4] for each in seen[1::3]])
    picked = np.sort(row[rng.integers(0, 4_000, (400, 4_000))], axis=1)
    plain = np.stack(
        [(picked >= 0).mean(axis=1), (picked >= 0).mean(axis=1), picked[:, 399], picked[:, 3599]]
    )
    assert moved.mean(axis=0) == pytest.approx(plain.mean(axis=1), abs=6e-3)
    assert moved.std(axis=0) == pytest.approx(plain.std(axis=1), rel=0.2)
    assert np.corrcoef(moved[:, 0], moved[:, 2])[0, 1] == pytest.approx(
        np.corrcoef(plain[0], plain[2])[0, 1], abs=0.15
    )


def test_the_probability_is_that_of_the_binomial() -> None:
    """82 % of 1,000 draws pass where 80 % are asked: replicates pass with Φ(0.02 / 0.01215).

    Its error is that of Φ(z + N) about Φ(z), since today's 82 % is itself one draw.
    """
    row = np.where(np.arange(1_000) < 820, 1.0, -1.0)
    found = verdict_stays({"base": drawn({"i": row})}, likely(0.80), 2_000)["i"]
    z = 0.02 / math.sqrt(0.82 * 0.18 / 1_000)
    assert found.verdict == "scale"
    assert abs(found.probability.value - norm.cdf(z)) < 4 * binomial(norm.cdf(z), 2_000)
    spread = quad(lambda x: (norm.cdf(z + x) - norm.cdf(z)) ** 2 * norm.pdf(x), -8, 8)[0]
    assert found.probability.se == pytest.approx(math.sqrt(spread), rel=0.15)
    assert found.others == ("contain",)


@pytest.mark.parametrize("sampling", ["random", "sobol"])
def test_it_reproduces_by_resimulation_with_other_seeds(sampling: Sampling) -> None:
    """What is foretold from a typical run comes true in 160 runs with other seeds.

    Sobol points and stratified errors move shares by two thirds of what plain draws do, so
    that a plain bootstrap would foretell too little.
    """
    draws = 1_024 if sampling == "sobol" else 300
    simulators = [Simulator(rich_portfolio(), draws, s, sampling) for s in range(160)]
    tables = [simulator.draw_table(PRESETS["base"]) for simulator in simulators]
    id_ = tables[0].initiatives[0]
    shares = [float(np.mean(table.npv[0] >= 0)) for table in tables]
    typical = min(range(160), key=lambda k: abs(shares[k] - np.mean(shares)))
    for below in (0.2, 0.6, 1.0, 1.5):
        level = shares[typical] - below * float(np.std(shares))
        here = verdict_stays({"base": tables[typical]}, likely(level), 400)[id_].probability.value
        there = float(np.mean([share >= level for share in shares]))
        assert abs(here - there) < 3 * math.hypot(binomial(here, 400), binomial(there, 160))


def test_the_stated_error_covers_that_todays_run_is_one_of_many() -> None:
    """Next to a limit, two errors of what 60 runs foretell hold the truth in nine of ten."""
    simulators = [Simulator(rich_portfolio(), 512, s) for s in range(60)]
    tables = [simulator.draw_table(PRESETS["base"]) for simulator in simulators]
    id_ = tables[0].initiatives[0]
    shares = np.array([float(np.mean(table.npv[0] >= 0)) for table in tables])
    level = float(shares.mean() - 0.5 * shares.std())
    held = []
    for table in tables:
        found = verdict_stays({"base": table}, likely(level), 100)[id_]
        same = shares >= level if found.verdict == "scale" else shares < level
        held.append(abs(found.probability.value - same.mean()) <= 2 * found.probability.se)
    assert np.mean(held) >= 0.9


def interacting(seed: int, draws: int = 2_000):
    """NPV = own − 1 + x + xy, each drawn evenly, so that only what x and y do jointly errs."""
    even = (np.arange(draws) + 0.5) / draws
    u = {n: np.random.default_rng([seed, k]).permutation(even) for k, n in enumerate("oxy")}
    own, x, y = (norm.ppf(u[name]) for name in "oxy")
    known = {"x": u["x"], "y": u["y"]}
    return drawn({"i": own - 1 + x + x * y}, known, own_benefit={"i": own})


def test_the_worth_of_own_figures_is_drawn_anew_as_well() -> None:
    """How often 300 other runs find it below a cost is what a typical one foretells."""
    tables = [interacting(seed) for seed in range(300)]
    worths = [Information(table).own_figures("i").total.value for table in tables]
    typical = min(range(300), key=lambda k: abs(worths[k] - np.mean(worths)))
    for beyond in (0.3, 1.0, 2.0):
        cost = worths[typical] + beyond * float(np.std(worths))

        def judge(figures, cost=cost):
            return {"i": "stop" if figures["base"]["i"].own_worth < cost else "contain"}

        here = verdict_stays({"base": tables[typical]}, judge, 400)["i"]
        assert here.verdict == "stop"
        there = float(np.mean([found < cost for found in worths]))
        allowed = 3 * math.hypot(binomial(here.probability.value, 400), binomial(there, 300))
        assert abs(here.probability.value - there) < allowed


def test_verdicts_far_from_a_limit_stay_and_scenarios_share_their_draws() -> None:
    rng = np.random.default_rng(3)
    row = rng.standard_normal(500)
    tables = {"base": drawn({"i": row}), "same": drawn({"i": row})}

    def judge(figures):
        base, same = (figures[key]["i"].p_roi_hurdle for key in ("base", "same"))
        return {"i": "equal" if base == pytest.approx(same, abs=1e-9) else "apart"}

    found = verdict_stays(tables, judge, 50)["i"]
    assert (found.verdict, found.probability.value, found.others) == ("equal", 1.0, ())
    assert 0 < found.probability.se < 0.05


def test_the_seed_decides_and_nothing_else() -> None:
    row = np.random.default_rng(5).standard_normal(300)
    one = drawn({"i": row + 0.05})
    more = drawn({"i": row + 0.05, "j": -row}, {"z": np.linspace(0.01, 0.99, 300)})
    args = (likely(0.5), 60, 9)
    first = verdict_stays({"base": one}, *args)
    assert first == verdict_stays({"base": one}, *args)
    assert verdict_stays({"base": more}, *args)["i"] == first["i"]
    others = [verdict_stays({"base": one}, likely(0.5), 60, seed) for seed in range(5)]
    assert any(other != first for other in others)


def test_tally_by_hand() -> None:
    again = [{"i": "a", "j": "b"}, {"i": "b"}, {"i": "c", "j": "b"}, {"i": "b", "j": "b"}]
    found = tally({"i": "a", "j": "b"}, again)
    assert found["i"].probability.value == 0.25
    assert found["i"].probability.se == pytest.approx(math.sqrt((2 / 6) * (4 / 6) / 4))
    assert found["i"].others == ("b", "c")
    assert found["j"].probability.value == 0.75
    assert found["j"].others == ("no verdict",)
    assert isinstance(found["j"], Stays)


def test_replicates_can_be_watched_and_broken_off() -> None:
    table, seen = {"base": drawn({"i": np.arange(9.0)})}, []
    verdict_stays(table, likely(0.5), 3, progress=lambda *at: seen.append(at))
    assert seen == [(1, 3), (2, 3), (3, 3)]

    def stop(done: int, total: int) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        verdict_stays(table, likely(0.5), 3, progress=stop)


def test_the_matrix_by_hand() -> None:
    found = verdict_matrix(
        {"bad": {"i": "stop", "j": "scale"}, "base": {"i": "scale", "j": "scale", "k": "stop"},
         "worse": {"i": "scale", "l": "stop"}}
    )  # fmt: skip
    assert found.scenarios == ("base", "bad", "worse")
    assert found.initiatives == ("i", "j", "k", "l")
    assert found.verdicts[0] == ("scale", "stop", "scale")
    assert found.verdicts[3] == (None, None, "stop")
    assert [found.flips(i) for i in "ijkl"] == [("bad",), ("worse",), ("bad", "worse"), ("worse",)]
    assert [found.share_kept(i) for i in "ijkl"] == [0.5, 0.5, 0.0, None]
    assert verdict_matrix({"base": {"i": "stop"}}).share_kept("i") is None


@pytest.mark.parametrize(
    ("ask", "words"),
    [
        (lambda t: verdict_stays({"base": t}, likely(0.5), 0), "at least one replicate"),
        (lambda t: verdict_stays({}, likely(0.5)), "one number of draws"),
        (
            lambda t: verdict_stays({"base": t, "bad": drawn({"i": np.ones(7)})}, likely(0.5)),
            "one number of draws",
        ),
        (lambda t: tally({"i": "a"}, []), "at least one repetition"),
        (lambda t: verdict_matrix({"bad": {}}), "no verdicts under 'base'"),
    ],
)
def test_impossible_questions_are_refused(ask, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        ask(drawn({"i": np.ones(9)}))
