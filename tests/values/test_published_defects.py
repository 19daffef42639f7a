"""Faults that published tools for moral graphs have, and that must not come back here.

Eleven are known. Of these, entropy over impressions (1) is held off in test_answer_entropy.py and
test_export_graph.py, PageRank that leaks (2) in test_ranking.py, and a card that stands for others
because it came first (11) in test_moral_graph.py: ids settle it, and quotable words come first.
Signing in unverified (9) and a program that cannot run (10) have no counterpart in this package.
"""

from __future__ import annotations

import hashlib
from itertools import count
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from commonweal.documents import (
    AttentionalPolicy,
    Context,
    Endorsement,
    MoralGraph,
    SameValue,
    Study,
    Thresholds,
    ValueCard,
    WiserVote,
)
from commonweal.errors import InvalidDocument
from commonweal.values import (
    Answers,
    GraphResult,
    SameValueProblem,
    Votes,
    build_moral_graph,
    context_graph,
    count_votes,
    find_same_value_candidates,
)

numbers = count(1)
MOMENT = "2026-03-01T09:00:00Z"


def said(person: str, at: str = MOMENT) -> dict[str, Any]:
    return {
        "by": person,
        "origin": "synthetic",
        "said_at": at,
        "nonce": f"{next(numbers):032x}",
    }


def card(owner: str, title: str, **more: Any) -> ValueCard:
    return ValueCard(
        **said(owner),
        participant=owner,
        title=title,
        policies=(AttentionalPolicy(text=f"SIGNS of {title}"),),
        contexts=("dry", "very-dry"),
        confirmed=True,
        **more,
    )


def vote(person: str, first: ValueCard, second: ValueCard, answer: str, **more: Any) -> WiserVote:
    return WiserVote(
        **said(person, more.pop("at", MOMENT)),
        participant=person,
        context=more.pop("context", "dry"),
        first=first.id,
        second=second.id,
        answer=answer,
        **more,
    )


def same(judge: str, first: ValueCard, second: ValueCard) -> SameValue:
    return SameValue(**said(judge), first=first.id, second=second.id, judge=judge, verdict="same")


def built(answers: Answers) -> GraphResult:
    study = Study(
        by="convener",
        origin="synthetic",
        said_at=MOMENT,
        name="brook",
        title="Brook",
        question="What now?",
        synthetic=True,
        thresholds=Thresholds(min_votes=1),
        read_at="2026-06-01T00:00:00Z",
    )
    contexts = tuple(
        Context(by="convener", origin="synthetic", said_at=MOMENT, name=name, text=f"when {name}")
        for name in ("dry", "very-dry")
    )
    return build_moral_graph(
        answers,
        study=study,
        contexts=contexts,
        by="commonweal",
        said_at=MOMENT,
        rng=np.random.default_rng(1),
    )


def graph(answers: Answers) -> MoralGraph:
    return built(answers).graph


ANN, BOB, CY = card("ann", "still water"), card("bob", "quiet water"), card("cy", "full nets")


def test_3_one_person_judges_a_pair_in_two_contexts() -> None:
    """Both answers stand, each in its context, and voting again in one leaves the other."""
    earlier = vote("dee", ANN, CY, "first")
    votes = (
        earlier,
        vote("dee", ANN, CY, "second", context="very-dry"),
        vote("dee", ANN, CY, "both_needed", at="2026-03-02T09:00:00Z", supersedes=earlier.id),
    )

    found = graph(Answers(cards=(ANN, CY), votes=votes))

    told = {pair.context: (pair.shown_first, pair.shown_second) for pair in found.pairs}
    assert 1 == sum(counts.both_needed for counts in told["dry"])
    assert 0 == sum(counts.first + counts.second for counts in told["dry"])
    assert 1 == sum(counts.first + counts.second for counts in told["very-dry"])


@settings(max_examples=60, deadline=None)
@given(st.permutations(range(8)), st.integers(0, 1000))
def test_5_and_6_cards_are_told_by_their_ids_in_whatever_order_they_come(
    order: list[int], salt: int
) -> None:
    """Neither the first cards of a table are preferred, nor is a position taken for a name."""
    stems = ("patient", "water", "child", "law")
    texts = [f"SIGNS that the {stem} needs {extra}" for stem in stems for extra in ("it", "it now")]
    names = [hashlib.sha256(f"{salt} {n}".encode()).hexdigest() for n in range(8)]

    found = find_same_value_candidates(
        SameValueProblem(cards=tuple(names[n] for n in order), texts=tuple(texts[n] for n in order))
    )

    nearest = {frozenset(names[n : n + 2]) for n in range(0, 8, 2)}
    assert nearest <= {frozenset((pair.first, pair.second)) for pair in found.value}


def test_7_a_context_is_itself_and_no_other_that_it_is_part_of() -> None:
    """Nothing said "when very dry" enters "when dry", and part of a name is no name."""
    votes = Votes.arranged(
        participants=["p"],
        contexts=["dry", "very-dry"],
        cards=["a", "b", "c"],
        participant=[0, 0],
        context=[0, 1],
        first=[0, 1],
        second=[1, 2],
        answer=[0, 0],
    )
    counts = count_votes(votes)

    assert [0, 1] == context_graph(counts, "dry").cards.tolist()
    with pytest.raises(InvalidDocument, match="unknown-context"):
        context_graph(counts, "ry-dr")


def test_8_merging_leaves_no_edge_from_a_value_to_itself_and_can_be_undone() -> None:
    """A vote between two cards of one value is set aside, and is back when they are apart."""
    votes = (vote("dee", ANN, BOB, "first"), vote("dee", ANN, CY, "first"))
    answers = Answers(
        cards=(ANN, BOB, CY),
        votes=votes,
        same_values=(same("ann", ANN, BOB), same("bob", ANN, BOB)),
    )
    undone = Answers(cards=answers.cards, votes=votes)

    together, apart = built(answers), built(undone)

    assert all(pair.first != pair.second for pair in together.graph.pairs)
    assert ("out_of_scope", "used") == tuple(together.uses[vote.id] for vote in votes)
    assert ("used", "used") == tuple(apart.uses[vote.id] for vote in votes)
    assert 2 == len(apart.graph.pairs)


def test_8_two_votes_that_merging_brings_together_are_one() -> None:
    """A person who voted on both cards has one vote on their value, the later."""
    votes = (
        vote("dee", ANN, CY, "first"),
        vote("dee", BOB, CY, "second", at="2026-03-02T09:00:00Z"),
    )

    found = graph(
        Answers(
            cards=(ANN, BOB, CY),
            votes=votes,
            same_values=(same("ann", ANN, BOB), same("bob", ANN, BOB)),
        )
    )

    [pair] = found.pairs
    [told] = [c for c in (pair.shown_first, pair.shown_second) if c.first + c.second]
    assert CY.id == (pair.first if told.first else pair.second)


def test_8_nobody_endorses_words_that_were_changed_afterwards() -> None:
    """A card that replaces another takes over neither its votes nor who called it theirs."""
    newer = card("ann", "still water, for those who pay", supersedes=ANN.id)
    mine = Endorsement(
        **said("eve"),
        participant="eve",
        record=ANN.id,
        question="mine",
        answer="yes",
        asked_at=MOMENT,
    )
    votes = (vote("dee", ANN, CY, "first"),)

    found = built(Answers(cards=(ANN, newer, CY), endorsements=(mine,), votes=votes))

    assert {newer.id: 1, CY.id: 1} == {v.card: v.holders for v in found.graph.values}
    assert () == found.graph.pairs
    assert "out_of_scope" == found.uses[votes[0].id]
