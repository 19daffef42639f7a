"""Certificates about arguments, and what they show."""

from __future__ import annotations

import json
from typing import Any

from commonweal.argumentation import (
    REDUCTIONS,
    ArgumentCertificate,
    ArgumentFramework,
    Audience,
    PreferenceFramework,
    ValueFramework,
    solve_acceptance,
    solve_audience,
    solve_extensions,
)
from commonweal.proof import checker

from ..argumentation.brute_force import (  # noqa: TID252  # the definitions, word for word
    NAMES,
)
from .forging import hash_of, written

FIVE = ArgumentFramework.from_attacks(
    NAMES, [("a", "b"), ("b", "a"), ("b", "c"), ("c", "d"), ("d", "e"), ("e", "c")]
)


CHAIN = ArgumentFramework.from_attacks(NAMES, [("a", "b"), ("b", "c"), ("e", "e"), ("a", "d")])


CYCLE = ArgumentFramework.from_attacks("abc", [("a", "b"), ("b", "c"), ("c", "a")])


COLOURED = ValueFramework.of(CYCLE, [("a", "red"), ("b", "blue"), ("c", "blue")])


SEVERAL = ValueFramework.of(
    CYCLE, [("a", "red"), ("a", "green"), ("b", "blue"), ("c", "blue"), ("c", "red")]
)


def corpus() -> dict[str, dict[str, Any]]:
    """Return a certificate of every kind of claim and witness."""
    found: dict[str, ArgumentCertificate | None] = {
        "labels": solve_extensions(CHAIN, "grounded").certificates[0],
        "complete": solve_extensions(FIVE, "complete").certificates[-1],
        "stable": solve_extensions(FIVE, "stable").certificates[0],
        "credulous": solve_acceptance(FIVE, "b").certificate,
        "credulous stable": solve_acceptance(FIVE, "b", semantics="stable").certificate,
        "sceptical": solve_acceptance(CHAIN, "c", mode="sceptical").certificate,
        "not sceptical": solve_acceptance(FIVE, "a", mode="sceptical").certificate,
        "not credulous": solve_acceptance(CHAIN, "d").certificate,
        "some": solve_audience(COLOURED, "b", question="some", parity="every_order").certificate,
        "not every": solve_audience(
            COLOURED, "b", question="every", parity="every_order"
        ).certificate,
        "several": solve_audience(
            SEVERAL, "b", question="some", parity="no_preference"
        ).certificate,
        "declared": solve_audience(
            COLOURED, "b", audience=Audience.ranking(["blue", "red"]), parity="every_order"
        ).certificate,
        "no preference": solve_audience(
            COLOURED, "b", audience=Audience.of([("blue", "red")]), parity="no_preference"
        ).certificate,
    }
    assert all(found.values())
    return {name: json.loads(written(each.content())) for name, each in found.items() if each} | {
        f"preference {reduction}": by_preference(reduction) for reduction in REDUCTIONS
    }


def by_preference(reduction: Any) -> dict[str, Any]:
    """Return what an attack on a preferred argument leaves, as a certificate."""
    framework = ArgumentFramework.from_attacks("abc", [("a", "b"), ("b", "c")])
    preferring = PreferenceFramework.of(framework, [("b", "a")])
    (first, *_) = solve_extensions(preferring.reduced(reduction), "stable").certificates
    content = preferring.certificate(first, reduction).content()
    result: dict[str, Any] = json.loads(written(content))
    return result


CERTIFICATES = corpus()


def bound(certificate: Any) -> Any:
    """Return a certificate with the hash that its framework has."""
    return {**certificate, "framework_sha256": hash_of(certificate["framework"])}


def shown(certificate: Any) -> list[Any] | None:
    """Return what the checker says that a certificate shows; None if it refuses it."""
    report = checker.Report()
    try:
        content = checker.inputs.parse(written(certificate))
        checker.beside("checker_arguments").check(content, report)
    except (checker.InvalidError, checker.UnreadableError, *checker.MALFORMED):
        return None
    claims: list[Any] = report.claims
    return claims


def held(argument: str) -> dict[str, Any]:
    """Return the claim that some stable extension holds an argument."""
    asked = {"semantics": "stable", "mode": "credulous", "of": "declared", "holds": True}
    return {"type": "accepted", "argument": argument, **asked}
