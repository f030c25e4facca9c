"""Headers and words of further languages: what is suggested for each, and what is not."""

from __future__ import annotations

from collections import defaultdict

import pytest

from cockpit.inventory.contract import SHEETS
from cockpit.inventory.mapping import suggest
from cockpit.inventory.mapping.choices import meaning, value_map
from cockpit.inventory.mapping.languages import LANGUAGES
from cockpit.inventory.mapping.lexicon import DECOYS, LEXICON
from cockpit.inventory.mapping.model import TableMapping
from cockpit.inventory.mapping.totals import is_total_word
from cockpit.inventory.mapping.words import content, normal, words
from cockpit.inventory.raw import RawSheet, RawWorkbook
from cockpit.inventory.schema import ColumnType

COLUMNS = SHEETS["initiatives"].by_field
FIELDS = ["name", "business_unit", "owner", "stage", "vendor", "start", "risk_class", None]
#: Headers by language, a sheet each, in the order of ``FIELDS``; then two stages.
SHEETS_OF = {
    "Norwegian": (
        "Prosjektnavn;Virksomhet;Ansvarlig;Status;Leverandør;Oppstart;Risikonivå;Beskrivelse",
        "Under utvikling;I bruk",
    ),
    "Danish": (
        "Projektnavn;Afdeling;Ansvarlig;Fase;Leverandør;Startdato;Risikoklasse;Beskrivelse",
        "Afprøvning;I drift",
    ),
    "Swedish": (
        "Namn på initiativ;Avdelning;Ansvarig;Status;Leverantör;Startdatum;Riskklass;Syfte",
        "Pilot;I drift",
    ),
    "Finnish": (
        "Hankkeen nimi;Yksikkö;Vastuuhenkilö;Vaihe;Toimittaja;Aloituspäivä;Riskiluokka;Kuvaus",
        "Kokeilu;Käytössä",
    ),
    "Czech": (
        "Název projektu;Oddělení;Odpovědná osoba;Stav;Dodavatel;Datum zahájení;Úroveň rizika;Popis",
        "Zkušební provoz;V provozu",
    ),
    "Polish": (
        "Nazwa projektu;Dział;Właściciel;Etap;Dostawca;Data rozpoczęcia;Klasa ryzyka;Opis",
        "Pilotaż;W użyciu",
    ),
    "Hungarian": (
        "Megnevezés;Osztály;Projektvezető;Fázis;Beszállító;Indulás;Kockázati szint;Leírás",
        "Tesztelés;Éles üzem",
    ),
    "Romanian": (
        "Denumire;Direcția;Persoană de contact;Etapa;Prestator;Data lansării;Clasa de risc;Scop",
        "În testare;În funcțiune",
    ),
    "Turkish": (
        "PROJE ADI;BİRİM;SORUMLU;AŞAMA;TEDARİKÇİ;BAŞLANGIÇ TARİHİ;RİSK SINIFI;AÇIKLAMA",
        "Geliştiriliyor;Kullanımda",
    ),
    "Greek": (
        "Τίτλος έργου;Τμήμα;Υπεύθυνος έργου;Φάση;Ανάδοχος;Έναρξη λειτουργίας;Κατηγορία κινδύνου;"
        "Σκοπός",
        "Υπό ανάπτυξη;Σε λειτουργία",
    ),
    "Russian": (
        "Наименование;Департамент;Руководитель проекта;Статус;Подрядчик;Дата запуска;Класс риска;"
        "Цель",
        "В разработке;Внедрено",
    ),
    "Ukrainian": (
        "Назва проєкту;Відділ;Керівник проєкту;Етап;Розробник;Дата початку;Клас ризику;Мета",
        "Тестування;Впроваджено",
    ),
    "Japanese": (
        "案件名;部門;責任者;段階;ベンダー;開始日;リスク区分;備考",
        "実証実験;本番",
    ),
    "Chinese": (
        "项目名称;所属部门;负责人;项目阶段;供应商;上线日期;风险等级;备注",
        "试点;上线",
    ),
    "Chinese, traditional": (
        "計畫名稱;業務單位;專案經理;執行狀態;得標廠商;啟用日期;風險類別;備註",
        "測試中;營運中",
    ),
    "Korean": (
        "사업명;부서;책임자;추진단계;개발사;도입일;위험 수준;비고",
        "개발 중;운영중",
    ),
    "Arabic": (
        "اسم المبادرة;القسم;مدير المشروع;حالة المشروع;مزود الخدمة;تاريخ الإطلاق;درجة المخاطر;"
        "ملاحظات",
        "قيد التطوير;قيد الاستخدام",
    ),
    "Hindi": (
        "परियोजना का नाम;मंत्रालय;नोडल अधिकारी;स्थिति;आपूर्तिकर्ता;आरंभ तिथि;जोखिम श्रेणी;टिप्पणी",
        "परीक्षण;चालू",
    ),
}


