"""Which months exports cover, by provider and account; missing is not zero.

1. A month of a provider is judged by its usage charges. Where some are shorter than the
   month, the first month must begin and the last must end with such a charge; a month
   between may not lack a week of them if another has them every day.
2. A provider with charges for whole months only covers the months it has a charge in; one
   with longer charges only, the months that those fill.
3. An account that has had charges and has none in a later month does not cover it.
4. On the invoiced basis months are billing months: one is covered if the last month
   charged in it is covered.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from cockpit import wording
from cockpit.actuals.charges import Basis
from cockpit.actuals.cost_export import Cell, CostExport
from cockpit.actuals.periods import months_from, shift, spread
from cockpit.actuals.spans import LAST_DAY, NEXT_MONTH, NO_USAGE, Span

_WEEK = 7
_MOST_NAMES = 5
Account = str | None
Provider = str | None


@dataclass
class _Source:
    """Charges of one provider from files that share accounts."""

    provider: Provider
    accounts: set[Account] = field(default_factory=set)
    spans: dict[str, Span] = field(default_factory=dict)
    cells: list[Cell] = field(default_factory=list)
    present: set[str] = field(default_factory=set)
    whole: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class Coverage:
    """Months that exports cover.

    ``first`` and ``last_whole`` bound the months of the exports; ``partial`` is a last
    month that some provider covers in part only. "" where there is none.
    """

    first: str
    last_whole: str
    partial: str
    notes: tuple[str, ...] = ()
    whole: Mapping[tuple[Provider, Account], frozenset[str]] = field(default_factory=dict)

    def months(self, provider: Provider, accounts: Iterable[Account]) -> frozenset[str]:
        """Months covered for all of these accounts of a provider, none after ``last_whole``."""
        sets = [self.whole.get((provider, each), frozenset()) for each in accounts]
        return frozenset.intersection(*sets) if sets else frozenset()


def coverage(files: Sequence[CostExport], basis: Basis) -> Coverage:
    """What the exports cover on a basis."""
    sources = _sources(files)
    for source in sources:
        _judge(source, basis)
    present = {month for source in sources for month in source.present}
    if not present:  # nothing but charges over several months: the months they begin in
        present = {cell.month_or_period(basis)[:7] for s in sources for cell in s.cells}
    if not present:
        return Coverage("", "", "")
    first, last = min(present), max(present)
    good = [
        month
        for month in present
        if all(month in each.whole for each in sources if month in each.present)
    ]
    last_whole = max(good, default="")
    for source in sources:
        if not source.present:
            source.whole = _filled(source.cells, basis)
    whole = {
        (source.provider, account): frozenset(
            month for month in source.whole - _silent(source, account, basis) if month <= last_whole
        )
        for source in sources
        for account in source.accounts
    }
    notes = _notes(sources, first, last_whole, basis)
    return Coverage(first, last_whole, last if last > last_whole else "", tuple(notes), whole)


def _sources(files: Sequence[CostExport]) -> list[_Source]:
    """Charges by provider; files with other accounts of a provider stay apart."""
    sources: list[_Source] = []
    for export in files:
        by_provider: dict[Provider, _Source] = {}
        for cell in export.cells:
            source = by_provider.setdefault(cell.provider, _Source(cell.provider))
            source.accounts.add(cell.sub_account)
            source.cells.append(cell)
        for span in export.spans:
            if span.provider in by_provider:
                _put(by_provider[span.provider].spans, span)
        for source in by_provider.values():
            shared = [s for s in sources if s.provider == source.provider
                      and s.accounts & source.accounts]  # fmt: skip
            for other in shared:
                sources.remove(other)
                source.accounts |= other.accounts
                source.cells += other.cells
                for span in other.spans.values():
                    _put(source.spans, span)
            sources.append(source)
    return sources


def _put(spans: dict[str, Span], span: Span) -> None:
    known = spans.get(span.month)
    spans[span.month] = span if known is None else known.joined(span)


def _judge(source: _Source, basis: Basis) -> None:
    """Fill ``present`` and ``whole`` of a source."""
    single = [cell for cell in source.cells if "/" not in cell.period]
    charged = {cell.period for cell in single} | set(source.spans)
    usage = {c.period for c in single if c.fallback and c.category not in NO_USAGE}
    by_date = set(source.spans) | usage or charged
    partial = {month for month in by_date if not _is_whole(source.spans, month, by_date)}
    if basis == "effective":
        source.present, source.whole = charged, by_date - partial
        return
    latest: dict[str, str] = {}
    for cell in source.cells:
        month, of = cell.month_or_period(basis)[:7], cell.period[:7]
        told = cell.category not in NO_USAGE and "/" not in cell.period
        latest[month] = max(latest.get(month, ""), of if told else "")
    source.present = set(latest)
    source.whole = {month for month, of in latest.items() if of not in partial}


def _is_whole(spans: Mapping[str, Span], month: str, months: set[str]) -> bool:
    """Whether usage charges fill a month, as far as they can tell."""
    if month not in spans:
        return True
    span = spans[month]
    inclusive = not any(each.whole & NEXT_MONTH for each in spans.values())
    by_day = any(each.dated > 1 for each in spans.values())
    days = span.days | (span.dated if by_day else 0)
    length = calendar.monthrange(int(month[:4]), int(month[5:7]))[1]
    reaches = span.reaches or bool(by_day and span.dated >> (length - 1))
    if span.whole == LAST_DAY and not inclusive:
        days |= (1 << (length - 1)) - 1
    dense = any(_days(each) >= _WEEK * 3 for each in spans.values())
    if not days:
        return not (dense and month == max(months))
    if month == max(months) and not reaches:
        return False
    if month == min(months) and not days & 1:
        return False
    return not (dense and _longest_hole(days, length) >= _WEEK)


def _days(span: Span) -> int:
    return (span.days | span.dated).bit_count()


def _longest_hole(days: int, length: int) -> int:
    text = format(days, f"0{length}b")
    return max(len(part) for part in text.split("1"))


def _filled(cells: Iterable[Cell], basis: Basis) -> set[str]:
    """Months that charges over several months fill from end to end."""
    months: set[str] = set()
    for cell in cells:
        begin, _, end = cell.period.partition("/")
        for month, _ in spread(1, cell.period):
            starts = begin[:10] <= f"{month}-01"
            if basis == "effective" and starts and end[:10] >= f"{shift(month, 1)}-01":
                months.add(month)
    return months


def _silent(source: _Source, account: Account, basis: Basis) -> set[str]:
    """Months after an account's first in which it has no usage, though its provider has."""
    if account is None:
        return set()
    own = {
        cell.month_or_period(basis)[:7]
        for cell in source.cells
        if cell.sub_account == account and cell.category not in NO_USAGE
    }
    return {month for month in source.whole if own and month > min(own)} - own


