"""Worlds for norms of other languages: decided, and the decision checked by the other program."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from commonweal.proof import checker
from commonweal.testing._decisions import DecisionWorld

if TYPE_CHECKING:
    from commonweal.documents import Decision

Condition = dict[str, Any]


def fact(name: str, value: Any = True) -> Condition:
    """Return the condition that a fact has a value."""
    return {"kind": "equals", "fact": name, "value": value}


def every(*of: Condition) -> Condition:
    """Return the condition that all of these hold."""
    return {"kind": "all", "of": list(of)}


def some(*of: Condition) -> Condition:
    """Return the condition that one of these holds."""
    return {"kind": "any", "of": list(of)}


def not_(of: Condition) -> Condition:
    """Return the condition that this one fails."""
    return {"kind": "not", "of": of}


def above(name: str, value: int) -> Condition:
    """Return the condition that a fact is a number greater than this one."""
    return not_({"kind": "at_most", "fact": name, "value": value})


def upon(norm: str, by: str = "addressee") -> dict[str, str]:
    """Return what makes a norm apply only upon the breach of another."""
    return {"norm": norm, "by": by}


def deed(
    case: DecisionWorld,
    action: str,
    at: str,
    *,
    actor: str = "agent",
    by: str = "registry",
    done: bool = True,
) -> DecisionWorld:
    """Add that something was done before toward the village, or that it was not."""
    deeds = case.situation.setdefault("deeds", [])
    told = {"name": f"deed-{len(deeds)}", "actor": actor, "action": action, "toward": "village"}
    deeds.append({**told, "at": at, "claims": [{"by": by, "done": done}]})
    return case


def decided(case: DecisionWorld) -> Decision:
    """Return the decision, which the stand-alone checker derives as well."""
    decision = case.decide()
    report = checker.Report()
    report.attempt(checker.inputs.parse(json.dumps(decision.content()).encode()), Path(), "")
    assert [] == report.problems
    return decision


def broken(case: DecisionWorld) -> dict[str, set[str]]:
    """Return what each option breaks, where nothing is in dispute."""
    statuses = decided(case).statuses
    assert "in_dispute" not in {each.status for each in statuses}
    return {each.option: {*each.broken} for each in statuses}


def statuses(case: DecisionWorld) -> dict[str, str]:
    """Return whether each option is permitted, forbidden or in dispute."""
    return {each.option: each.status for each in decided(case).statuses}


def by_norms(case: DecisionWorld, first: str, second: str) -> str:
    """Return how the first option stands to the second by the norms that they break."""
    pairs = {(each.first, each.second): each.by_norms for each in decided(case).relations}
    found = pairs.get((first, second))
    if found is None:
        found = pairs[second, first]
        return {"better": "worse", "worse": "better"}.get(found, found)
    return found


def label(decision: Decision, item: str, norm: str, use: str) -> str | None:
    """Return how a norm stands on an item, by its charge or its defence; None if it does not."""
    step = next(each for each in decision.justification.steps if each.id == item)
    standing = step.conclusion["labels"].get(norm, {}).get(use)
    assert standing is None or isinstance(standing, str)
    return standing


def chisholm(*options: str, **fourth: Any) -> DecisionWorld:
    """Return the case of Jones, who ought to go and help, and to tell them only if he goes.

    Args:
        options: what he may do: ``stay``, or his acts joined by hyphens.
        fourth: where the fourth sentence applies, that he is not to tell: upon what.
    """
    case = DecisionWorld()
    for option in options:
        acts = () if option == "stay" else tuple(option.removeprefix("stay-").split("-"))
        case.option(option, *acts, changes={"going": "go" in acts})
    case.norm("ought-to-go", "obliged", "go")
    case.norm("tell-if-going", "obliged", "tell", condition=fact("going"))
    return case.norm("do-not-tell-if-staying", "forbidden", "tell", **fourth)
