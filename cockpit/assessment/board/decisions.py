"""Question 8: what the figures say of each material initiative, beside what was decided."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pandas as pd

from cockpit import wording
from cockpit.assessment.answer import Answer, Entry, Missing, Need, Unit, cannot, status_of
from cockpit.assessment.board.common import SOURCE, nothing
from cockpit.assessment.board.materiality import FLAGS, is_material
from cockpit.assessment.case import Case
from cockpit.assessment.verdicts import VerdictFinding, findings
from cockpit.assessment.verdicts.needs import AMOUNT, BEHAVIOUR, VALUE_NEEDS
from cockpit.assessment.verdicts.tables import figures_table, limits_table, why_table
from cockpit.inventory.calendar_months import months_between
from cockpit.inventory.rows import InitiativeRow

_DECISION = Need("initiatives", "decision")
_DATE = Need("initiatives", "decision_date")
_REVIEW = Need("initiatives", "next_review")

NOT_RECORDED = "none recorded"
#: Computed column where ROI is not answered.
NOT_COMPUTED = "cannot be judged"
#: How recorded and computed compare.
AGREES, DIFFERS, OPEN = "agrees", "differs", "open"


@dataclass(frozen=True)
class Decided:
    """One initiative's computed verdict beside its recorded decision."""

    row: InitiativeRow
    finding: VerdictFinding
    as_of: dt.date

    @property
    def borne_out(self) -> str:
        """Whether the figures bear the decision out; open where they cannot tell."""
        if self.row.decision is None or not self.finding.computable:
            return OPEN
        if self.row.decision is not self.finding.verdict:
            return DIFFERS
        return OPEN if self.finding.missing else AGREES

    @property
    def age_months(self) -> int | None:
        """Calendar months since the decision; ``None`` where its date is not stated."""
        day = self.row.decision_date
        return None if day is None else max(0, months_between(day, self.as_of))

    @property
    def overdue(self) -> bool:
        """Whether the review that was planned lies before the decision date of this portfolio."""
        return self.row.next_review is not None and self.row.next_review < self.as_of

    @property
    def contradicted(self) -> bool:
        """Whether a recorded decision is at odds with a computed verdict."""
        return self.borne_out == DIFFERS


def decided(case: Case) -> tuple[Decided, ...]:
    """Every initiative with its verdict, in the order of the workbook."""
    found = findings(case)
    return tuple(Decided(row, found[row.id], case.as_of) for row in case.initiatives)


def assess(case: Case) -> Answer:
    """Material initiatives whose decision the figures do not bear out; ``frame``: one row each."""
    if not case.initiatives:
        return nothing(case, Unit.INITIATIVES, (_DECISION,))
    every = decided(case)
    # Until somebody says that it is not, an initiative may be material.
    asked = [each for each in every if is_material(each.row) is not False]
    others = [each for each in every if is_material(each.row) is False]
    missing = tuple(gap for each in asked for gap in _gaps(case, each))
    frame = _frame(case, asked)
    tables = {
        "Computed and recorded, by initiative": frame,
        "Why each verdict": why_table(each.finding for each in asked),
        "Figures behind each verdict": figures_table(each.finding for each in asked),
    }
    if others:
        tables["Initiatives that are not material"] = _frame(case, others)
    used = (each.finding for each in every)
    tables["Thresholds that the verdicts use"] = limits_table(case.thresholds, used)
    rows = tuple(each.row.at for each in asked)
    if asked and not any(each.finding.computable for each in asked):
        said = "No verdict can be computed: the captured ROI of no material initiative is known."
        # With every column filled, cost that sums to zero leaves ROI undefined.
        lacking = missing or [gap for each in asked for gap in case.lacks(AMOUNT, each.row.id)]
        return cannot(Unit.INITIATIVES, said, lacking, frame=frame, rows=rows, tables=tables)
    return Answer(
        status_of(missing),
        float(sum(each.borne_out != AGREES for each in asked)),
        Unit.INITIATIVES,
        _sentence(asked),
        frame=frame,
        rows=rows,
        missing=missing,
        tables=tables,
        remarks=_remarks(case, asked),
    )


def _gaps(case: Case, each: Decided) -> tuple[Missing, ...]:
    """What the comparison lacks, and what the verdict rests on and is not there."""
    row, figures = each.row, each.finding.figures
    blank: list[Need] = [need for need in FLAGS if getattr(row, need.field) is None]
    if row.decision is None:
        blank.append(_DECISION)
    elif row.decision_date is None:
        blank.append(_DATE)
    if row.next_review is None:
        blank.append(_REVIEW)
    found = tuple(gap for need in blank for gap in case.lacks(need, row.id))
    silent = figures.behaviour_needs if figures.unanswered_stresses else ()
    return tuple(dict.fromkeys((*found, *each.finding.missing, *silent)))


