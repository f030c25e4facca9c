"""A cost export as a stream of blocks: CSV (also .gz and .zip) and Parquet, bounded memory.

Called in the child process only. A block holds a few thousand rows of every column, as
dictionary arrays (text) or binary arrays (money), in the order of the file.
"""

from __future__ import annotations

import codecs
import csv
import gzip
import io
import itertools
import json
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import IO, Any

import pyarrow as pa
import pyarrow.csv as pacsv
import pyarrow.parquet as pq

from cockpit import wording
from cockpit.actuals.amounts import DecimalSign, decimal_sign
from cockpit.actuals.columns import AMOUNTS, FoundColumns, find_columns, other_dataset
from cockpit.actuals.cost_export import BadRow
from cockpit.actuals.google import before_credits, net_of_credits, refused_credits, with_credits
from cockpit.inventory.raw import UnreadableFileError

#: A row longer than a block cannot be read.
BLOCK_BYTES = 8 * 2**20
_HEAD_BYTES = 2**20
_HEAD_ROWS = 10_000
_MOST_COLUMNS = 2_000
_MOST_MEMBERS = 2_000
_MOST_RATIO = 200
_RATIO_FROM = 5 * 2**20
_PARQUET_ROWS = 32_768
_MOST_LISTED = 20
_DELIMITERS = ",;\t|"
_EXPORT_ANEW = "Export the data anew and load that."

TEXT = pa.dictionary(pa.int32(), pa.binary())


@dataclass
class Source:
    """What is read, and what was found on the way; ``blocks`` may be walked once."""

    format: str
    headers: list[str]
    found: FoundColumns
    blocks: Iterator[list[pa.Array]]
    decimal: DecimalSign = "."
    skipped: list[int] = field(default_factory=list)
    bad_rows: list[BadRow] = field(default_factory=list)


def open_source(file: IO[bytes], size: int, name: str, most_bytes: int) -> Source:
    """Look at the first bytes and open what they say.

    Parameters
    ----------
    most_bytes
        Most that a packed file may unfold to.

    Raises
    ------
    UnreadableFileError
        In words for a person.
    """
    start = file.read(4)
    file.seek(0)
    if not size:
        raise UnreadableFileError("The file is empty.", _EXPORT_ANEW)
    if start == b"PAR1":
        return _parquet(file)
    if start == b"PK\x03\x04":
        return _zip(file, most_bytes)
    if start[:2] == b"\x1f\x8b":
        packed = gzip.GzipFile(fileobj=file)
        return _csv(_Inflating(packed, file.tell, most_bytes), "gzip-compressed CSV")
    return _csv(file, "CSV")


class _Inflating(io.RawIOBase):
    """Unpacks a stream and counts while it does; a bomb ends in a sentence."""

    def __init__(
        self, stream: IO[bytes] | gzip.GzipFile, packed: Callable[[], int], most: int
    ) -> None:
        self._stream, self._packed, self._most, self._given = stream, packed, most, 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        try:
            data = self._stream.read(size if size >= 0 else BLOCK_BYTES)
        except (EOFError, OSError, zipfile.BadZipFile, ValueError) as error:
            raise UnreadableFileError(
                "The compressed file is damaged or was cut off.", _EXPORT_ANEW
            ) from error
        self._given += len(data)
        ratio = self._given / max(self._packed(), 1)
        if self._given > self._most or (self._given > _RATIO_FROM and ratio > _MOST_RATIO):
            raise UnreadableFileError(
                f"The compressed file unfolds to more than {self._given / 2**20:,.0f} MB from "
                f"{self._packed() / 2**20:,.1f} MB, more than any cost export.",
                "Load the export without compression.",
            )
        return data


def _zip(file: IO[bytes], most_bytes: int) -> Source:
    try:
        package = zipfile.ZipFile(file)
        members = [each for each in package.infolist() if not each.is_dir()]
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise UnreadableFileError("The file is damaged or was cut off.", _EXPORT_ANEW) from error
    names = [member.filename for member in members]
    if "[Content_Types].xml" in names:
        raise UnreadableFileError(
            "This is a workbook, not a cost export.",
            "Load it on the Data page, or save its sheet as CSV and load that here.",
        )
    tables = [each for each in members if each.filename.lower().endswith((".csv", ".tsv", ".txt"))]
    tables = [each for each in tables if "__MACOSX" not in each.filename]
    if len(tables) != 1 or len(members) > _MOST_MEMBERS:
        raise UnreadableFileError(
            f"The archive holds {wording.count(len(tables), 'CSV file')}; one is needed.",
            "Unpack it and load its files one after the other.",
        )
    chosen = tables[0]
    if chosen.flag_bits & 0x1:
        raise UnreadableFileError("The archive has a password.", "Unpack it and load the CSV file.")
    stream = package.open(chosen)
    packed = max(chosen.compress_size, 1)
    return _csv(_Inflating(stream, lambda: packed, most_bytes), "CSV in a .zip archive")


