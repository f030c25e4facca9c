"""Checks of a metric: a value that can be, a period that can be placed, usable thresholds."""

from __future__ import annotations

from cockpit.inventory.catalogue import known_metric
from cockpit.inventory.check_context import Context
from cockpit.inventory.drafts import Draft
from cockpit.inventory.metric_rows import canonical
from cockpit.inventory.periods import period_of
from cockpit.inventory.values import fold
from cockpit.inventory.vocabulary import Better

#: Begin the units of the catalogue in which a value below zero is possible.
_SIGNED = ("points", "as stated", "currency", "%")
_VALUES = ("baseline", "current", "green", "red")
_WRITE_PERIOD = "Write it as 2026, 2026-H1, 2026-Q2 or 2026-04."


def metric_has_a_value(draft: Draft, context: Context) -> None:
    """A metric without any value."""
    if not draft.supplied("baseline") and not draft.supplied("current"):
        draft.warn("current", "Neither baseline nor current is supplied.", "Fill in at least one.")


def metric_is_possible(draft: Draft, context: Context) -> None:
    """Refuse a value that a metric of the catalogue cannot have: a share of 85, −3 hours."""
    known = known_metric(draft.get("metric") or "")
    if known is None:
        return
    for name in _VALUES:
        value = draft.get(name)
        if value is None:
            continue
        if value < 0 and not known.unit.startswith(_SIGNED):
            draft.error(
                name,
                f"“{known.name}” cannot be negative; its unit is {known.unit}.",
                "Correct the value, or leave the cell blank.",
            )
        elif known.unit.startswith("share of") and value > 1 + 1e-9:
            draft.error(
                name,
                f"“{known.name}” is a {known.unit}, which lies between 0 and 1.",
                "Correct the value: 85 % is written 0.85 or 85%.",
            )


def period_can_be_placed(draft: Draft, context: Context) -> None:
    """Name the rows that stand aside, since their period cannot be put in order."""
    if draft.get("metric") is None or not draft.supplied("current"):
        return
    key = (draft.get("initiative"), canonical(draft.get("metric")), fold(draft.get("team") or ""))
    rows = context.of_metric.setdefault(key, [])
    rows.append(draft)
    placed = [each for each in rows if period_of(each.get("current_period")) is not None]
    if not placed:
        if len({fold(each.get("current_period") or "") for each in rows}) > 1:
            draft.warn(
                "current_period",
                "The periods of this metric cannot be put in order; the last row in the sheet "
                "counts.",
                _WRITE_PERIOD,
            )
        return
    # The first row with a period that can be placed speaks for all rows before it.
    for each in rows if placed == [draft] else [draft]:
        if period_of(each.get("current_period")) is None:
            each.warn(
                "current_period",
                f"This period cannot be put in order; {placed[-1].get('current_period')} in row "
                f"{placed[-1].row} can, and counts instead.",
                _WRITE_PERIOD,
            )


def thresholds_are_in_order(draft: Draft, context: Context) -> None:
    """Green on the better side of red, by the stated direction or else the metric's own.

    Where neither says which direction is better, the two thresholds themselves do.
    """
    if draft.supplied("green") != draft.supplied("red"):
        lone, other = ("green", "Red from") if draft.supplied("green") else ("red", "Green from")
        draft.warn(
            lone,
            f"{other} is missing beside it, so the metric has no colour.",
            "Give both thresholds, or neither.",
        )
    green, red, better = draft.get("green"), draft.get("red"), _direction(draft)
    if green is None or red is None or better is None:
        return
    if not (green > red if better is Better.HIGHER else green < red):
        side = "above" if better is Better.HIGHER else "below"
        draft.error(
            "green",
            f"Green must lie {side} red ({red:g}), since {better.value} is better.",
            "Correct or swap the two thresholds, or correct the direction.",
        )


def _direction(draft: Draft) -> Better | None:
    """The direction stated in the row; of a metric of the catalogue, else the one stated there."""
    if draft.supplied("better"):
        stated: Better | None = draft.get("better")
        return stated
    known = known_metric(draft.get("metric") or "")
    return known.better if known else None
