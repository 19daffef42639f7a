from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, strategies as st

from commonweal.argumentation import (
    ACCEPTANCE_MODES,
    NOT_CHECKED,
    SEMANTICS,
    AcceptanceMode,
    ArgumentFramework,
    Semantics,
    solve_acceptance,
    solve_extensions,
    solve_grounded,
)
from commonweal.errors import InvalidDocument
from commonweal.norms import grounded_labels

from .brute_force import NAMES, Attack, accepts, extensions, frameworks

THREE_CYCLE = ArgumentFramework.from_attacks("abc", [("a", "b"), ("b", "c"), ("c", "a")])


def framework(attacks: set[Attack]) -> ArgumentFramework:
    return ArgumentFramework.from_attacks(NAMES, sorted(attacks))


def random_framework(arguments: int, attacks: int, seed: int) -> ArgumentFramework:
    rng = np.random.default_rng(seed)
    names = [f"a{number}" for number in range(arguments)]
    ends = rng.integers(0, arguments, (2, attacks))
    return ArgumentFramework.from_indices(names, *ends)


def test_an_odd_circle_accepts_nothing() -> None:
    """Dung's three-cycle: the grounded and only preferred extension is empty, none is stable."""
    assert ((),) == solve_extensions(THREE_CYCLE, "grounded").value
    assert ((),) == solve_extensions(THREE_CYCLE, "preferred").value
    assert () == solve_extensions(THREE_CYCLE, "stable").value
    assert 3 * ("undecided",) == tuple(solve_grounded(THREE_CYCLE).of(each) for each in "abc")


def test_mutual_attack_has_two_preferred_extensions() -> None:
    """The Nixon diamond: each side is a preferred and stable extension, neither is grounded."""
    nixon = ArgumentFramework.from_attacks("pq", [("p", "q"), ("q", "p")])

    assert (("p",), ("q",)) == solve_extensions(nixon, "preferred").value
    assert (("p",), ("q",)) == solve_extensions(nixon, "stable").value
    assert ((),) == solve_extensions(nixon, "grounded").value
    assert ((), ("p",), ("q",)) == tuple(sorted(solve_extensions(nixon, "complete").value))


def test_a_floating_argument_is_in_every_preferred_extension() -> None:
    """What either of two rivals attacks is out, and what that attacked is in, whoever wins."""
    graph = ArgumentFramework.from_attacks(
        "abcd", [("a", "b"), ("b", "a"), ("a", "c"), ("b", "c"), ("c", "d")]
    )

    assert solve_acceptance(graph, "d", mode="sceptical").value
    assert not solve_acceptance(graph, "d", semantics="complete", mode="sceptical").value
    assert "undecided" == solve_grounded(graph).of("d")


@given(frameworks(), st.sampled_from(SEMANTICS))
def test_extensions_are_those_of_the_definitions(
    attacks: set[Attack], semantics: Semantics
) -> None:
    """Every set of arguments is an extension exactly when its definition says so."""
    found = solve_extensions(framework(attacks), semantics)

    assert found.whole
    assert extensions(NAMES, attacks, semantics) == {frozenset(each) for each in found.value}
    assert len(found.value) == len(set(found.value))


@given(
    frameworks(),
    st.sampled_from(NAMES),
    st.sampled_from(SEMANTICS),
    st.sampled_from(ACCEPTANCE_MODES),
)
def test_acceptance_is_that_of_the_definitions(
    attacks: set[Attack], argument: str, semantics: Semantics, mode: AcceptanceMode
) -> None:
    """In one extension, or in every one, by looking at all of them."""
    found = solve_acceptance(framework(attacks), argument, semantics=semantics, mode=mode)

    assert accepts(NAMES, attacks, argument, semantics, mode) == found.value


@given(frameworks())
def test_ranks_rest_on_lower_ranks(attacks: set[Attack]) -> None:
    """What is in has attackers of lower rank, all out; what is out has such a one that is in."""
    graph = framework(attacks)
    labels = solve_grounded(graph)

    for name in NAMES:
        number, against = graph.number(name), [graph.number(x) for x in graph.attackers(name)]
        rank, by = labels.rank[number], labels.put_out_by[number]
        if labels.of(name) == "in":
            assert all(labels.of(NAMES[x]) == "out" for x in against)
            assert rank == 1 + max((labels.rank[x] for x in against), default=-1)
        elif labels.of(name) == "out":
            assert by in against
            assert labels.of(NAMES[by]) == "in"
            assert rank == labels.rank[by] + 1
        else:
            assert (-1, -1) == (rank, by)


@given(frameworks())
def test_labels_are_those_of_norms(attacks: set[Attack]) -> None:
    """Norms that all may stand, and defeat one another, have the labels of such arguments."""
    labels = solve_grounded(framework(attacks))
    attackers = {name: {one for one, other in attacks if other == name} for name in NAMES}

    assert grounded_labels(attackers, NAMES) == {name: labels.of(name) for name in NAMES}


@pytest.mark.parametrize(("arguments", "attacks"), [(200, 300), (1000, 1500), (1000, 3000)])
def test_grounded_labels_of_random_frameworks_are_those_of_the_solver(
    arguments: int, attacks: int
) -> None:
    """The least complete extension of clingo holds what our own code labels in."""
    graph = random_framework(arguments, attacks, 7)
    first = solve_extensions(graph, "complete", limit=1).value[0]
    labels = solve_grounded(graph)

    assert labels.value <= set(first)
    for name in labels.having("undecided"):
        assert any(labels.of(each) == "undecided" for each in graph.attackers(name))
        assert not any(labels.of(each) == "in" for each in graph.attackers(name))


