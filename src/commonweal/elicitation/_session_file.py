"""A session on disk: one answer a line, each on the disk before the next question is asked."""

from __future__ import annotations

import contextlib
import json
import os
import time
from typing import TYPE_CHECKING, Annotated, Any, Literal, Self

from pydantic import StringConstraints

from commonweal.documents import (
    Count,
    Document,
    Language,
    Name,
    PositiveCount,
    Timestamp,
    flush_folder,
    lock_file,
    parse_json,
)
from commonweal.elicitation._entry_line import entry_line, entry_of_line
from commonweal.errors import ExternalFailure, InvalidDocument, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import TracebackType

    from commonweal.elicitation._flow import Entry

VERSION = 1

IGNORED = ".gitignore"
"""Keeps version control from taking in what somebody has not handed in."""

EVERYTHING = b"*\n"

_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_WAIT, _WAITS = 0.01, 500


class SessionHeader(Document):
    """What is fixed when a session begins, and stands in the first line of its file."""

    participant: Name
    begun: Timestamp
    """When, in UTC to the second."""
    key: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    """The secret that the nonces are drawn from: see `new_session_key`."""
    order: Count
    """What is drawn by lot in it is drawn with this."""
    answers_in: Language
    by: Name | Literal[""]
    most_cards: PositiveCount | None = None
    """In an interview, the cards after which no further one is begun."""
    drawn: dict[str, Any] | None = None
    """In a round, what the person meets, as plain JSON: ids and names, and nobody's words."""


class SessionFile:
    """The file of one session, open and locked: others cannot go on with it at the same time.

    Killed at any moment, the program loses at most the line that it was writing: opening the file
    again cuts a torn end off. Use it in a ``with`` statement.

    Attributes:
        header: what was fixed when the session began.
        entries: what was done before the file was opened.
    """

    def __init__(self, path: Path, handle: int) -> None:
        self._path = path
        self._handle = handle
        self.header, self.entries = self._read()

    @classmethod
    def begin(cls, path: Path, header: SessionHeader) -> Self:
        """Begin a session in a new file, which only its owner may read.

        Raises:
            InvalidDocument: code ``session-begun`` if there is one.
            ExternalFailure: code ``session-open`` if another program has it open.
        """
        with _holding(path.parent):
            handle = _open(path, new=True)
        if os.fstat(handle).st_size and b"\n" in _all_of(handle):
            os.close(handle)
            raise InvalidDocument(
                Problem(
                    "session-begun",
                    str(path),
                    "no session of this person under way",
                    "one that can be gone on with",
                    "Go on with --resume, or delete the file to begin anew.",
                )
            )
        os.ftruncate(handle, 0)
        _write(handle, _header_line(header))
        flush_folder(path.parent)
        return cls(path, handle)

    @property
    def path(self) -> Path:
        """Where it stands."""
        return self._path

    @classmethod
    def resume(cls, path: Path) -> Self:
        """Open the file of a session to go on with it.

        Raises:
            InvalidDocument: code ``no-session`` if there is none; code ``session-file`` if a
                line cannot be read.
            ExternalFailure: code ``session-open`` if another program has it open.
        """
        if not path.is_file() or b"\n" not in path.read_bytes():
            hint = "Begin one: what was handed in or erased cannot be gone on with."
            problem = Problem("no-session", str(path), "a session under way", "none", hint)
            raise InvalidDocument(problem)
        return cls(path, _open(path))

    def append(self, entry: Entry) -> None:
        """Write one entry, and return when it is on the disk.

        Raises:
            ExternalFailure: code ``session-gone`` if the file was deleted meanwhile, as by a
                withdrawal: nothing more is to be kept then.
        """
        self.refuse_gone()
        _write(self._handle, entry_line(entry))

    def refuse_gone(self) -> None:
        """Raise if the file was deleted meanwhile; see `append`."""
        if os.fstat(self._handle).st_nlink == 0:
            raise ExternalFailure(
                Problem(
                    "session-gone",
                    str(self._path),
                    "the file that this session began in",
                    "a deleted one",
                    "Somebody deleted it, or the person withdrew. Nothing of it is kept.",
                )
            )

    def remove(self) -> None:
        """Delete the file: its records are written, or nothing of it is to be kept.

        If another session stands in its place since, that one stays.
        """
        folder = self._path.parent
        with _holding(folder):
            with contextlib.suppress(FileNotFoundError):
                if os.path.samestat(self._path.lstat(), os.fstat(self._handle)):
                    self._path.unlink()
            ours = (folder / IGNORED).read_bytes() == EVERYTHING
            if ours and [each.name for each in folder.iterdir()] == [IGNORED]:
                (folder / IGNORED).unlink()
                with contextlib.suppress(OSError):
                    folder.rmdir()

    def __enter__(self) -> Self:
        """Return the file itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the file and let others go on with it."""
        os.close(self._handle)

    def _read(self) -> tuple[SessionHeader, tuple[Entry, ...]]:
        written = _all_of(self._handle)
        whole = written.rfind(b"\n") + 1
        if whole < len(written):
            os.ftruncate(self._handle, whole)
        first, *others = written[:whole].splitlines() or [b""]
        try:
            header = _header_of(first, self._path.stem)
        except (ValueError, InvalidDocument) as error:
            raise self._damaged(1) from error
        entries = []
        for number, line in enumerate(others, start=2):
            try:
                entries.append(entry_of_line(line))
            except ValueError as error:
                raise self._damaged(number) from error
        return header, tuple(entries)

    def _damaged(self, line: int) -> InvalidDocument:
        os.close(self._handle)
        return InvalidDocument(
            Problem(
                "session-file",
                f"{self._path}:{line}",
                "a line that a session of this person wrote",
                "something else",
                "Restore the file, or delete it to begin anew.",
            )
        )


