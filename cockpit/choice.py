"""What a person has chosen to look at: scenario, pinned scenarios, basis, seed, draws.

Frozen values without any figure or result in them. Names of vendors never stand
here: a vendor's price change is kept by the vendor's place in the portfolio's
sorted list, together with the data it belongs to, so that a choice can be put
into a link without telling anybody a name.
"""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from cockpit import wording
from cockpit.assessment.thresholds import defaults
from cockpit.lever_specs import SINGLE_LEVERS, SPECS
from scenarios.levers import Levers
from scenarios.portfolio import Portfolio, ValueBasis
from scenarios.presets import PRESETS
from scenarios.scenario import MissingLayers, Scenario
from scenarios.simulate import DEFAULT_DRAWS, DEFAULT_SEED

DRAWS_RANGE = (1_000, 100_000)
SEED_RANGE = (0, 2**31 - 1)
PIN_LIMIT = 4


def data_mark(data_hash: str) -> str:
    """The part of the data hash that a choice and a link carry."""
    return data_hash[:12]


class Setting(BaseModel):
    """One scenario as it is set on the page.

    ``levers`` never holds prices by vendor; those are ``vendor_prices``, pairs of
    the vendor's place in ``Portfolio.vendors`` and the change, valid for the data
    whose mark is ``data``. ``carried`` holds what only a scenario file can bring
    (name, drivers, correlations, valuation).
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    preset: str = "base"
    levers: Levers = Field(default_factory=Levers)
    vendor_prices: tuple[tuple[int, float], ...] = ()
    data: str = ""
    missing: MissingLayers = Field(default_factory=MissingLayers)
    carried: Scenario | None = None

    @classmethod
    def of_preset(cls, preset: str) -> Setting:
        """The preset as it is, before any lever moves."""
        scenario = PRESETS[preset]
        return cls(preset=preset, levers=scenario.levers, missing=scenario.missing_layers)

    @property
    def origin(self) -> Scenario:
        """The scenario that this setting started from: a loaded file's or a preset's."""
        return self.carried or PRESETS[self.preset]

    def with_lever(self, name: str, value: Any) -> Setting:
        """The same setting with one lever at another value, checked against its range.

        Raises
        ------
        pydantic.ValidationError
            If the value lies outside the lever's range.
        """
        levers = Levers.model_validate({**self.levers.model_dump(), name: value})
        return self.model_copy(update={"levers": levers})

    def changes(self) -> dict[str, Any]:
        """Levers that differ from where the setting started, by field name."""
        start = self.origin.levers
        return {
            name: getattr(self.levers, name)
            for name in SINGLE_LEVERS
            if getattr(self.levers, name) != getattr(start, name)
        }

    def price_by_vendor(self, portfolio: Portfolio) -> dict[str, float]:
        """Price changes by vendor name; empty when they belong to other data."""
        if self.data != data_mark(portfolio.data_hash):
            return {}
        vendors = portfolio.vendors
        return {
            vendors[place]: change for place, change in self.vendor_prices if place < len(vendors)
        }

    def with_vendor_prices(self, portfolio: Portfolio, prices: dict[str, float]) -> Setting:
        """The same setting with these price changes; vendors without cost lines are dropped."""
        places = {vendor: place for place, vendor in enumerate(portfolio.vendors)}
        pairs = sorted(
            (places[vendor], change)
            for vendor, change in prices.items()
            if vendor in places and change != 0
        )
        mark = data_mark(portfolio.data_hash) if pairs else ""
        return self.model_copy(update={"vendor_prices": tuple(pairs), "data": mark})

    @property
    def name(self) -> str:
        """Name for headings and tables: the origin's, and what was changed since."""
        changed = [describe_lever(name, value) for name, value in self.changes().items()]
        if self.vendor_prices:
            changed.append(wording.count(len(self.vendor_prices), "vendor price"))
        if self.missing != self.origin.missing_layers:
            assumed = self.missing.treatment == "assume"
            shares = any(self.missing.share_of_full_cost.values())
            changed.append(
                "missing layers "
                + ("left out" if not assumed else "assumed" if shares else "assumed, no share set")
            )
        if not changed:
            return self.origin.name
        start = [] if self.origin.name == "Base" else [self.origin.name]
        words = ", ".join(start + changed)
        return words[0].upper() + words[1:]

    def scenario(self, portfolio: Portfolio) -> Scenario:
        """The scenario to simulate on this portfolio."""
        prices = self.price_by_vendor(portfolio)
        levers = self.levers.model_copy(update={"price_change_by_vendor": prices})
        changed: dict[str, Any] = {
            "name": self.name,
            "levers": levers,
            "missing_layers": self.missing,
        }
        if self.name != self.origin.name:
            # The origin's description is not that of a scenario with other levers.
            changed["description"] = f"Changed from {self.origin.name}."
        return self.origin.model_copy(update=changed)


