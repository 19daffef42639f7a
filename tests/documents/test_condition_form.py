"""The canonical form of conditions."""

from __future__ import annotations

from hypothesis import given, strategies as st

from commonweal.documents import (
    ALWAYS,
    All,
    Any,
    Before,
    Condition,
    Equals,
    Holds,
    KnownWorld,
    Not,
    OneOf,
    canonical_condition,
    evaluate,
)
from commonweal.testing import conditions, worlds

WORDS = ("a", "b")
VALUES = st.sampled_from([True, False, 0, 1, 2, "1/1", "3/2", "dry"])

A = Holds(context="a")
B = Holds(context="b")


def written(condition: Condition) -> object:
    """Return what tells 1 from true, which Python's equality does not."""
    return condition.content()


@given(conditions(words=WORDS, values=VALUES), worlds(WORDS, values=VALUES))
def test_the_canonical_form_means_the_same(condition: Condition, world: KnownWorld) -> None:
    """A condition and its canonical form come to the same in every world."""
    form = canonical_condition(condition)

    assert evaluate(condition, world) == evaluate(form, world)


@given(conditions(words=WORDS, values=VALUES))
def test_the_canonical_form_is_its_own(condition: Condition) -> None:
    """To put a canonical form in canonical form changes nothing."""
    form = canonical_condition(condition)

    assert written(form) == written(canonical_condition(form))


@given(st.lists(conditions(words=WORDS, values=VALUES), max_size=4))
def test_the_order_of_parts_does_not_matter(parts: list[Condition]) -> None:
    """Parts in another order, grouped otherwise or said twice, give the same canonical form."""
    reverse = parts[::-1]
    grouped = (All(of=tuple(reverse[:2])), *reverse[2:], *parts[:1])

    expected = canonical_condition(All(of=tuple(parts)))
    actual = canonical_condition(All(of=grouped))

    assert written(expected) == written(actual)


def test_double_negation_goes_away() -> None:
    """What is negated twice is said plainly, with more negations inside as well."""
    assert A == canonical_condition(Not(of=Not(of=A)))
    assert Not(of=A) == canonical_condition(Not(of=Not(of=Not(of=A))))


def test_what_always_holds_is_left_out_of_a_conjunction() -> None:
    """The empty conjunction vanishes in a conjunction and takes over a disjunction."""
    assert A == canonical_condition(All(of=(A, ALWAYS)))
    assert written(ALWAYS) == written(canonical_condition(Any(of=(A, ALWAYS))))
    assert written(Any(of=())) == written(canonical_condition(Not(of=All(of=(ALWAYS,)))))


def test_numbers_are_written_in_one_way() -> None:
    """An exact number that is an integer becomes one, and one_of a single value becomes equals."""
    condition = OneOf(fact="flow", values=("2/1", 2))

    assert written(Equals(fact="flow", value=2)) == written(canonical_condition(condition))


def test_before_inside_before_says_nothing_more() -> None:
    """Before is said once."""
    assert Before(of=A) == canonical_condition(Before(of=Before(of=A)))


def test_more_parts_than_a_clause_holds_stand_in_groups() -> None:
    """Flattening what is too wide for one clause gives groups, and still a canonical form."""
    wide = [
        Any(of=tuple(Equals(fact="n", value=64 * row + column) for column in range(64)))
        for row in range(3)
    ]

    form = canonical_condition(Any(of=tuple(wide)))

    assert [64, 64, 64] == [len(part.parts) for part in form.parts]
    assert written(form) == written(canonical_condition(form))
    assert "holds" == evaluate(form, KnownWorld(facts={"n": 130}))


def test_one_more_than_a_group_stands_alone() -> None:
    """The part that is left over from full groups is not put in a group of one."""
    parts = tuple(Equals(fact="n", value=value) for value in range(64))

    form = canonical_condition(Any(of=(Any(of=parts), B)))

    assert ["any", "equals"] == [part.kind for part in form.parts]
    assert written(form) == written(canonical_condition(form))


def test_true_is_not_1_however_deep_it_stands() -> None:
    """Two conditions are equal only if their values have one type, as a fact's values have."""
    true, one = (Equals(fact="a", value=value) for value in (True, 1))
    several = (OneOf(fact="a", values=values) for values in ((False, 1), (0, True)))

    assert true != one
    assert All(of=(Not(of=true),)) != All(of=(Not(of=one),))
    assert 2 == len({true, one, Equals(fact="a", value=True)})
    assert 2 == len({*several})
