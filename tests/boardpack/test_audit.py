"""The audit of the workbook, calculated by LibreOffice, against simulations of their own."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from cockpit.inventory.reader import read_workbook
from sample_data import SAMPLE
from scenarios.levers import Levers
from scenarios.portfolio import CostLayer, ValueBasis
from scenarios.presets import PRESETS
from scenarios.results import SimulationResult
from scenarios.scenario import Scenario
from tests.boardpack.audit_cases import CASES, features
from tests.boardpack.audit_edits import EDITS, EVERYTHING, Edit, book_of, run, sample
from tests.boardpack.office import Office, needs_office

pytestmark = [pytest.mark.slow]

#: What the audit must meet, relative.
CLOSE = 1e-9
Figures = dict[str, float | str]


#: Presets under which the sample is held against the engine; the others stand on "features".
SAMPLED = ("base", "tenfold-usage", "everything-at-once")
#: Edits that move single initiatives and hardly the portfolio.
_INNER = ("requests", "burden no longer stated", "division")


@pytest.fixture(scope="module")
def books(
    office: Office, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, tuple[openpyxl.Workbook, openpyxl.Workbook, openpyxl.Workbook]]:
    """By case: formulas as delivered, results as delivered, results as calculated."""
    folder = tmp_path_factory.mktemp("audit")
    files = {}
    wanted = {**CASES, **{f"sample {key}": (sample(), PRESETS[key]) for key in SAMPLED}}
    for number, (name, (portfolio, scenario)) in enumerate(wanted.items()):
        files[name] = folder / f"case{number}.xlsx"
        files[name].write_bytes(book_of(portfolio, scenario))
    for number, (name, edit) in enumerate(EDITS.items()):
        book = openpyxl.load_workbook(io.BytesIO(book_of(edit.portfolio, edit.scenario)))
        _put(book, edit)
        files[f"edit {name}"] = folder / f"edit{number}.xlsx"
        book.save(files[f"edit {name}"])
    done = office.recalculated(list(files.values()), "audit")
    return {
        name: (
            openpyxl.load_workbook(file),
            openpyxl.load_workbook(file, data_only=True),
            openpyxl.load_workbook(done[file.stem], data_only=True),
        )
        for name, file in files.items()
    }


def _put(book: openpyxl.Workbook, edit: Edit) -> None:
    if isinstance(edit.place, str):
        sheet, cell = _named(book, edit.place)
        book[sheet][cell] = edit.value
        return
    sheet, heading, number = edit.place
    page = book[sheet]
    (head,) = (c for row in page.iter_rows(max_row=10) for c in row if c.value == heading)
    (line,) = (c for c in page["A"] if c.row > head.row and c.value == number)
    page.cell(line.row, head.column).value = edit.value


def _named(book: openpyxl.Workbook, name: str) -> tuple[str, str]:
    sheet, cell = book.defined_names[name].attr_text.rsplit("!", 1)
    return sheet.strip("'"), cell.replace("$", "")


def figures(book: openpyxl.Workbook, results: openpyxl.Workbook) -> Figures:
    """The audit's figures by name."""
    found = {}
    for name in book.defined_names:
        if name.startswith("audit_"):
            sheet, cell = _named(book, name)
            found[name.removeprefix("audit_")] = results[sheet][cell].value
    return found


def expected(result: SimulationResult) -> dict[str, float | None]:
    """What a simulation says of the same figures."""
    portfolio = result.portfolio
    layers = {} if portfolio.cost_unanswered else portfolio.layer_base
    found: dict[str, float | None] = {
        f"tco_{layer.value}": layers.get(layer) for layer in CostLayer
    }
    found["cost"] = portfolio.known_cost.base if portfolio.known_cost else None
    found["indirect"] = portfolio.indirect_base
    for basis in ValueBasis:
        outcome = portfolio.outcomes.get(basis)
        name = basis.value
        found[f"benefit_{name}"] = outcome.benefit.base if outcome else None
        found[f"npv_{name}"] = outcome.npv.base if outcome else None
        found[f"roi_{name}"] = outcome.roi.base if outcome else None
    return found


