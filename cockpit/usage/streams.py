"""From the bytes of a log to its records, line by line, in bounded memory."""

from __future__ import annotations

import codecs
import csv
import io
import json
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO, NoReturn

from cockpit.usage import otlp
from cockpit.usage.dialects import DIALECTS, WANTED, dialect_of, folded
from cockpit.usage.tally import Tally

#: Longest line, and largest document that is no list of lines.
LINE_BYTES = 8 * 2**20
DOCUMENT_BYTES = 64 * 2**20
_MOST_COLUMNS = 500
_PEEK = 64 * 2**10

Progress = Callable[[int], None]

_KNOWN = (
    "Known are " + ", ".join(dialect.title for dialect in DIALECTS) + ", as CSV, JSON or JSON lines"
)
#: First bytes of files that are no text, and what to do with them.
_MAGIC = (
    (b"\x1f\x8b", "The file is compressed. Unpack it and upload what is in it."),
    (b"PK\x03\x04", "The file is a ZIP archive or a workbook. Unpack it, or save it as CSV."),
    (b"PAR1", "The file is Parquet. Export the log as CSV or JSON lines."),
    (b"\xd0\xcf\x11\xe0", "The file is an old workbook. Save it as CSV."),
)


class UnreadableLogError(Exception):
    """A file that cannot be read as a log at all, in words with the remedy."""


class Source:
    """``size`` bytes of a stream, read by lines; ``progress`` is told how many are done."""

    def __init__(self, stream: BinaryIO, size: int, progress: Progress) -> None:
        self._stream, self._left, self._progress = stream, size, progress
        self._size, self._told = size, 0
        self._kept = b""

    @property
    def size(self) -> int:
        """Bytes of the file."""
        return self._size

    def peek(self) -> bytes:
        """The first bytes, which are read again afterwards."""
        while len(self._kept) < _PEEK and self._left:
            self._kept += self._take(min(_PEEK - len(self._kept), self._left))
        return self._kept

    def rest(self) -> bytes:
        """Everything that is left."""
        found = [self._kept]
        self._kept = b""
        while self._left:
            found.append(self._take(min(2**20, self._left)))
        return b"".join(found)

    def lines(self) -> Iterator[bytes | None]:
        """Lines with their ends; ``None`` for one longer than :data:`LINE_BYTES`."""
        kept, long = self._kept, False
        self._kept = b""
        while True:
            end = kept.find(b"\n")
            start = 0
            while end >= 0:
                yield None if long else kept[start : end + 1]
                long, start = False, end + 1
                end = kept.find(b"\n", start)
            kept = kept[start:]
            if len(kept) > LINE_BYTES:
                kept, long = b"", True
            if not self._left:
                break
            kept += self._take(min(2**18, self._left))
        if long:
            yield None
        elif kept:
            yield kept

    def _take(self, count: int) -> bytes:
        found = self._stream.read(count)
        self._left = self._left - len(found) if found else 0
        done = self._size - self._left
        if done - self._told >= 2**20 or not self._left:
            self._told = done
            self._progress(done)
        return found


def read_file(source: Source, tally: Tally) -> None:
    """All records of one file.

    Raises
    ------
    UnreadableLogError
        If the file is no log that is known.
    """
    head = source.peek()
    if not head.strip():
        raise UnreadableLogError("The file is empty. Export the log once more.")
    for magic, sentence in _MAGIC:
        if head.startswith(magic):
            raise UnreadableLogError(sentence)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        source = _recoded(source)
        head = source.peek()
    start = head.removeprefix(codecs.BOM_UTF8).lstrip()
    if start[:1] in (b"[", b"{"):
        if _is_document(start, source.size):
            _document(source, tally)
        else:
            _json_lines(source, tally)
    elif b"\0" in head:
        raise UnreadableLogError(f"The file is no text. {_KNOWN}.")
    else:
        _table(source, tally)


def _recoded(source: Source) -> Source:
    """A UTF-16 file as UTF-8; small enough to be held as a whole."""
    if source.size > DOCUMENT_BYTES:
        raise UnreadableLogError(
            f"A UTF-16 file may have {DOCUMENT_BYTES // 2**20} MB. Save it as UTF-8."
        )
    try:
        text = source.rest().decode("utf-16").encode()
    except UnicodeError as error:
        raise UnreadableLogError("The file is damaged UTF-16. Save it as UTF-8.") from error
    return Source(io.BytesIO(text), len(text), lambda done: None)


def _is_document(start: bytes, size: int) -> bool:
    """Whether this is one JSON value rather than one a line."""
    if start[:1] == b"[":
        return True
    first, end, rest = start.partition(b"\n")
    if not end:
        # No line ends within what was looked at: one long line, unless the file is long.
        return size <= DOCUMENT_BYTES
    return not first.rstrip().endswith(b"}") or not rest.strip()


def parsed(text: str) -> Any:
    """One JSON value.

    Raises
    ------
    ValueError
        In words: what is wrong with it.
    """

    def refuse(name: str) -> NoReturn:
        raise ValueError(f"{name} is no number that can be used")

    try:
        return json.loads(text, parse_constant=refuse)
    except RecursionError as error:
        raise ValueError("The value is nested too deeply") from error
    except json.JSONDecodeError as error:
        raise ValueError(f"This is no JSON: {error.msg}, sign {error.pos + 1:,}") from error
    except ValueError as error:
        if "digits" in str(error):
            raise ValueError("A number has too many digits") from error
        raise


