"""Cost exports of this session and what was chosen about them; figures are worked out anew."""

from __future__ import annotations

import dataclasses
import hashlib
from dataclasses import dataclass

from cockpit import cached, state
from cockpit.actuals.actual_costs import actual_costs
from cockpit.actuals.choices import Choices, Setting, mark, setting_of
from cockpit.actuals.cost_export import CostExport
from cockpit.actuals.coverage import same_charges
from cockpit.actuals.files import stamp_line
from cockpit.actuals.lines import ActualCosts
from cockpit.actuals.suggest import offered_key, suggested_basis, suggested_key, tag_keys
from cockpit.assessment.actual_cost import Comparison, compare
from cockpit.views.parts import Loaded
from scenarios.presets import PRESETS

_EXPORTS = "cost_exports"
_CHOICES = "cost_choices"
#: Names of the suggestions that the person replaced.
_BY_HAND = "cost_choices_by_hand"
#: Most exports that one session holds.
MOST_EXPORTS = 12


@dataclass(frozen=True)
class Booked:
    """What the exports of the session come to beside the inventory in use."""

    exports: tuple[CostExport, ...]
    choices: Choices
    setting: Setting
    actual: ActualCosts

    @property
    def stamp_line(self) -> str:
        """What the figures can be reproduced from, beside the inventory."""
        return stamp_line(self.actual, mark(self.exports, self.choices))


def exports() -> tuple[CostExport, ...]:
    """The exports of this session, oldest first."""
    return tuple(state.remembered(_EXPORTS, ()))


def add(export: CostExport) -> str:
    """Keep an export; why not, in words, where it is refused."""
    kept = exports()
    same = next((each for each in kept if each.digest == export.digest), None)
    if same is not None and same.date_order == export.date_order:
        return f"This file is loaded already, as {same.name}; it is not counted twice."
    kept = tuple(each for each in kept if each.digest != export.digest)
    if len(kept) >= MOST_EXPORTS:
        return f"At most {MOST_EXPORTS} exports can be loaded; remove one first."
    if problem := same_charges((*kept, export)):
        return problem
    state.remember(_EXPORTS, (*kept, export))
    return ""


def remove(digest: str) -> None:
    """Forget an export."""
    state.remember(_EXPORTS, tuple(each for each in exports() if each.digest != digest))


def chosen(setting: Setting) -> Choices:
    """What the person chose; for a basis or tag not chosen, what all the exports suggest."""
    choices: Choices = state.remembered(_CHOICES, Choices())
    by_hand: frozenset[str] = state.remembered(_BY_HAND, frozenset())
    files = exports()
    keys = tag_keys(files, setting.initiatives)
    if "basis" not in by_hand:
        choices = dataclasses.replace(choices, basis=suggested_basis(files))
    wanted = None if choices.tag_key is None else offered_key(keys, choices.tag_key)
    known = choices.tag_key is None or wanted is not None
    if "tag_key" not in by_hand or not known:
        wanted = suggested_key(keys)
    choices = dataclasses.replace(choices, tag_key=wanted)
    return choices


def choose(choices: Choices, before: Choices) -> None:
    """Keep what the person chose, and which of the suggestions they replaced."""
    by_hand: frozenset[str] = state.remembered(_BY_HAND, frozenset())
    changed = {n for n in ("basis", "tag_key") if getattr(choices, n) != getattr(before, n)}
    state.remember(_BY_HAND, by_hand | changed)
    state.remember(_CHOICES, choices)


def widget_key(name: str) -> str:
    """Key of a widget that starts anew from the suggestion when files come or go."""
    files = "".join(each.digest for each in exports())
    return f"{name}_{hashlib.sha256(files.encode()).hexdigest()[:12]}"


def booked(loaded: Loaded) -> Booked | None:
    """Actual costs of the session, or ``None`` without an export."""
    files = exports()
    if not files:
        return None
    setting = setting_of(loaded.inventory)
    choices = chosen(setting)
    try:
        actual = cached.analysis(
            "actual cost",
            loaded.data,
            PRESETS["base"],
            state.choice().draws,
            state.choice().seed,
            lambda _: actual_costs(files, choices, setting),
            mark(files, choices),
        )
    except ValueError:  # nothing to simulate: the costs stand without it
        actual = actual_costs(files, choices, setting)
    return Booked(files, choices, setting, actual)


def comparison(loaded: Loaded, found: Booked) -> Comparison | None:
    """Actual beside plan and band of the base case; ``None`` where nothing can be compared."""
    try:
        return cached.analysis(
            "actual against plan",
            loaded.data,
            PRESETS["base"],
            state.choice().draws,
            state.choice().seed,
            lambda simulator: compare(
                found.actual,
                loaded.portfolio,
                lambda lines, months: simulator.monthly_cost(PRESETS["base"], lines, months),
            ),
            mark(found.exports, found.choices),
        )
    except ValueError:  # nothing can be simulated; the page says why elsewhere
        return None
