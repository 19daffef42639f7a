"""What was planted in the answers on pairs of values: the known truth of the people made.

Each context has its own say on a pair. The percentage is how many of those who prefer one of the
two call the first one named wiser.
"""

from __future__ import annotations

from typing import NamedTuple


class Wiser(NamedTuple):
    """A pair on which most people agree."""

    context: str
    wiser: str
    other: str
    percent: int
    asked: int = 44


class Pair(NamedTuple):
    """A pair on which they do not, or of which both are needed, or that few were asked about."""

    context: str
    first: str
    second: str
    asked: int = 48


ACCEPTED = (
    Wiser("scarce", "leaving-breeders", "full-nets", 88),
    Wiser("scarce", "listening-water", "full-nets", 84),
    Wiser("scarce", "moving-on", "full-nets", 82),
    Wiser("scarce", "water-turn", "feed-my-own", 87),
    Wiser("scarce", "water-turn", "first-come-first-watered", 86),
    Wiser("scarce", "share-by-need", "first-come-first-watered", 87),
    Wiser("scarce", "not-the-best-place", "first-come-first-watered", 83),
    Wiser("scarce", "guests-first", "feed-my-own", 78),
    Wiser("scarce", "thirst-first", "water-turn", 83),
    Wiser("scarce", "thirst-first", "keeping-the-word", 86),
    Wiser("scarce", "thirst-first", "swimming-place", 88),
    Wiser("scarce", "thirst-first", "keep-supply", 90, 120),
    Wiser("scarce", "share-by-need", "jobs-behind-it", 85),
    Wiser("scarce", "soil-memory", "full-nets", 80),
    Wiser("drought", "share-by-need", "water-turn", 86),
    Wiser("drought", "share-by-need", "feed-my-own", 86),
    Wiser("drought", "thirst-first", "feed-my-own", 84),
    Wiser("across", "neighbour-unseen", "guests-first", 84),
    Wiser("across", "neighbour-unseen", "first-come-first-watered", 86),
    Wiser("across", "neighbour-unseen", "clean-hands", 78),
    Wiser("across", "someone-asks-me", "open-books", 79),
    Wiser("across", "reading-faces", "plain-speaking", 80),
    Wiser("across", "mend-what-you-break", "guests-first", 79),
    Wiser("border", "quarrel-well", "plain-speaking", 85),
    Wiser("border", "everyone-across", "feed-my-own", 85),
    Wiser("border", "neighbour-unseen", "keep-supply", 87),
    Wiser("urgent", "thirst-first", "keep-supply", 85),
    Wiser("urgent", "thirst-first", "jobs-behind-it", 87),
    Wiser("urgent", "thirst-first", "full-nets", 86),
    Wiser("urgent", "courage-to-refuse", "elegant-works", 88),
    Wiser("urgent", "numbers-that-speak", "elegant-works", 82),
    Wiser("urgent", "keep-supply", "elegant-works", 83),
    Wiser("uncertain", "numbers-that-speak", "elegant-works", 88),
    Wiser("uncertain", "say-what-you-do-not-know", "numbers-that-speak", 83),
    Wiser("uncertain", "say-what-you-do-not-know", "small-steps", 84),
    Wiser("uncertain", "say-what-you-do-not-know", "plain-speaking", 78),
    Wiser("uncertain", "small-steps", "elegant-works", 86),
    Wiser("uncertain", "remembering-the-flood", "elegant-works", 84),
    Wiser("uncertain", "small-animals", "elegant-works", 78),
    Wiser("promised", "keeping-the-word", "jobs-behind-it", 86),
    Wiser("promised", "courage-to-refuse", "jobs-behind-it", 82),
    Wiser("promised", "courage-to-refuse", "elegant-works", 88),
    Wiser("promised", "seventh-harvest", "first-come-first-watered", 84),
    Wiser("unborn", "seventh-harvest", "swimming-place", 83),
    Wiser("unborn", "someone-asks-me", "swimming-place", 86),
    Wiser("unborn", "seventh-harvest", "jobs-behind-it", 86),
    Wiser("unborn", "seventh-harvest", "keep-supply", 84),
    Wiser("unborn", "remembering-the-flood", "swimming-place", 80),
)

