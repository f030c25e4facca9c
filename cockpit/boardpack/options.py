"""What a person chooses about a pack: sections, title, classification, locale and date."""

from __future__ import annotations

import datetime as dt

from pydantic import BaseModel, ConfigDict, Field, field_validator

from cockpit.boardpack.sections.registry import SECTIONS
from cockpit.locales import DEFAULT, LOCALES, offered

#: Offered on the page; any other word may be typed.
CLASSIFICATIONS = ("Public", "Internal", "Confidential", "Strictly confidential")


class PackOptions(BaseModel):
    """Choices of a pack; ``as_of`` ``None`` takes the decision date of the data.

    ``sections`` are keys of :data:`cockpit.boardpack.sections.registry.SECTIONS`; they
    stand in that order whatever order they are given in. ``locale`` is how figures are
    written; the texts are English in each.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str = Field(default="AI value: board pack", min_length=1, max_length=120)
    classification: str = Field(default="Confidential", max_length=60)
    locale: str = DEFAULT
    as_of: dt.date | None = None
    sections: tuple[str, ...] = tuple(row.key for row in SECTIONS)

    @field_validator("sections")
    @classmethod
    def _known(cls, chosen: tuple[str, ...]) -> tuple[str, ...]:
        known = [row.key for row in SECTIONS]
        unknown = [key for key in chosen if key not in known]
        if unknown:
            raise ValueError(
                f"there is no section {unknown[0]!r}; the sections are {', '.join(known)}"
            )
        if not chosen:
            raise ValueError("choose at least one section")
        return tuple(key for key in known if key in chosen)

    @field_validator("locale")
    @classmethod
    def _written(cls, locale: str) -> str:
        found = offered(locale)
        if found is None:
            raise ValueError(f"there is no locale {locale!r}; the locales are {', '.join(LOCALES)}")
        return found
