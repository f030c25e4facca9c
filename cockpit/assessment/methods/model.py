"""What every figure rests on: cost, benefit and return, the draws, the verdict, the capacity."""

from __future__ import annotations

from cockpit.assessment.methods.method import Method

FULL_COST = Method(
    key="full_cost",
    title="Full cost of the seven layers",
    question="""
        What does an initiative cost in all seven layers, and who bears what is shared?
    """,
    formula="""
        Cost of a line in month m = amount × U^eU × A^eA × P^eP × M^eM × W^eW × D^eD × ε: usage,
        seats, the vendor's price, model tier, wages and data volume, each to the power that the
        line's behaviour states, and the line's own estimation error. Shared lines are split by
        usage, by spend or evenly, and add up to their total to the cent.
    """,
    working="""
        Fixed lines have no powers; usage, token, seat, review, staff and data lines have those of
        docs/workbook.md. A capacity line rises in whole blocks; a commitment costs the greater of
        what was committed and what is metered.
    """,
    source="""
        Ellram 1995 (total cost of ownership); FinOps Foundation 2025, FOCUS 1.2 (categories of
        cost). The split into seven layers is that of the cost model this product was built from.
    """,
    assumption="""
        Amounts are those of today's usage and price. A layer without any line is missing and not
        zero: the sum is then marked partial, or completed by a share that somebody set, and marked
        assumed.
    """,
    mistrust="""
        A partial cost is a lower end, and the return upon it an upper end. Amounts marked as
        estimates carry the P10 and P90 that somebody stated, or a default width by evidence.
    """,
)

RETURN = Method(
    key="return",
    title="Benefit, NPV and ROI",
    question="""
        What is left of the benefit once the full cost is paid?
    """,
    formula="""
        - Benefit = volume × change against the baseline × value per unit × ramp × U^β ×
          realisation, β the share of value that follows usage.
        - PV = Σ amount in month m × (1 + r)^(−m/12); month 0 is not discounted.
        - NPV = PV of benefits − PV of costs; ROI = NPV ÷ PV of costs, undefined without cost.
        - Payback: the month from which cumulative cash of the base case stays at or above zero.
    """,
    working="""
        Claimed counts every stated benefit. Captured weighs it by its capture status. Cashable
        counts freed time only with a destination, times its redeployed share, less review,
        coordination and security work. Indirect effects are shown apart and never added.
    """,
    source="""
        Brealey, Myers and Allen 2020, chapters 2 and 5 (present value, payback).
    """,
    assumption="""
        One currency; others are converted at the stated rates. The hurdle is the least ROI that is
        accepted, the discount rate prices time; they are two inputs.
    """,
    mistrust="""
        An initiative whose cost or benefit is missing has no ROI and takes no part in that of the
        portfolio. ROI over a short horizon punishes what pays late.
    """,
)

DRAWS = Method(
    key="draws",
    title="Draws, percentiles and the worst 5 %",
    question="""
        How sure is the figure?
    """,
    formula="""
        Each draw is one state of the world: a value for every uncertain input and every estimation
        error. P10 is the value that one draw in ten stays below; P(ROI ≥ hurdle) the share of draws
        that reach it; the worst 5 % the mean NPV of the lowest twentieth (conditional value at
        risk). The base case puts every input at its median and every error at 1.
    """,
    working="""
        Draws depend on the seed and the input's name alone: two scenarios differ by their levers
        only, and a lever put back gives the same figure to the last digit. Inputs that initiatives
        share are drawn from scrambled Sobol points, own errors from stratified numbers; stated
        correlations join them by a Gaussian copula, repaired where they contradict each other. A
        standard error stands beside each estimate, and no digit is shown that it does not support.
    """,
    source="""
        Owen 1998 (scrambled Sobol points); Glasserman 2003 (errors of quantiles); Rockafellar and
        Uryasev 2000 (conditional value at risk); Higham 2002 (nearest correlation matrix).
    """,
    assumption="""
        Distributions and correlations are as stated, or the defaults that the Data page lists.
    """,
    mistrust="""
        The error is that of the simulation. It says nothing of a wrong assumption, and a range that
        somebody stated too narrow gives a figure that looks too sure.
    """,
)

VERDICTS = Method(
    key="verdicts",
    title="Rules of a verdict",
    question="""
        Which initiatives deserve money, and which should stop?
    """,
    formula="""
        Asked in this order; the first that is met gives the verdict. Thresholds are data.

        - CONTAIN where captured ROI cannot be given.
        - STOP: P(NPV > 0) is below its threshold, and knowing the initiative's own figures is worth
          less than finding them out costs.
        - SCALE: P(ROI ≥ hurdle) reaches its threshold at base and another in every stress, the
          evidence layers E1 to E3 are passed, and it pays back within its horizon class.
        - CONTAIN where the hurdle lies between P10 and P90 of ROI.
        - RENEGOTIATE: a price rise within the plausible range brings base ROI to the hurdle, and
          layer C2 is more than its share of the full cost.
        - OPTIMISE: more likely to pay than not, and an accepted output costs more than its target.
        - CONTAIN: all else, with the evidence to find out.
    """,
    working="""
        On Scenarios the rules are asked anew as if the levers were the base case: what they move is
        judged again; the stress set, the evidence layers, the share of layer C2 and the cost of an
        accepted output stay as they are.
    """,
    source="""
        The rules are this product's own. Weighing the worth of evidence against its cost follows
        Howard 1966.
    """,
    assumption="""
        Verdicts rest on captured ROI, whatever basis is on screen. Replatforming is never judged:
        a workbook states no alternative with its price and its cost of switching.
    """,
    mistrust="""
        Close to a threshold a verdict may turn with the seed: P(verdict stays) says how often.
        Where the cost of evidence is not stated, a stop stands and says so.
    """,
)

CAPACITY = Method(
    key="capacity",
    title="Months until capacity is reached",
    question="""
        When does growth meet the limit that was bought?
    """,
    formula="""
        Months = ln(capacity ÷ peak) ÷ ln(1 + growth a month): 2,100 of 3,000 requests a minute at
        15 % a month last 2.6 months.
    """,
    source="""
        Compound growth; Gunther 2007 (capacity planning).
    """,
    assumption="""
        The peak grows as the usage does, at one rate.
    """,
    mistrust="""
        Growth read from few months, or a peak that marketing or the calendar makes.
    """,
)
