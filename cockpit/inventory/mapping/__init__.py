"""Reading foreign headers: find the tables, suggest what is what, remember what was confirmed."""

from cockpit.inventory.mapping.confirmation import needs_confirmation
from cockpit.inventory.mapping.fit import Fitted, fit, recognise
from cockpit.inventory.mapping.model import (
    ColumnMapping,
    Mapping,
    MappingFileError,
    Period,
    TableMapping,
    from_json,
)
from cockpit.inventory.mapping.preview import PreviewColumn, TablePreview, preview
from cockpit.inventory.mapping.renewed import renewed
from cockpit.inventory.mapping.suggest import suggest
from cockpit.inventory.mapping.tables import FoundTable, find_tables

__all__ = [
    "ColumnMapping",
    "Fitted",
    "FoundTable",
    "Mapping",
    "MappingFileError",
    "Period",
    "PreviewColumn",
    "TableMapping",
    "TablePreview",
    "find_tables",
    "fit",
    "from_json",
    "needs_confirmation",
    "preview",
    "recognise",
    "renewed",
    "suggest",
]
