"""When a benefit counts as measured, and when as seen: one place for every assessment."""

from __future__ import annotations

from scenarios.portfolio import CaptureStatus, EvidenceGrade

#: Grades of evidence that rest on a measurement.
MEASURED = (EvidenceGrade.MEASURED, EvidenceGrade.MEASURED_WITH_BASELINE)
#: Statuses of a benefit that has come, in part at least; one that is potential is a plan.
SEEN = (CaptureStatus.OBSERVED, CaptureStatus.CAPTURED, CaptureStatus.SUSTAINED)
