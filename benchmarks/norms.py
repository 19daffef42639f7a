"""How long norms take to be asked, beside Cedar on the same rules; and many acts at once.

The rules are a hundred permissions and prohibitions by role, action and one fact, as plain
authorisation has them. Cedar denies what nothing permits, and what anything forbids. The same in
norms: every prohibition stands at the highest level, every permission is guaranteed one below, and
at the lowest everything is forbidden. Both are given parsed rules and known people, and asked one
request at a time; that they answer alike is checked, and the benchmark fails where they do not.
"""

import json
import random
from collections.abc import Callable
from importlib.util import find_spec
from time import perf_counter
from typing import Any

import numpy as np
from benchmarks._row import Row

from commonweal.decisions import PreparedTarget, decide
from commonweal.documents import DecisionInputs, FactDeclaration, TargetReference
from commonweal.norms import (
    ActJudge,
    ActTable,
    PlainAct,
    PossibleWorlds,
    check_charter,
    judge_acts,
)
from commonweal.testing._decisions import AT, ISSUERS, DecisionWorld

ROLES = ("clerk", "nurse", "doctor", "guard", "cook")
ACTIONS = tuple(f"act-{number}" for number in range(10))
FACTS = tuple(f"fact-{number}" for number in range(6))
CEDARS_MILLISECONDS = 0.108
"""What it took for one request at 100 rules in an earlier measurement."""
SECONDS_FOR_MANY = 10.0
MILLISECONDS_FOR_A_DECISION = 1.0

Request = tuple[str, tuple[str, ...], dict[str, bool]]


def run(*, quick: bool = False) -> list[Row]:
    """Ask about single acts, decide, judge many acts, and check a charter."""
    rows = []
    if find_spec("cedarpy"):
        rows.append(_beside_cedar(200 if quick else 2_000))
    rows.append(_decision(20 if quick else 200))
    rows += [_many(10_000 if quick else 100_000, 1_000, actions) for actions in (100, 10)]
    rows.append(_charter(1_000 if quick else 10_000))
    return rows


def _beside_cedar(number: int) -> Row:
    rng = random.Random(3)
    rules = [
        (rng.random() < 0.4, rng.choice(ROLES), rng.choice(ACTIONS), rng.choice(FACTS), True)
        for _ in range(100)
    ]
    requests: list[Request] = [
        (
            rng.choice(ACTIONS),
            tuple(rng.sample(ROLES, rng.randint(1, 2))),
            {fact: rng.random() < 0.5 for fact in FACTS},
        )
        for _ in range(number)
    ]
    ours, answers = _timed(_norms(rules), requests)
    theirs, expected = _timed(_cedar(rules, requests), requests)
    if answers != expected:
        raise AssertionError("norms and Cedar answer differently")
    return Row(
        f"one request at 100 rules, {sum(answers):,} of {number:,} allowed by both",
        f"{ours:.3f} ms",
        f"{theirs:.3f} ms (Cedar, parsed beforehand)",
        f"{theirs / ours:.1f}x",
        f"faster than Cedar here and than {CEDARS_MILLISECONDS} ms",
        met=ours < min(theirs, CEDARS_MILLISECONDS),
    )


def _timed(ask: Callable[[Request], bool], requests: list[Request]) -> tuple[float, list[bool]]:
    """Return the milliseconds of one request, and all answers."""
    for request in requests[:50]:
        ask(request)
    started = perf_counter()
    answers = [ask(request) for request in requests]
    return (perf_counter() - started) / len(requests) * 1e3, answers


def _norms(rules: list[tuple[bool, str, str, str, bool]]) -> Callable[[Request], bool]:
    world = DecisionWorld().option("nothing")
    for number, (forbids, role, action, fact, value) in enumerate(rules):
        condition = {"kind": "equals", "fact": fact, "value": value}
        level = "supranational" if forbids else "organisational"
        fields: dict[str, Any] = {"role": role, "condition": condition, "guaranteed": not forbids}
        modality = "forbidden" if forbids else "permitted"
        world.norm(f"rule-{number}", modality, action, level, **fields)
    for role in ROLES:
        for action in ACTIONS:
            world.norm(f"no-{role}-{action}", "forbidden", action, "individual", role=role)
    target = PreparedTarget(world.documents()[1])
    judge = ActJudge(target.norms, target.contexts)

    def ask(request: Request) -> bool:
        action, roles, facts = request
        return judge.judge(PlainAct(action, AT, roles, None, facts)).status == "permitted"

    return ask


