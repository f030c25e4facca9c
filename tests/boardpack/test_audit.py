"""The audit of the workbook, calculated by LibreOffice, against simulations of their own."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from cockpit.boardpack import xlsx
from cockpit.boardpack.model import Audit, Pack
from cockpit.inventory.portfolio_from import portfolio_of
from cockpit.inventory.reader import read_workbook
from sample_data import SAMPLE
from scenarios.distributions import Point
from scenarios.drivers import Driver
from scenarios.levers import Levers
from scenarios.portfolio import CaptureStatus, CostLayer, Portfolio, ValueBasis
from scenarios.presets import PRESETS
from scenarios.results import SimulationResult
from scenarios.scenario import Scenario
from scenarios.simulate import simulate
from tests.boardpack.audit_cases import ASSUMED, CASES, features
from tests.boardpack.office import Office, needs_office
from tests.boardpack.packs import AS_OF, hostile_pack

pytestmark = [pytest.mark.slow]

#: What the audit must meet, relative.
CLOSE = 1e-9
Figures = dict[str, float | str]


@cache
def sample() -> Portfolio:
    return portfolio_of(read_workbook(SAMPLE, SAMPLE.name), AS_OF)


def run(portfolio: Portfolio, scenario: Scenario) -> SimulationResult:
    """Only the base case is read, so that few draws do."""
    return simulate(portfolio, scenario, draws=64)


def book_of(portfolio: Portfolio, scenario: Scenario) -> bytes:
    pack: Pack = replace(
        hostile_pack(), sections=(), audit=Audit(portfolio, scenario, run(portfolio, scenario))
    )
    return xlsx.files(pack)[xlsx.FILE_NAME]


@dataclass(frozen=True)
class Edit:
    """One input changed in the workbook, and the same in what is simulated.

    ``place`` is a name of the workbook, or sheet, heading and number of a line.
    """

    place: str | tuple[str, str, int]
    value: float | str | None
    portfolio: Portfolio = field(default_factory=features)
    scenario: Scenario = PRESETS["base"]
    changed: Callable[[Portfolio], Portfolio] = lambda portfolio: portfolio
    levers: dict[str, Any] = field(default_factory=dict)

    def fresh(self) -> SimulationResult:
        levers = self.scenario.levers.model_copy(update=self.levers)
        return run(
            self.changed(self.portfolio), self.scenario.model_copy(update={"levers": levers})
        )


def _cost(number: int, **values: Any) -> Callable[[Portfolio], Portfolio]:
    def changed(portfolio: Portfolio) -> Portfolio:
        costs = list(portfolio.costs)
        costs[number - 1] = replace(costs[number - 1], p10=None, p90=None, **values)
        return replace(portfolio, costs=tuple(costs))

    return changed


def _benefit(number: int, **values: Any) -> Callable[[Portfolio], Portfolio]:
    def changed(portfolio: Portfolio) -> Portfolio:
        benefits = list(portfolio.benefits)
        benefits[number - 1] = replace(benefits[number - 1], p10=None, p90=None, **values)
        return replace(portfolio, benefits=tuple(benefits))

    return changed


def _initiative(number: int, **values: Any) -> Callable[[Portfolio], Portfolio]:
    def changed(portfolio: Portfolio) -> Portfolio:
        found = list(portfolio.initiatives)
        found[number - 1] = replace(found[number - 1], **values)
        return replace(portfolio, initiatives=tuple(found))

    return changed


def _driver(name: str, median: float) -> Callable[[Portfolio], Portfolio]:
    def changed(portfolio: Portfolio) -> Portfolio:
        kept = tuple(each for each in portfolio.drivers if each.name != name)
        driver = Driver(name=name, distribution=Point(value=median))
        return replace(portfolio, drivers=(*kept, driver))

    return changed


TENFOLD, EVERYTHING = PRESETS["tenfold-usage"], PRESETS["everything-at-once"]
COMPLETED = Scenario(name="Completed", missing_layers=ASSUMED)
EDITS: dict[str, Edit] = {
    "amount": Edit(
        ("Audit cost", "Amount", 5), 98_765.43, sample(), changed=_cost(5, amount=98_765.43)
    ),
    "discount rate": Edit("discount_rate", 0.11, sample(), levers={"discount_rate": 0.11}),
    "usage": Edit("lever_usage", 10, sample(), levers={"usage": 10}),
    "usage back": Edit("lever_usage", 1, scenario=TENFOLD, levers={"usage": 1}),
    "ramp": Edit("lever_usage_ramp_months", 3, scenario=TENFOLD, levers={"usage_ramp_months": 3}),
    "growth": Edit("median_usage_growth", 0.5, sample(), changed=_driver("usage_growth", 0.5)),
    "prices": Edit("lever_price_change", 0.9, scenario=EVERYTHING, levers={"price_change": 0.9}),
    "review": Edit("lever_review_burden", 3, scenario=EVERYTHING, levers={"review_burden": 3}),
    "cap": Edit("lever_value_cap", 1.2, scenario=TENFOLD, levers={"value_cap": 1.2}),
    "horizon": Edit("horizon", 24, levers={"horizon_months": 24}),
    "elasticity": Edit(
        "lever_price_elasticity",
        -1.1,
        scenario=EVERYTHING,
        levers={"price_elasticity": -1.1},
    ),
    "first month": Edit(
        ("Audit cost", "First month stated", 9), 13, changed=_cost(9, start_month=13)
    ),
    "value": Edit(
        ("Audit benefit", "Value per unit of change", 2),
        77.7,
        changed=_benefit(2, value_per_unit=77.7),
    ),
    "status": Edit(
        ("Audit benefit", "Capture status", 1),
        "potential",
        changed=_benefit(1, capture_status=CaptureStatus.POTENTIAL),
    ),
    "redeployed": Edit(
        ("Audit benefit", "Redeployed share", 1),
        0.15,
        changed=_benefit(1, redeployed_share=0.15),
    ),
    "burden": Edit(
        ("Audit initiatives", "Burden hours a month that no cost line carries", 1),
        55,
        changed=_initiative(1, burden_hours_month=55.0),
    ),
    "burden no longer stated": Edit(
        ("Audit initiatives", "Burden hours a month that no cost line carries", 1),
        None,
        changed=_initiative(1, burden_hours_month=None),
    ),
    "requests": Edit(
        ("Audit initiatives", "Requests a month", 2),
        400_000,
        scenario=COMPLETED,
        changed=_initiative(2, monthly_requests=400_000.0),
    ),
    "peak": Edit(
        ("Audit initiatives", "Peak, requests a minute", 1),
        2_500,
        scenario=TENFOLD,
        changed=_initiative(1, peak_rpm=2_500.0),
    ),
    "commitment": Edit(
        ("Audit cost", "Commitment a month", 2),
        4_000,
        changed=_cost(2, commitment=4_000.0),
    ),
}


#: Presets under which the sample is held against the engine; the others stand on "features".
SAMPLED = ("base", "tenfold-usage", "everything-at-once")
#: Edits that move single initiatives and hardly the portfolio.
_INNER = ("requests", "burden no longer stated")


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
    found: dict[str, float | None] = {
        f"tco_{layer.value}": portfolio.layer_base.get(layer) for layer in CostLayer
    }
    found["cost"] = portfolio.cost.base if portfolio.cost else None
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
        if value is None:
            continue
        got = found[name]
        if isinstance(got, str) or got is None or abs(got - value) > CLOSE * abs(value):
            wrong.append(f"{name}: {got} instead of {value}")
    return wrong


def npvs(results: openpyxl.Workbook) -> dict[int, Any]:
    """Captured NPV of each initiative by number, as calculated."""
    page = results["Audit initiatives"]
    (head,) = (c for row in page.iter_rows(max_row=10) for c in row if c.value == "Captured NPV")
    rows = (row for row in page.iter_rows(min_row=head.row + 1) if isinstance(row[0].value, int))
    return {row[0].value: row[head.column - 1].value for row in rows}


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
    calculated = npvs(results)
    for number, each in enumerate(result.initiatives, start=1):
        outcome = each.outcomes.get(ValueBasis.CAPTURED)
        if outcome is not None:
            assert calculated[number] == pytest.approx(outcome.npv.base, rel=CLOSE, abs=1e-6)


@needs_office
@pytest.mark.parametrize("name", EDITS)
def test_a_changed_input_is_a_fresh_simulation(name: str, books: dict[str, Any]) -> None:
    edit = EDITS[name]
    formulas, _, results = books[f"edit {name}"]
    found = figures(formulas, results)
    fresh = edit.fresh()
    assert differing(found, fresh) == []
    calculated = npvs(results)
    moved = 0
    before = run(edit.portfolio, edit.scenario)
    for number, (each, old) in enumerate(
        zip(fresh.initiatives, before.initiatives, strict=True), start=1
    ):
        outcome = each.outcomes.get(ValueBasis.CAPTURED)
        if outcome is None:
            continue
        assert calculated[number] == pytest.approx(outcome.npv.base, rel=CLOSE, abs=1e-6)
        was = old.outcomes.get(ValueBasis.CAPTURED)
        moved += was is None or was.npv.base != outcome.npv.base
    assert moved or differing(found, before), "the edit changes nothing"


@needs_office
@pytest.mark.parametrize("name", [name for name in EDITS if name not in _INNER])
def test_the_audit_says_that_an_input_was_changed(name: str, books: dict[str, Any]) -> None:
    """An input put wrong cannot pass for right: the comparison is not of a number with itself."""
    edit = EDITS[name]
    formulas, _, results = books[f"edit {name}"]
    found = figures(formulas, results)
    assert differing(found, run(edit.portfolio, edit.scenario))
    assert found["verdict"] == "FAIL"


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