class Choice(BaseModel):
    """Everything a page's figures depend on, besides the data.

    ``reference`` says what changes are measured against: 0 the base preset,
    n the n-th pinned scenario. ``thresholds`` are those set on the screen, by key.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    now: Setting = Field(default_factory=Setting)
    pins: tuple[Setting, ...] = Field(default=(), max_length=PIN_LIMIT)
    reference: int = 0
    basis: ValueBasis = ValueBasis.CAPTURED
    seed: int = Field(default=DEFAULT_SEED, ge=SEED_RANGE[0], le=SEED_RANGE[1])
    draws: int = Field(default=DEFAULT_DRAWS, ge=DRAWS_RANGE[0], le=DRAWS_RANGE[1])
    thresholds: tuple[tuple[str, float], ...] = ()

    def with_threshold(self, key: str, value: float | None) -> Choice:
        """The same choice with one threshold at another value; ``None`` takes it back."""
        kept = {name: stated for name, stated in self.thresholds if name != key}
        if value is not None:
            kept[key] = value
        return self.model_copy(update={"thresholds": tuple(sorted(kept.items()))})

    @property
    def threshold_words(self) -> str:
        """What a stamp adds for thresholds set on the screen; those of the workbook are data."""
        if not self.thresholds:
            return ""
        known = {each.key: each for each in defaults()}
        said = (
            f"{known[key].label} {_judged(known[key].kind, value)}" if key in known else key
            for key, value in self.thresholds
        )
        return " · set on the screen: " + "; ".join(said)

    @property
    def against(self) -> Setting:
        """The setting that changes are measured against."""
        if 1 <= self.reference <= len(self.pins):
            return self.pins[self.reference - 1]
        return Setting()

    def with_now(self, setting: Setting) -> Choice:
        """The same choice with another scenario on screen."""
        return self.model_copy(update={"now": setting})

    def pinned(self) -> Choice:
        """The scenario on screen kept for comparison, unless it is kept already or room is out."""
        if self.now in self.pins or len(self.pins) >= PIN_LIMIT:
            return self
        return self.model_copy(update={"pins": (*self.pins, self.now)})

    def unpinned(self, place: int) -> Choice:
        """Without the pinned scenario at ``place`` (0-based); a lost reference becomes base."""
        pins = tuple(pin for at, pin in enumerate(self.pins) if at != place)
        reference = self.reference
        if reference == place + 1:
            reference = 0
        elif reference > place + 1:
            reference -= 1
        return self.model_copy(update={"pins": pins, "reference": reference})


def describe_lever(name: str, value: Any) -> str:
    """A lever and its value in a few words: ``Usage ×10``, ``Vendor prices +30 %``."""
    return f"{SPECS[name].title} {SPECS[name].words(value)}"


def setting_from_file(text: bytes, portfolio: Portfolio) -> tuple[Setting, tuple[str, ...]]:
    """A scenario file as a setting, and what of it does not fit the portfolio.

    Raises
    ------
    pydantic.ValidationError
        Naming each field of the file that is unknown or out of range.
    """
    scenario = Scenario.from_json(text)
    prices = dict(scenario.levers.price_change_by_vendor)
    levers = scenario.levers.model_copy(update={"price_change_by_vendor": {}})
    carried = scenario.model_copy(update={"levers": levers})
    setting = Setting(levers=levers, missing=scenario.missing_layers, carried=carried)
    unknown = sorted(set(prices) - set(portfolio.vendors))
    notes = tuple(
        f"The file changes the price of {vendor}, which no cost line names; "
        "that change has no effect."
        for vendor in unknown
    )
    return setting.with_vendor_prices(portfolio, prices), notes


def _judged(kind: str, value: float) -> str:
    """A threshold as the page words it."""
    return wording.percent(value) if kind == "share" else f"{value:g}"
