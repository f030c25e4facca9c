"""The rules that turn rows into figures: every weight, width and power, in plain words.

One list feeds the Data page, docs/workbook.md and summary.json. Every number in it
is taken from the scenario or from the engine's own table, so that what is said is
what is computed.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from scenarios.plan import BEHAVIOUR_EXPONENTS
from scenarios.portfolio import Behaviour, CaptureStatus, EvidenceGrade, Exponents
from scenarios.scenario import Scenario, Valuation

DEFAULT, SET = "default of the tool", "this scenario"

#: What each power follows, as people say it.
_FACTORS = {
    "usage": "usage",
    "seats": "paid seats",
    "price": "its vendor's price",
    "tier": "the model's price",
    "wages": "wages",
    "data": "data volume",
    "review": "the review burden",
}

#: Behaviours whose response is not a plain power, in words.
_SHAPES = {
    Behaviour.CAPACITY: " (usage in whole steps: amount × ⌈peak × usage ÷ block⌉ ÷ "
    "⌈peak ÷ block⌉; without peak or block, one block that is full today)",
    Behaviour.COMMIT: " (never below the commitment: the greater of commitment and metered "
    "amount, the line's own error included)",
}


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: what it is about, what it says, its value, and who set it."""

    topic: str
    rule: str
    value: str
    set_by: str


def rules_in_force(scenario: Scenario) -> tuple[Rule, ...]:
    """Every rule that a scenario computes with, in the order in which a row meets them."""
    return (
        *_benefits(scenario.valuation),
        *_widths(scenario.valuation),
        *_usage(scenario),
        *_costs(scenario.valuation),
        *_behaviours(),
        *_missing(scenario),
        *_time(),
        *_measures(),
    )


def effective_scenario(scenario: Scenario) -> dict[str, Any]:
    """The scenario with every default written out, and the powers of each behaviour."""
    return {
        **scenario.model_dump(mode="json"),
        "behaviour_exponents": {
            behaviour.value: {item.name: getattr(powers, item.name) for item in fields(Exponents)}
            for behaviour, powers in BEHAVIOUR_EXPONENTS.items()
        },
        "rules": [
            {"topic": each.topic, "rule": each.rule, "value": each.value, "set_by": each.set_by}
            for each in rules_in_force(scenario)
        ],
    }


def _fixed(topic: str, rule: str, value: str = "") -> Rule:
    return Rule(topic, rule, value, "rule of the tool")


def _benefits(valuation: Valuation) -> list[Rule]:
    default = Valuation()
    topic = "Benefits counted"
    found = [
        _fixed(topic, "Claimed counts every direct benefit whole.", "×1"),
        _fixed(
            topic,
            "An indirect benefit is in no sum. Benefits of an initiative whose cost nobody "
            "supplied are left out, since a missing cost is not a cost of zero.",
        ),
    ]
    for status in CaptureStatus:
        weight = valuation.capture_weight[status]
        found.append(
            Rule(
                topic,
                f"Captured counts a benefit with status “{status.value}” with this weight.",
                f"×{weight:g}",
                _by(weight, default.capture_weight[status]),
            )
        )
    found += [
        _fixed(
            topic,
            "A benefit without a status counts nothing in captured; where only a target and no "
            "current value is stated, its status is potential.",
            "×0",
        ),
        _fixed(
            topic,
            "Cashable counts what is captured; of freed time (the unit is hours or minutes, not of "
            "clients) only the share redeployed to a stated destination. Where the unit is blank "
            "or may be working time, where that share is not stated, or where review, coordination "
            "and security hours are not all stated, nobody can tell: a gain counts nothing, a loss "
            "in full.",
        ),
        _fixed(
            topic,
            "Of that, cashable counts the part left after review, coordination and security hours: "
            "1 − burden hours ÷ (captured weight × freed hours that run today), at least 0. Review "
            "hours count in the burden only where no review cost line carries them. Of several "
            "periods the latest counts, and all its rows; teams add up, unless a row without a "
            "team states the whole initiative.",
        ),
    ]
    return found


def _widths(valuation: Valuation) -> list[Rule]:
    default = Valuation()
    topic = "Width of a benefit"
    found = []
    for grade in EvidenceGrade:
        ratio = valuation.realisation_p90[grade]
        found.append(
            Rule(
                topic,
                f"Realised share of a benefit with evidence “{grade.value}”: P90 over median.",
                f"×{ratio:g}",
                _by(ratio, default.realisation_p90[grade]),
            )
        )
    found += [
        Rule(
            topic,
            "The same for a benefit without an evidence grade.",
            f"×{valuation.ungraded_p90:g}",
            _by(valuation.ungraded_p90, default.ungraded_p90),
        ),
        _fixed(
            topic,
            "A stated P10–P90 is widened by it: √(own² + realisation²) on the logarithm, on either "
            "side of the median. The simulated range of a benefit is wider than the stated one.",
        ),
    ]
    return found


