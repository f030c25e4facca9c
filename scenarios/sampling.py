"""Random numbers keyed by seed and name, so that nothing moves anything else.

Shared drivers read one scrambled Sobol sequence. The unscrambled sequence is the
same for everybody; the scramble (nested uniform, "Owen") is keyed by the seed and
the driver's full name, so it belongs to the driver and not to the set of drivers.
Drivers that exist once per vendor read their own dimensions in an order shuffled
by the vendor's name (padding), so that any number of vendors can come and go.

Estimation errors belong to a single line of one initiative. They are exactly
stratified standard normals, put in an order of their own by two keyed
permutations, so that dropping or adding an initiative moves no other.
"""

from __future__ import annotations

import math
from functools import lru_cache
from hashlib import blake2b
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from scenarios.sobol import sobol_bits

Array = NDArray[np.float64]
Sampling = Literal["sobol", "random"]

_TABLES = 8


def stream_key(seed: int, *names: str) -> int:
    """A 64-bit key of seed and names, the same on every machine and run."""
    text = "\x1f".join((str(seed), *names)).encode()
    return int.from_bytes(blake2b(text, digest_size=8).digest(), "little")


def generator(seed: int, *names: str) -> np.random.Generator:
    """A counter-based generator (Philox) of its own for seed and names."""
    return np.random.Generator(np.random.Philox(key=stream_key(seed, *names)))


def _sobol_bits(draws: int) -> NDArray[np.uint32]:
    """Unscrambled Sobol points, (DIMENSIONS, least power of two not below draws)."""
    return sobol_bits(max(1, math.ceil(math.log2(draws))))


def _reverse_bits(x: NDArray[np.uint32]) -> NDArray[np.uint32]:
    for shift, mask in ((1, 0x55555555), (2, 0x33333333), (4, 0x0F0F0F0F), (8, 0x00FF00FF)):
        kept = np.uint32(mask)
        x = ((x >> np.uint32(shift)) & kept) | ((x & kept) << np.uint32(shift))
    return (x >> np.uint32(16)) | (x << np.uint32(16))


def owen_scramble(bits: NDArray[np.uint32], key: int) -> NDArray[np.uint32]:
    """Nested uniform scramble by hashing (Laine and Karras 2011; Burley 2020).

    In reversed bit order every step lets a bit depend only on those below it,
    which is what a nested scramble is. Maps 32-bit integers one to one.
    """
    first, second = np.uint32(key & 0xFFFFFFFF), np.uint32((key >> 32) | 1)
    x = _reverse_bits(bits)
    with np.errstate(over="ignore"):
        x = x + first
        x = x ^ (x * np.uint32(0x6C50B47C))
        x = x * second
        x = x ^ (x * np.uint32(0xB82F1E52))
        x = x ^ (x * np.uint32(0xC7AFE638))
        x = x ^ (x * np.uint32(0x8D22F6E6))
    return _reverse_bits(x)


def driver_uniforms(
    seed: int, draws: int, name: str, dimension: int, vendor: str | None, sampling: Sampling
) -> Array:
    """Uniforms of one driver, shape (draws,), strictly within (0, 1).

    Sobol points are replaced by the midpoints of their ranks: the start of a
    sequence whose length is no power of two is uneven, its ranks are not.
    """
    if sampling == "random":
        return _open(generator(seed, "driver", name).integers(0, 2**32, draws, dtype=np.uint32))
    bits = _sobol_bits(draws)[dimension]
    if vendor is not None:
        bits = bits[_vendor_order(seed, draws, vendor)]
    points = owen_scramble(bits[:draws], stream_key(seed, "driver", name))
    ranks = np.empty(draws)
    ranks[np.argsort(points)] = np.arange(draws)
    return (ranks + 0.5) / draws


@lru_cache(maxsize=64)
def _vendor_order(seed: int, draws: int, vendor: str) -> NDArray[np.intp]:
    """The order in which a vendor reads the set; the same for all its drivers."""
    points = _sobol_bits(draws).shape[1]
    order: NDArray[np.intp] = generator(seed, "vendor", vendor).permutation(points)[:draws]
    return order


def _open(bits: NDArray[np.uint32]) -> Array:
    return np.asarray((bits + 0.5) / 2.0**32, dtype=np.float64)


class LineErrors:
    """Standard normals for single lines, keyed by (seed, initiative, line).

    Stratified: each line sees the midpoints of ``draws`` equal slices of the
    normal, once each. Two small sets of keyed permutations are made once; a line
    picks one of each set and a place to start reading both, from its key. That is
    4 × 10⁹ orders at 10,000 draws, at the cost of one look-up a number.
    """

    def __init__(self, seed: int, draws: int, sampling: Sampling = "sobol") -> None:
        self.seed, self.draws, self.sampling = seed, draws, sampling
        if sampling == "sobol":
            strata = ndtri((np.arange(draws) + 0.5) / draws)
            self._values = np.stack([self._doubled(strata, "values", k) for k in range(_TABLES)])
            places = np.arange(draws)
            self._places = np.stack([self._doubled(places, "places", k) for k in range(_TABLES)])

    def _doubled(self, row: NDArray[Any], kind: str, table: int) -> NDArray[Any]:
        """The row in a keyed order, twice over, so that reading may start anywhere."""
        shuffled = generator(self.seed, "strata", kind, str(table)).permutation(row)
        return np.concatenate([shuffled, shuffled])

    def normals(self, kind: str, owner: str, line: str) -> Array:
        """Standard normals of one line, shape (draws,).

        ``kind`` (cost, benefit, shared, allowance) keeps lines of one name apart.
        """
        if self.sampling == "random":
            return generator(self.seed, "line", kind, owner, line).standard_normal(self.draws)
        key = stream_key(self.seed, "line", kind, owner, line)
        key, value_table = divmod(key, _TABLES)
        key, place_table = divmod(key, _TABLES)
        key, value_start = divmod(key, self.draws)
        place_start = key % self.draws
        places = self._places[place_table, place_start : place_start + self.draws]
        values = self._values[value_table, value_start : value_start + self.draws]
        return np.take(values, places, mode="clip")
