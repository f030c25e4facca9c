"""Which tag names the initiatives: counted, shown, and left to the person to choose."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cockpit.actuals.charges import Basis
from cockpit.actuals.cost_export import CostExport
from cockpit.actuals.rules import names_of, tags_of
from cockpit.inventory.values import fold


@dataclass(frozen=True, slots=True)
class TagKey:
    """A tag key: rows that carry it, rows and initiatives that its values find."""

    key: str
    rows: int
    matched_rows: int
    initiatives: int


def tag_keys(exports: Iterable[CostExport], initiatives: Mapping[str, str]) -> tuple[TagKey, ...]:
    """Every tag key, the one that matches most rows first (then most initiatives, by name)."""
    names = names_of(initiatives)
    rows: dict[str, int] = {}
    matched: dict[str, int] = {}
    found: dict[str, set[str]] = {}
    for export in exports:
        for cell in export.cells:
            for key, value in tags_of(cell).items():
                rows[key] = rows.get(key, 0) + cell.rows
                target = names.get(fold(value))
                if target is not None:
                    matched[key] = matched.get(key, 0) + cell.rows
                    found.setdefault(key, set()).add(target)
    keys = [TagKey(k, rows[k], matched.get(k, 0), len(found.get(k, ()))) for k in rows]
    return tuple(sorted(keys, key=lambda t: (-t.matched_rows, -t.initiatives, t.key)))


def suggested_key(keys: tuple[TagKey, ...]) -> str | None:
    """The key that finds most; ``None`` where none finds any."""
    return keys[0].key if keys and keys[0].matched_rows else None


def suggested_basis(exports: Iterable[CostExport]) -> Basis:
    """Amortised, unless an export has invoiced amounts alone."""
    files = tuple(exports)
    return "effective" if all("EffectiveCost" in f.columns for f in files) else "billed"
