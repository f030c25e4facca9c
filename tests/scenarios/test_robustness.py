"""Regret, worst case and satisficing by plain loops and by hand."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from scenarios import payoffs as p
from scenarios import robustness as r
from scenarios.portfolio import ValueBasis
from scenarios.presets import PRESETS
from scenarios.simulate import Simulator
from scenarios.stress import BASE, STRESSES, stress_table
from tests.scenarios.portfolios import rich_portfolio

KEYS = (BASE, *STRESSES)
CAPTURED = ValueBasis.CAPTURED

tables = arrays(
    float, array_shapes(min_dims=2, max_dims=2, max_side=6), elements=st.integers(-9, 9).map(float)
)


def looped_regret(payoffs: np.ndarray) -> list[list[float]]:
    decisions, stresses = payoffs.shape
    return [
        [max(payoffs[d][s] for d in range(decisions)) - payoffs[k][s] for s in range(stresses)]
        for k in range(decisions)
    ]


@given(tables)
def test_measures_against_plain_loops(payoffs: np.ndarray) -> None:
    lost = looped_regret(payoffs)
    assert r.regret(payoffs).tolist() == lost
    assert r.greatest_regret(payoffs).tolist() == [max(row) for row in lost]
    assert r.worst_case(payoffs).tolist() == [min(row) for row in payoffs.tolist()]
    assert r.average(payoffs) == pytest.approx([sum(row) / len(row) for row in payoffs.tolist()])
    shares = [sum(v >= 2 for v in row) / len(row) for row in payoffs.tolist()]
    assert r.satisficing(2)(payoffs) == pytest.approx(shares)
    halves = [sorted(row)[: -(-len(row) // 2)] for row in payoffs.tolist()]
    expected = [sum(half) / len(half) for half in halves]
    assert r.average_of_worst_half(payoffs) == pytest.approx(expected)


@given(tables)
def test_regret_is_never_negative_and_some_decision_has_none(payoffs: np.ndarray) -> None:
    lost = r.regret(payoffs)
    assert (lost >= 0).all()
    assert (lost.min(axis=0) == 0).all()


def test_a_textbook_table_by_hand() -> None:
    """Regrets: bold 0, 0, 60; steady 30, 20, 10; idle 90, 50, 0."""
    table = p.Payoffs(
        ("bold", "steady", "idle"),
        ("boom", "flat", "bust"),
        np.array([[90.0, 50, -60], [60, 30, -10], [0, 0, 0]]),
    )
    assert table.regrets.tolist() == [[0, 0, 60], [30, 20, 10], [90, 50, 0]]
    assert table.minimax_regret == ("steady",)
    assert table.maximin == ("idle",)
    assert table.of(r.satisficing(30)) == {
        "bold": pytest.approx(2 / 3),
        "steady": pytest.approx(2 / 3),
        "idle": 0.0,
    }
    assert table.of(r.average)["bold"] == pytest.approx(80 / 3)


def test_equal_decisions_are_all_named() -> None:
    table = p.Payoffs(("a", "b"), ("s", "t"), np.array([[1.0, 0.0], [0.0, 1.0]]))
    assert table.minimax_regret == table.maximin == ("a", "b")


@settings(max_examples=30, deadline=None)
@given(
    arrays(float, st.tuples(st.integers(1, 10), st.just(4)), elements=st.integers(-20, 20)),
    st.data(),
)
def test_mixes_against_enumeration(worth: np.ndarray, data) -> None:
    """All 2^n mixes at once: their minimax regret is that of an exhaustive search."""
    ids = [f"i{k}" for k in range(len(worth))]
    stresses = ("base", "s1", "s2", "s3")
    worths = {key: dict(zip(ids, worth[:, k], strict=True)) for k, key in enumerate(stresses)}
    every = {
        "".join("01"[bit] for bit in picked): [
            i for i, kept in zip(ids, picked, strict=True) if kept
        ]
        for picked in product((False, True), repeat=len(ids))
    }
    today = data.draw(st.lists(st.sampled_from(ids), unique=True))
    found = p.mixes(worths, today, more=every)
    assert found is not None
    totals = {
        name: [sum(worths[s][i] for i in kept) for s in stresses] for name, kept in every.items()
    }
    best = [max(total[k] for total in totals.values()) for k in range(4)]
    worst = {n: max(b - t for b, t in zip(best, total, strict=True)) for n, total in totals.items()}
    least = min(worst.values())
    chosen = [name for name in found.minimax_regret if name in every]
    assert chosen
    assert all(worst[name] == least for name in chosen)
    rows = dict(zip(found.decisions, found.values.tolist(), strict=True))
    assert rows[p.ALL] == totals["1" * len(ids)]
    assert rows[p.NONE] == [0.0] * 4
    assert rows[p.TODAY] == [sum(worths[s][i] for i in today) for s in stresses]
    assert rows[p.BEST][0] == max(total[0] for total in totals.values())


def test_mixes_compare_like_with_like() -> None:
    worths = {"base": {"a": 5.0, "b": 7.0, "c": -1.0}, "bad": {"a": -2.0, "c": -3.0}}
    found = p.mixes(worths, today=("b", "c"))
    assert found is not None
    assert found.left_out == ("b",)
    assert dict(zip(found.decisions, found.values.tolist(), strict=True)) == {
        p.TODAY: [-1, -3],
        p.ALL: [4, -5],
        p.NONE: [0, 0],
        p.BEST: [5, -2],
    }
    assert p.mixes({"base": {"a": 1.0}, "bad": {}}) is None
    unsaid = p.mixes({"base": {"a": 1.0}})
    assert unsaid is not None
    assert p.TODAY not in unsaid.decisions
    with pytest.raises(ValueError, match="no worths under 'base'"):
        p.mixes({"bad": {"a": 1.0}})


def test_what_stays_moves_the_worst_case_and_no_regret() -> None:
    worths = {"base": {"a": 5.0}, "bad": {"a": -2.0}}
    plain = p.mixes(worths)
    moved = p.mixes(worths, stays={"base": -10.0, "bad": -1.0})
    assert plain is not None
    assert moved is not None
    assert (plain.regrets == moved.regrets).all()
    assert (plain.maximin, moved.maximin) == ((p.NONE,), (p.ALL, p.BEST))


def test_continue_or_stop_of_one_initiative() -> None:
    worths = {"base": {"a": 5.0, "b": 1.0}, "bad": {"a": -2.0}}
    found = p.continue_or_stop(worths, "a")
    assert found is not None
    assert found.regrets.tolist() == [[0, 2], [5, 0]]
    assert found.minimax_regret == (p.CONTINUE,)
    assert found.maximin == (p.STOP,)
    assert p.continue_or_stop(worths, "b") is None
    assert p.continue_or_stop(worths, "z") is None
    assert p.continue_or_stop({}, "a") is None


# From simulations ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def simulator() -> Simulator:
    return Simulator(rich_portfolio(), 200, 3)


def test_regret_of_all_or_none_is_that_of_the_stress_table(simulator: Simulator) -> None:
    """Two implementations: the sum over initiatives of each one's regret."""
    results = {key: simulator.run(PRESETS[key], fan=False) for key in KEYS}
    worths = p.mean_npvs(results, CAPTURED)
    table = stress_table(results, CAPTURED)
    common = set.intersection(*(set(found) for found in worths.values()))
    each = [found for i in common if (found := p.continue_or_stop(worths, i)) is not None]
    assert len(each) == table.compared > 0
    assert table.worst is not None
    continuing = np.sum([found.regrets[0] for found in each], axis=0)
    stopping = np.sum([found.regrets[1] for found in each], axis=0)
    assert continuing.max() == pytest.approx(table.worst.continuing)
    assert stopping.max() == pytest.approx(table.worst.stopping)


