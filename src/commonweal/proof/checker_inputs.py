"""What certificates are made of: strict JSON, its hash, its parts, and how much work they may be.

The standard library alone, nothing of the project; checker.py loads this file from beside itself.
The rules are told in words in docs/reference/decisions.md.
"""

from __future__ import annotations

import hashlib
import json
import re
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

# --- Reading: JSON that every reader reads alike

LARGEST_INTEGER, DEEPEST = 2**53 - 1, 128
MOST_WORK, MOST_REACHED, MOST_MISSING = 10_000_000, 2_000_000, 1_000
BRACKETS = bytes.maketrans(b"{}", b"[]")
NO_BRACKETS = bytes(set(range(256)) - {*b'[]{}"'})
NAME = re.compile(r"[a-z0-9][a-z0-9_.:-]{0,79}")
SURROGATE = re.compile(rb"\\u[dD][89a-fA-F]")
CUT_ESCAPE = re.compile("u[0-9a-fA-F]{0,4}")
RATIO = re.compile(r"(0|-?[1-9][0-9]{0,30})/[1-9][0-9]{0,30}")


class InvalidError(Exception):
    """The file says something that does not follow; the text says where and why."""


class UnreadableError(Exception):
    """There is no such file, or nothing in it that could be checked."""


class Record(dict[str, Any]):
    """A JSON object; a field is an attribute, and one that is left out is an empty tuple."""

    def __getattr__(self, field: str) -> Any:
        return self.get(field, ())


def parse(data: bytes) -> Any:
    """Return the JSON in `data`; refuse what is ambiguous, inexact or deeply nested."""
    # Depth comes first and without recursion: of the brackets outside strings, level by level.
    marks = data.replace(b"\\\\", b"").replace(b'\\"', b"")
    marks = marks.translate(BRACKETS, NO_BRACKETS).replace(b'""', b"")
    marks = b"".join(marks.split(b'"')[::2])
    for _ in range(DEEPEST):
        if not marks:
            break
        marks = marks.replace(b"[]", b"")
    # Brackets that open and never close, and not too many: what is read shows where it ends.
    if b"]" in marks or len(marks) > DEEPEST:
        raise UnreadableError(f"nested deeper than {DEEPEST}, or in brackets that do not match")
    try:
        value = _decode(data.decode())
        if SURROGATE.search(data):
            sha256(value)  # half of a surrogate pair cannot be written, so it has no hash
    except (ValueError, RecursionError) as error:
        if _cut_off(error):
            raise UnreadableError("it ends before it is whole, as if it was cut off") from None
        raise UnreadableError(f"not strict JSON: {str(error)[:200]}") from None
    return value


def _cut_off(error: Exception) -> bool:
    """Say whether nothing is wrong with a text but that it ends where more has to follow."""
    if isinstance(error, UnicodeDecodeError):
        return error.reason == "unexpected end of data"
    if not isinstance(error, json.JSONDecodeError):
        return False
    rest = error.doc[error.pos :]
    in_text = error.msg.startswith("Unterminated string") or CUT_ESCAPE.fullmatch(rest)
    return bool(in_text) or any(word.startswith(rest) for word in ("true", "false", "null", "-"))


def _record(pairs: list[tuple[str, Any]]) -> Any:
    value = Record(pairs)
    return value if len(value) == len(pairs) else _refuse(f"a key twice in {sorted(value)[:9]}")


def _integer(digits: str) -> Any:
    if len(digits) < 16:
        return int(digits)
    small = len(digits) < 18 and abs(int(digits)) <= LARGEST_INTEGER
    return int(digits) if small else _refuse(digits)


def _refuse(what: str) -> Any:
    raise UnreadableError(f"refused in JSON: {what[:99]}")


_decode = json.JSONDecoder(
    object_pairs_hook=_record, parse_int=_integer, parse_float=_refuse, parse_constant=_refuse
).decode
_encode = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode


def canonical(value: Any) -> bytes:
    """Return RFC 8785 bytes, which without floats and with ASCII keys are these."""
    return _encode(value).encode()


def sha256(value: Any) -> str:
    """Return the hash of a value's canonical JSON."""
    return hashlib.sha256(canonical(value)).hexdigest()


