"""Evidence on the sample, in the case and in a mix: bounds, brute force, and what has no price."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import combinations

import numpy as np
import pytest

from cockpit import wording
from cockpit.assessment.case import Case, case_of
from cockpit.assessment.decisions.mix import Funding
from cockpit.assessment.evidence.mix import mix_sentence, mix_table, price_mix
from cockpit.assessment.evidence.pieces import pieces_of, pieces_table
from cockpit.assessment.evidence.pricing import Pricing, price, price_table
from cockpit.assessment.evidence.subjects import Kind
from cockpit.assessment.evidence.unpriced import unpriced
from cockpit.assessment.maturity.next_evidence import evidence_table, next_evidence
from cockpit.assessment.maturity.scores import maturity_of
from cockpit.charts.evidence import EvidenceBar, evidence_bars
from cockpit.theme import DARK, LIGHT
from scenarios.distributions import Point
from scenarios.draw_table import DrawTable
from scenarios.portfolio_choice import candidates
from scenarios.presets import PRESETS
from scenarios.simulate import Simulator
from tests.assessment.evidence_books import plain, scores
from tests.sample_readings import inventory, portfolio
from tests.scenarios.drawn import drawn

DRAWS = 2_000


@cache
def sample() -> tuple[Case, Pricing]:
    simulator = Simulator(portfolio(), DRAWS)
    return case_of(inventory(), portfolio(), draws=DRAWS), price(simulator, PRESETS["base"])


# --- the sample -------------------------------------------------------------------------------


def test_no_evidence_on_the_sample_is_worth_more_than_everything() -> None:
    the_case, pricing = sample()
    ceiling = pricing.everything.by_initiative
    for _, worth in pricing.worths:
        for id_, each in worth.by_initiative.items():
            assert 0 <= each.value <= ceiling[id_].value
    for each in pieces_of(the_case, pricing, 0.8):
        assert each.study.value <= each.worth.value * (1 + 1e-9)
        assert each.turns or not each.clear


def test_evpi_of_the_sample_by_another_road() -> None:
    """mean(max(NPV, 0)) − max(mean NPV, 0), straight from the draws."""
    _, pricing = sample()
    table = Simulator(portfolio(), DRAWS).draw_table(PRESETS["base"])
    gain = np.maximum(table.npv, 0).mean(axis=1) - np.maximum(table.npv.mean(axis=1), 0)
    assert pricing.everything.total.value == pytest.approx(float(gain.sum()), rel=1e-9)
    assert pricing.initiatives == table.initiatives


def test_what_cannot_move_a_decision_of_the_sample_is_worth_nothing() -> None:
    """AI-13 loses in every draw, so nothing on it is worth knowing."""
    _, pricing = sample()
    worths = {subject.key: worth for subject, worth in pricing.worths}
    assert pricing.everything.by_initiative["AI-13"].value == 0.0
    assert worths["own:AI-13"].total.value == 0.0
    assert all("AI-13" not in worth.changes for worth in worths.values())


def test_costs_and_owners_of_the_sample_are_those_of_its_rows() -> None:
    the_case, pricing = sample()
    for each in pieces_of(the_case, pricing, 0.8):
        if each.subject.kind is Kind.OWN:
            row = inventory().by_id[each.subject.initiative or ""]
            assert each.cost == row.evidence_cost
            assert each.owners == ((row.owner,) if row.owner else ())
        else:
            assert each.cost is None
    named = {each.label: each.owners for each in pieces_of(the_case, pricing, 0.8)}
    assert named["Benefit realisation"] == ("Beatrix Hollmann",)
    assert named["Prices of Codalune"] == ()


def test_what_has_no_price_is_said() -> None:
    the_case, pricing = sample()
    result = the_case.result()
    assert result is not None
    table = unpriced(the_case, pricing, result)
    said = " ".join(table.iloc[:, 0])
    assert the_case.name("AI-19") in said
    assert f"of {len(pricing.drivers)} inputs" in said
    assert table.notna().all(axis=None)


def test_an_input_without_a_range_is_named_as_falsely_certain() -> None:
    the_case, pricing = sample()
    result = the_case.result()
    assert result is not None
    first, *rest = pricing.drivers
    fixed = first.model_copy(update={"distribution": Point(value=1.0)})
    table = unpriced(the_case, replace(pricing, drivers=(fixed, *rest)), result)
    assert any("without a range" in why for why in table.iloc[:, 1])
    assert not any(
        "without a range" in why for why in unpriced(the_case, pricing, result).iloc[:, 1]
    )


# --- the case ---------------------------------------------------------------------------------


def test_the_case_knows_the_same_worth_and_works_it_out_once() -> None:
    the_case, pricing = sample()
    asked: list[str] = []

    def draw(preset: str) -> DrawTable:
        asked.append(preset)
        assert the_case.draw is not None
        return the_case.draw(preset)

    watched = replace(the_case, draw=draw)
    assert asked == []
    for subject, worth in pricing.worths:
        if subject.initiative is not None:
            assert watched.evidence_worth[subject.initiative].value == worth.total
    assert asked == ["base"]


def test_without_draws_nothing_is_known_of_worth() -> None:
    the_case, _ = sample()
    assert replace(the_case, draw=None).evidence_worth == {}

    def refuse(preset: str) -> DrawTable:
        raise ValueError("nothing to simulate")

    assert replace(the_case, draw=refuse).evidence_worth == {}


def test_the_next_evidence_of_maturity_says_what_it_is_worth_at_most() -> None:
    the_case, _ = sample()
    pieces = next_evidence(the_case, maturity_of(the_case))
    worth = the_case.evidence_worth
    for each in pieces:
        known = [worth[id_].value.value for id_ in each.initiatives if id_ in worth]
        assert each.worth == (pytest.approx(sum(known)) if known else None)
    table = evidence_table(the_case, pieces)
    said = table["Worth up to, EUR"].astype(object).where(table["Worth up to, EUR"].notna(), None)
    assert said.tolist() == [each.worth for each in pieces]
    # Where no ROI is answered nothing is known, which is not nothing.
    blind = replace(the_case, draw=None)
    assert {each.worth for each in next_evidence(blind, maturity_of(blind))} == {None}


# --- a mix within a budget --------------------------------------------------------------------


def mixed() -> DrawTable:
    uniforms, score = scores(4, "realisation", "usage_growth")
    a, b = score["realisation"], score["usage_growth"]
    npv = {"X": 1.0 + a, "Y": 0.8 + b, "Z": 0.5 - a}
    return drawn(npv, uniforms, cost=2.0, shared=1.0)


def choice_of(table: DrawTable, stays: float = 0.0) -> Funding:
    """Each takes 10 a year; so much stays whatever is funded."""
    costs = dict.fromkeys(table.initiatives, 10.0)
    return Funding(candidates(table, costs), stays, (), {}, {}, ())


def by_hand(table: DrawTable, most: int) -> float:
    """EVPI of a choice of at most so many of equal cost: every mix in every draw."""
    worth = table.npv + table.shared_cost
    mixes = [m for n in range(most + 1) for m in combinations(range(len(worth)), n)]
    totals = np.array([worth[list(m)].sum(axis=0) for m in mixes])
    return float(totals.max(axis=0).mean() - totals.mean(axis=1).max())


@pytest.mark.parametrize(
    ("share", "stays", "most"),
    # 40 % of 30 pays one of 10; with 20 that stay, 60 % of 50 pays one, 80 % two.
    [(0.4, 0, 1), (0.7, 0, 2), (1.0, 0, 3), (0.0, 0, 0), (0.6, 20, 1), (0.8, 20, 2)],
)
def test_information_for_a_mix_against_every_mix(share: float, stays: float, most: int) -> None:
    found = price_mix(choice_of(mixed(), stays), mixed(), share)
    assert found.full_cost == pytest.approx(30 + stays)
    assert found.budget == pytest.approx(share * (30 + stays))
    assert found.everything is not None
    assert found.everything.value == pytest.approx(by_hand(mixed(), most), abs=1e-9)
    assert len(found.funded) <= most
    assert set(found.funded) | set(found.dropped) == {"X", "Y", "Z"}
    assert all(0 <= each.value <= found.everything.value for _, each in found.drivers)


def test_a_budget_that_does_not_pay_what_stays_leaves_no_choice() -> None:
    found = price_mix(choice_of(mixed(), 70.0), mixed(), 0.5)
    assert found.everything is None
    assert found.funded == ()
    assert "nothing to choose" in mix_sentence(plain(), found)
    assert mix_table(plain(), found).empty


def test_a_mix_can_turn_on_what_turns_no_initiative() -> None:
    """Both always pay, but only one can be funded: knowing which is better is worth much."""
    uniforms, score = scores(9, "realisation")
    table = drawn({"X": 50 + score["realisation"], "Y": 50 - score["realisation"]}, uniforms)
    alone = {subject.key: worth for subject, worth in price_table(table).worths}["realisation"]
    assert alone.total.value == 0.0
    found = price_mix(choice_of(table), table, 0.5)
    # E max(x, −x) = √(2/π)
    assert dict(found.drivers)["realisation"].value == pytest.approx((2 / np.pi) ** 0.5, rel=0.05)
    said = mix_sentence(plain(), found).replace(wording.GAP, " ")
    assert said.startswith("With EUR 10 a year, knowing everything before funding is worth")
    assert mix_table(plain(), found).iloc[1, 0] == "Benefit realisation"


def test_a_budget_outside_its_range_is_refused() -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        price_mix(choice_of(mixed()), mixed(), 1.2)


# --- the chart --------------------------------------------------------------------------------


def test_the_chart_draws_no_cost_where_none_is_stated() -> None:
    bars = [
        EvidenceBar("Known cost", 100.0, 5.0, 60.0, 80.0, "EUR 100, costs EUR 80"),
        EvidenceBar("No cost", 50.0, 5.0, 30.0, None, "EUR 50, cost not stated"),
    ]
    figure = evidence_bars(bars, LIGHT, "Evidence by worth.")
    assert figure.frame["Costs"].isna().tolist() == [False, True]
    assert figure.frame["Name"].tolist() == ["Known cost", "No cost"]
    assert figure.frame["Place of text"].tolist() == [105.0, 55.0]
    assert (figure.frame["Room"] > figure.frame["Place of text"]).all()
    assert figure.alt
    assert evidence_bars(bars, DARK, "x").spec["config"] != figure.spec["config"]


def test_the_table_of_the_sample_has_costs_as_stated_or_none() -> None:
    the_case, pricing = sample()
    table = pieces_table(the_case, pieces_of(the_case, pricing, 0.8))
    stated = {row.evidence_cost for row in inventory().initiatives}
    assert set(table["Costs, EUR"].dropna()) <= stated
    assert table["Costs, EUR"].isna().any()
    assert (table["Net, EUR"].isna() == table["Costs, EUR"].isna()).all()
