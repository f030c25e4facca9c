"""Which encoding a text file is in: told by its first bytes, by its bytes, or by the person.

Runs in the child process only.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from itertools import islice

from cockpit.inventory.raw import UnreadableFileError

#: Byte order marks, longest first.
_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: Codecs as people know them.
NAMES = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8 with a byte order mark",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "cp1252": "Windows-1252 (Western European)",
    "iso-8859-15": "ISO 8859-15 (Western European)",
    "cp1250": "Windows-1250 (Central European)",
    "cp437": "DOS 437",
    "mac_roman": "Mac Roman",
}
_CONTROL = bytes(set(range(32)) - {9, 10, 11, 12, 13, 26, 27})
_SAMPLE_BYTES = 1 << 16
_ENCODING = "Save it anew as CSV UTF-8, or choose the encoding."
#: Beyond this share of letters outside ASCII, a text is in another alphabet.
_OTHER_ALPHABET = 0.3
_SOUND = re.compile("[^\x00-\x7f\ufffd]")
_WORD = re.compile(r"\w*[^\x00-\x7f]\w*")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text of a file, with its encoding; ``lost`` where bytes had to be replaced."""

    text: str
    encoding: str
    certain: bool
    remark: str
    lost: bool = False


def looks_like_text(data: bytes) -> bool:
    """Whether a file may be text: few control characters, or those of UTF-16."""
    sample = data[:_SAMPLE_BYTES]
    if sample.startswith(tuple(mark for mark, _ in _MARKS)) or _bare_utf16(sample):
        return True
    controls = len(sample) - len(sample.translate(None, _CONTROL))
    return controls <= len(sample) // 20 + (1 if len(sample) > 8 else 0)


def decode_text(data: bytes, stated: str | None) -> Decoded:
    """The text of a file without its byte order mark.

    Raises
    ------
    UnreadableFileError
        If the stated encoding is unknown or does not fit, or the text holds NUL characters.
    """
    found = _stated(data, stated) if stated else _detected(data)
    place = found.text.find("\0")
    if place >= 0:
        line = found.text.count("\n", 0, place) + 1
        raise UnreadableFileError(
            f"Line {line:,} holds a NUL character, which no text has: the file is damaged or no "
            "text.",
            "Export it again, as CSV UTF-8.",
        )
    return found


def _stated(data: bytes, stated: str) -> Decoded:
    try:
        text = data.decode(codecs.lookup(stated).name)
    except (LookupError, TypeError) as error:
        raise UnreadableFileError(
            f"The encoding {stated!r} is not known.", "Choose utf-8, utf-16 or cp1252."
        ) from error
    except UnicodeError as error:
        place = getattr(error, "start", 0)
        line = data.count(b"\n", 0, place) + 1
        raise UnreadableFileError(
            f"Line {line:,} is not in the stated encoding {stated}.", _ENCODING
        ) from error
    return Decoded(text.removeprefix("\ufeff"), stated, True, f"Encoding as stated: {stated}.")


def _detected(data: bytes) -> Decoded:
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return _marked(data, codec)
    bare = _bare_utf16(data[:_SAMPLE_BYTES])
    if bare:
        text = data.decode(bare, "replace")
        return Decoded(
            text, bare, False, "Encoding: UTF-16 without a byte order mark.", "\ufffd" in text
        )
    try:
        return Decoded(data.decode("utf-8"), "utf-8", True, "Encoding: UTF-8.")
    except UnicodeDecodeError:
        return _single_byte(data)


def _marked(data: bytes, codec: str) -> Decoded:
    text = data.decode(codec, "replace").removeprefix("\ufeff")
    lost = "\ufffd" in text
    remark = f"Encoding: {NAMES.get(codec, codec.upper())}."
    return Decoded(text, codec, not lost, remark, lost)


def _bare_utf16(sample: bytes) -> str:
    """The byte order of UTF-16 without a mark: nearly every second byte is zero."""
    half = len(sample) // 2
    if half < 2:
        return ""
    even, odd = sample[0::2].count(0) / half, sample[1::2].count(0) / half
    if odd > 0.5 and even < 0.05:
        return "utf-16-le"
    return "utf-16-be" if even > 0.5 and odd < 0.05 else ""


def _single_byte(data: bytes) -> Decoded:
    """Text that is not UTF-8: damaged UTF-8, Western European, or another alphabet."""
    mended = data.decode("utf-8", "replace")
    bad = mended.count("\ufffd")
    sound = len(_SOUND.findall(mended))
    if sound > 10 * bad:
        return Decoded(
            mended, "utf-8", False, f"Encoding: UTF-8, with {bad:,} bytes that are not.", True
        )
    codec = "cp1252"
    sample = data[:_SAMPLE_BYTES]
    high = sum(byte > 127 for byte in sample)
    letters = sum(byte > 127 or chr(byte).isalpha() for byte in sample)
    if high > _OTHER_ALPHABET * max(letters, 1):
        import charset_normalizer  # rarely needed, and slow to load

        best = charset_normalizer.from_bytes(sample).best()
        codec = best.encoding if best else codec
    text = data.decode(codec, "replace")
    words = (match[0] for match in islice(_WORD.finditer(text), 50))
    examples = ", ".join(list(dict.fromkeys(words))[:3])
    remark = (
        f"Encoding: taken for {NAMES.get(codec, codec)}, as the file does not tell; look whether "
        f"these read well: {examples}."
    )
    return Decoded(text, codec, False, remark, "\ufffd" in text)
