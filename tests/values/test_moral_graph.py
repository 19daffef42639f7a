"""From people's records to the moral graph: merging, holders, complaints."""

from __future__ import annotations

from commonweal.documents import (
    Complaint,
    Endorsement,
    MinorityFloor,
    Participant,
    StratumValue,
    Thresholds,
    ValueCard,
)
from commonweal.values import (
    Answers,
    merge_cards,
    publish_considerations,
)

from .graph_answers import (
    MOMENT,
    build,
    build_result,
    card,
    judged,
    said,
    study,
    vote,
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
