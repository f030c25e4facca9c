"""Regret, satisficing, shares of variance and convergence against arithmetic by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from cockpit.assessment.case import case_of
from cockpit.assessment.decisions.mix import funding
from cockpit.assessment.robustness import draws, regret, satisficing, shocks, variance
from cockpit.inventory.rows import InitiativeRow
from cockpit.inventory.vocabulary import Stage
from scenarios.convergence import compare, convergence
from scenarios.payoffs import BEST, NONE, TODAY
from scenarios.portfolio import Initiative, Portfolio, ValueBasis
from scenarios.presets import PRESETS
from scenarios.results import Estimate, SimulationResult
from scenarios.reverse_stress import Break, Move, ReverseStress
from scenarios.scenario import Scenario
from scenarios.sensitivity import Share, VarianceShares, sensitivity
from scenarios.simulate import Simulator
from scenarios.stress import BASE, STRESSES
from tests.assessment import fixture
from tests.scenarios.stating import benefit, cost

CAPTURED = ValueBasis.CAPTURED

#: One initiative that gains 10 but under tenfold usage, one that loses 4 but there gains 1.
WORTHS = {key: {"a": 10.0, "b": -4.0} for key in regret.KEYS} | {
    "tenfold-usage": {"a": -30.0, "b": 1.0},
    "everything-at-once": {"a": -90.0, "b": -50.0},
}
STAYS = dict.fromkeys(regret.KEYS, -2.0)


def payoffs(today=("a", "b")):
    found = regret.mix_payoffs(regret.StressWorths(WORTHS, STAYS), today)
    assert found is not None
    return found


# Regret -------------------------------------------------------------------------------


def test_regret_of_each_mix_by_hand() -> None:
    """Best by mean is {a}. Under tenfold usage {a} brings −30, nothing brings 0."""
    table = regret.matrix(payoffs()).set_index("Mix")
    pays, stop = regret.MIX_NAMES[BEST], regret.MIX_NAMES[NONE]
    assert table.loc[pays, "Base"] == 0.0
    assert table.loc[pays, "Tenfold usage"] == 30.0
    assert table.loc[stop, "Base"] == 10.0
    assert table.loc[regret.MIX_NAMES[TODAY], "Base"] == 4.0
    assert table.loc[stop, "Greatest regret"] == 10.0
    assert table.loc[pays, "Greatest regret"] == 90.0
    assert table.loc[pays, "Greatest, single stresses"] == 30.0
    # What stays moves the worst case and no regret.
    assert table.loc[pays, "Worst case"] == -92.0
    assert table.loc[stop, "Worst case"] == -2.0
    assert (table[[PRESETS[key].name for key in regret.KEYS]] >= 0).all().all()


def test_least_regretted_with_and_without_all_at_once() -> None:
    said = regret.sentence(payoffs(), "EUR")
    assert said.startswith("Stop all: least regretted, by at most EUR\u00a010 under the base case")
    assert said.endswith("single stresses alone say the same.")
    assert "stop all (EUR\u00a0\u22122)" in regret.maximin_sentence(payoffs(), "EUR")


def test_all_at_once_can_decide_alone() -> None:
    mild = WORTHS | {"tenfold-usage": {"a": 1.0, "b": -4.0}}
    found = regret.mix_payoffs(regret.StressWorths(mild, STAYS), None)
    assert found is not None
    assert TODAY not in found.decisions
    said = regret.sentence(found, "EUR")
    assert said.startswith("Stop all: least regretted")
    assert "single stresses alone: those that pay in the base case: never regretted" in said


def test_one_stress_left_out_is_gone_from_every_figure() -> None:
    single = regret.without(payoffs())
    assert single.stresses == tuple(key for key in regret.KEYS if key != regret.TOGETHER)
    assert single.values.shape == (4, len(regret.KEYS) - 1)


def test_todays_mix_is_the_same_on_robustness_and_decisions() -> None:
    """All but ideas and the retired; without a stage the cost is paid all the same."""

    def row(id_: str, stage: Stage | None) -> InitiativeRow:
        return InitiativeRow.model_construct(id=id_, stage=stage)

    running = [("a", Stage.PILOT), ("b", Stage.SCALING), ("c", Stage.IDEA), ("d", Stage.RETIRED)]
    assert regret.today_mix([row(*each) for each in running]) == ("a", "b")
    assert regret.today_mix([row("a", Stage.PILOT), row("b", None)]) == ("a", "b")
    assert regret.today_mix([]) == ()
    blank = fixture.full()
    rows = [each.model_copy(update={"stage": None}) for each in blank.initiatives[:1]]
    rows += blank.initiatives[1:]
    inventory = replace(blank.inventory, initiatives=tuple(rows))
    case = case_of(inventory, blank.portfolio, seed=fixture.SEED, draws=fixture.DRAWS)
    found = funding(case, Simulator(case.portfolio, fixture.DRAWS, fixture.SEED))
    assert found is not None
    assert set(found.today) == set(regret.today_mix(rows)) & set(found.choice.initiatives)


def moved(name: str, base: float, value: float, kind: str = "levers") -> str:
    move = Move(name, base, value, 0.5, None)
    shock = ReverseStress(
        kind,
        Break.BREAKS,
        (move,),
        0.5,
        None,
        0.2,
        0.3,
        0.2,
        (),
        1,
        1,  # type: ignore[arg-type]
    )
    return shocks.sentence(shock).replace("\u00a0", " ")


def test_a_move_too_small_for_the_usual_digits_is_told_with_more() -> None:
    assert "0.40 % instead of 0.00 %" in moved("price_change", 0.0, 0.004)
    assert "×1.0013 instead of ×1" in moved("usage", 1.0, 1.0013)
    assert "+12.40 % a year instead of +12.00 % a year" in moved(
        "usage_growth", 0.12, 0.124, "drivers"
    )
    assert "4 % instead of 0 %" in moved("price_change", 0.0, 0.04)


def test_worths_add_up_to_the_portfolio() -> None:
    portfolio = Portfolio(
        "P", "EUR", (Initiative("a", "A"), Initiative("b", "B")),
        (cost("a"), cost("b", "d", 250.0), cost(None, "s", 40.0)),
        (benefit("a"), benefit("b", "e")),
        discount_rate=0.0, horizon_months=12,
    )  # fmt: skip
    simulator = Simulator(portfolio, 64)
    told = []
    found = regret.stress_worths(simulator, CAPTURED, lambda done, total: told.append(done))
    assert told == list(range(1, len(regret.KEYS) + 1))
    for key in regret.KEYS:
        mean = simulator.run(PRESETS[key]).portfolio.outcomes[CAPTURED].npv.mean.value
        assert sum(found.worths[key].values()) + found.stays[key] == pytest.approx(mean)
    assert found.stays[BASE] == pytest.approx(-12 * 40.0, rel=0.1)


# Satisficing --------------------------------------------------------------------------


@pytest.fixture(scope="module")
def results() -> dict[str, SimulationResult]:
    """A strong and a weak initiative, and one whose benefit nobody states."""
    portfolio = Portfolio(
        "P", "EUR", tuple(Initiative(i, i.upper()) for i in "abc"),
        (cost("a", amount=20.0), cost("b", "d", 280.0), cost("c", "f", 10.0)),
        (benefit("a"), benefit("b", "e")),
        discount_rate=0.0, hurdle_rate=0.2, horizon_months=12,
    )  # fmt: skip
    simulator = Simulator(portfolio, 256)
    return {key: simulator.run(PRESETS[key]) for key in regret.KEYS}


def test_satisficing_counts_the_stresses_that_reach_the_level(
    results: dict[str, SimulationResult],
) -> None:
    chances = [results[key].portfolio.outcomes[CAPTURED].p_roi_hurdle.value for key in STRESSES]
    for level in (0.0, 0.3, 0.6, 1.0):
        expected = sum(chance >= level for chance in chances) / len(chances)
        assert satisficing.satisficed(results, CAPTURED, level) == expected
    table = satisficing.portfolio_table(results, CAPTURED, 0.6)
    yes = (table["Reaches the level"][1:] == "yes").sum()
    said = satisficing.sentence(results, CAPTURED, 0.6, "EUR")
    assert said.startswith(f"In {yes} of {len(STRESSES)} stresses (")


def test_worst_cvar_is_the_least_of_all_scenarios(results: dict[str, SimulationResult]) -> None:
    worst = satisficing.worst_cvar(results, CAPTURED)
    assert worst is not None
    table = satisficing.portfolio_table(results, CAPTURED, 0.6).set_index("Scenario")
    assert worst.cvar == table["NPV, worst 5 %"].min()
    assert table["NPV, worst 5 %"].idxmin() == PRESETS[worst.key].name


def test_continue_or_stop_by_hand(results: dict[str, SimulationResult]) -> None:
    table = satisficing.initiative_table(results, CAPTURED, 0.6).set_index("Initiative")
    for id_, name in (("a", "A"), ("b", "B")):
        means = [
            next(i for i in results[key].initiatives if i.id == id_)
            .outcomes[CAPTURED].npv.mean.value
            for key in regret.KEYS
        ]  # fmt: skip
        row = table.loc[name]
        assert row["Regret of continuing"] == pytest.approx(max(0.0, -min(means)))
        assert row["Regret of stopping"] == pytest.approx(max(0.0, *means))
        smaller = row["Regret of continuing"] < row["Regret of stopping"]
        assert row["Least regret"] == ("continue" if smaller else "stop")
    # Nobody states C's benefit: no regret, no share, no worst case, and last.
    assert table.index[-1] == "C"
    assert table.loc["C"].isna().sum() == 5
    assert table.loc["C", "Least regret"] == "n/a"


def test_a_stress_without_an_answer_gives_no_share(results: dict[str, SimulationResult]) -> None:
    one = results["benefits-slip"]
    mute = replace(one, portfolio=replace(one.portfolio, outcomes={}))
    found = results | {"benefits-slip": mute}
    assert satisficing.satisficed(found, CAPTURED, 0.6) is None
    assert satisficing.worst_cvar(found, CAPTURED) is None
    assert "gives no answer" in satisficing.sentence(found, CAPTURED, 0.6, "EUR")
    row = satisficing.portfolio_table(found, CAPTURED, 0.6).set_index("Scenario")
    assert row.loc["Benefits slip", "Reaches the level"] == "n/a"


# Variance -----------------------------------------------------------------------------


def test_shares_of_a_sum_are_told_in_the_order_of_their_squares() -> None:
    """3 x + y of uniforms: nine tenths and one tenth of the variance, nothing joint."""
    rng = np.random.default_rng(5)
    ranks = {name: rng.random(8192) for name in ("usage_growth", "realisation")}
    found = sensitivity(ranks, 3 * ranks["usage_growth"] + ranks["realisation"])
    origins = VarianceShares(Share(0.8, 0.01, 0.78, 0.82), Share(0.2, 0.01, 0.18, 0.22))
    said = variance.sentence(found, origins)
    assert said == (
        "Usage growth alone makes 90\u00a0%; all drivers make 80\u00a0% of the variance of ROI, "
        "estimation errors 20\u00a0%"
    )
    table = variance.table(found, origins)
    assert table["Driver"].tolist() == [
        "Usage growth", "Benefit realisation (driver)", "Estimation errors of all lines",
    ]  # fmt: skip
    assert table["In total"].tolist() == pytest.approx([0.9, 0.1, 0.2], abs=0.02)
    assert table["Acts with"].tolist()[0] == "none found"
    assert table["Alone"].isna().tolist() == [False, False, True]


def test_origins_come_from_a_second_run_with_other_errors() -> None:
    """With certain lines all variance is the drivers', with certain drivers none."""
    portfolio = Portfolio(
        "P", "EUR", (Initiative("a", "A"),), (cost("a"),), (benefit("a"),),
        discount_rate=0.0, horizon_months=12,
    )  # fmt: skip
    found = variance.origins_of(Simulator(portfolio, 512), Scenario(), CAPTURED)
    assert found.drivers.value + found.errors.value == pytest.approx(1.0)
    assert 0 < found.drivers.value < 1
    few = Simulator(portfolio, 64)
    assert variance.indices_of(few, Scenario(), CAPTURED) is None


