"""Exposure, full cost and scenario comparison: as on the pages, and as recomputed from the rows."""

from __future__ import annotations

import re

import numpy as np
import pytest

from cockpit import navigation
from cockpit.assessment.board.decisions import decided
from cockpit.boardpack.model import Section
from scenarios.portfolio import Behaviour, CostLayer, CostLine, Timing
from scenarios.presets import PRESETS
from scenarios.simulate import DEFAULT_DRAWS, DEFAULT_SEED, Simulator
from tests.app.test_first_lines import under
from tests.app.test_pages import sentences, visit
from tests.boardpack.materials import (
    SPARSE,
    built,
    column,
    figure,
    of_sample,
    of_sheets,
    table,
    wording_of,
)
from tests.inventory import books
from tests.sample_readings import portfolio

KEYS = ["exposure", "tco", "scenarios"]
TENFOLD = "tenfold-usage"


def spaced(text: str) -> str:
    """As :func:`tests.app.test_pages.sentences` gives text."""
    return text.replace("\u00a0", " ")


def a_year(line: CostLine) -> float:
    """What falls due in months 1 to 12, written down once more."""
    if line.timing is Timing.ONE_OFF:
        return 0.0
    monthly = line.amount / 12 if line.timing is Timing.ANNUAL else line.amount
    if line.behaviour is Behaviour.COMMIT and line.commitment is not None:
        monthly = max(monthly, line.commitment)
    last = 12 if line.end_month is None else line.end_month
    return monthly * sum(line.start_month <= month <= last for month in range(1, 13))


def test_full_cost_reads_as_on_its_page() -> None:
    section = built("tco", of_sample())
    at = visit(navigation.page_row("full-cost"))
    shown = {metric.label: spaced(metric.value) for metric in at.metric}
    assert {each.label: spaced(each.text) for each in section.figures} == shown
    said = sentences(at)
    assert spaced(section.headline) in said
    for chart in section.charts:
        assert chart.native is not None
    assert spaced(table(section, "seats").title) in said
    assert spaced(table(section, "commitments").title) in said
    assert spaced(table(section, "unit_cost").title) in said
    layers = table(section, "layers")
    frame = next(each.value for each in at.dataframe if "C7 Portfolio oversight" in each.value)
    assert column(layers, "full_cost") == pytest.approx(frame["Full cost"].tolist(), rel=1e-12)
    for layer in CostLayer:
        expected = [None if value != value else value for value in frame[layer.title]]
        assert column(layers, layer.value.lower()) == expected


def test_full_cost_is_the_sum_of_the_lines() -> None:
    section = built("tco", of_sample())
    lines = portfolio().costs
    total = sum(map(a_year, lines))
    assert figure(section, "full_cost_a_year").value == pytest.approx(total, rel=1e-12)
    invoice = sum(a_year(each) for each in lines if each.layer is CostLayer.C2 and each.vendor)
    assert figure(section, "invoice_a_year").value == pytest.approx(invoice, rel=1e-12)
    native = section.charts[0].native
    assert native is not None
    for layer, drawn in zip(CostLayer, native.series[0].values, strict=True):
        known = sum(a_year(each) for each in lines if each.layer is layer)
        assert drawn is not None
        assert drawn * 1e6 == pytest.approx(known, rel=1e-12)
    initiatives = column(table(section, "layers"), "full_cost")
    assert sum(initiatives) == pytest.approx(total, rel=1e-9)


def test_a_layer_without_a_line_is_missing_and_never_nil() -> None:
    layers = table(built("tco", of_sample()), "layers")
    missing = 0
    for layer in CostLayer:
        key = layer.value.lower()
        for value, text in zip(column(layers, key), wording_of(layers, key), strict=True):
            assert (value is None) == (text == "missing")
            missing += value is None
    assert missing == figure(built("tco", of_sample()), "layers_missing").value
    one = built("tco", of_sheets(SPARSE["no benefit"]))
    assert wording_of(table(one, "layers"), "c1") == ["missing"]
    native = one.charts[0].native
    assert native is not None
    assert native.series[0].values == (None, 12.0, None, None, None, None, None)
    assert native.series[0].labels[0] == "missing"


def test_exposure_reads_as_on_the_pages() -> None:
    section = built("exposure", of_sample())
    assert spaced(section.headline) in sentences(visit(navigation.page_row("board")))
    at = visit(navigation.page_row("full-cost"))
    said = sentences(at)
    shown = {metric.label: spaced(metric.value) for metric in at.metric}
    assert spaced(figure(section, "full_cost_a_year").text) == shown["Full cost a year"]
    found = dict(zip(names(section), map(spaced, findings(section)), strict=True))
    for name in ("Largest vendor", "Largest channel", "Seats paid and unused", "Commitments"):
        assert found[name].rstrip(".") in said, name
    shadow = spaced(figure(section, "outside_it_budget").text)
    assert f"{shadow} a year lies outside the IT budget" in said
    decisions = sentences(visit(navigation.page_row("decisions")))
    assert found["Decisions not borne out"].rstrip(".") in decisions


