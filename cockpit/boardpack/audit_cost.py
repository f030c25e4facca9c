"""Fields and the monthly formula of a cost line in the audit."""

from __future__ import annotations

import numpy as np

from cockpit.boardpack.audit_grid import AMOUNT, FACTOR, MEASURE, POWER, Cells, Field
from cockpit.boardpack.audit_inputs import AuditInputs, CostInput
from scenarios.allocation import first_year_cost
from scenarios.facts import is_unstated
from scenarios.plan import line_exponents
from scenarios.portfolio import Behaviour, Timing

#: Usage a hair above a full step does not buy the next one; the engine's own tolerance.
_HAIR = "1E-9"
_USED = "{seats_used}*({usage}*INDEX({prices},{usage_vendor}+1)^lever_price_elasticity)^{e_usage}"
COST_MONTH = (
    "=IF(AND({month}>={first},{month}<={last}),"
    "MAX({least},{monthly}*{factor}*{wages}^{e_wages}*{data}^{e_data}*{seats}^{e_seats}"
    "*INDEX({prices},{vendor}+1)^{e_price}"
    "*IF({blocks}>0,"
    f"MAX(0,ROUNDUP({{blocks}}*{_USED}-{_HAIR},0))/ROUNDUP({{blocks}}-{_HAIR},0),"
    f"{_USED})),0)"
)
#: Powers of a cost line, as :class:`scenarios.portfolio.Exponents` names them, in words.
POWERS = (
    ("usage", "usage"),
    ("seats", "seats"),
    ("price", "price"),
    ("tier", "model tier"),
    ("wages", "wages"),
    ("data", "data volume"),
    ("review", "review burden"),
)


def cost_fields(inputs: AuditInputs, months: str) -> list[Field[CostInput]]:
    """The columns left of the months; ``months`` are the cells of all months of a row."""
    return [*_stated(), *_worked_out(inputs, months)]


def _stated() -> list[Field[CostInput]]:
    powers: list[Field[CostInput]] = [
        Field(
            f"p_{power}",
            f"Power of {words}, stated",
            Cells.INPUT,
            lambda c, power=power: getattr(c.line.exponents, power, None),  # type: ignore[misc]
            code=POWER,
            width=8,
        )
        for power, words in POWERS
    ]
    return [
        Field("number", "No.", Cells.TEXT, lambda c: c.number, width=5),
        Field("owner_name", "Initiative", Cells.TEXT, lambda c: c.owner_name, width=26),
        Field("item", "Cost", Cells.TEXT, lambda c: c.line.item, width=30),
        Field("source", "Source", Cells.TEXT, lambda c: str(c.line.source or "n/a"), width=14),
        Field(
            "owner",
            "Initiative no.; 0: shared",
            Cells.INPUT,
            lambda c: c.owner,
            name="cost_owner",
        ),
        Field("layer", "Layer", Cells.INPUT, lambda c: c.line.layer.value, name="cost_layer"),
        Field("timing", "Timing", Cells.INPUT, lambda c: c.line.timing.value),
        Field("stated", "Amount", Cells.INPUT, lambda c: c.stated, code=AMOUNT, width=14),
        Field("currency", "Currency", Cells.INPUT, lambda c: c.currency),
        Field(
            "behaviour",
            "Behaviour",
            Cells.INPUT,
            lambda c: c.line.behaviour.value if c.line.behaviour else None,
        ),
        *powers,
        Field("vendor", "Vendor no.; 0: none", Cells.INPUT, lambda c: c.vendor, name="cost_vendor"),
        Field("start", "First month stated", Cells.INPUT, lambda c: c.line.start_month),
        Field("end", "Last month stated; blank: open", Cells.INPUT, lambda c: c.line.end_month),
        Field(
            "commitment",
            "Commitment a month",
            Cells.INPUT,
            lambda c: c.stated_commitment,
            code=AMOUNT,
            width=13,
        ),
        Field(
            "block",
            "Requests a minute of a step",
            Cells.INPUT,
            lambda c: c.line.block,
            code=MEASURE,
        ),
        Field(
            "rule",
            "Shared by",
            Cells.INPUT,
            lambda c: None if c.owner else c.line.allocation.value,
            name="cost_rule",
        ),
    ]


