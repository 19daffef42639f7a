"""A decision around its certificate: all that it states follows, but who took it, when, in words.

The standard library alone, nothing of the project; checker.py loads this file from beside itself,
after checker_open.py. The rules are told in words in docs/reference/decisions.md.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

inputs: Any = sys.modules["commonweal_checker.checker_inputs"]
shapes: Any = sys.modules["commonweal_checker.checker_shapes"]
open_: Any = sys.modules["commonweal_checker.checker_open"]

SAID = {"by": "name", "said_at": "moment"}
"""What is said beside what follows, and the form that it must have."""
BESIDE = {*SAID, "language", "justification"}
LEFT_OUT: dict[str, Any] = {
    **{field: [] for field in ("ask", "obliged", "definitions", "tensions", "open")},
    **dict.fromkeys(("deadline", "interim")),
}
LEFT_OUT_OF: dict[str, dict[str, Any]] = {
    "statuses": {"vetoed": "no", "broken": [], "maybe_broken": [], "due": []},
    "relations": {"decided_by": []},
}
"""What a decision says, and each row in it, by leaving a field out."""


def compare(decision: Any, found: dict[str, Any]) -> list[str]:
    """Return how a decision differs from what follows of it."""
    problems = [
        f"decision.{field}{problem}"
        for field, form in SAID.items()
        if (problem := shapes.CHECKS[form](decision.get(field)))
    ]
    if decision.get("language") is not None:
        problem = shapes.CHECKS["language"](decision["language"])
        problems += [f"decision.language{problem}"] if problem else []
    stated = {field: value for field, value in decision.items() if field not in BESIDE}
    if not inputs.same(stated, found):
        stated = filled(LEFT_OUT | stated)
        stated["definitions"] = [filled(row) for row in stated["definitions"]]
        if not inputs.same(stated, found):
            problems.append(f"decision: {inputs.difference(stated, found)}")
    return problems


def filled(said: dict[str, Any]) -> dict[str, Any]:
    """Return what is said with what its rows say by leaving a field out."""
    rows = {
        field: [left_out | row for row in said[field]]
        for field, left_out in LEFT_OUT_OF.items()
        if field in said
    }
    return said | rows


def expected(case: Any) -> dict[str, Any]:
    """Return everything that a decision states and that follows."""
    content, chosen, steps = case.target.content, case.choice, case.steps
    asks = chosen["outcome"] == "ask"
    relations = [
        {
            "first": o,
            "second": p,
            "by_values": by_values["relation"],
            "by_norms": steps[f"norm_relation|{o}|{p}"][1]["relation"],
            "decided_by": by_values["decided_by"],
        }
        for o, p in case.pairs
        for by_values in [steps[f"relation|{o}|{p}"][1]]
    ]
    return {
        **chosen,
        "kind": "decision",
        "schema_version": 1,
        "study": content.study,
        "situation": case.situation.name,
        "target": case.target.sha256,
        "standing": case.standing,
        "origin": case.weakest,
        "ask": content.ask if asks and content.ask else [],
        "deadline": (content.ask_deadline or None) if asks else None,
        "statuses": case.statuses(),
        "relations": relations,
        "definitions": case.definitions,
        "tensions": [*tensions(case)],
        "open": open_.readings(case),
    }


def tensions(case: Any) -> Iterator[dict[str, Any]]:
    """Yield every tension with both sides, and what settled it, if anything did."""
    rows = case.tensions
    for option, item, x, y, label_x, label_y in rows["norms"]:
        winner, rule = case.norms.order.settle(x, y)
        sides = [{"norm": x, "label": label_x}, {"norm": y, "label": label_y}]
        about = {"type": "norms", "options": [option], "item": item, "sides": sides}
        yield about | settled(rule if winner else None, winner)
    resolved = case.resolved
    for o, p, ours, theirs in rows["values"]:
        by, prevails = "values", {"better": o, "worse": p}.get(case.by_values[o, p])
        for pair in ((o, p), (p, o)):
            if pair in resolved:
                by, prevails = "resolution", pair[0]
        sides = [{"option": o, "cards": ours}, {"option": p, "cards": theirs}]
        about = {"type": "values", "options": [o, p], "sides": sides}
        yield about | settled(by if prevails else None, prevails)
    for a, b in rows["contested"]:
        verdict = case.weighing.order.judge(a, b)[0]
        yield {"type": verdict, "sides": [{"cards": [a]}, {"cards": [b]}]}
    for standpoint, principle, low, high in rows["complaints"]:
        complaint = {"standpoint": standpoint, "at_least": low, "at_most": high}
        yield {"type": "complaint", "sides": [complaint, {"principle": principle}]}
    for o, p in rows["conscience"]:
        by_role, by_own = (o, p) if case.by_values[o, p] == "better" else (p, o)
        ours, theirs = case.weighing.cards, case.own_cards
        sides = [{"option": by_role, "cards": ours}, {"option": by_own, "cards": theirs}]
        about = {"type": "conscience", "options": [o, p], "sides": sides}
        yield about | settled("role_standard", by_role)


def settled(by: str | None, prevails: str | None) -> dict[str, Any]:
    """Return what settled a tension, as fields of it."""
    return {"settled_by": by, "prevails": prevails} if by else {}
