"""The harness over invented people: when cards predict better than preferences, and when not."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from commonweal.documents import AttentionalPolicy, Counterfactuals, ValueCard, WiserVote
from commonweal.stewardship import (
    ANYWHERE,
    NOBODY_ACTS,
    BankArrays,
    ByCards,
    ManyPeopleProblem,
    ManyPeopleResult,
    OwnValues,
    PolicyLink,
    PopulationKind,
    Steward,
    bundled_bank,
    compare_on_many_people,
    draw_population,
)

MOMENT = "2026-01-01T00:00:00Z"
BANK = bundled_bank()


def compared(kind: PopulationKind, learned_from: int, **others: Any) -> ManyPeopleResult:
    problem = ManyPeopleProblem(
        bank=BANK, kind=kind, people=300, learned_from=learned_from, **others
    )
    return compare_on_many_people(problem, seed=11)


def owner(concerns: list[int], turned_in: int) -> OwnValues:
    """Return somebody with a card for each concern, wisest first, as records."""
    names = [BANK.concerns[position].name for position in concerns]
    cards = [
        ValueCard(
            title=name,
            policies=(
                AttentionalPolicy(text=name, evidence=Counterfactuals(if_another_way="yes")),
            ),
            contexts=(ANYWHERE,),
            confirmed=True,
            **said(name, language="en"),
        )
        for name in names
    ]
    contexts = [(ANYWHERE, 1)]
    contexts += [(BANK.concerns[turned_in].name, -1)] if turned_in >= 0 else []
    votes = [
        WiserVote(
            context=context,
            first=cards[one].id,
            second=cards[other].id,
            answer="first" if (one - other) * sign < 0 else "second",
            **said(f"{context} {one} {other}"),
        )
        for context, sign in contexts
        for one in range(len(cards))
        for other in range(len(cards))
        if one != other
    ]
    links = [
        PolicyLink(card=card.id, policy=0, concern=name)
        for card, name in zip(cards, names, strict=True)
    ]
    return OwnValues(owner="ada", cards=tuple(cards), links=tuple(links), votes=tuple(votes))


def said(slot: str, **others: str) -> dict[str, Any]:
    from commonweal.documents import sha256_hex

    nonce = sha256_hex(slot.encode())[:32]
    common = {"participant": "ada", "by": "ada", "origin": "synthetic", "said_at": MOMENT}
    return {**common, "nonce": nonce, **others}


@pytest.mark.parametrize("kind", ["cards", "contexts"])
def test_choosing_over_arrays_is_what_stewards_do(kind: PopulationKind) -> None:
    """For people of either kind, the fast way and the law of decisions act alike everywhere."""
    arrays = BankArrays.of(BANK)
    drawn = draw_population(arrays, kind, people=6, rng=np.random.default_rng(3)).cards
    acts = drawn.acts(arrays)

    for person in range(6):
        own = owner(drawn.concern[person].tolist(), int(drawn.turned_in[person]))
        cards = ByCards(steward=Steward(own, BANK, read_at=MOMENT))
        for position, situation in enumerate(BANK.situations):
            taken = acts[person, position]
            expected = None if taken == NOBODY_ACTS else situation.options[taken].name
            assert expected == cards.predict(situation).option, (person, situation.name)


@pytest.mark.parametrize("kind", ["cards", "contexts"])
def test_cards_predict_people_who_live_by_cards_from_little(kind: PopulationKind) -> None:
    """With twelve choices to learn from, preferences are further off, also when as bold."""
    found = compared(kind, 12)

    cards, preferences = found.score("cards"), found.score("preferences, as bold")
    assert 0.85 < cards.right
    assert preferences.high < cards.low


def test_preferences_predict_people_who_add_up_once_they_know_enough() -> None:
    """With few choices cards are ahead; with forty, preferences that are as bold are."""
    few, many = compared("adding", 4, misread=0.2), compared("adding", 40, misread=0.2)

    assert few.score("preferences, as bold").high < few.score("cards").low
    assert many.score("cards").high < many.score("preferences, as bold").low


def test_cards_that_were_misread_lose_what_they_have_ahead() -> None:
    """If most of the links are wrong, preferences that learned from two dozen choices are ahead."""
    right, wrong = compared("cards", 24), compared("cards", 24, misread=0.6)

    assert wrong.score("cards").high < right.score("cards").low
    assert wrong.score("cards").right < wrong.score("preferences, as bold").right


@pytest.mark.parametrize("kind", ["cards", "contexts", "adding", "coin"])
def test_shuffled_cards_are_right_by_chance(kind: PopulationKind) -> None:
    """Links exchanged at random give what a coin gives on situations of the same size."""
    found = compared(kind, 6)

    shuffled, coin = found.score("shuffled cards"), found.score("coin")
    assert abs(shuffled.right - coin.right) < 0.05


def test_nothing_predicts_people_who_toss_a_coin() -> None:
    """Neither cards nor preferences do better than chance where there is nothing to know."""
    found = compared("coin", 24)

    assert abs(found.score("cards").right - found.score("coin").right) < 0.05
    assert abs(found.score("preferences").right - found.score("coin").right) < 0.05


def test_the_same_seed_gives_the_same_numbers() -> None:
    """Another seed gives other ones."""
    problem = ManyPeopleProblem(bank=BANK, kind="cards", people=20)

    one = compare_on_many_people(problem, seed=5)

    assert one == compare_on_many_people(problem, seed=5)
    assert one.scores != compare_on_many_people(problem, seed=6).scores


def test_more_situations_than_there_are_cannot_be_asked_about() -> None:
    """What is learned from and what is held out have to fit into the bank."""
    with pytest.raises(ValueError, match="60 learned from and 12 held out, of 52"):
        compared("cards", 60)
