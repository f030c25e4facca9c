"""The sheet "Audit inputs": rates, levers, medians, vendors and rules, each a cell with a name."""

from __future__ import annotations

from dataclasses import dataclass

from cockpit.boardpack.audit_cost import POWERS
from cockpit.boardpack.audit_grid import (
    FACTOR,
    LIVE,
    POWER,
    RATE,
    RATIO,
    WHOLE,
    Cells,
    Field,
    Grid,
    write_input,
)
from cockpit.boardpack.audit_inputs import SHARED_DRIVERS, AuditInputs, RateInput, VendorInput
from cockpit.boardpack.xlsx_book import ASIDE, BODY, HEAD, HEADING, LINE, QUIET, TITLE, Book, Sheet
from cockpit.lever_specs import SPECS
from scenarios.levers import BEHAVIOUR_LEVERS, Levers
from scenarios.plan import BEHAVIOUR_EXPONENTS
from scenarios.portfolio import Behaviour, CaptureStatus, CostLayer
from scenarios.run import MOSTLY

TITLE_OF_SHEET = "Audit inputs"
#: How a lever and a driver are written, by their unit; a plain share is a power or elasticity.
_CODES = {
    "%": RATE,
    "×": RATIO,
    "months": WHOLE,
    "share": POWER,
    "share a year": RATE,
    "ratio": RATIO,
}
_AS_STATED = "as stated"
_WIDTHS = (40, 18, 30, 16, 16, 16, 16, 16)
#: Last column over which a text runs.
_LAST = 7
_ABOUT = (
    "Blue figures on grey may be changed; every sheet of the audit follows. The levers are those "
    "of the scenario on screen: a lever left blank is as stated in the inventory, and “In force” "
    "says what then counts. Each cell goes by the name in the third column, which the formulas "
    "use; for a lever that is the cell in force."
)
#: Levers that the audit reads; yardsticks and prices of single vendors stand apart.
LEVERS = tuple(
    name
    for name in Levers.model_fields
    if name not in ("discount_rate", "hurdle_rate", "horizon_months", "price_change_by_vendor")
)


@dataclass(frozen=True, slots=True)
class NamedInput:
    """An input that goes by a name in formulas."""

    name: str
    title: str
    value: float | None
    about: str
    code: str
    is_lever: bool = False
    neutral: float | None = None


def write_rates(book: Book, inputs: AuditInputs) -> Sheet:
    """Write the sheet; the formulas of all others read it by name."""
    sheet = book.sheet(TITLE_OF_SHEET)
    for place, width in enumerate(_WIDTHS):
        sheet.page.set_column(place, place, width)
    sheet.text(0, 0, TITLE_OF_SHEET, **TITLE)
    sheet.wide(1, 5, _ABOUT, 136, **QUIET)
    sheet.stamp(2, 5, 136)
    row = 3
    for title, entries in (
        ("Yardsticks", _yardsticks(inputs)),
        ("Levers of the scenario", _levers(inputs)),
        ("Medians of the uncertain drivers", _medians(inputs)),
        ("What a capture status counts for", _weights(inputs)),
        ("Share of full cost assumed for a layer that is missing", _assumed(inputs)),
    ):
        row = _write_list(sheet, row, title, entries)
    row = _write_tier(sheet, row, inputs)
    row = _write_asked(sheet, row, inputs)
    sheet.text(row, 0, "Prices of vendors in the base case", **HEADING)
    _vendor_grid(sheet, row + 1, inputs).write()
    row += len(inputs.vendors) + 4
    sheet.text(row, 0, "Powers that a behaviour stands for, where a line states none", **HEADING)
    _behaviour_grid(sheet, row + 1).write()
    row += len(Behaviour) + 4
    sheet.text(row, 0, "Currencies in which costs are stated", **HEADING)
    _currency_grid(sheet, row + 1, inputs).write()
    _limit_horizon(sheet, inputs)
    sheet.rows_on_paper(None, row + 1 + len(inputs.rates), _WIDTHS)
    sheet.page.freeze_panes(1, 0)
    return sheet


def _yardsticks(inputs: AuditInputs) -> list[NamedInput]:
    result = inputs.result
    return [
        NamedInput("discount_rate", "Discount rate", result.discount_rate, "a year", RATE),
        NamedInput(
            "horizon",
            "Horizon",
            result.horizon_months,
            f"months, {inputs.months} at most; lines of later months count nothing",
            WHOLE,
        ),
    ]


