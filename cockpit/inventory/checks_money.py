"""Checks of amounts: currency, range, what a cost or a benefit needs to be computed."""

from __future__ import annotations

from cockpit.inventory.benefit_change import change_of
from cockpit.inventory.calendar_months import flow_month, one_off_month
from cockpit.inventory.check_context import Context
from cockpit.inventory.drafts import Draft
from cockpit.inventory.numbers_text import UnreadableCellError
from cockpit.inventory.reading import NO_CURRENCY
from scenarios.portfolio import Behaviour, Timing

#: Remedy in a mapped file, which seldom has a Settings sheet to state a currency and rates on.
_ONE_CURRENCY = (
    "Under “Columns and format” keep the columns of other currencies as extra columns, or add a "
    "sheet Settings with Currency, and 'rate {}' if that is another."
)
_ONE_OF_THEM = (
    "State one currency: under “Columns and format” keep the columns of the others as extra "
    "columns."
)


def currency_is_convertible(draft: Draft, context: Context) -> None:
    """Settle the currency of a row's amounts; refuse it where no rate is stated."""
    values = draft.values
    amounts = [name for name in draft.sheet.amounts if values.get(name) is not None]
    stated = draft.get("currency")
    for name in amounts:
        signs = draft.signs.get(name)
        if not signs:
            continue
        if stated is not None and stated not in signs:
            draft.error(
                name,
                f"The amount's currency is not the row's ({stated}).",
                _ONE_OF_THEM if draft.header.mapped else "State one currency.",
            )
        elif stated is None and len(signs) == 1:
            stated = next(iter(signs))
        elif stated is None and context.currency not in signs:
            draft.error(
                name,
                "The currency symbol stands for several currencies.",
                "Write the ISO code in the column Currency.",
            )
    if stated is None or not amounts:
        return
    draft.values["currency"] = stated
    if stated == context.currency or stated in context.rates:
        return
    place = "currency" if draft.raw("currency") else amounts[0]
    if context.currency == NO_CURRENCY:
        draft.error(
            place,
            f"The amount is in {stated}, and the portfolio's currency is not stated.",
            _ONE_CURRENCY.format(stated)
            if draft.header.mapped
            else f"State Currency on the Settings sheet, and 'rate {stated}' if it is another.",
        )
    else:
        draft.error(
            place,
            f"No rate is stated from {stated} to {context.currency}.",
            f"Add the row 'rate {stated}' to the Settings sheet: {context.currency} for 1 "
            f"{stated}.",
        )


def range_is_in_order(draft: Draft, value: float | None, what: str) -> None:
    """P10 ≤ value ≤ P90, both or neither given, and P10 above zero."""
    p10, p90 = draft.get("p10"), draft.get("p90")
    if draft.supplied("p10") != draft.supplied("p90"):
        lone, other = ("p10", "P90") if draft.supplied("p10") else ("p90", "P10")
        draft.error(lone, f"{other} is missing beside it.", "Give both P10 and P90, or neither.")
    if p10 is None or p90 is None:
        return
    if p10 > p90:
        draft.error(
            "p10",
            f"P10 exceeds P90 ({p90:g}).",
            "P10 is the low end, P90 the high end: correct or swap them.",
        )
    elif value is not None and value > 0 and not p10 <= value * (1 + 1e-9) + 1e-9:
        draft.error(
            "p10", f"{what} ({value:g}) lies below P10.", "Correct the amount or the range."
        )
    elif value is not None and value > 0 and not value * (1 - 1e-9) - 1e-9 <= p90:
        draft.error(
            "p90", f"{what} ({value:g}) lies above P90.", "Correct the amount or the range."
        )
    elif value is not None and value <= 0:
        draft.error(
            "p10", f"A range is given for {what.lower()} of {value:g}.", "Leave P10 and P90 blank."
        )
    elif p10 <= 0:
        draft.error(
            "p10",
            "P10 must lie above zero.",
            "Enter the low end of the range, or leave both blank.",
        )


def cost_range(draft: Draft, context: Context) -> None:
    """Amount within its range."""
    range_is_in_order(draft, draft.get("amount"), "The amount")


