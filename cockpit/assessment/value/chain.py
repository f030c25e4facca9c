"""The value chain of each workflow, and its first broken link.

baseline → context → output → review → action → measured result: use becomes value
only through all six. A link is held where the workbook shows evidence of it; the
first one without is where the chain breaks, whatever comes after it. Source: “AI Usage
Is Not AI Value”, AI value as a chain.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

from cockpit.assessment.benefit_terms import MEASURED, SEEN
from cockpit.assessment.case import Case
from cockpit.inventory.rows import BenefitRow, InitiativeRow
from cockpit.inventory.values import BLANK_WORDS, fold
from cockpit.inventory.vocabulary import ProcessingKind, Stage
from cockpit.inventory.working_time import freed_time_of
from scenarios.portfolio import CostLayer


class Link(StrEnum):
    """One link of the chain, in order."""

    BASELINE = "baseline"
    CONTEXT = "context"
    OUTPUT = "output"
    REVIEW = "review"
    ACTION = "action"
    RESULT = "measured result"


#: What would hold each link, as the next piece of evidence to get.
EVIDENCE: dict[Link, str] = {
    Link.BASELINE: "a value before, of any metric or benefit",
    Link.CONTEXT: "what feeds it: a cost in Data & retrieval, or embeddings processed",
    Link.OUTPUT: "accepted outputs now",
    Link.REVIEW: "review minutes or review hours now",
    Link.ACTION: "a benefit observed; for freed time, its destination",
    Link.RESULT: "a benefit before and now, graded measured",
}
HELD, NOT_SHOWN, BREAKS = "held", "not shown", "breaks here"
UNBROKEN = "none: the chain holds"

#: Words that say that a kind of processing does not occur.
_NONE = frozenset({"none", "not used", *BLANK_WORDS})


@dataclass(frozen=True, slots=True)
class Chain:
    """One initiative's links, each held or not."""

    initiative: str
    held: dict[Link, bool]

    @property
    def broken_at(self) -> Link | None:
        """The first link without evidence; ``None`` where all six hold."""
        return next((link for link in Link if not self.held[link]), None)


def _baseline(case: Case, row: InitiativeRow) -> bool:
    metrics = any(each.baseline is not None for each in case.measures.all_of(row.id))
    return metrics or any(each.baseline is not None for each in _benefits(case, row))


def _context(case: Case, row: InitiativeRow) -> bool:
    # A declared zero in C3 says that no data is fed; it holds nothing.
    paid = any(
        cost.layer is CostLayer.C3 and cost.amount > 0 for cost in case.cost_rows.get(row.id, ())
    )
    embedded = any(
        each.kind is ProcessingKind.EMBEDDING
        and each.processor is not None
        and fold(each.processor) not in _NONE
        for each in case.processing_rows.get(row.id, ())
    )
    return paid or embedded


def _output(case: Case, row: InitiativeRow) -> bool:
    return case.measures.current(row.id, "accepted outputs") is not None


def _review(case: Case, row: InitiativeRow) -> bool:
    names = ("review minutes", "review hours")
    return any(case.measures.current(row.id, name) is not None for name in names)


def _action(case: Case, row: InitiativeRow) -> bool:
    return any(
        each.capture_status in SEEN
        and (each.destination is not None or freed_time_of(each) is False)
        for each in _direct(case, row)
    )


def _result(case: Case, row: InitiativeRow) -> bool:
    return any(
        each.baseline is not None and each.current is not None and each.grade in MEASURED
        for each in _direct(case, row)
    )


def _benefits(case: Case, row: InitiativeRow) -> tuple[BenefitRow, ...]:
    return case.benefit_rows.get(row.id, ())


def _direct(case: Case, row: InitiativeRow) -> tuple[BenefitRow, ...]:
    return tuple(each for each in _benefits(case, row) if each.direct is not False)


#: How each link is found.
RULES: dict[Link, Callable[[Case, InitiativeRow], bool]] = {
    Link.BASELINE: _baseline,
    Link.CONTEXT: _context,
    Link.OUTPUT: _output,
    Link.REVIEW: _review,
    Link.ACTION: _action,
    Link.RESULT: _result,
}


def chains(case: Case) -> tuple[Chain, ...]:
    """The chain of every initiative that is not retired, those broken last first."""
    found = [
        Chain(row.id, {link: RULES[link](case, row) for link in Link})
        for row in case.initiatives
        if row.stage is not Stage.RETIRED
    ]
    order = list(Link)
    return tuple(
        sorted(found, key=lambda each: -(order.index(each.broken_at) if each.broken_at else 6))
    )


def chain_table(case: Case, found: Iterable[Chain]) -> pd.DataFrame:
    """One row a workflow: six links in words, and where it breaks."""
    rows = []
    for each in found:
        broken = each.broken_at
        words = [
            HELD if each.held[link] else BREAKS if link is broken else NOT_SHOWN for link in Link
        ]
        rows.append(
            (
                case.name(each.initiative),
                *words,
                broken.value if broken else UNBROKEN,
                case.owner(each.initiative) or "nobody yet",
            )
        )
    links = [link.value.capitalize() for link in Link]
    columns = ["Initiative", *links, "First broken link", "Owner"]
    return pd.DataFrame(rows, columns=columns)


def links_table(found: Iterable[Chain]) -> pd.DataFrame:
    """What would hold each link, and in how many workflows the chain breaks there."""
    breaks = [each.broken_at for each in found]
    rows = [(link.value, EVIDENCE[link], breaks.count(link)) for link in Link]
    return pd.DataFrame(rows, columns=["Link", "What would hold it", "Chains that break here"])
