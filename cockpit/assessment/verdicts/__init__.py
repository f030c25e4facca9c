"""Computed verdicts: stop, scale, renegotiate, replatform, optimise or contain."""

from cockpit.assessment.verdicts.finding import NextEvidence, VerdictFinding, findings, judge
from cockpit.assessment.verdicts.rules import RULES, EvidenceValue, Rule, Ruling

__all__ = [
    "RULES",
    "EvidenceValue",
    "NextEvidence",
    "Rule",
    "Ruling",
    "VerdictFinding",
    "findings",
    "judge",
]
