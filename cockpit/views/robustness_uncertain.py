"""Sections on the draws: what makes ROI uncertain, and whether there are enough of them."""

from __future__ import annotations

from cockpit import frame, state, wording
from cockpit.assessment.robustness import draws, variance
from cockpit.charts.robustness_more import ShareBar, running, share_bars
from cockpit.views.chart_files import chart
from cockpit.views.method_parts import explained
from cockpit.views.parts import remark, tabled
from cockpit.views.robustness_asked import Asked
from scenarios.sensitivity import LEAST_DRAWS


def uncertain(asked: Asked) -> None:
    """Shares of variance by driver with their intervals; drivers against estimation errors."""
    both = asked.sensitivity()
    if both is None:
        remark(f"At least {LEAST_DRAWS} draws are needed to say what makes ROI uncertain.")
        return
    found, origins = both
    said = variance.sentence(found, origins)
    explained(said, "sensitivity")
    bars = [
        ShareBar(
            variance.label(each),
            each.first.value,
            each.total.value,
            each.total.low,
            each.total.high,
            wording.percent(max(0.0, each.total.value), se=each.total.se),
        )
        for each in variance.shown(found)
    ]
    errors = origins.errors
    bars.append(
        ShareBar(
            "Estimation errors of all lines", errors.value, errors.value, errors.low, errors.high,
            wording.percent(max(0.0, errors.value), se=errors.se),
        )
    )  # fmt: skip
    chart(
        share_bars(bars, frame.colours(), f"{said}."),
        "chart_variance",
        said,
        asked.stamp,
        note=(
            "Share of the variance of ROI. Strong: the driver alone. Faint beyond it: with others. "
            f"Line: 95 % interval. {variance.unseen(found, origins)} "
            "Correlated drivers count as one."
        ),
    )
    table = variance.table(found, origins)
    formats = dict.fromkeys(
        variance.share_columns(list(table.columns)), lambda v: wording.percent(v, decimals=1)
    )
    tabled(table, "robustness_variance", asked.stamp, formats)


def enough(asked: Asked) -> None:
    """Running estimates, digits that stand, and other seeds."""
    found = asked.convergence()
    explained(draws.sentence(found), "convergence")
    table = draws.running_table(found)
    alt_text = f"Median ROI by number of draws. {draws.standing(found)}"
    figure = running(table, alt_text, frame.colours())
    chart(
        figure,
        "chart_convergence",
        draws.sentence(found),
        asked.stamp,
        note=(
            f"Median ROI of the first draws with two standard errors on each side. "
            f"{draws.standing(found)}"
        ),
    )
    seeds = asked.replicates()
    if seeds:
        remark(draws.seeds_sentence(seeds))
        others = draws.seeds_table(seeds, draws.seeds(state.choice().seed))
        percents = {name: lambda v: wording.percent(v, decimals=1) for name in others.columns[1:]}
        tabled(others, "robustness_seeds", asked.stamp, percents)
    shares = {name: lambda v: wording.percent(v, decimals=1) for name in table.columns[1:]}
    shares["Draws"] = wording.number
    tabled(table, "robustness_running", asked.stamp, shares)
