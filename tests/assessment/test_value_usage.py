"""Usage against value, the chain, the hours and the first workflow, by hand."""

from __future__ import annotations

from typing import Any

import pytest

from cockpit.assessment.answer import Answer, Status
from cockpit.assessment.case import Case
from cockpit.assessment.value import SWAPS, hours, workflows
from cockpit.assessment.value.chain import Link, chain_table, chains, links_table
from cockpit.assessment.value.swaps import fell, two_of_three
from tests.assessment.value_books import benefit, case, initiative, nothing

_SWAPS = {entry.key: entry for entry in SWAPS}


def swap(case_: Case, key: str) -> Answer:
    return case_.answer(_SWAPS[f"swap-{key}"])


def test_two_of_three_and_fell() -> None:
    assert two_of_three([1, 1, -1], 0) is True
    assert two_of_three([1, 1], 1) is True
    assert two_of_three([1, -1, 0], 0) is False
    assert two_of_three([1], 2) is None
    assert two_of_three([-1, -1], 1) is False
    assert fell([1, 0], 0) is True
    assert fell([1, -1], 0) is False
    assert fell([1], 1) is None
    assert fell([0, 0], 0) is False


def test_active_users_against_the_workflow() -> None:
    def flow(key: str, cycle: float, throughput: float, rework: float) -> list[list[Any]]:
        return [
            [key, "active users", 10, 20],
            [key, "cycle time", 10, cycle],
            [key, "throughput", 100, throughput],
            [key, "rework", 0.1, rework],
        ]

    found = case(
        [initiative(key) for key in "ABCD"],
        # A: cycle time and rework better; B: only throughput; C: all worse; D does not count users
        [
            *flow("A", 8, 90, 0.05),
            *flow("B", 10, 110, 0.1),
            *flow("C", 12, 90, 0.2),
            ["D", "cycle time", 10, 1],
        ],
    )
    answer = swap(found, "users")
    assert answer.figure == pytest.approx(1 / 3)
    assert answer.status is Status.ANSWERED
    assert list(answer.frame["Change of use"]) == pytest.approx([1, 1, 1])


def test_prompts_against_acceptance() -> None:
    rows = [
        # 50 % → 75 %; 90 % → 80 %
        ["A", "prompts", 100, 300],
        ["A", "accepted outputs", 50, 150],
        ["A", "rejected outputs", 50, 50],
        ["B", "prompts", 100, 300],
        ["B", "accepted outputs", 90, 80],
        ["B", "rejected outputs", 10, 20],
    ]
    answer = swap(case([initiative("A"), initiative("B")], rows), "prompts")
    assert answer.figure == pytest.approx(0.5)
    assert "50\u00a0% → 75\u00a0%" in answer.frame["In words"].to_list()[0]
    rows[2] = ["A", "rejected outputs", None, 50]
    part = swap(case([initiative("A"), initiative("B")], rows), "prompts")
    # B is worse and A cannot say: nothing is left to report, and not 0 %
    assert (part.status, part.figure) == (Status.CANNOT, None)
    assert part.columns == ("Metrics: Baseline of “rejected outputs”",)


def test_summaries_and_uploads() -> None:
    found = case(
        [initiative(key) for key in "ABC"],
        [
            ["A", "meeting summaries", 1, 9],
            ["A", "decision latency", 10, 9],
            ["B", "meeting summaries", 1, 9],
            ["B", "decision latency", 10, 11],
            # A reviews faster with the same rework; B moves the work from review to rework
            ["A", "uploaded documents", 1, 9],
            ["A", "review minutes", 5, 4],
            ["A", "rework", 0.1, 0.1],
            ["B", "uploaded documents", 1, 9],
            ["B", "review minutes", 5, 4],
            ["B", "rework", 0.1, 0.2],
            ["C", "uploaded documents", 1, 9],
        ],
    )
    assert swap(found, "summaries").figure == pytest.approx(0.5)
    uploads = swap(found, "uploads")
    assert uploads.figure == pytest.approx(1 / 3)
    assert uploads.status is Status.PARTLY
    assert {each.initiative for each in uploads.missing} == {"C"}


def freed(key: str, change: float, volume: float | None, **more: Any) -> list[Any]:
    """A benefit that frees ``change`` hours a unit."""
    return benefit(
        key,
        f"time {change} {volume}",
        Beneficiary="individual",
        Unit="hours",
        Baseline=10,
        Current=10 - change,
        **{"Volume_a_month": volume, **more},
    )


def test_hours_and_where_they_went() -> None:
    found = case(
        [initiative(key) for key in "ABC"],
        [],
        [
            freed("A", 1, 100, Destination="more volume", Redeployed_share=0.6),  # 100, 60 used
            freed("A", 2, 10, Destination="avoided hire"),  # 20, share not stated
            freed("B", 1, 80),  # 80 to nowhere
            freed("C", 3, 10, Destination="more volume", Capture_status="observed"),  # 30
            benefit("C", "money", Baseline=5, Current=1, Unit="EUR"),
            freed("B", 5, 100, Direct_or_indirect="indirect"),
        ],
    )
    answer = swap(found, "hours")
    # A and C of three
    assert answer.figure == pytest.approx(2 / 3)
    assert answer.columns == ("Benefits: Destination",)
    # 150 of 230
    assert "65\u00a0% of 230 claimed hours" in answer.sentence
    table = hours.destinations_table(hours.freed_time(found)).set_index("Where the hours went")
    volume = table.loc["more volume"]
    assert (volume["Claimed, h"], volume["Captured, h"], volume["Put to use, h"]) == pytest.approx(
        (130, 100, 60)
    )
    assert table.loc[hours.NOWHERE, "Claimed, h"] == pytest.approx(80)
    assert table.loc[hours.NOWHERE, "Put to use, h"] == 0
    # Missing is not zero: nobody said which part is redeployed.
    assert table["Put to use, h"].isna().to_dict()["avoided hire"]


