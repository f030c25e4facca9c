"""Does it hold, and what breaks it: break-evens, tornado, maps, boxes and sensitivity."""

from __future__ import annotations

from cockpit.assessment.methods.method import Method

BREAK_EVEN = Method(
    key="break_even",
    title="Break-even of a lever",
    question="""
        How far may one lever move before ROI falls below the hurdle?
    """,
    formula="""
        The value x of the lever at which median ROI(x) − hurdle = 0, all else as in the scenario.
        "Holds up to" is given where the hurdle is met below x, "holds from" where it is met above,
        "always" and "never" where no value of the range changes the answer.
    """,
    working="""
        A scan of 13 points over the lever's range, and the point where it stands, brackets the
        crossings; Brent's method finds each of them, and the one nearest to where the lever stands
        is told first. Every point is a run on the same draws, so that the root repeats to the last
        digit. Levers in whole months give the last or first month that holds.
    """,
    source="""
        Brent 1973 (root finding); Glasserman and Yao 1992 (common random numbers).
    """,
    assumption="""
        One lever moves and nothing answers it, unless the scenario says so: prices move no usage
        without an elasticity, and usage moves value by the share that follows usage.
    """,
    mistrust="""
        Two crossings between neighbouring points of the scan are not seen. A break-even far outside
        of anything observed rests on the stated powers of cost lines alone. Two levers together may
        break the hurdle much sooner: see the map and the smallest joint move.
    """,
)

TORNADO = Method(
    key="tornado",
    title="Tornado and spider",
    question="""
        Which uncertain input moves the figure most, one at a time?
    """,
    formula="""
        Each driver is put at its P10, P25, P50, P75 and P90, each lever at five places of its
        range, all else at the base case; the bar reaches from the least to the greatest of the five
        figures. Five points and not two, so that a figure that rises and then falls shows; it is
        marked "turns". The spider joins the five points of each.
    """,
    source="""
        Clemen and Reilly 2013, chapter 5 (tornado); Eschenbach 1992 (spider).
    """,
    assumption="""
        The others stand still: correlations are left aside. Drivers that every vendor has move
        together, each to the same percentile. The range of a lever is what the presets span.
    """,
    mistrust="""
        A bar is as wide as the distribution somebody stated, and defaults are no evidence. What two
        drivers do together is not in it: see the share of variance. An event less likely than not
        stands at "does not happen" in the middle.
    """,
)

FLIP_MAP = Method(
    key="flip_map",
    title="Map of two levers",
    question="""
        At which pairs of two levers does the answer flip?
    """,
    formula="""
        Median ROI and P(ROI ≥ hurdle) at each pair of values, each a run on the same draws. A cell
        holds where the median ROI earns the hurdle.
    """,
    source="""
        Two-way sensitivity analysis: Clemen and Reilly 2013, chapter 5.
    """,
    assumption="""
        All else as in the scenario.
    """,
    mistrust="""
        Between two cells the answer may flip anywhere. A cell whose chance is within its standard
        error of one half may fall on either side.
    """,
)

REVERSE_STRESS = Method(
    key="reverse_stress",
    title="Smallest joint move that breaks the hurdle",
    question="""
        Which shock would break the case, if it took the shortest way?
    """,
    formula="""
        Of all joint moves at which base ROI = hurdle, the one of least length.

        - Drivers: length √(z′ C⁻¹ z), z the normal scores of the drivers and C their stated
          correlations. The nearest point is the most likely of all breaking points. Φ(−length) is
          the chance of a shock at least that far in that direction.
        - Levers: length of the shares of the way from where each stands to the end of its range;
          the whole way of one lever is 1.
    """,
    working="""
        The margin is made linear where the search stands and the nearest point of that plane is
        tried, from several starts and from the worst of 256 directions spread at random; the
        breaking point found is then confirmed by a run of its own. Correlated drivers are searched
        as z = C^½ u with u independent, so that a correlation of ±1, or a matrix that had to be
        repaired, hides no way: what has no variance cannot move.
    """,
    source="""
        Hasofer and Lind 1974; Rackwitz and Fiessler 1978 (reliability index and search); Nataf
        1962 (correlated scores).
    """,
    assumption="""
        Estimation errors stand at 1. Distributions, correlations and ranges are as stated. Nothing
        beyond four standard deviations is searched.
    """,
    mistrust="""
        The search is local: a nearer point that no start leads to is missed. Few starts that agree
        are a sign of it. Drivers that come or do not come (price events) take no part. The length
        for levers depends on the ranges, which are a choice and no likelihood.
    """,
)

