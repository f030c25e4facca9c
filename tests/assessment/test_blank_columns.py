"""Evidence that goes away makes no answer better, and the answer says what went away.

Three walks over the fixture, in which every entry is answered: every column that an
entry says it rests on; every column of the contract, whatever entries say; and single
cells by chance.
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass
from functools import cache
from typing import Any

import pytest

from cockpit.assessment.answer import Answer, Entry, Need, Status
from cockpit.assessment.registries import all_entries
from cockpit.inventory.contract import SETTINGS_KEYS, SHEETS
from tests.assessment import fixture
from tests.assessment.fixture import Sheets

ENTRIES = {entry.key: entry for entry in all_entries()}
RESTS_ON = [(entry.key, need) for entry in ENTRIES.values() for need in entry.rests_on]
METRICS = sorted({(key, need.metric) for key, need in RESTS_ON if need.metric})
MEASURED = sorted({str(row[1]) for row in fixture.sheets()["Metrics"][1:]})
#: Entries about whatever happens to be measured: nobody can miss a row that is not there.
_WHATEVER = ("grid-", "metric-maturity", "thresholds-action")
COLUMNS = [
    Need(sheet.name, column.field)
    for sheet in SHEETS.values()
    for column in sheet.columns
    if sheet.name != "settings"
] + [Need("settings", key.field) for key in SETTINGS_KEYS]

#: Number of single cells to blank, and the seed that chooses them.
_CELLS = 40
_SEED = 20_260_401


def name_of(value: object) -> str:
    """The label of a need, or the text itself, as the name of a case."""
    return value.label.replace(": ", "-") if isinstance(value, Need) else str(value)


#: Columns in which a blank has a meaning of its own by the contract: ids come from names, shared
#: cost goes by spend, a benefit is direct, of its initiative's tier and, unless it names a metric,
#: a quantity of its own, a driver has the default that every page shows as one. What these move
#: is no evidence that went away.
_MEANT = {
    ("initiatives", "id"),
    ("costs", "allocation"),
    ("benefits", "direct"),
    ("benefits", "tier"),
    ("benefits", "metric"),
    ("assumptions", "driver"),
    ("assumptions", "vendor"),
    ("assumptions", "distribution"),
    ("assumptions", "p50"),
    ("settings", "horizon_months"),
    ("settings", "discount_rate"),
    ("settings", "hurdle_rate"),
}
FILLED = [n for n in COLUMNS if fixture.holds(n) and (n.sheet, n.field) not in _MEANT]


@dataclass(frozen=True)
class Outcome:
    """All answers by key, and whether rows of the workbook could not be read."""

    answers: dict[str, Answer]
    rejected: bool


@cache
def without(need: Need) -> Outcome | None:
    """What comes of the workbook with a column blank; ``None`` if it cannot be read."""
    return outcome(fixture.blanked(need))


@cache
def without_metric(metric: str) -> Outcome | None:
    return outcome(fixture.without_metric(metric))


def outcome(rows: Sheets) -> Outcome | None:
    reading = fixture.read(rows)
    if reading.inventory is None:
        assert reading.issues, "a file that cannot be read says why"
        return None
    case = fixture.case_from(reading)
    return Outcome(
        {key: case.answer(entry) for key, entry in ENTRIES.items()},
        any(count.rejected for count in reading.counts),
    )


def before(entry: Entry) -> Answer:
    return fixture.full().answer(entry)


def is_better(entry: Entry, now: float | None, was: float | None) -> bool:
    """Whether a figure moved in its good direction, beyond the last digits of a float."""
    if entry.better is None or now is None or was is None or math.isclose(now, was, abs_tol=1e-9):
        return False
    return now > was if entry.better == "higher" else now < was


def faults(entry: Entry, found: Answer) -> list[str]:
    """What is wrong with an answer after evidence went away; empty where nothing is.

    No better figure, no nought in place of nothing, no figure that is no number.
    """
    was = before(entry)
    wrong = []
    if is_better(entry, found.figure, was.figure):
        wrong.append("better than before")
    if was.figure != 0 and found.figure == 0:
        wrong.append(f"nought for nothing: {found.sentence}")
    if found.figure is not None and not math.isfinite(found.figure):
        wrong.append("no number")
    return [f"{entry.key}: {was.figure} → {found.figure} ({found.status}), {w}" for w in wrong]


def unsaid(entry: Entry, found: Answer, column: str, rejected: bool) -> list[str]:
    """The same for a column: whatever moves must be said, by that column's name.

    Where rows could not be read for want of it, another column may be named.
    """
    was = before(entry)
    said = found.columns if rejected else [each for each in found.columns if _is(each, column)]
    wrong = faults(entry, found)
    if moved(entry, found) and not said:
        wrong.append(f"{entry.key}: {was.figure} → {found.figure} ({found.status}), unsaid")
    return wrong


def moved(entry: Entry, found: Answer) -> bool:
    """Whether an answer differs from that of the whole workbook."""
    was = before(entry)
    return found.status is not was.status or found.figure != pytest.approx(was.figure, abs=1e-9)


def _is(label: str, column: str) -> bool:
    """Whether a label is the column's, for all rows or for those of one metric."""
    return label == column or label.startswith(f"{column} of ")


