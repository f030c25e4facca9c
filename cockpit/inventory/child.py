"""Entry of the child process that reads an inventory: one file in, its cells or a problem out."""

from __future__ import annotations

import gc
from typing import Any, BinaryIO

from cockpit.apart.serving import Tell, serve
from cockpit.inventory.formats import read_here
from cockpit.inventory.handover import pack_problem
from cockpit.inventory.raw import Limits, ReadOptions, UnreadableFileError


def work(request: dict[str, Any], file: BinaryIO, tell: Tell) -> bytes:
    """Read, extract, answer; a problem with the file is an answer, too."""
    limits = Limits(**request["limits"])
    gc.disable()  # nothing here is cyclic, and the process ends when it has answered
    try:
        options = ReadOptions(**request["options"])
        return read_here(file.read(), request["name"], options, limits).answer(limits)
    except UnreadableFileError as found:
        return pack_problem(found)


if __name__ == "__main__":
    serve(work)
