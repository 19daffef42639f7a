"""The answers of a session as a file that only grows, so that a crash costs one answer at most."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from commonweal.documents import unreadable
from commonweal.elicitation import Session, entry_line, entry_of_line
from commonweal.errors import InvalidDocument, Problem
from commonweal.stewardship._private_files import append_private, write_private

if TYPE_CHECKING:
    from pathlib import Path

    from commonweal.elicitation import Entry, Flow

T = TypeVar("T")


def append_entry(path: Path, entry: Entry) -> None:
    """Add one thing that was done to a log; when this returns, the disk has it.

    Raises:
        ExternalFailure: with code ``cannot-write`` if the system refuses.
    """
    append_private(path, entry_line(entry))


def read_entries(path: Path) -> tuple[Entry, ...]:
    """Return what was done, in order; nothing where there is no log yet.

    A last line without its end was being written when the program was stopped. It is taken away,
    so that the log can grow again; its answer is asked for once more.

    Raises:
        InvalidDocument: with each ``answer-log`` line that is none of ours.
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise InvalidDocument(unreadable(path, error)) from error
    whole, _, torn = content.rpartition(b"\n")
    if torn:
        write_private(path, whole + b"\n" if whole else b"")
    problems: list[Problem] = []
    entries: list[Entry] = []
    for number, line in enumerate(whole.split(b"\n") if whole else (), 1):
        try:
            entries.append(entry_of_line(line))
        except ValueError:
            found = line[:80].decode("utf-8", "replace")
            expected = "an answer as this program writes it"
            problems.append(_damaged(f"{path}:{number}", expected, found))
    if problems:
        raise InvalidDocument(problems)
    return tuple(entries)


def read_closed(path: Path, flow: Flow[T], *, gone_on: bool) -> Session[T]:
    """Return a part of a session that is closed for good with its last answer.

    What comes after such a part shows what must not be known while it is answered. So a log in
    which anything was done after the last answer is none of ours, and neither is one that lacks
    answers though the next part was begun.

    Args:
        path: the log.
        flow: begins the part's questions.
        gone_on: whether the next part was begun.

    Raises:
        InvalidDocument: with code ``answer-log`` if it is not as this program leaves it.

    Cost: O(square of the number of entries) questions.
    """
    entries = read_entries(path)
    session = Session(flow, entries)
    for number in range(len(entries)):
        if Session(flow, entries[:number]).question is None:
            expected = "nothing after the last answer"
            raise InvalidDocument(
                _damaged(f"{path}:{number + 1}", expected, f"one more: {entries[number].act}")
            )
    if gone_on and session.question is not None:
        expected = "every answer, since what comes after them was begun"
        raise InvalidDocument(_damaged(str(path), expected, f"none to {session.question.id}"))
    return session


def _damaged(path: str, expected: str, found: str) -> Problem:
    hint = "Restore the file from a copy, or begin anew in another folder."
    return Problem("answer-log", path, expected, found, hint)
