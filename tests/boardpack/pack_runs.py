"""``cockpit pack`` in a process of its own: environment, network, exit code, files and memory."""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
#: Runs a command and says at the end what memory its process took at most, in KiB or bytes.
_MEASURED = """
import resource, subprocess, sys
done = subprocess.run(sys.argv[1:])
print("PEAK", resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, file=sys.stderr)
sys.exit(done.returncode)
"""
#: Imported by every process that finds it on its path: whoever asks for the network fails.
_NO_NETWORK = """
import socket
def _refused(*_, **__):
    raise AssertionError("the network was asked for")
for _name in ("connect", "connect_ex", "sendto"):
    setattr(socket.socket, _name, _refused)
socket.getaddrinfo = socket.create_connection = _refused
"""


@dataclass(frozen=True)
class Run:
    """A finished command and what it left in its folder."""

    code: int
    told: str
    error: str
    folder: Path

    @property
    def files(self) -> dict[str, bytes]:
        """Every file by its name within the folder."""
        if not self.folder.exists():
            return {}
        found = sorted(path for path in self.folder.rglob("*") if path.is_file())
        return {path.relative_to(self.folder).as_posix(): path.read_bytes() for path in found}

    @property
    def peak(self) -> float:
        """Memory of the process at its peak, in GiB."""
        (line,) = (each for each in self.error.splitlines() if each.startswith("PEAK"))
        return int(line.split()[1]) * (1 if sys.platform == "darwin" else 1024) / 2**30

    @property
    def sentences(self) -> list[str]:
        """What the command said on the error stream, without progress and measurement."""
        lines = self.error.replace("\r", "\n").splitlines()
        return [
            line for line in lines if line.strip() and "%" not in line[:5] and "PEAK" not in line
        ]


def pack(
    file: Path,
    folder: Path,
    *options: object,
    environment: dict[str, str] | None = None,
    cwd: Path | None = None,
    within: Sequence[str] = (),
) -> Run:
    """``cockpit pack FILE --out FOLDER`` with options, measured."""
    command = [sys.executable, "-m", "cockpit.cli", "pack", str(file), "--out", str(folder)]
    words = [*command, *map(str, options)]
    done = subprocess.run(
        [*within, sys.executable, "-c", _MEASURED, *words],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT), **(environment or {})},
        timeout=240,
        check=False,
    )
    return Run(done.returncode, done.stdout, done.stderr, folder)


@functools.cache
def alone() -> tuple[str, ...]:
    """The words that give a process no network; none where this system does not allow it."""
    tool = shutil.which("unshare")
    words = (str(tool), "-rn")
    if tool and subprocess.run([*words, "true"], check=False, capture_output=True).returncode == 0:
        return words
    return ()


def refusing(folder: Path) -> dict[str, str]:
    """An environment in which Python itself refuses the network."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "sitecustomize.py").write_text(_NO_NETWORK, encoding="utf-8")
    return {"PYTHONPATH": os.pathsep.join((str(folder), str(ROOT)))}
