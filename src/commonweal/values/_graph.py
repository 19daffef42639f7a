"""The moral graph: rebuilt from people's records each time, edited by nobody."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from commonweal.documents import (
    Coordination,
    Coverage,
    MoralGraph,
    OriginCount,
    PairWithout,
    Tombstone,
    Withdrawal,
    rational_text,
)
from commonweal.values._coordination import find_bursts
from commonweal.values._holders import (
    WEAKEST_FIRST,
    group_sizes,
    holders_of,
    published_values,
    strata_of,
    weakest_origin,
)
from commonweal.values._merge import Merged, merge_cards
from commonweal.values._pairs import outweigh_counts, pair_verdicts
from commonweal.values._ranks import describe_order
from commonweal.values._standing_votes import standing_outweighs, standing_votes
from commonweal.values._votes_in_use import standing_cards, standing_judgements

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import numpy as np

    from commonweal.documents import (
        Context,
        PairVerdict,
        Study,
        Thresholds,
        Transition,
        WiserVote,
    )
    from commonweal.values._answers import Answers
    from commonweal.values._coordination import Burst
    from commonweal.values._votes import Votes


@dataclass(frozen=True, slots=True)
class GraphResult:
    """A moral graph, with what became of every record it was made from."""

    graph: MoralGraph
    uses: Mapping[str, str]
    """For each record's id: used, superseded or out_of_scope."""
    merged: Merged
    holders: Mapping[str, frozenset[str]]
    """For each value the pseudonyms of those who hold it. Never published."""
    votes: Votes
    """The standing votes, by value, with the pseudonyms of who cast them. Never published."""


def build_moral_graph(
    answers: Answers,
    *,
    study: Study,
    contexts: Sequence[Context],
    by: str,
    said_at: str,
    rng: np.random.Generator | None,
) -> GraphResult:
    """Return the moral graph of the answers that may be used.

    Args:
        answers: answers in use: consented to or sourced, not taken back.
        study: thresholds and strata.
        contexts: the contexts that the study declares.
        by: the program or body in whose name the graph is published.
        said_at: the moment it is read at.
        rng: for the ranks with their intervals, which inform and decide nothing; without it the
            graph has none, and is built in a fraction of the time.

    Cost: linear in the answers, but for the bootstrap behind the rank intervals.
    """
    names = frozenset(context.name for context in contexts)
    uses = {record.id: "used" for record in answers.records()}
    cards = standing_cards(answers.cards, uses)
    strata = strata_of(answers)
    judgements = standing_judgements(answers.same_values, uses)
    merged = merge_cards(cards, judgements, strata=strata, not_quoted=answers.not_quoted)
    votes = standing_votes(answers.votes, merged, names)
    outweighs = standing_outweighs(answers.outweighs, merged, names)
    coverages, transition_uses = _coverages(answers.transitions, merged, names)
    uses |= {**votes.uses, **outweighs.uses, **transition_uses}
    pairs = pair_verdicts(votes.votes, merged, strata=strata, thresholds=study.thresholds)
    holders = holders_of(answers, cards, merged)
    table = votes.by_value(merged)
    order = describe_order(table, pairs, holders=holders, thresholds=study.thresholds, rng=rng)
    people = {record.participant for record in answers.participants}
    # These say that something is gone, and nothing that the graph is made from.
    said = (r for r in answers.records() if not isinstance(r, Withdrawal | Tombstone))
    origins = Counter(record.origin for record in said)
    graph = MoralGraph(
        by=by,
        origin=weakest_origin(origins),
        said_at=said_at,
        values=published_values(answers, cards, merged, thresholds=study.thresholds),
        pairs=pairs,
        outweighs=outweigh_counts(outweighs.records, merged),
        transitions=coverages,
        cycles=order.cycles,
        ranks=order.ranks,
        stability=order.stability,
        origin_counts=tuple(
            OriginCount(origin=origin, records=origins[origin])
            for origin in WEAKEST_FIRST
            if origins[origin]
        ),
        people=len(people),
        asked=group_sizes(people, strata, k=study.thresholds.k),
        coordination=tuple(
            _coordination(burst, votes.votes, pairs, merged, study.thresholds)
            for burst in find_bursts(votes.votes, merged)
        ),
    )
    return GraphResult(graph, uses, merged, holders, table)


def _coverages(
    transitions: Sequence[Transition], merged: Merged, contexts: frozenset[str]
) -> tuple[tuple[Coverage, ...], dict[str, str]]:
    """Return the transitions that say which policies are covered, and the use of every one.

    One counts if its reverse was asked about and does not hold, and if it starts from the card
    whose policies are published: another card's numbers would mislead.
    """
    coverages, uses = [], {}
    for transition in transitions:
        start, end = merged.of(transition.from_card), merged.of(transition.to_card)
        counts = (
            transition.reverse_asked
            and transition.reverse_holds == "no"
            and transition.context in contexts
            and start == transition.from_card
            and end not in {None, start}
        )
        record_id = transition.id
        uses[record_id] = "used" if counts else "out_of_scope"
        if counts and start is not None and end is not None:
            coverages.append(
                Coverage(
                    record=record_id,
                    context=transition.context,
                    from_card=start,
                    to_card=end,
                    covers=tuple(sorted(set(transition.covers))),
                )
            )
    coverages.sort(key=lambda coverage: coverage.record)
    return tuple(coverages), uses


def _coordination(
    burst: Burst,
    votes: Sequence[WiserVote],
    pairs: Sequence[PairVerdict],
    merged: Merged,
    thresholds: Thresholds,
) -> Coordination:
    return Coordination(
        context=burst.context,
        card=burst.card,
        people=len(burst.people),
        answers=burst.answers,
        first_at=burst.first_at,
        last_at=burst.last_at,
        expected=rational_text(Fraction(round(burst.expected * 100), 100)),
        changes=tuple(_changed_without(burst, votes, pairs, merged, thresholds)),
    )


def _changed_without(
    burst: Burst,
    votes: Sequence[WiserVote],
    pairs: Sequence[PairVerdict],
    merged: Merged,
    thresholds: Thresholds,
) -> Iterator[PairWithout]:
    """Yield the pairs of a burst's card that come out otherwise without the burst's votes."""
    rest = [
        vote
        for vote in votes
        if vote.context == burst.context
        and not (
            vote.participant in burst.people
            and burst.card in {merged.of(vote.first), merged.of(vote.second)}
        )
    ]
    without = {
        (pair.first, pair.second): pair
        for pair in pair_verdicts(rest, merged, strata={}, thresholds=thresholds)
    }
    for pair in pairs:
        if pair.context != burst.context or burst.card not in {pair.first, pair.second}:
            continue
        other = without.get((pair.first, pair.second))
        status, wiser = (other.status, other.wiser) if other else ("thin", None)
        if (status, wiser) != (pair.status, pair.wiser):
            yield PairWithout.model_validate(
                {
                    "first": pair.first,
                    "second": pair.second,
                    "status": pair.status,
                    "wiser": pair.wiser,
                    "status_without": status,
                    "wiser_without": wiser,
                }
            )
