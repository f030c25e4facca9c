"""What a session keeps of usage and prices: sums, rules, own prices, the pair of models."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cockpit import state
from cockpit.dataset import Dataset
from cockpit.inventory.rows import InitiativeRow
from cockpit.usage.compared import Stated
from cockpit.usage.matching import Matched, MatchRule, match
from cockpit.usage.mix import Mix, mix_of_sheet, mix_of_sums
from cockpit.usage.model_prices import Catalogue, ModelPrice, shipped
from cockpit.usage.sums import UsageLog

_LOG, _RULES, _OWN, _PAIR = "usage_log", "usage_rules", "usage_prices", "usage_pair"

#: Choice of a mix that is no initiative's: every request, or what the person types.
EVERYTHING, TYPED = "", "\0typed"


@dataclass(frozen=True, slots=True)
class Pair:
    """The models whose ratio the lever was set to; ``words`` say which, and at what mix."""

    ratio: float
    words: str


def log() -> UsageLog | None:
    """The usage log of this session: sums only, the files themselves are not kept."""
    found: UsageLog | None = state.remembered(_LOG)
    return found


def keep_log(found: UsageLog | None) -> None:
    """Work with this log from now on, or with none."""
    state.remember(_LOG, found)


def rules() -> tuple[MatchRule, ...]:
    """The person's rules for labels."""
    return tuple(state.remembered(_RULES, ()))


def keep_rules(found: Sequence[MatchRule]) -> None:
    """Match by these rules from now on."""
    state.remember(_RULES, tuple(found))


def catalogue() -> Catalogue:
    """The prices in use: the person's where they changed or loaded any, else the extract."""
    own: tuple[ModelPrice, ...] | None = state.remembered(_OWN)
    return shipped() if own is None else Catalogue(own)


def is_own_catalogue() -> bool:
    """Whether the prices were changed or loaded by the person."""
    return state.remembered(_OWN) is not None


def keep_prices(prices: Sequence[ModelPrice] | None) -> None:
    """Work with these prices from now on; ``None`` goes back to the extract."""
    own = None if prices is None or tuple(prices) == shipped().prices else tuple(prices)
    state.remember(_OWN, own)


def pair() -> Pair | None:
    """The models behind the lever, as long as the lever stands where they put it."""
    found: Pair | None = state.remembered(_PAIR)
    if found is None or state.choice().now.levers.model_price_ratio != found.ratio:
        return None
    return found


def keep_pair(found: Pair) -> None:
    """Name these models beside the lever."""
    state.remember(_PAIR, found)


def initiatives(data: Dataset) -> tuple[InitiativeRow, ...]:
    """The initiatives of the data in use; none where it could not be read."""
    inventory = data.reading.inventory
    return () if inventory is None else tuple(inventory.initiatives)


def matched(data: Dataset, found: UsageLog) -> Matched:
    """The log by initiative."""
    return match(found, [(row.id, row.name) for row in initiatives(data)], rules())


def stated(rows: Iterable[InitiativeRow]) -> list[Stated]:
    """What the sheet says of usage."""
    return [
        Stated(
            row.id, row.name, row.monthly_requests, row.tokens_in, row.tokens_out,
            row.monthly_growth,
        )
        for row in rows
    ]  # fmt: skip


def mixes(data: Dataset) -> dict[str, Mix]:
    """Mixes that can be chosen by initiative id (:data:`EVERYTHING` for all): log before sheet."""
    rows = initiatives(data)
    found = log()
    of_log = matched(data, found).by_initiative if found is not None else {}
    chosen: dict[str, Mix | None] = {}
    if found is not None:
        chosen[EVERYTHING] = mix_of_sums(found.sums, "all requests of the usage log")
    if chosen.get(EVERYTHING) is None:
        chosen[EVERYTHING] = mix_of_sheet(
            [(row.tokens_in, row.tokens_out, row.monthly_requests) for row in rows],
            "the Initiatives sheet, all initiatives by their requests",
        )
    for row in rows:
        chosen[row.id] = (
            mix_of_sums(of_log[row.id], "the usage log") if row.id in of_log else None
        ) or mix_of_sheet([(row.tokens_in, row.tokens_out, None)], "the Initiatives sheet")
    return {key: mix for key, mix in chosen.items() if mix is not None}
