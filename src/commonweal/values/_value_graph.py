"""Which value is held wiser than which, as a sparse matrix: what rankings are computed on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np

from commonweal.errors import InvalidDocument, Problem

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray
    from scipy import sparse


@dataclass(frozen=True, slots=True, eq=False)
class ValueGraph:
    """Edges from values to wiser ones, in one context. Values are numbered from 0.

    Made by `ValueGraph.from_edges`; contexts are never pooled, so there is one graph for each.
    """

    incoming: sparse.csr_array
    """One row for each value: the weights of the edges that come in from less wise ones."""

    @classmethod
    def from_edges(
        cls, values: int, source: ArrayLike, wiser: ArrayLike, *, weight: ArrayLike | None = None
    ) -> Self:
        """Return the graph with an edge from each of ``source`` to its counterpart in ``wiser``.

        Args:
            values: how many values there are, with and without edges.
            source: the values that edges lead from.
            wiser: the values that they lead to.
            weight: positive numbers; 1 for each edge if there are none. Edges between the same two
                values are kept, and add up.

        Raises:
            InvalidDocument: with code ``invalid-edge``.

        Cost: linear in values and edges.
        """
        from scipy import sparse

        sources = np.asarray(source, dtype=np.int64)
        targets = np.asarray(wiser, dtype=np.int64)
        weights = np.ones(len(sources)) if weight is None else np.asarray(weight, dtype=np.float64)
        _check_edges(values, sources, targets, weights)
        coordinates = (targets.astype(np.int32), sources.astype(np.int32))
        matrix = sparse.coo_array((weights, coordinates), shape=(values, values))
        # Keeps parallel edges apart: to add them up would cost more than all the rest.
        matrix.has_canonical_format = True
        return cls(matrix.tocsr())

    @property
    def values(self) -> int:
        """How many values there are."""
        return int(self.incoming.shape[0])

    @property
    def edges(self) -> int:
        """How many edges there are."""
        return int(self.incoming.nnz)

    def edge_ends(self) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.float64]]:
        """Return where each edge leads from, where it leads to, and its weight."""
        targets = np.repeat(np.arange(self.values, dtype=np.int32), np.diff(self.incoming.indptr))
        return self.incoming.indices, targets, self.incoming.data

    def outgoing_weight(self) -> NDArray[np.float64]:
        """Return the weight of the edges that lead from each value to wiser ones."""
        totals = np.bincount(
            self.incoming.indices, weights=self.incoming.data, minlength=self.values
        )
        return totals.astype(np.float64, copy=False)

    def components(self) -> NDArray[np.int32]:
        """Return for each value the number of its strong component.

        Two values share one exactly when each is reached from the other along wiser edges.
        """
        from scipy.sparse import csgraph

        # SciPy's search goes wrong where an entry stands more than once.
        single = self.incoming.copy()
        single.sum_duplicates()
        _, labels = csgraph.connected_components(single, connection="strong")
        return labels


def _check_edges(
    values: int,
    sources: NDArray[np.int64],
    targets: NDArray[np.int64],
    weights: NDArray[np.float64],
) -> None:
    if not len(sources) == len(targets) == len(weights):
        raise _invalid("as many sources as wiser values and weights", _lengths(sources, targets))
    if not len(sources):
        return
    lowest = int(min(sources.min(), targets.min()))
    highest = int(max(sources.max(), targets.max()))
    if lowest < 0 or highest >= values:
        raise _invalid(f"values numbered from 0 to {values - 1}", f"{lowest} to {highest}")
    if (sources == targets).any():
        raise _invalid("two different values on every edge", "a value wiser than itself")
    if not (np.isfinite(weights).all() and (weights > 0).all()):
        raise _invalid("positive weights", f"a weight of {weights.min()}")


def _lengths(sources: NDArray[np.int64], targets: NDArray[np.int64]) -> str:
    return f"{len(sources)} sources and {len(targets)} wiser values"


def _invalid(expected: str, found: str) -> InvalidDocument:
    return InvalidDocument(
        Problem(code="invalid-edge", path="edges", expected=expected, found=found)
    )
