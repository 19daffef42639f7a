from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, strategies as st

from commonweal.argumentation import (
    REDUCTIONS,
    ArgumentFramework,
    PreferenceFramework,
    Reduction,
    solve_extensions,
    solve_grounded,
)
from commonweal.errors import InvalidDocument

from .brute_force import NAMES, Attack, conflict_free, frameworks, reduced

ATTACKED_ON_PREFERRED = ArgumentFramework.from_attacks("ab", [("a", "b")])


def preferences() -> st.SearchStrategy[frozenset[tuple[str, str]]]:
    """Return strict partial orders of the names: some pairs of a chain, with what follows."""

    def of(chain: list[str], kept: list[bool]) -> frozenset[tuple[str, str]]:
        pairs = {pair for pair, keep in zip(combinations(chain, 2), kept, strict=True) if keep}
        while more := {(a, d) for a, b in pairs for c, d in pairs if b == c} - pairs:
            pairs |= more
        return frozenset(pairs)

    number = len(NAMES) * (len(NAMES) - 1) // 2
    keeping = st.lists(st.booleans(), min_size=number, max_size=number)
    return st.builds(of, st.permutations(NAMES), keeping)


@pytest.mark.parametrize(
    ("reduction", "preferred", "grounded"),
    [
        ("delete", (("a", "b"),), {"a", "b"}),
        ("reverse", (("b",),), {"b"}),
        ("keep", (("a",),), {"a"}),
        ("both", (("a",), ("b",)), set()),
    ],
)
def test_an_attack_on_a_preferred_argument_has_four_outcomes(
    reduction: Reduction, preferred: tuple[tuple[str, ...], ...], grounded: set[str]
) -> None:
    """`a` attacks `b`, which is preferred: the four reductions of the literature differ."""
    left = PreferenceFramework.of(ATTACKED_ON_PREFERRED, [("b", "a")]).reduced(reduction)

    assert preferred == solve_extensions(left).value
    assert grounded == solve_grounded(left).value


def test_the_default_reverses() -> None:
    """Nobody gets an extension that attacks itself without asking for it."""
    left = PreferenceFramework.of(ATTACKED_ON_PREFERRED, [("b", "a")]).reduced()

    assert (("b",),) == solve_extensions(left).value


@given(frameworks(), preferences(), st.sampled_from(REDUCTIONS))
def test_what_is_left_is_what_the_definitions_say(
    attacks: set[Attack], preferred: frozenset[tuple[str, str]], reduction: Reduction
) -> None:
    """Each reduction leaves the attacks that its published definition leaves."""
    framework = ArgumentFramework.from_attacks(NAMES, attacks)

    left = PreferenceFramework.of(framework, preferred).reduced(reduction)

    found = {(NAMES[a], NAMES[b]) for a, b in left.pairs()}
    assert reduced(attacks, preferred, reduction) == found


@given(frameworks(), preferences(), st.sampled_from(["reverse", "keep", "both"]))
def test_no_extension_attacks_itself(
    attacks: set[Attack], preferred: frozenset[tuple[str, str]], reduction: Reduction
) -> None:
    """Under all reductions but `delete` extensions hold no two that attack each other."""
    framework = ArgumentFramework.from_attacks(NAMES, attacks)
    left = PreferenceFramework.of(framework, preferred).reduced(reduction)

    for extension in solve_extensions(left, "complete").value:
        assert conflict_free(frozenset(extension), attacks)


def test_what_follows_from_preferences_counts() -> None:
    """A over b and b over c stops an attack from c on a."""
    framework = ArgumentFramework.from_attacks("abc", [("c", "a")])

    left = PreferenceFramework.of(framework, [("a", "b"), ("b", "c")]).reduced("delete")

    assert [] == left.pairs()


def test_preferences_in_a_circle_are_refused() -> None:
    """An order in which something is above itself is none, and the circle is named."""
    with pytest.raises(InvalidDocument) as raised:
        PreferenceFramework.of(ATTACKED_ON_PREFERRED, [("a", "b"), ("b", "a")])

    assert "order-circle" == raised.value.code
    assert "a > b > a" in str(raised.value) or "b > a > b" in str(raised.value)


def test_preferences_of_unknown_arguments_are_refused() -> None:
    """Every name that is no argument is told at once."""
    with pytest.raises(InvalidDocument) as raised:
        PreferenceFramework.of(ATTACKED_ON_PREFERRED, [("a", "y"), ("z", "b")])

    assert 2 == len(raised.value.problems)
    assert "unknown-argument" == raised.value.code
