"""What a file can answer, asked of files that hold more and more."""

from __future__ import annotations

from pathlib import Path

from cockpit.inventory.capabilities import QUESTIONS, Answer, capabilities
from cockpit.inventory.reader import read_workbook
from tests.inventory.books import SETTINGS, Sheets, costs, read


def answers(sheets: Sheets) -> dict[str, Answer]:
    inventory = read(sheets).inventory
    assert inventory is not None
    return {item.question: item.answer for item in capabilities(inventory)}


def test_names_alone_answer_nothing_and_every_question_says_what_would() -> None:
    inventory = read({"S": [["Name"], ["Alpha"]]}).inventory
    assert inventory is not None
    found = capabilities(inventory)
    assert len(found) == len(QUESTIONS)
    assert {item.answer for item in found} == {Answer.NO}
    for item in found:
        assert item.missing
        assert not item.answerable
        assert item.sentence


def test_one_sheet_with_cost_and_benefit_answers_the_claimed_roi_only() -> None:
    rows = [["Name", "Annual cost", "Annual benefit"], ["Alpha", 1, 2]]
    found = answers({"S": rows, "Settings": SETTINGS})
    assert found["What ROI is claimed?"] is Answer.YES
    assert found["What ROI is captured, by evidence?"] is Answer.NO
    assert found["What is the full cost over all seven layers?"] is Answer.PARTLY


def test_seven_layers_answer_the_full_cost() -> None:
    rows = [["SHARED", f"C{n}", "x", "fixed", "monthly", 0] for n in range(1, 8)]
    found = answers(costs(*rows))
    assert found["What is the full cost over all seven layers?"] is Answer.YES
    assert found["What does each initiative cost?"] is Answer.NO


def test_the_sample_answers_most_and_the_minimal_file_little(
    sample_path: Path, minimal_path: Path
) -> None:
    for path, least, most in ((sample_path, 15, 15), (minimal_path, 2, 4)):
        inventory = read_workbook(path, path.name).inventory
        assert inventory is not None
        count = sum(item.answerable for item in capabilities(inventory))
        assert least <= count <= most
