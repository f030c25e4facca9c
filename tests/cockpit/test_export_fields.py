"""Every exported column is explained, and no column invites a wrong sum."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cockpit.export_fields import describe
from cockpit.result_tables import result_tables
from scenarios.portfolio import CostLayer
from scenarios.results import CorrelationRepair
from scenarios.scenario import MissingLayers, Scenario
from scenarios.simulate import simulate
from tests.cockpit.cost_fixture import PORTFOLIO

ASSUMED = Scenario(
    missing_layers=MissingLayers(treatment="assume", share_of_full_cost={CostLayer.C5: 0.1})
)
TABLES = result_tables(simulate(PORTFOLIO, ASSUMED, draws=64))


def rows(name: str, result_of=TABLES) -> list[dict[str, object]]:
    columns, found = result_of[name]
    return [dict(zip(columns, row, strict=True)) for row in found]


def test_every_column_of_every_table_is_explained_once() -> None:
    explained = [(row["table"], row["column"]) for row in rows("fields")]
    assert len(explained) == len(set(explained))
    written = {
        (name, column)
        for name, (columns, _) in TABLES.items()
        if name != "fields"
        for column in (*columns, "stamp")
    }
    assert set(explained) == written
    assert all(row["meaning"] and row["unit"] for row in rows("fields"))


def test_a_column_that_nobody_described_is_an_error() -> None:
    with pytest.raises(KeyError):
        describe("portfolio", "luck")


def test_cost_stands_once_an_initiative() -> None:
    assert not [name for name in TABLES["initiatives"][0] if "cost" in name]
    result = simulate(PORTFOLIO, Scenario(), draws=64)
    costs = rows("costs", result_tables(result))
    assert [row["id"] for row in costs] == ["A", "B", "N"]
    assert sum(row["full cost base"] or 0 for row in costs) == pytest.approx(
        result.portfolio.cost.base
    )
    assert [row["tco"] for row in costs] == ["partial", "partial", "no cost"]
    assert costs[2]["full cost base"] is None


def test_an_assumed_layer_is_never_taken_for_a_supplied_one() -> None:
    states = {(row["id"], row["layer"]): row["state"] for row in rows("layers")}
    assert states["A", CostLayer.C5] == "assumed"
    assert states["", CostLayer.C5] == "assumed in part"
    assert states["A", CostLayer.C1] == "supplied"
    assert states["A", CostLayer.C3] == "missing"
    assert all(
        (row["full cost mean"] is None) == (row["state"] == "missing") for row in rows("layers")
    )


def test_repaired_correlations_stand_beside_the_stated_ones() -> None:
    result = simulate(PORTFOLIO, Scenario(), draws=64)
    repair = CorrelationRepair(
        ("a", "b", "c"),
        ((1, 0.9, -0.9), (0.9, 1, 0.9), (-0.9, 0.9, 1)),
        ((1, 0.4, -0.4), (0.4, 1, 0.4), (-0.4, 0.4, 1)),
        0.5,
    )
    found = rows("correlations", result_tables(replace(result, repair=repair)))
    assert [(r["driver"], r["other driver"], r["stated"], r["used"]) for r in found] == [
        ("b", "a", 0.9, 0.4),
        ("c", "a", -0.9, -0.4),
        ("c", "b", 0.9, 0.4),
    ]
    assert rows("correlations", result_tables(result)) == []
