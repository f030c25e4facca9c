"""Rejected rows are evidence that exists and takes no part: no answer may look whole without."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from cockpit import wording
from cockpit.assessment.answer import Answer, Entry, Missing, Need, Status
from cockpit.inventory.contract import SHEETS
from cockpit.inventory.reading import Unread

#: Before what the rows that could be read say, where the figure of all is withheld.
_HELD = "No figure while rows are rejected. On the rows that could be read:"


def without_unread(entry: Entry, answer: Answer, unread: Mapping[str, Unread]) -> Answer:
    """The answer with what was rejected of the sheets that it rests on.

    It is partial then and names the columns at fault. A figure with a good direction
    is withheld: a rejected cost row, say, would make a return look better. Its
    sentence keeps the figure of the rows that could be read, and says so.
    """
    # A setting that could not be read is not stated, and every answer says so by itself.
    sheets = dict.fromkeys(need.sheet for need in entry.rests_on if need.sheet != "settings")
    affected = {sheet: unread[sheet] for sheet in sheets if sheet in unread}
    if not affected:
        return answer
    missing = tuple(
        Missing(Need(sheet, field))
        for sheet, found in affected.items()
        for field in found.fields or (SHEETS[sheet].columns[0].field,)
    )
    missing = tuple(dict.fromkeys((*answer.missing, *missing)))
    where = wording.listed(
        f"{wording.count(found.rows, 'row')} of {SHEETS[sheet].title}"
        for sheet, found in affected.items()
    )
    remark = f"{where} could not be read and take no part; Data lists them with the remedy."
    remarks = (*answer.remarks, remark)
    if answer.status is Status.CANNOT:
        return replace(answer, missing=missing, remarks=remarks)
    held = entry.better is not None and answer.figure is not None
    return replace(
        answer,
        status=Status.PARTLY,
        figure=None if held else answer.figure,
        sentence=f"{_HELD} {answer.sentence}" if held else answer.sentence,
        missing=missing,
        remarks=remarks,
    )
