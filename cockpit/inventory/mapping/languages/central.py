"""Czech, Hungarian and Romanian headers and words; Polish stands in :mod:`..lexicon_more`."""

from __future__ import annotations

from cockpit.inventory.mapping.languages.shape import Language
from cockpit.inventory.vocabulary import RiskClass, Stage

#: Czech, with the Slovak words that are the same or known as surely.
CZECH = Language(
    headers={
        "id": "číslo; pořadové číslo; evidenční číslo; identifikátor; kód; číslo projektu; "
        "kód projektu; č",
        "name": "název; jméno; název projektu; název systému; název iniciativy; "
        "případ užití; iniciativa; projekt; řešení; nástroj; aplikace; systém; označení; "
        "názov; názov projektu; "
        "název řešení",
        "business_unit": "oddělení; útvar; odbor; organizační jednotka; organizace; úřad; "
        "ministerstvo; instituce; oblast; divize; obchodní jednotka; odpovědný útvar; sekce; "
        "úsek; odpovědné oddělení; resort; středisko; organizační útvar; jednotka; "
        "oddelenie; organizačná jednotka",
        "owner": "vlastník; odpovědná osoba; zodpovědná osoba; vedoucí projektu; "
        "kontaktní osoba; garant; odpovědný; zodpovídá; projektový manažer; vlastník produktu; "
        "vlastník systému; manažer projektu; věcný garant; byznys vlastník; zodpovědný; "
        "vedoucí; kontakt; zodpovedná osoba; "
        "správce; gestor",
        "sponsor": "sponzor; zadavatel; sponzor projektu",
        "stage": "stav; fáze; etapa; stav projektu; fáze projektu; stádium; stav realizace; "
        "stav implementace; fáze vývoje; stav nasazení; fáze nasazení; status; aktuální stav; "
        "fáza; životní cyklus; fáze životního cyklu; "
        "stav řešení",
        "start": "datum zahájení; začátek; datum spuštění; datum nasazení; spuštění; zahájení; "
        "datum zavedení; v provozu od; uvedení do provozu; datum uvedení do provozu; nasazení; "
        "start; zahájení provozu; datum zahájení provozu; od kdy; dátum začatia; datum startu; "
        "začátek provozu; "
        "nasazeno",
        "vendor": "dodavatel; název dodavatele; poskytovatel; zhotovitel; výrobce; vývojář; "
        "externí dodavatel; dodávateľ; "
        "dodavatel řešení",
        "model": "model; použitý model; jazykový model",
        "risk_class": "riziko; úroveň rizika; třída rizika; riziková třída; kategorie rizika; "
        "stupeň rizika; klasifikace rizika; míra rizika; rizikovost; riziková kategorie; "
        "rizikový stupeň; trieda rizika",
        "currency": "měna; mena",
        "next_review": "příští přezkum; další revize; datum přezkumu",
        "decision_date": "datum rozhodnutí; datum schválení",
        "annual_cost": "náklady; roční náklady; rozpočet",
        "annual_benefit": "přínos; roční přínos; úspora; úspory",
    },
    others={
        "a description": "popis; účel; cíl; stručný popis; shrnutí; cíl projektu; popis projektu; "
        "krátký popis",
        "a comment": "poznámka; poznámky; komentář; komentáře",
        "a link": "odkaz; webová stránka; zdrojový kód",
        "a contact address": "e mail; telefon; kontaktní údaje",
        "the end of something": "datum ukončení; konec; ukončení; datum konce; konec smlouvy",
        "a record's own history": "vytvořeno; upraveno; poslední aktualizace; aktualizováno; "
        "datum zveřejnění; "
        "datum aktualizace",
        "a technique or kind": "technologie; typ; kategorie; metoda; druh; typ systému; "
        "typ umělé inteligence; hlavní kategorie",
        "data used": "data; osobní údaje; zdroje dat; trénovací data",
        "oversight or risk handling": "posouzení rizik; řízení rizik; právní základ; "
        "hodnocení rizik",
        "people affected": "cílová skupina; uživatelé",
    },
    beside={
        "business_unit": "název odpovědný odpovědné vlastnický",
        "owner": "jméno",
        "vendor": "název hlavní externí",
        "stage": "aktuální současný",
    },
    stages={
        Stage.IDEA: "nápad; návrh; plánováno; plánovaný; plánované; plánovaná; koncept; "
        "v přípravě; příprava; záměr; ve fázi návrhu; idea; plánování; v plánu; analýza",
        Stage.PILOT: "pilot; pilotní provoz; pilotní; pilotní projekt; vývoj; ve vývoji; "
        "testování; v testování; zkušební provoz; prototyp; pilotní fáze; testovací provoz; "
        "test; v realizaci; implementace; v pilotním provozu; ověřování",
        Stage.PRODUCTION: "v provozu; provoz; nasazeno; produkce; v produkci; zavedeno; "
        "produkční; produkční provoz; spuštěno; ostrý provoz; v ostrém provozu; rutinní provoz; "
        "implementováno; v prevádzke; "
        "využíváno",
        Stage.SCALING: "škálování; rozšiřování; rozšíření; plošné nasazení",
        Stage.RETIRED: "ukončeno; ukončený; vyřazeno; zrušeno; zastaveno; mimo provoz; vypnuto; "
        "ukončené; ukončen; zrušený; vyřazen z provozu; ukončena",
    },
    risks={
        RiskClass.PROHIBITED: "zakázané; zakázaný; nepřijatelné; nepřijatelné riziko; zakázáno",
        RiskClass.HIGH: "vysoké; vysoké riziko; vysoká; vysoký; vysoce rizikový; vysokorizikový",
        RiskClass.LIMITED: "omezené; omezené riziko; omezená; omezený",
        RiskClass.MINIMAL: "minimální; minimální riziko; nízké; nízké riziko; nízká; nízký",
    },
    yes="ano; áno; pravda",
    no="ne; nie; nepravda",
    eu_words="omezené omezená omezený minimální nepřijatelné zakázané zakázaný",
    scale_words="střední kritické kritická kritický",
    loose="provoz; vývoj; implementace; produkce",
    denials="ne není nie nejsou bez před",
    small_words="a v ve na podle pro ze se je nebo",
    thing_words="projekt projektu systém systému iniciativa iniciativy řešení nástroj nástroje "
    "aplikace případ případu užití použití služby",
    totals="celkem součet spolu",
)

