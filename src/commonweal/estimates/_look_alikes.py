"""People who may be alike, found by hashing instead of comparing everybody with everybody."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from commonweal.estimates._traces import PersonTables

Family: TypeAlias = Literal["answers", "orders", "both"]
"""What is hashed of each vote: its answer, its order of display, or the two together."""

ALL_PAIRS_UP_TO = 600
"""Of so few people everybody is compared with everybody."""

BANDS = 24
LARGEST_BUCKET = 30
"""What more people than this have in common is no sign of one person under several names."""

FEWEST_ROWS, MOST_ROWS = 3, 12
_SAMPLED = 2000


@dataclass(frozen=True, slots=True, eq=False)
class Buckets:
    """Groups of people who share some of what they answered."""

    member: NDArray[np.int64]
    """People, bucket after bucket."""
    start: NDArray[np.int64]
    """Where each bucket begins, and the end of the last."""

    @property
    def sizes(self) -> NDArray[np.int64]:
        """How many people are in each."""
        return np.diff(self.start)

    @classmethod
    def by_key(cls, member: NDArray[np.int64], key: NDArray[np.uint64]) -> Buckets:
        """Return the people with equal keys together."""
        order = np.argsort(key, kind="stable")
        changes = np.flatnonzero(np.diff(key[order])) + 1
        return cls(member[order], np.concatenate([[0], changes, [len(member)]]))


def minhash_buckets(
    tables: PersonTables, family: Family, *, rows: int, bands: int, rng: np.random.Generator
) -> Iterator[Buckets]:
    """Yield for each band the people whose ``rows`` smallest hashes agree.

    Two people of whose votes a share J is common to both fall into one bucket of a band with
    probability J**rows.

    Source: A. Broder, "On the resemblance and containment of documents" (1997); banding after
    J. Leskovec, A. Rajaraman and J. Ullman, Mining of Massive Datasets, section 3.4.
    Cost: one multiplication and comparison for each vote, row and band, and a sort of the people.
    """
    items = _items(tables, family)
    voted = np.flatnonzero(np.diff(tables.person_start))
    begins = tables.person_start[voted]
    for _ in range(bands):
        key = np.zeros(len(voted), dtype=np.uint64)
        for _ in range(rows):
            odd = rng.integers(0, 2**63, dtype=np.uint64) * np.uint64(2) + np.uint64(1)
            shift = rng.integers(0, 2**63, dtype=np.uint64)
            lowest = np.minimum.reduceat(_mixed(items * odd + shift), begins)
            key = _mixed(key * np.uint64(0x9E3779B97F4A7C15) + lowest)
        yield Buckets.by_key(voted, key)


def candidate_pairs(
    tables: PersonTables, *, rng: np.random.Generator
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return pairs of people who are worth comparing, the lower code first, each once.

    A pair that is not returned is not accused: hashing costs power and no false alarm. The number
    of rows is chosen so that two people of the usual likeness seldom meet.
    """
    if tables.people <= ALL_PAIRS_UP_TO:
        first, second = np.triu_indices(tables.people, 1)
        return first.astype(np.int64), second.astype(np.int64)
    found = [np.empty(0, dtype=np.int64)]
    families: tuple[Family, ...] = ("answers", "orders", "both")
    for family in families:
        rows = _rows_for(tables, family, rng)
        banded = minhash_buckets(tables, family, rows=rows, bands=BANDS, rng=rng)
        found += [_pairs_within(buckets, tables.people) for buckets in banded]
    keys = np.unique(np.concatenate(found))
    return keys // tables.people, keys % tables.people


def _items(tables: PersonTables, family: Family) -> NDArray[np.uint64]:
    detail = {
        "answers": tables.answer.astype(np.int64) * 2,
        "orders": tables.shown.astype(np.int64),
        "both": tables.answer.astype(np.int64) * 2 + tables.shown,
    }[family]
    return (tables.question * 16 + detail + 1).astype(np.uint64)


def _mixed(number: NDArray[np.uint64]) -> NDArray[np.uint64]:
    number = (number ^ (number >> np.uint64(32))) * np.uint64(0xD6E8FEB86659FD93)
    return number ^ (number >> np.uint64(29))


def _rows_for(tables: PersonTables, family: Family, rng: np.random.Generator) -> int:
    """Return so many rows that of all pairs of usual likeness few for each person meet."""
    items = _items(tables, family)
    likeness = []
    for first, second in rng.integers(0, tables.people, (_SAMPLED, 2)).tolist():
        one, other = items[tables.votes_of(first)], items[tables.votes_of(second)]
        if first != second and len(one) and len(other):
            common = len(np.intersect1d(one, other, assume_unique=True))
            likeness.append(common / (len(one) + len(other) - common))
    usual = float(np.quantile(likeness, 0.9)) if likeness else 0.0
    if usual <= 0:
        return FEWEST_ROWS
    if usual >= 1:
        return MOST_ROWS
    wanted = np.log(max(tables.people, 2)) / -np.log(usual)
    return int(np.clip(np.ceil(wanted), FEWEST_ROWS, MOST_ROWS))


def _pairs_within(buckets: Buckets, people: int) -> NDArray[np.int64]:
    """Return the pairs of people in the buckets that are not too large, as one number each."""
    sizes = buckets.sizes
    found = [np.empty(0, dtype=np.int64)]
    for size in range(2, min(LARGEST_BUCKET, int(sizes.max(initial=0))) + 1):
        begins = buckets.start[:-1][sizes == size]
        if len(begins):
            members = np.sort(buckets.member[begins[:, None] + np.arange(size)], axis=1)
            low, high = np.triu_indices(size, 1)
            found.append((members[:, low] * people + members[:, high]).ravel())
    return np.concatenate(found)
