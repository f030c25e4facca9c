"""How each analysis is worked out: told in full, and the documentation is current."""

from __future__ import annotations

from pathlib import Path

import pytest

from cockpit.assessment.methods import METHODS, Method
from cockpit.assessment.methods.__main__ import TARGET, generate

ROOT = Path(__file__).parents[2]


def test_documentation_is_generated_from_the_registry() -> None:
    assert (ROOT / TARGET).read_text(encoding="utf-8") == generate()


@pytest.mark.parametrize("method", METHODS.values(), ids=METHODS)
def test_a_method_says_all_that_a_reader_needs(method: Method) -> None:
    said = dict(method.parts)
    for label in ("Question", "Formula", "Source", "Assumptions", "When not to trust it"):
        assert said[label].strip(), label
    assert said["Question"].endswith("?")
    # A source is a publication: somebody, some year.
    assert any(part.strip("();,.").isdigit() for part in said["Source"].split())


def test_no_word_is_lost_between_registry_and_documentation() -> None:
    written = " ".join((ROOT / TARGET).read_text(encoding="utf-8").split())
    for method in METHODS.values():
        for _, text in method.parts:
            assert " ".join(text.split()) in written


def test_lines_of_the_documentation_fit_the_page() -> None:
    assert max(map(len, generate().splitlines())) <= 100
