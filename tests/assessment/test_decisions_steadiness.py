"""Verdicts in every preset, with other draws and as levers move, against figures by hand."""

from __future__ import annotations

from functools import cache

import pytest

from cockpit.assessment.case import Case, case_of
from cockpit.assessment.decisions.cards import decision_cards
from cockpit.assessment.decisions.matrix import FLIP, matrix_sentence, matrix_table
from cockpit.assessment.decisions.rejudging import Rejudging
from cockpit.assessment.decisions.steadiness import (
    WATCHED,
    FlipsFound,
    Watched,
    chance_to_stay,
    lever_flips,
    verdict_table,
)
from cockpit.assessment.verdicts import findings
from scenarios.lever_moves import with_levers
from scenarios.nearest_flips import Flip, Flips
from scenarios.presets import PRESETS
from scenarios.simulate import Simulator
from scenarios.stability import Figures, VerdictMatrix
from tests.assessment import fixture
from tests.inventory import books
from tests.sample_readings import inventory, portfolio

DRAWS = 1024
PRICE = next(each for each in WATCHED if each.lever == "price_change")


@cache
def sample() -> tuple[Case, Simulator]:
    return case_of(inventory(), portfolio(), draws=DRAWS), Simulator(portfolio(), DRAWS)


@cache
def of_fixture() -> tuple[Case, Simulator]:
    case = fixture.full()
    return case, Simulator(case.portfolio, fixture.DRAWS, fixture.SEED)


@cache
def sample_matrix() -> VerdictMatrix:
    return verdict_table(*sample())


@pytest.mark.parametrize("book", [sample, of_fixture], ids=["sample", "fixture"])
def test_judged_again_under_the_base_every_verdict_is_the_same(book) -> None:
    case, simulator = book()
    again = Rejudging(case, simulator).under(PRESETS["base"])
    assert again == {
        key: each.verdict.value for key, each in findings(case).items() if each.computable
    }


def test_a_plausible_rise_is_one_from_the_price_that_the_scenario_sets() -> None:
    """E breaks at 27,600 / 1.15 = 20,000 + 16,000 × rise: at a quarter more than today.

    From prices 3 % lower a rise by 30 % still breaks it (1.261 > 1.25); from 5 % lower it
    does not (1.235).
    """
    case, simulator = of_fixture()
    rules = Rejudging(case, simulator)
    at = {
        change: rules.under(with_levers(PRESETS["base"], price_change=change))["E"]
        for change in (0.0, -0.03, -0.05)
    }
    assert at == {0.0: "renegotiate", -0.03: "renegotiate", -0.05: "contain"}


def test_evidence_is_worth_what_it_is_worth_under_the_scenario() -> None:
    """AI-17 is contained while knowing its figures is worth more than it costs.

    Under everything at once no draw pays, nothing known of it could save it, and it stops.
    """
    case, simulator = sample()
    worth = findings(case)["AI-17"].worth
    assert worth is not None
    assert worth.cost is not None
    assert worth.value.value > worth.cost
    joint = PRESETS["everything-at-once"]
    assert Rejudging(case, simulator).under(joint)["AI-17"] == "stop"


def test_other_draws_with_the_same_figures_give_the_same_verdicts() -> None:
    case, simulator = of_fixture()
    rules = Rejudging(case, simulator)
    drawn = {}
    for key in PRESETS:
        result = case.result(key)
        assert result is not None
        drawn[key] = {}
        for each in result.initiatives:
            (found,) = (o for basis, o in each.outcomes.items() if basis.value == "captured")
            drawn[key][each.id] = Figures(
                found.p_roi_nonnegative.value,
                found.p_roi_hurdle.value,
                found.roi.p10.value,
                found.roi.p90.value,
                case.evidence_worth[each.id].value.value,
            )
    assert rules.with_draws(drawn) == rules.today
    # and the verdict follows the figures: scale is lost where one stress is just under 60 %
    drawn["benefits-slip"]["A"] = Figures(1.0, 0.599, 1.0, 3.0, 0.0)
    assert rules.with_draws(drawn)["A"] == "contain"


def test_the_worth_of_evidence_turns_a_verdict_with_other_draws() -> None:
    """AI-09 is contained as long as knowing its figures is worth more than its cost."""
    case, simulator = sample()
    rules = Rejudging(case, simulator)
    worth = rules.found["AI-09"].worth
    assert worth is not None
    assert worth.cost is not None
    drawn = {
        key: {id_: Figures(0.1, 0.1, -1.0, -0.5, worth.cost * share) for id_ in rules.found}
        for key, share in dict.fromkeys(PRESETS, 1.0).items()
    }
    for share, verdict in ((0.99, "stop"), (1.0, "contain"), (1.01, "contain"), (0.5, "stop")):
        figures = Figures(0.1, 0.1, -1.0, -0.5, worth.cost * share)
        again = rules.with_draws({**drawn, "base": {**drawn["base"], "AI-09": figures}})
        assert again["AI-09"] == verdict