def _worked_out(inputs: AuditInputs, months: str) -> list[Field[CostInput]]:
    return [
        *_in_force(),
        *_linked(),
        *_amounts(inputs),
        *_factors(inputs),
        *_sums(inputs, months),
    ]


def _linked() -> list[Field[CostInput]]:
    """What a line answers to beside its own behaviour."""
    return [
        Field(
            "usage_vendor",
            "Vendor whose price usage answers to",
            Cells.LIVE,
            lambda c: c.usage_vendor,
            "IF({owner}=0,0,INDEX(initiative_usage_vendor,{owner}))",
        ),
        Field(
            "moves",
            "Moves with the model (1/0)",
            Cells.LIVE,
            lambda c: int(c.moves_model),
            "IF({owner}=0,IF({e_tier}>0,1,0),"
            'IF(COUNTIFS(cost_owner,{owner},cost_power_tier,">0")>0,1,0))',
        ),
    ]


def _amounts(inputs: AuditInputs) -> list[Field[CostInput]]:
    """What falls in a month before any lever, and in which months."""
    return [
        Field(
            "rate",
            "Rate into the portfolio's currency",
            Cells.LIVE,
            lambda c: next(r.rate for r in inputs.rates if r.currency == c.currency),
            "SUMIFS(currency_rate,currency_code,{currency})",
            FACTOR,
        ),
        Field(
            "amount",
            "Amount, converted",
            Cells.LIVE,
            lambda c: c.line.amount,
            "{stated}*{rate}",
            AMOUNT,
            14,
        ),
        Field(
            "monthly",
            "Monthly amount",
            Cells.LIVE,
            lambda c: c.line.amount / 12 if c.line.timing is Timing.ANNUAL else c.line.amount,
            'IF({timing}="annual",{amount}/12,{amount})',
            AMOUNT,
            14,
        ),
        Field(
            "first",
            "First month",
            Cells.LIVE,
            lambda c: _first(c),
            'IF({timing}="one-off",{start},MAX(1,{start}))',
        ),
        Field(
            "last",
            "Last month",
            Cells.LIVE,
            lambda c: _last(c, inputs.horizon),
            'MIN(horizon,IF({timing}="one-off",{start},IF(ISNUMBER({end}),{end},horizon)))',
        ),
        Field(
            "falls",
            "Falls within the horizon (1/0)",
            Cells.LIVE,
            lambda c: int(c.falls),
            "IF(AND({first}>=0,{first}<=MIN({last},horizon)),1,0)",
            name="cost_falls",
        ),
    ]


def _factors(inputs: AuditInputs) -> list[Field[CostInput]]:
    """What a month is multiplied by all along, and what it cannot fall below."""
    levers = inputs.levers
    moved_review = 1 + levers.model_share_moved * (levers.model_review_effect - 1)

    def factor(each: CostInput) -> float:
        powers = line_exponents(each.line)
        review = levers.review_burden * inputs.medians["review_burden"]
        found: float = levers.seats**powers.seats * review**powers.review
        found *= float(inputs.effects.tier(inputs.medians["model_price_ratio"])) ** powers.tier
        return found * float(moved_review**powers.review if each.moves_model else 1.0)

    return [
        Field(
            "least",
            "Least payable a month",
            Cells.LIVE,
            lambda c: _commitment(c),
            'IF({behaviour}="commit",N({commitment})*{rate},0)',
            AMOUNT,
        ),
        Field(
            "seats_used",
            "Seats in use against today, to the power of usage",
            Cells.LIVE,
            lambda c: _seats_used(inputs, c),
            "IF(OR({owner}=0,{e_usage}=0),1,INDEX(initiative_seats_used,{owner})^{e_usage})",
            FACTOR,
            12,
        ),
        Field(
            "factor",
            "Factor of the line: seats, review, model",
            Cells.LIVE,
            factor,
            "IF({e_seats}=0,1,lever_seats^{e_seats})"
            "*IF({e_review}=0,1,(lever_review_burden*median_review_burden)^{e_review})"
            "*model_multiplier^{e_tier}"
            "*IF(OR({moves}=0,{e_review}=0),1,"
            "(1+lever_model_share_moved*(lever_model_review_effect-1))^{e_review})",
            FACTOR,
            12,
        ),
        Field(
            "blocks",
            "Steps in use today; 0: not in steps",
            Cells.LIVE,
            lambda c: _blocks(inputs, c),
            'IF({behaviour}="capacity",IF({owner}=0,1,IF(AND(N({block})>0,'
            "N(INDEX(initiative_peak,{owner}))>0),INDEX(initiative_peak,{owner})/{block},1)),0)",
            FACTOR,
        ),
    ]


