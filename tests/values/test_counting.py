"""Counting votes by context, pair, answer, order shown and stratum."""

from __future__ import annotations

from collections import Counter
from typing import Any, NamedTuple

import numpy as np
import pytest
from hypothesis import given, strategies as st

from commonweal.errors import InvalidDocument
from commonweal.values import Stratification, VoteCounts, Votes, count_votes
from commonweal.values._votes import ANSWERS


class Said(NamedTuple):
    """A vote as a person sees it."""

    person: str
    context: str
    first: str
    second: str
    answer: str


def names(letter: str, most: int) -> st.SearchStrategy[str]:
    return st.integers(0, most).map(lambda number: f"{letter}{number}")


def key(vote: Said) -> tuple[str, str, str, str]:
    return vote.person, vote.context, *sorted((vote.first, vote.second))  # type: ignore[return-value]


some_votes = st.lists(
    st.builds(
        Said, names("p", 4), names("c", 2), names("k", 3), names("k", 3), st.sampled_from(ANSWERS)
    ).filter(lambda vote: vote.first != vote.second),
    unique_by=key,
    max_size=40,
)


def arranged(votes: list[Said]) -> Votes:
    people = sorted({vote.person for vote in votes}, reverse=True)
    contexts = sorted({vote.context for vote in votes}, reverse=True)
    cards = sorted({card for vote in votes for card in (vote.first, vote.second)}, reverse=True)
    return Votes.arranged(
        participants=people,
        contexts=contexts,
        cards=cards,
        participant=[people.index(vote.person) for vote in votes],
        context=[contexts.index(vote.context) for vote in votes],
        first=[cards.index(vote.first) for vote in votes],
        second=[cards.index(vote.second) for vote in votes],
        answer=[ANSWERS.index(vote.answer) for vote in votes],
    )


def as_counter(counts: VoteCounts) -> Counter[tuple[Any, ...]]:
    """Return the counts with names in place of codes."""
    return Counter(
        {
            (
                counts.contexts[counts.context[row]],
                counts.cards[counts.low[row]],
                counts.cards[counts.high[row]],
                int(order),
                ANSWERS[answer],
            ): int(counts.counts[row, order, answer])
            for row, order, answer in np.argwhere(counts.counts)
        }
    )


def counted_one_by_one(votes: list[Said]) -> Counter[tuple[Any, ...]]:
    mirrored = {"first": "second", "second": "first"}
    return Counter(
        (vote.context, vote.first, vote.second, 0, vote.answer)
        if vote.first < vote.second
        else (vote.context, vote.second, vote.first, 1, mirrored.get(vote.answer, vote.answer))
        for vote in votes
    )


@given(some_votes)
def test_counting_arrays_is_counting_votes_one_by_one(votes: list[Said]) -> None:
    """Answers are turned into the pair's own order, and kept apart by the order shown."""
    assert counted_one_by_one(votes) == as_counter(count_votes(arranged(votes)))


@given(some_votes, st.randoms(use_true_random=False))
def test_the_order_of_votes_leaves_no_trace(votes: list[Said], random: Any) -> None:
    """Not even in how the arrays are ordered."""
    shuffled = votes.copy()
    random.shuffle(shuffled)

    one, other = arranged(votes), arranged(shuffled)

    for column in ("participant", "context", "low", "high", "shown", "answer"):
        assert getattr(one, column).tobytes() == getattr(other, column).tobytes()
    assert (one.participants, one.cards) == (other.participants, other.cards)


@given(some_votes)
def test_renaming_people_changes_no_count(votes: list[Said]) -> None:
    """Who said it does not matter to what was said."""
    renamed = [vote._replace(person=f"q{9 - int(vote.person[1:])}") for vote in votes]

    assert as_counter(count_votes(arranged(votes))) == as_counter(count_votes(arranged(renamed)))


@given(some_votes)
def test_strata_are_counted_apart_and_the_undeclared_in_none(votes: list[Said]) -> None:
    """Each group's counts are those of its members' votes."""
    arrays = arranged(votes)
    side = {name: ["left", "right", None][int(name[1:]) % 3] for name in arrays.participants}
    codes = [("left", "right").index(s) if s else -1 for s in side.values()]
    river = Stratification(
        name="side", values=("left", "right"), of_participant=np.array(codes, dtype=np.int16)
    )

    counts = count_votes(arrays, strata=[river])

    (table,) = counts.strata
    assert ("side", ("left", "right")) == (table.name, table.values)
    for group, value in enumerate(table.values):
        members = [vote for vote in votes if side[vote.person] == value]
        alone: Counter[tuple[Any, ...]] = Counter()
        for (context, low, high, _, answer), number in counted_one_by_one(members).items():
            alone[context, low, high, answer] += number
        assert alone == Counter(
            {
                (
                    counts.contexts[counts.context[row]],
                    counts.cards[counts.low[row]],
                    counts.cards[counts.high[row]],
                    ANSWERS[answer],
                ): int(table.counts[row, group, answer])
                for row, answer in np.argwhere(table.counts[:, group])
            }
        )


def test_one_person_may_judge_a_pair_in_two_contexts() -> None:
    """Published tools kept one vote for a person and pair, and pooled all contexts."""
    votes = [
        Said("p0", "when-young", "k0", "k1", "first"),
        Said("p0", "when-old", "k0", "k1", "second"),
    ]

    counts = count_votes(arranged(votes))

    assert ("when-old", "when-young") == counts.contexts
    assert [[0, 1, 0, 0, 0], [1, 0, 0, 0, 0]] == counts.counts.sum(axis=1).tolist()


def test_two_votes_on_a_pair_in_a_context_are_refused() -> None:
    """Shown the other way round it is still the same pair, and every such vote is named."""
    votes = [
        Said("p0", "c0", "k0", "k1", "first"),
        Said("p0", "c0", "k1", "k0", "first"),
        Said("p1", "c0", "k0", "k1", "unsure"),
        Said("p1", "c0", "k0", "k1", "unsure"),
    ]

    with pytest.raises(InvalidDocument) as refusal:
        count_votes(arranged(votes))

    assert ["voted-twice"] * 2 == [problem.code for problem in refusal.value.problems]
    assert ["p0" in problem.found for problem in refusal.value.problems] == [True, False]


def test_no_votes_have_no_counts() -> None:
    """An empty file is no error."""
    counts = count_votes(arranged([]))

    assert (0, (0, 2, 5)) == (len(counts), counts.counts.shape)