def test_worths_with_shared_cost_that_stays(simulator: Simulator) -> None:
    tables = {key: simulator.draw_table(PRESETS[key]) for key in KEYS[:3]}
    worths, stays = p.avoidable_worths(tables)
    found = p.mixes(worths, stays=stays)
    assert found is not None
    for column, key in enumerate(KEYS[:3]):
        left = sum(worths[key].get(id_, 0.0) for id_ in found.left_out)
        whole = tables[key].portfolio_npv.mean()
        assert found.values[found.decisions.index(p.ALL), column] + left == pytest.approx(whole)
        assert stays[key] < 0


def test_shares_of_the_stresses(simulator: Simulator) -> None:
    results = {key: simulator.run(PRESETS[key], fan=False) for key in KEYS}
    found = p.by_stress(results, CAPTURED, STRESSES)
    assert found.values.shape == (8, len(STRESSES))
    shares = found.satisficing(0.6)
    for row, id_ in enumerate(found.initiatives):
        outcomes = [
            next(e for e in results[key].initiatives if e.id == id_).outcomes.get(CAPTURED)
            for key in STRESSES
        ]
        if None in outcomes:
            assert shares[id_] is None
            continue
        passed = [o.p_roi_hurdle.value >= 0.6 for o in outcomes if o is not None]
        assert shares[id_] == pytest.approx(sum(passed) / len(passed))
        assert found.values[row].tolist() == [o.p_roi_hurdle.value for o in outcomes if o]
    assert any(share is not None for share in shares.values())
    assert None in shares.values()
    medians = p.by_stress(results, CAPTURED, STRESSES, lambda o: o.roi.p50.value)
    assert not np.array_equal(medians.values, found.values, equal_nan=True)
    with pytest.raises(KeyError):
        p.by_stress(results, CAPTURED, ("weather",))
