"""Random numbers: nets stay nets, strata stay strata, and each name keeps its numbers."""

from __future__ import annotations

import os
import subprocess
import sys

import numpy as np
import pytest
from scipy.special import ndtri
from scipy.stats import qmc

from scenarios.drivers import DRIVERS
from scenarios.sampling import (
    LineErrors,
    driver_uniforms,
    owen_scramble,
    stream_key,
)
from scenarios.sobol import DIMENSIONS, sobol_bits

SHARED = {name: spec.dimension for name, spec in DRIVERS.items() if not spec.per_vendor}
VENDOR = {name: spec.dimension for name, spec in DRIVERS.items() if spec.per_vendor}

GOLDEN_USAGE = [4717, 7850, 7269, 4270]
GOLDEN_REALISATION = [3391, 8575, 1949, 5926]
GOLDEN_ACME = [4894, 2419, 641, 6589]
GOLDEN_RANKS = [312, 194, 4404, 9399]


def shared(name: str, draws: int, seed: int = 7) -> np.ndarray:
    return driver_uniforms(seed, draws, name, SHARED[name], None, "sobol")


def of_vendor(name: str, vendor: str, draws: int, seed: int = 7) -> np.ndarray:
    return driver_uniforms(seed, draws, f"{name}:{vendor}", VENDOR[name], vendor, "sobol")


# Points ----------------------------------------------------------------------


# Scramble -----------------------------------------------------------------------


@pytest.mark.parametrize("key", [0, 1, 7, 2**32 - 1, 2**63 + 12345])
def test_scramble_is_one_to_one(key: int) -> None:
    # The high and the low 16 bits each, the others held: nothing may collide.
    low = np.arange(2**16, dtype=np.uint32)
    for bits in (low, low << np.uint32(16), low | np.uint32(0xABCD0000)):
        assert np.unique(owen_scramble(bits, key)).size == bits.size


@pytest.mark.parametrize("key", [0, 7, 2**63 + 12345])
def test_scramble_is_nested(key: int) -> None:
    """Integers that share their leading k bits, and only these, share them afterwards."""
    rng = np.random.default_rng(3)
    first = rng.integers(0, 2**32, 4000, dtype=np.uint32)
    for kept in range(32):
        flipped = first ^ np.uint32(1 << (31 - kept))
        tail = rng.integers(0, 2 ** (31 - kept), 4000, dtype=np.uint32)
        second = flipped ^ tail
        differ = owen_scramble(first, key) ^ owen_scramble(second, key)
        assert np.all(differ >> np.uint32(31 - kept) == 1)


def test_scramble_moves_the_bits_of_each_level() -> None:
    """Half of the numbers have each of the leading bits turned, over many keys."""
    bits = np.random.default_rng(4).integers(0, 2**32, 512, dtype=np.uint32)
    turned = [owen_scramble(bits, stream_key(seed, "x")) ^ bits for seed in range(64)]
    for level in range(1, 16):
        share = np.mean((np.stack(turned) >> np.uint32(31 - level)) & np.uint32(1))
        assert share == pytest.approx(0.5, abs=0.06)


@pytest.mark.parametrize("power", [0, 1, 7, 14])
def test_sobol_points_are_those_of_scipy(power: int) -> None:
    points = qmc.Sobol(DIMENSIONS, scramble=False, bits=32).random_base2(power)
    assert np.array_equal(sobol_bits(power), (points.T * 2.0**32).astype(np.uint32))


# The net property -----------------------------------------------------------------


@pytest.mark.parametrize("name", SHARED)
@pytest.mark.parametrize("power", [4, 8, 11])
def test_each_dyadic_interval_holds_one_point(name: str, power: int) -> None:
    draws = 2**power
    counts = np.bincount((shared(name, draws) * draws).astype(int), minlength=draws)
    assert counts.tolist() == [1] * draws


def test_every_block_of_the_sequence_is_a_net() -> None:
    u = shared("price_market", 1024)
    for start in range(0, 1024, 64):
        cells = (u[start : start + 64] * 64).astype(int)
        assert sorted(cells.tolist()) == list(range(64))