BOTH_NEEDED = (
    Pair("scarce", "listening-water", "leaving-breeders"),
    Pair("scarce", "thirst-first", "share-by-need"),
    Pair("across", "everyone-across", "reading-faces"),
    Pair("across", "everyone-across", "not-the-best-place"),
    Pair("border", "quarrel-well", "open-books"),
    Pair("urgent", "thirst-first", "courage-to-refuse"),
    Pair("uncertain", "open-books", "say-what-you-do-not-know"),
    Pair("uncertain", "remembering-the-flood", "small-steps"),
    Pair("unborn", "seventh-harvest", "someone-asks-me"),
    Pair("unborn", "soil-memory", "moving-on"),
)

AMBIVALENT = (
    Pair("scarce", "share-by-need", "water-turn", 60),
    Pair("scarce", "guests-first", "share-by-need"),
    Pair("drought", "thirst-first", "clean-hands"),
    Pair("across", "open-books", "plain-speaking"),
    Pair("across", "river-as-someone", "neighbour-unseen", 60),
    Pair("border", "neighbour-unseen", "quarrel-well"),
    Pair("urgent", "everyone-across", "feed-my-own"),
    Pair("uncertain", "listening-water", "numbers-that-speak"),
    Pair("promised", "seventh-harvest", "keeping-the-word", 60),
    Pair("unborn", "seventh-harvest", "leaving-breeders"),
    Pair("unborn", "seventh-harvest", "river-as-someone"),
    Pair("unborn", "small-animals", "swimming-place"),
)

THIN = (
    Pair("scarce", "full-nets", "swimming-place", 6),
    Pair("drought", "keep-supply", "feed-my-own", 7),
    Pair("urgent", "share-by-need", "keep-supply", 8),
    Pair("uncertain", "reading-faces", "numbers-that-speak", 5),
    Pair("unborn", "quiet-rite", "swimming-place", 7),
)

CYCLES = (
    # A word before mending afterwards, mending before a rite, the rite before a word to the living.
    (
        Wiser("promised", "keeping-the-word", "mend-what-you-break", 82, 58),
        Wiser("promised", "mend-what-you-break", "quiet-rite", 82, 58),
        Wiser("promised", "quiet-rite", "keeping-the-word", 82, 58),
    ),
)
"""Circles: each pair is agreed on by most of those asked, who are not the same people each time."""

BRIGADE_CONTEXT = "scarce"
BRIGADE_CARD = "keep-supply"
BRIGADE_PAIRS = (
    Wiser("scarce", "share-by-need", "keep-supply", 86, 60),
    Wiser("scarce", "water-turn", "keep-supply", 82, 60),
    Wiser("scarce", "not-the-best-place", "keep-supply", 80, 60),
    Wiser("scarce", "leaving-breeders", "keep-supply", 82, 60),
    Wiser("scarce", "thirst-first", "keep-supply", 90, 120),
)
"""What the others hold of the pairs that the brigade votes on, always with its card shown first.

So many were asked about the last of them that the brigade does not overturn it.
"""

OUTWEIGHS = (
    # More at stake on the other side, and yet: (context, card, stake, over, stake, percent, asked).
    ("scarce", "thirst-first", "notable", "keep-supply", "grave", 84, 34),
    ("scarce", "share-by-need", "notable", "jobs-behind-it", "grave", 84, 34),
    ("scarce", "water-turn", "notable", "feed-my-own", "grave", 80, 32),
    ("unborn", "seventh-harvest", "notable", "jobs-behind-it", "grave", 52, 30),
)
