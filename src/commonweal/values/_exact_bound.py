"""The exact lower end of a share's interval: how small the true share may be, at so many hits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray


def exact_lower_bound(hits: ArrayLike, of: ArrayLike, *, error: ArrayLike) -> NDArray[np.float64]:
    """Return the share under which so many hits, or more, are as rare as ``error``; elementwise.

    The true share lies below it with a probability of ``error`` at most, if trials are independent.
    The upper end of an interval is one minus the lower end of the misses.

    Args:
        hits: how many trials went this way; at none, and of none, the bound is 0.
        of: how many trials there were, at least the hits.
        error: between 0 and 1; half of it on each side for a two-sided interval.

    Source: C. J. Clopper and E. S. Pearson, Biometrika 26 (1934), 404-413.
    Cost: O(1) for each element.
    """
    from scipy.special import betaincinv

    some, every = np.asarray(hits, dtype=np.float64), np.asarray(of, dtype=np.float64)
    at_all = some > 0
    # Where there is no hit the function is not defined, and what it is given makes no difference.
    found = betaincinv(
        np.where(at_all, some, 1.0),
        np.where(at_all, every - some + 1, 1.0),
        np.asarray(error, dtype=np.float64),
    )
    return np.asarray(np.where(at_all, found, 0.0))
