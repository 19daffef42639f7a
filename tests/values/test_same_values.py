"""Whom to ask whether cards are one value, how far people agree, and what hangs on it."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from itertools import count
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from commonweal.documents import (
    AttentionalPolicy,
    Context,
    Participant,
    SameValue,
    StratumValue,
    Thresholds,
    ValueCard,
    WiserVote,
)
from commonweal.values import (
    Answers,
    SameValueQuestion,
    SameValues,
    TextSimilarity,
    solve_merge_sensitivity,
)

numbers = count(1)
CONTEXTS = (
    Context(
        by="convener",
        origin="synthetic",
        said_at="2026-01-01T00:00:00Z",
        name="dry",
        text="when it is dry",
    ),
)


def said(person: str, day: int = 1) -> dict[str, Any]:
    return {
        "by": person,
        "origin": "synthetic",
        "said_at": f"2026-03-{day:02}T09:00:00Z",
        "nonce": f"{next(numbers):032x}",
    }


def card(owner: str, *policies: str) -> ValueCard:
    return ValueCard(
        **said(owner),
        participant=owner,
        title=policies[0],
        policies=tuple(AttentionalPolicy(text=text) for text in policies),
        contexts=("dry",),
        confirmed=True,
    )


def judged(
    judge: str, first: ValueCard, second: ValueCard, verdict: str = "same", **more: Any
) -> Any:
    return SameValue(
        **{**said(judge), **more}, first=first.id, second=second.id, judge=judge, verdict=verdict
    )


def person(name: str, side: str = "east") -> Participant:
    return Participant(
        **said(name), participant=name, strata=(StratumValue(stratum="side", value=side),)
    )


def vote(name: str, first: ValueCard, second: ValueCard, answer: str) -> WiserVote:
    return WiserVote(
        **said(name),
        participant=name,
        context="dry",
        first=first.id,
        second=second.id,
        answer=answer,
    )


ANN = card("ann", "SIGNS that a patient is afraid", "TIME that a patient needs")
BOB = card("bob", "SIGNS that patients are afraid", "TIME that patients need")
CY = card("cy", "TURNS at the water that all can see")
PEOPLE = ("ann", "bob", "cy", "dee", "eve", "fay", "gus")


def same_values(*judgements: SameValue, **more: Any) -> SameValues:
    people = tuple(person(name) for name in PEOPLE)
    cards = more.pop("cards", (ANN, BOB, CY))
    answers = Answers(
        participants=more.pop("participants", people),
        cards=cards,
        same_values=judgements,
        **more,
    )
    return SameValues.of(answers)


def asked(found: SameValues, **options: Any) -> list[tuple[str, str]]:
    return [(q.participant, q.asked_as) for q in found.questions(**options)]


def test_owners_are_asked_first() -> None:
    """Of a candidate both owners are asked; nobody else before the owners had their time."""
    assert [("ann", "owner"), ("bob", "owner")] == asked(same_values())


def test_judges_are_asked_where_owners_have_not_merged() -> None:
    """Three people who own neither card, and the owners still."""
    roles = Counter(role for _, role in asked(same_values(judged("ann", ANN, BOB)), judges=True))

    assert {"owner": 1, "judge": 3} == roles


@pytest.mark.parametrize(
    "judgements",
    [
        (judged("ann", ANN, BOB, "different"),),
        (judged("ann", ANN, BOB), judged("bob", ANN, BOB)),
    ],
)
def test_what_owners_settled_is_not_asked_again(judgements: tuple[SameValue, ...]) -> None:
    """An owner's no ends it, and so do two yeses."""
    assert [] == asked(same_values(*judgements), judges=True)


def test_a_models_word_is_no_answer() -> None:
    """Whoever a model spoke for is still asked."""
    found = same_values(judged("ann", ANN, BOB, origin="model"))

    assert [("ann", "owner"), ("bob", "owner")] == asked(found)


@pytest.mark.parametrize("origin", ["model", "synthetic"])
def test_a_pair_that_somebody_proposed_is_asked_about(origin: str) -> None:
    """What a model or another person calls the same is put to the owners, alike or not."""
    found = same_values(judged("gus", ANN, CY, origin=origin))

    assert {("ann", "owner"), ("cy", "owner")} <= {
        (q.participant, q.asked_as) for q in found.questions() if CY.id in {q.first, q.second}
    }


def test_judges_are_not_asked_for_a_groups_last_value() -> None:
    """Where judges could merge nothing, their time is not taken."""
    people = (person("bob", "west"), *(person(name) for name in PEOPLE if name != "bob"))
    judges = (judged("dee", ANN, BOB), judged("eve", ANN, BOB))

    found = same_values(*judges, participants=people)

    assert "last_of_a_group" == found.merged.pairs[0].outcome
    assert [("ann", "owner"), ("bob", "owner")] == asked(found, judges=True)


def test_nobody_is_shown_a_card_that_may_not_be_quoted() -> None:
    """Its owner is asked, and sees the other's card; the other owner and judges are not."""
    found = same_values(not_quoted=frozenset({ANN.id}))

    assert [("ann", "owner")] == asked(found, judges=True)


def test_a_question_tells_nothing_that_would_sway() -> None:
    """It has neither a similarity nor others' answers."""
    assert {"participant", "asked_as", "first", "second"} == set(
        SameValueQuestion.__dataclass_fields__
    )


