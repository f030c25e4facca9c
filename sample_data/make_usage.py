"""Write the sample usage log and its model prices: ``python -m sample_data.make_usage``.

The log holds sums of about a week for three months. What each initiative used is worked
out from what the Initiatives sheet states for it, changed by the factors below, so that
some logs agree with the sheet and some do not. There is no chance in it: the same sources
give the same bytes.
"""

from __future__ import annotations

import argparse
import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

import sample_data
from cockpit.usage.model_prices import HEADERS
from sample_data.make_samples import SOURCE

MONTHS = ("2026-08", "2026-09", "2026-10")
#: Last day of each month, and the days on which a sum is written.
_LAST = {"2026-08": 31, "2026-09": 30, "2026-10": 31}
_SHARES = ((1, 4), (8, 25), (15, 24), (22, 26), (0, 21))

#: Requests, tokens in and tokens out over what the sheet states, and the cached part of input.
FACTORS: dict[str, tuple[float, float, float, float]] = {
    "AI-04": (1.31, 1.12, 1.0, 0.46),
    "AI-06": (1.02, 0.97, 1.04, 0.58),
    "AI-08": (0.94, 1.0, 1.0, 0.35),
    "AI-11": (1.0, 1.38, 1.15, 0.22),
    "AI-17": (1.64, 1.05, 0.9, 0.12),
    "AI-18": (0.41, 1.0, 1.0, 0.3),
    "AI-22": (1.08, 1.0, 1.22, 0.4),
    "AI-23": (1.01, 1.0, 1.0, 0.5),
    "AI-25": (0.98, 1.03, 1.01, 0.63),
}
#: Growth a month where it is not the stated one.
GROWTH = {"AI-04": 0.09, "AI-18": -0.12, "AI-25": 0.065}
#: Work under a label that is no initiative's: prompts tried out in the lab.
_LAB = ("prompt lab", "Kestralis Large 4", 41_000, 5_200, 1_100, 0.05)

#: Cached input costs this part of other input in the sample's price list.
CACHED_PRICE = 0.1
_PRICES_AS_OF = "2026-11-02"

COLUMNS = (
    "date", "initiative", "team", "model", "requests", "input_tokens", "cached_input_tokens",
    "output_tokens",
)  # fmt: skip


def usage() -> Iterator[tuple[str | int, ...]]:
    """Rows of the log, month by month."""
    with (SOURCE / "initiatives.csv").open(newline="", encoding="utf-8") as file:
        sheet = {row["id"]: row for row in csv.DictReader(file)}
    for place, month in enumerate(MONTHS):
        for identity, (requests, tokens_in, tokens_out, cached) in FACTORS.items():
            row = sheet[identity]
            growth = GROWTH.get(identity, float(row["monthly_growth"]))
            back = (1 + growth) ** (place - len(MONTHS) + 1)
            yield from _month(
                month,
                (identity, row["business_unit"], row["model"]),
                float(row["monthly_requests"]) * requests * back,
                float(row["tokens_in"]) * tokens_in,
                float(row["tokens_out"]) * tokens_out,
                cached,
            )
        team, model, requests, tokens_in, tokens_out, cached = _LAB
        yield from _month(month, ("", team, model), requests, tokens_in, tokens_out, cached)


def _month(
    month: str,
    labels: tuple[str, str, str],
    requests: float,
    tokens_in: float,
    tokens_out: float,
    cached: float,
) -> Iterator[tuple[str | int, ...]]:
    """One month of one initiative, in five sums."""
    left = round(requests)
    for day, share in _SHARES:
        count = left if day == 0 else round(requests * share / 100)
        left -= count
        asked = round(count * tokens_in)
        yield (
            f"{month}-{day or _LAST[month]:02d}",
            *labels,
            count,
            asked,
            round(asked * cached),
            round(count * tokens_out),
        )


def prices() -> Iterator[tuple[str | float, ...]]:
    """The invented vendors' prices in the form of the model price catalogue."""
    with (SOURCE / "model_prices.csv").open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            asked = float(row["per_million_in"])
            yield (
                row["model"], row["vendor"], row["currency"], f"{asked:g}",
                f"{asked * CACHED_PRICE:g}", row["per_million_out"], "", _PRICES_AS_OF,
                "price list of the fictional sample", "",
            )  # fmt: skip


def _csv(columns: Sequence[str], rows: Iterator[tuple[str | float | int, ...]]) -> bytes:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return buffer.getvalue().encode()


def main(arguments: Sequence[str] | None = None) -> None:
    """Write both files, next to this script or into another folder."""
    parser = argparse.ArgumentParser(description="Write the sample usage log and its prices.")
    parser.add_argument("--out", type=Path, default=sample_data.SAMPLE.parent)
    out = parser.parse_args(arguments).out
    out.mkdir(parents=True, exist_ok=True)
    (out / sample_data.USAGE.name).write_bytes(_csv(COLUMNS, usage()))
    (out / sample_data.MODEL_PRICES.name).write_bytes(_csv(HEADERS, prices()))


if __name__ == "__main__":
    main()
