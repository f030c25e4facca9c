"""The model price catalogue: what a million tokens cost, as dated data that a person may edit.

``model_prices.csv`` is a small extract with its source in every row; a person's own rows
stand beside it or in its place. A price is missing where it is blank; it is never zero.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from cockpit.inventory.values import fold

CATALOGUE_FILE = Path(__file__).with_name("model_prices.csv")

#: Most rows of a catalogue; a longer one is a file of something else.
MOST_ROWS = 2_000
#: Dearest price of a million tokens that is believed, in any currency.
MOST_PRICE = 100_000.0
_MOST_TEXT = 200
#: Where a price comes from when the person does not say.
OWN_SOURCE = "stated by you"

#: Header of each field, in the order of the file and of the screen.
COLUMNS: Mapping[str, str] = {
    "model": "Model",
    "vendor": "Vendor",
    "currency": "Currency",
    "input": "Input per million tokens",
    "cached": "Cached input per million tokens",
    "output": "Output per million tokens",
    "context": "Longest input, tokens",
    "as_of": "As of",
    "source": "Source",
    "licence": "Licence of the source",
}
HEADERS = tuple(COLUMNS.values())


@dataclass(frozen=True, slots=True)
class ModelPrice:
    """List price of a model for a million tokens.

    ``cached`` is ``None`` where no price of cached input is stated: it then costs what
    other input costs. ``context`` is the longest input in tokens.
    """

    model: str
    vendor: str
    currency: str
    input: float
    cached: float | None
    output: float
    context: int | None
    as_of: dt.date | None
    source: str
    licence: str = ""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Prices in the order of the file, and what of it could not be used, in sentences."""

    prices: tuple[ModelPrice, ...]
    problems: tuple[str, ...] = ()

    def named(self, model: str) -> ModelPrice | None:
        """The price of a model by its name, whatever its case and dashes."""
        wanted = fold(model)
        return next((each for each in self.prices if fold(each.model) == wanted), None)


@cache
def shipped() -> Catalogue:
    """The extract that comes with the tool.

    Raises
    ------
    ValueError
        If a row of it is not whole; a test holds that none is.
    """
    found = read_catalogue(CATALOGUE_FILE.read_bytes())
    if found.problems:
        raise ValueError(" ".join(found.problems))
    return found


def read_catalogue(content: bytes) -> Catalogue:
    """A catalogue from a CSV file with our headers; rows at fault are left out and said."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return Catalogue((), ("The file is not UTF-8 text. Save it as CSV in UTF-8.",))
    try:
        rows = list(csv.DictReader(io.StringIO(text, newline="")))
    except csv.Error as error:
        return Catalogue((), (f"The file cannot be read as CSV: {error}.",))
    needed = [COLUMNS[name] for name in ("model", "input", "output")]
    found = {fold(str(name)) for name in (rows[0] if rows else {})}
    missing = [header for header in needed if fold(header) not in found]
    if missing:
        return Catalogue(
            (),
            (
                f"No price was read: the column “{missing[0]}” is missing. Download the "
                "catalogue to see the columns it needs.",
            ),
        )
    return catalogue_of(rows, first_row=2)


def catalogue_of(rows: Sequence[Mapping[Any, Any]], first_row: int = 1) -> Catalogue:
    """A catalogue from rows by header; ``first_row`` is the number of the first in messages."""
    prices: dict[str, ModelPrice] = {}
    problems: list[str] = []
    if len(rows) > MOST_ROWS:
        problems.append(f"Only the first {MOST_ROWS:,} rows are used; the list has {len(rows):,}.")
    for place, row in enumerate(rows[:MOST_ROWS], start=first_row):
        values = {fold(str(key)): _text(value) for key, value in row.items() if key}
        cells = {name: values.get(fold(header), "") for name, header in COLUMNS.items()}
        if not any(cells.values()):
            continue
        price = _price(cells)
        if isinstance(price, str):
            problems.append(f"Row {place}: {price}")
        elif fold(price.model) in prices:
            problems.append(f"Row {place}: {price.model} stands twice; the first row is used.")
        else:
            prices[fold(price.model)] = price
    return Catalogue(tuple(prices.values()), tuple(problems))


def rows_of(prices: Iterable[ModelPrice]) -> list[list[Any]]:
    """The prices as rows in the order of :data:`HEADERS`, for a table or a download."""
    return [
        [p.model, p.vendor, p.currency, p.input, p.cached, p.output, p.context,
         None if p.as_of is None else p.as_of.isoformat(), p.source, p.licence]
        for p in prices
    ]  # fmt: skip


def _text(value: Any) -> str:
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value).strip()


def _price(cells: Mapping[str, str]) -> ModelPrice | str:
    """One row as a price, or what is wrong with it."""
    if not cells["model"]:
        return "the model has no name; the row is not used."
    if any(len(text) > _MOST_TEXT for text in cells.values()):
        return f"a text is longer than {_MOST_TEXT} signs; the row is not used."
    amounts: dict[str, float | None] = {}
    for name in ("input", "cached", "output"):
        if not cells[name]:
            if name != "cached":
                return f"{COLUMNS[name]} is blank; a blank is no price, so the row is not used."
            amounts[name] = None
            continue
        amount = _number(cells[name])
        if amount is None or not 0 <= amount <= MOST_PRICE:
            return (
                f"{COLUMNS[name]} must be a number from 0 to {MOST_PRICE:,.0f}; the row is not "
                "used."
            )
        amounts[name] = amount
    context = _number(cells["context"]) if cells["context"] else None
    if cells["context"] and (context is None or context < 1 or not context.is_integer()):
        return f"{COLUMNS['context']} must be a whole number; the row is not used."
    as_of = None
    if cells["as_of"]:
        try:
            as_of = dt.date.fromisoformat(cells["as_of"][:10])
        except ValueError:
            return f"{COLUMNS['as_of']} must be a day such as 2026-11-22; the row is not used."
    currency = cells["currency"].upper()
    if not re.fullmatch("[A-Z]{3}", currency):
        return "Currency must be a code of three letters such as USD; the row is not used."
    stated_in, stated_out = amounts["input"], amounts["output"]
    assert stated_in is not None
    assert stated_out is not None
    return ModelPrice(
        model=cells["model"],
        vendor=cells["vendor"],
        currency=currency,
        input=stated_in,
        cached=amounts["cached"],
        output=stated_out,
        context=None if context is None else int(context),
        as_of=as_of,
        source=cells["source"] or OWN_SOURCE,
        licence=cells["licence"],
    )


def _number(text: str) -> float | None:
    """A plain finite number with a point."""
    if not re.fullmatch(r"\d{1,15}(\.\d{1,12})?([eE][+-]?\d{1,2})?", text):
        return None
    value = float(text)
    return value if math.isfinite(value) else None
