"""Owners drawn at random, each with a situation: what holds of every steward is tested on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st

from commonweal.stewardship import ANYWHERE
from commonweal.testing._owners import CONCERNS, Nature, card, owner, situation, votes

if TYPE_CHECKING:
    from commonweal.stewardship import BankSituation, OwnValues

_TITLES = ("A", "B", "C")
_NATURES: st.SearchStrategy[Nature] = st.sampled_from(
    ["constitutive", "constitutive", "undecided", "instrumental"]
)
_TAGS = st.lists(st.sampled_from(CONCERNS), max_size=2, unique=True)
_ANSWERS = st.sampled_from(["same", "same", "same", "flip", "both_needed", "unsure"])
_CONTEXTS = st.lists(st.sampled_from([ANYWHERE, *CONCERNS]), max_size=2, unique=True)


@st.composite
def owner_worlds(draw: st.DrawFn) -> tuple[OwnValues, BankSituation]:
    """Draw an owner of up to three cards, with links and answers, and a situation."""
    cards = [
        card(title, *draw(st.lists(_NATURES, min_size=1, max_size=2)))
        for title in _TITLES[: draw(st.integers(1, 3))]
    ]
    rows = [
        (one, place, draw(st.sampled_from(CONCERNS)))
        for one in cards
        for place in range(len(one.policies))
    ]
    asked = [
        vote
        for low, high in ((0, 1), (1, 2), (0, 2))
        if high < len(cards)
        for context in draw(_CONTEXTS)
        for one, other in [draw(st.permutations([cards[low], cards[high]]))]
        for vote in votes(one, other, context=context, answers=draw(_ANSWERS))
    ]
    options = [
        (name, supports := draw(_TAGS), [tag for tag in draw(_TAGS) if tag not in supports])
        for name in ("x", "y", "z")[: draw(st.integers(2, 3))]
    ]
    return owner(rows, votes=tuple(asked)), situation(*options)
