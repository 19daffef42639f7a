"""Open readings in words: what each is about, and what would settle it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from commonweal.documents import people

if TYPE_CHECKING:
    from commonweal.decisions._tell_said import AssertionTeller
    from commonweal.decisions._tell_side import ToldSide
    from commonweal.decisions._wording import Wording
    from commonweal.documents import OpenReading

_ANOTHERS_WORD = "the word of a party or an institution that is not on the decider's side"
_AGREED = f"{_ANOTHERS_WORD}, on which those who speak of it agree"

_FACTS = {
    "unasked": ("nobody has said", _ANOTHERS_WORD),
    "disputed": ("those who speak of it differ", _AGREED),
    "senses": (
        "people mean different things by the word",
        "agreement on what it means here, or a ruling by a body that may say so",
    ),
    "no_number": (
        "a number is asked for, and it is none",
        "a number, or another condition by who made the norm",
    ),
    "own_word": ("only the decider's side has said, or somebody unknown", _ANOTHERS_WORD),
}

_BY_HOLDERS = "a placing by people who hold it"
_BY_OTHERS = "a placing by somebody who takes it as their own, as nobody holds it yet"

_DELIBERATION = "more votes, or a deliberation among those who differ"

_STATES = {
    "thin": "too few were asked",
    "contested": "people differ",
    "cycle": "people's verdicts go round in a circle",
}


@dataclass(frozen=True, slots=True)
class ToldReading:
    """An open reading in words."""

    reading: OpenReading
    about: str
    would_settle: str
    said: tuple[ToldSide, ...] = ()
    """What was asserted of a fact, a context or a role, and who asserts it."""


def tell_reading(reading: OpenReading, wording: Wording, said: AssertionTeller) -> ToldReading:
    """Return an open reading in words.

    Args:
        reading: what is open.
        wording: what the things of the target are called.
        said: who asserts what in the situation.
    """
    about, would_settle = {
        "fact": _fact,
        "deed": _deed,
        "context": _context,
        "role": _role,
        "norm": _norm,
        "breach": _breach,
        "policy": _policy,
        "stake": _stake,
        "placing": _placing,
        "complaint": _complaint,
        "votes": _votes,
    }[reading.type](reading, wording)
    return ToldReading(reading, about, would_settle, said.of(reading))


def _fact(reading: OpenReading, _: Wording) -> tuple[str, str]:
    left = "" if reading.option is None else f", as {reading.option} would leave it"
    why, would_settle = _FACTS[str(reading.why)]
    return f"{reading.fact}{left}: {why}", would_settle


def _deed(reading: OpenReading, _: Wording) -> tuple[str, str]:
    why, would_settle = _FACTS[str(reading.why)]
    return f"Whether it was done before, {reading.deed}: {why}", would_settle


def _context(reading: OpenReading, wording: Wording) -> tuple[str, str]:
    return f"Whether it holds here: {wording.context(str(reading.context))}", _AGREED


def _role(reading: OpenReading, wording: Wording) -> tuple[str, str]:
    role = wording.role(str(reading.role))
    if reading.party is None:
        return f"Who occupies the role: {role}", _AGREED
    return f"Whether {reading.party} occupies the role: {role}", _AGREED


def _norm(reading: OpenReading, wording: Wording) -> tuple[str, str]:
    if len(reading.norms) == 2:
        return (
            f"Which yields, {' or '.join(reading.norms)}: nothing ranks them",
            "a ranking by a body that stands above both, or by their issuer",
        )
    (name,) = reading.norms
    what = "was done before" if reading.option is None else f"{reading.option} does"
    return (
        f"Whether {name} reaches what {what}: its letter and grounds part, or may",
        f"a reading by its issuer, {wording.issuer(name)}",
    )


def _breach(reading: OpenReading, _: Wording) -> tuple[str, str]:
    followed, name = reading.norms
    return (
        f"Whether {followed} was broken, or would be, so that {name} applies",
        f"what is open about {followed}, and agreement on what was done before",
    )


def _policy(reading: OpenReading, wording: Wording) -> tuple[str, str]:
    card, *wiser = reading.cards
    policy = wording.policy(card, reading.policy or 0)
    if wiser:
        return (
            f"Whether {wording.cards(wiser)} covers here what is attended to: {policy}",
            "whether the one that covers it counts here and is held wiser, and where people moved",
        )
    return (
        f"Whether it is attended to for its own sake: {policy}",
        "an answer by somebody who takes the card as their own"
        if wording.nobody_holds([card])
        else "the answers of those who hold the card",
    )


def _stake(reading: OpenReading, wording: Wording) -> tuple[str, str]:
    return (
        f"Whether as much is at stake on the wiser of {wording.cards(reading.cards)}",
        "agreement on what is at stake, or people's word on which outweighs which",
    )


def _placing(reading: OpenReading, wording: Wording) -> tuple[str, str]:
    if not reading.cards:
        return (
            "What the options do to anything that people value here",
            "values cards of the people concerned, and their placings",
        )
    about = f"How the options stand on {wording.cards(reading.cards)}"
    unheld = wording.nobody_holds(reading.cards)
    if reading.why == "unasked":
        return f"{about}: nobody who counts has said", _BY_OTHERS if unheld else _BY_HOLDERS
    return (
        f"{about}: those who were asked differ",
        f"{_BY_OTHERS}, or agreement among those who were asked"
        if unheld
        else "the placings of more people who hold it, or the reasons of these",
    )


def _complaint(reading: OpenReading, wording: Wording) -> tuple[str, str]:
    standpoint = wording.role(str(reading.standpoint))
    return (
        f"Whether it can be rejected, {reading.principle}, from this standpoint: {standpoint}",
        "the strongest complaint of every standpoint against every principle that is compared",
    )


def _votes(reading: OpenReading, wording: Wording) -> tuple[str, str]:
    about = f"Which is wiser here: {wording.cards(reading.cards)} ({_STATES[str(reading.why)]})"
    if reading.why == "thin" and wording.min_votes is not None:
        return about, f"the votes of at least {people(wording.min_votes)}"
    return about, "more votes" if reading.why == "thin" else _DELIBERATION
