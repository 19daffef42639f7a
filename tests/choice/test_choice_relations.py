"""How options stand to one another by all permissible orderings."""

from __future__ import annotations

from itertools import chain, combinations
from typing import Any

import pytest
from hypothesis import given, settings

from commonweal.choice import (
    ChoiceProblem,
    Kind,
    OptionComparison,
    relation_of,
    solve_relations,
    solve_small_improvement,
)
from commonweal.choice._family import KINDS
from commonweal.errors import Infeasible, InvalidDocument
from commonweal.testing import choice_problems

from .problems import orderings_of, problem, scored, two_and_a_compromise

OPPOSITE = {
    "better": "worse",
    "at_least_as_good": "at_most_as_good",
    "worse": "better",
    "at_most_as_good": "at_least_as_good",
}


def relation(case: ChoiceProblem, first: str, second: str) -> OptionComparison:
    [found] = solve_relations(case, options=(first, second)).raise_for_status().value
    return found


def ordered(*tiers: str, name: str = "k") -> dict[str, Any]:
    return {"name": name, "tiers": [group.split() for group in tiers]}


def permitting(*orderings: dict[str, Any], options: str = "x y") -> ChoiceProblem:
    named = [{**each, "name": f"k{at}"} for at, each in enumerate(orderings)]
    return problem(options=options.split(), permissible={"type": "orderings", "orderings": named})


def by_enumeration(case: ChoiceProblem, first: str, second: str) -> set[Kind]:
    """Return what orderings say, each looked at; of weights, what lies between corners too."""
    found: set[Kind] = set()
    for values in orderings_of(case):
        if first not in values or second not in values:
            found.add("apart")
        elif values[first] == values[second]:
            found.add("equal")
        else:
            found.add("better" if values[first] > values[second] else "worse")
    if case.permissible.type == "weights" and {"better", "worse"} <= found:
        found.add("equal")
    return found


@settings(deadline=None)
@given(choice_problems())
def test_relations_are_what_enumeration_says(case: ChoiceProblem) -> None:
    """Every pair has the kinds that going through all orderings, or all corners, gives."""
    result = solve_relations(case)

    if result.status == "none-permissible":
        assert [] == orderings_of(case)
    for each in result.value:
        assert by_enumeration(case, each.first, each.second) == set(each.kinds)


@settings(deadline=None)
@given(choice_problems())
def test_turning_a_pair_around_turns_the_relation_around(case: ChoiceProblem) -> None:
    """Better becomes worse; parity, equality and incomparability stay."""
    names = case.options
    there = solve_relations(case).value
    back = solve_relations(case, options=names[::-1]).value

    turned = {(each.second, each.first): each.relation for each in back}
    for each in there:
        assert OPPOSITE.get(each.relation, each.relation) == turned[each.first, each.second]


def test_there_are_fifteen_atomic_types_and_each_has_one_relation() -> None:
    """Four of fifteen are parity; one each is better, worse, equal and incomparable."""
    types = [set(some) for size in range(1, 5) for some in combinations(KINDS, size)]
    found = [relation_of(kinds) for kinds in types]

    assert 15 == len(found)
    assert 4 == found.count("on_a_par")
    assert 5 == found.count("partly_compared")
    for single in ("better", "worse", "equal", "incomparable", "at_least_as_good"):
        assert 1 == found.count(single)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("orderings", "expected"),
    [
        ((ordered("x", "y"),), "better"),
        ((ordered("y", "x"),), "worse"),
        ((ordered("x y"),), "equal"),
        ((ordered("x", "y"), ordered("y", "x")), "on_a_par"),
        ((ordered("x", "y"), ordered("y", "x"), ordered("x y"), ordered("x")), "on_a_par"),
        ((ordered("x"), ordered("y")), "incomparable"),
        ((ordered("x", "y"), ordered("x y")), "at_least_as_good"),
        ((ordered("y", "x"), ordered("x y")), "at_most_as_good"),
        ((ordered("x", "y"), ordered("x")), "partly_compared"),
    ],
)
def test_each_relation_by_hand(orderings: tuple[dict[str, Any], ...], expected: str) -> None:
    """Declared orderings come together to the relation that the definition names."""
    assert expected == relation(permitting(*orderings), "x", "y").relation


def test_parity_comes_with_two_orderings_that_disagree() -> None:
    """By weights, those that put each above the other; and a sentence says both."""
    found = relation(two_and_a_compromise("19/10"), "a", "b")

    assert {"c0": "1/1"} == found.evidence["highest"]["weights"]
    assert {"c1": "1/1"} == found.evidence["lowest"]["weights"]
    assert (
        "a is on a par with b: above it with weights c0 1, below it with weights c1 1."
        == found.sentence()
    )


def test_constraints_on_weights_can_make_an_option_better() -> None:
    """With at least three quarters on the first criterion, (4, 0) is better than (0, 4)."""
    heavy = {"name": "heavy", "coefficients": {"c0": 1}, "at_least": "3/4"}
    case = scored(
        {"a": [4, 0], "b": [0, 4]}, permissible={"type": "weights", "constraints": [heavy]}
    )

    found = relation(case, "a", "b")

    assert "better" == found.relation
    assert "2/1" == found.evidence["lowest"]["value"]


