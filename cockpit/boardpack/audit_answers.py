"""Right part of the sheet "Audit initiatives": what can be answered, and the pack beside it."""

from __future__ import annotations

from cockpit.boardpack.audit_grid import AMOUNT, Cells, Field
from cockpit.boardpack.audit_initiative_rows import InitiativeInput
from scenarios.portfolio import ValueBasis
from scenarios.run import MOSTLY


def answers() -> list[Field[InitiativeInput]]:
    """Whether each basis can be told, NPV where it can, and what the pack has of both."""
    return [
        *(_told(basis) for basis in ValueBasis),
        _in_vain(),
        *(_npv(basis) for basis in ValueBasis),
        *(_engine_npv(basis) for basis in ValueBasis),
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
