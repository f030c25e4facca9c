"""Currency, scale and period that a header states: "Cost (k€, monthly)"."""

from __future__ import annotations

import re

from cockpit.inventory.currencies import SIGN, WORDS, meanings
from cockpit.inventory.mapping.model import Period
from cockpit.inventory.mapping.scales import ABBREVIATED, Unit, as_written, spelt_in, stated_in
from cockpit.inventory.mapping.words import words
from cockpit.inventory.schema import Column, ColumnType

_PERIODS: dict[Period, str] = {
    Period.SECOND: "second sec rps qps sekunde seconde segundo secondo",
    Period.MINUTE: "minute min minutes rpm minuto minuut",
    Period.HOUR: "hour hours hourly hr h stunde stunden heure heures hora horas uur ora ore",
    Period.DAY: "day days daily tag tage taglich jour jours jours dia dias dag dagen giorno giorni",
    Period.WEEK: "week weeks weekly woche wochen semaine semana settimana",
    Period.MONTH: "month months monthly mo mtl monat monate monatlich monatliche mois mensuel "
    "mensuelle mensuels mes mensual mensuales maand maandelijks maandelijkse mese mensile mensili "
    "pm",
    Period.QUARTER: "quarter quarterly quartal trimestre trimestriel trimestral kwartaal",
    Period.YEAR: "year years yearly annual annually annum annuale annuali annuo annui pa jahr "
    "jahrlich jahrliche jahres an ans annuel annuelle annuels annuelles ano anual anuales jaar "
    "jaarlijks jaarlijkse anno jahreskosten jahresbudget jaarkosten jahresnutzen",
}
_PERIOD_OF = {word: period for period, group in _PERIODS.items() for word in group.split()}
_CURRENCY = re.compile(rf"(?<![A-Za-z])(?:{ABBREVIATED})?\s*({SIGN})|(?<![A-Za-z])([A-Z]{{3}})\b")
#: A code that is a word as well counts in brackets, and at the end.
_APART = re.compile(r"^\W*[A-Za-z]*[A-Z]{3}\s*(?:[)\],;/]|$)")
_BRACKETS = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
#: Words beside a currency that say nothing of its scale.
_OF_NO_SCALE = frozenset(
    words("a ca est exc excl fy gross in incl inc iva mwst net of p per plan real tax tva vat")
)
#: Currencies named first where a sign stands for many, and how many are named.
_USUAL = ("USD", "CAD", "AUD", "SEK", "NOK", "DKK", "JPY", "CNY")
_MOST_NAMED = 4
#: Letters that an abbreviation of a scale has at most.
_MOST_LETTERS = 4


def unit_of(header: str, column: Column) -> Unit:
    """Currency, scale and period in a header, as far as the column's type can have them."""
    if column.type not in (
        ColumnType.MONEY,
        ColumnType.NUMBER,
        ColumnType.COUNT,
        ColumnType.MONTHS,
    ):
        return Unit()
    money = column.type is ColumnType.MONEY
    currency, factor, unclear = _money(header) if money else (None, 1.0, "")
    plain = header.replace("p.a.", " pa ").replace("p. a.", " pa ").replace("p.m.", " pm ")
    period = next((_PERIOD_OF[word] for word in words(plain) if word in _PERIOD_OF), None)
    if own_period(column) is None:
        period = None
    said = []
    if factor != 1:
        said.append(f"in {'thousands' if factor == 1e3 else f'units of {factor:,.0f}'}")
    if currency:
        said.append(f"in {currency}")
    if period is not None and period is not own_period(column):
        said.append(f"per {period}")
    why = f"by its header {', '.join(said)}" if said else ""
    if unclear:
        why += f"{'; ' if why else ''}{unclear}"
    if period is None and own_period(column) is not None and money:
        why += f"{'; ' if why else ''}no period is stated, so it is taken per {own_period(column)}"
    return Unit(currency, factor, period, why)


def own_period(column: Column) -> Period | None:
    """The period that our column's own unit covers; ``None`` where it has none.

    Growth is left out: a rate a year is not twelve times a rate a month.
    """
    if column.type is ColumnType.SHARE:
        return None
    for period in Period:
        if column.unit.endswith(f"a {period}"):
            return period
    return None


def multiplier(column: Column, factor: float, period: Period | None) -> float:
    """What a number of theirs is multiplied by to be in our unit."""
    own = own_period(column)
    if own is None or period is None or period is own:
        return factor
    return factor * period.a_year / own.a_year


def _money(header: str) -> tuple[str | None, float, str]:
    """Currency and scale of a header, and what to say of a sign of several currencies."""
    header = as_written(header)
    stated = stated_in(header, header=True)
    currency, unclear = stated.currency, ""
    factor = max(stated.factor, spelt_in(header))
    for match in _CURRENCY.finditer(header):
        found = meanings(match[1] or match[2])
        if found is None or (match[2] in WORDS and not _APART.search(header[match.start() :])):
            continue
        if len(found) == 1:
            currency = next(iter(found))
        else:
            some = ", ".join(
                sorted(found, key=lambda code: (code not in _USUAL, code))[:_MOST_NAMED]
            )
            more = " or another" if len(found) > _MOST_NAMED else ""
            unclear = f"{match[1]} may be {some}{more}: choose its currency"
    said = [] if currency or not unclear else [unclear]
    if factor == 1 and (unread := _beside_currency(header)):
        said.append(f"“{unread}” beside the currency is not understood: check its factor")
    return currency, factor, "; ".join(said)


def _beside_currency(header: str) -> str:
    """A short word in one pair of brackets with a currency that may be a scale; empty if none."""
    for inside in _BRACKETS.findall(header):
        found = re.findall(r"[^\s,;/.·-]+", inside)
        signs = [word for word in found if meanings(word) is not None and word not in WORDS]
        for word in found if signs else ():
            known = (
                word in signs or word.casefold() in _PERIOD_OF or word.casefold() in _OF_NO_SCALE
            )
            year = re.fullmatch(r"(?:fy)?\d\d|(?:19|20)\d\d", word.casefold())
            if not known and not year and len(word) <= _MOST_LETTERS:
                return word
    return ""


def states_money(header: str) -> bool:
    """Whether a header names a currency, so that its numbers are amounts."""
    currency, _, unclear = _money(header)
    return currency is not None or bool(unclear)
