"""Two people who take something back: one everything, one a single vote that is erased."""

from __future__ import annotations

from source.draws import Draws
from source.people import Person
from source.said import moment, said

from commonweal.documents import Record, Tombstone, Transition, ValueCard, WiserVote, Withdrawal

WITHDRAWN_DAY = 86


def leave(people: list[Person], records: list[Record]) -> list[Record]:
    """Return the records with a withdrawal of everything, and with one vote erased.

    The erased vote's body is not among what is returned: only its id, in the withdrawal and in the
    tombstone.
    """
    draws = Draws("leaving")
    at = moment(WITHDRAWN_DAY, second=3600)
    first, second = _who_only_voted(people, records)[:2]
    erased = _last_vote_of(second.name, records)
    everything = Withdrawal(**said(first.name, at, draws), participant=first.name)
    one_vote = Withdrawal(
        **said(second.name, at, draws),
        participant=second.name,
        records=(erased.id,),
        erase=True,
    )
    tombstone = Tombstone(
        by="river-study",
        origin="synthetic",
        said_at=moment(WITHDRAWN_DAY, second=7200),
        erased=erased.id,
        reason="withdrawal",
    )
    kept = [record for record in records if record is not erased]
    return [*kept, everything, one_vote, tombstone]


def _who_only_voted(people: list[Person], records: list[Record]) -> list[Person]:
    """Return those whose words nobody else's records build on."""
    spoke = {
        record.by
        for record in records
        if isinstance(record, ValueCard | Transition)
        or record.kind in {"placing", "appraisal", "complaint", "offered", "same_value"}
    }
    changed = {
        record.by for record in records if isinstance(record, WiserVote) and record.supersedes
    }
    return [
        person
        for person in people
        if not person.brigade and person.name not in spoke and person.name not in changed
    ]


def _last_vote_of(name: str, records: list[Record]) -> WiserVote:
    votes = [record for record in records if isinstance(record, WiserVote) and record.by == name]
    return max(votes, key=lambda vote: (vote.said_at, vote.id))
