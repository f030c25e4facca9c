"""How each analysis is worked out: shown beside its chart, written to docs/methods.md."""

from __future__ import annotations

from cockpit.assessment.methods import choice, information, model, robustness
from cockpit.assessment.methods.method import Method

__all__ = ["METHODS", "Method"]

#: By key, in the order of the documentation.
METHODS: dict[str, Method] = {
    each.key: each
    for each in (
        model.FULL_COST,
        model.RETURN,
        model.DRAWS,
        model.VERDICTS,
        model.CAPACITY,
        robustness.BREAK_EVEN,
        robustness.TORNADO,
        robustness.FLIP_MAP,
        robustness.REVERSE_STRESS,
        robustness.DISCOVERY,
        choice.REGRET,
        robustness.SENSITIVITY,
        robustness.CONVERGENCE,
        information.INFORMATION,
        choice.PORTFOLIO_CHOICE,
        choice.STABILITY,
    )
}
