"""Write the sample cost export of the sample portfolio: ``python -m sample_data.make_cost_export``.

A FOCUS 1.2 export of seven months (the last in part) for the vendors of the cost sheet,
with what real exports hold besides usage: a credit, a refund, a correction, tax, a
commitment with an unused part, a licence paid for a year ahead, tokens of a vendor's
own, spend with a wrong tag and spend with none. The same source gives the same bytes.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import sample_data

SOURCE = Path(__file__).resolve().parent / "source" / "costs.csv"
MONTHS = ("2026-08", "2026-09", "2026-10", "2026-11", "2026-12", "2027-01", "2027-02", "2027-03")
#: Day on which the export ends, in the last month but one of :data:`MONTHS`.
LAST_DAY = "2027-02-19"

COLUMNS = (
    "BillingPeriodStart", "BillingPeriodEnd", "ChargePeriodStart", "ChargePeriodEnd",
    "ChargeCategory", "ChargeClass", "ChargeDescription", "BilledCost", "EffectiveCost",
    "BillingCurrency", "PricingCurrency", "CommitmentDiscountStatus", "ProviderName",
    "ServiceCategory", "ServiceSubcategory", "ServiceName", "SkuId", "SubAccountId",
    "SubAccountName", "ResourceId", "Tags",
)  # fmt: skip

#: Service category, subcategory and name of the lines of a layer.
SERVICES = {
    "C1": ("Compute", "Virtual Machines", "Compute"),
    "C2": ("AI and Machine Learning", "Generative AI", "Model access"),
    "C3": ("Databases", "Other (Databases)", "Retrieval store"),
    "C4": ("Integration", "API Management", "Connector"),
}
#: Months' drift of a line against the plan, beside which it varies by a few percent.
DRIFT = {("AI-25", "C2"): 0.14, ("AI-04", "C3"): 0.05, ("AI-17", "C1"): -0.06}


def moment(day: str) -> str:
    """A day as the specification writes moments."""
    return f"{day}T00:00:00Z"


def charge(
    start: str, end: str, amount: float, billed: float | None = None, **more: Any
) -> dict[str, Any]:
    """One row; billed like its amortised cost unless stated."""
    month = start[:7]
    following = MONTHS[MONTHS.index(month) + 1] if month in MONTHS[:-1] else "2027-03"
    return {
        "BillingPeriodStart": moment(f"{month}-01"),
        "BillingPeriodEnd": moment(f"{following}-01"),
        "ChargePeriodStart": moment(start),
        "ChargePeriodEnd": moment(end),
        "ChargeCategory": "Usage",
        "BilledCost": f"{amount if billed is None else billed:.4f}",
        "EffectiveCost": f"{amount:.4f}",
        "BillingCurrency": "EUR",
        **more,
    }


def metered() -> Iterator[dict[str, Any]]:
    """One charge a month for each line that a vendor bills, in the layers that exports know."""
    with SOURCE.open(newline="", encoding="utf-8") as file:
        lines = list(csv.DictReader(file))
    for number, line in enumerate(lines):
        billed = line["vendor"] and line["layer"] in SERVICES and line["timing"] != "one-off"
        if not billed or not float(line["amount"]):
            continue
        chance = random.Random(f"cost export {number}")
        category, subcategory, service = SERVICES[line["layer"]]
        amount = float(line["amount"]) / (12 if line["timing"] == "annual" else 1)
        drift = DRIFT.get((line["initiative"], line["layer"]), 0.01)
        for step, month in enumerate(MONTHS[:-1]):
            whole = month != LAST_DAY[:7]
            end = f"{MONTHS[step + 1]}-01" if whole else LAST_DAY
            cost = amount * (1 + drift * (step - 2)) * chance.uniform(0.95, 1.05)
            cost *= 1.0 if whole else 18 / 28
            tags = {"initiative": line["initiative"], "environment": "production"}
            yield charge(
                f"{month}-01",
                end,
                round(cost, 4),
                ChargeDescription=line["item"],
                BillingCurrency=line["currency"],
                ProviderName=line["vendor"],
                ServiceCategory=category,
                ServiceSubcategory=subcategory,
                ServiceName=f"{line['vendor']} {service}",
                SkuId=f"{line['vendor'][:3].upper()}-{number:03d}",
                SubAccountId=f"nh-{line['channel'].replace(' ', '-')}",
                SubAccountName=f"Nordhafen {line['channel']}",
                ResourceId=f"nh/{line['initiative'].lower()}/{number:03d}",
                Tags=json.dumps(tags),
            )


def others() -> Iterator[dict[str, Any]]:
    """What an export holds besides usage with a good tag."""
    cloud: dict[str, Any] = {"ProviderName": "Veltrane Cloud", "SubAccountId": "nh-cloud",
             "SubAccountName": "Nordhafen cloud"}  # fmt: skip
    compute = {**cloud, "ServiceCategory": "Compute", "ServiceName": "Veltrane Cloud Compute"}
    for step, month in enumerate(MONTHS[:6]):
        begin, end = f"{month}-01", f"{MONTHS[step + 1]}-01"
        yield charge(begin, end, 3100 + 90 * step, ChargeDescription="Sandbox machines", **compute)
        yield charge(begin, end, 640.0, ChargeDescription="Experiments", **compute,
                     Tags='{"initiative": "AI-99", "environment": "test"}')  # fmt: skip
        yield charge(begin, end, 410.5, ChargeDescription="Support plan", **cloud,
                     ServiceCategory="Other", ServiceName="Veltrane Support")  # fmt: skip
        yield charge(begin, end, 186.2, ChargeDescription="Value added tax, not recoverable",
                     **cloud, ChargeCategory="Tax")  # fmt: skip
        yield charge(begin, end, 420.0, 0.0, ChargeDescription="Reserved capacity, unused part",
                     **compute, CommitmentDiscountStatus="Unused",
                     Tags='{"initiative": "SHARED"}')  # fmt: skip
    yield charge("2026-08-01", "2027-08-01", 0.0, 5040.0, ChargeCategory="Purchase",
                 ChargeDescription="Reserved capacity for a year", **compute,
                 Tags='{"initiative": "SHARED"}')  # fmt: skip
    yield charge("2026-09-01", "2027-09-01", 36_000.0, ChargeCategory="Purchase",
                 ChargeDescription="Evaluation suite, licence for a year",
                 ProviderName="Wardline", ServiceCategory="Security",
                 ServiceName="Wardline Evaluation",
                 Tags='{"initiative": "AI-19"}')  # fmt: skip
    yield charge("2026-09-01", "2026-10-01", -1200.0, ChargeCategory="Credit",
                 ChargeDescription="Migration credit", **compute,
                 Tags='{"initiative": "AI-17"}')  # fmt: skip
    yield charge("2026-10-01", "2026-11-01", -310.75, ChargeCategory="Adjustment",
                 ChargeDescription="Refund of an outage", **compute,
                 Tags='{"initiative": "AI-11"}')  # fmt: skip
    correction = charge("2026-08-01", "2026-09-01", 95.4, ChargeClass="Correction",
                        ChargeDescription="Metering corrected", **compute,
                        Tags='{"initiative": "AI-03"}')  # fmt: skip
    yield {**correction, "BillingPeriodStart": moment("2026-10-01"),
           "BillingPeriodEnd": moment("2026-11-01")}  # fmt: skip
    yield charge("2026-11-01", "2026-12-01", 1260.0, 0.0, PricingCurrency="Token",
                 ChargeDescription="Workflow runs paid with tokens bought earlier",
                 ProviderName="Deskmark", ServiceName="Deskmark Workflows",
                 Tags='{"initiative": "AI-01"}')  # fmt: skip
    yield charge("2026-12-01", "2027-01-01", 7200.0, BillingCurrency="SEK",
                 ChargeDescription="Translation memory", ProviderName="Verbalis Nord",
                 ServiceName="Verbalis Memory", Tags='{"initiative": "AI-10"}')  # fmt: skip


def export_bytes() -> bytes:
    """The export as CSV."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS, restval="", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows([*metered(), *others()])
    return text.getvalue().encode("utf-8")


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the export next to this script or into another folder."""
    parser = argparse.ArgumentParser(description="Write the sample cost export.")
    parser.add_argument("--out", type=Path, default=sample_data.COST_EXPORT.parent)
    out = parser.parse_args(arguments).out
    out.mkdir(parents=True, exist_ok=True)
    (out / sample_data.COST_EXPORT.name).write_bytes(export_bytes())


if __name__ == "__main__":
    main()
