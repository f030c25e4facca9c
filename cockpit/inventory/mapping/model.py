"""What a mapping says: which column of theirs is which of ours, and how its cells are read.

Rows count from 1, as the person sees them; columns (``place``) count from 0. A mapping
is a plain, frozen value that travels as JSON; nothing in it is a cell of the file but
headers and the words of choice columns.
"""

from __future__ import annotations

from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from cockpit.inventory.vocabulary import DateOrder, DatesAs, NumberLocale

#: Written into every exported mapping; a file of another version is refused in words.
VERSION = 1


class MappingFileError(ValueError):
    """A file that holds no mapping that can be used; the text is for a person."""


class Period(StrEnum):
    """The time that an amount or a count of theirs covers."""

    SECOND = "second"
    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"

    @property
    def a_year(self) -> float:
        """How many of them a year has, by 365 days and twelve equal months."""
        return _A_YEAR[self]


_A_YEAR = {
    Period.SECOND: 365 * 86_400.0,
    Period.MINUTE: 365 * 1_440.0,
    Period.HOUR: 365 * 24.0,
    Period.DAY: 365.0,
    Period.WEEK: 365 / 7,
    Period.MONTH: 12.0,
    Period.QUARTER: 4.0,
    Period.YEAR: 1.0,
}


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class ColumnMapping(_Frozen):
    """One column of theirs.

    ``field`` is the column of the contract, ``None`` where it is kept as an extra column.
    ``factor`` turns their numbers into our unit (1,000 for k€), beside ``period``, the
    time that their number covers. ``values`` holds, for each word of theirs, the word of
    ours; ``""`` leaves the cell blank and keeps their word as an extra column.
    ``dates_as`` says what a bare year or serial day in a column of dates means.
    ``confidence`` (0 to 1) and ``why`` are those of the suggestion.
    """

    place: int = Field(ge=0)
    header: str
    field: str | None = None
    currency: str | None = None
    factor: float = Field(default=1.0, gt=0)
    period: Period | None = None
    values: dict[str, str] = Field(default_factory=dict)
    number_locale: NumberLocale | None = None
    date_order: DateOrder | None = None
    dates_as: DatesAs | None = None
    confidence: float = Field(default=0.0, ge=0, le=1)
    why: str = ""


class TableMapping(_Frozen):
    """One table on a tab; ``sheet`` is the contract's, ``""`` where it is not read.

    ``header_row`` is the last of ``header_rows`` rows of headers; ``last_row`` is inclusive.
    ``skip_rows`` are rows in between that the person leaves out, such as totals. ``constants``
    holds, by field of the contract, the one value that the person states for all rows where no
    column supplies it (see :mod:`cockpit.inventory.mapping.constants`).
    """

    tab: str
    sheet: str
    header_row: int = Field(ge=1)
    header_rows: int = Field(default=1, ge=1, le=3)
    first_row: int = Field(ge=1)
    last_row: int = Field(ge=0)
    columns: tuple[ColumnMapping, ...]
    skip_rows: tuple[int, ...] = ()
    constants: dict[str, str] = Field(default_factory=dict)

    def column_of(self, field: str) -> ColumnMapping | None:
        """Their column for a field of the contract."""
        return next((column for column in self.columns if column.field == field), None)


class Mapping(_Frozen):
    """How one kind of file is read. ``signature`` recognises the same headers next time."""

    name: str = ""
    signature: str = ""
    tables: tuple[TableMapping, ...] = ()
    number_locale: NumberLocale | None = None
    date_order: DateOrder | None = None
    version: int = VERSION

    @field_validator("version")
    @classmethod
    def _known(cls, version: int) -> int:
        if version != VERSION:
            raise ValueError(f"version {version} is not known; this cockpit reads {VERSION}")
        return version

    def to_json(self) -> str:
        """The mapping as JSON, for a file that a person may edit."""
        return self.model_dump_json(indent=2) + "\n"


def from_json(text: str | bytes) -> Mapping:
    """The mapping that :meth:`Mapping.to_json` wrote.

    Raises
    ------
    MappingFileError
        If the text is no such mapping, with the first thing that is wrong.
    """
    try:
        return Mapping.model_validate_json(text)
    except ValidationError as error:
        raise MappingFileError(_in_words(error)) from error


def _in_words(error: ValidationError) -> str:
    """What keeps a text from being a mapping, and what to do."""
    first = error.errors()[0]
    place = ".".join(str(part) for part in first["loc"])
    remedy = "Choose a file that was downloaded here as “Mapping as file”."
    if first["type"] == "json_invalid":
        return f"This is not a mapping: it is no JSON text. {remedy}"
    if first["type"] == "extra_forbidden":
        return f"This is not a mapping: it holds {place!r}, which no mapping has. {remedy}"
    reason = first["msg"].removeprefix("Value error, ").rstrip(".")
    return f"This is not a mapping to use: at {place or 'its beginning'}, {reason}. {remedy}"
