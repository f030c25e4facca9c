"""The samples: repeatable, readable, and coherent in themselves."""

from __future__ import annotations

import csv
import re
import unicodedata
import zipfile
from pathlib import Path

import pytest

import sample_data
from cockpit.inventory.catalogue import Side, known_metric
from cockpit.inventory.portfolio_from import portfolio_of
from cockpit.inventory.reading import Issue
from cockpit.inventory.vocabulary import (
    Channel,
    HorizonClass,
    ProcessingKind,
    RiskClass,
    Stage,
    Tier,
    ValueDriver,
    Verdict,
)
from sample_data import make_samples
from scenarios.portfolio import (
    AllocationRule,
    Behaviour,
    CaptureStatus,
    CostLayer,
    Destination,
    EvidenceGrade,
    Timing,
)
from tests.sample_readings import inventory, reading

WORKBOOKS = (sample_data.SAMPLE, sample_data.MINIMAL, sample_data.BROKEN)


# --- made by the script, byte for byte -------------------------------------------------------


def members(path: Path) -> dict[str, bytes]:
    """Content by member: the compressed bytes also depend on the zlib of the machine."""
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_the_script_gives_the_committed_workbooks(tmp_path: Path) -> None:
    make_samples.main(["--out", str(tmp_path)])
    for committed in WORKBOOKS:
        assert members(tmp_path / committed.name) == members(committed), committed.name