def _usage(scenario: Scenario) -> list[Rule]:
    topic, valuation, levers = "Benefits and usage", scenario.valuation, scenario.levers
    lever = levers.value_follows_usage
    value = valuation.value_follows_usage if lever is None else lever
    changed = lever is not None or value != Valuation().value_follows_usage
    return [
        Rule(
            topic,
            "Value follows usage, β: a benefit moves with usage to the power β. "
            + (
                "A benefit's own β comes first."
                if lever is None
                else "The lever replaces the β of every benefit."
            ),
            f"{value:g}",
            SET if changed else DEFAULT,
        ),
        _fixed(
            topic,
            "Usage here is the whole path: lever × adoption × random growth. Adoption itself "
            "and the active share of seats act one to one, not to the power β.",
        ),
        _fixed(
            topic,
            "Where no cost line of an initiative states how it behaves, its benefit does not "
            "follow usage either.",
            "β = 0",
        ),
        _fixed(
            topic,
            "“Benefits come later by” moves benefits that are not captured yet or start later; "
            "captured ones that run already stay.",
        ),
        Rule(
            topic,
            "Usage answers the price of the initiative's vendor, where that vendor bills one of "
            "its lines: (price ratio)^elasticity.",
            f"{levers.price_elasticity:g}",
            SET if levers.price_elasticity else DEFAULT,
        ),
    ]


def _costs(valuation: Valuation) -> list[Rule]:
    default, topic = Valuation(), "Width of a cost"
    return [
        Rule(
            topic,
            "A booked actual without a range of its own: P90 over the amount.",
            f"×{valuation.actual_p90:g}",
            _by(valuation.actual_p90, default.actual_p90),
        ),
        Rule(
            topic,
            "An estimate, and a line that does not say which it is: P90 over the amount.",
            f"×{valuation.estimate_p90:g}",
            _by(valuation.estimate_p90, default.estimate_p90),
        ),
        _fixed(
            topic,
            "The stated amount is the median; the range is lognormal on either side of it.",
        ),
    ]


def _behaviours() -> list[Rule]:
    topic = "Behaviour of a cost"
    found = []
    for behaviour in Behaviour:
        powers = BEHAVIOUR_EXPONENTS[behaviour]
        followed = [
            words + (f"^{power:g}" if power != 1 else "")
            for name, words in _FACTORS.items()
            if (power := getattr(powers, name))
        ]
        found.append(
            _fixed(
                topic,
                f"A cost of behaviour “{behaviour.value}” moves with{_SHAPES.get(behaviour, '')}:",
                " × ".join(followed) or "nothing",
            )
        )
    return [
        *found,
        _fixed(
            topic,
            "A vendor's price acts only on lines that name the vendor; two spellings, be it only "
            "in capitals, are two vendors.",
        ),
        _fixed(
            topic,
            "A line whose behaviour nobody stated is held fixed. Under a lever that asks for it "
            "an initiative, or the portfolio, with more than half of its first year's cost in such "
            "lines cannot be answered.",
        ),
        _fixed(
            topic,
            "Shared lines go to initiatives with a cost of their own, by monthly requests, by own "
            "first-year cost or in equal parts; to all, where no initiative has one.",
        ),
    ]


def _missing(scenario: Scenario) -> list[Rule]:
    missing, topic = scenario.missing_layers, "Missing cost layers"
    if missing.treatment == "leave out":
        return [
            Rule(topic, "A layer without any line is left out; the cost is partial.", "", DEFAULT)
        ]
    shares = ", ".join(
        f"{layer} {share:.4g}" for layer, share in missing.share_of_full_cost.items()
    )
    return [
        Rule(
            topic,
            "A missing layer is assumed to cost share × known cost ÷ (1 − sum of the assumed "
            f"shares), lognormal with P90 ×{missing.p90_ratio:g}.",
            shares or "no share set",
            SET,
        )
    ]


def _time() -> list[Rule]:
    topic = "Time"
    return [
        _fixed(
            topic,
            "A growth rate g acts from month 1 as (1 + g)^(month ÷ 12), the same g over "
            "the whole horizon in one draw.",
        ),
        _fixed(topic, "Flows of month m are discounted by (1 + rate)^(−m ÷ 12); month 0 is not."),
        _fixed(
            topic,
            "A benefit with a ramp rises in equal steps; one that runs already has risen since "
            "its start. One-off costs before the decision date are spent and left out.",
        ),
        _fixed(
            topic,
            "The base case takes every assumption at its median and every amount as stated. An "
            "event of less than 50 % within a year never happens in it.",
        ),
    ]


def _measures() -> list[Rule]:
    topic = "Measures"
    return [
        _fixed(
            topic,
            "Payback is the month from which cumulative net cash of the base case never falls "
            "below zero again.",
        ),
        _fixed(
            topic,
            "The internal rate of return is blank where the first flow is no outlay, where it is "
            "not unique, and above 1,000 % a year.",
        ),
        _fixed(
            topic,
            "CVaR is the mean NPV of the worst 5 % of the draws. Standard errors are those of "
            "plain Monte Carlo, which lie above the true ones here.",
        ),
    ]


def _by(value: float, default: float) -> str:
    return DEFAULT if value == default else SET
