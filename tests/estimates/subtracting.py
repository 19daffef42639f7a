"""Somebody who knows who is in which group, and adds and subtracts what is published."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np


def reachable_sizes(published: Sequence[np.ndarray]) -> set[int]:
    """Return the sizes of all sets of people that sums of published sets single out.

    Args:
        published: for each set whose number is published, for each person 1 or 0.

    A sum of them, each taken -1, 0 or 1 times, singles out a set if it counts nobody but its
    members, and each of those once.
    """
    if not len(published):
        return {0}
    signs = np.indices((3,) * len(published)).reshape(len(published), -1).T - 1
    counted = signs @ np.stack(published)
    single = ((counted == 0) | (counted == 1)).all(axis=1)
    return set(counted[single].sum(axis=1).astype(int).tolist())
