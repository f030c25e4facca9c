"""Question 1: what AI costs in full, by channel, and whether any channel is left in the dark."""

from __future__ import annotations

from typing import Any

import pandas as pd

from cockpit import wording
from cockpit.assessment.answer import Answer, Entry, Missing, Need, Unit, cannot, status_of
from cockpit.assessment.board.common import COST, SOURCE, lacking, nothing, uncosted
from cockpit.assessment.case import Case
from cockpit.assessment.facts import cost_channels
from cockpit.assessment.full_cost import LineCost
from cockpit.assessment.spend import commitment_use, hhi_word, vendor_shares
from cockpit.inventory.lines_from import LUMP_ITEM
from cockpit.inventory.vocabulary import Channel
from scenarios.portfolio import Behaviour, CostLayer, CostLine, Source, Timing

ZERO = Need("settings", "zero_channels")
CHANNEL = Need("costs", "channel")
OF_INITIATIVE = Need("initiatives", "channel")
VENDOR = Need("costs", "vendor")
BEHAVIOUR = Need("costs", "behaviour")
ALLOCATION = Need("costs", "allocation")
LAYER = Need("costs", "layer")

#: Behaviours that a vendor bills by.
VENDOR_PRICED = frozenset(
    {Behaviour.SEATS, Behaviour.USAGE, Behaviour.TOKENS, Behaviour.COMMIT, Behaviour.CAPACITY}
)

#: What stands in the frame for cost of no channel, and the states of a channel.
NOT_STATED = "channel not stated"
STATED, DECLARED, OPEN = "stated", "declared zero", "not declared"
#: How concentrated the vendors are, by the word for their index.
_CONCENTRATED = {"low": "little", "moderate": "moderately", "high": "highly"}


def assess(case: Case) -> Answer:
    """Annual full cost; ``frame`` holds channel × cost layer in money a year."""
    needs = (COST, ZERO)
    if not case.initiatives:
        return nothing(case, Unit.MONEY_YEAR, needs)
    channels = _channels(case)
    open_channels = _undeclared(case, channels)
    if not case.cost.states_recurring:
        missing = [*uncosted(case)] or [*case.lacks(COST)]
        missing += case.lacks(ZERO) if open_channels else ()
        return cannot(
            Unit.MONEY_YEAR, "No cost a year is supplied, so the exposure is unknown.", missing
        )
    missing = [*_gaps(case, channels), *uncosted(case)]
    frame = _frame(case, channels, open_channels)
    total = wording.money(case.cost.recurring, case.portfolio.currency)
    parts: dict[str, Any] = {
        "frame": frame,
        "rows": tuple(line.source for line in case.portfolio.costs if line.source),
        "tables": {"Cost a year by channel and layer": frame, **_tables(case)},
        "remarks": _remarks(case),
    }
    if open_channels:
        verb = "is" if len(open_channels) == 1 else "are"
        sentence = (
            f"The total is unknown: {wording.listed(open_channels)} {verb} neither stated nor "
            f"declared zero. Known so far: {total} a year."
        )
        return cannot(Unit.MONEY_YEAR, sentence, [*case.lacks(ZERO), *missing], **parts)
    return Answer(
        status_of(missing),
        case.cost.recurring,
        Unit.MONEY_YEAR,
        _sentence(case, total),
        missing=tuple(missing),
        **parts,
    )


def allocated_share(case: Case) -> float | None:
    """Share of the recurring cost that reaches an initiative by an own line or a stated rule."""
    if not case.cost.recurring:
        return None
    without = unruled(case)
    lost = sum(each.recurring for each in case.cost.lines if each.line.source in without)
    return 1 - lost / case.cost.recurring


def _sentence(case: Case, total: str) -> str:
    hhi = vendor_shares(case.cost).hhi
    committed = sum(use.committed for use in commitment_use(case.cost))
    concentration = (
        "no line names a vendor"
        if hhi is None
        else f"vendors are {_CONCENTRATED[hhi_word(hhi)]} concentrated "
        f"(HHI {wording.number(hhi)} of {wording.whole(10_000)})"
    )
    return (
        f"AI costs {total} a year {_how_far(case)}. "
        f"{wording.percent(allocated_share(case))} of it reaches an initiative; {concentration}; "
        f"{wording.money(committed, case.portfolio.currency)} a year is committed."
    )


def _how_far(case: Case) -> str:
    """In full, or as supplied: a cost layer without a line is unknown and not zero."""
    partial = len(_without_layers(case))
    if not partial:
        return "in full"
    layers = wording.count(case.cost.missing_pairs, "cost layer")
    verb = "is" if case.cost.missing_pairs == 1 else "are"
    where = wording.count(partial, "initiative")
    return f"as supplied; {layers} in {where} {verb} missing, so the true exposure is higher"


def _without_layers(case: Case) -> list[str]:
    """Initiatives with cost that lack a cost layer, their own and shared lines together."""
    return [each.id for each in case.cost.initiatives if each.supplied and each.partial]


def _channels(case: Case) -> dict[Source, str | None]:
    return cost_channels(case.inventory)


def _undeclared(case: Case, channels: dict[Source, str | None]) -> list[str]:
    """Channels without any cost line that nobody declared to be zero, in the usual order."""
    populated = {channels.get(line.source) for line in case.portfolio.costs if line.source}
    declared = set(case.inventory.settings.zero_channels)
    return [
        channel.value
        for channel in Channel
        if channel.value not in populated and channel not in declared
    ]