@contextlib.contextmanager
def _holding(folder: Path) -> Iterator[None]:
    """Hold the folder of sessions, so that nobody takes it away in which somebody begins one."""
    for _ in range(_WAITS):
        handle = _held(folder)
        if handle is not None:
            break
        time.sleep(_WAIT)
    else:
        raise _held_elsewhere(folder)
    try:
        if not os.fstat(handle).st_size:
            os.lseek(handle, 0, os.SEEK_SET)
            os.write(handle, EVERYTHING)
        yield
    finally:
        os.close(handle)


def _held(folder: Path) -> int | None:
    """Return the locked file that says what version control ignores; nothing if another has it."""
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        handle = os.open(folder / IGNORED, os.O_RDWR | os.O_CREAT | _NO_LINK, 0o600)
    except (FileNotFoundError, FileExistsError):
        return None
    try:
        lock_file(handle)
        # Whoever held it before may have taken it away: then it is no file of the folder any more.
        if os.path.samestat((folder / IGNORED).lstat(), os.fstat(handle)):
            return handle
    except OSError:
        pass
    os.close(handle)
    return None


def _open(path: Path, *, new: bool = False) -> int:
    handle = os.open(path, os.O_RDWR | os.O_APPEND | _NO_LINK | (os.O_CREAT if new else 0), 0o600)
    try:
        lock_file(handle)
    except OSError as error:
        os.close(handle)
        raise _held_elsewhere(path) from error
    return handle


def _held_elsewhere(path: Path) -> ExternalFailure:
    return ExternalFailure(
        Problem(
            "session-open",
            str(path),
            "no other program that holds this session",
            "one that has it open",
            "End it there first.",
        )
    )


def _all_of(handle: int) -> bytes:
    os.lseek(handle, 0, os.SEEK_SET)
    with os.fdopen(os.dup(handle), "rb") as file:
        return file.read()


def _header_line(header: SessionHeader) -> bytes:
    content = {"session": VERSION, **header.content()}
    return json.dumps(content, ensure_ascii=True, separators=(",", ":")).encode()


def _header_of(line: bytes, participant: str) -> SessionHeader:
    content = parse_json(line.decode(), "session")
    if not isinstance(content, dict) or content.pop("session", None) != VERSION:
        raise ValueError("no first line of a session")
    header = SessionHeader.from_content(content)
    if header.participant != participant:
        raise ValueError("another person's session")
    return header


def _write(handle: int, line: bytes) -> None:
    line += b"\n"
    before = os.fstat(handle).st_size
    try:
        while line:
            line = line[os.write(handle, line) :]
        os.fsync(handle)
    except OSError:
        # On a full disk a part of the line may stand there; the next one is not to join it.
        os.ftruncate(handle, before)
        raise
