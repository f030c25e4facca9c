"""From exports and choices to lines: rules, matching, currencies and months, by hand."""

from __future__ import annotations

import dataclasses
from decimal import Decimal

import pytest

from cockpit.actuals.actual_costs import BY_TAG, actual_costs
from cockpit.actuals.amounts import decimal_of
from cockpit.actuals.charges import categories, category_of, charge_rules
from cockpit.actuals.choices import Choices
from cockpit.actuals.columns import cost_columns, find_columns
from cockpit.actuals.files import (
    costs_sheet,
    excluded_table,
    lines_table,
    months_to_average,
    rules_table,
    tables,
    tie_out_table,
)
from cockpit.actuals.lines import ActualCosts
from cockpit.actuals.rules import FIELDS, Rule, default_layer_rules, read_rules, to_json
from cockpit.actuals.suggest import suggested_basis, suggested_key, tag_keys
from cockpit.export import to_csv
from scenarios.portfolio import CostLayer
from tests.actuals.exports import SETTING, csv_of, extract, row


def lines(actual: ActualCosts) -> dict[tuple[str, str | None, str | None], Decimal]:
    """Amount by month, initiative and layer."""
    found: dict[tuple[str, str | None, str | None], Decimal] = {}
    for line in actual.lines:
        layer = line.key.layer.name if line.key.layer else None
        key = (line.key.month, line.key.initiative, layer)
        found[key] = found.get(key, Decimal(0)) + decimal_of(line.amount)
    return found


ROWS = [
    row(EffectiveCost="10", ServiceCategory="AI and Machine Learning", Tags='{"app": "AI-1"}'),
    row(EffectiveCost="8", BillingCurrency="EUR", ServiceCategory="Compute",
        Tags='{"app": "chat, PUBLIC"}'),
    row(EffectiveCost="-3", ChargeCategory="Credit", ServiceCategory="Compute",
        Tags='{"app": "SHARED"}'),
    row(EffectiveCost="2", ChargeCategory="Tax", Tags=""),
    row(EffectiveCost="5", ServiceName="Vector shelf", SubAccountId="acc-9",
        Tags='{"app": "AI-77"}'),
    row(EffectiveCost="7", BillingCurrency="SEK"),
    row(EffectiveCost="1.5", ChargeClass="Correction", ServiceCategory="Compute",
        Tags='{"app": "AI-1"}'),
]  # fmt: skip
TAGGED = Choices(tag_key="app")


def test_lines_by_hand() -> None:
    actual = actual_costs([extract(csv_of(ROWS))], TAGGED, SETTING)
    assert lines(actual) == {
        ("2025-04", "AI-1", "C2"): Decimal(10),
        ("2025-04", "AI-2", "C1"): Decimal(10),  # 8 EUR at 1.25
        ("2025-04", "SHARED", "C1"): Decimal(-3),
        ("2025-04", None, None): Decimal(2),
        ("2025-04", None, "C3"): Decimal(5),
        ("2025-04", "AI-1", "C1"): Decimal("1.5"),
    }
    assert [(e.reason, e.currency, decimal_of(e.amount or 0)) for e in actual.excluded] == [
        ("No rate from SEK to USD in Settings", "SEK", Decimal(7))
    ]
    assert decimal_of(actual.credits) == -3
    assert decimal_of(actual.corrections) == Decimal("1.5")
    assert decimal_of(actual.matched) == Decimal("18.5")
    assert decimal_of(actual.by_rule[BY_TAG]) == Decimal("18.5")
    assert actual.tie_out.holds


def test_a_rule_comes_before_the_tag_and_the_first_wins() -> None:
    choices = Choices(
        tag_key="app",
        initiative_rules=(
            Rule("initiative", "sub-account", "is", "ACC-9", "AI-2"),
            Rule("initiative", "tag app", "begins with", "ai-", "AI-1"),
        ),
        layer_rules=(Rule("layer", "service category", "contains", "comp", "C6"),
                     *default_layer_rules()),
    )  # fmt: skip
    actual = actual_costs([extract(csv_of(ROWS))], choices, SETTING)
    assert lines(actual)["2025-04", "AI-2", "C3"] == 5
    assert lines(actual)["2025-04", "AI-1", "C6"] == Decimal("1.5")
    assert BY_TAG in actual.by_rule