def unruled(case: Case) -> set[Source]:
    """Shared rows whose rule of allocation nobody stated."""
    return {
        row.at for row in case.inventory.costs if row.initiative is None and row.allocation is None
    }


def _gaps(case: Case, channels: dict[Source, str | None]) -> tuple[Missing, ...]:
    """Lines that lack a channel, a behaviour, a vendor or a rule of allocation."""
    recurring = [each.line for each in case.cost.lines if each.line.timing is not Timing.ONE_OFF]
    lumps = [line for line in recurring if line.item == LUMP_ITEM]
    itemised = [line for line in recurring if line.item != LUMP_ITEM]

    def without_channel(lines: list[CostLine]) -> list[str | None]:
        return [
            line.initiative_id
            for line in lines
            if line.source is None or not channels.get(line.source)
        ]

    return (
        *lacking(case, CHANNEL, without_channel(itemised)),
        *lacking(case, OF_INITIATIVE, [id_ for id_ in without_channel(recurring) if id_]),
        *lacking(case, LAYER, [*(line.initiative_id for line in lumps), *_without_layers(case)]),
        *lacking(
            case, BEHAVIOUR, (line.initiative_id for line in itemised if line.behaviour is None)
        ),
        *lacking(
            case,
            VENDOR,
            (
                line.initiative_id
                for line in itemised
                if line.behaviour in VENDOR_PRICED and line.vendor is None
            ),
        ),
        *(case.lacks(ALLOCATION) if unruled(case) else ()),
    )


def _frame(
    case: Case, channels: dict[Source, str | None], open_channels: list[str]
) -> pd.DataFrame:
    """Channel × layer, largest channel first; a channel without a line has one row of its own."""
    sums: dict[tuple[str, str], float] = {}
    for each in case.cost.lines:
        key = (_channel_of(each, channels), each.line.layer.title)
        sums[key] = sums.get(key, 0.0) + each.recurring
    totals: dict[str, float] = {}
    for (channel, _), amount in sums.items():
        totals[channel] = totals.get(channel, 0.0) + amount
    ranked = sorted(totals, key=lambda name: (name == NOT_STATED, -totals[name], name))
    rows: list[dict[str, object]] = [
        {
            "Channel": channel,
            "Layer": layer.title,
            "Cost a year": sums[channel, layer.title],
            "State": STATED,
        }
        for channel in ranked
        for layer in CostLayer
        if (channel, layer.title) in sums
    ]
    for name in (channel.value for channel in Channel if channel.value not in totals):
        state = OPEN if name in open_channels else DECLARED
        known = 0.0 if state == DECLARED else None
        rows.append({"Channel": name, "Layer": None, "Cost a year": known, "State": state})
    frame = pd.DataFrame(rows)
    frame["Cost a year"] = frame["Cost a year"].astype("float64")
    return frame


def _channel_of(each: LineCost, channels: dict[Source, str | None]) -> str:
    found = channels.get(each.line.source) if each.line.source else None
    return found or NOT_STATED


def _tables(case: Case) -> dict[str, pd.DataFrame]:
    vendors = vendor_shares(case.cost)
    commitments = commitment_use(case.cost)
    return {
        "Cost a year by vendor": pd.DataFrame(
            [
                *((name, amount, amount / vendors.total) for name, amount in vendors.vendors),
                ("no vendor named", vendors.no_vendor, None),
            ],
            columns=["Vendor", "Cost a year", "Share of what vendors bill"],
        )
        if vendors.total > 0
        else pd.DataFrame(columns=["Vendor", "Cost a year", "Share of what vendors bill"]),
        "Committed spend a year": pd.DataFrame(
            [
                (use.line.line.item, use.line.line.vendor, use.committed, use.metered, use.unused)
                for use in commitments
            ],
            columns=["Cost line", "Vendor", "Committed a year", "Metered a year", "Unused"],
        ),
    }


def _remarks(case: Case) -> tuple[str, ...]:
    return (
        f"Money in {wording.code(case.portfolio.currency) or 'the currency of the workbook'}. "
        f"Cost layers: {'; '.join(layer.title for layer in CostLayer)}.",
        "HHI says how much hangs on few vendors: the sum of their squared shares in percent. "
        "10,000 is one vendor alone; above 1,000 counts as moderate, above 1,800 as high "
        "(US Merger Guidelines, 2023).",
        *case.cost.notes,
        *case.portfolio.notes,
    )


ENTRY = Entry(
    key="Q1",
    title="Total exposure",
    question="How much do we spend on AI in all, through every channel it comes by?",
    page="board",
    method=(
        "Recurring cost of the next twelve months at today's usage and prices, over all seven "
        "layers. A channel counts as known if a cost line names it, or Settings declares it "
        "zero. An initiative without a line of a layer, own or shared, makes the sum partial. "
        "A line's channel is its own, else its initiative's. Reaching an initiative: own "
        "lines, and shared lines with a stated rule of allocation."
    ),
    source=f"{SOURCE} 1",
    rests_on=(COST, ZERO, CHANNEL, OF_INITIATIVE, LAYER, VENDOR, BEHAVIOUR, ALLOCATION),
    assess=assess,
)
