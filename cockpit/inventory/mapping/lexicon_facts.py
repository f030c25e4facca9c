"""Headers of the facts of an initiative: stage, start, vendor, model, risk class, amounts, use.

By column of ours and by language; phrases are separated by semicolons (see :mod:`.lexicon`).
"""

from __future__ import annotations

FACTS: dict[str, dict[str, str]] = {
    "stage": {
        "en": "stage; stage of development; development stage; status; phase; lifecycle stage; "
        "life cycle stage; project status; current stage; state; maturity; "
        "implementation status; operational status; deployment status; lifecycle status; "
        "life cycle stage status; project phase; use case status; workflow status; "
        "system status; deployment stage; current status; "
        "stage of system development life cycle; stage status; progress; development status; "
        "lifecycle phase; maturity stage; pilot or production; lifecycle; life cycle; "
        "maturity level; stage gate; readiness; deployment state; usage status; rollout status; "
        "adoption stage; pipeline stage; delivery stage; availability",
        "de": "status; phase; stand; projektstatus; entwicklungsstand; umsetzungsstand; "
        "reifegrad; lebenszyklusphase; projektphase; stadium; umsetzungsstatus; einsatzstatus; "
        "entwicklungsphase; bearbeitungsstand; projektstand; nutzungsstatus; betriebsstatus; "
        "aktueller stand; lebenszyklus; realisierungsstand",
        "fr": "statut; état; phase; stade; état d'avancement; avancement; étape; "
        "stade de développement; maturité; statut du projet; phase du projet; cycle de vie; "
        "niveau de maturité; état de déploiement; degré d'avancement",
        "es": "estado; fase; etapa; situación; estado del proyecto; fase de desarrollo; "
        "grado de madurez; fase del ciclo de vida; etapa de desarrollo; ciclo de vida; "
        "nivel de madurez; avance; estado de implementación; estado de uso; estado de avance",
        "nl": "status; fase; stadium; levensfase; projectfase; ontwikkelfase; levenscyclusfase; "
        "gebruiksstatus; voortgang; stand van zaken; levenscyclus; implementatiestatus; "
        "inzetstatus",
        "it": "stato; fase; stadio; stato di avanzamento; fase di sviluppo; stato del progetto; "
        "maturità; avanzamento; ciclo di vita; livello di maturità; stato di utilizzo; "
        "stato di sviluppo",
    },
    "start": {
        "en": "start; start date; commencement date; commenced; date implemented; "
        "implementation date; go live; go live date; launch date; deployment date; "
        "date deployed; date of deployment; production date; in production since; "
        "operational date; operational since; date of first use; first use date; begin date; "
        "date put into use; live date; live since; install date; actual start date; "
        "in service date; date in service; date first used; began; date operational; "
        "become operational; became operational; operational month; installed; released; "
        "release date; when was put into operation; year implemented; start year; first used; "
        "used since; in use since; date of launch; launched; launch; deployed on; deployed; "
        "date became operational; commissioning date; planned start; planned start date; "
        "date first deployed; beginning date; shipped; shipped on; released on; went live; "
        "golive; rollout; rollout date; roll out; activation; activation date; activated; "
        "effective; effective date; effective from; prod date; production; production start; "
        "release to production; deployment; implemented; implementation; operation; operational; "
        "introduced; introduction; adopted; adoption date; started; commissioning; commissioned; "
        "live; live from; since; in production; put into operation; placed in service; "
        "service start; start of use; start of operation; operation date; date of introduction; "
        "first deployed; initial deployment; active from; active since; placed in use; "
        "put into use; taken into use; brought into use; use commenced",
        "de": "beginn; start; startdatum; einführung; einführungsdatum; inbetriebnahme; "
        "produktivsetzung; im einsatz seit; datum der inbetriebnahme; go live; einsatzbeginn; "
        "produktiv seit; in betrieb seit; seit; beginn der nutzung; start der nutzung; "
        "projektstart; startjahr; gestartet; laufzeit von; produktivnahme; produktivstart; "
        "betrieb; in betrieb ab; produktiv; produktiv ab; einsatz; einsatz seit; nutzungsbeginn; "
        "startzeitpunkt; start produktivbetrieb; eingeführt; eingeführt am; live seit; "
        "freischaltung; rollout; nutzung seit; starttermin; einführungstermin",
        "fr": "début; date de début; date de mise en service; mise en production; "
        "date de lancement; date de déploiement; en service depuis; date de mise en production; "
        "lancement; démarrage; mise en œuvre; date de mise en œuvre; date de démarrage; démarré; "
        "date de mise en ligne; mise en ligne; en production depuis; ouverture; "
        "ouverture du service; entrée en service; date d'entrée en service; mise en service; "
        "mise en service le; déploiement; déployé; déployé le; date de début d'utilisation; "
        "entrée en vigueur; date d'entrée en vigueur; utilisé depuis; mep; date de mep; date mep",
        "es": "inicio; fecha de inicio; fecha de puesta en marcha; puesta en producción; "
        "fecha de implantación; fecha de lanzamiento; en uso desde; fecha de despliegue; "
        "puesta en servicio; fecha de implementación; fecha de puesta en producción; "
        "entrada en operación; fecha de entrada en operación; entrada en vigor; "
        "fecha de entrada en vigor; puesta en operación; fecha de puesta en operación; "
        "inicio de operación; inicio de uso; inicio de operaciones; en operación desde; "
        "en producción desde; en funcionamiento desde; operativo desde; lanzamiento; "
        "implementación; implantación; activación; puesta en marcha; puesta en uso; arranque; "
        "fecha de arranque; liberación",
        "nl": "begin; start; startdatum; begindatum; ingebruikname; datum ingebruikname; "
        "in gebruik sinds; in gebruik vanaf; livegang; datum livegang; begindatum inzet; "
        "in productie; in productie sinds; datum in gebruik; in gebruik genomen; "
        "in gebruik genomen op; inwerkingtreding; datum inwerkingtreding; ingebruikneming; "
        "lancering; invoering; actief sinds; operationeel sinds; datum start; gestart; "
        "ingangsdatum; aanvangsdatum; startmoment",
        "it": "inizio; data di inizio; data di avvio; messa in produzione; avvio; "
        "data di rilascio; in uso dal; data inizio; data di attivazione; entrata in esercizio; "
        "data di messa in produzione; messa in esercizio; data di messa in esercizio; "
        "in esercizio dal; in produzione dal; attivazione; rilascio; lancio; avvio in esercizio; "
        "data di entrata in esercizio; operativo dal; entrata in vigore; "
        "data di entrata in vigore; in funzione dal; attivo dal",
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
        "supplier information; supplier details; technology vendor; tech vendor; company; "
        "company name; firm; built by; made by; sourced from; supplied by; provided by; "
        "delivered by; reseller; oem; integrator; system integrator; consultancy; third parties; "
        "external party; external partner; contracted company; licensor; outsourced to; "
        "vendor company; tool vendor; solution provider; service provider; third party provider; "
        "3rd party; 3rd party vendor; 3rd party provider; third party name",
        "de": "anbieter; hersteller; lieferant; dienstleister; auftragnehmer; entwickler; "
        "externer partner; bezogen von; softwarehersteller; entwickelt von; externer anbieter; "
        "firma; unternehmen; technologiepartner; umsetzungspartner; implementierungspartner; "
        "integrator; bereitgestellt durch; geliefert von; systemhaus; zulieferer; "
        "entwickelt durch; partner; provider; beauftragtes unternehmen; lösungsanbieter",
        "fr": "fournisseur; éditeur; prestataire; développeur; constructeur; développé par; "
        "fournisseur externe; partenaire; titulaire du marché; société; entreprise; intégrateur; "
        "partenaire technologique; fourni par; édité par; sous traitant; fabricant; concepteur; "
        "cabinet; société prestataire; entreprise prestataire",
        "es": "proveedor; fabricante; desarrollador; contratista; suministrador; "
        "desarrollado por; proveedor externo; empresa proveedora; empresa; adjudicatario; "
        "empresa desarrolladora; entidad desarrolladora; compañía; tercero; socio tecnológico; "
        "integrador; consultora; provisto por; entidad proveedora; prestador; "
        "empresa contratada; aliado; aliado tecnológico; aliado estratégico",
        "nl": "leverancier; aanbieder; ontwikkelaar; dienstverlener; fabrikant; ontwikkeld door; "
        "externe leverancier; naam leverancier; externe aanbieder; externe partij; partij; "
        "bedrijf; marktpartij; geleverd door; bouwer; partner; ontwikkelende partij",
        "it": "fornitore; produttore; sviluppatore; appaltatore; sviluppato da; "
        "fornitore esterno; prestatore; azienda fornitrice; società fornitrice; "
        "partner tecnologico; realizzato da; operatore economico; aggiudicatario; ditta; "
        "impresa; azienda; società; integratore; fornitrice",
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
        "impact level; impact type; impact assessment level; is high impact; risk; high risk; "
        "algorithmic impact level; topic impact category; impact classification; "
        "presumed high impact; ai act class; ai risk level; safety or rights impacting; "
        "high impact determination; ai act category; ai act tier; ai risk rating; risk type; "
        "inherent risk; risk group; risk band; risk profile; impact rating; impact tier; "
        "model tier; model risk tier; model risk rating; tier of risk; regulatory risk class; "
        "high risk system; impact category; overall risk",
        "de": "risikoklasse; risikokategorie; risikostufe; risikoeinstufung; risikobewertung; "
        "klassifizierung nach ki verordnung; einstufung; risikoklasse ki vo; risiko; "
        "risikoklassifizierung; einstufung nach ki vo; hochrisiko; ai act klasse; "
        "klasse nach ai act; risikolevel; risikogruppe; risikograd; risiko level; risikotyp; "
        "einstufung nach ai act; risikobeurteilung; risikoeinschätzung",
        "fr": "classe de risque; niveau de risque; catégorie de risque; risque; "
        "classification rgpd ia; classification du risque; niveau d'impact; haut risque; "
        "classification ria; catégorie ria; niveau ria; degré de risque; type de risque; "
        "risque ia; classification ai act; catégorie ai act",
        "es": "clase de riesgo; nivel de riesgo; categoría de riesgo; clasificación de riesgo; "
        "riesgo; nivel de impacto; alto riesgo; grado de riesgo; tipo de riesgo; "
        "clasificación ria; clasificación según reglamento; categoría ria; nivel ria; riesgo ia",
        "nl": "risicoklasse; risiconiveau; risicocategorie; hoog risico; risicoclassificatie; "
        "publicatiecategorie; categorie ai verordening; risico; impactvol algoritme; "
        "hoog risico ai systeem; risicogroep; risico inschatting; risicograad; risicoprofiel; "
        "classificatie ai verordening; classificatie ai act; risicotype",
        "it": "classe di rischio; livello di rischio; categoria di rischio; rischio; "
        "classificazione del rischio; alto rischio; grado di rischio; tipo di rischio; "
        "classificazione ai act; categoria ai act; profilo di rischio; "
        "classificazione regolamento ia",
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
        "licence cost; annual license cost; project cost; project budget; run rate; "
        "subscription; subscription fee; annual fee; annual subscription",
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

#: Headers of a table of costs: what is paid for, and how much; all languages in one.
COST_ITEMS = (
    "item; cost item; expense type; cost type; cost category; expense category; what we pay for; "
    "line item; spend category; cost element; gl account; resource; kostenart; kostenposition; "
    "nature de dépense; poste de dépense; type de coût; poste; concepto; tipo de gasto; "
    "tipo de coste; partida; kostensoort; kostenpost; natureza da despesa; tipo de custo; "
    "tipo de despesa; voce di costo; voce di spesa; tipo di costo; rodzaj kosztu"
)
COST_AMOUNTS = (
    "amount; actual; actuals; forecast; planned cost; one off cost; run cost; build cost; betrag; "
    "ist kosten; plankosten; einmalige kosten; laufende kosten; montant; montant annuel; importe; "
    "monto; importe anual; bedrag; eenmalige kosten; importo; valor; montante; valor pago; kwota"
)
