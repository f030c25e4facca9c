"""Which months exports cover, and where two of them cover the same."""

from __future__ import annotations

from collections.abc import Sequence

from cockpit import wording
from cockpit.actuals.charges import Basis
from cockpit.actuals.cost_export import CostExport
from cockpit.actuals.periods import first_moment, shift


def covered(files: tuple[CostExport, ...], basis: Basis) -> tuple[str, str, str]:
    """First month, last whole month and the month covered in part, of all exports.

    By charges within one month: the last of them ends either with its month or before.
    """
    firsts = [export.first for export in files if export.first]
    lasts = [export.last for export in files if export.last]
    if not lasts:
        months = [cell.month_or_period(basis)[:7] for file in files for cell in file.cells]
        return (min(months), max(months), "") if months else ("", "", "")
    first, last = min(firsts)[:7], max(lasts)
    if last == first_moment(last[:7]).isoformat():
        return first, shift(last[:7], -1), ""
    whole = shift(last[:7], -1)
    return first, whole if whole >= first else "", last[:7]


def same_charges(files: Sequence[CostExport]) -> str:
    """Why these files cannot count together: two hold the same charges; "" if none do."""
    for place, export in enumerate(files):
        for other in files[:place]:
            if export.rows_read and export.same_charges(other):
                return (
                    f"{export.name} holds the same charges as {other.name}; they would count "
                    "twice. Leave one of them out."
                )
    return ""


def overlaps(files: Sequence[CostExport]) -> list[str]:
    """Months of one provider and account that stand in two exports, by name of the files."""
    owners: dict[tuple[str | None, str | None, str], set[int]] = {}
    for number, export in enumerate(files):
        for cell in export.cells:
            key = (cell.provider, cell.sub_account, cell.period)
            owners.setdefault(key, set()).add(number)
    twice: dict[tuple[int, ...], set[str]] = {}
    for (_, _, period), numbers in owners.items():
        if len(numbers) > 1:
            twice.setdefault(tuple(sorted(numbers)), set()).add(period[:7])
    return [
        f"{wording.listed([files[number].name for number in numbers])} hold charges of the same "
        f"provider and account in {wording.listed(sorted(months))}: if one contains the other, "
        "their cost counts twice; remove one."
        for numbers, months in sorted(twice.items())
    ]
