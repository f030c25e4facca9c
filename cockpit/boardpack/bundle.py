"""All files of a pack together, for a folder or as one archive."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence

from cockpit import locales
from cockpit.boardpack.formats import FORMATS, FormatRow
from cockpit.boardpack.material import Progress
from cockpit.boardpack.model import Pack

#: The earliest date a zip can hold: an archive tells nothing of when it was made.
_NO_DATE = (1980, 1, 1, 0, 0, 0)


def files_of(
    pack: Pack, formats: Sequence[FormatRow] = FORMATS, progress: Progress | None = None
) -> dict[str, bytes]:
    """Every file of these formats by its name within the pack's folder, sorted by name.

    What a renderer words itself (how many rows are left out) is written as in the pack.
    """
    found: dict[str, bytes] = {}
    steps = len(formats)
    for place, row in enumerate(formats):
        told = None
        if progress is not None:
            told = within(progress, place / steps, (place + 1) / steps, row.title)
            told(0.0, "")
        with locales.speaking(pack.locale):
            found |= row.files(pack, told)
    if progress is not None:
        progress(1.0, "Done")
    return dict(sorted(found.items()))


def within(progress: Progress, begin: float, end: float, title: str = "") -> Progress:
    """Progress of a part, from ``begin`` to ``end`` of the whole; ``title`` names the part."""

    def tell(share: float, words: str) -> None:
        said = ": ".join(part for part in (title, words) if part)
        progress(begin + share * (end - begin), said)

    return tell


def archive(files: Mapping[str, bytes]) -> bytes:
    """The files as one zip; the same files give the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as made:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, _NO_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            # Unix, readable by all: the same entry on every system.
            entry.create_system, entry.external_attr = 3, 0o100644 << 16
            made.writestr(entry, files[name])
    return buffer.getvalue()