def table_of(headers: list[str], stages: list[str]) -> TableMapping:
    """A suggestion for twelve rows whose words are of no language but for the stages."""
    rows = [
        [
            f"Zeta {turn}", f"U{turn % 3}", f"Ada Roe{turn % 4}", stages[turn % 2],
            ("Acme", "Zenith")[turn % 2], f"2025-03-{turn + 1:02}", ("q", "r", "s")[turn % 3],
            f"Lorem ipsum {turn} dolor",
        ]
        for turn in range(12)
    ]  # fmt: skip
    return suggest(RawWorkbook((RawSheet("list", [headers, *rows]),))).tables[0]


@pytest.mark.parametrize("language", SHEETS_OF)
def test_what_every_inventory_needs_is_suggested(language: str) -> None:
    headers, stages = (listing.split(";") for listing in SHEETS_OF[language])
    table = table_of(headers, stages)
    assert {column.header: column.field for column in table.columns} == dict(
        zip(headers, FIELDS, strict=True)
    )
    stage = table.column_of("stage")
    assert stage is not None
    assert stage.values == {stages[0]: "pilot", stages[1]: "production"}


@pytest.mark.parametrize(
    ("text", "ours"),
    [
        ("Planlagt", "idea"), ("UTFASET", "retired"), ("Suunnitteilla", "idea"),
        ("Ukončeno", "retired"), ("Fikir aşamasında", "idea"), ("планируется", "idea"),
        ("Выведен из эксплуатации", "retired"), ("Éles", "production"), ("Ιδέα", "idea"),
        ("検討中", "idea"), ("全社展開", "scaling"), ("廃止", "retired"), ("试运行", "pilot"),
        ("已下線", "retired"), ("시범 운영", "pilot"), ("متوقف", "retired"), ("विचार", "idea"),
        ("試行（一部部署）", "pilot"),
    ],
)  # fmt: skip
def test_their_stages(text: str, ours: str) -> None:
    found = meaning(COLUMNS["stage"], text)
    assert found is not None
    assert found.text == ours


@pytest.mark.parametrize(
    "text",
    [
        "Ei tuotannossa", "Не в эксплуатации", "ikke i produksjon", "Nu este în producție",
        "未上线", "本番稼働していない", "稼働予定", "운영 예정", "営業部", "研发部", "运营部门",
        "Model drift",
    ],
)  # fmt: skip
def test_a_stage_that_is_denied_planned_or_named_beside_others_is_not_guessed(text: str) -> None:
    assert meaning(COLUMNS["stage"], text) is None


