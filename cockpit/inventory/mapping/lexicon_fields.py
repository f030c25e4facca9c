"""Headers of what an inventory lists and of who has it: number, name, unit, owner, sponsor.

By column of ours and by language; phrases are separated by semicolons (see :mod:`.lexicon`).
"""

from __future__ import annotations

FIELDS: dict[str, dict[str, str]] = {
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
        "name of record; name of automated tool; asset name; configuration item name; summary; "
        "solution; feature name; agent name; assistant name; chatbot; bot; capability; "
        "ai feature; decision support system",
        "de": "name; bezeichnung; titel; projektname; projekttitel; anwendungsfall; vorhaben; "
        "projekt; name des systems; systemname; kurztitel; benennung; anwendungsname; "
        "bezeichnung des vorhabens; maßnahme; name der anwendung; lösung; werkzeug",
        "fr": "nom; intitulé; titre; nom du projet; cas d'usage; nom du système; projet; "
        "nom de l'algorithme; dénomination; libellé; désignation; traitement algorithmique; "
        "outil; nom de l'outil; solution; nom du service",
        "es": "nombre; título; denominación; nombre del proyecto; caso de uso; proyecto; "
        "nombre del sistema; nombre del algoritmo; sistema; iniciativa; herramienta; solución; "
        "aplicación; nombre de la herramienta",
        "nl": "naam; titel; naam algoritme; algoritme; naam van het algoritme; projectnaam; "
        "toepassing; project; benaming; naam toepassing; omschrijving kort; applicatie; systeem; "
        "oplossing; hulpmiddel",
        "it": "nome; titolo; denominazione; nome del progetto; caso d'uso; progetto; "
        "nome del sistema; iniziativa; strumento; soluzione; applicazione; nome dello strumento; "
        "sistema",
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
        "operating unit; component name; line of service; business unit name; mission area; "
        "court; squad; tribe; chapter; service line; dept; org; org name; organisation name; "
        "organization name; lob; business line; business division; business domain; council; "
        "subsidiary; legal entity; affiliate; operating company; deployer; deployer name; "
        "deploying organisation; local authority; trust; faculty; program office; "
        "business segment; cluster; practice; commission; portfolio agency; programme area; "
        "company name; firm name; plant",
        "de": "abteilung; bereich; fachbereich; organisationseinheit; behörde; ressort; referat; "
        "dienststelle; geschäftsbereich; geschäftseinheit; ministerium; einheit; amt; sparte; "
        "organisation; kostenstelle; fachabteilung; dezernat; direktion; zuständige stelle; "
        "verantwortliche behörde; institution; gesellschaft; konzerngesellschaft; "
        "tochtergesellschaft; oe; org einheit; stelle; körperschaft; kommune; fakultät; "
        "institut; hauptabteilung; stabsstelle; einsatzbereich; unternehmenseinheit; "
        "unternehmensbereich; geschäftsfeld; unternehmen; werk",
        "fr": "service; direction; département; unité; entité; ministère; administration; "
        "organisme; métier; pôle; organisation; direction responsable; service responsable; "
        "autorité; institution; administration responsable; direction métier; collectivité; "
        "filiale; direction générale; bureau; établissement; structure; entité juridique; "
        "commune; agence; opérateur; division; branche; organisme public; "
        "autorité administrative",
        "es": "departamento; unidad; área; dirección; ministerio; organismo; entidad; división; "
        "unidad de negocio; servicio; secretaría; dependencia; institución; unidad responsable; "
        "organización; área responsable; repartición; consejería; gerencia; subsecretaría; "
        "ayuntamiento; administración; organismo público; entidad pública; filial; oficina; "
        "agencia; facultad; municipalidad; servicio público; subdirección; sociedad; "
        "área usuaria",
        "nl": "afdeling; organisatie; dienst; directie; organisatieonderdeel; eenheid; team; "
        "bedrijfsonderdeel; gemeente; ministerie; verantwoordelijke organisatie; instantie; "
        "sector; domein; overheidsorganisatie; organisatie eenheid; bestuursorgaan; provincie; "
        "waterschap; uitvoeringsorganisatie; onderdeel; cluster; divisie; vakafdeling; "
        "beleidsterrein",
        "it": "dipartimento; unità; unità organizzativa; ufficio; direzione; settore; ente; "
        "amministrazione; divisione; area; ministero; struttura; funzione; area aziendale; "
        "servizio; azienda; società; comune; regione; assessorato; agenzia; reparto; "
        "business unit; filiale; unità operativa; direzione generale; ripartizione",
    },
    "owner": {
        "en": "owner; product owner; business owner; system owner; accountable; responsible; "
        "responsible person; contact; project manager; project lead; lead; point of contact; "
        "senior responsible owner; assigned to; assignee; service owner; owned by; manager; "
        "accountable official; responsible official; contact person; contact name; managed by; "
        "accountable owner; use case owner; accountable person; accountable executive; poc; "
        "responsible individual; program manager; accountable senior leader; "
        "contact person name; poc name; owner name; lead name; manager name; official name; "
        "champion; clinical champion; clinical lead; technical lead; business champion; "
        "point of contact name; product owner name; sponsor and owner; main contact; "
        "key contact; business contact; steward; custodian; sro; delivery lead; "
        "delivery manager; in charge; person in charge; pic; directly responsible individual; "
        "dri; focal point; lead officer; responsible officer; responsible party; "
        "portfolio manager; owning person; project owner; nominated officer",
        "de": "verantwortlich; verantwortlicher; verantwortliche person; projektleitung; "
        "projektleiter; ansprechpartner; ansprechperson; eigentümer; produktverantwortlicher; "
        "fachverantwortlich; leitung; zuständig; kontakt; fachlicher ansprechpartner; "
        "systemverantwortlicher; fachverantwortlicher; verantwortung; inhaber; betreuer; "
        "koordinator; produktmanager; projektmanager; projektverantwortlicher; "
        "verfahrensverantwortlicher; ansprechpartner fachbereich; ansprechpartnerin; owner",
        "fr": "responsable; propriétaire; chef de projet; pilote; contact; référent; porteur; "
        "responsable projet; personne responsable; responsable métier; porteur du projet; "
        "interlocuteur; chef de produit; correspondant; directeur de projet; coordinateur; "
        "porteur métier; porteuse du projet; responsable produit; personne référente; "
        "gestionnaire du projet",
        "es": "responsable; propietario; jefe de proyecto; contacto; persona responsable; "
        "titular; líder; director del proyecto; persona de contacto; responsable del proyecto; "
        "encargado; encargada; dueño; punto focal; gestor; coordinador; jefe; referente; "
        "gerente; funcionario responsable; contraparte; contraparte técnica",
        "nl": "eigenaar; verantwoordelijke; contactpersoon; projectleider; producteigenaar; "
        "proceseigenaar; verantwoordelijk; systeemeigenaar; contact; opdrachtnemer intern; "
        "aanspreekpunt; beheerder; projectmanager; trekker; verantwoordelijk persoon; "
        "productmanager",
        "it": "responsabile; proprietario; referente; capo progetto; contatto; titolare; "
        "responsabile del progetto; persona di contatto; capoprogetto; coordinatore; gestore; "
        "persona di riferimento; dirigente responsabile; rup; responsabile unico",
    },
    "sponsor": {
        "en": "sponsor; executive sponsor; business sponsor; senior sponsor; funded by",
        "de": "auftraggeber; sponsor; förderer; bauherr",
        "fr": "sponsor; commanditaire; parrain",
        "es": "patrocinador; promotor",
        "nl": "opdrachtgever; sponsor",
        "it": "sponsor; committente; promotore",
    },
}
