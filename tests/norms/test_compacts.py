"""The states of a compact: whose assent is missing, when it is in force, what replaces it."""

from __future__ import annotations

from typing import Any

import pytest

from commonweal.documents import Compact
from commonweal.norms import Compacts, CompactStanding, Lacking, misplaced_words
from commonweal.testing._decisions import DecisionWorld, said

from .small_charters import COLD, DRY, FACTS, version

DAY = "2026-01-{:02}T00:00:00Z"


def word(
    party: str, day: int, *, assents: bool = True, reasons: str | None = None
) -> dict[str, Any]:
    """Return a party's word on a day of January."""
    given = {"party": party, "assents": assents, "at": DAY.format(day)}
    return given | ({"reasons": reasons} if reasons else {})


def compact(name: str, *assents: dict[str, Any], **fields: Any) -> Compact:
    """Return a compact of three parties, from the tenth to the thirtieth."""
    defaults = {
        "title": name,
        "parties": ["a", "b", "c"],
        "norms": ["ours"],
        "term_from": DAY.format(10),
        "term_until": DAY.format(30),
        "amendment": "By all.",
    }
    return Compact.from_content(said("compact", name=name, assents=[*assents], **defaults | fields))


def norms() -> DecisionWorld:
    """Return a law for the dry, ours for the cold that keeps to it, and two that do not."""
    world = DecisionWorld().norm("law", "forbidden", "draw", "supranational", condition=DRY)
    world.norm("ours", "permitted", "draw", condition=COLD, exceptions=[{"when": DRY}])
    world.norm("beyond", "permitted", "draw", condition=COLD)
    return world.norm("void", "permitted", "draw", condition=DRY)


def standing(*compacts: Compact, day: int, name: str = "", **options: Any) -> CompactStanding:
    """Return what a compact is on a day, the first if none is named."""
    side = version(norms())
    all_of_them = Compacts(compacts, side.index, side.contexts, FACTS, **options)
    return all_of_them.standing(name or compacts[0].name, DAY.format(day))


def test_a_compact_goes_from_draft_to_its_end() -> None:
    """Draft, proposed, objected, adopted, in force, expired, as its parties speak."""
    made = compact(
        "pact",
        word("a", 3),
        word("b", 4, assents=False, reasons="Too dear."),
        word("b", 5),
        word("c", 6),
        proposed_at=DAY.format(2),
    )

    states = {day: standing(made, day=day).state for day in (1, 2, 3, 4, 5, 6, 10, 29, 30)}

    assert {
        1: "draft",
        2: "proposed",
        3: "proposed",
        4: "objected",
        5: "proposed",
        6: "adopted",
        10: "in_force",
        29: "in_force",
        30: "expired",
    } == states
    then = standing(made, day=4)
    assert ["Too dear."] == [objection.reasons for objection in then.objections]
    assert (Lacking(("b", "c")), ("assent",)) == (then.lacking, then.obstacles)
    assert DAY.format(10) == standing(made, day=6).in_force_from


@pytest.mark.parametrize(
    ("rule", "assenting", "missing"),
    [
        ({}, "ab", Lacking(("c",))),
        ({"required": ["a"]}, "bc", Lacking(("a",))),
        ({"required": ["a"]}, "a", Lacking()),
        ({"quorum": 2}, "c", Lacking((), (("pact", 1),))),
        ({"quorum": 2}, "bc", Lacking()),
        ({"quorum": 2, "required": ["a"]}, "bc", Lacking(("a",))),
        ({"quorum": 3, "required": ["a"]}, "b", Lacking(("a",), (("pact", 1),))),
        ({"quorum": 2, "required": ["a"]}, "", Lacking(("a",), (("pact", 1),))),
    ],
)
def test_who_must_assent_is_what_the_compact_says(
    rule: dict[str, Any], assenting: str, missing: Lacking
) -> None:
    """All, if it says nothing; those required; or so many."""
    made = compact("pact", *(word(party, 2) for party in assenting), **rule)

    found = standing(made, day=3)

    assert missing == found.lacking
    assert ("adopted" == found.state) == (not missing)


def test_an_assent_that_is_taken_back_in_time_is_none() -> None:
    """One party objects before the last assents, and another after all have: the first counts."""
    early = compact("pact", word("a", 2), word("b", 3), word("a", 4, assents=False), word("c", 5))
    late = compact("pact", word("a", 2), word("b", 3), word("c", 4), word("a", 5, assents=False))

    assert ("objected", ("a",)) == (
        standing(early, day=12).state,
        standing(early, day=12).lacking.parties,
    )
    assert "in_force" == standing(late, day=12).state
    assert ["a"] == [objection.party for objection in standing(late, day=12).objections]


