"""The sheet "Audit initiatives": shared cost, missing layers, and NPV initiative by initiative."""

from __future__ import annotations

from collections.abc import Mapping

from xlsxwriter.utility import xl_rowcol_to_cell

from cockpit.boardpack.audit_answers import answers
from cockpit.boardpack.audit_grid import AMOUNT, COUNT, FACTOR, LIVE, Cells, Field, Grid
from cockpit.boardpack.audit_initiative_rows import RULES, InitiativeInput, Initiatives
from cockpit.boardpack.audit_inputs import AuditInputs
from cockpit.boardpack.xlsx_book import HEAD, LINE, QUIET, TITLE, Book, Sheet
from scenarios.portfolio import AllocationRule, CostLayer, ValueBasis

TITLE_OF_SHEET = "Audit initiatives"
_ABOUT = (
    "One row for each initiative. Shared lines go to the initiatives with a cost of their own "
    "(to all where none has one), by stated monthly requests, by own cost of months 0 to 12, or in "
    "equal parts. A layer is missing where no own line and no part of a shared one falls in it. "
    "Benefits count only where a cost is borne."
)
_TOP = 7


def write_initiatives(
    book: Book, inputs: AuditInputs, initiatives: Initiatives
) -> Grid[InitiativeInput]:
    """Write the sheet."""
    sheet = book.sheet(TITLE_OF_SHEET)
    sheet.text(0, 0, TITLE_OF_SHEET, **TITLE)
    sheet.wide(1, 12, _ABOUT, 130, **QUIET)
    sheet.stamp(5, 12, 130)
    fields = _fields(inputs)
    grid = Grid(sheet, _TOP, fields, initiatives.rows)
    grid.write()
    _write_rules(sheet, initiatives)
    sheet.page.freeze_panes(_TOP + 1, 2)
    sheet.page.repeat_rows(_TOP)
    sheet.page.repeat_columns(0, 1)
    sheet.over_pages(sum(field.width for field in fields))
    return grid


def _write_rules(sheet: Sheet, initiatives: Initiatives) -> None:
    """Shared lines by rule: how many, and their present value."""
    for place, head in enumerate(("", "Shared cost divided by", *(r.value for r in RULES))):
        sheet.text(2, place, head, **{**HEAD, "align": "right" if place > 1 else "left"})
    rows: tuple[tuple[str, str, str, Mapping[AllocationRule, float], str], ...] = (
        (
            "shared_lines",
            "Lines",
            'COUNTIFS(cost_owner,0,cost_rule,"{0}")',
            initiatives.shared_lines,
            "0",
        ),
        (
            "shared_pv",
            "Present value",
            'SUMIFS(cost_pv,cost_owner,0,cost_rule,"{0}")',
            initiatives.shared_pv,
            AMOUNT,
        ),
    )
    for row, (name, title, formula, values, code) in enumerate(rows, start=3):
        sheet.text(row, 1, title, **LINE)
        for place, rule in enumerate(RULES, start=2):
            look = {**LIVE, "num_format": code, "align": "right"}
            sheet.formula(row, place, "=" + formula.format(rule.value), values[rule], **look)
            cell = xl_rowcol_to_cell(row, place, True, True)
            sheet.book.book.define_name(f"{name}_{rule.value}", f"='{sheet.name}'!{cell}")


def _fields(inputs: AuditInputs) -> list[Field[InitiativeInput]]:
    return [
        *_stated(),
        *_vendors(inputs),
        *_divided(inputs),
        *_missing(inputs),
        *_worth(),
        *answers(),
    ]


def _stated() -> list[Field[InitiativeInput]]:
    def stated(key: str, title: str, name: str = "") -> Field[InitiativeInput]:
        return Field(
            key,
            title,
            Cells.INPUT,
            lambda i: getattr(i.initiative, key),
            code=COUNT,
            width=14,
            name=name,
        )

    return [
        Field("number", "No.", Cells.TEXT, lambda i: i.number, width=5),
        Field("name", "Initiative", Cells.TEXT, lambda i: i.initiative.name, width=34),
        stated("monthly_requests", "Requests a month", "initiative_requests"),
        stated("seats_licensed", "Seats paid for"),
        stated("seats_active", "Seats in use"),
        stated("peak_rpm", "Peak, requests a minute", "initiative_peak"),
        stated("burden_hours_month", "Burden hours a month that no cost line carries"),
    ]


def _vendors(inputs: AuditInputs) -> list[Field[InitiativeInput]]:
    """The vendor of an initiative, where a line that it bears follows that one's price."""
    billed = 'cost_vendor,{vendor},cost_power_price,">0"'
    return [
        Field(
            "vendor",
            "Vendor no.; 0: none that bills",
            Cells.INPUT,
            lambda i: inputs.vendor_number(i.initiative.vendor),
        ),
        Field(
            "usage_vendor",
            "Vendor whose price usage answers to",
            Cells.LIVE,
            lambda i: inputs.vendor_number(inputs.usage_vendor(i.initiative.id)),
            f"IF(COUNTIFS(cost_owner,{{number}},{billed})+COUNTIFS(cost_owner,0,{billed})>0,"
            "{vendor},0)",
            name="initiative_usage_vendor",
        ),
    ]


