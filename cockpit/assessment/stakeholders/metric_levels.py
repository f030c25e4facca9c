"""Metric maturity: how near to a decision the things are that are measured."""

from __future__ import annotations

import pandas as pd

from cockpit import wording
from cockpit.assessment.answer import Answer, Entry, Need, Unit, cannot, status_of
from cockpit.assessment.case import Case
from cockpit.assessment.evidence_rows import NOBODY
from cockpit.assessment.maturity.habits import hidden_rows
from cockpit.assessment.measures import Measured
from cockpit.assessment.stakeholders.common import PAGE, SOURCE, running
from cockpit.inventory.catalogue import CATALOGUE, MetricLevel, known_metric
from cockpit.inventory.rows import InitiativeRow

_METRIC = Need("metrics", "metric")
_CURRENT = Need("metrics", "current")

UNKNOWN = "not in the catalogue"
#: Levels on which a metric speaks of the business.
BUSINESS = (MetricLevel.M3, MetricLevel.M4)
#: What each level adds, in words.
_SAYS = {
    MetricLevel.M1: "the machine: load, speed, availability",
    MetricLevel.M2: "the work: output, time, errors, review",
    MetricLevel.M3: "the business: cost, satisfaction, duties covered",
    MetricLevel.M4: "the direction: revenue, clients, people, accountability",
}
_MOST_SUGGESTED = 3
#: Units of metrics that only the whole organisation, or a high-risk system, can state.
_OF_THE_ORGANISATION = (
    "people",
    "share of staff",
    "share of use cases",
    "share of requirements met",
)


def tracked(case: Case) -> tuple[Measured, ...]:
    """Every metric of every initiative and of the organisation, teams taken together."""
    owners = dict.fromkeys(row.initiative for row in case.inventory.metrics)
    return tuple(each for owner in owners for each in case.measures.all_of(owner))


def level_of(name: str) -> MetricLevel | None:
    """Level of a metric; ``None`` for a name that the catalogue does not know."""
    known = known_metric(name)
    return known.level if known else None


def assess(case: Case) -> Answer:
    """Share of the tracked metrics that speak of the business."""
    every = tracked(case)
    if not every:
        text = "No metric is tracked, so its level is unknown."
        return cannot(Unit.SHARE, text, case.lacks(_METRIC))
    silent = [each for each in every if each.current is None]
    missing = tuple(
        dict.fromkeys(gap for each in silent for gap in case.lacks(_CURRENT, each.initiative))
    )
    known = [each for each in every if each.current is not None]
    if not known:
        text = f"None of {wording.count(len(every), 'metric')} has a current value."
        return cannot(Unit.SHARE, text, missing)
    # A metric without a value stays in the denominator: leaving it blank raises nothing.
    share = sum(level_of(each.name) in BUSINESS for each in known) / len(every)
    tables = {
        "Metrics by level": levels_table(every),
        "What the next level needs": next_level_table(case),
    }
    hidden = hidden_rows(case)
    strangers = sorted({each.name for each in every if level_of(each.name) is None})
    if strangers:
        tables["Names that are not in the catalogue"] = _strangers_table(case, every)
    return Answer(
        status_of(missing),
        share,
        Unit.SHARE,
        _sentence(every, share, bool(missing)),
        frame=_frame(every),
        rows=tuple(place for each in every for place in each.sources if place not in hidden),
        missing=missing,
        tables=tables,
        remarks=_remarks(every, strangers),
    )


def counts(every: tuple[Measured, ...]) -> dict[MetricLevel | None, int]:
    """Tracked metrics with a current value, by level; ``None`` for unknown names."""
    known = [level_of(each.name) for each in every if each.current is not None]
    return {level: known.count(level) for level in (*MetricLevel, None)}


def levels_table(every: tuple[Measured, ...]) -> pd.DataFrame:
    """Each level: what it says, metrics tracked, their share, and catalogue names not tracked."""
    found = counts(every)
    used = {each.name for each in every}
    rows = []
    for level in MetricLevel:
        idle = [m.name for m in CATALOGUE if m.level is level and m.name not in used]
        rows.append(
            {
                "Level": f"{level.value} {level.label}",
                "Metrics": found[level],
                "Share": found[level] / len(every),
                "Speaks of": _SAYS[level],
                "Names nobody tracks yet": ", ".join(idle),
            }
        )
    rows.append(
        {
            "Level": UNKNOWN,
            "Metrics": found[None],
            "Share": found[None] / len(every),
            "Speaks of": "",
            "Names nobody tracks yet": "",
        }
    )
    return pd.DataFrame(rows)


