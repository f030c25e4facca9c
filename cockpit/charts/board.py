"""Charts of the board questions; each takes an answer and may be small, for its card."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from cockpit import wording
from cockpit.assessment.answer import Answer
from cockpit.charts import board_work
from cockpit.charts.cells import Cell, cell_grid
from cockpit.charts.figure import Figure
from cockpit.charts.marimekko import marimekko
from cockpit.charts.segments import Segment, SegmentRow, segment_rows
from cockpit.theme import Palette

#: Draws an answer, or ``None`` where there is nothing to draw.
Chart = Callable[..., Figure | None]

#: Rows of a small chart fit a card at this height each.
_SMALL_STEP, _STEP = 20, 30
#: Business units with a column of their own; the rest is one.
_UNITS = 7


def exposure(answer: Answer, colours: Palette, *, small: bool) -> Figure | None:
    """Cost by channel, stacked by cost layer; the layer that costs most is dark."""
    frame = answer.frame
    if frame.empty:
        return None
    by_layer = frame.groupby("Layer")["Cost a year"].sum()
    largest = by_layer.idxmax() if len(by_layer) else None
    scale = wording.scale_for(frame.groupby("Channel")["Cost a year"].sum())
    rows = []
    for channel, of in frame.groupby("Channel", sort=False):
        stated = of[of["Layer"].notna()]
        total = float(stated["Cost a year"].sum())
        state = str(of["State"].iloc[0])
        parts = tuple(
            Segment(amount, "strong" if layer == largest else "light", str(layer)[:2])
            for layer, amount in zip(stated["Layer"], stated["Cost a year"], strict=True)
        )
        text = f"{wording.in_scale(total, scale)} {scale.suffix}".strip() if len(stated) else state
        rows.append(SegmentRow(str(channel), parts, text, bad=state == "not declared"))
    said = "; ".join(f"{row.name} {row.text}" for row in rows)
    return segment_rows(
        rows,
        colours,
        f"Cost a year by channel: {said}. {largest} is the largest cost layer.",
        step=_SMALL_STEP if small else _STEP,
        text_room=0.3,
    )


def evidence(answer: Answer, colours: Palette, *, small: bool) -> Figure | None:
    """Width is the cost of a business unit, height its shares by capture status."""
    frame = answer.frame
    known = frame.dropna(subset=["Cost a year"]) if not frame.empty else frame
    if known.empty or not known["Cost a year"].sum():
        return None
    table = known.pivot_table(
        index="Business unit", columns="Status", values="Cost a year", aggfunc="sum", fill_value=0.0
    )
    statuses = ("sustained", "captured", "observed", "potential", "unproven")
    table = table.reindex(columns=list(statuses), fill_value=0.0)
    table = table.loc[table.sum(axis=1).sort_values(ascending=False, kind="stable").index]
    columns = {str(unit): list(values) for unit, values in table.head(_UNITS).iterrows()}
    rest = table.iloc[_UNITS:]
    if len(rest):
        columns[f"{len(rest)} other"] = list(rest.sum())
    total = float(table.to_numpy().sum())
    parts = [(s, f"{s} {wording.percent(float(table[s].sum()) / total)}") for s in statuses]
    said = "; ".join(text for _, text in parts)
    return marimekko(
        columns,
        parts,
        colours,
        f"Cost a year by capture status: {said}. Columns are business units.",
        height=150 if small else 340,
        width=500 if small else 1150,
    )


def stresses(answer: Answer, colours: Palette, *, small: bool) -> Figure | None:
    """P(ROI ≥ hurdle) at base and under each stress, the worst first."""
    frame = answer.frame
    if frame.empty:
        return None
    rows = []
    for place, row in enumerate(frame.to_dict("records")):
        chance = row["P(ROI ≥ hurdle)"]
        text = "cannot be answered" if pd.isna(chance) else wording.chance(chance)
        if not small and not pd.isna(row["ROI P50"]):
            text += f"; ROI P50 {wording.percent(row['ROI P50'])}"
        parts = () if pd.isna(chance) else (Segment(chance, "light" if place else "strong"),)
        rows.append(SegmentRow(row["Scenario"], parts, text, bad=pd.isna(chance)))
    said = "; ".join(f"{row.name} {row.text}" for row in rows)
    return segment_rows(
        rows,
        colours,
        f"Chance that captured ROI earns the hurdle: {said}.",
        step=_SMALL_STEP if small else _STEP,
    )


def materiality(answer: Answer, colours: Palette, *, small: bool) -> Figure | None:
    """Small: how many initiatives say yes to each aspect; full: initiative × aspect."""
    frame = answer.frame
    if frame.empty:
        return None
    aspects = ["Customers", "Employees", "Regulation", "Resilience"]
    counts = {name: frame[name].value_counts().to_dict() for name in aspects}
    said = "; ".join(
        f"{name}: " + ", ".join(f"{number} {word}" for word, number in found.items())
        for name, found in counts.items()
    )
    if not small:
        labels = _labels(frame)
        cells = [
            Cell(
                labels[row["ID"]],
                name,
                row[name],
                1.0 if row[name] == "yes" else 0.0,
                bad=row[name] == "not assessed",
            )
            for row in frame.to_dict("records")
            for name in [*aspects, "Material"]
        ]
        return cell_grid(cells, colours, f"What each initiative is material to. {said}.")
    rows = []
    for name, found in counts.items():
        yes, no, unknown = (found.get(word, 0) for word in ("yes", "no", "not assessed"))
        parts = (Segment(yes, "strong"), Segment(no, "faint"), Segment(unknown, "bad"))
        text = f"{yes} of {len(frame)}" + (f", {unknown} not assessed" if unknown else "")
        rows.append(SegmentRow(name, tuple(p for p in parts if p.size), text))
    return segment_rows(
        rows, colours, f"Initiatives material to each aspect. {said}.", step=26, text_room=0.6
    )


def processing(answer: Answer, colours: Palette, *, small: bool) -> Figure | None:
    """Small: kind × attribute, share stated; full: initiative × kind, of the four attributes."""
    frame = answer.frame
    if frame.empty:
        return None
    stated = frame["State"].isin(["filled", "does not occur"])
    shares = stated.groupby([frame["Kind"], frame["Attribute"]], sort=False).mean()
    said = "; ".join(
        f"{kind} {name.lower()} {wording.percent(share)}" for (kind, name), share in shares.items()
    )
    if small:
        cells = [
            Cell(kind, name, wording.percent(share), share, bad=share == 0)
            for (kind, name), share in shares.items()
        ]
        return cell_grid(
            cells, colours, f"Share stated over material initiatives: {said}.", step=22
        )
    cells, labels = [], _labels(frame)
    for (id_, kind), of in frame.groupby(["ID", "Kind"], sort=False):
        filled, first = int((of["State"] == "filled").sum()), of["State"].iloc[0]
        word = first if first in ("no row", "does not occur") else f"{filled} of 4"
        whole = filled == 4 or first == "does not occur"
        strength = 1.0 if whole else filled / 6
        cells.append(Cell(labels[id_], str(kind), word, strength, bad=not whole))
    return cell_grid(cells, colours, f"What the register states of material initiatives: {said}.")


def _labels(frame: pd.DataFrame) -> dict[str, str]:
    """A label for each initiative; where two would read alike, each with its ID."""
    names = frame.drop_duplicates("ID").set_index("ID")["Initiative"].astype(str)
    short = names.map(lambda name: wording.shorten(name, 44))
    twice = short.duplicated(keep=False)
    return {
        id_: f"{text} ({id_})" if double else text
        for id_, text, double in zip(short.index, short, twice, strict=True)
    }


def flips(frame: pd.DataFrame, colours: Palette) -> Figure | None:
    """P(ROI ≥ hurdle) by usage and vendor prices; filled where the median earns the hurdle."""
    if frame.empty:
        return None
    cells = [
        Cell(
            row["Vendor prices"],
            row["Usage"],
            wording.chance(row["P(ROI ≥ hurdle)"]) if row["Hurdle earned"] != "n/a" else wording.NA,
            1.0 if row["Hurdle earned"] == "yes" else 0.0,
            bad=row["Hurdle earned"] == "no",
            marked=row["Usage"] == wording.multiple(1) and row["Vendor prices"] == today,
        )
        for today in (wording.percent(0.0),)
        for row in frame.to_dict("records")
    ]
    earned = int((frame["Hurdle earned"] == "yes").sum())
    return cell_grid(
        cells,
        colours,
        f"Chance to earn the hurdle by usage and vendor prices: the median earns it in {earned} of "
        f"{len(frame)} cells.",
        step=28,
        title="Usage against today",
        row_title="Vendor prices",
    )


CHARTS: dict[str, Chart] = {
    "Q1": exposure,
    "Q2": evidence,
    "Q3": stresses,
    "Q4": materiality,
    "Q5": processing,
    **board_work.CHARTS,
}
