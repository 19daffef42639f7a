"""From people's records to the moral graph: merging, holders, standing votes, coordination."""

from __future__ import annotations

import hashlib
from itertools import count
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from commonweal.documents import (
    AttentionalPolicy,
    Complaint,
    Context,
    Counterfactuals,
    Endorsement,
    MinorityFloor,
    MoralGraph,
    Outweighs,
    Participant,
    SameValue,
    StratumDeclaration,
    StratumValue,
    Study,
    Thresholds,
    Transition,
    ValueCard,
    WiserVote,
)
from commonweal.values import (
    Answers,
    GraphResult,
    build_moral_graph,
    merge_cards,
    publish_considerations,
)

MOMENT = "2026-03-01T09:00:00Z"
numbers = count()


def said(person: str, *, at: str = MOMENT) -> dict[str, Any]:
    """Return the fields that every record of a synthetic person has."""
    nonce = hashlib.sha256(f"{person}{next(numbers)}".encode()).hexdigest()[:32]
    return {"by": person, "origin": "synthetic", "said_at": at, "nonce": nonce}


def card(person: str, title: str, **fields: Any) -> ValueCard:
    return ValueCard(
        **said(person),
        participant=person,
        title=title,
        policies=(
            AttentionalPolicy(
                text=f"MOMENTS of {title}", evidence=Counterfactuals(if_another_way="yes")
            ),
        ),
        contexts=("drought",),
        confirmed=fields.pop("confirmed", True),
        **fields,
    )


def vote(person: str, first: ValueCard, second: ValueCard, answer: str, **fields: Any) -> WiserVote:
    at = fields.pop("at", MOMENT)
    return WiserVote(
        **said(person, at=at),
        participant=person,
        context=fields.pop("context", "drought"),
        first=first.id,
        second=second.id,
        answer=answer,
        **fields,
    )


def judged(
    judge: str, first: ValueCard, second: ValueCard, verdict: str, **fields: Any
) -> SameValue:
    return SameValue(
        **{**said(judge), **fields}, first=first.id, second=second.id, judge=judge, verdict=verdict
    )


def people(*names: str, **strata: str) -> tuple[Participant, ...]:
    return tuple(
        Participant(
            **said(name),
            participant=name,
            strata=tuple(StratumValue(stratum=key, value=value) for key, value in strata.items()),
        )
        for name in names
    )


def study(**fields: Any) -> Study:
    return Study(
        by="convener",
        origin="synthetic",
        said_at=MOMENT,
        name="brook",
        title="Brook",
        question="What now?",
        synthetic=True,
        strata=(StratumDeclaration(name="side", title="Side", values=("up", "down")),),
        read_at="2026-06-01T00:00:00Z",
        **fields,
    )


CONTEXTS = tuple(
    Context(by="convener", origin="synthetic", said_at=MOMENT, name=name, text=f"when {name}")
    for name in ("drought", "flood")
)


def build(answers: Answers, **fields: Any) -> MoralGraph:
    return build_result(answers, **fields).graph


def build_result(answers: Answers, **fields: Any) -> GraphResult:
    return build_moral_graph(
        answers,
        study=study(**fields),
        contexts=CONTEXTS,
        by="commonweal",
        said_at=MOMENT,
        rng=np.random.default_rng(1),
    )


@pytest.fixture(name="ann")
def _ann() -> ValueCard:
    return card("ann", "quiet water")


@pytest.fixture(name="bob")
def _bob() -> ValueCard:
    return card("bob", "still pools")


@pytest.fixture(name="cy")
def _cy() -> ValueCard:
    return card("cy", "full nets")


def by_id(*cards: ValueCard) -> dict[str, ValueCard]:
    return {entry.id: entry for entry in cards}


