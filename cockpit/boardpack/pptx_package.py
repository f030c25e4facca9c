"""The same slides, the same bytes: the package of a presentation without a clock."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.chart.xlsx import CategoryWorkbookWriter
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml.ns import qn
from pptx.presentation import Presentation
from xlsxwriter import Workbook

from cockpit.boardpack.pptx_template import LANGUAGE
from cockpit.inventory.cells_out import TEXT_STAYS_TEXT, Pen

_FIXED = (1980, 1, 1, 0, 0, 0)
_LANGUAGE = f'lang="{LANGUAGE}"'.encode()
#: Parts of the default template that say nothing about these slides.
_UNWANTED = ("/thumbnail", "/printerSettings")
_APP = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
    'extended-properties"><Application>AI Value Cockpit</Application>'
    "<PresentationFormat>Widescreen</PresentationFormat></Properties>"
)


class _Sheet(CategoryWorkbookWriter):  # type: ignore[misc]
    """The workbook behind a chart: a fixed date, text that stays text, all digits of a number."""

    def __init__(self, chart_data: CategoryChartData, made: dt.datetime) -> None:
        super().__init__(chart_data)
        self._made = made

    @contextmanager
    def _open_worksheet(self, xlsx_file: io.BytesIO) -> Iterator[tuple[Any, Any]]:
        book = Workbook(xlsx_file, {"in_memory": True, **TEXT_STAYS_TEXT})
        book.set_properties({"created": self._made})
        yield book, book.add_worksheet("Sheet1")
        book.close()

    def _populate_worksheet(self, workbook: Any, worksheet: Any) -> None:
        pen = Pen(workbook)
        for row, category in enumerate(self._chart_data.categories, start=1):
            pen.text(worksheet, row, 0, category.label)
        for column, series in enumerate(self._chart_data, start=1):
            pen.text(worksheet, 0, column, series.name)
            for row, value in enumerate(series.values, start=1):
                if value is not None:
                    pen.number(worksheet, row, column, value)


class ChartData(CategoryChartData):  # type: ignore[misc]
    """Categories and series of a native chart with a workbook that knows no clock."""

    def __init__(self, made: dt.datetime, number_format: str) -> None:
        super().__init__(number_format)
        self._made = made

    @property
    def _workbook_writer(self) -> _Sheet:
        return _Sheet(self, self._made)


def packed(deck: Presentation) -> bytes:
    """The presentation as a file: parts in order of name, fixed dates, no leftovers."""
    for holder in (deck.part.package._rels, deck.part.rels):
        for key, rel in list(holder.items()):
            if rel.reltype.endswith(_UNWANTED):
                holder.pop(key)
    _know_notes(deck)
    made = io.BytesIO()
    deck.save(made)
    out = io.BytesIO()
    with (
        zipfile.ZipFile(made) as read,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as write,
    ):
        # Readers expect the list of content types first.
        for name in sorted(read.namelist(), key=lambda each: (each[0] != "[", each)):
            content = _APP.encode() if name == "docProps/app.xml" else read.read(name)
            if name.endswith(".xml"):
                # The templates that python-pptx starts from are set in American English.
                content = content.replace(b'lang="en-US"', _LANGUAGE)
            entry = zipfile.ZipInfo(name, _FIXED)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            write.writestr(entry, content)
    return out.getvalue()


def _know_notes(deck: Presentation) -> None:
    """Names the master of the notes in the presentation, which python-pptx leaves out."""
    for key, rel in deck.part.rels.items():
        if rel.reltype == RT.NOTES_MASTER:
            listed = deck.part._element.makeelement(qn("p:notesMasterIdLst"))
            one = listed.makeelement(qn("p:notesMasterId"))
            one.set(qn("r:id"), key)
            listed.append(one)
            deck.part._element.find(qn("p:sldMasterIdLst")).addnext(listed)
