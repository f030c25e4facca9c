"""Types in which the workbook contract is declared: sheets, columns, choices."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class ColumnType(StrEnum):
    """What a cell holds. :data:`cockpit.inventory.values.PARSERS` reads each."""

    TEXT = "text"
    TEXTS = "texts"
    NUMBER = "number"
    MONEY = "money"
    SHARE = "percentage"
    RATIO = "number or percentage"
    COUNT = "whole number"
    MONTHS = "months"
    DATE = "date"
    BOOLEAN = "yes or no"
    CHOICE = "choice"
    CHOICES = "choices"
    CURRENCY = "currency code"
    INITIATIVE = "initiative"


@dataclass(frozen=True, slots=True)
class Choice:
    """One allowed value: how it is written, what it means in code, what else is read as it."""

    text: str
    value: Any
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)  # each column is itself alone: hashed by identity
class Column:
    """One column of a sheet, or one key of the settings.

    Parameters
    ----------
    field
        Name in code, in the row models of :mod:`cockpit.inventory.rows`.
    header
        Name in the template; the reader ignores case, spaces and underscores.
    unit
        Unit of the value, empty where there is none.
    allowed
        Permitted values of a choice; empty for every other type.
    synonyms
        Other headers that are read as this column.
    minimum, maximum
        Inclusive bounds of a number; ``None`` for no bound.
    words
        Words that an ``initiative`` column takes besides ids and names.
    """

    field: str
    header: str
    type: ColumnType
    unit: str = ""
    allowed: tuple[Choice, ...] = ()
    required: bool = False
    synonyms: tuple[str, ...] = ()
    help: str = ""
    example: str | int | float = ""
    minimum: float | None = None
    maximum: float | None = None
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. ``name`` is the key in code, ``title`` the tab of the workbook.

    ``amounts`` are the fields of its columns of money.
    """

    name: str
    title: str
    help: str
    columns: tuple[Column, ...]
    required: bool = False
    synonyms: tuple[str, ...] = ()
    by_field: dict[str, Column] = field(init=False, repr=False, compare=False)
    amounts: tuple[str, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_field", {column.field: column for column in self.columns})
        money = (column.field for column in self.columns if column.type is ColumnType.MONEY)
        object.__setattr__(self, "amounts", tuple(money))


def choices(members: Iterable[StrEnum], **also: tuple[str, ...]) -> tuple[Choice, ...]:
    """Choices from an enumeration; ``also`` maps a member's name to other spellings.

    A member with a ``title`` (code and name) is written as its title, and its
    code or its label alone is read as well.
    """
    found = []
    for member in members:
        extra = also.get(member.name, ())
        title = getattr(member, "title", None)
        if isinstance(title, str):
            found.append(Choice(title, member, (member.value, member.label, *extra)))  # type: ignore[attr-defined]
        else:
            found.append(Choice(member.value, member, extra))
    return tuple(found)
