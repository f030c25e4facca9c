"""Checks across the cells of a row, and across rows. Each sheet lists its own.

A check notes what it finds on the draft; it runs on whatever could be read, so
that one problem does not hide another.
"""

from __future__ import annotations

from cockpit.inventory.assumptions import driver_of, full_name, referred_name
from cockpit.inventory.check_context import Check, Context
from cockpit.inventory.checks_metrics import (
    metric_has_a_value,
    metric_is_possible,
    period_can_be_placed,
    thresholds_are_in_order,
)
from cockpit.inventory.checks_money import (
    behaviour_is_complete,
    benefit_is_computable,
    benefit_lies_ahead,
    cost_lies_ahead,
    cost_range,
    currency_is_convertible,
    shared_has_rule,
)
from cockpit.inventory.checks_units import unit_tells_time_from_money
from cockpit.inventory.drafts import Draft
from cockpit.inventory.numbers_text import UnreadableCellError


def ends_after_start(draft: Draft, context: Context) -> None:
    """An end before its start."""
    start, end = draft.get("start"), draft.get("end")
    if start and end and end < start:
        draft.error(
            "end", f"It lies before the start ({start.isoformat()}).", "Correct one of the dates."
        )


def seats_fit(draft: Draft, context: Context) -> None:
    """More active than licensed seats."""
    licensed, active = draft.get("seats_licensed"), draft.get("seats_active")
    if licensed is not None and active is not None and active > licensed:
        draft.error(
            "seats_active",
            f"More seats are active than licensed ({licensed}).",
            "Correct one of the two numbers.",
        )


def review_follows_decision(draft: Draft, context: Context) -> None:
    """A review before the decision that it looks at."""
    decided, review = draft.get("decision_date"), draft.get("next_review")
    if decided and review and review < decided:
        draft.warn(
            "next_review",
            f"It lies before the decision ({decided.isoformat()}).",
            "Check the dates.",
        )


def vendor_is_spelt_alike(draft: Draft, context: Context) -> None:
    """A vendor that is written otherwise elsewhere, which makes two vendors of it."""
    vendor = draft.get("vendor")
    first = context.respelt.get(vendor) if vendor else None
    if first is not None:
        draft.warn(
            "vendor",
            f"This vendor is written {first!r} elsewhere; they count as two, each with its own "
            "price.",
            "Write the vendor alike in every row.",
        )


def not_twice(draft: Draft, context: Context) -> None:
    """Remark on a row that repeats another word for word."""
    key = (draft.sheet.name, *(repr(draft.get(column.field)) for column in draft.sheet.columns))
    before = context.seen.setdefault(key, draft.row)
    if before != draft.row:
        draft.warn(
            draft.sheet.columns[0].field,
            f"The row repeats row {before} word for word; both count.",
            "Delete one of them if it is a duplicate.",
        )


def assumption_is_sound(draft: Draft, context: Context) -> None:
    """Driver and distribution possible, stated once, known vendor, not expired."""
    if draft.get("driver") is None:
        return
    try:
        name = full_name(draft.get("driver"), draft.get("vendor"))
    except UnreadableCellError as found:
        draft.error("vendor", found.problem, found.remedy)
        return
    _correlation_is_sound(draft, name)
    if not draft.supplied("distribution") and not draft.supplied("correlated_with"):
        draft.error(
            "distribution",
            "Neither a distribution nor a correlation is stated.",
            "Choose a distribution.",
        )
    if draft.supplied("distribution"):
        before = context.seen.setdefault(("driver", name), draft.row)
        if before != draft.row:
            draft.error(
                "driver",
                f"The driver is stated in row {before} already.",
                "Keep one of the two rows.",
            )
    if not draft.unread:
        try:
            driver_of(draft.values)
        except UnreadableCellError as found:
            draft.error("distribution", found.problem, found.remedy)
    vendor = draft.get("vendor")
    if vendor is not None and vendor not in context.vendors:
        draft.warn(
            "vendor",
            "No cost row has this vendor; the assumption has no effect.",
            "Write the vendor as on the Costs sheet.",
        )
    expiry = draft.get("expiry")
    if expiry and expiry < context.decision:
        draft.warn(
            "expiry",
            "The assumption has expired; it is still used.",
            "Have its owner confirm or replace it.",
        )


def _correlation_is_sound(draft: Draft, name: str) -> None:
    other, value = draft.supplied("correlated_with"), draft.supplied("correlation")
    if other != value:
        draft.error(
            "correlation" if other else "correlated_with",
            "A correlation needs the other driver and the value.",
            "Fill in both, or neither.",
        )
    if draft.get("correlated_with") is None:
        return
    try:
        if referred_name(draft.get("correlated_with")) == name:
            draft.error(
                "correlated_with",
                "A driver cannot be correlated with itself.",
                "Name another driver.",
            )
    except UnreadableCellError as found:
        draft.error("correlated_with", found.problem, found.remedy)


#: Checks of each sheet, in this order.
CHECKS: dict[str, tuple[Check, ...]] = {
    "initiatives": (
        currency_is_convertible,
        seats_fit,
        review_follows_decision,
        vendor_is_spelt_alike,
    ),
    "costs": (
        currency_is_convertible,
        cost_range,
        ends_after_start,
        behaviour_is_complete,
        shared_has_rule,
        cost_lies_ahead,
        vendor_is_spelt_alike,
        not_twice,
    ),
    "benefits": (
        currency_is_convertible,
        benefit_is_computable,
        ends_after_start,
        benefit_lies_ahead,
        unit_tells_time_from_money,
        not_twice,
    ),
    "metrics": (
        metric_has_a_value,
        metric_is_possible,
        period_can_be_placed,
        thresholds_are_in_order,
        not_twice,
    ),
    "processing": (not_twice,),
    "assumptions": (assumption_is_sound, vendor_is_spelt_alike),
    "settings": (),
}