def _levers(inputs: AuditInputs) -> list[NamedInput]:
    found = []
    for name in LEVERS:
        spec = SPECS[name]
        value = getattr(inputs.levers, name)
        code = _CODES[spec.unit]
        neutral = Levers.model_fields[name].default
        found.append(NamedInput(f"lever_{name}", spec.title, value, spec.help, code, True, neutral))
    return found


def _medians(inputs: AuditInputs) -> list[NamedInput]:
    return [
        NamedInput(
            f"median_{spec.name}",
            spec.label,
            inputs.medians[spec.name],
            f"{spec.unit}: {spec.acts_on}",
            _CODES[spec.unit],
        )
        for spec in SHARED_DRIVERS
    ]


def _weights(inputs: AuditInputs) -> list[NamedInput]:
    valuation = inputs.audit.scenario.valuation
    stated = [
        NamedInput(
            f"weight_{status.value}",
            status.value.capitalize(),
            valuation.capture_weight[status],
            "share of the claimed benefit that counts as captured",
            RATE,
        )
        for status in CaptureStatus
    ]
    rule = NamedInput(
        "rule_value_follows_usage",
        "Value follows usage, where nothing is stated",
        valuation.value_follows_usage,
        "power by which a benefit follows usage",
        POWER,
    )
    return [*stated, rule]


def _assumed(inputs: AuditInputs) -> list[NamedInput]:
    return [
        NamedInput(
            f"assumed_{layer.value}",
            layer.title,
            inputs.assumed_share(layer),
            "blank: the layer is left out where it is missing, and the cost is partial",
            RATE,
        )
        for layer in CostLayer
    ]


def _write_list(sheet: Sheet, row: int, title: str, entries: list[NamedInput]) -> int:
    """Inputs one below the other, each with its name; the next free row."""
    levers = any(each.is_lever for each in entries)
    first, width = (4, 64) if levers else (3, 80)
    if levers:
        sheet.text(row, 3, "In force", **{**HEAD, "align": "right"})
    sheet.wide(row, _LAST, "What it is", width, first=first, **HEAD)
    for place, head in enumerate((title, "Value", "Name in formulas")):
        side = {"align": "right"} if place == 1 else ASIDE if place == 2 else {}
        sheet.text(row, place, head, **{**HEAD, **side})
    for each in entries:
        row += 1
        sheet.wide(row, _LAST, each.about, width, first=first, **QUIET, **LINE)
        sheet.text(row, 0, each.title, **BODY, **LINE)
        write_input(sheet, row, 1, each.value, each.code)
        sheet.text(row, 2, each.name, **QUIET, **LINE, **ASIDE, valign="top")
        if each.is_lever:
            _write_in_force(sheet, row, each)
            sheet.book.book.define_name(f"stated_{each.name}", f"='{sheet.name}'!$B${row + 1}")
        cell = f"${'D' if each.is_lever else 'B'}${row + 1}"
        sheet.book.book.define_name(each.name, f"='{sheet.name}'!{cell}")
    return row + 2


def _write_in_force(sheet: Sheet, row: int, each: NamedInput) -> None:
    """What counts for a lever: the input, or where it is blank the value that moves nothing."""
    look = {**LIVE, "num_format": each.code, "align": "right", "valign": "top"}
    blank = f'"{_AS_STATED}"' if each.neutral is None else f"{each.neutral:g}"
    counts = _AS_STATED if each.value is None else float(each.value)
    sheet.formula(row, 3, f"=IF(ISNUMBER(B{row + 1}),B{row + 1},{blank})", counts, **look)


def _write_tier(sheet: Sheet, row: int, inputs: AuditInputs) -> int:
    """The one factor that no table carries: what the share moved does to token prices."""
    sheet.text(row, 0, "Model multiplier", **LINE)
    look = {**LIVE, "num_format": FACTOR, "align": "right"}
    formula = "=1+lever_model_share_moved*(lever_model_price_ratio*median_model_price_ratio-1)"
    factor = float(inputs.effects.tier(inputs.medians["model_price_ratio"]))
    sheet.formula(row, 1, formula, factor, **look)
    sheet.text(row, 2, "model_multiplier", **QUIET, **LINE, **ASIDE)
    about = "1 + share moved × (price ratio × its median error − 1)"
    sheet.wide(row, _LAST, about, 80, first=3, **QUIET, **LINE)
    sheet.book.book.define_name("model_multiplier", f"='{sheet.name}'!$B${row + 1}")
    return row + 2


