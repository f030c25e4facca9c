"""From blocks to a :class:`~cockpit.actuals.cost_export.CostExport`, in bounded memory."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection
from dataclasses import replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from cockpit import wording
from cockpit.actuals.block import FIELDS, TAG_FIELDS, Group, read_block
from cockpit.actuals.charges import category_of
from cockpit.actuals.columns import AMOUNTS
from cockpit.actuals.cost_export import BadRow, Cell, CostExport, Totals
from cockpit.actuals.periods import DateOrder, Open, Placed, ShortDate, find_order, settle
from cockpit.actuals.source import Source
from cockpit.actuals.spans import NO_USAGE, Span, span_of
from cockpit.actuals.tags import canonical_tags, tag_name
from cockpit.inventory.values import fold

#: Sums that are kept; beyond, the finest detail is given up, and that is said.
MOST_CELLS = 50_000
#: Fingerprints that are kept to find equal rows (8 bytes each).
_MOST_PRINTS = 16_000_000
_MOST_LISTED = 20
_NO_DATE = "Neither the charge period nor the billing period is a usable date"
#: Fields that may be given up, in words; tag keys come between (:meth:`Extraction._next_to_drop`).
_EXPENDABLE = {
    "resource": "resources",
    "sku": "SKUs",
    "cost_centre": "cost centres",
    "sub_account_name": "names of sub-accounts",
    "sub_account": "sub-accounts",
}

#: Where it falls, words by field, tags, repeated, unread column, billed stated, effective stated.
Key = tuple[Placed | Open, tuple[str | None, ...], str, bool, str, bool, bool]


class SeenRows:
    """Fingerprints of all rows so far; sorted runs, merged so that few are searched."""

    def __init__(self) -> None:
        self._runs: list[NDArray[np.uint64]] = []
        self.full = False

    def __call__(self, prints: NDArray[np.uint64]) -> NDArray[np.bool_]:
        """Whether each was there before; keeps them."""
        _, first = np.unique(prints, return_index=True)
        known = np.ones(len(prints), dtype=bool)
        known[first] = False
        for run in self._runs:
            place = np.minimum(np.searchsorted(run, prints), len(run) - 1)
            known |= run[place] == prints
        self.full = self.full or sum(map(len, self._runs)) + len(prints) > _MOST_PRINTS
        if not self.full:
            self._keep(np.sort(prints[~known]))
        return known

    def _keep(self, run: NDArray[np.uint64]) -> None:
        while self._runs and len(self._runs[-1]) <= 2 * len(run):
            run = np.sort(np.concatenate([self._runs.pop(), run]))
        if len(run):
            self._runs.append(run)


class Extraction:
    """Gathers blocks; :meth:`result` names what was found.

    ``names`` are those of initiatives (folded): the tag that holds them is given up last.
    """

    def __init__(
        self,
        source: Source,
        order: DateOrder | None,
        most_cells: int = MOST_CELLS,
        names: Collection[str] = (),
    ) -> None:
        self.source, self.order, self.most = source, order, most_cells
        self._names = frozenset(names)
        self.rows = 0
        self.first = self.last = ""
        self._spans: dict[tuple[str | None, str], Span] = {}
        self.remarks: list[str] = []
        self.bad: list[BadRow] = []
        self.unreadable: dict[str, int] = {}
        self.partly: dict[str, int] = {}
        self._unknown = dict.fromkeys(AMOUNTS, 0)
        self.totals: dict[str | None, Totals] = {}
        self._sums: dict[Key, list[int]] = {}
        self._seen = SeenRows()
        self._fields = list(FIELDS)
        self._dropped: set[str] = set()
        self._odd_tags = ""
        self._east: set[int] = set()
        self._tags = lru_cache(maxsize=65_536)(self._canonical)

    def run(self, progress: Callable[[int], None]) -> None:
        """Read all blocks; ``progress`` is told the rows so far after each."""
        for arrays in self.source.blocks:
            block = read_block(arrays, self.source, self.rows + 1, self._seen, self._dropped)
            self.rows += block.rows
            for counts, known in (
                (block.bad_counts, self.unreadable), (block.part_counts, self.partly),
            ):  # fmt: skip
                for reason, count in counts.items():
                    known[reason] = known.get(reason, 0) + count
            self._lose(sum(block.bad_counts.values()))
            self._list(block.bad)
            self.first = min(self.first or block.first, block.first or self.first)
            self.last = max(self.last, block.last)
            for span in block.spans:
                self._span(span)
            for group in block.groups:
                self._add(group)
            progress(self.rows)

    def _lose(self, rows: int, columns: Collection[str] = AMOUNTS) -> None:
        """Count rows whose amounts in these columns are not known."""
        for name in columns:
            self._unknown[name] += rows

    def _span(self, span: Span) -> None:
        key = (span.provider, span.month)
        self._spans[key] = self._spans[key].joined(span) if key in self._spans else span

    def _list(self, bad: list[BadRow]) -> None:
        for each in bad[: max(0, _MOST_LISTED - len(self.bad))]:
            self.bad.append(replace(each, row=self._row_in_file(each.row)))

    def _row_in_file(self, row: int) -> int:
        """Number of a row with those counted that have too many or too few cells."""
        for skipped in self.source.skipped:
            if skipped > row:
                break
            row += 1
        return row

    def _canonical(self, texts: tuple[str | None, ...], words: tuple[str | None, ...]) -> str:
        plain, odd = canonical_tags(texts, list(self.source.found.tags), words)
        self._odd_tags = self._odd_tags or odd
        gone = {name[4:] for name in self._dropped if name.startswith("tag:")}
        if plain and gone:
            kept = {k: v for k, v in json.loads(plain).items() if tag_name(k) not in gone}
            plain = json.dumps(kept, sort_keys=True, ensure_ascii=False) if kept else ""
        return plain

    def _add(self, group: Group) -> None:
        words = list(group.words)
        places = [self._fields.index(name) for name in TAG_FIELDS]
        tags = self._tags(tuple(words[place] for place in places), group.tag_words)
        for name in (*TAG_FIELDS, *self._dropped):
            if name in self._fields:
                words[self._fields.index(name)] = None
        billed, effective = group.billed, group.effective
        key = (
            group.when, tuple(words), tags, group.repeated, group.unread,
            billed is not None, effective is not None,
        )  # fmt: skip
        self._put(key, group.rows, billed or 0, effective or 0)
        if len(self._sums) > self.most:
            self._coarsen()

    def _put(self, key: Key, rows: int, billed: int, effective: int) -> None:
        sums = self._sums.setdefault(key, [0, 0, 0])
        sums[0] += rows
        sums[1] += billed
        sums[2] += effective

    def _coarsen(self) -> None:
        """Give up detail, finest first, until half the room is free."""
        while len(self._sums) > self.most // 2:
            name = self._next_to_drop()
            if name is None:
                self.most *= 2  # dates and services alone: nothing more to give up
                return
            self._dropped.add(name)
            self._tags.cache_clear()
            word = _EXPENDABLE.get(name, f"values of the tag {name[4:]}")
            self.remarks.append(
                f"The file holds too many different {word}: they are not told apart, and rules "
                "on them find nothing. Sums are not affected."
            )
            before, self._sums = self._sums, {}
            place = self._fields.index(name) if name in self._fields else None
            for (when, words, tags, *rest), sums in before.items():
                if place is not None:
                    words = (*words[:place], None, *words[place + 1 :])
                kept = self._canonical((tags or None,), self._no_tags)
                self._put((when, words, kept, *rest), *sums)  # type: ignore[arg-type]

    @property
    def _no_tags(self) -> tuple[None, ...]:
        return (None,) * len(self.source.found.tags)

    def _next_to_drop(self) -> str | None:
        """What to do without next.

        Resources, tags of very many values, SKUs, then the tags that fewest rows carry. The
        tag that names most rows' initiative outlasts all others, and sub-accounts too; where
        none names any, sub-accounts stay, since rules may rest on them.
        """
        rows, named, values = self._tags_in_use()
        naming = max(named, key=lambda name: (named[name], name), default=None)
        others = [name for name in rows if name != naming]
        wide = max(others, key=lambda name: len(values[name]), default=None)
        left = [name for name in _EXPENDABLE if name not in self._dropped]
        if "resource" in left:
            return "resource"
        if wide is not None and len(values[wide]) > self.most // 20:
            return f"tag:{wide}"
        if "sku" in left:
            return "sku"
        if others:
            return f"tag:{min(others, key=lambda name: (rows[name], name))}"
        return left[0] if naming is not None and left else naming and f"tag:{naming}"

    def _tags_in_use(self) -> tuple[dict[str, int], dict[str, int], dict[str, set[str]]]:
        """By tag key: rows that carry it, rows on which it names an initiative, its values."""
        rows: dict[str, int] = {}
        named: dict[str, int] = {}
        values: dict[str, set[str]] = {}
        by_tags: dict[str, int] = {}
        for (_, _, tags, *_), (count, *_) in self._sums.items():
            by_tags[tags] = by_tags.get(tags, 0) + count
        for tags, count in by_tags.items():
            for key, value in json.loads(tags or "{}").items():
                name = tag_name(key)
                rows[name] = rows.get(name, 0) + count
                values.setdefault(name, set()).add(value)
                if self._names and fold(value) in self._names:
                    named[name] = named.get(name, 0) + count
        return rows, named, values

    def result(self, name: str, digest: str) -> CostExport:
        """Resolve dates by the order found in the whole file, and name everything."""
        short, billing = self._short_dates()
        found = find_order(short, billing, self.order)
        if found.sentence:
            self.remarks.append(found.sentence)
        cells = self._cells(found.order)
        if self._east:
            zones = [f"UTC{m / 60:+g}" for m in sorted(self._east)]
            self.remarks.append(
                "Months begin at another hour than midnight UTC. They are read as months of the "
                f"provider's own time: {wording.listed(zones)} hours."
            )
        if self._seen.full:
            self.remarks.append(
                f"Equal rows were looked for among the first {_MOST_PRINTS / 1e6:,.0f} million "
                "rows only."
            )
        if self._odd_tags:
            self.remarks.append(
                f"Tags such as “{wording.shorten(self._odd_tags, 60)}” are neither JSON nor a list "
                "of key=value: each stands as one text under the tag “tags”."
            )
        skipped = len(self.source.skipped)
        if skipped:
            self.unreadable["whole row has too many or too few cells"] = skipped
            self._lose(skipped)
        return CostExport(
            name=name,
            digest=digest,
            format=self.source.format,
            rows_read=self.rows + skipped,
            cells=tuple(cells),
            totals=tuple(self.totals.values()),
            unreadable=dict(self.unreadable),
            partly=dict(self.partly),
            unknown=dict(self._unknown),
            hidden_lines=self.source.hidden_lines,
            bad_rows=tuple((self.source.bad_rows + self.bad)[:_MOST_LISTED]),
            columns=tuple(self.source.found.places),
            missing=self.source.found.missing,
            unused=self.source.found.unused,
            remarks=(*self.source.found.remarks, *self.remarks),
            question="date order" if (short or billing) and found.order is None else "",
            date_order=found.order if short or billing else None,
            first=self.first,
            last=self.last,
            spans=tuple(self._spans.values()),
        )

    def _short_dates(self) -> tuple[set[ShortDate], set[ShortDate]]:
        """Dates whose order is open, and those among them with which a billing period begins."""
        dates: set[ShortDate] = set()
        billing: set[ShortDate] = set()
        for when in {key[0] for key in self._sums}:
            if isinstance(when, Open):
                start, end, bill = when.moments()
                dates |= {each for each in (start, end) if each}
                billing |= {bill} if bill else set()
        return dates, billing

    def _settled(self, when: Placed | Open, order: DateOrder | None) -> Placed:
        """Where open dates fall under the order of the whole file."""
        placed = settle(when, order, final=True) if isinstance(when, Open) else when
        assert isinstance(placed, Placed)
        self._east |= {placed.east} - {0}
        self.first = min(self.first or placed.begin, placed.begin or self.first)
        self.last = max(self.last, placed.end)
        return placed

    def _cells(self, order: DateOrder | None) -> list[Cell]:
        """Cells of what falls somewhere; the rest is counted as not readable."""
        merged: dict[Cell, list[int]] = {}
        for key, (rows, billed, effective) in self._sums.items():
            when, words, tags, repeated, unread, has_billed, has_effective = key
            placed = self._settled(when, order)
            kind = category_of(words[self._fields.index("category")])
            if isinstance(when, Open) and placed.begin and kind not in NO_USAGE:
                provider = words[self._fields.index("provider")]
                self._span(span_of(provider, placed.begin, placed.end))
            lost = placed.period is None
            self._count(words[self._fields.index("currency")], billed, effective, lost)
            if placed.period is None:
                is_open = order is None and isinstance(when, Open)
                reason = "The order of day and month is open" if is_open else _NO_DATE
                self.unreadable[reason] = self.unreadable.get(reason, 0) + rows
                self._lose(rows, [unread] if unread else [])
                continue
            named = dict(zip(self._fields, words, strict=True))
            for name in TAG_FIELDS:
                named.pop(name)
            category = category_of(named.pop("category"))
            cell = Cell(
                period=placed.period, billing=placed.billing, fallback=placed.fallback,
                category=category, tags=tags, repeated=repeated, unread=unread, rows=0,
                billed=0 if has_billed else None,
                effective=0 if has_effective else None, **named,
            )  # fmt: skip
            sums = merged.setdefault(cell, [0, 0, 0])
            sums[0] += rows
            sums[1] += billed
            sums[2] += effective
        return [
            cell._replace(
                rows=sums[0],
                billed=None if cell.billed is None else sums[1],
                effective=None if cell.effective is None else sums[2],
            )
            for cell, sums in merged.items()
        ]

    def _count(self, currency: str | None, billed: int, effective: int, lost: bool) -> None:
        """Add to the sums of a currency, whatever becomes of the rows."""
        before = self.totals.get(currency, Totals(currency))
        self.totals[currency] = replace(
            before,
            billed=before.billed + billed,
            effective=before.effective + effective,
            unread_billed=before.unread_billed + billed * lost,
            unread_effective=before.unread_effective + effective * lost,
        )
