"""Usage is not value: five counts of use, each beside what must change for it to be worth money.

Source of the five pairs: “AI Usage Is Not AI Value”, the better scorecard.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from cockpit import wording
from cockpit.assessment.answer import Answer, Entry, Missing, Need, Unit, cannot, status_of
from cockpit.assessment.case import Case
from cockpit.assessment.measures import Measured
from cockpit.assessment.value.hours import hours_swap
from cockpit.inventory.vocabulary import Better
from scenarios.portfolio import Source

PAGE = "value-grid"
SOURCE = "“AI Usage Is Not AI Value”, the better scorecard"

COLUMNS = ("Initiative", "Used before", "Used now", "Change of use", "Change of value", "In words")


@dataclass(frozen=True, slots=True)
class Value:
    """The value side of one initiative: whether it improved, by how much, and in words.

    ``improved`` is ``None`` where it is not measured, which never counts as a yes.
    """

    improved: bool | None
    gain: float | None
    words: str
    missing: tuple[Missing, ...]
    rows: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Swap:
    """One pair: what is counted, and what is asked instead. The verbs complete sentences."""

    key: str
    title: str
    usage: str
    question: str
    verb: str
    verb_of_one: str
    method: str
    measures: tuple[str, ...]
    value: Callable[[Case, str], Value]


def change(measured: Measured | None) -> float | None:
    """Signed change in the better direction, in the metric's own unit; ``None`` unmeasured."""
    if measured is None or measured.baseline is None or measured.current is None:
        return None
    if measured.better is None:
        return None
    difference = measured.current - measured.baseline
    return difference if measured.better is Better.HIGHER else -difference


def lacking(case: Case, initiative: str, *names: str) -> tuple[Missing, ...]:
    """Baselines and current values of these metrics that an initiative does not state."""
    found: list[Missing] = []
    for name in names:
        measured = case.measures.of(initiative, name)
        for field in ("baseline", "current"):
            if measured is None or getattr(measured, field) is None:
                found += case.lacks(Need("metrics", field, name), initiative)
    return tuple(found)


def _sources(case: Case, initiative: str, *names: str) -> tuple[Source, ...]:
    measured = (case.measures.of(initiative, name) for name in names)
    return tuple(at for each in measured if each for at in each.sources)


def _each_in_words(case: Case, initiative: str, names: tuple[str, ...]) -> str:
    parts = []
    for name in names:
        measured = case.measures.of(initiative, name)
        moved = change(measured)
        if moved is None or measured is None:
            parts.append(f"{name} not measured")
        elif moved == 0:
            parts.append(f"{name} unchanged")
        else:
            size = "" if measured.gain is None else f"{wording.percent(abs(measured.gain))} "
            parts.append(f"{name} {size}{'better' if moved > 0 else 'worse'}")
    return ", ".join(parts)


def _gain(case: Case, initiative: str, names: tuple[str, ...]) -> float | None:
    """Mean of the gains that are measured, for the length of a bar."""
    measured = (case.measures.of(initiative, name) for name in names)
    gains = [each.gain for each in measured if each and each.gain is not None]
    return sum(gains) / len(gains) if gains else None


def _of_metrics(
    names: tuple[str, ...], rule: Callable[[list[float], int], bool | None]
) -> Callable[[Case, str], Value]:
    """A value side that rests on metrics; the rule sees known changes and how many are unknown."""

    def value(case: Case, initiative: str) -> Value:
        changes = [change(case.measures.of(initiative, name)) for name in names]
        known = [each for each in changes if each is not None]
        return Value(
            rule(known, len(changes) - len(known)),
            _gain(case, initiative, names),
            _each_in_words(case, initiative, names),
            lacking(case, initiative, *names),
            _sources(case, initiative, *names),
        )

    return value


def two_of_three(known: list[float], unknown: int) -> bool | None:
    """At least two better; ``None`` while the unknown ones could still decide."""
    better = sum(each > 0 for each in known)
    if better >= 2:
        return True
    return False if better + unknown < 2 else None


def fell(known: list[float], unknown: int) -> bool | None:
    """At least one better and none worse; ``None`` while unknown ones could still decide."""
    if any(each < 0 for each in known):
        return False
    if unknown:
        return None
    return any(each > 0 for each in known)


_OUTPUTS = ("accepted outputs", "rejected outputs")


def acceptance(measured: list[Measured | None], field: str) -> float | None:
    """Accepted ÷ (accepted + rejected) of one period; ``None`` where either is missing."""
    values: list[float] = [
        value for each in measured if each and (value := getattr(each, field)) is not None
    ]
    if len(values) < len(measured) or sum(values) <= 0:
        return None
    return values[0] / sum(values)


def _trusted(case: Case, initiative: str) -> Value:
    measured = [case.measures.of(initiative, name) for name in _OUTPUTS]
    before, now = acceptance(measured, "baseline"), acceptance(measured, "current")
    missing = lacking(case, initiative, *_OUTPUTS)
    rows = _sources(case, initiative, *_OUTPUTS)
    if before is None or now is None:
        words = "accepted outputs not measured before and now"
        if now is not None:
            words = f"{wording.percent(now)} of outputs accepted, before unknown"
        return Value(None, None, words, missing, rows)
    words = f"{wording.percent(before)} → {wording.percent(now)} of outputs accepted"
    return Value(now > before, (now - before) / before if before else None, words, missing, rows)


