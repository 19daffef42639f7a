"""Three people's cards, from which moral graphs are built."""

from __future__ import annotations

import pytest

from commonweal.documents import ValueCard

from .graph_answers import card


@pytest.fixture(name="ann")
def _ann() -> ValueCard:
    return card("ann", "quiet water")


@pytest.fixture(name="bob")
def _bob() -> ValueCard:
    return card("bob", "still pools")


@pytest.fixture(name="cy")
def _cy() -> ValueCard:
    return card("cy", "full nets")