def _write_asked(sheet: Sheet, row: int, inputs: AuditInputs) -> int:
    """Whether the scenario asks how costs behave, and whether most of the cost can tell."""
    asking = ",".join(
        f"ISNUMBER(lever_{name})" if (neutral := Levers.model_fields[name].default) is None
        else f"lever_{name}<>{neutral:g}"
        for name in sorted(BEHAVIOUR_LEVERS)
    )  # fmt: skip
    unstated = "SUMIFS(cost_first_year,cost_unstated,1)"
    billed = "COUNTIFS(cost_unstated,1,cost_asked,1)"
    for name, title, formula, value, about in (
        (
            "levers_ask",
            "A lever asks how costs behave (1/0)",
            f"=IF(OR({asking}),1,0)",
            inputs.levers.asks_behaviour,
            "usage, seats, prices, models, wages, data or review differ from today's",
        ),
        (
            "portfolio_in_vain",
            "Most of the cost cannot tell (1/0)",
            f"=IF(AND({unstated}>{MOSTLY:g}*SUM(cost_first_year),OR(levers_ask=1,{billed}>0)),1,0)",
            inputs.asks_in_vain(None),
            "asked, and most of the first year's cost does not state its behaviour: no ROI",
        ),
    ):
        sheet.text(row, 0, title, **LINE)
        look = {**LIVE, "num_format": WHOLE, "align": "right"}
        sheet.formula(row, 1, formula, float(value), **look)
        sheet.text(row, 2, name, **QUIET, **LINE, **ASIDE)
        sheet.wide(row, _LAST, about, 80, first=3, **QUIET, **LINE)
        sheet.book.book.define_name(name, f"='{sheet.name}'!$B${row + 1}")
        row += 1
    return row + 1


def _vendor_grid(sheet: Sheet, top: int, inputs: AuditInputs) -> Grid[VendorInput]:
    fields: list[Field[VendorInput]] = [
        Field("name", "Vendor", Cells.TEXT, lambda v: v.name, width=40),
        Field("number", "No.", Cells.TEXT, lambda v: v.number, width=18),
        Field(
            "change",
            "Lever: change of its price on top",
            Cells.INPUT,
            lambda v: v.own_change,
            code=RATE,
            width=30,
            name="vendor_change",
        ),
        Field(
            "trend",
            "Price trend a year, median",
            Cells.INPUT,
            lambda v: v.trend,
            code=RATE,
            width=16,
            name="vendor_trend",
        ),
        Field(
            "month",
            "Month of a price event; blank: none",
            Cells.INPUT,
            lambda v: v.event_month,
            width=16,
            name="vendor_event_month",
        ),
        Field(
            "size",
            "Price after it, ratio",
            Cells.INPUT,
            lambda v: v.event_size,
            code=RATIO,
            width=16,
            name="vendor_event_size",
        ),
    ]
    return Grid(sheet, top, fields, inputs.vendors)


def _behaviour_grid(sheet: Sheet, top: int) -> Grid[Behaviour]:
    """What each behaviour follows, by the engine's own table."""
    widths = (18, 30, 16, 16, 16, 16, 16)
    powers: list[Field[Behaviour]] = [
        Field(
            power,
            f"Power of {words}",
            Cells.TEXT,
            lambda b, power=power: float(getattr(BEHAVIOUR_EXPONENTS[b], power)),  # type: ignore[misc]
            code=POWER,
            width=width,
            name=f"behaviour_{power}",
        )
        for (power, words), width in zip(POWERS, widths, strict=True)
    ]
    name: Field[Behaviour] = Field(
        "name", "Behaviour", Cells.TEXT, lambda b: b.value, width=40, name="behaviour_name"
    )
    return Grid(sheet, top, [name, *powers], tuple(Behaviour))


def _currency_grid(sheet: Sheet, top: int, inputs: AuditInputs) -> Grid[RateInput]:
    """What one unit of each currency is in the portfolio's."""
    own = inputs.portfolio.currency
    fields: list[Field[RateInput]] = [
        Field("code", "Currency", Cells.TEXT, lambda r: r.currency, width=40, name="currency_code"),
        Field(
            "rate",
            f"{own} for one unit",
            Cells.INPUT,
            lambda r: r.rate,
            code=FACTOR,
            width=18,
            name="currency_rate",
        ),
    ]
    return Grid(sheet, top, fields, inputs.rates)


def _limit_horizon(sheet: Sheet, inputs: AuditInputs) -> None:
    """Refuse a horizon for which no months are laid out."""
    sheet.page.data_validation(
        5,
        1,
        5,
        1,
        {
            "validate": "integer",
            "criteria": "between",
            "minimum": 1,
            "maximum": inputs.months,
            "error_title": "Horizon",
            "error_message": f"The longest horizon is {inputs.months} months.",
        },
    )
