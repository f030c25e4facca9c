"""The contract: complete, free of clashes, and one with what is generated from it."""

from __future__ import annotations

from pathlib import Path

import pytest

from cockpit.inventory import docs
from cockpit.inventory.checks import CHECKS
from cockpit.inventory.contract import SETTINGS_KEYS, SHEETS, ColumnType
from cockpit.inventory.rows import MODELS, Settings
from cockpit.inventory.schema import Column
from cockpit.inventory.values import PARSERS, Rules, fold, parse

ALL = [column for sheet in SHEETS.values() for column in sheet.columns]
ROOT = Path(__file__).resolve().parents[2]

#: What each sheet must hold, by header; written down apart from the code.
EXPECTED = {
    "Initiatives": "ID;Name;Business unit;Owner;Sponsor;Tier;Stage;Start;Horizon "
    "class;Channel;Vendor;"
    "Model;Monthly requests;Tokens in per request;Tokens out per request;Seats licensed;Seats "
    "active;"
    "Peak rpm;Capacity rpm;Monthly growth;Funded item;Strategic fit;EU AI Act risk class;"
    "Customer-facing;Employee impact;Regulated;Critical process;Decision;Decision date;Decided by;"
    "Next review;Cost of next evidence;Currency;Annual cost;Annual benefit",
    "Costs": "Initiative;Layer;Item;Vendor;Channel;Behaviour;Timing;Amount;Currency;P10;P90;Start;"
    "End;"
    "Block;Commitment;Allocation rule;Evidence;In IT budget",
    "Benefits": "Initiative;Benefit;Beneficiary;Metric;Unit;Better;Baseline;Current;Target;"
    "Volume a month;Value per unit;Currency;P10;P90;Start;End;Ramp months;Value follows usage;"
    "Capture status;Destination;Redeployed share;Direct or indirect;Evidence grade;Source;Owner;"
    "Tier of effect;Value driver",
    "Metrics": "Initiative;Metric;Better;Baseline;Baseline period;Current;Current "
    "period;Unit;Source;Owner;Team;Group size;Green from;Red from;Action;Due",
    "Processing": "Initiative;Kind;Region;Processor;Retention days;Control owner",
    "Assumptions": "Driver;Vendor;Distribution;P10;P50;P90;Low;Mode;High;Probability;Values;"
    "Correlated with;Correlation;Owner;Source;Date;Expiry",
    "Settings": "Setting;Value;Date;Source",
}


def test_the_seven_sheets_hold_the_expected_columns() -> None:
    found = {s.title: ";".join(c.header for c in s.columns) for s in SHEETS.values()}
    assert found == EXPECTED


@pytest.mark.parametrize("name", SHEETS)
def test_row_models_have_the_fields_of_the_contract(name: str) -> None:
    fields = set(MODELS[name].model_fields) - {"at", "extra"}
    assert fields == {column.field for column in SHEETS[name].columns}
    assert name in CHECKS


def test_settings_have_a_field_for_each_key() -> None:
    named = {"rates", "thresholds"}
    assert set(Settings.model_fields) - named == {key.field for key in SETTINGS_KEYS}


@pytest.mark.parametrize("name", SHEETS)
def test_no_header_or_synonym_means_two_columns(name: str) -> None:
    seen: dict[str, str] = {}
    for column in SHEETS[name].columns:
        own = {fold(word) for word in (column.header, column.field, *column.synonyms)}
        for word in own:
            assert seen.setdefault(word, column.field) == column.field, word


def test_no_sheet_name_means_two_sheets() -> None:
    words = [
        fold(word)
        for sheet in SHEETS.values()
        for word in {fold(known) for known in (sheet.title, sheet.name, *sheet.synonyms)}
    ]
    assert len(words) == len(set(words))


@pytest.mark.parametrize("column", ALL, ids=lambda c: c.field)
def test_each_column_is_described_and_its_example_can_be_read(column: Column) -> None:
    assert column.help
    assert column.type in PARSERS
    assert bool(column.allowed) == (column.type in (ColumnType.CHOICE, ColumnType.CHOICES))
    if column.example != "":
        example = column.example
        assert parse(float(example) if isinstance(example, int) else example, column, Rules())


@pytest.mark.parametrize("column", [c for c in ALL if c.allowed], ids=lambda c: c.field)
def test_each_choice_is_read_as_its_own_value(column: Column) -> None:
    for choice in column.allowed:
        for word in (choice.text, choice.text.upper(), f"  {choice.text} ", *choice.also):
            assert parse(word, column, Rules()).value == choice.value


def test_each_setting_example_can_be_read() -> None:
    for key in SETTINGS_KEYS:
        assert parse(key.example, key, Rules()).value is not None


def test_the_documentation_is_current() -> None:
    written = (ROOT / docs.TARGET).read_text(encoding="utf-8")
    assert written == docs.generate(), "run: python -m cockpit.inventory.docs"