def test_a_rule_that_cannot_be_used_takes_no_part_and_is_said() -> None:
    bad = (
        Rule("initiative", "sub-account", "is", "acc-9", "AI-404"),
        Rule("initiative", "colour", "is", "x", "AI-1"),
        Rule("initiative", "service", "like", "x", "AI-1"),
        Rule("initiative", "service", "is", " ", "AI-1"),
        Rule("layer", "service", "is", "x", "C9"),
    )
    assert all(rule.problem(SETTING.initiatives) for rule in bad)
    choices = Choices(initiative_rules=bad[:4], layer_rules=bad[4:])
    actual = actual_costs([extract(csv_of(ROWS))], choices, SETTING)
    assert actual.matched == actual.classified == 0
    assert any("4 rules cannot be used" in note for note in actual.notes)


def test_a_category_may_be_left_out_and_stays_in_the_tie_out() -> None:
    actual = actual_costs(
        [extract(csv_of(ROWS))], Choices(left_out=frozenset({"Tax", "Credit"})), SETTING
    )
    reasons = {each.reason: decimal_of(each.amount or 0) for each in actual.excluded}
    assert reasons["Tax, left out as you chose"] == 2
    assert reasons["Credit, left out as you chose"] == -3
    assert actual.tie_out.holds


def test_rows_without_a_currency_count_once_the_person_names_it() -> None:
    data = csv_of([row(BillingCurrency="", EffectiveCost="4")])
    assert actual_costs([extract(data)], Choices(), SETTING).total == 0
    named = actual_costs([extract(data)], Choices(currency="EUR"), SETTING)
    assert decimal_of(named.total) == 5


def test_months_covered_and_the_partial_one() -> None:
    rows = [
        row(ChargePeriodStart="2025-03-01", ChargePeriodEnd="2025-04-01"),
        row(ChargePeriodStart="2025-04-01", ChargePeriodEnd="2025-04-20"),
        row(ChargePeriodStart="2025-01-01", ChargePeriodEnd="2026-01-01", EffectiveCost="365"),
    ]
    actual = actual_costs([extract(csv_of(rows))], Choices(), SETTING)
    assert (actual.first_month, actual.last_whole_month, actual.partial) == (
        "2025-03", "2025-03", "2025-04",
    )  # fmt: skip
    assert decimal_of(actual.booked_ahead) == 31 + 30 + 31 + 31 + 30 + 31 + 30 + 31
    assert any("2025-04 is covered in part only" in note for note in actual.notes)


def test_two_exports_of_the_same_months_are_said() -> None:
    one, other = extract(csv_of([row()])), extract(csv_of([row(EffectiveCost="2")]))
    other = type(other)(**{**other.__dict__, "digest": "another"})
    actual = actual_costs([one, other], Choices(), SETTING)
    assert any("hold charges of the same provider" in note for note in actual.notes)
    assert decimal_of(actual.total) == 3
    for twin in (one, dataclasses.replace(one, digest="packed otherwise", name="twin")):
        with pytest.raises(ValueError, match="holds the same charges as export"):
            actual_costs([one, twin], Choices(), SETTING)


def test_older_exports_are_read_where_their_columns_are_unambiguous() -> None:
    aws = csv_of([{
        "lineItem/UnblendedCost": "4.2", "lineItem/CurrencyCode": "USD",
        "lineItem/UsageStartDate": "2025-04-01T00:00:00Z",
        "lineItem/UsageEndDate": "2025-04-01T01:00:00Z", "lineItem/LineItemType": "Refund",
        "lineItem/ProductCode": "AmazonBedrock", "resourceTags/user:App": "AI-1",
        "lineItem/UsageAccountId": "123",
    }])  # fmt: skip
    export = extract(aws)
    assert suggested_basis([export]) == "billed"
    assert any("lineItem/UnblendedCost” is read as BilledCost" in r for r in export.remarks)
    assert ("EffectiveCost", cost_columns()["EffectiveCost"].without) in export.missing
    actual = actual_costs([export], Choices(basis="billed", tag_key="App"), SETTING)
    assert lines(actual) == {("2025-04", "AI-1", "C2"): Decimal("4.2")}
    assert {cell.category for cell in export.cells} == {"Adjustment"}


