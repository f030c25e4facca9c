"""What a language teaches: phrases of headers, words of values, and words that tell nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from cockpit.inventory.vocabulary import RiskClass, Stage


@dataclass(frozen=True)
class Language:
    """Phrases are separated by semicolons, words by spaces; case and accents do not matter.

    In Chinese, Japanese and Korean the words of a phrase stand apart here, and a header is cut
    at the words that any phrase of them holds, the longest first. ``headers`` goes by field of
    the Initiatives sheet, ``others`` by key of :data:`~.lexicon_decoys.KINDS`; ``beside`` holds
    words that change nothing in a header of a field ("responsible" beside a unit). ``eu_words``
    are words of risk classes that only the EU AI Act has, ``scale_words`` those it has not.
    ``loose`` words come only close to their stage; ``denials`` turn a word into its contrary.
    ``small_words`` carry no meaning in a header, ``thing_words`` name what is listed.
    """

    headers: Mapping[str, str]
    stages: Mapping[Stage, str]
    risks: Mapping[RiskClass, str]
    yes: str
    no: str
    others: Mapping[str, str] = field(default_factory=dict)
    beside: Mapping[str, str] = field(default_factory=dict)
    eu_words: str = ""
    scale_words: str = ""
    loose: str = ""
    denials: str = ""
    small_words: str = ""
    thing_words: str = ""
    totals: str = ""
