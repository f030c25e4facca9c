"""Fields and the monthly formula of a benefit line in the audit."""

from __future__ import annotations

import numpy as np

from cockpit.boardpack.audit_grid import AMOUNT, FACTOR, MEASURE, POWER, RATE, Cells, Field
from cockpit.boardpack.audit_inputs import AuditInputs, BenefitInput
from scenarios.plan import is_banked
from scenarios.portfolio import ValueBasis
from scenarios.valuation import Weights, basis_weights, cashable_share

_RISEN = "({use}*INDEX({prices},{usage_vendor}+1)^lever_price_elasticity)^{beta}"
BENEFIT_MONTH = (
    "=IF(AND({month}>={first},{month}<={last}),"
    "{monthly}*MIN(1,({month}-{first}+1)/MAX(1,{ramp}))*{factor}"
    f"*IF(ISNUMBER(lever_value_cap),MIN(lever_value_cap,{_RISEN}),{_RISEN}),0)"
)
_FREED = {True: "yes", False: "no", None: "unknown"}


def benefit_fields(inputs: AuditInputs, months: str) -> list[Field[BenefitInput]]:
    """The columns left of the months; ``months`` are the cells of all months of a row."""
    return [*_stated(), *_timing(inputs), *_weighing(inputs, months)]


def _stated() -> list[Field[BenefitInput]]:
    return [
        Field("number", "No.", Cells.TEXT, lambda b: b.number, width=5),
        Field("owner_name", "Initiative", Cells.TEXT, lambda b: b.owner_name, width=26),
        Field("item", "Benefit", Cells.TEXT, lambda b: b.line.benefit, width=30),
        Field("source", "Source", Cells.TEXT, lambda b: str(b.line.source or "n/a"), width=14),
        Field("owner", "Initiative no.", Cells.INPUT, lambda b: b.owner, name="benefit_owner"),
        Field("volume", "Volume a month", Cells.INPUT, lambda b: b.line.volume, code=MEASURE),
        Field("change", "Change per unit", Cells.INPUT, lambda b: b.line.change, code=MEASURE),
        Field(
            "value",
            "Value per unit of change",
            Cells.INPUT,
            lambda b: b.line.value_per_unit,
            code=AMOUNT,
        ),
        Field("start", "First month stated", Cells.INPUT, lambda b: b.line.start_month),
        Field("ramp", "Months to full effect", Cells.INPUT, lambda b: b.line.ramp_months),
        Field("end", "Last month stated; blank: open", Cells.INPUT, lambda b: b.line.end_month),
        Field(
            "own_beta",
            "Value follows usage, stated",
            Cells.INPUT,
            lambda b: b.line.value_follows_usage,
            code=POWER,
        ),
        Field(
            "follows",
            "Some cost states how it behaves (1/0)",
            Cells.LIVE,
            lambda b: int(b.follows_usage),
            "IF(OR(COUNTIFS(cost_owner,{owner})=0,COUNTIFS(cost_owner,{owner},cost_unstated,0)>0),"
            "1,0)",
        ),
        Field(
            "usage_vendor",
            "Vendor whose price usage answers to",
            Cells.LIVE,
            lambda b: b.usage_vendor,
            "INDEX(initiative_usage_vendor,{owner})",
        ),
        Field(
            "moves",
            "Moves with the model (1/0)",
            Cells.LIVE,
            lambda b: int(b.moves_model),
            'IF(COUNTIFS(cost_owner,{owner},cost_power_tier,">0")>0,1,0)',
        ),
        Field(
            "status",
            "Capture status",
            Cells.INPUT,
            lambda b: b.line.capture_status.value if b.line.capture_status else None,
        ),
        Field("freed", "Working time", Cells.INPUT, lambda b: _FREED[b.line.freed_time]),
        Field(
            "destination",
            "Destination of freed time",
            Cells.INPUT,
            lambda b: b.line.destination.value if b.line.destination else None,
            width=14,
        ),
        Field(
            "redeployed",
            "Redeployed share",
            Cells.INPUT,
            lambda b: b.line.redeployed_share,
            code=RATE,
        ),
        Field(
            "direct",
            "Direct",
            Cells.INPUT,
            lambda b: "yes" if b.line.direct else "no",
            name="benefit_direct",
        ),
    ]


def _timing(inputs: AuditInputs) -> list[Field[BenefitInput]]:
    levers = inputs.levers
    steady = levers.adoption * levers.realisation * inputs.medians["realisation"]
    accepted = 1 + levers.model_share_moved * (levers.model_acceptance_effect - 1)

    def factor(each: BenefitInput) -> float:
        seats = inputs.effects.active_seats(inputs.initiatives[each.owner - 1])
        return steady * seats * (accepted if each.moves_model else 1.0)

    def first(each: BenefitInput) -> int:
        late = 0 if is_banked(each.line) else levers.benefit_delay_months
        return max(1, each.line.start_month) + late

    return [
        Field(
            "monthly",
            "Monthly value at full effect",
            Cells.LIVE,
            lambda b: b.line.monthly_value,
            "{volume}*{change}*{value}",
            AMOUNT,
            14,
        ),
        Field(
            "banked",
            "Captured and running (1/0)",
            Cells.LIVE,
            lambda b: int(is_banked(b.line)),
            'IF(AND(OR({status}="captured",{status}="sustained"),{start}<=1),1,0)',
        ),
        Field(
            "first",
            "First month",
            Cells.LIVE,
            first,
            "MAX(1,{start})+IF({banked}=1,0,lever_benefit_delay_months)",
        ),
        Field(
            "last",
            "Last month",
            Cells.LIVE,
            lambda b: min(
                inputs.horizon, inputs.horizon if b.line.end_month is None else b.line.end_month
            ),
            "MIN(horizon,IF(ISNUMBER({end}),{end},horizon))",
        ),
        Field(
            "beta",
            "β in force",
            Cells.LIVE,
            lambda b: _beta(inputs, b),
            "IF({follows}=0,0,IF(ISNUMBER(lever_value_follows_usage),lever_value_follows_usage,"
            "IF(ISNUMBER({own_beta}),{own_beta},rule_value_follows_usage)))",
            FACTOR,
        ),
        Field(
            "factor",
            "Factor of the line: adoption, realisation, seats in use, model",
            Cells.LIVE,
            factor,
            "lever_adoption*lever_realisation*median_realisation"
            "*INDEX(initiative_seats_used,{owner})"
            "*IF({moves}=0,1,1+lever_model_share_moved*(lever_model_acceptance_effect-1))",
            FACTOR,
            14,
        ),
    ]


