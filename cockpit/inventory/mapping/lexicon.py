"""What headers of other inventories say, by column of ours and by language.

Phrases are compared without case, accents, small words and words for "AI system"
(:mod:`.words`), so that "name" also stands for "Name of the AI use case". ``DECOYS``
are columns that no field of ours holds: what reads more like one of them is kept as an
extra column, and is not forced into a field. To teach a language or a header, add it here.
"""

from __future__ import annotations

from cockpit.inventory.mapping import lexicon_more

_INITIATIVES: dict[str, dict[str, str]] = {
    "id": {
        "en": "id; identifier; unique identifier; use case id; record id; record number; "
        "reference; reference number; ref; key; issue key; ticket; sys id; register number; "
        "inventory id; case number; asset tag; number; tool id; initiative code; project code; "
        "entry id; registration number; system number; row id; number in register",
        "de": "id; kennung; nummer; laufende nummer; lfd nr; nr; kennziffer; projektnummer; "
        "vorgangsnummer; schlüssel; registernummer; aktenzeichen",
        "fr": "identifiant; numéro; référence; code; numéro de dossier; code projet",
        "es": "identificador; número; código; referencia; clave; código del proyecto",
        "nl": "id; nummer; kenmerk; volgnummer; registratienummer; identificatie; lars code",
        "it": "identificativo; numero; codice; riferimento; codice progetto",
    },
    "name": {
        "en": "name; title; use case; use case name; use case title; project; project name; "
        "project title; system name; tool name; summary title; name of tool; name of algorithm; "
        "initiative; initiative name; initiative title; ai system name; ai system; algorithm; "
        "algorithm name; application name; solution name; short title; headline; display name; "
        "ai product; product name; ai service; service name; name of service; bot name; "
        "name of record; name of automated tool; asset name; configuration item name; summary",
        "de": "name; bezeichnung; titel; projektname; projekttitel; anwendungsfall; vorhaben; "
        "projekt; name des systems; systemname; kurztitel; benennung; anwendungsname; "
        "bezeichnung des vorhabens; maßnahme",
        "fr": "nom; intitulé; titre; nom du projet; cas d'usage; nom du système; projet; "
        "nom de l'algorithme; dénomination; libellé; désignation; traitement algorithmique",
        "es": "nombre; título; denominación; nombre del proyecto; caso de uso; proyecto; "
        "nombre del sistema; nombre del algoritmo; sistema; iniciativa",
        "nl": "naam; titel; naam algoritme; algoritme; naam van het algoritme; projectnaam; "
        "toepassing; project; benaming; naam toepassing; omschrijving kort",
        "it": "nome; titolo; denominazione; nome del progetto; caso d'uso; progetto; "
        "nome del sistema; iniziativa",
    },
    "business_unit": {
        "en": "business unit; bu; unit; department; division; bureau; agency; organisation; "
        "organization; agency name; ministry; directorate; office; component; sub agency; "
        "business area; function; business function; organisational unit; team; branch; "
        "government organization; owning department; requesting department; public body; "
        "authority; institution; municipality; department name; agency bureau; line of business; "
        "bureau department; cost centre name; company; entity; responsible department; "
        "government institution; publishing organisation; sector; cost center; business group; "
        "responsible organisation; segment; lead department; group; opdiv; operating division; "
        "operating unit; component name; line of service; business unit name; mission area; court; "
        "squad; tribe; chapter; service line",
        "de": "abteilung; bereich; fachbereich; organisationseinheit; behörde; ressort; referat; "
        "dienststelle; geschäftsbereich; geschäftseinheit; ministerium; einheit; amt; sparte; "
        "organisation; kostenstelle; fachabteilung; dezernat; direktion; zuständige stelle; "
        "verantwortliche behörde; institution",
        "fr": "service; direction; département; unité; entité; ministère; administration; "
        "organisme; métier; pôle; organisation; direction responsable; service responsable; "
        "autorité; institution; administration responsable; direction métier",
        "es": "departamento; unidad; área; dirección; ministerio; organismo; entidad; división; "
        "unidad de negocio; servicio; secretaría; dependencia; institución; unidad responsable; "
        "organización; área responsable",
        "nl": "afdeling; organisatie; dienst; directie; organisatieonderdeel; eenheid; team; "
        "bedrijfsonderdeel; gemeente; ministerie; verantwoordelijke organisatie; instantie; "
        "sector; domein; overheidsorganisatie; organisatie eenheid",
        "it": "dipartimento; unità; unità organizzativa; ufficio; direzione; settore; ente; "
        "amministrazione; divisione; area; ministero; struttura; funzione; area aziendale; "
        "servizio",
    },
    "owner": {
        "en": "owner; product owner; business owner; system owner; accountable; responsible; "
        "responsible person; contact; project manager; project lead; lead; point of contact; "
        "senior responsible owner; assigned to; assignee; service owner; owned by; manager; "
        "accountable official; responsible official; contact person; contact name; managed by; "
        "accountable owner; use case owner; accountable person; accountable executive; poc; "
        "responsible individual; program manager; accountable senior leader; contact person name; "
        "poc name; owner name; lead name; manager name; official name; champion; "
        "clinical champion; clinical lead; technical lead; business champion; "
        "point of contact name; product owner name; sponsor and owner",
        "de": "verantwortlich; verantwortlicher; verantwortliche person; projektleitung; "
        "projektleiter; ansprechpartner; ansprechperson; eigentümer; produktverantwortlicher; "
        "fachverantwortlich; leitung; zuständig; kontakt; fachlicher ansprechpartner; "
        "systemverantwortlicher; fachverantwortlicher; verantwortung",
        "fr": "responsable; propriétaire; chef de projet; pilote; contact; référent; porteur; "
        "responsable projet; personne responsable; responsable métier; porteur du projet; "
        "interlocuteur",
        "es": "responsable; propietario; jefe de proyecto; contacto; persona responsable; "
        "titular; líder; director del proyecto; persona de contacto; responsable del proyecto",
        "nl": "eigenaar; verantwoordelijke; contactpersoon; projectleider; producteigenaar; "
        "proceseigenaar; verantwoordelijk; systeemeigenaar; contact; opdrachtnemer intern",
        "it": "responsabile; proprietario; referente; capo progetto; contatto; titolare; "
        "responsabile del progetto; persona di contatto",
    },
    "sponsor": {
        "en": "sponsor; executive sponsor; business sponsor; senior sponsor; funded by",
        "de": "auftraggeber; sponsor; förderer; bauherr",
        "fr": "sponsor; commanditaire; parrain",
        "es": "patrocinador; promotor",
        "nl": "opdrachtgever; sponsor",
        "it": "sponsor; committente; promotore",
    },
    "stage": {
        "en": "stage; stage of development; development stage; status; phase; lifecycle stage; "
        "life cycle stage; project status; current stage; state; maturity; implementation status; "
        "operational status; deployment status; lifecycle status; life cycle stage status; "
        "project phase; use case status; workflow status; system status; deployment stage; "
        "current status; stage of system development life cycle; stage status; progress; "
        "development status; lifecycle phase; maturity stage; pilot or production",
        "de": "status; phase; stand; projektstatus; entwicklungsstand; umsetzungsstand; reifegrad; "
        "lebenszyklusphase; projektphase; stadium; umsetzungsstatus; einsatzstatus; "
        "entwicklungsphase; bearbeitungsstand; projektstand",
        "fr": "statut; état; phase; stade; état d'avancement; avancement; étape; "
        "stade de développement; maturité; statut du projet; phase du projet",
        "es": "estado; fase; etapa; situación; estado del proyecto; fase de desarrollo; "
        "grado de madurez; fase del ciclo de vida; etapa de desarrollo",
        "nl": "status; fase; stadium; levensfase; projectfase; ontwikkelfase; levenscyclusfase; "
        "gebruiksstatus; voortgang",
        "it": "stato; fase; stadio; stato di avanzamento; fase di sviluppo; stato del progetto; "
        "maturità; avanzamento",
    },
    "start": {
        "en": "start; start date; commencement date; commenced; date implemented; "
        "implementation date; go live; go live date; "
        "launch date; deployment date; date deployed; date of deployment; production date; "
        "in production since; operational date; operational since; date of first use; "
        "first use date; begin date; date put into use; live date; live since; install date; "
        "actual start date; in service date; date in service; date first used; began; "
        "date operational; become operational; became operational; operational month; installed; "
        "released; release date; when was put into operation; "
        "year implemented; start year; first used; used since; in use since; date of launch; "
        "launched; launch; deployed on; deployed; date became operational; commissioning date; "
        "planned start; planned start date; date first deployed; beginning date; shipped; "
        "shipped on; released on; went live",
        "de": "beginn; start; startdatum; einführung; einführungsdatum; inbetriebnahme; "
        "produktivsetzung; im einsatz seit; datum der inbetriebnahme; go live; einsatzbeginn; "
        "produktiv seit; in betrieb seit; seit; beginn der nutzung; start der nutzung; "
        "projektstart; startjahr; gestartet; laufzeit von; produktivnahme; produktivstart",
        "fr": "début; date de début; date de mise en service; mise en production; "
        "date de lancement; date de déploiement; en service depuis; date de mise en production; "
        "lancement; démarrage; mise en œuvre; date de mise en œuvre",
        "es": "inicio; fecha de inicio; fecha de puesta en marcha; puesta en producción; "
        "fecha de implantación; fecha de lanzamiento; en uso desde; fecha de despliegue; "
        "puesta en servicio; fecha de implementación; fecha de puesta en producción",
        "nl": "begin; start; startdatum; begindatum; ingebruikname; datum ingebruikname; "
        "in gebruik sinds; in gebruik vanaf; livegang; datum livegang; begindatum inzet",
        "it": "inizio; data di inizio; data di avvio; messa in produzione; avvio; "
        "data di rilascio; in uso dal; data inizio; data di attivazione; entrata in esercizio; "
        "data di messa in produzione",
    },
    "vendor": {
        "en": "vendor; vendor name; supplier; supplier name; provider; manufacturer; contractor; "
        "developer; developed by; third party; third party supplier; vendor or developer; "
        "technology provider; external supplier; procured from; commercial vendor; "
        "vendor product name; software vendor; name of vendor; external provider; publisher; "
        "system developer; third party vendor; contractor name; purchased from; external vendor; "
        "name of company; external developer; external supplier name; vendors; partner; "
        "implementation partner; development partner; supplier company; ai provider; "
        "model provider; vendor if purchased; vendor information; vendor details; "
        "supplier information; supplier details; technology vendor; tech vendor",
        "de": "anbieter; hersteller; lieferant; dienstleister; auftragnehmer; entwickler; "
        "externer partner; bezogen von; softwarehersteller; entwickelt von; externer anbieter",
        "fr": "fournisseur; éditeur; prestataire; développeur; constructeur; développé par; "
        "fournisseur externe; partenaire; titulaire du marché",
        "es": "proveedor; fabricante; desarrollador; contratista; suministrador; "
        "desarrollado por; proveedor externo; empresa proveedora; empresa; adjudicatario",
        "nl": "leverancier; aanbieder; ontwikkelaar; dienstverlener; fabrikant; "
        "ontwikkeld door; externe leverancier; naam leverancier; externe aanbieder",
        "it": "fornitore; produttore; sviluppatore; appaltatore; sviluppato da; "
        "fornitore esterno; prestatore",
    },
    "model": {
        "en": "model; model name; llm; ai model; foundation model; model version; base model; "
        "language model; models used; underlying model; model used",
        "de": "modell; sprachmodell; ki modell; verwendetes modell",
        "fr": "modèle; modèle utilisé; modèle de langage",
        "es": "modelo; modelo utilizado; modelo de lenguaje",
        "nl": "taalmodel; gebruikt model",
        "it": "modello; modello utilizzato",
    },
    "risk_class": {
        "en": "risk class; eu ai act risk class; ai act risk category; risk category; risk level; "
        "risk classification; ai act classification; risk tier; risk rating; high impact; "
        "rights impacting safety impacting both neither; rights or safety impacting; "
        "impact level; impact type; impact assessment level; is high impact; risk; "
        "high risk; algorithmic impact level; topic impact category; impact classification; "
        "presumed high impact; ai act class; ai risk level; safety or rights impacting; "
        "high impact determination; ai act category; ai act tier; ai risk rating; "
        "risk type; inherent risk",
        "de": "risikoklasse; risikokategorie; risikostufe; risikoeinstufung; risikobewertung; "
        "klassifizierung nach ki verordnung; einstufung; risikoklasse ki vo; risiko; "
        "risikoklassifizierung; einstufung nach ki vo; hochrisiko",
        "fr": "classe de risque; niveau de risque; catégorie de risque; risque; "
        "classification rgpd ia; classification du risque; niveau d'impact; haut risque",
        "es": "clase de riesgo; nivel de riesgo; categoría de riesgo; clasificación de riesgo; "
        "riesgo; nivel de impacto; alto riesgo",
        "nl": "risicoklasse; risiconiveau; risicocategorie; hoog risico; risicoclassificatie; "
        "publicatiecategorie; categorie ai verordening; risico; impactvol algoritme; "
        "hoog risico ai systeem",
        "it": "classe di rischio; livello di rischio; categoria di rischio; rischio; "
        "classificazione del rischio; alto rischio",
    },
    "currency": {
        "en": "currency; currency code; ccy",
        "de": "währung; währungscode",
        "fr": "devise; monnaie",
        "es": "moneda; divisa",
        "nl": "valuta; munteenheid",
        "it": "valuta; divisa",
    },
    "annual_cost": {
        "en": "annual cost; cost; total cost; yearly cost; budget; spend; annual spend; "
        "running cost; operating cost; cost per year; annual budget; contract value; "
        "estimated cost; tco; total cost of ownership; opex; monthly cost; cost per month; "
        "annual expenditure; expenditure; investment; price; estimated annual cost; "
        "monthly spend; annual running cost; quarterly cost; yearly spend; actual cost; "
        "licence cost; annual license cost; project cost; project budget; run rate; subscription; "
        "subscription fee; annual fee; annual subscription",
        "de": "kosten; jährliche kosten; jahreskosten; gesamtkosten; budget; aufwand; "
        "betriebskosten; kosten pro jahr; laufende kosten; monatliche kosten; ausgaben; "
        "projektkosten; kosten pro monat; jahresbudget; investition",
        "fr": "coût; coût annuel; budget; coût total; dépenses; coût mensuel; coûts; "
        "coûts annuels; dépense annuelle; budget annuel; coût d'exploitation",
        "es": "coste; coste anual; costo; costo anual; presupuesto; gasto; coste total; "
        "coste mensual; importe; gasto anual; presupuesto anual; inversión",
        "nl": "kosten; jaarlijkse kosten; budget; totale kosten; kosten per jaar; "
        "maandelijkse kosten; uitgaven; jaarkosten; begroting",
        "it": "costo; costo annuo; costo annuale; budget; spesa; costo totale; costo mensile; "
        "costi; costi annui; spesa annua; investimento",
    },
    "annual_benefit": {
        "en": "annual benefit; benefit; expected benefit; savings; annual savings; value; "
        "benefit per year; estimated benefit; estimated savings; cost savings; annual value; "
        "business value; monthly savings; benefits; realised benefit; expected annual benefit; "
        "projected savings; expected value; financial benefit; uplift; profit uplift",
        "de": "nutzen; einsparung; jährlicher nutzen; einsparungen; erwarteter nutzen; "
        "jährliche einsparung; nutzen pro jahr; mehrwert; jahresnutzen; monatliche einsparung",
        "fr": "bénéfice; gain; gains; économies; bénéfice annuel; gain annuel; gains attendus; "
        "économies annuelles; valeur; bénéfice attendu",
        "es": "beneficio; ahorro; beneficio anual; ahorro anual; beneficio esperado; ahorros; "
        "valor; ahorro estimado",
        "nl": "baten; opbrengst; besparing; jaarlijkse baten; besparingen; baten per jaar; "
        "verwachte baten; jaarlijkse besparing",
        "it": "beneficio; risparmio; beneficio annuo; risparmi; beneficio atteso; "
        "risparmio annuo; benefici; valore",
    },
    "decision_date": {
        "en": "decision date; date of decision; approval date; approved on; date approved",
        "de": "entscheidungsdatum; beschlussdatum; genehmigt am",
        "fr": "date de décision; date d'approbation",
        "es": "fecha de decisión; fecha de aprobación",
        "nl": "besluitdatum; datum besluit",
        "it": "data decisione; data di approvazione",
    },
    "next_review": {
        "en": "next review; review date; next review date; revision date; reassessment date",
        "de": "nächste prüfung; prüftermin; wiedervorlage; überprüfungsdatum",
        "fr": "prochaine revue; date de revue; prochaine révision",
        "es": "próxima revisión; fecha de revisión",
        "nl": "volgende review; herzieningsdatum; evaluatiedatum",
        "it": "prossima revisione; data di revisione",
    },
    "decided_by": {"en": "decided by; approved by; approver; decision maker"},
    "funded_item": {"en": "epic; epic link; funded item; value stream; funding line; budget line"},
    "strategic_fit": {"en": "strategic fit; strategic alignment; strategic importance"},
    "seats_licensed": {
        "en": "licensed seats; seats licensed; licences; number of licenses; licensed users; "
        "number of licensed users; number of licences; licence count; seats purchased"
    },
    "seats_active": {"en": "active users; active seats; monthly active users; number of users"},
    "monthly_requests": {
        "en": "monthly requests; requests per month; transactions per month; calls per month; "
        "monthly transactions; requests per year; volume of requests"
    },
    "customer_facing": {
        "en": "customer facing; public facing; client facing; citizen facing; "
        "interacts with public; supports public facing service",
        "de": "kundenkontakt; mit kundenkontakt; bürgerkontakt",
    },
    "critical_process": {"en": "critical process; business critical; mission critical"},
    "regulated": {"en": "regulated; regulated process"},
}

