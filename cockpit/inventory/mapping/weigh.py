"""What the values of a column say for or against a field, beside its header.

One small rule for each kind of field; each gives an amount to add to the header's score
(-1 to 1) and, where it speaks for the field, a reason in words.
"""

from __future__ import annotations

from collections.abc import Callable

from cockpit.inventory.mapping.evidence import Profile
from cockpit.inventory.mapping.scores import Score
from cockpit.inventory.schema import Column, ColumnType

#: A change of the score, and the words that go with it.
Weight = tuple[float, str]

_NOTHING: Weight = (0.0, "")
_NUMBERS = (
    ColumnType.NUMBER,
    ColumnType.COUNT,
    ColumnType.MONTHS,
    ColumnType.RATIO,
    ColumnType.SHARE,
)


def percent(share: float) -> str:
    """A share in words."""
    return f"{share * 100:.0f} %"


def _dates(seen: Profile) -> Weight:
    if seen.date >= 0.5:
        return 0.08, f"{percent(seen.date)} of its values are dates"
    if seen.year >= 0.5:
        return -0.6, ""  # a year is no date: the person has to say what it stands for
    return -0.45, ""


def _numbers(seen: Profile) -> Weight:
    if seen.number >= 0.5:
        return 0.05, f"{percent(seen.number)} of its values are numbers"
    return -0.5, ""


def _truth(seen: Profile) -> Weight:
    if seen.truth >= 0.5:
        return 0.05, f"{percent(seen.truth)} of its values are yes or no"
    return -0.45, ""


def _currency(seen: Profile) -> Weight:
    if seen.currency >= 0.8:
        return 0.1, f"{percent(seen.currency)} of its values are currency codes"
    return -0.5, ""


def _stage(seen: Profile) -> Weight:
    if seen.stage >= 0.5:
        return 0.14, f"{percent(seen.stage)} of its values are stages"
    if seen.distinct > 0.6 and seen.cells >= 6:
        return -0.4, ""
    if seen.truth > 0.6 or seen.number > 0.6 or seen.date > 0.5 or seen.length > 80:
        return -0.45, ""
    return (-0.15, "") if seen.stage < 0.2 else _NOTHING


def _name(seen: Profile) -> Weight:
    against = max(seen.number, seen.truth, seen.date, seen.mail)
    if against > 0.5:
        return -0.6, ""
    if seen.cells >= 6 and seen.distinct < 0.5:
        return -0.4, ""
    if seen.length > 160 or seen.code >= 0.8:
        return -0.3, ""
    if seen.length > 90:
        return -0.15, ""
    if seen.distinct >= 0.9:
        return 0.06, f"{percent(seen.distinct)} of its texts are different"
    return _NOTHING


def _id(seen: Profile) -> Weight:
    if seen.length > 40 or seen.date > 0.5 or seen.truth > 0.5 or seen.person > 0.5:
        return -0.5, ""
    if seen.cells >= 3 and seen.distinct < 0.98:
        return -0.5, ""
    if max(seen.code, seen.number) >= 0.8:
        return 0.08, "its values are short and all different"
    return -0.2, ""


def _owner(seen: Profile) -> Weight:
    if seen.mail >= 0.5:
        return -0.1, f"{percent(seen.mail)} of its values are mail addresses"
    if seen.person >= 0.5:
        return 0.1, f"{percent(seen.person)} of its values read like people"
    if max(seen.number, seen.date, seen.truth, seen.stage) > 0.5 or seen.length > 120:
        return -0.5, ""
    differ = seen.cells >= 12 and seen.distinct > 0.9 and max(seen.person, seen.mail) < 0.3
    return (-0.45, "") if differ else _NOTHING


def _unit(seen: Profile) -> Weight:
    if max(seen.number, seen.date, seen.truth, seen.mail) > 0.5 or seen.length > 110:
        return -0.5, ""
    if seen.stage > 0.5:
        return -0.3, ""
    if seen.cells >= 4 and seen.distinct * seen.cells < 1.5:
        return -0.3, "all of its texts are the same"
    if seen.cells >= 12 and seen.distinct > 0.9:
        return (-0.45 if seen.length > 45 else -0.2), ""
    if seen.vendor >= 0.5:
        return -0.15, ""
    if seen.cells >= 6 and seen.distinct < 0.6:
        return 0.04, "few different texts that repeat"
    return _NOTHING


def _vendor(seen: Profile) -> Weight:
    if max(seen.number, seen.date, seen.truth, seen.firm, seen.mail) > 0.5 or seen.length > 110:
        return -0.5, ""
    if seen.made >= 0.8 and seen.cells >= 3 and seen.distinct < 0.7:
        return -0.5, ""  # how it is made, and not by whom
    if seen.vendor >= 0.3:
        return 0.08, f"{percent(seen.vendor)} of its values read like companies"
    return (-0.15, "") if seen.person >= 0.75 and seen.vendor == 0 else _NOTHING


