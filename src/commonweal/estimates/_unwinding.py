"""What it would take to unwind the circles of a graph, and what endorsements give before and after.

Introducing Democratic Fine-Tuning (2023) takes a circle for a sign that somebody votes to win, and
says that its edges and votes should be unwound. Here a circle is a disagreement: it orders none of
its members, and no vote is dropped. This report says which edges the fewest votes hang on, for
people who want to look at them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

import numpy as np

from commonweal.documents import counted
from commonweal.errors import InvalidDocument, Problem
from commonweal.estimates._feedback_arcs import EXACT_UP_TO, FeedbackArcs, fewest_votes
from commonweal.values import (
    CarriedEndorsement,
    RankingProblem,
    ValueGraph,
    find_cycles,
    solve_ranking,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from commonweal.documents import MoralGraph, PairVerdict

DEPTHS: tuple[int | None, ...] = (0, 1, 2, None)
"""How far endorsements are carried in the comparison: plain votes, one and two steps, all the way.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class FewestVotes:
    """Take away the edges with the fewest votes behind them that leave no circle."""

    exact_up_to: int = EXACT_UP_TO
    """Groups of more values are approximated, and the result says by how much at most."""

    name: ClassVar[str] = "fewest votes lost"

    def __post_init__(self) -> None:
        if not 2 <= self.exact_up_to <= 20:
            raise InvalidDocument(
                Problem(
                    code="exact-up-to",
                    path="exact_up_to",
                    expected="from 2 to 20 values: memory doubles with each",
                    found=str(self.exact_up_to),
                )
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class UnwoundEdge:
    """One accepted pair that would no longer order its two values."""

    less_wise: str
    wiser: str
    votes: int
    """How many call ``wiser`` the wiser: the votes that the edge would lose."""
    against: int
    """How many call ``less_wise`` the wiser."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnwoundCircle:
    """One group of values that people order in a circle, and what would open it."""

    context: str
    members: tuple[str, ...]
    edges: tuple[UnwoundEdge, ...]
    votes: int
    """How many votes these edges would lose together."""
    at_least: int
    """No choice of edges loses fewer than this; equal to ``votes`` where the choice is exact."""
    only: bool | None
    """Whether no other choice loses as few; None where that was not worked out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EndorsedAt:
    """What one value is endorsed by at one depth, with the circles kept and unwound."""

    context: str
    card: str
    depth: int | None
    """How many steps endorsements are carried; None for all the way."""
    kept: float
    unwound: float


@dataclass(frozen=True, slots=True, kw_only=True)
class UnwindingResult:
    """A report on circles. Nothing of it is applied."""

    value: tuple[UnwoundCircle, ...]
    status: Literal["exact", "approximate", "no_circles"]
    method: str
    parameters: Mapping[str, object]
    endorsed: tuple[EndorsedAt, ...]
    """Of each context that has a circle: every value at every depth."""

    def explain(self) -> tuple[str, ...]:
        """Return in sentences what would be unwound."""
        votes = sum(circle.votes for circle in self.value)
        bound = sum(circle.at_least for circle in self.value)
        return (
            f"{counted(len(self.value), 'group')} of values ordered in a circle.",
            f"Edges with {votes} votes would open all of them; no choice loses fewer than {bound}.",
            "Nothing was removed: the verdicts stand, and the circles order none of their members.",
        )


def solve_unwinding(graph: MoralGraph, method: FewestVotes | None = None) -> UnwindingResult:
    """Return which edges would open the circles of each context at the cost of the fewest votes.

    An edge is an accepted pair; it loses the votes that call its wiser value wiser. Contexts are
    never pooled. Beside it stands the aggregation of the 2023 design, endorsements carried so many
    steps up (`commonweal.values.CarriedEndorsement`), with the circles kept, when their members
    share what reaches them, and with these edges gone.

    Args:
        graph: a moral graph.
        method: up to which size of a circle the fewest votes are found exactly.

    Cost: for each group of n values in a circle 2**n · n times the edges taken away plus one, up to
    ``exact_up_to``.
    """
    method = method or FewestVotes()
    circles: list[UnwoundCircle] = []
    endorsed: list[EndorsedAt] = []
    for context in sorted({pair.context for pair in graph.pairs if pair.wiser is not None}):
        pairs = [p for p in graph.pairs if p.context == context and p.wiser is not None]
        edges = _Edges.of(pairs)
        found = list(_circles(edges, context, method))
        if found:
            circles += found
            gone = {(edge.less_wise, edge.wiser) for circle in found for edge in circle.edges}
            endorsed += _endorsed(graph, edges, context, gone)
    exact = all(circle.votes == circle.at_least for circle in circles)
    return UnwindingResult(
        value=tuple(circles),
        status="no_circles" if not circles else "exact" if exact else "approximate",
        method=method.name,
        parameters={"exact_up_to": method.exact_up_to},
        endorsed=tuple(endorsed),
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Edges:
    """The accepted pairs of one context, with their votes for and against."""

    cards: tuple[str, ...]
    source: NDArray[np.int64]
    wiser: NDArray[np.int64]
    votes: NDArray[np.int64]
    against: NDArray[np.int64]

    @classmethod
    def of(cls, pairs: Sequence[PairVerdict]) -> _Edges:
        cards = tuple(sorted({card for pair in pairs for card in (pair.first, pair.second)}))
        code = {card: number for number, card in enumerate(cards)}
        rows = []
        for pair in pairs:
            first = pair.shown_first.first + pair.shown_second.first
            second = pair.shown_first.second + pair.shown_second.second
            ends = code[pair.first], code[pair.second]
            rows.append((*ends[::-1], first, second) if pair.wiser == pair.first
                        else (*ends, second, first))  # fmt: skip
        columns = np.array(rows, dtype=np.int64).reshape(-1, 4).T
        return cls(cards, *columns)

    def graph(self, kept: NDArray[np.bool_]) -> ValueGraph:
        """Return the graph of some of the edges."""
        return ValueGraph.from_edges(len(self.cards), self.source[kept], self.wiser[kept])


def _circles(edges: _Edges, context: str, method: FewestVotes) -> Iterator[UnwoundCircle]:
    for cycle in find_cycles(edges.graph(np.ones(len(edges.source), dtype=np.bool_))):
        inside = np.isin(edges.source, cycle.members) & np.isin(edges.wiser, cycle.members)
        rows = {
            (int(edges.source[row]), int(edges.wiser[row])): row
            for row in np.flatnonzero(inside).tolist()
        }
        weights = {edge: int(edges.votes[row]) for edge, row in rows.items()}
        found: FeedbackArcs = fewest_votes(weights, exact_up_to=method.exact_up_to)
        yield UnwoundCircle(
            context=context,
            members=tuple(edges.cards[member] for member in cycle.members),
            edges=tuple(
                UnwoundEdge(
                    less_wise=edges.cards[edge[0]],
                    wiser=edges.cards[edge[1]],
                    votes=weights[edge],
                    against=int(edges.against[rows[edge]]),
                )
                for edge in found.edges
            ),
            votes=found.votes,
            at_least=found.at_least,
            only=found.only,
        )


def _endorsed(
    graph: MoralGraph, edges: _Edges, context: str, gone: set[tuple[str, str]]
) -> Iterator[EndorsedAt]:
    holders = {value.card: value.holders for value in graph.values}
    held = np.array([holders.get(card, 0) for card in edges.cards], dtype=np.float64)
    ends = zip(edges.source.tolist(), edges.wiser.tolist(), strict=True)
    stays = np.array([(edges.cards[s], edges.cards[w]) not in gone for s, w in ends])
    whole, unwound = edges.graph(np.ones(len(stays), dtype=np.bool_)), edges.graph(stays)
    for depth in DEPTHS:
        kept, after = (
            solve_ranking(
                RankingProblem(graph=one, endorsements=held), CarriedEndorsement(depth=depth)
            ).value
            for one in (whole, unwound)
        )
        for number, card in enumerate(edges.cards):
            yield EndorsedAt(
                context=context,
                card=card,
                depth=depth,
                kept=float(kept[number]),
                unwound=float(after[number]),
            )
