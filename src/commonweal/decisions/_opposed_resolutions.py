"""Commitments that cannot both be kept: a resolution against one that stands already."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from commonweal.documents import Before, conjoined

if TYPE_CHECKING:
    from collections.abc import Iterable

    from commonweal.documents import KnownWorld, Resolution
    from commonweal.norms import PossibleWorlds


@dataclass(frozen=True, slots=True)
class OpposedResolutions:
    """Two resolutions that set aside what the other chooses, in cases that are like for both."""

    earlier: Resolution
    later: Resolution
    world: KnownWorld | None
    """A case in the scope of both; None where the search for one took too long."""

    @property
    def by_one(self) -> bool:
        """Whether one and the same holder committed to both."""
        return self.earlier.holder == self.later.holder


def opposed_resolutions(
    resolutions: Iterable[Resolution], worlds: PossibleWorlds
) -> tuple[OpposedResolutions, ...]:
    """Return the resolutions that contradict one that stood when they were made.

    Each chooses what the other sets aside, and there is a case in the scope of both. In such a case
    neither counts for the other's pair of options, and the decision asks as if there were none.

    Args:
        resolutions: those of a study, of whatever holders.
        worlds: the declared facts and contexts.

    Cost: for each two that choose so, one search for a case.
    """
    listed = sorted(resolutions, key=lambda record: (record.said_at, record.id))
    found = []
    for earlier, later in combinations(listed, 2):
        revoked = earlier.revoked_at is not None and earlier.revoked_at <= later.said_at
        opposed = later.choose in earlier.over and earlier.choose in later.over
        if opposed and not revoked:
            # A scope speaks of the situation as it is.
            both = Before(of=conjoined([earlier.scope, later.scope]))
            possible = worlds.find(both)
            if possible.answer != "no":
                found.append(OpposedResolutions(earlier, later, possible.world))
    return tuple(found)
