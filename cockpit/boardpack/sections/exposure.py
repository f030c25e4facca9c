"""How much money is exposed to what: vendors, shadow spend, idle capacity, decisions, stress."""

from __future__ import annotations

from cockpit import wording
from cockpit.assessment import spend
from cockpit.assessment.answer import Status
from cockpit.assessment.board import exposure as question
from cockpit.boardpack import native
from cockpit.boardpack.material import Material
from cockpit.boardpack.model import Chart, KeyFigure, Kind, Section
from cockpit.boardpack.sections import exposure_tables as tables
from cockpit.charts.bars import STEP, Bar, ranked_bars
from cockpit.rows import cost_findings as findings
from cockpit.rows import cost_headline as headline
from cockpit.rows.board import said_missing
from cockpit.rows.scenario_figures import ScenarioFigure, scenario_figures
from scenarios.presets import PRESETS
from scenarios.results import Estimate
from scenarios.stress import STRESSES

#: The stress whose cost is a headline figure.
_FIRST = "tenfold-usage"
_METHOD = (
    "What a stress adds is the median full cost under it less that of the base, both as present "
    "values over the horizon on the same draws; by initiative it is the difference of the means."
)


def section(material: Material) -> Section:
    """Cost a year and what hangs on it; the board's first question in money."""
    case = material.case
    answer = case.answer(question.ENTRY)
    known = case.cost.states_recurring
    charts = (_vendors(material), _stresses(material)) if known else ()
    return Section(
        key="exposure",
        title="Exposure",
        question=question.ENTRY.question,
        headline=answer.sentence,
        figures=_figures(material) if case.cost.lines else (),
        charts=tuple(chart for chart in charts if chart is not None),
        tables=tables.exposure_tables(material) if known else (),
        remarks=_remarks(material, said_missing(case, answer)),
        method=f"{question.ENTRY.method} {_METHOD} {findings.SEATS_REMARK}",
        answered=answer.status is not Status.CANNOT,
    )


def _figures(material: Material) -> tuple[KeyFigure, ...]:
    """Cost a year, the largest vendor, what lies outside the budget, what a stress adds."""
    cost, currency = material.case.cost, material.currency
    yearly = headline.cost_figures(cost, spend.invoice_only(cost))[0]
    shares, split = spend.vendor_shares(cost), spend.budget_split(cost)
    first = shares.vendors[0] if shares.hhi is not None else None
    largest = first[1] / shares.total if first else None
    shadow = split.shadow if findings.budget_stated(cost) else None
    return (
        KeyFigure(
            yearly.key, yearly.label, yearly.value, yearly.text, Kind.MONEY, currency, yearly.note
        ),
        KeyFigure(
            "largest_vendor",
            "Largest vendor, share of the spend with vendors",
            largest,
            wording.percent(largest),
            Kind.SHARE,
            "share",
            f"{first[0]}; HHI {wording.number(shares.hhi)}, {spend.hhi_word(shares.hhi)}"
            if first and shares.hhi is not None
            else "no line names a vendor",
        ),
        KeyFigure(
            "outside_it_budget",
            "Outside the IT budget, a year",
            shadow,
            wording.money(shadow, currency),
            Kind.MONEY,
            currency,
            f"not stated: {wording.money(split.not_stated, currency)}"
            if shadow is not None
            else "no line says whether it is in the IT budget",
        ),
        _added(material),
    )


def _added(material: Material) -> KeyFigure:
    """What tenfold usage adds to the full cost, and what dearer vendors add."""
    name = PRESETS[_FIRST].name
    added, prices = _change(material, _FIRST), _change(material, "vendors-raise-prices")
    why = material.simulate(PRESETS[_FIRST]).portfolio.cost_unanswered
    months = wording.months(material.base.horizon_months)
    told = f"P50, present value over {months}"
    if prices is not None:
        dearer = wording.money(prices.value, material.currency, se=prices.se, signed=True)
        told += f"; {PRESETS['vendors-raise-prices'].name.lower()}: {dearer}"
    return KeyFigure(
        "tenfold_adds",
        f"{name} adds to full cost",
        added.value if added else None,
        wording.money(added.value, material.currency, se=added.se, signed=True)
        if added
        else wording.NA,
        Kind.MONEY,
        material.currency,
        told if added else why or "no cost is simulated",
        added.se if added else None,
    )


