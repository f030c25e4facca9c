"""The page Actual cost and its section on Full cost, as a person uses them."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

import sample_data
from cockpit.cli import COSTS_VARIABLE
from tests.actuals.exports import csv_of, row
from tests.app.test_pages import APP, sentences

PAGE = "views/actual_cost.py"
TAG = "Tag that names the initiative"


def opened() -> AppTest:
    at = AppTest.from_file(str(APP), default_timeout=120).run()
    return at.switch_page(PAGE).run()


def dropped(data: bytes, name: str = "costs.csv") -> AppTest:
    at = opened()
    return at.file_uploader(key="cost_export").set_value((name, data, "text/csv")).run()


def asked(widgets: Any, label: str) -> Any:
    """The widget with this label: its key changes with the files."""
    return next(each for each in widgets if each.label == label)


def test_one_click_loads_the_sample() -> None:
    at = opened()
    assert "No cost export is loaded" in sentences(at)
    at.button(key="sample_costs").click().run()
    text = sentences(at)
    assert not at.exception
    assert not at.error
    assert "rows and sums tie out" in text
    assert "matched to initiatives" in text
    assert "No rate" not in text or "SEK" in text
    assert asked(at.selectbox, TAG).value == "initiative"


def test_full_cost_sets_actual_beside_plan_and_range() -> None:
    at = opened().switch_page("views/full_cost.py").run()
    assert "no cost export is loaded" in sentences(at)
    at.switch_page(PAGE).run().button(key="sample_costs").click().run()
    at.switch_page("views/full_cost.py").run()
    text = sentences(at)
    assert not at.exception
    assert "simulated range" in text
    assert "12 of 12 actuals" in text
    assert "3 months before Nov 2026" in text


def test_the_export_of_the_command_line_counts_on_full_cost_from_the_first(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(COSTS_VARIABLE, str(sample_data.COST_EXPORT))
    at = AppTest.from_file(str(APP), default_timeout=120).run()
    at.switch_page("views/full_cost.py").run()
    assert not at.exception
    assert "simulated range" in sentences(at)
    monkeypatch.setenv(COSTS_VARIABLE, str(tmp_path / "gone.csv"))
    at = AppTest.from_file(str(APP), default_timeout=120).run()
    at.switch_page("views/full_cost.py").run()
    assert "no cost export is loaded" in sentences(at)
    assert "gone.csv can no longer be opened" in sentences(at)


def test_a_choice_takes_effect_at_once_and_stays() -> None:
    at = opened()
    at.button(key="sample_costs").click().run()
    before = at.metric[0].value
    asked(at.radio, "Basis").set_value("billed").run()
    assert at.metric[0].label == "Invoiced cost"
    assert "BilledCost in the billing currency" in sentences(at)
    asked(at.selectbox, TAG).set_value("no tag").run()
    assert at.metric[1].value == "0\u00a0%"
    at.switch_page("views/data.py").run().switch_page(PAGE).run()
    assert at.metric[0].label == "Invoiced cost"
    assert at.metric[1].value == "0\u00a0%"
    assert before


def test_the_first_file_does_not_fix_basis_and_tag_of_all() -> None:
    at = dropped(csv_of([row(BillingCurrency="EUR", EffectiveCost="3")]))
    assert asked(at.radio, "Basis").value == "effective"
    assert asked(at.selectbox, TAG).value == "no tag"
    invoiced = [row(BillingCurrency="EUR", BilledCost="40", Tags='{"use": "AI-01"}')]
    del invoiced[0]["EffectiveCost"]
    given = ("second.csv", csv_of(invoiced), "text/csv")
    at.file_uploader(key="cost_export").set_value(given).run()
    assert not at.exception
    assert at.metric[0].label == "Invoiced cost"
    assert at.metric[0].value == "EUR\u00a041"  # 1.00 of the first file is invoiced
    assert at.metric[1].value == "98\u00a0%"  # 40 of 41
    assert asked(at.selectbox, TAG).value == "use"
    # What the person chooses stays, whatever comes.
    asked(at.radio, "Basis").set_value("effective").run()
    third = ("third.csv", csv_of([row(BillingCurrency="EUR", EffectiveCost="5")]), "text/csv")
    at.file_uploader(key="cost_export").set_value(third).run()
    assert at.metric[0].label == "Amortised cost"
    assert at.metric[0].value == "EUR\u00a08"
    assert asked(at.selectbox, TAG).value == "use"


def test_the_same_file_is_not_counted_twice() -> None:
    data = csv_of([row(BillingCurrency="EUR")])
    at = dropped(data)
    assert "1 row: 1 in cost lines" in sentences(at)
    again = ("again.csv.gz", gzip.compress(data, mtime=0), "application/gzip")
    at.file_uploader(key="cost_export").set_value(again).run()
    assert "holds the same charges as costs.csv" in " ".join(
        error.value.replace("\\", "") for error in at.error
    )
    assert "1 row: 1 in cost lines" in sentences(at)
    at.file_uploader(key="cost_export").set_value(("third.csv", data, "text/csv")).run()
    assert "is loaded already" in sentences(at)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "The file is empty"),
        (b"PAR1 no", "Parquet"),
        (b"Name,Cost\r\nA,1\r\n", "No column says when"),
        (b"Name,Money\r\nA,1\r\n", "No column holds a billed"),
    ],
)
def test_a_file_that_cannot_be_read_is_said_and_a_good_one_follows(data: bytes, said: str) -> None:
    at = dropped(data)
    assert not at.exception
    assert said in " ".join(error.value.replace("\\", "") for error in at.error)
    at.button(key="sample_costs").click().run()
    assert not at.error
    assert "tie out" in sentences(at)


def test_an_open_question_is_asked_and_the_answer_reads_the_rows() -> None:
    rows = [row(BillingPeriodStart="", ChargePeriodStart="4/3/25", ChargePeriodEnd="4/3/25",
                BillingCurrency="EUR")]  # fmt: skip
    at = dropped(csv_of(rows))
    assert "choose the order" in sentences(at)
    at.radio(key="cost_date_order").set_value("day first").run()
    assert not at.exception
    assert "Mar 2025" in sentences(at)


def test_rows_without_a_currency_are_refused_until_it_is_named() -> None:
    at = dropped(csv_of([row(BillingCurrency="", EffectiveCost="40")]))
    assert "No charge of the export counts yet" in sentences(at)
    at.selectbox(key="cost_currency").set_value("EUR").run()
    assert not at.exception
    assert at.metric[0].value == "EUR\u00a040"


def test_text_of_an_export_is_never_markup() -> None:
    bad = "![x](http://evil.example/a.png) :red[x] **y**"
    rows = [row(BillingCurrency="EUR", ServiceName=bad, ProviderName=bad, SubAccountId=bad,
                Tags='{"![k](http://evil.example)": ":red[v]"}', **{bad: "1"})]  # fmt: skip
    at = dropped(csv_of(rows), "![n](http:evil).csv")
    assert not at.exception
    for element in [*at.markdown, *at.caption, *at.info, *at.warning, *at.error, *at.metric,
                    *at.expander, *at.button]:  # fmt: skip
        shown = f"{getattr(element, 'label', '')} {getattr(element, 'value', '')}"
        assert "![" not in shown
        assert ":red[" not in shown


def test_the_export_named_on_the_command_line_is_read_from_disk(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(COSTS_VARIABLE, str(sample_data.COST_EXPORT))
    assert "tie out" in sentences(opened())
    monkeypatch.setenv(COSTS_VARIABLE, str(tmp_path / "gone.csv"))
    at = opened()
    assert "gone.csv can no longer be opened" in " ".join(
        error.value.replace("\\", "") for error in at.error
    )


def layers_of(at: AppTest) -> set[str]:
    """Layers of the table by month."""
    tables = [each.value for each in at.dataframe if "Sum" in each.value]
    return set(next(table for table in tables if "Layer" in table)["Layer"])


def test_rules_from_a_file_replace_those_in_force() -> None:
    at = opened()
    at.button(key="sample_costs").click().run()
    rules = (
        b"kind,field,test,value,target,why\r\nlayer,provider,contains,a,C7,all\r\n"
        b"initiative,provider,is,Deskmark,AI-02,\r\n"
    )
    at.file_uploader(key="cost_rules_file").set_value(("r.csv", rules, "text/csv")).run()
    assert not at.exception
    assert layers_of(at) == {"C7 Portfolio oversight", "unclassified"}
    at.button(key="shipped_rules").click().run()
    assert "C2 Model access & hosting" in layers_of(at)
    bad = ("r.csv", b"nothing", "text/csv")
    at.file_uploader(key="cost_rules_file").set_value(bad).run()
    assert not at.exception
    assert "holds no rules" in " ".join(error.value for error in at.error)
    assert "C2 Model access & hosting" in layers_of(at)
