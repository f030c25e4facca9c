"""Suggestions for foreign headers, measured on sets written by hand; half is held out."""

from __future__ import annotations

import pytest

from cockpit.inventory.contract import SHEETS
from cockpit.inventory.mapping import suggest
from cockpit.inventory.mapping.choices import meaning, value_map
from cockpit.inventory.mapping.conventions import date_order, number_locale
from cockpit.inventory.mapping.model import Period
from cockpit.inventory.mapping.units import multiplier, unit_of
from cockpit.inventory.mapping.words import THING, content, normal
from cockpit.inventory.raw import RawSheet, RawWorkbook
from cockpit.inventory.vocabulary import DateOrder, NumberLocale
from tests.inventory.foreign import ForeignSet, foreign_sets, measure

SETS = foreign_sets()
COLUMNS = SHEETS["initiatives"].by_field
#: Columns that an inventory of any kind must have suggested rightly.
NEEDED = ("name", "stage", "vendor", "start", "risk_class")


def test_there_are_enough_sets_and_half_is_held_out() -> None:
    held = sum(each.held_out for each in SETS)
    assert len(SETS) >= 25
    assert abs(2 * held - len(SETS)) <= 2


@pytest.mark.parametrize("held_out", [False, True], ids=["tuned", "held out"])
def test_precision_and_recall(held_out: bool) -> None:
    score = measure([each for each in SETS if each.held_out is held_out])
    least = 0.93 if held_out else 0.96
    assert score.precision >= least, score.wrong
    assert score.recall >= least, score.missing


@pytest.mark.parametrize(
    "each", [each for each in SETS if not each.held_out], ids=lambda each: each.name
)
def test_what_every_inventory_needs(each: ForeignSet) -> None:
    found = each.suggested()
    wrong = {
        field: found.get(field)
        for field in NEEDED
        if field in each.expected and found.get(field) not in each.expected[field]
    }
    assert len(wrong) <= 1, wrong
    assert "name" not in wrong


@pytest.mark.parametrize("each", SETS, ids=lambda each: each.name)
def test_no_field_is_given_twice_and_each_has_a_reason(each: ForeignSet) -> None:
    table = suggest(each.raw()).tables[0]
    fields = [column.field for column in table.columns if column.field]
    assert len(fields) == len(set(fields))
    for column in table.columns:
        assert bool(column.why) is (column.field is not None)
        assert 0 <= column.confidence <= 1


def test_the_order_of_columns_does_not_matter() -> None:
    each = next(one for one in SETS if one.name == "german_corporate")
    turned = RawWorkbook((RawSheet("x", [row[::-1] for row in each.rows]),))
    table = suggest(turned).tables[0]
    assert {c.field: c.header for c in table.columns if c.field} == each.suggested()


def test_values_speak_where_headers_do_not() -> None:
    rows = [["A1", "B1", "C1"]] + [
        [f"Assistant for team {number}", "Pilot" if number % 2 else "Production", "EUR"]
        for number in range(8)
    ]
    table = suggest(RawWorkbook((RawSheet("list", rows),))).tables[0]  # type: ignore[arg-type]
    found = {column.field: column.place for column in table.columns if column.field}
    assert found == {"name": 0, "stage": 1, "currency": 2}


@pytest.mark.parametrize(
    ("text", "ours"),
    [
        ("Operation and Maintenance", "production"),
        ("Implementation and Assessment", "pilot"),
        ("Acquisition and/or Development", "pilot"),
        ("Initiation", "idea"),
        ("Retired", "retired"),
        ("c) Deployed – in daily use", "production"),
        ("In gebruik", "production"),
        ("Buiten gebruik", "retired"),
        ("Erprobung", "pilot"),
        ("Productoin", "production"),
    ],
)
def test_their_stages(text: str, ours: str) -> None:
    found = meaning(COLUMNS["stage"], text)
    assert found is not None
    assert found.text == ours


@pytest.mark.parametrize("text", ["Blue", "Not in production", "N/A", "-", "Pilot or production"])
def test_a_stage_that_is_not_said_is_not_guessed(text: str) -> None:
    assert meaning(COLUMNS["stage"], text) is None


@pytest.mark.parametrize(
    ("values", "header"),
    [
        (["Rights-impacting", "Safety-impacting", "Both", "Neither"], "Impact"),
        (["High-impact", "Not high-impact"], "Is it high-impact?"),
        (["Impactvolle algoritmes", "Overige algoritmes"], "Publicatiecategorie"),
        (["High", "Medium", "Low"], "Risk rating"),
        (["High", "Low"], "Risk"),
        (["1", "2", "3"], "Impact level"),
    ],
)
def test_other_impact_classes_are_not_taken_for_the_eu_ai_act(
    values: list[str], header: str
) -> None:
    found, remark = value_map(COLUMNS["risk_class"], values, header)
    assert found == dict.fromkeys(values, "")
    assert "EU AI Act" in remark


