"""Whether people got their questions on a few fixed forms, so that sharing one shows nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from commonweal.estimates._coincidence import CrudeEvidence

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from commonweal.estimates._traces import PersonTables

SAMPLED, AGAINST = 100, 1000
USUAL = 0.25
"""If so many people have a twin in orders of display, twins come from the design."""


@dataclass(frozen=True, slots=True)
class Forms:
    """Which parts of how people were asked came on fixed forms."""

    orders: bool
    sequence: bool

    @classmethod
    def of(cls, tables: PersonTables, *, needed: float, rng: np.random.Generator) -> Forms:
        """Return whether having a twin is usual, in a sample of people held against others.

        Copies that make up a quarter of a study pass for forms. With more forms than about a
        thousand the twins of those sampled are not met.

        Args:
            tables: the votes by person.
            needed: the log evidence that makes a twin.
            rng: draws the sample.
        """
        voted = np.flatnonzero(np.diff(tables.person_start))
        some = rng.permutation(voted)[:SAMPLED]
        others = rng.permutation(voted)[:AGAINST]
        first, second = np.repeat(some, len(others)), np.tile(others, len(some))
        apart = first != second
        first, second = first[apart], second[apart]
        crude = CrudeEvidence.of(tables, first, second)
        return cls(
            orders=_usual(crude.orders >= needed, first, some),
            sequence=_usual(crude.sequence >= needed, first, some),
        )


def _usual(twins: NDArray[np.bool_], first: NDArray[np.int64], some: NDArray[np.int64]) -> bool:
    return len(np.unique(first[twins])) >= max(2.0, USUAL * len(some))
