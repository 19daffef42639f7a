"""Two programs from one text: what the one derives, the other derives too, whatever the world."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from commonweal.decisions import decide
from commonweal.documents import DecisionInputs, Target
from commonweal.proof import checker

from .history_worlds import HistoryWorld
from .random_worlds import World


def disagreements(
    seeds: range, make: Callable[[int], World] = lambda seed: World(seed, clear=bool(seed % 3))
) -> tuple[dict[int, list[str]], Counter[str]]:
    """Decide random worlds; return what the checker finds wrong, and what occurred in them."""
    wrong, occurred = {}, Counter[str]()
    for seed in seeds:
        inputs = DecisionInputs.from_content(make(seed).inputs())
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
    wrong, occurred = disagreements(range(400))

    assert {} == wrong
    assert set() == COMMON - occurred.keys()


@pytest.mark.slow
def test_producer_and_checker_agree_on_many_random_worlds() -> None:
    """Nor in many more, in which the rare occurs too."""
    wrong, occurred = disagreements(range(1_000, 5_000))

    assert {} == wrong
    assert set() == (COMMON | RARE) - occurred.keys()


BEFORE = {"history broken", "history maybe_broken", "open breach ", "open deed own_word"}


def test_producer_and_checker_agree_on_what_was_before() -> None:
    """Where much was done before, and many norms apply upon a breach, no step differs."""
    wrong, occurred = disagreements(range(150), HistoryWorld)

    assert {} == wrong
    assert set() == BEFORE - occurred.keys()


@pytest.mark.slow
def test_producer_and_checker_agree_on_what_was_before_in_many_worlds() -> None:
    """Nor in many more."""
    wrong, occurred = disagreements(range(1_000, 4_000), HistoryWorld)

    assert {} == wrong
    assert set() == {*BEFORE, "open deed disputed"} - occurred.keys()
