"""A file and what was read of it: its portfolio, its problems and where it came from."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from cockpit.inventory.corrections import apply
from cockpit.inventory.formats import read_raw
from cockpit.inventory.intake import AS_IT_STANDS, Intake
from cockpit.inventory.portfolio_from import portfolio_of
from cockpit.inventory.raw import RawWorkbook, UnreadableFileError
from cockpit.inventory.reader import read_workbook, unreadable
from cockpit.inventory.reading import NO_CURRENCY, Reading
from cockpit.inventory.tie_out import RowTally, tie_out
from scenarios.portfolio import Portfolio


@dataclass(frozen=True, slots=True)
class Upload:
    """A file of this session; ``digest`` is the SHA-256 of its content.

    ``intake`` says how it is to be read: the same file under another intake is other
    data. ``served`` says that the cockpit was started with it, for whoever opens the page: what
    the screen hides must not leave in a file, either.
    """

    name: str
    content: bytes
    digest: str
    intake: Intake = AS_IT_STANDS
    served: bool = False


@dataclass(frozen=True)
class Dataset:
    """A workbook as read: its portfolio, its problems and where it came from.

    ``digest`` is the hash of what was read; of the file's bytes where nothing
    could be. ``portfolio`` holds the accepted rows: none where the file as a
    whole could not be read. ``rows`` tells what became of every row of the file.
    """

    digest: str
    name: str
    reading: Reading
    portfolio: Portfolio
    is_sample: bool
    rows: tuple[RowTally, ...] = ()

    @property
    def unreadable(self) -> str:
        """Why the file could not be read as a whole; empty when it could."""
        if self.reading.inventory is not None:
            return ""
        reasons = " ".join(f"{issue.problem} {issue.remedy}" for issue in self.reading.issues[:1])
        return f"{self.name} could not be read. {reasons}"


def cells(upload: Upload) -> RawWorkbook | UnreadableFileError:
    """The cells of a file as it holds them, or why it cannot be read as a whole."""
    try:
        return read_raw(upload.content, upload.name, upload.intake.options)
    except UnreadableFileError as error:
        return error


def read(found: RawWorkbook | UnreadableFileError, upload: Upload, *, is_sample: bool) -> Dataset:
    """The rows of these cells with the corrections made, as a portfolio."""
    # Only a workbook that states no decision date is read as of today.
    today = dt.date.today()
    name = upload.name
    rows: tuple[RowTally, ...] = ()
    if isinstance(found, UnreadableFileError):
        reading = unreadable(name, found)
    else:
        reading = read_workbook(found, name, today, upload.intake)
        rows = tie_out(apply(found, upload.intake.corrections), reading)
    digest = reading.data_hash or upload.digest
    if reading.inventory is None:
        portfolio = Portfolio(
            name=name, currency=NO_CURRENCY, initiatives=(), data_hash=digest, source_name=name
        )
    else:
        portfolio = portfolio_of(reading, today)
    return Dataset(digest, name, reading, portfolio, is_sample, rows)
