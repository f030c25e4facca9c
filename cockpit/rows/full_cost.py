"""Tables of the full cost page: frames with human headers, and how each column reads."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from pandas.io.formats.style import Styler

from cockpit import wording
from cockpit.assessment.full_cost import FullCost, LineCost
from cockpit.assessment.spend import CommitmentUse, SeatUse, UnitCost, invoice_by_initiative
from scenarios.portfolio import CostLayer, CostLine, Portfolio

Formats = dict[str, Callable[[Any], str]]

#: Blue at a strength that leaves black and white text readable in both themes.
_HEAT = "background-color: rgba(0, 114, 178, {:.2f})"
#: How a layer without any line reads, which is unknown and not zero.
MISSING = "missing"

#: Layers in a heading that leaves room for thirteen columns; the full name is its help.
SHORT_LAYERS = {
    CostLayer.C1: "C1 Compute",
    CostLayer.C2: "C2 Models",
    CostLayer.C3: "C3 Data",
    CostLayer.C4: "C4 Apps",
    CostLayer.C5: "C5 Risk",
    CostLayer.C6: "C6 Support",
    CostLayer.C7: "C7 Oversight",
}


def owner_of(portfolio: Portfolio, line: CostLine) -> str:
    """Owner of the initiative that bears the line."""
    if line.initiative_id is None:
        return "shared line; no single owner is stated"
    initiative = portfolio.by_id.get(line.initiative_id)
    return (initiative.owner if initiative else None) or "no owner is stated"


def name_of(portfolio: Portfolio, line: CostLine) -> str:
    """Name of the initiative that bears the line, or that it is shared."""
    initiative = portfolio.by_id.get(line.initiative_id or "")
    return initiative.name if initiative else "shared"


def titled(what: str, currency: str, per: str = "a year") -> str:
    """Header of a money column: ``Full cost, EUR a year``; without a currency just the words."""
    code = wording.code(currency)
    if not what:
        return f"{code or 'Amount'} {per}"
    return f"{what}{',' if code else ''} {code} {per}".replace("  ", " ").strip()


def whole(value: float) -> str:
    """Money without decimals, in full."""
    return wording.number(value, 0)


def cents(value: Any) -> str:
    """Money to the cent."""
    return wording.number(float(value), 2)


def layers_table(cost: FullCost) -> tuple[pd.DataFrame, Formats, wording.Scale]:
    """Initiatives by run-rate, layers across; missing layers are NaN and read “missing”."""
    supplied = [each for each in cost.initiatives if each.supplied]
    # The middle initiative sets the scale, so that one giant does not round all others away.
    middle = supplied[len(supplied) // 2].recurring if supplied else 0.0
    scale = wording.scale_for([middle])
    invoices = invoice_by_initiative(cost)
    rows = []
    for each in supplied:
        invoice = invoices[each.id]
        row: dict[str, Any] = {"Initiative": each.name, "Full cost": each.recurring}
        row |= {layer.title: each.layers.get(layer, np.nan) for layer in CostLayer}
        row |= {
            "Invoice": np.nan if invoice is None else invoice,
            "Full ÷ invoice": each.recurring / invoice if invoice else np.nan,
            "One-off": each.one_off if each.states_one_off else np.nan,
            "TCO": "partial" if each.partial else "complete",
        }
        rows.append(row)
    frame = pd.DataFrame(rows)
    formats: Formats = {
        name: lambda value: wording.amount(value, scale)
        for name in (*(layer.title for layer in CostLayer), "Full cost", "Invoice", "One-off")
    }
    formats["Full ÷ invoice"] = ratio
    return frame, formats, scale


def ratio(value: float) -> str:
    """A ratio with one decimal, as in a column of ratios."""
    return f"×{wording.number(value, 1)}"


def layers_export(cost: FullCost) -> pd.DataFrame:
    """The same with all digits, “missing” in words, and initiatives without cost listed."""
    rows = []
    invoices = invoice_by_initiative(cost)
    for each in cost.initiatives:
        row: dict[str, Any] = {"Initiative": each.name, "ID": each.id}
        for layer in CostLayer:
            absent = MISSING if each.supplied else "not supplied"
            row[titled(layer.title, cost.currency)] = each.layers.get(layer, absent)
        row[titled("Full cost", cost.currency)] = each.recurring if each.supplied else None
        row[titled("Invoice", cost.currency)] = invoices[each.id]
        row[titled("One-off", cost.currency, "")] = each.one_off if each.states_one_off else None
        row["Completeness"] = _completeness(each.missing) if each.supplied else "no cost supplied"
        rows.append(row)
    return pd.DataFrame(rows)


def _completeness(missing: Sequence[CostLayer]) -> str:
    if not missing:
        return "complete"
    return "partial TCO, without " + ", ".join(layer.value for layer in missing)


def heat(frame: pd.DataFrame, formats: Formats, on_screen: pd.Index) -> Styler:
    """Layer cells of the rows on screen, shaded by their size in all; missing ones say so."""
    layers = [layer.title for layer in CostLayer]
    largest = float(np.nanmax(frame[layers].to_numpy(dtype=float), initial=0.0)) or 1.0

    def shade(column: pd.Series) -> list[str]:
        shares = (column.astype(float) / largest).clip(lower=0)
        return [
            "color: #C2570C" if np.isnan(share) else _HEAT.format(0.55 * share**0.5)
            for share in shares
        ]

    others = {name: form for name, form in formats.items() if name not in layers}
    of_layers = {name: form for name, form in formats.items() if name in layers}
    return (
        frame.loc[on_screen]
        .style.apply(shade, subset=layers)
        .format(of_layers, na_rep=MISSING, subset=layers)
        .format(others, na_rep=wording.NA, subset=list(others))
    )


def lines_table(portfolio: Portfolio, lines: Sequence[LineCost]) -> tuple[pd.DataFrame, Formats]:
    """Cost lines with initiative, vendor and annual money."""
    money = titled("", portfolio.currency)
    frame = pd.DataFrame(
        {
            "Initiative": name_of(portfolio, each.line),
            money: each.recurring,
            "Item": each.line.item,
            "Vendor": each.line.vendor,
            "Row": str(each.line.source or wording.NA),
        }
        for each in lines
    )
    return frame, {money: whole}


def seats_table(uses: Sequence[SeatUse], currency: str) -> tuple[pd.DataFrame, Formats]:
    """Seats by initiative, the dearest idle ones first."""
    money = titled("Idle", currency)
    frame = pd.DataFrame(
        {
            "Initiative": use.name,
            "Paid": use.licensed,
            "Active": _or_nan(use.active),
            "Idle": _or_nan(use.idle),
            money: _or_nan(use.idle_money),
        }
        for use in uses
    )
    return frame, dict.fromkeys(("Paid", "Active", "Idle", money), whole)


def units_table(units: Sequence[UnitCost], currency: str) -> tuple[pd.DataFrame, Formats]:
    """Cost per accepted output, the dearest first."""
    unit = titled("", currency, "per output")
    money = titled("Full cost", currency)
    frame = pd.DataFrame(
        {
            "Initiative": each.name,
            unit: _or_nan(each.cost_per_output),
            "Accepted a month": _or_nan(each.accepted_a_month),
            money: each.annual_cost,
            "TCO": "partial" if each.partial else "complete",
        }
        for each in units
    )
    return frame, {unit: cents, "Accepted a month": whole, money: whole}


def commitments_table(
    portfolio: Portfolio, uses: Sequence[CommitmentUse]
) -> tuple[pd.DataFrame, Formats]:
    """Committed and metered money a year, the largest unused part first."""
    headers = [titled(word, portfolio.currency) for word in ("Unused", "Committed", "Metered")]
    frame = pd.DataFrame(
        {
            "Vendor": use.line.line.vendor,
            **dict(zip(headers, (use.unused, use.committed, use.metered), strict=True)),
            "Item": use.line.line.item,
            "Initiative": name_of(portfolio, use.line.line),
        }
        for use in uses
    )
    return frame, dict.fromkeys(headers, whole)


def pairs_table(title: str, pairs: Mapping[str | None, float], currency: str) -> pd.DataFrame:
    """Names with money and share, for download."""
    total = sum(pairs.values())
    return pd.DataFrame(
        {
            title: name or "not stated",
            titled("", currency): amount,
            "Share": amount / total if total else None,
        }
        for name, amount in pairs.items()
    )


def allocation_table(cost: FullCost) -> tuple[pd.DataFrame, Formats]:
    """Each shared line beside the sum of its parts, to the cent."""
    headers = [titled(word, cost.currency, "") for word in ("Line", "Sum of parts", "Difference")]
    rows = []
    for each in cost.allocations:
        amount = each.recurring + each.one_off
        rows.append(
            {
                "Item": each.line.item,
                "Layer": each.line.layer.title,
                "Divided by": each.rule.value,
                "Initiatives": len(each.parts),
                **dict(
                    zip(
                        headers,
                        map(float, (amount, amount - each.difference, each.difference)),
                        strict=True,
                    )
                ),
            }
        )
    return pd.DataFrame(rows), dict.fromkeys(headers, cents)


def parts_table(cost: FullCost) -> tuple[pd.DataFrame, Formats]:
    """Every initiative's part of every shared line."""
    names = {each.id: each.name for each in cost.initiatives}
    recurring, once = titled("Recurring", cost.currency), titled("One-off", cost.currency, "")
    frame = pd.DataFrame(
        {
            "Item": each.line.item,
            "Initiative": names[key],
            "Divided by": each.rule.value,
            "Share": share,
            recurring: float(part),
            once: float(single),
        }
        for each in cost.allocations
        for key, (share, part, single) in each.parts.items()
    )
    formats: Formats = {
        "Share": lambda value: wording.percent(value, decimals=2),
        recurring: cents,
        once: cents,
    }
    return frame, formats


def _or_nan(value: float | None) -> float:
    return np.nan if value is None else float(value)
