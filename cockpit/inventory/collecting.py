"""Pauses the collection of cyclic garbage while many small objects are made."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def paused() -> Iterator[None]:
    """No collection within: rows and cells form no cycles, and searching them takes long.

    For a second or two only, since it holds for the whole process. Of several that
    overlap, the first one that ends lets collection go on.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
