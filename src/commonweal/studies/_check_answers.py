"""Answers held to the cards and contexts that there are: cards, moves, votes, judgements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commonweal.documents import (
    Endorsement,
    Offered,
    Outweighs,
    PersonalRecord,
    SameValue,
    Story,
    Transition,
    ValueCard,
    WiserVote,
)
from commonweal.studies._consents import ConsentRegister

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commonweal.errors import Problem
    from commonweal.studies._declared import Declared
    from commonweal.studies._study_records import Entry, StudyRecords


def check_answers(records: StudyRecords, declared: Declared) -> Iterator[Problem]:
    """Yield every answer that speaks of a card, policy or context that there is not."""
    for card in records.of(ValueCard):
        for index, context in enumerate(card.record.contexts):
            yield from declared.missing("context", context, card, f"contexts[{index}]")
    for transition in records.of(Transition):
        yield from _check_transition(transition, declared)
    for story in records.of(Story):
        yield from _check_pair(story, ("from_card", "to_card"), declared)
        yield from declared.missing("context", story.record.context, story, "context")
    for vote in records.of(WiserVote):
        yield from _check_pair(vote, ("first", "second"), declared)
        yield from declared.missing("context", vote.record.context, vote, "context")
    for weighing in records.of(Outweighs):
        yield from _check_pair(weighing, ("card", "over_card"), declared)
        yield from declared.missing("context", weighing.record.context, weighing, "context")
    for judgement in records.of(SameValue):
        yield from _check_pair(judgement, ("first", "second"), declared)
    for offered in records.of(Offered):
        yield from declared.missing_card(offered.record.became, offered, "became")
    for endorsement in records.of(Endorsement):
        if endorsement.record.record.startswith("value_card:"):
            yield from declared.missing_card(endorsement.record.record, endorsement, "record")
    yield from _check_shown(records, declared)
    yield from _check_double_votes(records)


def _check_pair(
    entry: Entry[PersonalRecord] | Entry[Story], fields: tuple[str, str], declared: Declared
) -> Iterator[Problem]:
    for field in fields:
        yield from declared.missing_card(getattr(entry.record, field), entry, field)


def _check_transition(entry: Entry[Transition], declared: Declared) -> Iterator[Problem]:
    transition = entry.record
    yield from _check_pair(entry, ("from_card", "to_card"), declared)
    yield from declared.missing("context", transition.context, entry, "context")
    yield from declared.wrong_policies(transition.from_card, transition.covers, entry, "covers")
    dropped = tuple(policy.policy for policy in transition.dropped)
    yield from declared.wrong_policies(transition.from_card, dropped, entry, "dropped")


def _check_shown(records: StudyRecords, declared: Declared) -> Iterator[Problem]:
    told = {entry.id for kind in (Transition, Story) for entry in records.of(kind)}
    for vote in records.of(WiserVote):
        shown = vote.record.shown
        if shown is not None and shown not in told and shown not in declared.gone:
            yield vote.problem(
                "unknown-record",
                "shown",
                expected="the id of a transition or story in answers.jsonl",
                found=shown,
            )


def _check_double_votes(records: StudyRecords) -> Iterator[Problem]:
    register = ConsentRegister.of(records)
    votes = [
        vote
        for vote in records.of(WiserVote)
        if register.gone(vote, vote.record.participant) is None
    ]
    superseded = {vote.record.supersedes for vote in votes}
    standing: dict[tuple[str, str, frozenset[str]], Entry[WiserVote]] = {}
    for vote in votes:
        if vote.id in superseded:
            continue
        said = vote.record
        key = (said.participant, said.context, frozenset((said.first, said.second)))
        earlier = standing.setdefault(key, vote)
        if earlier.place != vote.place:
            yield vote.problem(
                "double-vote",
                "participant",
                expected="one standing vote of a person on a pair in a context",
                found=f"another vote of {said.participant!r} on this pair, at {earlier.place}",
                hint=f"To change a vote, add supersedes = {earlier.id!r} to the later one.",
            )