def _model(seen: Profile) -> Weight:
    if max(seen.number, seen.date, seen.truth) > 0.5 or seen.length > 80:
        return -0.5, ""
    if seen.model >= 0.4:
        return 0.1, f"{percent(seen.model)} of its values are models"
    return _NOTHING


def _risk(seen: Profile) -> Weight:
    if seen.date > 0.5 or seen.length > 110:
        return -0.5, ""
    if seen.cells >= 8 and seen.distinct > 0.6:
        return -0.4, ""
    return _NOTHING


def _text(seen: Profile) -> Weight:
    return (-0.4, "") if max(seen.date, seen.truth) > 0.6 or seen.length > 120 else _NOTHING


def _words(seen: Profile) -> Weight:
    if seen.length > 80 or seen.date > 0.5 or (seen.cells >= 8 and seen.distinct > 0.6):
        return -0.4, ""
    return _NOTHING


_BY_FIELD: dict[str, Callable[[Profile], Weight]] = {
    "name": _name,
    "id": _id,
    "owner": _owner,
    "sponsor": _owner,
    "decided_by": _owner,
    "business_unit": _unit,
    "vendor": _vendor,
    "model": _model,
    "stage": _stage,
    "risk_class": _risk,
}
#: Different people at least that a column of people has, where only its values say so.
_SOME = 3
#: Different sentences that may still be the answers to choose from.
_MOST_SAID = 8
#: Fields that are told in a few words: what holds many sentences is none of them.
_SHORT = frozenset({"business_unit", "owner", "sponsor", "vendor", "model", "stage", "risk_class"})
_BY_TYPE: dict[ColumnType, Callable[[Profile], Weight]] = {
    ColumnType.DATE: _dates,
    ColumnType.MONEY: _numbers,
    ColumnType.BOOLEAN: _truth,
    ColumnType.CURRENCY: _currency,
    ColumnType.CHOICE: _words,
    ColumnType.CHOICES: _words,
    **dict.fromkeys(_NUMBERS, _numbers),
}


def weigh(column: Column, seen: Profile) -> Weight:
    """What the values say for (above zero) or against a field; nothing for an empty column."""
    if seen.empty:
        return 0.0, "it holds no values"
    most = _MOST_SAID if column.field in ("stage", "risk_class") else 0
    if column.field in _SHORT and seen.sentence >= 0.5 and seen.distinct * seen.cells > most:
        return -0.5, ""
    rule = _BY_FIELD.get(column.field) or _BY_TYPE.get(column.type) or _text
    return rule(seen)


def unread(column: Column, header: Score, seen: Profile) -> str:
    """What a plain header promises and its values, which hold digits, cannot be read as.

    Empty where it promises nothing, or where they speak of something else: such a column is
    suggested, for a person to see that its values need another form.
    """
    plain = header.exact or header.value >= 0.8
    if not plain or seen.digits < 0.5 or max(seen.truth, seen.year, seen.mail) >= 0.5:
        return ""
    if column.type is ColumnType.DATE and seen.date < 0.5 and seen.length <= 40:
        return "dates"
    if column.type is ColumnType.MONEY and seen.number < 0.5 and seen.length <= 60:
        return "numbers"
    return ""


def by_values(column: Column, seen: Profile) -> Weight:
    """A score from the values alone, where they cannot mean much else; 0 otherwise."""
    if seen.cells < 3:
        return _NOTHING
    if column.field == "stage" and seen.length < 40 and seen.firm >= 0.2 and (
        (seen.stage >= 0.7 and seen.distinct < 0.6) or (seen.stage >= 0.95 and seen.cells < 12)
    ):  # fmt: skip
        return 0.45 + 0.2 * seen.stage, f"{percent(seen.stage)} of its values are stages"
    if column.type is ColumnType.CURRENCY and seen.currency >= 0.9:
        return 0.75, f"{percent(seen.currency)} of its values are currency codes"
    if column.field == "id" and seen.code >= 0.9 and seen.distinct == 1 and seen.date < 0.5:
        return (
            (0.52, "its values are short codes, all different") if seen.number < 0.5 else _NOTHING
        )
    if column.field == "vendor" and seen.vendor >= 0.6 and seen.length < 60:
        return 0.52, f"{percent(seen.vendor)} of its values read like companies"
    if column.field == "model" and seen.model >= 0.6:
        return 0.55, f"{percent(seen.model)} of its values are models"
    people = max(seen.person, seen.mail) >= 0.75 and seen.distinct * seen.cells >= _SOME
    if column.field == "owner" and people:
        return 0.5, f"{percent(max(seen.person, seen.mail))} of its values read like people"
    return _NOTHING
