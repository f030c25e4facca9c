"""Tables of the data page and facts from the inventory, on the sample workbooks."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace

import pytest

import sample_data
from cockpit.assessment import facts
from cockpit.assessment.changes import changes, columns_on_one_side
from cockpit.assessment.full_cost import full_cost
from cockpit.assessment.spend import by_channel
from cockpit.inventory.portfolio_from import portfolio_of
from cockpit.inventory.reader import Inventory, Reading, read_workbook
from cockpit.inventory.rows import StatedThreshold
from cockpit.rows import full_cost as cost_tables
from cockpit.rows import provenance
from cockpit.views import data_tables
from cockpit.views.parts import csv_bytes
from scenarios.portfolio import Source
from scenarios.world import effective_drivers


@pytest.fixture(scope="module")
def sample() -> Reading:
    return read_workbook(sample_data.SAMPLE.read_bytes(), sample_data.SAMPLE.name)


@pytest.fixture(scope="module")
def broken() -> Reading:
    return read_workbook(sample_data.BROKEN.read_bytes(), sample_data.BROKEN.name)


def test_issue_downloads_hold_every_issue(broken: Reading) -> None:
    content = json.loads(data_tables.issues_json(broken, "stamp"))
    assert len(content["issues"]) == len(broken.issues)
    assert content["file"] == sample_data.BROKEN.name
    text = csv_bytes(data_tables.issues_table(broken.issues), "stamp").decode("utf-8-sig")
    for issue in broken.issues:
        assert issue.problem.replace('"', '""') in text
    assert text.rstrip().endswith('"stamp"')


def test_rejected_rows_keep_their_raw_values(broken: Reading) -> None:
    for row in broken.rejected:
        table = data_tables.rejected_table([row])
        assert table.loc[0, "Row"] == row.row
        raw = set(map(str, table.iloc[0]))
        assert {value for value in row.values.values() if value} <= raw


def test_a_workbook_does_not_differ_from_itself(sample: Reading) -> None:
    assert sample.inventory is not None
    tables = facts.tables(sample.inventory)
    assert changes(tables, tables) == ()
    rows = sum(len(table) for name, table in tables.items() if name != "Settings")
    inventory = sample.inventory
    assert rows == sum(
        len(part)
        for part in (
            inventory.initiatives,
            inventory.costs,
            inventory.benefits,
            inventory.metrics,
            inventory.processing,
            inventory.assumptions,
        )
    )


def test_one_changed_amount_is_one_change(sample: Reading) -> None:
    assert sample.inventory is not None
    costs = sample.inventory.costs
    moved = costs[0].model_copy(update={"amount": costs[0].amount + 1})
    other = facts.tables(
        type(sample.inventory)(**{**vars(sample.inventory), "costs": (*costs[1:], moved)})
    )
    (change,) = changes(facts.tables(sample.inventory), other)
    assert (change.sheet, change.column, change.size) == ("Costs", "Amount", 1)


def test_a_moved_threshold_is_a_change_and_shown_with_its_date(sample: Reading) -> None:
    inventory = sample.inventory
    assert inventory is not None

    def with_threshold(value: float) -> Inventory:
        place, day = Source("Settings", 9), dt.date(2026, 4, 1)
        stated = StatedThreshold(name="layer pass", value=value, date=day, at=place)
        thresholds = {"thresholds": {"layer pass": stated}}
        return replace(inventory, settings=inventory.settings.model_copy(update=thresholds))

    before, after = with_threshold(0.8), with_threshold(0.9)
    (found,) = changes(facts.tables(before), facts.tables(after))
    assert (found.sheet, found.key, found.column) == ("Settings", "threshold layer pass", "Value")
    table = provenance.provenance_table(after, sample, portfolio_of(sample))
    shown = table.set_index("What").loc["Threshold layer pass", "Value"]
    assert shown == "0.9, 2026-04-01, no source"


def test_the_row_of_one_team_is_compared_with_its_own(sample: Reading) -> None:
    assert sample.inventory is not None
    metrics = sample.inventory.metrics
    teams = [row for row in metrics if row.initiative == "AI-04" and row.team]
    turned = tuple(row for row in metrics if row not in teams) + tuple(reversed(teams))
    other = replace(sample.inventory, metrics=turned)
    assert changes(facts.tables(sample.inventory), facts.tables(other)) == ()


def test_every_cost_of_the_sample_has_a_channel(sample: Reading) -> None:
    assert sample.inventory is not None
    cost = full_cost(portfolio_of(sample))
    channels = by_channel(cost, facts.cost_channels(sample.inventory))
    assert sum(channels.values()) == pytest.approx(cost.recurring)
    stated = {row.channel.value for row in sample.inventory.initiatives if row.channel}
    stated |= {row.channel.value for row in sample.inventory.costs if row.channel}
    assert set(channels) - {None} <= stated


def test_accepted_outputs_come_from_their_metric_alone(sample: Reading) -> None:
    assert sample.inventory is not None
    found = facts.accepted_outputs(sample.inventory)
    named = {
        row.initiative
        for row in sample.inventory.metrics
        if row.metric.casefold() == "accepted outputs" and row.current is not None
    }
    assert set(found) == named - {None}


def test_a_column_of_ones_own_may_be_called_like_one_of_ours(sample: Reading) -> None:
    inventory = sample.inventory
    assert inventory is not None
    first = inventory.initiatives[0]
    other = first.model_copy(update={"extra": {"Owner": "Legal", "Cost centre": "7"}})
    after = replace(inventory, initiatives=(other, *inventory.initiatives[1:]))
    found = changes(facts.tables(inventory), facts.tables(after))
    assert {(each.key, each.column, each.after) for each in found} == {
        (first.id, "Owner (own column)", "Legal"),
        (first.id, "Cost centre", "7"),
    }
    columns = columns_on_one_side(facts.tables(inventory), facts.tables(after))
    assert columns == {"Initiatives": (("Owner (own column)", "Cost centre"), ())}
    said = data_tables.columns_words(columns)
    assert said == ["New columns on Initiatives: Owner (own column), Cost centre."]


def test_layer_export_says_missing_in_words_and_never_zero(sample: Reading) -> None:
    cost = full_cost(portfolio_of(sample))
    export = cost_tables.layers_export(cost).set_index("ID")
    assert len(export) == len(cost.initiatives)
    for each in cost.initiatives:
        row = export.loc[each.id]
        for layer in each.missing if each.supplied else ():
            assert row[cost_tables.titled(layer.title, cost.currency)] == "missing"


@pytest.mark.parametrize(
    ("args", "title"),
    [
        (("Full cost", "EUR"), "Full cost, EUR a year"),
        (("", "EUR"), "EUR a year"),
        (("Full cost", "XXX"), "Full cost a year"),
        (("", "XXX"), "Amount a year"),
        (("One-off", "EUR", ""), "One-off, EUR"),
        (("One-off", "XXX", ""), "One-off"),
    ],
)
def test_headers_of_money(args: tuple[str, ...], title: str) -> None:
    assert cost_tables.titled(*args) == title


def test_assumptions_in_a_file_are_numbers_in_their_unit(sample: Reading) -> None:
    portfolio = portfolio_of(sample)
    drivers = effective_drivers(portfolio.vendors, portfolio.drivers)
    shown = provenance.assumptions_table(drivers, portfolio.as_of)
    written = provenance.assumptions_export(drivers, portfolio.as_of)
    assert list(written["Assumption"]) == list(shown["Assumption"])
    growth = written.set_index("Assumption").loc["Usage growth"]
    # As stated in the sample: 2 %, 12 % and 45 % a year.
    assert list(growth[["P10", "P50", "P90"]]) == pytest.approx([0.02, 0.12, 0.45])
    assert all(written[name].dtype == float for name in ("P10", "P50", "P90"))
    never = shown["P90"] == "not within ten years"
    assert written.loc[never, "P90"].isna().all()
