"""The charts of the pages as categories and series, for programs that draw their own."""

from __future__ import annotations

from collections.abc import Sequence

from cockpit import wording
from cockpit.boardpack.model import NativeChart, Role, Series, Shape
from cockpit.charts.bars import Bar
from cockpit.charts.value import Interval, Step


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
    """P10 to P90 of each row as a floating band, in another shade from P50 on.

    Shares of full cost. ``title`` says what the rows are; how to read the band is added.
    """
    words = tuple(f"{each.label} ({each.ends})" if each.ends else each.label for each in rows)
    bands = [_band(each) for each in rows]
    return NativeChart(
        Shape.STACKED_BAR,
        tuple(each.name for each in rows),
        tuple(
            Series(
                name,
                tuple(band[place] for band in bands),
                role,
                # The words of a row stand once, at its last bar.
                words if place == len(_BAND) - 1 else ("",) * len(rows),
            )
            for place, (name, role) in enumerate(_BAND)
        ),
        "% of full cost",
        0,
        percent=True,
        title=f"{title}; band from P10 to P90, darker from P50",
    )


#: Office programs stack bars from zero to either side, so that a band has parts on both.
_BAND = (
    ("From zero to the band", Role.HIDDEN),
    ("P50 to P90, below zero", Role.BASE),
    ("P10 to P50, below zero", Role.QUIET),
    ("P10 to P50", Role.QUIET),
    ("P50 to P90", Role.BASE),
)


def _band(row: Interval) -> tuple[float, ...]:
    """Lengths of the bars of one band, outwards from zero, in the order of ``_BAND``."""
    return (
        _carried(row.p10, row.p90),
        _below(row.p50, row.p90),
        _below(row.p10, row.p50),
        _above(row.p10, row.p50),
        _above(row.p50, row.p90),
    )


#: Bars of a waterfall: their name, and whether they are totals.
_STEPS = (("Benefit", True), ("Deduction", False))


def _carried(start: float, end: float) -> float:
    """From zero to a bar that lies on one side of it; nothing where it crosses zero."""
    return max(start, 0.0) + min(end, 0.0)


def _above(start: float, end: float) -> float:
    return max(end, 0.0) - max(start, 0.0)


def _below(start: float, end: float) -> float:
    return min(start, 0.0) - min(end, 0.0)


def steps(found: Sequence[Step], scale: wording.Scale, unit: str) -> NativeChart:
    """A waterfall as stacked bars: an unseen one that carries, then a total or a deduction.

    Bars below zero are series of their own, and absent where there are none.
    """
    ends = [sorted((each.start, each.end)) for each in found]

    # The words of a step stand once: at its bar right of zero, unless it lies left of it.
    on_left = [start < 0 and end <= 0 for start, end in ends]

    def series(name: str, total: bool, negative: bool) -> Series:
        length, values, said = _below if negative else _above, [], []
        for each, pair, left in zip(found, ends, on_left, strict=True):
            own = each.total is total
            values.append(length(*pair) / scale.divisor if own else None)
            said.append(each.text if own and left is negative else "")
        return Series(name, tuple(values), Role.CURRENT if total else Role.QUIET, tuple(said))

    left_of_zero = {each.total for each, pair in zip(found, ends, strict=True) if _below(*pair)}
    return NativeChart(
        Shape.STACKED_BAR,
        tuple(each.name for each in found),
        (
            Series("Carried", tuple(_carried(*pair) / scale.divisor for pair in ends), Role.HIDDEN),
            *(
                series(f"{name}, below zero", total, True)
                for name, total in _STEPS
                if total in left_of_zero
            ),
            *(series(name, total, False) for name, total in _STEPS),
        ),
        unit,
    )