def _divided(inputs: AuditInputs) -> list[Field[InitiativeInput]]:
    def share(rule: AllocationRule, has: str, total: str, part: str) -> Field[InitiativeInput]:
        lines = f"shared_lines_{rule.value}"
        even = "1/SUM(initiative_candidate)"
        return Field(
            f"share_{rule.value}",
            f"Share of cost divided by {rule.value}",
            Cells.LIVE,
            lambda i: i.shares.get(rule, ""),
            f'IF(AND({lines}>0,{{candidate}}=1),IF({total}<=0,{even},IF({has},{part},"")),"")',
            FACTOR,
        )

    requests = "SUMIFS(initiative_requests,initiative_candidate,1)"
    spend = "SUMIFS(initiative_spend,initiative_candidate,1)"
    return [
        Field(
            "seats_used",
            "Seats in use against today",
            Cells.LIVE,
            lambda i: inputs.effects.active_seats(i.initiative),
            "IF(AND(ISNUMBER(lever_active_seat_share),N({seats_licensed})>0,N({seats_active})>0),"
            "lever_active_seat_share*{seats_licensed}/{seats_active},1)",
            FACTOR,
            name="initiative_seats_used",
        ),
        Field(
            "own_lines",
            "Cost lines of its own",
            Cells.LIVE,
            lambda i: i.own_lines,
            "COUNTIFS(cost_owner,{number})",
            name="initiative_own_lines",
        ),
        Field(
            "candidate",
            "May bear shared cost (1/0)",
            Cells.LIVE,
            lambda i: int(i.candidate),
            "IF(OR({own_lines}>0,SUM(initiative_own_lines)=0),1,0)",
            name="initiative_candidate",
        ),
        Field(
            "spend",
            "Own cost, months 0 to 12",
            Cells.LIVE,
            lambda i: i.spend,
            "SUMIFS(cost_first_year,cost_owner,{number})",
            AMOUNT,
            15,
            "initiative_spend",
        ),
        share(
            AllocationRule.USAGE,
            "ISNUMBER({monthly_requests})",
            requests,
            f"{{monthly_requests}}/{requests}",
        ),
        share(AllocationRule.SPEND, "TRUE", spend, f"{{spend}}/{spend}"),
        share(AllocationRule.EVEN, "TRUE", "1", "1/SUM(initiative_candidate)"),
        Field(
            "bears",
            "Bears cost (1/0)",
            Cells.LIVE,
            lambda i: int(i.bears),
            "IF(OR({own_lines}>0,COUNT({share_usage},{share_spend},{share_even})>0),1,0)",
            name="initiative_bears",
        ),
    ]


def _missing(inputs: AuditInputs) -> list[Field[InitiativeInput]]:
    """Which layers an initiative has nothing of, and what is assumed for them."""

    def missing(layer: CostLayer) -> Field[InitiativeInput]:
        own = f'COUNTIFS(cost_owner,{{number}},cost_layer,"{layer.value}")'
        parts = [
            f"IF(N({{share_{rule.value}}})<>0,"
            f'COUNTIFS(cost_owner,0,cost_rule,"{rule.value}",cost_layer,"{layer.value}"),0)'
            for rule in RULES
        ]
        return Field(
            f"missing_{layer.value}",
            f"{layer.value} missing (1/0)",
            Cells.LIVE,
            lambda i: int(layer in i.missing),
            f"IF({'+'.join([own, *parts])}=0,1,0)",
            width=8,
            name=f"initiative_missing_{layer.value}",
        )

    assumed = "+".join(f"{{missing_{layer.value}}}*N(assumed_{layer.value})" for layer in CostLayer)
    return [
        *(missing(layer) for layer in CostLayer),
        Field(
            "assumed",
            "Share of full cost assumed",
            Cells.LIVE,
            lambda i: i.assumed,
            assumed,
            FACTOR,
        ),
    ]


def _worth() -> list[Field[InitiativeInput]]:
    def money(
        key: str, title: str, value: str, formula: str, name: str = ""
    ) -> Field[InitiativeInput]:
        return Field(key, title, Cells.LIVE, lambda i: getattr(i, value), formula, AMOUNT, 16, name)

    shared = "+".join(f"N({{share_{r.value}}})*shared_pv_{r.value}" for r in RULES)
    return [
        money("own", "Own cost, present value", "own", "SUMIFS(cost_pv,cost_owner,{number})"),
        money("shared", "Share of shared cost", "shared", shared),
        Field(
            "full",
            "Full cost, present value",
            Cells.LIVE,
            lambda i: i.rest if i.bears else "n/a",
            'IF({bears}=1,({own}+{shared})/(1-{assumed}),"n/a")',
            AMOUNT,
            16,
            "initiative_cost",
        ),
        Field(
            "hours",
            "Freed time held against the burden",
            Cells.LIVE,
            lambda i: i.hours,
            "SUMIFS(benefit_hours,benefit_owner,{number})",
            FACTOR,
        ),
        Field(
            "net_time",
            "Share of freed time left after the burden",
            Cells.LIVE,
            lambda i: "unknown" if i.net_time is None else i.net_time,
            "IF(ISNUMBER({burden_hours_month}),IF({burden_hours_month}<=0,1,"
            'IF({hours}>0,MAX(0,1-{burden_hours_month}/{hours}),0)),"unknown")',
            FACTOR,
            name="initiative_net_time",
        ),
        Field(
            "counts",
            "Benefit counts (1/0)",
            Cells.LIVE,
            lambda i: int(i.counts),
            'IF(AND({bears}=1,COUNTIFS(benefit_owner,{number},benefit_direct,"yes")>0),1,0)',
        ),
        *(_benefit(basis) for basis in ValueBasis),
    ]


def _benefit(basis: ValueBasis) -> Field[InitiativeInput]:
    return Field(
        basis.value,
        f"Benefit, {basis.value}, present value",
        Cells.LIVE,
        lambda i: i.benefit[basis] if i.counts else "n/a",
        f'IF({{counts}}=1,SUMIFS(benefit_pv_{basis.value},benefit_owner,{{number}}),"n/a")',
        AMOUNT,
        16,
        f"initiative_benefit_{basis.value}",
    )