def test_classes_of_the_eu_ai_act_are_mapped() -> None:
    found, remark = value_map(COLUMNS["risk_class"], ["Hoch", "gering"], "Klasse nach KI-VO")
    assert (found, remark) == ({"Hoch": "high", "gering": "minimal"}, "")


@pytest.mark.parametrize(
    ("header", "currency", "factor", "period"),
    [
        ("Cost (k€)", "EUR", 1e3, None),
        ("Jahreskosten in TEUR", "EUR", 1e3, Period.YEAR),
        ("Kosten pro Monat (Mio. €)", "EUR", 1e6, Period.MONTH),
        ("Quarterly spend £k", "GBP", 1e3, Period.QUARTER),
        ("Annual cost USD 000s", "USD", 1e3, Period.YEAR),
        ("Coste anual (miles €)", "EUR", 1e3, Period.YEAR),
        ("Budget $M", None, 1e6, None),
        ("Cost", None, 1.0, None),
    ],
)
def test_units_in_headers(
    header: str, currency: str | None, factor: float, period: Period | None
) -> None:
    found = unit_of(header, COLUMNS["annual_cost"])
    assert (found.currency, found.factor, found.period) == (currency, factor, period)


@pytest.mark.parametrize(
    ("header", "currency", "factor"),
    [
        ("Annual cost (USD k)", "USD", 1e3),
        ("Annual cost (USD '000)", "USD", 1e3),
        ("Annual cost (CHF 000)", "CHF", 1e3),
        ("Annual cost (1.000 EUR)", "EUR", 1e3),
        ("Annual cost (EUR x 1000)", "EUR", 1e3),
        ("Annual cost (USDk)", "USD", 1e3),
        ("Cost [USD] [k]", "USD", 1e3),
        ("Kosten TSD EUR", "EUR", 1e3),
        ("FY26 run cost (USD mn)", "USD", 1e6),
        ("Budget 2026 EUR m", "EUR", 1e6),
        ("annual_cost_eur_m", "EUR", 1e6),
        ("Annual cost (INR lakh)", "INR", 1e5),
        ("Annual cost (INR crore)", "INR", 1e7),
        ("Årlig kostnad (tkr)", None, 1e3),
        ("Kostnad, mkr per år", None, 1e6),
        ("Roční náklady (tis. Kč)", "CZK", 1e3),
        ("annual_cost_usd", "USD", 1),
        ("Cost in USD per 1,000 requests", "USD", 1),
        ("Cost all", None, 1),
    ],
)
def test_scales_in_headers_whichever_side_of_the_currency(
    header: str, currency: str | None, factor: float
) -> None:
    found = unit_of(header, COLUMNS["annual_cost"])
    assert (found.currency, found.factor) == (currency, factor)


def test_a_short_word_beside_a_currency_that_may_be_a_scale_is_said() -> None:
    assert "“zz” beside the currency" in unit_of("Cost (USD zz)", COLUMNS["annual_cost"]).why
    for header in ("Cost (EUR, excl. VAT)", "Cost (EUR p.a.)", "Cost (EUR, FY26)", "Cost (in EUR)"):
        assert "not understood" not in unit_of(header, COLUMNS["annual_cost"]).why


def test_periods_become_ours() -> None:
    cost, peak = COLUMNS["annual_cost"], COLUMNS["peak_rpm"]
    assert multiplier(cost, 1e3, Period.MONTH) == 12_000
    assert multiplier(cost, 1.0, Period.QUARTER) == 4
    assert multiplier(COLUMNS["monthly_requests"], 1.0, Period.YEAR) == pytest.approx(1 / 12)
    assert multiplier(peak, 1.0, Period.SECOND) == pytest.approx(60)
    assert multiplier(COLUMNS["monthly_growth"], 1.0, Period.YEAR) == 1, "rates do not scale"


def test_one_date_decides_for_its_column() -> None:
    assert date_order(["1/2/2024", "3/25/2024"])[0] is DateOrder.MONTH_FIRST
    assert date_order(["1/2/2024", "25/3/2024"])[0] is DateOrder.DAY_FIRST
    assert date_order(["1/2/2024", "3/4/2024"])[0] is None
    assert date_order(["25/3/2024", "3/25/2024"])[0] is None, "they contradict each other"


