"""How one file is to be read: what the person stated, mapped and corrected."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, replace

from cockpit.inventory.corrections import Correction
from cockpit.inventory.mapping.model import Mapping
from cockpit.inventory.raw import DETECTED, ReadOptions


@dataclass(frozen=True)
class Intake:
    """Everything that turns the same bytes into another reading.

    Without a mapping the names and synonyms of the contract are read, as in our own
    workbook. Corrections are applied before the mapping, in their order.
    """

    options: ReadOptions = DETECTED
    mapping: Mapping | None = None
    corrections: tuple[Correction, ...] = ()

    def digest(self) -> str:
        """SHA-256 of the whole as canonical JSON; for the keys of caches."""
        parts = {
            "options": {key: value or "" for key, value in asdict(self.options).items()},
            "mapping": self.mapping.model_dump(mode="json") if self.mapping else "",
            "corrections": [asdict(each) for each in self.corrections],
        }
        text = json.dumps(parts, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
        return hashlib.sha256(text.encode("ascii")).hexdigest()

    def with_mapping(self, mapping: Mapping | None) -> Intake:
        """The same with another mapping."""
        return replace(self, mapping=mapping)


#: Nothing stated, nothing mapped, nothing corrected.
AS_IT_STANDS = Intake()