NOTHING = object()
"""What stands where there is nothing."""


def same(a: Any, b: Any) -> bool:
    """Say whether two JSON values are equal, where `true` is not `1`."""
    return bool(a == b) and _alike(a, b)


def _alike(a: Any, b: Any) -> bool:
    """Say of two equal values whether each part is of the type of the other's."""
    if not isinstance(a, dict | list):
        return type(a) is type(b)
    parts = a.items() if isinstance(a, dict) else enumerate(a)
    # Text equals nothing but text, and most of it is text.
    return all(type(value) is str or _alike(value, b[key]) for key, value in parts)


def _nested(values: list[Any]) -> bool:
    return any(isinstance(value, dict | list) for value in values)


def difference(stated: Any, found: Any, where: str = "") -> str:
    """Return where a statement first differs from what follows."""
    if isinstance(stated, dict) and isinstance(found, dict):
        for key in {**found, **stated}:
            if not same(stated.get(key, NOTHING), found.get(key, NOTHING)):
                way = f"{where}.{key}" if where else str(key)
                return difference(stated.get(key, NOTHING), found.get(key, NOTHING), way)
    if isinstance(stated, list) and isinstance(found, list) and _nested(stated + found):
        for place, (one, other) in enumerate(zip_longest(stated, found, fillvalue=NOTHING)):
            if not same(one, other):
                return difference(one, other, f"{where}[{place}]")
    says, follows = ("nothing" if said is NOTHING else repr(said)[:300] for said in (stated, found))
    return f"{where or 'it'} is stated as {says}, where {follows} follows"


def expect_version(*records: Any) -> None:
    """Refuse records of another version than these rules are for."""
    for record in records:
        if not same(record.get("schema_version"), 1):
            version = record.get("schema_version")
            raise InvalidError(f"a {record.kind} of version {version!r:.99}; the rules are for 1")


def named(records: Any, field: str = "name") -> dict[str, Any]:
    """Return records by name; refuse what is no name, and two of one name."""
    found = {record[field]: record for record in records}
    if len(found) != len(records) or not all(map(NAME.fullmatch, found)):
        raise InvalidError(f"each {field} must be a name and stand once among {list(found)[:9]}")
    return found


def grouped(pairs: Iterable[tuple[Any, Any]]) -> dict[Any, list[Any]]:
    """Return what stands second in the pairs by what stands first."""
    groups: dict[Any, list[Any]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return groups


def closure(edges: Iterable[tuple[Any, Any]], spend: Any) -> dict[Any, set[Any]]:
    """Return what can be reached from where; refuse what would fill the memory, or take long."""
    ahead, reach, total = grouped(edges), dict[Any, set[Any]](), 0
    for start in reversed(ahead):
        found: set[Any] = set()
        todo = [start]
        while todo:
            new = {*ahead.get(todo.pop(), ())} - found
            beyond = [reach[each] for each in new if each in reach]
            spend(sum(map(len, beyond)) // 16)
            found.update(new, *beyond)
            todo += [each for each in new if each not in reach]
        reach[start] = found
        total += len(found)
        if total > MOST_REACHED:
            raise InvalidError(f"more than {MOST_REACHED} pairs follow from what stands above what")
    return reach


def components(pairs: Iterable[tuple[Any, Any]]) -> dict[Any, set[Any]]:
    """Return of each thing all that chains of pairs link it to, whichever way, and itself."""
    found: dict[Any, set[Any]] = {}
    for one, other in pairs:
        ours, theirs = found.setdefault(one, {one}), found.setdefault(other, {other})
        if ours is not theirs:
            small, large = sorted((ours, theirs), key=len)
            large |= small
            found.update(dict.fromkeys(small, large))
    return found


class Patience:
    """How much is looked at before a file is refused as one that takes too long to check."""

    def __init__(self, most: int = MOST_WORK) -> None:
        self.left = most

    def spend(self, work: int) -> None:
        """Take so much work, about a third of a microsecond each, or refuse the file."""
        self.left -= work
        if self.left < 0:
            raise InvalidError("it would take too long to check")
