"""Verdicts of the Scenarios page: what the rules say now and under the scenario compared with."""

from __future__ import annotations

from cockpit import cached, state
from cockpit.assessment.decisions.rejudging import verdicts_under
from cockpit.comparison import NO_VERDICTS, Verdicts
from cockpit.dataset import Dataset
from scenarios.presets import PRESETS
from scenarios.scenario import Scenario


def verdicts(data: Dataset) -> Verdicts:
    """Computed verdicts under the scenario on screen and under its reference.

    Each is judged as if its scenario were the base case; both rest on captured ROI,
    whatever the value basis on screen. None where nothing can be simulated.
    """
    choice = state.choice()
    try:
        return Verdicts(
            before=_under(data, choice.against.scenario(data.portfolio)),
            now=_under(data, choice.now.scenario(data.portfolio)),
        )
    except ValueError:  # the page says why above
        return NO_VERDICTS


def against_base(data: Dataset) -> Verdicts:
    """Computed verdicts under the scenario on screen, and under Base as they stand."""
    try:
        now = state.choice().now.scenario(data.portfolio)
        return Verdicts(before=_under(data, PRESETS["base"]), now=_under(data, now))
    except ValueError:  # the page says why
        return NO_VERDICTS


def _under(data: Dataset, scenario: Scenario) -> dict[str, str]:
    """Verdict by initiative, without those whose ROI has no answer there."""
    choice, inventory = state.choice(), data.reading.inventory
    if inventory is None:
        return {}
    case = cached.case(data, inventory, choice.thresholds, choice.draws, choice.seed)

    return cached.analysis(
        "verdicts",
        data,
        scenario,
        choice.draws,
        choice.seed,
        lambda simulator: verdicts_under(case, simulator, scenario),
        repr(choice.thresholds),
    )
