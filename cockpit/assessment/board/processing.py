"""Question 5: where the data of material initiatives is processed, and who controls it."""

from __future__ import annotations

import pandas as pd

from cockpit import wording
from cockpit.assessment.answer import Answer, Entry, Missing, Need, Unit, cannot, status_of
from cockpit.assessment.board.common import SOURCE, lacking, nothing
from cockpit.assessment.board.materiality import FLAGS, is_material, unassessed
from cockpit.assessment.case import Case
from cockpit.inventory.rows import InitiativeRow, ProcessingRow
from cockpit.inventory.values import fold
from cockpit.inventory.vocabulary import ProcessingKind

#: What must be known of each kind of data, and the column that says it.
ATTRIBUTES: dict[str, str] = {
    "Region": "region",
    "Processor": "processor",
    "Retention": "retention_days",
    "Control owner": "control_owner",
}
KIND = Need("processing", "kind")
NEEDS = tuple(Need("processing", field) for field in ATTRIBUTES.values())
#: Words for a processor by which a row declares that its kind of data does not occur.
NOT_USED = frozenset({"none", "not used", "not applicable", "does not occur"})

FILLED, BLANK, NO_ROW, UNUSED = "filled", "blank", "no row", "does not occur"


def cells(rows: tuple[ProcessingRow, ...], kind: ProcessingKind) -> dict[str, str]:
    """State of the four attributes of one kind; with several rows, all must state it."""
    of_kind = [row for row in rows if row.kind is kind]
    if not of_kind:
        return dict.fromkeys(ATTRIBUTES, NO_ROW)
    used = [row for row in of_kind if fold(row.processor or "") not in NOT_USED]
    if not used:
        return dict.fromkeys(ATTRIBUTES, UNUSED)
    return {
        name: BLANK if any(getattr(row, field) is None for row in used) else FILLED
        for name, field in ATTRIBUTES.items()
    }


def assess(case: Case) -> Answer:
    """Share of cells that are filled; ``frame`` holds initiative × kind × attribute."""
    needs = (KIND, *NEEDS, *FLAGS)
    if not case.initiatives:
        return nothing(case, Unit.SHARE, needs)
    material = [row for row in case.initiatives if is_material(row)]
    open_ones = [row for row in case.initiatives if is_material(row) is None]
    blanks = unassessed(case)
    if not material and open_ones:
        return cannot(
            Unit.SHARE,
            "No initiative is known to be material, so it is not known whose data to govern.",
            blanks,
        )
    if not material:
        return Answer(
            status_of(blanks), None, Unit.SHARE, "No initiative is material.", missing=blanks
        )
    frame = _frame(case, material)
    missing = (*_gaps(case, frame, material), *blanks)
    places = tuple(r.at for row in material for r in case.processing_rows.get(row.id, ()))
    tables = {"Kinds of data by initiative": _matrix(frame), "Where it goes": _register(case)}
    done = frame["State"].isin([FILLED, UNUSED])
    if not done.any():
        count = wording.count(len(material), "material initiative")
        return cannot(
            Unit.SHARE,
            f"Nothing says where the data of {count} is processed or who controls it.",
            missing,
            frame=frame,
            rows=places,
            tables=tables,
        )
    # What nobody has assessed may be material: it counts as not filled, never as good.
    total = len(frame) + len(open_ones) * len(ProcessingKind) * len(ATTRIBUTES)
    share = float(done.sum()) / total
    whole = int(done.groupby(frame["ID"]).all().sum())
    return Answer(
        status_of(missing),
        share,
        Unit.SHARE,
        f"{wording.percent(share)} of what must be known on where data goes and who controls it "
        f"is stated. The register is complete for {whole} of "
        f"{wording.count(len(material), 'material initiative')}.",
        frame=frame,
        rows=places,
        missing=missing,
        tables=tables,
        remarks=_remarks(open_ones),
    )


def _remarks(open_ones: list[InitiativeRow]) -> tuple[str, ...]:
    said = [
        "A kind of data that an initiative does not have is declared by a row with the processor "
        "“none”; without a row it counts as four blanks."
    ]
    if open_ones:
        verb = "counts" if len(open_ones) == 1 else "count"
        said.append(
            f"{wording.count(len(open_ones), 'initiative')} not assessed for materiality {verb} "
            "with no cell filled until somebody assesses."
        )
    return tuple(said)


def _frame(case: Case, material: list[InitiativeRow]) -> pd.DataFrame:
    """Initiative × kind × attribute with its state, the dearest initiative first."""
    ranked = sorted(material, key=lambda row: -case.costs[row.id].recurring)
    rows = [
        (row.id, row.name, kind.value, name, state)
        for row in ranked
        for kind in ProcessingKind
        for name, state in cells(case.processing_rows.get(row.id, ()), kind).items()
    ]
    return pd.DataFrame(rows, columns=["ID", "Initiative", "Kind", "Attribute", "State"])


def _gaps(case: Case, frame: pd.DataFrame, material: list[InitiativeRow]) -> tuple[Missing, ...]:
    def ids(state: str, attribute: str | None = None) -> list[str]:
        chosen = frame["State"] == state
        if attribute is not None:
            chosen &= frame["Attribute"] == attribute
        return list(frame.loc[chosen, "ID"])

    return (
        *lacking(case, KIND, ids(NO_ROW)),
        *(
            each
            for name, need in zip(ATTRIBUTES, NEEDS, strict=True)
            for each in lacking(case, need, ids(BLANK, name))
        ),
    )


def _matrix(frame: pd.DataFrame) -> pd.DataFrame:
    """One row an initiative, one column a kind: how many of the four are stated."""
    rows = []
    for (id_, name), of in frame.groupby(["ID", "Initiative"], sort=False):
        row: dict[str, object] = {"ID": id_, "Initiative": name}
        for kind, states in of.groupby("Kind", sort=False)["State"]:
            first = states.iloc[0]
            filled = int((states == FILLED).sum())
            row[str(kind)] = first if first in (NO_ROW, UNUSED) else f"{filled} of 4"
        rows.append(row)
    return pd.DataFrame(rows)


def _register(case: Case) -> pd.DataFrame:
    """Every row of the register, of material initiatives and others."""
    return pd.DataFrame(
        [
            (
                case.name(row.initiative),
                row.kind.value,
                row.region,
                row.processor,
                row.retention_days,
                row.control_owner,
            )
            for row in case.inventory.processing
        ],
        columns=["Initiative", "Kind", "Region", "Processor", "Retention, days", "Control owner"],
    )


ENTRY = Entry(
    key="Q5",
    title="Where data goes",
    question="Where is what AI reads, writes and does processed, and who controls it?",
    page="board",
    method=(
        "For each material initiative: five kinds of data × region, processor, retention and "
        "control owner. A cell is filled if every row of the kind states it. Cells filled over "
        "all cells; initiatives not assessed for materiality count with none filled."
    ),
    source=f"{SOURCE} 5",
    rests_on=(KIND, *NEEDS, *FLAGS),
    assess=assess,
    better="higher",
)
