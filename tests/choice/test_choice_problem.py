"""A problem's file: what it may say, and everything that is wrong with it at once."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from commonweal.choice import ChoiceProblem, EAdmissible, read_choice_problem, solve_choice
from commonweal.choice._problem_findings import problem_findings
from commonweal.errors import InvalidDocument
from commonweal.testing import choice_problems

GOOD: dict[str, Any] = {
    "kind": "choice_problem",
    "schema_version": 1,
    "options": ["a", "b"],
    "criteria": [
        {"name": "care", "scores": {"a": 1, "b": "1/2"}},
        {"name": "truth", "scores": {"a": 0, "b": 1}},
    ],
    "permissible": {"type": "weights"},
}
WRONG = """\
kind = "choice_problem"
schema_version = 1
options = ["a", "b", "b"]
[[criteria]]
name = "care"
scores = { a = 1.5, z = "2/4" }
[[criteria]]
name = "care"
tiers = [["a"], ["q"]]
scores = { a = 1, b = 1 }
[permissible]
type = "weights"
[[permissible.constraints]]
name = "x"
coefficients = { truth = 1 }
at_least = 1
at_most = 2
[[priorities]]
context = "Dry"
strata = [["care"], ["nope"]]
"""


def codes(content: dict[str, Any]) -> list[str]:
    """Return the codes of what a problem's parts have to do with one another."""
    return [finding.code for finding in problem_findings(content)]


def changed(**fields: Any) -> dict[str, Any]:
    return {**GOOD, **fields}


def test_all_problems_of_a_file_are_said_at_once_with_their_lines(tmp_path: Path) -> None:
    """What a field may hold, and what fields have to do with one another, in the order of lines."""
    file = tmp_path / "wrong.toml"
    file.write_text(WRONG, "utf-8")

    with pytest.raises(InvalidDocument) as refused:
        read_choice_problem(file)

    found = [
        (problem.path.split(" ")[0].rpartition(":")[2], problem.code)
        for problem in refused.value.problems
    ]
    assert [
        ("1", "repeated-name"),
        ("3", "repeated-name"),
        ("6", "float"),
        ("6", "unknown-option"),
        ("6", "not-compared"),
        ("7", "one-of-several"),
        ("9", "unknown-option"),
        ("9", "not-compared"),
        ("9", "scores-needed"),
        ("13", "one-of-several"),
        ("15", "unknown-criterion"),
        ("19", "wrong-form"),
        ("20", "unknown-criterion"),
    ] == sorted(found, key=lambda each: (int(each[0]), found.index(each)))


def test_json_and_toml_say_the_same(tmp_path: Path) -> None:
    """The same problem in two languages is the same document."""
    (tmp_path / "p.json").write_text(json.dumps(GOOD), "utf-8")
    (tmp_path / "p.toml").write_text(
        'kind = "choice_problem"\nschema_version = 1\noptions = ["a", "b"]\n'
        '[[criteria]]\nname = "care"\nscores = { a = 1, b = "1/2" }\n'
        '[[criteria]]\nname = "truth"\nscores = { a = 0, b = 1 }\n'
        '[permissible]\ntype = "weights"\n',
        "utf-8",
    )

    assert read_choice_problem(tmp_path / "p.json") == read_choice_problem(tmp_path / "p.toml")


def test_the_lines_of_json_are_named_too(tmp_path: Path) -> None:
    """What contradicts itself in JSON is said with its line."""
    file = tmp_path / "wrong.json"
    file.write_text(json.dumps(changed(options=["a", "a"]), indent=1), "utf-8")

    with pytest.raises(InvalidDocument) as refused:
        read_choice_problem(file)

    assert {"repeated-name", "unknown-option"} <= {p.code for p in refused.value.problems}
    assert all(f"{file}:" in problem.path for problem in refused.value.problems)


def test_a_problem_made_in_a_program_is_held_to_the_same() -> None:
    """What a file could not say is refused of a document that was never in one."""
    case = ChoiceProblem.from_content(changed(options=["a", "b", "c"]))

    with pytest.raises(InvalidDocument) as refused:
        solve_choice(case, EAdmissible())
    assert ["not-compared"] * 2 == [problem.code for problem in refused.value.problems]


CRITERION = {"name": "care", "scores": {"a": 1, "b": 2}}


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, []),
        ({"criteria": [{"name": "care"}]}, ["one-of-several"]),
        ({"criteria": []}, ["scores-needed"]),
        ({"criteria": [{**CRITERION, "scores": {"a": 1}}]}, ["not-compared"]),
        ({"criteria": [{"name": "care", "tiers": [["a", "b"]]}]}, ["scores-needed"]),
        (
            {
                "criteria": [
                    {"name": "t", "tiers": [["a", "b"]], "outranking": {"weight": 1, "veto": 1}}
                ],
                "permissible": {"type": "criteria"},
            },
            ["scores-needed"],
        ),
        (
            {
                "criteria": [
                    {**CRITERION, "outranking": {"weight": 1, "preference": 1, "veto": "1/2"}}
                ]
            },
            ["out-of-range"],
        ),
        (
            {"criteria": [{**CRITERION, "outranking": {"weight": 1, "indifference": -1}}]},
            ["out-of-range"],
        ),
        (
            {"permissible": {"type": "criteria", "above": [["care", "truth"], ["truth", "care"]]}},
            ["cyclic-criteria", "cyclic-criteria"],
        ),
        (
            {"permissible": {"type": "criteria", "above": [["care", "beauty"]]}},
            ["unknown-criterion"],
        ),
        (
            {"permissible": {"type": "orderings", "orderings": [{"name": "k", "tiers": [["z"]]}]}},
            ["unknown-option"],
        ),
        (
            {
                "permissible": {
                    "type": "orderings",
                    "orderings": [{"name": "k", "tiers": [["a"], ["a"]]}] * 2,
                }
            },
            ["repeated-name"] * 3,
        ),
        (
            {
                "permissible": {
                    "type": "utilities",
                    "utilities": [{"name": "u", "scores": {"a": 1}}],
                }
            },
            ["not-compared"],
        ),
        (
            {"priorities": [{"context": "x", "strata": [["care"], ["care"]]}] * 2},
            ["repeated-name"] * 3,
        ),
    ],
)
def test_what_contradicts_itself_has_a_code(fields: dict[str, Any], expected: list[str]) -> None:
    """Each way in which parts of a problem do not fit is said, and nothing else."""
    assert expected == codes(changed(**fields))


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 3) | st.text("ab", max_size=2),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["name", "scores", "tiers", "type", "above", "constraints", "a"]),
            inner,
            max_size=3,
        )
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from(sorted(GOOD)), json_values))
def test_findings_bear_any_content(content: dict[str, Any]) -> None:
    """Whatever stands in a file, looking for contradictions does not fall over."""
    assert all(code for code in codes(content))


@settings(deadline=None)
@given(choice_problems())
def test_a_drawn_problem_has_no_contradiction_and_survives_writing(case: ChoiceProblem) -> None:
    """Content and document go back and forth unchanged."""
    content = json.loads(json.dumps(case.content()))

    assert [] == codes(content)
    assert ChoiceProblem.from_content(content) == case
