"""Typst as the pack uses it: templates of ours, data as JSON, typefaces of ours first."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import typst

from cockpit.boardpack import fonts

_FOLDER = Path(__file__).resolve().parent


def pdf(template: str, content: Mapping[str, Any], day: dt.date) -> bytes:
    """The document as PDF of that day, tagged and made to PDF/UA-1.

    A text may have signs that none of our typefaces can show. They are then taken from the
    typefaces of the machine; where that has none either, the standard forbids the file, and
    it is written without the claim, tagged all the same.

    Parameters
    ----------
    template
        Name of a ``.typ`` file beside this module.
    content
        What it sets, as JSON knows it.
    """
    made = dt.datetime.combine(day, dt.time(), dt.UTC)
    inputs = _inputs(content)
    for machine in (False, True):
        try:
            return _single(_compiler(template, machine), inputs, ["ua-1"], made)
        except typst.TypstError as error:
            if not _sign_missing(error):
                raise
    return _single(_compiler(template, True), inputs, [], made)


def pngs(template: str, content: Mapping[str, Any]) -> list[bytes]:
    """Each page as PNG, in order: two pixels a point."""
    inputs = _inputs(content)
    compiler = _compiler(template, False)
    try:
        _single(compiler, inputs, ["ua-1"])
    except typst.TypstError as error:
        if not _sign_missing(error):
            raise
        compiler = _compiler(template, True)
    pages = compiler.compile(format="png", ppi=144.0, sys_inputs=inputs)
    return [pages] if isinstance(pages, bytes) else list(pages or ())


def marks(template: str, content: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What the template says of its own layout: the values of its metadata named ``mark``."""
    compiler = _compiler(template, False)
    _single(compiler, _inputs(content), [])
    found: list[dict[str, Any]] = json.loads(compiler.query("<mark>", field="value"))
    return found


def _inputs(content: Mapping[str, Any]) -> dict[str, str]:
    return {"pack": json.dumps(content, ensure_ascii=False, sort_keys=True)}


def _compiler(template: str, machine: bool) -> typst.Compiler:
    """A compiler with our typeface and those that typst brings; the machine's only if asked.

    One for each use: it keeps its last document, and packs are made by several threads.
    """
    return typst.Compiler(
        str(_FOLDER / template),
        root=str(_FOLDER),
        font_paths=[str(fonts.FOLDER)],
        ignore_system_fonts=not machine,
    )


def _single(
    compiler: typst.Compiler,
    inputs: dict[str, str],
    standards: list[Any],
    made: dt.datetime | None = None,
) -> bytes:
    found = compiler.compile(
        format="pdf", sys_inputs=inputs, pdf_standards=standards, timestamp=made
    )
    assert isinstance(found, bytes)
    return found


def _sign_missing(error: typst.TypstError) -> bool:
    """Whether PDF/UA-1 was refused for a sign that no typeface shows."""
    return "PDF/UA-1" in str(error) and "could not be displayed" in str(error)
