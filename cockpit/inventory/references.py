"""Which initiative a row means: by id or by name, whatever case and spacing."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from cockpit.inventory.drafts import Draft
from cockpit.inventory.mapping.totals import is_total_word
from cockpit.inventory.values import fold


@dataclass
class InitiativeIndex:
    """Initiatives by folded id and name; ``bad`` holds the rows of those that were rejected."""

    ids: dict[str, str] = field(default_factory=dict)
    names: dict[str, list[str]] = field(default_factory=dict)
    drafts: dict[str, Draft] = field(default_factory=dict)

    def find(self, word: str) -> list[str]:
        """Ids that the word may mean: one by id, or all by name."""
        key = fold(word)
        if key in self.ids:
            return [self.ids[key]]
        return self.names.get(key, [])


def derive_id(name: str) -> str:
    """A short id from a name: lower-case letters and digits joined by hyphens."""
    plain = unicodedata.normalize("NFKC", name).casefold()
    return re.sub(r"[^\w]+", "-", plain).strip("-_") or "unnamed"


def index_initiatives(drafts: Sequence[Draft]) -> tuple[InitiativeIndex, int, int]:
    """Index the initiatives and note duplicates; also how many ids were derived and told apart.

    In a file that a person mapped, a row without an id whose name stands above already
    gets a number behind its id ("chatbot-2"): names of other inventories repeat. In our own
    workbook the same name twice is an error.
    """
    index = InitiativeIndex()
    first: dict[str, Draft] = {}
    derived = told_apart = 0
    turns: Counter[str] = Counter()
    for draft in drafts:
        name = draft.get("name")
        if name and is_total_word(name):
            draft.error(
                "name",
                "This looks like a row of totals, not an initiative.",
                "Delete the row: it would count everything twice.",
            )
        key = draft.get("id")
        if key is None and name and not draft.supplied("id"):
            key = derive_id(name)
            if draft.header.mapped and fold(key) in first:
                base = key
                while fold(key) in first:
                    turns[base] += 1
                    key = f"{base}-{turns[base] + 1}"
                told_apart += 1
            draft.values["id"] = key
            derived += 1
        if key is None:
            continue
        before = first.setdefault(fold(key), draft)
        if before is not draft:
            draft.error(
                "id" if draft.raw("id") else "name",
                f"The same initiative stands in row {before.row} already (ID {key}).",
                "Give each initiative an ID of its own, or delete one of the rows.",
            )
            continue
        index.ids[fold(key)] = key
        index.drafts[key] = draft
        if name:
            index.names.setdefault(fold(name), []).append(key)
    return index, derived, told_apart


def resolve(draft: Draft, index: InitiativeIndex) -> None:
    """Replace the initiative of a row by its id, or note why that cannot be done.

    ``None`` stands for SHARED and ORG.
    """
    word = draft.get("initiative")
    if word is None:
        return
    column = draft.sheet.by_field["initiative"]
    if any(fold(word) == fold(special) for special in column.words):
        draft.values["initiative"] = None
        return
    found = index.find(word)
    others = "".join(f" or {special}" for special in column.words)
    if not found:
        draft.error(
            "initiative",
            "No initiative has this ID or name.",
            f"Add it to the Initiatives sheet, or correct the reference; an ID, a name{others} "
            f"is read.",
        )
    elif len(found) > 1:
        draft.error(
            "initiative", f"{len(found)} initiatives have this name.", "Refer to it by its ID."
        )
    else:
        draft.values["initiative"] = found[0]
        owner = index.drafts[found[0]]
        if owner.bad:
            draft.error(
                "initiative",
                f"Its initiative is itself rejected ({owner.tab}, row {owner.row}).",
                "Correct that row first.",
            )
