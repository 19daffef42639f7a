"""Advice: what a person's own cards say of a choice, and wiser moves that others reported."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from commonweal.documents import (
        Decision,
        MoralGraph,
        Origin,
        PairVerdict,
        PublishedPlacing,
        PublishedValue,
    )
    from commonweal.stewardship._bank import BankSituation
    from commonweal.stewardship._steward import Steward

_WORD = re.compile(r"\w+")
_SHORTEST_WORD = 4
"""Words of fewer letters say little of what a policy is about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CardSays:
    """What one of the person's cards says of the options, as one appraiser placed them."""

    card: str
    title: str
    favours: tuple[str, ...]
    """The options that stand highest on it; none if it does not tell them apart."""
    against: tuple[str, ...]
    """Those that stand lowest, if there are others above them."""
    unplaced: tuple[str, ...]
    """Those on which its policies pull apart, or which nobody placed."""
    placed_by: str
    """``owner``, or the author of the tags."""
    counts: bool
    """Whether it counts for certain; if not, whether it does hangs on something open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PullingApart:
    """Two options that own cards speak for on either side."""

    options: tuple[str, str]
    for_first: tuple[str, ...]
    """Titles of the cards that may speak for the first."""
    for_second: tuple[str, ...]
    settled_for: str | None
    """The option for which the person's own order of cards settles it, if it does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedMove:
    """A move that others hold to be wiser, from a value that resembles one of the person's cards.

    It is a proposal. That a value resembles a card is measured by their words alone, and that it is
    wiser is what the people of another study say.
    """

    card: str
    """The person's card."""
    title: str
    resembles: str
    """The title of the value that others move away from."""
    to: str
    """The title of the value that they hold to be wiser."""
    policies: tuple[str, ...]
    """What one attends to by it."""
    context: str
    alike: float
    """The share of words that the card and the value have in common, from 0 to 1."""
    said_so: int
    """How many answers call it wiser."""
    said_otherwise: int
    """How many call the other one wiser."""
    told: int
    """How many told such a move of their own life."""
    origin: Origin
    """The weakest origin in the graph that it is from."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Advice:
    """What can be said of a choice without making it."""

    situation: str
    cards: tuple[CardSays, ...]
    conflicts: tuple[PullingApart, ...]
    moves: tuple[ReportedMove, ...]
    """The most alike first."""

    def explain(self) -> tuple[str, ...]:
        """Return it in sentences."""
        return (*map(_told_card, self.cards), *map(_told_conflict, self.conflicts), *self._moves())

    def _moves(self) -> Iterator[str]:
        for move in self.moves:
            by = " (synthetic)" if move.origin == "synthetic" else ""
            yield (
                f"A proposal{by}: others moved from “{move.resembles}”, which resembles your "
                f"“{move.title}”, to “{move.to}”: {'; '.join(move.policies)}. "
                f"{move.said_so} answers call that wiser, {move.said_otherwise} do not."
            )


def advise(
    steward: Steward,
    situation: BankSituation,
    *,
    graph: MoralGraph | None = None,
    alike: float = 0.3,
    most: int = 3,
) -> Advice:
    """Return what the owner's cards say of each option, where they conflict, and what others say.

    Nothing is chosen and nothing is ranked, though the steward could: this is for whoever decides
    themselves. Moves are taken from accepted verdicts of a graph, never from contested ones.

    Args:
        steward: the owner's.
        situation: a situation of its bank.
        graph: what others hold to be wiser; no moves without one.
        alike: from which share of common words on a value resembles a card, from 0 to 1.
        most: how many moves, at most.

    Raises:
        InvalidDocument: as `Steward.decide` does.

    Cost: one decision, and cards × accepted pairs of the graph.
    """
    decision = steward.decide(situation).decision
    titles = {value.card: value.title for value in steward.target.graph.values}
    cards = tuple(_cards(decision, titles))
    bearing = {says.card for says in cards}
    own = [value for value in steward.target.graph.values if value.card in bearing]
    moves = sorted(_moves(own, graph, alike), key=lambda move: (-move.alike, move.to))
    return Advice(
        situation=situation.name,
        cards=cards,
        conflicts=tuple(_conflicts(decision, titles)),
        moves=tuple(moves[:most]),
    )


def _cards(decision: Decision, titles: dict[str, str]) -> Iterator[CardSays]:
    declared = decision.justification.declared
    counting = {*declared.values_that_count, *declared.values_that_may_count}
    placings = decision.justification.inputs.placings
    owned = {placing.card for placing in placings if placing.source == "owner"}
    for placing in placings:
        usable = placing.source == "owner" or placing.card not in owned
        if placing.card in counting and usable:
            yield _says(placing, titles, declared.options, declared.values_that_count)


def _says(
    placing: PublishedPlacing,
    titles: dict[str, str],
    options: Sequence[str],
    certain: Sequence[str],
) -> CardSays:
    placed = {option for tier in placing.order for option in tier}
    tells = len(placing.order) > 1
    return CardSays(
        card=placing.card,
        title=titles[placing.card],
        favours=placing.order[0] if tells else (),
        against=placing.order[-1] if tells else (),
        unplaced=tuple(option for option in options if option not in placed),
        placed_by=placing.appraiser or "owner",
        counts=placing.card in certain,
    )


def _conflicts(decision: Decision, titles: dict[str, str]) -> Iterator[PullingApart]:
    for tension in decision.tensions:
        if tension.type == "values":
            first, second = tension.sides
            yield PullingApart(
                options=(tension.options[0], tension.options[1]),
                for_first=tuple(titles[card] for card in first.cards),
                for_second=tuple(titles[card] for card in second.cards),
                settled_for=tension.prevails,
            )


def _moves(
    own: Sequence[PublishedValue], graph: MoralGraph | None, alike: float
) -> Iterator[ReportedMove]:
    if graph is None:
        return
    values = {value.card: value for value in graph.values}
    for pair in graph.pairs:
        if pair.status != "accepted" or pair.wiser is None:
            continue
        wiser = values[pair.wiser]
        lower = values[pair.second if pair.wiser == pair.first else pair.first]
        for mine in own:
            share = _words_alike(mine, lower)
            if share >= alike and _words_alike(mine, wiser) < share:
                yield _move(mine, lower, pair, graph, share)


def _move(
    mine: PublishedValue,
    lower: PublishedValue,
    pair: PairVerdict,
    graph: MoralGraph,
    share: float,
) -> ReportedMove:
    wiser = next(value for value in graph.values if value.card == pair.wiser)
    first = pair.shown_first.first + pair.shown_second.first
    second = pair.shown_first.second + pair.shown_second.second
    so, otherwise = (first, second) if wiser.card == pair.first else (second, first)
    moved = (lower.card, wiser.card)
    return ReportedMove(
        card=mine.card,
        title=mine.title,
        resembles=lower.title,
        to=wiser.title,
        policies=tuple(policy.text for policy in wiser.policies),
        context=pair.context,
        alike=share,
        said_so=so,
        said_otherwise=otherwise,
        told=sum((each.from_card, each.to_card) == moved for each in graph.transitions),
        origin=graph.origin,
    )


def _words_alike(one: PublishedValue, other: PublishedValue) -> float:
    """Return the Jaccard index of the words of two values' titles and policies."""
    mine, theirs = _words(one), _words(other)
    either = mine | theirs
    return len(mine & theirs) / len(either) if either else 0.0


def _words(value: PublishedValue) -> set[str]:
    text = " ".join((value.title, *(policy.text for policy in value.policies)))
    return {word for word in _WORD.findall(text.casefold()) if len(word) >= _SHORTEST_WORD}


def _told_card(says: CardSays) -> str:
    if not says.favours:
        said = "does not tell the options apart"
    else:
        said = f"speaks for {', '.join(says.favours)} and against {', '.join(says.against)}"
    open_ = f"; unplaced: {', '.join(says.unplaced)}" if says.unplaced else ""
    may = "" if says.counts else " (if it counts)"
    return f"“{says.title}”{may} {said}{open_}, by {says.placed_by}."


def _told_conflict(apart: PullingApart) -> str:
    first, second = (" and ".join(side) for side in (apart.for_first, apart.for_second))
    settled = (
        f"by your own order, {apart.settled_for}"
        if apart.settled_for
        else "your order leaves it open"
    )
    return f"{apart.options[0]} ({first}) against {apart.options[1]} ({second}): {settled}."
