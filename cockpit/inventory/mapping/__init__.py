"""Reading foreign headers: find the tables, suggest what is what, remember what was confirmed."""

from cockpit.inventory.mapping.model import (
    ColumnMapping,
    Mapping,
    MappingFileError,
    Period,
    TableMapping,
    from_json,
)
from cockpit.inventory.mapping.suggest import suggest
from cockpit.inventory.mapping.tables import FoundTable, find_tables

__all__ = [
    "ColumnMapping",
    "FoundTable",
    "Mapping",
    "MappingFileError",
    "Period",
    "TableMapping",
    "find_tables",
    "from_json",
    "suggest",
]
