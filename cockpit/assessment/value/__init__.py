"""The value grid and the scorecard “usage is not value”: six cells and five swaps."""

from __future__ import annotations

from cockpit.assessment.value.grid import CELLS
from cockpit.assessment.value.swaps import SWAPS

__all__ = ["CELLS", "SWAPS"]
