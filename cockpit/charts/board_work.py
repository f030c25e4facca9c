"""Charts of the board questions on hours, work, decisions, juniors and trust."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from cockpit import wording
from cockpit.assessment.answer import Answer
from cockpit.charts.cells import Cell, cell_grid
from cockpit.charts.diverging import Balance, diverging_bars
from cockpit.charts.dots import Dot, signed_dots
from cockpit.charts.figure import Figure
from cockpit.charts.slopes import Look, Slope, slopes
from cockpit.theme import Palette

#: Draws an answer, or ``None`` where there is nothing to draw.
Chart = Callable[..., Figure | None]

_SMALL_STEP, _STEP = 24, 30
#: Business units and initiatives of a small chart; the rest is said in one row.
_SMALL_UNITS, _SMALL_DECISIONS = 5, 5
#: How to read the bars of hours.
HOW_TO_READ = (
    "Hours a month: right what is saved, left what minding the AI takes, the upright mark is net, "
    "a dashed outline is saved before a burden that nobody states."
)
#: What is drawn, above each chart.
_HOURS = "Hours a month: saved to the right, minding the AI to the left, net as the mark"
_CYCLE = "Cycle time, each initiative against its own before"
_CHANGE = "Change, each against its own earlier period"
#: More lines than this cannot be named without running into each other.
_NAMED_LINES = 22


def net_hours(answer: Answer, colours: Palette, *, small: bool) -> Figure | None:
    """Hours saved to the right, burden to the left, net as a tick; by business unit."""
    frame = answer.frame
    if frame.empty:
        return None
    burden = ["Review hours", "Coordination hours", "Security hours"]
    table = frame.assign(Taken=frame[burden].sum(axis=1, min_count=1))
    table = table.drop(columns=burden)
    if small and len(table) > _SMALL_UNITS + 1:
        table = _few_units(table)
    rows = [
        Balance(
            name=str(row["Business unit"]),
            gained=_or_zero(row["Saved"]),
            taken=_or_zero(row["Taken"]),
            unproven=max(0.0, row["Gross only"]),
            net=None if pd.isna(row["Net"]) else row["Net"],
            text=_hours_text(row["Net"], row["Gross only"], int(row["Burden not known"])),
        )
        for row in table.to_dict("records")
    ]
    if not any(row.gained or row.taken or row.unproven or row.net is not None for row in rows):
        return None
    said = "; ".join(f"{row.name} {row.text}" for row in rows)
    return diverging_bars(
        rows,
        colours,
        f"{HOW_TO_READ} {said}.",
        step=_SMALL_STEP if small else _STEP,
        title=_HOURS,
    )


def _few_units(table: pd.DataFrame) -> pd.DataFrame:
    """The units that gain most and take on most; all others in one row."""
    known = table[table["Net"].notna()]
    chosen = pd.concat([known.head(_SMALL_UNITS - 2), known.tail(2)])
    chosen = chosen[~chosen.index.duplicated()]
    rest = table.drop(chosen.index)
    sums = rest.drop(columns="Business unit").sum(min_count=1)
    last = pd.DataFrame([{"Business unit": f"{wording.whole(len(rest))} others", **sums}])
    return pd.concat([chosen, last], ignore_index=True)


def _hours_text(net: float, gross: float, unknown: int) -> str:
    parts = [] if pd.isna(net) else [wording.number(net, 0, signed=True)]
    if gross:
        parts.append(f"{wording.number(gross, 0)} gross only")
    elif pd.isna(net):
        parts.append("burden not known")
    return "; ".join(parts)


def _or_zero(value: float) -> float:
    """Length of a bar: none where there is no figure; the text says so."""
    return 0.0 if pd.isna(value) else max(0.0, float(value))


def redesign(answer: Answer, colours: Palette, *, small: bool) -> Figure | None:
    """Cycle time now over before: redesigned work in colour, layered on in grey."""
    frame = answer.frame
    if frame.empty:
        return None
    known = frame[frame["Work"].isin(["redesigned", "layered on"])]
    known = known[known["Change of cycle time"].notna()]
    if known.empty:
        return None
    changes = known["Change of cycle time"]
    groups = known["Work"].value_counts()
    named = not small and len(known) <= _NAMED_LINES
    if small:
        labels = _group_labels(known, changes)
    else:
        labels = [
            f"{wording.shorten(str(name), 44)} {_longer(change)}"
            if named or abs(change) == changes.abs().max()
            else ""
            for name, change in zip(known["Initiative"], changes, strict=True)
        ]
    rows = [
        Slope(1 + change, "better" if work == "redesigned" else "quiet", label)
        for change, work, label in zip(changes, known["Work"], labels, strict=True)
    ]
    said = "; ".join(f"{count} {name}" for name, count in groups.items())
    return slopes(
        rows,
        colours,
        f"Cycle time from before to now: {said}.",
        height=120 if small else max(260, 20 * len(rows)),
        room=1.0 if small else 0.8,
        title=_CYCLE,
    )


def _longer(change: float) -> str:
    """A change of cycle time with its direction, since shorter is better: ``−68 % (shorter)``."""
    word = "unchanged" if change == 0 else "longer" if change > 0 else "shorter"
    return f"{wording.percent(change, signed=True)} ({word})"


def _group_labels(known: pd.DataFrame, changes: pd.Series) -> list[str]:
    """One label for each group, at the line nearest to its median."""
    labels = dict.fromkeys(known.index, "")
    for work, of in known.groupby("Work"):
        middle = changes[of.index].median()
        nearest = (changes[of.index] - middle).abs().idxmin()
        labels[nearest] = f"{len(of)} {work}, median {_longer(middle)}"
    return list(labels.values())


def decisions(answer: Answer, colours: Palette, *, small: bool) -> Figure | None:
    """Recorded beside computed verdict, and the age of the decision; differences in colour."""
    frame = answer.frame
    if frame.empty:
        return None
    shown = frame.head(_SMALL_DECISIONS) if small else frame
    twice = shown["Initiative"].map(lambda name: wording.shorten(str(name), 40)).duplicated(False)
    cells = []
    for row, double in zip(shown.to_dict("records"), twice, strict=True):
        name = wording.shorten(str(row["Initiative"]), 40 if not small else 30)
        name += f" ({row['ID']})" if double else ""
        differs = row["Compared"] == "differs"
        age, overdue = row["Age in months"], row["Review overdue"] == "yes"
        old = wording.NA if pd.isna(age) else wording.months(age)
        cells += [
            Cell(name, "Recorded", str(row["Recorded"]), bad=row["Recorded"] == "none recorded"),
            Cell(name, "Computed", str(row["Computed"]), strength=0.4, bad=differs),
            Cell(name, "Age", old + (", review overdue" if overdue else ""), bad=overdue),
        ]
    more = len(frame) - len(shown)
    if more:
        cells += [
            Cell(f"{wording.whole(more)} more", column, "")
            for column in ("Recorded", "Computed", "Age")
        ]
    said = "; ".join(f"{count} {name}" for name, count in frame["Compared"].value_counts().items())
    alt_text = f"Computed verdict against recorded decision: {said}."
    return cell_grid(cells, colours, alt_text, step=21 if small else 28)


def juniors(answer: Answer, colours: Palette, *, small: bool) -> Figure | None:
    """The three signals from before to now, each against its own before."""
    frame = answer.frame
    if frame.empty:
        return None
    rows = [
        Slope(
            row["Now"] / row["Before"],
            _look(row["Gain"]),
            f"{row['Signal']} {wording.percent(row['Gain'], signed=True)}{_periods(row)}",
        )
        for row in frame.to_dict("records")
    ]
    said = "; ".join(row.label for row in rows)
    return slopes(
        rows,
        colours,
        f"Change since the earlier period: {said}.",
        height=120 if small else 260,
        room=1.3,
        title=_CHANGE,
    )


def _periods(row: Mapping[Any, Any]) -> str:
    """The two periods compared, where each is stated."""
    before, now = row["Period before"], row["Period now"]
    return "" if pd.isna(before) or pd.isna(now) else f" ({before} to {now})"


def _look(change: float) -> Look:
    return "quiet" if change == 0 else "better" if change > 0 else "worse"


def trust(answer: Answer, colours: Palette, *, small: bool) -> Figure | None:
    """The five signals before and now; better is right, worse is left, whichever way they moved."""
    frame = answer.frame
    if frame.empty:
        return None
    rows = []
    for row in frame.to_dict("records"):
        direction, change = row["Direction"], row["Change"]
        sign = {"better": 1.0, "worse": -1.0}.get(direction, 0.0)
        text = str(row["In words"])
        if direction != "not known":
            rise = "" if small or pd.isna(change) else f" ({wording.percent(change, signed=True)})"
            text += f"{rise}, {direction}"
        rows.append(Dot(str(row["Signal"]), None if pd.isna(change) else sign * abs(change), text))
    said = "; ".join(f"{row.name} {row.text}" for row in rows)
    return signed_dots(
        rows,
        colours,
        f"Signals of trust before and now, right is better: {said}.",
        step=_SMALL_STEP if small else _STEP,
        room=0.6 if small else 0.35,
    )


CHARTS: dict[str, Chart] = {
    "Q6": net_hours,
    "Q7": redesign,
    "Q8": decisions,
    "Q9": juniors,
    "Q10": trust,
}
