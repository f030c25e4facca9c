"""Problems grouped by what caused them, so that a person corrects a cause and not 200 rows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cockpit.inventory.reading import Issue, Severity

#: What of a problem's text belongs to its row: quoted cells, and numbers.
_OF_THE_ROW = re.compile(r"'(?:[^'\\]|\\.)*'|\"[^\"]*\"|(?<!\w)\d(?:[\d.,:/-]*\d)?")
_ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Cause:
    """One kind of problem in one column, with every place where it occurs.

    ``problem`` is what its places have in common: a cell or number in which they differ
    stands as an ellipsis. ``values`` counts the cells at fault by what they show.
    """

    severity: Severity
    column: str
    problem: str
    remedy: str
    issues: tuple[Issue, ...]

    @property
    def count(self) -> int:
        """How often it occurs."""
        return len(self.issues)

    @property
    def sheets(self) -> tuple[str, ...]:
        """The tabs on which it occurs, in the order of the file."""
        return tuple(dict.fromkeys(issue.sheet for issue in self.issues))

    @property
    def values(self) -> tuple[tuple[str, int], ...]:
        """Texts of the cells at fault with their count, the most frequent first."""
        return tuple(Counter(issue.value for issue in self.issues).most_common())

    def places(self, most: int = 3) -> str:
        """The first places in words; a problem of a whole sheet names the sheet alone."""
        named = []
        for sheet in self.sheets:
            rows = [str(each.row) for each in self.issues if each.sheet == sheet and each.row]
            named.append(f"{sheet} {', '.join(rows[:most])}".strip() or "file")
        more = sum(issue.row > 0 for issue in self.issues) - most
        shown = "; ".join(named[:most])
        return f"{shown} …" if more > 0 or len(named) > most else shown


def causes(issues: Iterable[Issue]) -> tuple[Cause, ...]:
    """Issues by cause: errors first, then the most frequent; no issue is left out.

    Two issues have one cause where severity and column agree, and their problems but for
    quoted cells and numbers.
    """
    found: dict[tuple[str, str, str], list[Issue]] = {}
    for issue in issues:
        key = (issue.severity.value, issue.column, _general(issue.problem))
        found.setdefault(key, []).append(issue)
    grouped = [_cause(group) for group in found.values()]
    return tuple(
        sorted(grouped, key=lambda each: (each.severity is not Severity.ERROR, -each.count))
    )


def _cause(group: Sequence[Issue]) -> Cause:
    first = group[0]
    return Cause(
        first.severity,
        first.column,
        _common([issue.problem for issue in group]),
        _common([issue.remedy for issue in group]),
        tuple(group),
    )


def _general(text: str) -> str:
    return _OF_THE_ROW.sub(_ELLIPSIS, text)


def _common(texts: Sequence[str]) -> str:
    """What all texts say; a quoted cell or number that differs becomes an ellipsis."""
    general = {_general(text) for text in texts}
    if len(general) > 1:
        return texts[0]
    details = [_OF_THE_ROW.findall(text) for text in texts]
    kept = iter(
        [each[0] if len(set(each)) == 1 else _ELLIPSIS for each in zip(*details, strict=True)]
    )
    return _OF_THE_ROW.sub(lambda _: next(kept), texts[0])
