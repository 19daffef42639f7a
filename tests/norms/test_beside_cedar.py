"""Beside Cedar: policies that both can express allow and forbid the same requests."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest

from commonweal.decisions import PreparedTarget
from commonweal.norms import ActJudge, PlainAct
from commonweal.testing._decisions import AT, DecisionWorld

cedarpy = pytest.importorskip("cedarpy", reason="Cedar is not installed")

ROLES, ACTIONS = ("clerk", "nurse", "doctor"), ("read", "write", "sign")
FACTS: dict[str, tuple[Any, ...]] = {
    "night": (True, False),
    "age": (0, 17, 18, 65),
    "ward": ("north", "south"),
}
Rule = tuple[bool, str, str, dict[str, Any], str]


def condition(rng: random.Random, depth: int = 2) -> tuple[dict[str, Any], str]:
    """Return a condition in both languages."""
    if depth and rng.random() < 0.5:
        kind = rng.choice(("all", "any", "not"))
        parts = [condition(rng, depth - 1) for _ in range(1 if kind == "not" else 2)]
        ours, theirs = [part for part, _ in parts], [f"({text})" for _, text in parts]
        if kind == "not":
            return {"kind": "not", "of": ours[0]}, f"!{theirs[0]}"
        return {"kind": kind, "of": ours}, (" && " if kind == "all" else " || ").join(theirs)
    fact = rng.choice(list(FACTS))
    value = rng.choice(FACTS[fact])
    if fact == "age":
        kind, sign = rng.choice((("at_least", ">="), ("at_most", "<="), ("equals", "==")))
        return {"kind": kind, "fact": fact, "value": value}, f"context.age {sign} {value}"
    written = str(value).lower() if isinstance(value, bool) else f'"{value}"'
    return {"kind": "equals", "fact": fact, "value": value}, f"context.{fact} == {written}"


def rules(rng: random.Random) -> list[Rule]:
    """Return permissions and prohibitions, each for a role and an act, under a condition."""
    return [
        (rng.random() < 0.4, rng.choice(ROLES), rng.choice(ACTIONS), *condition(rng))
        for _ in range(rng.randint(1, 25))
    ]


def by_norms(given: list[Rule]) -> Callable[[str, tuple[str, ...], dict[str, Any]], bool]:
    """Return how norms answer: what nothing permits is forbidden, and forbidding overrides."""
    world = DecisionWorld().option("nothing")
    for number, (forbids, role, action, when, _) in enumerate(given):
        level = "supranational" if forbids else "organisational"
        fields: dict[str, Any] = {"role": role, "condition": when, "guaranteed": not forbids}
        modality = "forbidden" if forbids else "permitted"
        world.norm(f"rule-{number}", modality, action, level, **fields)
    for role in ROLES:
        for action in ACTIONS:
            world.norm(f"no-{role}-{action}", "forbidden", action, "individual", role=role)
    target = PreparedTarget(world.documents()[1])
    judge = ActJudge(target.norms, target.contexts, check_names=False)

    def ask(action: str, roles: tuple[str, ...], facts: dict[str, Any]) -> bool:
        return judge.judge(PlainAct(action, AT, roles, None, facts)).status == "permitted"

    return ask


def by_cedar(given: list[Rule]) -> Callable[[str, tuple[str, ...], dict[str, Any]], bool]:
    """Return how Cedar answers."""
    policies = "\n".join(
        f'{"forbid" if forbids else "permit"}(principal in Role::"{role}", action =='
        f' Action::"{action}", resource) when {{ {when} }};'
        for forbids, role, action, _, when in given
    )

    def ask(action: str, roles: tuple[str, ...], facts: dict[str, Any]) -> bool:
        parents = [{"type": "Role", "id": role} for role in roles]
        request = {
            "principal": 'User::"ada"',
            "action": f'Action::"{action}"',
            "resource": 'Thing::"any"',
            "context": facts,
        }
        people = [{"uid": {"type": "User", "id": "ada"}, "attrs": {}, "parents": parents}]
        found = cedarpy.is_authorized(request, policies, people)
        assert not found.diagnostics.errors
        return bool(found.allowed)

    return ask


@pytest.mark.parametrize("seed", range(40))
def test_what_both_can_say_both_answer_alike(seed: int) -> None:
    """Role by membership, act, and conditions on known facts; some are allowed and some not."""
    rng = random.Random(seed)
    given = rules(rng)
    ours, theirs = by_norms(given), by_cedar(given)

    for _ in range(25):
        action, roles = rng.choice(ACTIONS), tuple(rng.sample(ROLES, rng.randint(1, 3)))
        facts = {fact: rng.choice(values) for fact, values in FACTS.items()}

        assert ours(action, roles, facts) == theirs(action, roles, facts)


def test_what_is_unknown_is_left_out_there_and_in_dispute_here() -> None:
    """Cedar skips a policy that errs on a missing fact; norms do not guess what it would say."""
    world = DecisionWorld().option("nothing")
    old = {"kind": "at_least", "fact": "age", "value": 18}
    world.norm("keep", "forbidden", "read", condition=old)
    target = PreparedTarget(world.documents()[1])

    judged = ActJudge(target.norms, target.contexts).judge(PlainAct("read", AT, ["company"]))
    policies = (
        "permit(principal, action, resource);"
        "forbid(principal, action, resource) when { context.age >= 18 };"
    )
    asked = {
        "principal": 'User::"ada"',
        "action": 'Action::"read"',
        "resource": 'Thing::"any"',
        "context": {},
    }
    found = cedarpy.is_authorized(asked, policies, [])

    assert "in_dispute" == judged.status
    assert found.allowed
    assert found.diagnostics.errors
