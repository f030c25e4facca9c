"""The audit of the workbook: the base case worked out again, from inputs to NPV and ROI.

Formulas alone, in the functions that every spreadsheet program has. Beside each figure
stands the engine's, with the difference; a changed input moves the one and not the other.
"""

from __future__ import annotations

from dataclasses import dataclass

from cockpit.boardpack.audit_answers import TOLERANCE, verdict_of
from cockpit.boardpack.audit_grid import AMOUNT, FACTOR, LIVE
from cockpit.boardpack.audit_initiative_rows import Initiatives
from cockpit.boardpack.audit_initiatives import write_initiatives
from cockpit.boardpack.audit_inputs import AuditInputs
from cockpit.boardpack.audit_lines import write_benefits, write_costs
from cockpit.boardpack.audit_paths import write_paths
from cockpit.boardpack.audit_rates import write_rates
from cockpit.boardpack.model import Audit
from cockpit.boardpack.xlsx_book import ASIDE, HEAD, HEADING, LINE, QUIET, TITLE, Book, Sheet
from scenarios.portfolio import CostLayer, ValueBasis

TITLE_OF_SHEET = "Audit"
_ABOUT = (
    "The base case of the scenario in this pack, worked out again by formulas from the stated "
    "amounts, the levers and the medians of the drivers. “In the pack” is what the simulation "
    "reported; it is a number and does not move. As delivered every difference is below 1E-9. "
    "Change an input on one of the audit sheets and the recalculated figures become those of that "
    "case; they then differ from the pack, and the last column says so."
)
_LEFT_OUT = "Every cost and benefit line is worked out by formulas; none is taken as a value."


@dataclass(frozen=True, slots=True)
class Tie:
    """A figure of the audit: its formula, and what the engine reports (``None``: nothing)."""

    key: str
    title: str
    formula: str
    value: float | str
    engine: float | None
    code: str = AMOUNT
    why: str = ""


def write_audit(book: Book, audit: Audit) -> list[tuple[str, str]]:
    """Write the sheets of the audit; the name of each and what it is."""
    sheet = book.sheet(TITLE_OF_SHEET)
    inputs = AuditInputs(audit)
    initiatives = Initiatives(inputs)
    rates = write_rates(book, inputs)
    paths = write_paths(book, inputs)
    costs = write_costs(book, inputs, paths)
    benefits = write_benefits(book, inputs, paths)
    each = write_initiatives(book, inputs, initiatives)
    _write_ties(sheet, ties(inputs, initiatives), initiatives)
    return [
        (sheet.name, "Base case recalculated: TCO by layer, NPV and ROI beside the engine's"),
        (rates.name, "Rates, levers, medians, vendors and rules, to be changed"),
        (paths.name, "Discounting, usage, wages, seats, data and prices by month"),
        (costs.sheet.name, "Every cost line: stated values, and its cash month by month"),
        (benefits.sheet.name, "Every benefit line: stated values, and its worth month by month"),
        (each.sheet.name, "Shared cost, missing layers, cost and benefit by initiative"),
    ]


def ties(inputs: AuditInputs, initiatives: Initiatives) -> list[Tie]:
    """Every figure that is worked out twice."""
    return [*_layers(inputs, initiatives), *_totals(inputs, initiatives)]


def _layers(inputs: AuditInputs, initiatives: Initiatives) -> list[Tie]:
    found = []
    portfolio = inputs.result.portfolio
    engine = {} if portfolio.cost_unanswered else portfolio.layer_base
    bearing = any(each.bears for each in initiatives.rows)
    for layer in CostLayer:
        code = layer.value
        lines = sum(
            float((each.cash * inputs.discount).sum())
            for each in inputs.costs
            if each.line.layer is layer
        )
        share = inputs.assumed_share(layer) or 0.0
        allowance = sum(share * i.rest for i in initiatives.rows if i.bears and layer in i.missing)
        missing = f"SUMPRODUCT(initiative_missing_{code},initiative_cost)*N(assumed_{code})"
        found.append(
            Tie(
                f"tco_{code}",
                f"Full cost, {layer.title}",
                f'=IF(OR(portfolio_in_vain>0,COUNTIFS(cost_layer,"{code}",cost_falls,1)+{missing}=0),'
                f'"n/a",'
                f'SUMIFS(cost_pv,cost_layer,"{code}")+{missing})',
                lines + allowance if bearing and layer in engine else "n/a",
                engine.get(layer),
                why=portfolio.cost_unanswered or "no line falls in this layer",
            )
        )
    return found