def _weighing(inputs: AuditInputs, months: str) -> list[Field[BenefitInput]]:
    valuation = inputs.audit.scenario.valuation

    def weights(each: BenefitInput) -> Weights:
        return basis_weights(each.line, inputs.net_time(each.line.initiative_id), valuation)

    def weight(basis: ValueBasis, title: str, formula: str) -> Field[BenefitInput]:
        return Field(basis.value, title, Cells.LIVE, lambda b: weights(b)[basis], formula, FACTOR)

    def worth(basis: ValueBasis) -> Field[BenefitInput]:
        return Field(
            f"pv_{basis.value}",
            f"Present value, {basis.value}",
            Cells.LIVE,
            lambda b: _pv(inputs, b) * weights(b)[basis],
            f"{{pv}}*{{{basis.value}}}",
            AMOUNT,
            15,
            f"benefit_pv_{basis.value}",
        )

    statuses = "".join(
        f'IF({{status}}="{each.value}",weight_{each.value},' for each in valuation.capture_weight
    )
    closing = ")" * len(valuation.capture_weight)
    return [
        weight(ValueBasis.CLAIMED, "Weight, claimed", 'IF({direct}="yes",1,0)'),
        weight(
            ValueBasis.CAPTURED,
            "Weight, captured",
            f'IF({{direct}}="yes",{statuses}0{closing},0)',
        ),
        Field(
            "hours",
            "Freed time held against the burden",
            Cells.LIVE,
            lambda b: _hours(b, weights(b)),
            'IF(AND({direct}="yes",{status}<>"",{start}<=1,'
            'OR({freed}="yes",AND({freed}="unknown",{change}<0))),{volume}*{change}*{captured},0)',
            FACTOR,
            name="benefit_hours",
        ),
        weight(ValueBasis.CASHABLE, "Weight, cashable", "{captured}*" + _CASHABLE),
        Field(
            "told_captured",
            "Captured can be told (1/0)",
            Cells.LIVE,
            lambda b: int(b.line.direct and b.line.capture_status is not None),
            'IF(AND({direct}="yes",{status}<>""),1,0)',
            name="benefit_told_captured",
        ),
        Field(
            "told_cashable",
            "Cashable can be told (1/0)",
            Cells.LIVE,
            lambda b: int(_tells_cashable(inputs, b)),
            f"IF({{told_captured}}=0,0,{_TOLD})",
            name="benefit_told_cashable",
        ),
        Field(
            "pv",
            "Present value, before any weight",
            Cells.LIVE,
            lambda b: _pv(inputs, b),
            f"SUMPRODUCT({months},path_discount)",
            AMOUNT,
            15,
            "benefit_pv",
        ),
        *(worth(basis) for basis in ValueBasis),
    ]


#: What nobody can tell to be cashable counts nothing where it is a gain, in full where a loss.
_UNKNOWN = "IF({change}<0,1,0)"
_NET_TIME = "INDEX(initiative_net_time,{owner})"
_CASHABLE = (
    'IF({freed}="no",1,IF({freed}="yes",'
    'IF(OR({destination}="",AND(ISNUMBER({redeployed}),N({redeployed})=0)),0,'
    f"IF(OR(NOT(ISNUMBER({{redeployed}})),NOT(ISNUMBER({_NET_TIME}))),{_UNKNOWN},"
    f"{{redeployed}}*IF({{change}}<0,1,{_NET_TIME}))),{_UNKNOWN}))"
)

#: Whether anybody can tell how much of a line is cashable.
_TOLD = (
    'IF({freed}="no",1,IF({freed}<>"yes",0,'
    'IF(OR({destination}="",AND(ISNUMBER({redeployed}),N({redeployed})=0)),1,'
    f"IF(AND(ISNUMBER({{redeployed}}),ISNUMBER({_NET_TIME})),1,0))))"
)


def _tells_cashable(inputs: AuditInputs, each: BenefitInput) -> bool:
    line = each.line
    told = cashable_share(line, inputs.net_time(line.initiative_id)) is not None
    return line.direct and line.capture_status is not None and told


def _beta(inputs: AuditInputs, each: BenefitInput) -> float:
    """β: the lever where it is set, else the line's own, else the rule's."""
    if not each.follows_usage:
        return 0.0
    rule = inputs.audit.scenario.valuation.value_follows_usage
    for stated in (inputs.levers.value_follows_usage, each.line.value_follows_usage):
        if stated is not None:
            return stated
    return rule


def _hours(each: BenefitInput, weights: Weights) -> float:
    line = each.line
    counts = line.freed_time or (line.freed_time is None and line.change < 0)
    if not (counts and line.direct and line.capture_status and line.start_month <= 1):
        return 0.0
    return line.volume * line.change * weights[ValueBasis.CAPTURED]


def _pv(inputs: AuditInputs, each: BenefitInput) -> float:
    return float(np.sum(each.cash * inputs.discount))
