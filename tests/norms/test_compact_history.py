"""Compacts drawn by chance, through a month: nothing said later changes what they were before."""

from __future__ import annotations

import random
from itertools import combinations

import pytest

from commonweal.documents import Compact
from commonweal.norms import MOST_SEARCHES, Compacts, CompactStanding, Lacking

from .small_charters import FACTS, version
from .test_compacts import DAY, compact, norms, word

DAYS = range(1, 13)


def random_compacts(rng: random.Random) -> list[Compact]:
    """Return up to six compacts, most of which amend another, with words on many days."""
    names = [f"c{number}" for number in range(rng.randint(2, 6))]
    return [
        compact(
            name,
            *(
                word(party, day, assents=rng.random() < 0.85)
                for party in rng.sample("abc", rng.choice((1, 2, 2, 3, 3)))
                for day in rng.sample(DAYS, rng.choice((1, 1, 1, 2)))
            ),
            norms=[rng.choice(("ours", "ours", "ours", "beyond"))],
            parties=[*"abc"],
            quorum=rng.choice((None, 1, 2)),
            amends=rng.choice([None, "c0", "c0", "c0", *names]) if index else None,
            may_yield=rng.random() < 0.7,
            assent_until=rng.choice((None, None, None, DAY.format(8))),
            term_from=DAY.format(rng.randint(1, 12)),
            term_until=rng.choice((None, None, DAY.format(20), DAY.format(13))),
        )
        for index, name in enumerate(names)
    ]


def until(made: Compact, day: int) -> Compact:
    """Return a compact without the words that were said after a day."""
    content = made.content()
    content["assents"] = [each for each in content["assents"] if each["at"] <= DAY.format(day)]
    return Compact.from_content(content)


def whole(compacts: list[Compact], *, most: int = MOST_SEARCHES) -> Compacts:
    """Return compacts held against the norms."""
    side = version(norms())
    return Compacts(compacts, side.index, side.contexts, FACTS, most_searches=most)


def standings(known: Compacts, day: int) -> dict[str, CompactStanding]:
    """Return what each compact is on a day."""
    return {name: known.standing(name, DAY.format(day)) for name in known.by_name}


@pytest.mark.parametrize("seed", range(24))
def test_later_words_change_nothing_of_what_a_compact_was_before(seed: int) -> None:
    """Each day the study says the same as one in which nobody has spoken since."""
    compacts = random_compacts(random.Random(seed))

    known = whole(compacts)
    for day in DAYS:
        then = whole([until(made, day) for made in compacts])
        assert standings(then, day) == standings(known, day)


@pytest.mark.parametrize("seed", range(24))
def test_nothing_is_adopted_that_something_keeps_from_it_nor_the_other_way(seed: int) -> None:
    """Obstacles are told of exactly those that are not, and were not, adopted."""
    compacts = random_compacts(random.Random(seed))
    known = whole(compacts)

    for day in (*DAYS, 13, 20, 25):
        at = DAY.format(day)
        found = [known.standing(made.name, at) for made in compacts]
        for each in found:
            assert (each.in_force_from is None) == bool(each.obstacles)
            assert each.adopted <= (each.in_force_from is not None)
            assert (
                each.adopted
                or each.in_force_from is None
                or (each.state in {"expired", "superseded"})
            )
        stand = {
            norm
            for each in found
            if each.state == "in_force"
            for norm in known.by_name[each.name].norms
        }
        assert stand == known.norms_in_force(at)


@pytest.mark.parametrize("seed", range(24))
def test_a_state_that_few_searches_settle_is_that_of_all_of_them(seed: int) -> None:
    """Its own bounds and those of the amendments that it is bound up with matter to it."""
    compacts = random_compacts(random.Random(seed))
    known = whole(compacts)

    for most in range(5):
        few = whole(compacts, most=most)
        for made in compacts:
            for at in map(DAY.format, (*DAYS, 20)):
                if few.is_settled(made.name, at):
                    assert few.standing(made.name, at).state == known.standing(made.name, at).state


