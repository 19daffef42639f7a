"""Layers for a drawing of who is held wiser than whom: the wiser, the higher."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence


def layers_of(cards: Sequence[str], wiser_than: Sequence[tuple[str, str]]) -> list[list[str]]:
    """Return the cards in layers, the wisest first; cards on a cycle share a layer.

    Args:
        cards: all cards to be placed, in an order that breaks ties.
        wiser_than: edges from a card to the wiser one.

    Cost: O(cards + edges), with a few sweeps to bring linked cards near one another.
    """
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    index = {card: number for number, card in enumerate(cards)}
    source = np.array([index[low] for low, _ in wiser_than], dtype=np.int64)
    wiser = np.array([index[high] for _, high in wiser_than], dtype=np.int64)
    edges = coo_array(
        (np.ones(len(source)), (source, wiser)), shape=(len(cards), len(cards))
    ).tocsr()
    count, component = connected_components(edges, directed=True, connection="strong")
    depth = _depths(count, component[source], component[wiser])
    by_depth: dict[int, list[str]] = {}
    for card in cards:
        by_depth.setdefault(int(depth[component[index[card]]]), []).append(card)
    layers = [by_depth[level] for level in sorted(by_depth)]
    return _untangled(layers, wiser_than)


def _depths(count: int, source: np.ndarray, wiser: np.ndarray) -> np.ndarray:
    """Return for each component its longest way up, so that the wisest lie at depth 0."""
    depth = np.zeros(count, dtype=np.int64)
    across = source != wiser
    source, wiser = source[across], wiser[across]
    for _ in range(count):
        deeper = depth.copy()
        np.maximum.at(deeper, source, depth[wiser] + 1)
        if np.array_equal(deeper, depth):
            break
        depth = deeper
    return depth


def _untangled(layers: list[list[str]], wiser_than: Sequence[tuple[str, str]]) -> list[list[str]]:
    neighbours: dict[str, list[str]] = {}
    for low, high in wiser_than:
        neighbours.setdefault(low, []).append(high)
        neighbours.setdefault(high, []).append(low)
    for _ in range(4):
        place = {card: number / len(layer) for layer in layers for number, card in enumerate(layer)}

        def middle(card: str, place: dict[str, float] = place) -> float:
            beside = neighbours.get(card, [card])
            return sum(place[other] for other in beside) / len(beside)

        layers = [sorted(layer, key=middle) for layer in layers]
    return layers