def _cedar(
    rules: list[tuple[bool, str, str, str, bool]], requests: list[Request]
) -> Callable[[Request], bool]:
    import cedarpy

    policies = cedarpy.PolicySet.from_str(
        "\n".join(
            f'{"forbid" if forbids else "permit"}(principal in Role::"{role}", action =='
            f' Action::"{action}", resource) when {{ context["{fact}"] == {str(value).lower()} }};'
            for forbids, role, action, fact, value in rules
        )
    )
    people = sorted({roles for _, roles, _ in requests})
    entities = [
        {
            "uid": {"type": "User", "id": " ".join(roles)},
            "attrs": {},
            "parents": [{"type": "Role", "id": role} for role in roles],
        }
        for roles in people
    ]
    known = cedarpy.Entities.from_json_str(json.dumps(entities))

    def ask(request: Request) -> bool:
        action, roles, facts = request
        asked = {
            "principal": {"type": "User", "id": " ".join(roles)},
            "action": {"type": "Action", "id": action},
            "resource": {"type": "Thing", "id": "any"},
            "context": facts,
        }
        return bool(cedarpy.is_authorized(asked, policies, known).allowed)

    return ask


def _charter_of(
    number: int, actions: int, *, modalities: tuple[str, ...] = ("forbidden", "permitted")
) -> DecisionWorld:
    """Return norms at three levels, each with a condition and an exception."""
    rng = random.Random(1)
    world = DecisionWorld().option("nothing").option("do", "act-0")
    for place in range(number):
        condition = {
            "kind": "all",
            "of": [
                {"kind": "equals", "fact": f"fact-{place % 7}", "value": True},
                {"kind": "at_least", "fact": f"size-{place % 3}", "value": rng.randint(0, 9)},
            ],
        }
        exception = {"when": {"kind": "equals", "fact": f"else-{place % 5}", "value": True}}
        world.norm(
            f"norm-{place}",
            rng.choice(modalities),
            f"act-{place % actions}",
            rng.choice(list(ISSUERS)),
            role=("company", "neighbour", "clerk")[place % 3],
            condition=condition,
            exceptions=[exception],
        )
    return world


def _decision(times: int) -> Row:
    world = _charter_of(100, 10)
    for number in range(7):
        world.fact(f"fact-{number}", number % 2 == 0)
        world.fact(f"size-{number % 3}", 5).fact(f"else-{number % 5}", False)
    inputs, target = world.documents()
    prepared = PreparedTarget(target)
    reference = TargetReference(sha256=prepared.sha256)
    inputs = DecisionInputs.model_validate({**dict(inputs), "target": reference})

    def go() -> int:
        decision = decide(
            inputs,
            target=prepared,
            study=target.study,
            by="commonweal",
            said_at=AT,
            embed_target=False,
        )
        return len(decision.justification.steps)

    steps = go()
    started = perf_counter()
    for _ in range(times):
        go()
    took = (perf_counter() - started) / times * 1e3
    return Row(
        f"one decision at 100 norms, levels, exceptions and {steps} steps of justification",
        f"{took:.2f} ms",
        "",
        "",
        f"under {MILLISECONDS_FOR_A_DECISION:.0f} ms",
        met=took < MILLISECONDS_FOR_A_DECISION,
    )


def _many(rows: int, norms: int, actions: int) -> Row:
    modalities = ("forbidden", "permitted", "obliged")
    target = PreparedTarget(_charter_of(norms, actions, modalities=modalities).documents()[1])
    rng = np.random.default_rng(0)
    facts: dict[str, Any] = {f"fact-{number}": rng.random(rows) < 0.5 for number in range(7)}
    facts |= {f"else-{number}": rng.random(rows) < 0.2 for number in range(5)}
    facts |= {f"size-{number}": rng.integers(0, 10, rows) for number in range(3)}
    named = np.array([f"act-{number}" for number in range(actions)])
    table = ActTable(
        action=named[rng.integers(0, actions, rows)],
        at=AT,
        roles={role: rng.random(rows) < 0.5 for role in ("company", "neighbour", "clerk")},
        facts=facts,
    )
    started = perf_counter()
    found = judge_acts(target.norms, target.contexts, table)
    took = perf_counter() - started
    counts = ", ".join(f"{count:,} {status}" for status, count in found.counts().items())
    return Row(
        f"{rows:,} acts against {norms:,} norms on {actions} actions: {counts}",
        f"{took:.2f} s",
        "",
        "",
        f"within {SECONDS_FOR_MANY:.0f} s",
        met=took <= SECONDS_FOR_MANY,
    )


def _charter(number: int) -> Row:
    target = PreparedTarget(_charter_of(number, number // 10).documents()[1])
    facts: dict[str, FactDeclaration] = {}
    started = perf_counter()
    found = check_charter(target.norms, PossibleWorlds(facts, target.contexts))
    took = perf_counter() - started
    return Row(
        f"a charter of {number:,} norms checked, {found.pairs_compared:,} pairs",
        f"{took:.2f} s",
        "",
        "",
        "",
        met=True,
    )
