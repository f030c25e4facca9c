"""What the figures were taken on: processor, memory, system, versions. No names, no paths."""

from __future__ import annotations

import importlib.metadata
import os
import platform
from pathlib import Path

_LIBRARIES = ("numpy", "scipy", "pydantic", "pandas", "streamlit", "altair", "playwright")


def describe(peers: dict[str, str]) -> dict[str, str]:
    """Label and value of each fact, in the order to print."""
    libraries = {name: version for name in _LIBRARIES if (version := _version(name))} | peers
    return {
        "Processor": _processor(),
        "Cores": str(os.cpu_count() or "n/a"),
        "Memory": _memory(),
        "System": _system(),
        "Python": f"{platform.python_implementation()} {platform.python_version()}",
        "Libraries": ", ".join(f"{name} {version}" for name, version in libraries.items()),
        "BLAS": _blas(),
    }


def _version(name: str) -> str | None:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None


def _processor() -> str:
    facts = Path("/proc/cpuinfo")
    if not facts.exists():
        return platform.processor() or platform.machine()
    lines = (line.partition(":") for line in facts.read_text(encoding="utf-8").splitlines())
    found = {key.strip(): value.strip() for key, _, value in lines}
    family = f", family {found['cpu family']}" if "cpu family" in found else ""
    wide = ", AVX-512" if "avx512f" in found.get("flags", "") else ""
    return f"{found.get('model name', platform.machine())}{family}{wide}"


def _memory() -> str:
    try:
        pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, OSError, ValueError):
        return "n/a"
    return f"{pages / 2**30:.0f} GiB"


def _system() -> str:
    if platform.system() == "Linux":
        try:
            return platform.freedesktop_os_release()["PRETTY_NAME"]
        except (OSError, KeyError):
            return "Linux"
    return f"{platform.system()} {platform.release()}"


def _blas() -> str:
    """Name and kernel of the BLAS that numpy runs, as far as it can be told."""
    try:
        from threadpoolctl import threadpool_info
    except ImportError:
        return "kernel n/a (threadpoolctl is not installed)"
    found = {
        f"{pool['internal_api']} {pool.get('version', '')}, "
        f"kernel {pool.get('architecture', 'n/a')}, {pool['num_threads']} thread(s)"
        for pool in threadpool_info()
        if pool["user_api"] == "blas" and "numpy" in pool.get("filepath", "")
    }
    return "; ".join(sorted(found)) or "n/a"
