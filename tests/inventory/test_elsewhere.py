"""Cost exports and usage logs dropped where inventories go."""

from __future__ import annotations

from pathlib import Path

import pytest

import sample_data
from cockpit.inventory.elsewhere import belongs_elsewhere
from cockpit.inventory.formats import read_raw
from cockpit.inventory.raw import RawSheet, RawWorkbook

FOCUS = ["BillingAccountId", "ChargePeriodStart", "BilledCost", "EffectiveCost", "ServiceName"]
SPEND = ["request_id", "startTime", "model", "spend", "total_tokens", "prompt_tokens"]


def pages(content: bytes, *rows: list[str]) -> str | None:
    raw = RawWorkbook((RawSheet("export", [list(row) for row in rows]),)) if rows else None
    found = belongs_elsewhere(content, raw)
    return found.page if found else None


@pytest.mark.parametrize(
    ("rows", "page"),
    [
        ([FOCUS], "actual-cost"),
        ([["Cost report"], [], [name.upper() for name in FOCUS]], "actual-cost"),
        ([SPEND], "usage"),
        ([["gen_ai.request.model", "gen_ai.usage.input_tokens", "trace_id"]], "usage"),
        ([["Initiative", "Owner", "Spend", "Start time", "End time", "Request ID"]], None),
        ([["Initiative", "Billed cost", "Owner"]], None),
        ([["a", "b"], ["BilledCost"], ["EffectiveCost"], ["SkuId"]], None),
    ],
)
def test_headings_in_one_row_tell(rows: list[list[str]], page: str | None) -> None:
    assert pages(b"", *rows) == page


@pytest.mark.parametrize(
    ("content", "page"),
    [
        (b"PAR1 and so on", "actual-cost"),
        (b'{"request_id": "a", "prompt_tokens": 1, "total_tokens": 3}\n{"x":1}', "usage"),
        (b'[{"request_id": "a", "api_key": "h", "prompt_tokens": 3},\n{"x":1}]', "usage"),
        (b'{"attributes": {"gen_ai.system": "x", "gen_ai.request.model": "m", '
         b'"gen_ai.usage.output_tokens": 2}}\n', "usage"),
        (b'{"name": "Alpha"}\n', None),
        (b"[" * 100_000, None),
        (b"\x00\xff", None),
        (b"", None),
    ],
)  # fmt: skip
def test_what_is_no_spreadsheet_is_told_by_its_content(content: bytes, page: str | None) -> None:
    assert pages(content) == page


@pytest.mark.parametrize("path", [sample_data.SAMPLE, sample_data.MINIMAL, sample_data.BROKEN])
def test_inventories_stay(path: Path) -> None:
    content = path.read_bytes()
    assert belongs_elsewhere(content, read_raw(content, path.name)) is None
