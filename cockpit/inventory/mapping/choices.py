"""Their words for ours in choice columns: "Operation and Maintenance" is production.

A suggestion is made only where the words say the same; the person decides. An impact
class of the United States, Canada or the Netherlands is not a class under the EU AI
Act: nothing is suggested for one, whatever its words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from rapidfuzz import fuzz, process

from cockpit.inventory.mapping import languages, lexicon_more
from cockpit.inventory.mapping.words import is_run_on, word_set, words
from cockpit.inventory.schema import Column, ColumnType
from cockpit.inventory.values import BLANK_WORDS, fold
from cockpit.inventory.vocabulary import RiskClass, Stage

#: Below this likeness two spellings are not taken for the same word.
LEAST_LIKENESS = 88.0

_STAGES: dict[Stage, str] = {
    Stage.IDEA: "initiation; initiated; idea; ideation; planned; planning; proposed; proposal; "
    "concept; backlog; intake; discovery; research; exploration; exploratory; under review; "
    "not started; new; to do; open; pre deployment; predeployment; design; draft; requested; "
    "evaluation of idea; exploring; under consideration; in planning; funnel; analysis; scoping; "
    "submitted; "
    "idee; geplant; planung; in planung; konzept; konzeption; angedacht; vorschlag; antrag; "
    "en projet; étude; à l'étude; planifié; conception; cadrage; idéation; proyecto; "
    "planificado; planificación; en estudio; propuesta; diseño; en planificación; gepland; "
    "in onderzoek; verkenning; voorstel; in voorbereiding; idea progettuale; pianificato; "
    "in studio; proposta; progettazione; pianificazione; ideazione",
    Stage.PILOT: "pilot; piloting; pilot phase; poc; proof of concept; proof of value; prototype; "
    "trial; trialling; trialing; trialled; on trial; test; testing; beta; alpha; development; "
    "in development; acquisition and or "
    "development; development and acquisition; in progress; implementation; "
    "implementation and assessment; under development; being developed; build; mvp; "
    "experiment; experimentation; acquisition; development acquisition; "
    "procured; in procurement; procurement; deploying; validation; "
    "in implementation; doing; in testing; in pilot; user acceptance testing; "
    "pilotierung; pilotbetrieb; erprobung; entwicklung; in entwicklung; im test; umsetzung; "
    "in umsetzung; einführung; pilotprojekt; in erprobung; "
    "pilote; expérimentation; en développement; développement; en test; en cours; "
    "en cours de développement; phase pilote; piloto; en desarrollo; desarrollo; "
    "en pruebas; prueba; en curso; fase piloto; prueba piloto; pilotfase; proef; "
    "in ontwikkeling; ontwikkeling; testfase; proeffase; experimenteel; pilota; "
    "sperimentazione; in sviluppo; sviluppo; in prova; in corso; fase pilota; sperimentale",
    Stage.PRODUCTION: "production; in production; live; operational; operation; deployed; "
    "operation and maintenance; operations and maintenance; in use; active; implemented; "
    "mission production; in mission; deployment; in operation; operate; done; complete; completed; "
    "installed; running; "
    "fully deployed; go live; in service; launched; maintenance; deployed and in use; "
    "in betrieb; betrieb; produktiv; im einsatz; produktion; produktivbetrieb; aktiv; "
    "abgeschlossen; eingeführt; regelbetrieb; produktiver einsatz; "
    "en production; en service; opérationnel; déployé; en exploitation; "
    "actif; exploitation; mis en œuvre; en producción; operativo; en uso; desplegado; activo; "
    "implementado; en funcionamiento; en operación; in gebruik; in productie; operationeel; "
    "actief; productie; in produzione; operativo; in uso; attivo; produzione; in esercizio; "
    "esercizio",
    Stage.SCALING: "scaling; scale; scale up; rollout; roll out; scaled; expanding; enterprise; "
    "rolling out; expansion; skalierend; skalierung; ausrollung; im rollout; in skalierung; "
    "généralisation; "
    "passage à l'échelle; déploiement généralisé; escalado; en expansión; opschaling; uitrol; "
    "in uitrol; scalabilità; diffusione; estensione",
    Stage.RETIRED: "retired; decommissioned; stopped; discontinued; cancelled; canceled; "
    "terminated; end of life; inactive; archived; withdrawn; abandoned; no longer in use; "
    "sunset; closed; ceased; retirement; disposal; out of use; not in use; "
    "abgeschaltet; stillgelegt; eingestellt; beendet; außer betrieb; abgebrochen; "
    "arrêté; abandonné; retiré; hors service; décommissionné; terminé; "
    "retirado; cancelado; finalizado; fuera de servicio; descontinuado; buiten gebruik; "
    "gestopt; beëindigd; uitgefaseerd; dismesso; ritirato; cessato; annullato",
}
_RISKS: dict[RiskClass, str] = {
    RiskClass.PROHIBITED: "prohibited; unacceptable; unacceptable risk; prohibited practice; "
    "verboten; inakzeptabel; unannehmbares risiko; interdit; inacceptable; risque inacceptable; "
    "prohibido; inaceptable; riesgo inaceptable; verboden; onaanvaardbaar; vietato; "
    "inaccettabile; rischio inaccettabile; onaanvaardbaar risico",
    RiskClass.HIGH: "high; high risk; hoch; hohes risiko; hochrisiko; hochrisiko ki system; haut; "
    "élevé; haut risque; risque élevé; alto; alto riesgo; hoog; hoog risico; alto rischio; "
    "rischio alto; riesgo alto; high risk annex iii; hoog risico ai systeem",
    RiskClass.LIMITED: "limited; limited risk; transparency risk; begrenzt; begrenztes risiko; "
    "limité; risque limité; limitado; riesgo limitado; beperkt; beperkt risico; limitato; "
    "rischio limitato; transparency obligations",
    RiskClass.MINIMAL: "minimal; minimal risk; minimal or no risk; minimales risiko; minimum; "
    "low; niedrig; gering; minime; risque minimal; faible; mínimo; riesgo mínimo; minimaal; "
    "minimaal risico; laag; minimo; rischio minimo; basso; no risk; geringes risiko",
    RiskClass.GENERAL_PURPOSE: "general purpose; gpai; general purpose ai model; "
    "ki modell mit allgemeinem verwendungszweck; usage général",
}
_YES = (
    "yes; true; y; 1; ja; oui; si; sí; sì; wahr; vrai; verdadero; waar; vero; x; sim; tak; "
    + languages.YES
)
_NO = "no; false; n; 0; nein; non; nee; falsch; faux; falso; onwaar; not; não; nie; " + languages.NO


#: Words that only the EU's scheme has; a scale without one of them is somebody else's.
_EU_WORDS = word_set(
    "limited minimal unacceptable prohibited gpai begrenzt begrenztes minimales limite minime "
    "inacceptable limitado minimo beperkt minimaal limitato verboten onaanvaardbaar "
    + f"{lexicon_more.EU_WORDS} {languages.EU_WORDS}"
)
_FOREIGN_WORDS = word_set(
    "impacting impact safety rights moderate medium critical mittel moyen medio gemiddeld "
    "impactvol impactvolle presumed neither severe kritisch " + languages.SCALE_WORDS
)
_LEADING = re.compile(r"^\s*(?:\(?[0-9a-z][.):]|[0-9]+\s*[-–:])\s+", re.IGNORECASE)

#: Words up to which a text may merely contain a known one.
_MOST_WORDS = 6
#: Words of plans for what exists: "refinements planned for future release" is no stage.
_CHANGES = word_set(
    "refinement refinements refinments improvement improvements enhancement enhancements upgrade "
    "upgrades release releases version versions future next update updates further additional"
)
_DENIALS = word_set(
    "not no non never nicht kein pas sin niet geen without ohne sans before after "
    + languages.DENIALS
)

#: A meaning that is no surer than this is a guess, and named as one.
GUESSED = 0.6
_MOST_NAMED = 5

RISK_REMARK = (
    "These values are not classes of the EU AI Act; none of them is mapped. Decide for each "
    "whether it means one."
)


@dataclass(frozen=True)
class Meaning:
    """A word of ours for one of theirs, and how sure (0 to 1) the suggestion is."""

    text: str
    confidence: float


def _key(text: str) -> str:
    return " ".join(words(text))


def _table(groups: Mapping[str, str]) -> dict[str, str]:
    return {_key(word): ours for ours, group in groups.items() for word in group.split(";")}


def _joined(*listings: Mapping[Any, str]) -> dict[str, str]:
    """Listings of words by ours as one; the first has every word of ours."""
    return {
        str(ours): "; ".join(filter(None, (each.get(ours, "") for each in listings)))
        for ours in listings[0]
    }


_OWN: dict[str, dict[str, str]] = {
    "stage": _table(_joined(_STAGES, lexicon_more.STAGES, languages.STAGES)),
    "risk_class": _table(_joined(_RISKS, lexicon_more.RISKS, languages.RISKS)),
}
_TRUTH = _table({"yes": _YES, "no": _NO})
#: Stages that their words only come close to: building and assessing is not yet operating.
_LOOSE = frozenset(
    _table(
        {
            "": "implementation and assessment; acquisition and or development; development; "
            "development and acquisition; in progress; implementation; in development; new; open; "
            "done; completed; complete; active; deployment; abgeschlossen; exploring; "
            "pre deployment; closed; procured; in procurement; procurement; en cours; in corso; "
            "en curso; design; " + languages.LOOSE
        }
    )
)


def has_words(column: Column) -> bool:
    """Whether the values of a column are words that can be mapped one by one."""
    return column.type in (ColumnType.CHOICE, ColumnType.BOOLEAN)


@lru_cache(maxsize=16_384)
def meaning(column: Column, text: str) -> Meaning | None:
    """The word of ours that a word of theirs means; ``None`` where nothing is alike enough.

    The whole text is looked up first, then what stands before a dash or colon
    ("Pilot – limited use"), then spellings that are nearly the same.
    """
    if text.strip().casefold() in BLANK_WORDS:
        return None
    own = _own_words(column).get(fold(text))
    if own is not None:
        return Meaning(own, 0.99)
    known = _known(column)
    for part, trust in _parts(text):
        key = _key(part)
        if key in known:
            loose = column.field == "stage" and key in _LOOSE
            return Meaning(known[key], 0.6 if loose else trust)
    if is_run_on(text):
        return None  # a sign more or less says something else: 稼働 is live, 未稼働 is not
    key = _key(text)
    if len(key) >= 5:
        near = process.extractOne(
            key, _spellings(column)[key.isascii()], scorer=fuzz.ratio, score_cutoff=LEAST_LIKENESS
        )
        if near is not None and _denied(key) == _denied(near[0]):
            return Meaning(known[near[0]], 0.8 * near[1] / 100)
    return _within(key.split(), known)


def _denied(key: str) -> bool:
    return not _DENIALS.isdisjoint(key.split())


def _within(said: list[str], known: dict[str, str]) -> Meaning | None:
    """The one word of ours that a short text speaks of, by whole words.

    None where it denies, speaks of two, or of changes to what exists.
    """
    if len(said) > _MOST_WORDS or not (_DENIALS | _CHANGES).isdisjoint(said):
        return None
    runs = {
        " ".join(said[start:end])
        for start in range(len(said))
        for end in range(start + 1, len(said) + 1)
    }
    found = {known[run] for run in runs if run in known and run not in _LOOSE and len(run) >= 4}
    return Meaning(found.pop(), 0.55) if len(found) == 1 else None


def _parts(text: str) -> list[tuple[str, float]]:
    plain = _LEADING.sub("", text)
    found = [(text, 0.98), (plain, 0.95)]
    for mark in (" – ", " - ", ":", " — ", "(", ",", "/", "（", "："):
        before, found_mark, _ = plain.partition(mark)
        if found_mark and before.strip():
            found.append((before, 0.85))
    return found


@lru_cache(maxsize=64)
def _own_words(column: Column) -> dict[str, str]:
    """What the contract itself reads in a column, signs such as ≤ included."""
    return {
        fold(word): choice.text for choice in column.allowed for word in (choice.text, *choice.also)
    }


@lru_cache(maxsize=64)
def _known(column: Column) -> dict[str, str]:
    if column.type is ColumnType.BOOLEAN:
        return _TRUTH
    own = {
        _key(word): choice.text for choice in column.allowed for word in (choice.text, *choice.also)
    }
    spoken = {_key(str(choice.value)): choice.text for choice in column.allowed}
    return {
        **{word: spoken.get(_key(ours), ours) for word, ours in _OWN.get(column.field, {}).items()},
        **own,
    }


@lru_cache(maxsize=64)
def _spellings(column: Column) -> dict[bool, list[str]]:
    """Known words of a column to compare spellings with, by whether they are ASCII."""
    known = _known(column)
    return {plain: [word for word in known if word.isascii() == plain] for plain in (True, False)}


def value_map(column: Column, values: Iterable[str], header: str) -> tuple[dict[str, str], str]:
    """Ours for each of their words (``""`` where none is suggested), and a remark if one is due."""
    listed = list(dict.fromkeys(values))
    if column.field == "risk_class" and not is_ai_act(listed, header):
        return dict.fromkeys(listed, ""), RISK_REMARK
    found = {text: meaning(column, text) for text in listed}
    loose = [text for text, each in found.items() if each and each.confidence <= GUESSED]
    return {text: each.text if each else "" for text, each in found.items()}, _check(loose)


def _check(loose: list[str]) -> str:
    """The words whose meaning is a guess, named for a person; empty where there is none."""
    if not loose:
        return ""
    more = f" and {len(loose) - _MOST_NAMED} more" if len(loose) > _MOST_NAMED else ""
    named = ", ".join(f"“{text[:40]}”" for text in loose[:_MOST_NAMED])
    return f"check what these words mean, they are guesses: {named}{more}"


def is_ai_act(values: Iterable[str], header: str) -> bool:
    """Whether risk classes are those of the EU AI Act, by their words or their header's."""
    said = {word for text in values for word in words(text)}
    if said & _FOREIGN_WORDS and not said & _EU_WORDS:
        return False
    title = set(words(header))
    named = {"act"} <= title or bool(title & {"vo", "verordnung", "verordening", "aia", "rgpd"})
    return named or bool(said & _EU_WORDS)
