"""Headers that nobody has shown the lexicon: each in a small table with values of its kind."""

from __future__ import annotations

import pytest

from cockpit.inventory.mapping import suggest
from cockpit.inventory.mapping.model import TableMapping
from cockpit.inventory.raw import RawSheet, RawWorkbook

NAMES = (
    "Grid load forecast", "Wildfire detection", "Request tagging", "Fault detection",
    "Letter drafts", "Pothole finder", "Claims triage", "Meeting minutes",
)  # fmt: skip


def first_table(rows: list[list[str]], tab: str = "list") -> TableMapping:
    return suggest(RawWorkbook((RawSheet(tab, rows),))).tables[0]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "headers",
    [
        ["Use Case ID", "Use Case Name", "Description", "Status"],
        ["Ref", "Project", "Description", "Phase"],
        ["No", "Title", "Description", "Stage"],
    ],
)
def test_a_short_list_with_descriptions_is_no_sheet_of_benefits(headers: list[str]) -> None:
    stages = ("Deployed", "Pilot", "Retired", "Pre-deployment")
    rows = [
        [f"X-{turn}", name, f"It helps with case {turn}.", stages[turn % 4]]
        for turn, name in enumerate(NAMES, 1)
    ]
    table = first_table([headers, *rows])
    assert table.sheet == "initiatives"
    assert [column.field for column in table.columns] == ["id", "name", None, "stage"]


def test_benefits_with_names_of_their_own_are_still_a_sheet_of_benefits() -> None:
    rows = [[name, f"Fewer calls {turn}", "1,200"] for turn, name in enumerate(NAMES)]
    table = first_table([["Initiative", "Benefit name", "Volume per month"], *rows])
    assert table.sheet == "benefits"


#: Values of each kind, repeated down the column.
VALUES: dict[str, tuple[str, ...]] = {
    "business_unit": ("Finance", "Human Resources", "Claims", "Legal"),
    "owner": ("Maria Lopez", "James O'Neill", "Priya Raman", "Tom Becker"),
    "stage": ("Production", "Pilot", "Retired", "Planned"),
    "vendor": ("Microsoft", "Acme Analytics Ltd", "OpenAI", "In-house"),
    "start": ("2024-03-01", "2023-11-15", "2025-06-30", "2022-01-10"),
    "risk_class": ("High", "Limited", "Minimal", "Limited"),
    "kind": ("Alpha", "Gamma", "Delta", "Gamma"),
    "code": ("V-10021", "V-10022", "V-20031", "V-4001"),
    "yes or no": ("Yes", "No", "No", "Yes"),
    "sentence": (
        "It was seen by two people before the letter left.",
        "The team wants to look at this again in autumn.",
        "Nobody asked for more when the board met.",
        "A second person looks at each case by hand.",
    ),
}


def read_as(header: str, kind: str) -> str | None:
    """The field that a header is suggested for, beside names and descriptions."""
    values = VALUES[kind]
    rows = [
        [name, values[turn % 4], f"It helps people with case {turn}."]
        for turn, name in enumerate(NAMES)
    ]
    table = first_table([["Name", header, "Description"], *rows])
    assert table.sheet == "initiatives"
    return next(column.field for column in table.columns if column.header == header)


