"""The charts of the pages as categories and series, for programs that draw their own."""

from __future__ import annotations

from collections.abc import Sequence

from cockpit import wording
from cockpit.boardpack.model import NativeChart, Role, Series, Shape
from cockpit.charts.bars import Bar
from cockpit.charts.value import Interval


def bars(found: Sequence[Bar], scale: wording.Scale, unit: str, name: str) -> NativeChart:
    """One bar a row, each with the text at its end; ``unit`` is the scaled one, ``EUR m``."""
    return NativeChart(
        Shape.BAR,
        tuple(bar.name for bar in found),
        (
            Series(
                name,
                tuple(bar.amount / scale.divisor for bar in found),
                Role.CURRENT,
                tuple(bar.text for bar in found),
            ),
        ),
        unit,
    )


def parts(
    found: Sequence[Bar],
    inner: Sequence[float | None],
    scale: wording.Scale,
    unit: str,
    names: tuple[str, str],
) -> NativeChart:
    """Bars with a part of each drawn dark; ``inner`` is that part, ``None`` where unknown.

    ``names`` are of the part and of the rest. The text stands at the end of the whole bar.
    """
    rest = [bar.amount - (part or 0.0) for bar, part in zip(found, inner, strict=True)]
    return NativeChart(
        Shape.STACKED_BAR,
        tuple(bar.name for bar in found),
        (
            Series(
                names[0],
                tuple(None if part is None else part / scale.divisor for part in inner),
                Role.CURRENT,
                ("",) * len(found),
            ),
            Series(
                names[1],
                tuple(value / scale.divisor for value in rest),
                Role.QUIET,
                tuple(bar.text for bar in found),
            ),
        ),
        unit,
    )


def intervals(rows: Sequence[Interval], title: str) -> NativeChart:
    """P10, P50, P90 and the base case of each row, as shares of full cost."""
    return NativeChart(
        Shape.BAR,
        tuple(each.name for each in rows),
        tuple(
            Series(
                name,
                tuple(getattr(each, part) for each in rows),
                role,
                # As in the picture, only the median is written at its mark.
                tuple(each.label if part == "p50" else "" for each in rows),
            )
            for name, part, role in (
                ("P10", "p10", Role.QUIET),
                ("P50", "p50", Role.CURRENT),
                ("P90", "p90", Role.QUIET),
                ("Base case", "base", Role.BASE),
            )
        ),
        "% of full cost",
        0,
        percent=True,
        title=title,
    )
