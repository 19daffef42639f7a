"""The names of a declaration that norms hang on are held to the target."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from commonweal.errors import InvalidDocument, Problem
from commonweal.guard import Guard

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


def test_an_action_that_no_norm_is_about_is_a_warning_with_the_nearest(
    make_guard: MakeGuard, declaration: dict[str, Any]
) -> None:
    """It may be free, so that it is not refused; a tool's and an alternative's are both told."""
    wait = {"name": "wait", "text": "Waits.", "action": "repport"}
    declaration["tools"][0] |= {"action": "pya", "alternatives": [wait]}

    tool, other = make_guard(declaration=declaration).warnings

    assert ("action-of-no-norm", "transfer action") == (tool.code, tool.path)
    assert ("'pya'", "Did you mean 'pay'?") == (tool.found, tool.hint)
    assert "transfer alternatives wait action" == other.path
    assert "Did you mean 'report'?" == other.hint