@pytest.mark.parametrize(
    ("field", "headers"),
    [
        ("business_unit", "Requesting dept.; Owning Team; Responsible office; Entité responsable; "
         "Struttura responsabile; Órgão responsável; Verantwortliche Organisationseinheit; "
         "Deployer name; 3.1 - Lead agency; Subsidiary; Bestuursorgaan"),
        ("owner", "Primary contact; SRO; Person in charge; Chef de produit; Punto focal; Trekker; "
         "Nome do responsável; Dirigente responsabile; Q4. Product owner"),
        ("stage", "Overall stage; Current life cycle; Niveau de maturité; Estado de avance; "
         "Stand van zaken; Nível de maturidade; stage_code"),
        ("vendor", "Primary vendor; Built by; Third-party provider; Umsetzungspartner; "
         "Intégrateur; Empresa desarrolladora; Externe partij; Società fornitrice"),
        ("start", "Roll-out date; Effective from; Planned go-live; Activation date; Produktiv ab; "
         "Date de mise en ligne; Fecha de entrada en operación; In gebruik genomen op; "
         "Data di messa in esercizio; Em operação desde"),
        ("risk_class", "Final risk rating; Risk band; AI-Act-Klasse; Degré de risque; "
         "Grado de riesgo; Risicogroep; Grau de risco; Tipo di rischio; risk_level_code"),
    ],
)  # fmt: skip
def test_headers_of_other_wordings_and_languages(field: str, headers: str) -> None:
    found = {header: read_as(header, field) for header in headers.split("; ")}
    assert found == dict.fromkeys(found, field)


@pytest.mark.parametrize(
    ("kind", "headers"),
    [
        ("owner", "Validator; Geprüft von; Vendor contact; Data protection officer; Revisado por"),
        ("start", "Date decommissioned; Contract effective date; Einddatum gebruik; "
         "Date of the approval to deploy; Data di aggiornamento"),
        ("sentence", "Reason for risk rating; Vendor contribution; Status comment; Unit economics; "
         "Begründung Risikoklasse; Descrição dos riscos; Service usage"),
        ("code", "Vendor number; Owner ID; Supplier code"),
        ("yes or no", "Is the system in use?; In use?; Vendor involved?; Risk assessment done?"),
        ("kind", "Process area; RAG status; Approval status; User group"),
    ],
)  # fmt: skip
def test_headers_that_only_sound_like_ours_are_left_alone(kind: str, headers: str) -> None:
    core = {"name", "business_unit", "owner", "stage", "vendor", "start", "risk_class"}
    found = {header: read_as(header, kind) for header in headers.split("; ")}
    assert {header: field for header, field in found.items() if field in core} == {}


@pytest.mark.parametrize("header", ["Product", "Outil", "Lösung", "Ferramenta", "Oplossing", "Bot"])
def test_things_of_other_words_are_names(header: str) -> None:
    rows = [
        [f"R-{turn}", name, VALUES["stage"][turn % 4], f"It helps with case {turn}."]
        for turn, name in enumerate(NAMES)
    ]
    columns = first_table([["Ref", header, "Status", "Notes"], *rows]).columns
    assert columns[1].field == "name"
    assert columns[1].confidence >= 0.6


def test_units_of_two_words_are_not_taken_for_people() -> None:
    units = ("División de Fiscalización", "Unidad de Datos", "Human Resources", "Data Services")
    rows = [[name, "Ministerio", units[turn % 4]] for turn, name in enumerate(NAMES)]
    columns = first_table([["Nombre", "Organismo", "A cargo"], *rows]).columns
    assert columns[2].field != "owner"


def test_questions_over_texts_of_dates_and_amounts_are_the_header() -> None:
    headers = [
        "Agency", "Q1. What is the name of the system?", "Q2. Who supplies it?",
        "Q3. Is it in use, in pilot or planned?", "Q4. When was it first used?",
        "Q5. How high is its risk level?", "Q6. Is personal data used?", "Q7. Yearly cost",
    ]  # fmt: skip
    stages, dates = ("In use", "In pilot", "Planned", "Retired"), ("12/25/2023", "04/04/2020")
    rows = [
        ["Health", name, "Acme Ltd", stages[turn % 4], dates[turn % 2], "Low", "Yes", "$12,500"]
        for turn, name in enumerate(NAMES)
    ]
    table = first_table([headers, *rows])
    assert (table.header_row, table.first_row) == (1, 2)
    found = {column.field: column.place for column in table.columns if column.field}
    assert {key: found.get(key) for key in ("name", "vendor", "stage", "start", "risk_class")} == {
        "name": 1, "vendor": 2, "stage": 3, "start": 4, "risk_class": 5,
    }  # fmt: skip


