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
        text = f"{wording.amount(total, scale)} {scale.suffix}".strip() if len(stated) else state
        rows.append(SegmentRow(str(channel), parts, text, bad=state == "not declared"))
    said = "; ".join(f"{row.name} {row.text}" for row in rows)
    return segment_rows(
        rows,
        colours,
        f"Cost a year by channel: {said}. {largest} is the largest cost layer.",
        step=_SMALL_STEP if small else _STEP,
        text_room=0.3,
        title=f"Cost a year, in parts by cost layer; the largest is {largest}" if largest else "",
    )


def evidence(answer: Answer, colours: Palette, *, small: bool) -> Figure | None:
    """Small: by capture status; full: width is the cost of a business unit, height what is tied."""
    return capture(answer, colours) if small else _evidence_by_unit(answer, colours)


def capture(answer: Answer, colours: Palette, step: int = _SMALL_STEP) -> Figure | None:
    """Cost tied to measured outcomes and not, of all and by the capture status that is stated."""
    known = _costed(answer.frame)
    if known.empty:
        return None
    total = float(known["Cost a year"].sum())
    rows = []
    for name, of in (("all cost", known), *_by_status(known)):
        cost, tied = float(of["Cost a year"].sum()), float(of["Of it tied"].sum())
        parts = (Segment(tied, "strong"), Segment(max(0.0, cost - tied), "bad"))
        rows.append(
            SegmentRow(name, tuple(part for part in parts if part.size), _tied(tied, cost, total))
        )
    said = "; ".join(f"{row.name} {row.text}" for row in rows)
    return segment_rows(
        rows,
        colours,
        f"Share of the cost a year that is tied to measured outcomes: {said}.",
        step=step,
        text_room=0.6,
        title="Share of the cost a year, in all and by the capture status stated; orange: not tied",
    )


def _costed(frame: pd.DataFrame) -> pd.DataFrame:
    """Initiatives with cost; nothing where none has any."""
    if frame.empty:
        return frame
    return frame[frame["Cost a year"] > 0]


def _by_status(known: pd.DataFrame) -> list[tuple[str, pd.DataFrame]]:
    """Initiatives by capture status, those that state one first; nothing of an empty one."""
    names = {name: name for name in ("sustained", "captured", "observed", "potential")}
    names["unproven"] = "no status"
    groups = [(title, known[known["Status"] == name]) for name, title in names.items()]
    return [(title, of) for title, of in groups if len(of)]


def _tied(tied: float, cost: float, total: float) -> str:
    """How much of a row is tied, as shares of all cost; it says none rather than 0 %."""
    if tied <= 0:
        return f"{wording.percent(cost / total)}, none tied"
    if cost - tied < 1e-9 * total:
        return f"{wording.percent(cost / total)}, all tied"
    return f"{wording.percent(tied / total)} tied, {wording.percent((cost - tied) / total)} not"


def _evidence_by_unit(answer: Answer, colours: Palette) -> Figure | None:
    known = _costed(answer.frame)
    if known.empty:
        return None
    known = known.assign(Hope=known["Cost a year"] - known["Of it tied"])
    table = known.groupby("Business unit")[["Of it tied", "Hope"]].sum()
    table = table.loc[table.sum(axis=1).sort_values(ascending=False, kind="stable").index]
    columns = {str(unit): list(values) for unit, values in table.head(_UNITS).iterrows()}
    rest = table.iloc[_UNITS:]
    if len(rest):
        columns[f"{len(rest)} other"] = list(rest.sum())
    total = float(table.to_numpy().sum())
    tied, hope = (float(table[name].sum()) / total for name in ("Of it tied", "Hope"))
    parts = [
        ("tied", f"tied to measured outcomes {wording.percent(tied)}"),
        ("hope", f"speculative {wording.percent(hope)}"),
    ]
    said = "; ".join(text for _, text in parts)
    return marimekko(
        columns,
        parts,
        colours,
        f"Cost a year by evidence: {said}. Columns are business units.",
        height=300,
        width=1150,
        title="Width: cost a year of a business unit. Height: its share tied to measured outcomes",
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
        title="Chance that captured ROI earns the hurdle",
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
        text = f"{wording.whole(yes)} of {wording.whole(len(frame))}"
        text += f", {wording.whole(unknown)} not assessed" if unknown else ""
        rows.append(SegmentRow(name, tuple(p for p in parts if p.size), text))
    return segment_rows(
        rows,
        colours,
        f"Initiatives material to each aspect. {said}.",
        step=26,
        text_room=0.6,
        title="Number of initiatives material to each; orange: not assessed",
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
            cells,
            colours,
            f"Share stated over material initiatives: {said}.",
            step=22,
            title="Share of material initiatives that state it",
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