@pytest.mark.parametrize(
    ("header", "name"),
    [("SkuPriceid", None), ("billing currency", "BillingCurrency"), ("SERVICE_NAME", "ServiceName"),
     ("effectiveCost", "EffectiveCost"), ("Id", None), ("costInBillingCurrency", "BilledCost")],
)  # fmt: skip
def test_headers(header: str, name: str | None) -> None:
    found = find_columns([header])
    assert list(found.places) == ([name] if name else [])
    assert found.unused == (() if name else (header,))


def test_the_specifications_own_name_wins_over_an_alias() -> None:
    found = find_columns(["cost", "BilledCost", "Billed Cost"])
    assert found.places["BilledCost"] == 1
    assert any("two headers" in remark for remark in found.remarks)


def test_the_tag_that_finds_most_is_suggested() -> None:
    rows = [row(Tags='{"env": "AI-1", "app": "AI-1"}'), row(Tags='{"app": "Claims copilot"}'),
            row(Tags='{"env": "prod", "app": "x"}')]  # fmt: skip
    keys = tag_keys([extract(csv_of(rows))], SETTING.initiatives)
    assert suggested_key(keys) == "app"
    assert [(k.key, k.rows, k.matched_rows, k.initiatives) for k in keys] == [
        ("app", 3, 2, 1), ("env", 2, 1, 1),
    ]  # fmt: skip
    assert suggested_key(tag_keys([extract(csv_of([row()]))], SETTING.initiatives)) is None


def test_rules_travel_as_csv_and_json() -> None:
    every = (*default_layer_rules(), Rule("initiative", "tag a", "is", "=1+1", "AI-1", "why"))
    columns, rows = rules_table(every)
    assert read_rules(to_csv(columns, rows)) == every
    assert read_rules(to_json(every)) == every
    for bad in (b"\xff\xfe", b"[1]", b"[[[", b"kind,field\r\nother,x\r\n", b"nothing", b"[]"):
        with pytest.raises(ValueError, match=r"\.$"):
            read_rules(bad)


def test_shipped_rules_and_charges_can_be_used() -> None:
    for rule in default_layer_rules():
        assert not rule.problem({}), rule
        assert rule.why
        assert rule.field in FIELDS
    assert {CostLayer[rule.target] for rule in default_layer_rules()} == set(CostLayer) - {
        CostLayer.C7
    }
    assert categories() == ("Usage", "Purchase", "Tax", "Credit", "Adjustment", "not stated")
    assert category_of("SavingsPlanCoveredUsage") == "Usage"
    assert category_of("Gift") == "Gift"
    assert all(rule.rule for rule in charge_rules())


def test_rows_for_the_costs_sheet() -> None:
    rows = [
        row(EffectiveCost="90", ServiceCategory="Compute", Tags='{"app": "AI-1"}',
            ProviderName="Acme", ChargePeriodStart="2025-04-01", ChargePeriodEnd="2025-05-01"),
        row(EffectiveCost="30", ServiceCategory="Compute", Tags='{"app": "AI-1"}',
            ProviderName="Acme", ChargePeriodStart="2025-05-01", ChargePeriodEnd="2025-06-01"),
        row(EffectiveCost="-6", ServiceCategory="Storage", Tags='{"app": "AI-2"}',
            ChargePeriodStart="2025-04-01", ChargePeriodEnd="2025-05-01"),
        row(EffectiveCost="11", ProviderName="Other"),
    ]  # fmt: skip
    actual = actual_costs([extract(csv_of(rows))], TAGGED, SETTING)
    assert months_to_average(actual) == ("2025-04", "2025-05")
    (columns, sheet), said = costs_sheet(actual, ("2025-04", "2025-05"))
    assert len(sheet) == 1
    stated = dict(zip(columns, sheet[0], strict=True))
    assert stated["Initiative"] == "AI-1"
    assert stated["Amount"] == 60.0
    assert stated["Vendor"] == "Acme"
    assert (stated["Timing"], stated["Evidence"]) == ("monthly", "actual")
    assert stated["Behaviour"] is None
    assert said[0].startswith("11.00 USD without an initiative")
    assert said[1].startswith("-6.00 USD of net credits")


