"""More evidence never hurts, less never helps, and no flaw below lifts a layer above."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from cockpit.assessment.maturity.passes import ACCEPTED, BURDEN, REJECTED, REVIEW_MINUTES, WORKFLOW
from cockpit.assessment.maturity.scores import LAYER_KEYS, Maturity, maturity_of
from cockpit.inventory.reading import Inventory
from tests.assessment.maturity_books import PAST, case, changed, complete, cost, metric

_NAMES = (ACCEPTED, REJECTED, REVIEW_MINUTES, *WORKFLOW, *BURDEN)
_INITIATIVES = 4
#: Every evidence cell of the complete inventory: sheet, row, column.
CELLS: tuple[tuple[str, int, str], ...] = (
    *(
        ("initiatives", place, field)
        for place in range(_INITIATIVES)
        for field in (
            "owner",
            "vendor",
            "start",
            "channel",
            "funded_item",
            "risk_class",
            "strategic_fit",
            "decision",
            "decision_date",
        )
    ),
    *(("costs", place, "actual") for place in range(_INITIATIVES)),
    *(
        ("benefits", place, field)
        for place in range(_INITIATIVES)
        for field in ("capture_status", "grade")
    ),
    *(
        ("metrics", place, field)
        for place in range(_INITIATIVES * len(_NAMES))
        for field in ("baseline", "current")
    ),
)

amounts = st.lists(st.sampled_from([100.0, 1_000.0, 5_000.0, 20_000.0]), min_size=4, max_size=4)
blanks = st.sets(st.sampled_from(CELLS), max_size=25)
estimates = st.sets(st.integers(0, _INITIATIVES - 1), max_size=3)
unpriced = st.sets(st.integers(0, _INITIATIVES - 1), max_size=2)
runs = settings(deadline=None, max_examples=150)


def book(costs: list[float], blank: set[tuple[str, int, str]], estimated: set[int]) -> Inventory:
    """The complete inventory with these cells blanked, and these costs estimated."""
    made = complete(*costs)
    cells: dict[tuple[str, int], dict[str, Any]] = {
        ("costs", place): {"actual": False} for place in estimated
    }
    for sheet, place, field in blank:
        cells.setdefault((sheet, place), {})[field] = None
    for (sheet, place), values in cells.items():
        made = changed(made, sheet, place, **values)
    return made


def not_better(worse: Maturity, better: Maturity) -> None:
    """No score, supported score or level of the first is above that of the second."""
    assert (worse.level or 0) <= (better.level or 0)
    for key in LAYER_KEYS:
        assert worse.scores[key].passing <= better.scores[key].passing + 1e-12
        assert worse.scores[key].supported <= better.scores[key].supported + 1e-12
    for initiative in worse.passes:
        assert worse.level_of(initiative) <= better.level_of(initiative)


@runs
@given(amounts, blanks, estimates, st.sampled_from(CELLS))
def test_filling_a_cell_never_lowers_and_blanking_never_raises(
    costs: list[float],
    blank: set[tuple[str, int, str]],
    estimated: set[int],
    cell: tuple[str, int, str],
) -> None:
    without = maturity_of(case(book(costs, blank | {cell}, estimated)))
    filled = maturity_of(case(book(costs, blank - {cell}, estimated)))
    not_better(without, filled)


@runs
@given(amounts, blanks, estimates, st.integers(0, _INITIATIVES - 1))
def test_booking_an_estimate_never_lowers(
    costs: list[float], blank: set[tuple[str, int, str]], estimated: set[int], place: int
) -> None:
    estimate = maturity_of(case(book(costs, blank, estimated | {place})))
    booked = maturity_of(
        case(book(costs, blank - {("costs", place, "actual")}, estimated - {place}))
    )
    not_better(estimate, booked)


@runs
@given(
    amounts,
    blanks,
    st.sampled_from("ABCD"),
    st.sampled_from(_NAMES),
    st.sampled_from([None, "Team one", "Team two"]),
)
def test_a_complete_metric_row_never_lowers(
    costs: list[float],
    blank: set[tuple[str, int, str]],
    initiative: str,
    name: str,
    team: str | None,
) -> None:
    before = book(costs, blank, set())
    row = metric(initiative, 99, name, team=team)
    not_better(
        maturity_of(case(before)),
        maturity_of(case(replace(before, metrics=(*before.metrics, row)))),
    )


@runs
@given(
    amounts,
    blanks,
    estimates,
    st.sampled_from("ABCD"),
    st.floats(0, 50_000),
    st.sampled_from(["estimate", "no start", "not marked"]),
)
def test_a_flaw_below_never_lifts_what_rests_on_it(
    costs: list[float],
    blank: set[tuple[str, int, str]],
    estimated: set[int],
    initiative: str,
    amount: float,
    flaw: str,
) -> None:
    """One more flawed cost row, whatever its size, raises no supported share and no level."""
    before = book(costs, blank, estimated)
    if flaw == "no start":
        # The period rests on the cost rows alone: those there are dated, the new one is not.
        place = "ABCD".index(initiative)
        before = changed(before, "initiatives", place, start=None)
        before = changed(before, "costs", place, start=PAST)
    row = {
        "estimate": cost(initiative, 99, amount, actual=False),
        "no start": cost(initiative, 99, amount),
        "not marked": cost(initiative, 99, amount, actual=None),
    }[flaw]
    after = maturity_of(case(replace(before, costs=(*before.costs, row))))
    then = maturity_of(case(before))
    assert (after.level or 0) <= (then.level or 0)
    for key in LAYER_KEYS:
        assert after.scores[key].supported <= then.scores[key].supported + 1e-12


@runs
@given(amounts, blanks, estimates, unpriced)
def test_shares_are_shares(
    costs: list[float], blank: set[tuple[str, int, str]], estimated: set[int], without: set[int]
) -> None:
    made = book(costs, blank, estimated)
    kept = tuple(row for place, row in enumerate(made.costs) if place not in without)
    found = maturity_of(case(replace(made, costs=kept)))
    below = 1.0
    for key in LAYER_KEYS:
        score = found.scores[key]
        assert abs(score.passing + score.missing + score.failing - 1) < 1e-9
        assert -1e-12 <= score.supported <= min(score.passing, below) + 1e-12
        below = score.supported
