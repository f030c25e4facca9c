"""Views for those who answer for AI: what each must act on, from the data."""

from __future__ import annotations

from cockpit.assessment.answer import Entry
from cockpit.assessment.stakeholders.actions import ACTIONS
from cockpit.assessment.stakeholders.alignment import COO
from cockpit.assessment.stakeholders.coverage import CISO
from cockpit.assessment.stakeholders.funnel import CDO
from cockpit.assessment.stakeholders.headroom import CTO
from cockpit.assessment.stakeholders.metric_levels import METRICS
from cockpit.assessment.stakeholders.trust import TRUST
from cockpit.assessment.stakeholders.value_drivers import CFO

__all__ = ["ACTIONS", "CDO", "CFO", "CISO", "COO", "CTO", "METRICS", "TRUST", "VIEWS"]

#: Every view, in the order of the page.
VIEWS: tuple[Entry, ...] = (CFO, CISO, CTO, CDO, *TRUST, COO, ACTIONS, METRICS)
