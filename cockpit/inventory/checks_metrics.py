"""Checks of a metric: that it has a value, and that its thresholds can be judged by."""

from __future__ import annotations

from cockpit.inventory.catalogue import known_metric
from cockpit.inventory.check_context import Context
from cockpit.inventory.drafts import Draft
from cockpit.inventory.vocabulary import Better


def metric_has_a_value(draft: Draft, context: Context) -> None:
    """A metric without any value."""
    if not draft.supplied("baseline") and not draft.supplied("current"):
        draft.warn("current", "Neither baseline nor current is supplied.", "Fill in at least one.")


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
