"""Two programs from one text: what the one derives, the other derives too, whatever the world."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from commonweal.decisions import decide
from commonweal.documents import DecisionInputs, Target
from commonweal.proof import checker

from .random_worlds import World


def disagreements(seeds: range) -> tuple[dict[int, list[str]], Counter[str]]:
    """Decide random worlds; return what the checker finds wrong, and what occurred in them."""
    wrong, occurred = {}, Counter[str]()
    for seed in seeds:
        inputs = DecisionInputs.from_content(World(seed, clear=bool(seed % 3)).inputs())
        assert isinstance(inputs.target, Target)
        decision = decide(
            inputs, target=inputs.target, study="s", by="test", said_at=inputs.situation.at
        )
        report = checker.Report()
        content = checker.inputs.parse(json.dumps(decision.content()).encode())
        report.attempt(content, Path(), "")
        if report.problems:
            wrong[seed] = report.problems
        occurred[decision.outcome] += 1
        occurred.update(relation.by_values for relation in decision.relations)
        occurred.update(status.status for status in decision.statuses)
        occurred.update(f"veto {status.vetoed}" for status in decision.statuses)
        occurred.update(tension.type for tension in decision.tensions)
        occurred.update(f"settled by {tension.settled_by}" for tension in decision.tensions)
        occurred.update(f"open {reading.type} {reading.why or ''}" for reading in decision.open)
        for defined in decision.definitions:
            occurred[f"defined {decision.outcome} {defined.outcome}"] += 1
        for step in decision.justification.steps:
            if step.rule == "history":
                found = step.conclusion
                occurred.update(f"history {word}" for word in found if found[word])
            if step.rule == "item":
                occurred.update(f"by {rule}" for _, _, rule in step.conclusion["defeats"])
    return wrong, occurred


COMMON = {
    *("act", "ask", "refuse", "better", "worse", "equal", "undetermined", "permitted", "forbidden"),
    *("in_dispute", "veto no", "veto open", "norms", "values", "contested", "complaint"),
    *("by level", "by specificity", "by date", "by none"),
    *("open fact unasked", "open fact disputed", "open fact own_word", "open context "),
    *("open role ", "open norm ", "open policy ", "open placing unasked", "open stake "),
    *("defined ask ask", "defined act act", "defined refuse refuse"),
    *("open complaint ", "open votes thin", "open placing disputed", "settled by values"),
}
RARE = {
    *("on_a_par", "incomparable", "veto yes", "cycle", "conscience", "by priority"),
    *("open fact senses", "open placing ", "open votes contested", "open votes cycle"),
    *("settled by resolution", "settled by role_standard"),
}


def test_producer_and_checker_agree_on_random_worlds() -> None:
    """In crowded little worlds, in which nearly everything occurs, no step differs."""
    wrong, occurred = disagreements(range(250))

    assert {} == wrong
    assert set() == COMMON - occurred.keys()


@pytest.mark.slow
def test_producer_and_checker_agree_on_many_random_worlds() -> None:
    """Nor in many more, in which the rare occurs too."""
    wrong, occurred = disagreements(range(1_000, 5_000))

    assert {} == wrong
    assert set() == (COMMON | RARE) - occurred.keys()