def elementary_counts(first: np.ndarray, second: np.ndarray, power: int) -> list[np.ndarray]:
    """Points in each box 2^−a × 2^−(power − a), for every a."""
    found = []
    for a in range(power + 1):
        rows, columns = (first * 2**a).astype(int), (second * 2 ** (power - a)).astype(int)
        found.append(np.bincount(rows * 2 ** (power - a) + columns, minlength=2**power))
    return found


def test_pairs_of_drivers_keep_the_net_of_the_unscrambled_sequence() -> None:
    """Owen scrambling moves points between boxes but keeps the sizes of each partition."""
    plain = qmc.Sobol(DIMENSIONS, scramble=False, bits=32).random_base2(8)
    names = list(SHARED)
    for i, first in enumerate(names):
        for second in names[:i]:
            a, b = shared(first, 256), shared(second, 256)
            x, y = plain[:, SHARED[first]], plain[:, SHARED[second]]
            for found, expected in zip(
                elementary_counts(a, b, 8), elementary_counts(x, y, 8), strict=True
            ):
                assert np.array_equal(np.sort(found), np.sort(expected))


def test_first_two_dimensions_are_a_perfect_net() -> None:
    names = sorted(SHARED, key=SHARED.__getitem__)[:2]
    assert [SHARED[name] for name in names] == [0, 1]
    for counts in elementary_counts(shared(names[0], 1024), shared(names[1], 1024), 10):
        assert counts.tolist() == [1] * 1024


def test_dimensions_are_given_out_once() -> None:
    for group in (SHARED, VENDOR):
        assert len(set(group.values())) == len(group)
        assert max(group.values()) < DIMENSIONS


def test_a_vendors_own_drivers_keep_their_net() -> None:
    u = of_vendor("price_trend", "Acme", 256)
    assert sorted((u * 256).astype(int).tolist()) == list(range(256))
    pair = of_vendor("price_event_month", "Acme", 256)
    for counts in elementary_counts(u, pair, 8):
        assert counts.tolist() == [1] * 256


def test_vendors_are_independent_of_each_other_and_of_the_shared_set() -> None:
    draws = 4096
    rows = [ndtri(of_vendor(name, v, draws)) for name in VENDOR for v in ("A", "B", "C")]
    rows += [ndtri(shared(name, draws)) for name in SHARED]
    found = np.corrcoef(rows)
    off = found[~np.eye(len(rows), dtype=bool)]
    assert np.max(np.abs(off)) < 4.5 / np.sqrt(draws)


# Open interval, keys, golden numbers ------------------------------------------------


@pytest.mark.parametrize("sampling", ["sobol", "random"])
@pytest.mark.parametrize("draws", [2, 3, 1000])
def test_uniforms_lie_strictly_between_zero_and_one(sampling, draws: int) -> None:
    for vendor in (None, "Acme"):
        u = driver_uniforms(3, draws, "usage_growth", 0, vendor, sampling)
        assert u.shape == (draws,)
        assert 0 < u.min() <= u.max() < 1
        assert np.all(np.isfinite(ndtri(u)))


def test_golden_uniforms_of_seed_7() -> None:
    """Pinned: a change here changes every figure that anybody has written down."""
    golden = {
        ("usage_growth", None): GOLDEN_USAGE,
        ("realisation", None): GOLDEN_REALISATION,
        ("price_trend", "Acme"): GOLDEN_ACME,
    }
    for (name, vendor), expected in golden.items():
        u = shared(name, 10_000) if vendor is None else of_vendor(name, vendor, 10_000)
        assert np.floor(u[[0, 1, 2, 9_999]] * 10_000).astype(int).tolist() == expected


def test_golden_line_errors_of_seed_7() -> None:
    """A line's normals are midpoints of 10,000 strata: their ranks are pinned."""
    z = LineErrors(7, 10_000).normals("cost", "A", "A-C2")
    strata = ndtri((np.arange(10_000) + 0.5) / 10_000)
    assert np.searchsorted(strata, z[[0, 1, 2, 9_999]]).tolist() == GOLDEN_RANKS