def behaviour_is_complete(draft: Draft, context: Context) -> None:
    """What a behaviour needs: a commitment, a block and a peak load."""
    behaviour = draft.get("behaviour")
    if behaviour is None and not draft.supplied("behaviour"):
        draft.warn(
            "behaviour",
            "No behaviour is stated, so nobody knows how the cost answers to usage and prices.",
            "Choose a behaviour; write fixed where the cost does not follow usage.",
        )
    if behaviour is Behaviour.COMMIT and not draft.supplied("commitment"):
        draft.error(
            "commitment",
            "A commit line needs its commitment.",
            "Enter the least payable a month, or choose another behaviour.",
        )
    if behaviour is Behaviour.CAPACITY:
        if not draft.supplied("block"):
            draft.error(
                "block",
                "A capacity line needs its block.",
                "Enter the load that one block serves, or choose another behaviour.",
            )
        elif draft.get("block") == 0:
            draft.error(
                "block", "A block of zero serves no load.", "Enter the load that one block serves."
            )
        owner = context.index.drafts.get(draft.get("initiative") or "")
        if owner is not None and not owner.supplied("peak_rpm"):
            draft.error(
                "initiative",
                "A capacity line needs the initiative's peak load, which is not supplied.",
                "Fill in Peak rpm on the Initiatives sheet, or choose another behaviour.",
            )
    if (
        behaviour in (Behaviour.COMMIT, Behaviour.CAPACITY)
        and draft.get("timing") is Timing.ONE_OFF
    ):
        draft.error(
            "timing",
            f"A one-off cost cannot have the behaviour {behaviour.value}.",
            "Choose monthly or annual, or another behaviour.",
        )


def shared_has_rule(draft: Draft, context: Context) -> None:
    """What only a shared, or only an own line can have."""
    if "initiative" not in draft.values:
        return
    shared = draft.get("initiative") is None
    if shared and draft.get("behaviour") is Behaviour.CAPACITY:
        draft.error(
            "behaviour",
            "A shared line has no peak load of its own.",
            "Choose another behaviour, or enter the cost at the initiatives.",
        )
    if not shared and draft.get("allocation") is not None:
        draft.warn(
            "allocation",
            "An allocation rule has no effect on a cost of one initiative.",
            "Leave it blank, or write SHARED as the initiative.",
        )


def cost_lies_ahead(draft: Draft, context: Context) -> None:
    """Remark on what the forward economics leave out."""
    start, end = draft.get("start"), draft.get("end")
    if draft.get("timing") is Timing.ONE_OFF:
        if start and one_off_month(context.decision, start) < 0:
            draft.warn(
                "start",
                "This one-off is past: it is sunk and not part of the forward economics.",
                "Nothing to do, unless the date is wrong.",
            )
        elif not draft.supplied("start"):
            draft.warn(
                "start",
                "No date is stated for a one-off; it counts at the decision date, or when the "
                "initiative starts, if that is later.",
                "Enter the month in which it falls.",
            )
    elif end and flow_month(context.decision, end) < 1:
        draft.warn(
            "end",
            "This cost has ended: it is not part of the forward economics.",
            "Nothing to do, unless the date is wrong.",
        )


def benefit_is_computable(draft: Draft, context: Context) -> None:
    """Volume, value and change; a benefit without money is kept but not counted."""
    missing = [
        draft.sheet.by_field[name].header
        for name in ("volume", "value_per_unit")
        if not draft.supplied(name)
    ]
    if missing:
        draft.warn(
            "volume" if "Volume a month" in missing else "value_per_unit",
            f"{' and '.join(missing)} not supplied: the benefit is listed, but has no money value.",
            "Fill in both to count it.",
        )
    change = None
    if not draft.unread & {"baseline", "current", "target", "better"}:
        try:
            change, _ = change_of(
                *(draft.get(name) for name in ("baseline", "current", "target", "better"))
            )
        except UnreadableCellError as found:
            note = draft.warn if missing else draft.error
            note("baseline", found.problem, found.remedy)
    if change is not None and change < 0:
        draft.warn(
            "current",
            "It became worse than the baseline: the benefit counts as negative.",
            "Check baseline, current and direction.",
        )
    volume, value = draft.get("volume"), draft.get("value_per_unit")
    monthly = None if change is None or volume is None or value is None else volume * change * value
    if monthly is not None and monthly < 0 and (draft.supplied("p10") or draft.supplied("p90")):
        draft.forget("p10", "p90")
        draft.error(
            "p10" if draft.supplied("p10") else "p90",
            "A benefit that became worse cannot have a range of its own.",
            "Leave P10 and P90 blank; its width then follows the evidence grade.",
        )
    else:
        range_is_in_order(draft, monthly, "The monthly value")


def benefit_lies_ahead(draft: Draft, context: Context) -> None:
    """Remark on an ended benefit, and on a share without a destination."""
    end = draft.get("end")
    if end and flow_month(context.decision, end) < 1:
        draft.warn(
            "end",
            "This benefit has ended: it is not part of the forward economics.",
            "Nothing to do, unless the date is wrong.",
        )
    if draft.get("redeployed_share") is not None and not draft.supplied("destination"):
        draft.warn(
            "destination",
            "A redeployed share without a destination is not cashable.",
            "Choose what the freed time became.",
        )
