"""The picture of a moral graph: wiser values higher, and no line or sign hidden behind a box."""

from __future__ import annotations

import re
from itertools import combinations, pairwise
from random import Random

import networkx as nx
from hypothesis import given, strategies as st

from commonweal.documents import PairCounts, PairVerdict
from commonweal.reports._layers import layers_of
from commonweal.reports._picture import BOXES_ACROSS, draw_graph
from commonweal.reports._routes import (
    BOX_HEIGHT,
    BOX_WIDTH,
    GAP_ACROSS,
    GAP_DOWN,
    Place,
    free_point,
    route_lines,
)

Edges = list[tuple[str, str]]

names = st.integers(0, 9).map(lambda number: f"value {number}")
graphs = st.lists(st.tuples(names, names), max_size=16, unique=True).map(
    lambda edges: [(low, high) for low, high in edges if low != high]
)


def cards_of(edges: Edges) -> list[str]:
    """Return the names in some edges, sorted."""
    return sorted({card for edge in edges for card in edge})


def strong_components(edges: Edges) -> dict[str, int]:
    """Return for each name the number of its strong component, as another library finds it."""
    graph = nx.DiGraph(edges)
    found = nx.strongly_connected_components(graph)
    return {card: number for number, members in enumerate(found) for card in members}


@given(graphs)
def test_the_wiser_value_is_higher(edges: Edges) -> None:
    """An edge on no cycle leads up, values on a cycle share a layer, and each is placed once."""
    cards = cards_of(edges)
    component = strong_components(edges)

    layers = layers_of(cards, edges)

    depth = {card: number for number, layer in enumerate(layers) for card in layer}
    assert cards == sorted(card for layer in layers for card in layer)
    assert all(layers)
    for low, high in edges:
        same = component[low] == component[high]
        assert depth[low] == depth[high] if same else depth[low] > depth[high]


@given(graphs, st.permutations([f"name {number}" for number in range(10)]), st.randoms())
def test_names_and_order_change_no_layer(edges: Edges, new: list[str], random: Random) -> None:
    """Other names, and edges in another order, give the same values in each layer."""
    renamed = dict(zip((f"value {number}" for number in range(10)), new, strict=True))
    shuffled = [(renamed[low], renamed[high]) for low, high in edges]
    random.shuffle(shuffled)

    layers = layers_of(cards_of(edges), edges)
    again = layers_of(cards_of(shuffled), shuffled)

    assert [{renamed[card] for card in layer} for layer in layers] == [*map(set, again)]


def test_a_long_chain_has_a_layer_for_each() -> None:
    """A chain of fifty values makes fifty layers, the wisest first."""
    chain = [f"{number:02}" for number in range(50)]

    layers = layers_of(chain, list(pairwise(chain)))

    assert [[card] for card in reversed(chain)] == layers


def test_nothing_is_drawn_of_nothing() -> None:
    """Where no pair has a verdict there is no picture."""
    assert "" == draw_graph([], {}, context="when nobody answered")


def grid(rows: list[int]) -> dict[str, Place]:
    """Return boxes in rows of these lengths, each row in the middle."""
    across = max(rows)
    return {
        f"{number}.{column}": Place(
            (across - length) * (BOX_WIDTH + GAP_ACROSS) / 2 + column * (BOX_WIDTH + GAP_ACROSS),
            44 + number * (BOX_HEIGHT + GAP_DOWN),
            number,
        )
        for number, length in enumerate(rows)
        for column in range(length)
    }


def crosses(start: tuple[float, float], end: tuple[float, float], place: Place) -> bool:
    """Tell whether a line from point to point goes through the inside of a box (by many points)."""
    for step in range(1, 200):
        x = start[0] + (end[0] - start[0]) * step / 200
        y = start[1] + (end[1] - start[1]) * step / 200
        inside_x = place.x + 0.5 < x < place.x + BOX_WIDTH - 0.5
        if inside_x and place.y + 0.5 < y < place.y + BOX_HEIGHT - 0.5:
            return True
    return False


drawings = st.lists(st.integers(1, BOXES_ACROSS), min_size=1, max_size=5).flatmap(
    lambda rows: st.tuples(
        st.just(grid(rows)),
        st.lists(
            st.sampled_from([*combinations(grid(rows), 2)] or [("0.0", "0.0")]),
            max_size=12,
            unique=True,
        ).map(
            lambda ends: [
                pair[::-1] if number % 2 else pair
                for number, pair in enumerate(ends)
                if pair[0] != pair[1]
            ]
        ),
    )
)


@given(drawings)
def test_no_line_runs_behind_a_box(drawing: tuple[dict[str, Place], Edges]) -> None:
    """Every line begins and ends at its boxes and passes through none, within the picture."""
    places, ends = drawing

    lines = route_lines(ends, places)

    for (source, target), line in zip(ends, lines, strict=True):
        for (x, y), card in ((line[0], source), (line[-1], target)):
            assert places[card].x < x < places[card].x + BOX_WIDTH
            assert y in {places[card].y, places[card].y + BOX_HEIGHT}
        assert all(y >= 0 for _, y in line)
        assert [] == [
            card
            for start, end in pairwise(line)
            for card, place in places.items()
            if crosses(start, end, place)
        ]


@given(drawings)
def test_signs_stand_on_their_lines_in_the_open(
    drawing: tuple[dict[str, Place], Edges],
) -> None:
    """A sign is put where no box covers it, on its line."""
    places, ends = drawing
    taken: list[tuple[float, float]] = []

    signs = [free_point(line, places, taken) for line in route_lines(ends, places)]

    assert signs == taken
    for x, y in signs:
        assert not any(
            place.x < x < place.x + BOX_WIDTH and place.y < y < place.y + BOX_HEIGHT
            for place in places.values()
        )


def test_long_titles_are_cut_and_said_in_whole() -> None:
    """A title too long for its box ends in an ellipsis there, and is whole in the box's title."""
    long = "Asking those who will drink from it long after everybody who signed for it is gone"
    ids = [f"value_card:{letter * 64}" for letter in "ab"]
    pair = PairVerdict(
        context="dry",
        first=ids[0],
        second=ids[1],
        shown_first=PairCounts(first=20),
        shown_second=PairCounts(first=20),
        status="accepted",
        wiser=ids[0],
    )

    picture = str(draw_graph([pair], {ids[0]: long, ids[1]: "B"}, context="when dry"))

    spans = re.findall(r"<tspan[^>]*>([^<]*)</tspan>", picture)
    assert f"<g><title>{long}</title>" in picture
    assert any(span.endswith("…") for span in spans)
    assert all(len(span) <= 24 for span in spans)
    assert 1 == picture.count('marker-end="url(#tip)"')


def test_a_picture_of_few_values_is_not_blown_up() -> None:
    """It has its own width; one of many values fills the page."""
    few, many = (
        [
            PairVerdict(
                context="dry",
                first=f"value_card:{number:064}",
                second=f"value_card:{9:064}",
                shown_first=PairCounts(first=20),
                shown_second=PairCounts(first=20),
                status="accepted",
                wiser=f"value_card:{9:064}",
            )
            for number in range(count)
        ]
        for count in (1, 8)
    )

    drawn = [str(draw_graph(pairs, {}, context="when dry")) for pairs in (few, many)]

    assert ["narrow" in picture for picture in drawn] == [True, False]
