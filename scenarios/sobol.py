"""Sobol points as 32-bit integers, unscrambled.

The library that has them (``scipy.stats``) takes half a second to import, which
every start of the cockpit would pay; a test holds these points against it.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Bits = NDArray[np.uint32]

#: Degree and inner coefficients of the primitive polynomial, and the initial
#: numbers, of dimensions 2…16.
#: Source: Joe and Kuo (2008), SIAM J. Sci. Comput. 30, 2635–2654, table D(6).
_JOE_KUO = (
    (1, 0, (1,)),
    (2, 1, (1, 3)),
    (3, 1, (1, 3, 1)),
    (3, 2, (1, 1, 1)),
    (4, 1, (1, 1, 3, 3)),
    (4, 4, (1, 3, 5, 13)),
    (5, 2, (1, 1, 5, 5, 17)),
    (5, 4, (1, 1, 5, 5, 5)),
    (5, 7, (1, 1, 7, 11, 19)),
    (5, 11, (1, 1, 5, 1, 1)),
    (5, 13, (1, 1, 1, 3, 11)),
    (5, 14, (1, 3, 5, 5, 31)),
    (6, 1, (1, 3, 3, 9, 7, 49)),
    (6, 13, (1, 1, 1, 15, 21, 21)),
    (6, 16, (1, 3, 1, 13, 27, 49)),
)

DIMENSIONS = len(_JOE_KUO) + 1


def _direction_numbers(degree: int, coefficients: int, initial: tuple[int, ...]) -> Bits:
    """The 32 direction numbers of one dimension, by Sobol's recurrence."""
    numbers = list(initial)
    for k in range(degree, 32):
        value = numbers[k - degree] ^ (numbers[k - degree] << degree)
        for j in range(1, degree):
            if coefficients >> (degree - 1 - j) & 1:
                value ^= numbers[k - j] << j
        numbers.append(value)
    return np.array([value << (31 - k) for k, value in enumerate(numbers)], dtype=np.uint32)


@lru_cache(maxsize=4)
def sobol_bits(power: int) -> Bits:
    """The first 2^power points in Gray-code order, (DIMENSIONS, 2^power).

    In Gray-code order the second half of the points is the first half in reverse
    with one more direction number flipped.
    """
    first = np.uint32(1) << np.arange(31, -1, -1, dtype=np.uint32)
    numbers = np.stack([first, *(_direction_numbers(*row) for row in _JOE_KUO)])
    bits = np.zeros((DIMENSIONS, 1), dtype=np.uint32)
    for k in range(power):
        bits = np.concatenate([bits, bits[:, ::-1] ^ numbers[:, k, None]], axis=1)
    bits.setflags(write=False)
    return bits
