"""Which groups may be told apart, so that no subtraction leaves fewer than k people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from commonweal.errors import InvalidDocument, Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from commonweal.values import Stratification


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class ToldGroups:
    """Of each set of people, which of its groups may be told, and who is in which.

    A set is whatever something is published about: those who answered on a pair, everybody.
    """

    told: tuple[NDArray[np.bool_], ...]
    """For each stratum, sets by groups: whether the group's number may be told there."""
    sizes: tuple[NDArray[np.int64], ...]
    """For each stratum, sets by groups: how many people. What is not told is not to be shown."""
    rest: tuple[NDArray[np.int64], ...]
    """For each stratum, how many of each set are in no told group: none, at least k, or all."""
    whole: NDArray[np.bool_]
    """Whether the set itself may be told: it is of nobody, or of at least k people."""


def told_groups(
    member_of: NDArray[np.int64],
    person: NDArray[np.int64],
    strata: Sequence[Stratification],
    *,
    sets: int,
    k: int,
) -> ToldGroups:
    """Return which groups of which sets may be told.

    Told groups, and the rest of the set that is in none of them, divide it into cells, one for each
    combination over all strata that somebody in the set is in. Every cell has at least k people.
    Whatever can be reached by adding and subtracting the numbers of the set and of told groups is
    made of numbers of whole cells: no subtraction leaves fewer than k people and not nobody.

    For each set, stratum after stratum as declared:

    1. groups of fewer than k are left out, and those who stand in no declared value with them;
    2. if those left out are together fewer than k and not nobody, so is the smallest group that was
       still in (of equals, the one declared first);
    3. if any cell has then fewer than k people, the whole stratum is left out for this set.

    It protects numbers of people. That all of a told group answered alike can be seen, and is told
    on purpose. It does not protect against comparing two publications with each other: somebody who
    withdraws between them is their difference.

    Args:
        member_of: for each membership the set's number.
        person: for each membership the person's code; nobody twice in a set.
        strata: the stratifications, in order of precedence.
        sets: how many sets there are.
        k: the smallest group that is told.

    Raises:
        InvalidDocument: with code ``k-out-of-range`` if k is below 1.

    Source: P. Samarati and L. Sweeney, "Protecting privacy when disclosing information", SRI-CSL
    (1998), for k-anonymity over all combinations; complementary suppression as in L. Willenborg and
    T. de Waal, Elements of Statistical Disclosure Control (2001), chapter 6.
    Cost: one sort of the memberships for each stratum.
    """
    if k < 1:
        raise InvalidDocument(Problem("k-out-of-range", "k", "1 person or more", str(k)))
    size = np.bincount(member_of, minlength=sets)
    whole = (size == 0) | (size >= k)
    cell = member_of.astype(np.int64)
    told, sizes, rest = [], [], []
    for stratum in strata:
        groups = len(stratum.values)
        group = stratum.of_participant[person].astype(np.int64)
        stands = group >= 0
        of_groups = np.bincount(
            member_of[stands] * groups + group[stands], minlength=sets * groups
        ).reshape(sets, groups)
        may = _not_too_small(of_groups, size, k) & whole[:, np.newaxis]
        named = stands & may[member_of, group]
        part = np.where(named, group + 1, 0)
        _, finer, number = np.unique(
            cell * (groups + 1) + part, return_inverse=True, return_counts=True
        )
        too_fine = np.bincount(member_of, weights=number[finer] < k, minlength=sets) > 0
        may &= ~too_fine[:, np.newaxis]
        part[too_fine[member_of]] = 0
        _, cell = np.unique(cell * (groups + 1) + part, return_inverse=True)
        told.append(may)
        sizes.append(of_groups)
        rest.append(size - np.where(may, of_groups, 0).sum(axis=1))
    return ToldGroups(told=tuple(told), sizes=tuple(sizes), rest=tuple(rest), whole=whole)


def _not_too_small(sizes: NDArray[np.int64], whole: NDArray[np.int64], k: int) -> NDArray[np.bool_]:
    may = sizes >= k
    left_out = whole - np.where(may, sizes, 0).sum(axis=1)
    short = (left_out > 0) & (left_out < k)
    largest = np.iinfo(np.int64).max
    smallest = np.argmin(np.where(may, sizes, largest), axis=1)
    rows = np.flatnonzero(short & may.any(axis=1))
    may[rows, smallest[rows]] = False
    return may
