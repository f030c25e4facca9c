"""Evidence that could be bought: worth, study, cost, net, owner, and the decisions it may turn."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from cockpit import wording
from cockpit.assessment.case import Case
from cockpit.assessment.evidence.own import evidence_costs
from cockpit.assessment.evidence.pricing import Pricing
from cockpit.assessment.evidence.subjects import Kind, Subject
from cockpit.assessment.evidence_rows import NOBODY
from cockpit.assessment.verdicts import findings
from cockpit.assessment.verdicts.rules import stated
from scenarios.results import Estimate
from scenarios.studies import study

#: Threshold: share of a study's result that is not error.
RELIABILITY = "study_reliability"
MEAN = "Mean NPV"
CONTINUE, STOP = "continue", "stop"
YES, NO, CLOSE, UNKNOWN = "yes", "no", "too close to call", "cost not stated"

#: Nearer to nothing than this many standard errors is within the simulation's error.
_NEAR = 2.0


@dataclass(frozen=True, slots=True)
class Turn:
    """A decision that evidence could turn, by today's mean NPV ``before`` → ``after``.

    ``verdict`` is the computed verdict in the base case, which weighs more than mean NPV.
    """

    initiative: str
    name: str
    before: str
    after: str
    verdict: str = ""

    @property
    def words(self) -> str:
        """``Coding assistant: continue → stop (verdict contain)``."""
        said = f"{self.name}: {self.before} → {self.after}"
        return f"{said} (verdict {self.verdict})" if self.verdict else said


@dataclass(frozen=True)
class Piece:
    """One piece of evidence, in portfolio currency.

    Parameters
    ----------
    label, known
        As a heading, and as it follows “Knowing …”.
    worth
        EVPPI: what knowing it for certain is worth.
    study
        What a study of the reliability in force is worth (EVSI).
    cost
        What finding out costs; ``None`` where it is not stated.
    owners
        Who can find out; empty where nobody is named.
    turns
        Decisions it could turn, what it is worth to them falling.
    """

    subject: Subject
    label: str
    known: str
    worth: Estimate
    study: Estimate
    cost: float | None
    owners: tuple[str, ...]
    turns: tuple[Turn, ...]

    @property
    def clear(self) -> bool:
        """Whether its worth is more than the error of the simulation."""
        return is_clear(self.worth)

    @property
    def net(self) -> Estimate | None:
        """Worth of the study less its cost; ``None`` where the cost is not stated."""
        if self.cost is None:
            return None
        return Estimate(self.study.value - self.cost, self.study.se)

    @property
    def buy(self) -> str:
        """Whether the study pays, as far as the draws can tell."""
        return buying(self.worth, self.study, self.cost)


def is_clear(worth: Estimate) -> bool:
    """Whether a worth is more than the error of the simulation."""
    return worth.value > _NEAR * worth.se


def buying(worth: Estimate, study_worth: Estimate, cost: float | None) -> str:
    """Whether a study pays: the one rule of the pages Evidence and Decisions.

    What could turn no decision, or costs more than it brings, is not bought; a cost that is
    not stated leaves it open.
    """
    if not is_clear(worth) or study_worth.value <= 0:
        return NO
    if cost is None:
        return UNKNOWN
    net = study_worth.value - cost
    if abs(net) <= _NEAR * study_worth.se:
        return CLOSE
    return YES if net > 0 else NO


def pieces_of(case: Case, pricing: Pricing, reliability: float) -> tuple[Piece, ...]:
    """Everything that could be found out, worth most first.

    Parameters
    ----------
    reliability
        Share of a study's result that is not error, 0…1.

    Raises
    ------
    ValueError
        For a reliability outside 0…1.
    """
    costs, verdicts = evidence_costs(case.inventory), verdict_words(case)
    found = []
    for subject, worth in pricing.worths:
        owner = case.owner(subject.initiative)
        found.append(
            Piece(
                subject=subject,
                label=subject.label(case.name),
                known=subject.known(case.name),
                worth=worth.total,
                study=study(worth, reliability).gain,
                # Only initiatives state what evidence on them costs; blank is not nothing.
                cost=costs.get(subject.initiative) if subject.initiative else None,
                owners=((owner,) if owner else ()) if subject.initiative else subject.owners,
                turns=tuple(_turn(case, pricing, id_, verdicts) for id_ in worth.changes),
            )
        )
    return tuple(sorted(found, key=lambda each: (-each.worth.value, each.label)))


def worthy(found: Sequence[Piece]) -> tuple[Piece, ...]:
    """Those that could change a decision, as far as the draws can tell, in the same order.

    Correlated inputs stand together only where that is worth more than the best of them.
    """
    alone = {each.subject.key: each.worth for each in found if each.subject.kind is Kind.INPUT}

    def adds(piece: Piece) -> bool:
        if piece.subject.kind is not Kind.CORRELATED:
            return True
        known = [alone[each.name].value for each in piece.subject.drivers if each.name in alone]
        return piece.worth.value - max(known, default=0.0) > piece.worth.se

    return tuple(each for each in found if each.clear and adds(each))


def verdict_words(case: Case) -> dict[str, str]:
    """The computed verdict in the base case by initiative; one without is left out."""
    return {id_: each.verdict.value for id_, each in findings(case).items() if each.computable}


def _turn(case: Case, pricing: Pricing, initiative: str, verdicts: Mapping[str, str]) -> Turn:
    goes_on = pricing.means[initiative] > 0
    before, after = (CONTINUE, STOP) if goes_on else (STOP, CONTINUE)
    name, verdict = case.name(initiative), verdicts.get(initiative, "")
    return Turn(initiative, name, before, after, verdict)


def turns_in_short(piece: Piece) -> str:
    """The decisions a piece could change, as a table has room for them."""
    if not piece.turns:
        return "none"
    first, *rest = piece.turns
    if rest:
        return f"{len(piece.turns)}: {wording.shorten(first.name, 22)} and {len(rest)} more"
    return f"1: {wording.shorten(first.name, 40)}"


def first_line(case: Case, pricing: Pricing, found: Sequence[Piece]) -> str:
    """The answer of the page: what to find out first, what that is worth and costs."""
    if not pricing.initiatives:
        return (
            "What evidence is worth cannot be worked out: the captured ROI of no initiative is "
            "known."
        )
    ranked = worthy(found)
    currency = case.portfolio.currency
    if not ranked:
        most = pricing.everything.total
        tail = "every decision stands in every draw"
        if most.value > 0:
            words = wording.money(most.value, currency, se=most.se)
            tail = f"all of it at once is worth {words}, no part of it anything by itself"
        return f"No evidence on record could change a decision: {tail}."
    first = ranked[0]
    worth = wording.money(first.worth.value, currency, se=first.worth.se)
    return (
        f"Knowing {first.known} for certain is worth {worth} before the next decision and could "
        f"change {_of_them(len(first.turns), len(pricing.initiatives))}; "
        f"{_its_cost(first, currency, case.thresholds[RELIABILITY])}."
    )


def _of_them(turned: int, decisions: int) -> str:
    if turned == 1:
        return "one of them" if decisions > 1 else "it"
    return f"{turned} of them"


def _its_cost(piece: Piece, currency: str, reliability: float) -> str:
    quality = wording.percent(reliability)
    if piece.study.value <= 0:
        told = f"a study of reliability {quality} would change nothing"
    else:
        brings = wording.money(piece.study.value, currency, se=piece.study.se)
        told = f"a study of reliability {quality} is worth {brings}"
    if piece.cost is None:
        return f"{told}, and what it costs is not stated"
    return f"{told} and costs {stated(piece.cost, currency)}"


def buying_sentence(case: Case, found: Sequence[Piece], reliability: float) -> str:
    """How many studies pay at their stated cost, and what they bring together."""
    priced = [each for each in worthy(found) if each.cost is not None]
    pay = [each for each in priced if each.buy == YES]
    quality = wording.percent(reliability)
    if reliability == 0:
        return f"A study of reliability {quality} tells nothing: none could change a decision."
    if not priced:
        return "No evidence that could change a decision has a stated cost."
    if not pay:
        return (
            f"At a reliability of {quality}, no study is clearly worth its stated cost "
            f"({len(priced)} could change a decision)."
        )
    names = wording.listed(each.label for each in pay[:3])
    more = f" and {len(pay) - 3} more" if len(pay) > 3 else ""
    net = [each.net for each in pay if each.net is not None]
    total = Estimate(sum(each.value for each in net), sum(each.se for each in net))
    brings = wording.money(total.value, case.portfolio.currency, se=total.se)
    verb = "is" if len(pay) == 1 else "are"
    return (
        f"At a reliability of {quality}, {len(pay)} of {len(priced)} studies with a stated cost "
        f"{verb} worth it: {names}{more}. Net {brings}."
    )


def pieces_table(case: Case, found: Iterable[Piece]) -> pd.DataFrame:
    """One row a piece, with all digits; a cost that is not stated is missing, never 0."""
    unit = wording.code(case.portfolio.currency)
    tail = f", {unit}" if unit else ""
    rows = [
        {
            "What to find out": each.label,
            f"Worth{tail}": each.worth.value,
            f"Standard error{tail}": each.worth.se,
            f"Study worth{tail}": each.study.value,
            f"Costs{tail}": each.cost,
            f"Net{tail}": each.net.value if each.net else None,
            "Buy it": each.buy,
            "Owner": wording.listed(each.owners) or NOBODY,
            "Decisions it could change": "; ".join(turn.words for turn in each.turns) or "none",
            "Kind": each.subject.kind.value,
            "Rests on": rests_on(each.subject),
        }
        for each in found
    ]
    table = pd.DataFrame(rows)
    for name in table.columns:
        if name.startswith(("Worth", "Standard error", "Study worth", "Costs", "Net")):
            table[name] = table[name].astype("float64")
    return table


def rests_on(subject: Subject) -> str:
    """Where the range comes from that makes it worth knowing."""
    if subject.kind is Kind.OWN:
        return "ranges of its cost and benefit rows"
    if subject.by_default:
        return "default of this tool, not evidence of yours"
    return wording.listed(
        dict.fromkeys(each.source or "source not stated" for each in subject.drivers)
    )


def parts_table(case: Case, pricing: Pricing) -> pd.DataFrame:
    """Own figures by initiative: benefits and costs apart, together, and all that is open."""
    together = {
        subject.initiative: worth.total.value
        for subject, worth in pricing.worths
        if subject.kind is Kind.OWN
    }
    most, verdicts = pricing.everything.by_initiative, verdict_words(case)
    rows = [
        (
            case.name(id_),
            CONTINUE if pricing.means[id_] > 0 else STOP,
            verdicts.get(id_),
            pricing.means[id_],
            each.benefit.value,
            each.cost.value,
            together[id_],
            most[id_].value,
        )
        for id_, each in pricing.parts.items()
    ]
    columns = [
        "Initiative", "By mean NPV", "Verdict", MEAN, "Own benefits known", "Own costs known",
        "Both known", "Everything known",
    ]  # fmt: skip
    table = pd.DataFrame(rows, columns=columns)
    return table.sort_values("Everything known", ascending=False, kind="stable", ignore_index=True)
