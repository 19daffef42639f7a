"""The names of a declaration that norms hang on are held to the target."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from commonweal.errors import InvalidDocument, Problem
from commonweal.guard import Guard
from commonweal.testing._decisions import card_id

MakeGuard = Callable[..., Guard]


def misspell(within: Any, right: str, wrong: str) -> Any:
    """Return a declaration in which one word is another."""
    if isinstance(within, dict):
        return {key: misspell(value, right, wrong) for key, value in within.items()}
    if isinstance(within, list):
        return [misspell(value, right, wrong) for value in within]
    return wrong if within == right else within


def refused(make_guard: MakeGuard, declaration: dict[str, Any]) -> tuple[Problem, ...]:
    with pytest.raises(InvalidDocument) as raised:
        make_guard(declaration=declaration)
    return raised.value.problems


@pytest.mark.parametrize(
    ("spelled", "code", "path"),
    [
        (("company", "compny"), "undeclared-role", "agent roles"),
        (("minor", "minro"), "undeclared-role", "child roles"),
        (("always", "allways"), "undeclared-context", "contexts"),
        (("approved", "aproved"), "undeclared-fact", "transfer facts note"),
        (("frozen", "frosen"), "undeclared-fact", "sources accounts"),
        (("paid", "payed"), "undeclared-fact", "totals"),
    ],
)
def test_a_name_that_nothing_knows_is_refused_with_the_nearest(
    spelled: tuple[str, str],
    code: str,
    path: str,
    make_guard: MakeGuard,
    declaration: dict[str, Any],
) -> None:
    """One wrong letter would unbind the norms that hang on it."""
    right, wrong = spelled

    (problem,) = refused(make_guard, misspell(declaration, right, wrong))

    assert (code, path, repr(wrong)) == (problem.code, problem.path, problem.found)
    assert f"Did you mean {right!r}?" == problem.hint


def test_what_tools_change_and_what_sources_say_of_roles_and_contexts_is_held_too(
    make_guard: MakeGuard, declaration: dict[str, Any]
) -> None:
    """Changes of a tool and of its alternatives, and sources of a context or a role."""
    change = {"fact": "frosen", "value": True, "by": "ledgers"}
    declaration["tools"][0]["changes"] = [change]
    declaration["tools"][1]["alternatives"] = [{"name": "wait", "text": "x", "changes": [change]}]
    declaration["sources"] += [
        {"name": "weather", "by": "ledgers", "context": "alwys"},
        {"name": "register", "by": "ledgers", "role": "minr"},
    ]
    given = {"transfer changes", "report alternatives wait changes"}

    problems = refused(make_guard, declaration)

    found = {(problem.code, problem.path) for problem in problems} - {
        ("source-missing", "sources weather"),
        ("source-missing", "sources register"),
    }
    assert found == {
        *(("undeclared-fact", path) for path in given),
        ("undeclared-context", "sources weather"),
        ("undeclared-role", "sources register"),
    }


def test_a_fact_of_a_type_that_norms_do_not_hear_of_is_refused(
    make_guard: MakeGuard, declaration: dict[str, Any]
) -> None:
    """As a value that a tool leaves, as the type of an argument, and as a total: a number."""
    declaration["tools"][0]["changes"] = [{"fact": "frozen", "value": "true", "by": "ledgers"}]
    declaration["tools"][0]["facts"] = [{"argument": "to", "fact": "frozen", "type": "word"}]
    declaration["totals"] = [{"fact": "frozen", "tools": ["transfer"], "per": "all", "seconds": 60}]

    problems = refused(make_guard, declaration)

    assert {"transfer changes frozen", "transfer facts to", "totals"} == {
        problem.path for problem in problems if problem.code == "fact-type"
    }


def test_where_nothing_is_spelled_nearly_so_it_is_told_what_there_is(
    make_guard: MakeGuard, declaration: dict[str, Any]
) -> None:
    """The names that could have been meant are in the error."""
    (problem,) = refused(make_guard, misspell(declaration, "company", "zzz"))

    assert "Known are company, minor." == problem.hint


def test_a_fact_that_the_study_declares_may_be_spoken_of(
    make_guard: MakeGuard, declaration: dict[str, Any]
) -> None:
    """No condition speaks of it, and it is no slip."""
    declaration["tools"][0]["changes"] = [{"fact": "sunny", "value": True, "by": "ledgers"}]

    guard = make_guard(declaration=declaration, facts=["sunny"])

    assert () == guard.warnings


def test_an_action_one_slip_from_one_that_a_norm_is_about_is_refused(
    make_guard: MakeGuard, declaration: dict[str, Any]
) -> None:
    """A tool's and an alternative's: no norm would bind them. The error says how to insist."""
    wait = {"name": "wait", "text": "Waits.", "action": "repport"}
    declaration["tools"][0] |= {"action": "pya", "alternatives": [wait]}

    tool, other = refused(make_guard, declaration)

    assert ("misspelt-action", "transfer action", "'pya'") == (tool.code, tool.path, tool.found)
    assert "Did you mean 'pay'? If it is another, name it in free_actions." == tool.hint
    assert "transfer alternatives wait action" == other.path
    assert other.hint.startswith("Did you mean 'report'?")


def test_what_is_called_free_is_an_action_of_a_tool_and_of_no_norm(
    make_guard: MakeGuard, declaration: dict[str, Any]
) -> None:
    """Else a norm would be thought not to bind, or a slip be called free in vain."""
    declaration["tools"][0]["action"] = "say"

    (problem,) = refused(make_guard, declaration)
    problems = refused(make_guard, declaration | {"free_actions": ["say", "pay", "sing"]})

    assert ("misspelt-action", "'say'") == (problem.code, problem.found)
    assert [
        ("free_actions pay", "one that a norm is about"),
        ("free_actions sing", "no tool's"),
    ] == [(each.path, each.found) for each in problems]


def test_what_a_norm_is_about_is_not_called_free(
    make_guard: MakeGuard, declaration: dict[str, Any]
) -> None:
    """Also where a tool does it: the norm binds it whatever it is called."""
    (problem,) = refused(make_guard, declaration | {"free_actions": ["pay"]})

    assert ("free-action-idle", "free_actions pay", "one that a norm is about") == (
        problem.code,
        problem.path,
        problem.found,
    )


def test_an_action_that_is_called_free_or_done_in_the_study_is_let_be(
    make_guard: MakeGuard, declaration: dict[str, Any], tmp_path: Path
) -> None:
    """What is called free is not told; that no norm is about what the study does is."""
    declaration["tools"][0]["action"] = "say"

    free = make_guard(declaration=declaration | {"free_actions": ["say"]}, folder=tmp_path / "one")
    acted = make_guard(declaration=declaration, actions=["say"], folder=tmp_path / "two")

    assert () == free.warnings
    assert ["action-of-no-norm"] == [each.code for each in acted.warnings]


def test_a_slip_from_what_the_study_does_is_refused_too(
    make_guard: MakeGuard, declaration: dict[str, Any]
) -> None:
    """An act of the study is a name that is known, though no norm be about it."""
    declaration["tools"][0]["action"] = "announc"

    with pytest.raises(InvalidDocument, match="Did you mean 'announce'"):
        make_guard(declaration=declaration, actions=["announce"])


@pytest.mark.parametrize(
    ("action", "hint"), [("repotrs", "Did you mean 'report'?"), ("zzz", "Kno")]
)
def test_an_action_that_resembles_none_closely_is_a_warning(
    action: str, hint: str, make_guard: MakeGuard, declaration: dict[str, Any]
) -> None:
    """It may be free, so that it is not refused."""
    declaration["tools"][1]["action"] = action

    (warning,) = make_guard(declaration=declaration).warnings

    assert ("action-of-no-norm", "report action") == (warning.code, warning.path)
    assert warning.hint.startswith(hint)


def test_senses_places_and_cards_are_held_all_at_once(
    make_guard: MakeGuard, declaration: dict[str, Any]
) -> None:
    """Each that nothing knows is one error with what there is."""
    change = {"fact": "frozen", "value": True, "by": "ledgers", "sense": "tresurer"}
    declaration["place"] = "the-moon"
    transfer, report = declaration["tools"]
    transfer["changes"] = [change]
    report["alternatives"] = [{"name": "wait", "text": "x", "changes": [change]}]
    (placing,) = transfer["placings"]
    transfer["placings"] = [
        placing | {"card": card_id(9)},
        placing | {"order": [["call", "nothign"]], "rests_on": [7]},
        placing | {"appraiser": "exprt"},
    ]
    transfer["appraisals"] = [
        {"card": card_id(8), "policy": 0, "option": "call", "effect": "opposes"}
        | {"source": "owner", "people": 1, "origin": "person"}
    ]

    problems = refused(make_guard, declaration)

    assert {
        ("undeclared-sense", "transfer changes frozen sense", "Did you mean 'treasurer'?"),
        (
            "undeclared-sense",
            "report alternatives wait changes frozen sense",
            "Did you mean 'treasurer'?",
        ),
        ("undeclared-place", "place", "None is known. Outside of all of them, leave it out."),
        ("undeclared-option", "transfer placings 1", "Did you mean 'nothing'?"),
        ("policy-index", "transfer placings 1", "They count from 0."),
        ("appraiser-not-declared", "transfer placings 2", "Did you mean 'expert'?"),
    } == {(each.code, each.path, each.hint) for each in problems if each.code != "unknown-card"}
    assert ["transfer placings 0", "transfer appraisals 0"] == [
        each.path for each in problems if each.code == "unknown-card"
    ]


@pytest.mark.parametrize("sense", ["minor", "treasurer", "mill", "agent"])
def test_a_sense_is_that_of_a_role_an_institution_or_a_party(
    sense: str, make_guard: MakeGuard, declaration: dict[str, Any]
) -> None:
    """As in a study's situations."""
    change = {"fact": "frozen", "value": False, "by": "ledgers", "sense": sense}
    declaration["tools"][0]["changes"] = [change]

    assert make_guard(declaration=declaration).judge("transfer", {"to": "mill", "amount": 5})


def test_a_place_that_norms_tell_apart_is_known_and_missed(
    make_guard: MakeGuard, target: dict[str, Any], declaration: dict[str, Any], tmp_path: Path
) -> None:
    """One wrong letter would be outside of the territory; without a place that is told."""
    firm = next(each for each in target["authorities"] if each["issuer"] == "firm")
    firm["territory"] = ["north", "south"]

    placed = [declaration | {"place": place} for place in ("north", "norht")]
    there = make_guard(target=target, declaration=placed[0], folder=tmp_path / "one")
    with pytest.raises(InvalidDocument) as raised:
        make_guard(target=target, declaration=placed[1], folder=tmp_path / "two")
    (missing,) = make_guard(target=target, declaration=declaration).warnings

    (problem,) = raised.value.problems
    assert () == there.warnings
    assert ("undeclared-place", "'norht'") == (problem.code, problem.found)
    assert problem.hint.startswith("Did you mean 'north'?")
    assert ("place-missing", "place") == (missing.code, missing.path)