@pytest.mark.parametrize("may_yield", [False, True])
def test_what_is_found_to_go_beyond_its_bounds_settles_what_a_compact_is(may_yield: bool) -> None:
    """One search is enough for it, unless it may yield in some cases and not in all."""
    words = [word(party, 1) for party in "abc"]
    made = compact("pact", *words, norms=["beyond"], may_yield=may_yield)

    known = whole([made], most=1)

    assert ["yields", "undecided"] == [each.type for each in known.bounds("pact")]
    assert known.is_settled("pact", DAY.format(12)) != may_yield


def test_of_two_amendments_one_that_is_agreed_later_comes_first_only_from_then_on() -> None:
    """Agreed on the second, for the twentieth; another on the fifth, for the tenth."""
    first = compact("base", *(word(party, 1) for party in "abc"), term_from=DAY.format(1))
    slow = compact(
        "slow", *(word(party, 2) for party in "abc"), amends="base", term_from=DAY.format(20)
    )
    quick = compact(
        "quick", *(word(party, 5) for party in "abc"), amends="base", term_from=DAY.format(10)
    )

    told = {day: standings(whole([first, slow, quick]), day) for day in (3, 5, 10)}

    assert ("adopted", DAY.format(20)) == (told[3]["slow"].state, told[3]["slow"].in_force_from)
    assert ("proposed", ("amends_nothing",)) == (told[5]["slow"].state, told[5]["slow"].obstacles)
    assert ("superseded", "quick") == (told[10]["base"].state, told[10]["base"].superseded_by)
    assert standings(whole([first, slow]), 3)["slow"] == told[3]["slow"]


def test_of_two_amendments_that_come_at_once_the_one_agreed_first_does() -> None:
    """Whatever they are called."""
    first = compact("base", *(word(party, 1) for party in "abc"), term_from=DAY.format(1))
    later = compact("aa", *(word(party, 3) for party in "abc"), amends="base")
    earlier = compact("bb", *(word(party, 2) for party in "abc"), amends="base")

    found = standings(whole([first, later, earlier]), 10)

    assert ("bb", ("amends_nothing",)) == (found["base"].superseded_by, found["aa"].obstacles)


@pytest.mark.parametrize("seed", range(60))
def test_whose_assent_is_missing_is_no_more_and_no_less_than_what_is_missing(seed: int) -> None:
    """By all sets of parties who could assent too: each that does it holds all who are named.

    Nobody else is in all of them, but where a quorum takes all who are left; and the smallest that
    do for a compact have as many of its other parties as is told.
    """
    rng = random.Random(seed)
    some = [sorted(rng.sample("abcde", rng.randint(2, 4))) for _ in range(2)]
    rules = [
        {
            "parties": parties,
            "required": sorted(rng.sample(parties, rng.choice((0, 1, 2)))),
            "quorum": rng.choice((None, 1, 2)),
        }
        for parties in some
    ]
    spoken = [word(party, 2) for party in "abcde" if rng.random() < 0.3]
    first = compact("first", *(word(party, 1) for party in "abcde"), **rules[0])

    def told(*more: str) -> Lacking:
        words = [*spoken, *(word(party, 3) for party in more)]
        second = compact("second", *words, amends="first", **rules[1])
        return standings(whole([first, second]), 4)["second"].lacking

    lacks = told()
    others = [party for party in "abcde" if party not in {each["party"] for each in spoken}]
    tried = [({*more}, told(*more)) for n in range(6) for more in combinations(others, n)]
    named, numbers = {*lacks.parties}, dict(lacks.more)
    forced = set.intersection(*(more for more, left in tried if not left))
    assert named <= forced
    for made, rule in (("first", rules[0]), ("second", rules[1])):
        free = {*rule["parties"]} & {*others} - named
        enough = [more for more, left in tried if not left.parties and made not in dict(left.more)]
        assert min(len(free & more) for more in enough) == numbers.get(made, 0)
        if len(free) == numbers.get(made, 0):
            forced -= free  # the quorum takes all who are left
    assert forced <= named
