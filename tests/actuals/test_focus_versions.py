"""Columns that FOCUS 1.3 and 1.4 added, replaced or removed, and its other data sets."""

from __future__ import annotations

import pytest

from cockpit.actuals.actual_costs import actual_costs
from cockpit.actuals.choices import Choices
from cockpit.inventory.raw import UnreadableFileError
from tests.actuals.exports import SETTING, csv_of, extract, row

#: Cost and Usage of 1.4 has these beside the columns of a plain row.
ADDED = {
    "AllocatedMethodId": "m", "AllocatedMethodDetails": "{}", "AllocatedResourceId": "pod-7",
    "AllocatedResourceName": "pod", "AllocatedTags": '{"use": "AI-1"}', "BillingAccountType": "a",
    "CommitmentProgramEligibilityDetails": "{}", "ContractApplied": "{}",
    "HostProviderName": "Cloud", "InvoiceDetailId": "1", "InvoiceId": "i", "SubAccountType": "s",
    "ServiceProviderName": "Model house", "InvoiceIssuerName": "Reseller", "TagDetails": "{}",
}  # fmt: skip


def provider_of(**given: str) -> tuple[str | None, tuple[str, ...], list[str]]:
    export = extract(csv_of([row(**given)]))
    (cell,) = export.cells
    return cell.provider, export.remarks, [name for name, _ in export.missing]


def test_a_provider_is_read_under_the_name_of_every_version() -> None:
    old = {"ProviderName": "Model house", "PublisherName": "Maker", "InvoiceIssuerName": "Reseller"}
    for given in (old, old | ADDED, ADDED):  # 1.2; 1.3, which has both names; 1.4
        provider, remarks, missing = provider_of(**given)
        assert provider == "Model house"
        assert not [r for r in remarks if "Provider" in r or "is read as" in r]
        assert not {"ServiceProviderName", "ProviderName"} & set(missing)
    assert "ServiceProviderName" in provider_of()[2]


def test_who_hosts_a_service_is_not_who_provides_it() -> None:
    provider, _, missing = provider_of(HostProviderName="Not Applicable")
    assert provider is None
    assert "ServiceProviderName" in missing


def test_what_no_figure_rests_on_is_said() -> None:
    unused = set(extract(csv_of([row(**ADDED)])).unused)
    read = {"AllocatedTags", "ServiceProviderName", "InvoiceIssuerName"}
    assert unused == set(ADDED) - read


def test_tags_of_an_allocated_part_count_beside_those_of_its_resource() -> None:
    rows = [
        row(Tags='{"use": "AI-2", "env": "x"}', AllocatedTags='{"use": "AI-1"}'),
        row(Tags='{"use": "AI-2"}', AllocatedTags=""),
    ]
    export = extract(csv_of(rows))
    assert {cell.tags for cell in export.cells} == {'{"env": "x", "use": "AI-1"}',
                                                    '{"use": "AI-2"}'}  # fmt: skip
    actual = actual_costs([export], Choices(tag_key="use"), SETTING)
    assert sorted(str(line.key.initiative) for line in actual.lines) == ["AI-1", "AI-2"]


@pytest.mark.parametrize(
    ("columns", "dataset"),
    [
        (("BilledCost", "BillingCurrency", "BillingPeriodStart", "ChargeCategory",
          "InvoiceDetailId", "InvoiceDetailGrain", "InvoiceId"), "Invoice Detail"),
        (("BillingCurrency", "ContractCommitmentCost", "ContractCommitmentId", "ContractId",
          "ContractPeriodStart"), "Contract Commitment"),
    ],
)  # fmt: skip
def test_other_data_sets_are_refused_by_name(columns: tuple[str, ...], dataset: str) -> None:
    with pytest.raises(UnreadableFileError, match=f"data set {dataset} of a FOCUS export"):
        extract(csv_of([dict.fromkeys(columns, "1")]))