def _frame(case: Case, found: list[Decided]) -> pd.DataFrame:
    """One row an initiative: those not borne out first, then by the money in them."""
    rows = []
    for each in found:
        cost = case.costs[each.row.id]
        verdict = each.finding.verdict.value
        rows.append(
            {
                "ID": each.row.id,
                "Initiative": each.row.name,
                "Computed": verdict if each.finding.computable else NOT_COMPUTED,
                "Recorded": each.row.decision.value if each.row.decision else NOT_RECORDED,
                "Compared": each.borne_out,
                "Age in months": each.age_months,
                "Next review": each.row.next_review,
                "Review overdue": "yes" if each.overdue else "no",
                "Cost a year": cost.recurring if cost.supplied else None,
                "Owner": each.row.owner,
            }
        )
    columns = (
        "ID", "Initiative", "Computed", "Recorded", "Compared", "Age in months", "Next review",
        "Review overdue", "Cost a year", "Owner",
    )  # fmt: skip
    frame = pd.DataFrame(rows, columns=list(columns))
    for name in ("Age in months", "Cost a year"):
        frame[name] = frame[name].astype("float64")
    order = frame["Compared"].map([DIFFERS, OPEN, AGREES].index)
    frame = frame.assign(Order=order).sort_values(
        ["Order", "Cost a year"], ascending=[True, False], na_position="last", ignore_index=True
    )
    return frame.drop(columns="Order")


def _sentence(asked: list[Decided]) -> str:
    if not asked:
        return "No initiative is material, so no verdict is asked for."
    differs = [each for each in asked if each.borne_out == DIFFERS]
    doubted = sum(each.borne_out != AGREES for each in asked)
    unrecorded = sum(each.row.decision is None for each in asked)
    total = _asked_in_words(asked)
    if not doubted:
        return f"The decision on record is borne out for all: 0 of {total} stand against it."
    said = f"The figures bear out a decision on record for {len(asked) - doubted} of {total}"
    parts = []
    if differs:
        parts.append(f"{len(differs)} differ, such as {_against(differs[0])}")
    if unrecorded:
        parts.append(f"{unrecorded} {'has' if unrecorded == 1 else 'have'} none on record")
    silent = sum(not each.finding.computable and each.row.decision is not None for each in asked)
    if silent:
        parts.append(f"{silent} cannot be computed")
    if doubted > len(differs) + unrecorded + silent:
        parts.append(f"{doubted - len(differs) - unrecorded - silent} may still change")
    return f"{said}: {'; '.join(parts)}."


def _asked_in_words(asked: list[Decided]) -> str:
    unsure = sum(is_material(each.row) is None for each in asked)
    if not unsure:
        return wording.count(len(asked), "material initiative")
    parts = f"({wording.whole(len(asked) - unsure)} material, {wording.whole(unsure)} not assessed)"
    return f"{wording.count(len(asked), 'initiative')} {parts}"


def _against(each: Decided) -> str:
    recorded = each.row.decision.value if each.row.decision else NOT_RECORDED
    return f"{each.row.name} (recorded {recorded}, computed {each.finding.verdict.value})"


def _remarks(case: Case, asked: list[Decided]) -> tuple[str, ...]:
    age = case.thresholds["decision_age_months"]
    old = [each.row.name for each in asked if each.age_months is not None and each.age_months > age]
    overdue = [each.row.name for each in asked if each.overdue]
    unsure = [each.row.name for each in asked if is_material(each.row) is None]
    straddling = [each.row.name for each in asked if each.finding.straddles]
    said = [
        "A verdict weighs captured value at base and in every stress. It says nothing of moving "
        "to another model or host."
    ]
    for names, what in (
        (overdue, "Review overdue"),
        (old, f"Decided more than {age:g} months ago"),
        (straddling, "The hurdle lies within P10 to P90 of ROI"),
        (unsure, "Not assessed as to what they are material to, so asked as well"),
    ):
        if names:
            said.append(f"{what}: {wording.listed(names)}.")
    return tuple(said)


ENTRY = Entry(
    key="Q8",
    title="Decision on each initiative",
    question="For everything material, what do the figures call for, and what did we decide?",
    page="board",
    method=(
        "Rules are asked in order for each material initiative: stop, scale, renegotiate, "
        "replatform, optimise, and contain where none is met, where ROI is not known, or where "
        "the hurdle lies within P10 to P90 of ROI and neither stop nor scale is met. Stop also "
        "asks that knowing the initiative's own figures be worth less than its stated cost of "
        "next evidence; where that cost is not stated, the verdict may still change. The figure "
        "counts those whose recorded decision differs from the computed verdict, is missing, or "
        "agrees with one that may still change for want of evidence."
    ),
    source=f"{SOURCE} 8",
    rests_on=(_DECISION, _DATE, _REVIEW, *FLAGS, *VALUE_NEEDS, BEHAVIOUR),
    assess=assess,
    better="lower",
)
