"""Exports of providers in their own columns: Azure cost details, Google Cloud billing."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from cockpit.actuals.actual_costs import actual_costs
from cockpit.actuals.amounts import decimal_of
from cockpit.actuals.choices import Choices
from cockpit.inventory.raw import UnreadableFileError
from tests.actuals.exports import SETTING, csv_of, extract, row

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


def google(**given: Any) -> dict[str, Any]:
    """A row of Google Cloud's billing table as it comes out as Parquet."""
    return {
        "cost": 100.0,
        "currency": "USD",
        "usage_start_time": "2025-04-03T00:00:00Z",
        "usage_end_time": "2025-04-04T00:00:00Z",
        "service": {"description": "Vertex AI", "id": "S1"},
        "labels": [{"key": "initiative", "value": "AI-1"}, {"key": "env", "value": "prod"}],
        "credits": [],
        **given,
    }


def parquet(rows: list[dict[str, Any]]) -> bytes:
    buffer = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(rows), buffer)
    return buffer.getvalue()


def test_google_credits_are_part_of_the_net_cost_and_labels_are_tags() -> None:
    rows = [
        google(credits=[{"name": "committed use", "amount": -25.5}, {"name": "promo",
               "amount": -4.5}]),
        google(cost=19.0, labels=[{"key": "initiative", "value": "AI-2"}]),
        google(cost=float("nan"), credits=[{"name": "promo", "amount": float("nan")}]),
    ]  # fmt: skip
    export = extract(parquet(rows))
    actual = actual_costs([export], BILLED, SETTING)
    found = {line.key.initiative: decimal_of(line.amount) for line in actual.lines}
    assert found == {"AI-1": 70, "AI-2": 19}  # 100 - 25.5 - 4.5, and 19 as it stands
    assert any("“credits” are added" in remark for remark in export.remarks)
    assert "credits" not in export.unused
    assert export.unreadable_rows == 1


def test_google_credits_that_cannot_be_read_are_refused_by_name() -> None:
    flat = {**google(), "credits": "[]", "labels": "", "service": ""}
    broken = [google(credits="x"), google(credits=[{"name": "promo"}]), google(credits=[1.0])]
    for data in (csv_of([flat]), *(parquet([each]) for each in broken)):
        with pytest.raises(UnreadableFileError, match="Google Cloud's own billing export"):
            extract(data)


def test_labels_as_a_list_in_text_are_tags() -> None:
    labels = '[{"key": "initiative", "value": "AI-1"}]'
    rows = [row(Tags=labels), row(Tags="[1, 2]"), row(Tags="[]")]
    export = extract(csv_of(rows))
    tags = {cell.tags for cell in export.cells}
    assert tags == {'{"initiative": "AI-1"}', '{"tags": "[1, 2]"}', '{"tags": "[]"}'}


def test_labels_of_a_google_project_are_tags_beneath_those_of_the_charge() -> None:
    project = {"id": "p", "name": "P", "labels": [{"key": "initiative", "value": "AI-2"}]}
    rebate = [{"name": "promo", "amount": -1.0}]
    rows = [google(project=project, labels=[]), google(project=project, credits=rebate)]
    export = extract(parquet(rows))
    tags = sorted(cell.tags for cell in export.cells)
    assert tags == ['{"env": "prod", "initiative": "AI-1"}', '{"initiative": "AI-2"}']
    assert "project.labels" not in export.unused
