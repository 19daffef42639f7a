from collections.abc import Iterator
from itertools import chain, combinations

import pytest
from hypothesis import given, strategies as st

from commonweal.documents import Level, NormRelation
from commonweal.norms import LEVEL_RANK, BrokenNorms, norm_relation

NORMS = ("a", "b", "c", "d")
LEVELS: tuple[Level, ...] = ("supranational", "organisational", "individual")


@st.composite
def broken_norms(draw: st.DrawFn) -> BrokenNorms:
    states = {norm: draw(st.sampled_from(("broken", "maybe", "kept"))) for norm in NORMS}
    return BrokenNorms(
        frozenset(norm for norm, state in states.items() if state == "broken"),
        frozenset(norm for norm, state in states.items() if state == "maybe"),
    )


def completions(found: BrokenNorms) -> Iterator[frozenset[str]]:
    maybe = sorted(found.maybe)
    subsets = chain.from_iterable(combinations(maybe, size) for size in range(len(maybe) + 1))
    return (found.certain | set(subset) for subset in subsets)


def settled_relation(
    first: frozenset[str], second: frozenset[str], levels: dict[str, Level]
) -> NormRelation:
    """Compare two sets of broken norms, in which nothing is open any more."""
    for level in sorted(LEVEL_RANK, key=LEVEL_RANK.__getitem__, reverse=True):
        one = {norm for norm in first if levels[norm] == level}
        other = {norm for norm in second if levels[norm] == level}
        if one != other:
            return "better" if one < other else "worse" if other < one else "incomparable"
    return "equal"


@given(broken_norms(), broken_norms(), st.tuples(*[st.sampled_from(LEVELS)] * len(NORMS)))
def test_the_relation_is_what_all_readings_agree_on(
    first: BrokenNorms, second: BrokenNorms, ranks: tuple[Level, ...]
) -> None:
    """The closed form equals enumeration over every way the disputes could turn out."""
    levels = dict(zip(NORMS, ranks, strict=True))

    found = {
        settled_relation(one, other, levels)
        for one in completions(first)
        for other in completions(second)
    }

    expected = found.pop() if len(found) == 1 else "undetermined"
    assert expected == norm_relation(first, second, levels)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (("a",), ("a", "b"), "better"),
        (("a", "b"), ("b",), "worse"),
        (("a",), ("b",), "incomparable"),
        (("a",), ("a",), "equal"),
        ((), (), "equal"),
        (("c",), ("b", "c", "d"), "better"),
        (("c", "d"), ("a",), "better"),
    ],
)
def test_fewer_breaches_at_the_highest_level_that_differs_are_better(
    first: tuple[str, ...], second: tuple[str, ...], expected: NormRelation
) -> None:
    """Sets are compared by inclusion, the higher level first; how many norms counts for nothing."""
    levels: dict[str, Level] = {
        "a": "supranational",
        "b": "supranational",
        "c": "organisational",
        "d": "individual",
    }

    found = norm_relation(
        BrokenNorms(frozenset(first), frozenset()),
        BrokenNorms(frozenset(second), frozenset()),
        levels,
    )

    assert expected == found


def test_a_dispute_that_matters_leaves_the_relation_undetermined() -> None:
    """Where a dispute could turn out so that the options are equal, better is not concluded."""
    none: frozenset[str] = frozenset()

    found = norm_relation(
        BrokenNorms(none, none), BrokenNorms(none, frozenset("a")), {"a": "individual"}
    )

    assert "undetermined" == found


def test_a_dispute_that_cannot_matter_is_passed_over() -> None:
    """A dispute below a level that decides changes nothing."""
    levels: dict[str, Level] = {"a": "supranational", "b": "individual"}

    found = norm_relation(
        BrokenNorms(frozenset(), frozenset("b")),
        BrokenNorms(frozenset("a"), frozenset("b")),
        levels,
    )

    assert "better" == found