HUNGARIAN = Language(
    headers={
        "id": "azonosító; sorszám; szám; kód; nyilvántartási szám; ügyszám; iktatószám",
        "name": "név; megnevezés; elnevezés; projekt neve; rendszer neve; "
        "kezdeményezés; felhasználási eset; projektnév; alkalmazás; megoldás; eszköz; "
        "projekt; rendszer; kezdeményezés neve; megoldás neve",
        "business_unit": "szervezeti egység; osztály; részleg; üzleti terület; igazgatóság; "
        "szervezet; intézmény; minisztérium; főosztály; terület; felelős szervezeti egység; "
        "divízió; üzleti egység; szakterület; hatóság; hivatal; üzletág; önkormányzat; "
        "felelős szervezet",
        "owner": "felelős; tulajdonos; projektvezető; kapcsolattartó; felelős személy; "
        "üzleti felelős; termékgazda; rendszergazda; projektgazda; folyamatgazda; gazda; "
        "projektmenedzser; üzleti tulajdonos; üzletgazda; szakmai felelős; adatgazda; "
        "felelős neve; terméktulajdonos; vezető",
        "sponsor": "szponzor; megrendelő; támogató; projektszponzor",
        "stage": "állapot; fázis; szakasz; státusz; státusza; projekt állapota; projekt fázisa; "
        "fejlesztési szakasz; életciklus; életciklus szakasz; jelenlegi állapot; "
        "projekt státusza; fejlettségi szint; életciklus fázis; készültség",
        "start": "kezdés dátuma; kezdő dátum; kezdet; indulás; bevezetés dátuma; indulás dátuma; "
        "élesítés dátuma; kezdési dátum; üzembe helyezés; élesítés; "
        "üzembe helyezés dátuma; bevezetés; használatban mióta; kezdés; indítás dátuma; "
        "indítás; élesedés; kezdete; élesbe állás",
        "vendor": "szállító; beszállító; szolgáltató; fejlesztő; gyártó; szállító neve; "
        "szállító cég; vállalkozó; külső szállító; szállítója",
        "model": "modell; nyelvi modell; használt modell",
        "risk_class": "kockázat; kockázati szint; kockázati osztály; kockázati besorolás; "
        "kockázati kategória; kockázati fokozat; kockázat szintje; kockázati osztályozás",
        "currency": "pénznem; deviza; valuta",
        "next_review": "következő felülvizsgálat; felülvizsgálat dátuma",
        "decision_date": "döntés dátuma; jóváhagyás dátuma",
    },
    others={
        "a description": "leírás; rövid leírás; célja; összefoglaló; felhasználás célja",
        "a comment": "megjegyzés; megjegyzések; észrevétel",
        "a link": "hivatkozás; weboldal; forráskód",
        "a contact address": "e mail cím; telefonszám; elérhetőség",
        "the end of something": "befejezés dátuma; vége; befejezés; lezárás dátuma; zárás dátuma; "
        "szerződés vége",
        "a record's own history": "létrehozva; módosítva; utolsó módosítás; frissítve; "
        "közzététel dátuma",
        "a technique or kind": "technológia; típus; kategória; módszer; jelleg",
        "data used": "adatok; személyes adatok; adatforrások",
        "oversight or risk handling": "kockázatértékelés; kockázatkezelés; jogalap",
        "people affected": "célcsoport; felhasználók",
    },
    beside={
        "business_unit": "felelős neve megnevezése",
        "owner": "neve",
        "vendor": "neve megnevezése",
        "stage": "jelenlegi aktuális",
    },
    stages={
        Stage.IDEA: "ötlet; tervezett; tervezés; tervezés alatt; koncepció; javaslat; "
        "előkészítés; előkészítés alatt; ötletszakasz; elemzés; tervezési fázis; előkészítésben",
        Stage.PILOT: "pilot; kísérleti; fejlesztés; fejlesztés alatt; tesztelés; teszt; "
        "tesztelés alatt; próbaüzem; prototípus; pilot fázis; bevezetés alatt; fejlesztés "
        "alatt áll; tesztüzem; kísérlet; fejlesztési fázis; fejlesztésben; tesztüzemben",
        Stage.PRODUCTION: "éles; élesben; éles üzem; üzemben; használatban; bevezetve; "
        "éles üzemben; működik; termelésben; élesítve; működésben; éles használatban",
        Stage.SCALING: "skálázás; kiterjesztés; bővítés; kiterjesztés alatt",
        Stage.RETIRED: "megszüntetve; megszűnt; kivezetve; lezárva; leállítva; megszüntetett; "
        "leállított; lezárt; visszavonva; felfüggesztve; kivezetett",
    },
    risks={
        RiskClass.PROHIBITED: "tiltott; elfogadhatatlan; elfogadhatatlan kockázat",
        RiskClass.HIGH: "magas; magas kockázat; nagy kockázat; magas kockázatú; nagy kockázatú; "
        "nagy",
        RiskClass.LIMITED: "korlátozott; korlátozott kockázat; korlátozott kockázatú",
        RiskClass.MINIMAL: "minimális; minimális kockázat; alacsony; alacsony kockázat; "
        "minimális kockázatú",
    },
    yes="igen; igaz",
    no="nem; hamis",
    eu_words="korlátozott minimális tiltott elfogadhatatlan",
    scale_words="közepes kritikus mérsékelt",
    loose="fejlesztés; bevezetés alatt",
    denials="nem nincs nélkül előtt",
    small_words="az egy és vagy",
    thing_words="projekt projektek rendszer rendszerek kezdeményezés alkalmazás "
    "megoldás eszköz felhasználási eset mi algoritmus",
    totals="összesen összeg mindösszesen",
)