DISCOVERY = Method(
    key="discovery",
    title="Futures in which the case fails",
    question="""
        What do the futures have in common in which ROI misses the hurdle?
    """,
    formula="""
        A box is a few limits on drivers.

        - Coverage: share of all failing draws that lie in the box.
        - Density: share of the draws in the box that fail.
        - Lift: density over the share of all draws that fail.
    """,
    working="""
        Slices of 5 % are peeled off as long as the rest fails more often, then pasted back where
        that does no harm. The box told is the step of greatest harmonic mean of coverage and
        density. Limits that may be chance (binomial tail above 5 %) are dropped. A further box is
        looked for among the draws left, and told where it covers 5 % at twice the usual density.
    """,
    source="""
        Friedman and Fisher 1999 (PRIM); Bryant and Lempert 2010 (coverage and density); Kwakkel
        2017 (EMA workbench, which the tests compare with).
    """,
    assumption="""
        The draws cover what may come. A driver that leaves no trace in failing when looked at alone
        takes no part.
    """,
    mistrust="""
        Boxes have straight sides: a slanted frontier is told too wide or too narrow. Where few
        draws fail, limits are rough. A driver that matters only jointly with another is not found.
        The limits were chosen on the same draws that count them, which flatters density a little.
    """,
)

SENSITIVITY = Method(
    key="sensitivity",
    title="Share of variance",
    question="""
        Which drivers make the figure uncertain, alone and together?
    """,
    formula="""
        - First order of X: Var(E[Y | X]) / Var(Y), the share of variance that knowing X would
          remove.
        - Total of X: the share that would be left if all others were known, joint effects included.
        - Drivers against estimation error: Cov(Y, Y′) / Var(Y), Y and Y′ two runs with the same
          drivers and other estimation errors.
    """,
    working="""
        From the draws at hand. The figure is projected on twelve functions of each driver's ranks
        and on products of seven for pairs; what sampling adds to a squared coefficient is taken
        off. Intervals are the estimate ± 1.96 times its spread over 400 resamplings of 128 blocks,
        widened by what was taken off, since evenly spread draws need less, and for totals by what
        pairs without a trace may hold. On functions with known indices they hold the truth at
        least nine times in ten, mostly always. Pairs count where chance would show as much once in
        100,000 times. Correlated drivers count as one group; drivers that no line follows enter no
        sum.
    """,
    source="""
        Sobol 1993; Homma and Saltelli 1996 (total); Plischke 2010 (given draws). Ishigami's and
        Sobol's functions with known indices are among the tests.
    """,
    assumption="""
        The figure changes smoothly with a driver. Drivers act alone or in pairs.
    """,
    mistrust="""
        What three or more drivers do together is not in the total: it is a lower bound where the
        explained share stays well below the drivers' share. A driver that acts by a jump, such as a
        price event, is understated by up to a tenth of its own share. Variance is moved by tails:
        with a heavy tail, a driver can own most variance and flip no decision. Shares do not add up
        to 1 where drivers act together.
    """,
)

CONVERGENCE = Method(
    key="convergence",
    title="Convergence of the draws",
    question="""
        Would more draws change the answer?
    """,
    formula="""
        Mean, median and P(ROI ≥ hurdle) of the first n draws, n doubling, with their standard
        errors; and of the same scenario under other seeds.

        - A displayed digit stands where two standard errors fit into its step and every estimate
          since a quarter of the draws lies within half a step of the last.
        - Seeds agree where Σ(estimate − mean)² / error² is no larger than χ² with one degree of
          freedom fewer than seeds exceeds once in 1,000 times.
    """,
    source="""
        Glasserman 2004, chapter 1 (standard error); Owen 1997 (scrambled points, whose error falls
        faster, so that the stated one is an upper estimate).
    """,
    assumption="""
        Seeds are independent.
    """,
    mistrust="""
        Converged means that the simulation is exact, not that the model is right.
    """,
)
