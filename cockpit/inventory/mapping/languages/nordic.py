"""Danish, Norwegian, Swedish and Finnish headers and words."""

from __future__ import annotations

from cockpit.inventory.mapping.languages.shape import Language
from cockpit.inventory.vocabulary import RiskClass, Stage

#: Bokmål and Danish, which share most of their words, with those of Nynorsk.
DANISH_NORWEGIAN = Language(
    headers={
        "id": "løpenummer; løbenummer; saksnummer; sagsnummer; journalnummer; referansenummer; "
        "prosjektnummer; projektnummer; løpenr; løbenr; saksnr; sagsnr; "
        "nummer",
        "name": "navn; namn; tittel; titel; betegnelse; prosjektnavn; projektnavn; systemnavn; "
        "tiltak; initiativ; brukstilfelle; bruksområde; løsning; verktøy; prosjekt; "
        "anvendelse; værktøj; tiltaksnavn; navn på løsning; "
        "tjeneste; navn på løsningen",
        "business_unit": "virksomhet; virksomhed; avdeling; afdeling; enhet; enhed; seksjon; "
        "sektion; direktorat; departement; forretningsområde; forretningsenhet; "
        "forretningsenhed; forvaltning; kommune; styrelse; ministerium; kontor; organisasjon; "
        "organisation; fagområde; fagavdeling; ansvarlig enhet; ansvarlig enhed; myndighed; "
        "myndighet; område; organisasjonsenhet; forvaltningsområde; tjenesteområde; "
        "divisjon; selskap; center; foretak; "
        "ansvarlig myndighed",
        "owner": "ansvarlig; ansvarleg; eier; ejer; eigar; prosjekteier; projektejer; "
        "systemeier; systemejer; produkteier; produktejer; prosjektleder; projektleder; "
        "kontaktperson; ansvarlig person; løsningseier; tjenesteeier; prosessejer; kontakt; "
        "forretningseier; forretningsejer; fagansvarlig; produktansvarlig; tovholder; "
        "saksbehandler; kontaktpunkt; prosesseier; leder",
        "sponsor": "oppdragsgiver; prosjektsponsor; sponsor; bestiller",
        "stage": "status; fase; stadium; utviklingsstadium; utviklingsfase; udviklingsstadie; "
        "prosjektfase; projektfase; prosjektstatus; projektstatus; tilstand; stadie; "
        "livssyklusfase; livscyklusfase; modenhet; modenhed; udviklingsfase; trinn; steg; "
        "implementeringsstatus; nåværende status; nuværende status",
        "start": "startdato; oppstart; opstart; oppstartsdato; opstartsdato; start; "
        "idriftsettelse; idriftsættelse; idriftsatt; idriftsat; dato for oppstart; "
        "dato for idriftsettelse; dato for idriftsættelse; i bruk siden; i drift siden; "
        "tatt i bruk; taget i brug; ibrugtagning; ibrugtagningsdato; produksjonssatt; "
        "idriftsat dato; lanseringsdato; produksjonsdato; begyndelsesdato; startet; i bruk fra; "
        "i drift fra; i brug siden; dato tatt i bruk; "
        "ibrugtaget; driftssatt; lansert",
        "vendor": "leverandør; leverandørnavn; tilbyder; utvikler; leverandører; systemleverandør; "
        "udvikler; produsent; producent; tjenesteleverandør; ekstern leverandør; "
        "navn på leverandør; "
        "udviklet af; utviklet av",
        "model": "modell; språkmodell; sprogmodel; ki modell; underliggende modell",
        "risk_class": "risikoklasse; risikonivå; risikoniveau; risiko; risikokategori; "
        "risikoklassifisering; risikoklassificering; risikovurdering nivå; risikograd; "
        "risikogruppe; klassifisering av risiko",
        "currency": "valuta; valutakode",
        "next_review": "neste gjennomgang; næste gennemgang; neste revisjon",
        "decision_date": "beslutningsdato; vedtaksdato; dato for beslutning",
        "annual_cost": "kostnad; kostnader; årlig kostnad; omkostning; omkostninger; udgift; "
        "årlig omkostning; årlige omkostninger",
        "annual_benefit": "gevinst; årlig gevinst; besparelse; nytte",
    },
    others={
        "a description": "beskrivelse; formål; kort beskrivelse; mål; hensikt; problemstilling; "
        "beskriving; sammendrag",
        "a comment": "kommentar; kommentarer; merknad; merknader; bemærkning; bemærkninger",
        "a link": "lenke; hjemmeside; nettside; kildekode",
        "a contact address": "e post; telefonnummer; mailadresse; kontakt e post",
        "the end of something": "sluttdato; slutdato; avsluttet dato; utfaset; kontrakt utløper; "
        "dato for avslutning",
        "a record's own history": "opprettet; oprettet; sist oppdatert; senest opdateret; endret; "
        "ændret; sist endret; registrert dato; publiseringsdato; "
        "opdateret; sidst opdateret; oppdatert",
        "a technique or kind": "teknologi; kategori; metode; sektor; type teknologi; teknologitype",
        "data used": "data; personopplysninger; personoplysninger; datakilder; treningsdata",
        "oversight or risk handling": "risikovurdering; rettslig grunnlag; "
        "behandlingsgrunnlag; retsgrundlag; risikohåndtering",
        "people affected": "målgruppe; brukere; brugere",
    },
    beside={
        "business_unit": "ansvarlig ansvarlige navn eiende ejende bestillende",
        "owner": "navn faglig teknisk intern primær",
        "vendor": "navn ekstern",
    },
    stages={
        Stage.IDEA: "idé; ide; idéfase; idefase; planlagt; under planlegging; under planlægning; "
        "planlegging; planlægning; konsept; koncept; foreslått; foreslået; forslag; utredning; "
        "til vurdering; under vurdering; under utredning; konseptfase; planlegges; planlægges; "
        "ikke startet; ikke påbegynt; "
        "foranalyse",
        Stage.PILOT: "pilot; pilotering; pilotfase; under utvikling; under udvikling; utvikling; "
        "udvikling; testes; test; testing; under testing; utprøving; under utprøving; afprøvning; "
        "under afprøvning; prøvedrift; prototype; forsøk; forsøg; pilotprosjekt; pilotprojekt; "
        "eksperiment; konseptbevis; i test; i pilot; utviklingsfase; "
        "uttesting",
        Stage.PRODUCTION: "i drift; drift; i bruk; i brug; i produksjon; i produktion; "
        "produksjon; produktion; produksjonssatt; idriftsatt; idriftsat; implementert; "
        "implementeret; tatt i bruk; taget i brug; satt i drift; ordinær drift; driftsatt",
        Stage.SCALING: "skalering; under skalering; utrulling; udrulning; under utrulling; "
        "under udrulning; breddes; oppskalering; opskalering",
        Stage.RETIRED: "avviklet; afviklet; avsluttet; afsluttet; utfaset; udfaset; stoppet; "
        "nedlagt; stanset; faset ut; ute av drift; ude af drift; kansellert; annulleret; "
        "ikke lenger i bruk; ikke længere i brug; skrinlagt; lukket; lagt ned; tatt ut av drift; "
        "taget ud af drift; sluttført; ikke i bruk; ikke i brug",
    },
    risks={
        RiskClass.PROHIBITED: "forbudt; uakseptabel; uakseptabel risiko; uacceptabel; "
        "uacceptabel risiko",
        RiskClass.HIGH: "høy; høy risiko; høj; høj risiko; høyrisiko; højrisiko",
        RiskClass.LIMITED: "begrenset; begrenset risiko; begrænset; begrænset risiko",
        RiskClass.MINIMAL: "minimal; minimal risiko; lav; lav risiko; ingen eller minimal risiko",
    },
    yes="ja; sann; sandt",
    no="nei; nej; usann; falsk",
    eu_words="begrenset begrænset begraenset uakseptabel uacceptabel forbudt",
    scale_words="middels moderat mellem kritisk alvorlig",
    loose="drift; udvikling; utvikling",
    denials="ikke ikkje ingen uten uden",
    small_words="og er for eller på av af til fra ved som siste sidste den det en et skal blir "
    "bliver",
    thing_words="prosjekt prosjektet prosjektets prosjekter projektet projektets løsning løsningen "
    "løsningens løsninger systemet systemets tiltak tiltaket tiltakets initiativ initiativet "
    "initiativets verktøy verktøyet verktøyets applikasjon applikasjonen applikation brukstilfelle "
    "algoritmen algoritmens tjeneste tjenesten værktøj",
    totals="totalt samlet sum ialt",
)

