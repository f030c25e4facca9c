"""Any export ties out: rows and sums against a plain reading with csv and Decimal."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from decimal import Decimal, localcontext

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cockpit.actuals.actual_costs import actual_costs
from cockpit.actuals.amounts import decimal_of
from cockpit.actuals.charges import Basis
from cockpit.actuals.choices import Choices, Setting
from cockpit.actuals.rules import names_of
from tests.actuals.exports import SETTING, csv_of, extract, row

amounts = st.one_of(
    st.decimals(-(10**9), 10**9, places=10).map(lambda value: f"{value:f}"),
    st.sampled_from(["", "null", "0", "$1,000.00 ", "-0.005", "1E-9", "oops", "NaN", "1e400"]),
)
days = st.sampled_from(
    ["2025-04-01T00:00:00Z", "2025-04-09", "2025-05-01", "2026-04-01", "", "2023-02-01T30:00:00Z"]
)
rows = st.builds(
    row,
    BilledCost=amounts,
    EffectiveCost=amounts,
    BillingCurrency=st.sampled_from(["USD", "EUR", "SEK", "Token", "", "null"]),
    ChargePeriodStart=days,
    ChargePeriodEnd=days,
    BillingPeriodStart=st.sampled_from(["2025-04-01", "2025-05-01", ""]),
    ChargeCategory=st.sampled_from(["Usage", "Tax", "Credit", "Purchase", ""]),
    Tags=st.sampled_from(["", '{"i": "AI-1"}', '{"i": "nobody"}', "{broken"]),
)
#: What the plain reading takes for an amount, for a blank, and for neither.
VALUES = {"": None, "null": None, "$1,000.00 ": Decimal(1000), "oops": "bad", "NaN": "bad",
          "1e400": "bad"}  # fmt: skip


def value(text: str) -> Decimal | str | None:
    return VALUES[text] if text in VALUES else Decimal(text)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(rows, max_size=25), st.sampled_from(["effective", "billed"]), st.booleans())
def test_any_export_ties_out(given_rows: list[dict[str, str]], basis: Basis, once: bool) -> None:
    data = csv_of(given_rows, list(row(Tags="")))
    export = extract(data)
    actual = actual_costs(
        [export], Choices(basis=basis, count_repeated=not once, tag_key="i"), SETTING
    )
    assert actual.tie_out.holds
    assert export.rows_read == len(given_rows)
    column = "EffectiveCost" if basis == "effective" else "BilledCost"
    stated: Counter[str] = Counter()
    unknown = lost = 0
    with localcontext(prec=60):
        for each in csv.DictReader(io.StringIO(data.decode())):
            both = [value(each["BilledCost"]), value(each["EffectiveCost"])]
            lost += both == ["bad", "bad"]
            amount = value(each[column])
            if amount == "bad":
                unknown += 1
                continue
            currency = each["BillingCurrency"].replace("null", "")
            stated[currency] += amount if isinstance(amount, Decimal) else Decimal(0)
        found = {c or "": decimal_of(a) for c, a in actual.tie_out.stated.items()}
        assert {c: a for c, a in found.items() if a} == {c: a for c, a in stated.items() if a}
        rates = {"USD": Decimal(1), "EUR": Decimal("1.25")}
        in_lines = sum((decimal_of(line.amount) for line in actual.lines), Decimal(0))
        used = sum(
            (decimal_of(a) * rates[c or ""] for c, a in actual.tie_out.used.items()), Decimal(0)
        )
        assert abs(in_lines - used) < Decimal("1e-12")
    assert lost == sum(n for why, n in export.unreadable.items() if "Cost" in why)
    assert actual.tie_out.rows_unknown == unknown


@given(st.lists(rows, min_size=1, max_size=8))
@settings(max_examples=40, deadline=None)
def test_the_same_file_twice_is_seen_and_can_count_once(given_rows: list[dict[str, str]]) -> None:
    columns = [*row(Tags=""), "x_Line"]
    numbered = [{**each, "x_Line": str(n)} for n, each in enumerate(given_rows)]
    once = actual_costs([extract(csv_of(numbered, columns))], Choices(), SETTING)
    twice = extract(csv_of(numbered + numbered, columns))
    assert twice.repeated_rows + twice.unreadable_rows / 2 == len(numbered)
    again = actual_costs([twice], Choices(count_repeated=False), SETTING)
    assert again.lines == once.lines
    assert again.tie_out.holds
    assert actual_costs([twice], Choices(), SETTING).total == 2 * once.total


@pytest.mark.parametrize("most", [40, 400])
def test_giving_up_detail_changes_no_sum(most: int) -> None:
    given_rows = [
        row(EffectiveCost=f"{n % 97}.01", ResourceId=f"r{n}", SkuId=f"s{n % 50}",
            ServiceName=f"svc{n % 3}", Tags=f'{{"i": "AI-{n % 2 + 1}", "pod": "p{n}"}}')
        for n in range(3000)
    ]  # fmt: skip
    fine = extract(csv_of(given_rows))
    coarse = extract(csv_of(given_rows), most_cells=most)
    assert len(coarse.cells) <= most
    assert len(fine.cells) == 3000
    assert any("not told apart" in remark for remark in coarse.remarks)
    assert coarse.totals == fine.totals
    assert coarse.repeated_rows == fine.repeated_rows == 0
    totals = [actual_costs([each], Choices(), SETTING).total for each in (fine, coarse)]
    assert totals[0] == totals[1]
    assert decimal_of(totals[0]) == sum(Decimal(each["EffectiveCost"]) for each in given_rows)
    # What matching rests on is given up last.
    if most == 400:
        assert all('"i"' in cell.tags for cell in coarse.cells)


def test_the_tag_that_names_initiatives_outlasts_all_other_detail() -> None:
    """40 initiatives, 5 tags, 40 accounts and 60 SKUs, every pair of them met."""
    given_rows = [
        row(EffectiveCost="1.25", SubAccountId=f"acc{n % 40}", SkuId=f"s{n % 60}",
            Tags=json.dumps({"use": f"U-{n * 7 % 40}", "env": f"e{n % 3}", "team": f"t{n % 37}",
                             "pod": f"p{n}"} | ({"rare": f"x{n % 9}"} if n % 10 == 0 else {})))
        for n in range(9_000)
    ]  # fmt: skip
    initiatives = {f"U-{n}": f"Use {n}" for n in range(40)}
    setting = Setting("USD", {}, initiatives)
    choices = Choices(tag_key="use")
    data = csv_of(given_rows)
    for most in (2_000, 200, 100):
        export = extract(data, most_cells=most, names=names_of(initiatives))
        assert len(export.cells) <= most
        actual = actual_costs([export], choices, setting)
        assert actual.matched == actual.total
        assert decimal_of(actual.total) == Decimal("11250")
        by_initiative: Counter[str | None] = Counter()
        for line in actual.lines:
            by_initiative[line.key.initiative] += line.amount
        assert {decimal_of(amount) for amount in by_initiative.values()} == {Decimal("281.25")}
    gone = [remark for remark in export.remarks if "not told apart" in remark]
    tags = [name for remark in gone for name in ("pod", "rare", "env", "team", "use")
            if f"the tag {name}" in remark]  # fmt: skip
    assert tags[0] == "pod"
    assert tags.index("rare") < tags.index("env")
    assert "use" not in tags


def test_a_blank_and_a_zero_are_not_equal_rows() -> None:
    rows = [row(BilledCost=""), row(BilledCost="0"), row(BilledCost="0.00"), row(BilledCost="")]
    assert extract(csv_of(rows)).repeated_rows == 2
