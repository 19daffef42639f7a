"""The seed of a generator, so that a result can name it and others can draw the same again."""

from __future__ import annotations

import numpy as np

from commonweal.errors import InvalidDocument, Problem


def seed_of(rng: np.random.Generator) -> int:
    """Return the whole number that a generator was made from.

    Raises:
        InvalidDocument: with code ``unseeded-generator`` if it was not made from one.
    """
    sequence = rng.bit_generator.seed_seq
    entropy = sequence.entropy if isinstance(sequence, np.random.SeedSequence) else None
    if not isinstance(entropy, int):
        raise InvalidDocument(
            Problem(
                code="unseeded-generator",
                path="rng",
                expected="a generator made from one whole number",
                found=f"one made from {entropy!r}",
                hint="Use numpy.random.default_rng(seed), so that others can draw the same people.",
            )
        )
    return entropy