SWEDISH = Language(
    headers={
        "id": "löpnummer; diarienummer; ärendenummer; löpnr; referensnummer; projektnummer",
        "name": "namn; benämning; titel; projektnamn; systemnamn; initiativ; användningsfall; "
        "åtgärd; lösning; verktyg; projekt; tillämpning; användningsområde; "
        "tjänst",
        "business_unit": "avdelning; enhet; verksamhet; verksamhetsområde; förvaltning; myndighet; "
        "organisation; sektion; affärsområde; affärsenhet; bolag; nämnd; kommun; "
        "departement; ansvarig enhet; organisatorisk enhet; division; område; "
        "ansvarig förvaltning; ansvarig avdelning; organisationsenhet",
        "owner": "ansvarig; ägare; projektägare; systemägare; produktägare; projektledare; "
        "kontaktperson; ansvarig person; kontakt; objektägare; verksamhetsansvarig; "
        "processägare; tjänsteägare; informationsägare; handläggare; systemansvarig; "
        "projektansvarig",
        "sponsor": "uppdragsgivare; beställare; sponsor; projektsponsor",
        "stage": "status; fas; skede; utvecklingsstadium; utvecklingsfas; projektfas; "
        "projektstatus; stadium; mognad; mognadsgrad; läge; nuläge; livscykelfas; "
        "nuvarande status; införandestatus; steg",
        "start": "startdatum; start; driftsatt; driftsättning; driftsättningsdatum; i drift sedan; "
        "i bruk sedan; produktionssatt; lanseringsdatum; datum för driftsättning; "
        "togs i bruk; tagen i bruk; införandedatum; driftstart; i drift från; "
        "datum för ibruktagande; startade; produktionssättning; "
        "införd",
        "vendor": "leverantör; leverantörsnamn; leverantörens namn; utvecklare; tillverkare; "
        "systemleverantör; extern leverantör; tjänsteleverantör; leverantörer; "
        "utvecklad av",
        "model": "modell; språkmodell; underliggande modell",
        "risk_class": "riskklass; risknivå; risk; riskkategori; riskklassificering; riskklassning; "
        "riskgrad; riskbedömning nivå",
        "currency": "valuta; valutakod",
        "next_review": "nästa översyn; nästa genomgång; nästa granskning",
        "decision_date": "beslutsdatum; datum för beslut",
        "annual_cost": "kostnad; årskostnad; kostnad per år; årlig kostnad; kostnader",
        "annual_benefit": "nytta; årlig nytta",
    },
    others={
        "a description": "beskrivning; syfte; ändamål; mål; kort beskrivning; sammanfattning",
        "a comment": "kommentar; kommentarer; anmärkning; anmärkningar; noteringar; övrigt",
        "a link": "länk; webbplats; webbsida; källkod",
        "a contact address": "e post; e postadress; telefonnummer",
        "the end of something": "slutdatum; avslutad datum; avtal löper ut; datum för avveckling",
        "a record's own history": "skapad; senast uppdaterad; ändrad; senast ändrad; uppdaterad; "
        "publiceringsdatum; "
        "publicerad",
        "a technique or kind": "teknik; kategori; metod; typ av teknik; sektor; typ av ai",
        "data used": "data; personuppgifter; datakällor; träningsdata",
        "oversight or risk handling": "riskbedömning; rättslig grund; riskhantering; laglig grund",
        "people affected": "målgrupp; användare",
    },
    beside={
        "business_unit": "ansvarig ansvarande ägande beställande namn",
        "owner": "namn intern teknisk primär",
        "vendor": "namn extern",
    },
    stages={
        Stage.IDEA: "idé; planerad; planerat; planeras; under planering; planering; förslag; "
        "koncept; utredning; under utredning; förstudie; idéstadium; föreslagen; ej påbörjad; "
        "inte påbörjad",
        Stage.PILOT: "pilot; pilotprojekt; pilotfas; under utveckling; utveckling; test; testas; "
        "under test; testfas; i test; prototyp; försök; prov; under införande; experiment; "
        "utvecklas; konceptbevis; "
        "testning; införande",
        Stage.PRODUCTION: "i drift; drift; i bruk; i produktion; produktion; driftsatt; införd; "
        "infört; implementerad; används; produktionssatt; i skarp drift; skarp drift",
        Stage.SCALING: "skalas upp; uppskalning; breddinförande; utrullning; skalning; "
        "under utrullning",
        Stage.RETIRED: "avvecklad; avvecklat; avslutad; avslutat; nedlagd; nedlagt; stoppad; "
        "ur drift; avbruten; utfasad; avställd; används inte längre; tagen ur drift; inte i bruk; "
        "ej i bruk; ej i drift",
    },
    risks={
        RiskClass.PROHIBITED: "förbjuden; oacceptabel; oacceptabel risk",
        RiskClass.HIGH: "hög; hög risk; högrisk",
        RiskClass.LIMITED: "begränsad; begränsad risk",
        RiskClass.MINIMAL: "minimal; minimal risk; låg; låg risk",
    },
    yes="ja; sant",
    no="nej; falskt",
    eu_words="begransad oacceptabel forbjuden",
    scale_words="medel måttlig mellan kritisk",
    loose="drift; utveckling; används",
    denials="inte ej icke utan",
    small_words="och är eller på av för till från vid som den det en ett ska",
    thing_words="projektet projektets lösning lösningen lösningens lösningar systemet systemets "
    "initiativ initiativet initiativets verktyg verktyget verktygets applikation applikationen "
    "tillämpning tillämpningen användningsfall användningsfallet användningsfallets tjänst "
    "tjänsten tjänstens algoritm algoritmen",
    totals="totalt summa",
)