def _csv(stream: IO[bytes] | _Inflating, kind: str) -> Source:
    head = _read_full(stream, _HEAD_BYTES)
    decoder, encoding = None, "UTF-8"
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "UTF-16"
        decoder = codecs.getincrementaldecoder("utf-16")()
        head = _decoded(decoder, head)
    head = head.removeprefix(codecs.BOM_UTF8)
    if b"\0" in head:
        raise UnreadableFileError(
            "This is no text: a cost export is CSV or Parquet.", "Load the export itself."
        )
    begin, end = _header_line(head)
    line = head[begin:end]
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError:
        text, encoding = line.decode("cp1252", "replace"), "Windows-1252"
    delimiter = max(_DELIMITERS, key=lambda sign: len(find_columns(_cut(text, sign)).places))
    headers = _cut(text, delimiter)
    _check_headers(headers)
    found = find_columns(headers)
    if before_credits(headers, found) is not None:
        raise refused_credits()
    word = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}[delimiter]
    source = Source(f"{kind}, {encoding}, separated by {word}", headers, found, iter(()))
    shown = decimal_sign(_head_amounts(head[end:], delimiter, found))
    # Semicolons separate where the comma is taken: there, a file must show its sign.
    source.decimal = shown or ("" if delimiter == ";" else ".")
    source.blocks = _csv_blocks(_Tail(head[end:], stream, decoder), delimiter, source)
    return source


def _head_amounts(body: bytes, delimiter: str, found: FoundColumns) -> Iterator[str]:
    """Amounts in the first rows, as they stand."""
    places = [found.places[name] for name in AMOUNTS if name in found.places]
    if len(body) > _HEAD_BYTES // 2:  # the last row may be cut off within an amount
        body = body[: body.rfind(b"\n") + 1]
    text = io.StringIO(body.decode("utf-8", "replace"), newline="")
    try:
        for cells in itertools.islice(csv.reader(text, delimiter=delimiter), _HEAD_ROWS):
            yield from (cells[place].strip() for place in places if place < len(cells))
    except csv.Error:  # the rows before it say what they say
        return


def _read_full(stream: IO[bytes] | _Inflating, size: int) -> bytes:
    parts, left = [], size
    while left > 0 and (part := stream.read(left)):
        parts.append(part)
        left -= len(part)
    return b"".join(parts)


def _decoded(decoder: codecs.IncrementalDecoder, data: bytes) -> bytes:
    try:
        return decoder.decode(data).encode("utf-8")
    except UnicodeError as error:
        raise UnreadableFileError("The UTF-16 text is damaged.", _EXPORT_ANEW) from error


def _header_line(head: bytes) -> tuple[int, int]:
    """Where the first line with content begins and ends (quotes may hold line ends)."""
    begin = len(head) - len(head.lstrip(b"\r\n \t"))
    quoted = False
    for place in range(begin, len(head)):
        sign = head[place]
        if sign == 0x22:
            quoted = not quoted
        elif sign in (0x0A, 0x0D) and not quoted:
            return begin, place
    if len(head) >= _HEAD_BYTES:
        raise UnreadableFileError(
            "The first line is longer than 1 MB; it does not hold the column names of a cost "
            "export.",
            _EXPORT_ANEW,
        )
    return begin, len(head)


