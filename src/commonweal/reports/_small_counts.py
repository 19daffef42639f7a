"""Whether a decision, as a file, tells counts of fewer people than its study's k."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from commonweal.documents import Decision, MoralGraph, PairCounts, Target


def tells_small_counts(target: Target, decisions: Sequence[Decision]) -> bool:
    """Return whether a target or what was said of the options has a count above 0 and below k.

    A report tells such a count as "fewer than k people", or not at all; a target and a decision
    have the number, since a checker needs it. Of synthetic people there is nothing to withhold.
    """
    if target.synthetic:
        return False
    counts = [*_of_graph(target.graph)]
    for decision in decisions:
        inputs = decision.justification.inputs
        counts += [placing.people for placing in inputs.placings]
        counts += [appraisal.people for appraisal in inputs.appraisals]
    return any(0 < count < target.thresholds.k for count in counts)


def _of_graph(graph: MoralGraph) -> Iterator[int]:
    yield from (group.count for group in graph.asked)
    for value in graph.values:
        yield value.holders
        yield from (group.count for group in value.strata)
    for pair in graph.pairs:
        yield sum(map(sum, map(_answers, (pair.shown_first, pair.shown_second))))
        for group in pair.strata:
            yield from _answers(group.counts)
    yield from (row.agree + row.reverse for row in graph.outweighs)
    for alarm in graph.coordination:
        yield from (alarm.people, alarm.answers)


def _answers(counts: PairCounts) -> tuple[int, ...]:
    return counts.first, counts.second, counts.both_needed, counts.neither, counts.unsure
