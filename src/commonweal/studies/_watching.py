"""From a study to what watches over its graph: who answers together, who is asked what next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commonweal.documents import Target, did_you_mean, read_document
from commonweal.errors import InvalidDocument, Problem
from commonweal.studies._own_folders import OUT, TARGET_FILE

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from commonweal.estimates import (
        ClusterProblem,
        EndorsementsAfter,
        QuestionPool,
        RetestProblem,
    )
    from commonweal.studies._folder import StudyFolder
    from commonweal.values import Answers, VotesInUse


def cluster_problem(folder: StudyFolder) -> ClusterProblem:
    """Return who answered what and when in a study, as look-alikes are searched in it.

    People are exchanged within the groups that agree in all of the study's strata.
    """
    from commonweal.estimates import ClusterProblem, traces_of_votes
    from commonweal.values import strata_of

    joint = {
        person: " ".join(f"{stratum}={value}" for stratum, value in sorted(told.items()))
        for person, told in strata_of(folder.answers).items()
    }
    traces = traces_of_votes(votes_of(folder).votes, strata=joint)
    return ClusterProblem(traces=traces, thresholds=folder.study.thresholds)


def question_pool(
    folder: StudyFolder,
    *,
    answers: Answers | None = None,
    values: Collection[str] | None = None,
) -> QuestionPool:
    """Return the pairs that a study may ask about, with what was answered on them.

    These are, in each context, all pairs of values one of whose cards names it. A value none of
    whose cards may be quoted is left out: nobody could be shown it.

    Args:
        folder: the study.
        answers: those that count: the study's as they stand at its moment if none are given.
        values: the representatives of values that may be asked about; all if none are given.
    """
    from commonweal.estimates import QuestionPool, all_pairs
    from commonweal.values import strata_of, votes_in_use

    answers = answers or folder.answers
    contexts = [context.name for context in folder.contexts]
    used = votes_in_use(answers, contexts=contexts)
    cards = sorted(
        card
        for card in used.merged.members.keys() - answers.not_quoted
        if values is None or card in values
    )
    code = {card: number for number, card in enumerate(cards)}
    named: dict[str, set[int]] = {name: set() for name in contexts}
    for card in answers.cards:
        value = used.merged.of(card.id)
        if value in code:
            for name in named.keys() & card.contexts:
                named[name].add(code[value])
    pool = QuestionPool(
        contexts=contexts,
        cards=cards,
        pairs=all_pairs([sorted(named[name]) for name in contexts]),
        groups=[(part.name, value) for part in folder.study.strata for value in part.values],
    )
    pool.record_votes(used.votes, strata=strata_of(answers))
    return pool


def graph_titles(folder: StudyFolder) -> dict[str, str]:
    """Return the title of every value in use that may be quoted, by its representative."""
    used = votes_of(folder)
    return {
        card.id: card.title
        for card in folder.answers.cards
        if card.id in used.merged.members and card.id not in folder.answers.not_quoted
    }


def strata_of_participant(folder: StudyFolder, name: str) -> Mapping[str, str]:
    """Return where a participant of a study stands in its strata.

    Raises:
        InvalidDocument: with code ``unknown-participant`` if there is none of that name whose
            answers count.
    """
    from commonweal.values import strata_of

    known = sorted({record.participant for record in folder.answers.participants})
    if name not in known:
        raise InvalidDocument(
            Problem(
                code="unknown-participant",
                path=str(folder.path),
                expected="a participant of the study whose answers count",
                found=repr(name),
                hint=did_you_mean(name, known) or "Record the participant and their consent first.",
            )
        )
    return strata_of(folder.answers).get(name, {})


def retest_problem(folder: StudyFolder, later: StudyFolder | None = None) -> RetestProblem:
    """Return what people answered twice: in one study, or in an earlier and a later one.

    Args:
        folder: the study, or the earlier of two.
        later: the later one; cards are matched as it merges them.
    """
    from commonweal.estimates import retests_of_votes

    last = votes_of(later or folder).merged.representative
    # A card that is only in the earlier one goes where the card went that stood for it there.
    value = {
        card: last.get(one, one) for card, one in votes_of(folder).merged.representative.items()
    }
    value |= last
    again = None if later is None else later.answers.votes
    return retests_of_votes(folder.answers.votes, again, value=value)


def endorsed_after(folder: StudyFolder) -> tuple[EndorsementsAfter, ...]:
    """Return how many stand by what the study published, by the time since.

    A record of the study was published when it was said, and a run's target and graph when they
    were read. Of anything else it is only known that it was there when it was first asked about.
    """
    from commonweal.estimates import retroactive_endorsement

    endorsements = folder.answers.endorsements
    published: dict[str, str] = {}
    for one in endorsements:
        earliest = min(published.get(one.record, one.asked_at), one.asked_at)
        published[one.record] = earliest
    known = {entry.id: entry.record.said_at for entry in folder.records.all()}
    file = folder.path / OUT / TARGET_FILE
    if file.is_file():
        target = read_document(file, Target)
        known |= {target.id: target.said_at, target.graph.id: target.graph.said_at}
    published |= {record: known[record] for record in published.keys() & known.keys()}
    return retroactive_endorsement(endorsements, published_at=published)


def votes_of(folder: StudyFolder) -> VotesInUse:
    """Return the votes of a study that its graph is made from, by value."""
    from commonweal.values import votes_in_use

    return votes_in_use(folder.answers, contexts=[context.name for context in folder.contexts])
