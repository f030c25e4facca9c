"""The choice as query parameters of the page's address, and back.

``to_query`` and ``from_query`` are exact inverses for everything that may stand
in a link. Left out on purpose, because a link travels: names and amounts from an
uploaded file, and whatever a scenario file brought beyond levers; ``part=1`` then
says that the link is not the whole. A vendor is written by its place in the
sorted list, with the mark of the data it belongs to.

Only differences from the preset are written, in a fixed order, so that a lever
moved back gives the very same address.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from pydantic import ValidationError

from cockpit import wording
from cockpit.assessment.thresholds import defaults
from cockpit.choice import (
    DRAWS_RANGE,
    PIN_LIMIT,
    SEED_RANGE,
    Choice,
    Setting,
)
from cockpit.lever_specs import SINGLE_LEVERS, SPECS
from scenarios.portfolio import CostLayer, ValueBasis
from scenarios.presets import PRESETS
from scenarios.scenario import MissingLayers

Query = dict[str, list[str]]

_UNSET = "none"
_VENDOR_KEY = re.compile(r"pv(\d{1,4})")
_LAYER_KEY = re.compile(r"m(C[1-7])")
_THRESHOLD_KEY = re.compile(r"t\.([a-z0-9_]{1,40})")
_THRESHOLDS = {each.key: each for each in defaults()}
LEVER_OF_KEY = {SPECS[name].key: name for name in SINGLE_LEVERS}
#: Data mark of the workbook that a link was made on.
MARK_KEY = "wb"
#: Parameters besides the levers; a lever must not use one of them.
RESERVED_KEYS = frozenset(
    {"preset", "part", MARK_KEY, "miss", "mrange", "pin", "ref", "basis", "seed", "draws"}
)


def knows(key: str) -> bool:
    """Whether a query parameter is one of ours."""
    return (
        key in RESERVED_KEYS
        or key in LEVER_OF_KEY
        or bool(_VENDOR_KEY.fullmatch(key) or _LAYER_KEY.fullmatch(key))
        or bool(_THRESHOLD_KEY.fullmatch(key))
    )


def to_query(choice: Choice, upload_mark: str = "") -> Query:
    """Query parameters of a choice; ``upload_mark`` is the data mark of an uploaded file."""
    query = {key: [value] for key, value in _setting_pairs(choice.now)}
    if upload_mark:
        query.setdefault(MARK_KEY, [upload_mark])
    default = Choice()
    if choice.basis != default.basis:
        query["basis"] = [choice.basis.value]
    if choice.seed != default.seed:
        query["seed"] = [str(choice.seed)]
    if choice.draws != default.draws:
        query["draws"] = [str(choice.draws)]
    if choice.reference:
        query["ref"] = [str(choice.reference)]
    for key, value in choice.thresholds:
        query[f"t.{key}"] = [_text(value)]
    if choice.pins:
        query["pin"] = [
            "~".join(f"{key}_{value}" for key, value in _setting_pairs(pin)) for pin in choice.pins
        ]
    return query


def from_query(query: Mapping[str, Sequence[str]]) -> tuple[Choice, tuple[str, ...]]:
    """The choice in an address, and a polite note on each part that could not be used."""
    notes: list[str] = []
    pairs = {key: values[-1] for key, values in query.items() if values and knows(key)}
    now = _setting_of(pairs, notes)
    pins: list[Setting] = []
    for text in query.get("pin", ()):
        if len(pins) >= PIN_LIMIT:
            notes.append(f"The link pins more than {PIN_LIMIT} scenarios; the rest was left out.")
            break
        parts = dict(part.split("_", 1) for part in text.split("~") if "_" in part)
        pins.append(_setting_of(parts, notes))
    whole: dict[str, Any] = {
        "thresholds": _thresholds(pairs, notes),
        "basis": _basis(pairs.get("basis"), notes),
        "seed": _integer(pairs, "seed", SEED_RANGE, notes),
        "draws": _integer(pairs, "draws", DRAWS_RANGE, notes),
        "reference": _integer(pairs, "ref", (0, len(pins)), notes),
    }
    chosen = {key: value for key, value in whole.items() if value is not None}
    if "part" in pairs:
        notes.append(
            "The link does not carry the drivers and valuation rules of the scenario "
            "file it was made with; load that file to see the same figures."
        )
    return Choice(now=now, pins=tuple(pins), **chosen), tuple(notes)


def _setting_pairs(setting: Setting) -> list[tuple[str, str]]:
    start = PRESETS[setting.preset]
    pairs = [("preset", setting.preset)]
    for name in SINGLE_LEVERS:
        value = getattr(setting.levers, name)
        if value != getattr(start.levers, name):
            pairs.append((SPECS[name].key, _text(value)))
    if setting.vendor_prices:
        pairs.append((MARK_KEY, setting.data))
        pairs += [(f"pv{place}", _text(change)) for place, change in setting.vendor_prices]
    if setting.missing != start.missing_layers:
        pairs.append(("miss", setting.missing.treatment.replace(" ", "-")))
        pairs += [
            (f"m{layer}", _text(share))
            for layer, share in sorted(setting.missing.share_of_full_cost.items())
        ]
        if setting.missing.p90_ratio != MissingLayers().p90_ratio:
            pairs.append(("mrange", _text(setting.missing.p90_ratio)))
    if _carries_more(setting):
        pairs.append(("part", "1"))
    return pairs


def _carries_more(setting: Setting) -> bool:
    """Whether a scenario file brought drivers or rules that no link holds."""
    if setting.carried is None:
        return False
    plain = PRESETS["base"]
    carried = setting.carried
    return (carried.drivers, carried.correlations, carried.valuation) != (
        plain.drivers,
        plain.correlations,
        plain.valuation,
    )


def _setting_of(pairs: Mapping[str, str], notes: list[str]) -> Setting:
    preset = pairs.get("preset", "base")
    if preset not in PRESETS:
        notes.append("The link names a preset that does not exist; Base is used.")
        preset = "base"
    setting = Setting.of_preset(preset)
    for key, text in pairs.items():
        if key in LEVER_OF_KEY:
            setting = _with_lever(setting, LEVER_OF_KEY[key], text, notes)
    setting = setting.model_copy(update={"missing": _missing(pairs, setting.missing, notes)})
    prices = []
    for key, text in pairs.items():
        found = _VENDOR_KEY.fullmatch(key)
        if found:
            change = _number(text)
            if change is None or not -0.9 <= change <= 3:
                notes.append("The link holds a vendor price that cannot be used; it was ignored.")
            elif change:
                prices.append((int(found[1]), change))
    if prices:
        update = {"vendor_prices": tuple(sorted(prices)), "data": pairs.get(MARK_KEY, "")}
        setting = setting.model_copy(update=update)
    return setting


def _with_lever(setting: Setting, name: str, text: str, notes: list[str]) -> Setting:
    spec = SPECS[name]
    value = None if text == _UNSET else _number(text)
    if value is not None and spec.whole:
        value = int(value) if value == int(value) else value
    try:
        if value is None and text != _UNSET:
            raise ValueError("not a number")
        return setting.with_lever(name, value)
    except ValueError:
        notes.append(
            f"The link's value for “{spec.title}” is not a number within its range; it was ignored."
        )
        return setting


def _missing(pairs: Mapping[str, str], start: MissingLayers, notes: list[str]) -> MissingLayers:
    if "miss" not in pairs:
        return start
    shares = {
        CostLayer(found[1]): _number(text)
        for key, text in pairs.items()
        if (found := _LAYER_KEY.fullmatch(key))
    }
    content: dict[str, Any] = {
        "treatment": pairs["miss"].replace("-", " "),
        "share_of_full_cost": shares,
    }
    if "mrange" in pairs:
        content["p90_ratio"] = _number(pairs["mrange"])
    try:
        return MissingLayers.model_validate(content)
    except ValidationError:
        notes.append("The link's treatment of missing layers cannot be used; it was ignored.")
        return start


def _thresholds(pairs: Mapping[str, str], notes: list[str]) -> tuple[tuple[str, float], ...]:
    found = []
    for key, text in pairs.items():
        named = _THRESHOLD_KEY.fullmatch(key)
        if not named:
            continue
        known, value = _THRESHOLDS.get(named[1]), _number(text)
        if known is None or value is None or not known.low <= value <= known.high:
            notes.append("The link holds a threshold that cannot be used; it was ignored.")
        else:
            found.append((known.key, value))
    return tuple(sorted(found))


def _basis(text: str | None, notes: list[str]) -> ValueBasis | None:
    if text is None:
        return None
    try:
        return ValueBasis(text)
    except ValueError:
        notes.append("The link names a value basis that does not exist; captured is used.")
        return None


def _integer(
    pairs: Mapping[str, str], key: str, bounds: tuple[int, int], notes: list[str]
) -> int | None:
    if key not in pairs:
        return None
    text = pairs[key]
    if re.fullmatch(r"\d{1,10}", text) and bounds[0] <= int(text) <= bounds[1]:
        return int(text)
    notes.append(
        f"The link's value for “{key}” lies outside {wording.whole(bounds[0])} to "
        f"{wording.whole(bounds[1])}; it was ignored."
    )
    return None


def _number(text: str) -> float | None:
    if not re.fullmatch(r"-?\d{1,12}(\.\d{1,15})?(e-?\d{1,3})?", text):
        return None
    return float(text)


def _text(value: float | None) -> str:
    return _UNSET if value is None else f"{value:.12g}"


def link(page: str, query: Query) -> str:
    """The address ``page`` with the query in the form in which browsers show it."""
    return f"{page.split('?')[0].split('#')[0]}?{urlencode(query, doseq=True)}"
