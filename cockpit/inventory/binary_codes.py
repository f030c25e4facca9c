"""Error codes that .xls and .xlsb share."""

from __future__ import annotations

_CODES = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}


def error_text(code: int) -> str:
    """What the spreadsheet program shows for an error code."""
    return _CODES.get(code, "#ERROR")
