"""What headers of other inventories say, by column of ours and by language.

Phrases are compared without case, accents, small words and words for "AI system"
(:mod:`.words`), so that "name" also stands for "Name of the AI use case". ``DECOYS``
are columns that no field of ours holds: what reads more like one of them is kept as an
extra column, and is not forced into a field. To teach a header, add it to
:mod:`.lexicon_fields`, :mod:`.lexicon_facts` or :mod:`.lexicon_decoys`; to teach a language,
see :mod:`.lexicon_more` and :mod:`.languages`.
"""

from __future__ import annotations

from cockpit.inventory.mapping import languages, lexicon_more
from cockpit.inventory.mapping.lexicon_decoys import KINDS
from cockpit.inventory.mapping.lexicon_facts import COST_AMOUNTS, COST_ITEMS, FACTS
from cockpit.inventory.mapping.lexicon_fields import FIELDS

#: Phrases, evened out, that stand for their field only where no other header does.
SECOND_BEST = frozenset(
    (
        "cost center",
        "cost centre",
        "cost centre name",
        "kostenstelle",
        "managed by",
        "plant",
        "werk",
        "assignee",
        "assigned to",
        "service",
        "servicio",
        "servizio",
        "publicatiecategorie",
        "team",
    )
)


def _phrases(*groups: str) -> tuple[str, ...]:
    """The phrases of some listings, each once."""
    found = (phrase.strip() for group in groups for phrase in group.split(";"))
    return tuple(dict.fromkeys(phrase for phrase in found if phrase))


def _further(field: str) -> tuple[str, ...]:
    """The listings of a field in the further languages."""
    return lexicon_more.INITIATIVES.get(field, ""), languages.headers(field)


#: Phrases of columns that no field holds, by what the reason calls them.
DECOYS: dict[str, tuple[str, ...]] = {
    kind: _phrases(
        listing,
        lexicon_more.DECOYS.get(kind, ""),
        languages.others(kind),
    )
    for kind, listing in KINDS.items()
}

#: Phrases by field of each sheet of the contract that foreign tables are matched to.
LEXICON: dict[str, dict[str, tuple[str, ...]]] = {
    "initiatives": {
        field: _phrases(*spoken.values(), *_further(field))
        for field, spoken in {**FIELDS, **FACTS}.items()
    },
    "costs": {
        "item": _phrases(COST_ITEMS),
        "vendor": _phrases(*FACTS["vendor"].values(), *_further("vendor")),
        "amount": _phrases(*FACTS["annual_cost"].values(), *_further("annual_cost"), COST_AMOUNTS),
        "currency": _phrases(*FACTS["currency"].values(), *_further("currency")),
    },
}
