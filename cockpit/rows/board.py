"""What the ten answers say together, and each in words, for the page and the board pack."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cockpit.assessment.answer import Answer, Status, Unit, figure_text
from cockpit.assessment.board import QUESTIONS
from cockpit.assessment.case import Case
from cockpit.assessment.evidence_rows import missing_in_words


def statuses(answers: Sequence[Answer]) -> dict[Status, int]:
    """How many answers go how far."""
    return {status: sum(each.status is status for each in answers) for status in Status}


def figure_words(answer: Answer, currency: str) -> str:
    """The figure of an answer, with its year where it is money a year."""
    text = figure_text(answer, currency)
    yearly = answer.unit is Unit.MONEY_YEAR and answer.figure is not None
    return f"{text} a year" if yearly else text


def said_missing(case: Case, answer: Answer) -> str:
    """The largest gaps in one line, or that there are none."""
    return missing_in_words(case, answer) if answer.missing else "No evidence is missing."


def base_only(scenario: str) -> str:
    """That the scenario on screen does not enter the answers."""
    return (
        f"These answers rest on the base case and its stress set. “{scenario}”, set on "
        "Scenarios, does not enter them."
    )


def of_base(headline: str, is_base: bool) -> str:
    """A headline that stands beside another scenario says that it is of the base scenario."""
    return headline if is_base else f"In the base scenario: {headline}"


def first_line(answers: Sequence[Answer]) -> str:
    """How many of the ten are answered, and what the first of them says, in a sentence each."""
    count = statuses(answers)
    said = (
        f"{count[Status.ANSWERED]} of {len(answers)} questions answered, "
        f"{count[Status.PARTLY]} in part, {count[Status.CANNOT]} not."
    )
    first = _most_important(answers)
    if first is None:
        return f"{said} The evidence for them is missing."
    # An abbreviation is no end of a sentence: what follows an end begins with a capital.
    return f"{said} {re.split(r'(?<=[a-z%0-9)][.]) (?=[A-Z])', first.sentence)[0]}"


def _most_important(answers: Sequence[Answer]) -> Answer | None:
    """What a board would ask first: whether the return survives, else the first that is known."""
    by_key = {entry.key: answer for entry, answer in zip(QUESTIONS, answers, strict=True)}
    stress = by_key.get("Q3")
    ranked = [*([stress] if stress else []), *answers]
    return next((each for each in ranked if each.figure is not None), None)
