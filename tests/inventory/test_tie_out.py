"""Rows of crafted files, by what became of them: the truth is known from the making."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest

import sample_data
from cockpit.inventory.corrections import apply
from cockpit.inventory.fixing import Cells
from cockpit.inventory.formats import read_raw
from cockpit.inventory.intake import Intake
from cockpit.inventory.mapping import suggest
from cockpit.inventory.raw import RawSheet, RawWorkbook
from cockpit.inventory.reader import read_workbook
from cockpit.inventory.tie_out import lost_rows, tie_out
from tests.inventory.books import AS_OF, book

TITLES = ("Our AI portfolio", "as of spring", "confidential")
GOOD = ("Alpha", "Beta", "Gamma", "Delta", "Epsilon", "Zeta", "Eta", "Theta", "Iota", "Kappa")


def crafted(seed: int) -> tuple[dict[str, list[list[object]]], dict[str, dict[str, int]]]:
    """A file with titles, blanks, good and bad rows and a sheet of notes, and their counts."""
    luck = random.Random(seed)
    titles, good, bad, gaps = (luck.randint(*each) for each in ((0, 3), (1, 8), (0, 4), (0, 3)))
    body: list[list[object]] = [[f"A{n}", GOOD[n], n + 1] for n in range(good)]
    body += [[f"X{n}", f"Bad {n}", "many"] for n in range(bad)]
    body += [[None, None, None] for _ in range(gaps)]
    luck.shuffle(body)
    body.append(["A9", "Omega", 1])  # a file does not keep blank rows at its end
    above: list[list[object]] = [[text] for text in TITLES[:titles]]
    notes = luck.randint(0, 4)
    sheets: dict[str, list[list[object]]] = {
        "Initiatives": [*above, ["ID", "Name", "Peak rpm"], *body]
    }
    truth = {
        "Initiatives": {"outside": titles, "header": 1, "accepted": good + 1, "rejected": bad,
                        "blank": gaps},
    }  # fmt: skip
    if notes:
        sheets["Scribbles"] = [[f"note {n}"] for n in range(notes)]
        truth["Scribbles"] = {"outside": notes}
    return sheets, truth


@pytest.mark.parametrize("seed", range(40))
def test_every_row_is_told_by_what_became_of_it(seed: int) -> None:
    sheets, truth = crafted(seed)
    raw = read_raw(book(sheets))
    found = {tally.tab: tally for tally in tie_out(raw, read_workbook(raw, "x.xlsx", AS_OF))}
    assert set(found) == set(truth)
    for tab, tally in found.items():
        kinds = ("outside", "header", "accepted", "rejected", "blank")
        assert {kind: getattr(tally, kind) for kind in kinds} == {
            kind: truth[tab].get(kind, 0) for kind in kinds
        }
        assert tally.rows == len(sheets[tab])
        assert tally.ties


@pytest.mark.parametrize("seed", range(40))
def test_rows_tie_out_under_a_mapping(seed: int) -> None:
    """Rows may be left out as totals or notes then; none is lost."""
    sheets, truth = crafted(seed)
    sheets["Initiatives"].append(["Total", None, 99])
    raw = read_raw(book(sheets))
    reading = read_workbook(raw, "x.xlsx", AS_OF, Intake(mapping=suggest(raw)))
    assert reading.inventory is not None
    tallies = tie_out(raw, reading)
    assert lost_rows(tallies) == ()
    assert sum(tally.rows for tally in tallies) == sum(map(len, sheets.values()))
    told = sum(tally.accepted + tally.rejected + tally.outside for tally in tallies)
    told += sum(sum(tally.left_out.values()) for tally in tallies)
    kinds = ("accepted", "rejected", "outside")
    assert told >= sum(counts.get(kind, 0) for counts in truth.values() for kind in kinds)


@pytest.mark.parametrize(
    "path", [sample_data.SAMPLE, sample_data.MINIMAL, sample_data.BROKEN], ids=lambda p: p.stem
)
def test_the_samples_tie_out_with_corrections_too(path: Path) -> None:
    raw = read_raw(path.read_bytes(), path.name)
    reading = read_workbook(raw, path.name, AS_OF)
    assert lost_rows(tie_out(raw, reading)) == ()
    cells = Cells(raw, reading, ())
    tables = cells.to_fix(reading.issues)
    # Whole rows emptied: they become blank ones.
    made = tuple(
        cells.correction(each.table, row.row, place, "")
        for each in tables
        for row in each.rows[::2]
        for place in each.table.headers
    )
    corrected = apply(raw, made)
    after = read_workbook(raw, path.name, AS_OF, Intake(corrections=made))
    tallies = tie_out(corrected, after)
    assert lost_rows(tallies) == ()
    if made:
        assert sum(tally.blank for tally in tallies) > 0


def test_a_lost_row_shows() -> None:
    """The check can fail: a reading that knows one accepted row less does not tie out."""
    sheet = RawSheet("Initiatives", [["ID", "Name"], ["A", "Alpha"], ["B", "Beta"]])
    raw = RawWorkbook((sheet,), data_hash="x")
    reading = read_workbook(raw, "x", AS_OF)
    assert lost_rows(tie_out(raw, reading)) == ()
    (count,) = reading.counts
    lossy = replace(reading, counts=(replace(count, accepted=1),))
    assert [tally.tab for tally in lost_rows(tie_out(raw, lossy))] == ["Initiatives"]