def differing(found: Figures, result: SimulationResult) -> list[str]:
    """Names of the figures that are not the simulation's."""
    wrong = []
    for name, value in expected(result).items():
        got = found[name]
        if value is None:
            if got != "n/a":
                wrong.append(f"{name}: {got} instead of n/a")
            continue
        if isinstance(got, str) or got is None or abs(got - value) > CLOSE * abs(value):
            wrong.append(f"{name}: {got} instead of {value}")
    return wrong


def column(results: openpyxl.Workbook, heading: str) -> dict[int, Any]:
    """A column of the initiatives by number, as calculated."""
    page = results["Audit initiatives"]
    (head,) = (c for row in page.iter_rows(max_row=10) for c in row if c.value == heading)
    rows = (row for row in page.iter_rows(min_row=head.row + 1) if isinstance(row[0].value, int))
    return {row[0].value: row[head.column - 1].value for row in rows}


Each = dict[tuple[ValueBasis, int], Any]


def calculated_npvs(results: openpyxl.Workbook) -> Each:
    """NPV of each initiative on each basis, as calculated."""
    return {
        (basis, number): value
        for basis in ValueBasis
        for number, value in column(results, f"{basis.value.capitalize()} NPV").items()
    }


def expected_npvs(result: SimulationResult) -> Each:
    """The same as a simulation has it: n/a where it answers nothing."""
    found: Each = {}
    for basis in ValueBasis:
        for number, each in enumerate(result.initiatives, start=1):
            outcome = each.outcomes.get(basis)
            figure = pytest.approx(outcome.npv.base, rel=CLOSE, abs=1e-6) if outcome else "n/a"
            found[basis, number] = figure
    return found


@needs_office
@pytest.mark.parametrize("name", [*CASES, *(f"sample {key}" for key in SAMPLED)])
def test_the_audit_is_the_engine(name: str, books: dict[str, Any]) -> None:
    key = name.removeprefix("sample ")
    portfolio, scenario = CASES[name] if name in CASES else (sample(), PRESETS[key])
    formulas, _, results = books[name]
    found = figures(formulas, results)
    result = run(portfolio, scenario)
    assert differing(found, result) == []
    assert found["verdict"] == "PASS"
    assert calculated_npvs(results) == expected_npvs(result)


@needs_office
@pytest.mark.parametrize("name", EDITS)
def test_a_changed_input_is_a_fresh_simulation(name: str, books: dict[str, Any]) -> None:
    edit = EDITS[name]
    formulas, _, results = books[f"edit {name}"]
    found = figures(formulas, results)
    fresh = edit.fresh()
    assert differing(found, fresh) == []
    calculated = calculated_npvs(results)
    assert calculated == expected_npvs(fresh)
    before = run(edit.portfolio, edit.scenario)
    moved = calculated != expected_npvs(before)
    assert moved or differing(found, before), "the edit changes nothing"


@needs_office
@pytest.mark.parametrize("name", EDITS)
def test_the_audit_says_that_an_input_was_changed(name: str, books: dict[str, Any]) -> None:
    """An input put wrong cannot pass for right: the comparison is not of a number with itself."""
    edit = EDITS[name]
    formulas, _, results = books[f"edit {name}"]
    found = figures(formulas, results)
    if name not in _INNER:
        assert differing(found, run(edit.portfolio, edit.scenario))
    assert found["verdict"] == "FAIL"


