"""What the mapping screen remembers: where its editors began, and the mappings that were saved."""

from __future__ import annotations

from cockpit import state
from cockpit.dataset import Upload
from cockpit.inventory.mapping import Mapping
from cockpit.inventory.mapping.shelf import discard, folder, kept

_BASE = "mapping_base"
_TURN = "mapping_turn"
_KNOWN = "known_mappings"


def turn() -> int:
    """Counts how often the editors began anew; part of their keys."""
    return int(state.remembered(_TURN, 0))


def begun(upload: Upload) -> tuple[Mapping, tuple[str, ...]] | None:
    """The mapping that the editors of this file were begun from, and what is to be said of it."""
    base = state.remembered(_BASE)
    if base is None or base[0] != upload.digest:
        return None
    return base[1], base[2]


def start_from(upload: Upload, mapping: Mapping | None, changes: tuple[str, ...] = ()) -> None:
    """Begin the editors anew from a mapping; from the suggestion where there is none."""
    state.remember(_BASE, None if mapping is None else (upload.digest, mapping, changes))
    state.remember(_TURN, turn() + 1)


def known() -> tuple[Mapping, ...]:
    """Named mappings of this session, then those kept in the folder; each the newest first."""
    own: tuple[Mapping, ...] = state.remembered(_KNOWN, ())
    names = {mapping.name for mapping in own}
    return (*own, *(mapping for mapping in kept(folder()) if mapping.name not in names))


def remember(mapping: Mapping) -> None:
    """Keep a named mapping for this session; the same name replaces it."""
    own: tuple[Mapping, ...] = state.remembered(_KNOWN, ())
    state.remember(_KNOWN, (mapping, *(each for each in own if each.name != mapping.name)))


def forget(mapping: Mapping) -> None:
    """Delete a named mapping, from this session and from the folder.

    Raises
    ------
    OSError
        If it is kept in a folder that cannot be written.
    """
    own: tuple[Mapping, ...] = state.remembered(_KNOWN, ())
    state.remember(_KNOWN, tuple(each for each in own if each.name != mapping.name))
    place = folder()
    if place is not None:
        discard(place, mapping)
