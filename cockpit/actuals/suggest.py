"""Which tag names the initiatives: counted, shown, and left to the person to choose."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cockpit.actuals.charges import Basis
from cockpit.actuals.cost_export import CostExport
from cockpit.actuals.rules import names_of, tags_of
from cockpit.actuals.tags import tag_name
from cockpit.inventory.values import fold


@dataclass(frozen=True, slots=True)
class TagKey:
    """A tag key: rows that carry it, rows and initiatives that its values find.

    ``others`` are spellings in another case; ``key`` is the one that most rows have.
    """

    key: str
    rows: int
    matched_rows: int
    initiatives: int
    others: tuple[str, ...] = ()


def tag_keys(exports: Iterable[CostExport], initiatives: Mapping[str, str]) -> tuple[TagKey, ...]:
    """Every tag key, the one that matches most rows first (then most initiatives, by name)."""
    names = names_of(initiatives)
    rows: dict[str, int] = {}
    spelt: dict[str, dict[str, int]] = {}
    matched: dict[str, int] = {}
    found: dict[str, set[str]] = {}
    for export in exports:
        for cell in export.cells:
            keys = json.loads(cell.tags) if cell.tags else {}
            for key in keys:
                spellings = spelt.setdefault(tag_name(key), {})
                spellings[key] = spellings.get(key, 0) + cell.rows
            for key in {tag_name(key) for key in keys}:
                rows[key] = rows.get(key, 0) + cell.rows
            for key, value in tags_of(cell).items():
                target = names.get(fold(value))
                if target is not None:
                    matched[key] = matched.get(key, 0) + cell.rows
                    found.setdefault(key, set()).add(target)
    named = {key: sorted(by, key=lambda name: (-by[name], name)) for key, by in spelt.items()}
    offered = [
        TagKey(first, rows[key], matched.get(key, 0), len(found.get(key, ())), tuple(others))
        for key, (first, *others) in named.items()
    ]
    return tuple(sorted(offered, key=lambda t: (-t.matched_rows, -t.initiatives, t.key)))


def offered_key(keys: tuple[TagKey, ...], key: str) -> str | None:
    """The key as it is offered, whatever its case; ``None`` where no row carries it."""
    return next((each.key for each in keys if tag_name(each.key) == tag_name(key)), None)


def suggested_key(keys: tuple[TagKey, ...]) -> str | None:
    """The key that finds most; ``None`` where none finds any."""
    return keys[0].key if keys and keys[0].matched_rows else None


def suggested_basis(exports: Iterable[CostExport]) -> Basis:
    """Amortised, unless an export has invoiced amounts alone."""
    files = tuple(exports)
    return "effective" if all("EffectiveCost" in f.columns for f in files) else "billed"