FINNISH = Language(
    headers={
        "id": "tunniste; tunnus; numero; järjestysnumero; diaarinumero; juokseva numero",
        "name": "nimi; nimike; otsikko; hankkeen nimi; projektin nimi; käyttötapaus; hanke; "
        "järjestelmä; ratkaisu; projekti; aloite; sovellus; työkalu",
        "business_unit": "yksikkö; osasto; organisaatio; virasto; organisaatioyksikkö; toimiala; "
        "liiketoimintayksikkö; liiketoiminta alue; vastuuyksikkö; ministeriö; kunta; "
        "palvelualue; viranomainen; vastuuorganisaatio; tulosyksikkö; liiketoimintayksikkö; "
        "toimintayksikkö; vastuutaho; laitos",
        "owner": "omistaja; vastuuhenkilö; projektipäällikkö; yhteyshenkilö; vastaava; "
        "tuoteomistaja; järjestelmän omistaja; hankkeen omistaja; prosessin omistaja; "
        "palvelun omistaja; vetäjä; vastuullinen; hankepäällikkö",
        "sponsor": "tilaaja; sponsori",
        "stage": "vaihe; tila; status; elinkaaren vaihe; kehitysvaihe; hankkeen vaihe; "
        "projektin vaihe; projektin tila; tilanne; kypsyys; kypsyystaso; nykytila; "
        "käyttöönottovaihe",
        "start": "aloituspäivä; alkamispäivä; käyttöönottopäivä; käyttöönotto; "
        "käyttöönoton päivämäärä; aloituspäivämäärä; aloitus; alkupäivä; otettu käyttöön; "
        "tuotantoonvienti; käytössä alkaen; alkamispäivämäärä; aloituspvm; käyttöönottopvm; "
        "käyttöönottopäivämäärä; alkupvm",
        "vendor": "toimittaja; toimittajan nimi; palveluntarjoaja; kehittäjä; valmistaja; "
        "palveluntuottaja; järjestelmätoimittaja; ulkoinen toimittaja",
        "model": "malli; kielimalli",
        "risk_class": "riskiluokka; riskitaso; riski; riskiluokitus; riskikategoria; riskin taso; "
        "riskin luokka",
        "currency": "valuutta",
        "next_review": "seuraava katselmointi; seuraava tarkastus",
        "decision_date": "päätöspäivä; päätöksen päivämäärä",
    },
    others={
        "a description": "kuvaus; tarkoitus; tavoite; lyhyt kuvaus; käyttötarkoitus; yhteenveto",
        "a comment": "kommentti; kommentit; huomautukset; huomautus; lisätiedot; muuta; huomiot",
        "a link": "linkki; verkkosivu; lähdekoodi",
        "a contact address": "sähköposti; puhelin; yhteystiedot",
        "the end of something": "päättymispäivä; lopetuspäivä; loppupäivä; päättyminen; "
        "päättymispvm",
        "a record's own history": "luotu; päivitetty; muokattu; viimeksi päivitetty",
        "a technique or kind": "teknologia; tyyppi; menetelmä; tekniikka; luokka; kategoria",
        "data used": "tiedot; henkilötiedot; tietolähteet; data",
        "oversight or risk handling": "riskienhallinta; riskiarvio; oikeusperuste",
        "people affected": "kohderyhmä; käyttäjät",
    },
    beside={
        "business_unit": "vastaava vastuullinen omistava nimi",
        "owner": "nimi",
        "vendor": "nimi ulkoinen",
    },
    stages={
        Stage.IDEA: "idea; suunnitteilla; suunnittelu; suunniteltu; ehdotus; konsepti; "
        "esiselvitys; selvitys; selvitettävänä; ideavaihe; suunnitteluvaihe; ei aloitettu",
        Stage.PILOT: "pilotti; pilotointi; pilotoinnissa; kehitteillä; kehitys; testaus; "
        "testauksessa; kokeilu; kokeilussa; pilottivaihe; prototyyppi; kehityksessä; "
        "pilottikäytössä; kehitysvaihe; kokeiluvaihe; testivaihe; koekäyttö; koekäytössä",
        Stage.PRODUCTION: "tuotannossa; tuotanto; käytössä; tuotantokäytössä; otettu käyttöön; "
        "tuotantokäyttö; toiminnassa",
        Stage.SCALING: "laajennus; skaalaus; laajentuminen; laajennetaan; skaalataan",
        Stage.RETIRED: "poistettu käytöstä; lopetettu; päättynyt; keskeytetty; peruttu; "
        "poistunut käytöstä; suljettu; käytöstä poistettu; ei käytössä; ei enää käytössä",
    },
    risks={
        RiskClass.PROHIBITED: "kielletty; ei hyväksyttävä",
        RiskClass.HIGH: "korkea; korkea riski; suuririskinen; suuri riski; suuri; korkeariskinen",
        RiskClass.LIMITED: "rajoitettu; rajallinen; rajoitettu riski; rajallinen riski",
        RiskClass.MINIMAL: "vähäinen; minimaalinen; vähäinen riski; minimaalinen riski; matala; "
        "pieni; matala riski",
    },
    yes="kyllä; tosi",
    no="ei; epätosi",
    eu_words="rajoitettu rajallinen minimaalinen kielletty",
    scale_words="keskitaso keskisuuri kohtalainen kriittinen",
    denials="ei eivät ilman ennen",
    small_words="ja tai",
    thing_words="hanke hankkeen projekti projektin järjestelmä järjestelmän ratkaisu ratkaisun "
    "käyttötapaus käyttötapauksen aloite aloitteen sovellus sovelluksen työkalu työkalun tekoäly "
    "tekoälyn tekoälyratkaisu tekoälyratkaisun tekoälyjärjestelmä tekoälyjärjestelmän palvelun "
    "algoritmin algoritmi",
    totals="yhteensä summa",
)
