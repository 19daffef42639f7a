"""A target made ready for decisions: indexed once, used for any number of situations."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from commonweal.documents import Step
from commonweal.errors import InvalidDocument, Problem
from commonweal.norms import (
    Bodies,
    ContextOrder,
    Defeats,
    IndexedNorm,
    NormIndex,
    authorised,
    breach_circles,
    circle_words,
)
from commonweal.proof import hash_of, step_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from commonweal.documents import (
        Coverage,
        OutweighCounts,
        PairVerdict,
        PublishedValue,
        Stake,
        Target,
    )

STAKES: tuple[Stake, ...] = ("slight", "notable", "grave")
"""How much can be at stake, least first."""


class PreparedTarget:
    """A target with its norms, values and verdicts indexed, and its hash.

    Preparing costs about as much as one decision. Whoever decides many situations under one target
    prepares it once.

    Args:
        target: the target.

    Raises:
        InvalidDocument: with code ``repeated-name`` if two norms or two contexts have one name, or
            one card stands for, or is merged into, two values, or a party's own cards are listed
            twice; with code ``pair-misnamed`` if a verdict is not on two published values in order,
            once in each context; or with code ``circular-breach`` if norms apply only upon one
            another's breach.
    """

    def __init__(self, target: Target) -> None:
        problems = tuple(_problems(target))
        if problems:
            raise InvalidDocument(problems)
        self.document = target
        self.sha256 = hash_of(target)
        graph = target.graph
        self.values: dict[str, PublishedValue] = {
            value.card: value for value in sorted(graph.values, key=lambda value: value.card)
        }
        self.card_of = {
            card: value.card for value in graph.values for card in (value.card, *value.merged)
        }
        self.natures = {
            value.card: tuple(policy.nature for policy in value.policies) for value in graph.values
        }
        self.contexts = ContextOrder(target.contexts)
        self.bodies = Bodies(target.institutions)
        self.norms = NormIndex(
            (IndexedNorm.from_document(norm, card_of=self.card_of) for norm in target.norms),
            target.authorities,
            target.norm_order,
        )
        if circles := breach_circles(self.norms.norms):
            raise InvalidDocument(tuple(_circular(circle, self.norms) for circle in circles))
        self.defeats = Defeats(self.norms)
        self.counted_models = frozenset(
            agreement.model for agreement in target.model_agreement if agreement.counts
        )
        self.verdicts = _by_pair(graph.pairs)
        self.outweighs = _by_comparison(graph.outweighs, self.card_of)
        self.coverages = _by_covered(graph.transitions, self.card_of)
        self.standards: dict[str, frozenset[str]] = defaultdict(frozenset)
        for standard in target.role_standards:
            self.standards[standard.role] |= self.known(standard.cards)
        self.own_cards = {own.party: self.known(own.cards) for own in target.own_cards}
        """By party, the values that its own cards stand for."""
        self.levels = {norm.name: norm.level for norm in target.norms}
        self.norm_steps = {norm.name: _norm_steps(norm.name) for norm in target.norms}
        """For each norm, the step of a derivation by whether it is in force and authorised."""
        self._authorised: dict[str | None, frozenset[str]] = {}

    def authorised(self, place: str | None) -> frozenset[str]:
        """Return the norms that bind somebody in a place, whether in force or not."""
        # Kept for the places that norms tell apart: all others are alike.
        key = place if place in self.norms.places else None
        if key not in self._authorised:
            self._authorised[key] = frozenset(
                name for name, norm in self.norms.norms.items() if authorised(self.norms, norm, key)
            )
        return self._authorised[key]

    def known(self, cards: Iterable[str]) -> frozenset[str]:
        """Return the values that cards stand for, without the cards that stand for none."""
        return frozenset(self.card_of[card] for card in cards if card in self.card_of)


def _norm_steps(name: str) -> dict[tuple[bool, bool], Step]:
    return {
        (forced, allowed): Step(
            id=step_id("norm", name),
            rule="norm",
            premises=("inputs",),
            conclusion={"in_force": forced, "authorised": allowed},
        )
        for forced in (True, False)
        for allowed in (True, False)
    }


def _problems(target: Target) -> Iterator[Problem]:
    norms = Counter(norm.name for norm in target.norms)
    contexts = Counter(context.name for context in target.contexts)
    bodies = Counter(body.name for body in target.institutions)
    values = target.graph.values
    cards = Counter(card for value in values for card in {value.card, *value.merged})
    owners = Counter(own.party for own in target.own_cards)
    named = {"norms": norms, "contexts": contexts, "institutions": bodies, "graph.values": cards}
    named["own_cards"] = owners
    for path, counted in named.items():
        for name, count in sorted(counted.items()):
            if count > 1:
                yield Problem("repeated-name", path, "each name once", f"{name!r} {count} times")
    published = {value.card for value in values}
    seen: set[tuple[str, str, str]] = set()
    for index, verdict in enumerate(target.graph.pairs):
        pair = (verdict.first, verdict.second)
        key = (verdict.context, *pair)
        if key in seen or verdict.first >= verdict.second or not published.issuperset(pair):
            expected = "two published values, the smaller id first, once in each context"
            yield Problem("pair-misnamed", f"graph.pairs[{index}]", expected, " and ".join(pair))
        seen.add(key)


def _circular(circle: Sequence[str], index: NormIndex) -> Problem:
    return Problem(
        code="circular-breach",
        path="norms",
        expected="norms that apply upon the breach of another, in no circle of actions",
        found=circle_words(circle, index.norms),
        hint="What is due upon a breach is another action than the one that was the breach.",
    )


def _by_pair(verdicts: Iterable[PairVerdict]) -> dict[tuple[str, str], list[PairVerdict]]:
    """Return the verdicts that are not thin, by the two values."""
    found: dict[tuple[str, str], list[PairVerdict]] = defaultdict(list)
    for verdict in verdicts:
        if verdict.status != "thin":
            found[verdict.first, verdict.second].append(verdict)
    return dict(found)


def _by_comparison(
    rows: Iterable[OutweighCounts], card_of: Mapping[str, str]
) -> dict[tuple[str, Stake, str, Stake], dict[str, tuple[int, int]]]:
    """Return how many hold that so much on one value outweighs so much on another, and the reverse.

    Per context, for each comparison in both directions.
    """
    found: dict[tuple[str, Stake, str, Stake], dict[str, tuple[int, int]]] = defaultdict(dict)
    for row in rows:
        one, other = card_of.get(row.card), card_of.get(row.over_card)
        if one is None or other is None or one == other:
            continue
        forward = (one, row.stake, other, row.over_stake)
        backward = (other, row.over_stake, one, row.stake)
        for key, counts in (
            (forward, (row.agree, row.reverse)),
            (backward, (row.reverse, row.agree)),
        ):
            before = found[key].get(row.context, (0, 0))
            found[key][row.context] = (before[0] + counts[0], before[1] + counts[1])
    return dict(found)


def _by_covered(
    transitions: Iterable[Coverage], card_of: Mapping[str, str]
) -> dict[str, list[tuple[str, Coverage]]]:
    """Return, for each value, the transitions away from it, each with the value it leads to."""
    found: dict[str, list[tuple[str, Coverage]]] = defaultdict(list)
    for transition in transitions:
        one, other = card_of.get(transition.from_card), card_of.get(transition.to_card)
        if one is not None and other is not None and one != other:
            found[one].append((other, transition))
    return dict(found)