SWAP_ROWS: tuple[Swap, ...] = (
    Swap(
        "swap-users",
        "Active users → workflow improved",
        "active users",
        "People use it. Which workflow improved?",
        "improved their workflow",
        "improved its workflow",
        "Improved: at least two of cycle time, throughput and rework are better than before.",
        ("cycle time", "throughput", "rework"),
        _of_metrics(("cycle time", "throughput", "rework"), two_of_three),
    ),
    Swap(
        "swap-prompts",
        "Prompts → outputs trusted and used",
        "prompts",
        "It is asked a lot. Do people use what it answers?",
        "have a larger share of outputs accepted than before",
        "has more of its outputs accepted",
        "Improved: accepted ÷ (accepted + rejected) outputs rose.",
        _OUTPUTS,
        _trusted,
    ),
    Swap(
        "swap-summaries",
        "Meeting summaries → faster decisions",
        "meeting summaries",
        "Meetings are summed up. Do decisions come faster?",
        "decide faster",
        "decides faster",
        "Improved: decision latency fell.",
        ("decision latency",),
        _of_metrics(("decision latency",), fell),
    ),
    Swap(
        "swap-uploads",
        "Uploaded documents → less review and rework",
        "uploaded documents",
        "Documents are uploaded. Is there less to review and to redo?",
        "review or redo less",
        "reviews or redoes less",
        "Improved: review minutes or rework fell, and the other did not rise.",
        ("review minutes", "rework"),
        _of_metrics(("review minutes", "rework"), fell),
    ),
)


def _assess(case: Case, swap: Swap) -> Answer:
    usage = Need("metrics", "current", swap.usage)
    users = [row.id for row in case.initiatives if case.measures.of(row.id, swap.usage)]
    if not users:
        sentence = (
            f"No initiative states its {swap.usage}, so there is nothing to set value against."
        )
        return cannot(Unit.SHARE, sentence, case.lacks(usage))
    sides = {each: swap.value(case, each) for each in users}
    missing = [lack for side in sides.values() for lack in side.missing]
    silent = [each for each in users if case.measures.current(each, swap.usage) is None]
    missing += case.lacks(usage, *silent) if silent else ()
    frame = _frame(case, swap, sides)
    rows = tuple(
        dict.fromkeys(
            at
            for each, side in sides.items()
            for at in (*_sources(case, each, swap.usage), *side.rows)
        )
    )
    improved = sum(side.improved is True for side in sides.values())
    known = sum(side.improved is not None for side in sides.values())
    counted = wording.count(len(users), "initiative")
    if len(silent) == len(users) or (improved == 0 and known < len(users)):
        # “At least 0 %” would say nothing, and read as a finding.
        stated = f"{counted} {_counts(users)} {swap.usage}"
        sentence = f"{stated}; none shows that it {swap.verb_of_one}."
        if len(silent) == len(users):
            sentence = f"{stated}; how many now is not stated."
        return cannot(Unit.SHARE, sentence, dict.fromkeys(missing), frame=frame, rows=rows)
    tail = "" if known == len(users) else f" {len(users) - known} cannot show it."
    share = improved / len(users)
    return Answer(
        status_of(missing),
        share,
        Unit.SHARE,
        f"Of {counted} that {_counts(users)} {swap.usage}, {improved} "
        f"{swap.verb_of_one if improved == 1 else swap.verb} ({wording.percent(share)}).{tail}",
        frame,
        rows,
        tuple(dict.fromkeys(missing)),
        {"Use and value by initiative": _pairs(frame)},
        (swap.method,),
    )


def _counts(users: list[str]) -> str:
    return "counts" if len(users) == 1 else "count"


def _frame(case: Case, swap: Swap, sides: dict[str, Value]) -> pd.DataFrame:
    rows = []
    for initiative, side in sides.items():
        used = case.measures.of(initiative, swap.usage)
        before, now = (used.baseline, used.current) if used else (None, None)
        more = None if before in (None, 0) or now is None else now / before - 1
        rows.append((case.name(initiative), before, now, more, side.gain, side.words))
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    table[list(COLUMNS[1:5])] = table[list(COLUMNS[1:5])].astype("float64")
    return table.sort_values("Used now", ascending=False, ignore_index=True)


def _pairs(frame: pd.DataFrame) -> pd.DataFrame:
    """The pair of columns as a table: changes in percent, what changed in words."""
    table = frame.rename(
        columns={
            "Change of use": "Change of use, %",
            "Change of value": "Change of value, %",
            "In words": "What changed",
        }
    )
    shares = ["Change of use, %", "Change of value, %"]
    table[shares] = (100 * table[shares]).round(1)
    return table


def _entry(swap: Swap) -> Entry:
    return Entry(
        key=swap.key,
        title=swap.title,
        question=swap.question,
        page=PAGE,
        method=f"Share of the initiatives that state {swap.usage} whose value side improved; not "
        f"measured counts as no. {swap.method}",
        source=SOURCE,
        rests_on=(
            Need("metrics", "current", swap.usage),
            *(
                Need("metrics", field, name)
                for name in swap.measures
                for field in ("baseline", "current")
            ),
        ),
        assess=lambda case: _assess(case, swap),
        better="higher",
    )


#: The five pairs of the scorecard.
SWAPS: tuple[Entry, ...] = (*(_entry(swap) for swap in SWAP_ROWS), hours_swap(PAGE, SOURCE))