def _notes(sources: Sequence[_Source], first: str, last_whole: str, basis: Basis) -> list[str]:
    """What is not covered, and that it is in no comparison."""
    if not last_whole:
        return []
    span = [shift(first, step) for step in range(months_from(first, last_whole) + 1)]
    part: dict[tuple[str, ...], list[str]] = {}
    across: dict[tuple[str, ...], list[str]] = {}
    absent: dict[tuple[str, ...], list[str]] = {}
    for source in sources:
        own = basis == "effective" and not source.present
        touched = _touched(source.cells) if own else set()
        name = source.provider or "a provider that is not named"
        rest = [month for month in span if month not in source.whole]
        open_ = [month for month in rest if month not in source.present]
        for found, months in (
            (part, tuple(month for month in rest if month in source.present)),
            (across, tuple(month for month in open_ if month in touched)),
            (absent, tuple(month for month in open_ if month not in touched)),
        ):
            if months and name not in found.setdefault(months, []):
                found[months].append(name)
    return [
        f"{wording.listed(months)}: charges of {_names(names)} cover the month in part only; that "
        "cost is in no comparison there."
        for months, names in part.items() if months
    ] + [
        f"{wording.listed(months)}: charges of {_names(names)} run from one month into another "
        "and fill none; that cost is in no comparison there."
        for months, names in across.items()
    ] + [
        f"{wording.listed(months)}: no charges of {_names(names)}. Missing is not zero, so that "
        "cost is in no comparison there."
        for months, names in absent.items() if months
    ]  # fmt: skip


def _touched(cells: Iterable[Cell]) -> set[str]:
    """Months on which charges over several months fall."""
    long = {cell.period for cell in cells if "/" in cell.period}
    return {month for period in long for month, _ in spread(1, period)}


def _names(names: Sequence[str]) -> str:
    more = len(names) - _MOST_NAMES
    listed = list(names[:_MOST_NAMES]) + ([f"{more} more"] if more > 0 else [])
    return wording.listed(listed)


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
