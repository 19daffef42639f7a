"""Compare a run's summary with its target and its decisions: all that it says but sentences.

The standard library alone, nothing of the project; checker.py loads this file from beside itself.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from typing import Any

inputs: Any = sys.modules["commonweal_checker.checker_inputs"]

USES = ("used", "superseded", "withdrawn", "out_of_scope", "erased")
OF_SITUATION = ("title", "considerations")
OF_DECISION: tuple[str, ...] = ("situation", "outcome", "options", "reasons", "ask", "deadline")
OF_DECISION += ("interim", "standing", "statuses", "obliged")
OF_RELATION = ("first", "second", "by_values", "by_norms")
TOLD: dict[str, set[str]] = {
    "definitions": {"by"},
    "tensions": {"about", "sides"},
    "open": {"about", "would_settle", "said"},
}
"""The fields that hold sentences, of each part of a decision that is told."""


def compare(summary: Any, target: Any, kept: list[Any]) -> list[str]:
    """Return where a summary says something else than follows.

    Args:
        summary: what the run wrote.
        target: its target.
        kept: of each decision, what it was taken from and what follows.
    """
    found = expected(target, kept)
    stated = dict(summary)
    if isinstance(summary.decision, dict):
        stated["decision"] = without_sentences(summary.decision)
    return [] if inputs.same(stated, found) else [inputs.difference(stated, found)]


def expected(target: Any, kept: list[Any]) -> dict[str, Any]:
    """Return what a summary says, but for sentences."""
    graph = target.graph
    verdicts = Counter(pair.status for pair in graph.pairs)
    found = {
        "schema": "run_summary",
        "schema_version": 1,
        **{field: target[field] for field in ("study", "title", "question", "synthetic")},
        "read_at": target["read_at"],
        "target": inputs.sha256(target),
        "ledger": {"size": target["ledger_size"], "root": target["ledger_root"]},
        "records": {use: target["records"].get(use, 0) for use in USES},
        "people": graph.get("people", 0),
        "graph": {
            "values": len(graph["values"]),
            "pairs": dict(verdicts),
            "cycles": len(graph.cycles),
            "coordination": len(graph.coordination),
        },
        "justifications": {"written": len(kept), "checked": len(kept)},
    }
    if len(kept) == 1:
        return {**found, "decision": one(*kept[0])}
    return {**found, **many(kept)}


def one(said: Any, follows: dict[str, Any]) -> dict[str, Any]:
    """Return what is told of the only decision, but for sentences."""
    situation = said.situation
    return {
        **{field: follows[field] for field in OF_DECISION},
        **{field: situation[field] for field in OF_SITUATION},
        "option_texts": {option.name: option.text for option in situation.options},
        "relations": relations(follows),
        "definitions": [definition(row, follows) for row in follows["definitions"]],
        "tensions": [tension(row) for row in follows["tensions"]],
        "in_doubt": [],
        "open": [{"type": row["type"]} for row in follows["open"]],
        "not_shown": follows["not_shown"],
    }


def relations(follows: dict[str, Any]) -> list[dict[str, Any]]:
    """Return how each two options compare."""
    return [{field: row[field] for field in OF_RELATION} for row in follows["relations"]]


def definition(row: dict[str, Any], follows: dict[str, Any]) -> dict[str, Any]:
    """Return what would follow under a definition, and what of that is otherwise."""
    differing = [
        ours["option"]
        for ours, theirs in zip(row["statuses"], follows["statuses"], strict=True)
        if any(ours[field] != theirs[field] for field in ("status", "vetoed"))
    ]
    otherwise = any(row[field] != follows[field] for field in ("outcome", "options"))
    return {**row, "differing": differing, "chooses_otherwise": otherwise}


def tension(row: dict[str, Any]) -> dict[str, Any]:
    """Return of a tension all but what is told of it."""
    return {
        "type": row["type"],
        "options": row.get("options", []),
        "settled": "settled_by" in row,
        "undecided": any(side.get("label") == "undecided" for side in row["sides"]),
    }


def many(kept: list[Any]) -> dict[str, Any]:
    """Return how many decisions came out, and what they leave: by group, and one by one."""
    groups: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for _, follows in kept:
        name, dot, _ = follows["situation"].partition(".")
        counted, rows = groups[name if dot else "all"], follows["relations"]
        counted["outcomes"][follows["outcome"]] += 1
        counted["standing"][follows["standing"]] += 1
        for part, words in (
            ("reasons", follows["reasons"]),
            ("by_norms", [row["by_norms"] for row in rows]),
            ("by_values", [row["by_values"] for row in rows]),
            ("tensions", [row["type"] for row in follows["tensions"]]),
            ("open", [row["type"] for row in follows["open"]]),
        ):
            if words:
                counted[part].update(words)
        for row in follows["statuses"]:
            for field in ("broken", "maybe_broken"):
                counted["norms"][field] += len(row[field])
    return {
        "groups": {
            group: {part: dict(count) for part, count in counted.items()}
            for group, counted in groups.items()
        },
        "decisions": [
            {
                "situation": follows["situation"],
                "outcome": follows["outcome"],
                "relations": relations(follows),
            }
            for _, follows in kept
        ],
        "not_shown": [*dict.fromkeys(text for _, said in kept for text in said["not_shown"])],
    }


def without_sentences(decision: Any) -> dict[str, Any]:
    """Return what a summary tells of its decision, but for sentences.

    Of how a tension is settled, it is whether it is.
    """
    stated: dict[str, Any] = {**decision, "in_doubt": decision["in_doubt"][:0]}
    for part, told in TOLD.items():
        stated[part] = [
            {field: value for field, value in row.items() if field not in told}
            for row in decision[part]
        ]
    for row in stated["tensions"]:
        row["settled"] = row["settled"] is not None
    return stated
