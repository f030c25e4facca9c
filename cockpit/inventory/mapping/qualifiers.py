"""Words beside the telling one of a header: those that change nothing, and those that turn it.

"Responsible office" is an office, "Primary vendor" a vendor and "Planned go-live" a start. But
"Reason for the risk class" is no risk class, "Vendor number" no vendor and "Date of the
decision to deploy" no start.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from cockpit.inventory.mapping import languages
from cockpit.inventory.mapping.words import THING, content

_NEUTRAL: dict[str, str] = {
    "business_unit": "name responsible accountable owning owner requesting requester "
    "sponsoring lead leading host hosting using user reporting submitting deploying operating "
    "implementing primary main contact verantwortlich verantwortliche verantwortlicher "
    "verantwortliches zuständig zuständige zuständiger zuständiges federführend federführende "
    "federführendes anwendend anwendende anwendender nutzende betreibende anfordernde nom "
    "responsable porteur porteuse demandeur demandeuse concerné concernée utilisateur "
    "utilisatrice gestionnaire tutelle pilote nombre solicitante usuaria usuario titular "
    "encargado encargada cargo ejecutora naam verantwoordelijke verantwoordelijk gebruikende "
    "aanvragende betrokken nome responsável demandante usuária gestora responsabile titolare "
    "competente richiedente utilizzatrice promotor promotora promotrice promoteur",
    "owner": "first line name primary main key named current business technical functional "
    "executive process product model system it nom principal principale nombre técnico "
    "funcional naam nome interno interna intern",
    "vendor": "providing supplying developing selling delivering name primary main key "
    "current external third party commercial technology tech software platform product model "
    "principal principale externe externer externes externo externa esterno esterna "
    "contracted contracting nom nombre naam nome tecnológico tecnologico solution",
    "stage": "current overall present latest actual aktueller aktuelle derzeitiger derzeitige "
    "actuel actuelle huidige atual attuale corrente model label code value",
    "start": "date month day datum monat mois mes fecha maand data mese mês actual planned "
    "target expected estimated projected anticipated real tatsächlich geplant geplante "
    "geplantes prévue prévu prevista previsto effettiva effettivo geplande verwachte first "
    "initial original",
    "risk_class": "overall current final assessed assigned determined inherent initial model "
    "regulatory preliminary aktuelle vorläufige globale global actual actuel huidige atual "
    "attuale label code value",
}

_TOLD = (
    "justification reason rationale basis explanation comment comments remark note notes "
    "description descriptions describe contribution summary detail details link url evidence "
    "document documentation methodology history economics impact "
    "begründung beschreibung kommentar bemerkung anmerkung erläuterung grund nachweis auswirkung "
    "motif justificatif description commentaire commentaires précision précisions preuve "
    "justificación motivo descripción comentario comentarios detalle detalles explicación "
    "toelichting reden onderbouwing beschrijving opmerking omschrijving "
    "justificativa descrição comentário comentários detalhes motivazione descrizione commento "
    "spiegazione dettagli"
)
_NUMBERED = (
    "id number no code codes nummer nr numéro número numero código codice kennung count email "
    "e-mail mail phone telephone address adresse"
)
_ENDED = (
    "end ended ending stop stopped retire retired retirement decommission decommissioned "
    "decommissioning sunset expiry expires expiration termination terminated closing closure "
    "ende end eind einde fin final finalización fim término termino fine cessazione cierre "
    "contract contrat contrato contratto vertrag approval approved approve review reviewed audit "
    "audited assessment assessed validation validated test tested testing training trained "
    "purchase purchased procurement award request requested submitted submission meeting "
    "committee incident update updated modified publication published registration registered "
    "notification dpia fria evaluation monitoring genehmigung prüfung beschaffung aktualisierung "
    "révision validation approbation publication contrat actualización revisión aprobación "
    "publicación goedkeuring beoordeling wijziging publicatie atualização aprovação revisão "
    "publicação aggiornamento approvazione revisione pubblicazione"
)

_TURNING: dict[str, str] = {
    "business_unit": f"{_TOLD} risk risiko risque riesgo risico risco rischio budget cost",
    "owner": f"{_TOLD} {_NUMBERED}",
    "vendor": f"{_TOLD} {_NUMBERED} risk contract lock dependency assessment due diligence",
    "tier": "risk model impact inherent residual support service application vendor system risiko "
    "risque riesgo risico risco rischio",
    "stage": _TOLD,
    "start": _ENDED,
    "risk_class": f"{_TOLD} mitigation mitigations owner reviewer assessment assessments "
    "evaluation appetite register management officer manager date",
}


def _set(listing: str) -> frozenset[str]:
    return frozenset(part for word in listing.split() for part in content(word)) - {THING}


@lru_cache(maxsize=32)
def _words_of(kind: str, field: str) -> frozenset[str]:
    if kind == "turning":
        return _set(_TURNING.get(field, ""))
    return _set(f"{_NEUTRAL.get(field, '')} {languages.beside(field)}")


def without_neutral(telling: Iterable[str], field: str) -> frozenset[str]:
    """The telling words of a header without those that change nothing for a field.

    Empty where none is left, and where none was neutral.
    """
    own = frozenset(telling)
    left = own - _words_of("neutral", field)
    return left if left != own else frozenset()


def turned(telling: Iterable[str], phrase: Iterable[str], field: str) -> bool:
    """Whether a header holds a word, not in the phrase, that makes it another column."""
    return not _words_of("turning", field).isdisjoint(set(telling) - set(phrase))
