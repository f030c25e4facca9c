"""From rows to lines: months, currencies, keys, changes and what is left out, by hand."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from cockpit.assessment.measures import Measures
from cockpit.inventory.benefit_change import change_of
from cockpit.inventory.burden import BURDEN_METRICS, burden_gaps, burden_hours
from cockpit.inventory.calendar_months import flow_month, one_off_month
from cockpit.inventory.numbers_text import UnreadableCellError
from cockpit.inventory.portfolio_from import portfolio_of
from cockpit.inventory.vocabulary import Better
from scenarios.distributions import Discrete, EventMonth, Normal, Quantiles
from scenarios.facts import gather_facts
from scenarios.portfolio import AllocationRule, CaptureStatus, CostLayer, Portfolio
from tests.inventory.books import AS_OF, INITIATIVES, SETTINGS, Sheets, benefits, costs, read

DAY = dt.date


def portfolio(sheets: Sheets) -> Portfolio:
    reading = read(sheets)
    assert reading.errors == ()
    return portfolio_of(reading, AS_OF)


@pytest.mark.parametrize(
    ("day", "one_off", "flow"),
    [
        (DAY(2026, 4, 1), 0, 1), (DAY(2026, 4, 30), 0, 1), (DAY(2026, 5, 1), 1, 2),
        (DAY(2026, 3, 31), -1, 0), (DAY(2027, 4, 15), 12, 13), (DAY(2025, 4, 1), -12, -11),
    ],
)  # fmt: skip
def test_dates_become_months_by_the_stated_rule(day: dt.date, one_off: int, flow: int) -> None:
    assert one_off_month(DAY(2026, 4, 1), day) == one_off
    assert flow_month(DAY(2026, 4, 1), day) == flow


def test_windows_of_cost_lines() -> None:
    head = ["Start", "End"]
    rows = [
        ["A", "C1", "now", "fixed", "monthly", 1, None, None],
        ["A", "C1", "long ago", "fixed", "monthly", 1, DAY(2020, 1, 1), None],
        ["A", "C1", "this month", "fixed", "monthly", 1, DAY(2026, 4, 20), DAY(2026, 4, 21)],
        ["A", "C1", "next year", "fixed", "annual", 12, DAY(2027, 1, 1), DAY(2027, 12, 31)],
        ["A", "C1", "once now", "fixed", "one-off", 1, DAY(2026, 4, 2), None],
        ["A", "C1", "once later", "fixed", "one-off", 1, DAY(2026, 6, 2), None],
        ["A", "C1", "sunk", "fixed", "one-off", 1, DAY(2026, 3, 31), None],
        ["A", "C1", "ended", "fixed", "monthly", 1, None, DAY(2026, 3, 31)],
    ]
    found = portfolio(costs(*rows, extra=head))
    windows = {line.item: (line.start_month, line.end_month) for line in found.costs}
    assert windows == {
        "now": (1, None), "long ago": (1, None), "this month": (1, 1), "next year": (10, 21),
        "once now": (0, None), "once later": (2, None),
    }  # fmt: skip
    assert any("sunk" in note for note in found.notes)
    assert any("ended" in note for note in found.notes)
    assert found.as_of == "2026-04-01"


def test_lines_without_a_start_wait_for_their_initiative() -> None:
    sheets = dict(
        costs(["A", "C1", "x", "fixed", "monthly", 1], ["SHARED", "C7", "y", "fixed", "monthly", 1])
    )
    sheets["Initiatives"] = [["ID", "Name", "Start"], ["A", "Alpha", DAY(2026, 7, 1)]]
    found = portfolio(sheets)
    assert {line.item: line.start_month for line in found.costs} == {"x": 4, "y": 1}


def test_amounts_are_converted_with_everything_in_their_currency() -> None:
    rates = [*SETTINGS, ["rate USD", 0.5, DAY(2026, 4, 1)]]
    row = ["A", "C2", "x", "commit", "monthly", 100, "USD", 80, 130, 60]
    found = portfolio(costs(row, extra=["Currency", "P10", "P90", "Commitment"], settings=rates))
    line = found.costs[0]
    assert (line.amount, line.p10, line.p90, line.commitment) == (50, 40, 65, 30)
    assert found.currency == "EUR"


def test_shared_lines_layers_and_defaults() -> None:
    found = portfolio(costs(
        ["SHARED", "C7 Portfolio oversight", "Board", "staff", "monthly", 10, "usage"],
        ["A", "Model access & hosting", "Tokens", None, "monthly", 10, None],
        extra=["Allocation rule"]))  # fmt: skip
    shared, own = found.costs
    assert (shared.initiative_id, shared.allocation) == (None, AllocationRule.USAGE)
    assert (shared.layer, own.layer) == (CostLayer.C7, CostLayer.C2)
    assert (own.behaviour, own.allocation) == (None, AllocationRule.SPEND)


def test_keys_follow_the_content_not_the_row() -> None:
    rows = [["A", "C1", "x", "fixed", "monthly", 1], ["A", "C2", "y", "fixed", "monthly", 2],
            ["A", "C1", "x", "fixed", "monthly", 3],
            ["B", "C1", "x", "fixed", "monthly", 4]]  # fmt: skip
    forward = {line.amount: line.key for line in portfolio(costs(*rows)).costs}
    assert len({forward[1], forward[2], forward[3]}) == 3
    assert forward[4] == forward[1]
    moved = {
        line.amount: line.key for line in portfolio(costs(rows[3], rows[1], rows[0], rows[2])).costs
    }
    assert moved == forward


@pytest.mark.parametrize(
    ("baseline", "current", "target", "better", "change", "measured"),
    [
        (None, None, None, None, 1.0, True),
        (10, 8, None, Better.LOWER, 2, True),
        (10, 8, None, Better.HIGHER, -2, True),
        (10, 8, 7, None, 2, True),
        (10, None, 7, None, 3, False),
        (10, 12, 15, None, 2, True),
        (10, 11, 7, None, -1, True),
        (10, 10, 7, None, 0, True),
    ],
)
def test_change_against_the_baseline(
    baseline: Any, current: Any, target: Any, better: Any, change: float, measured: bool
) -> None:
    assert change_of(baseline, current, target, better) == (change, measured)


@pytest.mark.parametrize(
    "stated",
    [
        (10, 8, None, None),
        (10, 8, 10, None),
        (10, None, None, Better.LOWER),
        (None, 8, 7, Better.LOWER),
    ],
)
def test_a_change_that_cannot_be_known_is_refused(stated: tuple[Any, ...]) -> None:
    with pytest.raises(UnreadableCellError):
        change_of(*stated)


def test_a_target_without_a_current_value_is_only_potential() -> None:
    head = ["Baseline", "Current", "Target", "Capture status"]
    found = portfolio(benefits(
        ["A", "aimed", 100, 10, 5, None, 3, None], ["A", "measured", 100, 10, 5, 4, 3, None],
        ["A", "stated", 100, 10, 5, None, 3, "observed"], extra=head))  # fmt: skip
    status = {line.benefit: line.capture_status for line in found.benefits}
    assert status == {
        "aimed": CaptureStatus.POTENTIAL, "measured": None, "stated": CaptureStatus.OBSERVED,
    }  # fmt: skip
    assert {line.benefit: line.monthly_value for line in found.benefits} == {
        "aimed": 2000, "measured": 1000, "stated": 2000,
    }  # fmt: skip


def test_a_running_ramp_has_only_its_rest_ahead() -> None:
    found = portfolio(benefits(
        ["A", "new", 1, 1, DAY(2026, 6, 1), 6], ["A", "half", 1, 1, DAY(2026, 1, 1), 6],
        ["A", "done", 1, 1, DAY(2025, 1, 1), 6], extra=["Start", "Ramp months"]))  # fmt: skip
    assert {line.benefit: (line.start_month, line.ramp_months) for line in found.benefits} == {
        "new": (3, 6), "half": (1, 3), "done": (1, 0),
    }  # fmt: skip


def test_hours_are_freed_time_and_indirect_stays_apart() -> None:
    head = ["Unit", "Direct or indirect"]
    found = portfolio(benefits(
        ["A", "time", 1, 1, "Hours", None],
        ["A", "cases", 1, 1, "cases", "indirect"], extra=head))  # fmt: skip
    time, cases = found.benefits
    assert (time.freed_time, time.direct) == (True, True)
    assert (cases.freed_time, cases.direct) == (False, False)


def test_burden_hours_leave_out_what_a_cost_line_carries() -> None:
    metrics = [["Initiative", "Metric", "Current"]]
    for name in ("A", "B"):
        metrics += [[name, "Review hours", 40], [name, "coordination hours", 10],
                    [name, "security_hours", 5], [name, "throughput", 900]]  # fmt: skip
    sheets = dict(costs(["A", "C5", "Review", "review", "monthly", 100]))
    sheets["Metrics"] = metrics
    found = portfolio(sheets)
    assert {i.id: i.burden_hours_month for i in found.initiatives} == {"A": 15, "B": 55}
    bare = portfolio(costs(["A", "C5", "Review", "review", "monthly", 100]))
    assert {i.burden_hours_month for i in bare.initiatives} == {None}


@pytest.mark.parametrize("gone", ["review hours", "coordination hours", "security hours"])
@pytest.mark.parametrize("blank", [True, False])
def test_a_burden_of_which_a_part_is_not_stated_is_not_known(gone: str, blank: bool) -> None:
    rows = [["A", name, None if name == gone else 10, 5] for name in BURDEN_METRICS]
    sheets = dict(costs(["A", "C1", "Servers", "fixed", "monthly", 100]))
    sheets["Metrics"] = [
        ["Initiative", "Metric", "Current", "Baseline"],
        *[row for row in rows if blank or row[1] != gone],
    ]
    reading = read(sheets)
    assert reading.inventory is not None
    assert burden_gaps(reading.inventory, "A") == (gone,)
    assert portfolio(sheets).by_id["A"].burden_hours_month is None


@pytest.mark.parametrize("teams", [(None, None), ("Hamburg", "Aarhus"), ("Hamburg", "hamburg ")])
@pytest.mark.parametrize("periods", [("2026-Q1", "2026-Q1"), ("2026-Q1", "2026-Q2"),
                                     ("2026-Q2", "soon"), (None, "soon")])  # fmt: skip
def test_the_burden_is_that_of_the_metrics_everywhere(
    teams: tuple[str | None, ...], periods: tuple[str | None, ...]
) -> None:
    """Whatever rows repeat: the hours held against freed time are those that answers show."""
    rows = [["A", "review hours", hours, period, team]
            for hours, period, team in zip((30, 20), periods, teams, strict=True)]  # fmt: skip
    rows += [["A", "coordination hours", 0, None, None], ["A", "security hours", 0, None, None]]
    sheets = dict(costs(["A", "C1", "Servers", "fixed", "monthly", 100]))
    sheets["Metrics"] = [["Initiative", "Metric", "Current", "Current period", "Team"], *rows]
    inventory = read(sheets).inventory
    assert inventory is not None
    shown = Measures(inventory.metrics).current("A", "review hours")
    assert burden_hours(inventory, "A") == shown
    assert shown in (20, 30, 50)


def test_burden_hours_of_teams_add_up_unless_the_whole_is_stated() -> None:
    sheets = dict(costs(["A", "C1", "Servers", "fixed", "monthly", 100]))
    sheets["Metrics"] = [
        ["Initiative", "Metric", "Current", "Current period", "Team"],
        ["A", "review hours", 30, "2026-Q1", "Hamburg"],
        ["A", "review hours", 20, "2026-Q1", "Aarhus"],
        ["A", "review hours", 24, "2026-Q2", "hamburg"],  # the same team, later: 24 + 20
        ["A", "security hours", 7, "2026-Q2", "Hamburg"],
        ["A", "coordination hours", 0, "2026-Q2", None],
        ["B", "coordination hours", 1, "2026-Q2", None],
        ["B", "coordination hours", 2, "2026-Q2", None],  # both rows of one period count
        ["B", "security hours", 0, "2026-Q2", None],
        ["B", "review hours", 30, "2026-Q1", "Hamburg"],  # a part of the 44 below
        ["B", "review hours", 44, "2026-Q2", None],
        ["B", "review hours", 20, "2026-Q2", "Aarhus"],
    ]
    found = portfolio(sheets)
    assert {i.id: i.burden_hours_month for i in found.initiatives} == {"A": 51, "B": 47}


def test_lump_sums_of_a_one_sheet_file() -> None:
    reading = read(
        {
            "List": [
                ["Name", "Annual cost", "Annual benefit"],
                ["Alpha", 1200, 3600],
                ["Beta", None, 5],
            ]
        }
    )
    found = portfolio_of(reading, AS_OF)
    cost, benefit = found.costs[0], found.benefits[0]
    assert (cost.layer, cost.amount, cost.timing.value) == (CostLayer.C2, 1200, "annual")
    assert len(gather_facts(found).missing_layers["alpha"]) == 6
    assert benefit.monthly_value == pytest.approx(300)
    assert (benefit.capture_status, benefit.grade) == (None, None)
    assert not found.has_cost("beta")
    assert any("layer not stated" in note for note in found.notes)


def test_a_lump_sum_beside_its_own_rows_does_not_count_twice() -> None:
    sheets = dict(costs(["A", "C1", "x", "fixed", "monthly", 1]))
    sheets["Initiatives"] = [["ID", "Name", "Annual cost"], ["A", "Alpha", 1200]]
    found = portfolio(sheets)
    assert [line.amount for line in found.costs] == [1]
    assert any("does not" in note for note in found.notes)


def test_assumptions_become_drivers_and_correlations() -> None:
    head = ["Driver", "Vendor", "Distribution", "P10", "P50", "P90", "Probability", "Values",
            "Correlated with", "Correlation", "Owner"]  # fmt: skip
    rows = [
        head,
        [
            "Usage growth",
            None,
            "P10/P50/P90",
            "0%",
            "20%",
            "60%",
            None,
            None,
            "wage_growth",
            0.4,
            "Kim",
        ],
        ["wage_growth", None, "normal", 0.01, None, 0.05],
        ["price_event_month", "V", "event", None, None, None, "25%"],
        ["review_burden", None, "discrete", None, None, None, None, "0.8:0.3; 1.2:0.7"],
        ["data_growth", None, None, None, None, None, None, None, "price_trend:V", -0.2],
    ]
    sheets = dict(costs(["A", "C2", "x", "tokens", "monthly", 1, "V"], extra=["Vendor"]))
    sheets["Assumptions"] = rows
    found = portfolio(sheets)
    by_name = {driver.name: driver for driver in found.drivers}
    assert by_name["usage_growth"].distribution == Quantiles(p10=0.0, p50=0.2, p90=0.6)
    assert by_name["usage_growth"].owner == "Kim"
    normal = by_name["wage_growth"].distribution
    assert isinstance(normal, Normal)
    assert normal.mean == pytest.approx(0.03)
    assert normal.sd == pytest.approx(0.02 / 1.2815515655446004)
    assert by_name["price_event_month:V"].distribution == EventMonth(annual_probability=0.25)
    assert by_name["review_burden"].distribution == Discrete(
        values=(0.8, 1.2), probabilities=(0.3, 0.7)
    )
    assert {(c.first, c.second, c.value) for c in found.correlations} == {
        ("usage_growth", "wage_growth", 0.4), ("data_growth", "price_trend:V", -0.2),
    }  # fmt: skip


def test_settings_reach_the_portfolio_and_defaults_are_the_documented_ones() -> None:
    stated = [*SETTINGS, ["Discount rate", "0%"], ["Hurdle rate", "20%"], ["Horizon months", 48],
              ["Decision date", DAY(2026, 9, 17)], ["Portfolio name", "Ours"]]  # fmt: skip
    found = portfolio({"Initiatives": INITIATIVES, "Settings": stated})
    assert (found.discount_rate, found.hurdle_rate, found.horizon_months) == (0.0, 0.2, 48)
    assert (found.as_of, found.name) == ("2026-09-01", "Ours")
    plain = portfolio({"Initiatives": INITIATIVES, "Settings": SETTINGS})
    assert (plain.discount_rate, plain.hurdle_rate, plain.horizon_months) == (0.08, 0.15, 36)
    assert len(plain.data_hash) == 64
