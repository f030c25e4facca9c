"""A LibreOffice on this machine: opens files, calculates them anew, says what cells show."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
from pathlib import Path

import pytest

#: Set to make a missing LibreOffice a failure instead of a skip.
REQUIRED = os.environ.get("COCKPIT_REQUIRE_OFFICE", "") not in ("", "0")
_SOFFICE = (
    os.environ.get("COCKPIT_OFFICE") or shutil.which("soffice") or shutil.which("libreoffice")
)
_ABSENT = "no LibreOffice on this machine: install it, or set COCKPIT_OFFICE to its program"

needs_office = pytest.mark.skipif(not _SOFFICE and not REQUIRED, reason=_ABSENT)

#: Every sheet as a file of its own, cells as they are shown, in UTF-8.
_SHOWN = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true,false,false,-1"
#: Calculates every formula on loading, whatever results the file brings along.
_ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


class Office:
    """Converts files with a profile of its own, so that it meets no other one running."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        user = folder / "profile" / "user"
        user.mkdir(parents=True)
        (user / "registrymodifications.xcu").write_text(_ALWAYS, encoding="utf-8")

    def convert(self, files: Path | list[Path], to: str, name: str) -> Path:
        """The folder with what the files became, in a format that LibreOffice names ``to``."""
        assert _SOFFICE, _ABSENT
        target = self.folder / name
        target.mkdir()
        done = subprocess.run(
            [
                _SOFFICE,
                f"-env:UserInstallation={(self.folder / 'profile').as_uri()}",
                "--headless",
                "--convert-to",
                to,
                "--outdir",
                str(target),
                *map(str, [files] if isinstance(files, Path) else files),
            ],
            capture_output=True,
            text=True,
            timeout=180,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        assert any(target.iterdir()), done.stdout + done.stderr
        return target

    def recalculated(self, files: list[Path], name: str) -> dict[str, Path]:
        """The workbooks with every formula calculated anew, by the names of the files."""
        folder = self.convert(files, "xlsx:Calc MS Excel 2007 XML", name)
        return {file.stem: folder / f"{file.stem}.xlsx" for file in files}

    def shown(self, file: Path, name: str) -> dict[str, list[list[str]]]:
        """Every cell of every sheet as it reads on screen."""
        found = {}
        for path in sorted(self.convert(file, _SHOWN, name).glob("*.csv")):
            with path.open(encoding="utf-8", newline="") as lines:
                sheet = path.stem.removeprefix(f"{file.stem}-")
                found[sheet] = list(csv.reader(lines))
        return found
