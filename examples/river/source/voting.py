"""Votes on which of two values is wiser: conviction, noise, the order shown, and a brigade."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from source.cards import DOUBLES
from source.draws import Draws
from source.people import Person
from source.planted import (
    ACCEPTED,
    AMBIVALENT,
    BOTH_NEEDED,
    BRIGADE_CARD,
    BRIGADE_CONTEXT,
    BRIGADE_PAIRS,
    CYCLES,
    OUTWEIGHS,
    THIN,
    Pair,
    Wiser,
)
from source.said import moment, said, some_time
from source.telling import BRIGADE_DAY

from commonweal.documents import Outweighs, Transition, ValueCard, VoteAnswer, WiserVote

ORDER_EFFECT = 5
"""By how many in a hundred being shown first helps a value, where people prefer one at all."""

CHANGE_OF_MIND = 12
"""How many in a thousand votes replace an earlier one of the same person."""

FIRST_DAY, LAST_DAY = 40, 68


class Seen(NamedTuple):
    """A person in front of a pair, and whether the value that most prefer is shown first."""

    person: Person
    one_first: bool


Answer = Callable[[Seen, Draws], str]
"""What a person says of a pair: "one", "other", "both_needed", "neither" or "unsure"."""


def make_votes(
    people: list[Person], cards: Mapping[str, ValueCard], moves: list[Transition]
) -> list[WiserVote]:
    """Return all votes, the superseded ones among them."""
    told = {(move.context, move.from_card, move.to_card): move.id for move in moves}
    votes: list[WiserVote] = []
    for pair, answer in _questions():
        votes += _votes_on(pair, answer, people, cards, told)
    return votes + _brigade_votes(people, cards)


def _questions() -> list[tuple[Wiser | Pair, Answer]]:
    agreed = dict.fromkeys((*ACCEPTED, *BRIGADE_PAIRS, *(pair for ring in CYCLES for pair in ring)))
    return [
        *((pair, _most_agree(pair.percent)) for pair in agreed),
        *((pair, _both_needed) for pair in BOTH_NEEDED),
        *((pair, _sides_differ) for pair in AMBIVALENT),
        *((pair, _sides_differ) for pair in THIN),
    ]


def _most_agree(percent: int) -> Answer:
    def answer(seen: Seen, draws: Draws) -> str:
        return _noise(draws, both=7) or _prefer(percent, seen, draws)

    return answer


def _both_needed(seen: Seen, draws: Draws) -> str:
    return _noise(draws, both=76) or _prefer(50, seen, draws)


def _sides_differ(seen: Seen, draws: Draws) -> str:
    percent = 62 if seen.person.side == "averne" else 38
    return _noise(draws, both=12) or _prefer(percent, seen, draws)


def _noise(draws: Draws, *, both: int) -> str | None:
    place = draws.below(100)
    for answer, share in (("unsure", 5), ("neither", 3), ("both_needed", both)):
        if place < share:
            return answer
        place -= share
    return None


def _prefer(percent: int, seen: Seen, draws: Draws) -> str:
    shift = ORDER_EFFECT if seen.one_first else -ORDER_EFFECT
    return "one" if draws.chance(percent + shift) else "other"


def _votes_on(
    pair: Wiser | Pair,
    answer: Answer,
    people: list[Person],
    cards: Mapping[str, ValueCard],
    told: Mapping[tuple[str, str, str], str],
) -> list[WiserVote]:
    context, one, other = pair[:3]
    draws = Draws(f"votes {context} {one} {other}")
    move = told.get((context, cards[other].id, cards[one].id))
    votes: list[WiserVote] = []
    everybody = [person for person in people if not person.brigade]
    for place, person in enumerate(draws.some(everybody, pair.asked)):
        # Half of the people see each order, and half of each half the move that somebody told.
        one_first = place % 2 == 0
        ballot = _ballot(person, pair, cards, draws, one_first=one_first)
        if move is not None and place % 4 < 2:
            ballot["shown"] = move
        said_now = answer(Seen(person, one_first), draws)
        if draws.below(1000) < CHANGE_OF_MIND:
            before = draws.one([word for word in ("one", "other", "unsure") if word != said_now])
            at = some_time(draws, FIRST_DAY, FIRST_DAY + 5)
            votes.append(_vote(ballot, at, before, draws))
            at = some_time(draws, LAST_DAY - 10, LAST_DAY)
            votes.append(_vote(ballot, at, said_now, draws, supersedes=votes[-1].id))
        else:
            at = some_time(draws, FIRST_DAY, LAST_DAY)
            votes.append(_vote(ballot, at, said_now, draws))
    return votes


def _ballot(
    person: Person,
    pair: Wiser | Pair,
    cards: Mapping[str, ValueCard],
    draws: Draws,
    *,
    one_first: bool,
) -> dict[str, Any]:
    """Return what a person was shown: now and then, the value in somebody else's words."""
    wordings = {main: double for double, main in DOUBLES.items()}
    shown = [wordings[key] if key in wordings and draws.chance(12) else key for key in pair[1:3]]
    first, second = shown if one_first else shown[::-1]
    return {
        "participant": person.name,
        "context": pair.context,
        "first": cards[first].id,
        "second": cards[second].id,
        "one_first": one_first,
    }


def _vote(
    ballot: dict[str, Any], at: str, word: str, draws: Draws, *, supersedes: str | None = None
) -> WiserVote:
    sides: dict[str, VoteAnswer] = {"one": "first", "other": "second"}
    if not ballot["one_first"]:
        sides = {"one": "second", "other": "first"}
    content = {
        **said(ballot["participant"], at, draws),
        **{name: value for name, value in ballot.items() if name != "one_first"},
        "answer": sides.get(word, word),
        "arm": "told" if "shown" in ballot else "bare",
    }
    if supersedes is not None:
        content["supersedes"] = supersedes
    return WiserVote.model_validate(content)


def _brigade_votes(people: list[Person], cards: Mapping[str, ValueCard]) -> list[WiserVote]:
    draws = Draws("brigade")
    votes = []
    for person in people:
        if not person.brigade:
            continue
        start = 11 * 3600 + 1000 + draws.below(1500)
        for number, pair in enumerate(BRIGADE_PAIRS):
            ballot = {
                "participant": person.name,
                "context": BRIGADE_CONTEXT,
                "first": cards[BRIGADE_CARD].id,
                "second": cards[pair.wiser].id,
                "one_first": True,
            }
            at = moment(BRIGADE_DAY, second=start + 20 * number + draws.below(15))
            votes.append(_vote(ballot, at, "one", draws))
    return votes


def make_outweighs(people: list[Person], cards: Mapping[str, ValueCard]) -> list[Outweighs]:
    """Return who holds that so much at stake on one value outweighs so much on another."""
    records = []
    everybody = [person for person in people if not person.brigade]
    for context, card, stake, over, over_stake, percent, asked in OUTWEIGHS:
        draws = Draws(f"outweighs {context} {card} {over}")
        for person in draws.some(everybody, asked):
            sides = [(card, stake), (over, over_stake)]
            if not draws.chance(percent):
                sides.reverse()
            records.append(
                Outweighs.model_validate(
                    {
                        **said(person.name, some_time(draws, 69, 74), draws),
                        "participant": person.name,
                        "context": context,
                        "card": cards[sides[0][0]].id,
                        "stake": sides[0][1],
                        "over_card": cards[sides[1][0]].id,
                        "over_stake": sides[1][1],
                    }
                )
            )
    return records