def test_an_enumeration_says_whether_it_is_whole() -> None:
    """Ten pairs of rivals have 1,024 preferred extensions: a limit below that is said to be met."""
    names = [f"{side}{number}" for number in range(10) for side in "pq"]
    rivals = [pair for n in range(10) for pair in ((f"p{n}", f"q{n}"), (f"q{n}", f"p{n}"))]
    graph = ArgumentFramework.from_attacks(names, rivals)

    cut, exact, wide = (solve_extensions(graph, limit=limit) for limit in (7, 1024, 5000))

    assert (7, False) == (len(cut.value), cut.whole)
    assert (1024, True) == (len(exact.value), exact.whole)
    assert exact.value == wide.value


def test_what_has_no_short_certificate_says_so() -> None:
    """Sceptical acceptance by preferred extensions is told as found, not as checked."""
    graph = ArgumentFramework.from_attacks(
        "abcd", [("a", "b"), ("b", "a"), ("a", "c"), ("b", "c"), ("c", "d")]
    )

    found = solve_acceptance(graph, "d", mode="sceptical")

    assert found.certificate is None
    assert NOT_CHECKED == found.standing
    assert "d is in every preferred extension: " + NOT_CHECKED + "." in list(found.explain())


@given(frameworks())
def test_renaming_changes_only_names(attacks: set[Attack]) -> None:
    """The labels of arguments in another order and under other names are the same."""
    other = {name: f"x{name}" for name in NAMES}
    renamed = ArgumentFramework.from_attacks(
        [other[name] for name in reversed(NAMES)], [(other[a], other[b]) for a, b in attacks]
    )

    ours, theirs = solve_grounded(framework(attacks)), solve_grounded(renamed)

    assert [ours.of(name) for name in NAMES] == [theirs.of(other[name]) for name in NAMES]


def test_what_is_wrong_with_a_framework_is_said_at_once() -> None:
    """A name twice and two unknown ones are three problems of one error."""
    with pytest.raises(InvalidDocument) as raised:
        ArgumentFramework.from_attacks("aab", [("a", "z"), ("y", "b")])

    codes = [problem.code for problem in raised.value.problems]
    assert ["repeated-name", "unknown-argument", "unknown-argument"] == codes


def test_an_argument_without_a_name_is_refused() -> None:
    """What is found of an argument must be able to say of which."""
    with pytest.raises(InvalidDocument, match="argument-name"):
        ArgumentFramework.from_attacks(["", "b"], [])
    with pytest.raises(InvalidDocument, match="argument-name"):
        ArgumentFramework.from_indices(["", "b"], [], [])


@pytest.mark.parametrize("ends", [([0], [2]), ([-1], [0]), ([0, 1], [0])])
def test_numbers_of_no_argument_are_refused(ends: tuple[list[int], list[int]]) -> None:
    """Attacks by number are between arguments that there are, as many on each side."""
    with pytest.raises(InvalidDocument) as raised:
        ArgumentFramework.from_indices("ab", *ends)

    assert "unknown-argument" == raised.value.code


def test_an_unknown_argument_and_an_empty_limit_are_refused() -> None:
    """What is asked about is an argument of the framework, and a limit lets something through."""
    with pytest.raises(InvalidDocument) as unknown:
        solve_acceptance(THREE_CYCLE, "z")
    with pytest.raises(InvalidDocument) as limit:
        solve_extensions(THREE_CYCLE, limit=0)

    assert ("unknown-argument", "out-of-range") == (unknown.value.code, limit.value.code)


@pytest.mark.parametrize("seed", range(6))
def test_extensions_are_those_of_pyarg(seed: int) -> None:
    """An independent implementation finds the same extensions of random frameworks."""
    pytest.importorskip("py_arg", reason="python-argumentation is not installed")
    from py_arg.abstract_argumentation_classes.abstract_argumentation_framework import (
        AbstractArgumentationFramework,
    )
    from py_arg.abstract_argumentation_classes.argument import Argument
    from py_arg.abstract_argumentation_classes.defeat import Defeat
    from py_arg.algorithms.semantics import (
        get_complete_extensions as complete,
        get_grounded_extension as grounded,
        get_preferred_extensions as preferred,
        get_stable_extensions as stable,
    )

    graph = random_framework(9, 14, seed)
    arguments = [Argument(name) for name in graph.arguments]
    theirs = AbstractArgumentationFramework(
        "random", arguments, [Defeat(arguments[a], arguments[b]) for a, b in graph.pairs()]
    )

    def names(extensions: object) -> set[frozenset[str]]:
        return {frozenset(each.name for each in found) for found in extensions}  # type: ignore[attr-defined]

    def ours(semantics: Semantics) -> set[frozenset[str]]:
        return {frozenset(each) for each in solve_extensions(graph, semantics).value}

    assert names([grounded.get_grounded_extension(theirs)]) == ours("grounded")
    assert names(complete.get_complete_extensions(theirs)) == ours("complete")
    assert names(preferred.get_preferred_extensions(theirs)) == ours("preferred")
    assert names(stable.get_stable_extensions(theirs)) == ours("stable")


def test_attackers_and_pairs_are_those_given() -> None:
    """A repeated attack stands once; attackers come in the order of the arguments."""
    graph = ArgumentFramework.from_attacks("cab", [("b", "a"), ("c", "a"), ("b", "a"), ("a", "a")])

    assert ("c", "a", "b") == graph.attackers("a")
    assert 3 == graph.attacks
    assert set(product("cab", "a")) == {
        (graph.arguments[a], graph.arguments[b]) for a, b in graph.pairs()
    }
