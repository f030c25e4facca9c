"""Token mix and price ratio: what the same tokens cost with another model.

ratio = Σ mix × price of tomorrow's model ÷ Σ mix × price of today's model, with the mix
in input, cached input and output tokens. Example: 700 input, 300 cached and 200 output
tokens at 2, 0.5 and 8 cost 700·2 + 300·0.5 + 200·8 = 3,150; at 4, 1 and 20 they cost
7,100; the ratio is 2.254. It is a ratio of list prices: it says nothing on how many
tokens the other model would use.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cockpit.usage.model_prices import ModelPrice
from cockpit.usage.sums import UsageSum


@dataclass(frozen=True, slots=True)
class Mix:
    """Tokens in any one scale; ``origin`` says where they are from.

    ``input`` leaves out ``cached``. ``cached_known`` is false where no cached tokens are
    stated for at least some: those count as other input.
    """

    input: float
    cached: float
    output: float
    origin: str
    cached_known: bool = True

    @property
    def total(self) -> float:
        """All tokens."""
        return self.input + self.cached + self.output

    @property
    def shares(self) -> tuple[float, float, float]:
        """Input, cached input and output as shares that add up to 1."""
        return self.input / self.total, self.cached / self.total, self.output / self.total


@dataclass(frozen=True, slots=True)
class PriceRatio:
    """Price of tomorrow's model over today's, with both sums for a million tokens of the mix."""

    today: ModelPrice
    tomorrow: ModelPrice
    mix: Mix
    cost_today: float
    cost_tomorrow: float

    @property
    def ratio(self) -> float:
        """Tomorrow's over today's cost of the same tokens."""
        return self.cost_tomorrow / self.cost_today


def cost_of_million(mix: Mix, price: ModelPrice) -> float:
    """Cost of a million tokens of this mix, in the currency of the price."""
    cached = price.input if price.cached is None else price.cached
    shares = zip(mix.shares, (price.input, cached, price.output), strict=True)
    return sum(share * amount for share, amount in shares)


def price_ratio(mix: Mix, today: ModelPrice, tomorrow: ModelPrice) -> PriceRatio | str:
    """The ratio at this mix, or why there is none."""
    if mix.total <= 0:
        return "The mix holds no tokens, so there is no price to compare."
    if today.currency != tomorrow.currency:
        return (
            f"{today.model} is priced in {today.currency} and {tomorrow.model} in "
            f"{tomorrow.currency}. State both in one currency in the catalogue on the Usage page."
        )
    before, after = cost_of_million(mix, today), cost_of_million(mix, tomorrow)
    if before <= 0:
        return f"{today.model} costs nothing at this mix; a ratio to nothing cannot be given."
    return PriceRatio(today, tomorrow, mix, before, after)


def mix_of_sums(sums: Iterable[UsageSum], origin: str) -> Mix | None:
    """The mix of all requests added up, embeddings left out; ``None`` without tokens.

    A request weighs by its tokens, as it does on the bill.
    """
    counted = [each for each in sums if not each.embedding and each.measured_lines]
    tokens_in = sum(each.input for each in counted)
    cached = sum(each.cached for each in counted)
    output = sum(each.output for each in counted)
    if tokens_in + output == 0:
        return None
    known = all(each.cached_stated == each.measured_lines for each in counted)
    return Mix(tokens_in - cached, cached, output, origin, known)


def mix_of_sheet(
    rows: Iterable[tuple[float | None, float | None, float | None]], origin: str
) -> Mix | None:
    """The mix of initiatives as the sheet states it; ``None`` where no row states its tokens.

    Rows are tokens in and out of a request, and requests a month. A single row needs no
    requests; of several, those that do not state them are left out. The sheet does not
    state cached tokens.
    """
    stated = [row for row in rows if row[0] is not None and row[1] is not None]
    if len(stated) > 1:
        stated = [row for row in stated if row[2]]
    one = len(stated) == 1
    tokens_in = sum((row[0] or 0.0) * (1.0 if one else row[2] or 0.0) for row in stated)
    output = sum((row[1] or 0.0) * (1.0 if one else row[2] or 0.0) for row in stated)
    if tokens_in + output <= 0:
        return None
    return Mix(tokens_in, 0.0, output, origin, cached_known=False)
