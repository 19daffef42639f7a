"""Words that people define differently: the situation as each of them would have it read."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from commonweal.documents import Assertion, Change, Situation

    _Word = TypeVar("_Word", Assertion, Change)


def definitions_in(situation: Situation) -> tuple[str, ...]:
    """Return those by whose definition somebody asserts a fact, sorted."""
    senses = {word.sense for word in situation.facts}
    senses |= {word.sense for option in situation.options for word in option.changes}
    return tuple(sorted(sense for sense in senses if sense is not None))


def as_defined(situation: Situation, by: str) -> Situation:
    """Return a situation with the words that somebody defines in that sense alone.

    Of a fact that anybody asserts in this sense, what is asserted in another one is left out. Other
    facts stay as they are. No assertion has a sense any more.

    Args:
        situation: the situation.
        by: whose definition counts.
    """
    options = tuple(
        option.model_copy(update={"changes": _in_sense(option.changes, by)})
        if option.changes
        else option
        for option in situation.options
    )
    return situation.model_copy(
        update={"facts": _in_sense(situation.facts, by), "options": options}
    )


def _in_sense(words: tuple[_Word, ...], by: str) -> tuple[_Word, ...]:
    defined = {word.fact for word in words if word.sense == by}
    return tuple(
        word.model_copy(update={"sense": None})
        for word in words
        if word.fact not in defined or word.sense in {None, by}
    )
