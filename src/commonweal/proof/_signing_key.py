"""Ed25519 keys: who stands behind a tree head. Needs the extra ``sign``.

A signature shows that the holder of a key vouched for these bytes. Who holds the key, and whether
they should be believed, is not something that a signature says.

References:
    RFC 8032 (Ed25519), RFC 8410 (its PEM form).
"""

from __future__ import annotations

import os
import stat
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, final

from commonweal.errors import InvalidDocument, Problem, missing_extra

if TYPE_CHECKING:
    from types import ModuleType

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


@final
class SigningKey:
    """A private Ed25519 key. Make one with `generate` or `load`."""

    def __init__(self, private_key: Ed25519PrivateKey) -> None:
        self._private_key = private_key

    @classmethod
    def generate(cls) -> SigningKey:
        """Return a new key from the system's randomness.

        Raises:
            MissingExtra: if ``cryptography`` is not installed.
        """
        return cls(_ed25519().Ed25519PrivateKey.generate())

    @classmethod
    def load(cls, path: str | Path) -> SigningKey:
        """Return the key that `save` wrote.

        Raises:
            MissingExtra: if ``cryptography`` is not installed.
            InvalidDocument: code ``signing-key-invalid`` if the file holds no Ed25519 key,
                ``signing-key-exposed`` if other users may read it.
        """
        ed25519 = _ed25519()
        from cryptography.hazmat.primitives.serialization import load_pem_private_key

        path = Path(path)
        data = _read_private(path)
        try:
            key = load_pem_private_key(data, password=None)
        except (ValueError, TypeError) as error:
            raise InvalidDocument(_no_key(path, "something else")) from error
        if not isinstance(key, ed25519.Ed25519PrivateKey):
            raise InvalidDocument(_no_key(path, "a key of another kind"))
        return cls(key)

    def save(self, path: str | Path) -> None:
        """Write the key as PEM, readable by its owner alone; an existing file is never replaced.

        Raises:
            FileExistsError: if there is a file at ``path``.
        """
        from cryptography.hazmat.primitives import serialization

        path = Path(path)
        data = self._private_key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        # A file made by mkstemp has mode 0600 from its first byte on.
        descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            os.link(temporary, path)
        finally:
            with suppress(FileNotFoundError):
                Path(temporary).unlink()

    @property
    def public_key(self) -> str:
        """The public half: 64 hexadecimal digits."""
        return self._private_key.public_key().public_bytes_raw().hex()

    def sign(self, message: bytes) -> str:
        """Return the signature of ``message``: 128 hexadecimal digits."""
        return self._private_key.sign(message).hex()


def verify_signature(public_key: str, message: bytes, signature: str) -> bool:
    """Say whether ``signature`` is the holder of ``public_key`` vouching for ``message``.

    Args:
        public_key: 64 hexadecimal digits.
        message: the bytes that were signed.
        signature: 128 hexadecimal digits.

    Raises:
        MissingExtra: if ``cryptography`` is not installed.
    """
    ed25519 = _ed25519()
    from cryptography.exceptions import InvalidSignature

    try:
        key = ed25519.Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_key))
        key.verify(bytes.fromhex(signature), message)
    except (InvalidSignature, ValueError):
        return False
    return True


def _ed25519() -> ModuleType:
    try:
        from cryptography.hazmat.primitives.asymmetric import ed25519
    except ImportError as error:
        raise missing_extra("cryptography", "sign") from error
    return ed25519


def _read_private(path: Path) -> bytes:
    with path.open("rb") as file:
        mode = stat.S_IMODE(os.fstat(file.fileno()).st_mode)
        if os.name == "posix" and mode & 0o077:
            raise InvalidDocument(
                Problem(
                    code="signing-key-exposed",
                    path=str(path),
                    expected="a private key that its owner alone can read (mode 600)",
                    found=f"mode {mode:o}",
                    hint="If nobody has copied it: chmod 600; otherwise make a new key.",
                )
            )
        return file.read()


def _no_key(path: Path, found: str) -> Problem:
    return Problem("signing-key-invalid", str(path), "an Ed25519 private key in PEM", found)
