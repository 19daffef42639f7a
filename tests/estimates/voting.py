"""Votes to test with: by hand, at random, and of people who behave in a known way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from hypothesis import strategies as st

from commonweal.values import ANSWERS, Stratification, Votes

FIRST, SECOND, BOTH, NEITHER, UNSURE = range(len(ANSWERS))


@dataclass(frozen=True)
class Cast:
    """One vote: who, on which two cards as shown, and what was said of the two as shown."""

    person: int
    first: int
    second: int
    answer: int
    context: int = 0


def votes_of(cast: Sequence[Cast], *, cards: Sequence[str] = "abcdefgh") -> Votes:
    """Return votes of people called p00000 and so on, in contexts called c0 and so on."""
    people = 1 + max((vote.person for vote in cast), default=-1)
    contexts = 1 + max((vote.context for vote in cast), default=-1)
    return Votes.arranged(
        participants=[f"p{number:05}" for number in range(people)],
        contexts=[f"c{number}" for number in range(contexts)],
        cards=list(cards),
        participant=[vote.person for vote in cast],
        context=[vote.context for vote in cast],
        first=[vote.first for vote in cast],
        second=[vote.second for vote in cast],
        answer=[vote.answer for vote in cast],
    )


def of_behaviour(
    seed: int, *, people: int, prefers: float, agrees: float, cards: int = 4
) -> list[Cast]:
    """Return votes on every pair of cards, in an order of display drawn by lot.

    Args:
        seed: of the lots.
        people: how many.
        prefers: the chance of calling the card with the higher number wiser, if not agreeing.
        agrees: the chance of calling whatever is shown first wiser, without a look.
        cards: how many cards there are.
    """
    rng = np.random.default_rng(seed)
    cast = []
    for person in range(people):
        for low in range(cards):
            for high in range(low + 1, cards):
                first, second = (low, high) if rng.random() < 0.5 else (high, low)
                wiser = high if rng.random() < prefers else low
                answer = FIRST if first == wiser else SECOND
                if rng.random() < agrees:
                    answer = FIRST
                cast.append(Cast(person, first, second, answer))
    return cast


def stratum(
    name: str, groups: Sequence[int], values: Sequence[str] | None = None
) -> Stratification:
    """Return a stratification from the group of each person, -1 for none."""
    number = max([*groups, -1]) + 1
    named = tuple(values or [f"{name}{group}" for group in range(max(number, 1))])
    return Stratification(name=name, values=named, of_participant=np.array(groups, dtype=np.int16))


@st.composite
def casts(draw: st.DrawFn, *, people: int = 8, cards: int = 4) -> list[Cast]:
    """Return some votes, at most one of a person on a pair in a context."""
    keys = st.tuples(
        st.integers(0, people - 1), st.integers(0, cards - 1), st.integers(0, cards - 1)
    ).filter(lambda key: key[1] < key[2])
    chosen = draw(st.lists(st.tuples(keys, st.integers(0, 1)), max_size=40, unique=True))
    cast = []
    for (person, low, high), context in chosen:
        first, second = (low, high) if draw(st.booleans()) else (high, low)
        cast.append(Cast(person, first, second, draw(st.integers(0, 4)), context))
    return cast