def test_numbers_are_the_same_in_another_process() -> None:
    code = (
        "from scenarios.sampling import *; import hashlib;"
        "u = driver_uniforms(7, 500, 'price_trend:Acme', 0, 'Acme', 'sobol');"
        "r = driver_uniforms(7, 500, 'usage_growth', 0, None, 'random');"
        "z = LineErrors(7, 500).normals('cost', 'A', 'k');"
        "print(hashlib.sha256(u.tobytes() + r.tobytes() + z.tobytes()).hexdigest())"
    )
    seen = set()
    for hash_seed in ("0", "12345"):
        environment = {**os.environ, "PYTHONHASHSEED": hash_seed}
        done = subprocess.run(
            [sys.executable, "-c", code], env=environment, capture_output=True, text=True,
            check=True, timeout=60,
        )  # fmt: skip
        seen.add(done.stdout.strip())
    assert len(seen) == 1


def test_keys_tell_names_apart() -> None:
    assert stream_key(7, "ab", "c") != stream_key(7, "a", "bc")
    assert stream_key(7, "a") != stream_key(8, "a")
    assert stream_key(7, "a", "") != stream_key(7, "a")


def test_seeds_differ() -> None:
    assert not np.array_equal(shared("usage_growth", 64, 7), shared("usage_growth", 64, 8))
    assert not np.array_equal(
        of_vendor("price_trend", "A", 64, 7), of_vendor("price_trend", "A", 64, 8)
    )
    first, second = (
        LineErrors(7, 64).normals("cost", "A", "k"),
        LineErrors(8, 64).normals("cost", "A", "k"),
    )
    assert not np.array_equal(first, second)


def test_random_sampling_is_keyed_alike() -> None:
    one = driver_uniforms(7, 2000, "usage_growth", 0, None, "random")
    assert np.array_equal(one, driver_uniforms(7, 2000, "usage_growth", 0, None, "random"))
    other = driver_uniforms(7, 2000, "wage_growth", 4, None, "random")
    assert abs(np.corrcoef(one, other)[0, 1]) < 4 / np.sqrt(2000)
    errors = LineErrors(7, 2000, "random")
    assert np.array_equal(errors.normals("cost", "A", "k"), errors.normals("cost", "A", "k"))
    assert not np.array_equal(errors.normals("cost", "A", "k"), errors.normals("cost", "B", "k"))
    assert not np.array_equal(errors.normals("cost", "A", "k"), errors.normals("benefit", "A", "k"))
    assert errors.normals("cost", "A", "k").std() == pytest.approx(1, abs=0.07)


# Line errors --------------------------------------------------------------------


@pytest.mark.parametrize("draws", [2, 3, 500, 1024])
def test_line_errors_are_exactly_stratified(draws: int) -> None:
    strata = ndtri((np.arange(draws) + 0.5) / draws)
    errors = LineErrors(7, draws)
    for line in ("a", "b", "c"):
        assert np.array_equal(np.sort(errors.normals("cost", "A", line)), strata)


def test_line_errors_are_pairwise_uncorrelated() -> None:
    draws, lines = 2_000, 300
    errors = LineErrors(7, draws)
    kinds = ("cost", "benefit", "shared", "allowance")
    rows = np.stack(
        [errors.normals(kinds[k % 4], f"I{k // 4 % 20}", f"line {k // 80}") for k in range(lines)]
    )
    found = np.corrcoef(rows)[np.triu_indices(lines, 1)]
    # 44,850 pairs of independent orders: sd 1/√n, the largest of them about 4.3 of these.
    assert found.std() == pytest.approx(1 / np.sqrt(draws), rel=0.03)
    assert abs(found.mean()) < 4 / np.sqrt(draws * found.size)
    assert np.max(np.abs(found)) < 5.5 / np.sqrt(draws)


def test_line_errors_are_independent_of_the_drivers() -> None:
    draws = 4096
    errors = LineErrors(7, draws)
    for k in range(40):
        z = errors.normals("cost", "A", f"line {k}")
        for name in SHARED:
            assert abs(np.corrcoef(z, ndtri(shared(name, draws)))[0, 1]) < 5 / np.sqrt(draws)


def test_line_errors_do_not_depend_on_who_asked_before() -> None:
    fresh = LineErrors(7, 100).normals("cost", "B", "k")
    used = LineErrors(7, 100)
    used.normals("cost", "A", "k")
    used.normals("cost", "B", "other")
    assert np.array_equal(used.normals("cost", "B", "k"), fresh)