def _cut(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return []


def _check_headers(headers: Sequence[str]) -> None:
    if len(headers) > _MOST_COLUMNS:
        raise UnreadableFileError(
            f"The file has {len(headers):,} columns; at most {_MOST_COLUMNS:,} can be read.",
            _EXPORT_ANEW,
        )
    if dataset := other_dataset(headers):
        raise UnreadableFileError(
            f"This is the data set {dataset} of a FOCUS export; it does not hold the charges.",
            "Load the data set Cost and Usage.",
        )
    places = find_columns(headers).places
    if not any(name in places for name in AMOUNTS):
        raise UnreadableFileError(
            "No column holds a billed or effective cost. The columns are: "
            + wording.shorten(wording.listed(headers), 200)
            + ".",
            "Load an export in the FOCUS format, with BilledCost or EffectiveCost.",
        )
    if "ChargePeriodStart" not in places and "BillingPeriodStart" not in places:
        raise UnreadableFileError(
            "No column says when a charge falls.",
            "Load an export with ChargePeriodStart or BillingPeriodStart.",
        )


class _Tail(io.RawIOBase):
    """The stream behind the header line, as UTF-8 bytes."""

    def __init__(
        self,
        first: bytes,
        stream: IO[bytes] | _Inflating,
        decoder: codecs.IncrementalDecoder | None,
    ) -> None:
        self._first, self._stream, self._decoder = first.lstrip(b"\r\n"), stream, decoder

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        if self._first:
            data, self._first = self._first[:size], self._first[size:] if size >= 0 else b""
            return data
        data = self._stream.read(size)
        while data and self._decoder is not None:
            text = _decoded(self._decoder, data)
            if text:
                return text
            data = self._stream.read(size)
        return data


def _csv_blocks(tail: _Tail, delimiter: str, source: Source) -> Iterator[list[pa.Array]]:
    names = [f"c{place}" for place in range(len(source.headers))]
    money = {source.found.places.get(name) for name in AMOUNTS}
    types = {name: pa.binary() if place in money else TEXT for place, name in enumerate(names)}

    def skip(row: Any) -> str:
        source.skipped.append(row.number or 0)
        if len(source.bad_rows) < _MOST_LISTED:
            problem = f"has {row.actual_columns:,} cells, not {row.expected_columns:,}"
            source.bad_rows.append(BadRow(row.number or 0, "whole row", problem))
        return "skip"

    try:
        reader = pacsv.open_csv(
            pa.PythonFile(tail, mode="r"),
            pacsv.ReadOptions(use_threads=False, block_size=BLOCK_BYTES, column_names=names),
            pacsv.ParseOptions(
                delimiter=delimiter, newlines_in_values=True, invalid_row_handler=skip
            ),
            pacsv.ConvertOptions(check_utf8=False, column_types=types),
        )
        for batch in reader:
            yield batch.columns
    except pa.ArrowInvalid as error:
        if "mpty CSV" in str(error):
            return
        raise _broken_csv(error) from error


def _broken_csv(error: pa.ArrowInvalid) -> UnreadableFileError:
    if "straddling" in str(error):
        return UnreadableFileError(
            f"A row is longer than {BLOCK_BYTES // 2**20} MB: a quotation mark may be missing its "
            "pair.",
            _EXPORT_ANEW,
        )
    return UnreadableFileError("The rows of the file are damaged.", _EXPORT_ANEW)


def _parquet(file: IO[bytes]) -> Source:
    damaged = UnreadableFileError("The Parquet file is damaged or was cut off.", _EXPORT_ANEW)
    try:
        book = pq.ParquetFile(file)
        empty = book.schema_arrow.empty_table()
    except (pa.ArrowException, OSError, ValueError) as error:
        raise damaged from error
    headers = _flat(empty).column_names
    _check_headers(headers)
    source = Source("Parquet", headers, find_columns(headers), iter(()))
    money = {source.found.places.get(name) for name in AMOUNTS}
    cost = before_credits(headers, source.found)
    credits = headers.index("credits") if cost is not None else None
    if credits is not None:
        source.found = net_of_credits(source.found, _flat(empty).schema.field(credits).type)

    def blocks() -> Iterator[list[pa.Array]]:
        try:
            for batch in book.iter_batches(batch_size=_PARQUET_ROWS, use_threads=False):
                columns = _flat(pa.Table.from_batches([batch])).columns
                given = [_as_text(column, place in money) for place, column in enumerate(columns)]
                if cost is not None and credits is not None:
                    given[cost] = with_credits(given[cost], columns[credits])
                yield given
        except (pa.ArrowException, OSError, ValueError) as error:
            raise damaged from error

    source.blocks = blocks()
    return source


def _flat(table: pa.Table) -> pa.Table:
    """Groups of columns as columns, one level: ``service.description``."""
    return table.flatten() if any(pa.types.is_struct(f.type) for f in table.schema) else table


def _as_text(column: pa.ChunkedArray, is_money: bool) -> pa.Array:
    """A column as the CSV reader gives it."""
    array = column.combine_chunks()
    if isinstance(array, pa.ChunkedArray):
        array = array.chunk(0) if array.num_chunks else pa.array([], array.type)
    if pa.types.is_dictionary(array.type):
        array = array.dictionary_decode()
    if pa.types.is_nested(array.type):
        array = pa.array([None if v is None else _json(v) for v in array.to_pylist()], pa.string())
    array = array.cast(pa.string()).cast(pa.binary())
    return array if is_money else array.dictionary_encode()


def _json(value: Any) -> str:
    pairs = isinstance(value, list) and all(isinstance(v, tuple) and len(v) == 2 for v in value)
    return json.dumps(dict(value) if pairs else value, default=str, sort_keys=True)
