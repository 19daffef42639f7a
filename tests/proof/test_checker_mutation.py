"""Every single change to a valid decision is seen by the checker, but for those listed here."""

from __future__ import annotations

import json
import random
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from commonweal.proof import checker

from .forging import CORPUS, Change, changes, checked, corpus, hash_of, read, written

SAMPLE = 150
"""How many changes to each decision the fast test makes."""

WORDS = {"longer", "other"}
LIST = {"drop", "double", "swap"}
UNBOUND: dict[str, set[str]] = {
    # Who takes the decision and when.
    "by": WORDS,
    "said_at": {"other"},
    # Premises come earlier, in any order.
    "justification.steps": {"swap"},
    "justification.steps.*.premises": {"swap", "gone"},
    # What is left out means what it said: an empty list, nothing, "no".
    "ask": {"gone"},
    "deadline": {"gone"},
    "definitions": {"gone"},
    "definitions.*.statuses.*.broken": {"gone"},
    "definitions.*.statuses.*.due": {"gone"},
    "definitions.*.statuses.*.maybe_broken": {"gone"},
    "definitions.*.statuses.*.vetoed": {"gone"},
    "interim": {"gone"},
    "obliged": {"gone"},
    "open": {"gone"},
    "relations.*.decided_by": {"gone"},
    "statuses.*.broken": {"gone"},
    "statuses.*.due": {"gone"},
    "statuses.*.maybe_broken": {"gone"},
    "statuses.*.vetoed": {"gone"},
    "tensions": {"gone"},
}
"""Where a change means nothing for the derivation, and which ones."""

MEANS_WHAT_IT_SAID: tuple[Any, ...] = (None, [], "no")
DECISIONS = corpus()


def accepted(decision: Any, made: list[Change]) -> Counter[tuple[str, str]]:
    """Return how often the checker lets which change to a decision pass."""
    passed: Counter[tuple[str, str]] = Counter()
    targets: dict[str, Any] = {}
    for change in made:
        try:
            valid = not checked(change.made(decision), targets=targets).problems
        except checker.UnreadableError:
            valid = False
        passed[change.where, change.how] += valid
    return +passed


def unbound() -> set[tuple[str, str]]:
    return {(where, how) for where, hows in UNBOUND.items() for how in hows}


def test_the_corpus_is_varied_and_valid() -> None:
    """Every rule, outcome, standing and type of tension stands in a file that is valid."""
    found: dict[str, set[str]] = {key: set() for key in ("rule", "outcome", "standing", "type")}

    for decision in DECISIONS.values():
        report = checked(decision)
        assert [] == report.problems
        found["rule"] |= {step["rule"] for step in decision["justification"]["steps"]}
        found["outcome"].add(decision["outcome"])
        found["standing"].add(decision["standing"])
        found["type"] |= {tension["type"] for tension in decision["tensions"]}

    assert set(checker.RULES.split()) == found["rule"]
    assert {"act", "ask", "refuse"} == found["outcome"]
    assert {"in_force", "imported", "model", "synthetic"} == found["standing"]
    assert {"norms", "values", "contested", "cycle", "complaint", "conscience"} == found["type"]
    assert len(DECISIONS) >= 15


def test_every_word_of_a_rule_stands_in_the_corpus() -> None:
    """Relations, verdicts, labels, vetoes and reasons of all kinds are there to be changed."""
    found: dict[str, set[Any]] = {}
    for decision in DECISIONS.values():
        for step in decision["justification"]["steps"]:
            for key, value in step["conclusion"].items():
                words = value if isinstance(value, list) else [value]
                found.setdefault(key, set()).update(x for x in words if isinstance(x, str))
                if key == "above":
                    found.setdefault(key, set()).update(value.values())

    relations = {"better", "worse", "equal", "on_a_par", "incomparable", "contested"}
    assert relations | {"undetermined"} == found["relation"]
    assert {"accepted", "complementary", "contested", "thin", "cycle"} == found["verdict"]
    assert {"certain", "open", "none"} == found["above"]
    assert {"certain", "open", "no"} == found["counts"]
    assert {"no", "open", "yes"} == found["vetoed"]
    assert {"rejectable", "not_rejectable", "open"} == found["result"]
    reasons = {"in_dispute", "veto_open", "contested", "undetermined", "incomparable", "partial"}
    assert reasons | {"none_permitted"} == found["reasons"]


