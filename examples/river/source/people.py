"""Who is asked: 471 invented people in twelve ways of living, on two sides of a border."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from source.cards import CARD, CARDS
from source.draws import Draws
from source.offered import OFFERED

PLACES: dict[tuple[str, str], int] = {
    ("fisher", "sarrow"): 42,
    ("fisher", "averne"): 14,
    ("farmer", "sarrow"): 40,
    ("farmer", "averne"): 30,
    ("engineer", "averne"): 18,
    ("engineer", "sarrow"): 12,
    ("elder", "sarrow"): 17,
    ("elder", "averne"): 17,
    ("child", "sarrow"): 18,
    ("child", "averne"): 18,
    ("ferry", "sarrow"): 7,
    ("ferry", "averne"): 7,
    ("herder", "averne"): 14,
    ("herder", "sarrow"): 8,
    ("nurse", "sarrow"): 13,
    ("nurse", "averne"): 14,
    ("teacher", "sarrow"): 14,
    ("teacher", "averne"): 14,
    ("keeper", "sarrow"): 7,
    ("keeper", "averne"): 7,
    ("staff", "averne"): 36,
    ("staff", "sarrow"): 4,
    ("resident", "averne"): 38,
    ("resident", "sarrow"): 27,
}
"""How many of each way of living on each side; without the brigade."""

BRIGADE_SIZE = 35

FEW_HOLDERS: dict[str, int] = {
    "elegant-works": 6,
    "moving-on": 7,
    "reading-faces": 7,
    "quiet-rite": 7,
}
"""Cards that fewer hold than the study asks for. The last two meet a minority's floor."""

FLOOR_HOLDERS: dict[str, tuple[str, int]] = {
    "reading-faces": ("ferry", 5),
    "quiet-rite": ("keeper", 5),
}
"""The role whose floor a card meets, and how many in that role hold it."""

NEAR: dict[str, tuple[str, ...]] = {
    "fisher": ("water-turn", "seventh-harvest", "everyone-across", "swimming-place"),
    "farmer": ("share-by-need", "neighbour-unseen", "keeping-the-word", "guests-first"),
    "engineer": ("open-books", "plain-speaking", "keep-supply", "remembering-the-flood"),
    "elder": ("water-turn", "river-as-someone", "share-by-need", "soil-memory"),
    "child": ("everyone-across", "guests-first", "river-as-someone", "share-by-need"),
    "ferry": ("neighbour-unseen", "thirst-first", "listening-water"),
    "herder": ("guests-first", "soil-memory", "share-by-need"),
    "nurse": ("share-by-need", "reading-faces", "someone-asks-me", "everyone-across"),
    "teacher": ("someone-asks-me", "remembering-the-flood", "open-books", "neighbour-unseen"),
    "keeper": ("seventh-harvest", "listening-water", "soil-memory"),
    "staff": ("numbers-that-speak", "thirst-first", "elegant-works", "mend-what-you-break"),
    "resident": ("thirst-first", "clean-hands", "someone-asks-me", "jobs-behind-it"),
}
"""What people of a way of living hold beside what their own kind has told."""


@dataclass(slots=True)
class Person:
    """One invented person: where they stand, the card they told, what they hold."""

    name: str
    role: str
    side: str
    brigade: bool = False
    told: str | None = None
    offers: int | None = None
    """Which of the things in offered.py they begin their interview with."""
    holds: list[str] = field(default_factory=list)


def make_people() -> list[Person]:
    """Return everybody who is asked, in the order of their pseudonyms."""
    draws = Draws("people")
    places = [place for place, count in PLACES.items() for _ in range(count)]
    people = [
        Person(f"p-{number:04}", *place)
        for number, place in enumerate(draws.some(places, len(places)), 1)
    ]
    _let_authors_tell(people)
    _let_some_offer(people)
    _let_everybody_hold(people, draws)
    first = len(people) + 1
    people += [
        Person(f"p-{number:04}", "staff", "averne", brigade=True, holds=["keep-supply"])
        for number in range(first, first + BRIGADE_SIZE)
    ]
    return people


def _let_authors_tell(people: list[Person]) -> None:
    for card in CARDS:
        author = next(
            person
            for person in people
            if (person.role, person.side) == (card["role"], card["side"]) and person.told is None
        )
        author.told = card["key"]
        author.holds.append(card["key"])


def _let_some_offer(people: list[Person]) -> None:
    """Let authors begin with what led them to their card, and others with what led to none."""
    for number, offered in enumerate(OFFERED):
        author = offered["became"]
        person = next(
            person
            for person in people
            if person.offers is None
            and person.told == author
            and (author is not None or person.role == offered["role"])
        )
        person.offers = number


def _let_everybody_hold(people: list[Person], draws: Draws) -> None:
    count = Counter(person.told for person in people if person.told)
    for key, (role, enough) in FLOOR_HOLDERS.items():
        for person in people:
            if person.role == role and key not in person.holds and count[key] < enough:
                _hold(person, key, count)
    for person in people:
        wanted = draws.weighted((1, 2, 3, 4), (20, 35, 30, 15))
        while len(person.holds) < wanted:
            keys = [key for key in CARD if _may_hold(person, key, count)]
            _hold(person, draws.weighted(keys, [_weight(person, key) for key in keys]), count)


def _hold(person: Person, key: str, count: Counter[str]) -> None:
    person.holds.append(key)
    count[key] += 1


def _may_hold(person: Person, key: str, count: Counter[str]) -> bool:
    # Nobody is asked whether a value is theirs twice, in two wordings.
    same = CARD[key]["same_as"] or key
    held = {CARD[other]["same_as"] or other for other in person.holds}
    if key in FLOOR_HOLDERS and person.role == FLOOR_HOLDERS[key][0]:
        return False
    return same not in held and count[key] < FEW_HOLDERS.get(key, len(CARD) * 10)


def _weight(person: Person, key: str) -> int:
    if CARD[key]["role"] == person.role:
        return 24 if CARD[key]["side"] == person.side else 14
    return 10 if key in NEAR[person.role] else 1