def test_one_number_decides_for_its_column() -> None:
    assert number_locale(["1.234", "1.234,50"])[0] is NumberLocale.COMMA
    assert number_locale(["1,234", "1,234,567"])[0] is NumberLocale.POINT
    assert number_locale(["1,234", "5"])[0] is None
    assert number_locale(["1,5", "2.5"])[0] is None, "they contradict each other"


def test_every_choice_of_the_contract_is_its_own_meaning() -> None:
    for sheet in SHEETS.values():
        for column in sheet.columns:
            for choice in column.allowed:
                found = meaning(column, choice.text)
                assert found is not None, (sheet.name, column.field, choice.text)
                assert found.text == choice.text


def test_headers_are_compared_by_their_words() -> None:
    assert normal("Use_Case–Name") == normal("useCaseName") == "use case name"
    assert content("Name of the AI use case") == content("Projektname") == ("name",)
    assert content("Use Case") == (THING,)


def columns_of(headers: list[str], *rows: list[str]) -> dict[str, tuple[str, str]]:
    """Suggested header and reason by field, for a table of these rows."""
    table = suggest(RawWorkbook((RawSheet("list", [headers, *rows]),))).tables[0]  # type: ignore[list-item]
    assert table.sheet == "initiatives"
    return {column.field: (column.header, column.why) for column in table.columns if column.field}


NAMES = ("Grid load forecast", "Wildfire detection", "Request tagging", "Fault detection")


def test_the_name_is_not_traded_for_the_name_of_a_person() -> None:
    found = columns_of(
        ["AI Use Case", "Point of Contact Name", "Point of Contact Email"],
        *([name, f"Ann Lee{turn}", f"a{turn}@example.org"] for turn, name in enumerate(NAMES)),
    )
    assert found["name"][0] == "AI Use Case"
    assert found["owner"][0] == "Point of Contact Name"
    assert "business_unit" not in found


def test_a_model_is_the_name_where_no_other_column_is() -> None:
    rows = [[name, "Retail", "Ann Lee", "Active"] for name in NAMES]
    rest = ["Line of Business", "Model Owner", "Model Status"]
    assert columns_of(["Model Name", *rest], *rows)["name"][0] == "Model Name"
    models = [["GPT-4o", *row] for row in rows]
    found = columns_of(["Model Name", "Title", *rest], *models)
    assert (found["name"][0], found["model"][0]) == ("Title", "Model Name")


def test_a_plain_header_is_suggested_though_its_values_cannot_be_read() -> None:
    rows = [[name, f"week {turn} of 2024"] for turn, name in enumerate(NAMES, 1)]
    header, why = columns_of(["Use case", "Go-live date"], *rows)["start"]
    assert header == "Go-live date"
    assert "cannot be read as dates" in why
    years = [[name, f"201{turn}"] for turn, name in enumerate(NAMES, 1)]
    assert "start" not in columns_of(["Use case", "Year implemented"], *years)


def test_a_column_says_who_and_not_how() -> None:
    rows = [
        [name, "CC100", "Finance" if turn % 2 else "Sales", "OpenAI", "Government", "2018"]
        for turn, name in enumerate(NAMES)
    ]
    headers = ["short_description", "cost_center", "u_business_unit", "u_vendor", "Developed by"]
    found = columns_of([*headers, "Status date"], *rows)
    assert found["business_unit"][0] == "u_business_unit"
    assert found["vendor"][0] == "u_vendor"
    assert "start" not in found


@pytest.mark.parametrize(
    ("text", "ours"),
    [("Deployment", "production"), ("Trialling", "pilot"), ("Exploring", "idea"),
     ("Ceased", "retired"), ("skalierend", "scaling"), ("In mission", "production")],
)  # fmt: skip
def test_more_words_for_stages(text: str, ours: str) -> None:
    found = meaning(COLUMNS["stage"], text)
    assert found is not None
    assert found.text == ours


@pytest.mark.parametrize("text", ["Refinments planned for future release", "OpenAI", "Newport"])
def test_a_stage_is_not_read_into_other_words(text: str) -> None:
    assert meaning(COLUMNS["stage"], text) is None


def test_a_guessed_word_is_named_for_a_check() -> None:
    found, remark = value_map(COLUMNS["stage"], ["Done", "Pilot"], "Status")
    assert found == {"Done": "production", "Pilot": "pilot"}
    assert "“Done”" in remark
    assert "“Pilot”" not in remark


def test_short_forms_of_number_are_no_denial() -> None:
    assert content("AI Inventory No.") == content("N° du projet") == ("number",)
    assert content("# of licensed users") == content("Number of licensed users")
