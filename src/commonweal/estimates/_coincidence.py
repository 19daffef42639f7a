"""How much two people's answers speak for one person behind both: an e-value, kind by kind.

What is counted is only what people *like them* would not have in common. For each question the
chance to agree is taken from the peers of one of the two: those who come nearest to that person on
the *other* half of the questions. Where a whole opinion group gives an answer, giving it is no
evidence; where all those who got one questionnaire saw the pairs in one order, neither is that.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from commonweal.estimates._traces import PersonTables

SLIPS = (0.02, 0.2)
"""How often one person may differ from themselves: a copied record, and somebody asked again."""

OPINION_PEERS = 16
FEWEST_DESIGN_PEERS = 32
DESIGN_SHARE = 3
"""Of orders and sequences the peers are one person in so many, so that fixed forms which so many
got are no evidence."""


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """Questions that both of many pairs of people answered, one row for each pair and question."""

    pair: NDArray[np.int64]
    mine: NDArray[np.int64]
    """Where the vote of the pair's first person stands."""
    theirs: NDArray[np.int64]

    @classmethod
    def of(
        cls, tables: PersonTables, first: NDArray[np.int64], second: NDArray[np.int64]
    ) -> Comparison:
        """Return what these pairs of people both answered. Cost: one search for each vote."""
        begins = tables.person_start[first]
        lengths = tables.person_start[first + 1] - begins
        pair = np.repeat(np.arange(len(first)), lengths)
        mine = np.arange(len(pair)) + np.repeat(begins - np.cumsum(lengths) + lengths, lengths)
        theirs = tables.position(second[pair], tables.question[mine])
        both = theirs >= 0
        return cls(pair[both], mine[both], theirs[both])


def log_evidence(
    matched: NDArray[np.bool_],
    coincide: NDArray[np.float64],
    others: NDArray[np.float64],
    pair: NDArray[np.int64],
    pairs: int,
) -> NDArray[np.float64]:
    """Return for each pair the logarithm of an e-value from one kind of coincidence.

    A match counts (1 - slip) / p and a difference slip / q, multiplied over the rows of a pair and
    averaged over `SLIPS`. With K others, of whom c coincide, p = (c + 1) / (K + 1) and
    q = (K - c + 1) / (K + 1). Whatever the true chance, if it is the same for those K and for the
    one compared, the expectations of chance / p and of (1 - chance) / q are at most 1; so that of
    the e-value is at most 1 too, without the chance being known.

    Args:
        matched: on each row, whether the two coincide.
        coincide: c, how many of the others coincide.
        others: K, how many there are.
        pair: which pair a row belongs to.
        pairs: how many pairs there are.
    """
    each = []
    for slip in SLIPS:
        rows = np.where(
            matched,
            np.log((1 - slip) * (others + 1) / (coincide + 1)),
            np.log(slip * (others + 1) / (others - coincide + 1)),
        )
        each.append(np.bincount(pair, weights=rows, minlength=pairs))
    return np.asarray(np.logaddexp.reduce(each, axis=0) - np.log(len(SLIPS)))


def combined(kinds: list[NDArray[np.float64]]) -> NDArray[np.float64]:
    """Return the e-value over all kinds: the mean of the products over every subset of them.

    Source: V. Vovk and R. Wang, "E-values: calibration, combination and applications", Annals of
    Statistics 49 (2021), section 4: products of independent e-values, and means of any.
    """
    total = np.zeros_like(kinds[0])
    for kind in kinds:
        total += np.logaddexp(0.0, kind) - np.log(2)
    return total


def next_in_sequence(tables: PersonTables) -> NDArray[np.int64]:
    """Return for every second vote of a person, in time, where their next vote stands; else -1.

    Disjoint neighbours, so that in a sequence drawn at random each is a toss of its own.
    """
    order = np.lexsort((tables.question, tables.moment, tables.person))
    person = tables.person[order]
    place = np.arange(len(order)) - tables.person_start[person]
    later = np.full(len(order), -1, dtype=np.int64)
    ahead = order[1:]
    pairs = (
        (place[:-1] % 2 == 0)
        & (person[1:] == person[:-1])
        & (tables.moment[ahead] > tables.moment[order[:-1]])
    )
    later[order[:-1][pairs]] = ahead[pairs]
    return later


@dataclass(frozen=True, slots=True, eq=False)
class CrudeEvidence:
    """The evidence for pairs of people by the shares among everybody, kind by kind."""

    answers: NDArray[np.float64]
    orders: NDArray[np.float64]
    sequence: NDArray[np.float64]

    @classmethod
    def of(
        cls, tables: PersonTables, first: NDArray[np.int64], second: NDArray[np.int64]
    ) -> CrudeEvidence:
        """Return the evidence for some pairs; the chances among peers are higher as a rule."""
        rows = Comparison.of(tables, first, second)
        cells = tables.question * 2 + tables.shown
        by_order = np.bincount(cells, minlength=2 * tables.questions)
        by_answer = np.bincount(cells * 8 + tables.answer, minlength=16 * tables.questions)
        answer, seen = tables.answer[rows.mine], cells[rows.theirs]
        asked = by_order.reshape(-1, 2).sum(axis=1)[tables.question[rows.mine]]
        later = next_in_sequence(tables)[rows.mine]
        after = tables.position(second[rows.pair], tables.question[later])
        kept = (later >= 0) & (after >= 0)
        in_sequence = tables.moment[rows.theirs[kept]] < tables.moment[after[kept]]
        one = np.ones(len(in_sequence))
        pairs = len(first)
        return cls(
            answers=log_evidence(
                answer == tables.answer[rows.theirs],
                by_answer[seen * 8 + answer],
                by_order[seen],
                rows.pair,
                pairs,
            ),
            orders=log_evidence(
                tables.shown[rows.mine] == tables.shown[rows.theirs],
                by_order[cells[rows.mine]],
                asked,
                rows.pair,
                pairs,
            ),
            sequence=log_evidence(in_sequence, one * 1e6, one * 2e6, rows.pair[kept], pairs),
        )