@pytest.mark.parametrize(
    "words_of_theirs",
    [
        "Høy risiko;Begrenset risiko;Minimal risiko", "Hög;Begränsad;Minimal",
        "Korkea;Rajallinen;Minimaalinen", "Vysoké riziko;Omezené riziko;Minimální riziko",
        "Magas;Korlátozott;Minimális", "Ridicat;Limitat;Minim", "Yüksek;Sınırlı;Asgari",
        "Υψηλός;Περιορισμένος;Ελάχιστος", "Высокий;Ограниченный;Минимальный",
        "Високий;Обмежений;Мінімальний", "高リスク;限定的リスク;最小リスク",
        "高风险;有限风险;最低风险", "高風險;有限風險;最低風險", "고위험;제한적 위험;최소 위험",
        "عالي;محدود;ضئيل", "उच्च जोखिम;सीमित जोखिम;न्यूनतम जोखिम",
    ],
)  # fmt: skip
def test_classes_of_the_eu_ai_act(words_of_theirs: str) -> None:
    listed = words_of_theirs.split(";")
    found, _ = value_map(COLUMNS["risk_class"], listed, "class")
    assert [found[text] for text in listed] == ["high", "limited", "minimal"]


@pytest.mark.parametrize(
    "words_of_theirs", ["Høy;Middels;Lav", "Hög;Medel;Låg", "高;中;低", "높음;중간;낮음"]
)
def test_a_scale_of_three_is_not_taken_for_the_eu_ai_act(words_of_theirs: str) -> None:
    listed = words_of_theirs.split(";")
    found, remark = value_map(COLUMNS["risk_class"], listed, "class")
    assert set(found.values()) == {""}
    assert remark


@pytest.mark.parametrize("language", LANGUAGES)
def test_yes_and_no_are_read(language: str) -> None:
    columns = [column for sheet in SHEETS.values() for column in sheet.columns]
    column = next(each for each in columns if each.type is ColumnType.BOOLEAN)
    for listing, ours in ((LANGUAGES[language].yes, "yes"), (LANGUAGES[language].no, "no")):
        for text in listing.split(";"):
            found = meaning(column, text)
            assert found is not None
            assert found.text == ours


def test_no_word_means_two_stages_or_two_classes() -> None:
    for attribute in ("stages", "risks"):
        told: dict[str, set[str]] = defaultdict(set)
        for language in LANGUAGES.values():
            for ours, listing in getattr(language, attribute).items():
                for text in listing.split(";"):
                    told[normal(text)].add(ours)
        assert {text: ours for text, ours in told.items() if len(ours) > 1} == {}
        assert "" not in told


def test_no_header_of_these_languages_stands_for_two_fields() -> None:
    taught = {
        frozenset(content(text)): (field, text)
        for language in LANGUAGES.values()
        for field, listing in language.headers.items()
        for text in listing.split(";")
    }
    twice = {
        text
        for key, (field, text) in taught.items()
        for other, phrases in LEXICON["initiatives"].items()
        if other != field and any(frozenset(content(phrase)) == key for phrase in phrases)
    }
    assert twice == set()


def test_every_kind_of_other_column_is_one_of_the_lexicon() -> None:
    for language in LANGUAGES.values():
        assert set(language.others) <= set(DECOYS)
        assert set(language.headers) | set(language.beside) <= set(COLUMNS)


def test_headers_without_spaces_are_cut_at_known_words() -> None:
    assert words("风险等级") == ("风险", "等级")
    assert content("人工智能项目名称") == ("名称",)
    assert words("匿名化処理") == words("匿名 化処理")
    assert normal("담당 부서") == normal("담당부서")
    assert normal("ﾍﾞﾝﾀﾞｰ") == normal("ベンダー") != normal("ヘンター")


def test_vowel_signs_belong_to_their_word_and_accents_do_not() -> None:
    assert len(words("परियोजना का नाम")) == 3
    assert normal("Risk Sınıfı") == normal("RİSK SINIFI")
    assert normal("Leverandør") == "leverandor"
    assert normal("المسؤول") == normal("المسوول")


@pytest.mark.parametrize("text", ["Yhteensä", "Celkem", "Toplam", "Итого", "合計", "总计", "합계"])
def test_rows_of_totals(text: str) -> None:
    assert is_total_word(text)
