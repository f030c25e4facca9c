"""Right part of the sheet "Audit initiatives": what can be answered, and the pack beside it."""

from __future__ import annotations

from collections.abc import Callable

from cockpit.boardpack.audit_grid import AMOUNT, Cells, Field
from cockpit.boardpack.audit_initiative_rows import InitiativeInput
from scenarios.portfolio import ValueBasis
from scenarios.run import MOSTLY

Pair = Callable[[InitiativeInput], tuple[float | None, float | None]]
#: Largest relative difference that rounding may cause.
TOLERANCE = 1e-9
#: A figure that either the audit or the pack has, and the other has not.
ONE_ONLY = "in one only"
_LEAST = 0.01


def answers() -> list[Field[InitiativeInput]]:
    """Whether each basis can be told, NPV where it can, and what the pack has of both."""
    return [
        *(_told(basis) for basis in ValueBasis),
        _in_vain(),
        *(_npv(basis) for basis in ValueBasis),
        _engine_cost(),
        *(_engine_npv(basis) for basis in ValueBasis),
        _difference("full", "full cost", lambda i: (i.rest if i.bears else None, i.engine_cost)),
        *(
            _difference(
                basis.value,
                f"{basis.value} NPV",
                lambda i, basis=basis: (i.npv(basis), i.engine_npv.get(basis)),  # type: ignore[misc]
            )
            for basis in ValueBasis
        ),
        _verdict(),
    ]


def _told(basis: ValueBasis) -> Field[InitiativeInput]:
    """Claimed needs cost and benefit; the others a line of which the basis can be told."""
    lines = f"SUMIFS(benefit_told_{basis.value},benefit_owner,{{number}})"
    formula = "{counts}" if basis is ValueBasis.CLAIMED else f"IF({{counts}}=1,MIN(1,{lines}),0)"
    return Field(
        f"told_{basis.value}",
        f"{basis.value.capitalize()} can be told (1/0)",
        Cells.LIVE,
        lambda i: int(i.told[basis]),
        formula,
        name=f"initiative_told_{basis.value}",
    )


def _in_vain() -> Field[InitiativeInput]:
    own = "SUMIFS(cost_first_year,cost_owner,{number}"
    billed = "COUNTIFS(cost_owner,{number},cost_unstated,1,cost_asked,1)"
    return Field(
        "in_vain",
        "Asked how costs behave, and most do not state it (1/0)",
        Cells.LIVE,
        lambda i: int(i.in_vain),
        f"IF(AND({own},cost_unstated,1)>{MOSTLY:g}*{own}),OR(levers_ask=1,{billed}>0)),1,0)",
        width=14,
    )


def _npv(basis: ValueBasis) -> Field[InitiativeInput]:
    def npv(each: InitiativeInput) -> float | str:
        found = each.npv(basis)
        return "n/a" if found is None else found

    told = f"{{told_{basis.value}}}=1,{{in_vain}}=0,N({{full}})>0"
    return Field(
        f"npv_{basis.value}",
        f"{basis.value.capitalize()} NPV",
        Cells.LIVE,
        npv,
        f'IF(AND({told}),{{{basis.value}}}-{{full}},"n/a")',
        AMOUNT,
        16,
    )


def _engine_npv(basis: ValueBasis) -> Field[InitiativeInput]:
    return Field(
        f"engine_{basis.value}",
        f"{basis.value.capitalize()} NPV in the pack",
        Cells.TEXT,
        lambda i: i.engine_npv.get(basis, "n/a"),
        code=AMOUNT,
        width=16,
    )


def _engine_cost() -> Field[InitiativeInput]:
    return Field(
        "engine_full",
        "Full cost in the pack",
        Cells.TEXT,
        lambda i: "n/a" if i.engine_cost is None else i.engine_cost,
        code=AMOUNT,
        width=16,
    )


def _difference(key: str, words: str, pair: Pair) -> Field[InitiativeInput]:
    """Difference of the audit from the pack, of the greater of the pack's figure and cost."""
    mine, theirs = (
        (f"{{npv_{key}}}", f"{{engine_{key}}}") if key != "full" else ("{full}", "{engine_full}")
    )
    whole = f"MAX(ABS({theirs}),N({{engine_full}}),{_LEAST:g})"
    return Field(
        f"difference_{key}",
        f"Relative difference, {words}",
        Cells.LIVE,
        lambda i: _apart(*pair(i), i.engine_cost),
        f"IF(AND(ISNUMBER({mine}),ISNUMBER({theirs})),ABS({mine}-{theirs})/{whole},"
        f'IF(OR(ISNUMBER({mine}),ISNUMBER({theirs})),"{ONE_ONLY}","n/a"))',
        "0.0E+00",
        12,
    )


def _apart(mine: float | None, theirs: float | None, cost: float | None) -> float | str:
    if mine is None and theirs is None:
        return "n/a"
    if mine is None or theirs is None:
        return ONE_ONLY
    return abs(mine - theirs) / max(abs(theirs), cost or 0.0, _LEAST)


def verdict_of(each: InitiativeInput) -> str:
    """Whether every figure of an initiative is the pack's; n/a where neither has one."""
    pairs = [(each.rest if each.bears else None, each.engine_cost)]
    pairs += [(each.npv(basis), each.engine_npv.get(basis)) for basis in ValueBasis]
    found = [_apart(mine, theirs, each.engine_cost) for mine, theirs in pairs]
    numbers = [apart for apart in found if not isinstance(apart, str)]
    if ONE_ONLY in found or any(apart > TOLERANCE for apart in numbers):
        return "FAIL"
    return "PASS" if numbers else "n/a"


def _verdict() -> Field[InitiativeInput]:
    cells = f"{{difference_full}}:{{difference_{list(ValueBasis)[-1].value}}}"
    return Field(
        "verdict",
        "Verdict",
        Cells.LIVE,
        verdict_of,
        f'IF(COUNTIF({cells},"{ONE_ONLY}")>0,"FAIL",IF(COUNT({cells})=0,"n/a",'
        f'IF(MAX({cells})<={TOLERANCE:.0E},"PASS","FAIL")))',
        name="initiative_verdict",
    )