def test_what_a_higher_level_forbids_is_not_adopted_by_any_number_of_assents() -> None:
    """All three assent; the bound is told with the norms and a case."""
    made = compact("pact", word("a", 2), word("b", 2), word("c", 2), norms=["beyond"])

    found = standing(made, day=12)

    assert ("proposed", ("bounds",)) == (found.state, found.obstacles)
    assert [("yields", "beyond", "law")] == [(b.type, b.norm, b.bound) for b in found.bounds]
    assert found.bounds[0].case is not None


def test_a_norm_that_yields_in_some_cases_is_adopted_only_where_the_compact_says_so() -> None:
    """The same with `may_yield`; a norm that always yields is refused all the same."""
    words = (word("a", 2), word("b", 2), word("c", 2))
    some = compact("pact", *words, norms=["beyond"], may_yield=True)
    none = compact("pact", *words, norms=["void"], may_yield=True)

    assert "in_force" == standing(some, day=12).state
    assert ("proposed", ("bounds",)) == (
        standing(none, day=12).state,
        standing(none, day=12).obstacles,
    )


def test_what_was_not_decided_of_the_bounds_needs_somebody_who_answers_for_it() -> None:
    """With no search left nothing is decided; a name makes it the name's word."""
    words = (word("a", 2), word("b", 2), word("c", 2))

    blocked = standing(compact("pact", *words), day=12, most_searches=0)
    answered = compact("pact", *words, undecided_accepted_by="a")

    assert ("proposed", ("undecided_bounds",)) == (blocked.state, blocked.obstacles)
    assert "in_force" == standing(answered, day=12, most_searches=0).state
    beyond = compact("pact", *words, norms=["beyond"], undecided_accepted_by="a")
    assert ("bounds",) == standing(beyond, day=12).obstacles


@pytest.mark.parametrize("most", range(1, 8))
def test_what_was_found_to_go_beyond_is_not_excused_by_who_answers_for_the_undecided(
    most: int,
) -> None:
    """One case is enough to refuse it, though the search ends before it is known if it is all."""
    words = (word("a", 2), word("b", 2), word("c", 2))
    made = compact("pact", *words, norms=["beyond"], undecided_accepted_by="a")

    found = standing(made, day=12, most_searches=most)

    assert ("proposed", ("bounds",)) == (found.state, found.obstacles)
    assert found.bounds[0].type == "yields"


def test_whether_a_norm_always_yields_needs_an_answer_too_where_it_may_yield() -> None:
    """A case in which it yields is agreed to; that it is not all of them was not shown."""
    words = (word("a", 2), word("b", 2), word("c", 2))
    fields: dict[str, Any] = {"norms": ["beyond"], "may_yield": True}
    open_ = compact("pact", *words, **fields)
    answered = compact("pact", *words, **fields, undecided_accepted_by="a")

    assert ("undecided_bounds",) == standing(open_, day=12, most_searches=1).obstacles
    assert "in_force" == standing(answered, day=12, most_searches=1).state
    assert "in_force" == standing(open_, day=12).state


def test_words_after_the_time_for_assents_do_not_count() -> None:
    """The third party assents a day late: the compact has expired unadopted."""
    made = compact("pact", word("a", 2), word("b", 3), word("c", 5), assent_until=DAY.format(4))

    found = standing(made, day=12)

    assert ("expired", ("assent_closed",)) == (found.state, found.obstacles)


@pytest.mark.parametrize(
    ("amended", "rule", "missing"),
    [
        ({"parties": ["a"], "required": ["a"]}, {"quorum": 1}, Lacking(("a",))),
        (
            {"parties": ["a", "b"], "quorum": 1},
            {"parties": ["b", "c"], "required": ["c"]},
            Lacking(("c",), (("first", 1),)),
        ),
        (
            {"parties": ["b", "c"], "quorum": 2, "required": ["b"]},
            {"parties": ["a", "d"], "quorum": 1, "required": ["d"]},
            Lacking(("b", "d"), (("first", 1),)),
        ),
        (
            {"parties": ["a", "b"], "quorum": 1},
            {"parties": ["c", "d"], "quorum": 1},
            Lacking((), (("first", 1), ("second", 1))),
        ),
    ],
)
def test_who_is_missing_for_an_amendment_is_told_for_each_compact(
    amended: dict[str, Any], rule: dict[str, Any], missing: Lacking
) -> None:
    """Whoever must assent counts toward both quorums, and each quorum among its own parties."""
    first = compact("first", **amended)
    second = compact("second", **rule, amends="first")

    found = standing(first, second, day=3, name="second")

    assert missing == found.lacking


