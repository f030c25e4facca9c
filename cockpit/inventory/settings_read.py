"""The Settings sheet: known keys, each read by the type that it has in the contract."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from cockpit.inventory.contract import (
    RATE_PREFIX,
    SETTINGS_KEYS,
    THRESHOLD_PREFIX,
    Column,
    ColumnType,
)
from cockpit.inventory.currencies import CODES
from cockpit.inventory.drafts import Draft
from cockpit.inventory.raw import Cell, CellError, Uncached, Unsupported
from cockpit.inventory.rows import Rate, Settings, StatedThreshold
from cockpit.inventory.thresholds import nearest_name, threshold_named
from cockpit.inventory.values import Rules, UnreadableCellError, fold, parse
from scenarios.portfolio import Source

_RATE = Column("value", "Value", ColumnType.NUMBER, minimum=0)
_THRESHOLD = Column("value", "Value", ColumnType.RATIO)
_FIRST = ("number_locale", "date_order")


@dataclass
class _Collected:
    values: dict[str, Any] = field(default_factory=dict)
    rates: dict[str, Rate] = field(default_factory=dict)
    thresholds: dict[str, StatedThreshold] = field(default_factory=dict)
    seen: dict[str, int] = field(default_factory=dict)


def read_settings(drafts: list[Draft]) -> Settings:
    """Settings from the drafts of their sheet; problems are noted on the drafts.

    The number locale and the date order are read first, since they say how the
    others are read.
    """
    found = _Collected()
    keyed = [(draft, _key(draft)) for draft in drafts]
    for draft, key in keyed:
        if key is not None and key.field in _FIRST:
            _read_key(draft, key, found, Rules())
    rules = Rules(found.values.get("number_locale"), found.values.get("date_order"))
    for draft, key in keyed:
        if key is not None and key.field not in _FIRST:
            _read_key(draft, key, found, rules)
        elif key is None and draft.get("setting"):
            _read_named(draft, found, rules)
    own = found.values.get("currency")
    for draft, _ in keyed:
        code = _rate_code(draft)
        if code and code == own and found.rates.get(code) and found.rates[code].value != 1:
            draft.error(
                "value",
                "The portfolio's own currency must have the rate 1.",
                "Delete the row, or correct the portfolio's currency.",
            )
    return Settings(**found.values, rates=found.rates, thresholds=found.thresholds)


def rules_of(settings: Settings) -> Rules:
    """How text is to be read, by the settings."""
    return Rules(settings.number_locale, settings.date_order)


def _key(draft: Draft) -> Column | None:
    word = fold(draft.get("setting") or "")
    for key in SETTINGS_KEYS:
        if word in {fold(known) for known in (key.header, key.field, *key.synonyms)}:
            return key
    return None


def _value_cell(draft: Draft) -> Cell:
    place = draft.header.places.get("value")
    return draft.cells[place] if place is not None and place < len(draft.cells) else None


def _once(draft: Draft, name: str, found: _Collected) -> bool:
    if name in found.seen:
        draft.error(
            "setting",
            f"The setting is stated in row {found.seen[name]} already.",
            "Keep one of the two rows.",
        )
        return False
    found.seen[name] = draft.row
    return True


def _read(draft: Draft, column: Column, rules: Rules) -> Any:
    cell = _value_cell(draft)
    if cell is None or isinstance(cell, (CellError, Uncached, Unsupported)):
        return None  # nothing stated, or noted already when the cell was read as text
    try:
        parsed = parse(cell, column, rules)
    except UnreadableCellError as problem:
        draft.error("value", problem.problem, problem.remedy)
        return None
    if parsed.remark:
        draft.warn("value", parsed.remark, "Leave the cell blank if nothing is known.")
    return parsed.value


def _read_key(draft: Draft, key: Column, found: _Collected, rules: Rules) -> None:
    if not _once(draft, key.field, found):
        return
    value = _read(draft, key, rules)
    if value is not None:
        found.values[key.field] = value


def _named(draft: Draft, prefix: str) -> str | None:
    """What follows a prefix in the key, with single spaces; ``None`` without the prefix."""
    word = " ".join(str(draft.get("setting") or "").split())
    return word[len(prefix) :] if word.casefold().startswith(prefix) else None


def _rate_code(draft: Draft) -> str | None:
    code = _named(draft, RATE_PREFIX)
    return None if code is None else code.upper()


def _read_named(draft: Draft, found: _Collected, rules: Rules) -> None:
    """A rate or a threshold, which are named by what follows the prefix; else no setting."""
    code, threshold = _rate_code(draft), _named(draft, THRESHOLD_PREFIX)
    if code is not None:
        _read_rate(draft, code, found, rules)
    elif threshold is not None:
        _read_threshold(draft, threshold, found, rules)
    else:
        known = ", ".join(key.header for key in SETTINGS_KEYS)
        draft.error(
            "setting",
            "There is no such setting.",
            f"Known are: {known}, rate with a currency code, and threshold with its name.",
        )


def _read_threshold(draft: Draft, name: str, found: _Collected, rules: Rules) -> None:
    if not _once(draft, f"{THRESHOLD_PREFIX}{fold(name)}", found):
        return
    value = _read(draft, _THRESHOLD, rules)
    if value is None:
        return
    _threshold_is_usable(draft, name, value)
    if draft.get("date") is None:
        draft.warn("date", "The threshold has no date.", "State since when it holds.")
    found.thresholds[fold(name)] = StatedThreshold(
        name=name,
        value=value,
        date=draft.get("date"),
        source=draft.get("source"),
        at=Source(draft.tab, draft.row),
    )


def _threshold_is_usable(draft: Draft, name: str, value: float) -> None:
    """Remark on a threshold of which the tool has none, and on a value out of its range."""
    known = threshold_named(name)
    if known is None:
        draft.warn(
            "setting",
            "There is no such threshold, so the row is not used.",
            f"docs/frameworks.md lists the names. Is {nearest_name(name)} meant?",
        )
    elif not known.low <= value <= known.high:
        hint = " 85 % is written 0.85 or 85%." if known.kind == "share" else ""
        draft.warn(
            "value",
            f"It must lie between {known.low:g} and {known.high:g}; the default {known.value:g} is "
            "used instead.",
            f"Correct the value.{hint}",
        )


def _read_rate(draft: Draft, code: str, found: _Collected, rules: Rules) -> None:
    if code not in CODES:
        draft.error(
            "setting", f"{code} is not a currency code.", "Write the ISO code, such as rate USD."
        )
        return
    if not _once(draft, f"{RATE_PREFIX}{code}", found):
        return
    value = _read(draft, _RATE, rules)
    if value is None:
        return
    if value == 0:
        draft.error(
            "value",
            "A rate of zero converts nothing.",
            "State the value of one unit in the portfolio's currency.",
        )
        return
    if draft.get("date") is None:
        draft.warn("date", "The rate has no date.", "State the day of the rate.")
    found.rates[code] = Rate(
        currency=code, value=value, date=draft.get("date"), source=draft.get("source")
    )
