"""Nonces, and what is left of an erased record."""

from __future__ import annotations

import numpy as np
import pytest

from commonweal.documents import Tombstone, WiserVote, new_nonce, seeded_nonce
from commonweal.errors import NotAuthorised

CARD = "value_card:" + 64 * "0"
OTHER = "value_card:" + 64 * "1"


def vote(nonce: str) -> WiserVote:
    """Return one vote under this nonce."""
    return WiserVote(
        by="p1",
        origin="synthetic",
        said_at="2026-01-31T09:30:00Z",
        nonce=nonce,
        participant="p1",
        context="drought",
        first=CARD,
        second=OTHER,
        answer="first",
    )


def test_new_nonces_differ() -> None:
    """Every new nonce is another 128 bits in hexadecimal."""
    nonces = {new_nonce() for _ in range(100)}

    assert 100 == len(nonces)
    assert {32} == {len(nonce) for nonce in nonces}
    assert vote(min(nonces)).id != vote(max(nonces)).id


def test_a_seed_gives_the_same_nonces_again() -> None:
    """Nonces of synthetic people are made again by the same seed, and differ among themselves."""
    first, again = (np.random.default_rng(7) for _ in range(2))

    nonces = [seeded_nonce(first, "synthetic") for _ in range(3)]

    assert nonces == [seeded_nonce(again, "synthetic") for _ in range(3)]
    assert 3 == len(set(nonces))
    assert nonces[0] == vote(nonces[0]).nonce


@pytest.mark.parametrize("origin", ["person", "model", "import"])
def test_a_seeded_nonce_protects_nobody_real(origin: str) -> None:
    """A seeded nonce is refused for whatever is not synthetic."""
    with pytest.raises(NotAuthorised) as caught:
        seeded_nonce(np.random.default_rng(7), origin)  # type: ignore[arg-type]

    assert "seeded-nonce" == caught.value.code


def test_a_tombstone_keeps_the_id_alone() -> None:
    """What is left of an erased record is its id, the reason and who erased it."""
    record = vote(new_nonce())

    tombstone = Tombstone.of(
        record, reason="withdrawal", by="keeper", said_at="2026-02-01T00:00:00Z"
    )

    assert {
        "kind": "tombstone",
        "schema_version": 1,
        "by": "keeper",
        "origin": "synthetic",
        "said_at": "2026-02-01T00:00:00Z",
        "erased": record.id,
        "reason": "withdrawal",
    } == tombstone.content()
    assert record.nonce not in str(tombstone.content())