# Draws --------------------------------------------------------------------------------


def test_enough_draws_are_said_and_too_few_are_not_hidden() -> None:
    still = convergence(np.full(4096, 0.4), 0.2, draws.STEPS)
    assert draws.sentence(still).startswith("4,096 draws are enough")
    wild = convergence(np.random.default_rng(1).normal(0.4, 3.0, 256), 0.2, draws.STEPS)
    assert draws.sentence(wild).startswith("More than 256 draws would be needed: Median ROI")
    table = draws.running_table(wild)
    assert table["Draws"].tolist() == [64, 128, 256]


def test_seeds_that_disagree_are_named() -> None:
    apart = compare("p50", [Estimate(0.1, 0.001), Estimate(0.9, 0.001)])
    alike = compare("p_hurdle", [Estimate(0.50, 0.01), Estimate(0.51, 0.01)])
    said = draws.seeds_sentence((apart, alike))
    assert "Median ROI 10.0\u00a0% to 90.0\u00a0%" in said
    assert said.endswith("wider than the standard errors allow for Median ROI.")
    table = draws.seeds_table((apart, alike), (7, 8))
    assert table["Seed"].tolist() == ["7", "8", "spread", "stated error"]
    assert table["Median ROI"].tolist()[:2] == [0.1, 0.9]
