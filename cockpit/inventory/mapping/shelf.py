"""Named mappings kept in a folder, one JSON file each, for the next file of the same kind.

The folder is named by the environment variable ``COCKPIT_MAPPINGS``, and everybody whom the
cockpit serves shares it; without it nothing is kept beyond the session. A mapping holds
headers and words of choice columns, and no rows.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from cockpit.inventory.mapping.model import Mapping, MappingFileError, from_json

FOLDER_VARIABLE = "COCKPIT_MAPPINGS"
_MOST_FILES = 200
_MOST_BYTES = 2**20


def folder() -> Path | None:
    """Where mappings are kept; ``None`` where they are not."""
    given = os.environ.get(FOLDER_VARIABLE)
    return Path(given) if given else None


def kept(place: Path | None) -> tuple[Mapping, ...]:
    """Every mapping in the folder, the newest first; files that hold none are passed over."""
    if place is None or not place.is_dir():
        return ()
    found = []
    for path in sorted(place.glob("*.json"))[:_MOST_FILES]:
        try:
            about = path.stat()
            if about.st_size <= _MOST_BYTES:
                found.append((about.st_mtime_ns, from_json(path.read_bytes())))
        except (MappingFileError, OSError):
            continue
    found.sort(key=lambda each: each[0], reverse=True)
    return tuple(mapping for _, mapping in found)


def keep(place: Path, mapping: Mapping) -> Path:
    """Write a named mapping into the folder; the same name replaces it.

    Raises
    ------
    OSError
        If the folder cannot be written.
    """
    place.mkdir(parents=True, exist_ok=True)
    path = place / file_name(mapping)
    path.write_text(mapping.to_json(), encoding="utf-8", newline="\n")
    return path


def discard(place: Path, mapping: Mapping) -> None:
    """Delete every file that holds a mapping of this name; nothing happens where there is none.

    Raises
    ------
    OSError
        If the folder cannot be written.
    """
    for path in place.glob("*.json"):
        try:
            is_it = path.stat().st_size <= _MOST_BYTES and from_json(path.read_bytes()).name
        except MappingFileError:
            continue
        if is_it == mapping.name:
            path.unlink(missing_ok=True)


def file_name(mapping: Mapping) -> str:
    """A file name for a mapping: letters, digits and hyphens of its name."""
    plain = re.sub(r"[^\w]+", "-", mapping.name, flags=re.ASCII).strip("-_").lower()
    return f"{plain[:60] or 'mapping'}.json"
