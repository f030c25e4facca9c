"""Fixtures that several parts of the tests share."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

from sample_data import BROKEN, MINIMAL, SAMPLE
from scenarios.portfolio import (
    Behaviour,
    BenefitLine,
    CaptureStatus,
    CostLayer,
    CostLine,
    EvidenceGrade,
    Initiative,
    Portfolio,
)

# A commit passes or fails by what it holds, not by luck or a busy machine: the examples are the
# same at every run, and none is timed. To search further: ``--hypothesis-profile=search`` draws
# fresh ones, ``--hypothesis-seed`` names them.
settings.register_profile("repeatable", derandomize=True, deadline=None, database=None)
settings.register_profile("search", deadline=None, print_blob=True)
settings.load_profile("repeatable")


@pytest.fixture(scope="session")
def sample_path() -> Path:
    """The sample portfolio: seven sheets, two dozen initiatives."""
    return SAMPLE


@pytest.fixture(scope="session")
def minimal_path() -> Path:
    """One sheet with name, annual cost and annual benefit."""
    return MINIMAL


@pytest.fixture(scope="session")
def broken_path() -> Path:
    """A workbook with planted defects."""
    return BROKEN


@pytest.fixture(scope="session")
def tiny_portfolio() -> Portfolio:
    """Two initiatives whose economics can be worked out on paper, without discounting.

    "Assistant" costs 1,000 (tokens of one vendor) + 500 (staff) a month and brings
    3,000 a month, captured: over 36 months 54,000 and 108,000, ROI 100 %, payback
    in month 1. "Archive" costs 100 a month and states no benefit. Together
    57,600 and 108,000: ROI 87.5 %.
    """
    return Portfolio(
        name="Tiny",
        currency="EUR",
        discount_rate=0.0,
        hurdle_rate=0.15,
        horizon_months=36,
        initiatives=(Initiative("A", "Assistant", vendor="Vendor"), Initiative("B", "Archive")),
        costs=(
            CostLine(
                "A-C2",
                "A",
                CostLayer.C2,
                "Tokens",
                1_000.0,
                Behaviour.TOKENS,
                vendor="Vendor",
                start_month=1,
                actual=True,
            ),
            CostLine(
                "A-C6",
                "A",
                CostLayer.C6,
                "Support",
                500.0,
                Behaviour.STAFF,
                start_month=1,
                actual=True,
            ),
            CostLine("B-C1", "B", CostLayer.C1, "Storage", 100.0, start_month=1, actual=True),
        ),
        benefits=(
            BenefitLine(
                "A-1",
                "A",
                "Less rework",
                300.0,
                1.0,
                10.0,
                start_month=1,
                capture_status=CaptureStatus.CAPTURED,
                grade=EvidenceGrade.MEASURED,
            ),
        ),
    )