@settings(max_examples=40, deadline=None)
@given(st.integers(2, 12), st.integers(0, 3))
def test_orders_are_balanced_and_nobody_is_asked_twice(cards: int, answered: int) -> None:
    """For each pair the two orders differ by at most one, and judges own neither card."""
    own = [card(f"p{n}", "SIGNS that a patient is afraid") for n in range(cards)]
    people = tuple(person(f"p{n}") for n in range(cards + 4))
    words = [judged(f"p{cards + n}", own[0], own[1]) for n in range(answered)]

    found = same_values(*words, cards=tuple(own), participants=people)
    questions = found.questions(judges=True)

    orders = Counter((question.first, question.second) for question in questions)
    orders.update((word.first, word.second) for word in words)
    assert all(
        abs(times - orders[second, first]) <= max(1, answered)
        for (first, second), times in orders.items()
    )
    assert len(questions) == len(
        {(q.participant, frozenset((q.first, q.second))) for q in questions}
    )
    assert all(
        (q.asked_as == "owner")
        == (q.participant in {found.cards[c].participant for c in (q.first, q.second)})
        for q in questions
    )


def test_agreement_is_counted_over_pairs_and_over_owners() -> None:
    """By hand: owners call three of four the same; on two of three pairs judges say as they do."""
    dan = card("dee", "GRAIN that decides the shape")
    words = (
        *(judged(name, ANN, BOB) for name in ("ann", "bob", "cy", "eve")),
        *(judged(name, ANN, CY, "different") for name in ("ann", "eve", "fay")),
        judged("gus", ANN, CY),
        judged("bob", BOB, dan),
        *(judged(name, BOB, dan, "different") for name in ("eve", "fay")),
    )

    found = same_values(*words, cards=(ANN, BOB, CY, dan)).agreement()

    assert (3, 1) == (found.owners_same, found.owners_different)
    assert (2, 3) == (found.pairs_agreed, found.pairs_compared)
    assert found.same_share is not None
    assert Fraction(3, 4) == found.same_share.middle


def test_the_published_share_of_owners_has_a_wide_interval() -> None:
    """33 of 43, as published: 76.7 %, and anything from 62 to 87 %."""
    words = [
        word
        for number in range(43)
        for one in [card(f"a{number}", f"SIGNS {number}")]
        for other in [card(f"b{number}", f"TURNS {number}")]
        for word in [(one, other, "same" if number < 33 else "different")]
    ]

    found = same_values(
        *(judged(one.participant, one, other, verdict) for one, other, verdict in words),
        cards=tuple(each for one, other, _ in words for each in (one, other)),
    )

    share = found.agreement().same_share
    assert share is not None
    assert (0.623, 0.767, 0.869) == tuple(
        round(float(end), 3) for end in (share.low, share.middle, share.high)
    )


# --- What hangs on it


def voted() -> tuple[WiserVote, ...]:
    """Have eight people hold Cy's card wiser than Ann's, and eight than Bob's: two thin pairs."""
    return tuple(
        vote(f"v{n}", *((one, CY) if n % 2 else (CY, one)), "second" if n % 2 else "first")
        for start, one in ((0, ANN), (8, BOB))
        for n in range(start, start + 8)
    )


def sensitivity(*judgements: SameValue, at: tuple[float, ...] = (0.9, 0.3)) -> Any:
    answers = Answers(
        participants=tuple(person(name) for name in PEOPLE),
        cards=(ANN, BOB, CY),
        same_values=judgements,
        votes=voted(),
    )
    found = SameValues.of(answers, TextSimilarity(threshold=0.2))
    return solve_merge_sensitivity(
        found, answers, contexts=CONTEXTS, decide=Thresholds(), thresholds=at
    )


def test_a_merge_can_make_a_verdict() -> None:
    """Two thin pairs of eight answers are one accepted pair of sixteen, if the cards are one."""
    base, high, low = sensitivity().value

    assert (3, 0, 0) == (base.values, base.accepted, base.assumed)
    assert (3, 0, 0) == (high.values, high.accepted, high.assumed)
    assert (2, 1, 1) == (low.values, low.accepted, low.assumed)
    assert {"dry": (CY.id,)} == low.top


def test_thresholds_below_which_nothing_was_sought_are_not_tried() -> None:
    """Candidates were sought from 0.2 on: that less would change as little is not known."""
    found = sensitivity(at=(0.9, 0.2, 0.1))

    assert [None, 0.9, 0.2] == [row.threshold for row in found.value]
    assert 0.2 == found.sought_from


def test_what_an_owner_said_stands_in_a_what_if() -> None:
    """No threshold merges cards that an owner calls different."""
    rows = sensitivity(judged("ann", ANN, BOB, "different")).value

    assert {3} == {row.values for row in rows}


def test_a_what_if_changes_nothing() -> None:
    """The first row is the graph as it is, whatever thresholds are tried."""
    assert sensitivity(at=(0.3,)).value[0] == sensitivity(at=()).value[0]


def test_accepted_pairs_are_accounted_for() -> None:
    """Every pair accepted as it is is kept, merged away, or lost."""
    words = (judged("ann", ANN, BOB), judged("bob", ANN, BOB))

    for row in sensitivity(*words).value:
        assert 1 == row.kept + row.merged_away + row.lost
        assert 1.0 == pytest.approx(row.tau["dry"])