class TestMerging:
    """Which cards are one value."""

    def test_owners_merge(self, ann: ValueCard, bob: ValueCard) -> None:
        """Two cards are one value when the owner of each says so; the smaller id represents it."""
        judgements = [judged("ann", ann, bob, "same"), judged("bob", bob, ann, "same")]

        merged = merge_cards(by_id(ann, bob), judgements)

        assert merged.of(ann.id) == merged.of(bob.id) == min(ann.id, bob.id)

    def test_one_owner_is_not_enough(self, ann: ValueCard, bob: ValueCard) -> None:
        """A card is never merged on the word of the other card's owner alone."""
        merged = merge_cards(by_id(ann, bob), [judged("ann", ann, bob, "same")])

        assert merged.of(ann.id) != merged.of(bob.id)

    def test_judges_merge_where_owners_are_silent(self, ann: ValueCard, bob: ValueCard) -> None:
        """Two independent people merge two cards whose owners said nothing."""
        judgements = [judged(judge, ann, bob, "same") for judge in ("dee", "eve")]

        merged = merge_cards(by_id(ann, bob), judgements)

        assert merged.of(ann.id) == merged.of(bob.id)

    def test_an_owner_outweighs_any_number_of_judges(self, ann: ValueCard, bob: ValueCard) -> None:
        """A small group's only value is not merged away against its owner."""
        judges = [judged(f"judge{number}", ann, bob, "same") for number in range(50)]

        merged = merge_cards(by_id(ann, bob), [*judges, judged("bob", ann, bob, "different")])

        assert merged.of(ann.id) != merged.of(bob.id)

    def test_models_only_propose(self, ann: ValueCard, bob: ValueCard) -> None:
        """Models' judgements merge nothing, however many there are."""
        judgements = [judged(f"model{n}", ann, bob, "same", origin="model") for n in range(9)]

        merged = merge_cards(by_id(ann, bob), judgements)

        assert merged.of(ann.id) != merged.of(bob.id)

    def test_an_owners_no_blocks_the_way_round(
        self, ann: ValueCard, bob: ValueCard, cy: ValueCard
    ) -> None:
        """Two cards that an owner holds apart are not joined through a third."""
        judgements = [
            *(judged(judge, ann, bob, "same") for judge in ("dee", "eve")),
            *(judged(judge, bob, cy, "same") for judge in ("dee", "eve")),
            judged("ann", ann, cy, "different"),
        ]

        merged = merge_cards(by_id(ann, bob, cy), judgements)

        assert merged.of(ann.id) != merged.of(cy.id)

    def test_merging_is_reversible(self, ann: ValueCard, bob: ValueCard) -> None:
        """Without the judgements the same cards are apart again."""
        judgements = [judged("ann", ann, bob, "same"), judged("bob", bob, ann, "same")]
        cards = by_id(ann, bob)

        together, apart = merge_cards(cards, judgements), merge_cards(cards, [])

        assert (1, 2) == (len(together.members), len(apart.members))

    def test_a_card_that_may_be_quoted_represents_its_value(
        self, ann: ValueCard, bob: ValueCard
    ) -> None:
        """Where the first card's words may not be published, another one's are."""
        judgements = [judged("ann", ann, bob, "same"), judged("bob", bob, ann, "same")]
        first, second = sorted(by_id(ann, bob))

        merged = merge_cards(by_id(ann, bob), judgements, not_quoted={first})
        neither = merge_cards(by_id(ann, bob), judgements, not_quoted={first, second})

        assert {second: (second, first)} == merged.members
        assert {first: (first, second)} == neither.members


