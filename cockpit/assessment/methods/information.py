"""Value of information: what it would be worth to know before money is committed."""

from __future__ import annotations

from cockpit.assessment.methods.method import Method

INFORMATION = Method(
    key="information",
    title="Value of information",
    question="""
        What would it be worth to know something before the money is committed?
    """,
    formula="""
        Each initiative is continued, worth its NPV, or stopped, worth nothing.

        - Everything known (EVPI): mean(max(NPV, 0)) − max(mean NPV, 0).
        - One thing X known (EVPPI): mean(max(g(X), 0)) − max(mean NPV, 0), with g(X) the mean of
          NPV given X.
        - A study of reliability r (EVSI): the same with the mean of g given the study's result,
          which is √r times the normal score of X plus an independent normal error of variance 1 −
          r. For a normal X that acts linearly, the standard deviation of g falls to √r of it. r =
          σ² / (σ² + τ² / n), σ the standard deviation of X as believed today, τ that of one
          observation's error, n observations.
        - Net gain of a study: EVSI less its cost. One study informs every initiative.
        - For NPV normal with mean μ and standard deviation σ: EVPI = σ φ(μ/σ) − |μ| Φ(−|μ|/σ).
    """,
    source="""
        Raiffa and Schlaifer 1961; Strong, Oakley and Brennan 2014 (regression on given draws);
        Schwarz 1978 (criterion). The two-arm normal example of the R package voi is among the
        tests.
    """,
    assumption="""
        The decision goes by mean NPV, at full cost, and is free to go either way. Worth is
        counted over the horizon once. Drivers have the distributions stated; a study measures
        without bias.
    """,
    mistrust="""
        Where a distribution is too narrow, information looks worthless: it is worth nothing only
        to somebody who is already that sure. An effect below about three standard errors counts
        as none, and a decision is named only where its worth exceeds two standard errors. A
        group's figure is a lower bound. The stated error covers the draws and the regression, not
        the model; where drivers are drawn evenly it is more than seeds differ by. A study's worth
        is no better than its stated reliability.
    """,
    working="""
        The draws are put in order of X, and NPV is regressed on powers of its normal score and on
        changes of slope at fixed ranks, as far up that ladder as the Bayesian information
        criterion allows. A driver of few values is known by its value. For a group, the members'
        curves and the products two by two that matter are fitted first, and the fit is taken as
        X. An initiative's own evidence is its cost or benefit as its lines' estimation errors
        alone would make it, with the drivers at their mean effect. Errors are independent of
        drivers, so that this is the mean of NPV given the errors and needs no regression; where
        the draws contradict it (a commitment bends what an error does), NPV is regressed on it.
        For a mix within a budget, the best mix is chosen for each state instead of continue or
        stop, exactly wherever rounding the budget to 16,000 parts can be ruled out; what may be
        missed elsewhere is part of the error.
    """,
    holds="""
        EVPPI is never negative, never above EVPI, and exactly zero where the mean given X never
        changes sign. Evidence that is worth nothing, or no more than two standard errors, keeps no
        initiative from STOP, even at a stated cost of 0. A group is worth no less than its best
        member. An irrelevant driver moves no digit of any other's figure.
    """,
)
