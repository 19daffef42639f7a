"""Writing files so that a crash leaves the old file or the new one, and never a part of one."""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

from commonweal.documents._base import Document
from commonweal.documents._canonical import canonical_json
from commonweal.errors import ExternalFailure, Problem


def write_text_atomically(path: Path, content: str | bytes) -> None:
    """Write a file whole: under a temporary name in the same folder, flushed, then renamed.

    Args:
        path: where it is to stand; its folder must be there.
        content: bytes, or text that is written as UTF-8.

    Raises:
        ExternalFailure: with code ``cannot-write`` if the system refuses; nothing has changed then.
    """
    with replacing(path) as file:
        file.write(content.encode() if isinstance(content, str) else content)


def write_jsonl(path: Path, documents: Iterable[Document]) -> None:
    """Write documents one a line, each as canonical JSON, in bounded memory; see `replacing`.

    Args:
        path: where the file is to stand.
        documents: in the order in which they are to be written.

    Raises:
        ExternalFailure: with code ``cannot-write`` if the system refuses; nothing has changed then.
    """
    with replacing(path) as file:
        for document in documents:
            file.write(canonical_json(document.content()) + b"\n")


def write_json(path: Path, content: Any) -> None:
    """Write one document, or any plain JSON, indented for people; see `replacing`.

    Args:
        path: where the file is to stand.
        content: a document, or JSON without floating-point numbers.

    Raises:
        ExternalFailure: with code ``cannot-write`` if the system refuses; nothing has changed then.
    """
    plain = content.content() if isinstance(content, Document) else content
    write_text_atomically(path, json.dumps(plain, ensure_ascii=False, indent=2) + "\n")


OWNER_ALONE = 0o600
"""The rights of a file that nobody but its owner may read."""


@contextlib.contextmanager
def replacing(path: Path, *, rights: int | None = None) -> Iterator[BinaryIO]:
    """Open a new file that takes the place of ``path`` when the block ends without an error.

    The new bytes reach the disk before the name does. A name that is a symbolic link keeps being
    one. Files that a crash left behind end in ``.tmp`` and may be deleted.

    Args:
        path: the file to write or replace.
        rights: who may read and write it, from its first byte on; if nothing is said, those of the
            file that is replaced, and of a new one what the system gives.

    Raises:
        ExternalFailure: with code ``cannot-write`` if the system refuses; nothing has changed then.
    """
    target = Path(os.path.realpath(path))
    temporary = target.with_name(f".{target.name[:100]}.{secrets.token_hex(8)}.tmp")
    try:
        with _new(temporary, target, rights) as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(target)
        flush_folder(target.parent)
    except OSError as error:
        raise ExternalFailure(
            Problem("cannot-write", str(path), "a place to write to", error.strerror or str(error))
        ) from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def _new(temporary: Path, target: Path, rights: int | None) -> BinaryIO:
    if rights is None and target.exists():
        rights = stat.S_IMODE(target.stat().st_mode)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    # Closed to all others until it has its rights: nobody opens it before.
    file = os.fdopen(os.open(temporary, flags, 0o666 if rights is None else OWNER_ALONE), "wb")
    if rights is not None:
        temporary.chmod(rights)
    return file


def flush_folder(folder: Path) -> None:
    """Make the names in a folder as durable as the system can: new ones, and those changed."""
    # Some systems cannot open a folder; on those a rename is as durable as they make it.
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
