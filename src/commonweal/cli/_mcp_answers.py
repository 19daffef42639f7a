"""The file in which bodies that a guard asks answer, read line by line and each line once."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from commonweal.documents import Document, Line, Name, not_utf8, parse_json, unreadable
from commonweal.errors import InvalidDocument, NotAuthorised

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from commonweal.guard import Guard


class BodyAnswer(Document):
    """One line of the file of answers."""

    ask: Line
    """The id of the question."""
    by: Name
    """The body that answers."""
    release: bool
    """Whether the call may be carried out."""


class AnswersFile:
    """A file of answers, as somebody adds to it, writes it anew, or lays another in its place.

    A line is known by what stands in it and not by where it stands, so that none is missed however
    the file changes. For several threads at once.

    Args:
        path: the file; it need not be there yet.
        say: is told what is passed over, and why.
    """

    def __init__(self, path: Path, *, say: Callable[[str], object]) -> None:
        self._path, self._say = path, say
        self._taken: set[bytes] = set()
        self._done: bytes | None = None
        """What stood in the file when all of it had been entered; None before that."""
        self._turn = threading.Lock()

    def enter(self, guard: Guard) -> None:
        """Enter what bodies have answered since this was last done.

        What is wrong with an answer itself is said, and the line is passed over.

        Raises:
            InvalidDocument: with code ``unreadable`` if the file cannot be read.
            CommonwealError: if the guard cannot enter an answer. It stays for the next time, and
                so do those after it.
        """
        with self._turn:
            found = self._content()
            if found == self._done:
                return
            # The last line, if it has no end, is still being written.
            for number, line in enumerate(found.split(b"\n")[:-1], 1):
                if line.strip() and line not in self._taken:
                    self._enter(guard, line, number)
                    self._taken.add(line)
            self._done = found

    def _enter(self, guard: Guard, line: bytes, number: int) -> None:
        try:
            said = self._read(line, number)
            guard.answer(said.ask, by=said.by, release=said.release)
        except (InvalidDocument, NotAuthorised) as error:
            # What an earlier run took in is there at the beginning, and is nothing to tell.
            if self._done is not None or error.code != "ask-answered":
                self._say(f"{self._path}:{number} is passed over. {error}")

    def _read(self, line: bytes, number: int) -> BodyAnswer:
        try:
            text = line.decode()
        except UnicodeDecodeError as error:
            raise InvalidDocument(not_utf8(f"{self._path}:{number}", error)) from error
        return BodyAnswer.from_content(parse_json(text, str(self._path), first_line=number))

    def _content(self) -> bytes:
        """Return what stands in the file, which is nothing while it is not there."""
        try:
            return self._path.read_bytes()
        except FileNotFoundError:
            return b""
        except OSError as error:
            wanted = "a file of answers"
            raise InvalidDocument(unreadable(self._path, error, expected=wanted)) from error
