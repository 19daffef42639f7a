"""Conditions in worlds that are known in part."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

from commonweal.documents import (
    ALWAYS,
    All,
    Any,
    AtLeast,
    AtMost,
    Before,
    Condition,
    Equals,
    Holds,
    KnownWorld,
    Not,
    Occupies,
    OneOf,
    Truth,
    conjunction,
    disjunction,
    evaluate,
    negation,
    number_of,
    value_key,
)
from commonweal.testing import conditions, fact_values, worlds

WORDS = ("a", "b")
NUMBERS = st.sampled_from([-1, 0, 1, 2, "1/2", "3/2"])
TRUTHS: tuple[Truth, ...] = ("fails", "unknown", "holds")

FLOW = KnownWorld(
    facts={"flow": 3, "dry": True, "season": "spring", "share": "3/2"},
    facts_before={"flow": 9},
    contexts={"drought": "holds", "flood": "unknown"},
    occupations={("actor", "farmer"): "holds", ("anyone", "elder"): "unknown"},
)


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (ALWAYS, "holds"),
        (Any(), "fails"),
        (Equals(fact="flow", value=3), "holds"),
        (Equals(fact="flow", value="3/1"), "holds"),
        (Equals(fact="flow", value=4), "fails"),
        (Equals(fact="dry", value=True), "holds"),
        (Equals(fact="dry", value=1), "fails"),
        (Equals(fact="season", value="spring"), "holds"),
        (Equals(fact="rain", value=1), "unknown"),
        (AtLeast(fact="flow", value=3), "holds"),
        (AtLeast(fact="flow", value="7/2"), "fails"),
        (AtMost(fact="share", value="3/2"), "holds"),
        (AtMost(fact="share", value=1), "fails"),
        (AtLeast(fact="season", value=1), "unknown"),
        (AtMost(fact="dry", value=1), "unknown"),
        (OneOf(fact="season", values=("autumn", "spring")), "holds"),
        (OneOf(fact="dry", values=(1, 0)), "fails"),
        (OneOf(fact="rain", values=(1,)), "unknown"),
        (Holds(context="drought"), "holds"),
        (Holds(context="flood"), "unknown"),
        (Holds(context="peace"), "fails"),
        (Occupies(who="actor", role="farmer"), "holds"),
        (Occupies(who="decider", role="farmer"), "fails"),
        (Occupies(who="anyone", role="elder"), "unknown"),
        (Before(of=Equals(fact="flow", value=9)), "holds"),
        (Before(of=Not(of=Equals(fact="dry", value=True))), "unknown"),
        (Not(of=Equals(fact="rain", value=1)), "unknown"),
        (All(of=(Equals(fact="rain", value=1), Any())), "fails"),
        (Any(of=(Equals(fact="rain", value=1), ALWAYS)), "holds"),
    ],
)
def test_each_clause_means_what_the_reference_says(condition: Condition, expected: Truth) -> None:
    """Each clause comes to what its documentation says; what is missing makes it unknown."""
    actual = evaluate(condition, FLOW)

    assert expected == actual


@pytest.mark.parametrize(
    ("first", "second", "both", "either"),
    [
        ("fails", "fails", "fails", "fails"),
        ("fails", "unknown", "fails", "unknown"),
        ("fails", "holds", "fails", "holds"),
        ("unknown", "unknown", "unknown", "unknown"),
        ("unknown", "holds", "unknown", "holds"),
        ("holds", "holds", "holds", "holds"),
    ],
)
def test_the_tables_are_kleenes(first: Truth, second: Truth, both: Truth, either: Truth) -> None:
    """Conjunction and disjunction follow Kleene's strong tables, either way round."""
    assert {both} == {conjunction([first, second]), conjunction([second, first])}
    assert {either} == {disjunction([first, second]), disjunction([second, first])}


def test_negation_leaves_the_unknown_unknown() -> None:
    """Negation turns holds and fails round and leaves unknown as it is."""
    assert ["holds", "unknown", "fails"] == [negation(truth) for truth in TRUTHS]


@given(conditions(words=WORDS, values=NUMBERS), st.data())
def test_known_worlds_give_two_valued_logic(condition: Condition, data: st.DataObject) -> None:
    """Where everything is known and is a number, evaluation is ordinary logic."""
    facts = {word: data.draw(NUMBERS) for word in WORDS}
    before = {word: data.draw(NUMBERS) for word in WORDS}
    contexts = {word: data.draw(st.booleans()) for word in WORDS}
    world = KnownWorld(
        facts=facts,
        facts_before=before,
        contexts={word: "holds" if held else "fails" for word, held in contexts.items()},
    )

    def oracle(clause: Condition, known: dict[str, int | str]) -> bool:
        match clause:
            case Equals(fact=fact, value=value):
                return Fraction(known[fact]) == Fraction(value)
            case OneOf(fact=fact, values=values):
                return Fraction(known[fact]) in {Fraction(value) for value in values}
            case AtLeast(fact=fact, value=value):
                return Fraction(known[fact]) >= Fraction(value)
            case AtMost(fact=fact, value=value):
                return Fraction(known[fact]) <= Fraction(value)
            case Holds(context=context):
                return contexts[context]
            case Occupies():
                return False
            case Before(of=inside):
                return oracle(inside, before)
            case Not(of=inside):
                return not oracle(inside, known)
            case All(of=parts):
                return all(oracle(part, known) for part in parts)
            case Any(of=parts):
                return any(oracle(part, known) for part in parts)

    expected = "holds" if oracle(condition, facts) else "fails"

    assert expected == evaluate(condition, world)


@given(conditions(words=WORDS), worlds(WORDS), st.data())
def test_to_learn_more_changes_nothing_that_was_known(
    condition: Condition, world: KnownWorld, data: st.DataObject
) -> None:
    """What holds or fails in a world still does when facts, contexts and roles are added to it."""
    forgotten = st.sets(st.sampled_from(WORDS))
    facts, before, contexts = (data.draw(forgotten) for _ in range(3))
    less = KnownWorld(
        facts={name: value for name, value in world.facts.items() if name not in facts},
        facts_before={k: value for k, value in world.facts_before.items() if k not in before},
        contexts={name: "unknown" if name in contexts else world.context(name) for name in WORDS},
        occupations=dict.fromkeys(world.occupations, "unknown"),
    )

    early = evaluate(condition, less)

    assert early in {"unknown", evaluate(condition, world)}


@given(fact_values(), fact_values())
def test_values_are_told_apart_by_type(first: bool | int | str, second: bool | int | str) -> None:
    """Two values are the same when they are the same truth value, number or word."""
    numbers = (number_of(first), number_of(second))
    same = type(first) is type(second) and first == second
    if None not in numbers:
        same = numbers[0] == numbers[1]

    assert same == (value_key(first) == value_key(second))


def test_nesting_to_the_limit_is_evaluated() -> None:
    """A condition as deep as one may be is built, evaluated and negated 63 times."""
    condition: Condition = Equals(fact="flow", value=3)
    for _ in range(63):
        condition = Not(of=condition)

    assert 64 == condition.depth
    assert "fails" == evaluate(condition, FLOW)
