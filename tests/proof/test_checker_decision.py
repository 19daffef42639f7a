"""What stands around a certificate: what may be left out, and what a command wraps it in."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from commonweal.proof import checker

from .forging import CORPUS, GONE, Path_, checked, outcome, read, replaced, written
from .small_study import seal, small_study

LEFT_OUT = {
    "ask": [],
    "obliged": [],
    "definitions": [],
    "tensions": [],
    "open": [],
    "deadline": None,
    "interim": None,
}


def without(decision: Any, path: Path_) -> Any:
    """Return a decision that leaves a field out."""
    return replaced(decision, path, GONE)


@pytest.mark.parametrize("field", LEFT_OUT)
def test_a_field_that_is_left_out_says_that_there_is_none(field: str) -> None:
    """A decision may leave out what is empty, and nothing that is not."""
    plain, telling = read("act"), read("definitions")
    for decision in (plain, telling):
        stated = decision.get(field, LEFT_OUT[field])

        problems = checked(without(decision, (field,))).problems

        assert (stated == LEFT_OUT[field]) == (not problems)


@pytest.mark.parametrize(
    "path",
    [
        ("outcome",),
        ("options",),
        ("reasons",),
        ("standing",),
        ("origin",),
        ("statuses",),
        ("relations",),
        ("statuses", 0, "status"),
        ("relations", 0, "by_values"),
        ("definitions", 0, "statuses"),
        ("definitions", 0, "outcome"),
        ("kind",),
        ("by",),
        ("said_at",),
    ],
)
def test_what_has_to_be_said_cannot_be_left_out(path: Path_) -> None:
    """Silence about an outcome, a status or a relation is not a statement."""
    assert checked(without(read("definitions"), path)).problems


@pytest.mark.parametrize("field", ["vetoed", "broken", "maybe_broken", "due"])
def test_a_status_may_leave_out_what_is_not_so_under_each_definition_too(field: str) -> None:
    """A row that breaks nothing need not say so; one that does must."""
    decision = read("definitions")
    rows = [("statuses", place) for place in range(len(decision["statuses"]))]
    rows += [
        ("definitions", place, "statuses", row)
        for place, defined in enumerate(decision["definitions"])
        for row in range(len(defined["statuses"]))
    ]
    nothing = {"vetoed": "no"}.get(field, [])
    for path in rows:
        row: Any = decision
        for step in path:
            row = row[step]

        problems = checked(without(decision, (*path, field))).problems if field in row else []

        assert (row.get(field, nothing) == nothing) == (not problems)


# --- What a command prints


def enveloped(content: Any, **others: Any) -> dict[str, Any]:
    """Return what a command prints with --json around a document."""
    return {"schema": "decision", "schema_version": 1, "data": content, "warnings": [], **others}


def test_what_a_command_printed_is_checked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Inside the envelope is the same decision, and it is held to the same rules."""
    path = tmp_path / "printed.json"
    path.write_bytes(written(enveloped(read("act"))))
    honest = outcome(path, capsys)[0]
    path.write_bytes(written(enveloped(replaced(read("act"), ("outcome",), "refuse"))))
    forged = outcome(path, capsys)[0]

    assert (0, 1) == (honest, forged)


@pytest.mark.parametrize(
    "content",
    [
        enveloped(read("act"), kind="decision"),
        enveloped(read("act"), outcome="act"),
        enveloped(enveloped(read("act"))),
        enveloped([read("act")]),
        {"data": read("act")},
    ],
    ids=["kind", "more", "twice", "list", "less"],
)
def test_an_envelope_says_nothing_of_its_own(
    content: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whatever stands beside the decision would be read by people and checked by nobody."""
    path = tmp_path / "printed.json"
    path.write_bytes(written(content))

    assert outcome(path, capsys)[0] in {1, 3}


def test_a_run_wrote_no_envelope(tmp_path: Path) -> None:
    """In a run's folder a decision stands by itself: an envelope there is refused."""
    folder = small_study().write(tmp_path)
    out = folder / "out"
    (out / "decision.json").write_text(json.dumps(enveloped(read("act"))))
    seal(folder)

    assert any("no document of a kind" in problem for problem in checker.check(folder).problems)


def test_a_printed_decision_that_names_its_target_is_checked_beside_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The target is sought beside the file, in an envelope as without one."""
    lines = (CORPUS / "several" / "decisions.jsonl").read_text(encoding="utf-8").splitlines()
    path = tmp_path / "printed.json"
    path.write_bytes(written(enveloped(json.loads(lines[0]))))
    alone = outcome(path, capsys)[0]
    target = (CORPUS / "several" / "target.json").read_bytes()
    (tmp_path / "target.json").write_bytes(target)

    assert (3, 0) == (alone, outcome(path, capsys)[0])
