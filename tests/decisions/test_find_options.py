"""Options that values lead to: each looks for what it attends to; nothing is scored or hidden."""

from __future__ import annotations

import itertools
import random
from typing import Any

import pytest
from hypothesis import given, strategies as st

from commonweal.decisions import JOINTLY, OptionSearch, PreparedTarget, find_options
from commonweal.decisions._compatible_sets import compatible_sets
from commonweal.testing._decisions import DecisionWorld, card_id

FISHER, MILLER = card_id(1), card_id(2)


def world(**said: dict[int, str]) -> DecisionWorld:
    """Return acts, and what each value says of them: for, against, or both policies."""
    made = DecisionWorld().value(1).value(2).option("nothing")
    for act, by_value in said.items():
        made.option(act, f"do-{act}")
        for number, effect in by_value.items():
            fields = {"source": "owner", "people": 1, "origin": "person", "effect": effect}
            made.add("appraisals", card=card_id(number), policy=0, option=act, **fields)
    return made


def search(made: DecisionWorld, **options: Any) -> OptionSearch:
    inputs, target = made.documents()
    return find_options(PreparedTarget(target), inputs, **options)


def found(result: OptionSearch) -> dict[tuple[str, ...], tuple[str, ...]]:
    return {option.made_of: option.found_by for option in result.found}


def test_a_fisher_and_a_miller_find_different_options() -> None:
    """Each what it speaks for; all together only what nobody speaks against."""
    result = search(
        world(
            spawn={1: "supports"},
            dam={1: "opposes", 2: "supports"},
            ladder={1: "supports", 2: "supports"},
            flood={1: "opposes", 2: "opposes"},
            sing={},
        )
    )

    assert {
        ("spawn", "ladder"): (JOINTLY, FISHER),
        ("dam", "ladder"): (MILLER,),
    } == found(result)
    by_parts = {option.made_of: option for option in result.found}
    assert (FISHER,) == by_parts["dam", "ladder"].opposed_by
    assert () == by_parts["spawn", "ladder"].opposed_by
    generated = [(each.card, each.policy) for each in by_parts["dam", "ladder"].option.generated_by]
    assert [(FISHER, 0), (MILLER, 0)] == generated
    assert ["flood"] == [each.name for each in result.excluded]
    assert 2 == len(result.excluded[0].excluded_by)
    breadth = result.breadth
    assert ({FISHER: 1, MILLER: 1}, {FISHER: 0, MILLER: 1}) == (breadth.by_value, breadth.only_by)
    assert (5, 3, ("sing",), 0) == (
        breadth.acts,
        breadth.acts_found,
        breadth.acts_unseen,
        breadth.only_jointly,
    )


def test_what_nobody_appraised_is_told_from_what_is_disputed() -> None:
    """No value speaks of either; of the one nobody said anything, of the other no one thing."""
    made = world(asked={1: "either"}, unasked={})

    breadth = search(made).breadth

    assert (("asked", "unasked"), ("unasked",)) == (breadth.acts_unseen, breadth.acts_unappraised)


def test_what_does_not_go_together_is_not_put_together() -> None:
    """Two that leave one fact with different values, and two that are said to be apart."""
    made = world(one={1: "supports"}, other={1: "supports"}, third={1: "supports"})
    for option, value in (("one", True), ("other", False)):
        [content] = [o for o in made.situation["options"] if o["name"] == option]
        content["changes"] = [{"fact": "open", "value": value, "by": "registry"}]

    both = search(made)
    apart = search(made, incompatible=[frozenset(("one", "third"))])

    assert {("one", "third"), ("other", "third")} == {*found(both)}
    assert {("one",), ("other", "third")} == {*found(apart)}


def test_norms_say_what_they_say_of_the_whole() -> None:
    """What is forbidden is found all the same, and told to be."""
    made = world(dam={2: "supports"}).norm("no-dams", "forbidden", "do-dam")

    [option] = search(made).found

    assert "forbidden" == option.status


@pytest.mark.parametrize(
    ("nature", "effect", "source"),
    [
        ("instrumental", "supports", "owner"),
        ("undecided", "supports", "owner"),
        ("constitutive", "either", "owner"),
        ("constitutive", "supports", "model"),
    ],
)
def test_what_is_open_leads_nowhere(nature: str, effect: str, source: str) -> None:
    """A means, a policy nobody was asked about, an open effect, a model that does not count."""
    made = DecisionWorld().value(1, nature, "constitutive").option("nothing").option("sow", "sow")
    fields = {"people": 1, "origin": "person", "effect": effect, "source": source}
    if source == "model":
        fields |= {"appraiser": "bot", "origin": "model"}
    made.add("appraisals", card=card_id(1), policy=0, option="sow", **fields)

    assert () == search(made).found


def test_a_value_that_speaks_both_ways_finds_nothing() -> None:
    """One of its policies is for it and one against: that is for people to weigh."""
    made = DecisionWorld().value(1, "constitutive", "constitutive").option("nothing")
    made.option("sow", "sow")
    for policy, effect in ((0, "supports"), (1, "opposes")):
        fields = {"source": "owner", "people": 1, "origin": "person", "effect": effect}
        made.add("appraisals", card=card_id(1), policy=policy, option="sow", **fields)

    result = search(made)

    assert () == result.found
    assert ["sow"] == [each.name for each in result.excluded]


def test_too_many_ways_are_cut_and_that_is_told() -> None:
    """Twelve acts in six pairs of which only one goes: sixty-four ways, of which five are told."""
    made = world(**{f"a{number}": {1: "supports"} for number in range(12)})
    pairs = [frozenset((f"a{n}", f"a{n + 1}")) for n in range(0, 12, 2)]

    some, all_of_them = (search(made, incompatible=pairs, most=most) for most in (5, 64))

    assert (5, False) == (len(some.found), some.whole)
    assert (64, True) == (len(all_of_them.found), all_of_them.whole)


@given(st.integers(0, 7), st.integers(0, 2**32))
def test_greatest_sets_are_all_and_only_those(number: int, seed: int) -> None:
    """Held to every subset there is."""
    rng = random.Random(seed)
    things = [f"t{each}" for each in range(number)]
    edges = {frozenset(pair) for pair in itertools.combinations(things, 2) if rng.random() < 0.5}

    def together(one: str, other: str) -> bool:
        return frozenset((one, other)) in edges

    sets, whole = compatible_sets(things, together, most=1_000)

    cliques = [
        {*each}
        for size in range(1, number + 1)
        for each in itertools.combinations(things, size)
        if all(together(*pair) for pair in itertools.combinations(each, 2))
    ]
    greatest = {frozenset(c) for c in cliques if not any(c < other for other in cliques)}
    assert whole
    assert len(sets) == len(greatest)
    assert greatest == {frozenset(each) for each in sets}