def test_two_runs_give_the_same_bytes(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        make_samples.main(["--out", str(tmp_path / folder)])
    for path in WORKBOOKS:
        one, two = (tmp_path / folder / path.name for folder in ("one", "two"))
        assert one.read_bytes() == two.read_bytes()


# --- the broken file -------------------------------------------------------------------------


def expected_defects() -> list[dict[str, str]]:
    with sample_data.BROKEN_EXPECTED.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def visible(text: str) -> str:
    return "".join(sign for sign in text if unicodedata.category(sign) != "Cf")


def issues_at(defect: dict[str, str]) -> list[Issue]:
    return [
        issue
        for issue in reading(sample_data.BROKEN).issues
        if (issue.sheet, issue.row) == (defect["sheet"], int(defect["row"]))
    ]


@pytest.mark.parametrize(
    "defect",
    expected_defects(),
    ids=lambda d: f"{d['sheet']}-{d['row']}-{d['kind'].replace(' ', '-')}",
)
def test_each_planted_defect_is_reported_in_its_place(defect: dict[str, str]) -> None:
    found = issues_at(defect)
    if defect["severity"] == "accepted":
        assert found == []
    elif defect["severity"] == "note":
        notes = reading(sample_data.BROKEN).notes
        start_of_header = re.compile(rf"\b{defect['column'][:3]}")
        assert any(defect["sheet"] in note and start_of_header.search(note) for note in notes)
    else:
        here = [issue for issue in found if visible(issue.column) == defect["column"]]
        assert [issue.severity.value for issue in here] == [defect["severity"]]
        assert all(issue.problem and issue.remedy for issue in here)


def test_nothing_is_reported_that_was_not_planted() -> None:
    planted = {
        (d["sheet"], int(d["row"]))
        for d in expected_defects()
        if d["severity"] in ("error", "warning")
    }
    assert {(issue.sheet, issue.row) for issue in reading(sample_data.BROKEN).issues} == planted


def test_rows_with_an_error_are_kept_out_and_all_others_load() -> None:
    broken = reading(sample_data.BROKEN)
    wrong = {
        (d["sheet"], int(d["row"]))
        for d in expected_defects()
        if d["severity"] == "error" and int(d["row"]) > 1
    }
    assert {(row.sheet, row.row) for row in broken.rejected} == wrong
    for count in broken.counts:
        assert count.found == count.accepted + count.rejected


def test_what_only_looks_wrong_is_read_as_meant() -> None:
    broken = reading(sample_data.BROKEN).inventory
    assert broken is not None
    assert "NA" in {row.name for row in broken.initiatives}
    image_calls = next(row for row in broken.costs if row.item == "Image calls")
    assert image_calls.amount == 1_200_000


# --- the one-sheet file ----------------------------------------------------------------------


def test_the_minimal_file_loads_and_keeps_what_is_missing_missing() -> None:
    minimal = reading(sample_data.MINIMAL)
    assert minimal.ok
    small = portfolio_of(minimal)
    assert len(small.initiatives) == len(make_samples.MINIMAL_ROWS)
    without_cost = [i.name for i in small.initiatives if not small.has_cost(i.id)]
    without_benefit = [i.name for i in small.initiatives if not small.has_benefit(i.id)]
    assert without_cost == ["Spare-part photographs"]
    assert without_benefit == ["Contract search"]


# --- the main sample: complete ---------------------------------------------------------------


def test_the_main_sample_loads_with_no_row_kept_out() -> None:
    found = reading(sample_data.SAMPLE)
    assert found.ok
    assert found.rejected == ()
    assert len(inventory().initiatives) in range(26, 29)


def test_every_allowed_word_that_the_pages_group_by_occurs() -> None:
    rows = inventory()
    assert {row.tier for row in rows.initiatives} == set(Tier)
    assert {row.stage for row in rows.initiatives} == set(Stage)
    assert {row.channel for row in rows.initiatives} == set(Channel)
    assert {row.horizon_class for row in rows.initiatives} == set(HorizonClass)
    assert {row.risk_class for row in rows.initiatives} >= set(RiskClass) - {RiskClass.PROHIBITED}
    assert {row.decision for row in rows.initiatives} >= {
        Verdict.SCALE,
        Verdict.OPTIMISE,
        Verdict.CONTAIN,
        Verdict.STOP,
        None,
    }
    assert {row.layer for row in rows.costs} == set(CostLayer)
    assert {row.behaviour for row in rows.costs} == set(Behaviour)
    assert {row.timing for row in rows.costs} == set(Timing)
    assert {row.currency for row in rows.costs} == {"EUR", "USD", "GBP"}
    assert {row.allocation for row in rows.costs if row.initiative is None} == set(AllocationRule)
    assert {row.capture_status for row in rows.benefits} == set(CaptureStatus)
    assert {row.grade for row in rows.benefits} == set(EvidenceGrade)
    assert {row.destination for row in rows.benefits} == {*Destination, None}
    assert {row.value_driver for row in rows.benefits} == {*ValueDriver, None}
    assert {row.kind for row in rows.processing} == set(ProcessingKind)


# --- the main sample: coherent ---------------------------------------------------------------


def test_token_lines_are_requests_times_tokens_times_price() -> None:
    with (make_samples.SOURCE / "model_prices.csv").open(newline="", encoding="utf-8") as file:
        prices = {row["model"]: row for row in csv.DictReader(file)}
    checked = 0
    for line in inventory().costs:
        model = line.item.split(":")[0]
        if model not in prices:
            continue
        price, of_line = prices[model], inventory().by_id[line.initiative or ""]
        tokens_in, tokens_out = of_line.tokens_in or 0, of_line.tokens_out or 0
        metered = (
            (of_line.monthly_requests or 0)
            * (
                tokens_in * float(price["per_million_in"])
                + tokens_out * float(price["per_million_out"])
            )
            / 1e6
        )
        assert (line.vendor, line.currency) == (price["vendor"], price["currency"])
        assert line.amount == pytest.approx(metered, rel=0.01), line.item
        checked += 1
    assert checked >= 8


def test_seat_lines_are_seats_times_price() -> None:
    lines = [line for line in inventory().costs if line.behaviour is Behaviour.SEATS]
    for line in lines:
        stated = re.search(r"([\d,]+) (?:at|seats at) [A-Z]{3} ([\d.]+)", line.item)
        assert stated, line.item
        seats = int(stated[1].replace(",", ""))
        assert line.amount == pytest.approx(seats * float(stated[2]))
        assert seats == inventory().by_id[line.initiative or ""].seats_licensed
    assert len(lines) >= 7


def test_review_lines_are_outputs_times_share_times_minutes_times_wage() -> None:
    pattern = re.compile(r"([\d,]+) (?:× (\d+) % )?× ([\d.]+) min at EUR (\d+)/h")
    checked = 0
    for line in inventory().costs:
        if found := pattern.search(line.item):
            outputs, share = int(found[1].replace(",", "")), int(found[2] or 100) / 100
            hours = outputs * share * float(found[3]) / 60
            assert line.amount == pytest.approx(hours * int(found[4]), rel=0.01), line.item
            review = next(
                row
                for row in inventory().metrics
                if row.initiative == line.initiative and row.metric == "review hours"
            )
            assert review.current == pytest.approx(hours, abs=1)
            checked += 1
    assert checked >= 8


def test_a_full_time_employee_costs_what_one_costs() -> None:
    checked = 0
    for line in inventory().costs:
        if found := re.search(r"([\d.]+) FTE", line.item):
            assert line.behaviour is Behaviour.STAFF
            assert 7_000 <= line.amount / float(found[1]) <= 12_000, line.item
            checked += 1
    assert checked >= 30


def test_no_workflow_gained_more_than_its_ai_step_can_give() -> None:
    """Amdahl: a step with the share s of the time, k times as fast, saves at most s − s ÷ k."""
    values = {(row.initiative, row.metric): row for row in inventory().metrics if row.team is None}
    shares = {id_ for id_, metric in values if metric == "AI share of cycle time"}
    assert len(shares) == 8
    for id_ in shares:
        share = values[id_, "AI share of cycle time"].current
        faster = values[id_, "speed-up of the AI step"].current
        time = values[id_, "cycle time"]
        assert share is not None
        assert faster is not None
        assert time.baseline is not None
        assert time.current is not None
        assert 1 - time.current / time.baseline <= share - share / faster, id_


def test_each_of_the_six_tables_of_the_catalogue_has_a_measured_metric() -> None:
    measured = {
        known.cell
        for row in inventory().metrics
        if row.baseline is not None and row.current is not None
        if (known := known_metric(row.metric)) and known.cell
    }
    assert measured == {(tier, side) for tier in Tier for side in Side}


def test_each_metric_has_an_owner_a_source_a_unit_and_a_period() -> None:
    for row in inventory().metrics:
        assert row.owner, row.at
        assert row.source, row.at
        assert row.unit, row.at
        assert (row.baseline is None) == (row.baseline_period is None), row.at
        assert (row.current is None) == (row.current_period is None), row.at


def test_org_counts_narrow_step_by_step_and_fit_the_headcount() -> None:
    steps = [
        "people aware of the tools",
        "people who tried",
        "people who use weekly",
        "people who rely on it",
        "people who recommend",
    ]
    current = {row.metric: row.current for row in inventory().metrics if row.initiative is None}
    counts = [inventory().settings.headcount, *(current[step] for step in steps)]
    assert counts == sorted(counts, reverse=True)
