"""Which reader takes which file: one registry, by what the file is, not by its name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from cockpit.inventory.isolation import read_xlsx
from cockpit.inventory.raw import DETECTED, LIMITS, RawWorkbook, ReadOptions, UnreadableFileError

_SAVE_AS = (
    "Only .xlsx for now: open it in a spreadsheet program, save it as .xlsx, and upload that."
)


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file. ``recognise`` looks at the content; ``read`` gives raw sheets or raises."""

    name: str
    recognise: Callable[[bytes], bool]
    read: Callable[[bytes], RawWorkbook]


def _starts(*signatures: bytes) -> Callable[[bytes], bool]:
    return lambda data: data.startswith(signatures)


def _refuse(problem: str, remedy: str = _SAVE_AS) -> Callable[[bytes], RawWorkbook]:
    def read(data: bytes) -> RawWorkbook:
        raise UnreadableFileError(problem, remedy)

    return read


def _ole(data: bytes) -> RawWorkbook:
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise UnreadableFileError(
            "The file is protected by a password.",
            "Save a copy without a password and upload that.",
        )
    if any(stream.encode("utf-16-le") in data for stream in ("Workbook", "Book")):
        raise UnreadableFileError("This is a workbook in the old Excel format (.xls).", _SAVE_AS)
    raise UnreadableFileError(
        "This is a file in an old Office format, and not a workbook.", _SAVE_AS
    )


#: To read another format, add a row here; the first that recognises the content reads it.
FORMATS: tuple[Format, ...] = (
    Format(
        "empty file",
        lambda data: not data,
        _refuse("The file is empty (0 bytes).", "Save it again, then upload it."),
    ),
    Format("Excel workbook", _starts(b"PK\x03\x04", b"PK\x05\x06"), read_xlsx),
    Format("old Office file", _starts(bytes.fromhex("D0CF11E0A1B11AE1")), _ole),
    Format(
        "PDF",
        _starts(b"%PDF"),
        _refuse(
            "This is a PDF, not a workbook.",
            "Upload the spreadsheet that it was made from, as .xlsx.",
        ),
    ),
    Format(
        "web page or XML",
        lambda data: data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"),
        _refuse("This is a web page or an XML file, not a workbook, whatever its name says."),
    ),
    Format(
        "binary",
        lambda data: b"\0" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")),
        _refuse("This is not a workbook: its content is of an unknown kind."),
    ),
    Format(
        "text", lambda data: True, _refuse("This is a text file (CSV, perhaps), not a workbook.")
    ),
)


def read_raw(data: bytes, name: str = "", options: ReadOptions = DETECTED) -> RawWorkbook:
    """Raw sheets of a file, each format parsed in a process of its own.

    Parameters
    ----------
    data
        Content of the file; its kind is told by this alone.
    name
        Its name; a text file's sheet is called after it.
    options
        What the person states about a text file.

    Raises
    ------
    UnreadableFileError
        If no format reads it, or the file is too large or broken.
    """
    if len(data) > LIMITS.file_mb * 2**20:
        raise UnreadableFileError(
            f"The file is larger than {LIMITS.file_mb} MB.",
            "Remove pictures and sheets that are not needed, or split it.",
        )
    chosen = next(each for each in FORMATS if each.recognise(data))
    return chosen.read(data)
