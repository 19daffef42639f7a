"""A run's summary: all that it says but sentences follows from the target and the decisions."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

from commonweal.documents import Decision, Target
from commonweal.proof import checker
from commonweal.studies._summary import summarise_run

from .forging import CORPUS, corpus, hash_of, leaves, replaced

SUMMARY = checker.beside("replay_summary")
SENTENCES = {"about", "sides", "said", "would_settle", "settled", "in_doubt", "by"}
Run = tuple[Any, Any, list[Any]]
"""A summary, its target, and what was kept of each decision."""


@cache
def single(case: str) -> Run:
    """Return what a run would write of a decision of the corpus."""
    decision = corpus()[case]
    target = decision["justification"]["inputs"]["target"]
    return run_of(target, [decision])


@cache
def several() -> Run:
    """Return what a run would write of the decisions of the corpus that share a target."""
    target = json.loads((CORPUS / "several" / "target.json").read_text())
    lines = (CORPUS / "several" / "decisions.jsonl").read_text().splitlines()
    return run_of(target, [json.loads(line) for line in lines])


def run_of(target: Any, decisions: list[Any]) -> Run:
    read = [Decision.from_content(decision) for decision in decisions]
    told = summarise_run(Target.from_content(target), hash_of(target), read, len(read))
    report = checker.Report()
    report.kept = []
    parsed = [checker.inputs.parse(json.dumps(each).encode()) for each in (target, *decisions)]
    for each in parsed[1:]:
        report.take(each, CORPUS / "several")
    return json.loads(json.dumps(told)), parsed[0], report.kept


def found(summary: Any, run: Run) -> list[str]:
    """Return what is found wrong with a summary of a run."""
    content = checker.inputs.parse(json.dumps(summary).encode())
    problems: list[str] = SUMMARY.compare(content, *run[1:])
    return problems


def otherwise(value: Any) -> Any:
    """Return another value of the same type."""
    if isinstance(value, bool):
        return not value
    return value + 1 if isinstance(value, int) else f"{value}x" if value else "x"


def told(path: tuple[str | int, ...]) -> bool:
    """Say whether a path leads into a sentence."""
    return bool(SENTENCES & {*path}) and path[1] in {"tensions", "open", "in_doubt", "definitions"}


def lies(summary: Any) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """Yield the summary with each value that is no sentence changed."""
    for path, value in leaves(summary):
        if not told(path):
            yield path, replaced(summary, path, otherwise(value))


@pytest.mark.parametrize("case", sorted(corpus()))
def test_the_summary_of_one_decision_holds_and_no_lie_in_it_does(case: str) -> None:
    """Every value that is no sentence, changed by itself, is noticed."""
    run = single(case)

    missed = [path for path, changed in lies(run[0]) if not found(changed, run)]

    assert [] == found(run[0], run)
    assert [] == missed


def test_the_summary_of_several_decisions_holds_and_no_lie_in_it_does() -> None:
    """So are counts by group, each decision's row, and what is not shown."""
    run = several()

    missed = [path for path, changed in lies(run[0]) if not found(changed, run)]

    assert [] == found(run[0], run)
    assert [] == missed


def test_the_counts_of_two_groups_cannot_be_exchanged() -> None:
    """Though they add up to the same."""
    target, kept = several()[1:]
    said, follows = kept[0]
    one = said, {**follows, "situation": "a.one", "outcome": "act"}
    other = said, {**follows, "situation": "b.other", "outcome": "refuse"}
    summary = SUMMARY.expected(target, [one, other])
    groups = summary["groups"]
    groups["a"]["outcomes"], groups["b"]["outcomes"] = ({"refuse": 1}, {"act": 1})

    assert SUMMARY.compare(checker.Record(summary), target, [one, other])


@pytest.mark.parametrize("field", ["synthetic", "people", "not_shown", "decisions"])
def test_nothing_is_left_out_of_a_summary(field: str) -> None:
    """What a summary does not say would be taken for what it usually is."""
    run = several()
    less = {key: value for key, value in run[0].items() if key != field}

    [problem] = found(less, run)
    assert problem.startswith(f"{field} is stated as nothing")
