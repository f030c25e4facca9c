"""Which reader takes which file: one registry, by what the file is, not by its name.

:func:`read_raw` is called by the rest of the program and hands every file to a child
process; :func:`read_here` is what that process runs.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from cockpit.inventory.raw import (
    DETECTED,
    LIMITS,
    Limits,
    RawWorkbook,
    ReadOptions,
    UnreadableFileError,
)

if TYPE_CHECKING:
    from cockpit.inventory.extracted import Extract

_SAVE_AS = "Open it in a spreadsheet program, save it as .xlsx, and upload that."
_UNPACK = "Unpack it and upload the file inside, or a .zip of .csv files."

Reader = Callable[[bytes, str, ReadOptions, Limits], "Extract"]


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file. ``recognise`` looks at the content; ``read`` gives sheets or raises."""

    name: str
    recognise: Callable[[bytes], bool]
    read: Reader


def _starts(*signatures: bytes) -> Callable[[bytes], bool]:
    return lambda data: data.startswith(signatures)


def _starts_text(*words: bytes) -> Callable[[bytes], bool]:
    return lambda data: data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(words)


def _reader(place: str) -> Reader:
    """A reader by its module and name, imported for the file that needs it.

    The child process reads one file, and its imports would take a third of its time.
    """
    module, _, function = place.rpartition(".")

    def read(data: bytes, name: str, options: ReadOptions, limits: Limits) -> Extract:
        chosen: Reader = getattr(import_module(f"cockpit.inventory.{module}"), function)
        return chosen(data, name, options, limits)

    return read


def _refuse(problem: str, remedy: str = _SAVE_AS) -> Reader:
    def read(data: bytes, name: str, options: ReadOptions, limits: Limits) -> Extract:
        raise UnreadableFileError(problem, remedy)

    return read


def _no_text(data: bytes) -> bool:
    from cockpit.inventory.text_encoding import looks_like_text

    return not looks_like_text(data)


def _not_a_workbook(what: str) -> Reader:
    return _refuse(
        f"This is {what}, not a workbook, whatever its name says.",
        "Put the data into a spreadsheet and save it as .xlsx.",
    )


#: Packages by a member that only they have; the first that fits reads the file.
PACKAGES: tuple[tuple[str, Reader], ...] = (
    ("xl/workbook.xml", _reader("xlsx.read_xlsx")),
    ("xl/workbook.bin", _reader("xlsb.read_xlsb")),
    ("word/document.xml", _not_a_workbook("a Word document")),
    ("ppt/presentation.xml", _not_a_workbook("a PowerPoint presentation")),
    ("content.xml", _reader("ods.read_ods")),
    (
        "Index/Document.iwa",
        _refuse("This is an Apple Numbers file.", "Export it from Numbers as Excel."),
    ),
)


def _read_zip(data: bytes, name: str, options: ReadOptions, limits: Limits) -> Extract:
    from cockpit.inventory.zip_check import checked_copy

    data = checked_copy(data, limits)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        members = package.namelist()
    for member, read in PACKAGES:
        if member in members:
            return read(data, name, options, limits)
    if "[Content_Types].xml" in members:
        raise UnreadableFileError(
            "This is an Office package without a list of sheets: it is damaged or no workbook.",
            _SAVE_AS,
        )
    return _reader("archive.read_archive")(data, name, options, limits)


#: To read another format, add a row here; the first that recognises the content reads it.
FORMATS: tuple[Format, ...] = (
    Format(
        "empty file",
        lambda data: not data,
        _refuse("The file is empty (0 bytes).", "Save it again, then upload it."),
    ),
    Format("workbook or archive", _starts(b"PK\x03\x04", b"PK\x05\x06"), _read_zip),
    Format("old Office file", _starts(bytes.fromhex("D0CF11E0A1B11AE1")), _reader("xls.read_xls")),
    Format(
        "workbook of Excel 2 to 4",
        _starts(b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00"),
        _refuse("This is a workbook of a very old Excel (version 2 to 4)."),
    ),
    Format(
        "PDF",
        _starts(b"%PDF"),
        _refuse(
            "This is a PDF, not a workbook.",
            "Upload the spreadsheet that it was made from, as .xlsx.",
        ),
    ),
    Format(
        "packed file",
        _starts(
            b"\x1f\x8b", b"7z\xbc\xaf\x27\x1c", b"Rar!", b"BZh", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd"
        ),
        _refuse("This is a packed file of a kind that is not opened here.", _UNPACK),
    ),
    Format(
        "Parquet",
        _starts(b"PAR1"),
        _refuse(
            "This is a Parquet file, which holds no inventory.",
            "Upload a cost export on the page Actual cost; save an inventory as .xlsx.",
        ),
    ),
    Format("rich text", _starts(b"{\\rtf"), _not_a_workbook("a text document (RTF)")),
    Format(
        "picture",
        _starts(b"\x89PNG", b"\xff\xd8\xff", b"GIF8"),
        _not_a_workbook("a picture"),
    ),
    Format(
        "web page or XML",
        _starts_text(b"<"),
        _refuse("This is a web page or an XML file, not a workbook, whatever its name says."),
    ),
    Format(
        "JSON",
        _starts_text(b'{"', b"[{", b"{\n", b"{\r\n"),
        _refuse("This is a JSON file, not a workbook.", "Save the data as .xlsx or .csv."),
    ),
    Format(
        "binary",
        _no_text,
        _refuse("This is not a workbook: its content is of an unknown kind."),
    ),
    Format("text", lambda data: True, _reader("text_files.read_text")),
)


def read_here(data: bytes, name: str, options: ReadOptions, limits: Limits) -> Extract:
    """Read in this very process; only the child process does so.

    Raises
    ------
    UnreadableFileError
        If no format reads the file, or it is too large or broken.
    """
    chosen = next(each for each in FORMATS if each.recognise(data))
    return chosen.read(data, name, options, limits)


def read_raw(
    data: bytes, name: str = "", options: ReadOptions = DETECTED, limits: Limits = LIMITS
) -> RawWorkbook:
    """Raw sheets of a file, parsed in a process of its own.

    What the cockpit itself added to a file that it handed back for correction is left out.

    Parameters
    ----------
    data
        Content of the file; its kind is told by this alone.
    name
        Its name; the sheet of a text file is called after it.
    options
        What the person states about a text file.
    limits
        The most that the file may be.

    Raises
    ------
    UnreadableFileError
        If no format reads it, or the file is too large or broken.
    """
    if len(data) > limits.file_mb * 2**20:
        raise UnreadableFileError(
            f"The file is larger than {limits.file_mb} MB.",
            "Remove pictures and sheets that are not needed, or split it.",
        )
    from cockpit.inventory.isolation import read_apart  # the child process needs none of them
    from cockpit.inventory.marks import without_marks

    return without_marks(read_apart(data, name, options, limits))