def test_hours_without_volume_are_unknown_not_zero() -> None:
    found = case([initiative("A")], [], [freed("A", 1, None, Destination="more volume")])
    answer = swap(found, "hours")
    assert (answer.status, answer.figure) == (Status.PARTLY, 1.0)
    assert answer.columns == ("Benefits: Volume a month",)
    assert "not stated" in answer.sentence


def test_no_usage_no_answer() -> None:
    for found in (nothing(), case([initiative("A")])):
        for entry in SWAPS:
            answer = found.answer(entry)
            assert (answer.status, answer.figure) == (Status.CANNOT, None)
            assert answer.columns


#: A chain that holds: which row carries which link.
_METRICS = {
    Link.OUTPUT: ["A", "accepted outputs", None, 10],
    Link.REVIEW: ["A", "review hours", None, 10],
}
_COST_HEAD = ["Initiative", "Layer", "Item", "Behaviour", "Timing", "Amount"]
_C3 = ["A", "C3", "index", "fixed", "monthly", 100]


def chain_without(link: Link | None) -> Case:
    """A workflow whose chain lacks the evidence of one link."""
    metrics = [row for key, row in _METRICS.items() if key is not link]
    row: dict[str, Any] = {"Unit": "EUR", "Baseline": 10, "Current": 5}
    if link is Link.BASELINE:
        row = {"Unit": "EUR"}
    if link is Link.ACTION:
        row["Capture_status"] = "potential"
    if link is Link.RESULT:
        row["Evidence_grade"] = "estimated"
    cost = [*_C3[:-1], 0] if link is Link.CONTEXT else _C3
    return case([initiative("A")], metrics, [benefit("A", "b", **row)], Costs=[_COST_HEAD, cost])


@pytest.mark.parametrize("link", list(Link))
def test_each_link_broken_in_turn(link: Link) -> None:
    found = chains(chain_without(link))
    assert found[0].broken_at is link
    words = chain_table(chain_without(link), found).iloc[0]
    assert words[link.value.capitalize()] == "breaks here"
    assert words["First broken link"] == link.value
    counts = links_table(found).set_index("Link")["Chains that break here"]
    assert counts.to_dict() == {each.value: int(each is link) for each in Link}


def test_a_whole_chain_and_time_that_needs_a_destination() -> None:
    assert chains(chain_without(None))[0].broken_at is None
    idle = case(
        [initiative("A")],
        list(_METRICS.values()),
        [freed("A", 1, 10)],
        Costs=[_COST_HEAD, _C3],
    )
    assert chains(idle)[0].broken_at is Link.ACTION


def test_embeddings_are_context_unless_declared_unused() -> None:
    head = ["Initiative", "Kind", "Region", "Processor"]

    def broken(processor: str) -> Link | None:
        metrics = list(_METRICS.values())
        row = benefit("A", "b", Unit="EUR", Baseline=10, Current=5)
        kinds = [head, ["A", "embedding", "EU", processor]]
        return chains(case([initiative("A")], metrics, [row], Processing=kinds))[0].broken_at

    assert broken("Papyrion") is None
    assert broken("not used") is Link.CONTEXT


def test_first_workflow_has_most_signals_then_most_volume() -> None:
    found = case(
        [
            initiative("A", requests=10),  # volume and owner
            initiative("B", requests=5),  # all four
            initiative("C", requests=50),  # all four, more volume
            initiative("D", owner=None),  # nothing
            initiative("R", "T1", "retired", requests=999),
        ],
        [["B", "rework", 0.2, None], ["C", "cycle time", 8, 7]],
    )
    ranked = workflows.candidates(found)
    assert [each.initiative for each in ranked] == ["C", "B", "A", "D"]
    assert [len(each.signals) for each in ranked] == [4, 4, 2, 0]
    assert ranked[0].pain == "cycle time 8 days"
    assert ranked[3].volume is None


def test_what_speaks_against_a_workflow_moves_it_behind_its_equals() -> None:
    """L has more volume than M, and 30 of 100 outputs accepted, as many steps and no gain."""
    flow = [
        ["L", "cycle time", 8, 8],
        ["L", "steps", 9, 9],
        ["L", "handoffs", 4, 4],
        ["L", "accepted outputs", None, 30],
        ["L", "rejected outputs", None, 70],
        ["M", "cycle time", 8, 7],
        ["M", "steps", 9, 8],
        ["M", "accepted outputs", None, 50],
        ["M", "rejected outputs", None, 50],
    ]
    found = case([initiative("L", requests=90), initiative("M", requests=5)], flow)
    ranked = workflows.candidates(found)
    assert [(each.initiative, len(each.signals)) for each in ranked] == [("M", 4), ("L", 4)]
    assert ranked[0].against == ()
    assert ranked[1].against == ("30\u00a0% accepted", "layered on")
    table = workflows.candidates_table(found, ranked)
    assert table["What speaks against it"].tolist() == ["", "30\u00a0% accepted, layered on"]


def test_what_changed_in_each_workflow() -> None:
    found = case(
        [initiative("A"), initiative("R", "T1", "retired")],
        [
            ["A", "cycle time", 8, 7],
            ["A", "rework", 0.1, 0.2],
            ["A", "accepted outputs", 50, 60],
            ["A", "rejected outputs", 50, 60],
        ],
        [freed("A", 1, 10)],
    )
    table = workflows.changes_table(found)
    assert table.to_numpy().tolist() == [
        ["Name A", "better", "worse", "unchanged", "not measured", "no destination"]
    ]