def _sums(inputs: AuditInputs, months: str) -> list[Field[CostInput]]:
    """What questions are asked of a line, and its sums over months."""
    return [
        Field(
            "unstated",
            "Behaviour not stated (1/0)",
            Cells.LIVE,
            lambda c: int(is_unstated(c.line)),
            'IF(AND({behaviour}="",COUNT({p_usage}:{p_review})=0),1,0)',
            name="cost_unstated",
        ),
        Field(
            "asked",
            "Own price of its vendor changed (1/0)",
            Cells.LIVE,
            lambda c: int(c.line.vendor in inputs.levers.vendors_moved),
            "IF({vendor}=0,0,IF(N(INDEX(vendor_change,MAX(1,{vendor})))<>0,1,0))",
            name="cost_asked",
        ),
        Field(
            "first_year",
            "Months 0 to 12, undiscounted",
            Cells.LIVE,
            lambda c: first_year_cost(c.line),
            'IF({timing}="one-off",IF(AND({start}>=0,{start}<=12),MAX({amount},{least}),0),'
            "MAX(0,IF(ISNUMBER({end}),MIN(12,{end}),12)-MAX(1,{start})+1)*MAX({monthly},{least}))",
            AMOUNT,
            14,
            "cost_first_year",
        ),
        Field(
            "pv",
            "Present value",
            Cells.LIVE,
            lambda c: float(np.sum(c.cash * inputs.discount)),
            f"SUMPRODUCT({months},path_discount)",
            AMOUNT,
            15,
            "cost_pv",
        ),
    ]


def _in_force() -> list[Field[CostInput]]:
    """The powers of a line: as stated for it, else as its behaviour has them."""
    return [
        Field(
            f"e_{power}",
            f"Power of {words}",
            Cells.LIVE,
            lambda c, power=power: getattr(line_exponents(c.line), power),  # type: ignore[misc]
            f"IF(ISNUMBER({{p_{power}}}),{{p_{power}}},"
            f"SUMIFS(behaviour_{power},behaviour_name,{{behaviour}}))",
            POWER,
            8,
            f"cost_power_{power}",
        )
        for power, words in POWERS
    ]


def _first(each: CostInput) -> int:
    line = each.line
    return line.start_month if line.timing is Timing.ONE_OFF else max(1, line.start_month)


def _last(each: CostInput, horizon: int) -> int:
    line = each.line
    if line.timing is Timing.ONE_OFF:
        return min(horizon, line.start_month)
    return horizon if line.end_month is None else min(horizon, line.end_month)


def _commitment(each: CostInput) -> float:
    line = each.line
    return (line.commitment or 0.0) if line.behaviour is Behaviour.COMMIT else 0.0


def _seats_used(inputs: AuditInputs, each: CostInput) -> float:
    owner = inputs.initiatives[each.owner - 1] if each.owner else None
    return float(inputs.effects.active_seats(owner) ** line_exponents(each.line).usage)


def _blocks(inputs: AuditInputs, each: CostInput) -> float:
    if each.line.behaviour is not Behaviour.CAPACITY:
        return 0.0
    peak = inputs.initiatives[each.owner - 1].peak_rpm if each.owner else None
    return peak / each.line.block if peak and each.line.block else 1.0