def _totals(inputs: AuditInputs, initiatives: Initiatives) -> list[Tie]:
    portfolio = inputs.result.portfolio
    cost = sum(each.rest for each in initiatives.rows if each.bears)
    in_vain = inputs.asks_in_vain(None)
    falls = any(i.bears for i in initiatives.rows) and any(c.falls for c in inputs.costs)
    found = [
        Tie(
            "cost",
            "Full cost, all layers",
            "=IF(AND(SUM(initiative_bears)*SUM(cost_falls)>0,portfolio_in_vain=0),"
            'SUM(initiative_cost),"n/a")',
            cost if falls and not in_vain else "n/a",
            portfolio.known_cost.base if portfolio.known_cost else None,
            why=portfolio.cost_unanswered or "no cost line takes part",
        )
    ]
    npvs, rois = [], []
    for basis in ValueBasis:
        outcome = portfolio.outcomes.get(basis)
        why = portfolio.unanswered.get(basis, "")
        benefit = sum(each.benefit[basis] for each in initiatives.rows)
        name = basis.value
        told = any(each.told[basis] for each in initiatives.rows)
        answered = told and cost > 0 and not in_vain
        found.append(
            Tie(
                f"benefit_{name}",
                f"Benefit, {name}",
                f"=IF(AND(SUM(initiative_told_{name})>0,portfolio_in_vain=0,N(audit_cost)>0),"
                f'SUM(initiative_benefit_{name}),"n/a")',
                benefit if answered else "n/a",
                outcome.benefit.base if outcome else None,
                why=why,
            )
        )
        npvs.append(
            Tie(
                f"npv_{name}",
                f"NPV, {name}",
                f'=IF(ISNUMBER(audit_benefit_{name}),audit_benefit_{name}-audit_cost,"n/a")',
                benefit - cost if answered else "n/a",
                outcome.npv.base if outcome else None,
                why=why,
            )
        )
        rois.append(
            Tie(
                f"roi_{name}",
                f"ROI, {name}",
                f'=IF(ISNUMBER(audit_npv_{name}),audit_npv_{name}/audit_cost,"n/a")',
                (benefit - cost) / cost if answered else "n/a",
                outcome.roi.base if outcome else None,
                FACTOR,
                why,
            )
        )
    indirect = sum(
        float((each.cash * inputs.discount).sum())
        for each in inputs.benefits
        if not each.line.direct
    )
    return [
        *found,
        *npvs,
        *rois,
        Tie(
            "indirect",
            "Indirect benefit, in no other figure",
            '=SUMIFS(benefit_pv,benefit_direct,"no")',
            indirect,
            portfolio.indirect_base,
        ),
    ]


def _write_ties(sheet: Sheet, found: list[Tie], initiatives: Initiatives) -> None:
    inputs, rows = initiatives.inputs, initiatives.rows
    for place, width in enumerate((44, 20, 20, 18, 12, 48)):
        sheet.page.set_column(place, place, width)
    stamp = inputs.result.stamp
    sheet.text(0, 0, f"Audit of the base case: {stamp.scenario_name}", **TITLE)
    sheet.wide(1, 5, _ABOUT, 160)
    sheet.wide(2, 5, _LEFT_OUT, 160, **QUIET)
    unit = f"Present value, {inputs.result.currency}"
    heads = (unit, "Recalculated", "In the pack", "Relative difference", "Verdict", "")
    for place, head in enumerate(heads):
        side = {"align": "right"} if 0 < place < 4 else ASIDE if place == 4 else {}
        sheet.text(5, place, head, **{**HEAD, **side})
    first = 6
    for row, tie in enumerate(found, start=first):
        _write_tie(sheet, row, tie)
    last = first + len(found) - 1
    span = f"E{first + 1}:E{last + 1}"
    sheet.text(3, 0, "All figures, also of each initiative", **HEADING)
    failing = f'COUNTIF({span},"FAIL")+COUNTIF(initiative_verdict,"FAIL")'
    long = f"IF(N(horizon)>{inputs.months},1,0)"
    verdicts = [*map(_verdict, found), *map(verdict_of, rows)]
    verdict = "FAIL" if "FAIL" in verdicts else "PASS"
    sheet.formula(
        3, 4, f'=IF(AND({failing}=0,{long}=0),"PASS","FAIL")', verdict, bold=True, **ASIDE
    )
    notice = f"The longest horizon is {inputs.months} months: enter no more on Audit inputs."
    sheet.formula(3, 5, f'=IF({long}=1,"{notice}","")', "", bold=True)
    sheet.book.book.define_name("audit_verdict", f"='{sheet.name}'!$E$4")
    sheet.stamp(last + 2, 5, 160)
    sheet.page.freeze_panes(6, 0)


def _write_tie(sheet: Sheet, row: int, tie: Tie) -> None:
    number = row + 1
    right = {"num_format": tie.code, "align": "right"}
    sheet.text(row, 0, tie.title, **LINE)
    sheet.formula(row, 1, tie.formula, tie.value, **LIVE, **right)
    sheet.book.book.define_name(f"audit_{tie.key}", f"='{sheet.name}'!$B${number}")
    if tie.engine is None:
        sheet.text(row, 2, "n/a", **QUIET, **LINE, align="right")
    else:
        sheet.number(row, 2, tie.engine, tie.code, **LINE)
    difference = (
        f"=IF(AND(ISNUMBER(B{number}),ISNUMBER(C{number})),IF(C{number}=0,ABS(B{number}),"
        f'ABS(B{number}/C{number}-1)),"n/a")'
    )
    found = _difference(tie)
    look = {**LIVE, "num_format": "0.0E+00", "align": "right"}
    sheet.formula(row, 3, difference, found, **look)
    verdict = (
        f'=IF(ISNUMBER(D{number}),IF(D{number}<={TOLERANCE:.0E},"PASS","FAIL"),'
        f'IF(OR(ISNUMBER(B{number}),ISNUMBER(C{number})),"FAIL","n/a"))'
    )
    sheet.formula(row, 4, verdict, _verdict(tie), **LIVE, **ASIDE)
    sheet.text(row, 5, tie.why if tie.engine is None else "", **QUIET, **LINE)


def _difference(tie: Tie) -> float | str:
    if tie.engine is None or isinstance(tie.value, str):
        return "n/a"
    return abs(tie.value) if tie.engine == 0 else abs(tie.value / tie.engine - 1)


def _verdict(tie: Tie) -> str:
    if tie.engine is None and isinstance(tie.value, str):
        return "n/a"
    found = _difference(tie)
    return "PASS" if not isinstance(found, str) and found <= TOLERANCE else "FAIL"
