"""Who has to assent to a compact, who has, and when that was enough."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from commonweal.documents import Assent, Compact

MisplacedWord: TypeAlias = Literal["not_a_party", "said_twice", "too_early", "too_late"]
"""What can be wrong with a party's word: it is no party's; the party's word before it was the same,
or of the same moment; it was said before the compact was proposed; it was said after the last
moment for assents, or after the term."""


@dataclass(frozen=True, slots=True)
class Lacking:
    """Whose assent is missing."""

    parties: tuple[str, ...] = ()
    """Parties without whose assent it is not adopted, by name."""
    more: tuple[tuple[str, int], ...] = ()
    """For each compact whose quorum is not reached once those assent, by name: how many more of its
    parties must, whoever they are. One party can count for two compacts."""

    def __bool__(self) -> bool:
        return bool(self.parties or self.more)


def voices(compact: Compact, amended: Compact | None) -> frozenset[str]:
    """Return whose word counts: the parties, and those of the compact that it amends."""
    return frozenset({*compact.parties, *(amended.parties if amended else ())})


def misplaced_words(
    compact: Compact, amended: Compact | None
) -> Iterator[tuple[int, MisplacedWord]]:
    """Yield the place of each word on a compact that should not stand there, and why."""
    counted = voices(compact, amended)
    last: dict[str, Assent] = {}
    ends = [end for end in (compact.assent_until, compact.term_until) if end is not None]
    in_order = sorted(enumerate(compact.assents), key=lambda each: (each[1].at, each[0]))
    for place, word in in_order:
        before = last.get(word.party)
        last[word.party] = word
        if word.party not in counted:
            yield place, "not_a_party"
        elif before is not None and (before.assents == word.assents or before.at == word.at):
            yield place, "said_twice"
        elif compact.proposed_at is not None and word.at < compact.proposed_at:
            yield place, "too_early"
        elif word.assents and any(word.at > end for end in ends):
            yield place, "too_late"


def standing_words(compact: Compact, at: str) -> dict[str, Assent]:
    """Return the last word of each party until a moment: one who objects has taken assent back."""
    said = sorted((word for word in compact.assents if word.at <= at), key=lambda word: word.at)
    return {word.party: word for word in said}


def lacking(compact: Compact, amended: Compact | None, words: Mapping[str, Assent]) -> Lacking:
    """Return whose assent is missing, where some words stand.

    An amendment needs what it asks for itself, and what the compact asks for that it amends.
    """
    both = [compact] if amended is None else [compact, amended]
    assenting = {party for party, word in words.items() if word.assents}
    missing = {party for each in both for party in _required(each)} - assenting
    # Whoever must assent, for whichever compact, counts toward both quorums then.
    will = assenting | missing
    more = {each.name: (each.quorum or 0) - len(will & {*each.parties}) for each in both}
    short = tuple((name, number) for name, number in sorted(more.items()) if number > 0)
    return Lacking(tuple(sorted(missing)), short)


def _required(compact: Compact) -> tuple[str, ...]:
    """Return the parties without whose assent a compact cannot do: all, if it says nothing."""
    if not compact.required and compact.quorum is None:
        return compact.parties
    return compact.required


def agreed_at(compact: Compact, amended: Compact | None) -> str | None:
    """Return the first moment at which nobody's assent was missing; None if there is none.

    What is said after that moment changes nothing any more: whoever wants out needs an amendment,
    or waits for the end of the term.
    """
    for at in sorted({word.at for word in compact.assents if word.assents}):
        if compact.assent_until is not None and at > compact.assent_until:
            return None
        if not lacking(compact, amended, standing_words(compact, at)):
            return at
    return None