class TestHolders:
    """Who holds a value, and what of it is published."""

    def test_small_groups_are_not_named(self, ann: ValueCard) -> None:
        """A group of fewer than k holders appears nowhere in what is published."""
        names = [f"p{number}" for number in range(7)]
        endorsements = tuple(
            Endorsement(
                **said(name),
                participant=name,
                record=ann.id,
                question="mine",
                answer="yes",
                asked_at=MOMENT,
            )
            for name in names
        )
        answers = Answers(
            participants=(*people("ann", *names[:3], side="up"), *people(*names[3:], side="down")),
            cards=(ann,),
            endorsements=endorsements,
        )

        (value,) = build(answers, thresholds=Thresholds(k=4)).values

        assert (8, [("up", 4), ("down", 4)]) == (
            value.holders,
            [(group.value, group.count) for group in value.strata][::-1],
        )

        (value,) = build(answers, thresholds=Thresholds(k=5)).values

        assert () == value.strata

    def test_a_minority_floor_is_met_without_naming_numbers(self, ann: ValueCard) -> None:
        """A floor of one holder in a small group is met, and the group's size stays unsaid."""
        floor = MinorityFloor(stratum="side", value="up", min_holders=1)
        answers = Answers(participants=people("ann", side="up"), cards=(ann,))

        (value,) = build(answers, thresholds=Thresholds(minority_floors=(floor,))).values

        assert ((floor,), ()) == (value.floors_met, value.strata)

    def test_a_later_no_ends_holding(self, ann: ValueCard) -> None:
        """Of several answers of one person on one card the last counts."""
        answers = Answers(
            participants=people("ann", "zed"),
            cards=(ann,),
            endorsements=tuple(
                Endorsement(
                    **said("zed"),
                    participant="zed",
                    record=ann.id,
                    question="mine",
                    answer=answer,
                    asked_at=at,
                )
                for answer, at in (("no", "2026-05-01T00:00:00Z"), ("yes", MOMENT))
            ),
        )

        (value,) = build(answers).values

        assert 1 == value.holders

    def test_unconfirmed_cards_count_for_nothing(self) -> None:
        """A card that its author did not confirm is no value."""
        assert () == build(Answers(cards=(card("ann", "draft", confirmed=False),))).values

    def test_no_pseudonym_is_published(self, ann: ValueCard, bob: ValueCard) -> None:
        """No pseudonym and no nonce occurs anywhere in the published graph."""
        votes = tuple(vote(f"person{n}", ann, bob, "first") for n in range(30))
        answers = Answers(
            participants=people("ann", "bob", *(f"person{n}" for n in range(30)), side="up"),
            cards=(ann, bob),
            votes=votes,
        )

        text = str(build(answers).content())

        assert not [
            word for word in ("'ann'", "person1", ann.nonce, votes[0].nonce) if word in text
        ]

    def test_words_of_who_is_not_quoted_are_withheld(self, ann: ValueCard) -> None:
        """The value is published with its natures and holders, and without title or texts."""
        (open_,) = build(Answers(cards=(ann,))).values
        (value,) = build(Answers(cards=(ann,), not_quoted=frozenset({ann.id}))).values

        assert (f"not quoted ({ann.id[11:19]})", 1) == (value.title, value.holders)
        assert {"not quoted"} == {policy.text for policy in value.policies}
        assert [p.nature for p in open_.policies] == [p.nature for p in value.policies]


class TestComplaints:
    """What is published of complaints."""

    def test_grounds_of_who_is_not_quoted_are_numbered(self) -> None:
        """Two grounds stay two complaints, and one that anybody quotable names keeps its words."""
        grounds = ("wells", "wells", "noise", "dust")
        complaints = tuple(
            Complaint(
                by=f"p{number}",
                origin="synthetic",
                said_at=MOMENT,
                standpoint="neighbour",
                principle="dig",
                ground=ground,
                grade=number,
                nonce=f"{number:032x}",
            )
            for number, ground in enumerate(grounds)
        )
        silent = frozenset(complaint.id for complaint in complaints[1:])
        answers = Answers(complaints=complaints, not_quoted=silent)
        result = build_result(answers)

        published = publish_considerations("any", answers, result, study=study()).complaints

        assert [
            ("not quoted (1)", 3),
            ("not quoted (2)", 2),
            ("wells", 0),
            ("wells", 1),
        ] == sorted((complaint.told, complaint.grade) for complaint in published)


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
