"""Evidence worth buying: closed forms, costs that are blank, and sentences."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest

from cockpit import wording
from cockpit.assessment.evidence.own import evidence_costs, own_worths
from cockpit.assessment.evidence.pieces import (
    CLOSE,
    NO,
    UNKNOWN,
    YES,
    Piece,
    buying_sentence,
    first_line,
    parts_table,
    pieces_of,
    pieces_table,
    worthy,
)
from cockpit.assessment.evidence.pricing import price_table
from cockpit.assessment.evidence.subjects import Kind, Subject, subjects
from scenarios.distributions import Normal
from scenarios.drivers import DEFAULT_SOURCE, Correlation, Driver
from scenarios.results import Estimate
from tests.assessment.evidence_books import (
    DRAWS,
    case,
    loss,
    near,
    owned,
    plain,
    scores,
    told,
    two_arms,
)
from tests.scenarios.drawn import drawn


def by_key(found: tuple[Piece, ...]) -> dict[str, Piece]:
    return {each.subject.key: each for each in found}


# --- worth against closed forms ---------------------------------------------------------------


def test_the_two_arm_example_is_priced_as_in_the_literature() -> None:
    """N(1, 1) against N(0, 2): EVPI 0.47981, EVPPI of the second arm 0.39559."""
    pricing = price_table(two_arms())
    found = by_key(pieces_of(plain(), pricing, 0.8))
    near(pricing.everything.total, 0.4798107063483924)
    near(found["usage_growth"].worth, 0.39559311480261206)
    near(found["realisation"].worth, loss(1, 1))
    assert pricing.inputs is not None
    near(pricing.inputs.total, 0.4798107063483924)


@pytest.mark.parametrize("reliability", [0.3, 0.8])
def test_a_study_is_worth_the_closed_form_at_its_reliability(reliability: float) -> None:
    found = by_key(pieces_of(plain(), price_table(two_arms()), reliability))
    near(found["usage_growth"].study, told(1, 2, reliability))
    assert found["usage_growth"].study.value < found["usage_growth"].worth.value


def test_a_study_of_no_reliability_is_worth_nothing_and_a_sure_one_all() -> None:
    pricing = price_table(two_arms())
    for piece in pieces_of(plain(), pricing, 0.0):
        assert piece.study.value == 0.0
    for piece in pieces_of(plain(), pricing, 1.0):
        assert piece.study == piece.worth


def test_own_figures_are_priced_apart_from_all_else() -> None:
    """NPV = −0.5 + own + 3 z: knowing the own estimate alone is worth the loss at sd 1."""
    chance = np.random.default_rng(3)
    own, noise = chance.standard_normal(DRAWS), chance.standard_normal(DRAWS)
    table = owned({"X": -0.5 + own + 3 * noise, "Y": 9 + noise}, {"X": own})
    found = own_worths(table, {"X": 0.1})
    near(found["X"].value, loss(-0.5, 1))
    assert found["X"].cost == 0.1
    assert (found["Y"].value.value, found["Y"].cost) == (0.0, None)
    piece = by_key(pieces_of(plain(), price_table(table), 0.8))["own:X"]
    assert piece.worth == found["X"].value
    assert [turn.words for turn in piece.turns] == ["Xeno: stop → continue"]
    assert piece.owners == ("Ada",)


def test_decisions_that_could_turn_are_named_with_their_direction() -> None:
    uniforms, score = scores(5, "realisation")
    moved = score["realisation"]
    table = drawn({"X": 0.4 + moved, "Y": -0.4 + moved}, uniforms)
    piece = by_key(pieces_of(plain(), price_table(table), 0.8))["realisation"]
    assert {turn.words for turn in piece.turns} == {
        "Xeno: continue → stop",
        "Ypsilon: stop → continue",
    }


def test_an_input_that_turns_nothing_is_worth_exactly_nothing_and_moves_no_digit() -> None:
    table = two_arms()
    more = dict(table.uniforms) | {"wage_growth": np.random.default_rng(1).random(DRAWS)}
    driver = Driver(name="wage_growth", distribution=Normal(mean=0, sd=1))
    wider = replace(table, uniforms=more, drivers=(*table.drivers, driver))
    before, after = (by_key(pieces_of(plain(), price_table(each), 0.8)) for each in (table, wider))
    assert after["wage_growth"].worth.value == 0.0
    assert after["wage_growth"].turns == ()
    assert after["wage_growth"].buy == NO
    for key, piece in before.items():
        assert after[key].worth == piece.worth
        assert after[key].study == piece.study


def test_no_piece_is_worth_more_than_everything() -> None:
    pricing = price_table(two_arms())
    for piece in pieces_of(plain(), pricing, 0.8):
        assert 0 <= piece.study.value <= piece.worth.value + 1e-12
        assert piece.worth.value <= pricing.everything.total.value


def test_pieces_are_ranked_by_what_they_are_worth() -> None:
    found = pieces_of(plain(), price_table(two_arms()), 0.8)
    values = [each.worth.value for each in found]
    assert values == sorted(values, reverse=True)
    assert found[0].subject.key in {"usage_growth", "prices"}


def test_what_is_worth_no_more_than_its_error_is_no_answer() -> None:
    faint, sure = piece(3.0, 22.0, None), piece(100.0, 5.0, None)
    assert worthy((sure, faint)) == (sure,)
    said = first_line(plain(), price_table(two_arms()), (faint,))
    assert said.startswith("No evidence on record could change a decision")


def test_correlated_inputs_are_told_together_only_where_that_is_worth_more() -> None:
    """The loss at √5 against the better alone at 2; and at 2 against 2."""
    pairs = (Correlation(first="realisation", second="usage_growth", value=0.0),)
    both = pieces_of(plain(), price_table(two_arms(), pairs), 0.8)
    assert Kind.CORRELATED in {each.subject.kind for each in worthy(both)}
    uniforms, score = scores(11, "realisation", "usage_growth")
    one = drawn({"X": 1 - 2 * score["usage_growth"]}, uniforms)
    alone = pieces_of(plain(), price_table(one, pairs), 0.8)
    assert Kind.CORRELATED in {each.subject.kind for each in alone}
    assert Kind.CORRELATED not in {each.subject.kind for each in worthy(alone)}


# --- cost -------------------------------------------------------------------------------------


def test_a_cost_is_converted_and_a_blank_is_no_cost_at_all() -> None:
    """CHF 200 at 1.05 are EUR 210; a currency without a rate makes no cost known."""
    rows = case(
        ("A", "Alpha", None, 200, "CHF"),
        ("B", "Beta", None, None, None),
        ("C", "Gamma", None, 0, None),
        ("D", "Delta", None, 50, "EUR"),
    )
    assert evidence_costs(rows.inventory) == {
        "A": pytest.approx(210), "B": None, "C": 0.0, "D": 50.0,
    }  # fmt: skip


def piece(study: float, error: float, cost: float | None) -> Piece:
    return Piece(
        Subject("own:X", Kind.OWN, initiative="X"), "Xeno: own figures", "what Xeno brings",
        Estimate(study * 1.25, error), Estimate(study, error), cost, ("Ada",), (),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("study", "error", "cost", "net", "buy"),
    [
        (100.0, 5.0, 80.0, 20.0, YES),
        (100.0, 5.0, 95.0, 5.0, CLOSE),
        (100.0, 5.0, 120.0, -20.0, NO),
        (100.0, 5.0, None, None, UNKNOWN),
        (0.0, 0.0, None, None, NO),
        (0.0, 0.0, 10.0, -10.0, NO),
        (100.0, 5.0, 0.0, 100.0, YES),
        (100.0, 70.0, 0.0, 100.0, NO),
    ],
)
def test_net_is_worth_less_cost_and_unknown_where_the_cost_is(
    study: float, error: float, cost: float | None, net: float | None, buy: str
) -> None:
    found = piece(study, error, cost)
    assert (found.net.value if found.net else None) == net
    assert found.buy == buy


def test_the_table_leaves_a_cost_that_is_not_stated_blank() -> None:
    chance = np.random.default_rng(3)
    own = chance.standard_normal(DRAWS)
    table = owned({"X": -0.2 + own, "Y": 0.3 + own}, {"X": own, "Y": own})
    found = pieces_of(plain(), price_table(table), 0.8)
    rows = pieces_table(plain(), found).set_index("What to find out")
    assert rows.loc["Xeno: own figures", "Costs, EUR"] == pytest.approx(0.1)
    assert np.isnan(rows.loc["Ypsilon: own figures", "Costs, EUR"])
    assert np.isnan(rows.loc["Ypsilon: own figures", "Net, EUR"])
    assert rows.loc["Ypsilon: own figures", "Buy it"] == UNKNOWN
    assert rows.loc["Ypsilon: own figures", "Owner"] == "nobody yet"
    net = rows.loc["Xeno: own figures", "Study worth, EUR"] - 0.1
    assert rows.loc["Xeno: own figures", "Net, EUR"] == pytest.approx(net)
    assert rows["Costs, EUR"].isna().sum() == 1


def test_benefits_and_costs_stand_apart() -> None:
    chance = np.random.default_rng(4)
    own = chance.standard_normal(DRAWS)
    pricing = price_table(owned({"X": -0.2 + own}, {"X": own}))
    row = parts_table(plain(), pricing).iloc[0]
    assert row["By mean NPV"] == "stop"
    assert row["Own costs known"] == 0.0
    assert row["Own benefits known"] == pytest.approx(loss(-0.2, 1), rel=0.1)
    assert row["Own benefits known"] <= row["Everything known"]


# --- sentences --------------------------------------------------------------------------------


def line(table, the_case=None) -> str:
    chosen = the_case or plain()
    pricing = price_table(table)
    said = first_line(chosen, pricing, pieces_of(chosen, pricing, 0.8))
    return said.replace(wording.GAP, " ")


def test_the_first_line_says_worth_decisions_and_cost() -> None:
    chance = np.random.default_rng(3)
    own = 1e6 * chance.standard_normal(DRAWS)
    rich = case(("X", "Xeno", "Ada", 60_000, None), ("Y", "Ypsilon", None, None, None))
    said = line(owned({"X": own - 3e5, "Y": own + 9e6}, {"X": own}), rich)
    found = re.fullmatch(
        "Knowing what Xeno really brings and costs for certain is worth EUR ([0-9]+) k before the "
        "next decision and could change one of them; a study of reliability 80 % is worth EUR "
        "([0-9]+) k and costs EUR 60 k.",
        said,
    )
    assert found
    assert float(found[1]) == pytest.approx(1e3 * loss(-0.3, 1), rel=0.05)
    assert 0 < float(found[2]) < float(found[1])
    blank = line(owned({"Y": own - 3e5}, {"Y": own}), rich)
    assert blank.endswith("and what it costs is not stated.")


def test_a_study_that_tells_nothing_is_said_to_change_nothing() -> None:
    chance = np.random.default_rng(3)
    own = 1e6 * chance.standard_normal(DRAWS)
    rich = case(("X", "Xeno", "Ada", 60_000, None))
    pricing = price_table(owned({"X": own - 3e5}, {"X": own}))
    found = pieces_of(rich, pricing, 0.0)
    said = buying_sentence(rich, found, 0.0)
    assert "none could change a decision" in said
    assert not re.search(r"[1-9]", said)
    assert {each.buy for each in found} == {"no"}


def test_the_first_line_says_where_no_evidence_could_change_a_decision() -> None:
    uniforms, score = scores(2, "realisation")
    safe = drawn({"X": 99 + score["realisation"]}, uniforms)
    assert line(safe) == (
        "No evidence on record could change a decision: every decision stands in every draw."
    )
    noise = np.random.default_rng(8).standard_normal(DRAWS)
    said = line(drawn({"X": 1 + noise}, uniforms))
    assert said.startswith("No evidence on record could change a decision: all of it at once")


def test_the_first_line_says_where_nothing_is_answered() -> None:
    parts = ("cost", "benefit", "shared_cost", "estimated_benefit", "estimated_cost")
    blank = dict.fromkeys(parts, np.zeros((0, DRAWS)))
    said = line(replace(two_arms(), initiatives=(), **blank))
    assert "cannot be worked out" in said


def test_the_buying_sentence_adds_up_what_pays() -> None:
    found = [piece(100.0, 1.0, 40.0), piece(50.0, 1.0, 20.0), piece(30.0, 1.0, 90.0)]
    said = buying_sentence(plain(), found, 0.8).replace(wording.GAP, " ")
    assert said.startswith("At a reliability of 80 %, 2 of 3 studies with a stated cost are worth")
    assert said.endswith("Net EUR 90.")
    none = buying_sentence(plain(), [piece(30.0, 1.0, 90.0)], 0.5).replace(wording.GAP, " ")
    assert "no study is clearly worth its stated cost" in none
    assert "stated cost" in buying_sentence(plain(), [piece(30.0, 1.0, None)], 0.5)


# --- subjects ---------------------------------------------------------------------------------


def driver(name: str, owner: str | None = None, source: str | None = "Offer") -> Driver:
    return Driver(name=name, distribution=Normal(mean=0, sd=1), owner=owner, source=source)


def test_inputs_stand_alone_prices_by_vendor_and_together() -> None:
    drivers = (
        driver("realisation", "Ada"),
        driver("price_market", "Ben"),
        driver("price_trend:Acme", "Cleo"),
        driver("price_event_size:Acme", None, DEFAULT_SOURCE),
        driver("price_trend:Bolt", None, DEFAULT_SOURCE),
    )
    pairs = (Correlation(first="realisation", second="price_market", value=0.4),)
    found = {each.key: each for each in subjects(drivers, pairs, ("X",))}
    assert list(found) == [
        "realisation", "price_market", "correlated:realisation + price_market", "vendor:Acme",
        "vendor:Bolt", "prices", "own:X",
    ]  # fmt: skip
    assert [each.name for each in found["prices"].drivers] == [d.name for d in drivers[1:]]
    assert found["prices"].owners == ("Ben", "Cleo")
    assert found["vendor:Acme"].owners == ("Cleo",)
    assert found["vendor:Bolt"].by_default
    assert not found["vendor:Acme"].by_default
    name = plain().name
    assert found["own:X"].label(name) == "Xeno: own figures"
    assert found["vendor:Bolt"].label(name) == "Prices of Bolt"
    assert found["correlated:realisation + price_market"].label(name) == (
        "Benefit realisation with vendor prices, whole market"
    )


def test_all_prices_together_are_worth_no_less_than_those_of_one_vendor() -> None:
    """NPV = 0.5 − market − 2 trend: together the loss at √5, the vendor's alone at 2."""
    uniforms, score = scores(6, "price_market", "price_trend:Acme")
    npv = 0.5 - score["price_market"] - 2 * score["price_trend:Acme"]
    found = by_key(pieces_of(plain(), price_table(drawn({"X": npv}, uniforms)), 0.8))
    near(found["prices"].worth, loss(0.5, 5**0.5))
    near(found["vendor:Acme"].worth, loss(0.5, 2))
    assert found["prices"].worth.value >= found["vendor:Acme"].worth.value
