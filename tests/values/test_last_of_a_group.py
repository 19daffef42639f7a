"""What independent judges may merge: anything but the last value that is a group's own."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings, strategies as st

from commonweal.documents import AttentionalPolicy, SameValue, ValueCard
from commonweal.values import Merged, merge_cards

MOMENT = "2026-03-01T09:00:00Z"


def card(owner: str, number: int) -> ValueCard:
    return ValueCard(
        participant=owner,
        title=f"card {number}",
        policies=(AttentionalPolicy(text="SIGNS of rain"),),
        contexts=("dry",),
        confirmed=True,
        nonce=f"{number:032x}",
        by=owner,
        origin="synthetic",
        said_at=MOMENT,
    )


def same(first: ValueCard, second: ValueCard, *judges: str) -> list[SameValue]:
    return [
        SameValue(
            first=first.id,
            second=second.id,
            judge=judge,
            verdict="same",
            nonce="0" * 32,
            by=judge,
            origin="synthetic",
            said_at=MOMENT,
        )
        for judge in judges
    ]


def merged_of(
    cards: Sequence[ValueCard], judgements: Sequence[SameValue], **side: str
) -> tuple[Merged, dict[tuple[str, str], str]]:
    """Return what merging gives where people stand on these sides, with each pair's outcome."""
    found = merge_cards(
        {each.id: each for each in cards},
        judgements,
        strata={person: {"side": value} for person, value in side.items()},
    )
    return found, {(pair.first, pair.second): pair.outcome for pair in found.pairs}


ANN, BOB, CY, CY2 = card("ann", 1), card("bob", 2), card("cy", 3), card("cy", 4)


def pair(first: ValueCard, second: ValueCard) -> tuple[str, str]:
    return (min(first.id, second.id), max(first.id, second.id))


def test_judges_do_not_take_a_groups_only_value() -> None:
    """Cy alone stands in the west; nobody but Cy can merge the west's one value away."""
    judges = same(ANN, CY, *(f"judge{number}" for number in range(50)))

    merged, outcomes = merged_of([ANN, BOB, CY], judges, ann="east", bob="east", cy="west")

    assert merged.of(ANN.id) != merged.of(CY.id)
    assert {pair(ANN, CY): "last_of_a_group"} == outcomes


def test_its_owner_can_merge_a_groups_only_value() -> None:
    """What owners say of their own cards is theirs to say, whatever group they stand in."""
    merged, outcomes = merged_of(
        [ANN, BOB, CY], same(ANN, CY, "ann", "cy"), ann="east", bob="east", cy="west"
    )

    assert merged.of(ANN.id) == merged.of(CY.id)
    assert {pair(ANN, CY): "merged_by_owners"} == outcomes


def test_values_are_not_taken_from_a_group_one_by_one() -> None:
    """Of the west's two values judges may merge one away, and then the other is its last."""
    judges = [*same(ANN, CY, "dee", "eve"), *same(BOB, CY2, "dee", "eve")]

    _, outcomes = merged_of(
        [ANN, BOB, card("bob", 5), CY, CY2], judges, ann="east", bob="east", cy="west"
    )

    assert ["last_of_a_group", "merged_by_judges"] == sorted(outcomes.values())


def test_judges_may_merge_within_a_group() -> None:
    """Two cards of one group are still its own when they are one value."""
    merged, _ = merged_of([CY, CY2], same(CY, CY2, "dee", "eve"), cy="west", dee="east")

    assert merged.of(CY.id) == merged.of(CY2.id)


@pytest.mark.parametrize(
    ("for_it", "against", "outcome"),
    [
        (1, 0, "not_enough"),
        (2, 0, "merged_by_judges"),
        (2, 1, "merged_by_judges"),
        (2, 2, "not_enough"),
        (2, 3, "not_enough"),
        (3, 2, "merged_by_judges"),
    ],
)
def test_two_judges_and_most_of_them_are_needed(for_it: int, against: int, outcome: str) -> None:
    """Where owners are silent at least two say "same", and more of them than say "different"."""
    judges = [
        *same(ANN, CY, *(f"for{number}" for number in range(for_it))),
        *(
            word.model_copy(update={"verdict": "different"})
            for word in same(ANN, CY, *(f"against{number}" for number in range(against)))
        ),
    ]

    _, outcomes = merged_of([ANN, CY], judges)

    assert {pair(ANN, CY): outcome} == outcomes


def test_judgements_of_cards_that_are_not_in_use_are_passed_over() -> None:
    """Cy's card was replaced or taken back since: what was said of it merges nothing."""
    merged, outcomes = merged_of([ANN, BOB], same(ANN, CY, "dee", "eve"))

    assert ({}, 2) == (outcomes, len(merged.members))


def test_people_of_no_declared_group_are_not_guarded() -> None:
    """Which groups there are is for the study to declare: without one, judges may merge."""
    merged, _ = merged_of([ANN, CY], same(ANN, CY, "dee", "eve"))

    assert merged.of(ANN.id) == merged.of(CY.id)


@st.composite
def worlds(draw: st.DrawFn) -> tuple[list[ValueCard], list[SameValue], dict[str, str]]:
    people = ["ann", "bob", "cy", "dee"]
    side = {person: draw(st.sampled_from(["east", "west", "north"])) for person in people}
    cards = [card(draw(st.sampled_from(people)), n) for n in range(draw(st.integers(2, 6)))]
    couples = st.lists(st.sampled_from(cards), min_size=2, max_size=2, unique=True)
    judgements = []
    for first, second in draw(st.lists(couples, max_size=12)):
        others = {"x", "y"} if draw(st.booleans()) else {first.participant, second.participant}
        judgements += same(first, second, *sorted(others))
    return cards, judgements, side


@settings(max_examples=300, deadline=None)
@given(worlds())
def test_every_group_keeps_a_value_that_no_outsider_gave_it(
    world: tuple[list[ValueCard], list[SameValue], dict[str, str]],
) -> None:
    """Some value of each group is made of cards that owners joined, or of the group's alone."""
    cards, judgements, side = world
    by_owners = [word for word in judgements if word.judge in {"ann", "bob", "cy", "dee"}]
    owner = {each.id: each.participant for each in cards}

    merged, _ = merged_of(cards, judgements, **side)
    owners_only, _ = merged_of(cards, by_owners, **side)

    for group in {side[person] for person in owner.values()}:
        # A value of the group before judges spoke, and whether it is all that it was joined to.
        kept = [
            members
            for members in merged.members.values()
            if all(
                any(side[owner[mate]] == group for mate in owners_only.members[before])
                for before in {owners_only.representative[member] for member in members}
            )
        ]
        assert kept


@settings(max_examples=100, deadline=None)
@given(worlds(), st.randoms())
def test_the_order_of_judgements_does_not_matter(
    world: tuple[list[ValueCard], list[SameValue], dict[str, str]], shuffle: object
) -> None:
    """The same judgements in any order merge the same cards for the same reasons."""
    cards, judgements, side = world
    turned = [*judgements]
    shuffle.shuffle(turned)  # type: ignore[attr-defined]

    assert merged_of(cards, judgements, **side) == merged_of(cards, turned, **side)