@pytest.mark.parametrize("case", DECISIONS)
def test_a_sample_of_changes_to_a_decision_is_rejected(case: str) -> None:
    """What the checker lets pass is in the list of what means nothing."""
    made = list(changes(DECISIONS[case]))
    sample = random.Random(case).sample(made, SAMPLE)

    passed = accepted(DECISIONS[case], sample)

    assert set() == set(passed) - unbound()


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_every_change_to_every_decision_is_rejected_but_for_those_that_mean_nothing() -> None:
    """More than a hundred thousand changes: what passes is exactly what is listed."""
    passed: Counter[tuple[str, str]] = Counter()
    number = 0
    for decision in DECISIONS.values():
        made = list(changes(decision))
        number += len(made)
        passed += accepted(decision, made)

    assert unbound() == set(passed)
    assert number > 100_000


def test_what_is_left_out_and_passes_meant_nothing() -> None:
    """No list with something in it, and no veto, can be left out."""
    for decision in DECISIONS.values():
        left_out = [c for c in changes(decision) if c.how == "gone" and c.where in UNBOUND]
        said = [c for c in left_out if _at(decision, c.path) not in MEANS_WHAT_IT_SAID]

        assert Counter() == accepted(decision, said)


def _at(document: Any, path: tuple[str | int, ...]) -> Any:
    for step in path:
        document = document[step]
    return document


@pytest.mark.parametrize("case", DECISIONS)
def test_a_change_to_what_a_decision_was_taken_from_is_seen_by_its_hash(case: str) -> None:
    """Whatever else is wrong then, the step `inputs` no longer follows, or nothing does."""
    decision = DECISIONS[case]
    before = ("justification", "inputs")
    made = [each for each in changes(decision) if each.path[:2] == before and len(each.path) > 2]

    for change in random.Random(case).sample(made, 60):
        (problem,) = checked(change.made(decision)).problems
        assert problem.startswith(
            ("step inputs: ", "malformed: ", "target: ", "inputs: ", "each ", "no ", "'", "a ")
        ), problem


def test_a_witness_and_a_language_may_be_added() -> None:
    """A hint proves nothing and is not looked at; in which language words are is for readers."""
    decision = read("contested")
    for step in decision["justification"]["steps"]:
        step["witness"] = {"because": ["x", 1, None, True]}

    assert [] == checked(decision | {"language": "en"}).problems
    assert [] != checked(decision | {"language": 1}).problems


def several(folder: Path) -> Path:
    """Return decisions in a folder of their own, with the target that they share beside them."""
    shutil.copytree(CORPUS / "several", folder / "several")
    return folder / "several"


def test_any_change_to_a_target_that_lies_beside_is_rejected(tmp_path: Path) -> None:
    """The decisions name it by its hash, which no other target has."""
    folder = several(tmp_path)
    target = json.loads((folder / "target.json").read_text(encoding="utf-8"))
    named = json.loads((folder / "decisions.jsonl").read_text(encoding="utf-8").splitlines()[0])

    assert hash_of(target) == named["target"]
    for change in changes(target):
        (folder / "target.json").write_bytes(written(change.made(target)))
        report = checker.Report()
        checker.check_file(folder / "decisions.jsonl", report)
        assert 3 == len(report.problems)
        assert f"is another than '{named['target']}'" in report.problems[0]


def test_each_line_is_checked_and_named(tmp_path: Path) -> None:
    """A decision that does not follow is found among those that do."""
    folder = several(tmp_path)
    lines = (folder / "decisions.jsonl").read_bytes().splitlines()
    lines[1] = lines[1].replace(b'"outcome":"act"', b'"outcome":"ask"')
    (folder / "decisions.jsonl").write_bytes(b"\n".join(lines))
    report = checker.Report()

    checker.check_file(folder / "decisions.jsonl", report)

    assert 2 == report.counts["decisions"]
    (problem,) = report.problems
    assert problem.startswith("line 2: step choice: outcome is stated as 'ask', where 'act' follow")
