"""Regret, portfolio choice and how steadily a verdict stands."""

from __future__ import annotations

from cockpit.assessment.methods.method import Method

REGRET = Method(
    key="regret",
    title="Regret and satisficing",
    question="""
        Which decision would be regretted least, whatever comes?
    """,
    formula="""
        A table holds the worth of each decision (continue or stop; all, none, today's mix, the
        best by mean) under the base and each stress. Today's mix is all but ideas and the retired,
        here as on Decisions; an initiative without a stage is in it, since its cost is paid.

        - Regret: the best worth under that stress less the decision's own. Minimax regret picks
          the decision whose greatest regret is smallest; maximin the one whose worst case is
          best.
        - Satisficing share: the share of the stresses in which P(ROI ≥ hurdle) reaches a stated
          level.
        - Worst-case CVaR: the least, over the base and the stresses, of the mean NPV of the worst
          5 % of draws.

        Each measure is three steps: transform (as it is, regret, threshold reached), select (all
        stresses, the worse half), summarise (mean, least, greatest).
    """,
    source="""
        Savage 1951 (regret); Wald 1950 (maximin); Simon 1956 (satisficing); McPhail and others
        2018 (measures as three steps).
    """,
    assumption="""
        Stresses have no probability: each weighs alike, and a share of stresses is no chance.
        Decisions are compared only over initiatives that every stress answers; the others are
        named.
    """,
    mistrust="""
        Regret depends on what else stands in the table: a new alternative can change which
        decision is regretted least. One extreme stress decides both minimax regret and maximin. A
        stress nobody thought of is not in the table.
    """,
)

PORTFOLIO_CHOICE = Method(
    key="portfolio_choice",
    title="Portfolio choice",
    question="""
        Which initiatives should the budget pay for?
    """,
    formula="""
        Choose whole initiatives to make mean NPV − λ (mean NPV − CVaR) as large as possible, with
        total cost within the budget, those that must be funded in and those that must stop out.
        CVaR is the mean NPV of the worst 5 % of draws. λ = 0 looks at the mean alone, λ = 1 at
        the worst draws alone. The frontier gives the greatest mean NPV at evenly spread levels of
        CVaR. Regret of today's mix is the value of the best mix less its own.
    """,
    source="""
        Rockafellar and Uryasev 2000 (CVaR); Künzi-Bay and Mayer 2006 (cutting planes); solver
        HiGHS through scipy. The tests compare with every mix of up to 12 initiatives.
    """,
    assumption="""
        An initiative that is dropped takes its own cost away; its part of shared cost stays with
        the portfolio, in every mix, and so does the cost of initiatives without an answer. So an
        initiative can be worth keeping though its NPV at full cost is negative. The budget counts
        own cost, at its mean present value unless other costs are handed in. Initiatives do not
        help or hinder each other, and cannot be funded in part.
    """,
    mistrust="""
        Where shared cost would in truth fall with the number of initiatives, keeping it flatters
        each of them. CVaR of few draws is rough: at 10,000 draws it rests on 500. Two mixes of
        nearly equal value can differ in many initiatives: look at the frontier, not at one mix.
        Where no mix fits, the least budget that would is given instead.
    """,
    working="""
        The worst draws of one mix bound the CVaR of every other mix from above. Such bounds are
        added to a mixed-integer program until the best mix meets its own bound. All draws count.
        The result is within a millionth of the money at stake.
    """,
)

STABILITY = Method(
    key="stability",
    title="Stability of a verdict",
    question="""
        Would the same verdict come out again, and what turns it?
    """,
    formula="""
        - P(verdict stays): the share of replicates with the same verdict. Each replicate moves
          P(NPV > 0), P(ROI ≥ hurdle) at base and in every stress, P10 and P90 of ROI and the worth
          of own figures together, by errors such as another seed would have made, and judges again
          by the same rules. Its error joins √(p (1 − p) / n), with p = (k + 1)/(n + 2), and the
          spread of the probability were today's figures moved by their own errors: next to a limit
          one run cannot tell on which side of it the truth lies.
        - Decision stability: the verdict of each initiative under each scenario, and the share of
          the scenarios that keep the base's.
        - Nearest flip: going up and down from where a lever stands, the first verdict that
          differs, found by a scan and by halving, on common random numbers. The value given
          already has the other verdict, within half a percent of the place where it turns.
    """,
    working="""
        The errors are jointly normal, with the covariance of what each draw adds to each figure.
        Drivers and estimation errors are drawn evenly, so that what one of them does alone is the
        same with every seed; that part is taken off first, which leaves about two thirds of the
        plain error. Payback and the break-even price rest on the base case and do not move.
    """,
    source="""
        Delta method; Stein 1987 (variance of evenly drawn samples). The tests hold the result
        against runs with other seeds.
    """,
    assumption="""
        The rules and thresholds stand. Figures err as a normal does, which is rough where fewer
        than ten draws lie on one side.
    """,
    mistrust="""
        P(verdict stays) speaks of the chance of the simulation, not of the world: a verdict that
        rests on a wrong assumption stays as surely as a right one. A verdict that turns and turns
        back between two points of the scan is not seen. One lever moves at a time; two together
        may turn a verdict much sooner.
    """,
)
