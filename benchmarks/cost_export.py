"""``python -m benchmarks.cost_export``: a large cost export against a bare pass over its cells.

Writes a FOCUS export of 50 columns (2 million rows are 1.1 GB), then reads it twice in
turn: by pyarrow alone, which parses every cell and keeps nothing, and as the cockpit
does, in a process of its own. Prints and writes the ratio of the medians and the peak
memory of the reading process.
"""

from __future__ import annotations

import argparse
import json
import platform
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

RESULT = Path(__file__).with_name("COST_EXPORT.md")
_BLOCK = 8 * 2**20

_HEADERS = (
    "AvailabilityZone,BilledCost,BillingAccountId,BillingAccountName,BillingCurrency,"
    "BillingPeriodEnd,BillingPeriodStart,CapacityReservationId,CapacityReservationStatus,"
    "ChargeCategory,ChargeClass,ChargeDescription,ChargeFrequency,ChargePeriodEnd,"
    "ChargePeriodStart,CommitmentDiscountCategory,CommitmentDiscountId,CommitmentDiscountName,"
    "CommitmentDiscountQuantity,CommitmentDiscountStatus,CommitmentDiscountType,"
    "CommitmentDiscountUnit,ConsumedQuantity,ConsumedUnit,ContractedCost,ContractedUnitPrice,"
    "EffectiveCost,InvoiceIssuerName,ListCost,ListUnitPrice,PricingCategory,PricingQuantity,"
    "PricingUnit,ProviderName,PublisherName,RegionId,RegionName,ResourceId,ResourceName,"
    "ResourceType,ServiceCategory,ServiceName,ServiceSubcategory,SkuId,SkuMeter,SkuPriceDetails,"
    "SkuPriceId,SubAccountId,SubAccountName,Tags"
)
_SERVICES = (
    ("AI and Machine Learning", "Model garden", "Generative AI"),
    ("Compute", "Virtual machines", "Virtual Machines"),
    ("Storage", "Object store", "Object Storage"),
    ("Databases", "Relational store", "Relational Databases"),
)


def lines(rows: int) -> Iterator[str]:
    """Hourly charges of half a year: 4,000 resources, 50 SKUs, 20 accounts, 26 initiatives."""
    chance = random.Random(7)
    yield _HEADERS
    for _ in range(rows):
        month, day, hour = chance.randrange(1, 7), chance.randrange(1, 28), chance.randrange(23)
        category, service, sub = chance.choice(_SERVICES)
        cost, resource, sku = chance.random() * 3, chance.randrange(4000), chance.randrange(50)
        account, initiative = chance.randrange(20), chance.randrange(1, 27)
        moment = f"2026-{month:02d}-{day:02d}T"
        yield (
            f"eu-1,{cost:.10f},acct-000-11,Main billing,EUR,2026-{month + 1:02d}-01T00:00:00Z,"
            f"2026-{month:02d}-01T00:00:00Z,,,Usage,,Charge for {service} per hour in region,"
            f"Usage-Based,{moment}{hour + 1:02d}:00:00Z,{moment}{hour:02d}:00:00Z,,,,,,,,"
            f"{cost * 10:.6f},Hours,{cost:.10f},0.1234,{cost * 0.9:.10f},Veltrane Cloud,"
            f"{cost * 1.2:.10f},0.15,Standard,{cost * 10:.6f},Hours,Veltrane Cloud,Veltrane Cloud,"
            f"eu-west-1,Ireland,nh:x:resource/{resource:08d},res-{resource},Virtual machine,"
            f"{category},{service},{sub},SKU{sku:05d},meter,,SKU{sku:05d}-1,sub-{account:03d},"
            f"Sub account {account},"
            f'"{{""initiative"": ""AI-{initiative:02d}"", ""env"": ""prod""}}"'
        )


def bare(path: Path) -> float:
    """Seconds of a bare pass by pyarrow, in a process of its own, on one thread."""
    code = (
        "import sys, pyarrow.csv as c\n"
        f"r = c.open_csv(sys.argv[1], c.ReadOptions(use_threads=False, block_size={_BLOCK}),"
        "c.ParseOptions(newlines_in_values=True))\n"
        "print(sum(len(b) for b in r))"
    )
    begin = time.perf_counter()
    subprocess.run([sys.executable, "-c", code, str(path)], check=True, capture_output=True)
    return time.perf_counter() - begin


def ours(path: Path) -> tuple[float, float, int]:
    """Seconds, peak memory of the reading process in MB, and rows read."""
    code = (
        "import json, resource, sys\n"
        "from pathlib import Path\n"
        "from cockpit.actuals.importing import read_export\n"
        "e = read_export(Path(sys.argv[1]), 'x')\n"
        "peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024\n"
        "print(json.dumps([peak, e.rows_read, e.unreadable_rows]))"
    )
    begin = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)], check=True, capture_output=True, text=True
    )
    peak, rows, unreadable = json.loads(done.stdout)
    assert unreadable == 0
    return time.perf_counter() - begin, peak, rows


def main(arguments: list[str] | None = None) -> int:
    """Measure, print and write the result; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.cost_export", description=__doc__)
    parser.add_argument("--rows", type=int, default=2_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--out", type=Path, default=RESULT)
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "export.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            file.writelines(f"{line}\r\n" for line in lines(chosen.rows))
        size = path.stat().st_size / 2**20
        times = []
        for _ in range(chosen.rounds):
            seconds, peak, rows = ours(path)
            times.append((bare(path), seconds, peak))
            assert rows == chosen.rows
    floor, mine = (statistics.median(each[k] for each in times) for k in (0, 1))
    peak = max(each[2] for each in times)
    text = (
        "# Reading a large cost export\n\n"
        f"`python -m benchmarks.cost_export`, {platform.machine()}, Python "
        f"{platform.python_version()}; medians of {chosen.rounds} rounds in turn.\n\n"
        "| what | value |\n|---|---|\n"
        f"| file | {chosen.rows:,} rows, {size:,.0f} MB, 50 columns |\n"
        f"| bare pass (pyarrow, one thread, nothing kept) | {floor:.1f} s |\n"
        f"| whole import (read, checked, fingerprinted, summed exactly) | {mine:.1f} s |\n"
        f"| ratio | {mine / floor:.1f} |\n"
        f"| peak memory of the reading process | {peak:,.0f} MB |\n"
    )
    chosen.out.write_text(text, encoding="utf-8")
    print(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
