"""Tables of the exposure: what money is exposed to, and by initiative."""

from __future__ import annotations

from cockpit import wording
from cockpit.assessment import facts, spend
from cockpit.assessment.decisions.cards import (
    Standing,
    comparable,
    decision_cards,
    first_line,
    money_in,
)
from cockpit.boardpack import cells
from cockpit.boardpack.material import Material
from cockpit.boardpack.model import Cell, Column, Kind, Table, missing, text_cell
from cockpit.rows import cost_findings as findings
from cockpit.rows import cost_headline as headline
from scenarios.presets import PRESETS
from scenarios.results import Estimate, SimulationResult

#: Stresses of usage and of prices, by which initiatives differ most.
_STRESSES = ("tenfold-usage", "vendors-raise-prices")
#: Initiatives named as most exposed.
_NAMED = 3


def exposure_tables(material: Material) -> tuple[Table, ...]:
    """What a year's money is exposed to, then the initiatives by full cost."""
    return (_ledger(material), _initiatives(material))


def _ledger(material: Material) -> Table:
    """One row an exposure: money a year, share of the full cost, and what the page says of it."""
    cost, rows = material.case.cost, _exposures(material)
    scale = wording.scale_for(value for _, value, _ in rows)
    unit = scale.unit(cost.currency)
    return Table(
        "exposures",
        f"What the money of a year is exposed to, {unit} a year; parts overlap and do not add up",
        (
            Column("exposure", "Exposed to", Kind.TEXT, "What the money hangs on", width=1.6),
            Column(
                "money",
                f"{unit} a year",
                Kind.MONEY,
                "Recurring cost of the first 12 months",
                cost.currency,
                0.9,
                scale.divisor,
                1,
            ),
            Column("share", "Of full cost", Kind.SHARE, "Share of the full cost a year", "share"),
            Column("finding", "What is known", Kind.TEXT, "The finding in words", width=4.5),
        ),
        tuple(
            (
                text_cell(name),
                _money(value, scale),
                cells.share(
                    value / cost.recurring if value is not None and cost.recurring else None
                ),
                text_cell(f"{said.rstrip('.')}."),
            )
            for name, value, said in rows
        ),
    )


def _exposures(material: Material) -> list[tuple[str, float | None, str]]:
    """What the money hangs on, money a year (``None`` where nobody can tell), and the finding."""
    cost = material.case.cost
    shares, split = spend.vendor_shares(cost), spend.budget_split(cost)
    channels = spend.by_channel(cost, facts.cost_channels(material.case.inventory))
    top = findings.top_channel(cost, channels)
    commitments = spend.commitment_use(cost)
    seats = spend.seat_use(material.portfolio, cost)
    cards = decision_cards(material.case)
    against = [card for card in cards if card.standing is Standing.CONTRADICTED]
    # Nothing on record, or nothing to be judged, is not that nothing is contradicted.
    compared = comparable(cards)
    return [
        ("Full cost", cost.recurring, headline.layers_finding(cost)),
        (
            "Largest vendor",
            shares.vendors[0][1] if shares.hhi is not None else None,
            findings.vendors_finding(shares),
        ),
        (
            "Largest channel",
            None if top is None else channels[top],
            findings.channels_finding(cost, channels),
        ),
        (
            "Outside the IT budget",
            split.shadow if findings.budget_stated(cost) else None,
            f"{findings.shadow_finding(cost, split)}. {findings.budget_words(cost, split)}",
        ),
        (
            "Commitments",
            sum(use.committed for use in commitments) if commitments else None,
            findings.commitments_finding(cost, commitments),
        ),
        (
            "Seats paid and unused",
            findings.idle_money(seats),
            findings.seats_finding(cost, seats),
        ),
        (
            "Decisions not borne out",
            (money_in(against) if against else 0.0) if compared else None,
            first_line(cards, cost.currency),
        ),
    ]


def _initiatives(material: Material) -> Table:
    """Initiatives by full cost, with what usage and prices would add to each."""
    cost = material.case.cost
    added = {preset: _added(material, preset) for preset in _STRESSES}
    supplied = headline.with_cost(cost)
    scale = wording.scale_of_table(
        [
            *(each.recurring for each in supplied),
            *(change.value for found in added.values() for change in found.values()),
        ]
    )
    unit = scale.unit(cost.currency)
    months = wording.months(material.base.horizon_months)

    def money(key: str, title: str, meaning: str) -> Column:
        return Column(
            key, f"{title}, {unit}", Kind.MONEY, meaning, cost.currency, 1.3, scale.divisor, 1
        )

    return Table(
        "initiatives",
        "Initiatives by full cost a year, and what usage and prices add to each",
        (
            Column("initiative", "Initiative", Kind.TEXT, "Name of the initiative", width=2.6),
            Column("owner", "Owner", Kind.TEXT, "Who answers for it", width=1.6),
            money("full_cost", "Full cost a year", "Full cost of the first 12 months"),
            Column("share", "Of all", Kind.SHARE, "Share of the full cost a year", "share"),
            *(
                money(
                    preset.replace("-", "_"),
                    f"{PRESETS[preset].name} adds",
                    f"Mean full cost under it less that of the base, present value over {months}",
                )
                for preset in _STRESSES
            ),
            Column("tco", "TCO", Kind.TEXT, "Whether all seven layers have a line", width=0.9),
        ),
        tuple(
            (
                text_cell(each.name),
                text_cell(each.owner),
                _money(each.recurring, scale),
                cells.share(each.recurring / cost.recurring if cost.recurring else None),
                *(
                    cells.money(added[preset].get(each.id), scale, signed=True)
                    for preset in _STRESSES
                ),
                text_cell("partial" if each.partial else "complete"),
            )
            for each in supplied
        ),
        note=_note(material, added["tenfold-usage"], months),
    )


def _added(material: Material, preset: str) -> dict[str, Estimate]:
    """Mean full cost of each initiative under a preset less that under the base.

    The error is that of the mean under the preset: both share their draws, so that the
    true one is smaller.
    """
    former = _means(material.base)
    now = _means(material.simulate(PRESETS[preset]))
    return {
        key: Estimate(mean.value - former[key].value, mean.se)
        for key, mean in now.items()
        if key in former
    }


def _means(result: SimulationResult) -> dict[str, Estimate]:
    return {
        item.id: cost.mean for item in result.initiatives if (cost := item.known_cost) is not None
    }


def _note(material: Material, added: dict[str, Estimate], months: str) -> str:
    """How to read the columns, and who is most exposed to usage."""
    ranked = sorted(added.items(), key=lambda pair: -pair[1].value)[:_NAMED]
    names = material.portfolio.by_id
    told = wording.listed(
        f"{names[key].name} "
        f"({wording.money(each.value, material.currency, se=each.se, signed=True)})"
        for key, each in ranked
        if each.value > 0
    )
    said = f"What a stress adds is a mean present value over {months}."
    most = f"Most exposed to {PRESETS['tenfold-usage'].name.lower()}: {told}." if told else ""
    without = headline.without_cost_words(material.case.cost)
    return " ".join(part for part in (said, most, without) if part)


def _money(value: float | None, scale: wording.Scale) -> Cell:
    """Money of a year as the full cost page words it: what is small is not shown as nothing."""
    return missing() if value is None else Cell(value, wording.amount(value, scale))
