"""Nonces: the random digits that make the ids of personal records impossible to guess."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Protocol

from commonweal.errors import NotAuthorised, Problem

if TYPE_CHECKING:
    from commonweal.documents._scalars import Origin


class RandomBytes(Protocol):
    """Whatever gives random bytes; a NumPy generator does."""

    def bytes(self, length: int, /) -> bytes:
        """Return ``length`` random bytes."""
        ...


def new_nonce() -> str:
    """Return 128 random bits in hexadecimal, for a record about a real person."""
    return secrets.token_hex(16)


def seeded_nonce(rng: RandomBytes, origin: Origin) -> str:
    """Return 128 bits in hexadecimal that the same seed gives again, for a synthetic person only.

    A nonce that anybody with the seed can make again protects nobody.

    Args:
        rng: a generator whose ``bytes`` are taken, such as ``numpy.random.Generator``.
        origin: the origin of the record that the nonce is for.

    Raises:
        NotAuthorised: with code ``seeded-nonce`` unless the origin is synthetic.
    """
    if origin != "synthetic":
        raise NotAuthorised(
            Problem(
                code="seeded-nonce",
                path="nonce",
                expected="a synthetic origin",
                found=repr(origin),
                hint="Take new_nonce() for a record about a real person.",
            )
        )
    return rng.bytes(16).hex()
