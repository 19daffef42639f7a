"""How owners of a value place the options on it, and how much they see at stake.

An order is written in tiers, best first: letters in one tier stand side by side. Each row says how
many owners place the options so.
"""

from __future__ import annotations

OPTIONS: dict[str, str] = {
    "N": "nothing",
    "D": "divert-now",
    "E": "emergency-draw",
    "F": "divert-and-flush",
    "H": "hold-contracts",
    "W": "wait-openly",
    "S": "share-the-shortage",
    "M": "mend-first",
}

PLACED: dict[str, tuple[tuple[int, str, str], ...]] = {
    "listening-water": ((6, "S M W HN E F D", "grave"), (1, "M S W HN E F D", "notable")),
    "leaving-breeders": ((5, "S M W HN E F D", "grave"), (2, "S MW HN E F D", "grave")),
    "full-nets": ((4, "SM WHN E F D", "notable"), (1, "S M WHN E F D", "slight")),
    "everyone-across": ((5, "S W M H E F N D", "grave"), (1, "S WM H E F N D", "notable")),
    "reading-faces": ((4, "SW M H E F N D", "notable"),),
    "river-as-someone": ((6, "M S W HN E F D", "grave"), (1, "M S WHN E F D", "grave")),
    "quiet-rite": ((4, "SMWHN E F D", "slight"),),
    "soil-memory": ((5, "M S WHN E F D", "notable"), (1, "M S W HN E F D", "grave")),
    "water-turn": ((6, "S MW HN E F D", "notable"), (2, "S W M HN F E D", "notable")),
    "first-come-first-watered": (
        (4, "HNW M E S F D", "notable"),
        (1, "H NW E M F S D", "notable"),
    ),
    "feed-my-own": ((4, "E S M DF WN H", "grave"), (2, "DE S M F WN H", "grave")),
    "small-steps": ((4, "WM S HN E F D", "slight"), (2, "S WM HN E F D", "notable")),
    "not-the-best-place": ((5, "S M W HN E F D", "notable"),),
    "moving-on": ((3, "M S W HN E F D", "notable"),),
    "seventh-harvest": ((5, "M S W HN E F D", "grave"), (2, "S M W HN E F D", "grave")),
    "keeping-the-word": ((5, "S W M H N E F D", "notable"), (2, "H S W M N F E D", "notable")),
    "remembering-the-flood": ((5, "M SW HN E F D", "notable"),),
    "guests-first": ((4, "S W M HN E F D", "slight"), (1, "S MW HN E F D", "notable")),
    "numbers-that-speak": ((4, "SW M H E F N D", "notable"), (1, "S W M H E F N D", "notable")),
    "say-what-you-do-not-know": (
        (5, "S W M H E F N D", "notable"),
        (2, "S W M H E N F D", "grave"),
    ),
    "elegant-works": ((3, "F D M E S W H N", "notable"),),
    "courage-to-refuse": ((4, "SW M H EN F D", "notable"), (1, "SW MH EN F D", "grave")),
    "open-books": ((5, "SW HME F N D", "notable"), (1, "S W HME F N D", "notable")),
    "jobs-behind-it": ((4, "H FM D E WN S", "notable"), (2, "F H D M E WN S", "grave")),
    "keep-supply": ((4, "E D F H M WN S", "notable"), (2, "D E F H M S WN", "grave")),
    "thirst-first": ((4, "S E M WN H F D", "grave"), (3, "E S M WN H F D", "grave")),
    "clean-hands": ((4, "ESM WN DF H", "slight"), (1, "ESM WN DF H", "notable")),
    "plain-speaking": ((5, "SW M H E F N D", "slight"),),
    "quarrel-well": ((5, "S W MH E F N D", "notable"),),
    "neighbour-unseen": ((5, "S M W HN E F D", "grave"), (2, "M S W HN E F D", "grave")),
    "share-by-need": ((6, "S E M WN F H D", "grave"), (1, "S E M WN F D H", "notable")),
    "mend-what-you-break": ((5, "M S W HN E F D", "notable"),),
    "someone-asks-me": ((4, "S W MH E F N D", "grave"), (1, "S W MH E N F D", "notable")),
    "small-animals": ((3, "MS W HN E F D", "notable"), (2, "M S W HN E F D", "slight")),
}
"""By card. The children's swimming place is left to the declared panel."""

RESTS_ON: dict[str, tuple[int, ...]] = {
    "thirst-first": (0,),
    "keep-supply": (1,),
    "share-by-need": (0,),
    "water-turn": (0,),
}
"""The policies that tell the options apart, where owners named them."""

APPRAISED: tuple[tuple[str, int, str, str, int, str], ...] = (
    (
        "leaving-breeders",
        0,
        "F",
        "opposes",
        4,
        "One great release in those weeks washes the redds out. It has the name of help.",
    ),
    ("leaving-breeders", 1, "F", "opposes", 3, "There will be no fourth year to count to."),
    ("leaving-breeders", 0, "S", "supports", 4, "A slow release brings the hens up by themselves."),
    (
        "listening-water",
        0,
        "F",
        "opposes",
        4,
        "You cannot hear anything for a month after such a flush.",
    ),
    ("listening-water", 2, "F", "opposes", 3, "It is the turbines' need that picks the week."),
    ("listening-water", 0, "S", "supports", 3, "It goes when the river goes."),
    ("seventh-harvest", 1, "M", "supports", 4, "For once it is not for now."),
    ("seventh-harvest", 0, "D", "opposes", 5, "For whom would we sign?"),
    ("seventh-harvest", 1, "F", "opposes", 3, "Half a river, for now, for ninety-nine years."),
    ("seventh-harvest", 1, "S", "either", 3, "A list of turns can be a beginning or a habit."),
    ("neighbour-unseen", 0, "D", "opposes", 5, "They are told when it is done."),
    ("neighbour-unseen", 0, "S", "supports", 4, "They are on the list by name."),
    ("share-by-need", 0, "D", "opposes", 4, "It asks what was signed, not what is needed."),
    ("share-by-need", 0, "S", "supports", 5, "It is that question, along the whole river."),
    ("thirst-first", 0, "E", "supports", 3, "The wards have the water the same week."),
    (
        "thirst-first",
        0,
        "S",
        "supports",
        4,
        "Those who stopped asking are looked for.",
    ),
    ("thirst-first", 0, "H", "opposes", 4, "At night the ones who do not ask fill their cans."),
    ("open-books", 0, "N", "opposes", 4, "She would still be standing there with her boots in it."),
    ("open-books", 0, "W", "supports", 3, "Quarter-hours, where those below can read them."),
    ("courage-to-refuse", 0, "D", "opposes", 3, "That pen is open already."),
    ("keep-supply", 1, "H", "either", 3, "They sleep through it, until one night they do not."),
    ("someone-asks-me", 0, "D", "opposes", 3, "Nobody said. It was lying there."),
)
"""Card, policy, option, effect, how many owners say so, and in whose words."""
