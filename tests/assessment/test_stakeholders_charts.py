"""Every view has a chart that knows its fields, stays small, and is silent without data."""

from __future__ import annotations

import json
from typing import Any

import pytest

from cockpit.assessment.answer import Answer, Entry, Status, Unit
from cockpit.assessment.stakeholders import VIEWS
from cockpit.charts.stakeholders import CHARTS
from cockpit.theme import DARK, LIGHT, Palette
from tests.assessment import fixture

each_view = pytest.mark.parametrize("entry", VIEWS, ids=lambda entry: entry.key)


def fields(spec: Any) -> set[str]:
    """Names of all fields that a specification encodes, but for those it works out itself."""
    if isinstance(spec, list):
        return set().union(*map(fields, spec))
    if not isinstance(spec, dict):
        return set()
    own = {spec["field"]} if isinstance(spec.get("field"), str) else set()
    made = {each["as"] for each in spec.get("transform", []) if "as" in each}
    return (own | set().union(*map(fields, spec.values()))) - made


def test_charts_are_those_of_the_views() -> None:
    assert set(CHARTS) == {entry.key for entry in VIEWS}


@each_view
@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=lambda palette: palette.name)
@pytest.mark.parametrize("small", [True, False])
def test_a_chart_knows_its_fields(entry: Entry, colours: Palette, small: bool) -> None:
    figure = CHARTS[entry.key](fixture.full().answer(entry), colours, small=small)
    assert figure is not None
    assert fields(figure.spec) <= set(figure.frame.columns)
    assert "data" not in figure.spec
    assert len(json.dumps(figure.spec)) < 10_000
    assert len(figure.alt) > 5
    again = CHARTS[entry.key](fixture.full().answer(entry), colours, small=small)
    assert again is not None
    assert figure.spec is again.spec


@each_view
def test_nothing_is_drawn_without_data(entry: Entry) -> None:
    empty = Answer(Status.ANSWERED, None, Unit.SHARE, "Nothing.")
    assert CHARTS[entry.key](empty, LIGHT, small=True) is None


@each_view
def test_a_small_chart_is_small(entry: Entry) -> None:
    """At most six rows of 26 pixels, or five of 34 with an axis."""
    figure = CHARTS[entry.key](fixture.full().answer(entry), LIGHT, small=True)
    assert figure is not None
    height = figure.spec["height"]
    step = height["step"] if isinstance(height, dict) else height
    named = figure.spec["layer"][0]["encoding"].get("y", {}).get("field")
    rows = figure.frame[named].nunique() if named else 1
    assert step * rows <= 170


def test_months_have_an_axis_with_a_unit() -> None:
    """A layer without an axis hides it for all: the first one that has an x must state it."""
    figure = CHARTS["cto-capacity"](fixture.full().answer(VIEWS[2]), LIGHT, small=False)
    assert figure is not None
    axes = [layer["encoding"]["x"].get("axis", {}) for layer in figure.spec["layer"]]
    assert None not in axes
    assert axes[0]["title"] == "Months to capacity"
    assert max(axes[0]["values"]) <= figure.frame["End"].max()
