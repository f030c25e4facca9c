"""A child that behaves as the request says: well, slowly, greedily or badly."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import sys
import time
from typing import Any, BinaryIO

from cockpit.apart.serving import Tell, serve


def work(request: dict[str, Any], files: BinaryIO, tell: Tell) -> bytes:
    """Do what ``request["do"]`` names; the answer is the digest of the files."""
    match request["do"]:
        case "sleep":
            time.sleep(60)
        case "tell for ever":
            while True:
                tell(0.5, 3)
        case "eat memory":
            held = bytearray(request["bytes"])
            held[:: 2**12] = b"x" * len(held[:: 2**12])
        case "spin":
            while True:
                pass
        case "raise":
            raise ValueError(request)
        case "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        case "nonsense":
            sys.stdout.buffer.write(b"{" * 10_000)
            sys.stdout.buffer.flush()
            time.sleep(60)
        case "odd progress":
            sys.stdout.buffer.write(b"[NaN, 1]\n[-1e999, 2]\n[7, 3]\n")
        case "environment":
            places = os.environ["PYTHONPATH"].split(os.pathsep)
            flags = sys.flags.no_site, sys.flags.safe_path
            return json.dumps([os.environ.get("MARK"), *flags, places]).encode()
    answer = b"\n" + hashlib.sha256(files.read()).digest()
    tell(1.5, 9)
    return answer


if __name__ == "__main__":
    serve(work)
