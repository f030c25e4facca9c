"""What the tests of the board pack share."""

from __future__ import annotations

import pytest

from tests.boardpack.office import Office


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """A LibreOffice with a profile of its own."""
    return Office(tmp_path_factory.mktemp("office"))