def _change(material: Material, preset: str) -> Estimate | None:
    """Median full cost under a preset less that of the base, as on Scenarios."""
    now = material.simulate(PRESETS[preset]).portfolio.known_cost
    before = material.base.portfolio.known_cost
    if now is None or before is None:
        return None
    return Estimate(now.p50.value - before.p50.value, now.p50.se)


def _cost_figure(material: Material, preset: str) -> ScenarioFigure:
    """The headline figure of the full cost on Scenarios, with its change against the base."""
    result = material.simulate(PRESETS[preset])
    return next(
        each
        for each in scenario_figures(result, material.base, material.basis)
        if each.kind == "cost"
    )


def _vendors(material: Material) -> Chart | None:
    """Who is paid, the largest first."""
    cost = material.case.cost
    shares = spend.vendor_shares(cost)
    if shares.hhi is None:
        return None
    bars, scale = findings.vendor_bars(shares)
    unit = scale.unit(cost.currency)
    title = findings.vendors_title(unit)
    said = findings.bars_alt(title, bars)
    return Chart(
        "vendors",
        title,
        f"{findings.vendors_finding(shares)}. {said}.",
        ranked_bars(bars, material.colours, said),
        native.bars(bars, scale, unit, "Cost a year"),
        height=STEP * len(bars) + 20,
    )


def _stresses(material: Material) -> Chart | None:
    """What each stress adds to the full cost, the most first; those that add nothing are named."""
    found, still = [], []
    for preset in STRESSES:
        figure, added = _cost_figure(material, preset), _change(material, preset)
        if added is None or figure.change is None:
            return None
        if figure.better is False:
            found.append((PRESETS[preset].name, added))
        else:
            still.append(PRESETS[preset].name)
    if not found:
        return None
    found.sort(key=lambda each: -each[1].value)
    most = found[0][1]
    scale = wording.scale_for(added.value for _, added in found)
    bars = [
        Bar(
            name,
            added.value,
            0.0 if place else added.value,
            wording.amount(added.value, scale, se=added.se, signed=True),
        )
        for place, (name, added) in enumerate(found)
    ]
    unit = scale.unit(material.currency)
    months = wording.months(material.base.horizon_months)
    title = f"What each stress adds to full cost, {unit}: P50, present value over {months}"
    said = "; ".join(f"{bar.name} {bar.text}" for bar in bars)
    rest = f" Without effect on cost: {wording.listed(still)}." if still else ""
    largest = wording.money(most.value, material.currency, se=most.se, signed=True)
    return Chart(
        "stress",
        title,
        f"{bars[0].name} adds most to full cost: {largest}. {said}.{rest}",
        ranked_bars(bars, material.colours, f"{title}: {said}.{rest}"),
        native.bars(bars, scale, unit, "Added to full cost"),
        height=STEP * len(bars) + 20,
    )


def _remarks(material: Material, missing: str) -> tuple[str, ...]:
    """What scenario it rests on, what is missing, and how to read the index."""
    cost = material.case.cost
    shares = spend.vendor_shares(cost)
    said = [missing]
    if not material.is_base:
        said.insert(0, f"This section {headline.as_stated_words(material.scenario.name)}")
    if not cost.lines:
        return (*said, headline.COST_REMEDY)
    said.append(
        findings.VENDORS_REMEDY if shares.hhi is None else findings.vendors_words(cost, shares)
    )
    return tuple(said)
