"""What ends a command in words."""

from __future__ import annotations


class CommandError(Exception):
    """A command that cannot be carried out, with its exit code; the text is for a person."""

    def __init__(self, message: str, code: int = 1) -> None:
        super().__init__(message)
        self.code = code
