"""Which votes stand in the moral graph, with transitions and stakes, and which came together."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import given, settings, strategies as st

from commonweal.documents import (
    Outweighs,
    Transition,
    ValueCard,
)
from commonweal.values import (
    Answers,
    build_moral_graph,
)

from .graph_answers import (
    CONTEXTS,
    MOMENT,
    build,
    card,
    judged,
    said,
    study,
    vote,
)


class TestVotes:
    """Which votes stand, and how they are counted."""

    def test_contexts_are_not_pooled(self, ann: ValueCard, bob: ValueCard) -> None:
        """One person judges one pair in two contexts, and each context has its own counts."""
        votes = (
            vote("ann", ann, bob, "first"),
            vote("ann", ann, bob, "second", context="flood"),
        )

        pairs = build(Answers(cards=(ann, bob), votes=votes)).pairs

        assert ["drought", "flood"] == [pair.context for pair in pairs]

    def test_answers_are_mirrored_into_the_pairs_own_order(
        self, ann: ValueCard, bob: ValueCard
    ) -> None:
        """A vote for one card counts for it in whichever order it was shown."""
        low, high = sorted((ann, bob), key=lambda entry: entry.id)
        votes = (vote("p", low, high, "first"), vote("q", high, low, "second"))

        (pair,) = build(Answers(cards=(ann, bob), votes=votes)).pairs

        assert (1, 0, 1, 0) == (
            pair.shown_first.first,
            pair.shown_first.second,
            pair.shown_second.first,
            pair.shown_second.second,
        )

    def test_a_vote_is_superseded(self, ann: ValueCard, bob: ValueCard) -> None:
        """A later vote that names the earlier one stands in its place."""
        earlier = vote("p", ann, bob, "first")
        later = vote("p", bob, ann, "first", supersedes=earlier.id)

        result = build_moral_graph(
            Answers(cards=(ann, bob), votes=(earlier, later)),
            study=study(),
            contexts=CONTEXTS,
            by="commonweal",
            said_at=MOMENT,
            rng=np.random.default_rng(1),
        )

        assert ("superseded", "used") == (result.uses[earlier.id], result.uses[later.id])

    def test_votes_within_one_value_are_out_of_scope(self, ann: ValueCard, bob: ValueCard) -> None:
        """A vote between two cards that are one value says nothing and is counted as such."""
        answers = Answers(
            cards=(ann, bob),
            same_values=(judged("ann", ann, bob, "same"), judged("bob", ann, bob, "same")),
            votes=(vote("p", ann, bob, "first"),),
        )

        result = build_moral_graph(
            answers,
            study=study(),
            contexts=CONTEXTS,
            by="commonweal",
            said_at=MOMENT,
            rng=np.random.default_rng(1),
        )

        assert "out_of_scope" == result.uses[answers.votes[0].id]

    @settings(max_examples=25, deadline=None)
    @given(st.randoms(use_true_random=False))
    def test_order_of_records_does_not_matter(self, random: Any) -> None:
        """The same records in any order give the same graph, byte for byte."""
        cards = [card(name, f"value {name}") for name in ("ann", "bob", "cy")]
        votes = [
            vote(f"p{number}", *random.sample(cards, 2), random.choice(["first", "second"]))
            for number in range(40)
        ]
        before = build(Answers(cards=tuple(cards), votes=tuple(votes)))
        random.shuffle(votes)
        random.shuffle(cards)

        after = build(Answers(cards=tuple(cards), votes=tuple(votes)))

        assert before.content() == after.content()


class TestTransitionsAndStakes:
    """What transitions cover, and what outweighs what."""

    def test_a_transition_whose_reverse_holds_covers_nothing(
        self, ann: ValueCard, bob: ValueCard
    ) -> None:
        """Only a move whose way back was asked about and denied says what is covered."""
        moves = tuple(
            Transition(
                **said("ann"),
                participant="ann",
                context="drought",
                from_card=ann.id,
                to_card=bob.id,
                ground="omission",
                covers=(0,),
                told="I used to listen only.",
                reverse_asked=True,
                reverse_holds=answer,
            )
            for answer in ("yes", "unsure", "no")
        )

        graph = build(Answers(cards=(ann, bob), transitions=moves))

        assert [moves[2].id] == [coverage.record for coverage in graph.transitions]

    def test_stakes_are_counted_both_ways(self, ann: ValueCard, bob: ValueCard) -> None:
        """The same comparison of stakes said the other way round is counted as the reverse."""
        records = tuple(
            Outweighs(
                **said(person),
                participant=person,
                context="drought",
                card=one.id,
                stake=stake,
                over_card=other.id,
                over_stake=over,
            )
            for person, one, stake, other, over in (
                ("p", ann, "slight", bob, "grave"),
                ("q", ann, "slight", bob, "grave"),
                ("r", bob, "grave", ann, "slight"),
            )
        )

        (counts,) = build(Answers(cards=(ann, bob), outweighs=records)).outweighs

        assert {(ann.id, "slight"): (2, 1), (bob.id, "grave"): (1, 2)}[
            counts.card, counts.stake
        ] == (
            counts.agree,
            counts.reverse,
        )


class TestCoordination:
    """Answers that may be coordinated are shown and kept."""

    @staticmethod
    def crowd(ann: ValueCard, bob: ValueCard, *, brigade: int) -> Answers:
        """Return sixty divided people, and a brigade for the first card."""
        votes = []
        for number in range(60):
            order = (ann, bob) if number % 2 else (bob, ann)
            wanted = ann if number % 4 < 2 else bob
            at = f"2026-03-{1 + number % 28:02}T{number % 24:02}:30:00Z"
            answer = "first" if order[0] is wanted else "second"
            votes.append(vote(f"p{number}", *order, answer, at=at))
        for number in range(brigade):
            at = f"2026-04-02T10:{number % 60:02}:00Z"
            votes.append(vote(f"b{number}", ann, bob, "first", at=at))
        return Answers(cards=(ann, bob), votes=tuple(votes))

    def test_a_planted_brigade_is_shown(self, ann: ValueCard, bob: ValueCard) -> None:
        """Forty accounts that answer alike within the hour are shown, with what they push."""
        graph = build(self.crowd(ann, bob, brigade=40))

        assert [(ann.id, 40)] == [(found.card, found.people) for found in graph.coordination]

    def test_nobody_is_accused_where_people_answer_apart(
        self, ann: ValueCard, bob: ValueCard
    ) -> None:
        """The same crowd without the brigade raises no alarm."""
        assert () == build(self.crowd(ann, bob, brigade=0)).coordination

    def test_nothing_is_removed(self, ann: ValueCard, bob: ValueCard) -> None:
        """Suspected answers are counted like all others."""
        (pair,) = build(self.crowd(ann, bob, brigade=40)).pairs

        total = sum(
            getattr(counts, answer)
            for counts in (pair.shown_first, pair.shown_second)
            for answer in ("first", "second")
        )
        assert 100 == total