#: Phrases, evened out, that stand for their field only where no other header does.
SECOND_BEST = frozenset(
    (
        "cost center",
        "cost centre",
        "cost centre name",
        "kostenstelle",
        "publicatiecategorie",
        "team",
    )
)

#: Columns that no field holds; the key is what the reason calls them.
DECOYS: dict[str, str] = {
    "a description": "description; purpose; summary; intended purpose; goal; objective; aim; "
    "outputs; expected outcome; detailed description; problem statement; scope; rationale; "
    "justification; business case; how it works; short description; project description; "
    "abstract; details; what does; use of output; expected benefits; intended purpose and "
    "expected benefits; problem solved; beschreibung; zweck; ziel; kurzbeschreibung; zielsetzung; "
    "description du projet; finalité; objectif; résumé; descripción; finalidad; propósito; "
    "objetivo; omschrijving; doel; beschrijving; korte omschrijving; toelichting; descrizione; "
    "finalità; scopo; obiettivo; benefit description; system description; describe benefits; "
    "summary of use case; brief description; project summary; risk description; "
    "impact description; description of risk",
    "a comment": "comment; comments; notes; remarks; other please explain; if no please explain; "
    "additional information; bemerkung; anmerkung; kommentar; remarque; commentaire; "
    "observaciones; comentarios; opmerking; opmerkingen; note; osservazioni; explanation",
    "a link": "link; url; website; web page; web address; source code; repository; "
    "documentation link; publicly available source code; lien; enlace; webseite; collegamento; "
    "contract link; open source code link",
    "a contact address": "email; e mail; contact email; phone; telephone; email address; "
    "owner email; contact details; e mail adresse; telefon; courriel; correo electrónico; telefoon",
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
    "development start; date acquisition or development began; date acquisition development "
    "began; submission date; purchase date; contract start date; contract date; "
    "contract award date; request date; date of procurement; procurement date",
    "how it is made or bought": "developed under contract or in house; in house or contract; "
    "in house; procurement instrument identifier; development type; commercial off the shelf; "
    "developed in house or purchased; build or buy; acquisition type; contract number; "
    "type of procurement; how was it procured; procurement type; development method; "
    "was developed under contracts or in house; beschaffungsart; contract id; "
    "procurement procedure; how acquired; make or buy; sourcing; sourcing type; "
    "eigenentwicklung; eigenentwicklung oder zukauf",
    "a technique or kind": "technique; techniques; ai type; type; category; topic area; domain; "
    "technology; ai technique; classification; type of ai; methods; method; ai capability; theme; "
    "technologie; kategorie; art; typ; art der ki; thema; subject; policy area; "
    "use case topic area; tags; keywords; field of application; technologie type; subcategory; "
    "class; ai category; algorithm type; model type; tipo; type de technologie; techniek; "
    "use case type; system type; policy field; sector of use; tool type; tool category; "
    "programming language; tecnología",
    "data used": "data; training data; data sources; input data; datasets; data used; "
    "personal data; personally identifiable information; data description; daten; "
    "datenquellen; données; sources de données; datos; fuentes de datos; gegevens; "
    "databronnen; dati; fonti dei dati; demographic variables; personenbezogene daten; "
    "data subjects; data classification; contains pii; pii; data location; hosting region",
    "oversight or risk handling": "human oversight; human in the loop; risk mitigation; "
    "risk assessment; key risks; mitigation; impact assessment completed; "
    "risk management; monitoring; legal basis; grundlage; rechtsgrundlage; "
    "base légale; fallback and escalation; appeals; opt out; independent evaluation; "
    "wettelijke basis; grondslag; menselijke tussenkomst; risicobeheer; base jurídica; "
    "impact assessments; dpia; privacy impact assessment; approved for use; safeguards; "
    "key risks and how identified; non discrimination; performance; accuracy; lawful basis; "
    "risks; risk identification; authority to operate; impact toetsen; "
    "senior agency official privacy assessed",
    "people affected": "users; target group; affected people; end users; intended users; "
    "target audience; primary users; user group; beneficiaries; zielgruppe; nutzer; "
    "public cible; usuarios; doelgroep; utenti; impacted groups; individuals affected; "
    "affected population",
    "a number of something else": "companies house number; company number; tax number; vat number; "
    "company registration number; handelsregisternummer; kvk nummer; phone number; account number",
    "a short form": "abbreviation; agency abbreviation; acronym; department code; agency code; "
    "abkürzung; kürzel; sigle; siglas; afkorting; sigla; agency acronym; bureau code; org code; "
    "country; country code; region; state province; city; language; location; location of use; "
    "land; pays; país; paese",
    "another name": "alternative name; former name; other names; other name; commercial name; "
    "product name of vendor; parent project; parent; also known as; filename",
}

for _kind, _phrases in lexicon_more.DECOYS.items():
    DECOYS[_kind] += f"; {_phrases}"

#: Phrases by field of each sheet of the contract that foreign tables are matched to.
LEXICON: dict[str, dict[str, tuple[str, ...]]] = {
    "initiatives": {
        field: tuple(
            dict.fromkeys(
                phrase.strip()
                for group in (*languages.values(), lexicon_more.INITIATIVES.get(field, ""))
                for phrase in group.split(";")
                if phrase.strip()
            )
        )
        for field, languages in _INITIATIVES.items()
    }
}
