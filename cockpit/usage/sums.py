"""What is kept of a usage log: monthly sums by model and label, and how its lines tie out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from cockpit.usage.cells import SPEND_UNIT

Label = tuple[str, str]

#: What becomes of a line; the numbers of a file add up to its lines.
OUTCOMES: Mapping[str, str] = {
    "counted": "Counted",
    "failed": "Failed requests, counted apart",
    "duplicate": "Requests stated twice",
    "other": "Not a request to a model",
    "unreadable": "Could not be read",
}


@dataclass(frozen=True, slots=True)
class UsageSum:
    """Requests of one UTC month, model, set of labels and currency.

    Parameters
    ----------
    embedding
        Whether these calls turn text into numbers; they take no part in a token mix.
    lines
        Lines that were added up; ``uncounted`` of them do not state how many requests.
    requests
        Requests on the lines that state how many, cache hits included.
    measured
        Requests whose input and output tokens are both stated; ``input``, ``cached`` and
        ``output`` are their tokens. ``cached`` is part of ``input``.
    cached_stated
        Lines of the measured that state cached tokens at all.
    spend_parts, spend_lines
        Spend in ``1 / SPEND_UNIT`` of ``currency``, and the lines that state it.
    """

    month: str
    model: str
    labels: tuple[Label, ...]
    currency: str
    embedding: bool
    lines: int
    uncounted: int
    requests: int
    measured_lines: int
    measured: int
    input: int
    cached: int
    cached_stated: int
    output: int
    spend_parts: int
    spend_lines: int
    cache_hits: int

    @property
    def spend(self) -> float:
        """Spend as stated."""
        return self.spend_parts / SPEND_UNIT


@dataclass(frozen=True, slots=True)
class Problem:
    """A line that could not be read: its file, its place in it and why."""

    file: str
    place: str
    reason: str


@dataclass(frozen=True, slots=True)
class FileRead:
    """One file: what kinds of log it holds, and what became of each of its lines."""

    name: str
    kinds: tuple[str, ...]
    lines: int
    outcomes: Mapping[str, int]


@dataclass(frozen=True)
class UsageLog:
    """All files read together.

    ``first_day`` and ``last_day`` are the UTC days of the first and last counted line;
    ``problems`` holds the first few of each file, ``notes`` what was done by which rule.
    """

    files: tuple[FileRead, ...]
    sums: tuple[UsageSum, ...]
    problems: tuple[Problem, ...]
    notes: tuple[str, ...]
    first_day: str
    last_day: str
    failed_tokens: int
    digest: str = ""

    @property
    def months(self) -> tuple[str, ...]:
        """Months with a counted line, in order."""
        return tuple(sorted({each.month for each in self.sums}))

    def outcome(self, name: str) -> int:
        """Lines of all files that this became of."""
        return sum(file.outcomes.get(name, 0) for file in self.files)


def to_plain(log: UsageLog) -> dict[str, Any]:
    """The log as JSON knows it."""
    return asdict(log)


def from_plain(content: dict[str, Any]) -> UsageLog:
    """The log that :func:`to_plain` made plain."""
    return UsageLog(
        files=tuple(
            FileRead(each["name"], tuple(each["kinds"]), each["lines"], each["outcomes"])
            for each in content["files"]
        ),
        sums=tuple(
            UsageSum(**{**each, "labels": tuple((kind, text) for kind, text in each["labels"])})
            for each in content["sums"]
        ),
        problems=tuple(Problem(**each) for each in content["problems"]),
        notes=tuple(content["notes"]),
        first_day=content["first_day"],
        last_day=content["last_day"],
        failed_tokens=content["failed_tokens"],
        digest=content["digest"],
    )
