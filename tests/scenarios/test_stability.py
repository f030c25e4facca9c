"""P(verdict stays) against the binomial, other seeds and a plain resampling; the matrix by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.stats import norm

from scenarios.portfolio import ValueBasis
from scenarios.presets import PRESETS
from scenarios.results import Outcome
from scenarios.sampling import generator
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


def test_figures_are_those_of_the_result() -> None:
    """The figures judged first are those on the screen, to the last digit but the mean's."""
    simulator, seen = Simulator(rich_portfolio(), 333, 3), []

    def judge(figures):
        seen.append(figures)
        return dict.fromkeys(figures["base"], "v")

    keys = ("base", "everything-at-once")
    verdict_stays({key: simulator.draw_table(PRESETS[key]) for key in keys}, judge, 1)
    for key in keys:
        found = simulator.run(PRESETS[key], fan=False)
        outcomes: dict[str, Outcome] = {
            e.id: e.outcomes[CAPTURED] for e in found.initiatives if CAPTURED in e.outcomes
        }
        assert set(seen[0][key]) == set(outcomes)
        for id_, o in outcomes.items():
            assert seen[0][key][id_] == Figures(
                pytest.approx(o.npv.mean.value),
                o.p_roi_nonnegative.value, o.p_roi_hurdle.value,
                o.roi.p10.value, o.roi.p50.value, o.roi.p90.value,
            )  # fmt: skip


def test_replicates_against_plain_resampling() -> None:
    """The same draws picked again, by sorting each sample whole."""
    rng = np.random.default_rng(1)
    rows = {"i": rng.standard_normal(60), "j": rng.standard_normal(60) + 1}
    seen: list = []

    def judge(figures):
        seen.append(figures["base"])
        return dict.fromkeys(figures["base"], "v")

    verdict_stays({"base": drawn(rows)}, judge, replicates=50, seed=4)
    chance = generator(4, "verdict stays")
    for figures in seen[1:]:
        picked = chance.integers(0, 60, 60)
        for id_, row in rows.items():
            sample = np.sort(row[picked])
            assert figures[id_].npv_mean == pytest.approx(sample.mean())
            assert figures[id_].p_roi_nonnegative == np.mean(sample >= 0)
            found = [figures[id_].roi_p10, figures[id_].roi_p50, figures[id_].roi_p90]
            assert found == pytest.approx([sample[5], sample[29], sample[53]])


def test_the_probability_is_that_of_the_binomial() -> None:
    """82 % of 1,000 draws pass where 80 % are asked: replicates pass with Φ(0.02 / 0.01215)."""
    row = np.where(np.arange(1_000) < 820, 1.0, -1.0)
    found = verdict_stays({"base": drawn({"i": row})}, likely(0.80), 2_000)["i"]
    truth = norm.cdf((0.82 - 0.80 + 0.0005) / math.sqrt(0.82 * 0.18 / 1_000))
    assert found.verdict == "scale"
    assert abs(found.probability.value - truth) < 4 * found.probability.se
    assert found.probability.se == pytest.approx(math.sqrt(truth * (1 - truth) / 2_000), rel=0.2)
    assert found.others == ("contain",)


def test_it_reproduces_by_resimulation_with_other_seeds() -> None:
    """Plain pseudo-random draws: the bootstrap of a typical run foresees 120 runs anew."""
    simulators = [Simulator(rich_portfolio(), 300, s, sampling="random") for s in range(120)]
    tables = [simulator.draw_table(PRESETS["base"]) for simulator in simulators]
    id_ = tables[0].initiatives[0]
    shares = [float(np.mean(table.npv[0] >= 0)) for table in tables]
    typical = min(range(120), key=lambda k: abs(shares[k] - np.mean(shares)))
    for below in (0.005, 0.02, 0.05):
        level = shares[typical] - below
        here = verdict_stays({"base": tables[typical]}, likely(level), 400)[id_]
        assert here.verdict == "scale"
        there = tally(
            {id_: "scale"}, ({id_: "scale" if s >= level else "contain"} for s in shares)
        )[id_]
        error = math.hypot(here.probability.se, there.probability.se)
        assert abs(here.probability.value - there.probability.value) < 4 * error


def test_verdicts_far_from_a_limit_stay_and_scenarios_share_their_draws() -> None:
    rng = np.random.default_rng(3)
    row = rng.standard_normal(500)
    tables = {"base": drawn({"i": row}), "same": drawn({"i": row})}

    def judge(figures):
        equal = figures["base"]["i"] == figures["same"]["i"]
        return {"i": "equal" if equal else "apart"}

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
