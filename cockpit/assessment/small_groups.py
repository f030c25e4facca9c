"""Which figures on habits must not be shown: decided here, for every page and every file.

A group smaller than the threshold, or of unknown size, is hidden. So is every group
from which a hidden one could be worked out by difference, in two steps:

1. Beside a total that is shown, the hidden groups under it must be more than one and
   together at least as large as the threshold. A group counts once, even if it is stated
   as the total of an initiative and as its only team.
2. No sum of shown parts may come nearer to a shown total than the threshold, unless it
   is that total: the rest would be a few people, stated or not.

Where one of them does not hold, the next smallest group is hidden, too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from cockpit.inventory.catalogue import is_habit, known_metric
from cockpit.inventory.reading import Inventory
from cockpit.inventory.rows import MetricRow
from cockpit.inventory.values import fold
from scenarios.portfolio import Source

#: Initiative (``None``: the organisation) and team (``None``: all of it).
Key = tuple[str | None, str | None]

#: A group with more people is a mistake in the workbook, and its size is not known.
_MOST_PEOPLE = 10_000_000


@dataclass(frozen=True, slots=True)
class Group:
    """People of one team, one initiative or the organisation, and what they do.

    ``size`` is the least that is stated, ``None`` where one row states none; ``sizes``
    holds all. ``values`` holds before and now by habit.
    """

    initiative: str | None
    team: str | None
    size: int | None
    values: dict[str, tuple[float | None, float | None]]
    rows: tuple[Source, ...]
    sizes: frozenset[int] = field(default_factory=frozenset)

    @property
    def key(self) -> Key:
        """Initiative and team."""
        return (self.initiative, self.team)

    @property
    def stated(self) -> frozenset[int]:
        """Every size that is stated of it."""
        return self.sizes or frozenset(() if self.size is None else (self.size,))


@dataclass(frozen=True, slots=True)
class _Block:
    """An initiative as part of a total: all of it (``None``: not stated), and its teams."""

    whole: Group | None
    teams: tuple[Group, ...]


def groups_of(inventory: Inventory) -> tuple[Group, ...]:
    """Groups in the order of the sheet, the organisation first."""
    by_key: dict[Key, list[MetricRow]] = {}
    for row in inventory.metrics:
        if is_habit(row.metric):
            by_key.setdefault(key_of(row), []).append(row)
    groups = [_group(rows, inventory.settings.headcount) for rows in by_key.values()]
    return tuple(sorted(groups, key=lambda each: (each.initiative is not None, each.team or "")))


def key_of(row: MetricRow) -> Key:
    """The group of a row; the same team is found however it is spelt."""
    return (row.initiative, None if row.team is None else fold(row.team))


def hidden_keys(inventory: Inventory, smallest: int) -> frozenset[Key]:
    """Groups of the Metrics sheet that must not be shown, as :func:`key_of` names them."""
    found = groups_of(inventory)
    hidden = hidden_groups(found, smallest)
    return frozenset(
        (each.initiative, None if each.team is None else fold(each.team))
        for each in found
        if each.key in hidden
    )


def hidden_rows(inventory: Inventory, smallest: int) -> frozenset[Source]:
    """Rows that no page and no file may list.

    A benefit in a habit states no group, so its row is of unknown size; its money is
    shown, its quantities are not.
    """
    keys = hidden_keys(inventory, smallest)
    metrics = (row.at for row in inventory.metrics if is_habit(row.metric) and key_of(row) in keys)
    benefits = (
        row.at for row in inventory.benefits if is_habit(row.metric or "") or is_habit(row.benefit)
    )
    return frozenset((*metrics, *benefits))


def hidden_groups(groups: Iterable[Group], smallest: int) -> frozenset[Key]:
    """Keys of the groups that must not be shown."""
    found = tuple(groups)
    hidden = {each.key for each in found if _is_small(each, smallest)}
    while (more := _next_to_hide(found, hidden, smallest)) is not None:
        hidden.add(more.key)
    return frozenset(hidden)


def _next_to_hide(found: tuple[Group, ...], hidden: set[Key], smallest: int) -> Group | None:
    """A shown group from which, with others that are shown, a hidden one could be worked out."""
    for total in found:
        if total.team is not None or total.key in hidden:
            continue
        families = _families(found, total)
        for blocks in families:
            more = _beside_too_few(total, blocks, hidden, smallest)
            if more is not None:
                return more
        more = _near_the_total(total, [b for blocks in families for b in blocks], hidden, smallest)
        if more is not None:
            return more
    return None


def _families(found: tuple[Group, ...], total: Group) -> list[list[_Block]]:
    """Ways to divide a total: into its teams; the organisation also into initiatives."""
    by_initiative: dict[str | None, list[Group]] = {}
    for each in found:
        if each is not total:
            by_initiative.setdefault(each.initiative, []).append(each)
    own = [_Block(None, tuple(by_initiative.pop(total.initiative, [])))]
    if total.initiative is not None:
        return [own]
    others = [
        _Block(
            next((each for each in parts if each.team is None), None),
            tuple(each for each in parts if each.team is not None),
        )
        for parts in by_initiative.values()
    ]
    return [own, others]


def _beside_too_few(
    total: Group, blocks: list[_Block], hidden: set[Key], smallest: int
) -> Group | None:
    """The smallest shown part, where the hidden ones could be worked out by difference.

    A group of unknown size counts as one person, and a team of several initiatives once.
    Beside people whom no row states, one large group cannot be worked out; a small one is
    never left to rest on that.
    """
    people: dict[str, int] = {}
    small = False
    for place, block in enumerate(blocks):
        if block.whole is not None and block.whole.key not in hidden:
            continue  # The teams are protected beside their own total.
        below = [each for each in block.teams if each.key in hidden]
        within = sum(each.size or 1 for each in below)
        if block.whole is None:
            for each in below:
                name = f"team {fold(each.team or '')}"
                people[name] = max(people.get(name, 0), each.size or 1)
        elif rest := max(within, _not_in_teams(block, hidden)):
            # An initiative that is hidden must not be worked out either: it is one group.
            people[f"block {place}"] = rest
            below.append(block.whole)
        small = small or any(_is_small(each, smallest) for each in below)
    shown, among = list(_shown(blocks, hidden)), sum(people.values())
    if small:
        enough = len(people) > 1 and among >= smallest
    else:
        rest = (total.size or 0) - among - sum(each.size or 0 for each in shown)
        enough = len(people) != 1 or rest != 0
    return None if enough else min(shown, key=_by_size, default=None)


def _not_in_teams(block: _Block, hidden: set[Key]) -> int:
    """People of a hidden initiative who are in no shown team; at least one where unknown."""
    shown = sum(each.size or 0 for each in block.teams if each.key not in hidden)
    if block.whole is None or block.whole.size is None:
        return 0 if shown else 1
    return max(0, block.whole.size - shown)


def _shown(blocks: list[_Block], hidden: set[Key]) -> Iterator[Group]:
    """What can be taken from the total: shown initiatives, else their shown teams."""
    for block in blocks:
        if block.whole is not None and block.whole.key not in hidden:
            yield block.whole
        else:
            yield from (each for each in block.teams if each.key not in hidden)


def _near_the_total(
    total: Group, blocks: list[_Block], hidden: set[Key], smallest: int
) -> Group | None:
    """The smallest of some shown parts whose sum is the total but for a few people.

    Bit n of a whole number says that n people can be added up from the parts so far. Of
    an initiative either the whole is added or some of its teams. Parts may overlap, so
    that a sum a little above the total leaves a few people as well.
    """
    within = (1 << (max(total.stated) + smallest)) - 1
    sums, steps = [1], list[tuple[Group, int]]()
    for block in blocks:
        start = len(steps)
        parts: list[tuple[Group, int | None]] = [(each, None) for each in block.teams]
        if block.whole is not None:
            parts.append((block.whole, start))
        for each, fixed in parts:
            if each.key not in hidden:
                before = len(steps) if fixed is None else fixed
                added = sums[-1]
                for size in each.stated:
                    added |= (sums[before] << size) & within
                sums.append(added)
                steps.append((each, before))
    for size in total.stated:
        for few in range(1, smallest):
            for people in (size - few, size + few):
                if people > 0 and sums[-1] >> people & 1:
                    return min(_added_up(people, sums, steps), key=_by_size)
    return None


def _added_up(people: int, sums: list[int], steps: list[tuple[Group, int]]) -> list[Group]:
    """Parts that sum to this number of people."""
    chosen, place = [], len(steps)
    while people:
        if sums[place - 1] >> people & 1:
            place -= 1
            continue
        part, before = steps[place - 1]
        people -= next(
            size for size in part.stated if size <= people and sums[before] >> (people - size) & 1
        )
        chosen.append(part)
        place = before
    return chosen


def _is_small(group: Group, smallest: int) -> bool:
    return group.size is None or group.size < smallest


def _by_size(group: Group) -> tuple[int, str]:
    return (group.size or 0, str(group.key))


def _group(rows: list[MetricRow], headcount: int | None) -> Group:
    """Its size is the least stated; unknown where one of its rows states none."""
    first = rows[0]
    sizes = [row.group_size for row in rows]
    if (first.initiative, first.team) == (None, None):
        sizes = [headcount if size is None else size for size in sizes]
    known = [size for size in sizes if size is not None and size <= _MOST_PEOPLE]
    names = ((known_metric(row.metric), row) for row in rows)
    return Group(
        initiative=first.initiative,
        team=first.team,
        size=min(known) if len(known) == len(sizes) else None,
        values={metric.name: (row.baseline, row.current) for metric, row in names if metric},
        rows=tuple(row.at for row in rows),
        sizes=frozenset(known),
    )
