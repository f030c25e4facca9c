"""Charts of the board questions on hours, work, decisions, juniors and trust."""

from __future__ import annotations

from collections.abc import Callable

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
    said = "; ".join(f"{row.name} {row.text}" for row in rows)
    return diverging_bars(
        rows, colours, f"{HOW_TO_READ} {said}.", step=_SMALL_STEP if small else _STEP
    )


def _few_units(table: pd.DataFrame) -> pd.DataFrame:
    """The units that gain most and take on most; all others in one row."""
    known = table[table["Net"].notna()]
    chosen = pd.concat([known.head(_SMALL_UNITS - 2), known.tail(2)])
    chosen = chosen[~chosen.index.duplicated()]
    rest = table.drop(chosen.index)
    sums = rest.drop(columns="Business unit").sum(min_count=1)
    last = pd.DataFrame([{"Business unit": f"{len(rest)} others", **sums}])
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
    known = known[known["Gain of cycle time"].notna()]
    if known.empty:
        return None
    ratios = 1 - known["Gain of cycle time"]
    groups = known["Work"].value_counts()
    named = not small and len(known) <= _NAMED_LINES
    if small:
        labels = _group_labels(known, ratios)
    else:
        labels = [
            f"{wording.shorten(str(name), 44)} {wording.percent(-gain, signed=True)}"
            if named or abs(gain) == known["Gain of cycle time"].abs().max()
            else ""
            for name, gain in zip(known["Initiative"], known["Gain of cycle time"], strict=True)
        ]
    rows = [
        Slope(ratio, "better" if work == "redesigned" else "quiet", label)
        for ratio, work, label in zip(ratios, known["Work"], labels, strict=True)
    ]
    said = "; ".join(f"{count} {name}" for name, count in groups.items())
    return slopes(
        rows,
        colours,
        f"Cycle time from before to now: {said}.",
        height=130 if small else max(260, 20 * len(rows)),
        room=0.8,
    )


def _group_labels(known: pd.DataFrame, ratios: pd.Series) -> list[str]:
    """One label for each group, at the line nearest to its median."""
    labels = dict.fromkeys(known.index, "")
    for work, of in known.groupby("Work"):
        middle = ratios[of.index].median()
        nearest = (ratios[of.index] - middle).abs().idxmin()
        labels[nearest] = f"{len(of)} {work}, median {wording.percent(middle - 1, signed=True)}"
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
        cells += [Cell(f"{more} more", column, "") for column in ("Recorded", "Computed", "Age")]
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
            f"{row['Signal']} {wording.percent(row['Gain'], signed=True)}",
        )
        for row in frame.to_dict("records")
    ]
    said = "; ".join(row.label for row in rows)
    return slopes(
        rows,
        colours,
        f"Change since the earlier period: {said}.",
        height=130 if small else 260,
        room=0.9,
    )


def _look(change: float) -> Look:
    return "quiet" if change == 0 else "better" if change > 0 else "worse"


def trust(answer: Answer, colours: Palette, *, small: bool) -> Figure | None:
    """Signed change of the five signals; better is right, worse is left."""
    frame = answer.frame
    if frame.empty:
        return None
    rows = []
    for row in frame.to_dict("records"):
        known = row["Direction"] != "not known"
        change = None if pd.isna(row["Gain"]) else row["Gain"]
        text = "not known"
        if known:
            values = " → ".join(_plain(row[name]) for name in ("Before", "Now"))
            text = values if change is None else wording.percent(change, signed=True)
            text += "" if small or change is None else f" ({values})"
        rows.append(Dot(str(row["Signal"]), change, text))
    said = "; ".join(f"{row.name} {row.text}" for row in rows)
    return signed_dots(
        rows,
        colours,
        f"Change of the signals of trust: {said}.",
        step=_SMALL_STEP if small else _STEP,
        room=0.6 if small else 0.35,
    )


def _plain(value: float) -> str:
    """A signal in its own unit: shares below one with two decimals, others with one."""
    return wording.number(value, 2 if abs(value) < 1 else 1)


CHARTS: dict[str, Chart] = {
    "Q6": net_hours,
    "Q7": redesign,
    "Q8": decisions,
    "Q9": juniors,
    "Q10": trust,
}
