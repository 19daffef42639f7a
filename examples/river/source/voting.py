"""Votes on which of two values is wiser: conviction, noise, the order shown, and a brigade.

Who is asked what and what they say is drawn pair by pair; everybody then answers all of theirs in
one round, and those who change a mind in two.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

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
from source.rounds import Asking, Visits
from source.said import moment, some_time
from source.telling import BRIGADE_DAY

from commonweal.documents import Context, Record, Transition, WiserVote
from commonweal.elicitation import CardMet, PairMet, StakesMet

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


@dataclass(frozen=True, slots=True)
class Ballot:
    """One pair as one person sees it, and what they say of it."""

    person: Person
    pair: PairMet
    answer: str
    before: str | None = None
    """What they said of it earlier, if they change their mind."""


def make_votes(people: list[Person], moves: list[Transition], asking: Asking) -> list[Record]:
    """Return all votes, the superseded ones among them."""
    told = {(move.context, move.from_card, move.to_card): move for move in moves}
    ballots = [
        ballot
        for pair, answer in _questions()
        for ballot in _ballots_on(pair, answer, people, told, asking)
    ]
    earlier = _earlier_votes(ballots, asking.question)
    votes = _votes(ballots, earlier, asking.question)
    return [*earlier, *votes, *_brigade(people, asking)]


def _earlier_votes(ballots: list[Ballot], question: str) -> list[Record]:
    visits = Visits("voting early", lambda draws: some_time(draws, FIRST_DAY, FIRST_DAY + 5))
    for ballot in ballots:
        if ballot.before is not None:
            visits.of(ballot.person.name).compare(ballot.pair, ballot.before)
    return visits.held(question)


def _votes(ballots: list[Ballot], earlier: list[Record], question: str) -> list[Record]:
    replaced = {
        (vote.participant, vote.context, vote.first, vote.second): vote.id
        for vote in earlier
        if isinstance(vote, WiserVote)
    }
    again = {ballot.person.name for ballot in ballots if ballot.before is not None}
    once = Visits("voting", lambda draws: some_time(draws, FIRST_DAY, LAST_DAY))
    later = Visits("voting", lambda draws: some_time(draws, LAST_DAY - 10, LAST_DAY))
    for ballot in ballots:
        name, pair = ballot.person.name, ballot.pair
        if ballot.before is not None:
            key = (name, pair.context, pair.first.card, pair.second.card)
            pair = replace(pair, replaces=replaced[key])
        (later if name in again else once).of(name).compare(pair, ballot.answer)
    return [*once.held(question), *later.held(question)]


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


def _ballots_on(
    pair: Wiser | Pair,
    answer: Answer,
    people: list[Person],
    told: Mapping[tuple[str, str, str], Transition],
    asking: Asking,
) -> list[Ballot]:
    context, one, other = pair[:3]
    draws = Draws(f"votes {context} {one} {other}")
    move = told.get((context, asking.cards[other].id, asking.cards[one].id))
    ballots = []
    # Who told of the move has said already which of the two is wiser.
    teller = None if move is None else move.participant
    others = [person for person in people if not person.brigade and person.name != teller]
    for place, person in enumerate(draws.some(others, pair.asked)):
        # Half of the people see each order, and half of each half the move that somebody told.
        one_first = place % 2 == 0
        shown = _shown(pair, asking, draws, one_first=one_first)
        met_pair = _met(shown, asking.contexts[context], move if place % 4 < 2 else None)
        said_now = answer(Seen(person, one_first), draws)
        before = None
        if draws.below(1000) < CHANGE_OF_MIND:
            before = draws.one([word for word in ("one", "other", "unsure") if word != said_now])
            before = _as_shown(before, one_first=one_first)
        said_now = _as_shown(said_now, one_first=one_first)
        ballots.append(Ballot(person, met_pair, said_now, before))
    return ballots


def _shown(
    pair: Wiser | Pair, asking: Asking, draws: Draws, *, one_first: bool
) -> tuple[CardMet, CardMet]:
    """Return what a person is shown: now and then, the value in somebody else's words."""
    wordings = {main: double for double, main in DOUBLES.items()}
    keys = [wordings[key] if key in wordings and draws.chance(12) else key for key in pair[1:3]]
    first, second = keys if one_first else keys[::-1]
    return asking.met(first), asking.met(second)


def _met(shown: tuple[CardMet, CardMet], context: Context, move: Transition | None) -> PairMet:
    account = {} if move is None else {"shown": move.id, "account": move.told}
    first, second = shown
    return PairMet(
        context=context.name,
        text=context.text,
        first=first,
        second=second,
        arm="bare" if move is None else "told",
        told_by="" if move is None else "synthetic",
        **account,
    )


def _as_shown(word: str, *, one_first: bool) -> str:
    """Return an answer by the places in which the two values were shown."""
    sides = (
        {"one": "first", "other": "second"} if one_first else {"one": "second", "other": "first"}
    )
    return sides.get(word, word)


def _brigade(people: list[Person], asking: Asking) -> list[Record]:
    visits = Visits(
        "brigade", lambda draws: moment(BRIGADE_DAY, second=12 * 3600 + draws.below(900))
    )
    context = asking.contexts[BRIGADE_CONTEXT]
    for person in people:
        if person.brigade:
            for pair in BRIGADE_PAIRS:
                shown = asking.met(BRIGADE_CARD), asking.met(pair.wiser)
                visits.of(person.name).compare(_met(shown, context, None), "first", moved="no")
    return visits.held(asking.question)


def make_outweighs(people: list[Person], asking: Asking) -> list[Record]:
    """Return who holds that so much at stake on one value outweighs so much on another."""
    visits = Visits("weighing", lambda draws: some_time(draws, 69, 74))
    everybody = [person for person in people if not person.brigade]
    for name, card, stake, over, over_stake, percent, asked in OUTWEIGHS:
        draws = Draws(f"outweighs {name} {card} {over}")
        stakes = StakesMet(
            context=name,
            text=asking.contexts[name].text,
            card=asking.met(card),
            stake=stake,
            over=asking.met(over),
            over_stake=over_stake,
        )
        for person in draws.some(everybody, asked):
            answer = "first" if draws.chance(percent) else "second"
            visits.of(person.name).weigh(stakes, answer)
    return visits.held(asking.question)
