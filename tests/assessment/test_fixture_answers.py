"""What the fixture answers, worked out by hand from the rows and never from the code."""

from __future__ import annotations

import math
import re

import pytest

from cockpit.assessment.answer import Status, figure_text
from tests.assessment.fixture import answer, entries

#: Key → figure. Weights by cost: A 0.4, B 0.2, C 0.1, D 0.1, E 0.2.
EXPECTED: dict[str, float] = {
    # An estimate among its cost rows keeps D from E1; all else is a booked actual.
    "E1": 0.9,
    "E2": 1.0,
    "E3": 1.0,
    # Items of B and C are not in the register: 0.4 + 0.1 + 0.2.
    "E4": 0.7,
    # The benefits of C are observed, but only estimated: 0.4 + 0.2 + 0.1 + 0.2.
    "E5": 0.9,
    # 100,000 a month
    "Q1": 1_200_000,
    # All but C have a measured outcome with baseline and current: 1,080,000 of 1,200,000.
    "Q2": 0.9,
    # A, C and E
    "Q4": 3,
    # 3 systems × 5 kinds × 4 attributes, all filled
    "Q5": 1.0,
    # Freed: A 8,000 × 0.5 = 4,000, B 600, C 50, D 300, E 50; burden 500, 200, 100, 100, 70.
    # 3,500 + 400 − 50 + 200 − 20
    "Q6": 4_030,
    # A, D and E have fewer steps or handoffs and a shorter cycle; B is as long-winded as before,
    # C takes longer.
    "Q7": 3,
    # Of the material ones C is recorded as optimise, and loses four fifths of what it costs.
    "Q8": 1,
    # 1,000 → 900 tasks
    "Q9": -0.10,
    # Acceptance, incidents, CSAT and named accountability improve, overrides rise: 4 of 5.
    "Q10": 0.8,
    # median of 0.20 (B reading), 0.25 (A drafting), 0.30 (A error rate)
    "grid-T1-individual": 0.25,
    # median of throughput 0.01 … 0.05, agency pages 0.02, hotline time of E (an effect in T1) 0.10
    "grid-T1-collective": 0.03,
    # median of 0.10 (first contact), 0.20 (waiting), 0.25 (resolution)
    "grid-T2-individual": 0.20,
    # median of 0.10 (handling), 0.20 (agent time), 0.40 (sorting)
    "grid-T2-collective": 0.20,
    # 0.10 (automation), 0.20 (client task time, stated twice), 0.30 (slips), 0.40 (adoption)
    "grid-T3-individual": 0.25,
    # median of 0.05 (retention, indirect), 0.10 (churn), 0.15 (NPS)
    "grid-T3-collective": 0.10,
    # C gets slower and reworks more; the four others improve at least two of three.
    "swap-users": 0.8,
    # Acceptance rises for A (0.76 → 0.94), B (0.80 → 0.83), D (0.90 → 0.91); it falls for
    # C (0.80 → 0.70) and E (0.90 → 0.86).
    "swap-prompts": 0.6,
    # A 10 → 8 days, B 10 → 12
    "swap-summaries": 0.5,
    # A and D spend less on review and rework; B reviews faster and reworks more.
    "swap-uploads": 2 / 3,
    # A, B, C, D and E say what their freed hours became.
    "swap-hours": 1.0,
    # 271,600 ÷ 100,000 − 1
    "cfo-roi": 1.716,
    # C: 0.9, 0.8, 0.7, 0.6, 0.9; E: 1.0, 0.9, 0.8, 0.9, 0.7
    "ciso-coverage": 0.6,
    # A: 2,100 of 3,000 at 15 % a month; the next is C with ln 2 ÷ ln 1.05 = 14.2
    "cto-capacity": math.log(3_000 / 2_100) / math.log(1.15),
    # 1,900/2,000 = 0.95, 1,200/1,900 = 0.63, 360/1,200 = 0.30, 108/360 = 0.30, 81/108 = 0.75.
    # Over their healthy values 0.90, 0.60, 0.40, 0.25, 0.50 the third is the weakest.
    "cdo-funnel": 0.30,
    # EP-1, EP-2 and EP-3 are in the register: A, D and E.
    "coo-alignment": 0.7,
    # Rework of C 0.25 beyond 0.20, incidents 8 at 8; review hours of A amber, rework of A green.
    "thresholds-action": 2,
    # Of 124 (the second team's row of a habit is the same metric) on M3: target cost 5, latency 2,
    # explained 2, coverage 10, CSAT, rely, recommend = 22; on M4: churn, NPS, accountability,
    # tasks, training, promotions = 6
    "metric-maturity": 28 / 124,
    # explained decisions A 0.8 and D 0.7, transparency coverage C 0.9 and E 1.0
    "trust-transparency": 0.85,
    # 15 rows of A, C and E, each with an owner
    "trust-control": 1.0,
    # all but the 4,000 of C: 307,200 of 311,200
    "trust-measurement": 307_200 / 311_200,
    "trust-value": 271_600 / 311_200,
}


@pytest.mark.parametrize("key", EXPECTED)
def test_figure(key: str) -> None:
    found = answer(key)
    assert found.status is Status.ANSWERED, (found.sentence, found.columns)
    # The middle one of so many equal slices is not quite the median.
    slack = {"cto-capacity": 2e-3}.get(key, 1e-9)
    assert found.figure == pytest.approx(EXPECTED[key], rel=slack)


def test_every_entry_is_expected() -> None:
    assert set(entries()) - set(EXPECTED) == {"Q3"}


@pytest.mark.parametrize("key", entries())
def test_the_sentence_holds_the_figure(key: str) -> None:
    found = answer(key)
    digits = re.search(r"\d[\d,.]*", figure_text(found, "EUR"))
    assert digits is not None
    assert digits.group() in found.sentence, found.sentence
    assert found.rows, "an answer names the rows that it rests on"


def test_stress() -> None:
    """Every single stress leaves a wide margin.

    Tenfold usage is the dearest: usage-driven cost of 26,000 a month becomes 260,000 beside
    74,000, value doubles (10 to the 0.3): 542 on 334 thousand, ROI 0.62 when fully reached.
    """
    found = answer("Q3")
    assert found.status is Status.ANSWERED, found.columns
    assert found.figure is not None
    assert found.figure > 0.99
