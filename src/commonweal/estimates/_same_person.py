"""Names that one person may stand behind, with a bound on how often anybody is named wrongly."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from commonweal.estimates._coincidence import (
    Comparison,
    CrudeEvidence,
    combined,
    next_in_sequence,
)
from commonweal.estimates._forms import Forms
from commonweal.estimates._peers import peer_evidence

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from commonweal.estimates._traces import PersonTables

_PAIRS_AT_ONCE = 200_000


@dataclass(frozen=True, slots=True, eq=False)
class SamePerson:
    """Names linked by pairs whose evidence is beyond what chance gives anywhere in the study."""

    people: NDArray[np.int64]
    questions: int
    """The fewest questions that two linked names share."""
    bound: float
    """The chance that any two honest people come to as much as the weakest link here."""


def find_same_people(
    tables: PersonTables,
    first: NDArray[np.int64],
    second: NDArray[np.int64],
    *,
    error_rate: float,
    rng: np.random.Generator,
) -> list[SamePerson]:
    """Return groups of names linked by evidence, by their first name.

    Args:
        tables: the votes by question and by person.
        first: pairs of people to compare.
        second: the other of each pair.
        error_rate: the chance that any pair of the study is linked though nobody has two names. All
            pairs of people who answered count, whether compared or not.
        rng: draws the sample that tells whether people were asked on fixed forms.
    """
    from scipy import sparse
    from scipy.sparse import csgraph

    people = float((np.diff(tables.person_start) > 0).sum())
    pairs = people * (people - 1) / 2
    needed = np.log(max(pairs, 1.0)) - np.log(error_rate)
    by_form = Forms.of(tables, needed=needed, rng=rng)
    first, second = _plausible(tables, first, second, needed, by_form)
    evidence = _evidence(tables, first, second, by_form)
    linked = evidence >= needed
    first, second, evidence = first[linked], second[linked], evidence[linked]
    if not len(first):
        return []
    links = sparse.coo_array(
        (np.ones(len(first)), (first, second)), shape=(tables.people, tables.people)
    )
    _, label = csgraph.connected_components(links, directed=False)
    shared = np.bincount(Comparison.of(tables, first, second).pair, minlength=len(first))
    found = []
    for group in np.unique(label[first]).tolist():
        inside = label[first] == group
        found.append(
            SamePerson(
                people=np.flatnonzero(label == group),
                questions=int(shared[inside].min()),
                bound=float(np.exp(np.log(pairs) - evidence[inside].min())),
            )
        )
    return sorted(found, key=lambda one: int(one.people[0]))


def _plausible(
    tables: PersonTables,
    first: NDArray[np.int64],
    second: NDArray[np.int64],
    needed: float,
    by_form: Forms,
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the pairs whose evidence suffices where the shares among everybody are taken."""
    kept = [np.empty(0, dtype=np.int64)]
    for start in range(0, len(first), _PAIRS_AT_ONCE):
        part = slice(start, start + _PAIRS_AT_ONCE)
        crude = CrudeEvidence.of(tables, first[part], second[part])
        kinds = [crude.answers]
        kinds += [] if by_form.orders else [crude.orders]
        kinds += [] if by_form.sequence else [crude.sequence]
        kept.append(start + np.flatnonzero(combined(kinds) >= needed))
    rows = np.concatenate(kept)
    return first[rows], second[rows]


def _evidence(
    tables: PersonTables,
    first: NDArray[np.int64],
    second: NDArray[np.int64],
    by_form: Forms,
) -> NDArray[np.float64]:
    """Return for each pair the smaller of the evidence from either side."""
    later = next_in_sequence(tables)
    evidence = np.full(len(first), np.inf)
    for base, other in ((first, second), (second, first)):
        order = np.argsort(base, kind="stable")
        for rows in np.split(order, np.flatnonzero(np.diff(base[order])) + 1):
            if len(rows):
                person = int(base[rows[0]])
                found = peer_evidence(tables, later, person, other[rows], by_form=by_form)
                evidence[rows] = np.minimum(evidence[rows], found)
    return evidence