def test_headers_that_stand_again_on_the_next_page_are_still_the_header() -> None:
    head = ["Use case", "Dept.", "Status"]
    rows = [[name, "Claims", "Pilot"] for name in NAMES]
    table = first_table([head, *rows[:4], head, *rows[4:]])
    assert (table.header_row, table.skip_rows) == (1, (6,))


@pytest.mark.parametrize(
    ("header", "kind", "field"),
    [
        ("Portfolio[OwningUnit]", "business_unit", "business_unit"),
        ("Portfolio[ActualGoLiveDate]", "start", "start"),
        ("Custom field (Risk tier)", "risk_class", "risk_class"),
        ("2.1.4 - Supplier", "vendor", "vendor"),
        ("c) Supplier", "vendor", "vendor"),
        ("Use Case ID [unit - no.]", "code", "id"),
        ("contracting_usage", "made", None),
    ],
)
def test_marks_around_a_header(header: str, kind: str, field: str | None) -> None:
    rows = [
        [
            name,
            f"HHS {turn:02d}"
            if kind == "code"
            else ("Vendor Purchased", "In-house Development")[turn % 2]
            if kind == "made"
            else VALUES[kind][turn % 4],
        ]
        for turn, name in enumerate(NAMES)
    ]
    columns = first_table([["Name", header], *rows]).columns
    assert columns[1].field == field


@pytest.mark.parametrize("header", ["Automated Decision System", "Decision-making tool name"])
def test_a_system_that_decides_is_a_system_and_no_decision(header: str) -> None:
    rows = [[name, VALUES["stage"][turn % 4]] for turn, name in enumerate(NAMES)]
    assert first_table([[header, "Status"], *rows]).columns[0].field == "name"


@pytest.mark.parametrize(
    ("headers", "stages", "risks"),
    [
        ("Namn; Förvaltning; Systemägare; Skede; Leverantör; Driftsatt; Riskklass",
         "I drift; Under utveckling; Planerad; Avvecklad", "Hög; Begränsad; Minimal"),
        ("Navn på løsningen; Ansvarlig myndighed; Systemejer; Fase; Leverandør; I drift siden; "
         "Risikoniveau", "I drift; Afprøvning; Planlagt; Udfaset", "Høj; Begrænset; Minimal"),
        ("Navn; Virksomhet; Systemeier; Modenhet; Leverandør; Tatt i bruk; Risikonivå",
         "I bruk; Utprøving; Planlagt; Avviklet", "Høy; Begrenset; Minimal"),
        ("Název systému; Úřad; Garant; Stav realizace; Dodavatel; V provozu od; Úroveň rizika",
         "v provozu; ve vývoji; plánováno; ukončeno", "vysoké; omezené; minimální"),
        ("Nome da solução; Órgão; Gestor; Situação; Fornecedor; Em operação desde; Grau de risco",
         "Em produção; Piloto; Em estudo; Descontinuado", "Alto; Limitado; Mínimo"),
    ],
    ids=["Swedish", "Danish", "Norwegian", "Czech", "Portuguese"],
)  # fmt: skip
def test_a_whole_inventory_in_a_further_language(headers: str, stages: str, risks: str) -> None:
    core = ["name", "business_unit", "owner", "stage", "vendor", "start", "risk_class"]
    theirs, high, people = stages.split("; "), risks.split("; "), VALUES["owner"]
    rows = [
        [name, f"Ministerium {turn % 3}", people[turn % 4], theirs[turn % 4],
         VALUES["vendor"][turn % 4], VALUES["start"][turn % 4], high[turn % 3]]
        for turn, name in enumerate(NAMES)
    ]  # fmt: skip
    columns = first_table([headers.split("; "), *rows]).columns
    assert [column.field for column in columns] == core
    assert list(columns[3].values.values()) == ["production", "pilot", "idea", "retired"]
    assert list(columns[6].values.values()) == ["high", "limited", "minimal"]
