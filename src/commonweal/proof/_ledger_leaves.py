"""The file of leaves: one line for each entry of a ledger, readable by a person and by git.

A line is ``INDEX ID CHECK``: the place counted from 0, the content id, and the first eight
hexadecimal digits of its leaf hash. The check and the running index tell a torn or altered line
from a whole one without knowing anything else.
"""

from __future__ import annotations

import mmap
import os
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from commonweal.proof._ledger_open import open_unlinked
from commonweal.proof._merkle import leaf_hashes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

_LINE = re.compile(rb"([0-9]{1,16}) ([a-z_]{1,40}:[0-9a-f]{64}) ([0-9a-f]{8})\n")
_LONGEST_LINE = 160
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class LeafFault:
    """A line that is not what stands at its place."""

    index: int
    """The entry that the line should have held."""
    expected: str
    """What it should have been."""
    found: str
    """What stands there, shortened."""


@dataclass(frozen=True, slots=True)
class LeafChunk:
    """Whole lines that follow one another, up to the first that is at fault."""

    first: int
    """The index of the first entry."""
    ids: list[bytes]
    """The content ids."""
    hashes: list[bytes]
    """Their leaf hashes."""
    end: int
    """The offset in the file after the last whole line."""
    fault: LeafFault | None = None
    """What follows, if it is not a whole line; nothing comes after a chunk with a fault."""


def leaf_lines(first: int, ids: Sequence[str], hashes: Sequence[bytes]) -> bytes:
    """Return the lines of entries from index ``first`` on."""
    return "".join(
        [
            f"{index} {leaf} {digest[:4].hex()}\n"
            for index, (leaf, digest) in enumerate(zip(ids, hashes, strict=True), first)
        ]
    ).encode()


class LeafFile:
    """Reads the lines of a ledger, in order or one alone.

    Args:
        path: the file of leaves.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def chunks(self) -> Iterator[LeafChunk]:
        """Yield every line from the start, a mebibyte at a time, until the end or a fault.

        Cost: O(1) memory; one hash for each entry.
        """
        index, end, rest = 0, 0, b""
        with open(self.path, "rb", opener=open_unlinked) as file:
            while data := file.read(_CHUNK):
                data = rest + data
                chunk = _parse(data, index, end)
                rest = data[chunk.end - end :]
                # A line that the read cut in two is only at fault if the file ends there.
                cut_off = (
                    chunk.fault is not None and b"\n" not in rest and len(rest) < _LONGEST_LINE
                )
                yield replace(chunk, fault=None) if cut_off else chunk
                if chunk.fault is not None and not cut_off:
                    return
                index, end = index + len(chunk.ids), chunk.end
        if rest:
            yield LeafChunk(index, [], [], end, _fault(index, rest))

    def read(self, index: int) -> bytes | None:
        """Return the id that stands at entry ``index``, or nothing if no whole line holds it.

        Cost: O(log n) reads, by bisection on the indices in the lines.
        """
        with open(self.path, "rb", opener=open_unlinked) as file:
            low, high = 0, file.seek(0, os.SEEK_END)
            while high - low > _LONGEST_LINE:
                middle = (low + high) // 2
                file.seek(middle)
                skipped = file.read(_LONGEST_LINE).find(b"\n") + 1
                file.seek(middle + skipped)
                match = _LINE.match(file.read(_LONGEST_LINE)) if skipped else None
                # What cannot be read is taken to lie beyond: only a torn tail is unreadable in a
                # sound file, and in an unsound one the search ends without the entry.
                if match is None or int(match[1]) > index:
                    high = middle
                else:
                    low = middle + skipped
            file.seek(low)
            for match in _LINE.finditer(file.read(2 * _LONGEST_LINE)):
                if int(match[1]) == index:
                    return match[2]
        return None

    def search(self, leaf: bytes) -> int | None:
        """Return the index of the first line that holds ``leaf``, by looking through the file.

        Cost: O(n) bytes, at the speed of memory and without keeping any.
        """
        if not self.path.stat().st_size:
            return None
        with (
            open(self.path, "rb", opener=open_unlinked) as file,
            mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data,
        ):
            at = data.find(b" " + leaf + b" ")
            if at < 0:
                return None
            start = data.rfind(b"\n", max(0, at - _LONGEST_LINE), at) + 1
            digits = data[start:at]
            return int(digits) if digits.isdigit() else None


def _parse(data: bytes, first: int, offset: int) -> LeafChunk:
    rows = _LINE.findall(data)
    ids: list[bytes] = [row[1] for row in rows]
    hashes = leaf_hashes(ids)
    lines = leaf_lines(first, [leaf.decode() for leaf in ids], hashes)
    if data.startswith(lines):
        fault = _fault(first + len(ids), data[len(lines) :]) if len(lines) < len(data) else None
        return LeafChunk(first, ids, hashes, offset + len(lines), fault)
    return _parse_slowly(data, first, offset)


def _parse_slowly(data: bytes, first: int, offset: int) -> LeafChunk:
    """Parse line by line, which finds the first line that differs from what it should be."""
    ids: list[bytes] = []
    hashes: list[bytes] = []
    at = 0
    while match := _LINE.match(data, at):
        digest = leaf_hashes([match[2]])
        if match[0] != leaf_lines(first + len(ids), [match[2].decode()], digest):
            break
        ids.append(match[2])
        hashes += digest
        at = match.end()
    return LeafChunk(first, ids, hashes, offset + at, _fault(first + len(ids), data[at:]))


def _fault(index: int, rest: bytes) -> LeafFault:
    line = rest.partition(b"\n")[0] + rest.partition(b"\n")[1]
    match = _LINE.match(line)
    if match is None:
        expected = f"a whole line '{index} ID CHECK'"
    elif match[1] != str(index).encode():
        expected = f"index {index}"
    else:
        expected = f"the check {leaf_hashes([match[2]])[0][:4].hex()}"
    return LeafFault(index, expected, repr(line[:_LONGEST_LINE].decode("ascii", "replace")))