#: Cedilla and comma below (ş, ș) are the same once accents are gone.
ROMANIAN = Language(
    headers={
        "id": "număr; nr crt; cod; identificator; cod proiect; număr curent; nr înregistrare",
        "name": "nume; denumire; titlu; denumirea; denumirea proiectului; nume proiect; "
        "denumire proiect; caz de utilizare; inițiativă; inițiativa; proiect; soluție; sistem; "
        "aplicație; instrument; titlul; numele",
        "business_unit": "departament; direcție; direcția; unitate; compartiment; serviciu; "
        "instituție; instituția; minister; unitate organizațională; divizie; autoritate; "
        "organizație; structură; unitatea responsabilă; departamentul; structura; entitate; "
        "unitate de business; linie de business; autoritatea; primărie; sector; "
        "arie de activitate; unitatea; domeniu de activitate; departament responsabil",
        "owner": "responsabil; proprietar; manager de proiect; persoană responsabilă; "
        "persoană de contact; persoana de contact; persoana responsabilă; "
        "responsabil proiect; deținător; coordonator; șef proiect; contact; "
        "responsabil de proiect; proprietar de produs; titular; manager proiect",
        "sponsor": "sponsor",
        "stage": "stadiu; fază; etapă; stare; faza; etapa; stadiul; status; stadiul proiectului; "
        "stadiul implementării; faza proiectului; starea; stadiu de dezvoltare; stadiu actual; "
        "stare proiect; stadiu proiect; nivel de maturitate; stadiu implementare; ciclu de viață",
        "start": "data începerii; data de început; data lansării; data punerii în funcțiune; "
        "început; start; data implementării; lansare; data demarării; "
        "punere în funcțiune; data de începere; data start; în funcțiune din; "
        "data intrării în producție; data lansare; intrare în producție",
        "vendor": "furnizor; prestator; dezvoltator; producător; nume furnizor; contractant; "
        "denumire furnizor; furnizorul; furnizor extern; furnizor de servicii; integrator",
        "model": "model; modelul utilizat; model de limbaj",
        "risk_class": "risc; nivel de risc; clasă de risc; clasa de risc; categorie de risc; "
        "nivelul de risc; grad de risc; categoria de risc; clasificare risc; "
        "clasificarea riscului; nivel risc; clasificare de risc; nivelul riscului",
        "currency": "monedă; moneda; valută; valuta",
        "next_review": "următoarea revizuire; data revizuirii; următoarea evaluare",
        "decision_date": "data deciziei; data aprobării",
    },
    others={
        "a description": "descriere; scop; obiectiv; descrierea; scopul; obiective; rezumat; "
        "descriere succintă; descrierea proiectului",
        "a comment": "observații; comentarii; comentariu; mențiuni; note; observaţii",
        "a link": "legătură; pagină web; cod sursă",
        "a contact address": "e mail; telefon; date de contact; adresa de e mail",
        "the end of something": "data finalizării; data încheierii; sfârșit; dată de sfârșit; "
        "data de sfârșit; data de încheiere; data expirării",
        "a record's own history": "creat; modificat; ultima actualizare; actualizat; "
        "data publicării",
        "a technique or kind": "tehnologie; tip; categorie; metodă; tehnologia; tipul; domeniu",
        "data used": "date personale; surse de date; date cu caracter personal",
        "oversight or risk handling": "evaluarea riscurilor; temei legal; gestionarea riscurilor",
        "people affected": "grup țintă; utilizatori; grupul țintă",
    },
    beside={
        "business_unit": "responsabil responsabilă responsabila denumire denumirea nume numele",
        "owner": "nume numele",
        "vendor": "nume numele denumire denumirea extern principal",
        "stage": "actual actuală actuala curent curentă",
    },
    stages={
        Stage.IDEA: "idee; planificat; planificare; propunere; concept; în planificare; propus; "
        "în analiză; în pregătire; planificată; analiză; în proiect; neînceput; studiu",
        Stage.PILOT: "pilot; pilotare; în dezvoltare; dezvoltare; testare; în testare; prototip; "
        "fază pilot; experimental; în implementare; faza pilot; proiect pilot; în curs; "
        "în curs de dezvoltare; în curs de implementare; test; în pilot; în pilotare; "
        "în teste; în lucru",
        Stage.PRODUCTION: "producție; în producție; în funcțiune; implementat; operațional; "
        "în utilizare; activ; în exploatare; implementată; în uz; lansat; funcțional; "
        "operațională; exploatare; în operare",
        Stage.SCALING: "extindere; scalare; în extindere; în scalare; extins",
        Stage.RETIRED: "retras; retrasă; închis; oprit; anulat; încheiat; dezactivat; abandonat; "
        "scos din uz; scos din funcțiune; încetat; finalizat; suspendat",
    },
    risks={
        RiskClass.PROHIBITED: "interzis; inacceptabil; risc inacceptabil; interzisă",
        RiskClass.HIGH: "ridicat; înalt; risc ridicat; risc înalt; mare; risc mare; crescut; "
        "cu risc ridicat; grad ridicat de risc",
        RiskClass.LIMITED: "limitat; risc limitat; cu risc limitat",
        RiskClass.MINIMAL: "minim; risc minim; scăzut; risc scăzut; minimal; redus; risc redus; "
        "cu risc minim",
    },
    yes="da; adevărat",
    no="nu; fals",
    eu_words="limitat minim inacceptabil interzis",
    scale_words="mediu moderat critic",
    loose="activ; dezvoltare; în curs; în lucru; finalizat; studiu",
    denials="nu nici fără înainte",
    small_words="în și sau al ale cu din pentru la cu este",
    thing_words="proiect proiectul proiectului sistem sistemul sistemului soluție soluția soluției "
    "inițiativă inițiativa inițiativei aplicație aplicația aplicației instrument instrumentul "
    "instrumentului caz cazul utilizare cazului algoritm algoritmul algoritmului",
    totals="total totalul",
)
