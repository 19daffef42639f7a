from __future__ import annotations

from itertools import combinations, pairwise
from typing import Any

import pytest
from hypothesis import given, strategies as st

from commonweal.argumentation import (
    ACCEPTANCE_MODES,
    AUDIENCE_QUESTIONS,
    COMPARISONS,
    NOT_CHECKED,
    PARITIES,
    SEMANTICS,
    ArgumentFramework,
    Audience,
    Comparison,
    ValueFramework,
    solve_audience,
    solve_extensions,
)
from commonweal.errors import InvalidDocument

from .brute_force import (
    NAMES,
    VALUES,
    Attack,
    Order,
    accepts,
    defeats,
    frameworks,
    orders,
    promoting,
)

CYCLE = ArgumentFramework.from_attacks("abc", [("a", "b"), ("b", "c"), ("c", "a")])
COLOURED = ValueFramework.of(CYCLE, [("a", "red"), ("b", "blue"), ("c", "blue")])
FEW = NAMES[:4]


def declared() -> st.SearchStrategy[Order]:
    """Return what an audience says: nothing, one pair, or a whole order."""
    chains = st.permutations(VALUES).map(lambda each: frozenset(combinations(each, 2)))
    return st.one_of(
        st.just(frozenset()), chains.map(lambda pairs: frozenset([min(pairs)])), chains
    )


# --- The three-cycle of Bench-Capon with two values


@pytest.mark.parametrize(
    ("order", "extension"),
    [(("red", "blue"), ("a", "c")), (("blue", "red"), ("a", "b"))],
)
def test_each_audience_accepts_its_own_of_the_circle(
    order: tuple[str, ...], extension: tuple[str, ...]
) -> None:
    """Red above blue gives a and c, blue above red a and b."""
    left = COLOURED.defeats(Audience.ranking(order))

    assert (extension,) == solve_extensions(left, "preferred").value
    assert (extension,) == solve_extensions(left, "grounded").value


def test_one_argument_of_the_circle_is_objectively_accepted() -> None:
    """All audiences accept a; some accept b, some c, and not all."""
    every = {
        name: solve_audience(COLOURED, name, question="every", parity="every_order").value
        for name in "abc"
    }
    some = {
        name: solve_audience(COLOURED, name, question="some", parity="every_order").value
        for name in "abc"
    }

    assert {"a": True, "b": False, "c": False} == every
    assert {"a": True, "b": True, "c": True} == some


def test_the_two_readings_of_parity_differ_on_the_circle() -> None:
    """Unordered values read as open accept a; read as no preference they accept nothing."""
    open_ = solve_audience(COLOURED, "a", parity="every_order")
    equal = solve_audience(COLOURED, "a", parity="no_preference")
    left = COLOURED.defeats(Audience.of())

    assert (True, False) == (open_.value, equal.value)
    assert ((),) == solve_extensions(left, "preferred").value
    assert ((),) == solve_extensions(left, "grounded").value


def test_a_counter_audience_is_named_and_refutes() -> None:
    """That not all accept b is shown by one that does not, with what it accepts."""
    found = solve_audience(COLOURED, "b", question="every", parity="every_order")

    assert found.audience is not None
    assert {("red", "blue")} == found.audience.above
    assert ("a", "c") == found.extension
    assert found.certificate is not None


def test_that_all_audiences_accept_is_told_as_found_not_checked() -> None:
    """Objective acceptance that holds has no short certificate."""
    found = solve_audience(COLOURED, "a", question="every", parity="every_order")

    assert found.certificate is None
    assert NOT_CHECKED == found.standing


# --- The definitions, on all orders


