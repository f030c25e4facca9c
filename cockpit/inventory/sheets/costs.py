"""The Costs sheet."""

from __future__ import annotations

from cockpit.inventory.schema import Choice, Column, ColumnType, Sheet, choices
from cockpit.inventory.sheets.channels import CHANNELS
from cockpit.inventory.vocabulary import SHARED
from scenarios.portfolio import (
    AllocationRule,
    Behaviour,
    CostLayer,
    Timing,
)

T = ColumnType

COSTS = Sheet(
    "costs",
    "Costs",
    "One row for each cost at today's usage and price, in one of seven layers. A layer without a "
    "row "
    "is missing, not zero: write a row with amount 0 to declare a zero.",
    synonyms=("cost", "cost lines", "spend"),
    columns=(
        Column(
            "initiative",
            "Initiative",
            T.INITIATIVE,
            required=True,
            words=(SHARED,),
            synonyms=("initiative id", "initiative name", "use case", "project"),
            help="ID or name from the Initiatives sheet, or SHARED for a cost that all "
            "initiatives bear.",
            example="AI-001",
        ),
        Column(
            "layer",
            "Layer",
            T.CHOICE,
            allowed=choices(CostLayer),
            required=True,
            synonyms=("cost layer",),
            help="One of the seven cost layers.",
            example="C2 Model access & hosting",
        ),
        Column(
            "item",
            "Item",
            T.TEXT,
            required=True,
            synonyms=("cost item", "description", "position"),
            help="What is paid for.",
            example="API tokens",
        ),
        Column(
            "vendor",
            "Vendor",
            T.TEXT,
            synonyms=("supplier", "provider"),
            help="Who is paid; price levers act on the lines of a vendor.",
            example="Northwind AI",
        ),
        Column(
            "channel",
            "Channel",
            T.CHOICE,
            allowed=CHANNELS,
            help="How it is bought; the initiative's channel where blank.",
            example="cloud",
        ),
        Column(
            "behaviour",
            "Behaviour",
            T.CHOICE,
            allowed=choices(Behaviour, COMMIT=("commitment",)),
            synonyms=("behavior", "cost behaviour", "cost driver"),
            help="How the cost responds: fixed; seats (paid seats); usage; tokens (usage × price × "
            "model); review (human review of output); staff (wages); data (data volume); capacity "
            "(whole blocks for the peak load); commit (the higher of commitment and metered use). "
            "Fixed where blank, with a warning.",
            example="tokens",
        ),
        Column(
            "timing",
            "Timing",
            T.CHOICE,
            allowed=choices(
                Timing,
                ONE_OFF=("one off", "once", "one-time"),
                MONTHLY=("per month", "month"),
                ANNUAL=("yearly", "per year", "year"),
            ),
            required=True,
            synonyms=("frequency", "period"),
            help="Whether the amount falls once, each month or each year.",
            example="monthly",
        ),
        Column(
            "amount",
            "Amount",
            T.MONEY,
            "currency",
            required=True,
            minimum=0,
            synonyms=("cost",),
            help="Amount at today's usage and price, for the timing stated; for behaviour "
            "capacity, of "
            "all blocks that today's peak needs. Zero is an answer; blank is not.",
            example=9800,
        ),
        Column(
            "currency",
            "Currency",
            T.CURRENCY,
            help="Currency; the portfolio's where blank.",
            example="EUR",
        ),
        Column(
            "p10",
            "P10",
            T.MONEY,
            "currency",
            minimum=0,
            synonyms=("low", "p10 amount"),
            help="Amount that one case in ten stays below. Give both P10 and P90, or neither.",
            example=8800,
        ),
        Column(
            "p90",
            "P90",
            T.MONEY,
            "currency",
            minimum=0,
            synonyms=("high", "p90 amount"),
            help="Amount that nine cases in ten stay below.",
            example=11500,
        ),
        Column(
            "start",
            "Start",
            T.DATE,
            synonyms=("from", "start date", "valid from"),
            help="First month of the cost. Where blank: the initiative's start if it lies ahead, "
            "else the decision date.",
            example="2026-01-01",
        ),
        Column(
            "end",
            "End",
            T.DATE,
            synonyms=("to", "until", "end date", "valid to"),
            help="Last month of the cost; open where blank.",
            example="2027-12-31",
        ),
        Column(
            "block",
            "Block",
            T.NUMBER,
            "requests a minute",
            minimum=0,
            synonyms=("block size", "step"),
            help="Load that one block serves; needed for behaviour capacity.",
            example=100,
        ),
        Column(
            "commitment",
            "Commitment",
            T.MONEY,
            "currency a month",
            minimum=0,
            synonyms=("minimum commitment", "committed spend"),
            help="Least payable a month; needed for behaviour commit.",
            example=6000,
        ),
        Column(
            "allocation",
            "Allocation rule",
            T.CHOICE,
            allowed=choices(AllocationRule),
            synonyms=("allocation", "allocation key"),
            help="For SHARED: by usage (requests), spend (own cost) or even. Spend where blank.",
            example="usage",
        ),
        Column(
            "actual",
            "Evidence",
            T.CHOICE,
            allowed=(
                Choice("actual", True, ("actuals", "booked", "invoice")),
                Choice("estimate", False, ("estimated", "plan", "budget")),
            ),
            synonyms=("actual / estimate", "actual or estimate", "evidence (actual / estimate)"),
            help="Booked actual or estimate; an estimate where blank.",
            example="actual",
        ),
        Column(
            "in_it_budget",
            "In IT budget",
            T.BOOLEAN,
            synonyms=("it budget",),
            help="No means that the money is spent outside the IT budget.",
            example="yes",
        ),
    ),
)
