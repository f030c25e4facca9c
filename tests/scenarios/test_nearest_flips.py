"""Flips of rules whose turning points are known."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenarios.lever_moves import LeverRange, lever_range, with_levers
from scenarios.nearest_flips import Flip, Flips, nearest_flips
from scenarios.portfolio import ValueBasis
from scenarios.scenario import Scenario
from scenarios.simulate import Simulator
from tests.scenarios.test_break_even import by_hand

LINE = LeverRange(0.0, 10.0, "linear", whole=False)


def stepped(*limits: float):
    """Verdicts "0", "1", … by the number of limits at or below the lever."""
    return lambda value: {"i": str(sum(limit <= value for limit in limits))}


def test_the_nearest_on_each_side() -> None:
    found = nearest_flips(stepped(1, 3, 7, 9), 0, 10, 5.0, LINE)["i"]
    assert found.verdict == "2"
    assert found.falling == Flip(pytest.approx(3, abs=0.01), "1")
    assert found.rising == Flip(pytest.approx(7, abs=0.01), "3")


@given(st.floats(0.3, 9.7), st.floats(0.5, 9.5), st.sampled_from((0.3, 0.01, 1e-4)), st.booleans())
def test_one_limit_anywhere(limit: float, start: float, resolution: float, log: bool) -> None:
    span = LeverRange(0.1, 10.0, "log" if log else "linear", whole=False)
    found = nearest_flips(stepped(limit), 0.1, 10, start, span, resolution)["i"]
    flip, none = (found.rising, found.falling) if limit > start else (found.falling, found.rising)
    assert none is None
    assert flip is not None
    assert flip.verdict != found.verdict
    assert span.distance(flip.value, limit) <= resolution
    # The value given is on the other side of the limit, so that the sentence is true there.
    assert (flip.value >= limit) is (limit > start)


def test_a_verdict_that_never_turns_has_no_flip() -> None:
    assert nearest_flips(stepped(), 0, 10, 5.0, LINE) == {"i": Flips("0", None, None)}
    at_the_end = nearest_flips(stepped(4), 0, 10, 10.0, LINE)["i"]
    assert at_the_end.rising is None
    assert at_the_end.falling is not None


def test_whole_months() -> None:
    months = LeverRange(0, 36, "linear", whole=True)
    found = nearest_flips(stepped(5, 17), 0, 36, 9.0, months)["i"]
    assert (found.falling, found.rising) == (Flip(4.0, "0"), Flip(17.0, "2"))


def test_a_verdict_that_is_lost_or_was_never_there() -> None:
    def evaluate(value: float) -> dict[str, str | None]:
        return {"i": "stop" if value < 6 else None, "j": None}

    found = nearest_flips(evaluate, 0, 10, 5.0, LINE)
    assert found["i"].rising == Flip(pytest.approx(6, abs=0.01), None)
    assert found["j"] == Flips(None, None, None)


def test_runs_are_shared_by_all_initiatives() -> None:
    asked: list[float] = []
    done: list[int] = []

    def evaluate(value: float) -> dict[str, str]:
        asked.append(value)
        return {f"i{k}": str(value >= 7.3) for k in range(50)}

    found = nearest_flips(evaluate, 0, 10, 5.0, LINE, progress=done.append)
    assert len({flips.rising for flips in found.values()}) == 1
    assert len(asked) == len(set(asked)) <= 13 + 1 + 7  # the scan, the start, 0.83 halved to 0.01
    assert done == list(range(1, len(asked) + 1))

    def stop(count: int) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        nearest_flips(evaluate, 0, 10, 5.0, LINE, progress=stop)


@pytest.mark.parametrize(("lever", "start", "root"), [("price_change", 0, 1.0), ("usage", 1, 2.0)])
def test_on_the_simulator_by_hand(lever: str, start: float, root: float) -> None:
    """Base ROI 100 % falls to the hurdle at twice the price, or at twice the usage."""
    scenario = with_levers(Scenario(), value_follows_usage=0.0)
    simulator, span = Simulator(by_hand(), 2), lever_range(lever)

    def evaluate(value: float) -> dict[str, str]:
        result = simulator.run(with_levers(scenario, **{lever: value}), fan=False)
        outcome = result.initiatives[0].outcomes[ValueBasis.CAPTURED]
        return {"a": "scale" if outcome.roi.base >= result.hurdle_rate else "stop"}

    found = nearest_flips(evaluate, span.low, span.high, start, span, 1e-6)["a"]
    assert (found.verdict, found.falling) == ("scale", None)
    assert found.rising == Flip(pytest.approx(root, rel=1e-5), "stop")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"low": 10.0}, "must lie below"),
        ({"start": 11.0}, "within the range"),
        ({"start": math.nan}, "within the range"),
        ({"resolution": 0.0}, "resolution"),
    ],
)
def test_impossible_searches_are_refused(changes: dict[str, float], words: str) -> None:
    asked = {"low": 0.0, "high": 10.0, "start": 5.0, "resolution": 0.1} | changes
    with pytest.raises(ValueError, match=words):
        nearest_flips(stepped(), span=LINE, **asked)
