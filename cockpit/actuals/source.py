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
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO, Any

import pyarrow as pa
import pyarrow.csv as pacsv
import pyarrow.parquet as pq

from cockpit import wording
from cockpit.actuals.amounts import DecimalSign, decimal_sign
from cockpit.actuals.columns import AMOUNTS, FoundColumns, check_headers, find_columns
from cockpit.actuals.cost_export import BadRow
from cockpit.actuals.google import before_credits, net_of_credits, refused_credits, with_credits
from cockpit.actuals.inflating import BLOCK_BYTES, EXPORT_ANEW, Inflating
from cockpit.inventory.raw import UnreadableFileError

_HEAD_BYTES = 2**20
_HEAD_ROWS = 10_000
_MOST_MEMBERS = 2_000
_PARQUET_ROWS = 32_768
_MOST_LISTED = 20
_DELIMITERS = ",;\t|"

TEXT = pa.dictionary(pa.int32(), pa.binary())


@dataclass
class Source:
    """What is read, and what was found on the way; ``blocks`` may be walked once.

    ``encoding`` is that of the whole file, where its first bytes name it; ``encodings`` are
    those that the texts read so far show; ``hidden_lines`` counts the lines
    that skipped rows span beyond their first, where rows may have been swallowed.
    """

    kind: str
    headers: list[str]
    found: FoundColumns
    blocks: Iterator[list[pa.Array]]
    decimal: DecimalSign = "."
    separator: str = ""
    encoding: str = ""
    encodings: set[str] = field(default_factory=set)
    skipped: list[int] = field(default_factory=list)
    hidden_lines: int = 0
    bad_rows: list[BadRow] = field(default_factory=list)

    @property
    def format(self) -> str:
        """Format in words, as far as the file was read."""
        if not self.separator:
            return self.kind
        encoding = self.encoding or " and ".join(sorted(self.encodings)) or "UTF-8"
        return f"{self.kind}, {encoding}, separated by {self.separator}"


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
        raise UnreadableFileError("The file is empty.", EXPORT_ANEW)
    if start == b"PAR1":
        return _parquet(file)
    if start == b"PK\x03\x04":
        return _zip(file, most_bytes)
    if start[:2] == b"\x1f\x8b":
        packed = gzip.GzipFile(fileobj=file)
        return _csv(Inflating(packed, file.tell, most_bytes), "gzip-compressed CSV")
    return _csv(file, "CSV")


def _zip(file: IO[bytes], most_bytes: int) -> Source:
    try:
        package = zipfile.ZipFile(file)
        members = [each for each in package.infolist() if not each.is_dir()]
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise UnreadableFileError("The file is damaged or was cut off.", EXPORT_ANEW) from error
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
    return _csv(Inflating(stream, lambda: packed, most_bytes), "CSV in a .zip archive")


def _csv(stream: IO[bytes] | Inflating, kind: str) -> Source:
    head = _read_full(stream, _HEAD_BYTES)
    decoder, encoding = None, ""
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
    encodings: set[str] = set()
    text = decoded(line, encodings)
    delimiter = max(_DELIMITERS, key=lambda sign: len(find_columns(_cut(text, sign)).places))
    headers = _cut(text, delimiter)
    check_headers(headers)
    found = find_columns(headers)
    if before_credits(headers, found) is not None:
        raise refused_credits()
    word = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}[delimiter]
    source = Source(kind, headers, found, iter(()), ".", word, encoding, encodings)
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


def _read_full(stream: IO[bytes] | Inflating, size: int) -> bytes:
    parts, left = [], size
    while left > 0 and (part := stream.read(left)):
        parts.append(part)
        left -= len(part)
    return b"".join(parts)


def decoded(cell: bytes, encodings: set[str]) -> str:
    """Text in UTF-8, else in Windows-1252; notes which of them it shows."""
    try:
        text = cell.decode("utf-8")
    except UnicodeDecodeError:
        encodings.add("Windows-1252")
        return cell.decode("cp1252", "replace")
    if not cell.isascii():
        encodings.add("UTF-8")
    return text


def _decoded(decoder: codecs.IncrementalDecoder, data: bytes) -> bytes:
    try:
        return decoder.decode(data).encode("utf-8")
    except UnicodeError as error:
        raise UnreadableFileError("The UTF-16 text is damaged.", EXPORT_ANEW) from error


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
            EXPORT_ANEW,
        )
    return begin, len(head)


def _cut(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return []


class _Tail(io.RawIOBase):
    """The stream behind the header line, as UTF-8 bytes."""

    def __init__(
        self,
        first: bytes,
        stream: IO[bytes] | Inflating,
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
        more = len(row.text.splitlines()) - 1
        source.hidden_lines += more
        if len(source.bad_rows) < _MOST_LISTED:
            cells = wording.count(row.actual_columns, "cell")
            problem = f"has {cells}, not {row.expected_columns:,}"
            if more:
                problem += f", and spans {more + 1:,} lines: a quotation mark may lack its pair"
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
            EXPORT_ANEW,
        )
    return UnreadableFileError("The rows of the file are damaged.", EXPORT_ANEW)


def _parquet(file: IO[bytes]) -> Source:
    damaged = UnreadableFileError("The Parquet file is damaged or was cut off.", EXPORT_ANEW)
    try:
        book = pq.ParquetFile(file)
        empty = book.schema_arrow.empty_table()
    except (pa.ArrowException, OSError, ValueError) as error:
        raise damaged from error
    headers = _flat(empty).column_names
    check_headers(headers)
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
