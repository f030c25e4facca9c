"""Question 4: which initiatives are material, and for how many nobody has said."""

from __future__ import annotations

import pandas as pd

from cockpit import wording
from cockpit.assessment.answer import Answer, Entry, Missing, Need, Unit, cannot, status_of
from cockpit.assessment.board.common import COST, SOURCE, nothing, uncosted
from cockpit.assessment.case import Case
from cockpit.inventory.rows import InitiativeRow
from scenarios.portfolio import Source

#: What an initiative can be material to, and the column that says so.
ASPECTS: dict[str, str] = {
    "Customers": "customer_facing",
    "Employees": "employee_impact",
    "Regulation": "regulated",
    "Resilience": "critical_process",
}
FLAGS = tuple(Need("initiatives", field) for field in ASPECTS.values())

YES, NO, UNKNOWN = "yes", "no", "not assessed"
#: Column of the frame that sums the four aspects up.
MATERIAL = "Material"


def is_material(row: InitiativeRow) -> bool | None:
    """Whether any of the four is a yes; ``None`` where none is, and one is not assessed."""
    flags = [getattr(row, field) for field in ASPECTS.values()]
    if any(flags):
        return True
    return None if None in flags else False


def unassessed(case: Case) -> tuple[Missing, ...]:
    """Every flag that is blank, whatever the others say."""
    return tuple(
        missing
        for need in FLAGS
        for row in case.initiatives
        if getattr(row, need.field) is None
        for missing in case.lacks(need, row.id)
    )


def assess(case: Case) -> Answer:
    """Count and cost of material initiatives; ``frame`` holds initiative × aspect in words."""
    if not case.initiatives:
        return nothing(case, Unit.INITIATIVES, FLAGS)
    rows = {row.id: is_material(row) for row in case.initiatives}
    known = [name for name, material in rows.items() if material]
    unknown = [name for name, material in rows.items() if material is None]
    blanks = unassessed(case)
    frame = _frame(case)
    total = wording.count(len(rows), "initiative")
    if not known and unknown:
        sentence = (
            f"No initiative is known to be material: {wording.whole(len(unknown))} of {total} "
        )
        sentence += f"{'is' if len(unknown) == 1 else 'are'} not assessed."
        return cannot(Unit.INITIATIVES, sentence, blanks, frame=frame, rows=_places(case))
    missing = (*blanks, *uncosted(case))
    return Answer(
        status_of(missing),
        float(len(known)),
        Unit.INITIATIVES,
        _sentence(case, known, unknown, total, len(blanks)),
        frame=frame,
        rows=_places(case),
        missing=missing,
        tables={"Initiatives by what they are material to": frame},
        remarks=(
            "One yes makes an initiative material. A blank is not a no: it stays “not assessed”.",
        ),
    )


def _sentence(case: Case, known: list[str], unknown: list[str], total: str, blanks: int) -> str:
    cost = sum(case.costs[name].recurring for name in known)
    share = cost / case.cost.recurring if case.cost.recurring else None
    verb = "is" if len(known) == 1 else "are"
    money = "" if share is None else f", with {wording.percent(share)} of the cost a year"
    first = f"{wording.whole(len(known))} of {total} {verb} material{money}."
    if not blanks:
        return f"{first} Every initiative is assessed."
    if not unknown:
        verb = "is" if blanks == 1 else "are"
        of = wording.whole(len(case.initiatives) * len(FLAGS))
        return f"{first} {wording.whole(blanks)} of {of} assessments {verb} blank."
    verb = "is" if len(unknown) == 1 else "are"
    return f"{first} {wording.whole(len(unknown))} {verb} not assessed."


def _frame(case: Case) -> pd.DataFrame:
    """One row an initiative, the dearest first; cost is missing where none is supplied."""
    words = {True: YES, False: NO, None: UNKNOWN}
    rows = []
    for row in case.initiatives:
        cost = case.costs[row.id]
        flags = {name: words[getattr(row, field)] for name, field in ASPECTS.items()}
        rows.append(
            {
                "ID": row.id,
                "Initiative": row.name,
                **flags,
                MATERIAL: words[is_material(row)],
                "Cost a year": cost.recurring if cost.supplied else None,
            }
        )
    frame = pd.DataFrame(rows)
    frame["Cost a year"] = frame["Cost a year"].astype("float64")
    return frame.sort_values("Cost a year", ascending=False, kind="stable", ignore_index=True)


def _places(case: Case) -> tuple[Source, ...]:
    return tuple(row.at for row in case.initiatives)


ENTRY = Entry(
    key="Q4",
    title="What is material",
    question="Which AI could hurt customers, staff, compliance or operations if it failed?",
    page="board",
    method=(
        "An initiative is material if it faces customers, affects employees, is regulated or is "
        "part of a critical process. One yes is enough; where there is none and one of the four "
        "is blank, it is not assessed. Cost is the full cost a year."
    ),
    source=f"{SOURCE} 4",
    rests_on=(*FLAGS, COST),
    assess=assess,
)