@pytest.mark.parametrize(("key", "need"), RESTS_ON, ids=name_of)
def test_blank_column_is_named(key: str, need: Need) -> None:
    assert fixture.holds(need), "the fixture states it"
    found = without(need)
    assert found is not None
    assert found.answers[key].status is not Status.ANSWERED
    assert need.label in found.answers[key].columns
    assert not faults(ENTRIES[key], found.answers[key])


@pytest.mark.parametrize(("key", "metric"), METRICS)
def test_metric_that_nobody_measures_is_named(key: str, metric: str) -> None:
    found = without_metric(metric)
    assert found is not None
    answer = found.answers[key]
    assert answer.status is not Status.ANSWERED
    wanted = {n.label for k, n in RESTS_ON if k == key and n.metric == metric}
    assert wanted & set(answer.columns), answer.columns
    assert not faults(ENTRIES[key], answer)


@pytest.mark.parametrize("metric", MEASURED)
def test_no_metric_moves_an_answer_unsaid(metric: str) -> None:
    found = without_metric(metric)
    assert found is not None
    wrong = []
    for key, answer in found.answers.items():
        if key.startswith(_WHATEVER):
            continue
        wrong += faults(ENTRIES[key], answer)
        if moved(ENTRIES[key], answer) and not any(metric in each for each in answer.columns):
            wrong.append(f"{key}: {before(ENTRIES[key]).figure} → {answer.figure}, unsaid")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("need", FILLED, ids=name_of)
def test_no_column_moves_an_answer_unsaid(need: Need) -> None:
    """Whatever entries say they rest on: a figure that moves with a column names it as missing."""
    found = without(need)
    if found is None:
        return
    wrong = [
        each
        for key, answer in found.answers.items()
        for each in unsaid(ENTRIES[key], answer, need.label, found.rejected)
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("number", range(_CELLS))
def test_single_blank_cell_makes_nothing_better(number: int) -> None:
    rows, place = _with_a_blank(random.Random(_SEED + number))
    found = outcome(rows)
    assert found is not None, place
    wrong = [each for key in ENTRIES for each in faults(ENTRIES[key], found.answers[key])]
    assert not wrong, "\n".join([place, *wrong])


def _with_a_blank(rng: random.Random) -> tuple[Sheets, str]:
    """The workbook with one filled cell blank that no row needs to be read."""
    rows = fixture.sheets()
    places: list[tuple[str, int, int]] = []
    for tab in ("Initiatives", "Costs", "Benefits", "Metrics", "Processing"):
        head = rows[tab][0]
        places += [
            (tab, r, c)
            for r, row in enumerate(rows[tab][1:], start=1)
            for c, value in enumerate(row)
            if value is not None and _is_evidence(tab, head[c])
        ]
    tab, r, c = rng.choice(places)
    value: Any = rows[tab][r][c]
    rows[tab][r][c] = None
    return rows, f"{tab} row {r + 1}, {rows[tab][0][c]} (was {value})"


def _is_evidence(tab: str, header: str) -> bool:
    """Whether a blank is evidence that went away, and its row can be read without it."""
    sheet = next(each for each in SHEETS.values() if each.title == tab)
    column = next(each for each in sheet.columns if each.header == header)
    return not column.required and (sheet.name, column.field) not in _MEANT
