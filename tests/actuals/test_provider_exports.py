"""Exports of providers in their own columns: Azure cost details, Google Cloud billing."""

from __future__ import annotations

from decimal import Decimal

from cockpit.actuals.actual_costs import actual_costs
from cockpit.actuals.amounts import decimal_of
from cockpit.actuals.choices import Choices
from tests.actuals.exports import SETTING, csv_of, extract

BILLED = Choices(basis="billed", tag_key="initiative")


def azure(**given: str) -> dict[str, str]:
    """A row of Azure cost details; the resource provider stands before the meter."""
    return {
        "billingPeriodStartDate": "04/01/2025",
        "date": "04/13/2025",
        "chargeType": "Usage",
        "billingCurrency": "USD",
        "costInBillingCurrency": "1.5",
        "consumedService": "Microsoft.CognitiveServices",
        "meterCategory": "Azure OpenAI",
        "serviceFamily": "AI + Machine Learning",
        "tags": '"initiative": "AI-1"',
        **given,
    }


def test_azure_model_bills_have_a_service_and_a_layer() -> None:
    rows = [
        azure(),
        azure(meterCategory="", costInBillingCurrency="2"),
        azure(meterCategory="Foundry Tools", consumedService="x", costInBillingCurrency="4"),
    ]
    export = extract(csv_of(rows))
    actual = actual_costs([export], BILLED, SETTING)
    found = {
        (line.key.service, line.key.layer and line.key.layer.name): decimal_of(line.amount)
        for line in actual.lines
    }
    assert found[("Azure OpenAI", "C2")] == Decimal("1.5")
    assert {layer for _, layer in found} == {"C2"}
    assert "ServiceName stands under two headers; “consumedService” is not read." in export.remarks


def test_each_azure_column_alone_names_the_service() -> None:
    row = azure()
    for gone, service in (
        ("meterCategory", row["consumedService"]),
        ("consumedService", "Azure OpenAI"),
    ):
        columns = [name for name in row if name not in (gone, "serviceFamily")]
        actual = actual_costs([extract(csv_of([row], columns))], BILLED, SETTING)
        (line,) = actual.lines
        assert (line.key.service, line.key.layer and line.key.layer.name) == (service, "C2")
