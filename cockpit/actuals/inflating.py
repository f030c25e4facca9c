"""Unpacks a compressed export as it is read, within limits."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Callable
from typing import IO

from cockpit.inventory.raw import UnreadableFileError

#: A row longer than a block cannot be read.
BLOCK_BYTES = 8 * 2**20
EXPORT_ANEW = "Export the data anew and load that."
_MOST_RATIO = 200
_RATIO_FROM = 5 * 2**20


class Inflating(io.RawIOBase):
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
                "The compressed file is damaged or was cut off.", EXPORT_ANEW
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
