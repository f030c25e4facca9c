"""The rows of the fixture: five initiatives of three tiers, in round numbers, nothing missing.

| id | name            | tier | unit    | cost a month | captured a month | recorded    |
|----|-----------------|------|---------|--------------|------------------|-------------|
| A  | Drafting desk   | T1   | Claims  | 40,000       | 200,000          | scale       |
| B  | Contract reader | T1   | Legal   | 20,000       |  30,000          | optimise    |
| C  | Client answers  | T2   | Service | 10,000       |   2,000          | optimise    |
| D  | Ticket router   | T2   | Service | 10,000       |  12,000          | contain     |
| E  | Insight panel   | T3   | Product | 20,000       |  27,600          | renegotiate |

100,000 a month or 1,200,000 a year: weights 0.4, 0.2, 0.1, 0.1, 0.2. No discounting, no
ramp, no one-off: every ROI over the horizon is that of one month.

Where the contract offers two places for a fact, some initiatives use the one and some
the other: A, B and C state vendor, channel and start on their cost rows, D on the
Initiatives sheet only, E vendor on both and channel and start on the Initiatives sheet.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

Rows = list[list[Any]]

_LIVE = dt.date(2025, 1, 1)

INITIATIVES: Rows = [
    ["ID", "Name", "Business unit", "Owner", "Sponsor", "Tier", "Stage", "Start"],
    ["A", "Drafting desk", "Claims", "Ana", "COO", "T1", "production", None],
    ["B", "Contract reader", "Legal", "Ben", "CLO", "T1", "scaling", None],
    ["C", "Client answers", "Service", "Cem", "COO", "T2", "production", None],
    ["D", "Ticket router", "Service", "Dora", "COO", "T2", "pilot", _LIVE],
    ["E", "Insight panel", "Product", "Eva", "CPO", "T3", "production", _LIVE],
]
_HOW: Rows = [
    ["Horizon class", "Channel", "Vendor", "Model", "Monthly requests"],
    ["≤ 12 months", None, None, "NW-1", 50_000],
    ["≤ 24 months", None, None, "NW-1", 5_000],
    ["≤ 24 months", None, None, "MC-2", 20_000],
    ["≤ 24 months", "labour substitution", "Hansen Staffing", "MC-2", 30_000],
    ["≤ 24 months", "SaaS", "Insight Ltd", "IL-3", 40_000],
]
_LOAD: Rows = [
    ["Seats licensed", "Seats active", "Peak rpm", "Capacity rpm", "Monthly growth"],
    [400, 300, 2_100, 3_000, 0.15],
    [50, 40, 100, 1_000, 0.02],
    [80, 60, 200, 400, 0.05],
    [60, 50, 300, 600, 0.04],
    [120, 100, 500, 2_000, 0.10],
]
# The register holds EP-1 to EP-3: EP-8 and EP-9 lead nowhere. A names the code alone.
_WHY: Rows = [
    ["Funded item", "Strategic fit", "EU AI Act risk class"],
    ["EP-1", "high", "limited"],
    ["EP-8", "medium", "minimal"],
    ["EP-9", "low", "high"],
    ["EP-2 Service desk", "medium", "limited"],
    ["EP-3 Insight", "high", "high"],
]
# A, C and E are material: one yes suffices. B and D are assessed and are not.
_FLAGS: Rows = [
    ["Customer-facing", "Employee impact", "Regulated", "Critical process"],
    ["no", "yes", "no", "no"],
    ["no", "no", "no", "no"],
    ["yes", "no", "no", "no"],
    ["no", "no", "no", "no"],
    ["yes", "no", "yes", "yes"],
]
# At the decision date, 2026-04-01: 2, 4, 18, 3 and 6 months old; the review of C is overdue.
_DECIDED: Rows = [
    ["Decision", "Decision date", "Decided by", "Next review", "Cost of next evidence"],
    ["scale", dt.date(2026, 2, 1), "AI board", dt.date(2026, 8, 1), 5_000],
    ["optimise", dt.date(2025, 12, 1), "AI board", dt.date(2026, 6, 1), 5_000],
    ["optimise", dt.date(2024, 10, 1), "AI board", dt.date(2026, 1, 1), 5_000],
    ["contain", dt.date(2026, 1, 1), "AI board", dt.date(2026, 7, 1), 5_000],
    ["renegotiate", dt.date(2025, 10, 1), "AI board", dt.date(2026, 10, 1), 5_000],
]
for _part in (_HOW, _LOAD, _WHY, _FLAGS, _DECIDED):
    for _row, _more in zip(INITIATIVES, _part, strict=True):
        _row.extend(_more)

#: Own rows of A: 39,000, B: 19,000, C: 9,000, D: 9,000, E: 19,000; shared: 4 × 1,250 = 5,000
#: in five equal parts of 1,000. One row of D is an estimate: D fails E1 with all supplied.
COSTS: Rows = [
    ["Initiative", "Layer", "Item", "Vendor", "Channel", "Behaviour", "Timing", "Amount"],
    ["A", "C2", "Seats", "Northwind AI", "SaaS", "seats", "monthly", 30_000],
    ["A", "C2", "Tokens", "Northwind AI", "SaaS", "tokens", "monthly", 1_000],
    ["A", "C3", "Index", "Northwind AI", "SaaS", "data", "monthly", 4_000],
    ["A", "C4", "Platform", "Northwind AI", "SaaS", "fixed", "monthly", 4_000],
    ["B", "C2", "Tokens", "Northwind AI", "cloud", "tokens", "monthly", 5_000],
    ["B", "C3", "No data of its own", "Meridian Cloud", "cloud", "fixed", "monthly", 0],
    ["B", "C4", "Pipeline", "Meridian Cloud", "cloud", "usage", "monthly", 3_000],
    ["B", "C6", "Operations", "Meridian Cloud", "cloud", "staff", "monthly", 11_000],
    ["C", "C2", "Tokens", "Meridian Cloud", "cloud", "tokens", "monthly", 4_000],
    ["C", "C3", "Index", "Meridian Cloud", "cloud", "data", "monthly", 2_000],
    ["C", "C4", "Platform", "Meridian Cloud", "cloud", "fixed", "monthly", 3_000],
    ["D", "C2", "Hosting crew", None, None, "staff", "monthly", 4_000],
    ["D", "C3", "Data steward", None, None, "staff", "monthly", 2_000],
    ["D", "C4", "Rule keepers", None, None, "staff", "monthly", 3_000],
    ["E", "C2", "Model contract", "Insight Ltd", None, "commit", "monthly", 10_000],
    ["E", "C3", "Warehouse", "Insight Ltd", None, "data", "monthly", 3_000],
    ["E", "C4", "Panel", "Insight Ltd", None, "usage", "monthly", 3_000],
    ["E", "C6", "Operations", "Insight Ltd", None, "staff", "monthly", 3_000],
    ["SHARED", "C1", "Network", None, "shared services", "staff", "monthly", 1_250],
    ["SHARED", "C5", "Risk office", None, "shared services", "staff", "monthly", 1_250],
    ["SHARED", "C6", "Service desk", None, "shared services", "staff", "monthly", 1_250],
    ["SHARED", "C7", "AI board", None, "shared services", "staff", "monthly", 1_250],
]
_COST_TAIL: list[Any] = ["Start", "Commitment", "Allocation rule", "Evidence", "In IT budget"]
for _row in COSTS:
    if _row[0] == "Initiative":
        _row.extend(_COST_TAIL)
        continue
    _start = None if _row[0] in ("D", "E") else _LIVE
    _rule = "even" if _row[0] == "SHARED" else None
    _evidence = "estimate" if _row[2] == "Rule keepers" else "actual"
    _row.extend([_start, 6_000 if _row[5] == "commit" else None, _rule, _evidence, "yes"])

#: Claimed a month = volume × change × value:
#: A 8,000 × 0.5 × 50 = 200,000 and 100 × 2 × 50 = 10,000; B 600 × 1 × 50 = 30,000;
#: C 500 × 2 × 2 = 2,000 and 500 × 0.1 × 40 = 2,000; D 1,500 × 0.2 × 40 = 12,000;
#: E 8,800 × 6 × 1 = 52,800 and 500 × 0.1 × 48 = 2,400: 311,200 together, and 100 × 0.04 × 1,000
#: indirect, which is in no sum. That clients of E make fewer slips is worth nothing in money.
#: Captured counts potential × 0, observed × 0.5, the rest × 1:
#: A 200,000, B 30,000, C 1,000 + 1,000, D 12,000, E 26,400 + 1,200: 271,600.
#: The target of A is better than its current value: where current is blank, the target stands
#: in for it, and no answer may become better by that.
BENEFITS: Rows = [
    ["Initiative", "Benefit", "Beneficiary", "Metric", "Unit", "Better", "Baseline", "Current"],
    ["A", "Less drafting time", "individual", "drafting time", "hours", "lower", 2.0, 1.5],
    ["A", "Fewer agency pages", "collective", "agency pages", "pages", "lower", 100, 98],
    ["B", "Quicker reading", "individual", "reading time", "hours", "lower", 5, 4],
    ["C", "Faster answers", "client", "waiting time", "minutes", "lower", 10, 8],
    ["C", "Less agent time", "collective", "agent time", "hours", "lower", 0.5, 0.4],
    ["D", "Less sorting", "collective", "sorting time", "hours", "lower", 0.5, 0.3],
    ["E", "Quicker client tasks", "client", "client task time", "minutes", "lower", 30, 24],
    ["E", "Fewer client slips", "client", "client slips", "share", "lower", 0.10, 0.07],
    ["E", "Clients stay", "collective", "retention", "share", "higher", 0.80, 0.84],
    ["E", "Less hotline time", "collective", "hotline time", "hours", "lower", 1.0, 0.9],
]
_MONEY: Rows = [
    ["Target", "Volume a month", "Value per unit", "Start", "Capture status", "Destination"],
    [1.2, 8_000, 50, _LIVE, "sustained", "more volume"],
    [90, 100, 50, _LIVE, "potential", "reduced spend"],
    [3.5, 600, 50, _LIVE, "captured", "faster answers"],
    [7, 500, 2, _LIVE, "observed", None],
    [0.3, 500, 40, _LIVE, "observed", "avoided hire"],
    [0.2, 1_500, 40, None, "captured", "more volume"],
    [20, 8_800, 1, None, "observed", None],
    [0.05, 100, 0, None, "observed", None],
    [0.9, 100, 1_000, None, "observed", None],
    [0.8, 500, 48, None, "observed", "senior time"],
]
# Only C rests on estimates alone, so it fails E5 and is not tied to a measured outcome.
_PROOF: Rows = [
    ["Redeployed share", "Direct or indirect", "Evidence grade", "Source", "Owner"],
    [0.5, "direct", "measured with baseline", "time records", "Ana"],
    [None, "direct", "measured", "ledger", "Ana"],
    [0.5, "direct", "measured with baseline", "time records", "Ben"],
    [None, "direct", "estimated", "interviews", "Cem"],
    [0.5, "direct", "estimated", "interviews", "Cem"],
    [0.5, "direct", "measured with baseline", "time records", "Dora"],
    [None, "direct", "measured with baseline", "sessions", "Eva"],
    [None, "direct", "measured with baseline", "sessions", "Eva"],
    [None, "indirect", "estimated", "cohorts", "Eva"],
    [0.5, "direct", "measured with baseline", "time records", "Eva"],
]
# The hotline time of E is an effect inside, in T1: E straddles two tiers.
_KIND: Rows = [
    ["Tier of effect", "Value driver"],
    [None, "knowledge-worker hours"],
    [None, "reduced spend"],
    [None, "decision time"],
    [None, "support deflection"],
    [None, "knowledge-worker hours"],
    [None, "error reduction"],
    [None, "revenue"],
    [None, "error reduction"],
    [None, "other"],
    ["T1", "knowledge-worker hours"],
]
for _part in (_MONEY, _PROOF, _KIND):
    for _row, _more in zip(BENEFITS, _part, strict=True):
        _row.extend(_more)

#: Every kind of data of the three material initiatives. That A has no agent actions is stated.
#: B declares C3 zero and has no embedding: the first link of its chain that breaks.
PROCESSING: Rows = [
    ["Initiative", "Kind", "Region", "Processor", "Retention days", "Control owner"],
    ["A", "prompt", "EU", "Northwind AI", 30, "Ana"],
    ["A", "completion", "EU", "Northwind AI", 30, "Ana"],
    ["A", "embedding", "EU", "Northwind AI", 90, "Ana"],
    ["A", "log", "EU", "Northwind AI", 180, "Ana"],
    ["A", "agent action", None, "none", None, "Ana"],
    ["B", "prompt", "EU", "Northwind AI", 30, "Ben"],
    ["B", "log", "EU", "Meridian Cloud", 90, "Ben"],
    ["C", "prompt", "EU", "Meridian Cloud", 30, "Cem"],
    ["C", "completion", "EU", "Meridian Cloud", 30, "Cem"],
    ["C", "embedding", "EU", "Meridian Cloud", 60, "Cem"],
    ["C", "log", "EU", "Meridian Cloud", 90, "Cem"],
    ["C", "agent action", "EU", "Meridian Cloud", 90, "Cem"],
    ["D", "prompt", "EU", "Hansen Staffing", 30, "Dora"],
    ["E", "prompt", "US", "Insight Ltd", 30, "Eva"],
    ["E", "completion", "US", "Insight Ltd", 30, "Eva"],
    ["E", "embedding", "EU", "Insight Ltd", 60, "Eva"],
    ["E", "log", "EU", "Insight Ltd", 365, "Eva"],
    ["E", "agent action", "EU", "Insight Ltd", 365, "Eva"],
]

_VENDORS = ("Northwind AI", "Meridian Cloud", "Insight Ltd")
_STATED = ("Finance", "fixture", dt.date(2026, 3, 1))

#: Every shared driver stands still, so that only the lines' own errors are uncertain.
ASSUMPTIONS: Rows = [
    ["Driver", "Vendor", "Distribution", "P50", "Owner", "Source", "Date"],
    ["usage_growth", None, "point", 0, *_STATED],
    ["realisation", None, "point", 1, *_STATED],
    ["price_market", None, "point", 0, *_STATED],
    ["review_burden", None, "point", 1, *_STATED],
    ["wage_growth", None, "point", 0, *_STATED],
    ["data_growth", None, "point", 0, *_STATED],
    ["seat_growth", None, "point", 0, *_STATED],
    ["model_price_ratio", None, "point", 1, *_STATED],
    *[["price_trend", vendor, "point", 0, *_STATED] for vendor in _VENDORS],
    *[["price_event_size", vendor, "point", 1, *_STATED] for vendor in _VENDORS],
]

#: Decision age 12 as by default, but stated: the threshold's origin is this row.
SETTINGS: Rows = [
    ["Setting", "Value", "Date", "Source"],
    ["Portfolio name", "Fixture", None, None],
    ["Currency", "EUR", None, None],
    ["Decision date", dt.date(2026, 4, 1), None, None],
    ["Horizon months", 36, None, None],
    ["Discount rate", 0, None, None],
    ["Hurdle rate", 0.15, None, None],
    ["Headcount", 2_000, None, None],
    ["Channels declared zero", "data centre; private cloud", None, None],
    ["Funded items", "EP-1 Straight-through claims; EP-2 Service desk; EP-3 Insight", None, None],
    ["threshold decision_age_months", 12, dt.date(2026, 3, 1), "AI board, minutes of March"],
]
