"""Swedish, Danish, Norwegian and Czech, in the form of :mod:`.lexicon_more`."""

from __future__ import annotations

from cockpit.inventory.vocabulary import RiskClass, Stage

#: Phrases of headers by field of the Initiatives sheet.
INITIATIVES: dict[str, str] = {
    "id": "löpnummer; diarienummer; ärendenummer; nummer; sagsnummer; saksnummer; løpenummer; "
    "číslo; identifikátor; kód; pořadové číslo; číslo projektu",
    "name": "namn; benämning; titel; lösning; tjänst; projektnamn; navn; betegnelse; løsning; "
    "tjeneste; navn på løsningen; prosjekt; prosjektnavn; tittel; tiltak; verktyg; verktøy; "
    "værktøj; název; název projektu; název systému; název řešení; nástroj; označení",
    "business_unit": "förvaltning; myndighet; enhet; avdelning; verksamhet; bolag; nämnd; kommun; "
    "ansvarig förvaltning; ansvarig enhet; afdeling; forvaltning; myndighed; styrelse; enhed; "
    "kommune; virksomhed; ansvarlig myndighed; virksomhet; etat; avdeling; direktorat; "
    "departement; ansvarlig enhet; instituce; úřad; ministerstvo; odbor; oddělení; útvar; "
    "resort; organizace; organizační jednotka",
    "owner": "ansvarig; systemägare; ägare; projektledare; kontaktperson; produktägare; "
    "objektägare; ansvarlig; systemejer; ejer; projektleder; produktejer; systemeier; eier; "
    "prosjektleder; produkteier; garant; vlastník; odpovědná osoba; kontaktní osoba; "
    "vedoucí projektu; správce; gestor",
    "stage": "fas; skede; läge; mognad; livscykelfas; fase; stadie; modenhed; livscyklusfase; "
    "modenhet; livssyklusfase; stav; fáze; stav projektu; stav řešení; fáze projektu; "
    "stav realizace",
    "start": "startdatum; driftsatt; driftsättning; driftsättningsdatum; i drift sedan; "
    "i bruk sedan; produktionssatt; införd; startdato; idriftsat; idriftsættelse; i drift siden; "
    "ibrugtaget; ibrugtagning; driftssatt; idriftsatt; tatt i bruk; i bruk siden; "
    "produksjonssatt; lansert; datum nasazení; nasazení; nasazeno; v provozu od; datum zahájení; "
    "spuštění; datum spuštění; uvedení do provozu",
    "vendor": "leverantör; systemleverantör; utvecklare; utvecklad av; tillverkare; leverandør; "
    "udvikler; udviklet af; producent; utvikler; utviklet av; produsent; dodavatel; výrobce; "
    "poskytovatel; vývojář; zhotovitel; dodavatel řešení",
    "model": "modell; språkmodell; sprogmodel; jazykový model",
    "risk_class": "riskklass; risknivå; riskkategori; riskklassning; risikoklasse; risikoniveau; "
    "risikokategori; risikonivå; risikoklassifisering; úroveň rizika; kategorie rizika; riziko; "
    "třída rizika; klasifikace rizika",
    "currency": "valuta; měna",
    "annual_cost": "kostnad; årskostnad; årlig kostnad; kostnad per år; omkostning; omkostninger; "
    "årlig omkostning; årlige omkostninger; udgift; kostnader; náklady; roční náklady; rozpočet",
    "annual_benefit": "nytta; årlig nytta; gevinst; årlig gevinst; besparelse; nytte; přínos; "
    "roční přínos; úspora; úspory",
}

#: Columns that no field holds, by the same keys as :data:`.lexicon.DECOYS`.
DECOYS: dict[str, str] = {
    "a description": "beskrivning; syfte; ändamål; beskrivelse; formål; hensikt; popis; účel; "
    "cíl; krátký popis",
    "a comment": "anmärkning; bemærkning; merknad; poznámka; komentář",
    "a link": "länk; lenke; webbplats; odkaz",
    "a contact address": "e post; kontakt e post; e postadress",
    "a record's own history": "uppdaterad; senast uppdaterad; publicerad; opdateret; "
    "sidst opdateret; oppdatert; sist oppdatert; aktualizováno; datum aktualizace; "
    "publiceringsdatum",
    "the end of something": "slutdatum; slutdato; sluttdato; konec; datum ukončení",
    "data used": "datakällor; personuppgifter; datakilder; personoplysninger; personopplysninger; "
    "osobní údaje; zdroje dat",
    "a technique or kind": "teknik; kategori; typ av ai; teknologi; typ umělé inteligence; "
    "kategorie; hlavní kategorie",
}

#: Words of theirs for each stage.
STAGES: dict[Stage, str] = {
    Stage.IDEA: "planerad; planerat; förstudie; utredning; planlagt; foranalyse; konsept; "
    "plánováno; plánovaný; záměr; v přípravě; příprava; návrh",
    Stage.PILOT: "pilotprojekt; under utveckling; utveckling; testning; införande; afprøvning; "
    "under udvikling; udvikling; utprøving; uttesting; under utvikling; utvikling; "
    "pilotní provoz; ve vývoji; vývoj; testování; v realizaci",
    Stage.PRODUCTION: "i drift; i produktion; driftsatt; i bruk; används; i brug; produksjon; "
    "i produksjon; v provozu; provoz; v produkci; produkce; nasazeno; využíváno",
    Stage.SCALING: "breddinförande; uppskalning; udrulning; skalering; utrulling; rozšiřování",
    Stage.RETIRED: "avvecklad; avvecklat; avslutad; avslutat; nedlagd; udfaset; afsluttet; "
    "avsluttet; avviklet; faset ut; ukončeno; ukončený; zrušeno; vyřazeno",
}

#: Words of theirs for each class of the EU AI Act.
RISKS: dict[RiskClass, str] = {
    RiskClass.PROHIBITED: "förbjuden; oacceptabel; oacceptabel risk; forbudt; uacceptabel; "
    "uakseptabel; zakázané; nepřijatelné; nepřijatelné riziko",
    RiskClass.HIGH: "hög; hög risk; högrisk; høj; høj risiko; højrisiko; høy; høy risiko; "
    "høyrisiko; vysoké; vysoké riziko; vysoce rizikový",
    RiskClass.LIMITED: "begränsad; begränsad risk; begrænset; begrænset risiko; begrenset; "
    "begrenset risiko; omezené; omezené riziko",
    RiskClass.MINIMAL: "låg; lav; minimal risiko; minimální; minimální riziko; nízké",
}
#: Words among them that only the EU's scheme has, evened out.
EU_WORDS = "begransad begransat begrænset begrenset omezene minimalni oacceptabel neprijatelne"
#: Words of no meaning of their own in a header, and words for the listed thing, evened out.
SMALL_WORDS = "och og pa av af for til som er ar fra podle pro"
ENTITY_WORDS = (
    "losning losningen losningar tjanst tjansten verktyg verktyget løsning løsningen løsninger "
    "tjeneste tjenesten verktøy værktøj prosjekt prosjektet projektet systemet nastroj nastroje "
    "reseni"
)