def next_level_table(case: Case) -> pd.DataFrame:
    """For each running initiative: highest level measured, the next, and what would reach it."""
    rows = []
    for row in running(case):
        own = [each for each in case.measures.all_of(row.id) if each.current is not None]
        reached = [level for each in own if (level := level_of(each.name)) is not None]
        highest = max(reached, default=None)
        following = _after(highest)
        rows.append(
            {
                "Initiative": row.name,
                "Highest level": f"{highest.value} {highest.label}" if highest else "none measured",
                "Next level": f"{following.value} {following.label}" if following else "",
                "Metrics that reach it": ", ".join(_suggested(row, following)),
                "Owner": row.owner or NOBODY,
            }
        )
    columns = ["Initiative", "Highest level", "Next level", "Metrics that reach it", "Owner"]
    table = pd.DataFrame(rows, columns=columns)
    return table.sort_values("Next level", key=_last_if_blank, ignore_index=True, kind="stable")


def _last_if_blank(values: pd.Series) -> pd.Series:
    return values.replace("", "~")


def _after(level: MetricLevel | None) -> MetricLevel | None:
    order = list(MetricLevel)
    if level is None:
        return order[0]
    place = order.index(level) + 1
    return order[place] if place < len(order) else None


def _suggested(row: InitiativeRow, level: MetricLevel | None) -> list[str]:
    """Catalogue metrics of a level that fit an initiative: of its tier first, then general ones."""
    fitting = [
        metric
        for metric in CATALOGUE
        if metric.level is level
        and metric.unit not in _OF_THE_ORGANISATION
        and (metric.cell is None or row.tier is None or metric.cell[0] is row.tier)
    ]
    fitting.sort(key=lambda metric: (metric.cell is None, metric.better is None))
    return [metric.name for metric in fitting[:_MOST_SUGGESTED]]


def _strangers_table(case: Case, every: tuple[Measured, ...]) -> pd.DataFrame:
    rows = [
        {"Metric": each.name, "Initiative": case.name(each.initiative), "Now": each.current,
         "Unit": each.unit}
        for each in every
        if level_of(each.name) is None
    ]  # fmt: skip
    return pd.DataFrame(rows)


def _sentence(every: tuple[Measured, ...], share: float, gaps: bool) -> str:
    found = counts(every)
    at_least = "At least " if gaps else ""
    largest = max(MetricLevel, key=lambda level: found[level])
    text = (
        f"{at_least}{wording.percent(share)} of {wording.count(len(every), 'tracked metric')} "
        "speak of the business (M3 and M4)."
    )
    return f"{text} Most are {largest.value}, {largest.label}: {found[largest]}."


def _remarks(every: tuple[Measured, ...], strangers: list[str]) -> tuple[str, ...]:
    found = counts(every)
    largest = max(MetricLevel, key=lambda level: found[level])
    following = _after(largest)
    said = []
    if following is not None:
        said.append(
            f"From {largest.value} to {following.value}: measure {_SAYS[following]}. The table "
            "names metrics for each initiative."
        )
    if strangers:
        said.append(
            f"{wording.count(len(strangers), 'name')} not in the catalogue, so without a level: "
            f"{wording.listed(strangers)}."
        )
    return tuple(said)


def _frame(every: tuple[Measured, ...]) -> pd.DataFrame:
    found = counts(every)
    rows = [
        {
            "Level": f"{level.value} {level.label}" if level else UNKNOWN,
            "Metrics": number,
            "Business": level in BUSINESS,
            "In words": f"{number} ({wording.percent(number / len(every))})",
        }
        for level, number in found.items()
        if level or number
    ]
    return pd.DataFrame(rows)


METRICS = Entry(
    key="metric-maturity",
    title="Metric maturity",
    question="Do we measure the machine, or the business?",
    page=PAGE,
    method="Tracked metrics (one for each initiative and name, teams together) with a current "
    "value on level M3 or M4 of the catalogue, over all tracked metrics. A metric without a value "
    "and a name that the catalogue does not know count in the total only.",
    source=f"{SOURCE}, four levels of metrics; the names of the levels are this tool's.",
    rests_on=(_METRIC, _CURRENT),
    assess=assess,
    better="higher",
)
