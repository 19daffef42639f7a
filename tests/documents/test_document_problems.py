"""What is wrong with a document, in our words."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from commonweal.documents import (
    All,
    Condition,
    Decision,
    Holds,
    Not,
    Principle,
    Step,
    parse_record,
)
from commonweal.documents._findings import shown, way_text
from commonweal.errors import InvalidDocument, Problem
from commonweal.testing import records

NORM: dict[str, Any] = {
    "kind": "norm",
    "schema_version": 1,
    "by": "court",
    "origin": "person",
    "said_at": "2026-01-31T09:30:00Z",
    "name": "share",
    "text": "Leave two fifths.",
    "role": "farmer",
    "modality": "obliged",
    "action": "leave_water",
    "level": "supranational",
    "issuer": "court",
    "in_force_from": "2020-01-01T00:00:00Z",
    "source": {"type": "law"},
}
FLOW = {"kind": "at_least", "fact": "flow", "value": 3}


def problems(**changed: Any) -> list[Problem]:
    """Return what is wrong with a norm after these fields were changed; ... takes one away."""
    content = {name: value for name, value in {**NORM, **changed}.items() if value is not ...}
    with pytest.raises(InvalidDocument) as caught:
        parse_record(content)

    return list(caught.value.problems)


@pytest.mark.parametrize(
    ("field", "value", "code", "path"),
    [
        ("role", ..., "missing-field", "role"),
        ("schema_version", ..., "missing-field", "schema_version"),
        ("schema_version", 2, "schema-version", "schema_version"),
        ("schema_version", True, "schema-version", "schema_version"),
        ("roel", "x", "unknown-field", "roel"),
        ("a strange\nfield", "x", "unknown-field", '["a strange\\nfield"]'),
        ("role", 3, "wrong-type", "role"),
        ("role", None, "wrong-type", "role"),
        ("role", "The Farmer", "wrong-form", "role"),
        ("role", "", "wrong-form", "role"),
        ("role", "a" * 81, "wrong-form", "role"),
        ("role", "farmer\n", "wrong-form", "role"),
        ("text", "", "wrong-length", "text"),
        ("text", "x" * 20_001, "wrong-length", "text"),
        ("modality", "must", "not-a-choice", "modality"),
        ("modality", 1, "not-a-choice", "modality"),
        ("said_at", "2026-02-30T00:00:00Z", "wrong-form", "said_at"),
        ("said_at", "2026-01-31T24:00:00Z", "wrong-form", "said_at"),
        ("said_at", "0000-01-31T00:00:00Z", "wrong-form", "said_at"),
        ("said_at", "2026-01-31T09:30:00+00:00", "wrong-form", "said_at"),
        ("said_at", "٢٠٢٦-01-31T09:30:00Z", "wrong-form", "said_at"),
        ("guaranteed", 0, "wrong-type", "guaranteed"),
        ("guaranteed", True, "incoherent", ""),
        ("exceptions", {}, "wrong-type", "exceptions"),
        ("exceptions", [{}], "missing-field", "exceptions[0].when"),
        ("exceptions", [{"when": FLOW, "txet": "x"}], "unknown-field", "exceptions[0].txet"),
        ("source", "law", "wrong-type", "source"),
        ("grounds", [{"card": "river"}], "wrong-form", "grounds[0].card"),
        ("grounds", [{}], "incoherent", "grounds[0]"),
        ("condition", {}, "missing-field", "condition.kind"),
        ("condition", {"kind": "equal"}, "unknown-clause", "condition.kind"),
        ("condition", {"kind": "not", "of": {"kind": 3}}, "unknown-clause", "condition.of.kind"),
        ("condition", {**FLOW, "value": "6/8"}, "wrong-form", "condition.value"),
        ("condition", {**FLOW, "value": True}, "wrong-type", "condition.value"),
        ("condition", {**FLOW, "value": 2**53}, "out-of-range", "condition.value"),
        ("condition", {**FLOW, "value": -(2**53)}, "out-of-range", "condition.value"),
        ("condition", {"kind": "all", "of": [FLOW] * 65}, "wrong-length", "condition.of"),
        (
            "condition",
            {"kind": "all", "of": [FLOW, {"kind": "any", "of": [{**FLOW, "fact": "The Flow"}]}]},
            "wrong-form",
            "condition.of[1].of[0].fact",
        ),
        (
            "condition",
            {"kind": "one_of", "fact": "flow", "values": []},
            "wrong-length",
            "condition.values",
        ),
        ("text", "\ud800", "not-canonical", ""),
    ],
)
def test_each_fault_has_its_code_and_way(field: str, value: Any, code: str, path: str) -> None:
    """Each kind of fault has its own code, and the way to it without what Pydantic adds."""
    assert [(code, path)] == [(each.code, each.path) for each in problems(**{field: value})]


@pytest.mark.parametrize(
    ("field", "value", "hint"),
    [
        ("roel", "x", "Did you mean 'role'?"),
        ("modality", "oblige", "Did you mean 'obliged'?"),
        ("modality", "prohibited", "Did you mean 'forbidden'?"),
        ("condition", {"kind": "atleast"}, "Did you mean 'at_least'?"),
        ("condition", {**FLOW, "factt": 1}, "Did you mean 'fact'?"),
        ("source", {"type": "law", "zzz": 1}, "It can have: type, citation."),
        ("role", ..., "The addressee: the role that is bound."),
    ],
)
def test_hints_name_what_was_meant(field: str, value: Any, hint: str) -> None:
    """A misspelling is answered with the word that was meant, a missing field with its meaning."""
    assert [hint] == [each.hint for each in problems(**{field: value})]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("6/8", "true or false or an integer or an exact number 'p/q' in lowest terms"),
        ([], "true or false or an integer or text"),
        ("", "true or false or an integer or text of at least 1 characters"),
        (2**53, "true or false or an integer of at most 9007199254740991 or text"),
    ],
)
def test_alternatives_are_one_problem(value: Any, expected: str) -> None:
    """Where several types would do, one problem names them all."""
    (problem,) = problems(condition={"kind": "equals", "fact": "flow", "value": value})

    assert problem.expected.startswith(expected)


def test_every_fault_of_a_document_is_reported_at_once() -> None:
    """Faults of several fields, outer and inner, come in one report."""
    found = problems(by=3, modality="must", exceptions=[{}, {"when": 1}], schema_version=...)

    expected = ["schema_version", "by", "modality", "exceptions[0].when", "exceptions[1].when"]
    assert sorted(expected) == sorted(problem.path for problem in found)


def test_contradictions_are_reported_one_by_one() -> None:
    """Each field that contradicts another of the same document is a problem of its own."""
    situation = {
        **{name: NORM[name] for name in ("schema_version", "by", "origin", "said_at")},
        "kind": "situation",
        "name": "plan",
        "title": "Plan",
        "text": "The plan.",
        "decider": "company",
        "principal": "nobody",
        "at": "2026-02-01T00:00:00Z",
        "until": "2026-01-01T00:00:00Z",
        "parties": [{"name": "farmers", "title": "Farmers"}, {"name": "farmers", "title": "F"}],
        "options": [{"name": "a", "text": "A", "acts": [{"actor": "x", "action": "y"}]}] * 2,
        "considerations": "complete",
        "interim": "b",
    }

    with pytest.raises(InvalidDocument) as caught:
        parse_record(situation)

    assert 8 == len(caught.value.problems)
    assert {"incoherent"} == {problem.code for problem in caught.value.problems}


def nested(depth: int) -> dict[str, Any]:
    """Return plain JSON of a condition this deep."""
    condition: dict[str, Any] = {"kind": "holds", "context": "drought"}
    for _ in range(depth - 1):
        condition = {"kind": "not", "of": condition}
    return condition


@pytest.mark.parametrize("depth", [33, 64, 65, 150, 400])
def test_conditions_nested_too_deeply_are_refused(depth: int) -> None:
    """A condition of more than 32 clauses inside one another is refused, however deep it is."""
    codes = {problem.code for problem in problems(condition=nested(depth))}

    assert {"too-deep"} == codes


def test_conditions_nested_to_the_limit_are_read() -> None:
    """A condition of 32 clauses inside one another is read."""
    record = parse_record({**NORM, "condition": nested(32)})

    assert nested(32) == record.content()["condition"]


def test_conditions_built_in_memory_have_their_own_limit() -> None:
    """Conditions of records can be put together up to 64 clauses deep, and not without end."""
    condition: Condition = Holds(context="drought")
    for _ in range(63):
        condition = Not(of=condition)

    with pytest.raises(ValueError, match="64 in memory"):
        All(of=(condition,))
    with pytest.raises(ValueError, match="32 clauses"):
        Principle(
            by="a",
            origin="person",
            said_at="2026-01-31T09:30:00Z",
            name="a",
            text="a",
            role="a",
            action="a",
            condition=condition,
        )


def test_content_nested_without_end_is_refused() -> None:
    """Plain content that is deeper than JSON may be is refused, not followed."""
    conclusion: dict[str, Any] = {}
    for _ in range(250):
        conclusion = {"x": conclusion}

    codes = {problem.code for problem in problems(condition=conclusion)}

    assert {"too-deep"} == codes


@settings(max_examples=15)
@given(records("decision"))
def test_what_is_wrong_with_a_target_is_told_of_the_target(decision: Decision) -> None:
    """A target that is neither whole nor a hash is described as what it was meant to be."""
    content = decision.content()
    content["justification"]["inputs"]["target"] = {"sha256": "abc"}
    with pytest.raises(InvalidDocument) as by_hash:
        parse_record(content)
    content["justification"]["inputs"]["target"] = {"kind": "target", "schema_version": 1}
    with pytest.raises(InvalidDocument) as whole:
        parse_record(content)

    way = "justification.inputs.target"
    assert [f"{way}.sha256"] == [problem.path for problem in by_hash.value.problems]
    assert f"{way}.graph" in {problem.path for problem in whole.value.problems}
    assert {"missing-field"} == {problem.code for problem in whole.value.problems}


def test_a_step_holds_no_floating_point_number() -> None:
    """What a justification concludes is exact, however deep it stands."""
    content = {"id": "a", "rule": "inputs", "conclusion": {"x": [{"y": 0.5}]}}

    with pytest.raises(InvalidDocument) as caught:
        Step.from_content(content)

    assert [("float", "conclusion")] == [(p.code, p.path) for p in caught.value.problems]


@given(st.recursive(st.text() | st.integers() | st.floats(), st.lists))
def test_what_was_found_is_shown_on_one_short_line(value: Any) -> None:
    """Whatever was found is shown shortened, on one line, in characters that can be printed."""
    text = shown(value)

    assert len(text) <= 80
    assert text.encode().decode().isprintable() or "\n" not in text


def test_long_ways_are_shortened_in_the_middle() -> None:
    """A way of many steps keeps its beginning and its end."""
    text = way_text(("condition", *["of"] * 40, 3))

    assert text.startswith("condition.of.of")
    assert text.endswith("of.of[3]")
    assert 60 > len(text)


@pytest.mark.parametrize(
    ("field", "value", "found"),
    [
        ("guaranteed", True, "guaranteed on what is obliged"),
        ("grounds", [{}], "neither"),
        ("in_force_until", "2000-01-01T00:00:00Z", "2000-01-01T00:00:00Z, not after"),
    ],
)
def test_a_contradiction_tells_what_was_found(field: str, value: Any, found: str) -> None:
    """What fields say against one another is told, and not the whole document."""
    with pytest.raises(InvalidDocument) as caught:
        parse_record({**NORM, field: value})

    assert ["incoherent"] == [problem.code for problem in caught.value.problems]
    assert found in caught.value.problems[0].found
    assert "{" not in caught.value.problems[0].found


def test_a_contradiction_names_no_more_than_it_takes() -> None:
    """Of many names the first are told, and how many more there are."""
    names = [f"party-{number}" for number in range(9)]
    situation = {
        **{name: NORM[name] for name in ("schema_version", "by", "origin", "said_at")},
        "kind": "situation",
        "name": "plan",
        "title": "Plan",
        "text": "The plan.",
        "decider": "nobody",
        "at": "2026-02-01T00:00:00Z",
        "until": "2026-03-01T00:00:00Z",
        "parties": [{"name": name, "title": name} for name in names],
        "options": [{"name": "wait", "text": "Wait."}],
        "considerations": "complete",
    }

    with pytest.raises(InvalidDocument) as caught:
        parse_record(situation)

    (problem,) = caught.value.problems
    assert problem.found.startswith("'party-0', 'party-1'")
    assert problem.found.endswith(" and 4 more")