@given(
    frameworks(FEW),
    promoting(FEW),
    declared(),
    st.fixed_dictionaries(
        {
            "argument": st.sampled_from(FEW),
            "question": st.sampled_from(AUDIENCE_QUESTIONS),
            "parity": st.sampled_from(PARITIES),
            "semantics": st.sampled_from(SEMANTICS),
            "mode": st.sampled_from(ACCEPTANCE_MODES),
        }
    ),
    st.sampled_from(COMPARISONS),
)
def test_acceptance_for_audiences_is_that_of_the_definitions(
    attacks: set[Attack],
    promoted: dict[str, tuple[str, ...]],
    above: Order,
    asked: dict[str, Any],
    comparison: Comparison,
) -> None:
    """What is found by search is what going through every audience finds."""
    framework = ValueFramework.of(
        ArgumentFramework.from_attacks(FEW, attacks),
        [(name, value) for name, values in promoted.items() for value in values],
        comparison=comparison,
    )

    found = solve_audience(framework, audience=Audience.of(above), **asked)

    def accepted(order: Order) -> bool:
        left = defeats(attacks, promoted, order, comparison)
        return accepts(FEW, left, asked["argument"], asked["semantics"], asked["mode"])

    audiences = orders(VALUES, above, asked["parity"])
    if asked["question"] == "declared" and asked["parity"] == "no_preference":
        expected = accepted(above)
    elif asked["question"] == "some":
        expected = any(map(accepted, audiences))
    else:
        expected = all(map(accepted, audiences))
    assert expected == found.value
    if found.audience is not None:
        assert above <= found.audience.above
        assert accepted(found.audience.above) == found.value


def test_twelve_values_need_no_enumeration() -> None:
    """A chain of twelve values, each attacking the next: the end is subjectively accepted only."""
    names = [f"a{number}" for number in range(12)]
    chain = ArgumentFramework.from_attacks(names, list(pairwise(names)))
    framework = ValueFramework.of(chain, [(name, f"v{name}") for name in names])

    every = solve_audience(framework, "a11", question="every", parity="every_order")
    some = solve_audience(framework, "a11", question="some", parity="every_order")

    assert (False, True) == (every.value, some.value)
    assert every.audience is not None
    assert every.audience.is_total(framework.values)


def test_an_argument_without_values_is_never_shielded() -> None:
    """Nothing stands above or below what promotes nothing: its attacks succeed, and those on it."""
    graph = ArgumentFramework.from_attacks("abc", [("a", "b"), ("b", "c")])
    framework = ValueFramework.of(graph, [("b", "red")])

    assert [(0, 1), (1, 2)] == framework.defeats(Audience.of([("red", "blue")])).pairs()


@pytest.mark.parametrize(
    ("comparison", "stopped"),
    [
        ("highest_over_highest", True),
        ("lowest_over_lowest", False),
        ("highest_over_lowest", True),
        ("lowest_over_highest", False),
    ],
)
def test_several_values_are_compared_as_named(comparison: Comparison, stopped: bool) -> None:
    """`b` has the highest value and the lowest, its attacker the two between."""
    graph = ArgumentFramework.from_attacks("ab", [("a", "b")])
    promotes = [("a", "second"), ("a", "third"), ("b", "first"), ("b", "fourth")]
    framework = ValueFramework.of(graph, promotes, comparison=comparison)
    audience = Audience.ranking(["first", "second", "third", "fourth"])

    assert stopped == (framework.defeats(audience).pairs() == [])


def test_a_value_without_a_name_is_refused() -> None:
    """Neither an audience nor an argument can have a value that nobody could name."""
    graph = ArgumentFramework.from_attacks("a", [])

    with pytest.raises(InvalidDocument, match="value-name"):
        Audience.ranking(["red", ""])
    with pytest.raises(InvalidDocument, match="value-name"):
        ValueFramework.of(graph, [("a", "red"), ("a", "")])


def test_an_audience_that_runs_in_a_circle_is_refused() -> None:
    """No value stands above itself."""
    with pytest.raises(InvalidDocument) as raised:
        Audience.of([("red", "blue"), ("blue", "green"), ("green", "red")])

    assert "order-circle" == raised.value.code


def test_values_of_unknown_arguments_are_refused() -> None:
    """Each pair with an argument that there is not is told."""
    with pytest.raises(InvalidDocument) as raised:
        ValueFramework.of(CYCLE, [("z", "red"), ("y", "red")])

    assert ["unknown-argument"] * 2 == [problem.code for problem in raised.value.problems]