def _decoded(line: bytes, tally: Tally) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        tally.note("encoding")
        return line.decode("cp1252", errors="replace")


def _json_lines(source: Source, tally: Tally) -> None:
    for number, line in enumerate(source.lines(), start=1):
        place = f"line {number:,}"
        if line is None:
            tally.unreadable(place, f"The line is longer than {LINE_BYTES // 2**20} MB.")
            continue
        text = _decoded(line, tally).strip().lstrip("\ufeff")
        if text:
            try:
                value = parsed(text)
            except ValueError as error:
                tally.unreadable(place, f"{error}.")
                continue
            _value(value, place, tally)


def _document(source: Source, tally: Tally) -> None:
    """One JSON value; several, one a line, where the first line was too long to be told."""
    if source.size > DOCUMENT_BYTES:
        raise UnreadableLogError(
            f"A JSON file that is one value may have {DOCUMENT_BYTES // 2**20} MB. Save it as JSON "
            "lines, one request a line."
        )
    text = _decoded(source.rest(), tally).lstrip("\ufeff")
    try:
        value = parsed(text)
    except ValueError as error:
        if "Extra data" in str(error):
            content = text.encode()
            _json_lines(Source(io.BytesIO(content), len(content), lambda done: None), tally)
            return
        raise UnreadableLogError(f"{error}. Export the log once more, as JSON lines.") from error
    listed = value
    if isinstance(value, dict) and not otlp.is_nested(value):
        listed = next((value[key] for key in ("data", "rows", "logs", "spans", "results")
                       if isinstance(value.get(key), list)), value)  # fmt: skip
    if isinstance(listed, list):
        for number, item in enumerate(listed, start=1):
            _value(item, f"item {number:,}", tally)
    else:
        _value(listed, "item 1", tally)


def _value(value: Any, place: str, tally: Tally) -> None:
    """One JSON value: an export request of OpenTelemetry, or one record."""
    if not isinstance(value, dict):
        tally.unreadable(place, "This is no record of names and values.")
        return
    try:
        if otlp.is_nested(value):
            for within, record in otlp.records(value):
                tally.add(f"{place}, {within}", record)
            return
        tally.add(place, otlp.plain(value), json.dumps(value, sort_keys=True))
    except RecursionError:
        tally.unreadable(place, "The value is nested too deeply.")


def _table(source: Source, tally: Tally) -> None:
    """A CSV file with one header row."""
    csv.field_size_limit(LINE_BYTES)
    numbers = _Lines(source, tally)
    header_text = next(numbers, "")
    delimiter = max(",;\t", key=header_text.count)
    header = next(csv.reader([header_text], delimiter=delimiter), [])
    names = [folded(name) for name in header]
    if len(names) > _MOST_COLUMNS or dialect_of(frozenset(names)) is None:
        shown = ", ".join(name.strip()[:40] for name in header[:6])
        raise UnreadableLogError(
            f"The columns are those of no log that is known (they begin: {shown}). {_KNOWN}."
        )
    wanted = [place for place, name in enumerate(names) if name in WANTED]
    twice = [names[place] for place in wanted if names.count(names[place]) > 1]
    if twice:
        raise UnreadableLogError(
            f"Two columns are called {twice[0]}; which of them counts cannot be told. Rename one."
        )
    rows = csv.reader(numbers, delimiter=delimiter)
    while True:
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            tally.unreadable(f"line {numbers.number:,}", f"The row cannot be read: {error}.")
            rows = csv.reader(numbers, delimiter=delimiter)
            continue
        place = f"line {numbers.number:,}"
        if not any(cell.strip() for cell in row):
            continue
        if len(row) > len(names):
            tally.unreadable(place, f"The row has {len(row)} cells under {len(names)} headers.")
            continue
        record: otlp.Record = {names[at]: row[at] if at < len(row) else "" for at in wanted}
        _unfold(record, names, row)
        tally.add(place, record, (header, row), decimal_comma=delimiter == ";")


def _unfold(record: otlp.Record, names: list[str], row: list[str]) -> None:
    """The wanted names within cells that hold JSON, such as LiteLLM's metadata."""
    for name in ("metadata", "attributes"):
        if name in names:
            at = names.index(name)
            cell = row[at].strip() if at < len(row) else ""
            if cell.startswith("{"):
                try:
                    value = parsed(cell)
                except ValueError:
                    continue
                for key, found in otlp.plain({name: value}).items():
                    record[key] = found


class _Lines:
    """Decoded lines of a table with the number of the last one."""

    def __init__(self, source: Source, tally: Tally) -> None:
        self._lines, self._tally = source.lines(), tally
        self.number = 0

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        for line in self._lines:
            self.number += 1
            if line is None:
                self._tally.unreadable(
                    f"line {self.number:,}", f"The line is longer than {LINE_BYTES // 2**20} MB."
                )
                continue
            return _decoded(line, self._tally).removeprefix("\ufeff")
        raise StopIteration
