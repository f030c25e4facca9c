"""Requests to initiatives, and the log beside what the sheet states, by hand."""

from __future__ import annotations

import pytest

from cockpit.usage.compared import Stated, compared, whole_months
from cockpit.usage.matching import NOWHERE, Matched, MatchRule, match
from cockpit.usage.sums import UsageLog
from tests.usage.logs import here, json_lines, spend_row

SHEET = (("AI-04", "Claims copilot"), ("AI-08", "Broker base"), ("AI-09", "Twin"), ("X", "Twin"))


def log_of(*rows: dict[str, object]) -> UsageLog:
    return here(("a", json_lines([spend_row(n, **row) for n, row in enumerate(rows)])))


def owners(found: Matched) -> dict[str, int]:
    counts = {key: sum(each.requests for each in of) for key, of in found.by_initiative.items()}
    return counts | {"unmatched": sum(each.requests for each in found.unmatched)}


@pytest.mark.parametrize(
    ("labels", "owner"),
    [
        ({"request_tags": ["ai_04"], "team_id": None}, "AI-04"),
        ({"request_tags": ["prod", "claims COPILOT"], "team_id": "Broker base"}, "AI-04"),
        ({"request_tags": ["prod"], "team_id": "AI-08"}, "AI-08"),
        ({"request_tags": ["AI-04", "AI-08"], "team_id": "AI-04"}, "unmatched"),
        ({"request_tags": ["Twin"], "team_id": None}, "unmatched"),
        ({"request_tags": None, "team_id": "sales"}, "unmatched"),
        ({"request_tags": None, "team_id": None}, "unmatched"),
    ],
)
def test_a_request_belongs_where_its_strongest_label_says(
    labels: dict[str, object], owner: str
) -> None:
    found = match(log_of(labels), SHEET)
    assert {name for name, count in owners(found).items() if count} == {owner}
    assert bool(found.torn) == (labels["request_tags"] == ["AI-04", "AI-08"])


def test_a_rule_of_the_person_goes_before_names() -> None:
    log = log_of({"request_tags": ["AI-04"]}, {"request_tags": None})
    rules = (MatchRule("team", "Claims", "AI-08"), MatchRule("tag", "AI-04", NOWHERE))
    assert owners(match(log, SHEET, rules)) == {"AI-08": 2, "unmatched": 0}
    unknown = (MatchRule("team", "claims", "gone"),)
    assert owners(match(log, SHEET, unknown)) == {"AI-04": 1, "unmatched": 1}


def test_every_request_is_matched_or_unmatched() -> None:
    log = log_of(*({"request_tags": [tag]} for tag in ("AI-04", "AI-08", "none", "AI-04")))
    found = match(log, SHEET)
    assert owners(found) == {"AI-04": 2, "AI-08": 1, "unmatched": 1}


def test_only_whole_months_count() -> None:
    rows = [{"startTime": f"2026-{day}T10:00:00Z"} for day in ("08-15", "09-10", "10-30")]
    assert whole_months(log_of(*rows)) == ("2026-09",)
    rows += [{"startTime": "2026-08-01T00:00:00Z"}, {"startTime": "2026-10-31T23:00:00Z"}]
    assert whole_months(log_of(*rows)) == ("2026-08", "2026-09", "2026-10")
    assert whole_months(log_of({"startTime": "2026-10-05"})) == ()


def test_comparison_by_hand() -> None:
    """100, 110 and 121 requests a month: growth 10 % a month; 121 against 110 stated: +10 %."""
    rows = [
        {"startTime": f"2026-{month}-{day}T10:00:00Z"}
        for month, count in (("08", 100), ("09", 110), ("10", 121))
        for day in ["01", "30" if month == "09" else "31", *["15"] * (count - 2)]
    ]
    log = log_of(*rows)
    sheet = [Stated("AI-04", "Claims copilot", 110, 2000, 160, 0.05), Stated("AI-08", "B", 9)]
    (found,) = compared(log, match(log, SHEET), sheet)
    assert (found.logged.month, found.logged.requests) == ("2026-10", 121)
    assert found.logged.growth == pytest.approx(0.10, abs=1e-12)
    assert (found.logged.tokens_in, found.logged.tokens_out) == (1000, 200)
    assert found.logged.cached_share == pytest.approx(0.4)
    assert found.requests_variance == pytest.approx(0.10)
    assert found.tokens_in_variance == pytest.approx(-0.5)
    assert found.tokens_out_variance == pytest.approx(0.25)


def test_what_cannot_be_told_is_missing_and_not_zero() -> None:
    log = log_of({"metadata": {}})
    (found,) = compared(log, match(log, SHEET), [Stated("AI-04", "Claims copilot")])
    assert found.logged.month is None
    assert found.logged.requests is None
    assert found.logged.growth is None
    assert found.logged.cached_share is None
    assert found.requests_variance is None
