"""Endorsements carried up towards wiser values, by so many steps."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from commonweal.errors import InvalidDocument, Problem
from commonweal.values._ranking_result import RankingProblem, RankingResult, RankingStats

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy import sparse

    from commonweal.values._value_graph import ValueGraph


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedEndorsement:
    """What each value is endorsed by when every endorsement is carried ``depth`` steps up.

    An endorsement stands at the value that a person holds. A step carries it to the values held
    wiser, split by the weights of their edges (equally, where all weights are 1); where no value is
    held wiser it stays. Nothing is lost: the scores sum to the endorsements at every depth. Depth 0
    counts plain endorsements, None carries all of them as far up as they go.

    Edges on a cycle order none of its members: a cycle is a disagreement. So from the first step on
    the members of a cycle (a strong component) stand together: what any of them holds belongs to
    all of them, leaves along the edges that lead out of the cycle, and is shared equally among the
    members when it is read off. With e the endorsements summed over strong components and T the
    matrix that carries a component's mass along its leaving edges (and keeps it where there is
    none), the score of a value in component c is (e T^depth)[c] divided by the size of c. Without
    cycles that is the plain walk. T has no cycle, so T^depth comes to rest after as many steps as
    the longest path has edges, and None is exact, not a limit.

    Source: the aggregation with a depth h in O. Klingefjord and J. Edelman, "Introducing
    Democratic Fine-Tuning" (2023): from plain votes at h = 0 to the top of the wisdom gradient as h
    grows. Deviation: that text would unwind the votes on a cycle; here the cycle is kept and
    reported (`find_cycles`), and only stops ordering its members.
    Cost: values and edges, times the smaller of ``depth`` and the longest path; for None, each edge
    once.
    """

    depth: int | None = None

    name: ClassVar[str] = "carried endorsement"

    def __post_init__(self) -> None:
        if self.depth is not None and self.depth < 0:
            raise InvalidDocument(
                Problem(
                    code="depth-out-of-range",
                    path="depth",
                    expected="0 or more steps, or None for as many as there are",
                    found=str(self.depth),
                )
            )

    def rank(self, problem: RankingProblem) -> RankingResult:
        """Return scores that sum to the endorsements."""
        graph = problem.graph
        held = problem.endorsements
        scores = np.ones(graph.values) if held is None else held.astype(np.float64)
        steps = 0
        if self.depth != 0:
            ladder = _Ladder.of(graph)
            mass = ladder.gather(scores)
            if self.depth is None:
                mass, steps = ladder.carry_all(mass)
            else:
                mass, steps = ladder.carry(mass, self.depth)
            scores = (mass / ladder.size)[ladder.component]
        return RankingResult(
            value=scores,
            status="exact",
            method=self.name,
            parameters=asdict(self),
            stats=RankingStats(
                values=graph.values,
                edges=graph.edges,
                without_wiser=int((graph.outgoing_weight() == 0).sum()),
                steps=steps,
                residual=0.0,
            ),
        )


@dataclass(frozen=True, slots=True, eq=False)
class _Ladder:
    """The strong components, and which share of what one holds goes to which other."""

    component: NDArray[np.int32]
    size: NDArray[np.int64]
    upward: sparse.csr_array
    """One row for each component: the shares that it hands to others. An empty row keeps all."""

    @classmethod
    def of(cls, graph: ValueGraph) -> _Ladder:
        from scipy import sparse

        component = graph.components()
        size = np.bincount(component)
        source, wiser, weight = graph.edge_ends()
        lower, upper = component[source], component[wiser]
        leaves = lower != upper
        lower, upper, weight = lower[leaves], upper[leaves], weight[leaves]
        leaving = np.bincount(lower, weights=weight, minlength=len(size))
        shares = sparse.coo_array(
            (weight / leaving[lower], (lower, upper)), shape=(len(size), len(size))
        )
        return cls(component, size, shares.tocsr())

    def gather(self, scores: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return what the members of each component hold together."""
        mass = np.bincount(self.component, weights=scores, minlength=len(self.size))
        return mass.astype(np.float64, copy=False)

    def carry(self, mass: NDArray[np.float64], depth: int) -> tuple[NDArray[np.float64], int]:
        """Return the mass after at most ``depth`` steps, and how many it moved in."""
        keeps = np.diff(self.upward.indptr) == 0
        gathered = self.upward.T.tocsr()
        for step in range(depth):
            moving = np.where(keeps, 0.0, mass)
            if not moving.any():
                return mass, step
            mass = gathered @ moving + np.where(keeps, mass, 0.0)
        return mass, depth

    def carry_all(self, mass: NDArray[np.float64]) -> tuple[NDArray[np.float64], int]:
        """Return the mass when none can move, handing on each component's after all below it."""
        start = self.upward.indptr
        below = np.bincount(self.upward.indices, minlength=len(self.size))
        mass = mass.copy()
        ready = np.flatnonzero(below == 0)
        steps = 0
        while len(ready):
            lower = ready[start[ready] < start[ready + 1]]
            degree = start[lower + 1] - start[lower]
            edge = np.arange(degree.sum()) + np.repeat(
                start[lower] - np.cumsum(degree) + degree, degree
            )
            upper = self.upward.indices[edge]
            np.add.at(mass, upper, self.upward.data[edge] * np.repeat(mass[lower], degree))
            mass[lower] = 0.0
            np.subtract.at(below, upper, 1)
            ready = np.unique(upper[below[upper] == 0])
            steps += bool(len(lower))
        return mass, steps
