"""The votes of one context, counted again with other people."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, strategies as st

from commonweal.errors import InvalidDocument
from commonweal.values import (
    AcceptedEdges,
    ContextVotes,
    Votes,
    context_graph,
    count_votes,
    draw_people,
    seed_of,
)

ROWS = st.lists(
    st.tuples(
        st.integers(0, 4),
        st.integers(0, 1),
        st.integers(0, 2),
        st.integers(0, 2),
        st.integers(0, 4),
    ).filter(lambda row: row[2] != row[3]),
    min_size=1,
    max_size=25,
    unique_by=lambda row: (row[0], row[1], *sorted(row[2:4])),
)


def votes_of(rows: list[tuple[int, ...]]) -> Votes:
    """Return votes: person, context, first and second shown, answer."""
    person, context, first, second, answer = zip(*rows, strict=True)
    return Votes.arranged(
        participants=[f"p{number}" for number in range(max(person) + 1)],
        contexts=["c0", "c1"],
        cards="xyz",
        participant=person,
        context=context,
        first=first,
        second=second,
        answer=answer,
    )


@given(ROWS, st.lists(st.integers(0, 3), min_size=5, max_size=5))
def test_counting_people_several_times_is_counting_their_votes_so_often(
    rows: list[tuple[int, ...]], times: list[int]
) -> None:
    """As if that many people of their own had cast the same votes."""
    context = rows[0][1]
    votes = votes_of(rows)
    copies = [
        (5 * copy + row[0], *row[1:])
        for row in rows
        for copy in range(times[row[0]])
        if row[1] == context
    ]

    found = ContextVotes.of(votes, f"c{context}")
    counts = found.counts(np.array([times[person] for person in found.person.tolist()]))

    if copies:
        expected = count_votes(votes_of(copies))
        kept = counts[counts.sum(axis=(1, 2)) > 0]
        assert expected.counts.tolist() == kept.tolist()
    else:
        assert 0 == counts.sum()


@given(ROWS)
def test_everybody_once_gives_the_graph_of_the_context(rows: list[tuple[int, ...]]) -> None:
    """The same cards, the same edges as counting all votes at once."""
    context = f"c{rows[0][1]}"
    votes = votes_of(rows)

    found = ContextVotes.of(votes, context)
    (choice,) = found.choices(AcceptedEdges(), np.ones((1, found.people), dtype=np.int64))
    expected = context_graph(count_votes(votes), context)

    assert expected.cards.tolist() == found.cards.tolist()
    assert expected.graph.incoming.toarray().tolist() == (
        found.graph(choice).incoming.toarray().tolist()
    )
    assert len(set(votes.participant[votes.context == rows[0][1]].tolist())) == found.people


def test_as_many_people_are_drawn_as_there_are() -> None:
    """In each draw, from the same seed the same ones."""
    drawn = draw_people(np.random.default_rng(3), 7, 4)

    assert [7] * 4 == drawn.sum(axis=1).tolist()
    assert drawn.tolist() == draw_people(np.random.default_rng(3), 7, 4).tolist()


def test_a_seed_is_one_whole_number() -> None:
    """What a generator was made from, or a refusal."""
    assert 77 == seed_of(np.random.default_rng(77))
    with pytest.raises(InvalidDocument) as refusal:
        seed_of(np.random.default_rng([7, 7]))

    assert "unseeded-generator" == refusal.value.code
