"""Which pairs of values a person is asked about in a round, in which order, with which account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commonweal.documents import WiserVote
from commonweal.elicitation import STORY_ARMS, equal_arms
from commonweal.errors import Infeasible, InvalidDocument, Problem
from commonweal.studies._round_drawn import PairDrawn
from commonweal.studies._watching import question_pool
from commonweal.values import strata_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy as np

    from commonweal.estimates import QuestionPool
    from commonweal.studies._round_basis import AccountTold, RoundBasis

NONE, STORY, REVERSED = STORY_ARMS


def draw_pairs(
    basis: RoundBasis,
    met: Sequence[str],
    size: int,
    *,
    order: str,
    again: Sequence[str],
    rng: np.random.Generator,
) -> tuple[PairDrawn, ...]:
    """Return the pairs: an own value with each one met, then what an answer tells most about.

    An own value and a met one are shown in turn the one first and then the other, from a start by
    lot; in other pairs the order is that of `commonweal.estimates.choose_pair`. Which values are
    met hangs on the starting order, and with them who is asked about which pair: these pairs carry
    no arm. The others are drawn before, and in somebody's first round they carry the starting
    order; what is asked in a later one hangs on what the first brought. A pair that somebody told
    of a move between carries a story arm by lot instead.

    Args:
        basis: what is known.
        met: the others' values that are met, in their order.
        size: how many pairs, at most, those asked about again not counted.
        order: the starting order.
        again: ids of votes that the person wants to be asked about once more.
        rng: a generator made from one whole number.

    Raises:
        InvalidDocument: code ``no-such-vote``.
    """
    asked_again = tuple(_again(basis, again, rng))
    pool = question_pool(basis.folder, answers=basis.answers, values=basis.visible())
    done = _answered(basis)
    arm = order if basis.is_first_round else None
    telling = _most_telling(basis, pool, max(0, size - len(met)), arm=arm, rng=rng)
    done |= {(pair.context, frozenset(basis.values_of(pair))) for pair in telling}
    with_met = _with_met(basis, met[:size], done, rng)
    for pair in with_met:
        _take(pool, basis.participant, pair.context, *basis.values_of(pair))
    left = size - len(telling) - len(with_met)
    # What is asked instead of a pair that there is not hangs on the order too.
    instead = _most_telling(basis, pool, left, arm=None, rng=rng)
    return (*with_met, *telling, *instead, *asked_again)


def _most_telling(
    basis: RoundBasis, pool: QuestionPool, size: int, *, arm: str | None, rng: np.random.Generator
) -> list[PairDrawn]:
    """Return the pairs of which an answer tells most; they count as asked from now on."""
    from commonweal.estimates import choose_pair

    strata = strata_of(basis.answers).get(basis.participant, {})
    drawn: list[PairDrawn] = []
    while len(drawn) < size:
        try:
            choice = choose_pair(pool, basis.participant, strata=strata, rng=rng)
        except Infeasible:
            break
        ends = (choice.first, choice.second)
        drawn.append(_with_account(basis, choice.context, *ends, arm=arm, rng=rng))
        _take(pool, basis.participant, choice.context, *ends)
    return drawn


def _with_met(
    basis: RoundBasis,
    met: Sequence[str],
    done: set[tuple[str, frozenset[str]]],
    rng: np.random.Generator,
) -> list[PairDrawn]:
    """Return an own value with each one met, where the person was not asked about the two."""
    drawn: list[PairDrawn] = []
    own_first = bool(rng.random() < 0.5)
    for value in met:
        left = [
            (context, own)
            for own in basis.own
            for context in sorted(basis.contexts_of(own) & basis.contexts_of(value))
            if (context, frozenset((own, value))) not in done
        ]
        if left:
            context, own = left[int(rng.integers(len(left)))]
            ends = (own, value) if own_first else (value, own)
            own_first = not own_first
            drawn.append(_pair(basis, context, *ends, arm=None))
    return drawn


def _answered(basis: RoundBasis) -> set[tuple[str, frozenset[str]]]:
    """Return the pairs of values that the person has a standing vote on, each in its context."""
    return {
        (vote.context, frozenset((vote.first, vote.second)))
        for vote in basis.used.votes
        if vote.participant == basis.participant
    }


def _take(pool: QuestionPool, person: str, context: str, first: str, second: str) -> None:
    """Have a pair count as asked while the rest is drawn; what is answered nobody knows yet."""
    pool.record(participant=person, context=context, first=first, second=second, answer="unsure")


def _pair(
    basis: RoundBasis,
    context: str,
    first: str,
    second: str,
    *,
    arm: str | None,
    shown: str | None = None,
    replaces: str | None = None,
) -> PairDrawn:
    return PairDrawn(
        context=context,
        first=basis.card_of(first),
        second=basis.card_of(second),
        arm=arm,
        shown=shown,
        replaces=replaces,
    )


def _with_account(
    basis: RoundBasis,
    context: str,
    first: str,
    second: str,
    *,
    arm: str | None,
    rng: np.random.Generator,
) -> PairDrawn:
    """Return a pair in its story arm, or in the starting order where nothing can be shown with it.

    The earliest account that stands says which way is called ``story`` here; the trial goes by what
    was shown. Nobody is shown what they told themselves.
    """
    ends = {first, second}
    told = [
        account
        for account in basis.accounts
        if account.context == context and {account.from_value, account.to_value} == ends
    ]
    ways: dict[str, list[AccountTold]] = {STORY: [], REVERSED: []}
    for account in told:
        if account.teller != basis.participant:
            along = account.to_value == told[0].to_value
            ways[STORY if along else REVERSED].append(account)
    if not ways[STORY]:
        return _pair(basis, context, first, second, arm=arm)
    arms = STORY_ARMS if ways[REVERSED] else (NONE, STORY)
    unit = "\0".join((basis.participant, context, *sorted(ends)))
    dealt = equal_arms("stories", *arms, seed=basis.folder.study.seed).arm_of(unit)
    accounts = ways.get(dealt)
    shown = accounts[int(rng.integers(len(accounts)))].id if accounts else None
    return _pair(basis, context, first, second, arm=dealt, shown=shown)


def _again(
    basis: RoundBasis, votes: Sequence[str], rng: np.random.Generator
) -> Iterator[PairDrawn]:
    """Yield the pairs of votes that the person wants to be asked about again, in an order by lot.

    They carry no arm: who asks to be asked again was not dealt to it.
    """
    theirs = {
        entry.id: entry.record
        for entry in basis.folder.records.of(WiserVote)
        if entry.record.participant == basis.participant
        and entry.id not in basis.standing.set_aside
    }
    replaced = {vote.supersedes for vote in theirs.values()}
    problems = []
    for vote_id in dict.fromkeys(votes):
        vote = theirs.get(vote_id)
        ends = [basis.used.merged.of(card) for card in (vote.first, vote.second)] if vote else []
        seen = [value for value in ends if value in basis.visible()]
        if vote is None or vote_id in replaced or len({*seen}) < 2:
            problems.append(_no_such_vote(basis.participant, vote_id))
            continue
        first, second = seen[:: 1 if rng.random() < 0.5 else -1]
        assert first is not None
        assert second is not None
        yield _pair(basis, vote.context, first, second, arm=None, replaces=vote_id)
    if problems:
        raise InvalidDocument(problems)


def _no_such_vote(participant: str, vote: str) -> Problem:
    return Problem(
        code="no-such-vote",
        path="again",
        expected=f"the id of a vote of {participant!r} that stands, on values that can be shown",
        found=vote,
        hint="`commonweal round` and `commonweal interview` print the ids of votes.",
    )