def names(section: Section) -> list[str]:
    return wording_of(table(section, "exposures"), "exposure")


def findings(section: Section) -> list[str]:
    return wording_of(table(section, "exposures"), "finding")


def test_what_a_stress_adds_is_the_change_on_the_scenarios_page() -> None:
    section = built("exposure", of_sample())
    at = under(TENFOLD, "scenarios")
    delta = next(each.delta for each in at.metric if each.label == "Partial cost, P50")
    change = spaced(delta).replace("\\", "")
    assert spaced(figure(section, "tenfold_adds").text) == f"EUR {change}"
    chart = next(each for each in section.charts if each.key == "stress")
    assert chart.native is not None
    drawn = dict(
        zip(chart.native.categories, map(spaced, chart.native.series[0].labels), strict=True)
    )
    assert f"{drawn['Tenfold usage']} m" == change
    added = column(table(section, "initiatives"), TENFOLD.replace("-", "_"))
    simulator = Simulator(portfolio(), DEFAULT_DRAWS, DEFAULT_SEED)
    means = [
        {
            each.id: each.cost.mean.value
            for each in simulator.run(PRESETS[key]).initiatives
            if each.cost
        }
        for key in ("base", TENFOLD)
    ]
    assert sum(added) == pytest.approx(sum(means[1].values()) - sum(means[0].values()), rel=1e-9)


def test_exposures_come_from_the_rows() -> None:
    section = built("exposure", of_sample())
    lines = portfolio().costs
    total = sum(map(a_year, lines))
    money = dict(zip(names(section), column(table(section, "exposures"), "money"), strict=True))
    vendors: dict[str, float] = {}
    for each in lines:
        if each.vendor:
            vendors[each.vendor] = vendors.get(each.vendor, 0.0) + a_year(each)
    largest, billed = max(vendors.values()), sum(vendors.values())
    assert money["Largest vendor"] == pytest.approx(largest, rel=1e-12)
    assert figure(section, "largest_vendor").value == pytest.approx(largest / billed, rel=1e-12)
    hhi = sum((100 * paid / billed) ** 2 for paid in vendors.values())
    assert f"HHI {hhi:,.0f}" in figure(section, "largest_vendor").note
    shadow = sum(a_year(each) for each in lines if each.in_it_budget is False)
    assert money["Outside the IT budget"] == pytest.approx(shadow, rel=1e-12)
    seats = 0.0
    for each in portfolio().initiatives:
        if each.seats_licensed and each.seats_active is not None:
            own = [line for line in lines if line.initiative_id == each.id]
            paid = sum(a_year(line) for line in own if line.behaviour is Behaviour.SEATS)
            seats += paid * max(0.0, 1 - each.seats_active / each.seats_licensed)
    assert money["Seats paid and unused"] == pytest.approx(seats, rel=1e-9)
    against = sum(
        of_sample().case.costs[each.row.id].recurring
        for each in decided(of_sample().case)
        if each.row.decision is not None
        and each.finding.computable
        and each.row.decision is not each.finding.verdict
    )
    assert money["Decisions not borne out"] == pytest.approx(against, rel=1e-12)
    shares = column(table(section, "initiatives"), "share")
    assert sum(shares) == pytest.approx(1.0, rel=1e-9)
    assert column(table(section, "initiatives"), "full_cost")[0] / total == shares[0]


def test_what_nobody_states_is_no_exposure_of_nil() -> None:
    section = built("exposure", of_sheets(SPARSE["no benefit"]))
    money = dict(zip(names(section), column(table(section, "exposures"), "money"), strict=True))
    assert money.pop("Full cost") == 12_000
    assert set(money.values()) == {None}
    assert figure(section, "outside_it_budget").text == "n/a"
    assert not section.answered
    assert "neither stated nor declared zero" in section.headline


def test_what_usage_adds_is_unknown_where_no_cost_says_how_it_behaves() -> None:
    section = built("exposure", of_sheets(SPARSE["totals only"]))
    adds = figure(section, "tenfold_adds")
    assert (adds.value, adds.text) == (None, "n/a")
    assert "does not state how it behaves" in adds.note
    assert set(column(table(section, "initiatives"), "tenfold_usage")) == {None}
    assert [chart.key for chart in section.charts] == []
    beside = table(built("scenarios", of_sheets(SPARSE["totals only"])), "side_by_side")
    known = dict(zip(wording_of(beside, "scenario"), column(beside, "full_cost_p50"), strict=True))
    assert known["Base"] > 0
    assert known["Tenfold usage"] is None


