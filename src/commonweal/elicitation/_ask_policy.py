"""What is asked about one thing that a person attends to: its words, its place, its nature."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from commonweal.elicitation._ask_offered import ask_under, ask_which
from commonweal.elicitation._asking import ask_one, ask_sure, ask_text, named, word
from commonweal.elicitation._question import Choice
from commonweal.elicitation._spans import places_of
from commonweal.elicitation._suggest import suggest
from commonweal.elicitation._told import OfferedTold, PolicyTold
from commonweal.values import form_hints

if TYPE_CHECKING:
    from commonweal.elicitation._flow import Questions
    from commonweal.elicitation._spans import Place
    from commonweal.elicitation._told import OfferedAs

MOST_HINTS = 2
"""No more questions than this about the form of one policy."""

MOST_PLACES = 8
"""No more places than this are offered to choose from."""

AROUND = 20
"""How many characters on each side show which place is meant."""


@dataclass(frozen=True, slots=True)
class PolicyAsked:
    """What came of asking for one policy."""

    policy: PolicyTold | None
    """Nothing if what was said led to none."""
    offered: OfferedTold | None = None


def ask_policy(name: str, message: str, lived: str, language: str) -> Questions[PolicyAsked | None]:
    """Ask for one policy and everything about it; return nothing if there is no further one.

    Args:
        name: the beginning of the questions' ids.
        message: how it is asked for.
        lived: the story and the choice, as told.
        language: what the person answers in: hints on form are for English.
    """
    said = word((yield ask_text(name, message)))
    if said is None:
        return None
    offered = None
    suggested = suggest(said)
    kind = (yield from ask_which(name, said, suggested)) if suggested else None
    if kind is not None:
        offered = OfferedTold(said, cast("OfferedAs", kind), name)
        yield from ask_under(name, kind, said)
        said = word((yield ask_text(f"{name}.instead", "policy.instead", said=said)))
        if said is None:
            return PolicyAsked(None, offered)
    elif language.startswith("en"):
        said = yield from _ask_form(name, said)
    places = yield from _ask_places(name, said, lived)
    return PolicyAsked((yield from _ask_nature(name, said, places)), offered)


def _ask_form(name: str, said: str) -> Questions[str]:
    """Ask what may help to say it again; a skipped question keeps the words."""
    faults: list[str] = []
    for hint in form_hints(said):
        if hint.fault in faults or len(faults) == MOST_HINTS:
            continue
        faults.append(hint.fault)
        asked = ask_text(
            f"{name}.form.{hint.fault}", f"form.{hint.fault}", said=said, found=hint.found
        )
        again = word((yield asked))
        if again is not None:
            return again
    return said


def _ask_places(name: str, said: str, lived: str) -> Questions[tuple[Place, ...]]:
    """Find where in the story it was said, or ask for the words it came from."""
    if not lived:
        return ()
    found = places_of(said, lived)
    if found:
        return found[:1]
    marked = word((yield ask_text(f"{name}.words", "policy.words", said=said)))
    if marked is None:
        return ()
    found = places_of(marked, lived)[:MOST_PLACES]
    if len(found) < 2:
        return found
    choices = [Choice(str(at), text=_around(place, lived)) for at, place in enumerate(found)]
    choices.append(Choice("all", "place.all"))
    which = word((yield ask_one(f"{name}.place", "policy.place", choices, said=marked)))
    if which is None:
        return ()
    return found if which == "all" else (found[int(which)],)


def _around(place: Place, lived: str) -> str:
    before = lived[max(0, place.start - AROUND) : place.start]
    after = lived[place.end : place.end + AROUND]
    return " ".join(f"… {before}[{lived[place.start : place.end]}]{after} …".split())


def _ask_nature(name: str, said: str, places: tuple[Place, ...]) -> Questions[PolicyTold]:
    """Ask the questions that tell what is part of living well from what is a means.

    Source: see `commonweal.documents.Counterfactuals`.
    """
    another = word((yield ask_sure(f"{name}.another_way", "policy.another_way", said=said)))
    unseen = word((yield ask_sure(f"{name}.nobody_knew", "policy.nobody_knew", said=said)))
    if (another, unseen) == ("yes", "no"):
        another, unseen = yield from _ask_contradiction(name, said)
    minds = word((yield ask_text(f"{name}.who_minds", "policy.who_minds", said=said)))
    delegable = word((yield ask_sure(f"{name}.delegable", "policy.delegable", said=said)))
    return PolicyTold(said, another, unseen, minds, delegable, places)


def _ask_contradiction(name: str, said: str) -> Questions[tuple[str, str]]:
    """Ask about attending to something for its own sake that would stop if nobody knew.

    Whoever holds to both keeps both, and the policy's nature stays undecided.
    """
    choices = named("contradiction", "not_without", "also_unseen", "both", "unsure")
    holds = word((yield ask_one(f"{name}.both", "policy.contradiction", choices, said=said)))
    if holds == "not_without":
        return "no", "no"
    return ("yes", "yes") if holds == "also_unseen" else ("yes", "no")
