"""How much better: the change of a benefit from baseline, current and target."""

from __future__ import annotations

from cockpit.inventory.numbers_text import UnreadableCellError
from cockpit.inventory.vocabulary import Better


def change_of(
    baseline: float | None,
    current: float | None,
    target: float | None,
    better: Better | None,
) -> tuple[float, bool]:
    """Improvement for each unit, and whether it is measured (rather than aimed at).

    (current − baseline) in the better direction; the target stands in for a blank
    current. Where no direction is stated it is that of the target against the
    baseline. With all three blank the change is 1 and counts as stated, so that
    volume × value per unit is the value.

    Raises
    ------
    UnreadableCellError
        If baseline, current and direction do not suffice.
    """
    if baseline is None and current is None and target is None:
        return 1.0, True
    if baseline is None:
        raise UnreadableCellError(
            "Without a baseline no change can be computed.",
            "Enter the baseline, or leave current and target blank as well.",
        )
    after = current if current is not None else target
    if after is None:
        raise UnreadableCellError(
            "Neither current nor target is given beside the baseline.",
            "Enter current or target, or leave the baseline blank as well.",
        )
    if better is None:
        if target is None or target == baseline:
            raise UnreadableCellError(
                "It is not known whether higher or lower is better.",
                "Fill in Better (higher or lower), or a target that differs from the baseline.",
            )
        better = Better.HIGHER if target > baseline else Better.LOWER
    sign = 1.0 if better is Better.HIGHER else -1.0
    return sign * (after - baseline), current is not None
