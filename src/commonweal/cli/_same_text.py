"""What ``commonweal same`` says in words: whom to ask, what was said, what would change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commonweal.cli._lines import wrapped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commonweal.values import (
        JudgedPair,
        MergeSensitivity,
        SameValueCandidate,
        SameValueQuestion,
        SameValues,
        ShareInterval,
    )

WHY = {
    "merged_by_owners": "one value: the owner of each says so",
    "merged_by_judges": "one value: independent judges say so",
    "owner_says_different": "apart: an owner says that they are different",
    "apart_by_an_owner": "apart: it would join cards that an owner holds apart",
    "last_of_a_group": "apart: it is the last value of a group, and only its owners could merge it",
    "not_enough": "apart: too few call them the same",
}


def asked(questions: list[SameValueQuestion], found: SameValues) -> Iterator[str]:
    """Yield the five questions, and the pairs of cards of each person."""
    from commonweal.values import SAME_VALUE_CRITERIA

    if not questions:
        return
    yield "To be asked of each pair; same only if all five are yes, different if one is no:"
    for name, text in SAME_VALUE_CRITERIA:
        yield from wrapped(f"- {text} ({name})")
    for question in questions:
        yield ""
        yield f"{question.participant}, as {question.asked_as}:"
        for card in (question.first, question.second):
            yield f"  {card[:27]}"
            yield from (f"    {policy.text}" for policy in found.cards[card].policies)


def overview(found: SameValues) -> Iterator[str]:
    """Yield the candidates, what people said, what followed, and how far they agree."""
    from commonweal.documents import counted

    judged = found.judged()
    cards, values = len(found.cards), len(found.merged.members)
    yield f"{counted(cards, 'card')}, {counted(values, 'value')}"
    yield f"{counted(len(found.candidates.value), 'candidate')} by {found.candidates.method}:"
    for candidate in found.candidates.value:
        said = judged.get((candidate.first, candidate.second))
        told = WHY[said.outcome] if said else "nobody has judged them"
        yield f"  {candidate.similarity:.2f}  {_both(candidate, found)}: {told}"
    if judged:
        yield f"{counted(len(judged), 'judged pair')}:"
    for pair in judged.values():
        yield f"  {_both(pair, found)}: {WHY[pair.outcome]}"
        yield (
            f"    owners {pair.owners_same} same, {pair.owners_different} different,"
            f" of {pair.owners}; judges {pair.judges_same} same, {pair.judges_different} different"
        )
    agreement = found.agreement()
    owners = agreement.owners_same + agreement.owners_different
    if agreement.same_share is not None:
        yield (
            f"Owners called {agreement.owners_same} of {owners} pairs the same"
            f" ({_percent(agreement.same_share)}; published elsewhere: 33 of 43, 76.7 %)."
        )
    if agreement.agreed_share is not None:
        yield (
            f"Owners and judges agree on {agreement.pairs_agreed} of"
            f" {agreement.pairs_compared} pairs ({_percent(agreement.agreed_share)})."
        )
    yield from wrapped("Candidates only look alike, and opposites do too: people decide.")


def _both(pair: SameValueCandidate | JudgedPair, found: SameValues) -> str:
    first, second = (found.cards[card].title for card in (pair.first, pair.second))
    return f"{first} / {second}"


def _percent(interval: ShareInterval) -> str:
    low, middle, high = (float(100 * end) for end in (interval.low, interval.middle, interval.high))
    return f"{middle:.1f} %, from {low:.1f} to {high:.1f} by {interval.method}"


def table(result: MergeSensitivity, found: SameValues) -> Iterator[str]:
    """Yield one line for each threshold, and what was done."""
    yield "merged from  assumed  values  accepted  (kept, merged away, lost)  highest"
    base = result.value[0]
    for row in result.value:
        line = "as it is" if row.threshold is None else f"{row.threshold:.2f}"
        top = "the same" if row.top == base.top and row is not base else _highest(row.top, found)
        yield (
            f"{line:<11}  {row.assumed:>7}  {row.values:>6}  {row.accepted:>8}"
            f"  ({row.kept}, {row.merged_away}, {row.lost})  {top}"
        )
    for sentence in result.explain():
        yield from wrapped(sentence)


def _highest(top: Any, found: SameValues) -> str:
    told = [
        f"{context}: {', '.join(found.cards[card].title for card in cards)}"
        for context, cards in top.items()
    ]
    return "; ".join(told) or "nothing is accepted"
