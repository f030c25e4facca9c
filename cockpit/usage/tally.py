"""Adds up the lines of a log, each by one stated rule; the order of lines changes nothing."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cockpit.usage import cells, lines, otlp
from cockpit.usage.cells import UnusableError
from cockpit.usage.dialects import DIALECTS, OTEL, Dialect, dialect_of
from cockpit.usage.lines import EMBEDDINGS, MOST_NAME, Key, Line, first, text_of
from cockpit.usage.nesting import Nesting
from cockpit.usage.sums import OUTCOMES, FileRead, Problem, UsageLog, UsageSum

MOST_REQUESTS = 3_000_000
MOST_SPANS = 4_000_000
MOST_GROUPS = 20_000
MOST_PROBLEMS = 100

#: Spans that frame a request to a model, whose tokens they repeat.
_FRAMES = {"invoke_agent", "create_agent", "execute_tool", "invoke_workflow", "retrieval", "plan"}
_TOKEN_USAGE = "gen_ai.client.token.usage"

#: Places of the numbers of a group, in the order of the fields of :class:`UsageSum`.
_NUMBERS = tuple(UsageSum.__slots__[5:])


class TooMuchError(Exception):
    """The log goes beyond what is read, in words."""


@dataclass
class _Group:
    """Numbers by group, and the first and last day."""

    sums: dict[Key, list[int]] = field(default_factory=dict)
    days: set[str] = field(default_factory=set)


class Tally:
    """Adds lines up; :meth:`result` says what came of them."""

    def __init__(self) -> None:
        self._spans, self._points = _Group(), _Group()
        self._nesting = Nesting()
        self._ids: dict[int, int] = {}
        self._more_ids: set[tuple[int, int]] = set()
        self._rules: Counter[str] = Counter()
        self._kinds: set[str] = set()
        self._problems: list[Problem] = []
        self._files: list[FileRead] = []
        self._failed_tokens = 0
        self._file = ""
        self._outcomes: Counter[str] = Counter()
        self._file_kinds: set[str] = set()
        self._points_of_file = 0
        self._points_by_file: list[int] = []

    def open(self, name: str) -> None:
        """Begin a file."""
        self._file = name
        self._outcomes, self._file_kinds = Counter(), set()
        self._points_of_file = 0

    def close(self) -> None:
        """End a file."""
        self._points_by_file.append(self._points_of_file)
        self._files.append(
            FileRead(
                self._file,
                tuple(sorted(self._file_kinds)),
                self._outcomes.total(),
                {name: self._outcomes[name] for name in OUTCOMES},
            )
        )

    def unreadable(self, place: str, reason: str) -> None:
        """Count a line that cannot be used, and keep its place while there is room."""
        self._outcomes["unreadable"] += 1
        known = sum(problem.file == self._file for problem in self._problems)
        if known < MOST_PROBLEMS:
            self._problems.append(Problem(self._file, place, reason))

    def note(self, rule: str) -> None:
        """Count a use of a rule; :data:`_SAID` words it."""
        self._rules[rule] += 1

    def add(
        self,
        place: str,
        record: Mapping[str, Any],
        whole: Any = None,
        decimal_comma: bool = False,
    ) -> None:
        """One record by folded names; ``whole`` is all of its line, to tell it from others."""
        if otlp.METRIC in record:
            self._add_point(place, record)
            return
        trace, span, parent, operation = (
            text_of(record, OTEL, name) for name in ("trace", "span", "parent", "operation")
        )
        self._nesting.see(trace, span, parent, operation.lower())
        dialect = dialect_of(record)
        if dialect is None:
            self._outcomes["other"] += 1
            return
        self._file_kinds.add(dialect.title)
        self._kinds.add(dialect.key)
        if text_of(record, dialect, "operation").lower() in _FRAMES:
            self.note("frames")
            self._outcomes["other"] += 1
            return
        try:
            line = lines.understood(record, dialect, decimal_comma, self.note)
        except UnusableError as error:
            self.unreadable(place, f"{error}.")
            return
        if self._seen(record, whole, dialect, line):
            self._outcomes["duplicate"] += 1
            return
        if dialect is OTEL and not line.failed:
            self._nesting.count(trace, span, line, len(self._files))
        if len(self._nesting) > MOST_SPANS:
            raise TooMuchError(
                f"The log has more than {MOST_SPANS // 2:,} spans. Export fewer months at a time."
            )
        self._take(line)

    def _take(self, line: Line) -> None:
        if line.failed:
            self._failed_tokens += (line.input or 0) + (line.output or 0)
            self._outcomes["failed"] += 1
            return
        self._outcomes["counted"] += 1
        self._add_line(line)

    def _add_line(self, line: Line, sign: int = 1) -> None:
        """Add a line to the sums, or take it back with a ``sign`` of -1."""
        measured = line.input is not None and line.output is not None and not line.cache_hit
        count = 1 if line.requests is None else line.requests
        numbers = {
            "lines": 1,
            "uncounted": int(line.requests is None),
            "requests": 0 if line.requests is None else line.requests,
            "measured_lines": int(measured),
            "measured": count if measured and line.requests is not None else 0,
            "input": (line.input or 0) if measured else 0,
            "cached": (line.cached or 0) if measured else 0,
            "cached_stated": int(measured and line.cached is not None),
            "output": (line.output or 0) if measured else 0,
            "spend_parts": line.spend or 0,
            "spend_lines": int(line.spend is not None),
            "cache_hits": int(line.cache_hit),
        }
        signed = {name: sign * number for name, number in numbers.items()}
        self._sum(self._spans, line.key, line.day, **signed)

    def _sum(self, group: _Group, key: Key, day: str, **numbers: int) -> None:
        if self._rules["tags off"]:
            key = _without_tags(key)
        found = group.sums.get(key)
        if found is None:
            found = group.sums[key] = [0] * len(_NUMBERS)
            if len(group.sums) > MOST_GROUPS:
                self._drop_tags(group)
                found = group.sums[_without_tags(key)]
        for place, name in enumerate(_NUMBERS):
            found[place] += numbers.get(name, 0)
        group.days.add(day)

    def _drop_tags(self, group: _Group) -> None:
        """Too many combinations: do without tags, which may differ with every request."""
        if not self._rules["tags off"]:
            self.note("tags off")
        merged: dict[Key, list[int]] = {}
        for key, numbers in group.sums.items():
            into = merged.setdefault(_without_tags(key), [0] * len(_NUMBERS))
            into[:] = [a + b for a, b in zip(into, numbers, strict=True)]
        group.sums = merged
        if len(merged) > MOST_GROUPS:
            raise TooMuchError(
                f"The log has more than {MOST_GROUPS:,} combinations of month, model, team and "
                "project. Export fewer months, or fewer labels."
            )

    def _seen(self, record: Mapping[str, Any], whole: Any, dialect: Dialect, line: Line) -> bool:
        """Whether this very line was counted; another line under the same id is a new attempt."""
        identity = ""
        if dialect.by_line:
            identity = repr(whole)
        for group in dialect.identity:
            parts = [text_of(record, dialect, name) for name in group]
            if all(parts):
                identity = "\x1f".join(parts)
                break
        if not identity:
            self.note("no id")
            return False
        mark, content = _mark(f"{dialect.key}\x1f{identity}"), _mark(repr(line))
        if mark not in self._ids:
            self._ids[mark] = content
            if len(self._ids) > MOST_REQUESTS:
                raise TooMuchError(
                    f"The log has more than {MOST_REQUESTS:,} requests. Export fewer months at a "
                    "time, or daily sums."
                )
            return False
        if self._ids[mark] == content or (mark, content) in self._more_ids:
            return True
        self._more_ids.add((mark, content))
        self.note("attempts")
        return False

    def _add_point(self, place: str, record: Mapping[str, Any]) -> None:
        """One point of a histogram of tokens; its count is a number of requests."""
        kind = str(record.get("gen_ai_token_type", "")).lower()
        if record[otlp.METRIC] != _TOKEN_USAGE or kind not in ("input", "output"):
            self._outcomes["other"] += 1
            return
        self._file_kinds.add(f"{OTEL.title} metrics")
        try:
            if str(record[otlp.TEMPORALITY]).lower() not in ("1", "aggregation_temporality_delta"):
                raise UnusableError(
                    "The metric adds up from its start (cumulative), so its months cannot be "
                    "told apart; export it with delta temporality"
                )
            moment = cells.instant(first(record, OTEL, "time"))
            model = text_of(record, OTEL, "model")
            if not model:
                raise UnusableError("The model is missing")
            tokens = cells.count(record[otlp.SUM], "The sum of tokens")
            requests = cells.count(record[otlp.COUNT], "The number of requests")
            if tokens is None or requests is None:
                raise UnusableError("The point states no sum or no count")
        except UnusableError as error:
            self.unreadable(place, f"{error}.")
            return
        identity = _mark(repr(sorted((name, str(value)) for name, value in record.items())))
        if identity in self._ids:
            self._outcomes["duplicate"] += 1
            return
        self._ids[identity] = 0
        self._outcomes["counted"] += 1
        self._points_of_file += 1
        embedding = text_of(record, OTEL, "operation").lower() in EMBEDDINGS
        labels = lines.labels_of(record, OTEL, self.note)
        asked = requests if kind == "input" else 0
        self._sum(
            self._points,
            (moment.month, model[:MOST_NAME], labels, "", embedding),
            moment.day.isoformat(),
            lines=1,
            requests=asked,
            measured_lines=1,
            measured=asked,
            **{kind: tokens},
        )

    def result(self, digest: str = "") -> UsageLog:
        """What came of all lines; spans count before metrics, which repeat them."""
        framed = self._without_enclosing()
        spans = self._spans.sums or not self._points.sums
        used = self._spans if spans else self._points
        files = []
        for number, (file, points) in enumerate(
            zip(self._files, self._points_by_file, strict=True)
        ):
            outcomes = dict(file.outcomes)
            outcomes["counted"] -= framed[number]
            outcomes["other"] += framed[number]
            if spans and points:
                self.note("points")
                outcomes["counted"] -= points
                outcomes["other"] += points
            files.append(FileRead(file.name, file.kinds, file.lines, outcomes))
        sums = [UsageSum(*key[:4], key[4], *numbers) for key, numbers in sorted(used.sums.items())]
        return UsageLog(
            files=tuple(files),
            sums=tuple(sums),
            problems=tuple(self._problems),
            notes=self._notes(sums),
            first_day=min(used.days, default=""),
            last_day=max(used.days, default=""),
            failed_tokens=self._failed_tokens,
            digest=digest,
        )

    def _without_enclosing(self) -> Counter[int]:
        """Take back the spans that enclose another of the same request; how many by file."""
        taken: Counter[int] = Counter()
        for line, file in self._nesting.enclosing():
            self._add_line(line, -1)
            self.note("enclosing")
            taken[file] += 1
        place = _NUMBERS.index("lines")
        self._spans.sums = {k: each for k, each in self._spans.sums.items() if each[place]}
        self._nesting = Nesting()
        return taken

    def _notes(self, sums: list[UsageSum]) -> tuple[str, ...]:
        notes = [f"{d.title}: {d.rule}" for d in DIALECTS if d.key in self._kinds]
        notes += [words.format(n=f"{self._rules[rule]:,}") for rule, words in _SAID.items()
                  if self._rules[rule]]  # fmt: skip
        if hits := sum(each.cache_hits for each in sums):
            notes.append(
                f"{hits:,} answers came from the gateway's own cache: they count as requests, and "
                "their tokens do not, since no model was asked."
            )
        if failed := sum(file.outcomes["failed"] for file in self._files):
            notes.append(
                f"{failed:,} requests failed; they and the {self._failed_tokens:,} tokens they "
                "state are in no sum. A retry is a request of its own."
            )
        notes.append(
            "Keys, names of users, prompts and answers were not looked at, and nothing of them "
            "is kept."
        )
        return tuple(notes)


#: What is said of a rule that was used ``n`` times.
_SAID = {
    "zone": "Times without a stated zone: {n}. They are taken as UTC.",
    "frames": "Spans of agents, tools and workflows: {n}. They repeat the tokens of the requests "
    "that they frame; only the requests count.",
    "enclosing": "Spans of a model that enclose another one with tokens: {n}. They repeat its "
    "request; only the innermost counts, unless a tool lies between them.",
    "points": "Files with metrics beside spans: {n}. Only the spans count.",
    "no id": "Lines without an id: {n}. One that is stated twice cannot be told among them.",
    "attempts": "Lines that repeat the id of another with other figures: {n}. Each counts as an "
    "attempt.",
    "total": "Lines whose total is not input plus output: {n}. The parts are used.",
    "labels": "Labels that look like keys, addresses or programs: on {n} lines. They are not kept.",
    "encoding": "Lines that are not UTF-8: {n}. They are read as Windows-1252.",
    "tags off": "The tags differ with nearly every request; they are left out, and initiatives "
    "are found by the other labels.",
    "twice": "Files given twice: {n}. Each counts once.",
}


def _mark(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(errors="replace"), digest_size=8).digest())


def _without_tags(key: Key) -> Key:
    month, model, labels, currency, embedding = key
    return month, model, tuple(each for each in labels if each[0] != "tag"), currency, embedding