def test_an_amendment_comes_in_the_place_of_what_it_amends() -> None:
    """From the day on which its term begins; until then the first stays in force."""
    words = (word("a", 2), word("b", 2), word("c", 2))
    first = compact("first", *words)
    second = compact("second", *(word(party, 12) for party in "abc"), amends="first")

    assert "in_force" == standing(first, second, day=11).state
    assert ("superseded", "second") == (
        standing(first, second, day=12).state,
        standing(first, second, day=12).superseded_by,
    )
    assert "in_force" == standing(first, second, day=12, name="second").state


def test_an_amendment_needs_the_assent_of_whom_it_leaves_out() -> None:
    """Two of three cannot amend the third away."""
    first = compact("first", word("a", 2), word("b", 2), word("c", 2))
    two = {"parties": ["a", "b"], "amends": "first"}
    second = compact("second", word("a", 12), word("b", 12), **two)

    found = standing(first, second, day=13, name="second")

    assert ("proposed", Lacking(("c",))) == (found.state, found.lacking)
    assert "in_force" == standing(first, second, day=13).state
    third = compact("second", word("a", 12), word("b", 12), word("c", 14), **two)
    assert "in_force" == standing(first, third, day=14, name="second").state


def test_what_is_not_in_force_is_not_amended() -> None:
    """A draft, what is over, and what another amendment has replaced before."""
    words = [word(party, 12) for party in "abc"]
    draft = compact("first")
    over = compact("first", *(word(party, 2) for party in "abc"), term_until=DAY.format(11))
    second = compact("second", *words, amends="first")

    for first in (draft, over):
        found = standing(first, second, day=13, name="second")
        assert ("proposed", ("amends_nothing",)) == (found.state, found.obstacles)

    first = compact("first", *(word(party, 2) for party in "abc"))
    later = compact("third", *(word(party, 15) for party in "abc"), amends="first")
    assert "in_force" == standing(first, second, later, day=16, name="second").state
    assert ("amends_nothing",) == standing(first, second, later, day=16, name="third").obstacles


def test_compacts_that_amend_one_another_are_never_in_force() -> None:
    """In a circle nothing is first; the search ends all the same."""
    words = [word(party, 2) for party in "abc"]
    one, other = compact("one", *words, amends="other"), compact("other", *words, amends="one")

    assert ("amends_nothing",) == standing(one, other, day=12).obstacles


def test_bounds_are_inherited() -> None:
    """From what bounds a bound, and from what is amended; a circle of them ends."""
    top = compact("top", bounded_by=["middle"])
    middle = compact("middle", bounded_by=["top"])
    first = compact("first", bounded_by=["middle"])
    second = compact("second", amends="first")
    side = version(norms())

    found = Compacts([top, middle, first, second], side.index, side.contexts, FACTS)

    assert ("middle", "top") == found.bounding("second")
    assert ("middle",) == found.bounding("top")


def test_norms_in_force_are_those_of_compacts_in_force() -> None:
    """Neither of a draft, nor before the term, nor after it."""
    made = compact("pact", word("a", 2), word("b", 2), word("c", 2))
    draft = compact("draft", norms=["beyond"])
    side = version(norms())
    compacts = Compacts([made, draft], side.index, side.contexts, FACTS)

    found = [compacts.norms_in_force(DAY.format(day)) for day in (9, 10, 30)]

    assert [frozenset(), frozenset({"ours"}), frozenset()] == found
    for day in range(1, 31):
        states = {name: compacts.standing(name, DAY.format(day)).state for name in compacts.by_name}
        told = {"ours"} if states["pact"] == "in_force" else set()
        assert told == compacts.norms_in_force(DAY.format(day))


def test_words_that_should_not_stand_there_are_named() -> None:
    """Of no party, twice the same, too early, too late."""
    made = compact(
        "pact",
        word("stranger", 3),
        word("a", 1),
        word("b", 3),
        word("b", 4),
        word("c", 6),
        word("c", 7, assents=False),
        proposed_at=DAY.format(2),
        assent_until=DAY.format(5),
    )

    assert {0: "not_a_party", 1: "too_early", 3: "said_twice", 4: "too_late"} == dict(
        misplaced_words(made, None)
    )
    assert not [*misplaced_words(compact("pact", word("a", 2), word("b", 3)), None)]