def test_weights_that_stop_where_options_are_level_give_at_least_as_good() -> None:
    """With at least one half, no weights put it below, and some leave them level."""
    half = {"name": "half", "coefficients": {"c0": 1}, "at_least": "1/2"}
    case = scored(
        {"a": [4, 0], "b": [0, 4]}, permissible={"type": "weights", "constraints": [half]}
    )

    assert "at_least_as_good" == relation(case, "a", "b").relation


def test_an_order_of_criteria_decides_by_the_first_that_tells() -> None:
    """A criterion above the only opposed one makes an option better, whatever lies between."""
    scores = {"a": [1, 1, 0], "b": [1, 0, 5]}
    ordered_ = scored(
        scores, permissible={"type": "criteria", "above": [["c1", "c0"], ["c0", "c2"]]}
    )
    loose = scored(scores, permissible={"type": "criteria", "above": [["c0", "c2"]]})

    assert "better" == relation(ordered_, "a", "b").relation
    assert "on_a_par" == relation(loose, "a", "b").relation
    assert ["c0", "c2", "c1"] == relation(loose, "a", "b").evidence["shown_by"]["worse"]


def test_contradictory_constraints_permit_nothing_and_are_named() -> None:
    """The status is data; asked for an error, it is one; the multipliers prove it."""
    limits = [
        {"name": "much", "coefficients": {"c0": 1}, "at_least": "2/3"},
        {"name": "little", "coefficients": {"c0": 1}, "at_most": "1/3"},
    ]
    case = scored(
        {"a": [1, 0], "b": [0, 1]}, permissible={"type": "weights", "constraints": limits}
    )

    result = solve_relations(case)

    assert "none-permissible" == result.status
    assert {"much", "little"} == result.certificate["proof"]["multipliers"].keys()
    with pytest.raises(Infeasible) as refused:
        result.raise_for_status()
    assert "none-permissible" == refused.value.code


# --- The small-improvement test


def test_a_small_improvement_rejects_equal() -> None:
    """x+ is better than x, x and y are on a par, x+ is not better than y: they are not equal."""
    case = scored({"x-plus": ["41/10", 1], "x": [4, "9/10"], "y": [1, 4]})

    result = solve_small_improvement(case, improved="x-plus", option="x", other="y")

    assert "equal-rejected" == result.value
    assert ["better", "on_a_par", "on_a_par"] == [each.relation for each in result.comparisons]
    assert result.explain()[-1].startswith("So x and y are not equal")


def test_what_is_better_than_one_of_two_equals_gives_no_reason() -> None:
    """Where x+ is better than y too, "equal" stands, and here it is true."""
    case = scored({"x-plus": [2, 2], "x": [1, 1], "y": [1, 1]})

    result = solve_small_improvement(case, improved="x-plus", option="x", other="y")

    assert "equal-stands" == result.value
    assert "equal" == result.comparisons[2].relation


def test_what_is_no_improvement_tests_nothing() -> None:
    """Where x+ is not better than x, there is no test."""
    case = scored({"x-plus": [2, 0], "x": [1, 1], "y": [1, 1]})

    assert (
        "no-test" == solve_small_improvement(case, improved="x-plus", option="x", other="y").value
    )


@settings(deadline=None)
@given(choice_problems())
def test_the_test_never_rejects_what_is_equal(case: ChoiceProblem) -> None:
    """Whatever improves on one of two equal options improves on the other."""
    relations = {}
    for each in solve_relations(case).value:
        relations[each.first, each.second] = each.relation
    for (x, y), how in relations.items():
        for plus in set(case.options) - {x, y} if how == "equal" else ():
            for option, other in ((x, y), (y, x)):
                found = solve_small_improvement(case, improved=plus, option=option, other=other)
                assert "equal-rejected" != found.value


@pytest.mark.parametrize(
    ("names", "code"), [(("a", "a", "b"), "repeated-name"), (("a", "b", "z"), "unknown-option")]
)
def test_three_different_options_are_needed(names: tuple[str, str, str], code: str) -> None:
    """One option twice, or one that is not declared, is refused."""
    improved, option, other = names
    with pytest.raises(InvalidDocument) as refused:
        solve_small_improvement(
            two_and_a_compromise("2/1"), improved=improved, option=option, other=other
        )
    assert code == refused.value.code


def test_relations_of_options_that_are_not_there_or_twice_are_refused() -> None:
    """Asking for an unknown option, or for one twice, is an error."""
    case = two_and_a_compromise("2/1")
    codes = []
    for options in (("a", "z"), ("a", "a")):
        with pytest.raises(InvalidDocument) as refused:
            solve_relations(case, options=options)
        codes.append(refused.value.code)

    assert ["unknown-option", "repeated-name"] == codes


@settings(deadline=None)
@given(choice_problems())
def test_better_is_transitive_and_never_runs_in_a_circle(case: ChoiceProblem) -> None:
    """What is better than something better is better."""
    value = solve_relations(case).value
    both = ((each.first, each.second, each.relation) for each in value)
    turned = ((e.second, e.first, OPPOSITE.get(e.relation, e.relation)) for e in value)
    better = {(one, other) for one, other, how in chain(both, turned) if how == "better"}

    for one, middle in better:
        for other_middle, other in better:
            if middle == other_middle:
                assert (one, other) in better
