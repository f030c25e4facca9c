"""The mix of initiatives to fund within a budget, against today's.

The budget is full cost a year, as the pages state it: what stays whatever is funded (shared
cost, and the cost of initiatives whose captured ROI is not answered) comes off it first; an
initiative takes its own cost a year. A mix is valued by avoidable NPV: benefit less the cost
that goes away with its members, over the whole horizon.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from cockpit import wording
from cockpit.assessment.case import Case
from cockpit.assessment.decisions.cards import DecisionCard
from cockpit.assessment.decisions.steadiness import Progress
from cockpit.assessment.running import runs_today
from cockpit.assessment.verdicts.figures import BASIS
from cockpit.inventory.vocabulary import Verdict
from scenarios.draw_table import DrawTable
from scenarios.measures import mean_and_error
from scenarios.portfolio_choice import (
    Candidates,
    Mix,
    NoMix,
    Rules,
    best_mix,
    candidates,
    efficient_frontier,
    measured,
)
from scenarios.presets import PRESETS
from scenarios.results import Estimate
from scenarios.simulate import Simulator

#: Budgets differ by less than a cent where floats were added in another order.
_CENT = 0.01

TODAY, FUND, DROP = "funded today", "fund", "leave out"


@dataclass(frozen=True)
class Funding:
    """What can be chosen from.

    Parameters
    ----------
    choice
        The candidates with their own cost a year, in portfolio currency.
    stays
        Cost a year that no choice takes away.
    today
        Candidates that run today, see :func:`cockpit.assessment.running.runs_today`.
    full_npv, avoidable_npv
        Mean over the draws by candidate: with its part of shared cost, and without.
    left_out
        Initiatives whose captured ROI is not answered.
    """

    choice: Candidates
    stays: float
    today: tuple[str, ...]
    full_npv: Mapping[str, Estimate]
    avoidable_npv: Mapping[str, Estimate]
    left_out: tuple[str, ...]

    @property
    def full_cost(self) -> float:
        """Cost a year with every candidate funded: the full cost of the portfolio."""
        return self.stays + float(self.choice.costs.sum())


@dataclass(frozen=True)
class Ask:
    """Limits of the choice: ``budget`` a year at full cost, or none; ids that must or must not."""

    budget: float | None = None
    must_fund: frozenset[str] = frozenset()
    must_stop: frozenset[str] = frozenset()
    risk_aversion: float = 0.0

    @property
    def params(self) -> str:
        """All of it in one line that tells two asks apart."""
        sets = (",".join(sorted(each)) for each in (self.must_fund, self.must_stop))
        return "|".join((repr(self.budget), *sets, repr(self.risk_aversion)))


@dataclass(frozen=True)
class Chosen:
    """The best mix within the limits, today's mix, and the value lost between them.

    ``today_fits`` says whether today's mix keeps the limits; where it does not, it may be
    worth more than the best one, and the regret is negative.
    """

    best: Mix
    today: Mix
    today_fits: bool

    @property
    def regret(self) -> float:
        """Risk-adjusted value that today's mix leaves behind, in portfolio currency."""
        return self.best.value - self.today.value


def funding(case: Case, simulator: Simulator) -> Funding | None:
    """The choice in the base case at captured value; ``None`` where no initiative is answered.

    ``simulator`` must be of the case's portfolio, seed and number of draws.

    Raises
    ------
    ValueError
        If nothing can be simulated, in words for a person.
    """
    table = simulator.draw_table(PRESETS["base"], BASIS)
    return funding_of(case, table) if table.initiatives else None


def funding_of(case: Case, table: DrawTable) -> Funding:
    """The choice between the initiatives of a table of draws."""
    own = {id_: case.costs[id_].own_recurring for id_ in table.initiatives}
    by_id = case.inventory.by_id
    return Funding(
        choice=candidates(table, own),
        stays=case.cost.recurring - sum(own.values()),
        today=tuple(id_ for id_ in table.initiatives if runs_today(by_id[id_])),
        full_npv=_means(table, table.npv),
        avoidable_npv=_means(table, table.avoidable_npv),
        left_out=tuple(row.id for row in case.initiatives if row.id not in table.initiatives),
    )


def _means(table: DrawTable, npv: object) -> dict[str, Estimate]:
    return {
        id_: Estimate(*mean_and_error(row, float(row[0])))
        for id_, row in zip(table.initiatives, npv, strict=True)  # type: ignore[call-overload]
    }


def choose(found: Funding, ask: Ask) -> Chosen | NoMix:
    """The best mix within the limits; where none keeps them, the least budget that would do.

    The budgets of the answer are at full cost, as asked.

    Raises
    ------
    ValueError
        If an initiative must be both funded and stopped or is no candidate.
    """
    if both := sorted(ask.must_fund & ask.must_stop):
        raise ValueError(f"both to be funded and to be stopped: {', '.join(both)}")
    costs = dict(zip(found.choice.initiatives, found.choice.costs.tolist(), strict=True))
    left = _left(found, ask)
    if left is not None and left < 0:
        least = found.stays + sum(costs[id_] for id_ in ask.must_fund)
        return NoMix(ask.budget or 0.0, least)
    rules = Rules(left, ask.must_fund, ask.must_stop)
    best = best_mix(found.choice, rules, ask.risk_aversion)
    if isinstance(best, NoMix):
        return NoMix(ask.budget or 0.0, found.stays + best.least_budget)
    today = measured(found.choice, found.today, ask.risk_aversion)
    members = set(found.today)
    fits = (
        (left is None or today.spent <= left)
        and ask.must_fund <= members
        and not ask.must_stop & members
    )
    return Chosen(best, today, fits)


