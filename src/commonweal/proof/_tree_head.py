"""Tree heads: what a ledger acknowledged, when, and who signed it.

A head is a promise: these many entries, in this order, and none of them will ever change. Whoever
keeps a head can later demand a proof that the ledger still continues it. A signature adds who made
the promise; without one a head holds only as far as its holder trusts where it came from.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from commonweal.errors import InvalidDocument, Problem
from commonweal.proof._signing_key import verify_signature

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from commonweal.proof._signing_key import SigningKey

LEDGER_NAME = re.compile(r"[a-z0-9][a-z0-9_.-]{0,79}")
"""What a ledger may be called; the same words that a study may use for its own things."""

LARGEST_SIZE = 2**53 - 1
"""The largest integer that every JSON reader agrees on."""

SignatureStatus: TypeAlias = Literal["unsigned", "unverified", "valid", "invalid"]
"""Of a head: nobody signed it, its key is not among the trusted ones, it verifies, it does not."""

_SHAPES = {
    "ledger": (LEDGER_NAME, "a name of lower-case letters, digits, '_', '-' and '.'"),
    "root": (re.compile(r"[0-9a-f]{64}"), "64 hexadecimal digits"),
    "at": (
        re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z"),
        "a moment as 2026-01-31T09:30:00Z",
    ),
    "key": (re.compile(r"[0-9a-f]{64}"), "64 hexadecimal digits"),
    "signature": (re.compile(r"[0-9a-f]{128}"), "128 hexadecimal digits"),
}


@dataclass(frozen=True, slots=True)
class TreeHead:
    """A size, the root at that size and a moment, possibly signed."""

    ledger: str
    """The name of the ledger, so that a head of one cannot pass for a head of another."""
    size: int
    """How many entries it acknowledges."""
    root: str
    """The RFC 9162 root over them: 64 hexadecimal digits."""
    at: str
    """When it was made, in UTC to the second. Only a signature protects it."""
    key: str | None = None
    """The Ed25519 public key of who signed: 64 hexadecimal digits."""
    signature: str | None = None
    """The signature over `signed_bytes`: 128 hexadecimal digits."""

    def content(self) -> dict[str, Any]:
        """Return the head as plain JSON."""
        said = {name: value for name, value in asdict(self).items() if value is not None}
        return {"kind": "tree_head", "schema_version": 1, **said}

    @classmethod
    def from_content(cls, content: Any) -> TreeHead:
        """Return the head that plain JSON describes.

        Raises:
            InvalidDocument: code ``tree-head-invalid``, with every problem.
        """
        problems = _problems(content)
        if problems:
            raise InvalidDocument(problems)
        return cls(**{k: v for k, v in content.items() if k not in {"kind", "schema_version"}})

    def line(self) -> bytes:
        """Return the head as RFC 8785 bytes: the line that stands in the ledger."""
        return _canonical(self.content())

    def signed_bytes(self) -> bytes:
        """Return what a signature is over: the canonical JSON of all but the signature itself."""
        return _canonical(replace(self, signature=None).content())

    def signed_by(self, key: SigningKey) -> TreeHead:
        """Return the same head with the signature of ``key``."""
        unsigned = replace(self, key=key.public_key, signature=None)
        return replace(unsigned, signature=key.sign(unsigned.signed_bytes()))

    def signature_status(self, *, trusted_keys: Collection[str] = ()) -> SignatureStatus:
        """Say what the signature is worth to somebody who trusts these public keys.

        Raises:
            MissingExtra: if a trusted key signed it and ``cryptography`` is not installed.
        """
        if self.signature is None or self.key is None:
            return "unsigned"
        if self.key not in trusted_keys:
            return "unverified"
        sound = verify_signature(self.key, self.signed_bytes(), self.signature)
        return "valid" if sound else "invalid"


def _canonical(content: Mapping[str, Any]) -> bytes:
    # Names and values of a head are ASCII text and integers, for which sorted keys without spaces
    # are all that RFC 8785 asks; the stand-alone checker writes the same line.
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode()


def _problems(content: Any) -> list[Problem]:
    if not isinstance(content, dict):
        return [_invalid("", "an object", content)]
    required = {"kind", "schema_version", "ledger", "size", "root", "at"}
    allowed = required | {"key", "signature"}
    problems = [_invalid(name, "to be there", None) for name in sorted(required - set(content))]
    unknown = sorted(str(name) for name in set(content) - allowed)
    problems += [_invalid(name, "no such field", "one") for name in unknown]
    if content.get("kind", "tree_head") != "tree_head":
        problems.append(_invalid("kind", "'tree_head'", content["kind"]))
    version = content.get("schema_version", 1)
    if type(version) is not int or version != 1:
        problems.append(_invalid("schema_version", "1", version))
    size = content.get("size", 0)
    if type(size) is not int or not 0 <= size <= LARGEST_SIZE:
        problems.append(_invalid("size", "a number of entries", size))
    for name, (shape, words) in _SHAPES.items():
        value = content.get(name)
        if name in content and not (isinstance(value, str) and shape.fullmatch(value)):
            problems.append(_invalid(name, words, value))
        elif name == "at" and isinstance(value, str) and not _exists(value):
            problems.append(_invalid(name, "a moment that exists", value))
    if ("key" in content) != ("signature" in content):
        problems.append(_invalid("signature", "a key and a signature, or neither", "one of them"))
    return problems


def _exists(moment: str) -> bool:
    try:
        datetime.fromisoformat(moment)
    except ValueError:
        return False
    return True


def _invalid(path: str, expected: str, found: Any) -> Problem:
    return Problem("tree-head-invalid", path, expected, repr(found)[:80])