def test_a_foreign_amount_stands_as_stated_beside_its_rate() -> None:
    book = openpyxl.load_workbook(io.BytesIO(book_of(sample(), PRESETS["base"])))
    inventory = read_workbook(SAMPLE, SAMPLE.name).inventory
    assert inventory
    foreign = {
        str(row.at): (row.amount, row.currency)
        for row in inventory.costs
        if row.currency not in (None, inventory.currency)
    }
    page = book["Audit cost"]
    heads = {cell.value: cell.column - 1 for cell in page[5]}
    shown = {row[heads["Source"]]: row for row in page.iter_rows(min_row=6, values_only=True)}
    assert foreign
    for source, stated in foreign.items():
        row = shown[source]
        assert (row[heads["Amount"]], row[heads["Currency"]]) == stated
        assert str(row[heads["Amount, converted"]]).startswith("=")


@needs_office
def test_a_horizon_beyond_the_longest_is_refused(office: Office, tmp_path: Path) -> None:
    """A portfolio without anything has the same figures at any horizon: none."""
    book = openpyxl.load_workbook(io.BytesIO(book_of(*CASES["nothing"])))
    _put(book, Edit("horizon", 121))
    book.save(tmp_path / "long.xlsx")
    done = office.recalculated([tmp_path / "long.xlsx"], "long")["long"]
    results = openpyxl.load_workbook(done, data_only=True)
    assert figures(book, results)["verdict"] == "FAIL"
    assert str(results["Audit"]["F4"].value).startswith("The longest horizon is 120 months")


@needs_office
@pytest.mark.parametrize("name", [*CASES, "sample base", "sample everything-at-once"])
def test_stored_results_are_those_of_the_formulas(name: str, books: dict[str, Any]) -> None:
    """So that a program that shows files without calculating shows nothing else."""
    formulas, stored, results = books[name]
    number = 0
    for sheet in formulas:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type != "f" or (sheet.title == "Audit" and cell.column == 4):
                    continue
                number += 1
                was = stored[sheet.title][cell.coordinate].value
                now = results[sheet.title][cell.coordinate].value
                where = f"{sheet.title}!{cell.coordinate} {cell.value}"
                if isinstance(was, str) or was is None:
                    assert (now or None) == was, where
                else:
                    assert now == pytest.approx(was, rel=1e-11, abs=1e-9), where
    assert number > 500


def test_no_formula_needs_a_later_program() -> None:
    book = openpyxl.load_workbook(io.BytesIO(book_of(features(), EVERYTHING)))
    used: set[str] = set()
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    used |= {part.split("(")[0] for part in _calls(str(cell.value))}
    assert used <= {
        "ABS", "AND", "COUNT", "COUNTIF", "COUNTIFS", "IF", "INDEX", "ISNUMBER", "MAX", "MIN",
        "N", "NOT", "OR", "ROUNDUP", "SUM", "SUMIFS", "SUMPRODUCT",
    }  # fmt: skip


def _calls(formula: str) -> list[str]:
    return re.findall(r"[A-Z][A-Z.]*\(", formula)


def test_every_lever_moves_some_formula() -> None:
    """A lever that no formula reads would leave the audit behind the engine in silence."""
    book = openpyxl.load_workbook(io.BytesIO(book_of(features(), EVERYTHING)))
    read = " ".join(
        str(cell.value)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    )
    apart = {
        "discount_rate": "discount_rate",
        "horizon_months": "horizon",
        "price_change_by_vendor": "vendor_change",
    }
    for lever in Levers.model_fields:
        if lever != "hurdle_rate":
            assert re.search(rf"\b{apart.get(lever, f'lever_{lever}')}\b", read), lever


def test_text_of_people_is_no_formula() -> None:
    book = openpyxl.load_workbook(io.BytesIO(book_of(features(), Scenario(levers=Levers()))))
    names = [row[1] for row in book["Audit initiatives"].iter_rows() if row[1].value == "=One"]
    assert [cell.data_type for cell in names] == ["s"]


def test_the_same_audit_gives_the_same_bytes(tmp_path: Path) -> None:
    assert book_of(features(), EVERYTHING) == book_of(features(), EVERYTHING)