def test_wide_margins_stay_with_other_draws() -> None:
    case, simulator = of_fixture()
    told: list[float] = []
    stays = chance_to_stay(case, simulator, told.append)
    assert {key: each.verdict for key, each in stays.items()} == Rejudging(case, simulator).today
    assert stays["A"].probability.value == stays["C"].probability.value == 1.0
    assert told == sorted(told)
    assert told[-1] == pytest.approx(1.0)


def test_the_matrix_of_the_sample() -> None:
    """CV screening stops whatever comes; the guided claim form is scaled as things stand."""
    found = sample_matrix()
    rows = dict(zip(found.initiatives, found.verdicts, strict=True))
    assert found.scenarios == tuple(PRESETS)
    assert set(rows["AI-13"]) == {"stop"}
    assert found.share_kept("AI-13") == 1.0
    assert rows["AI-23"][0] == "scale"
    assert not {"AI-19", "AI-27", "AI-28"} & set(rows), "no verdict, no row"


def test_the_matrix_in_words_marks_each_flip_and_counts_what_is_kept() -> None:
    case, _ = sample()
    found, cards = sample_matrix(), decision_cards(case)
    table = matrix_table(found, cards)
    names = [PRESETS[key].name for key in found.scenarios]
    for row in table.to_dict("records"):
        base = row["Base"]
        others = [row[name] for name in names[1:]]
        assert not base.startswith(FLIP)
        assert all(word.startswith(FLIP) == (word.removeprefix(FLIP) != base) for word in others)
        kept = sum(word == base for word in others) / len(others)
        assert row["Share kept"] == pytest.approx(kept)
    assert table["Share kept"].is_monotonic_increasing
    whole = int((table["Share kept"] == 1).sum())
    assert matrix_sentence(found).startswith(f"{whole} of {len(table)} verdicts stay the same")


def test_flips_bracket_the_price_at_which_the_verdict_turns() -> None:
    """E: 24,000 = 4,000 + 16,000 × 1.3 × (1 + x) gives x = −3.8 %, see above."""
    flips = lever_flips(*of_fixture(), PRICE)["E"]
    assert flips.verdict == "renegotiate"
    assert flips.falling is not None
    exact = 20_000 / (16_000 * 1.3) - 1
    assert exact - 0.005 <= flips.falling.value <= exact, "finer than a shown percent"
    assert flips.falling.verdict == "contain"


def test_a_flip_has_another_verdict_and_just_before_it_todays_stands() -> None:
    case, simulator = of_fixture()
    rules = Rejudging(case, simulator)
    usage = WATCHED[0]
    for key, flips in lever_flips(case, simulator, usage).items():
        for flip, inwards in ((flips.falling, 1.0075), (flips.rising, 1 / 1.0075)):
            if flip is not None:
                for value, wanted in ((flip.value, flip.verdict), (flip.value * inwards, None)):
                    moved = with_levers(PRESETS["base"], usage=value)
                    assert rules.under(moved)[key] == (wanted or flips.verdict)


def test_progress_of_flips_never_leaves_its_range() -> None:
    told: list[float] = []
    lever_flips(*of_fixture(), PRICE, told.append)
    assert told
    assert 0 < min(told) <= max(told) <= 1


def found_flips(**by_lever: Flips) -> FlipsFound:
    return FlipsFound({each.lever: {"X": by_lever[each.lever]} for each in WATCHED})


def test_flips_in_words() -> None:
    none = Flips("optimise", None, None)
    both = Flips("optimise", Flip(0.5, "contain"), Flip(4.08, "stop"))
    found = found_flips(
        usage=both,
        price_change=Flips("optimise", Flip(-0.6, "scale"), Flip(0.38, "contain")),
        realisation=none,
    )
    # ×0.5 is nearer than ×4.08 on a log scale, +38 % nearer than −60 %
    assert found.sentence("X").replace("\u00a0", " ") == (
        "Flips to contain at usage ×0.5 or prices +38 %. No flip with benefits ×0 to ×1.5."
    )
    assert found.words("X")["Flips with benefits"] == "none in range"
    assert found.both_ways("X")[0] == (
        "usage ×0.1 to ×20",
        "contain at usage ×0.5",
        "stop at usage ×4.1",
    )
    assert found.sentence("another") == ""


def test_every_watched_lever_is_one_of_the_engine() -> None:
    for each in WATCHED:
        assert isinstance(each, Watched)
        start = getattr(PRESETS["base"].levers, each.lever)
        assert each.span.low < start < each.span.high


def test_a_portfolio_without_a_verdict_has_no_row_no_chance_and_no_flip() -> None:
    case = fixture.case(books.costs(["A", "C2", "Tokens", "tokens", "monthly", 100]))
    simulator = Simulator(case.portfolio, fixture.DRAWS, fixture.SEED)
    assert verdict_table(case, simulator).initiatives == ()
    assert chance_to_stay(case, simulator) == {}
    assert lever_flips(case, simulator, PRICE) == {}
