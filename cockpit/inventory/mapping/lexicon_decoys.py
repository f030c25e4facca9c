"""Headers of columns that no field of ours holds: what they are called, and how they read.

What reads more like one of them is kept as an extra column, and is not forced into a field.
"""

from __future__ import annotations

#: The key is what the reason calls them; phrases are separated by semicolons.
KINDS: dict[str, str] = {
    "a description": "description; purpose; summary; intended purpose; goal; objective; aim; "
    "outputs; expected outcome; detailed description; problem statement; scope; rationale; "
    "justification; business case; how it works; short description; project description; "
    "abstract; details; what does; use of output; expected benefits; "
    "intended purpose and expected benefits; problem solved; beschreibung; zweck; ziel; "
    "kurzbeschreibung; zielsetzung; description du projet; finalité; objectif; résumé; "
    "descripción; finalidad; propósito; objetivo; omschrijving; doel; beschrijving; "
    "korte omschrijving; toelichting; descrizione; finalità; scopo; obiettivo; "
    "benefit description; system description; describe benefits; summary of use case; "
    "brief description; project summary; risk description; impact description; "
    "description of risk",
    "a comment": "comment; comments; notes; remarks; other please explain; if no please explain; "
    "additional information; bemerkung; anmerkung; kommentar; remarque; commentaire; "
    "observaciones; comentarios; opmerking; opmerkingen; note; osservazioni; explanation",
    "a link": "link; url; website; web page; web address; source code; repository; "
    "documentation link; publicly available source code; lien; enlace; webseite; collegamento; "
    "contract link; open source code link",
    "a contact address": "email; e mail; contact email; phone; telephone; email address; "
    "owner email; contact details; e mail adresse; telefon; courriel; correo electrónico; "
    "telefoon",
    "a record's own history": "created; modified; created by; modified by; last updated; updated; "
    "last modified; updated by; created date; last modified date; date added; reporter; creator; "
    "date of publication; publication date; published; resolution; erstellt am; geändert am; "
    "created on; updated on; sys updated on; sys created on; last review; item type; path; "
    "date submitted; datum publicatie; letzte aktualisierung; fecha de publicación; "
    "date of last update; submitted by; opened; discovery source; attachments; labels; "
    "issue type; priority; entered on; date record updated; status date; date of status; "
    "as of date; reporting date; stand vom; date du statut; fecha de estado",
    "the end of something": "end date; date retired; retirement date; expiry date; end; "
    "decommission date; enddatum; ende; date de fin; fecha de fin; einddatum; data di fine; "
    "contract end; due date; target date; planned end; closed; closed at; resolved; end of life; "
    "warranty expiration; contract expiry; einddatum inzet",
    "an earlier date": "date initiated; initiation date; date development began; idea submitted; "
    "development start; date acquisition or development began; "
    "date acquisition development began; submission date; purchase date; contract start date; "
    "contract date; contract award date; request date; date of procurement; procurement date",
    "how it is made or bought": "developed under contract or in house; in house or contract; "
    "in house; procurement instrument identifier; development type; commercial off the shelf; "
    "developed in house or purchased; build or buy; acquisition type; contract number; "
    "type of procurement; how was it procured; procurement type; development method; "
    "was developed under contracts or in house; beschaffungsart; contract id; "
    "procurement procedure; how acquired; make or buy; sourcing; sourcing type; "
    "eigenentwicklung; eigenentwicklung oder zukauf",
    "a technique or kind": "process; process area; business process; geschäftsprozess; prozess; "
    "processus; processus métier; proceso; proces; processo; technique; techniques; ai type; "
    "type; category; topic area; domain; technology; ai technique; classification; type of ai; "
    "methods; method; ai capability; theme; technologie; kategorie; art; typ; art der ki; thema; "
    "subject; policy area; use case topic area; tags; keywords; field of application; "
    "technologie type; subcategory; class; ai category; algorithm type; model type; tipo; "
    "type de technologie; techniek; use case type; system type; policy field; sector of use; "
    "tool type; tool category; programming language; tecnología",
    "data used": "data; training data; data sources; input data; datasets; data used; "
    "personal data; personally identifiable information; data description; daten; datenquellen; "
    "données; sources de données; datos; fuentes de datos; gegevens; databronnen; dati; "
    "fonti dei dati; demographic variables; personenbezogene daten; data subjects; "
    "data classification; contains pii; pii; data location; hosting region",
    "oversight or risk handling": "human oversight; human in the loop; risk mitigation; "
    "risk assessment; key risks; mitigation; impact assessment completed; risk management; "
    "monitoring; legal basis; grundlage; rechtsgrundlage; base légale; fallback and escalation; "
    "appeals; opt out; independent evaluation; wettelijke basis; grondslag; "
    "menselijke tussenkomst; risicobeheer; base jurídica; impact assessments; dpia; "
    "privacy impact assessment; approved for use; safeguards; key risks and how identified; "
    "non discrimination; performance; accuracy; lawful basis; risks; risk identification; "
    "authority to operate; impact toetsen; senior agency official privacy assessed",
    "another person's part": "data owner; dateneigentümer; reviewer; reviewed by; validator; "
    "validated by; auditor; audited by; assessor; assessed by; tested by; checked by; "
    "verified by; data protection officer; dpo; privacy officer; security officer; risk officer; "
    "security contact; privacy contact; legal reviewer; risk reviewer; vendor contact; "
    "vendor contact name; supplier contact; supplier contact name; model developer; "
    "model validator; data steward; data scientist; author; prepared by; completed by; "
    "filled in by; respondent; requested by; requester; requestor; prüfer; geprüft von; "
    "prüfung durch; validiert von; erstellt von; ausgefüllt von; datenschutzbeauftragter; "
    "freigegeben von; angefordert von; antragsteller; validé par; vérifié par; relecteur; "
    "rempli par; auteur; délégué à la protection des données; demandeur; revisado por; "
    "validado por; revisor; elaborado por; delegado de protección de datos; solicitante; "
    "beoordeeld door; gecontroleerd door; opgesteld door; aanvrager; "
    "functionaris gegevensbescherming; verificado por; solicitado por; verificato da; "
    "validato da; revisore; compilato da; responsabile della protezione dei dati; richiedente",
    "the state of something else": "rag status; rag; traffic light; health status; "
    "approval status; budget status; compliance status; ato status; review status; "
    "validation status; contract status; record status; publication status; dpia status; "
    "assessment status; risk status; data status; funding status; security status; ampel; "
    "ampelstatus; freigabestatus; prüfstatus; statut de validation; estado de aprobación",
    "people affected": "usagers; cible; bénéficiaires; público objetivo; público alvo; "
    "destinatari; beneficiarios; users; target group; affected people; end users; "
    "intended users; target audience; primary users; user group; beneficiaries; zielgruppe; "
    "nutzer; public cible; usuarios; doelgroep; utenti; impacted groups; individuals affected; "
    "affected population",
    "a number of something else": "companies house number; company number; tax number; "
    "vat number; company registration number; handelsregisternummer; kvk nummer; phone number; "
    "account number",
    "a short form": "abbreviation; agency abbreviation; acronym; department code; agency code; "
    "abkürzung; kürzel; sigle; siglas; afkorting; sigla; agency acronym; bureau code; org code; "
    "country; country code; region; state province; city; language; location; location of use; "
    "land; pays; país; paese",
    "another name": "alternative name; former name; other names; other name; commercial name; "
    "product name of vendor; parent project; parent; also known as; filename",
}
