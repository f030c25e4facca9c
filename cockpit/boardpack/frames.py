"""A table of a page as a table of the pack: the same values, and the same words for each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from cockpit import wording
from cockpit.boardpack.model import Cell, Column, Table, Value

#: How a page words the values of a column, by its heading.
Formats = Mapping[str, Callable[[Any], str]]


@dataclass(frozen=True, slots=True)
class Field:
    """A column of a page's table, by its heading there, and what it is in the pack.

    ``blank`` is how a missing value reads.
    """

    heading: str
    column: Column
    blank: str = wording.NA


def table_of(
    key: str,
    title: str,
    frame: pd.DataFrame,
    fields: Sequence[Field],
    formats: Formats,
    *,
    shown: int = 12,
    note: str = "",
    repeats: str = "",
) -> Table:
    """The rows of ``frame`` in their order, worded by ``formats`` as on the page.

    ``repeats`` is the key of the chart that draws the same figures.
    """
    columns = [
        [_cell(value, field, formats.get(field.heading, str)) for value in frame[field.heading]]
        for field in fields
    ]
    return Table(
        key,
        title,
        tuple(field.column for field in fields),
        tuple(zip(*columns, strict=True)),
        shown,
        note,
        repeats=repeats,
    )


def _cell(value: Any, field: Field, words: Callable[[Any], str]) -> Cell:
    if pd.isna(value) or (isinstance(value, float) and not np.isfinite(value)) or value == "":
        return Cell(None, field.blank)
    plain: Value = value.item() if isinstance(value, np.generic) else value
    if isinstance(plain, dt.datetime):
        plain = plain.date()
    return Cell(plain, words(value))