def frontier(found: Funding, ask: Ask, progress: Progress | None = None) -> tuple[Mix, ...]:
    """Mixes within the limits of which none has both more mean NPV and more CVaR.

    Empty where no mix keeps the limits. The risk aversion asked for has no part in it.
    """
    left = _left(found, ask)
    if left is not None and left < 0:
        return ()

    def count(done: int, total: int) -> None:
        if progress is not None:
            progress(done / total)

    rules = Rules(left, ask.must_fund, ask.must_stop)
    return efficient_frontier(found.choice, rules, progress=count)


def _left(found: Funding, ask: Ask) -> float | None:
    """What the budget leaves for the candidates, once what stays is paid."""
    if ask.budget is None:
        return None
    left = ask.budget - found.stays
    # Exactly what stays, or exactly all: rounding must not rule a mix out.
    if abs(left) < _CENT:
        return max(left, 0.0)
    return left + _CENT if abs(ask.budget - found.full_cost) < _CENT else left


def mix_sentence(found: Funding, answer: Chosen | NoMix, ask: Ask, currency: str) -> str:
    """What to fund, what it is worth, and what today's mix loses against it."""
    if isinstance(answer, NoMix):
        least, stated = (_money(each, currency) for each in (answer.least_budget, answer.budget))
        if least == stated:
            unit = wording.code(currency)
            least, stated = (
                wording.GAP.join(part for part in (unit, wording.number(each, 2)) if part)
                for each in (answer.least_budget, answer.budget)
            )
        return (
            f"No mix fits: {least} a year is the least budget that would do, and {stated} is stated"
        )
    best, count = answer.best, len(found.choice.initiatives)
    aim = "mean NPV" if ask.risk_aversion == 0 else "risk-adjusted value"
    within = "" if ask.budget is None else f" within {_money(ask.budget, currency)} a year"
    said = (
        f"Fund {len(best.funded)} of {count}{within}: {aim} "
        f"{_money(best.value, currency, best)}, where today's mix of {len(answer.today.funded)} "
        f"has {_money(answer.today.value, currency, answer.today)}"
    )
    if set(best.funded) == set(answer.today.funded):
        return f"Today's mix is the best one{within}: {aim} {_money(best.value, currency, best)}"
    if not answer.today_fits:
        return f"{said}, outside these limits"
    return f"{said}: regret {_money(answer.regret, currency, best)}"


def _money(amount: float, currency: str, mix: Mix | None = None) -> str:
    se = None if mix is None else max(mix.mean.se, mix.risk_aversion * mix.cvar95.se)
    return wording.money(amount, currency, se=se)


def mix_table(found: Funding, answer: Chosen, cards: Mapping[str, DecisionCard]) -> pd.DataFrame:
    """One row a candidate, what changes against today first, by the size of avoidable NPV."""
    rows = []
    costs = dict(zip(found.choice.initiatives, found.choice.costs.tolist(), strict=True))
    for id_ in found.choice.initiatives:
        funded, today = id_ in answer.best.funded, id_ in found.today
        change = "" if funded == today else ("add" if funded else "drop")
        full, avoidable = found.full_npv[id_].value, found.avoidable_npv[id_].value
        rows.append(
            {
                "Initiative": cards[id_].name,
                "Best mix": FUND if funded else DROP,
                "Today": TODAY if today else "not funded",
                "Change": change or "none",
                "Computed verdict": cards[id_].verdict,
                "Own cost a year": costs[id_],
                "Mean NPV at full cost": full,
                "Mean NPV, avoidable": avoidable,
                "Order": (0 if change else 1, -abs(avoidable)),
            }
        )
    table = pd.DataFrame(rows).sort_values("Order", ignore_index=True, kind="stable")
    return table.drop(columns="Order")


def frontier_table(mixes: tuple[Mix, ...], cards: Mapping[str, DecisionCard]) -> pd.DataFrame:
    """One row a mix, from most mean NPV to most CVaR, with the names of what it funds."""
    rows = [
        {
            "Funded": len(mix.funded),
            "Mean NPV": mix.mean.value,
            "CVaR, worst 5 %": mix.cvar95.value,
            "Own cost a year": mix.spent,
            "Initiatives": "; ".join(cards[id_].name for id_ in mix.funded),
        }
        for mix in mixes
    ]
    columns = ["Funded", "Mean NPV", "CVaR, worst 5 %", "Own cost a year", "Initiatives"]
    return pd.DataFrame(rows, columns=columns)


def kept_though_stopped(answer: Chosen, cards: Mapping[str, DecisionCard]) -> tuple[str, ...]:
    """Names of those in the best mix whose verdict is stop."""
    return tuple(
        cards[id_].name for id_ in answer.best.funded if cards[id_].verdict == Verdict.STOP.value
    )
