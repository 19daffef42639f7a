"""The evidence that one person stands behind two names, measured against people like them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from commonweal.estimates._coincidence import (
    DESIGN_SHARE,
    FEWEST_DESIGN_PEERS,
    OPINION_PEERS,
    combined,
    log_evidence,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from commonweal.estimates._forms import Forms
    from commonweal.estimates._traces import PersonTables


@dataclass(frozen=True, slots=True, eq=False)
class _Kind:
    """One kind of coincidence with one person, on each of their questions, by everybody.

    A row is a cell (a question, seen in an order where that matters) and another person in it.
    """

    part: NDArray[np.int64]
    """For each row the position of the question among the person's own."""
    cell: NDArray[np.int64]
    other: NDArray[np.int64]
    matched: NDArray[np.bool_]
    cells: int
    peers: int
    """How many peers are wanted."""


def peer_evidence(
    tables: PersonTables,
    later: NDArray[np.int64],
    person: int,
    others: NDArray[np.int64],
    *,
    by_form: Forms,
) -> NDArray[np.float64]:
    """Return for each of ``others`` the log e-value that they are the same as one person.

    On each half of the person's questions the chance of a coincidence is taken from the peers that
    the other half has found (`log_evidence`).

    Peers are those nearest on the other half, by (m + 1) / (s + 2) for m coincidences on s shared
    questions, ties included. The person and the one compared are never among them.

    Args:
        tables: the votes by question and by person.
        later: the next vote in sequence of every second vote.
        person: the one who is compared.
        others: those who may be the same.
        by_form: what everybody got on fixed forms, which is then no evidence.

    Cost: everybody's votes on the person's questions.
    """
    design = max(FEWEST_DESIGN_PEERS, tables.people // DESIGN_SHARE)
    voters = _voters(tables, person)
    kinds = [_answers(tables, voters, person)]
    if not by_form.orders:
        kinds.append(_orders(tables, voters, person, design))
    if not by_form.sequence:
        kinds.append(_sequence(tables, voters, person, later, design))
    return combined([_evidence(kind, tables.people, person, others) for kind in kinds])


@dataclass(frozen=True, slots=True, eq=False)
class _Voters:
    """Everybody's votes on the questions of one person."""

    part: NDArray[np.int64]
    position: NDArray[np.int64]
    """Where each vote stands in the tables by person."""


def _voters(tables: PersonTables, person: int) -> _Voters:
    questions = tables.question[tables.votes_of(person)]
    begins, ends = tables.question_start[questions], tables.question_start[questions + 1]
    lengths = ends - begins
    part = np.repeat(np.arange(len(questions)), lengths)
    by_question = np.arange(len(part)) + np.repeat(begins - np.cumsum(lengths) + lengths, lengths)
    return _Voters(part, tables.place[by_question])


def _answers(tables: PersonTables, voters: _Voters, person: int) -> _Kind:
    own = tables.answer[tables.votes_of(person)]
    shown = tables.shown[voters.position].astype(np.int64)
    return _Kind(
        part=voters.part,
        # Where the order sways the answer, only who saw the same order tells what is likely.
        cell=voters.part * 2 + shown,
        other=tables.person[voters.position],
        matched=tables.answer[voters.position] == own[voters.part],
        cells=2 * len(own),
        peers=OPINION_PEERS,
    )


def _orders(tables: PersonTables, voters: _Voters, person: int, design: int) -> _Kind:
    own = tables.shown[tables.votes_of(person)]
    return _Kind(
        part=voters.part,
        cell=voters.part,
        other=tables.person[voters.position],
        matched=tables.shown[voters.position] == own[voters.part],
        cells=len(own),
        peers=design,
    )


def _sequence(
    tables: PersonTables, voters: _Voters, person: int, later: NDArray[np.int64], design: int
) -> _Kind:
    """Return who answered two questions in the same sequence, for neighbours in the person's."""
    votes = tables.votes_of(person)
    partner = later[votes]
    earlier = np.flatnonzero(partner >= 0)
    pair_of = np.full(len(partner), -1, dtype=np.int64)
    pair_of[earlier] = np.arange(len(earlier))
    kept = pair_of[voters.part] >= 0
    before, part = voters.position[kept], pair_of[voters.part[kept]]
    other = tables.person[before]
    after = tables.position(other, tables.question[partner[earlier]][part])
    timed = (after >= 0) & (tables.moment[before] != tables.moment[after])
    part, other, before, after = part[timed], other[timed], before[timed], after[timed]
    return _Kind(
        part=part,
        cell=part,
        other=other,
        matched=tables.moment[before] < tables.moment[after],
        cells=len(earlier),
        peers=design,
    )


def nearest_first(tables: PersonTables, person: int) -> NDArray[np.float64]:
    """Return for everybody how like one person they answer: (m + 1) / (s + 2), -1 if not at all."""
    kind = _answers(tables, _voters(tables, person), person)
    return _score(kind, np.ones(len(kind.part), dtype=np.bool_), tables.people, person)


def _evidence(
    kind: _Kind, people: int, person: int, others: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Return the log e-value of each of ``others`` from one kind of coincidence."""
    place = np.full(people, -1, dtype=np.int64)
    place[others] = np.arange(len(others))
    compared = place[kind.other] >= 0
    cell, other = kind.cell[compared], kind.other[compared]
    matched, half = kind.matched[compared], kind.part[compared] % 2
    coincide, peers = np.empty(len(cell)), np.empty(len(cell))
    for this in (0, 1):
        # Peers by the other half, counted on this one.
        peer = _peers(kind, kind.part % 2 != this, people, person)
        counted = peer[kind.other]
        in_cell = np.bincount(kind.cell[counted], minlength=kind.cells)
        agree = np.bincount(kind.cell[counted & kind.matched], minlength=kind.cells)
        here = half == this
        itself = peer[other[here]]
        peers[here] = in_cell[cell[here]] - itself
        coincide[here] = agree[cell[here]] - (itself & matched[here])
    return log_evidence(matched, coincide, peers, place[other], len(others))


def _peers(kind: _Kind, rows: NDArray[np.bool_], people: int, person: int) -> NDArray[np.bool_]:
    score = _score(kind, rows, people, person)
    return the_nearest(score, kind.peers)


def the_nearest(score: NDArray[np.float64], wanted: int) -> NDArray[np.bool_]:
    """Return who has one of the highest scores, ties included, and shares anything."""
    place = len(score) - min(wanted, len(score))
    return np.asarray((score >= np.partition(score, place)[place]) & (score > 0))


def _score(kind: _Kind, rows: NDArray[np.bool_], people: int, person: int) -> NDArray[np.float64]:
    shared = np.bincount(kind.other[rows], minlength=people)
    coincide = np.bincount(kind.other[rows & kind.matched], minlength=people)
    score = np.where(shared > 0, (coincide + 1) / (shared + 2), -1.0)
    score[person] = -1.0
    return score