def test_tables_hold_every_line() -> None:
    actual = actual_costs([extract(csv_of(ROWS))], TAGGED, SETTING)
    columns, rows = lines_table(actual)
    place = columns.index("amount")
    assert sum(Decimal(str(each[place])) for each in rows) == decimal_of(actual.total)
    assert sum(each[columns.index("rows")] for each in rows) == actual.tie_out.rows_used
    for name, (names, body) in tables(actual).items():
        assert all(len(names) == len(each) for each in body), name


def test_amounts_of_the_other_basis_and_rows_not_read_are_said() -> None:
    rows = [
        row(BilledCost="500", EffectiveCost=""),
        row(BilledCost="0.5", EffectiveCost=""),
        row(BilledCost="n.v.", EffectiveCost="700"),
        row(BilledCost="1", EffectiveCost="2"),
    ]
    export = extract(csv_of(rows))
    amortised = actual_costs([export], Choices(), SETTING)
    said = " ".join(amortised.notes)
    assert "without a readable amount in EffectiveCost state 500.50 USD in BilledCost" in said
    assert "could not be read" not in said
    names, (left_out,) = excluded_table(amortised)
    found = dict(zip(names, left_out, strict=True))
    assert (found["amount"], found["invoiced cost"], found["rows"]) == (None, 500.5, 2)
    said = " ".join(actual_costs([export], Choices(basis="billed"), SETTING).notes)
    assert "without a readable amount in BilledCost state 700.00 USD in EffectiveCost" in said
    assert "1 row could not be read; the amounts of 1 of them are unknown and in no sum." in said


def test_an_amount_is_readable_or_not_on_its_own_basis() -> None:
    """Amortised 700 + 2; invoiced 1 + 5, and one row's amount unknown."""
    rows = [
        row(BilledCost="n.v.", EffectiveCost="700"),
        row(BilledCost="1", EffectiveCost="2"),
        row(BilledCost="5", EffectiveCost="2,3,4"),
        row(BilledCost="oops", EffectiveCost="NaN"),
    ]
    export = extract(csv_of(rows))
    assert export.unreadable == {"BilledCost is no amount": 1}
    assert export.partly == {"BilledCost is no amount": 1, "EffectiveCost is no amount": 1}
    assert [(bad.row, bad.column) for bad in export.bad_rows] == [
        (1, "BilledCost"), (3, "EffectiveCost"), (4, "BilledCost"),
    ]  # fmt: skip
    for basis, total in (("effective", 702), ("billed", 6)):
        actual = actual_costs([export], Choices(basis=basis), SETTING)  # type: ignore[arg-type]
        assert decimal_of(actual.total) == total
        tie = actual.tie_out
        assert (tie.rows_used, tie.rows_unreadable, tie.rows_unknown) == (2, 2, 2)
        assert tie.holds
        assert tie.verdict == "rows tie out; the amounts of 2 rows are unknown and in no sum"
        assert tie_out_table(actual)[1][1] == ("rows of unknown amount", None, 2, None, None, 2)


def test_rows_with_different_unreadable_amounts_are_not_equal() -> None:
    rows = [row(BilledCost=text) for text in ("n.v.", "k.A.", "n.v.", "")]
    assert extract(csv_of(rows)).repeated_rows == 1
