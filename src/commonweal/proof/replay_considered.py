"""Replay what was said of each situation, as it must be published, and all that records give.

The standard library alone, nothing of the project; replay.py loads this file. The rules are told in
words in docs/reference/moral-graph.md and docs/reference/decisions.md.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

rules: Any = sys.modules["commonweal_checker.replay_graph"]

Said = tuple[str, Any]
"""A record's id and the record."""


class Published(NamedTuple):
    """The placings, appraisals and complaints of one situation."""

    placings: dict[Any, tuple[int, str]]
    appraisals: dict[Any, tuple[int, str]]
    complaints: set[tuple[Any, ...]]


class Considerations:
    """What appraisers said of each situation, as it must be published: owners are not named."""

    def __init__(self, graph: Any) -> None:
        self.graph, self.uses, self.study = graph, graph.uses, graph.records.study
        self.said: dict[tuple[str, str], list[Said]] = defaultdict(list)
        for kind in ("placing", "appraisal"):
            graph.records.set_aside(kind)
            for name, record in rules.in_order(graph.records.of(kind)):
                self.said[kind, record.situation].append((name, record))
        complaints = [complaint for _, complaint in graph.records.of("complaint")]
        withheld = self._withheld(complaints)
        self.complaints = {
            (*key[:2], *told, c.grade, c.origin)
            for c in complaints
            for key in [(c.standpoint, c.principle, c.ground)]
            for told in [(None, withheld[key]) if key in withheld else (c.ground, None)]
        }

    def of(self, situation: str) -> Published:
        """Return what was said of a situation; sets aside what does not count."""
        placings, appraisals = self._placings(situation), self._appraisals(situation)
        return Published(placings, appraisals, self.complaints)

    def _withheld(self, complaints: list[Any]) -> dict[tuple[str, str, str], int]:
        """Return the grounds that nobody names who may be quoted, numbered by the words."""
        named = [((c.standpoint, c.principle, c.ground), c) for c in complaints]
        quoted = {key for key, complaint in named if self.graph.records.quoted(complaint)}
        numbers, found = defaultdict[Any, int](int), {}
        for key in sorted({key for key, _ in named} - quoted):
            numbers[key[:2]] += 1
            found[key] = numbers[key[:2]]
        return found

    def _last(self, said: list[Said], about: Callable[[Any], Any]) -> list[tuple[str, Any, Any]]:
        """Return each appraiser's last word on each thing, with where it counts from."""
        last: dict[Any, Said] = {}
        for name, record in said:
            if (earlier := last.get(about(record))) is not None:
                self.uses[earlier[0]] = "superseded"
            last[about(record)] = name, record
        return [(name, record, self._source(record)) for name, record in last.values()]

    def _source(self, record: Any) -> tuple[str, str | None] | None:
        value = self.graph.value_of.get(record.card)
        if value is None:
            return None
        if record.origin == "model":
            return "model", record.appraiser
        if record.appraiser in self.graph.holders[value]:
            return "owner", None
        return ("declared", record.appraiser) if record.appraiser in self.study.appraisers else None

    def _placings(self, situation: str) -> dict[Any, tuple[int, str]]:
        of, groups = self.graph.value_of, defaultdict(list)
        said = self.said["placing", situation]
        for name, placing, source in self._last(said, lambda p: (p.appraiser, of.get(p.card))):
            if source is None:
                self.uses[name] = "out_of_scope"
                continue
            # The policies of a merged card are not those that are published.
            own = placing.card == of[placing.card]
            rests_on = tuple(sorted({*placing.rests_on})) if own else ()
            order = tuple(tuple(sorted(tier)) for tier in placing.order)
            about = (of[placing.card], *source, order, placing.stake, rests_on)
            groups[about].append(placing.origin)
        return {about: (len(origins), rules.weakest(origins)) for about, origins in groups.items()}

    def _appraisals(self, situation: str) -> dict[Any, tuple[int, str]]:
        groups, said = defaultdict(list), self.said["appraisal", situation]
        last = self._last(said, lambda a: (a.appraiser, a.card, a.policy, a.option))
        for name, appraisal, source in last:
            if source is None or self.graph.value_of[appraisal.card] != appraisal.card:
                self.uses[name] = "out_of_scope"
                continue
            about = (appraisal.card, appraisal.policy, appraisal.option, appraisal.effect, *source)
            groups[about].append(appraisal.origin)
        return {about: (len(origins), rules.weakest(origins)) for about, origins in groups.items()}


class Rebuilt(NamedTuple):
    """What a study's records give."""

    graph: Any
    values: dict[str, Any]
    pairs: dict[tuple[str, ...], Any]
    outweighs: dict[tuple[str, ...], tuple[int, int]]
    transitions: dict[str, Any]
    considered: dict[str, Published]
    """What was said, by the name of the situation."""
    uses: dict[str, str]
    """What became of each record."""


def rebuild(
    by_kind: dict[str, list[Said]], study: Any, situations: Iterable[str], account: Any
) -> Rebuilt:
    """Replay records, under an account of what others did that were erased since."""
    graph = rules.Graph(rules.Records(by_kind, study, account))
    parts = graph.values(), graph.pairs(), graph.outweighs(), graph.transitions()
    considerations = Considerations(graph)
    considered = {name: considerations.of(name) for name in situations}
    return Rebuilt(graph, *parts, considered, graph.uses)
