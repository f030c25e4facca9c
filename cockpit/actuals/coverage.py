"""Which months exports cover, and where two of them cover the same."""

from __future__ import annotations

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


def overlaps(files: tuple[CostExport, ...]) -> list[str]:
    """Months of one sub-account that stand in two exports."""
    owners: dict[tuple[str | None, str | None, str], set[str]] = {}
    for export in files:
        for cell in export.cells:
            if "/" not in cell.period:
                key = (cell.provider, cell.sub_account, cell.period)
                owners.setdefault(key, set()).add(export.digest)
    twice = {key for key, names in owners.items() if len(names) > 1}
    if not twice:
        return []
    months = sorted({month for _, _, month in twice})
    return [
        f"Two exports hold charges of the same provider and account in {wording.listed(months)}: "
        "if one contains the other, remove one."
    ]