def test_scenario_reads_as_on_its_page() -> None:
    section = built("scenarios", of_sample(TENFOLD))
    at = under(TENFOLD, "scenarios")
    shown = {metric.label: metric for metric in at.metric}
    assert {each.label: spaced(each.text) for each in section.figures} == {
        label: spaced(metric.value) for label, metric in shown.items()
    }
    for each in section.figures:
        change = spaced(each.note).partition(" vs Base")[0]
        assert change in spaced(shown[each.label].delta).replace("\\", "")
    said = sentences(at)
    assert spaced(section.headline) in said
    assert spaced(section.remarks[0]).rstrip(".") in said
    frame = next(each.value for each in at.dataframe if "Δ NPV" in each.value)
    initiatives = table(section, "initiatives")
    first = len(frame)
    for key, heading in (("roi_now", "ROI now"), ("npv_change", "Δ NPV"), ("p_now", "Chance now")):
        assert column(initiatives, key)[:first] == pytest.approx(frame[heading].tolist(), rel=1e-12)
    assert column(initiatives, "verdict")[:first] == frame["Verdict"].tolist()
    assert len(initiatives.rows) == 25


def test_scenarios_side_by_side_come_from_the_draws() -> None:
    """ROI, NPV, chance and the worst 5 %, worked out from the draws by sorting them."""
    found = table(built("scenarios", of_sample(TENFOLD)), "side_by_side")
    simulator = Simulator(portfolio(), DEFAULT_DRAWS, DEFAULT_SEED)
    assert column(found, "scenario") == [each.name for each in PRESETS.values()]
    for place, scenario in enumerate(PRESETS.values()):
        draws = simulator.draw_table(scenario)
        # All cost and benefit supplied counts, also of initiatives without an answer.
        npv = np.sort(draws.all_benefit - draws.all_cost)
        roi = draws.all_benefit / draws.all_cost - 1
        ranked = {
            "roi_p10": (roi, 0.1),
            "roi_p50": (roi, 0.5),
            "roi_p90": (roi, 0.9),
            "npv_p50": (npv, 0.5),
            "full_cost_p50": (draws.all_cost, 0.5),
        }
        for key, (values, rank) in ranked.items():
            share = np.mean(values <= column(found, key)[place])
            assert share == pytest.approx(rank, abs=2 / DEFAULT_DRAWS), key
        chance = np.mean(roi >= draws.hurdle_rate)
        assert column(found, "p_roi_hurdle")[place] == pytest.approx(chance, abs=1e-12)
        worst = npv[: DEFAULT_DRAWS // 20].mean()
        assert column(found, "npv_worst")[place] == pytest.approx(worst, rel=1e-9)
        median = np.median(draws.npv / draws.cost, axis=1)
        assert column(found, "below")[place] == int((median < draws.hurdle_rate).sum())
        assert column(found, "answered")[place] == len(draws.initiatives)


def test_layers_before_and_under_a_scenario_sum_to_its_mean_cost() -> None:
    material = of_sample(TENFOLD)
    section = built("scenarios", material)
    layers = table(section, "layers")
    for key, result in (("before", material.base), ("now", material.result)):
        cost = result.portfolio.cost
        assert cost is not None
        assert sum(column(layers, key)) == pytest.approx(cost.mean.value, rel=1e-9)
    chart = next(each for each in section.charts if each.key == "layer_change")
    assert chart.native is not None
    drawn = {each.name: each.values for each in chart.native.series}
    assert drawn["Base"] == pytest.approx([each / 1e6 for each in column(layers, "before")])
    assert drawn["Tenfold usage"] == pytest.approx([each / 1e6 for each in column(layers, "now")])


def test_base_alone_names_its_worst_stress() -> None:
    section = built("scenarios", of_sample())
    assert {each.key for each in section.tables} == {"side_by_side", "assumed"}
    chances = column(table(section, "side_by_side"), "p_roi_hurdle")
    single = dict(zip(PRESETS, chances, strict=True))
    del single["everything-at-once"]
    worst = min(single, key=lambda key: single[key])
    assert PRESETS[worst].name.lower() in section.headline


@pytest.mark.parametrize("preset", ["base", TENFOLD])
@pytest.mark.parametrize("sheets", SPARSE.values(), ids=SPARSE)
@pytest.mark.parametrize("key", KEYS)
def test_sparse_workbooks_are_answered_or_said_to_lack(
    key: str, sheets: books.Sheets, preset: str
) -> None:
    section = built(key, of_sheets(sheets, preset))
    assert section.headline
    if not section.answered:
        assert re.search("cannot|unknown|No cost", section.headline)
        assert re.search("Missing: |Add a Costs sheet|Fill the column", " ".join(section.remarks))
    for each in section.figures:
        assert (each.value is None) == (each.text == "n/a")


@pytest.mark.parametrize("key", KEYS)
def test_another_scenario_is_named(key: str) -> None:
    section = built(key, of_sample(TENFOLD))
    assert "Tenfold usage" in " ".join((section.headline, *section.remarks))
    assert "Tenfold usage" not in " ".join(built(key, of_sample()).remarks)


@pytest.mark.parametrize("key", KEYS)
def test_a_chart_says_first_what_it_shows_with_its_number(key: str) -> None:
    charts = built(key, of_sample(TENFOLD)).charts
    assert len(charts) == 2
    for chart in charts:
        first = re.split(r"[.] (?=[A-Z])", chart.takeaway)[0]
        assert re.search(r"\d", first)
        assert len(first) <= 140
        assert chart.native is not None
        assert all(len(each.labels) == len(each.values) for each in chart.native.series)
