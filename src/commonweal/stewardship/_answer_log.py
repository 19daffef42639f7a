"""The answers of a session as a file that only grows, so that a crash costs one answer at most."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commonweal.elicitation import entry_line, entry_of_line
from commonweal.errors import InvalidDocument, Problem
from commonweal.stewardship._private_files import append_private, write_private

if TYPE_CHECKING:
    from pathlib import Path

    from commonweal.elicitation import Entry


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
        found = error.strerror or str(error)
        problem = Problem("unreadable", str(path), "a file that can be read", found)
        raise InvalidDocument(problem) from error
    whole, _, torn = content.rpartition(b"\n")
    if torn:
        write_private(path, whole + b"\n" if whole else b"")
    problems: list[Problem] = []
    entries: list[Entry] = []
    for number, line in enumerate(whole.split(b"\n") if whole else (), 1):
        try:
            entries.append(entry_of_line(line))
        except ValueError:
            problems.append(
                Problem(
                    code="answer-log",
                    path=f"{path}:{number}",
                    expected="an answer as this program writes it",
                    found=line[:80].decode("utf-8", "replace"),
                    hint="Restore the file from a copy, or begin anew in another folder.",
                )
            )
    if problems:
        raise InvalidDocument(problems)
    return tuple(entries)
